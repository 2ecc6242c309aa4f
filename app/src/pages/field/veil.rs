//! Showing the plan to the person: first what is to be seen is chosen, then nothing else can be reached until the
//! tablet is given back.

mod agreement;
mod choose;
mod flag;
mod giving;
mod keeper;
mod pad;
mod question;
mod reading;

pub use flag::shown_visit;
pub use keeper::{VeilKeeper, hold_address};
pub use reading::Gone;

use crate::sheet::{Book, Thoughts, with_visit};
use choose::Choose;
use leptos::prelude::*;
use reading::Reading;

/// The page.
#[component]
pub fn Veil() -> impl IntoView {
    let book = Book::here();
    let plan = Thoughts::here().plan;
    let shown = Memo::new(move |_| {
        let plan = plan.get();
        with_visit(book, |visit| advice::shown(visit, &plan))
    });
    let is_shown = Memo::new(move |_| shown_visit().get() == Some(book.visit));
    move || match is_shown.get() {
        true => view! { <Reading shown=shown /> }.into_any(),
        false => view! { <Choose shown=shown /> }.into_any(),
    }
}
