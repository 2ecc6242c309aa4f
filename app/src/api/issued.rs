//! Reports as they were given to somebody. Giving one makes a file, so it is a route of its own and no function here.

use crate::error::AppError;
use domain::VisitId;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::issued::IssuedLine;

/// What was given of a visit, and whether more may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedPage {
    /// Newest first.
    pub lines: Vec<IssuedLine>,
    /// Whether the caller may give a report of this visit to somebody.
    pub may_give: bool,
}

/// The reports of a visit that were given to somebody. Notes that the caller read the list.
#[server(prefix = "/api/office", endpoint = "issued", input = Json)]
pub async fn issued(visit: VisitId) -> Result<IssuedPage, AppError> {
    let caller = crate::server::caller().await?;
    let records = crate::server::records();
    let lines = records.issued(&caller.actor, visit).await.map_err(crate::server::project)?;
    let may_give = records.may_issue(&caller.actor, visit).await.map_err(crate::server::project)?;
    Ok(IssuedPage { lines, may_give })
}
