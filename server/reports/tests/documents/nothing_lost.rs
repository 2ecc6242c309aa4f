//! Whatever was answered and may be printed is read in the full assessment.

use crate::{
    made::{everything, made},
    visit::Visit,
};
use forms::{Decimal, Definition, Facet, Item, ItemKind, Value};
use reports::{Line, Reading, document::DocumentKind};
use sync::FormRef;

/// Said elsewhere in other words: what became of which finding is read at the finding, and a recommendation says
/// whether it stands by where it stands.
const ELSEWHERE: [&str; 3] = ["pl-settled", "pl-rec-state", "pl-rec-dropped"];

/// A visit in which every question of every form has an answer and a note, each in words of its own.
fn answered(names: fn(&str) -> &'static str) -> Visit {
    let mut visit = Visit::signed();
    visit.fields.clear();
    let forms: Vec<(FormRef, Definition)> = visit.source().forms.to_vec();
    for (form, def) in &forms {
        for (n, item) in def.items().iter().enumerate() {
            let Some(at) = def.by_link_id(&item.link_id) else { continue };
            let mut groups = Vec::new();
            let mut around = item.parent;
            while let Some(parent) = around {
                let group = def.item(parent);
                if group.kind == ItemKind::Group && group.repeats {
                    groups.push(parent);
                }
                around = group.parent;
            }
            let mut copy = None;
            for group in groups.into_iter().rev() {
                copy = Some(def.path_in(group, copy.as_ref()).instance("k1"));
            }
            if item.kind == ItemKind::Group && item.repeats {
                let path = def.path_in(at, copy.as_ref()).instance("k1");
                visit = visit.with(&form.id, path.as_str(), Value::Boolean(true));
            }
            let Some(value) = value(item, n, names(&form.id)) else { continue };
            let path = def.path_in(at, copy.as_ref());
            visit = visit.with(&form.id, path.as_str(), value);
            let note = path.with_facet(Facet::Note);
            visit = visit.with(&form.id, note.as_str(), Value::text(format!("Noted at {}", item.link_id)));
        }
    }
    visit
}

fn value(item: &Item, n: usize, judged: &str) -> Option<Value> {
    if item.hidden || item.photo || item.signature || !item.is_question() {
        return None;
    }
    let words = || Value::text(format!("Words of {}", item.link_id));
    Some(match item.kind {
        ItemKind::String | ItemKind::Text => words(),
        ItemKind::Choice | ItemKind::OpenChoice => {
            let wanted = item.options.iter().find(|option| item.judgement && option.key() == judged);
            wanted.or_else(|| item.options.first())?.value.clone()
        }
        ItemKind::Boolean => Value::Boolean(true),
        ItemKind::Integer => Value::Integer(1000 + n as i64),
        ItemKind::Decimal => Value::Decimal(Decimal::new((1000 + n).to_string())),
        ItemKind::Quantity => {
            Value::quantity(Decimal::new((1000 + n).to_string()), item.unit().unwrap_or("1"))
        }
        ItemKind::Date => Value::Date("2026-06-17".into()),
        _ => return None,
    })
}

/// Everything that somebody wrote at a question.
fn words_of(line: &Line) -> Vec<String> {
    let mut words = line.said.clone();
    words.extend(line.note.clone());
    words.extend(line.judgement.as_ref().map(|_| line.label.clone()));
    words.extend(line.details.iter().map(|detail| detail.words.clone()));
    words
}

/// True where the words are read, or what stands in brackets for them.
fn is_read(all: &str, words: &str) -> bool {
    let in_brackets = match words {
        "I saw it" => Some("(seen)"),
        "I measured it" => Some("(measured)"),
        "I tested or tried it" => Some("(tested or tried)"),
        _ => None,
    };
    all.contains(words.trim_end_matches('.').to_lowercase().as_str())
        || in_brackets.is_some_and(|short| all.contains(short))
}

fn lost(visit: &Visit) -> Vec<String> {
    let all = everything(&made(DocumentKind::Full, visit)).to_lowercase();
    let reading = Reading::of(visit.source());
    let mut lost = Vec::new();
    let mut n_read = 0;
    for line in reading.areas() {
        let Some(area) = reading.area(&line.id) else { continue };
        for line in area.lines().filter(|line| line.prints && line.is_answered()) {
            if ELSEWHERE.iter().any(|link| line.path.contains(link)) {
                continue;
            }
            n_read += 1;
            let missing = words_of(line).into_iter().filter(|words| !is_read(&all, words));
            lost.extend(missing.map(|words| format!("{} {}: {words}", area.line.id, line.path)));
        }
    }
    assert!(n_read > 500, "{n_read}");
    lost
}

#[test]
fn nothing_answered_is_lost() {
    for judged in [|_: &str| "hazard", |_: &str| "ok", |_: &str| "not-seen", |_: &str| "not-applicable"] {
        let lost = lost(&answered(judged));
        assert!(lost.is_empty(), "{} lost:\n{}", lost.len(), lost.join("\n"));
    }
}
