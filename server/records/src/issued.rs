//! Reports as they were given to somebody: the very file, whose it is, to whom it went and that the person
//! agreed. The bytes are on disk before the row says so, and are checked against their hash before anybody
//! reads them again. Nothing here is ever changed.

use crate::{
    accounts::find_account,
    entities::{issued_report, visit, visit_version},
    error::{RecordsError, Result},
    intake::storable,
    opening::Records,
    signing::new_id,
    transaction::WriteTx,
    visits::{find_visit, state_of},
};
use domain::{Action, Actor, IssuedId, VisitId, VisitState};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use sync::{
    content::sha256_hex,
    issued::{CONSENT, IssuedLine, NewIssue},
};
use uuid::Uuid;

/// What a report can be made as.
const FORMATS: [&str; 3] = ["pdf", "docx", "html"];
/// Largest file, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

impl Records {
    /// Keeps a report of a signed visit as it is given to somebody.
    pub async fn issue(&self, actor: &Actor, visit: VisitId, new: NewIssue) -> Result<IssuedLine> {
        let mut new = checked(new)?;
        // Asked before a byte is written, and again in the transaction: the visit may be returned meanwhile.
        final_visit(find_visit(&self.readers, actor, visit, Action::IssueReport).await?)?;
        let bytes = std::mem::take(&mut new.bytes);
        let (id, sha256, size) = (new_id(), sha256_hex(&bytes), bytes.len());
        let name = name(actor.org.0, visit.0, id, &new.format);
        self.photo_files.put(&name, bytes.into()).await?;
        let kept = self.keep_issued(actor, visit, id, new, (sha256, size)).await;
        if kept.is_err() {
            // Nobody would ever read what no row names.
            let _ = self.photo_files.remove(&name).await;
        }
        kept
    }

    async fn keep_issued(
        &self,
        actor: &Actor,
        visit: VisitId,
        id: Uuid,
        new: NewIssue,
        (sha256, size): (String, usize),
    ) -> Result<IssuedLine> {
        let mut write = WriteTx::begin(self).await?;
        let signed = final_visit(find_visit(&write.tx, actor, visit, Action::IssueReport).await?)?;
        let sealed = visit_version::Entity::find_by_id((signed.id, signed.version))
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::Damaged("sealed version"))?;
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let row = issued_report::Model {
            id,
            org: actor.org.0,
            person: signed.person,
            visit: signed.id,
            version: signed.version,
            content_hash: sealed.content_hash,
            kind: new.kind,
            recipient: new.recipient,
            consent: new.consent,
            format: new.format,
            large: new.large,
            sha256,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            account: actor.user.0,
            by_name: me.name,
            at: write.now,
        };
        let entry = row.clone().into_active_model().reset_all();
        issued_report::Entity::insert(entry).exec_without_returning(&write.tx).await?;
        let words = format!("{}, version {}, {}, {}", row.kind, row.version, row.format, said(&row.consent));
        write.note(actor.org, actor.user, "report-issued", format!("visit {visit}"), &words);
        write.commit().await?;
        Ok(line_of(row))
    }

    /// The reports of a visit that were given to somebody, newest first.
    pub async fn issued(&self, actor: &Actor, visit: VisitId) -> Result<Vec<IssuedLine>> {
        let mut write = WriteTx::begin(self).await?;
        find_visit(&write.tx, actor, visit, Action::ReadIssued).await?;
        write.note(actor.org, actor.user, "issued-reports-read", format!("visit {visit}"), "");
        let rows = issued_report::Entity::find()
            .filter(issued_report::Column::Org.eq(actor.org.0))
            .filter(issued_report::Column::Visit.eq(visit.0))
            .order_by_desc(issued_report::Column::At)
            .order_by_desc(issued_report::Column::Id)
            .all(&write.tx)
            .await?;
        write.commit().await?;
        Ok(rows.into_iter().map(line_of).collect())
    }

    /// Whether the actor may give out a report of this visit as it stands now. Tells nothing of the record.
    pub async fn may_issue(&self, actor: &Actor, visit: VisitId) -> Result<bool> {
        let found = find_visit(&self.readers, actor, visit, Action::IssueReport).await;
        match found.and_then(final_visit) {
            Ok(_) => Ok(true),
            Err(RecordsError::NotFound | RecordsError::Denied(_) | RecordsError::Refused(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// The very file that was given, or nothing when a byte of it is another.
    pub async fn issued_file(&self, actor: &Actor, id: IssuedId) -> Result<Vec<u8>> {
        let mut write = WriteTx::begin(self).await?;
        let row = issued_report::Entity::find_by_id(id.0)
            .filter(issued_report::Column::Org.eq(actor.org.0))
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::NotFound)?;
        find_visit(&write.tx, actor, VisitId(row.visit), Action::ReadIssued).await?;
        write.note(actor.org, actor.user, "issued-report-read", format!("visit {}", row.visit), "");
        write.commit().await?;
        let bytes = self.photo_files.get(&file_name(&row)).await?.ok_or(RecordsError::Photos)?;
        match sha256_hex(&bytes) == row.sha256 {
            true => Ok(bytes.to_vec()),
            false => Err(RecordsError::Damaged("issued report")),
        }
    }
}

/// What the person said, in words that hold nothing of anybody: the beginning that the form offers, without the
/// reason that somebody wrote behind it.
fn said(consent: &str) -> String {
    let offered = CONSENT.into_iter().filter_map(|(words, _)| words.split(',').next());
    offered
        .into_iter()
        .find(|words| consent.starts_with(words))
        .unwrap_or("consent in own words")
        .to_lowercase()
}

/// Where the file of an issued report stands.
pub(crate) fn file_name(row: &issued_report::Model) -> String {
    name(row.org, row.visit, row.id, &row.format)
}

fn name(org: Uuid, visit: Uuid, id: Uuid, format: &str) -> String {
    format!("reports/{org}/{visit}/{id}.{format}")
}

/// The visit, when its record is one: what needs countersigning is none before.
fn final_visit(row: visit::Model) -> Result<visit::Model> {
    match row.needs_countersigning && state_of(&row)? != VisitState::Countersigned {
        true => Err(RecordsError::Refused(
            "This record waits to be countersigned. Give the report out after that.".into(),
        )),
        false => Ok(row),
    }
}

fn checked(mut new: NewIssue) -> Result<NewIssue> {
    let refuse = |words: &str| Err(RecordsError::Refused(words.to_owned()));
    for text in [&mut new.kind, &mut new.recipient, &mut new.consent] {
        *text = storable(text.trim());
    }
    let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match () {
        () if new.kind.is_empty() || new.kind.len() > 60 || !new.kind.chars().all(is_code) => {
            refuse("Choose which report it is.")
        }
        () if new.recipient.is_empty() => refuse("Write to whom it is given."),
        () if new.recipient.chars().count() > 300 => refuse("The recipient is longer than 300 characters."),
        () if new.consent.is_empty() => refuse("Write how the person agreed to it."),
        () if new.consent.chars().count() > 2_000 => refuse("Write at most 2,000 characters on consent."),
        () if !FORMATS.contains(&new.format.as_str()) => refuse("Choose PDF, Word or a web page."),
        () if new.bytes.is_empty() => refuse("The report is empty. Make it again."),
        () if new.bytes.len() > LARGEST => refuse("The report is larger than 64 MB. Leave some photos out."),
        () => Ok(new),
    }
}

fn line_of(row: issued_report::Model) -> IssuedLine {
    IssuedLine {
        id: IssuedId(row.id),
        visit: VisitId(row.visit),
        kind: row.kind,
        recipient: row.recipient,
        consent: row.consent,
        format: row.format,
        large: row.large,
        version: row.version.max(1) as u32,
        content_hash: row.content_hash,
        sha256: row.sha256,
        size: row.size.max(0) as u64,
        by: row.by_name,
        at: row.at,
    }
}
