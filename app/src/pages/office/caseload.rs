//! The caseload: people with what comes next. What is searched for travels in the body of a post
//! and is never part of an address.

use super::{
    frame::{Office, Problem, say},
    queue::Filter,
};
use crate::{
    api::people::{Search, caseload},
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Role,
    calendar::{clock, long_date, uk_date},
};
use leptos::prelude::*;
use sync::desk::CaseLine;

const ROWS: usize = 50;
/// How many letters of what was searched for are said again.
const LONGEST_SHOWN: usize = 60;

/// The page.
#[component]
pub fn Caseload() -> impl IntoView {
    let data = Resource::new(|| (), |()| caseload(Search::default()));
    view! { <Office page=Page::Caseload title="Caseload" data=data draw=draw /> }
}

fn draw(lines: Vec<CaseLine>, desk: Desk) -> AnyView {
    let name = match desk.me.role {
        Role::Supervisor | Role::Manager => "Caseload of the team",
        Role::Student => "My placement",
        _ => "My caseload",
    };
    let n_open = lines.iter().filter(|line| line.state != CaseLine::CLOSED).count();
    let title = format!("{name} ({n_open})");
    let may_add = matches!(desk.me.role, Role::Therapist | Role::Supervisor | Role::Manager);
    let add = may_add.then(|| {
        view! {
            <a class="btn" href=routes::NEW_PERSON>
                <Icon name="plus" />
                "Add a person"
            </a>
        }
    });
    let body = match lines.is_empty() {
        true => view! {
            <div class="empty">
                <p>
                    <b>"Nobody is on this list yet."</b>
                    {if may_add {
                        " Add a person, then plan a visit: it is on the tablet at its next contact."
                    } else {
                        " Your supervisor adds people and plans visits."
                    }}
                </p>
            </div>
        }
        .into_any(),
        false => view! { <People lines=lines now=desk.now /> }.into_any(),
    };
    view! {
        <Lintel title=title>{add}</Lintel>
        {body}
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Due,
    Name,
}

#[component]
fn People(lines: Vec<CaseLine>, now: DateTime<Utc>) -> impl IntoView {
    let states: std::collections::BTreeSet<String> = lines.iter().map(|line| line.state.clone()).collect();
    let everybody = StoredValue::new(lines.clone());
    let (lines, typed) = (RwSignal::new(lines), RwSignal::new(String::new()));
    let looked_for = RwSignal::new(String::new());
    let (state, order, shown) =
        (RwSignal::new(String::new()), RwSignal::new(Order::Due), RwSignal::new(ROWS));
    let problem = RwSignal::new(None::<AppError>);
    let find = Action::new(move |words: &String| {
        let words = words.trim().to_owned();
        async move {
            match caseload(Search { words: words.clone() }).await {
                Ok(found) => {
                    say(&format!("{} found", found.len()));
                    looked_for.set(words);
                    lines.set(found);
                    problem.set(None);
                }
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        find.dispatch(typed.get_untracked());
    };
    let show_all = move |_| {
        typed.set(String::new());
        looked_for.set(String::new());
        state.set(String::new());
        lines.set(everybody.get_value());
    };
    let fitting = Memo::new(move |_| {
        let mut fitting: Vec<CaseLine> = lines
            .get()
            .into_iter()
            .filter(|line| match state.get() {
                any if any.is_empty() => {
                    line.state != CaseLine::CLOSED || looked_for.with(|words| !words.is_empty())
                }
                state => line.state == state,
            })
            .collect();
        match order.get() {
            Order::Due => fitting.sort_by_key(|line| (line.due.is_none(), line.due)),
            Order::Name => fitting.sort_by_key(|line| line.person.banner_name()),
        }
        fitting
    });
    let body = move || match fitting.with(Vec::is_empty) {
        true => view! { <Nobody looked_for=looked_for state=state on_all=show_all /> }.into_any(),
        false => view! { <Table lines=fitting order=order shown=shown now=now /> }.into_any(),
    };
    view! {
        <Problem problem=problem />
        <form class="filters" method="post" novalidate role="search" on:submit=submit>
            <div class="field grow">
                <label class="field__label" for="find">
                    "Name or NHS number"
                </label>
                <div class="input-row">
                    <input
                        class="input input--search"
                        id="find"
                        type="search"
                        autocomplete="off"
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                    <button class="btn" type="submit">
                        <Icon name="search" />
                        "Find"
                    </button>
                </div>
            </div>
            <Filter id="state" label="State" all="Open cases" options=states.into_iter().collect() value=state />
        </form>
        {body}
    }
}

#[component]
fn Nobody(
    looked_for: RwSignal<String>,
    state: RwSignal<String>,
    on_all: impl Fn(leptos::ev::MouseEvent) + Send + Sync + Clone + 'static,
) -> impl IntoView {
    let words = move || {
        let looked_for = looked_for.with(|words| match words.char_indices().nth(LONGEST_SHOWN) {
            Some((end, _)) => format!("{} ...", &words[..end]),
            None => words.clone(),
        });
        let who = match looked_for.is_empty() {
            true => "Nobody".to_owned(),
            false => format!("Nobody with the name or NHS number \u{2018}{looked_for}\u{2019}"),
        };
        match state.get() {
            any if any.is_empty() && looked_for.is_empty() => "Nobody is in this list.".to_owned(),
            any if any.is_empty() => format!("{who} is in your caseload."),
            state => format!("{who} in your caseload has the state \u{2018}{state}\u{2019}."),
        }
    };
    view! {
        <div class="empty">
            <p>
                <b>{words}</b>
                " People outside it are not shown."
            </p>
            <button class="btn" type="button" on:click=on_all>
                "Show everyone"
            </button>
        </div>
    }
}

#[component]
fn Table(
    lines: Memo<Vec<CaseLine>>,
    order: RwSignal<Order>,
    shown: RwSignal<usize>,
    now: DateTime<Utc>,
) -> impl IntoView {
    let today = uk_date(now);
    let caption = move || match order.get() {
        Order::Due => "Due, soonest first",
        Order::Name => "By family name",
    };
    let turn =
        move |_| order.update(|order| *order = if *order == Order::Due { Order::Name } else { Order::Due });
    let rows =
        move || lines.with(|all| all.iter().take(shown.get()).map(|line| row(line, today)).collect_view());
    let n_lines = move || lines.with(Vec::len);
    view! {
        <div class="table-wrap">
            <table class="table table--cards table--rows">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Person"</th>
                        <th scope="col">"Next action"</th>
                        <th scope="col" aria-sort=move || (order.get() == Order::Due).then_some("ascending")>
                            <button class="sort" type="button" on:click=turn>
                                {move || if order.get() == Order::Due { "By, soonest first" } else { "By" }}
                                <Icon name="down" />
                            </button>
                        </th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Last contact"</th>
                        <th scope="col" class="table__wide">
                            "Therapist"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="pages">
            <p class="quiet">{move || format!("1 to {} of {}", shown.get().min(n_lines()), n_lines())}</p>
            {move || {
                (n_lines() > shown.get())
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

/// "12 May 2026 09:30", and how late it is.
fn due(at: DateTime<Utc>, today: NaiveDate) -> impl IntoView {
    let day = uk_date(at);
    let late = (today - day).num_days();
    let words = if late > 0 { long_date(day) } else { format!("{} {}", long_date(day), clock(at)) };
    let late = match late {
        ..=0 => None,
        1 => Some(" 1 day late".to_owned()),
        n => Some(format!(" {n} days late")),
    };
    view! {
        <span>{words}</span>
        {late.map(|late| view! { <b>{late}</b> })}
    }
}

fn row(line: &CaseLine, today: NaiveDate) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">
                <a href=routes::person(line.person.id)>{line.person.banner_name()}</a>
            </th>
            <td data-label="Next action">{line.next.clone()}</td>
            <td data-label="By">{line.due.map(|at| due(at, today))}</td>
            <td data-label="State">
                <span class="tag">{line.state.clone()}</span>
            </td>
            <td data-label="Last contact">{line.last_contact.map(|at| long_date(uk_date(at)))}</td>
            <td data-label="Therapist" class="table__wide">
                {line.therapist.clone()}
            </td>
        </tr>
    }
}
