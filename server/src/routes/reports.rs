//! Documents as files: a visit's report for one reader, as a PDF or a Word file, made when it is asked for; and the
//! very files that were given to somebody. Making one keeps a processor busy, so only a few are made at a time.

use super::refusal::{No, caller};
use app::server::{Service, report_of};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{IssuedId, VisitId};
use press::{Images, PressError};
use records::{Caller, RecordsError};
use reports::document::{Document, DocumentKind};
use serde::Deserialize;
use sync::issued::{IssuedLine, NewIssue};
use tokio::sync::Semaphore;

/// As many documents at a time as there are processors on a small server.
static PRESSES: Semaphore = Semaphore::const_new(2);

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Which document: `letter.pdf`.
#[derive(Deserialize)]
pub struct Which {
    visit: VisitId,
    file: String,
}

/// How it is to look.
#[derive(Deserialize)]
pub struct Looks {
    #[serde(default)]
    large: u8,
}

/// To whom a document is given.
#[derive(Deserialize)]
pub struct Giving {
    /// Code of the document.
    kind: String,
    /// `pdf` or `docx`.
    format: String,
    /// In large print.
    #[serde(default)]
    large: bool,
    /// To whom it is given.
    recipient: String,
    /// What the person said to that.
    consent: String,
}

/// What a file is made as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Pdf,
    Word,
}

impl Format {
    fn parse(ending: &str) -> Option<Format> {
        match ending {
            "pdf" => Some(Format::Pdf),
            "docx" => Some(Format::Word),
            _ => None,
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Word => WORD,
        }
    }
}

/// Makes a document of a visit as it stands now.
pub async fn document(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(which): Path<Which>,
    Query(looks): Query<Looks>,
) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    let (kind, format) = parsed(&which.file).ok_or_else(no_such_document)?;
    let bytes = made(&service, &caller, which.visit, (kind, format, looks.large != 0)).await?;
    Ok(file(bytes, format, &format!("{}.{}", kind.code(), ending(format))))
}

/// Makes a document, keeps it and notes to whom it was given.
pub async fn give(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(visit): Path<VisitId>,
    Json(giving): Json<Giving>,
) -> Result<Json<IssuedLine>, No> {
    let caller = caller(&service, &headers).await?;
    let kind = DocumentKind::parse(&giving.kind).ok_or_else(no_such_document)?;
    let format = Format::parse(&giving.format).ok_or_else(no_such_document)?;
    let bytes = made(&service, &caller, visit, (kind, format, giving.large)).await?;
    let new = NewIssue {
        kind: kind.code().to_owned(),
        recipient: giving.recipient,
        consent: giving.consent,
        format: ending(format).to_owned(),
        large: giving.large,
        bytes,
    };
    Ok(Json(service.records.issue(&caller.actor, visit, new).await?))
}

/// The very file that was given to somebody.
pub async fn issued(
    State(service): State<Service>,
    headers: HeaderMap,
    Path(file_name): Path<String>,
) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    let (id, ending) = file_name.split_once('.').ok_or_else(no_such_document)?;
    let id: IssuedId = id.parse().map_err(|_| no_such_document())?;
    let format = Format::parse(ending).ok_or_else(no_such_document)?;
    let bytes = service.records.issued_file(&caller.actor, id).await?;
    Ok(file(bytes, format, &file_name))
}

async fn made(
    service: &Service,
    caller: &Caller,
    visit: VisitId,
    (kind, format, large): (DocumentKind, Format, bool),
) -> Result<Vec<u8>, No> {
    let document = report_of(service, caller, visit, kind, large).await?;
    let images =
        if format == Format::Pdf { photos(service, caller, &document).await? } else { Images::new() };
    let _turn = PRESSES.acquire().await.map_err(|_| not_made())?;
    let work = tokio::task::spawn_blocking(move || match format {
        Format::Pdf => press::pdf(&document, &images),
        Format::Word => press::docx(&document),
    });
    match work.await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(told(&error)),
        Err(_) => Err(not_made()),
    }
}

/// The photos that a document shows, as far as they are at the office.
async fn photos(service: &Service, caller: &Caller, document: &Document) -> Result<Images, No> {
    let mut images = Images::new();
    for sha256 in document.photos() {
        match service.records.photo(&caller.actor, document.visit, sha256).await {
            Ok(bytes) => images.insert(sha256, bytes.to_vec()),
            // It is said in its place on the paper.
            Err(RecordsError::NotFound | RecordsError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(images)
}

fn file(bytes: Vec<u8>, format: Format, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let how = if format == Format::Pdf { "inline" } else { "attachment" };
    // The name says what it is, never whose.
    if let Ok(value) = HeaderValue::from_str(&format!("{how}; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn parsed(file: &str) -> Option<(DocumentKind, Format)> {
    let (kind, ending) = file.split_once('.')?;
    Some((DocumentKind::parse(kind)?, Format::parse(ending)?))
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Pdf => "pdf",
        Format::Word => "docx",
    }
}

fn no_such_document() -> No {
    No::because(StatusCode::NOT_FOUND, "not-found", "There is no such document.")
}

/// A document that cannot be made is our fault, and nothing of the record is lost by it.
fn told(error: &PressError) -> No {
    tracing::error!(%error, "a document was not made");
    not_made()
}

fn not_made() -> No {
    let words =
        "This document could not be made just now. The page shows the same; try again, or print the page.";
    No::because(StatusCode::TOO_MANY_REQUESTS, "not-made", words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_by_reader_and_ending() {
        assert!(parsed("letter.pdf") == Some((DocumentKind::Letter, Format::Pdf)));
        assert!(parsed("housing.docx") == Some((DocumentKind::Housing, Format::Word)));
        for none in ["letter", "letter.exe", "secret.pdf", ".pdf", "letter.pdf.pdf"] {
            assert!(parsed(none).is_none(), "{none}");
        }
    }
}
