//! Publishing a form that was looked at: from which day, for which visits.

use super::kinds::{VisitKinds, changed_words};
use crate::{
    api::forms::publish_form,
    error::AppError,
    pages::office::{
        fields::{DateParts, Tick, date},
        password::FieldMessage,
    },
    routes,
    ui::{ErrorSummary, Lintel, Notice},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::calendar::uk_date;
use leptos::prelude::*;
use sync::desk::{CheckedForm, NewFormVersion, PublishedForm};

const NO_KINDS: &str = "Choose the visits it comes with, or \u{201c}Not with any visit yet\u{201d}.";

/// The last step.
#[component]
pub fn Publish(
    /// What is published.
    checked: CheckedForm,
    /// Told when it is.
    published: RwSignal<Option<PublishedForm>>,
    /// The server's clock.
    now: DateTime<Utc>,
) -> impl IntoView {
    let today = uk_date(now);
    let parts =
        [today.day().to_string(), today.month().to_string(), today.year().to_string()].map(RwSignal::new);
    let kinds = RwSignal::new(checked.kinds.clone());
    let problem = RwSignal::new(None::<AppError>);
    let wrong = RwSignal::new(None::<String>);
    // Without visits nobody is ever asked it: that is said, never left out.
    let (without, no_kinds) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let problems = Signal::derive(move || {
        let date = wrong.get().map(|words| (Some("from".to_owned()), words));
        let kinds = no_kinds.get().map(|words| (Some("kinds".to_owned()), words));
        date.into_iter()
            .chain(kinds)
            .chain(problem.get().map(|error| (None, error.to_string())))
            .collect::<Vec<_>>()
    });
    let has_older = checked.before.is_some();
    let is_later = move || has_older && typed(&parts).is_some_and(|from| from > today);
    let open_visits = open_words(&checked);
    if let Some(words) = checked.hindrance {
        return view! {
            <section class="stack" aria-labelledby="publish">
                <h2 id="publish">"4 Publish"</h2>
                <Notice attention=true icon="attention">{words}</Notice>
            </section>
        }
        .into_any();
    }
    let questionnaire = StoredValue::new(checked.questionnaire);
    let send = Action::new(move |new: &NewFormVersion| {
        let new = new.clone();
        async move {
            match publish_form(new).await {
                Ok(done) => published.set(Some(done)),
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        problem.set(None);
        wrong.set(None);
        let lacks_kinds = !is_later() && kinds.read_untracked().is_empty() && !without.get_untracked();
        no_kinds.set(lacks_kinds.then(|| NO_KINDS.to_owned()));
        match typed(&parts) {
            Some(from) if from >= today => {
                if !lacks_kinds && !send.pending().get_untracked() {
                    let questionnaire = questionnaire.get_value();
                    send.dispatch(NewFormVersion { questionnaire, from, kinds: kinds.get_untracked() });
                }
            }
            Some(_) => wrong.set(Some("Choose today or a later day.".to_owned())),
            None => wrong.set(Some("Enter a date, like 12 5 2026.".to_owned())),
        }
    };
    view! {
        <form class="stack stack--wide" method="post" novalidate aria-labelledby="publish" on:submit=submit>
            <h2 id="publish">"4 Publish"</h2>
            <ErrorSummary problems=problems />
            <DateParts id="from" legend="From" parts=parts problem=wrong.into() />
            {move || match is_later() {
                true => {
                    view! {
                        <p>
                            "The visits it comes with stay as they are. They hold for all versions at once; change them on the page of the form."
                        </p>
                    }
                        .into_any()
                }
                false => {
                    view! {
                        <div class="stack stack--tight" id="kinds" tabindex="-1">
                            <FieldMessage id="kinds-message" problem=no_kinds.into() />
                            <VisitKinds kinds=kinds />
                            {move || {
                                kinds
                                    .read()
                                    .is_empty()
                                    .then(|| view! { <Tick label="Not with any visit yet" value=without /> })
                            }}
                        </div>
                    }
                        .into_any()
                }
            }}
            {open_visits.map(|words| view! { <p>{words}</p> })}
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="submit">
                    "Publish"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The day as it is typed, followed.
fn typed(parts: &[RwSignal<String>; 3]) -> Option<NaiveDate> {
    parts.iter().for_each(Track::track);
    date(parts)
}

/// "5 open visits stay on the version they were begun in."
fn open_words(checked: &CheckedForm) -> Option<String> {
    let (before, _) = checked.before.as_ref()?;
    let visits = match checked.n_open {
        0 => "No visit is open in an older version.".to_owned(),
        1 => "1 open visit stays on the version it was begun in.".to_owned(),
        n => format!("{n} open visits stay on the version they were begun in."),
    };
    Some(format!(
        "Version {before} is published. {visits} Planned visits take the new one from its day on; what is new in it says so at the next visit to the same person."
    ))
}

/// What is said once it is published.
pub fn done(done: &PublishedForm) -> AnyView {
    view! {
        <Lintel title="The form is published".to_owned() sub=changed_words(done.n_planned) />
        <p>
            {match (done.has_visits, done.n_open) {
                (false, _) => "No visits come with it yet: say on its page which do.".to_owned(),
                (true, 0) => "Tablets get it with their next contact.".to_owned(),
                (true, 1) => "Tablets get it with their next contact. 1 visit that is begun stays as it is.".to_owned(),
                (true, n) => {
                    format!("Tablets get it with their next contact. {n} visits that are begun stay as they are.")
                }
            }}
        </p>
        <div class="actions">
            <a class="btn btn--primary" href=routes::form(&done.id)>
                "Open the form"
            </a>
            <a class="btn" href=routes::FORMS>
                "All forms"
            </a>
        </div>
    }
    .into_any()
}
