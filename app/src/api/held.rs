//! Held work: what the server could not put into the record, and what becomes of it.

use crate::error::AppError;
use domain::VisitId;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::desk::Release;

/// Held work of one visit, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldWork {
    /// The visit it was meant for.
    pub visit: VisitId,
    /// The person, as on a banner.
    pub person: String,
    /// "Home assessment, 22 answers".
    pub what: String,
    /// Who wrote it.
    pub by: String,
    /// "written 12 May 2026, 10:12 to 11:03".
    pub written: String,
    /// Why it is held; each reason once.
    pub reasons: Vec<String>,
    /// Answer by answer.
    pub rows: Vec<HeldRow>,
    /// Whether the caller may put it back.
    pub may_release: bool,
}

/// One held answer beside the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRow {
    /// The question.
    pub label: String,
    /// What was written.
    pub held: String,
    /// What the record says.
    pub now: String,
}

/// What a supervisor does with held work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Releasing {
    /// The visit.
    pub visit: VisitId,
    /// What becomes of it.
    pub how: Release,
    /// Why, when it stays out.
    pub why: String,
}

/// Held work the caller may see: one's own; everybody's for supervisors and managers.
#[server(prefix = "/api/office", endpoint = "held", input = Json)]
pub async fn held() -> Result<Vec<HeldWork>, AppError> {
    crate::server::held_page().await
}

/// Puts held work back into the visit, or leaves it out with a reason; gives what is still held.
#[server(prefix = "/api/office", endpoint = "release-held", input = Json)]
pub async fn release_held(releasing: Releasing) -> Result<Vec<HeldWork>, AppError> {
    let caller = crate::server::caller().await?;
    let Releasing { visit, how, why } = releasing;
    let released = crate::server::records().release_held(&caller.actor, visit, how, &why).await;
    released.map_err(crate::server::project)?;
    crate::server::held_page().await
}
