//! Orders of the people in one's care: where each stands, what it costs, and since when. One opens from its row.

mod approvals;
mod asking;
mod deeds;
mod of_person;
mod one;
mod words;

pub use approvals::Approvals;
pub use of_person::OrdersOfPerson;
pub use one::Order;

use super::frame::Office;
use crate::{
    api::orders::orders,
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use domain::{
    Role,
    calendar::{long_date, uk_date},
    orders::OrderState,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use sync::orders::{ORDERS_PER_PAGE, OrderFilter, OrderLine};

/// States that are looked at together: the word, the code in the address, and the states.
const GROUPS: [(&str, &str, &[OrderState]); 6] = [
    ("All", "", &[]),
    ("Proposed", "proposed", &[OrderState::Proposed]),
    ("Approved", "approved", &[OrderState::Approved]),
    ("Ordered", "ordered", &[OrderState::Ordered]),
    ("In place", "in-place", &[OrderState::Fitted, OrderState::Demonstrated, OrderState::Reviewed]),
    ("Closed", "closed", &[OrderState::Collected, OrderState::Refused, OrderState::Withdrawn]),
];

/// A page of the list, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shown {
    /// Place among the groups.
    group: usize,
    /// The page, from 0.
    page: u32,
    /// Its orders.
    lines: Vec<OrderLine>,
}

/// The page.
#[component]
pub fn Orders() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let code = query.get("state").unwrap_or_default();
        let group = GROUPS.iter().position(|(_, known, _)| *known == code).unwrap_or_default();
        let page = query.get("page").and_then(|page| page.parse::<u32>().ok()).unwrap_or_default();
        (group, page)
    });
    let data = Resource::new(move || asked.get(), |(group, page)| load(group, page));
    view! { <Office page=Page::Orders title="Orders" data=data draw=draw /> }
}

async fn load(group: usize, page: u32) -> Result<Shown, AppError> {
    let states = GROUPS.get(group).map(|(_, _, states)| states.to_vec()).unwrap_or_default();
    let lines = orders(OrderFilter { states, person: None, page }).await?;
    Ok(Shown { group, page, lines })
}

fn draw(shown: Shown, desk: Desk) -> AnyView {
    let chip = move |(idx, (word, code, _)): (usize, (&'static str, &'static str, &[OrderState]))| {
        view! {
            <li>
                <a class="chip" href=routes::orders_in(code, 0) aria-current=(idx == shown.group).then_some("page")>
                    {word}
                </a>
            </li>
        }
    };
    let inside = match shown.lines.is_empty() {
        true => view! { <Nothing shown=shown.clone() /> }.into_any(),
        false => view! { <Table shown=shown.clone() /> }.into_any(),
    };
    view! {
        <Lintel title="Orders".to_owned() sub="What signed records recommend to buy, fit or build.".to_owned()>
            // A manager has both in the top bar.
            {(desk.me.role != Role::Manager)
                .then(|| {
                    view! {
                        <a class="link" href=routes::CATALOGUE>
                            "Catalogue"
                        </a>
                        <a class="link" href=routes::FIGURES>
                            "Figures and limits"
                        </a>
                    }
                })}
        </Lintel>
        <nav aria-label="Which orders">
            <ul class="chips">{GROUPS.into_iter().enumerate().map(chip).collect_view()}</ul>
        </nav>
        {inside}
    }
    .into_any()
}

#[component]
fn Nothing(shown: Shown) -> impl IntoView {
    let words = match shown.group {
        _ if shown.page > 0 => "There is nothing on this page.",
        0 => "No orders yet.",
        _ => "No orders here.",
    };
    view! {
        <div class="empty">
            <p>
                <b>{words}</b>
                " They begin when a record with recommendations is signed."
            </p>
        </div>
    }
}

#[component]
fn Table(shown: Shown) -> impl IntoView {
    let group = GROUPS.get(shown.group).map_or(GROUPS[0], |group| *group);
    let caption = match shown.group {
        0 => "All orders, what moved last first".to_owned(),
        _ => format!("{}, what moved last first", group.0),
    };
    let n_lines = shown.lines.len();
    let page = shown.page;
    let turn = move |word: &'static str, icon: &'static str, to: u32| {
        view! {
            <a class="btn" href=routes::orders_in(group.1, to)>
                <Icon name=icon />
                {word}
            </a>
        }
    };
    let first = page as usize * ORDERS_PER_PAGE + 1;
    view! {
        <div class="table-wrap">
            <table class="table table--cards table--rows">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">"Person"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Since"</th>
                        <th scope="col" class="table__num">
                            "Cost"
                        </th>
                        <th scope="col" class="table__wide">
                            "By when"
                        </th>
                    </tr>
                </thead>
                <tbody>{shown.lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <div class="pages">
            <p class="quiet">{format!("{first} to {}", first + n_lines - 1)}</p>
            <div class="actions">
                {(page > 0).then(|| turn("Page before", "back", page - 1))}
                {(n_lines == ORDERS_PER_PAGE).then(|| turn("Next page", "next", page + 1))}
            </div>
        </div>
    }
}

fn row(line: OrderLine) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a href=routes::order(line.id)>{line.proposal.what.clone()}</a>
                <span class="table__sub">{line.proposal.category.words()}</span>
            </th>
            <td data-label="Person">{line.person_name.clone()}</td>
            <td data-label="State">
                <span class="tag">{line.state.words()}</span>
            </td>
            <td data-label="Since">{long_date(uk_date(line.since))}</td>
            <td data-label="Cost" class="table__num">
                {line.proposal.cost_words()}
            </td>
            <td data-label="By when" class="table__wide">
                {line.proposal.due.map_or_else(|| "-".to_owned(), long_date)}
            </td>
        </tr>
    }
}
