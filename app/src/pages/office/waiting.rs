//! The waiting board: what waits, for whom, how long. Kinds and states only; people are never ranked
//! or coloured.

use super::{
    frame::{Office, Problem},
    waiting_list::WaitingList,
};
use crate::{
    api::waiting::{WaitingPage, waiting},
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use chrono::{DateTime, Utc};
use domain::calendar::{clock, long_date, uk_date, waiting_words, working_days_between};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::collections::BTreeMap;
use sync::desk::{Stage, WaitingBoard, WaitingLine};

/// The page.
#[component]
pub fn Waiting() -> impl IntoView {
    let query = use_query_map();
    let by_person = Memo::new(move |_| query.read().get("by").as_deref() == Some("person"));
    let data = Resource::new(|| (), |()| waiting());
    view! { <Office page=Page::Waiting title="Waiting" data=data draw=move |page, desk| draw(page, desk, by_person) /> }
}

fn draw(page: WaitingPage, _desk: Desk, by_person: Memo<bool>) -> AnyView {
    let page = RwSignal::new(page);
    let problem = RwSignal::new(None::<AppError>);
    // With its day: the board is printed and taken to meetings.
    let at = move || {
        let at = page.read().board.at;
        format!("as of {}, {}", clock(at), long_date(uk_date(at)))
    };
    let segment = move |word: &'static str, person: bool| {
        let href = if person { format!("{}?by=person", routes::WAITING) } else { routes::WAITING.to_owned() };
        view! {
            <a class="segment" href=href aria-current=move || (by_person.get() == person).then_some("page")>
                {word}
            </a>
        }
    };
    let nothing = move || page.read().board.lines.is_empty();
    let rows = move || {
        let board = page.read().board.clone();
        if by_person.get() { by_name(&board) } else { board.stages }
    };
    let body = move || match nothing() {
        true => view! {
            <div class="empty">
                <p>
                    <b>"Nothing is waiting."</b>
                    " What waits to be signed, countersigned or decided stands here."
                </p>
            </div>
        }
        .into_any(),
        false => view! {
            <Amounts rows=Signal::derive(rows) by_person=by_person at=page.read_untracked().board.at />
            <WaitingList page=page problem=problem />
        }
        .into_any(),
    };
    view! {
        <Lintel title="Waiting".to_owned() count=Signal::derive(at)>
            <nav class="segments segments--stack" aria-label="Order">
                {segment("By stage", false)}
                {segment("By person responsible", true)}
            </nav>
            <button class="btn" type="button" on:click=|_| drop(window().print())>
                <Icon name="print" />
                "Print"
            </button>
        </Lintel>
        <Problem problem=problem />
        {body}
    }
    .into_any()
}

/// The same amounts, by whoever has the work; in the order of the alphabet.
fn by_name(board: &WaitingBoard) -> Vec<Stage> {
    let mut all: BTreeMap<&str, Vec<&WaitingLine>> = BTreeMap::new();
    for line in &board.lines {
        all.entry(&line.with).or_default().push(line);
    }
    let stage = |(name, lines): (&str, Vec<&WaitingLine>)| {
        let mut stage = Stage { name: name.to_owned(), n_waiting: lines.len(), ..Stage::default() };
        stage.longest_since = lines.iter().map(|line| line.since).min();
        for line in lines {
            let place = match working_days_between(uk_date(line.since), uk_date(board.at)) {
                0..=2 => 0,
                3..=5 => 1,
                _ => 2,
            };
            stage.by_days[place] += 1;
        }
        stage
    };
    all.into_iter().map(stage).collect()
}

#[component]
fn Amounts(rows: Signal<Vec<Stage>>, by_person: Memo<bool>, at: DateTime<Utc>) -> impl IntoView {
    let (caption, first) = (
        move || match by_person.get() {
            true => "How much waits with each person, in working days",
            false => "How much waits at each stage, in working days",
        },
        move || {
            if by_person.get() { "Person responsible" } else { "Stage" }
        },
    );
    let widest = move || rows.get().iter().map(|row| row.n_waiting).max().unwrap_or(1).max(1);
    view! {
        <div class="table-wrap">
            <table class="table table--cards">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{first}</th>
                        <th scope="col" class="table__num">
                            "Waiting"
                        </th>
                        <th scope="col">"Longest"</th>
                        <th scope="col" class="table__num">
                            "0 to 2"
                        </th>
                        <th scope="col" class="table__num">
                            "3 to 5"
                        </th>
                        <th scope="col" class="table__num">
                            "Over 5"
                        </th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{move || rows.get().into_iter().map(|row| amount(row, widest(), at)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn amount(row: Stage, widest: usize, at: DateTime<Utc>) -> impl IntoView {
    let number = |n: usize| {
        if n == 0 { "-".to_owned() } else { n.to_string() }
    };
    let longest = row.longest_since.map_or_else(|| "-".to_owned(), |since| waiting_words(since, at));
    let [few, some, many] = row.by_days;
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            <td data-label="Waiting" class="table__num">
                {number(row.n_waiting)}
            </td>
            <td data-label="Longest">{longest}</td>
            <td data-label="0 to 2 days" class="table__num">
                {number(few)}
            </td>
            <td data-label="3 to 5 days" class="table__num">
                {number(some)}
            </td>
            <td data-label="Over 5 working days" class="table__num">
                {number(many)}
            </td>
            <td class="table__none">{bar(row.by_days, widest)}</td>
        </tr>
    }
}

/// One hue, with the numbers beside it; nothing is told by the bar alone.
fn bar(by_days: [usize; 3], widest: usize) -> impl IntoView {
    let width = |n: usize| n * 124 / widest;
    let [a, b, c] = by_days.map(width);
    let rect = |class: &'static str, x: usize, width: usize| {
        view! { <rect class=class x=x.to_string() y="1" width=width.to_string() height="12"></rect> }
    };
    view! {
        <svg class="bars" viewBox="0 0 128 14" aria-hidden="true">
            {rect("bars__a", 0, a)}
            {rect("bars__b", a + 2, b)}
            {rect("bars__c", a + b + 4, c)}
        </svg>
    }
}
