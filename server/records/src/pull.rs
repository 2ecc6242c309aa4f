//! Giving a tablet what changed since it last asked: ordered by the server's own sequence, never by
//! clocks.

use crate::{
    accounts::find_account,
    entities::{field, visit, visit_gone, visit_member},
    error::Result,
    opening::Records,
    sessions::Caller,
    transaction::WriteTx,
    visits::{card, field_pack, fields_of, forms_of, relationship},
};
use chrono::Duration;
use domain::{Action, Actor, Relationship, UserId, VisitId, VisitState, access::decide, calendar::uk_date};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use sync::{
    FormRef, PullReply, VisitPack,
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
        let rows = self.carried(&write, caller, cursor).await?;
        let more = rows.len() > PACKS_AT_ONCE;
        let gone = gone_since(&write, actor, cursor).await?;
        let newest_gone = gone.iter().map(|row| row.seq).max().unwrap_or(cursor);
        let next = match rows.get(PACKS_AT_ONCE - 1).filter(|_| more) {
            Some(last) => last.touched_seq,
            None => rows.last().map_or(cursor, |row| row.touched_seq).max(newest_gone),
        };
        let mut visits = Vec::with_capacity(rows.len().min(PACKS_AT_ONCE));
        for row in &rows {
            let pack = self.pack(&write, actor, row, (cursor, next)).await?;
            // A visit of the next reply may have had changes before the end of this one: they go
            // along now, as the cursor will have passed them.
            if row.touched_seq <= next || !pack.fields.is_empty() {
                visits.push(pack);
                write.note(actor.org, actor.user, "visit-carried", format!("visit {}", row.id), "");
            }
        }
        let server_time = write.now;
        write.commit().await?;
        Ok(PullReply {
            envelope: PULL_REPLY.to_owned(),
            epoch: self.epoch(),
            after: Some(cursor.max(0) as u64),
            cursor: next.max(0) as u64,
            more,
            me: caller.me.clone(),
            visits,
            gone: gone.into_iter().map(|row| VisitId(row.visit)).collect(),
            server_time,
            settings: self.settings(actor).await?,
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
            .filter(Condition::any().add(visit::Column::Author.eq(me)).add(visit::Column::Id.is_in(shared)))
            .filter(Condition::any().add(visit::Column::State.is_in(open)).add(near))
            .order_by_asc(visit::Column::TouchedSeq)
            .all(&write.tx)
            .await?;
        Ok(rows)
    }

    /// A visit with the fields that changed after the first number up to the second.
    async fn pack(
        &self,
        write: &WriteTx,
        actor: &Actor,
        row: &visit::Model,
        (after, up_to): (i64, i64),
    ) -> Result<VisitPack> {
        let mut changed = field::Entity::find()
            .filter(field::Column::Visit.eq(row.id))
            .filter(field::Column::Seq.lte(up_to));
        if row.offered_seq <= after {
            changed = changed.filter(field::Column::Seq.gt(after));
        }
        let mut fields: Vec<FieldPack> =
            changed.all(&write.tx).await?.iter().map(field_pack).collect::<Result<_>>()?;
        let standing = relationship(&write.tx, actor, row).await?;
        let forms = forms_of(row)?;
        self.meet(&write.tx, actor.org, &forms).await?;
        fields.retain(|pack| self.reads(actor, standing, &forms, &pack.key));
        Ok(VisitPack {
            card: card(&write.tx, row).await?,
            fields,
            held: self.held_for(write, actor, row).await?,
            last_time: self.last_time(write, actor, row).await?,
        })
    }

    /// What the person's last signed visit said, form by form, outside repeats.
    /// Answers of classes the actor may not read in that earlier visit are left out.
    pub(crate) async fn last_time(
        &self,
        write: &WriteTx,
        actor: &Actor,
        row: &visit::Model,
    ) -> Result<Vec<LastTime>> {
        let cares = matches!(
            relationship(&write.tx, actor, row).await?,
            Relationship::Author | Relationship::CareTeam
        );
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
                let had = forms_of(before)?;
                let Some(old) = had.iter().find(|had| had.id == form.id) else { continue };
                let new_items = self.new_items(actor, old, &form);
                let standing = match relationship(&write.tx, actor, before).await? {
                    Relationship::SameService if cares => Relationship::CareTeam,
                    other => other,
                };
                let fields = fields_of(&write.tx, VisitId(before.id)).await?;
                let answers = fields
                    .into_iter()
                    .filter(|pack| pack.key.form == form.id && pack.key.path.instances().next().is_none())
                    .filter(|pack| self.reads(actor, standing, &had, &pack.key))
                    .filter_map(|pack| Some((pack.key.path, pack.heads.into_iter().next()?.answer)))
                    .collect();
                let on = uk_date(before.planned);
                let by = find_account(&write.tx, actor.org, UserId(before.author)).await?.name;
                found.push(LastTime { form: form.id.clone(), on, by, answers, new_items });
                break;
            }
        }
        Ok(found)
    }
}

impl Records {
    /// What a version of a form asks that an older one did not.
    fn new_items(&self, actor: &Actor, old: &FormRef, new: &FormRef) -> Vec<String> {
        let (Some(before), Some(after)) = (self.definition(actor.org, old), self.definition(actor.org, new))
        else {
            return Vec::new();
        };
        let new = after.items().iter().filter(|item| item.is_question());
        new.filter(|item| before.by_link_id(&item.link_id).is_none())
            .map(|item| item.link_id.clone())
            .collect()
    }
}

/// Visits that the actor carried and carries no longer. One that came back is not among them.
async fn gone_since(write: &WriteTx, actor: &Actor, cursor: i64) -> Result<Vec<visit_gone::Model>> {
    let rows = visit_gone::Entity::find()
        .filter(visit_gone::Column::Account.eq(actor.user.0))
        .filter(visit_gone::Column::Seq.gt(cursor))
        .all(&write.tx)
        .await?;
    let mut gone = Vec::with_capacity(rows.len());
    for row in rows {
        let visit = visit::Entity::find_by_id(row.visit).one(&write.tx).await?;
        let is_author = visit.is_some_and(|visit| visit.author == actor.user.0);
        let member = visit_member::Entity::find_by_id((row.visit, actor.user.0));
        if !is_author && member.one(&write.tx).await?.is_none() {
            gone.push(row);
        }
    }
    Ok(gone)
}
