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

/// Scrolls to an item and puts the focus on its question.
pub fn focus_item(id: &str) {
    let Some(item) = document().get_element_by_id(id) else {
        return;
    };
    item.scroll_into_view_with_bool(true);
    // Not on a button that stands before the field: a press there would already answer.
    let find = |what: &str| item.query_selector(what).ok().flatten();
    let target =
        find("legend, [id$='-in'], .item__q[tabindex]").or_else(|| find("input, textarea, select, button"));
    let target = target.unwrap_or(item);
    if let Ok(target) = target.dyn_into::<web_sys::HtmlElement>() {
        let _ = target.focus();
    }
}

/// The same for an item that is about to be drawn.
pub fn focus_item_soon(id: String) {
    spawn_local(async move {
        TimeoutFuture::new(DRAWN_MS).await;
        focus_item(&id);
    });
}
