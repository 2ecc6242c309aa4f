//! One push on its way in: each change is applied to its visit or held with words for its author,
//! and kept as a revision in either case. Nothing a tablet wrote is ever thrown away, and nothing
//! here commits: the transaction belongs to `push`.

use crate::{
    entities::{comment, comment_reply, field, held, revision, visit},
    error::{RecordsError, Result, read_json, to_json},
    opening::{Records, to_the_millisecond},
    photos,
    push::PushFailure,
    signing,
    transaction::WriteTx,
    visits::{field_pack, field_row, forms_of, kind_of, relationship, state_of},
};
use chrono::{DateTime, Utc};
use domain::{
    Action, Actor, Denial, OrgId, VisitId, VisitState, access::decide, calendar, visits::Signatory,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use std::collections::HashMap;
use sync::{
    Absorbed, Change, FieldKey, FormRef, Head, Mutation, Outcome, absorb, tablet::bases, wire::Receipt,
};
use uuid::Uuid;

/// One push on its way in.
pub(crate) struct Intake<'a> {
    pub records: &'a Records,
    pub actor: &'a Actor,
    pub me: &'a Signatory,
    pub write: &'a mut WriteTx,
    pub visits: HashMap<VisitId, Option<OpenedVisit>>,
    pub heads: HashMap<(VisitId, FieldKey), OpenedField>,
    /// Set when a photo was removed: its bytes go once this is committed.
    pub removed_photos: bool,
    /// Set when nothing of this push may become part of a visit: why.
    pub hold_all: Option<&'static str>,
}

/// A visit while a push is applied to it.
pub(crate) struct OpenedVisit {
    pub row: visit::Model,
    pub relationship: domain::Relationship,
    pub forms: Vec<FormRef>,
    pub n_applied: usize,
    pub changed: bool,
}

/// A field while a push is applied to it.
pub(crate) struct OpenedField {
    pub heads: Vec<Head>,
    pub seq: Option<i64>,
}

impl Intake<'_> {
    /// The answer that this mutation got when it was new, on whichever tablet of its author; none when it is new now.
    async fn known(&mut self, mutation: &Mutation) -> Result<Option<Receipt>, PushFailure> {
        let Some(row) = revision::Entity::find_by_id(mutation.id).one(&self.write.tx).await? else {
            return Ok(None);
        };
        let its_own = (self.actor.user.0, self.actor.org.0, mutation.visit.0);
        if (row.author, row.org, row.visit) != its_own {
            return Err(PushFailure::Malformed("this id was used for another mutation"));
        }
        Ok(Some(Receipt {
            id: row.id,
            seq: mutation.seq,
            number: row.seq.max(0) as u64,
            outcome: read_json(&row.outcome, "outcome")?,
            received_at: row.received_at,
        }))
    }

    /// The answer to a mutation whose number was taken in before.
    pub async fn seen_before(&mut self, mutation: &Mutation) -> Result<Receipt, PushFailure> {
        self.known(mutation).await?.ok_or(PushFailure::Malformed("this number was used for another mutation"))
    }

    /// Takes a new mutation in: applied or held, and kept for good in either case.
    pub async fn take(&mut self, mutation: &Mutation) -> Result<Receipt, PushFailure> {
        if let Some(receipt) = self.known(mutation).await? {
            return Ok(receipt);
        }
        let seq = self.write.next_seq();
        let outcome = match self.apply(mutation, seq).await? {
            Ok(outcome) => outcome,
            Err(reason) => {
                self.hold(mutation, &reason).await?;
                Outcome::Held { reason }
            }
        };
        if let Some(answer) = mutation.change.answer() {
            photos::announce(self.write, self.actor, mutation.visit, answer, mutation.made_at).await?;
            if !matches!(outcome, Outcome::Held { .. }) {
                self.removed_photos |= photos::remove(self.write, self.actor, mutation.visit, answer).await?;
            }
        }
        self.keep_revision(mutation, seq, &outcome).await?;
        Ok(Receipt {
            id: mutation.id,
            seq: mutation.seq,
            number: seq.max(0) as u64,
            outcome,
            received_at: self.write.now,
        })
    }

    /// Applies a mutation, or says in words why it has to be held.
    async fn apply(&mut self, mutation: &Mutation, seq: i64) -> Result<Result<Outcome, String>> {
        self.open(mutation.visit).await?;
        if let Some(why) = self.hold_all {
            return Ok(Err(why.to_owned()));
        }
        let Some(Some(opened)) = self.visits.get_mut(&mutation.visit) else {
            return Ok(Err("This visit is not known here, or it is not yours.".to_owned()));
        };
        let action = action_of(&mutation.change);
        let state = state_of(&opened.row)?;
        if let Err(denial) = decide(self.actor, action, opened.relationship, state) {
            return Ok(Err(held_because(denial, self.actor, &opened.row, state)));
        }
        if action == Action::DecideConflict && !state.is_open() {
            return Ok(Err(held_because(Denial::WrongState, self.actor, &opened.row, state)));
        }
        match &mutation.change {
            Change::AnswerSet { .. } | Change::ConflictDecided { .. } => {
                self.apply_answer(mutation, seq).await
            }
            Change::VisitStarted { arrived, forms } => {
                opened.row.arrived = Some(to_the_millisecond(*arrived));
                if state == VisitState::Planned {
                    opened.row.state = VisitState::Started.code().to_owned();
                    self.records.meet(&self.write.tx, self.actor.org, forms).await?;
                    let kind = kind_of(&opened.row)?;
                    if let Some(forms) = self.records.begun_with(self.actor.org, kind, &opened.forms, forms) {
                        opened.row.forms = to_json(&forms);
                        opened.forms = forms;
                    }
                }
                opened.changed = true;
                Ok(Ok(Outcome::Applied))
            }
            Change::VisitSigned(signing) => signing::apply(self, mutation, signing).await,
            Change::CommentReplied { comment, text, done } => {
                self.apply_reply(mutation, comment.0, text, *done).await
            }
            Change::AccessCodeSeen { reason } => {
                let subject = format!("person {}", opened.row.person);
                let reason: String = reason.chars().take(40).collect();
                self.write.note(self.actor.org, self.actor.user, "access-code-seen", subject, &reason);
                Ok(Ok(Outcome::Applied))
            }
        }
    }

    async fn apply_answer(&mut self, mutation: &Mutation, seq: i64) -> Result<Result<Outcome, String>> {
        let (Some(key), Some(answer)) = (mutation.change.field(), mutation.change.answer()) else {
            return Ok(Err("It names no question.".to_owned()));
        };
        let Some(Some(opened)) = self.visits.get_mut(&mutation.visit) else {
            return Err(RecordsError::NotFound);
        };
        if !self.records.has_question(self.actor.org, &opened.forms, &key) {
            return Ok(Err("The question does not belong to a form of this visit.".to_owned()));
        }
        if opened.row.state == VisitState::Planned.code() {
            opened.row.state = VisitState::Started.code().to_owned();
            opened.row.arrived.get_or_insert(to_the_millisecond(mutation.made_at));
        }
        opened.n_applied += 1;
        opened.changed = true;
        let head = Head {
            revision: mutation.id,
            answer: answer.clone(),
            author: self.me.user,
            author_name: self.me.name.clone(),
            made_at: to_the_millisecond(mutation.made_at),
            received_at: Some(self.write.now),
            twins: Vec::new(),
        };
        let field = self.open_field(mutation.visit, key).await?;
        field.seq = Some(seq);
        Ok(Ok(outcome_of(absorb(&mut field.heads, head, &bases(mutation)))))
    }

    async fn apply_reply(
        &mut self,
        mutation: &Mutation,
        id: Uuid,
        text: &str,
        done: bool,
    ) -> Result<Result<Outcome, String>> {
        let found = comment::Entity::find_by_id(id)
            .filter(comment::Column::Visit.eq(mutation.visit.0))
            .one(&self.write.tx)
            .await?;
        if found.is_none() {
            return Ok(Err("The comment it answers is not there.".to_owned()));
        }
        let row = comment_reply::ActiveModel {
            id: Set(mutation.id),
            org: Set(self.actor.org.0),
            visit: Set(mutation.visit.0),
            comment: Set(id),
            words: Set(storable(text)),
            author_name: Set(self.me.name.clone()),
            at: Set(to_the_millisecond(mutation.made_at)),
            done: Set(done),
        };
        comment_reply::Entity::insert(row).exec_without_returning(&self.write.tx).await?;
        if let Some(Some(opened)) = self.visits.get_mut(&mutation.visit) {
            opened.changed = true;
        }
        Ok(Ok(Outcome::Applied))
    }

    async fn hold(&mut self, mutation: &Mutation, reason: &str) -> Result<()> {
        let row = held::ActiveModel {
            id: Set(mutation.id),
            org: Set(self.actor.org.0),
            visit: Set(mutation.visit.0),
            author: Set(self.actor.user.0),
            mutation: Set(to_json(mutation)),
            reason: Set(reason.to_owned()),
            received_at: Set(self.write.now),
            released_at: Set(None),
            released_by: Set(None),
            resolution: Set(None),
        };
        held::Entity::insert(row).exec_without_returning(&self.write.tx).await?;
        let subject = format!("visit {}", mutation.visit);
        self.write.note(self.actor.org, self.actor.user, "held", subject, mutation.change.code());
        if let Some(Some(opened)) = self.visits.get_mut(&mutation.visit) {
            opened.changed = true;
        }
        Ok(())
    }

    async fn keep_revision(&mut self, mutation: &Mutation, seq: i64, outcome: &Outcome) -> Result<()> {
        let row = revision_row(self.actor, mutation, seq, outcome, self.write.now);
        revision::Entity::insert(row).exec_without_returning(&self.write.tx).await?;
        Ok(())
    }

    async fn open(&mut self, id: VisitId) -> Result<()> {
        if self.visits.contains_key(&id) {
            return Ok(());
        }
        let row = visit::Entity::find_by_id(id.0)
            .filter(visit::Column::Org.eq(self.actor.org.0))
            .one(&self.write.tx)
            .await?;
        let opened = match row {
            None => None,
            Some(row) => {
                let forms = forms_of(&row)?;
                self.records.meet(&self.write.tx, self.actor.org, &forms).await?;
                Some(OpenedVisit {
                    relationship: relationship(&self.write.tx, self.actor, &row).await?,
                    forms,
                    row,
                    n_applied: 0,
                    changed: false,
                })
            }
        };
        self.visits.insert(id, opened);
        Ok(())
    }

    async fn open_field(&mut self, visit: VisitId, key: FieldKey) -> Result<&mut OpenedField> {
        let place = (visit, key);
        if !self.heads.contains_key(&place) {
            let id = (visit.0, place.1.form.clone(), place.1.path.to_string());
            let row = field::Entity::find_by_id(id).one(&self.write.tx).await?;
            let heads = row.as_ref().map(field_pack).transpose()?.map(|pack| pack.heads);
            let opened = OpenedField { heads: heads.unwrap_or_default(), seq: None };
            self.heads.insert(place.clone(), opened);
        }
        self.heads.get_mut(&place).ok_or(RecordsError::Damaged("field"))
    }

    /// Writes the changed fields and visits, each once.
    pub async fn write_back(&mut self) -> Result<()> {
        let org = self.actor.org;
        for ((visit, key), opened) in self.heads.drain() {
            if let Some(seq) = opened.seq {
                keep_field(self.write, org, visit, &key, &opened.heads, seq).await?;
            }
        }
        for (id, opened) in self.visits.drain() {
            let Some(opened) = opened.filter(|opened| opened.changed) else {
                continue;
            };
            let seq = self.write.next_seq();
            if opened.n_applied > 0 {
                let words = format!("{} answers", opened.n_applied);
                self.write.note(org, self.actor.user, "answers-written", format!("visit {id}"), &words);
            }
            let row: visit::ActiveModel = opened.row.into();
            let mut row = row.reset_all();
            row.touched_seq = Set(seq);
            row.update(&self.write.tx).await?;
        }
        Ok(())
    }
}

/// Text as both databases can keep it: PostgreSQL has no place for the character nought, and a push
/// that fails for it would fail for ever.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// What a tablet is told of a revision that went into the visit.
pub(crate) fn outcome_of(absorbed: Absorbed) -> Outcome {
    match absorbed {
        Absorbed::Differs => Outcome::Differs,
        _ => Outcome::Applied,
    }
}

/// A mutation as it is kept for good.
pub(crate) fn revision_row(
    actor: &Actor,
    mutation: &Mutation,
    seq: i64,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> revision::ActiveModel {
    let key = mutation.change.field();
    revision::ActiveModel {
        id: Set(mutation.id),
        org: Set(actor.org.0),
        visit: Set(mutation.visit.0),
        form: Set(key.as_ref().map(|key| key.form.clone())),
        path: Set(key.map(|key| key.path.to_string())),
        kind: Set(mutation.change.code().to_owned()),
        mutation: Set(to_json(mutation)),
        author: Set(actor.user.0),
        client_id: Set(mutation.client_id),
        client_seq: Set(mutation.seq as i64),
        made_at: Set(to_the_millisecond(mutation.made_at)),
        received_at: Set(now),
        seq: Set(seq),
        outcome: Set(to_json(outcome)),
    }
}

/// Writes the heads of a field.
pub(crate) async fn keep_field(
    write: &WriteTx,
    org: OrgId,
    visit: VisitId,
    key: &FieldKey,
    heads: &[Head],
    seq: i64,
) -> Result<()> {
    field::Entity::insert(field_row(org, visit, key, heads, seq))
        .on_conflict(
            OnConflict::columns([field::Column::Visit, field::Column::Form, field::Column::Path])
                .update_columns([field::Column::Heads, field::Column::NHeads, field::Column::Seq])
                .to_owned(),
        )
        .exec_without_returning(&write.tx)
        .await?;
    Ok(())
}

fn action_of(change: &Change) -> Action {
    match change {
        Change::AnswerSet { .. } | Change::VisitStarted { .. } => Action::WriteVisit,
        Change::ConflictDecided { .. } => Action::DecideConflict,
        Change::VisitSigned(_) => Action::SignVisit,
        Change::CommentReplied { .. } => Action::ReadVisit,
        Change::AccessCodeSeen { .. } => Action::ReadAccessCode,
    }
}

fn held_because(denial: Denial, actor: &Actor, row: &visit::Model, state: VisitState) -> String {
    let passed: Option<(String, chrono::NaiveDate)> =
        row.passed.as_deref().and_then(|text| serde_json::from_str(text).ok());
    match (denial, passed) {
        (Denial::OutsidePlacement, _) => match actor.placement {
            Some((_, until)) => format!("The placement ended on {}.", calendar::long_date(until)),
            None => "The placement was not running.".to_owned(),
        },
        (Denial::WrongState, _) if state.is_signed() => match row.signed_at {
            Some(at) => format!("The visit was signed at {} before this arrived.", calendar::clock(at)),
            None => "The visit was signed before this arrived.".to_owned(),
        },
        (Denial::WrongState, _) => format!("The visit is {} now.", state.words().to_lowercase()),
        (_, Some((name, day))) => {
            format!("The visit was passed to {name} on {} before this arrived.", calendar::short_date(day))
        }
        _ => "The visit is somebody else's.".to_owned(),
    }
}
