//! Ending a session from the tablet, after its outbox is empty.

use super::refusal::{No, caller};
use app::server::{Service, session_cookie, session_token};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Ends it and clears the cookie.
pub async fn end(State(service): State<Service>, headers: HeaderMap) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    if let Some(token) = session_token(&headers, service.secure) {
        service.records.sign_out(&caller.actor, &token).await?;
    }
    let cleared = [(header::SET_COOKIE, session_cookie(None, service.secure))];
    Ok((StatusCode::NO_CONTENT, cleared).into_response())
}
