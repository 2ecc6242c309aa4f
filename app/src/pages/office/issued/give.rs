//! Giving a report to somebody: which, to whom, and what the person said to that. The server makes the file, keeps it
//! as it is and notes who gave it.

use crate::{
    pages::office::{
        fields::{Area, Problems, Radios, Text, message_of},
        frame::say,
    },
    routes,
    ui::{ErrorSummary, Icon},
};
use domain::VisitId;
use leptos::{prelude::*, task::spawn_local};
use reports::document::DocumentKind;
use serde::Serialize;
use sync::{issued::CONSENT, wire::Refusal};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The form.
#[component]
pub fn Give(
    /// The visit.
    visit: VisitId,
    /// Which report is likely meant.
    kind: DocumentKind,
    /// What to do once it was given.
    done: Callback<()>,
) -> impl IntoView {
    let typed = Typed::new(kind);
    let problems = RwSignal::new(Problems::new());
    let is_busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let giving = match typed.checked() {
            Err(wrong) => return problems.set(wrong),
            Ok(_) if is_busy.get_untracked() => return,
            Ok(giving) => giving,
        };
        problems.set(Problems::new());
        is_busy.set(true);
        spawn_local(async move {
            let given = give(visit, &giving).await;
            let _ = is_busy.try_set(false);
            match given {
                Ok(()) => {
                    say("The report is given and kept as it is");
                    done.run(());
                }
                Err(words) => drop(problems.try_set(vec![(None, words)])),
            }
        });
    };
    let at = move |field: &'static str| message_of(problems, field);
    let why = move || {
        typed.needs_why().then(|| {
            view! { <Area id="give-why" label="Why it is given all the same" value=typed.why problem=at("give-why") /> }
        })
    };
    view! {
        <details class="fold fold--card">
            <summary class="fold__title">
                <Icon name="down" />
                "Give a report to somebody"
            </summary>
            <form class="fold__body stack" method="post" novalidate on:submit=submit>
                <ErrorSummary problems=problems />
                <Kind value=typed.kind />
                <Text
                    id="give-to"
                    label="Give this report to"
                    hint="Name, and where it goes."
                    value=typed.recipient
                    problem=at("give-to")
                />
                <Radios
                    id="give-consent"
                    legend="What did the person say to that?"
                    options=CONSENT.map(|(words, _)| (words, words.to_owned())).to_vec()
                    value=typed.consent
                    problem=at("give-consent")
                />
                {why}
                <Radios
                    id="give-format"
                    legend="As"
                    options=vec![("pdf", "PDF".to_owned()), ("docx", "Word".to_owned())]
                    value=typed.format
                    problem=at("give-format")
                />
                <label class="choice">
                    <input
                        class="choice__input"
                        type="checkbox"
                        name="give-large"
                        on:change=move |event| typed.large.set(event_target_checked(&event))
                    />
                    <span>"Large print"</span>
                </label>
                <div class="actions actions--fill">
                    <button class="btn btn--primary" type="submit" aria-busy=move || is_busy.get().to_string()>
                        {move || if is_busy.get() { "Making the file" } else { "Give it" }}
                    </button>
                </div>
            </form>
        </details>
    }
}

#[component]
fn Kind(value: RwSignal<String>) -> impl IntoView {
    let option = move |kind: DocumentKind| {
        let is_chosen = value.with_untracked(|code| code == kind.code());
        view! {
            <option value=kind.code() selected=is_chosen>
                {kind.words()}
            </option>
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="give-kind">
                "Report"
            </label>
            <select class="input select" id="give-kind" on:change=move |event| value.set(event_target_value(&event))>
                {DocumentKind::ALL.map(option).collect_view()}
            </select>
        </div>
    }
}

/// What is typed, before it is checked.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<String>,
    recipient: RwSignal<String>,
    consent: RwSignal<String>,
    why: RwSignal<String>,
    format: RwSignal<String>,
    large: RwSignal<bool>,
}

/// What is sent.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Giving {
    kind: String,
    format: String,
    large: bool,
    recipient: String,
    consent: String,
}

impl Typed {
    fn new(kind: DocumentKind) -> Typed {
        let text = |words: &str| RwSignal::new(words.to_owned());
        Typed {
            kind: text(kind.code()),
            recipient: text(""),
            consent: text(""),
            why: text(""),
            format: text("pdf"),
            large: RwSignal::new(false),
        }
    }

    fn needs_why(&self) -> bool {
        let said = self.consent.read();
        CONSENT.iter().any(|(words, needs_why)| *needs_why && *words == said.as_str())
    }

    fn checked(&self) -> Result<Giving, Problems> {
        let giving = Giving {
            kind: self.kind.get_untracked(),
            format: self.format.get_untracked(),
            large: self.large.get_untracked(),
            recipient: self.recipient.get_untracked().trim().to_owned(),
            consent: self.consent.get_untracked(),
        };
        whole(giving, self.why.get_untracked().trim())
    }
}

/// The giving with the reason in it, or what has to be put right.
fn whole(mut giving: Giving, why: &str) -> Result<Giving, Problems> {
    let mut problems = Problems::new();
    let mut wrong = |field: &str, words: &str| problems.push((Some(field.to_owned()), words.to_owned()));
    if giving.recipient.is_empty() {
        wrong("give-to", "Write to whom it is given.");
    }
    match CONSENT.iter().find(|(words, _)| *words == giving.consent) {
        None => wrong("give-consent", "Choose what the person said."),
        Some((_, true)) if why.is_empty() => wrong("give-why", "Say why it is given all the same."),
        Some((words, true)) => giving.consent = format!("{words}. Given all the same: {why}"),
        Some(_) => {}
    }
    if problems.is_empty() { Ok(giving) } else { Err(problems) }
}

/// Has the server make, keep and note it. What goes wrong comes back in words.
async fn give(visit: VisitId, giving: &Giving) -> Result<(), String> {
    let no_server = || "The server does not answer. What you wrote is still here; try again.".to_owned();
    let body = serde_json::to_string(giving).map_err(|_| no_server())?;
    let headers = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&headers, &"Content-Type".into(), &"application/json".into());
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(&body));
    let answer = JsFuture::from(window().fetch_with_str_and_init(&routes::give_report(visit), &init)).await;
    let answer: web_sys::Response = answer.and_then(JsCast::dyn_into).map_err(|_| no_server())?;
    if answer.ok() {
        return Ok(());
    }
    let text = JsFuture::from(answer.text().map_err(|_| no_server())?).await.map_err(|_| no_server())?;
    let refusal = text.as_string().and_then(|text| serde_json::from_str::<Refusal>(&text).ok());
    Err(refusal.map_or_else(no_server, |refusal| refusal.reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn giving(recipient: &str, consent: &str) -> Giving {
        Giving {
            kind: "letter".into(),
            format: "pdf".into(),
            large: false,
            recipient: recipient.into(),
            consent: consent.into(),
        }
    }

    #[test]
    fn a_report_is_given_to_somebody_with_the_persons_word() {
        let fields = |giving: Giving, why: &str| match whole(giving, why) {
            Ok(giving) => giving.consent,
            Err(wrong) => wrong.into_iter().filter_map(|(field, _)| field).collect::<Vec<_>>().join(" "),
        };
        assert_eq!(fields(giving("", ""), ""), "give-to give-consent");
        assert_eq!(fields(giving("Her daughter", "Said yes"), ""), "Said yes");
        assert_eq!(fields(giving("Her daughter", "Said no"), ""), "give-why");
        assert_eq!(
            fields(giving("The council", "Said no"), "A child is at risk"),
            "Said no. Given all the same: A child is at risk"
        );
    }

    #[test]
    fn the_answers_are_those_of_the_forms() {
        let plan: serde_json::Value =
            serde_json::from_str(include_str!("../../../../forms/instruments/plan.json")).unwrap_or_default();
        let sets = plan["contained"].as_array().cloned().unwrap_or_default();
        let set = sets.iter().find(|set| set["id"] == "os-consent").cloned().unwrap_or_default();
        let concepts = set["compose"]["include"][0]["concept"].as_array().cloned().unwrap_or_default();
        let words: Vec<&str> = concepts.iter().filter_map(|concept| concept["display"].as_str()).collect();
        assert_eq!(words, CONSENT.map(|(words, _)| words));
    }
}
