//! Reading the audit trail and proving that nobody changed it.

use crate::{
    entities::{account, audit},
    error::Result,
    opening::Records,
    transaction::{WriteTx, audit_hash},
};
use domain::{Action, Actor, Relationship, VisitState, access::decide};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use sync::desk::{AuditLine, ChainState};
use uuid::Uuid;

impl Records {
    /// The newest rows of the actor's organisation.
    pub async fn audit_trail(&self, actor: &Actor) -> Result<Vec<AuditLine>> {
        decide(actor, Action::ReadAudit, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "audit-read", "audit", "");
        let names: HashMap<Uuid, String> = account::Entity::find()
            .filter(account::Column::Org.eq(actor.org.0))
            .all(&write.tx)
            .await?
            .into_iter()
            .map(|row| (row.id, row.name))
            .collect();
        let rows = audit::Entity::find()
            .filter(audit::Column::Org.eq(actor.org.0))
            .order_by_desc(audit::Column::N)
            .limit(200)
            .all(&write.tx)
            .await?;
        write.commit().await?;
        let name = |id: Option<Uuid>| match id {
            Some(id) => names.get(&id).cloned().unwrap_or_else(|| "Not known".into()),
            None => "Threshold".into(),
        };
        Ok(rows
            .into_iter()
            .map(|row| AuditLine {
                n: row.n,
                at: row.at,
                actor: name(row.actor),
                action: row.action,
                subject: row.subject,
                reason: row.reason,
            })
            .collect())
    }

    /// Walks the whole chain. For the command line, which has no actor.
    pub async fn verify_audit(&self) -> Result<ChainState> {
        let mut previous = String::new();
        let mut n_rows = 0;
        let mut last_n = 0;
        loop {
            let rows = audit::Entity::find()
                .filter(audit::Column::N.gt(last_n))
                .order_by_asc(audit::Column::N)
                .limit(1000)
                .all(&self.readers)
                .await?;
            if rows.is_empty() {
                return Ok(ChainState::Unbroken(n_rows));
            }
            for row in rows {
                let follows = row.n == last_n + 1 && row.previous == previous;
                if !follows || row.hash != audit_hash(&row) {
                    return Ok(ChainState::BrokenAt(row.n));
                }
                last_n = row.n;
                previous = row.hash;
                n_rows += 1;
            }
        }
    }
}
