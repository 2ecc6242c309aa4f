//! Reports of visits.

use crate::error::AppError;
use domain::{PersonId, VisitId};
use forms::Mark;
use leptos::{prelude::*, server_fn::codec::Json};
use reports::{
    Report,
    document::{Document, DocumentKind},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// A document and what can be done with its visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentPage {
    /// The person.
    pub person: PersonId,
    /// The document.
    pub document: Document,
    /// The marks on its photos, by their SHA-256.
    pub marks: BTreeMap<String, Vec<Mark>>,
    /// Whether the record is signed, so that addenda are the way to add to it.
    pub is_signed: bool,
}

/// Which document of which visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The visit.
    pub visit: VisitId,
    /// For whom.
    pub kind: DocumentKind,
}

/// A document of a visit for one reader, as the record stands now. Notes that the caller read it.
#[server(prefix = "/api/office", endpoint = "report-for", input = Json)]
pub async fn report_for(wanted: Wanted) -> Result<DocumentPage, AppError> {
    crate::server::document_page(wanted.visit, wanted.kind).await
}
