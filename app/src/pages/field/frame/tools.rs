//! What the action bar of a visit holds: the picture, what is missing, and the one way on.

use crate::{pages::field::missing::n_missing, routes, sheet::Book, ui::Icon};
use leptos::prelude::*;
use leptos_router::components::A;

/// The entries of the bar. Which question comes next, and how to get there, is the page's to say.
#[component]
pub fn Tools(
    /// The next unanswered question; none when nothing is left.
    next: Signal<Option<String>>,
    /// Whether it is needed before signing, rather than the next in the order of the form.
    #[prop(optional, into)]
    needed: Signal<bool>,
    /// Goes there, or to what is missing.
    go: impl Fn() + 'static,
) -> impl IntoView {
    let book = Book::here();
    let missing = Memo::new(move |_| n_missing(book));
    view! {
        <A href=routes::visit_page(book.visit, "house") attr:class="tool">
            <Icon name="house" />
            "House"
        </A>
        <A href=routes::visit_page(book.visit, "missing") attr:class="tool">
            <Icon name="missing" />
            <span>
                "Missing "
                <span class="tool__count">{move || missing.get()}</span>
            </span>
        </A>
        <span class="tools__gap"></span>
        // Nothing is left to be answered once it is signed.
        <button
            class="btn btn--primary tools__next"
            id="next"
            type="button"
            hidden=move || book.card.with(|card| !card.state.is_open())
            on:click=move |_| go()
        >
            <span>
                <span>{move || if next.with(Option::is_some) { "Next" } else { "What is missing" }}</span>
                <span class="btn__target">
                    {move || {
                        let what = if needed.get() { "missing" } else { "unanswered" };
                        next.get().map(|label| format!(" {what}: {label}")).unwrap_or_default()
                    }}
                </span>
            </span>
            <Icon name="next" />
        </button>
    }
}
