//! Visits as rows and as cards: how an actor stands to one, and what is told of it.

use crate::{
    accounts::find_account,
    entities::{
        account, addendum, comment, comment_reply, field, person, placement, signature, visit, visit_member,
    },
    error::{RecordsError, Result, read_json, to_json},
    opening::Records,
    transaction::WriteTx,
};
use domain::{
    Action, Actor, CommentId, OrgId, Relationship, UserId, VisitId, VisitKind, VisitState,
    access::decide,
    people::Person,
    visits::{CommentKind, Signature},
};
use forms::AnswerPath;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use sync::{
    Comment, FieldKey, FormRef, Head, Reply, VisitCard,
    cards::{Addendum, FieldPack, HeldPack},
};

/// A visit with everything in it, for the office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitRecord {
    /// The card.
    pub card: VisitCard,
    /// Its fields; those of classes the reader may not read are left out.
    pub fields: Vec<FieldPack>,
    /// Held work of this visit.
    pub held: Vec<HeldPack>,
    /// The organisation's letterhead, line by line.
    pub letterhead: Vec<String>,
}

impl Records {
    /// Opens a visit for reading or for what `action` says, and writes down who looked.
    pub async fn visit(&self, actor: &Actor, id: VisitId, action: Action) -> Result<VisitRecord> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, action).await?;
        let relationship = relationship(&write.tx, actor, &row).await?;
        write.note(actor.org, actor.user, "visit-read", format!("visit {id}"), "");
        let card = card(&write.tx, &row).await?;
        self.meet(&write.tx, actor.org, &card.forms).await?;
        let mut fields = fields_of(&write.tx, id).await?;
        fields.retain(|pack| self.reads(actor, relationship, &card.forms, &pack.key));
        let held = self.held_for(&write, actor, &row).await?;
        let org = crate::entities::organisation::Entity::find_by_id(actor.org.0)
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::NotFound)?;
        write.commit().await?;
        Ok(VisitRecord { card, fields, held, letterhead: crate::opening::letterhead(&org.letterhead) })
    }

    /// Whether the question stands in one of these forms.
    pub(crate) fn has_question(&self, org: OrgId, forms: &[FormRef], key: &FieldKey) -> bool {
        let form = forms.iter().find(|form| form.id == key.form);
        let definition = form.and_then(|form| self.definition(org, form));
        definition.is_some_and(|definition| definition.by_link_id(&key.path.link_id()).is_some())
    }

    pub(crate) fn reads(
        &self,
        actor: &Actor,
        relationship: Relationship,
        forms: &[FormRef],
        key: &FieldKey,
    ) -> bool {
        let form = forms.iter().find(|form| form.id == key.form);
        let definition = form.and_then(|form| self.definition(actor.org, form));
        // Without the form nobody knows whom an answer is for: its author alone reads it.
        let Some(definition) = definition else {
            return relationship == Relationship::Author;
        };
        let class = definition
            .by_link_id(&key.path.link_id())
            .map(|item| domain::FieldClass::from_code(definition.item(item).field_class.as_str()))
            .unwrap_or(domain::FieldClass::Clinical);
        domain::access::may_read_class(actor, relationship, class)
    }
}

/// A visit of the actor's organisation with which the actor may do this.
pub(crate) async fn find_visit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: VisitId,
    action: Action,
) -> Result<visit::Model> {
    let row = visit::Entity::find_by_id(id.0)
        .filter(visit::Column::Org.eq(actor.org.0))
        .one(db)
        .await?
        .ok_or(RecordsError::NotFound)?;
    let relationship = relationship(db, actor, &row).await?;
    decide(actor, action, relationship, state_of(&row)?)?;
    Ok(row)
}

/// How the actor stands to a visit.
pub(crate) async fn relationship(
    db: &impl ConnectionTrait,
    actor: &Actor,
    row: &visit::Model,
) -> Result<Relationship> {
    if row.org != actor.org.0 {
        return Ok(Relationship::Elsewhere);
    }
    if row.author == actor.user.0 {
        return Ok(Relationship::Author);
    }
    // An educator often cares for the same person: what counts in a student's record is the educator.
    let educator = placement::Entity::find_by_id(row.author).one(db).await?.map(|p| p.educator);
    if row.reviewer == Some(actor.user.0) || educator == Some(actor.user.0) {
        return Ok(Relationship::Reviewer);
    }
    let member = visit_member::Entity::find_by_id((row.id, actor.user.0)).one(db).await?.is_some();
    let therapist = person::Entity::find_by_id(row.person).one(db).await?.and_then(|p| p.therapist);
    if member || therapist == Some(actor.user.0) {
        return Ok(Relationship::CareTeam);
    }
    Ok(Relationship::SameService)
}

pub(crate) fn state_of(row: &visit::Model) -> Result<VisitState> {
    VisitState::from_code(&row.state).ok_or(RecordsError::Damaged("visit state"))
}

pub(crate) fn kind_of(row: &visit::Model) -> Result<VisitKind> {
    VisitKind::from_code(&row.kind).ok_or(RecordsError::Damaged("visit kind"))
}

pub(crate) fn forms_of(row: &visit::Model) -> Result<Vec<FormRef>> {
    read_json(&row.forms, "forms of a visit")
}

pub(crate) fn person_of(row: &person::Model) -> Result<Person> {
    read_json(&row.facts, "person")
}

/// Every field of a visit.
pub(crate) async fn fields_of(db: &impl ConnectionTrait, id: VisitId) -> Result<Vec<FieldPack>> {
    let rows = field::Entity::find().filter(field::Column::Visit.eq(id.0)).all(db).await?;
    rows.iter().map(field_pack).collect()
}

pub(crate) fn field_pack(row: &field::Model) -> Result<FieldPack> {
    let path: AnswerPath = row.path.parse().map_err(|_| RecordsError::Damaged("field path"))?;
    Ok(FieldPack {
        key: FieldKey { form: row.form.clone(), path },
        heads: read_json::<Vec<Head>>(&row.heads, "field")?,
    })
}

pub(crate) fn field_row(
    org: OrgId,
    visit: VisitId,
    key: &FieldKey,
    heads: &[Head],
    seq: i64,
) -> field::ActiveModel {
    field::ActiveModel {
        visit: Set(visit.0),
        form: Set(key.form.clone()),
        path: Set(key.path.to_string()),
        org: Set(org.0),
        heads: Set(to_json(&heads)),
        n_heads: Set(heads.len() as i32),
        seq: Set(seq),
    }
}

/// The card of a visit.
pub(crate) async fn card(db: &impl ConnectionTrait, row: &visit::Model) -> Result<VisitCard> {
    let person_row =
        person::Entity::find_by_id(row.person).one(db).await?.ok_or(RecordsError::Damaged("person"))?;
    let author = find_account(db, OrgId(row.org), UserId(row.author)).await?;
    let reviewer = match row.reviewer {
        Some(id) => account::Entity::find_by_id(id).one(db).await?.map(|row| row.name),
        None => None,
    };
    let members = visit_member::Entity::find().filter(visit_member::Column::Visit.eq(row.id)).all(db).await?;
    let (signatures, countersignature) = signatures_of(db, row).await?;
    let optional = |text: &Option<String>| text.as_deref().map(|text| read_json(text, "visit"));
    Ok(VisitCard {
        id: VisitId(row.id),
        person: person_of(&person_row)?,
        kind: kind_of(row)?,
        state: state_of(row)?,
        planned: row.planned,
        minutes: row.minutes.max(0) as u32,
        author: UserId(row.author),
        author_name: author.name,
        author_title: author.title,
        with: members.into_iter().map(|member| member.name).collect(),
        reviewer,
        forms: forms_of(row)?,
        version: row.version.max(1) as u32,
        needs_countersigning: row.needs_countersigning,
        arrived: row.arrived,
        signatures,
        countersignature,
        returned: optional(&row.returned).transpose()?,
        comments: comments_of(db, VisitId(row.id)).await?,
        addenda: addenda_of(db, VisitId(row.id)).await?,
        remark: row.remark.clone(),
        passed_to: row.passed.as_deref().map(|text| read_json(text, "visit")).transpose()?,
    })
}

async fn signatures_of(
    db: &impl ConnectionTrait,
    row: &visit::Model,
) -> Result<(Vec<Signature>, Option<Signature>)> {
    let rows = signature::Entity::find()
        .filter(signature::Column::Visit.eq(row.id))
        .order_by_asc(signature::Column::At)
        .all(db)
        .await?;
    let mut by_author = Vec::new();
    let mut countersignature = None;
    for row in rows {
        let signature = Signature {
            by: read_json(&row.signatory, "signature")?,
            at: row.at,
            content_hash: row.content_hash,
            version: row.version.max(1) as u32,
            note: row.note,
        };
        match row.countersigns {
            true => countersignature = Some(signature),
            false => by_author.push(signature),
        }
    }
    Ok((by_author, countersignature))
}

fn key_of(form: Option<String>, path: Option<String>) -> Result<Option<FieldKey>> {
    match (form, path) {
        (Some(form), Some(path)) => {
            let path = path.parse().map_err(|_| RecordsError::Damaged("field path"))?;
            Ok(Some(FieldKey { form, path }))
        }
        _ => Ok(None),
    }
}

async fn comments_of(db: &impl ConnectionTrait, id: VisitId) -> Result<Vec<Comment>> {
    let rows = comment::Entity::find()
        .filter(comment::Column::Visit.eq(id.0))
        .order_by_asc(comment::Column::At)
        .order_by_asc(comment::Column::Id)
        .all(db)
        .await?;
    let replies = comment_reply::Entity::find()
        .filter(comment_reply::Column::Visit.eq(id.0))
        .order_by_asc(comment_reply::Column::At)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let answers = replies.iter().filter(|reply| reply.comment == row.id);
            Ok(Comment {
                id: CommentId(row.id),
                kind: CommentKind::from_code(&row.kind).ok_or(RecordsError::Damaged("comment"))?,
                on: key_of(row.form, row.path)?,
                text: row.words,
                by: row.author_name,
                at: row.at,
                replies: answers
                    .map(|reply| Reply {
                        text: reply.words.clone(),
                        by: reply.author_name.clone(),
                        at: reply.at,
                        done: reply.done,
                    })
                    .collect(),
                settled: row.settled_by.zip(row.settled_at),
                taken_back: row.taken_back,
            })
        })
        .collect()
}

async fn addenda_of(db: &impl ConnectionTrait, id: VisitId) -> Result<Vec<Addendum>> {
    let rows = addendum::Entity::find()
        .filter(addendum::Column::Visit.eq(id.0))
        .order_by_asc(addendum::Column::Number)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Addendum {
                number: row.number.max(1) as u32,
                on: key_of(row.form, row.path)?,
                kind: row.kind,
                text: row.words,
                why: row.why,
                by: read_json(&row.signatory, "addendum")?,
                at: row.at,
            })
        })
        .collect()
}
