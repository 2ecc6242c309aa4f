//! The people one works with: the list, a page for each, and covered codes.

use crate::error::AppError;
use domain::{PersonId, closing::Closing};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::{
    desk::{CaseLine, KeptPerson, PersonPage, RevealedCode},
    orders::OrderLine,
};

/// What to look for. Travels in the body, never in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// A name or an NHS number; empty for everybody.
    pub words: String,
}

/// Somebody wants to see a covered code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// Whose.
    pub person: PersonId,
    /// Why.
    pub why: String,
}

/// A person with all visits and orders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WholePerson {
    /// The person with the visits.
    pub page: PersonPage,
    /// The orders, what moved last first.
    pub orders: Vec<OrderLine>,
}

/// The caller's caseload; the team's for supervisors and managers.
#[server(prefix = "/api/office", endpoint = "caseload", input = Json)]
pub async fn caseload(search: Search) -> Result<Vec<CaseLine>, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().caseload(&caller.actor, &search.words).await.map_err(crate::server::project)
}

/// A person with all visits and orders. Notes that the caller read it.
#[server(prefix = "/api/office", endpoint = "person", input = Json)]
pub async fn person(id: PersonId) -> Result<WholePerson, AppError> {
    let caller = crate::server::caller().await?;
    let records = crate::server::records();
    let page = records.person(&caller.actor, id).await.map_err(crate::server::project)?;
    let filter = sync::orders::OrderFilter { person: Some(id), ..Default::default() };
    let orders = records.orders(&caller.actor, &filter).await.map_err(crate::server::project)?;
    Ok(WholePerson { page, orders })
}

/// Somebody who is taken on, or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeping {
    /// Who; none for somebody new.
    pub id: Option<PersonId>,
    /// What is written down.
    pub kept: KeptPerson,
}

/// Takes a person on, or changes what is written down; gives the id.
#[server(prefix = "/api/office", endpoint = "keep-person", input = Json)]
pub async fn keep_person(keeping: Keeping) -> Result<PersonId, AppError> {
    let caller = crate::server::caller().await?;
    let (records, Keeping { id, kept }) = (crate::server::records(), keeping);
    let done = match id {
        Some(id) => records.change_person(&caller.actor, id, &kept).await.map(|()| id),
        None => records.add_person(&caller.actor, &kept).await,
    };
    done.map_err(crate::server::project)
}

/// Closes a case.
#[server(prefix = "/api/office", endpoint = "close-case", input = Json)]
pub async fn close_case(person: PersonId, closing: Closing) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let closed = crate::server::records().close_case(&caller.actor, person, &closing).await;
    closed.map_err(crate::server::project)
}

/// Opens a closed case again.
#[server(prefix = "/api/office", endpoint = "reopen-case", input = Json)]
pub async fn reopen_case(person: PersonId) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().reopen_case(&caller.actor, person).await.map_err(crate::server::project)
}

/// Uncovers a key-safe code and writes down who looked and why.
#[server(prefix = "/api/office", endpoint = "reveal-code", input = Json)]
pub async fn reveal_code(reveal: Reveal) -> Result<RevealedCode, AppError> {
    let caller = crate::server::caller().await?;
    let records = crate::server::records();
    let revealed = records.reveal_access_code(&caller.actor, reveal.person, &reveal.why).await;
    revealed.map_err(crate::server::project)
}
