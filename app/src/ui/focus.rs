//! Puts the focus where work goes on. It is never lost: who takes away what had it says where it goes.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::document, task::spawn_local};
use wasm_bindgen::JsCast;

/// How long what was changed may take until it is drawn.
const DRAWN_MS: u32 = 80;

/// Puts the focus on the element with this id, if it is there and takes it.
pub fn focus(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Puts the focus on something that is about to be drawn.
pub fn focus_soon(id: String) {
    spawn_local(async move {
        TimeoutFuture::new(DRAWN_MS).await;
        focus(&id);
    });
}
