//! Adding an addendum: words to be read with a signed record, which itself stays as it was.

use super::{
    fields::{Area, Problems, Radios, is_wrong, message_of},
    frame::{BackLink, FormTitle, Office, PersonBand, by_id},
};
use crate::{
    api::addenda::{AddendumPage, add_addendum, before_addendum},
    routes,
    session::{Desk, Page},
    ui::{ErrorSummary, Icon, Lintel},
};
use domain::calendar::{date_and_clock, uk_date};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use reports::Choice;
use sync::{VisitCard, cards::ADDENDUM_KINDS, desk::NewAddendum as New};

/// The page.
#[component]
pub fn NewAddendum() -> impl IntoView {
    let data = by_id("visit", before_addendum);
    view! { <Office page=Page::Addendum title="Addendum" text=true data=data draw=draw /> }
}

fn draw(page: AddendumPage, desk: Desk) -> AnyView {
    let card = page.card.clone();
    view! {
        <BackLink href=routes::report(card.id) to="Report" />
        <Writing page=page desk=desk />
    }
    .into_any()
}

/// "Signed by Tomasz Wilk, countersigned by Jo Marsh. It does not change. Add an addendum."
fn standing(card: &VisitCard) -> String {
    let signed = card.signatures.last().map(|one| format!("Signed by {}", one.by.name)).unwrap_or_default();
    let counter = card.countersignature.as_ref().map(|one| format!(", countersigned by {}", one.by.name));
    format!("{signed}{}. It does not change. Add an addendum.", counter.unwrap_or_default())
}

#[component]
fn Writing(page: AddendumPage, desk: Desk) -> impl IntoView {
    let (card, choices) = (page.card, StoredValue::new(page.choices));
    let about = RwSignal::new(None::<usize>);
    let kind = RwSignal::new(String::new());
    let (text, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problems = RwSignal::new(Problems::new());
    let (visit, navigate) = (card.id, use_navigate());
    let add = Action::new(move |new: &New| {
        let (new, navigate) = (new.clone(), navigate.clone());
        async move {
            match add_addendum(new).await {
                Ok(_) => navigate(&routes::report(visit), Default::default()),
                Err(error) => problems.set(vec![(None, error.to_string())]),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut wrong = Vec::new();
        if kind.get_untracked().is_empty() {
            wrong.push((Some("kind".to_owned()), "Choose what kind of addendum it is.".to_owned()));
        }
        if text.with_untracked(|text| text.trim().is_empty()) {
            wrong.push((Some("words".to_owned()), "Write what should be read with the record.".to_owned()));
        }
        let ready = wrong.is_empty() && !add.pending().get_untracked();
        problems.set(wrong);
        if ready {
            let on = about
                .get_untracked()
                .and_then(|at| choices.with_value(|all| all.get(at).map(|one| one.key.clone())));
            let (text, why, kind) = (text.get_untracked(), why.get_untracked(), kind.get_untracked());
            add.dispatch(New { visit, on, kind, text, why });
        }
    };
    let kinds = ADDENDUM_KINDS.map(|(code, words)| (code, words.to_owned())).to_vec();
    let me = desk.me.signatory.clone();
    let registration = me.registration.clone().map(|number| format!(", {number}")).unwrap_or_default();
    view! {
        <FormTitle title="Addendum" wrong=is_wrong(problems) />
        <ErrorSummary problems=problems />
        <Lintel title="Addendum".to_owned() />
        <PersonBand person=card.person.clone() today=uk_date(desk.now) />
        <div class="notice">
            <Icon name="lock" />
            <p>{standing(&card)}</p>
        </div>
        <form class="stack" method="post" novalidate on:submit=submit>
            <About choices=choices about=about />
            <Radios id="kind" legend="Kind" options=kinds value=kind problem=message_of(problems, "kind") />
            <Area id="words" label="What should be read with it" rows=4 value=text problem=message_of(problems, "words") />
            <Area id="why" label="Why now" rows=4 value=why />
            <section class="sign-block" aria-label="Your signature">
                <dl class="pairs">
                    <div>
                        <dt>"Name"</dt>
                        <dd>{me.name}</dd>
                    </div>
                    <div>
                        <dt>"Role"</dt>
                        <dd>{format!("{}{registration}", me.title)}</dd>
                    </div>
                    <div>
                        <dt>"Date and time"</dt>
                        <dd class="num">{date_and_clock(desk.now)}</dd>
                    </div>
                </dl>
                <div class="actions actions--fill">
                    <button class="btn btn--primary" type="submit">
                        <Icon name="pen" />
                        "Sign and add"
                    </button>
                </div>
            </section>
        </form>
    }
}

#[component]
fn About(choices: StoredValue<Vec<Choice>>, about: RwSignal<Option<usize>>) -> impl IntoView {
    let options = choices.with_value(|all| {
        let option =
            |(at, one): (usize, &Choice)| view! { <option value=at.to_string()>{one.label.clone()}</option> };
        all.iter().enumerate().map(option).collect_view()
    });
    view! {
        <div class="field">
            <label class="field__label" for="about">
                "About"
            </label>
            <select class="input select" id="about" on:change=move |event| about.set(event_target_value(&event).parse().ok())>
                <option value="">"The whole visit"</option>
                {options}
            </select>
        </div>
    }
}
