//! Reviewing: the queue, a visit with its areas and comments, returning it and countersigning it.

use crate::error::AppError;
use chrono::NaiveDate;
use domain::{CommentId, VisitId};
use leptos::{prelude::*, server_fn::codec::Json};
use reports::{Area, AreaId, AreaLine, Changed};
use serde::{Deserialize, Serialize};
use std::fmt;
use sync::{
    Comment, FieldKey, VisitCard,
    desk::{NewComment, QueueLine, QueueTab},
};

/// The queue, and how many lie with their authors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// Which part of it.
    pub tab: QueueTab,
    /// Its lines, longest waiting first.
    pub lines: Vec<QueueLine>,
    /// Returned to authors.
    pub n_returned: usize,
}

/// A visit in review, without the answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewPage {
    /// The card.
    pub card: VisitCard,
    /// Its areas.
    pub areas: Vec<AreaLine>,
    /// Areas the reviewer has looked at, as `form.section`.
    pub looked_at: Vec<String>,
    /// Comments, in time order.
    pub comments: Vec<Pinned>,
    /// Beginnings of comments to choose from.
    pub starters: Vec<String>,
    /// What is not as it was in the version before.
    pub changed: Vec<Moved>,
    /// Whether the reader may comment, return and countersign.
    pub may_act: bool,
}

/// A comment with where it is pinned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pinned {
    /// The comment.
    pub comment: Comment,
    /// "I8 Rails by the bath"; none for the whole visit.
    pub label: Option<String>,
    /// Its area.
    pub area: Option<AreaId>,
    /// Whether the reader may still take it back.
    pub may_take_back: bool,
}

/// A changed answer with its area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// What changed.
    pub changed: Changed,
    /// Where.
    pub area: Option<AreaId>,
}

/// What to look at, for an area or for one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// Link id of the question or group; none for the whole area.
    pub on: Option<String>,
    /// True for what is looked at in every area.
    pub everywhere: bool,
    /// What to look at.
    pub look: String,
    /// A typical slip.
    pub slip: String,
    /// A question to ask.
    pub ask: String,
    /// When it must be right before countersigning.
    pub must: Option<String>,
}

/// What the visit before said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastTimeHere {
    /// The day of that visit.
    pub on: NaiveDate,
    /// Paths and words.
    pub words: Vec<(String, String)>,
}

/// One area in review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaPage {
    /// The area with its lines.
    pub area: Area,
    /// What to look at.
    pub guides: Vec<Guide>,
    /// What the visit before said, where there was one.
    pub last_time: Option<LastTimeHere>,
}

/// Which area of which visit; the first when none is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedArea {
    /// The visit.
    pub visit: VisitId,
    /// The area.
    pub area: Option<AreaId>,
}

/// What becomes of a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The visit.
    pub visit: VisitId,
    /// The comment.
    pub comment: CommentId,
    /// Taken back rather than settled.
    pub take_back: bool,
}

/// A visit given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returning {
    /// The visit.
    pub visit: VisitId,
    /// The covering note.
    pub note: Option<String>,
}

/// What the reviewer sees before countersigning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountersignPage {
    /// The card.
    pub card: VisitCard,
    /// Hash of the version that lies there; none when nothing is signed.
    pub content_hash: Option<String>,
    /// What is not as it was in the version before.
    pub changed: Vec<Moved>,
    /// Areas not looked at.
    pub not_looked_at: Vec<AreaLine>,
    /// Comments "Change needed" that nobody settled.
    pub open: Vec<Pinned>,
    /// Whether the reader may countersign it, or why not.
    pub hindrance: Option<String>,
}

/// A countersignature.
#[derive(Clone, Serialize, Deserialize)]
pub struct Countersigning {
    /// The visit.
    pub visit: VisitId,
    /// The hash the reviewer read.
    pub content_hash: String,
    /// A note.
    pub note: Option<String>,
    /// The password, once more.
    pub password: String,
}

impl fmt::Debug for Countersigning {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Countersigning").field("visit", &self.visit).finish_non_exhaustive()
    }
}

/// The queue of the caller. Supervisors only.
#[server(prefix = "/api/office", endpoint = "review-queue", input = Json)]
pub async fn review_queue(tab: QueueTab) -> Result<Queue, AppError> {
    crate::server::queue(tab).await
}

/// A visit in review: card, areas, comments. Notes that the caller read it.
#[server(prefix = "/api/office", endpoint = "review", input = Json)]
pub async fn review(visit: VisitId) -> Result<ReviewPage, AppError> {
    crate::server::review_page(visit).await
}

/// One area of a visit in review.
#[server(prefix = "/api/office", endpoint = "review-area", input = Json)]
pub async fn review_area(asked: AskedArea) -> Result<AreaPage, AppError> {
    crate::server::area_page(asked).await
}

/// Pins a comment to an answer or the visit, and gives the visit as it is then.
#[server(prefix = "/api/office", endpoint = "add-comment", input = Json)]
pub async fn add_comment(new: NewComment) -> Result<ReviewPage, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().add_comment(&caller.actor, &new).await.map_err(crate::server::project)?;
    crate::server::review_page(new.visit).await
}

/// Settles a comment or takes it back within five minutes, and gives the visit as it is then.
#[server(prefix = "/api/office", endpoint = "close-comment", input = Json)]
pub async fn close_comment(closing: Closing) -> Result<ReviewPage, AppError> {
    let Closing { visit, comment, take_back } = closing;
    let caller = crate::server::caller().await?;
    let records = crate::server::records();
    let closed = records.close_comment(&caller.actor, visit, comment, take_back).await;
    closed.map_err(crate::server::project)?;
    crate::server::review_page(visit).await
}

/// Remembers for the caller alone that an area was looked at.
#[server(prefix = "/api/office", endpoint = "look-at", input = Json)]
pub async fn look_at(asked: AskedArea) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let section = asked.area.map(|area| area.to_string()).unwrap_or_default();
    let looked = crate::server::records().look_at(&caller.actor, asked.visit, &section).await;
    looked.map_err(crate::server::project)
}

/// Gives a signed visit back to its author, with the open comments and a covering note.
#[server(prefix = "/api/office", endpoint = "return-visit", input = Json)]
pub async fn return_visit(returning: Returning) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let Returning { visit, note } = returning;
    crate::server::records().return_visit(&caller.actor, visit, note).await.map_err(crate::server::project)
}

/// Everything to be read before countersigning.
#[server(prefix = "/api/office", endpoint = "before-countersigning", input = Json)]
pub async fn before_countersigning(visit: VisitId) -> Result<CountersignPage, AppError> {
    crate::server::countersign_page(visit).await
}

/// Countersigns the version that was read, with the password once more. Gives the signed card.
#[server(prefix = "/api/office", endpoint = "countersign", input = Json)]
pub async fn countersign(signing: Countersigning) -> Result<VisitCard, AppError> {
    crate::server::countersign(signing).await
}

/// The comments of an answer.
pub fn comments_on<'a>(all: &'a [Pinned], key: &'a FieldKey) -> impl Iterator<Item = &'a Pinned> {
    all.iter().filter(move |pinned| {
        pinned.comment.on.as_ref().is_some_and(|on| {
            let place = on.path.without_facet();
            let detail = place.as_str().strip_prefix(key.path.as_str());
            on.form == key.form && detail.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}
