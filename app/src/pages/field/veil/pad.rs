//! A field to draw a name in, with a finger, a pen or a mouse. Nobody has to: a typed name counts the same, and
//! stands beside it.

use advice::ink::{self, Stroke};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The pad. `on_change` is told all strokes whenever one is done.
#[component]
pub fn Pad(
    /// What is drawn.
    ink: Memo<String>,
    on_change: Callback<Vec<Stroke>>,
) -> impl IntoView {
    let stroke = RwSignal::new(Stroke::new());
    let pointer = StoredValue::new(None::<i32>);
    let down = move |event: leptos::ev::PointerEvent| {
        if pointer.get_value().is_some() || !event.is_primary() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        let Some((pad, at)) = place(&event) else { return };
        // Without it a finger that slides off the pad would never be lifted.
        let _ = pad.set_pointer_capture(event.pointer_id());
        pointer.set_value(Some(event.pointer_id()));
        stroke.set(vec![at]);
    };
    let moved = move |event: leptos::ev::PointerEvent| {
        if pointer.get_value() != Some(event.pointer_id()) {
            return;
        }
        let Some((_, at)) = place(&event) else { return };
        if stroke.with_untracked(|stroke| stroke.last() != Some(&at)) {
            stroke.update(|stroke| stroke.push(at));
        }
    };
    let up = move |event: leptos::ev::PointerEvent| {
        if pointer.get_value() != Some(event.pointer_id()) {
            return;
        }
        pointer.set_value(None);
        let mut strokes = ink::read(&ink.get_untracked());
        strokes.push(stroke.get_untracked());
        on_change.run(strokes);
        stroke.set(Stroke::new());
    };
    let before = Memo::new(move |_| ink.with(|ink| ink::path(&ink::read(ink))));
    let name = move || match ink.with(String::is_empty) {
        true => "Drawn signature: nothing drawn yet",
        false => "Drawn signature: something is drawn",
    };
    view! {
        <svg
            class="veil__pad"
            viewBox=format!("0 0 {} {}", ink::WIDTH, ink::HEIGHT)
            role="img"
            aria-label=name
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
            on:lostpointercapture=up
        >
            <line class="veil__line" x1="60" y1="310" x2="940" y2="310"></line>
            <path class="veil__ink" d=move || before.get()></path>
            <path class="veil__ink" d=move || stroke.with(|stroke| ink::path(std::slice::from_ref(stroke)))></path>
        </svg>
    }
}

/// The pad, and where on it the finger is.
fn place(event: &leptos::ev::PointerEvent) -> Option<(web_sys::Element, (u16, u16))> {
    let pad = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
    let frame = pad.get_bounding_client_rect();
    let share = |at: f64, from: f64, whole: f64, full: u16| {
        ((at - from) / whole.max(1.0) * f64::from(full)).clamp(0.0, f64::from(full)) as u16
    };
    let x = share(f64::from(event.client_x()), frame.left(), frame.width(), ink::WIDTH);
    let y = share(f64::from(event.client_y()), frame.top(), frame.height(), ink::HEIGHT);
    Some((pad, (x, y)))
}
