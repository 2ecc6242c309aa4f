//! Addenda to signed records.

use crate::error::AppError;
use domain::VisitId;
use leptos::{prelude::*, server_fn::codec::Json};
use reports::Choice;
use serde::{Deserialize, Serialize};
use sync::{VisitCard, desk::NewAddendum};

/// What an addendum can be about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddendumPage {
    /// The card.
    pub card: VisitCard,
    /// The answered questions.
    pub choices: Vec<Choice>,
}

/// A signed visit, opened for an addendum.
#[server(prefix = "/api/office", endpoint = "before-addendum", input = Json)]
pub async fn before_addendum(visit: VisitId) -> Result<AddendumPage, AppError> {
    crate::server::addendum_page(visit).await
}

/// Adds an addendum under the caller's own signature and gives its number.
#[server(prefix = "/api/office", endpoint = "add-addendum", input = Json)]
pub async fn add_addendum(new: NewAddendum) -> Result<u32, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().add_addendum(&caller.actor, &new).await.map_err(crate::server::project)
}
