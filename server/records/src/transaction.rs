//! The one way to write: a transaction that takes the writer's lock at once, draws numbers from the
//! server's own sequence, and closes with its audit rows chained to the last one.

use crate::{
    entities::{audit, counter},
    error::Result,
    opening::Records,
};
use chrono::{DateTime, Utc};
use domain::{OrgId, UserId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    SqliteTransactionMode, TransactionOptions, TransactionTrait, sea_query::Expr,
};

/// A writing transaction. Dropped without `commit`, nothing of it happened.
pub(crate) struct WriteTx {
    pub tx: DatabaseTransaction,
    pub now: DateTime<Utc>,
    first_seq: i64,
    next_seq: i64,
    audit: Vec<AuditEntry>,
}

struct AuditEntry {
    org: OrgId,
    actor: Option<UserId>,
    action: String,
    subject: String,
    reason: String,
}

/// The hash under a row of the trail: everything in it, and the hash of the row before.
pub(crate) fn audit_hash(row: &audit::Model) -> String {
    sync::content::sha256_hex(format!(
        "{}|{}|{}|{}|{}|{}|{}|{}|{}",
        row.n,
        row.org,
        row.at.timestamp_millis(),
        row.actor.map(|id| id.to_string()).unwrap_or_default(),
        row.action,
        row.subject,
        row.reason.len(),
        row.reason,
        row.previous,
    ))
}

impl WriteTx {
    /// Begins; waits for other writers.
    pub async fn begin(records: &Records) -> Result<WriteTx> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = records.writer.begin_with_options(options).await?;
        // Taking the row first makes writers queue on PostgreSQL as they do on SQLite.
        counter::Entity::update_many()
            .col_expr(counter::Column::Value, Expr::col(counter::Column::Value))
            .filter(counter::Column::Name.eq("seq"))
            .exec(&tx)
            .await?;
        let seq = counter::Entity::find_by_id("seq").one(&tx).await?.map_or(0, |row| row.value);
        Ok(WriteTx { tx, now: records.now(), first_seq: seq, next_seq: seq, audit: Vec::new() })
    }

    /// The next number of the server's sequence.
    pub fn next_seq(&mut self) -> i64 {
        self.next_seq += 1;
        self.next_seq
    }

    /// Notes who did what. Neither subject nor reason may hold clinical text.
    pub fn note(&mut self, org: OrgId, actor: UserId, action: &str, subject: impl ToString, reason: &str) {
        self.audit.push(AuditEntry {
            org,
            actor: (!actor.0.is_nil()).then_some(actor),
            action: action.to_owned(),
            subject: subject.to_string(),
            reason: reason.to_owned(),
        });
    }

    /// Writes the audit rows and commits. When this returns `Ok`, everything is on disk.
    pub async fn commit(self) -> Result<()> {
        if self.next_seq > self.first_seq {
            counter::Entity::update_many()
                .col_expr(counter::Column::Value, Expr::value(self.next_seq))
                .filter(counter::Column::Name.eq("seq"))
                .exec(&self.tx)
                .await?;
        }
        if !self.audit.is_empty() {
            let last = audit::Entity::find().order_by_desc(audit::Column::N).one(&self.tx).await?;
            let (mut n, mut previous) = last.map_or((0, String::new()), |row| (row.n, row.hash));
            for entry in self.audit {
                n += 1;
                let mut row = audit::Model {
                    n,
                    org: entry.org.0,
                    at: self.now,
                    actor: entry.actor.map(|id| id.0),
                    action: entry.action,
                    subject: entry.subject,
                    reason: entry.reason,
                    previous,
                    hash: String::new(),
                };
                row.hash = audit_hash(&row);
                previous = row.hash.clone();
                insert_audit(row, &self.tx).await?;
            }
        }
        self.tx.commit().await?;
        Ok(())
    }
}

async fn insert_audit(row: audit::Model, tx: &DatabaseTransaction) -> Result<()> {
    let row = audit::ActiveModel {
        n: Set(row.n),
        org: Set(row.org),
        at: Set(row.at),
        actor: Set(row.actor),
        action: Set(row.action),
        subject: Set(row.subject),
        reason: Set(row.reason),
        previous: Set(row.previous),
        hash: Set(row.hash),
    };
    audit::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
