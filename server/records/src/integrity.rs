//! Looking whether what is kept is whole: the database's own check, numbers without gaps, every change
//! in the record or visibly held, current answers that stem from changes, photos and issued reports as they
//! were stored, orders where their steps say, and the audit chain.

use crate::{
    entities::{client, field, held, issued_report, order_line, order_step, photo, revision},
    error::{Result, read_json},
    issued,
    opening::Records,
    photos::file_name,
};
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};
use std::collections::{HashMap, HashSet};
use sync::{Head, Outcome, content::sha256_hex, desk::ChainState};
use uuid::Uuid;

/// What a check looked at, and what is wrong. No word of it is clinical.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Integrity {
    /// Changes that tablets sent.
    pub n_changes: u64,
    /// Current answers.
    pub n_answers: u64,
    /// Stored photos.
    pub n_photos: u64,
    /// Issued reports.
    pub n_reports: u64,
    /// Orders.
    pub n_orders: u64,
    /// Rows of the audit trail.
    pub n_audit: u64,
    /// What is wrong, in words for whoever looks after the service; empty when all is sound.
    pub problems: Vec<String>,
}

impl Records {
    /// Checks everything. For the command line, which has no actor.
    pub async fn check(&self) -> Result<Integrity> {
        let mut found = Integrity::default();
        self.check_pages(&mut found).await?;
        let changes = self.check_changes(&mut found).await?;
        self.check_answers(&changes, &mut found).await?;
        self.check_photos(&mut found).await?;
        self.check_reports(&mut found).await?;
        self.check_orders(&mut found).await?;
        match self.verify_audit().await? {
            ChainState::Unbroken(n) => found.n_audit = n,
            ChainState::BrokenAt(n) => {
                found.problems.push(format!("The audit trail is broken at row {n}."));
            }
        }
        Ok(found)
    }

    async fn check_pages(&self, found: &mut Integrity) -> Result<()> {
        if !self.is_sqlite() {
            return Ok(());
        }
        for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            let statement = Statement::from_string(self.readers.get_database_backend(), pragma);
            for row in self.readers.query_all_raw(statement).await? {
                let words: String = row.try_get_by_index(0)?;
                if words != "ok" {
                    found.problems.push(format!("SQLite says: {words}"));
                }
            }
        }
        Ok(())
    }

    /// Every change of a tablet once, numbered without gaps, and held work where it is said to be held.
    async fn check_changes(&self, found: &mut Integrity) -> Result<HashSet<Uuid>> {
        let held: HashSet<Uuid> =
            ids(held::Entity::find().stream(&self.readers).await?, |row| row.id).await?;
        let mut changes = HashSet::new();
        let mut last: HashMap<Uuid, i64> = HashMap::new();
        let mut rows = revision::Entity::find()
            .order_by_asc(revision::Column::ClientId)
            .order_by_asc(revision::Column::ClientSeq)
            .stream(&self.readers)
            .await?;
        while let Some(row) = rows.try_next().await? {
            found.n_changes += 1;
            let before = last.insert(row.client_id, row.client_seq).unwrap_or(0);
            // What the office decides is the first and only change of a store of its own.
            if row.client_seq != before + 1 {
                let problem = format!(
                    "Changes {} to {} of tablet {} are missing.",
                    before + 1,
                    row.client_seq - 1,
                    row.client_id
                );
                found.problems.push(problem);
            }
            let outcome: Outcome = read_json(&row.outcome, "outcome")?;
            if matches!(outcome, Outcome::Held { .. }) && !held.contains(&row.id) {
                found.problems.push(format!("Change {} is said to be held and is not there.", row.id));
            }
            changes.insert(row.id);
        }
        drop(rows);
        for row in client::Entity::find().order_by_asc(client::Column::Id).all(&self.readers).await? {
            let newest = last.get(&row.id).copied().unwrap_or(0);
            if newest != row.last_seq {
                let problem =
                    format!("Tablet {} sent {} changes, and {newest} are here.", row.id, row.last_seq);
                found.problems.push(problem);
            }
        }
        Ok(changes)
    }

    /// Every stored photo is there, byte for byte as it was stored.
    async fn check_photos(&self, found: &mut Integrity) -> Result<()> {
        let stored = photo::Entity::find().filter(photo::Column::StoredAt.is_not_null());
        for row in stored.all(&self.readers).await? {
            found.n_photos += 1;
            match self.photo_files.get(&file_name(&row)).await? {
                None => found.problems.push(format!("A photo of visit {} is missing.", row.visit)),
                Some(bytes) if Some(sha256_hex(&bytes)) != row.stored_sha256 => {
                    found.problems.push(format!("A photo of visit {} is damaged.", row.visit));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Every issued report is there, byte for byte as it was given.
    async fn check_reports(&self, found: &mut Integrity) -> Result<()> {
        for row in issued_report::Entity::find().all(&self.readers).await? {
            found.n_reports += 1;
            match self.photo_files.get(&issued::file_name(&row)).await? {
                None => {
                    found.problems.push(format!("An issued report of visit {} is missing.", row.visit));
                }
                Some(bytes) if sha256_hex(&bytes) != row.sha256 => {
                    found.problems.push(format!("An issued report of visit {} is damaged.", row.visit));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Every order stands where its last step says, and its steps follow one another.
    async fn check_orders(&self, found: &mut Integrity) -> Result<()> {
        let mut last: HashMap<Uuid, (i32, String)> = HashMap::new();
        let mut steps = order_step::Entity::find()
            .order_by_asc(order_step::Column::Line)
            .order_by_asc(order_step::Column::N)
            .stream(&self.readers)
            .await?;
        while let Some(step) = steps.try_next().await? {
            let before = last.insert(step.line, (step.n, step.to_state));
            let follows = match &before {
                Some((n, state)) => step.n == n + 1 && step.from_state.as_ref() == Some(state),
                None => step.n == 1 && step.from_state.is_none(),
            };
            if !follows {
                found.problems.push(format!("Steps of order {} are missing.", step.line));
            }
        }
        drop(steps);
        for row in order_line::Entity::find().all(&self.readers).await? {
            found.n_orders += 1;
            if last.get(&row.id).is_none_or(|(_, state)| *state != row.state) {
                found.problems.push(format!("Order {} does not stand where its last step says.", row.id));
            }
        }
        Ok(())
    }

    /// Every current answer stems from a change that is kept.
    async fn check_answers(&self, changes: &HashSet<Uuid>, found: &mut Integrity) -> Result<()> {
        let mut rows = field::Entity::find().stream(&self.readers).await?;
        while let Some(row) = rows.try_next().await? {
            found.n_answers += 1;
            let heads: Vec<Head> = read_json(&row.heads, "answer")?;
            if heads.len() != row.n_heads.max(0) as usize {
                found.problems.push(format!("An answer of visit {} is counted wrongly.", row.visit));
            }
            for head in heads.iter().filter(|head| !changes.contains(&head.revision)) {
                let problem = format!(
                    "An answer of visit {} stems from change {}, which is missing.",
                    row.visit, head.revision
                );
                found.problems.push(problem);
            }
        }
        Ok(())
    }
}

async fn ids<Row>(
    mut rows: impl futures_util::Stream<Item = Result<Row, sea_orm::DbErr>> + Unpin,
    id: impl Fn(&Row) -> Uuid,
) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    while let Some(row) = rows.try_next().await? {
        found.insert(id(&row));
    }
    Ok(found)
}
