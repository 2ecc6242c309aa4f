//! The review queue: what waits for the supervisor, longest first.

use super::{fields::Select, frame::Office};
use crate::{
    api::reviews::{Queue, review_queue},
    routes,
    session::{Desk, Page},
    ui::{DoorSwing, Lintel},
};
use chrono::{DateTime, Utc};
use domain::calendar::{clock, date_and_clock, uk_date, waiting_words, working_days_between};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use sync::desk::{QueueLine, QueueTab};

const ROWS: usize = 25;

const TABS: [(QueueTab, &str, &str); 3] = [
    (QueueTab::Waiting, "Waiting for me", "waiting"),
    (QueueTab::Returned, "Returned", "returned"),
    (QueueTab::Countersigned, "Countersigned", "countersigned"),
];

/// The page.
#[component]
pub fn ReviewQueue() -> impl IntoView {
    let query = use_query_map();
    let tab = Memo::new(move |_| {
        let asked = query.read().get("tab");
        TABS.into_iter()
            .find(|(_, _, code)| Some(*code) == asked.as_deref())
            .map_or(QueueTab::Waiting, |t| t.0)
    });
    let data = Resource::new(move || tab.get(), review_queue);
    view! { <Office page=Page::Review title="To review" data=data draw=draw /> }
}

fn draw(queue: Queue, desk: Desk) -> AnyView {
    let n_lines = queue.lines.len();
    let title = match queue.tab {
        QueueTab::Waiting => format!("To review ({n_lines})"),
        QueueTab::Returned => format!("Returned ({n_lines})"),
        QueueTab::Countersigned => format!("Countersigned ({n_lines})"),
    };
    let here = queue.tab;
    let tabs = TABS.map(|(tab, word, code)| {
        let href = format!("{}?tab={code}", routes::REVIEW);
        view! {
            <a class="segment" href=href aria-current=(tab == here).then_some("page")>
                {word}
            </a>
        }
    });
    let inside = match n_lines {
        0 => nothing(&queue).into_any(),
        _ => view! { <Lines queue=queue now=desk.now /> }.into_any(),
    };
    view! {
        <Lintel title=title>
            <nav class="segments segments--stack" aria-label="Which records">
                {tabs.collect_view()}
            </nav>
        </Lintel>
        {inside}
    }
    .into_any()
}

fn nothing(queue: &Queue) -> impl IntoView + use<> {
    let (first, second) = match queue.tab {
        QueueTab::Waiting => {
            ("Nothing waits for you.", format!(" Returned to authors: {}.", queue.n_returned))
        }
        QueueTab::Returned => {
            ("Nothing is returned.", " Records you give back to their authors stand here.".to_owned())
        }
        QueueTab::Countersigned => {
            ("Nothing is countersigned yet.", " Records stand here once they are countersigned.".to_owned())
        }
    };
    view! {
        <div class="empty">
            <DoorSwing part=1.0 mark=true />
            <p>
                <b>{first}</b>
                {second}
            </p>
        </div>
    }
}

#[component]
fn Lines(queue: Queue, now: DateTime<Utc>) -> impl IntoView {
    let waits = queue.tab != QueueTab::Countersigned;
    let n_mine = queue.lines.iter().filter(|line| line.mine).count();
    let caption = match queue.tab {
        // One's own stand above those of others, as they come from the server.
        QueueTab::Waiting if n_mine < queue.lines.len() => "Waiting for me, then for others, oldest first",
        QueueTab::Returned if n_mine < queue.lines.len() => {
            "With their authors: returned by me, then by others, oldest first"
        }
        QueueTab::Waiting => "Waiting for me, oldest first",
        QueueTab::Returned => "With their authors, oldest first",
        QueueTab::Countersigned => "Countersigned",
    };
    let (author, kind) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = RwSignal::new(ROWS);
    let authors = distinct(queue.lines.iter().map(|line| line.author.clone()));
    let kinds = distinct(queue.lines.iter().map(|line| line.what.clone()));
    let all = StoredValue::new(queue.lines);
    let fits = move |line: &&QueueLine| {
        let is = |wanted: String, value: &str| wanted.is_empty() || wanted == value;
        is(author.get(), &line.author) && is(kind.get(), &line.what)
    };
    let rows = move || {
        all.with_value(|all| {
            all.iter().filter(fits).take(shown.get()).map(|line| row(line, now, waits)).collect_view()
        })
    };
    let n_fitting = move || all.with_value(|all| all.iter().filter(fits).count());
    let filters = authors.len() > 1 || kinds.len() > 1;
    view! {
        {filters
            .then(|| {
                view! {
                    <div class="filters">
                        <Filter id="author" label="Author" all="Everyone" options=authors.clone() value=author />
                        <Filter id="kind" label="Kind" all="Every kind" options=kinds.clone() value=kind />
                    </div>
                }
            })}
        {move || (n_fitting() == 0).then(|| view! { <NothingFits filters=[author, kind] /> })}
        <div class="table-wrap" hidden=move || n_fitting() == 0>
            <table class="table table--cards table--rows">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Person"</th>
                        {waits.then(|| view! { <th scope="col">"Waiting"</th> })}
                        <th scope="col">"What"</th>
                        <th scope="col">"Author"</th>
                        <th scope="col" class="table__wide">
                            "Signed"
                        </th>
                        <th scope="col">"Notes"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="pages" hidden=move || n_fitting() == 0>
            <p class="quiet">{move || format!("1 to {} of {}", shown.get().min(n_fitting()), n_fitting())}</p>
            {move || {
                (n_fitting() > shown.get())
                    .then(|| {
                        view! {
                            <button class="btn" type="button" on:click=move |_| shown.update(|n| *n += ROWS)>
                                "Show more"
                            </button>
                        }
                    })
            }}
        </div>
    }
}

fn distinct(all: impl Iterator<Item = String>) -> Vec<String> {
    let set: std::collections::BTreeSet<String> = all.collect();
    set.into_iter().collect()
}

/// A native select that narrows a list on the page.
#[component]
pub fn Filter(
    /// Its id.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// The words for no choice.
    all: &'static str,
    /// What can be chosen.
    options: Vec<String>,
    /// What is chosen; empty for all.
    value: RwSignal<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|word| (word.clone(), word)).collect();
    view! { <Select id=id label=label all=all options=options value=value /> }
}

/// Stands in place of a table when nothing in it is what was asked for.
#[component]
pub fn NothingFits(
    /// What is asked for; emptied by the button.
    filters: [RwSignal<String>; 2],
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>
                <b>"Nothing here fits what you chose."</b>
                " Choose something else, or look at all of it."
            </p>
            <button class="btn" type="button" on:click=move |_| filters.iter().for_each(|one| one.set(String::new()))>
                "Show all"
            </button>
        </div>
    }
}

fn row(line: &QueueLine, now: DateTime<Utc>, waits: bool) -> impl IntoView + use<> {
    let words = waiting_words(line.since, now);
    let waiting = match working_days_between(uk_date(line.since), uk_date(now)) {
        0..=5 => view! { <span>{words}</span> }.into_any(),
        _ => view! { <b>{format!("{words}, over 5 days")}</b> }.into_any(),
    };
    let signed = match (line.signed_at, line.received_at) {
        (Some(at), Some(received)) if uk_date(at) == uk_date(received) => {
            format!("{}, received {}", date_and_clock(at), clock(received))
        }
        (Some(at), Some(received)) => {
            format!("{}, received {}", date_and_clock(at), date_and_clock(received))
        }
        (Some(at), None) => date_and_clock(at),
        _ => String::new(),
    };
    let notes = if line.notes.is_empty() { "None".to_owned() } else { line.notes.join(", ") };
    view! {
        <tr>
            <th scope="row">
                <a href=routes::review(line.id)>{line.person.clone()}</a>
            </th>
            {waits.then(|| view! { <td data-label="Waiting">{waiting}</td> })}
            <td data-label="What">{line.what.clone()}</td>
            <td data-label="Author">{format!("{}, {}", line.author, line.author_title)}</td>
            <td data-label="Signed" class="table__wide">
                {signed}
            </td>
            <td data-label="Notes">{notes}</td>
        </tr>
    }
}
