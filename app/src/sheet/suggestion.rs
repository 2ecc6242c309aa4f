//! What is recommended for a finding, or the way to suggest something, beside the question where it was found.

use super::{Book, Sheet, thoughts::Thoughts};
use crate::{routes, ui::Icon};
use advice::{PLAN, Place, RecommendationState};
use forms::AnswerPath;
use leptos::prelude::*;
use leptos_router::components::A;

/// The line. Only where the visit has a plan.
#[component]
pub fn Suggestion(
    /// The form.
    sheet: Sheet,
    /// The question.
    path: AnswerPath,
) -> impl IntoView {
    let (thoughts, book) = (Thoughts::here(), Book::here());
    book.sheet(PLAN).map(|_| {
        let key = Place::new(&sheet.id(), path).to_string();
        let to = routes::finding(book.visit, &key);
        let state = Memo::new(move |_| {
            thoughts.plan.with(|plan| {
                let mut mine = plan.iter().filter(|one| one.is_standing() && one.findings.contains(&key));
                mine.next().map(|one| one.state)
            })
        });
        let words = move || match state.get() {
            Some(RecommendationState::Kept) => Some("Finding: recommendation kept"),
            Some(_) => Some("Finding: draft made"),
            None => (!sheet.read_only.get()).then_some("Suggest a recommendation"),
        };
        move || {
            let to = to.clone();
            words().map(|words| {
                view! {
                    <A href=to attr:class="link">
                        <Icon name="plan" small=true />
                        {words}
                    </A>
                }
            })
        }
    })
}
