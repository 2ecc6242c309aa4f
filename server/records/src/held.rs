//! Work that could not go into the record, and answers that differ: both stay until a human decides.

use crate::{
    accounts::{find_account, signatory_of},
    entities::{account, field, held, person, revision, visit},
    error::{RecordsError, Result, read_json, to_json},
    intake::{keep_field, outcome_of, revision_row},
    opening::{Records, to_the_millisecond},
    photos,
    review::touch,
    signing::new_id,
    transaction::WriteTx,
    visits::{field_pack, find_visit, forms_of, kind_of, person_of, relationship, state_of},
};
use chrono::{DateTime, Utc};
use domain::{Action, Actor, OrgId, Role, VisitId, VisitState, access::decide};
use forms::Answer;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use sync::{
    Change, FieldKey, Head, Mutation, SCHEMA, absorb,
    cards::HeldPack,
    desk::{Differing, HeldLine, Release},
    tablet::bases,
};
use uuid::Uuid;

impl Records {
    /// Held work the actor may see: one's own, and for supervisors and managers everybody's.
    pub async fn held(&self, actor: &Actor) -> Result<Vec<HeldLine>> {
        decide(actor, Action::ReadHeld, domain::Relationship::SameService, VisitState::Planned)?;
        let sees_all = matches!(actor.role, Role::Supervisor | Role::Manager);
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "held-read", "held work", "");
        let mut query = held::Entity::find()
            .filter(held::Column::Org.eq(actor.org.0))
            .filter(held::Column::ReleasedAt.is_null())
            .order_by_asc(held::Column::ReceivedAt);
        if !sees_all {
            query = query.filter(held::Column::Author.eq(actor.user.0));
        }
        let rows = query.all(&write.tx).await?;
        let mut ids: Vec<Uuid> = Vec::new();
        for row in &rows {
            if !ids.contains(&row.visit) {
                ids.push(row.visit);
            }
        }
        let mut lines = Vec::new();
        for id in ids {
            let visit = visit::Entity::find_by_id(id)
                .filter(visit::Column::Org.eq(actor.org.0))
                .one(&write.tx)
                .await?;
            lines.push(match visit {
                Some(visit) => self.held_line(&write, actor, &visit).await?,
                None => unknown_line(&write, rows.iter().filter(|row| row.visit == id)).await?,
            });
        }
        write.commit().await?;
        Ok(lines)
    }

    async fn held_line(&self, write: &WriteTx, actor: &Actor, visit: &visit::Model) -> Result<HeldLine> {
        let id = VisitId(visit.id);
        let who = person::Entity::find_by_id(visit.person)
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::Damaged("person"))?;
        let standing = relationship(&write.tx, actor, visit).await?;
        let forms = forms_of(visit)?;
        let items = self.held_for(write, actor, visit).await?;
        let mut now = Vec::with_capacity(items.len());
        for item in &items {
            now.push(match &item.key {
                Some(key) if self.reads(actor, standing, &forms, key) => {
                    current(write, id, key).await?.into_iter().next().map(|head| head.answer)
                }
                _ => None,
            });
        }
        Ok(HeldLine {
            visit: id,
            person: person_of(&who)?.banner_name(),
            what: kind_of(visit)?.words().to_owned(),
            forms,
            items,
            now,
            may_release: actor.role == Role::Supervisor,
        })
    }

    /// Held work of a visit that the actor may see: one's own, and for supervisors and managers
    /// everybody's, without answers of classes they may not read.
    pub(crate) async fn held_for(
        &self,
        write: &WriteTx,
        actor: &Actor,
        row: &visit::Model,
    ) -> Result<Vec<HeldPack>> {
        let sees_all = matches!(actor.role, Role::Supervisor | Role::Manager);
        let standing = relationship(&write.tx, actor, row).await?;
        let forms = forms_of(row)?;
        let mut packs = Vec::new();
        for held in held_rows(&write.tx, actor.org, VisitId(row.id)).await? {
            let own = held.author == actor.user.0;
            if !own && !sees_all {
                continue;
            }
            let mut pack = held_pack(&write.tx, held).await?;
            let readable = |key: &FieldKey| self.reads(actor, standing, &forms, key);
            if !own && !pack.key.as_ref().is_none_or(readable) {
                pack.answer = None;
            }
            packs.push(pack);
        }
        Ok(packs)
    }

    /// Puts all held work of a visit back into it, or leaves it out with a reason.
    pub async fn release_held(&self, actor: &Actor, id: VisitId, how: Release, why: &str) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let visit = find_visit(&write.tx, actor, id, Action::ReleaseHeld).await?;
        if how == Release::PutBack && !state_of(&visit)?.is_open() {
            return Err(RecordsError::Refused(
                "The visit is signed. Return it for changes first, or add an addendum.".into(),
            ));
        }
        if how == Release::LeaveOut && why.trim().is_empty() {
            return Err(RecordsError::Refused("Say why it stays out of the record.".into()));
        }
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let mut n_released = 0;
        for row in held_rows(&write.tx, actor.org, id).await? {
            if how == Release::PutBack && !self.put_back(&mut write, actor, &visit, &row).await? {
                continue;
            }
            let mut released: held::ActiveModel = row.into();
            released.released_at = Set(Some(write.now));
            released.released_by = Set(Some(me.name.clone()));
            released.resolution = Set(Some(to_json(&(how, why))));
            released.update(&write.tx).await?;
            n_released += 1;
        }
        touch(&mut write, visit).await?;
        let code = if how == Release::PutBack { "held-put-back" } else { "held-left-out" };
        let words = match n_released {
            1 => "1 change".to_owned(),
            n => format!("{n} changes"),
        };
        write.note(actor.org, actor.user, code, format!("visit {id}"), &words);
        write.commit().await?;
        self.sweep_removed_photos().await
    }

    /// Applies one held change under its own author's name. False when there is nothing in the visit
    /// that it could be put into.
    async fn put_back(
        &self,
        write: &mut WriteTx,
        actor: &Actor,
        visit: &visit::Model,
        row: &held::Model,
    ) -> Result<bool> {
        let mutation: Mutation = read_json(&row.mutation, "held work")?;
        let (Some(key), Some(answer)) = (mutation.change.field(), mutation.change.answer()) else {
            return Ok(!matches!(mutation.change, Change::CommentReplied { .. }));
        };
        if !self.has_question(actor.org, &forms_of(visit)?, &key) {
            return Ok(false);
        }
        let author = find_account(&write.tx, actor.org, domain::UserId(row.author)).await?;
        let mut heads = current(write, mutation.visit, &key).await?;
        let head = Head {
            revision: mutation.id,
            answer: answer.clone(),
            author: domain::UserId(row.author),
            author_name: author.name,
            made_at: to_the_millisecond(mutation.made_at),
            received_at: Some(row.received_at),
            twins: Vec::new(),
        };
        absorb(&mut heads, head, &bases(&mutation));
        let seq = write.next_seq();
        keep_field(write, actor.org, mutation.visit, &key, &heads, seq).await?;
        photos::remove(write, actor, mutation.visit, answer).await?;
        Ok(true)
    }

    /// Answers that differ, in the visits the actor may decide in.
    pub async fn differing(&self, actor: &Actor) -> Result<Vec<Differing>> {
        decide(actor, Action::ReadHeld, domain::Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "differing-read", "answers that differ", "");
        let rows = field::Entity::find()
            .filter(field::Column::Org.eq(actor.org.0))
            .filter(field::Column::NHeads.gt(1))
            .all(&write.tx)
            .await?;
        let mut found = Vec::new();
        for row in rows {
            let Some(visit) = visit::Entity::find_by_id(row.visit).one(&write.tx).await? else {
                continue;
            };
            let standing = relationship(&write.tx, actor, &visit).await?;
            let pack = field_pack(&row)?;
            let forms = forms_of(&visit)?;
            if decide(actor, Action::DecideConflict, standing, state_of(&visit)?).is_err()
                || !self.reads(actor, standing, &forms, &pack.key)
            {
                continue;
            }
            let Some(who) = person::Entity::find_by_id(visit.person).one(&write.tx).await? else {
                continue;
            };
            found.push(Differing {
                visit: VisitId(visit.id),
                person: person_of(&who)?.banner_name(),
                forms,
                key: pack.key,
                heads: pack.heads,
            });
        }
        write.commit().await?;
        Ok(found)
    }

    /// Decides between answers in the office, as a revision of its own.
    pub async fn decide_differing(
        &self,
        actor: &Actor,
        visit: VisitId,
        key: &FieldKey,
        answer: &Answer,
        over: &[Uuid],
    ) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, visit, Action::DecideConflict).await?;
        if !state_of(&row)?.is_open() {
            return Err(RecordsError::Refused("The visit is signed. Return it for changes first.".into()));
        }
        let standing = relationship(&write.tx, actor, &row).await?;
        if !self.reads(actor, standing, &forms_of(&row)?, key) {
            return Err(RecordsError::NotFound);
        }
        let me = signatory_of(&find_account(&write.tx, actor.org, actor.user).await?);
        let mut heads = current(&write, visit, key).await?;
        if over.is_empty() || !over.iter().all(|id| heads.iter().any(|head| head.revision == *id)) {
            return Err(RecordsError::Changed);
        }
        let decision = decision(visit, key, answer, over, write.now);
        let head = Head {
            revision: decision.id,
            answer: answer.clone(),
            author: me.user,
            author_name: me.name,
            made_at: write.now,
            received_at: Some(write.now),
            twins: Vec::new(),
        };
        let outcome = outcome_of(absorb(&mut heads, head, over));
        let seq = write.next_seq();
        let revision = revision_row(actor, &decision, seq, &outcome, write.now);
        revision::Entity::insert(revision).exec_without_returning(&write.tx).await?;
        keep_field(&write, actor.org, visit, key, &heads, seq).await?;
        touch(&mut write, row).await?;
        write.note(actor.org, actor.user, "differing-decided", format!("visit {visit}"), "");
        write.commit().await
    }
}

async fn current(write: &WriteTx, visit: VisitId, key: &FieldKey) -> Result<Vec<Head>> {
    let id = (visit.0, key.form.clone(), key.path.to_string());
    let row = field::Entity::find_by_id(id).one(&write.tx).await?;
    Ok(row.as_ref().map(field_pack).transpose()?.map(|pack| pack.heads).unwrap_or_default())
}

/// A decision of the office, as a mutation of a store of its own with this one in it.
fn decision(visit: VisitId, key: &FieldKey, answer: &Answer, over: &[Uuid], now: DateTime<Utc>) -> Mutation {
    let id = new_id();
    let change = Change::ConflictDecided {
        form: key.form.clone(),
        path: key.path.clone(),
        answer: answer.clone(),
        over: over.to_vec(),
        why: String::new(),
    };
    Mutation { id, client_id: id, seq: 1, visit, base: None, made_at: now, schema: SCHEMA, change }
}

/// Work of this organisation for a visit that nobody released yet, oldest first. The visit may be
/// one that does not exist here: the tablet names it.
async fn held_rows(db: &impl ConnectionTrait, org: OrgId, id: VisitId) -> Result<Vec<held::Model>> {
    let rows = held::Entity::find()
        .filter(held::Column::Org.eq(org.0))
        .filter(held::Column::Visit.eq(id.0))
        .filter(held::Column::ReleasedAt.is_null())
        .order_by_asc(held::Column::ReceivedAt)
        .order_by_asc(held::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// Held work as it is shown.
async fn held_pack(db: &impl ConnectionTrait, row: held::Model) -> Result<HeldPack> {
    let mutation: Mutation = read_json(&row.mutation, "held work")?;
    let author = account::Entity::find_by_id(row.author).one(db).await?;
    Ok(HeldPack {
        id: row.id,
        key: mutation.change.field(),
        answer: mutation.change.answer().cloned(),
        author_name: author.map(|author| author.name).unwrap_or_default(),
        made_at: mutation.made_at,
        reason: row.reason,
    })
}

/// Held work for a visit that this organisation does not have.
async fn unknown_line(write: &WriteTx, rows: impl Iterator<Item = &held::Model>) -> Result<HeldLine> {
    let mut line = HeldLine {
        visit: VisitId(Uuid::nil()),
        person: "A visit that is not known here".to_owned(),
        what: String::new(),
        forms: Vec::new(),
        items: Vec::new(),
        now: Vec::new(),
        may_release: false,
    };
    for row in rows {
        line.visit = VisitId(row.visit);
        line.items.push(held_pack(&write.tx, row.clone()).await?);
        line.now.push(None);
    }
    Ok(line)
}
