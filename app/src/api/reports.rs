//! Reports of visits.

use crate::error::AppError;
use domain::{PersonId, VisitId};
use leptos::{prelude::*, server_fn::codec::Json};
use reports::Report;
use serde::{Deserialize, Serialize};

/// A report and what can be done with its visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportPage {
    /// The visit.
    pub visit: VisitId,
    /// The person.
    pub person: PersonId,
    /// The report.
    pub report: Report,
    /// Whether the record is signed, so that addenda are the way to add to it.
    pub is_signed: bool,
}

/// The full assessment of a visit. Notes that the caller read it.
#[server(prefix = "/api/office", endpoint = "report", input = Json)]
pub async fn full_report(visit: VisitId) -> Result<ReportPage, AppError> {
    let opened = crate::server::open(visit, domain::Action::ReadReport).await?;
    let report = reports::report(opened.source(), &opened.record.letterhead);
    let card = &opened.record.card;
    Ok(ReportPage { visit, person: card.person.id, report, is_signed: card.state.is_signed() })
}
