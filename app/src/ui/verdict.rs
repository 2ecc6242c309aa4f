//! The mark of a check: the shapes of judgements, with the words of a check.

use super::Icon;
use domain::rules::Verdict;
use leptos::prelude::*;

/// Shape and word of a verdict.
#[component]
pub fn VerdictMark(
    /// Which.
    verdict: Verdict,
) -> impl IntoView {
    let (class, icon) = match verdict {
        Verdict::Fits => ("ok", "ok-line"),
        Verdict::Tight => ("concern", "concern"),
        Verdict::DoesNotFit => ("hazard", "hazard"),
        Verdict::CannotTell => ("cannot-tell", "missing"),
        Verdict::Info => ("info", "note"),
    };
    view! {
        <span class=format!("severity severity--{class}")>
            <Icon name=icon />
            {verdict.words()}
        </span>
    }
}
