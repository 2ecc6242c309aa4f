//! What happened, happened: a revision, a signature, a signed version, a step of an order, a report that was
//! given out and an audit row are inserted and never touched again. The rule reads the queries of
//! server/records for anything else.

use super::{
    Finding,
    source::{Source, places},
};

const FOR_EVER: [&str; 6] =
    ["revision", "signature", "visit_version", "audit", "order_step", "issued_report"];
const CHANGES: [&str; 6] = [".update(", ".save(", ".delete(", "update_many", "update_column", "delete_many"];

/// Finds changes to rows that stay as they are. `text` is the file with its strings, for plain SQL.
pub fn check(source: &Source, text: &str) -> Vec<Finding> {
    if !source.path.starts_with("server/records/src/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for entity in FOR_EVER {
        let mut lines = changing_statements(source, entity);
        lines.extend(rows_taken_up_again(source, entity));
        lines.extend(plain_sql(text, entity));
        lines.sort_unstable();
        lines.dedup();
        let words = format!("a row of {entity} is inserted once and never changed");
        findings.extend(lines.into_iter().map(|line| Finding::new(&source.path, line, words.clone())));
    }
    findings
}

/// `revision::Entity::update(..)`, `insert(..).on_conflict(.. update_columns ..)` and their like.
fn changing_statements(source: &Source, entity: &str) -> Vec<usize> {
    let module = format!("{entity}::Entity");
    let changes = ["::update", "::delete"].map(|verb| format!("{module}{verb}"));
    let mut lines = Vec::new();
    for idx in places(&source.code, &module) {
        let rest = &source.code[idx..];
        let statement = &rest[..rest.find(';').unwrap_or(rest.len())];
        let is_change = changes.iter().any(|change| statement.starts_with(change.as_str()))
            || CHANGES.iter().any(|change| statement.contains(change));
        if is_change {
            lines.push(source.line_at(idx));
        }
    }
    lines
}

/// `let row: revision::ActiveModel = found.into()`, and a new row that is later updated or deleted.
fn rows_taken_up_again(source: &Source, entity: &str) -> Vec<usize> {
    let model = format!("{entity}::ActiveModel");
    let mut lines = Vec::new();
    for idx in places(&source.code, &model) {
        let after = source.code[idx + model.len()..].trim_start();
        let is_from_a_row =
            after.starts_with("= ") || after.starts_with("::from") || after.starts_with(">()");
        let block = &source.code[idx..];
        let block = &block[..places(block, "fn").next().unwrap_or(block.len())];
        let name = name_before(&source.code[..idx]);
        let is_changed = name.is_some_and(|name| {
            CHANGES
                .iter()
                .any(|change| places(block, name).any(|at| block[at + name.len()..].starts_with(change)))
        });
        if is_from_a_row || is_changed {
            lines.push(source.line_at(idx));
        }
    }
    lines
}

/// The name that `let name = ` or `let mut name: ` gives, at the end of the text.
fn name_before(text: &str) -> Option<&str> {
    let (_, binding) = text.rsplit_once("let ")?;
    let binding = binding.trim_start_matches("mut ");
    let end = binding.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
    let between = binding[end..].trim();
    let is_direct = between.chars().all(|letter| !matches!(letter, ';' | '{' | '('));
    (is_direct && end > 0).then_some(&binding[..end])
}

fn plain_sql(text: &str, entity: &str) -> Vec<usize> {
    let wrong = ["update", "delete from", "replace into"].map(|verb| format!("{verb} {entity}"));
    let mut lines = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        let is_comment = line.trim_start().starts_with("//");
        let line = line.to_lowercase().replace(['\\', '"', '`'], "");
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !is_comment && wrong.iter().any(|wrong| places(&line, wrong).next().is_some()) {
            lines.push(idx + 1);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        check(&Source::new("server/records/src/push.rs", text), text).len()
    }

    #[test]
    fn inserting_and_reading_is_right() {
        assert_eq!(found("let row = revision::ActiveModel { id: Set(id) };\nrow.insert(&tx).await?;"), 0);
        assert_eq!(found("revision::Entity::find().filter(a).all(&tx).await?;\nother.update(&tx);"), 0);
        assert_eq!(found("visit::Entity::update_many().exec(&tx).await?;"), 0);
        assert_eq!(found("let mut row: visit::ActiveModel = found.into();\nrow.update(&tx).await?;"), 0);
    }

    #[test]
    fn changing_a_revision_is_found() {
        assert_eq!(found("revision::Entity::update_many().exec(&tx).await?;"), 1);
        assert_eq!(found("entities::audit::Entity::delete_by_id(id).exec(&tx).await?;"), 1);
        assert_eq!(
            found(
                "signature::Entity::insert(a).on_conflict(OnConflict::column(b).update_column(c)).exec(&tx);"
            ),
            1
        );
    }

    #[test]
    fn taking_up_a_row_again_is_found() {
        assert_eq!(found("let mut row: visit_version::ActiveModel = found.into();"), 1);
        assert_eq!(found("let row = audit::ActiveModel { id: Set(id) };\nrow.update(&tx).await?;"), 1);
        assert_eq!(
            found("let row = audit::ActiveModel { id };\nrow.insert(&tx);\nfn b() { row.update(&tx); }"),
            0
        );
    }

    #[test]
    fn plain_sql_is_read_too() {
        assert_eq!(found("tx.execute(\"UPDATE revision SET a = 1\");"), 1);
        assert_eq!(found("tx.execute(\"delete from \\\"audit\\\" where 1\");"), 1);
        assert_eq!(found("tx.execute(\"UPDATE revision_note SET a = 1\");"), 0);
        assert_eq!(found("// to update revision rows is forbidden"), 0);
    }
}
