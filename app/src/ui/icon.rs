//! One icon out of the sprite. Always beside a word or inside something with a name.

use leptos::prelude::*;

/// The file that holds the drawings, from context; without it they stand in the document itself, as on
/// the tablet: a browser reads a file anew for every drawing that changes, and the state of an answer
/// changes while somebody types.
#[derive(Clone, Copy, Debug)]
pub struct IconFile(pub &'static str);

/// Where the drawing of an icon is.
pub fn icon_address(name: &str) -> String {
    let file = use_context::<IconFile>().map_or("", |file| file.0);
    format!("{file}#icon-{name}")
}

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
            <use href=move || icon_address(name.get())></use>
        </svg>
    }
}
