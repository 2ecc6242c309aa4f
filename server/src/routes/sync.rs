//! The two routes of sync. Everything is decided in `records`; here bytes become values and results
//! become envelopes.

use super::refusal::{No, caller};
use app::server::Service;
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use records::PushFailure;
use serde::Deserialize;
use sync::{PullReply, PushReply, PushRequest};

/// Takes what a tablet sends.
pub async fn push(
    State(service): State<Service>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushReply>, No> {
    let caller = caller(&service, &headers).await?;
    let body = body.map_err(|_| {
        No::because(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "Send at most 4 MB at once, or send the whole body.",
        )
    })?;
    let request: PushRequest = serde_json::from_slice(&body)
        .map_err(|_| No::because(StatusCode::BAD_REQUEST, "not-json", "This is no push of Threshold."))?;
    let reply = service.records.push(&caller.actor, &caller.me.signatory, &request).await;
    reply.map(Json).map_err(|failure| match failure {
        PushFailure::Gap(expected) => {
            No::because(StatusCode::CONFLICT, "gap", "Changes before these are missing.").expecting(expected)
        }
        PushFailure::Epoch(epoch, expected) => {
            No::because(StatusCode::CONFLICT, "epoch", "This server was restored or replaced.")
                .in_epoch(epoch)
                .expecting(expected)
        }
        PushFailure::Stranger => {
            No::because(StatusCode::FORBIDDEN, "stranger", "This tablet's store belongs to somebody else.")
        }
        PushFailure::Schema => {
            No::because(StatusCode::CONFLICT, "schema", "This tablet is newer than the server.")
        }
        PushFailure::Malformed(why) => No::because(StatusCode::BAD_REQUEST, "malformed", why),
        PushFailure::Records(error) => error.into(),
    })
}

/// Where a pull goes on.
#[derive(Deserialize)]
pub struct From {
    #[serde(default)]
    cursor: u64,
}

/// Gives a tablet what changed.
pub async fn pull(
    State(service): State<Service>,
    headers: HeaderMap,
    from: Result<Query<From>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<PullReply>, No> {
    let caller = caller(&service, &headers).await?;
    let Query(from) =
        from.map_err(|_| No::because(StatusCode::BAD_REQUEST, "cursor", "The cursor is a whole number."))?;
    Ok(Json(service.records.pull(&caller, from.cursor).await?))
}
