//! Signing: the content is sealed under the hash that its author saw, and never changes again.

use crate::{
    entities::{signature, visit_version},
    error::{RecordsError, Result, to_json},
    intake::{Intake, storable},
    opening::to_the_millisecond,
    orders::{proposals_of, propose},
    visits::fields_of,
};
use domain::{VisitId, VisitState, calendar};
use forms::Answers;
use sea_orm::{ActiveValue::Set, EntityTrait};
use sync::{
    FormRef, Mutation, Outcome,
    change::Signing,
    content::{self, Fields, answers_of},
};
use uuid::Uuid;

/// Applies a signature, or says why it has to be held.
pub(crate) async fn apply(
    intake: &mut Intake<'_>,
    mutation: &Mutation,
    signing: &Signing,
) -> Result<Result<Outcome, String>> {
    let id = mutation.visit;
    let forms = current_answers(intake, id).await?;
    let Some(Some(opened)) = intake.visits.get_mut(&id) else {
        return Err(RecordsError::NotFound);
    };
    let version = opened.row.version.max(1) as u32;
    if signing.version != version {
        return Ok(Err(format!(
            "Version {} was signed, but version {version} is open now. Look at it and sign again.",
            signing.version
        )));
    }
    let hash = content::content_hash(id, version, &forms);
    if hash != signing.content_hash {
        return Ok(Err(
            "The record changed at the office before your signature arrived. Look at it and sign again."
                .to_owned(),
        ));
    }
    opened.row.state = VisitState::Signed.code().to_owned();
    opened.row.arrived = Some(to_the_millisecond(signing.arrived));
    opened.row.left_at = Some(to_the_millisecond(signing.left));
    opened.row.present = Some(storable(&signing.present));
    opened.row.signed_at = Some(to_the_millisecond(mutation.made_at));
    opened.row.received_at = Some(intake.write.now);
    opened.row.returned = None;
    opened.changed = true;
    let signed = opened.row.clone();
    let late = signing
        .late_because
        .as_ref()
        .map(|why| format!("Late entry, {}: {why}", calendar::date_and_clock(mutation.made_at)));
    let note: Vec<String> = signing.note.iter().cloned().chain(late).collect();
    let row = signature::ActiveModel {
        id: Set(mutation.id),
        org: Set(intake.actor.org.0),
        visit: Set(id.0),
        version: Set(version as i32),
        countersigns: Set(false),
        signatory: Set(to_json(intake.me)),
        at: Set(to_the_millisecond(mutation.made_at)),
        content_hash: Set(hash.clone()),
        note: Set((!note.is_empty()).then(|| storable(&note.join("\n")))),
    };
    signature::Entity::insert(row).exec_without_returning(&intake.write.tx).await?;
    let sealed = visit_version::ActiveModel {
        visit: Set(id.0),
        version: Set(version as i32),
        org: Set(intake.actor.org.0),
        content: Set(content::signed_text(id, version, &forms)),
        content_hash: Set(hash),
        sealed_at: Set(intake.write.now),
    };
    visit_version::Entity::insert(sealed).exec_without_returning(&intake.write.tx).await?;
    let reason = format!("version {version}");
    intake.write.note(intake.actor.org, intake.actor.user, "visit-signed", format!("visit {id}"), &reason);
    // What needs countersigning is ordered once it is countersigned.
    if !signed.needs_countersigning {
        propose(intake.write, intake.actor, &signed, proposals_of(&forms)).await?;
    }
    Ok(Ok(Outcome::Applied))
}

/// The answers of every form of the visit as its author stands by them, this push included.
async fn current_answers(intake: &Intake<'_>, id: VisitId) -> Result<Vec<(FormRef, Answers)>> {
    let Some(Some(opened)) = intake.visits.get(&id) else {
        return Err(RecordsError::NotFound);
    };
    let mut fields: Fields =
        fields_of(&intake.write.tx, id).await?.into_iter().map(|pack| (pack.key, pack.heads)).collect();
    for ((visit, key), open) in &intake.heads {
        if *visit == id && open.seq.is_some() {
            fields.insert(key.clone(), open.heads.clone());
        }
    }
    let author = domain::UserId(opened.row.author);
    let forms = opened.forms.iter();
    Ok(forms.map(|form| (form.clone(), answers_of(&fields, &form.id, author))).collect())
}

/// A random id for a row that no tablet made.
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}
