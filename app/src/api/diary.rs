//! The diary: who can be planned for, planning a visit, moving it and calling it off.

use crate::error::AppError;
use chrono::{DateTime, Utc};
use domain::{PersonId, VisitId, VisitState};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::desk::{NewVisit, PersonPage, TeamMember};

/// A person, and who could go there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanningPage {
    /// The person; none while somebody new is taken on.
    pub person: Option<PersonPage>,
    /// Everybody who visits people.
    pub team: Vec<TeamMember>,
}

/// Another time for a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moving {
    /// The visit.
    pub visit: VisitId,
    /// When it begins.
    pub planned: DateTime<Utc>,
    /// How long it takes.
    pub minutes: u32,
    /// That whoever goes has another visit at that time, and both are right.
    pub sure: bool,
}

/// A visit that does not take place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallingOff {
    /// The visit.
    pub visit: VisitId,
    /// Cancelled, or nobody could get in.
    pub to: VisitState,
    /// Why.
    pub why: String,
}

/// What planning for a person starts from.
#[server(prefix = "/api/office", endpoint = "planning", input = Json)]
pub async fn planning(person: Option<PersonId>) -> Result<PlanningPage, AppError> {
    let caller = crate::server::caller().await?;
    let records = crate::server::records();
    let team = records.team(&caller.actor).await.map_err(crate::server::project)?;
    let person = match person {
        Some(id) => Some(records.person(&caller.actor, id).await.map_err(crate::server::project)?),
        None => None,
    };
    Ok(PlanningPage { person, team })
}

/// Puts a visit into the diary.
#[server(prefix = "/api/office", endpoint = "plan-visit", input = Json)]
pub async fn plan_visit(new: NewVisit) -> Result<VisitId, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().plan_visit(&caller.actor, &new).await.map_err(crate::server::project)
}

/// Moves a planned visit.
#[server(prefix = "/api/office", endpoint = "move-visit", input = Json)]
pub async fn move_visit(moving: Moving) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let Moving { visit, planned, minutes, sure } = moving;
    let moved = crate::server::records().move_visit(&caller.actor, visit, planned, minutes, sure).await;
    moved.map_err(crate::server::project)
}

/// Puts a visit that was called off back into the diary.
#[server(prefix = "/api/office", endpoint = "reinstate-visit", input = Json)]
pub async fn reinstate_visit(visit: VisitId) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().reinstate_visit(&caller.actor, visit).await.map_err(crate::server::project)
}

/// Calls a planned visit off.
#[server(prefix = "/api/office", endpoint = "call-visit-off", input = Json)]
pub async fn call_visit_off(calling: CallingOff) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let CallingOff { visit, to, why } = calling;
    crate::server::records()
        .call_visit_off(&caller.actor, visit, to, &why)
        .await
        .map_err(crate::server::project)
}
