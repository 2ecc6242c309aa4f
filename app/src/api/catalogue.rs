//! The catalogue of the service: what it lends, buys or has built, with prices. Nothing here is about anybody.

use crate::error::AppError;
use leptos::{prelude::*, server_fn::codec::Json};
use sync::orders::{CatalogueItem, ImportOutcome};

/// Every item, by category and label.
#[server(prefix = "/api/office", endpoint = "catalogue", input = Json)]
pub async fn catalogue() -> Result<Vec<CatalogueItem>, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().catalogue(&caller.actor).await.map_err(crate::server::project)
}

/// Keeps an item in the place of the one with the same code; gives the catalogue after it. Managers only.
#[server(prefix = "/api/office", endpoint = "keep-item", input = Json)]
pub async fn keep_item(item: CatalogueItem) -> Result<Vec<CatalogueItem>, AppError> {
    let caller = crate::server::caller().await?;
    let kept = crate::server::records().keep_catalogue_item(&caller.actor, &item).await;
    kept.map_err(crate::server::project)?;
    catalogue().await
}

/// Takes an item out; gives the catalogue after it. Managers only.
#[server(prefix = "/api/office", endpoint = "remove-item", input = Json)]
pub async fn remove_item(code: String) -> Result<Vec<CatalogueItem>, AppError> {
    let caller = crate::server::caller().await?;
    let removed = crate::server::records().remove_catalogue_item(&caller.actor, &code).await;
    removed.map_err(crate::server::project)?;
    catalogue().await
}

/// Takes a file of items in. With a problem in any line nothing of it is kept. Managers only.
#[server(prefix = "/api/office", endpoint = "import-catalogue", input = Json)]
pub async fn import_catalogue(text: String) -> Result<ImportOutcome, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().import_catalogue(&caller.actor, &text).await.map_err(crate::server::project)
}
