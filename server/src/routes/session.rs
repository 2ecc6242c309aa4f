//! Ending a session from the tablet, after its outbox is empty.

use super::refusal::{No, caller};
use app::server::{Service, session_cookie, session_token};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use uuid::Uuid;

/// Which tablet is left.
#[derive(Deserialize)]
pub struct Left {
    tablet: Option<Uuid>,
}

/// Ends it and clears the cookie. Half of the key of the tablet that was left is destroyed.
pub async fn end(
    State(service): State<Service>,
    headers: HeaderMap,
    left: Result<Query<Left>, QueryRejection>,
) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    if let Some(token) = session_token(&headers, service.secure) {
        let tablet = left.ok().and_then(|Query(left)| left.tablet);
        service.records.sign_out(&caller.actor, &token, tablet).await?;
    }
    let cleared = [(header::SET_COOKIE, session_cookie(None, service.secure))];
    Ok((StatusCode::NO_CONTENT, cleared).into_response())
}
