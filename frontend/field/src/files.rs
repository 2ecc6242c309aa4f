//! Documents that were asked for as files: fetched once all of the visit is on the server.

use crate::network::{self, Answer};
use app::{
    local::{Local, now},
    routes,
};
use leptos::prelude::*;

/// Fetches what was asked for, until something stands in the way; the rest is tried again in the next round.
pub async fn fetch(local: Local) {
    let tablet = local.tablet();
    let mut any = false;
    for asked in tablet.files_to_fetch().await.unwrap_or_default() {
        if local.is_shut() {
            break;
        }
        let from = routes::report_file(asked.visit, &asked.kind, &asked.ending, asked.large);
        let came = match network::document(&from).await {
            Answer::Ours(bytes) => Ok(bytes),
            Answer::Refused(refusal) => Err(refusal.reason),
            _ => break,
        };
        any |= tablet.keep_file(&asked, came, now()).await.is_ok_and(|kept| kept);
    }
    if any {
        local.tide.update(|tide| *tide += 1);
    }
}
