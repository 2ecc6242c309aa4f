//! Where somebody was typing when the tablet locked, to go on at the same letter. Names an element of
//! the page and a place in it; nothing of what was typed.

use crate::local::now;
use chrono::{DateTime, Utc};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// How often it is looked whether the page stands again.
const STEP_MS: u32 = 50;
/// How long that is tried.
const LONGEST_MS: u32 = 5_000;

/// A field that was left so long ago was left for the button that locks.
const JUST_LEFT_MS: i64 = 2_000;

#[derive(Clone)]
struct Cursor {
    page: String,
    id: String,
    at: Option<u32>,
    left_at: DateTime<Utc>,
}

thread_local! {
    static LEFT: RefCell<Option<Cursor>> = const { RefCell::new(None) };
    static CURSOR: RefCell<Option<Cursor>> = const { RefCell::new(None) };
}

fn page() -> String {
    window().location().pathname().unwrap_or_default()
}

fn in_field() -> Option<Cursor> {
    let element = document().active_element().filter(|element| !element.id().is_empty())?;
    let at = match (element.dyn_ref::<HtmlInputElement>(), element.dyn_ref::<HtmlTextAreaElement>()) {
        (Some(field), _) => field.selection_start().ok().flatten(),
        (None, Some(field)) => field.selection_start().ok().flatten(),
        (None, None) => return None,
    };
    Some(Cursor { page: page(), id: element.id(), at, left_at: now() })
}

/// Keeps an eye on the field that is being left: while it loses the focus it still has it.
pub fn leaving() {
    LEFT.with(|left| *left.borrow_mut() = in_field());
}

/// Remembers it, if somebody is in a field or has just left one for the button that locks.
pub fn remember() {
    let left = LEFT.with(|left| left.borrow_mut().take());
    let just_left = |cursor: &Cursor| (now() - cursor.left_at).num_milliseconds() < JUST_LEFT_MS;
    let cursor = in_field().or(left.filter(just_left));
    CURSOR.with(|slot| *slot.borrow_mut() = cursor);
}

/// Goes back there once the field stands on the page again.
pub fn put_back() {
    let Some(cursor) = CURSOR.with(|slot| slot.borrow_mut().take()).filter(|cursor| cursor.page == page())
    else {
        return;
    };
    spawn_local(async move {
        for _ in 0..LONGEST_MS / STEP_MS {
            TimeoutFuture::new(STEP_MS).await;
            if in_field().is_some() {
                // Somebody was quicker.
                return;
            }
            let Some(element) = document().get_element_by_id(&cursor.id) else { continue };
            let Ok(element) = element.dyn_into::<HtmlElement>() else { return };
            let _ = element.focus();
            if let Some(field) = element.dyn_ref::<HtmlTextAreaElement>() {
                let _ = field.set_selection_start(cursor.at);
                let _ = field.set_selection_end(cursor.at);
            } else if let Some(field) = element.dyn_ref::<HtmlInputElement>()
                && cursor.at.is_some()
            {
                let _ = field.set_selection_start(cursor.at);
                let _ = field.set_selection_end(cursor.at);
            }
            return;
        }
    });
}
