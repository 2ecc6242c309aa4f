//! The audit trail: who looked at or changed what, when and why, and whether the chain holds.

use super::{
    frame::Office,
    queue::{Filter, NothingFits},
};
use crate::{
    api::audit::{AuditPage, audit},
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use domain::calendar::date_and_clock;
use leptos::prelude::*;
use std::collections::BTreeSet;
use sync::desk::{AuditLine, ChainState};

/// The page.
#[component]
pub fn Audit() -> impl IntoView {
    let data = Resource::new(|| (), |()| audit());
    view! { <Office page=Page::Audit title="Audit" data=data draw=draw /> }
}

fn draw(page: AuditPage, _desk: Desk) -> AnyView {
    let chain = match page.chain {
        ChainState::Unbroken(_) => view! {
            <div class="notice">
                <Icon name="ok-line" />
                <p>{format!("Chain checked {}, unbroken.", date_and_clock(page.checked_at))}</p>
            </div>
        }
        .into_any(),
        ChainState::BrokenAt(n) => view! {
            <div class="notice notice--attention">
                <Icon name="attention" />
                <p>{format!("First broken row {}", forms::number::with_thousands(&n.to_string()))}</p>
            </div>
        }
        .into_any(),
    };
    view! {
        <Lintel title="Audit".to_owned() sub="Who looked at or changed what, when and why. The newest 200 rows.".to_owned() />
        {chain}
        <Trail lines=page.lines />
    }
    .into_any()
}

/// "visit-read" as people read it.
fn action_words(code: &str) -> String {
    let mut words = code.replace('-', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

#[component]
fn Trail(lines: Vec<AuditLine>) -> impl IntoView {
    let (who, what) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let names: BTreeSet<String> = lines.iter().map(|line| line.actor.clone()).collect();
    let actions: BTreeSet<String> = lines.iter().map(|line| action_words(&line.action)).collect();
    let lines = StoredValue::new(lines);
    let fits = move |line: &&AuditLine| {
        let is = |wanted: String, value: &str| wanted.is_empty() || wanted == value;
        is(who.get(), &line.actor) && is(what.get(), &action_words(&line.action))
    };
    let is_none = move || lines.with_value(|all| !all.iter().any(|line| fits(&line)));
    let row = |line: &AuditLine| {
        view! {
            <tr>
                <th scope="row">{date_and_clock(line.at)}</th>
                <td data-label="Who">{line.actor.clone()}</td>
                <td data-label="What">{action_words(&line.action)}</td>
                <td data-label="Of which record">{line.subject.clone()}</td>
                <td data-label="Why">{action_words(&line.reason)}</td>
                <td data-label="Row" class="table__num">
                    {forms::number::with_thousands(&line.n.to_string())}
                </td>
            </tr>
        }
    };
    view! {
        <div class="filters">
            <Filter id="who" label="Who" all="Everyone" options=names.into_iter().collect() value=who />
            <Filter id="what" label="What" all="Everything" options=actions.into_iter().collect() value=what />
        </div>
        {move || is_none().then(|| view! { <NothingFits filters=[who, what] /> })}
        <div class="table-wrap" hidden=is_none>
            <table class="table table--cards">
                <caption>"Newest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"When"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"Of which record"</th>
                        <th scope="col">"Why"</th>
                        <th scope="col" class="table__num">
                            "Row"
                        </th>
                    </tr>
                </thead>
                <tbody>{move || lines.with_value(|all| all.iter().filter(fits).map(row).collect_view())}</tbody>
            </table>
        </div>
    }
}
