//! The catalogue as a file for a spreadsheet.

use super::refusal::{No, caller};
use app::server::Service;
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

/// Every item with its price; nothing in it is about anybody.
pub async fn file(State(service): State<Service>, headers: HeaderMap) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    let text = service.records.export_catalogue(&caller.actor).await?;
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"catalogue.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((kind, text).into_response())
}
