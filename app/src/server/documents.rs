//! Documents of a visit, made from the record as the caller may read it.

use super::{
    Service, caller,
    opened::{Opened, opened_for},
    project, service,
};
use crate::{api::reports::DocumentPage, error::AppError};
use chrono::Utc;
use domain::{Action, VisitId, calendar::uk_date};
use records::{Caller, RecordsError};
use reports::{
    Desk, Options,
    document::{Document, DocumentKind},
};

/// A document of a visit for one reader, as the record stands now.
pub async fn report_of(
    service: &Service,
    caller: &Caller,
    visit: VisitId,
    kind: DocumentKind,
    large: bool,
) -> Result<Document, RecordsError> {
    let opened = opened_for(&service.records, caller.clone(), visit, Action::ReadReport).await?;
    made(service, &opened, kind, large).await
}

/// The same for the caller's page, with what is drawn over its photos and what can be done with its visit.
pub async fn document_page(visit: VisitId, kind: DocumentKind) -> Result<DocumentPage, AppError> {
    let service = service();
    let opened =
        opened_for(&service.records, caller().await?, visit, Action::ReadReport).await.map_err(project)?;
    let card = &opened.record.card;
    Ok(DocumentPage {
        person: card.person.id,
        is_signed: card.state.is_signed(),
        marks: reports::photo_marks(opened.source()),
        document: made(&service, &opened, kind, false).await.map_err(project)?,
    })
}

async fn made(
    service: &Service,
    opened: &Opened,
    kind: DocumentKind,
    large: bool,
) -> Result<Document, RecordsError> {
    let desk = Desk {
        letterhead: opened.record.letterhead.clone(),
        wording: service.wording.as_ref().clone(),
        settings: service.records.settings(&opened.caller.actor).await?,
        today: uk_date(Utc::now()),
    };
    Ok(reports::document(kind, opened.source(), &desk, &Options { large, to: Vec::new() }))
}
