//! One icon out of the sprite. Always beside a word or inside something with a name.

use leptos::prelude::*;

/// Draws an icon; hidden from screen readers.
#[component]
pub fn Icon(
    /// Name in the sprite.
    #[prop(into)]
    name: Signal<&'static str>,
    /// The smaller size.
    #[prop(optional)]
    small: bool,
    /// The larger size.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = match (small, large) {
        (true, _) => "icon icon--s",
        (_, true) => "icon icon--l",
        _ => "icon",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use href=move || format!("/icons.svg#{}", name.get())></use>
        </svg>
    }
}
