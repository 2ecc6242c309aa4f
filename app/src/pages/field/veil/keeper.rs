//! Keeps the tablet on the one page while it is in the person's hands: the first address after a reload, the way
//! back and forward, and whatever else would lead away.

use super::flag;
use crate::routes;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// Puts the address right before the router reads it, and catches Back and Forward before the router hears of them.
/// Whoever has just unlocked a tablet that was given back is at the visit's overview.
pub fn hold_address() {
    let shown = flag::shown_visit().get_untracked();
    if let Some(visit) = shown.filter(|_| flag::is_leaving()) {
        flag::lower();
        if address() == routes::visit_page(visit, "show") {
            replace(&routes::visit(visit));
        }
    } else if let Some(held) = flag::held_address().filter(|held| address() != *held) {
        replace(&held);
    }
    let listener = window_event_listener(leptos::ev::popstate, |event| {
        let Some(held) = flag::held_address().filter(|held| address() != *held) else { return };
        // The router stays where it is, so what was typed and drawn stays on the page.
        event.stop_immediate_propagation();
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&held));
        }
    });
    on_cleanup(move || listener.remove());
}

/// Sends back whoever got away all the same.
#[component]
pub fn VeilKeeper() -> impl IntoView {
    let shown = flag::shown_visit();
    let pathname = use_location().pathname;
    let navigate = use_navigate();
    Effect::new(move |_| {
        let away = shown.get().is_some().then(flag::held_address).flatten();
        if let Some(held) = away.filter(|held| pathname.get() != *held) {
            navigate(&held, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

fn address() -> String {
    window().location().pathname().unwrap_or_default()
}

fn replace(to: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(to));
    }
}
