//! The orders of one person, for that person's page.

use crate::{
    routes,
    ui::{Icon, icon_address},
};
use domain::calendar::{long_date, uk_date};
use leptos::prelude::*;
use sync::orders::OrderLine;

/// "Recommendations and orders": what is under way for a person, what moved last first.
#[component]
pub fn OrdersOfPerson(
    /// The orders.
    lines: Vec<OrderLine>,
) -> impl IntoView {
    let line = |line: OrderLine| {
        let about = format!(
            "{}, {}. {} since {}.",
            line.proposal.category.words(),
            line.proposal.cost_words(),
            line.state.words(),
            long_date(uk_date(line.since))
        );
        view! {
            <li>
                <a class="line" href=routes::order(line.id)>
                    <Icon name="plan" />
                    <span class="line__title">
                        {line.proposal.what}
                        <span class="line__sub">{about}</span>
                    </span>
                    <svg class="icon icon--go" aria-hidden="true">
                        <use href=icon_address("next")></use>
                    </svg>
                </a>
            </li>
        }
    };
    let list = match lines.is_empty() {
        true => view! {
            <p>"No orders yet. What a record recommends to buy, fit or build stands here once it is signed."</p>
        }
        .into_any(),
        false => view! { <ul class="lines">{lines.into_iter().map(line).collect_view()}</ul> }.into_any(),
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="orders">
            <h2 id="orders">"Recommendations and orders"</h2>
            {list}
        </section>
    }
}
