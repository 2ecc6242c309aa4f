//! Recommendations: what could be done about the findings, each a draft until somebody has read it. Nothing leaves
//! the visit from here; that begins with the signature.

mod decide;
mod detail;
mod gaps;
mod list;
mod tests_of_law;

use super::{
    findings::{NoPlan, Offers, write_ones_own},
    frame::VisitFrame,
};
use crate::{
    routes,
    sheet::{Book, Sheet, Thoughts},
    ui::{DoorSwing, Icon, Lintel, focus_soon},
};
use advice::{PLAN, Recommendation, RecommendationState};
use detail::Detail;
use domain::in_order;
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_navigate, use_params_map},
};
use list::RecommendationCard;
use std::sync::Arc;

/// So many drafts of the whole visit are offered at most.
const N_OFFERS: usize = 6;

/// The page.
#[component]
pub fn Recommendations() -> impl IntoView {
    let book = Book::here();
    view! {
        <leptos_meta::Title text="Recommendations - visit - Threshold" />
        <VisitFrame>
            {match book.sheet(PLAN) {
                Some(sheet) => view! { <Page sheet=sheet /> }.into_any(),
                None => view! { <NoPlan title="Recommendations" /> }.into_any(),
            }}
        </VisitFrame>
    }
}

#[component]
fn Page(sheet: Sheet) -> impl IntoView {
    let plan = Thoughts::here().plan;
    let params = use_params_map();
    let chosen = Memo::new(move |_| params.with(|params| params.get("rec")));
    let title = Signal::derive(move || match plan.with(|plan| plan.len()) {
        0 => "Recommendations".to_owned(),
        n => format!("Recommendations ({n})"),
    });
    // From one to the next in the list beside it; the first time the page puts the focus on its own heading.
    Effect::new(move |before: Option<Option<String>>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            focus_soon(detail::HEADING.to_owned());
        }
        now
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <Lintel title=title>
                {move || {
                    (!sheet.read_only.get())
                        .then(|| view! { <p class="tag tag--wrap">"Drafts: nothing leaves this visit by itself"</p> })
                }}
            </Lintel>
            <div class=move || if chosen.get().is_some() { "plan plan--open" } else { "plan" }>
                <List sheet=sheet chosen=chosen />
                {move || chosen.get().map(|id| view! { <One sheet=sheet id=id /> })}
            </div>
        </main>
    }
}

/// The list, and what could also be offered.
#[component]
fn List(sheet: Sheet, chosen: Memo<Option<String>>) -> impl IntoView {
    let book = Book::here();
    let plan = Thoughts::here().plan;
    let ids = Memo::new(move |_| {
        plan.with(|plan| {
            let mut ordered: Vec<&Recommendation> = plan.iter().collect();
            // What is not recommended stays in the list, at its end.
            in_order(&mut ordered, |one| one.state == RecommendationState::Dropped);
            ordered.into_iter().map(|one| one.id.clone()).collect::<Vec<_>>()
        })
    });
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    view! {
        <section class="plan__list stack" aria-label="The list">
            {move || none.get().then(|| view! { <Nothing /> })}
            <For each=move || ids.get() key=String::clone let:id>
                <RecommendationCard id=id chosen=chosen />
            </For>
            {move || (!sheet.read_only.get()).then(|| view! { <More /> })}
            <A href=routes::visit_page(book.visit, "findings") attr:class="link">
                <Icon name="finding" />
                "Findings"
            </A>
        </section>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <DoorSwing part=0.0 mark=true />
            <p>"No recommendations yet. Choose a finding and Suggest one."</p>
        </div>
    }
}

/// One of one's own, and drafts for the visit as a whole, looked up when they are unfolded.
#[component]
fn More() -> impl IntoView {
    let book = Book::here();
    let navigate = use_navigate();
    let unfolded = RwSignal::new(false);
    let own = move |_| {
        if let Some(to) = write_ones_own(book, None) {
            navigate(&to, Default::default());
        }
    };
    view! {
        <div class="actions">
            <button class="btn" type="button" on:click=own>
                <Icon name="pen" />
                "Write one of my own"
            </button>
        </div>
        <details class="fold fold--card" on:toggle=move |_| unfolded.set(true)>
            <summary class="fold__title">
                <Icon name="down" />
                "Could also be offered"
            </summary>
            <div class="fold__body">
                {move || unfolded.get().then(|| view! { <Offers only=None n_most=N_OFFERS /> })}
            </div>
        </details>
    }
}

/// The recommendation of the address, if it is there.
#[component]
fn One(sheet: Sheet, id: String) -> impl IntoView {
    let book = Book::here();
    let plan = Thoughts::here().plan;
    let of = id.clone();
    let found = Memo::new(move |_| found(&plan.get(), &of));
    let there = Memo::new(move |_| found.with(Option::is_some));
    let here = StoredValue::new(id);
    view! {
        <section class="plan__detail stack" aria-labelledby=detail::HEADING>
            <A href=routes::visit_page(book.visit, "recommendations") attr:class="btn plan__back">
                <Icon name="back" />
                "All recommendations"
            </A>
            {move || match there.get() {
                true => view! { <Detail sheet=sheet id=here.get_value() one=found /> }.into_any(),
                false => view! {
                    <h2 id=detail::HEADING tabindex="-1">"Not in this visit"</h2>
                    <p>"It was removed, or it is not on this tablet yet."</p>
                }
                .into_any(),
            }}
        </section>
    }
}

fn found(plan: &Arc<Vec<Recommendation>>, id: &str) -> Option<Recommendation> {
    plan.iter().find(|one| one.id == id).cloned()
}
