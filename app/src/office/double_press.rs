//! The second press of a double one, after the first has sent a form: messages appear and move the page, so that it would
//! fall on another answer. It is swallowed.

use super::listen;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// How long the second press may take, in milliseconds.
const LONGEST_MS: f64 = 700.0;

/// Swallows second presses from now on, as long as the office is open.
pub fn swallow_second_presses() {
    let sent_at = Rc::new(Cell::new(f64::NEG_INFINITY));
    listen("submit", {
        let sent_at = sent_at.clone();
        move |event| sent_at.set(event.time_stamp())
    });
    listen("click", move |event| {
        if event.time_stamp() - sent_at.get() < LONGEST_MS && is_second_on_an_answer(&event) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
}

fn is_second_on_an_answer(event: &Event) -> bool {
    let is_second = event.dyn_ref::<MouseEvent>().is_some_and(|mouse| mouse.detail() > 1);
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    is_second
        && target
            .is_some_and(|target| target.closest("label, .choice__input").is_ok_and(|found| found.is_some()))
}
