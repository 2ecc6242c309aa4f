//! The questions of the library that help with the two tests: "necessary and appropriate" is the therapist's,
//! "reasonable and practicable" is decided by housing. They are asked, never answered, by the library.

use super::detail::Open;
use leptos::prelude::*;

/// Which test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Necessary and appropriate?
    Necessary,
    /// Reasonable and practicable?
    Practicable,
}

/// The questions to think of before saying yes or no.
#[component]
pub fn Prompts(open: Open, of: Test) -> impl IntoView {
    let prompts = Memo::new(move |_| {
        let found = open.entry(|library, entry| {
            let ids = match of {
                Test::Necessary => &entry.necessary,
                Test::Practicable => &entry.practicable,
            };
            ids.iter().filter_map(|id| library.prompt(id)).map(str::to_owned).collect::<Vec<_>>()
        });
        found.unwrap_or_default()
    });
    move || {
        let prompts = prompts.get();
        (!prompts.is_empty()).then(|| {
            view! {
                <div class="plan__beside">
                    <p>"To think of first:"</p>
                    <ul>{prompts.into_iter().map(|prompt| view! { <li>{prompt}</li> }).collect_view()}</ul>
                </div>
            }
        })
    }
}
