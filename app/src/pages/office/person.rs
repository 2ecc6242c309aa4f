//! A person's page: who it is, what to know before a visit, and the visits as a time line.

use super::{
    access_code::AccessCode,
    closing::{CloseCase, ClosedCase, Ends},
    frame::{BackLink, Office, by_id, pair},
    orders::OrdersOfPerson,
    planned::{CalledOffVisit, PlannedVisit},
};
use crate::{
    api::people::{WholePerson, person},
    routes,
    session::{Desk, Page},
    ui::{DoorSwing, Icon, Lintel, icon_address},
};
use domain::{
    Role, VisitKind, VisitState,
    calendar::{clock, date_and_clock, long_date, uk_date},
    people::Person as Facts,
};
use leptos::prelude::*;
use sync::VisitCard;

/// The page.
#[component]
pub fn Person() -> impl IntoView {
    let data = by_id("person", person);
    let again = Callback::new(move |()| data.refetch());
    view! {
        <Office
            page=Page::Caseload
            title="Person"
            data=data
            draw=move |whole: WholePerson, desk| draw(whole, desk, again)
        />
    }
}

fn draw(whole: WholePerson, desk: Desk, again: Callback<()>) -> AnyView {
    let WholePerson { page, orders } = whole;
    let (facts, id) = (page.person.clone(), page.person.id);
    let has_code = facts.background.has_access_code;
    let may_plan = Page::Diary.is_for(desk.me.role);
    let is_open = page.closed.is_none();
    let n_in = |state: &[VisitState]| page.visits.iter().filter(|card| state.contains(&card.state)).count();
    let ends = Ends {
        n_planned: n_in(&[VisitState::Planned]),
        n_begun: n_in(&[VisitState::Started, VisitState::Returned]),
        has_code,
    };
    let today = uk_date(desk.now);
    view! {
        <BackLink href=routes::CASELOAD to="Caseload" />
        <Lintel title=facts.banner_name()>
            {may_plan
                .then(|| {
                    view! {
                        <a class="btn" href=routes::change_person(id)>
                            <Icon name="pen" />
                            "Change these facts"
                        </a>
                    }
                })}
            {(may_plan && is_open)
                .then(|| {
                    view! {
                        <CloseCase person=id ends=ends today=today done=again />
                        <a class="btn btn--primary" href=routes::plan_visit(id)>
                            <Icon name="plus" />
                            "Plan a visit"
                        </a>
                    }
                })}
        </Lintel>
        {page.closed.clone().map(|closing| view! { <ClosedCase person=id closing=closing may_reopen=may_plan done=again /> })}
        <Band facts=facts.clone() therapist=page.therapist desk=desk.clone() />
        <Similar others=page.easily_mistaken_for />
        <div class="overview">
            <Before facts=facts.clone() />
            <Background facts=facts.clone() />
            {has_code.then(|| view! { <AccessCode person=id may_reveal=page.may_reveal_code /> })}
        </div>
        <Visits visits=page.visits is_open=is_open desk=desk again=again />
        <OrdersOfPerson lines=orders />
    }
    .into_any()
}

#[component]
fn Band(facts: Facts, therapist: String, desk: Desk) -> impl IntoView {
    let fact = |label: &'static str, words: Option<String>| {
        words.map(|words| view! { <span>{format!("{label} ")}<b>{words}</b></span> })
    };
    view! {
        <div class="banner banner--band">
            <p class="banner__facts">
                {fact("Preferred name", facts.preferred.clone())}
                {fact("Born", Some(facts.born_words(uk_date(desk.now))))}
                <span>"NHS number "<b class="nhs">{facts.health_number_words()}</b></span>
            </p>
            <p class="banner__facts">
                {fact("Address", Some(facts.address.clone()))}
                {fact("Phone", facts.phone.clone())}
                {fact("Language", facts.language.clone())}
                {fact("Interpreter", facts.background.interpreter.clone())}
                {fact("Therapist", Some(therapist))}
            </p>
        </div>
    }
}

#[component]
fn Similar(others: Vec<String>) -> impl IntoView {
    others
        .into_iter()
        .map(|other| {
            view! {
                <div class="notice">
                    <Icon name="people" />
                    <p>{format!("Also in the service: {other}, born on the same day.")}</p>
                </div>
            }
        })
        .collect_view()
}

#[component]
fn Before(facts: Facts) -> impl IntoView {
    let line = |fact: domain::people::Fact| {
        let class = if fact.text.is_some() { "fact" } else { "fact fact--none" };
        view! {
            <li class=class>
                <Icon name=fact.icon />
                <span>{fact.words()}</span>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="before">
            <h2 id="before">"Before a visit"</h2>
            <ul class="facts">{facts.before.facts().into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

/// What the visit starts from, as far as it is written down.
#[component]
fn Background(facts: Facts) -> impl IntoView {
    let known = facts.background;
    let all = [
        ("Why referred, and by whom", known.referral),
        ("What the person asks for", known.wants),
        ("Health", known.health),
        ("Who lives there", known.household),
        ("The home", known.home),
        ("Strengths and interests", known.strengths),
    ];
    all.iter().any(|(_, words)| words.is_some()).then(|| {
        view! {
            <section class="card" aria-labelledby="start">
                <h2 id="start">"What the visit starts from"</h2>
                <dl class="pairs pairs--lines">{all.into_iter().map(|(label, words)| pair(label, words)).collect_view()}</dl>
            </section>
        }
    })
}

#[component]
fn Visits(visits: Vec<VisitCard>, is_open: bool, desk: Desk, again: Callback<()>) -> impl IntoView {
    let list = match visits.is_empty() {
        true => view! { <p>"No visit yet. Visits stand here once they are planned."</p> }.into_any(),
        false => {
            let may_plan = Page::Diary.is_for(desk.me.role);
            let line = move |card: VisitCard| {
                // An observation is moved and called off with the visit that it stands beside.
                let is_kept = may_plan && is_open && card.kind != VisitKind::Observation;
                let deeds = match card.state {
                    VisitState::Planned if is_kept => {
                        Some(view! { <PlannedVisit card=card.clone() done=again /> }.into_any())
                    }
                    VisitState::Cancelled | VisitState::NoAccess if is_kept => {
                        Some(view! { <CalledOffVisit card=card.clone() done=again /> }.into_any())
                    }
                    _ => None,
                };
                view! {
                    <li>
                        {visit_line(&card, &desk)}
                        {deeds}
                    </li>
                }
            };
            view! { <ol class="lines">{visits.into_iter().map(line).collect_view()}</ol> }.into_any()
        }
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="visits">
            <h2 id="visits">"Visits"</h2>
            {list}
        </section>
    }
}

fn visit_line(card: &VisitCard, desk: &Desk) -> AnyView {
    let part = match card.state {
        VisitState::Started | VisitState::Returned => 0.5,
        state if state.is_signed() => 1.0,
        _ => 0.0,
    };
    let inside = view! {
        <DoorSwing part=part large=true />
        <span class="line__title">
            {card.title()}
            <span class="line__sub">{about(card)}</span>
        </span>
    };
    let mine = card.author == desk.me.user;
    let (href, rel) = match card.state {
        VisitState::Cancelled | VisitState::NoAccess => {
            return view! { <div class="line">{inside}</div> }.into_any();
        }
        state if state.is_open() && mine => (routes::visit(card.id), Some("external")),
        VisitState::Planned => return view! { <div class="line">{inside}</div> }.into_any(),
        VisitState::Signed if desk.me.role == Role::Supervisor && !mine => (routes::review(card.id), None),
        _ => (routes::report(card.id), None),
    };
    view! {
        <a class="line" href=href rel=rel>
            {inside}
            <svg class="icon icon--go" aria-hidden="true">
                <use href=icon_address("next")></use>
            </svg>
        </a>
    }
    .into_any()
}

/// "3 March 2025, Jo Marsh. Signed 3 March 2025 15:10."
fn about(card: &VisitCard) -> String {
    let when = match card.state {
        VisitState::Planned => format!("{} {}", long_date(uk_date(card.planned)), clock(card.planned)),
        _ => long_date(uk_date(card.arrived.unwrap_or(card.planned))),
    };
    let state = match (card.state, card.signatures.last(), &card.countersignature) {
        (VisitState::Countersigned, _, Some(counter)) => {
            format!("Countersigned by {}, {}", counter.by.name, date_and_clock(counter.at))
        }
        (VisitState::Signed, Some(signature), _) if card.needs_countersigning => {
            format!("Signed {}, not countersigned yet", date_and_clock(signature.at))
        }
        (VisitState::Signed, Some(signature), _) => {
            format!("Signed {}", date_and_clock(signature.at))
        }
        (VisitState::Planned, ..) => "Planned".to_owned(),
        (state, ..) => state.words().to_owned(),
    };
    let remark = card.remark.as_ref().filter(|_| !card.state.is_signed()).map(|remark| format!(" {remark}"));
    format!("{when}, {}. {state}.{}", card.author_name, remark.unwrap_or_default())
}
