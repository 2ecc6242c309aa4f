//! The routes of sync. Everything is decided in `records`; here bytes become values and results
//! become envelopes.

use super::refusal::{No, caller, hand_over_token, sign_in_first};
use app::server::{self, Service};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use domain::calendar::{long_date, uk_date};
use records::{PushFailure, RecordsError, Standing};
use serde::Deserialize;
use sync::{
    PullReply, PushReply, PushRequest,
    wire::{TABLET_REPLY, TabletReply, TabletRequest},
};
use uuid::Uuid;

/// Takes what a tablet sends.
pub async fn push(
    State(service): State<Service>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushReply>, No> {
    let owner = caller(&service, &headers).await;
    let body = body.map_err(|_| {
        No::because(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "Send at most 4 MB at once, or send the whole body.",
        )
    })?;
    let request: PushRequest = serde_json::from_slice(&body)
        .map_err(|_| No::because(StatusCode::BAD_REQUEST, "not-json", "This is no push of Threshold."))?;
    let reply = match (owner, hand_over_token(&headers)) {
        (Ok(caller), _) => service.records.push(&caller.actor, &caller.me.signatory, &request).await,
        (Err(_), Some(token)) => match service.records.hand_over(token, &request).await {
            Err(PushFailure::Records(RecordsError::NotFound)) => return Err(sign_in_first()),
            reply => reply,
        },
        (Err(no), None) => return Err(no),
    };
    reply.map(Json).map_err(|failure| match failure {
        PushFailure::Gap(expected) => {
            No::because(StatusCode::CONFLICT, "gap", "Changes before these are missing.").expecting(expected)
        }
        PushFailure::Epoch(epoch, expected) => {
            No::because(StatusCode::CONFLICT, "epoch", "This server was restored or replaced.")
                .in_epoch(epoch)
                .expecting(expected)
        }
        PushFailure::Stranger => stranger(),
        PushFailure::Schema => {
            No::because(StatusCode::CONFLICT, "schema", "This tablet is newer than the server.")
        }
        PushFailure::Malformed(why) => No::because(StatusCode::BAD_REQUEST, "malformed", why),
        PushFailure::Records(error) => error.into(),
    })
}

/// Where a pull goes on, and for which tablet.
#[derive(Deserialize)]
pub struct From {
    #[serde(default)]
    cursor: u64,
    tablet: Option<Uuid>,
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
    if let Some(tablet) = from.tablet
        && let Some(at) = service.records.withdrawn_at(&caller, tablet).await?
    {
        return Err(withdrawn(at));
    }
    Ok(Json(service.records.pull(&caller, from.cursor).await?))
}

/// Meets a tablet: gives its owner the server's half of its key.
pub async fn tablet(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Result<Response, No> {
    let request: TabletRequest = serde_json::from_slice(&body)
        .map_err(|_| No::because(StatusCode::BAD_REQUEST, "not-json", "This is no tablet of Threshold."))?;
    let caller = match (caller(&service, &headers).await, hand_over_token(&headers)) {
        (Ok(caller), _) => caller,
        (Err(no), None) => return Err(no),
        (Err(no), Some(_)) => {
            let found = service.records.withdrawn_tablet(request.client_id).await?;
            return Err(found.map_or(no, withdrawn));
        }
    };
    let met = service.records.meet_tablet(&caller, &request).await.map_err(|error| match error {
        RecordsError::Denied(denial) => No::because(StatusCode::FORBIDDEN, "role", denial.words()),
        other => other.into(),
    })?;
    let secret = match met {
        Standing::Ready(secret) => secret,
        Standing::Unlock => {
            return Err(No::because(StatusCode::CONFLICT, "unlock", "Unlock this tablet first."));
        }
        Standing::Withdrawn(at) => return Err(withdrawn(at)),
        Standing::PlacementEnded => {
            return Err(No::because(StatusCode::FORBIDDEN, "withdrawn", "Your placement has ended."));
        }
        Standing::SomebodyElse => return Err(stranger()),
    };
    let lost = match server::tablet_of(&headers, service.secure) {
        Some(before) => service.records.lost_tablet(&caller, before, request.client_id).await?,
        None => None,
    };
    let cookie = server::tablet_cookie(request.client_id, service.secure);
    let reply = TabletReply {
        envelope: TABLET_REPLY.to_owned(),
        client_id: request.client_id,
        secret,
        hours_without_server: service.hours_without_server,
        passphrase_needed: service.passphrase_needed,
        lost,
        me: caller.me,
        server_time: Utc::now(),
    };
    Ok(([(header::SET_COOKIE, cookie)], Json(reply)).into_response())
}

/// Gives the owner of a tablet its half of the key once more, to open a recovery file of it.
pub async fn recovery_secret(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(tablet): Path<String>,
) -> Result<Json<String>, No> {
    let caller = caller(&service, &headers).await?;
    let tablet = tablet.parse().map_err(|_| RecordsError::NotFound)?;
    Ok(Json(service.records.secret_for_recovery(&caller, tablet).await?))
}

fn stranger() -> No {
    No::because(StatusCode::FORBIDDEN, "stranger", "This tablet's store belongs to somebody else.")
}

fn withdrawn(at: DateTime<Utc>) -> No {
    let day = long_date(uk_date(at));
    No::because(StatusCode::FORBIDDEN, "withdrawn", format!("This tablet was withdrawn on {day}."))
}
