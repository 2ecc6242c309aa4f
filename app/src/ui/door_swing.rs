//! The door swing: our mark and our sign of progress. Closed is not started, open with a tick is
//! complete.

use leptos::prelude::*;
use std::f64::consts::FRAC_PI_2;

/// How far something is answered, from 0 to 1; nothing asked is not started.
pub fn share(answered: usize, asked: usize) -> f64 {
    if asked == 0 { 0.0 } else { answered as f64 / asked as f64 }
}

/// Draws a door opened by `part` of a quarter turn (0 closed, 1 open).
#[component]
pub fn DoorSwing(
    /// From 0 to 1.
    #[prop(into)]
    part: Signal<f64>,
    /// The larger size, beside headings.
    #[prop(optional)]
    large: bool,
    /// The size of an empty page.
    #[prop(optional)]
    mark: bool,
) -> impl IntoView {
    let tip = Memo::new(move |_| {
        let turn = part.get().clamp(0.0, 1.0) * FRAC_PI_2;
        format!("{:.2} {:.2}", 4.0 + 16.0 * turn.cos(), 20.0 - 16.0 * turn.sin())
    });
    let classes = move || {
        let state = match part.get() {
            p if p <= 0.0 => " door--closed",
            p if p >= 1.0 => " door--open",
            _ => "",
        };
        let size = match (mark, large) {
            (true, _) => " door--mark",
            (_, true) => " door--l",
            _ => "",
        };
        format!("door{state}{size}")
    };
    view! {
        <svg class=classes viewBox="0 0 24 24" aria-hidden="true">
            <path class="door__jamb" d="M1.5 20H4M20 20h2.5"></path>
            <path class="door__arc" d="M20 20A16 16 0 0 0 4 4"></path>
            <path class="door__swept" d=move || format!("M20 20A16 16 0 0 0 {}", tip.get())></path>
            <path class="door__leaf" d=move || format!("M4 20L{}", tip.get())></path>
            {move || (part.get() >= 1.0).then(|| view! { <path class="door__tick" d="M8.5 14.5l2.7 2.7 5-6"></path> })}
        </svg>
    }
}
