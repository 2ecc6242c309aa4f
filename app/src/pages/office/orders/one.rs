//! One order: everything that is known of it, what this reader may do with it, and what happened to it so far.

use super::{
    deeds::Deeds,
    words::{cost_words, step_words},
};
use crate::{
    api::orders::order,
    error::AppError,
    pages::office::frame::{BackLink, Office, Problem, by_id, fresh_counts, pair},
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel, Notice, focus},
};
use domain::calendar::{date_and_clock, long_date, uk_date};
use leptos::{prelude::*, task::spawn_local};
use sync::orders::{OrderLine, OrderPage, OrderStep};

/// The page.
#[component]
pub fn Order() -> impl IntoView {
    let data = by_id("order", order);
    view! { <Office page=Page::Orders title="Order" data=data draw=draw /> }
}

fn draw(page: OrderPage, desk: Desk) -> AnyView {
    let (id, today) = (page.line.id, uk_date(desk.now));
    let line = page.line.clone();
    let page = RwSignal::new(page);
    let problem = RwSignal::new(None::<AppError>);
    let counts = fresh_counts();
    let done = Callback::new(move |()| {
        counts.run(());
        spawn_local(async move {
            match order(id).await {
                Ok(after) => {
                    page.set(after);
                    problem.set(None);
                    // What was asked for from is gone.
                    request_animation_frame(|| focus("main"));
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    });
    let sub = move || {
        page.with(|page| {
            let (state, since) = (page.line.state.words(), long_date(uk_date(page.line.since)));
            format!("{}. {state} since {since}.", page.line.proposal.category.words())
        })
    };
    let inside = move || {
        let OrderPage { line, steps } = page.get();
        view! {
            <Waits line=line.clone() />
            <Deeds line=line.clone() today=today done=done />
            <div class="overview">
                <Facts line=line />
                <Steps steps=steps />
            </div>
        }
    };
    view! {
        <BackLink href=routes::ORDERS to="Orders" />
        <Lintel title=line.proposal.what.clone() sub=Signal::derive(sub)>
            <a class="link" href=routes::person(line.person)>
                <Icon name="person" />
                {line.person_name.clone()}
            </a>
            <a class="link" href=routes::report(line.visit)>
                <Icon name="note" />
                {format!("The record that recommends it, version {}", line.version)}
            </a>
        </Lintel>
        <Problem problem=problem />
        {inside}
    }
    .into_any()
}

/// Why it still waits, to whom this matters most.
#[component]
pub fn Waits(
    /// The order.
    line: OrderLine,
) -> impl IntoView {
    let words = line.hindrance.or(line.waits_for);
    words.map(|words| view! { <Notice icon="clock">{words}</Notice> })
}

#[component]
fn Facts(line: OrderLine) -> impl IntoView {
    let cost = cost_words(&line);
    let proposed = format!("{}, {}", line.proposed_by, date_and_clock(line.proposed_at));
    let proposal = line.proposal;
    view! {
        <section class="card" aria-labelledby="facts">
            <h2 id="facts">"What it is"</h2>
            <dl class="pairs pairs--lines">
                {pair("Need", Some(proposal.need).filter(|need| !need.is_empty()))}
                {pair("Kind", Some(proposal.category.words().to_owned()))}
                {pair("Size", proposal.size)}
                {pair("Safe working load", proposal.swl_kg.map(|kg| format!("{kg} kg")))}
                {pair("How many", Some(proposal.quantity.to_string()))}
                {pair("Cost", Some(cost))}
                {pair("Class (ISO 9999)", proposal.iso)}
                {pair("Who does it", proposal.owner)}
                {pair("By when", proposal.due.map(long_date))}
                {pair("Proposed by", Some(proposed))}
            </dl>
        </section>
    }
}

#[component]
fn Steps(steps: Vec<OrderStep>) -> impl IntoView {
    let step = |step: OrderStep| {
        let by = format!("{}, {}", date_and_clock(step.at), step.by);
        let note =
            (!step.note.is_empty()).then(|| view! { <span class="line__sub">{step.note.clone()}</span> });
        view! {
            <li class="line">
                <Icon name="clock" />
                <span class="line__title">
                    {step_words(&step)}
                    <span class="line__sub">{by}</span>
                    {note}
                </span>
            </li>
        }
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="steps">
            <h2 id="steps">"What happened so far"</h2>
            <ol class="lines">{steps.into_iter().map(step).collect_view()}</ol>
        </section>
    }
}
