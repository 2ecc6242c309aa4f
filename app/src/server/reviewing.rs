//! Puts together what the review pages show: queue, areas, comments with their places, guidance,
//! what changed, and what stands in the way of countersigning.

use super::{caller, open, opened::Opened, project, records};
use crate::{
    api::{
        addenda::AddendumPage,
        reviews::{
            AreaPage, AskedArea, CountersignPage, Countersigning, Guide, LastTimeHere, Moved, Pinned, Queue,
            ReviewPage,
        },
    },
    error::AppError,
};
use chrono::Utc;
use domain::{Action, VisitId, VisitState, visits::CommentKind};
use forms::Answers;
use records::QueueTab;
use reports::{Area, AreaLine, Reading, answer_words, changed_since};
use serde::Deserialize;
use std::sync::OnceLock;
use sync::{Comment, FormRef, VisitCard, content::answers_of};

/// The queue, with the number of returned records for when nothing waits.
pub async fn queue(tab: QueueTab) -> Result<Queue, AppError> {
    let caller = caller().await?;
    let records = records();
    let lines = records.review_queue(&caller.actor, tab).await.map_err(project)?;
    let n_returned = match tab {
        QueueTab::Returned => lines.len(),
        _ => records.review_queue(&caller.actor, QueueTab::Returned).await.map_err(project)?.len(),
    };
    Ok(Queue { tab, lines, n_returned })
}

/// A visit in review.
pub async fn review_page(id: VisitId) -> Result<ReviewPage, AppError> {
    let opened = open(id, Action::ReadVisit).await?;
    let looked_at = records().looked_at(&opened.caller.actor, id).await.map_err(project)?;
    let changed = changed(&opened).await?;
    let reading = opened.reading();
    let card = opened.record.card.clone();
    let me = &opened.caller.me;
    Ok(ReviewPage {
        areas: areas_to_read(&reading),
        comments: card.comments.iter().map(|comment| pinned(&reading, comment, &me.signatory.name)).collect(),
        starters: guidance().starters.iter().map(|starter| starter.text.clone()).collect(),
        may_act: card.state == VisitState::Signed && card.author != me.user,
        changed: moved(&reading, changed),
        looked_at,
        card,
    })
}

/// Areas this home does not have are not read.
fn areas_to_read(reading: &Reading<'_>) -> Vec<AreaLine> {
    reading.areas().into_iter().filter(|area| area.asked > 0 || area.answered > 0).collect()
}

fn pinned(reading: &Reading<'_>, comment: &Comment, me: &str) -> Pinned {
    let on = comment.on.as_ref();
    let is_fresh = (Utc::now() - comment.at).num_minutes() < 5;
    Pinned {
        comment: comment.clone(),
        label: on.map(|key| reading.label(key)),
        area: on.and_then(|key| reading.area_of(key)),
        may_take_back: is_fresh && comment.by == me && !comment.taken_back && comment.settled.is_none(),
    }
}

/// What is not as it was in the version before this one.
async fn changed(opened: &Opened) -> Result<Vec<reports::Changed>, AppError> {
    let card = &opened.record.card;
    let Some(before) = card.version.checked_sub(1).filter(|version| *version > 0) else {
        return Ok(Vec::new());
    };
    let sealed = records().sealed_version(&opened.caller.actor, card.id, before).await.map_err(project)?;
    let Some(sealed) = sealed else {
        return Ok(Vec::new());
    };
    let fields = opened.record.fields.iter().map(|pack| (pack.key.clone(), pack.heads.clone())).collect();
    let now: Vec<(FormRef, Answers)> =
        card.forms.iter().map(|form| (form.clone(), answers_of(&fields, &form.id, card.author))).collect();
    let definition = |form: &FormRef| {
        let known = opened.forms.iter().find(|(known, _)| known.id == form.id);
        known.map(|(_, definition)| definition.clone())
    };
    Ok(changed_since(&sealed, &now, definition))
}

fn moved(reading: &Reading<'_>, changed: Vec<reports::Changed>) -> Vec<Moved> {
    changed.into_iter().map(|changed| Moved { area: reading.area_of(&changed.key), changed }).collect()
}

/// One area with guidance and what was said last time.
pub async fn area_page(asked: AskedArea) -> Result<AreaPage, AppError> {
    let opened = open(asked.visit, Action::ReadVisit).await?;
    let reading = opened.reading();
    let first = || areas_to_read(&reading).into_iter().next().map(|line| line.id);
    let id = asked.area.clone().or_else(first).ok_or(AppError::NotFound)?;
    let area = reading.area(&id).ok_or(AppError::NotFound)?;
    let last_time = last_time(&opened, &area).await?;
    Ok(AreaPage { guides: guides(&area), last_time, area })
}

async fn last_time(opened: &Opened, area: &Area) -> Result<Option<LastTimeHere>, AppError> {
    let actor = &opened.caller.actor;
    let all = records().visit_before(actor, opened.record.card.id).await.map_err(project)?;
    let form = &area.line.id.form;
    let Some(last) = all.into_iter().find(|last| last.form == *form) else {
        return Ok(None);
    };
    let Some((_, def)) = opened.forms.iter().find(|(known, _)| known.id == *form) else {
        return Ok(None);
    };
    let words = |path: &forms::AnswerPath, answer| {
        let item = def.item_at(&path.without_facet()).map(|item| def.item(item));
        answer_words(item.filter(|_| path.facet().is_none()), answer).join(", ")
    };
    let here = last.answers.iter().filter(|(path, _)| {
        area.lines().any(|line| path.as_str() == line.path || is_detail_of(path.as_str(), &line.path))
    });
    let words = here.map(|(path, answer)| (path.to_string(), words(path, answer))).collect();
    Ok(Some(LastTimeHere { on: last.on, words }))
}

fn is_detail_of(path: &str, question: &str) -> bool {
    path.strip_prefix(question).is_some_and(|rest| rest.starts_with(".note") || rest.starts_with(".who"))
}

/// Everything to be read before countersigning.
pub async fn countersign_page(id: VisitId) -> Result<CountersignPage, AppError> {
    let page = review_page(id).await?;
    let me = caller().await?.me;
    let card = page.card;
    let looked = |area: &AreaLine| page.looked_at.contains(&area.id.to_string());
    let hindrance = match card.state {
        _ if card.author == me.user => Some("You cannot countersign your own record.".to_owned()),
        VisitState::Signed => None,
        VisitState::Countersigned => Some("This record is countersigned already.".to_owned()),
        VisitState::Returned => Some("This record lies with its author for changes.".to_owned()),
        _ => Some("This record is not signed yet.".to_owned()),
    };
    let last = card.signatures.iter().rfind(|signature| signature.version == card.version);
    Ok(CountersignPage {
        content_hash: last.map(|signature| signature.content_hash.clone()),
        changed: page.changed,
        not_looked_at: page.areas.into_iter().filter(|area| !looked(area)).collect(),
        open: page.comments.into_iter().filter(|pinned| asks_for_a_change(&pinned.comment)).collect(),
        hindrance,
        card,
    })
}

fn asks_for_a_change(comment: &Comment) -> bool {
    comment.kind == CommentKind::ChangeNeeded && comment.settled.is_none() && !comment.taken_back
}

/// Countersigns, when the password is right and no change is asked for any more.
pub async fn countersign(signing: Countersigning) -> Result<VisitCard, AppError> {
    let opened = open(signing.visit, Action::CountersignVisit).await?;
    let (actor, records) = (&opened.caller.actor, records());
    if opened.record.card.comments.iter().any(asks_for_a_change) {
        return Err(AppError::Refused("Settle the comments that ask for a change first.".to_owned()));
    }
    if !records.is_password_of(actor, &signing.password).await.map_err(project)? {
        return Err(AppError::Refused("That password is not right.".to_owned()));
    }
    let done = records.countersign(actor, signing.visit, &signing.content_hash, signing.note).await;
    done.map_err(project)?;
    Ok(open(signing.visit, Action::ReadVisit).await?.record.card)
}

/// A signed visit and the questions an addendum can be about.
pub async fn addendum_page(id: VisitId) -> Result<AddendumPage, AppError> {
    let opened = open(id, Action::AddAddendum).await?;
    let choices = opened.reading().choices();
    Ok(AddendumPage { card: opened.record.card, choices })
}

/// Guidance for reviewers, as it comes with the forms.
#[derive(Deserialize, Default)]
struct Guidance {
    sections: Vec<Advice>,
    starters: Vec<Starter>,
}

#[derive(Deserialize)]
struct Advice {
    form: String,
    sections: Vec<String>,
    look: String,
    slip: String,
    ask: String,
    #[serde(default)]
    block: bool,
    #[serde(default)]
    block_when: Option<String>,
}

#[derive(Deserialize)]
struct Starter {
    text: String,
}

fn guidance() -> &'static Guidance {
    static GUIDANCE: OnceLock<Guidance> = OnceLock::new();
    GUIDANCE.get_or_init(|| serde_json::from_str(forms::instruments::GUIDANCE).unwrap_or_default())
}

/// What to look at in this area, the whole of it first.
fn guides(area: &Area) -> Vec<Guide> {
    let stands_here = |link: &str| {
        area.lines().any(|line| line.link_id == link || line.path.starts_with(&format!("{link}@")))
    };
    let mut found = Vec::new();
    for advice in guidance().sections.iter().filter(|advice| advice.form == area.line.id.form) {
        let whole = advice.sections.iter().any(|name| *name == area.line.id.section || name == "*");
        let single = advice.sections.iter().find(|name| stands_here(name)).filter(|_| !whole);
        if !whole && single.is_none() {
            continue;
        }
        let must = advice.block.then(|| advice.block_when.clone().unwrap_or_default());
        found.push(Guide {
            on: single.cloned(),
            everywhere: advice.sections.iter().any(|name| name == "*"),
            look: advice.look.clone(),
            slip: advice.slip.clone(),
            ask: advice.ask.clone(),
            must,
        });
    }
    found.sort_by_key(|guide| guide.on.is_some());
    found
}
