//! The audit trail.

use crate::error::AppError;
use chrono::{DateTime, Utc};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::desk::{AuditLine, ChainState};

/// The newest rows, and whether the chain holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The rows, newest first.
    pub lines: Vec<AuditLine>,
    /// Whether the chain holds.
    pub chain: ChainState,
    /// When it was checked.
    pub checked_at: DateTime<Utc>,
}

/// The trail of the caller's organisation. Privacy officers only; reading it is written down too.
#[server(prefix = "/api/office", endpoint = "audit", input = Json)]
pub async fn audit() -> Result<AuditPage, AppError> {
    crate::server::audit_page().await
}
