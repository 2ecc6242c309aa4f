//! Bringing the catalogue along as a file for a spreadsheet, or as its text. With a problem in any line nothing of it
//! is kept, and every problem is named.

use crate::{
    api::catalogue::{catalogue, import_catalogue},
    pages::office::{
        fields::{Area, Problems, message_of},
        frame::say,
    },
    ui::{Icon, Notice},
};
use leptos::{prelude::*, task::spawn_local};
use sync::orders::{CatalogueItem, ImportOutcome};
use wasm_bindgen_futures::JsFuture;

/// What the first line of a file names.
const COLUMNS: &str = "code,label,category,iso,size,swl_kg,price,price_on,supplier";

/// The file or its text, and what became of it.
#[component]
pub fn Import(
    /// The catalogue, which is another one after this.
    items: RwSignal<Vec<CatalogueItem>>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let problems = RwSignal::new(Problems::new());
    let outcome = RwSignal::new(None::<ImportOutcome>);
    let wrong = move |words: String| problems.set(vec![(Some("import-text".to_owned()), words)]);
    let import = Action::new(move |text: &String| {
        let text = text.clone();
        async move {
            match import_catalogue(text).await {
                Ok(done) => {
                    let is_kept = done.problems.is_empty();
                    say(&outcome_words(&done));
                    outcome.set(Some(done));
                    if is_kept && let Ok(all) = catalogue().await {
                        items.set(all);
                    }
                }
                Err(error) => wrong(error.to_string()),
            }
        }
    });
    let send = move || {
        outcome.set(None);
        problems.set(Problems::new());
        match text.get_untracked() {
            none if none.trim().is_empty() => wrong("Choose a file or paste its text.".to_owned()),
            text if !import.pending().get_untracked() => drop(import.dispatch(text)),
            _ => {}
        }
    };
    let take_file = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again, corrected.
        input.set_value("");
        spawn_local(async move {
            match JsFuture::from(file.text()).await.ok().and_then(|words| words.as_string()) {
                Some(words) => {
                    text.set(words);
                    send();
                }
                None => wrong("The file cannot be read. Choose it again or paste its text.".to_owned()),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <p>
                "Comma-separated values with a first line of names: "
                <code>{COLUMNS}</code>
                ". An item takes the place of the one with the same code; what the file does not name stays."
            </p>
            <div class="field">
                <label class="field__label" for="import-file">
                    "File"
                </label>
                <input class="input input--file" id="import-file" type="file" accept=".csv,text/csv,text/plain" on:change=take_file />
            </div>
            <Area id="import-text" label="Or paste its text" value=text problem=message_of(problems, "import-text") />
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="submit">
                    {move || if import.pending().get() { "Reading" } else { "Import" }}
                </button>
            </div>
            {move || outcome.get().map(told)}
        </form>
    }
}

/// "121 items kept, 4 of them changed", "Nothing is kept: 2 lines are wrong".
fn outcome_words(outcome: &ImportOutcome) -> String {
    match (outcome.problems.len(), outcome.kept, outcome.changed) {
        (0, 1, 0) => "1 item is kept.".to_owned(),
        (0, 1, _) => "1 item is kept; it was different before.".to_owned(),
        (0, kept, 0) => format!("{kept} items are kept."),
        (0, kept, 1) => format!("{kept} items are kept; 1 of them was different before."),
        (0, kept, changed) => format!("{kept} items are kept; {changed} of them were different before."),
        (1, ..) => "Nothing is kept: something is wrong.".to_owned(),
        (n, ..) => format!("Nothing is kept: {n} things are wrong."),
    }
}

fn told(outcome: ImportOutcome) -> AnyView {
    let words = outcome_words(&outcome);
    if outcome.problems.is_empty() {
        return view! { <Notice>{words}</Notice> }.into_any();
    }
    let line = |(line, words): (u64, String)| {
        view! {
            <li>
                <b>{format!("Line {line}: ")}</b>
                {words}
            </li>
        }
    };
    view! {
        <div class="notice notice--attention">
            <Icon name="attention" />
            <p>{words}</p>
            <ul class="stack stack--tight">{outcome.problems.into_iter().map(line).collect_view()}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_file_is_told_in_a_line() {
        let words = |kept, changed, n_problems| {
            let problems = (0..n_problems).map(|n| (n, "Wrong".to_owned())).collect();
            outcome_words(&ImportOutcome { kept, changed, problems })
        };
        assert_eq!(words(1, 0, 0), "1 item is kept.");
        assert_eq!(words(1, 1, 0), "1 item is kept; it was different before.");
        assert_eq!(words(20, 1, 0), "20 items are kept; 1 of them was different before.");
        assert_eq!(words(20, 3, 0), "20 items are kept; 3 of them were different before.");
        assert_eq!(words(0, 0, 2), "Nothing is kept: 2 things are wrong.");
    }
}
