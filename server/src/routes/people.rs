//! Covered codes: shown for a minute, with a reason, and written down.

use super::refusal::{No, caller};
use app::server::Service;
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode},
};
use domain::PersonId;

/// Place and code.
pub async fn access_code(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(person): Path<String>,
    why: Result<Json<String>, JsonRejection>,
) -> Result<Json<(String, String)>, No> {
    let caller = caller(&service, &headers).await?;
    let Json(why) =
        why.map_err(|_| No::because(StatusCode::BAD_REQUEST, "not-json", "Say why you need it."))?;
    let person: PersonId = person.parse().map_err(|_| {
        No::because(StatusCode::NOT_FOUND, "not-found", "It does not exist, or it is not yours to see.")
    })?;
    let code = service.records.reveal_access_code(&caller.actor, person, &why).await?;
    Ok(Json((code.place, code.code)))
}
