//! Saying no in a way that a tablet understands: a 4xx with an envelope, a code and a reason.

use app::{error::AppError, server};
use axum::{
    Json,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use records::{Caller, RecordsError};
use sync::wire::{HAND_OVER_HEADER, REFUSAL, Refusal};
use uuid::Uuid;

/// A refusal with its status.
pub struct No {
    status: StatusCode,
    refusal: Refusal,
}

impl No {
    /// A refusal.
    pub fn because(status: StatusCode, code: &str, reason: impl Into<String>) -> No {
        let refusal = Refusal {
            envelope: REFUSAL.to_owned(),
            code: code.to_owned(),
            reason: reason.into(),
            expected_seq: None,
            epoch: None,
        };
        No { status, refusal }
    }

    /// With the number the server expects next.
    pub fn expecting(mut self, seq: u64) -> No {
        self.refusal.expected_seq = Some(seq);
        self
    }

    /// The number the server expects next, where it was told.
    pub fn expected(&self) -> Option<u64> {
        self.refusal.expected_seq
    }

    /// With the server's epoch.
    pub fn in_epoch(mut self, epoch: Uuid) -> No {
        self.refusal.epoch = Some(epoch);
        self
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.status, Json(self.refusal)).into_response()
    }
}

impl From<RecordsError> for No {
    fn from(error: RecordsError) -> No {
        match server::project(error) {
            AppError::NotFound => {
                No::because(StatusCode::NOT_FOUND, "not-found", AppError::NotFound.to_string())
            }
            AppError::Refused(words) => No::because(StatusCode::CONFLICT, "refused", words),
            AppError::Changed => No::because(StatusCode::CONFLICT, "changed", AppError::Changed.to_string()),
            // The records did not answer: a tablet waits and tries again, as it does when we are busy.
            other => No::because(StatusCode::TOO_MANY_REQUESTS, "busy", other.to_string()),
        }
    }
}

/// Who sends this request.
pub async fn caller(service: &server::Service, headers: &HeaderMap) -> Result<Caller, No> {
    let token = server::session_token(headers, service.secure).ok_or_else(sign_in_first)?;
    service.records.caller(&token).await?.ok_or_else(sign_in_first)
}

/// What a tablet hands over with whose owner cannot sign in any more.
pub fn hand_over_token(headers: &HeaderMap) -> Option<&str> {
    headers.get(HAND_OVER_HEADER)?.to_str().ok()
}

/// Nobody is signed in.
pub fn sign_in_first() -> No {
    No::because(StatusCode::UNAUTHORIZED, "sign-in", "Sign in first.")
}
