//! Finish and sign: what is signed, when the visit was, who was there, and the signature. Signing is
//! the one act that cannot be taken back here, and the page says so.

mod draft;
mod facts;
mod form;
mod sign;
mod signed;

use super::frame::VisitFrame;
use crate::{sheet::Book, ui::Private};
use form::FinishForm;
use leptos::prelude::*;
use signed::Signed;

/// The page: the form while the visit is open, what was signed from then on.
#[component]
pub fn Finish() -> impl IntoView {
    let book = Book::here();
    let is_open = Memo::new(move |_| book.card.with(|card| card.state.is_open()));
    view! {
        <VisitFrame>
            <main class="page page--form" id="main" tabindex="-1">
                <Private>
                    {move || match is_open.get() {
                        true => view! { <FinishForm /> }.into_any(),
                        false => view! { <Signed /> }.into_any(),
                    }}
                </Private>
            </main>
        </VisitFrame>
    }
}
