//! What is typed on a tablet lies in our own store and nowhere else.

use leptos::prelude::*;

/// Fields whose contents the browser itself must not write down. Browsers keep what stands in the fields
/// of a page in files of their own, to put it back after a crash, in the clear; only a form that says
/// `autocomplete="off"` is left out. It submits nothing and has no box of its own.
#[component]
pub fn Private(children: Children) -> impl IntoView {
    view! {
        <form class="contents" autocomplete="off" novalidate on:submit=move |event| event.prevent_default()>
            {children()}
        </form>
    }
}
