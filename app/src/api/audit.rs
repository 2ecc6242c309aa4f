//! The audit trail.

use crate::error::AppError;
use chrono::{DateTime, Utc};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::desk::{AuditChoices, AuditFilter, AuditRows, ChainState};

/// The newest rows, what can be asked for, and whether the chain holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The newest rows.
    pub rows: AuditRows,
    /// What can be asked for.
    pub choices: AuditChoices,
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

/// The rows that are asked for. What is asked travels in the body: a name stands in no address.
#[server(prefix = "/api/office", endpoint = "audit-rows", input = Json)]
pub async fn ask_audit(filter: AuditFilter) -> Result<AuditRows, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().audit_trail(&caller.actor, &filter).await.map_err(crate::server::project)
}
