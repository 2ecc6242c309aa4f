//! Answers that differ: both stand until somebody decides.

use crate::error::AppError;
use domain::VisitId;
use forms::Answer;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::FieldKey;
use uuid::Uuid;

/// An answer two people gave differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differ {
    /// The visit.
    pub visit: VisitId,
    /// The person, as on a banner.
    pub person: String,
    /// Form and question.
    pub form: String,
    /// The question.
    pub label: String,
    /// The field.
    pub key: FieldKey,
    /// The answers, in the order they were written.
    pub sides: Vec<DifferSide>,
}

/// One of the answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DifferSide {
    /// The revision.
    pub revision: Uuid,
    /// Who wrote it.
    pub by: String,
    /// "Written 12 May 10:12, received 14:02".
    pub when: String,
    /// The answer in words.
    pub words: String,
    /// The answer.
    pub answer: Answer,
}

/// A decision between answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deciding {
    /// The visit.
    pub visit: VisitId,
    /// The field.
    pub key: FieldKey,
    /// What holds from now on.
    pub answer: Answer,
    /// The revisions it replaces.
    pub over: Vec<Uuid>,
}

/// Answers that differ in visits in which the caller may decide.
#[server(prefix = "/api/office", endpoint = "differing", input = Json)]
pub async fn differing() -> Result<Vec<Differ>, AppError> {
    crate::server::differing_page().await
}

/// Decides; the answer not used stays in the history. Gives what still differs.
#[server(prefix = "/api/office", endpoint = "decide", input = Json)]
pub async fn decide(deciding: Deciding) -> Result<Vec<Differ>, AppError> {
    let caller = crate::server::caller().await?;
    let Deciding { visit, key, answer, over } = deciding;
    let decided = crate::server::records().decide_differing(&caller.actor, visit, &key, &answer, &over).await;
    decided.map_err(crate::server::project)?;
    crate::server::differing_page().await
}
