//! Two answers differ: the list on this tablet. Deciding between two stands in `decide`.

mod another;
mod decide;
mod difference;

use super::{
    frame::DayFrame,
    opened::{Opened, reading, short_name},
};
use crate::{
    local::Local,
    routes,
    ui::{Empty, Icon, Lintel},
};
use domain::VisitId;
use leptos::prelude::*;
use leptos_router::components::A;
use std::collections::BTreeMap;
use sync::FieldKey;

pub use decide::Conflict;

/// One answer of which there are two.
#[derive(Clone, Debug)]
struct Line {
    to: String,
    what: String,
    sub: String,
}

/// The page.
#[component]
pub fn Conflicts() -> impl IntoView {
    let local = Local::here();
    let count = Memo::new(move |_| local.unsent.with(|unsent| unsent.differing.len()));
    let lines = reading(move || {
        let differing = local.unsent.with(|unsent| unsent.differing.clone());
        let ready = local.ready.get();
        async move { if ready { Some(lines_of(local, differing).await) } else { None } }
    });
    view! {
        <leptos_meta::Title text="Two answers differ - Threshold" />
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <A href=routes::UNSENT attr:class="link">
                    <Icon name="back" />
                    "Not sent"
                </A>
                <Lintel
                    title="Two answers differ".to_owned()
                    count=Signal::derive(move || match count.get() {
                        0 => String::new(),
                        n => n.to_string(),
                    })
                    sub="Both stay until you choose. The one not used stays in the history.".to_owned()
                />
                {move || {
                    lines
                        .get()
                        .flatten()
                        .map(|lines| match lines.is_empty() {
                            true => {
                                view! {
                                    <Empty title="No answers differ.">
                                        <p>"When two people answer the same question without seeing each other, both answers wait here."</p>
                                    </Empty>
                                }
                                    .into_any()
                            }
                            false => view! { <ul class="lines">{lines.into_iter().map(line).collect_view()}</ul> }.into_any(),
                        })
                }}
            </main>
        </DayFrame>
    }
}

fn line(line: Line) -> impl IntoView {
    view! {
        <li>
            <A href=line.to attr:class="line">
                <Icon name="attention" />
                <span class="line__title">
                    {line.what}
                    <span class="line__sub">{line.sub}</span>
                </span>
                <Icon name="next" />
            </A>
        </li>
    }
}

async fn lines_of(local: Local, differing: Vec<(VisitId, FieldKey)>) -> Vec<Line> {
    let mut opened: BTreeMap<VisitId, Option<Opened>> = BTreeMap::new();
    let mut lines = Vec::new();
    for (visit, key) in differing {
        if let std::collections::btree_map::Entry::Vacant(place) = opened.entry(visit) {
            place.insert(Opened::read(local, visit).await);
        }
        let Some(Some(visit_read)) = opened.get(&visit) else {
            continue;
        };
        lines.push(Line {
            to: routes::field_conflict(visit, &key),
            what: visit_read.label(&key),
            sub: format!("{}: {}", short_name(Some(&visit_read.open.card)), visit_read.place(&key)),
        });
    }
    lines
}
