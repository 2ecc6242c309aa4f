//! Questionnaires as they were published. A version never changes, so a tablet keeps it for good.

use super::refusal::{No, caller};
use app::server::Service;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use sync::FormRef;

/// One questionnaire.
pub async fn form(
    State(service): State<Service>,
    headers: HeaderMap,
    Path((id, version)): Path<(String, String)>,
) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    let json = service.records.form(&caller.actor, &FormRef { id, version }).await?;
    let kind =
        [(header::CONTENT_TYPE, "application/fhir+json"), (header::CACHE_CONTROL, "private, no-cache")];
    Ok((kind, json).into_response())
}
