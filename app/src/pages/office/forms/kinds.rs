//! Which kinds of visits come with a form.

use domain::VisitKind;
use leptos::prelude::*;

/// "Home assessment, review visit", or that none does.
pub fn words(kinds: &[VisitKind]) -> String {
    let all: Vec<String> = kinds.iter().map(|kind| kind.words().to_lowercase()).collect();
    let mut words = all.join(", ");
    if words.is_empty() {
        return "No visits".to_owned();
    }
    words[..1].make_ascii_uppercase();
    words
}

/// "3 planned visits changed.", for what is told after a change.
pub fn changed_words(n_planned: u32) -> String {
    match n_planned {
        0 => "No planned visit changed.".to_owned(),
        1 => "1 planned visit changed.".to_owned(),
        n => format!("{n} planned visits changed."),
    }
}

/// Check boxes for the kinds.
#[component]
pub fn VisitKinds(
    /// The kinds that are ticked.
    kinds: RwSignal<Vec<VisitKind>>,
) -> impl IntoView {
    let tick = move |kind: VisitKind| {
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    type="checkbox"
                    name="kinds"
                    value=kind.code()
                    prop:checked=move || kinds.read().contains(&kind)
                    on:change=move |event| {
                        let ticked = event_target_checked(&event);
                        kinds
                            .update(|kinds| {
                                kinds.retain(|other| *other != kind);
                                if ticked {
                                    kinds.push(kind);
                                }
                                kinds.sort();
                            });
                    }
                />
                <span>{kind.words()}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="part__q">"Comes with these visits"</legend>
            <div class="choices choices--two">{VisitKind::ALL.map(tick).collect_view()}</div>
        </fieldset>
    }
}
