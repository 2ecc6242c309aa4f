//! Two versions of a form side by side: what is new, what is gone, what changed, item by item.

use super::super::frame::{BackLink, Office};
use crate::{
    api::{
        forms::{Compared, TwoVersions, compare_form},
        session::nowhere,
    },
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{Empty, Lintel},
};
use forms::Definition;
use forms::facts::{Change, Difference, differences};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn CompareForms() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let query = query.read();
        Some(Compared { id: params.read().get("form")?, from: query.get("from")?, to: query.get("to")? })
    };
    let data = Resource::new(asked, |asked| async move {
        match asked {
            Some(wanted) => compare_form(wanted.clone()).await.map(|two| (wanted.id, two)),
            None => nowhere().await.and(Err(AppError::NotFound)),
        }
    });
    view! { <Office page=Page::Forms title="Compare versions" data=data draw=draw /> }
}

fn draw((id, two): (String, TwoVersions), _desk: Desk) -> AnyView {
    let inside = match (Definition::parse(&two.before.1), Definition::parse(&two.after.1)) {
        (Ok(before), Ok(after)) => list(&before, &two.before.0, &after, &two.after.0),
        (Err(refusal), _) | (_, Err(refusal)) => {
            view! { <p>{format!("One of the versions cannot be read any more: {refusal}")}</p> }.into_any()
        }
    };
    view! {
        <BackLink href=routes::form(&id) to=two.title.clone() />
        <Lintel title=format!("Version {} beside {}", two.after.0, two.before.0) sub=two.title />
        {inside}
    }
    .into_any()
}

/// What differs; says so when nothing does.
pub fn list(before: &Definition, before_name: &str, after: &Definition, after_name: &str) -> AnyView {
    let all = differences(before, after);
    if all.is_empty() {
        return view! {
            <Empty title="Nothing differs">
                <p>"Both versions ask the same, in the same words and order, with the same options, scores, rules and limits."</p>
            </Empty>
        }
        .into_any();
    }
    let of = |wanted: fn(&Change) -> bool| -> Vec<Difference> {
        all.iter().filter(|one| wanted(&one.change)).cloned().collect()
    };
    let (added, removed) = (of(|c| matches!(c, Change::Added)), of(|c| matches!(c, Change::Removed)));
    let changed = of(|c| matches!(c, Change::Changed(_)));
    view! {
        <div class="stack stack--wide">
            {plain("New", added)} {plain("Gone", removed)}
            {(!changed.is_empty())
                .then(|| {
                    view! {
                        <section class="stack">
                            <h2>{format!("Changed ({})", changed.len())}</h2>
                            {changed.into_iter().map(|one| table(one, before_name, after_name)).collect_view()}
                        </section>
                    }
                })}
        </div>
    }
    .into_any()
}

fn plain(heading: &'static str, items: Vec<Difference>) -> impl IntoView {
    let line = |one: Difference| {
        view! {
            <li class="line">
                <span class="line__title">{one.label} <span class="line__sub">{one.link_id}</span></span>
            </li>
        }
    };
    (!items.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{format!("{heading} ({})", items.len())}</h2>
                <ul class="lines">{items.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

fn table(one: Difference, before_name: &str, after_name: &str) -> impl IntoView + use<> {
    let Change::Changed(parts) = one.change else {
        return ().into_any();
    };
    let (before, after) = (format!("Version {before_name}"), format!("Version {after_name}"));
    let or_none = |words: String| if words.is_empty() { "None".to_owned() } else { words };
    let row = |(what, old, new): (&'static str, String, String)| {
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td data-label=before.clone()>{or_none(old)}</td>
                <td data-label=after.clone()>{or_none(new)}</td>
            </tr>
        }
    };
    let rows = parts.into_iter().map(row).collect_view();
    view! {
        <div class="table-wrap">
            <table class="table table--cards table--halves">
                <caption>{one.label} <span class="table__sub">{one.link_id}</span></caption>
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">{before.clone()}</th>
                        <th scope="col">{after.clone()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
