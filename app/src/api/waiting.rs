//! The waiting board: what waits, reminding whoever has it, and passing it on.

use crate::error::AppError;
use domain::{UserId, VisitId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::desk::{TeamMember, WaitingBoard};

/// The board, and to whom work can be passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingPage {
    /// The board.
    pub board: WaitingBoard,
    /// Everybody who visits people.
    pub colleagues: Vec<TeamMember>,
}

/// A visit given to somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passing {
    /// The visit.
    pub visit: VisitId,
    /// To whom.
    pub to: UserId,
    /// The hand-over note.
    pub note: String,
}

/// The board of the caller's service at this moment.
#[server(prefix = "/api/office", endpoint = "waiting", input = Json)]
pub async fn waiting() -> Result<WaitingPage, AppError> {
    let caller = crate::server::caller().await?;
    let records = crate::server::records();
    let board = records.waiting(&caller.actor).await.map_err(crate::server::project)?;
    let colleagues = records.colleagues(&caller.actor).await.map_err(crate::server::project)?;
    Ok(WaitingPage { board, colleagues })
}

/// Sends one note in the app to whoever has the visit, at most once a day; gives the board after it.
#[server(prefix = "/api/office", endpoint = "remind", input = Json)]
pub async fn remind(visit: VisitId) -> Result<WaitingPage, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().remind(&caller.actor, visit).await.map_err(crate::server::project)?;
    waiting().await
}

/// Gives an open visit to somebody else with a hand-over note; gives the board after it.
#[server(prefix = "/api/office", endpoint = "pass-on", input = Json)]
pub async fn pass_on(passing: Passing) -> Result<WaitingPage, AppError> {
    let caller = crate::server::caller().await?;
    let Passing { visit, to, note } = passing;
    let passed = crate::server::records().pass_visit_on(&caller.actor, visit, to, note.trim()).await;
    passed.map_err(crate::server::project)?;
    waiting().await
}
