//! Reading the audit trail and proving that nobody changed it.

mod subjects;

use crate::{
    entities::{account, audit},
    error::Result,
    opening::Records,
    team::Team,
    transaction::{WriteTx, audit_hash},
};
use chrono::{NaiveDate, NaiveTime};
use domain::{Action, Actor, Relationship, UserId, VisitState, access::decide, calendar::from_uk_local};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use subjects::{N_PEOPLE, called, in_words};
use sync::desk::{AuditChoices, AuditFilter, AuditLine, AuditRows, ChainState};
use uuid::Uuid;

/// So many rows are told at once.
const N_ROWS: u64 = 200;

impl Records {
    /// The newest rows of the actor's organisation that are asked for; older ones by [`AuditFilter::before`].
    pub async fn audit_trail(&self, actor: &Actor, filter: &AuditFilter) -> Result<AuditRows> {
        decide(actor, Action::ReadAudit, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "audit-read", "audit", "");
        let names = Team::of(&write, actor).await?.names();
        let mut query = audit::Entity::find().filter(audit::Column::Org.eq(actor.org.0));
        let mut told = AuditRows::default();
        if !filter.about.trim().is_empty() {
            let people = called(&write, actor, &filter.about).await?;
            told.people = people.iter().map(|one| one.banner.clone()).collect();
            told.too_many_people = people.len() > N_PEOPLE;
            let subjects = people.into_iter().filter(|_| !told.too_many_people).flat_map(|one| one.subjects);
            query = query.filter(audit::Column::Subject.is_in(subjects));
        }
        if let Some(user) = filter.who {
            query = query.filter(audit::Column::Actor.eq(user.0));
        }
        if !filter.action.is_empty() {
            query = query.filter(audit::Column::Action.eq(&filter.action));
        }
        let begin_of = |day: NaiveDate| from_uk_local(day.and_time(NaiveTime::MIN));
        if let Some(from) = filter.from {
            query = query.filter(audit::Column::At.gte(begin_of(from)));
        }
        if let Some(after) = filter.until.and_then(|until| until.succ_opt()) {
            query = query.filter(audit::Column::At.lt(begin_of(after)));
        }
        if let Some(before) = filter.before {
            query = query.filter(audit::Column::N.lt(before));
        }
        let mut rows = query.order_by_desc(audit::Column::N).limit(N_ROWS + 1).all(&write.tx).await?;
        told.more = rows.len() as u64 > N_ROWS;
        rows.truncate(N_ROWS as usize);
        let words = in_words(&write, actor, &names, &rows).await?;
        write.commit().await?;
        let name = |id: Option<Uuid>| match id {
            Some(id) => names.get(&id).cloned().unwrap_or_else(|| "Not known".into()),
            None => "Threshold".into(),
        };
        let line = |row: audit::Model| AuditLine {
            n: row.n,
            at: row.at,
            actor: name(row.actor),
            action: row.action,
            about: words.get(&row.subject).cloned(),
            subject: row.subject,
            reason: row.reason,
        };
        told.lines = rows.into_iter().map(line).collect();
        Ok(told)
    }

    /// What the trail can be asked for: everybody who did something, and everything that was done.
    pub async fn audit_choices(&self, actor: &Actor) -> Result<AuditChoices> {
        decide(actor, Action::ReadAudit, Relationship::SameService, VisitState::Planned)?;
        let people = account::Entity::find()
            .filter(account::Column::Org.eq(actor.org.0))
            .order_by_asc(account::Column::Name)
            .all(&self.readers)
            .await?;
        let actions = audit::Entity::find()
            .select_only()
            .column(audit::Column::Action)
            .filter(audit::Column::Org.eq(actor.org.0))
            .distinct()
            .order_by_asc(audit::Column::Action)
            .into_tuple()
            .all(&self.readers)
            .await?;
        Ok(AuditChoices { who: people.into_iter().map(|row| (UserId(row.id), row.name)).collect(), actions })
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
