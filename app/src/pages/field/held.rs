//! Held work, for its author: what the server could not put into the record, why, and what the
//! record says instead. Nobody can delete here.

use super::{
    frame::DayFrame,
    opened::{self, Opened, reading},
    unsent::{moment, n_changes},
};
use crate::{
    local::{Local, now},
    ui::{Empty, Icon, Lintel, Notice},
};
use domain::{VisitId, calendar, in_order};
use forms::Definition;
use leptos::prelude::*;
use std::collections::BTreeMap;
use sync::{FormRef, tablet::Held};

/// Held work of one visit.
#[derive(Clone, Debug)]
struct HeldVisit {
    name: String,
    meta: Vec<String>,
    reasons: Vec<String>,
    rows: Vec<Row>,
}

/// One held answer beside the record.
#[derive(Clone, Debug)]
struct Row {
    what: String,
    held: String,
    now: String,
}

/// The page.
#[component]
pub fn HeldWork() -> impl IntoView {
    let local = Local::here();
    let count = Memo::new(move |_| local.unsent.with(|unsent| unsent.held.len()));
    let visits = reading(move || {
        let held = local.unsent.with(|unsent| unsent.held.clone());
        let ready = local.ready.get();
        async move { if ready { Some(by_visit(local, held).await) } else { None } }
    });
    let who = move || {
        local.device.with(|device| {
            let me = device.as_ref().and_then(|device| device.me.as_ref());
            me.and_then(|me| me.reviewer.clone()).unwrap_or_else(|| "Your supervisor".to_owned())
        })
    };
    view! {
        <leptos_meta::Title text="Held work - Threshold" />
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <Lintel
                    title="Held work".to_owned()
                    count=Signal::derive(move || match count.get() {
                        0 => String::new(),
                        n => n.to_string(),
                    })
                    sub="The server could not put this into the record. Nothing is lost.".to_owned()
                />
                {move || {
                    visits
                        .get()
                        .flatten()
                        .map(|visits| match visits.is_empty() {
                            true => {
                                view! {
                                    <Empty title="Nothing is held.">
                                        <p>"What the server could not put into a record would be kept here."</p>
                                    </Empty>
                                }
                                    .into_any()
                            }
                            false => {
                                let who = who();
                                visits
                                    .into_iter()
                                    .enumerate()
                                    .map(|(at, visit)| card(at, visit, who.clone()))
                                    .collect_view()
                                    .into_any()
                            }
                        })
                }}
            </main>
        </DayFrame>
    }
}

fn card(at: usize, visit: HeldVisit, who: String) -> impl IntoView {
    let id = format!("held-{at}");
    let rows = visit.rows.into_iter().map(|row| {
        view! {
            <tr>
                <th scope="row">{row.what}</th>
                <td data-label="Held">{row.held}</td>
                <td data-label="In the record now">{row.now}</td>
            </tr>
        }
    });
    view! {
        <article class="card card--attention" aria-labelledby=id.clone()>
            <div class="card__head">
                <h2 id=id.clone() class="card__title">
                    {visit.name}
                </h2>
                <span class="tag tag--attention">
                    <Icon name="attention" />
                    "Held"
                </span>
            </div>
            <p class="card__meta">
                {visit.meta.into_iter().map(|words| view! { <span>{words}</span> }).collect_view()}
            </p>
            {visit
                .reasons
                .into_iter()
                .map(|reason| {
                    view! {
                        <Notice attention=true icon="attention">
                            <p>{reason}</p>
                        </Notice>
                    }
                })
                .collect_view()}
            <div class="table-wrap">
                <table class="table table--cards">
                    <caption>"What was written, and what the record says now"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Question"</th>
                            <th scope="col">"Held"</th>
                            <th scope="col">"In the record now"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <p>{format!("{who} sees this too and can put it back into the visit.")}</p>
        </article>
    }
}

async fn by_visit(local: Local, held: Vec<Held>) -> Vec<HeldVisit> {
    let mut groups: BTreeMap<VisitId, Vec<Held>> = BTreeMap::new();
    for one in held {
        groups.entry(one.visit).or_default().push(one);
    }
    let mut visits = Vec::new();
    for (visit, mut held) in groups {
        in_order(&mut held, |one| one.made_at);
        let opened = Opened::read(local, visit).await;
        let forms = forms_of(local, opened.as_ref(), &held).await;
        visits.push(in_words(opened.as_ref(), &forms, &held));
    }
    visits
}

/// The forms the held answers belong to; those of a visit that has left may be known from another.
async fn forms_of(local: Local, opened: Option<&Opened>, held: &[Held]) -> BTreeMap<String, Definition> {
    if let Some(opened) = opened {
        return opened.forms.iter().map(|(form, def)| (form.id.clone(), def.clone())).collect();
    }
    let ids = each_once(held.iter().filter_map(|one| Some(one.key.as_ref()?.form.clone())));
    let known: Vec<FormRef> =
        local.visits.with_untracked(|cards| cards.iter().flat_map(|card| card.forms.clone()).collect());
    let mut found = BTreeMap::new();
    for id in ids {
        let Some(form) = known.iter().rfind(|form| form.id == id) else {
            continue;
        };
        if let Some(definition) = opened::definition(local, form).await {
            found.insert(id, definition);
        }
    }
    found
}

/// Every one of them once, in the order in which they first come.
fn each_once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

fn in_words(opened: Option<&Opened>, forms: &BTreeMap<String, Definition>, held: &[Held]) -> HeldVisit {
    let card = opened.map(|opened| &opened.open.card);
    let kind = card.map(|card| format!("{}, ", card.title())).unwrap_or_default();
    let (first, last) = (held.first().map(|one| one.made_at), held.last().map(|one| one.made_at));
    let written = first.zip(last).map(|(first, last)| match first == last {
        true => format!("written {}", calendar::date_and_clock(first)),
        false => format!("written {} to {}", calendar::date_and_clock(first), moment(last, first)),
    });
    let by = each_once(held.iter().map(|one| one.author_name.clone()));
    let reasons = each_once(held.iter().map(|one| one.reason.clone()));
    let mut meta = vec![format!("{kind}{}", n_changes(held.len())), format!("by {}", by.join(" and "))];
    meta.extend(written);
    HeldVisit {
        name: card.map_or_else(
            || "A visit that is no longer on this tablet".to_owned(),
            |card| card.person.banner_name(),
        ),
        meta,
        reasons,
        rows: held.iter().map(|one| row(opened, forms, one)).collect(),
    }
}

fn row(opened: Option<&Opened>, forms: &BTreeMap<String, Definition>, held: &Held) -> Row {
    let Some(key) = &held.key else {
        let at = moment(held.made_at, now());
        return Row {
            what: format!("Signature or reply, {at}"),
            held: "Kept".to_owned(),
            now: "Not in the record".to_owned(),
        };
    };
    let definition = forms.get(&key.form);
    let answers = opened.map(|opened| opened.answers(&key.form)).unwrap_or_default();
    let in_record = match opened {
        None => "Not on this tablet any more".to_owned(),
        Some(opened) => match opened.open.fields.get(key).and_then(|heads| heads.first()) {
            None => "Not answered".to_owned(),
            Some(head) => {
                let words = opened.words(key, &head.answer);
                format!("{words} (by {}, {})", head.author_name, calendar::date_and_clock(head.made_at))
            }
        },
    };
    let said = held.answer.as_ref().map(|answer| opened::words(definition, key, answer));
    Row {
        what: reports::field_label(definition, &answers, &key.path),
        held: said.unwrap_or_default(),
        now: in_record,
    }
}
