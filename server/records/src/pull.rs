//! Giving a tablet what changed since it last asked: ordered by the server's own sequence, never by
//! clocks.

use crate::{
    entities::{field, visit, visit_gone, visit_member},
    error::Result,
    opening::Records,
    sessions::Caller,
    transaction::WriteTx,
    visits::{card, field_pack, fields_of, forms_of, held_of},
};
use chrono::Duration;
use domain::{Action, Relationship, VisitId, VisitState, access::decide, calendar::uk_date};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use sync::{
    PullReply, VisitPack,
    cards::{FieldPack, LastTime},
    wire::PULL_REPLY,
};

/// Visits in one reply; the rest follows at once.
const PACKS_AT_ONCE: usize = 25;
/// How far back signed visits stay on a tablet.
const DAYS_BACK: i64 = 14;
/// How far ahead a tablet is prepared.
const DAYS_AHEAD: i64 = 14;

impl Records {
    /// What changed for this caller since `cursor`.
    pub async fn pull(&self, caller: &Caller, cursor: u64) -> Result<PullReply> {
        let actor = &caller.actor;
        decide(actor, Action::ReadCaseload, Relationship::SameService, VisitState::Planned)?;
        let cursor = i64::try_from(cursor).unwrap_or(i64::MAX);
        let mut write = WriteTx::begin(self).await?;
        let mut rows = self.carried(&write, caller, cursor).await?;
        let more = rows.len() > PACKS_AT_ONCE;
        rows.truncate(PACKS_AT_ONCE);
        let gone: Vec<visit_gone::Model> = visit_gone::Entity::find()
            .filter(visit_gone::Column::Account.eq(actor.user.0))
            .filter(visit_gone::Column::Seq.gt(cursor))
            .all(&write.tx)
            .await?;
        let newest_visit = rows.last().map_or(cursor, |row| row.touched_seq);
        // With more to come, nothing between the last visit and the newest notice may be skipped.
        let newest_gone = gone.iter().map(|row| row.seq).max().filter(|_| !more).unwrap_or(cursor);
        let next = newest_visit.max(newest_gone);
        let mut visits = Vec::with_capacity(rows.len());
        for row in &rows {
            visits.push(self.pack(&write, row, cursor).await?);
            write.note(actor.org, actor.user, "visit-carried", format!("visit {}", row.id), "");
        }
        let server_time = write.now;
        write.commit().await?;
        Ok(PullReply {
            envelope: PULL_REPLY.to_owned(),
            epoch: self.epoch(),
            cursor: next.max(0) as u64,
            more,
            me: caller.me.clone(),
            visits,
            gone: gone.into_iter().map(|row| VisitId(row.visit)).collect(),
            server_time,
        })
    }

    /// The visits this tablet carries that changed, oldest change first.
    async fn carried(&self, write: &WriteTx, caller: &Caller, cursor: i64) -> Result<Vec<visit::Model>> {
        let me = caller.actor.user.0;
        let shared: Vec<_> = visit_member::Entity::find()
            .filter(visit_member::Column::Account.eq(me))
            .all(&write.tx)
            .await?
            .into_iter()
            .map(|row| row.visit)
            .collect();
        let open = [VisitState::Planned, VisitState::Started, VisitState::Returned].map(VisitState::code);
        let near = Condition::all()
            .add(visit::Column::Planned.gt(write.now - Duration::days(DAYS_BACK)))
            .add(visit::Column::Planned.lt(write.now + Duration::days(DAYS_AHEAD)));
        let rows = visit::Entity::find()
            .filter(visit::Column::Org.eq(caller.actor.org.0))
            .filter(visit::Column::TouchedSeq.gt(cursor))
            .filter(
                Condition::any().add(visit::Column::Author.eq(me)).add(visit::Column::Id.is_in(shared)),
            )
            .filter(Condition::any().add(visit::Column::State.is_in(open)).add(near))
            .order_by_asc(visit::Column::TouchedSeq)
            .all(&write.tx)
            .await?;
        Ok(rows)
    }

    async fn pack(&self, write: &WriteTx, row: &visit::Model, cursor: i64) -> Result<VisitPack> {
        let id = VisitId(row.id);
        let mut changed = field::Entity::find().filter(field::Column::Visit.eq(row.id));
        if row.offered_seq <= cursor {
            changed = changed.filter(field::Column::Seq.gt(cursor));
        }
        let fields: Vec<FieldPack> =
            changed.all(&write.tx).await?.iter().map(field_pack).collect::<Result<_>>()?;
        Ok(VisitPack {
            card: card(&write.tx, row).await?,
            fields,
            held: held_of(&write.tx, id).await?,
            last_time: self.last_time(write, row).await?,
        })
    }

    /// What the person's last signed visit said, form by form, outside repeats.
    async fn last_time(&self, write: &WriteTx, row: &visit::Model) -> Result<Vec<LastTime>> {
        let signed = [VisitState::Signed, VisitState::Countersigned].map(VisitState::code);
        let earlier = visit::Entity::find()
            .filter(visit::Column::Person.eq(row.person))
            .filter(visit::Column::Planned.lt(row.planned))
            .filter(visit::Column::State.is_in(signed))
            .order_by_desc(visit::Column::Planned)
            .all(&write.tx)
            .await?;
        let mut found: Vec<LastTime> = Vec::new();
        for form in forms_of(row)? {
            for before in &earlier {
                if !forms_of(before)?.iter().any(|had| had.id == form.id) {
                    continue;
                }
                let fields = fields_of(&write.tx, VisitId(before.id)).await?;
                let answers = fields
                    .into_iter()
                    .filter(|pack| pack.key.form == form.id && pack.key.path.instances().next().is_none())
                    .filter_map(|pack| Some((pack.key.path, pack.heads.into_iter().next()?.answer)))
                    .collect();
                found.push(LastTime { form: form.id.clone(), on: uk_date(before.planned), answers });
                break;
            }
        }
        Ok(found)
    }
}
