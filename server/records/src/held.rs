//! Work that could not go into the record, and answers that differ: both stay until a human decides.

use crate::{
    accounts::{find_account, signatory_of},
    entities::{field, held, person, visit},
    error::{RecordsError, Result, read_json, to_json},
    opening::Records,
    push::keep_field,
    review::touch,
    signing::new_id,
    transaction::WriteTx,
    visits::{field_pack, find_visit, kind_of, person_of, relationship, state_of},
};
use domain::{Action, Actor, Role, VisitId, VisitState, access::decide};
use forms::Answer;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use sync::{FieldKey, Head, absorb, cards::HeldPack, change::Mutation, tablet::bases};
use uuid::Uuid;

/// Held work of one visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldLine {
    /// The visit it was meant for.
    pub visit: VisitId,
    /// The person, as on a banner.
    pub person: String,
    /// Kind of visit.
    pub what: String,
    /// What is held.
    pub items: Vec<HeldPack>,
    /// What the record says now, in the order of `items`.
    pub now: Vec<Option<Answer>>,
    /// Whether the actor may put it back.
    pub may_release: bool,
}

/// What a supervisor does with held work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Release {
    /// It becomes normal changes; conflicts if any.
    PutBack,
    /// It stays out, with a reason.
    LeaveOut,
}

/// An answer two people gave differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differing {
    /// The visit.
    pub visit: VisitId,
    /// The person, as on a banner.
    pub person: String,
    /// The field.
    pub key: FieldKey,
    /// Both answers.
    pub heads: Vec<Head>,
}

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
        let mut ids: Vec<Uuid> = rows.iter().map(|row| row.visit).collect();
        ids.dedup();
        let mut lines = Vec::new();
        for id in ids {
            let Some(visit) = visit::Entity::find_by_id(id).one(&write.tx).await? else { continue };
            let Some(who) = person::Entity::find_by_id(visit.person).one(&write.tx).await? else { continue };
            let mut items = crate::visits::held_of(&write.tx, VisitId(id)).await?;
            items.retain(|item| rows.iter().any(|row| row.id == item.id));
            let mut now = Vec::with_capacity(items.len());
            for item in &items {
                now.push(match &item.key {
                    None => None,
                    Some(key) => current(&write, VisitId(id), key).await?.into_iter().next().map(|h| h.answer),
                });
            }
            lines.push(HeldLine {
                visit: VisitId(id),
                person: person_of(&who)?.banner_name(),
                what: kind_of(&visit)?.words().to_owned(),
                items,
                now,
                may_release: actor.role == Role::Supervisor,
            });
        }
        write.commit().await?;
        Ok(lines)
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
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let rows = held::Entity::find()
            .filter(held::Column::Visit.eq(id.0))
            .filter(held::Column::ReleasedAt.is_null())
            .order_by_asc(held::Column::ReceivedAt)
            .all(&write.tx)
            .await?;
        for row in rows {
            if how == Release::PutBack {
                put_back(&mut write, actor, &row).await?;
            }
            let mut released: held::ActiveModel = row.into();
            released.released_at = Set(Some(write.now));
            released.released_by = Set(Some(me.name.clone()));
            released.resolution = Set(Some(to_json(&(how, why))));
            released.update(&write.tx).await?;
        }
        touch(&mut write, visit).await?;
        let code = if how == Release::PutBack { "held-put-back" } else { "held-left-out" };
        write.note(actor.org, actor.user, code, format!("visit {id}"), "");
        write.commit().await
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
            let Some(visit) = visit::Entity::find_by_id(row.visit).one(&write.tx).await? else { continue };
            let standing = relationship(&write.tx, actor, &visit).await?;
            if decide(actor, Action::DecideConflict, standing, state_of(&visit)?).is_err() {
                continue;
            }
            let Some(who) = person::Entity::find_by_id(visit.person).one(&write.tx).await? else { continue };
            let pack = field_pack(&row)?;
            found.push(Differing {
                visit: VisitId(visit.id),
                person: person_of(&who)?.banner_name(),
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
        let me = signatory_of(&find_account(&write.tx, actor.org, actor.user).await?);
        let mut heads = current(&write, visit, key).await?;
        if !over.iter().all(|id| heads.iter().any(|head| head.revision == *id)) {
            return Err(RecordsError::Changed);
        }
        let head = Head {
            revision: new_id(),
            answer: answer.clone(),
            author: me.user,
            author_name: me.name,
            made_at: write.now,
            received_at: Some(write.now),
        };
        absorb(&mut heads, head, over);
        let seq = write.next_seq();
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

/// Applies one held change under its own author's name.
async fn put_back(write: &mut WriteTx, actor: &Actor, row: &held::Model) -> Result<()> {
    let mutation: Mutation = read_json(&row.mutation, "held work")?;
    let (Some(key), Some(answer)) = (mutation.change.field(), mutation.change.answer()) else {
        return Ok(());
    };
    let author = find_account(&write.tx, actor.org, domain::UserId(row.author)).await?;
    let mut heads = current(write, mutation.visit, &key).await?;
    let head = Head {
        revision: mutation.id,
        answer: answer.clone(),
        author: domain::UserId(row.author),
        author_name: author.name,
        made_at: mutation.made_at,
        received_at: Some(row.received_at),
    };
    absorb(&mut heads, head, &bases(&mutation));
    let seq = write.next_seq();
    keep_field(write, actor.org, mutation.visit, &key, &heads, seq).await
}
