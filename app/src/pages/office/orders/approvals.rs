//! Orders whose cost waits for somebody to decide, longest waiting first: what is asked for, for whom, why, what it
//! costs, and why it was not approved by itself.

use super::{deeds::Deeds, one::Waits, words::cost_words};
use crate::{
    api::orders::approvals,
    error::AppError,
    pages::office::frame::{Office, Problem, fresh_counts, pair},
    routes,
    session::{Desk, Page},
    ui::{Lintel, focus},
};
use chrono::{DateTime, Utc};
use domain::calendar::{long_date, uk_date, waiting_words};
use leptos::{prelude::*, task::spawn_local};
use sync::orders::OrderLine;

/// The page.
#[component]
pub fn Approvals() -> impl IntoView {
    let data = Resource::new(|| (), |()| approvals());
    view! { <Office page=Page::Approvals title="Approvals" data=data draw=draw /> }
}

fn draw(lines: Vec<OrderLine>, desk: Desk) -> AnyView {
    let lines = RwSignal::new(lines);
    let problem = RwSignal::new(None::<AppError>);
    let counts = fresh_counts();
    let done = Callback::new(move |()| {
        counts.run(());
        spawn_local(async move {
            match approvals().await {
                Ok(after) => {
                    lines.set(after);
                    problem.set(None);
                    // What was asked for from is gone.
                    request_animation_frame(|| focus("main"));
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    });
    let title = move || match lines.with(Vec::len) {
        0 => "Approvals".to_owned(),
        n => format!("Approvals ({n})"),
    };
    let now = desk.now;
    let body = move || match lines.get() {
        none if none.is_empty() => view! {
            <div class="empty">
                <p>
                    <b>"Nothing waits for approval."</b>
                    " What costs more than its author may approve stands here."
                </p>
            </div>
        }
        .into_any(),
        all => {
            let card = move |(at, line)| view! { <Card at=at line=line now=now done=done /> };
            view! { <div class="cards">{all.into_iter().enumerate().map(card).collect_view()}</div> }
                .into_any()
        }
    };
    view! {
        <Lintel title=Signal::derive(title) sub="Each costs more than its author may approve, or has no price yet.".to_owned() />
        <Problem problem=problem />
        {body}
    }
    .into_any()
}

#[component]
fn Card(at: usize, line: OrderLine, now: DateTime<Utc>, done: Callback<()>) -> impl IntoView {
    let heading = format!("approval-{at}");
    let named_by = heading.clone();
    let waits =
        format!("waiting {}, since {}", waiting_words(line.since, now), long_date(uk_date(line.since)));
    let proposal = line.proposal.clone();
    let need = (!proposal.need.is_empty()).then(|| view! { <p>{proposal.need.clone()}</p> });
    view! {
        <article class="card" aria-labelledby=named_by>
            <div class="card__head">
                <h2 class="card__title" id=heading>
                    <a href=routes::order(line.id)>{proposal.what.clone()}</a>
                </h2>
                <span class="tag">{proposal.category.words()}</span>
            </div>
            <p class="card__meta">
                <span>{line.person_name.clone()}</span>
                <span>{format!("proposed by {}", line.proposed_by)}</span>
                <span>{waits}</span>
            </p>
            {need}
            <dl class="pairs">
                {pair("Cost", Some(cost_words(&line)))} {pair("Size", proposal.size)}
                {pair("Safe working load", proposal.swl_kg.map(|kg| format!("{kg} kg")))}
                {pair("By when", proposal.due.map(long_date))}
            </dl>
            <Waits line=line.clone() />
            <Deeds line=line today=uk_date(now) done=done />
        </article>
    }
}
