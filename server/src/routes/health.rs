//! Whether the server lives, and whether it is ready for work.

use app::server::Service;
use axum::{extract::State, http::StatusCode};
use std::time::Duration;

/// The process runs.
pub async fn live() -> &'static str {
    "live"
}

/// The database answers within a second; the build's id, for pages that reload themselves.
pub async fn ready(State(service): State<Service>) -> (StatusCode, String) {
    let answered = tokio::time::timeout(Duration::from_secs(1), service.records.is_ready()).await;
    match answered {
        Ok(true) => (StatusCode::OK, format!("ready {}", service.assets.build)),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer".to_owned()),
    }
}
