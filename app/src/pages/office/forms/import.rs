//! Bringing a form along, on one page: the file or its text, what becomes of it, a preview and what
//! differs from the version before, and publishing it.

use super::{differences, items, preview::Preview, publish::Publish};
use crate::{
    api::forms::check_form,
    pages::office::{
        frame::{BackLink, FormTitle, Office},
        password::FieldMessage,
    },
    routes,
    session::{Desk, Page},
    ui::{ErrorSummary, Icon, Lintel, Notice, focus},
};
use forms::Definition;
use leptos::prelude::*;
use sync::desk::{CheckedForm, FormCheck, PublishedForm};
use wasm_bindgen_futures::JsFuture;

/// The page.
#[component]
pub fn ImportForm() -> impl IntoView {
    let data = Resource::new(|| (), |()| async { Ok(()) });
    view! { <Office page=Page::Forms title="Import a form" data=data draw=draw /> }
}

fn draw((): (), desk: Desk) -> AnyView {
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(None::<FormCheck>);
    let problem = RwSignal::new(None::<String>);
    let published = RwSignal::new(None::<PublishedForm>);
    let check = Action::new(move |(): &()| {
        let asked = text.get_untracked();
        async move {
            let answer = check_form(asked.clone()).await;
            // What stands in the field has the last word: an answer about another text is for nobody.
            if text.with_untracked(|text| *text != asked) {
                return;
            }
            match answer {
                Ok(check) => {
                    found.set(Some(check));
                    request_animation_frame(|| focus("outcome"));
                }
                Err(error) => problem.set(Some(error.to_string())),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        problem.set(None);
        found.set(None);
        if text.with_untracked(|text| text.trim().is_empty()) {
            problem.set(Some("Choose a file or paste the text of a Questionnaire.".to_owned()));
        } else if !check.pending().get_untracked() {
            check.dispatch(());
        }
    };
    let take_file = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again, corrected.
        input.set_value("");
        leptos::task::spawn_local(async move {
            match JsFuture::from(file.text()).await.ok().and_then(|words| words.as_string()) {
                Some(words) => {
                    text.set(words);
                    problem.set(None);
                    found.set(None);
                    check.dispatch(());
                }
                None => problem
                    .set(Some("The file cannot be read. Choose it again or paste its text.".to_owned())),
            }
        });
    };
    let message = Signal::derive(move || problem.try_get().flatten());
    let problems = Signal::derive(move || {
        message.get().map(|words| (Some("questionnaire".to_owned()), words)).into_iter().collect::<Vec<_>>()
    });
    let today = desk.now;
    let step = move || {
        view! {
            <form class="stack stack--wide" method="post" novalidate on:submit=submit>
                <h2>"1 Choose a file or paste"</h2>
                <div class="field">
                    <label class="field__label" for="file">
                        "File with a FHIR R4 Questionnaire (JSON)"
                    </label>
                    <input class="input input--file" id="file" type="file" accept=".json,application/json,application/fhir+json" on:change=take_file />
                </div>
                <div class="field">
                    <label class="field__label" for="questionnaire">
                        "Or paste its text"
                    </label>
                    <FieldMessage id="questionnaire-message" problem=message />
                    <textarea
                        class="input input--area input--code"
                        id="questionnaire"
                        rows="6"
                        spellcheck="false"
                        prop:value=move || text.get()
                        aria-invalid=move || message.get().map(|_| "true")
                        aria-describedby=move || message.get().map(|_| "questionnaire-message")
                        on:input=move |event| {
                            text.set(event_target_value(&event));
                            found.set(None);
                        }
                    ></textarea>
                </div>
                <div class="actions actions--fill">
                    <button class="btn btn--primary" type="submit" aria-busy=move || check.pending().get().to_string()>
                        {move || if check.pending().get() { "Checking" } else { "Check the form" }}
                    </button>
                </div>
            </form>
            {move || found.get().map(|check| outcome(check, published, today))}
        }
    };
    view! {
        <FormTitle title="Import a form" wrong=Signal::derive(move || problem.try_get().flatten().is_some()) />
        <BackLink href=routes::FORMS to="Forms" />
        <ErrorSummary problems=problems />
        {move || match published.get() {
            Some(done) => super::publish::done(&done),
            None => {
                view! {
                    <Lintel title="Import a form".to_owned() sub="Nobody gets it before you publish it.".to_owned() />
                    {step()}
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

fn outcome(
    check: FormCheck,
    published: RwSignal<Option<PublishedForm>>,
    now: chrono::DateTime<chrono::Utc>,
) -> AnyView {
    match check {
        FormCheck::Refused { path, reason } => refused(&path, &reason),
        FormCheck::Accepted(checked) => match Definition::parse(&checked.questionnaire) {
            Ok(definition) => accepted(*checked, definition, published, now),
            Err(refusal) => refused(&refusal.path, &refusal.reason),
        },
    }
}

fn refused(path: &str, reason: &str) -> AnyView {
    let words = format!("This form cannot be used. {reason}");
    let place = (!path.is_empty()).then(|| view! { <p>"Where: " <code>{path.to_owned()}</code></p> });
    view! {
        <section class="stack" aria-labelledby="outcome">
            <h2 id="outcome" tabindex="-1">"2 Refused"</h2>
            <Notice attention=true icon="attention">
                <p>{words}</p>
                {place}
                <p>"Correct the form where it was made, then bring it again."</p>
            </Notice>
        </section>
    }
    .into_any()
}

/// What it becomes: a form of its own, or a version of one that is there.
fn place_words(checked: &CheckedForm, title: &str) -> String {
    let CheckedForm { id, version, .. } = checked;
    match &checked.before {
        Some((before, _)) => format!(
            "\u{201c}{title}\u{201d} becomes version {version} of the form \u{201c}{id}\u{201d}, after version {before}. \
             If that is another form, give yours a url of its own and bring it again."
        ),
        None => {
            format!("\u{201c}{title}\u{201d} becomes a new form, \u{201c}{id}\u{201d}, version {version}.")
        }
    }
}

fn accepted(
    checked: CheckedForm,
    definition: Definition,
    published: RwSignal<Option<PublishedForm>>,
    now: chrono::DateTime<chrono::Utc>,
) -> AnyView {
    let before =
        checked.before.as_ref().and_then(|(name, text)| Some((name.clone(), Definition::parse(text).ok()?)));
    let compared = before.map(|(name, before)| {
        view! {
            <details class="fold fold--card">
                <summary class="fold__title">
                    <Icon name="down" />
                    {format!("What differs from version {name}")}
                </summary>
                <div class="fold__body">{differences::list(&before, &name, &definition, &checked.version)}</div>
            </details>
        }
    });
    view! {
        <section class="stack" aria-labelledby="outcome">
            <h2 id="outcome" tabindex="-1">{format!("2 {}", items::outcome_words(&definition))}</h2>
            <p>{place_words(&checked, definition.title())}</p>
            {items::notices(&definition)}
        </section>
        <section class="stack" aria-labelledby="look">
            <h2 id="look">"3 Look at it"</h2>
            {compared}
            <Preview definition=definition questionnaire=checked.questionnaire.clone() />
        </section>
        <Publish checked=checked published=published now=now />
    }
    .into_any()
}
