//! Not sent: what waits on this tablet and why, visit by visit. Nothing here deletes anything.

mod changes;
mod recovery;

use super::{frame::DayFrame, opened::short_name, room::RoomMeter};
use crate::{
    local::{Contact, Local, now},
    routes,
    sheet::{kilobytes, say},
    ui::{Icon, Lintel},
};
use changes::ChangesSheet;
use chrono::{DateTime, Utc};
use domain::{VisitId, calendar};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;
use recovery::RecoveryCard;
use std::collections::BTreeMap;
use sync::{Unsent, tablet::UnsentVisit};

/// The page.
#[component]
pub fn NotSent() -> impl IntoView {
    let local = Local::here();
    let shown = RwSignal::new(None::<VisitId>);
    let told = RwSignal::new(String::new());
    let total = Memo::new(move |_| local.unsent.with(|unsent| unsent.total() + unsent.attention()));
    let count = Signal::derive(move || match total.get() {
        0 => String::new(),
        1 => "1 change".to_owned(),
        n => format!("{n} changes"),
    });
    view! {
        <leptos_meta::Title text="Not sent - Threshold" />
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <Lintel title="Not sent".to_owned() count=count sub=Signal::derive(move || sub_words(local))>
                    <TryNow />
                    <p class="quiet">{move || last_sent(local)}</p>
                </Lintel>
                {move || {
                    if !local.ready.get() {
                        return ().into_any();
                    }
                    match total.get() {
                        0 => view! { <AllSent /> }.into_any(),
                        _ => view! { <Lines shown=shown told=told /> }.into_any(),
                    }
                }}
                <RecoveryCard told=told />
                <section class="card" aria-labelledby="room-h">
                    <h2 id="room-h">"Room on this tablet"</h2>
                    <RoomMeter />
                    <p class="quiet">
                        {move || {
                            format!("Sent and still kept for 14 days: {}", n_changes(local.unsent.with(|u| u.kept_sent)))
                        }}
                    </p>
                </section>
                <ChangesSheet shown=shown />
            </main>
        </DayFrame>
    }
}

#[component]
fn AllSent() -> impl IntoView {
    let local = Local::here();
    view! {
        <div class="empty">
            <Icon name="server" />
            <p>
                <b>"Everything is on the server. "</b>
                {move || last_sent(local)}
            </p>
        </div>
    }
}

/// Wakes the courier, and tells what came of it.
#[component]
pub fn TryNow() -> impl IntoView {
    let local = Local::here();
    let try_now = move |_| {
        (local.platform().wake)();
        say("Trying now");
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(2500).await;
            let waiting = local.unsent.with_untracked(|unsent| unsent.total());
            match waiting {
                0 => say("Everything is on the server"),
                _ => say(&local.contact.with_untracked(Contact::words)),
            }
        });
    };
    let none = move || local.unsent.with(|unsent| unsent.total() == 0);
    view! {
        {move || {
            (!none())
                .then(|| {
                    view! {
                        <button class="btn btn--primary" type="button" on:click=try_now>
                            "Try now"
                        </button>
                    }
                })
        }}
        {move || {
            (local.contact.get() == Contact::SignIn)
                .then(|| {
                    view! {
                        <a class="btn" href=routes::SIGN_IN rel="external">
                            "Sign in"
                        </a>
                    }
                })
        }}
    }
}

/// A line a visit, then what asks for a decision.
#[component]
fn Lines(shown: RwSignal<Option<VisitId>>, told: RwSignal<String>) -> impl IntoView {
    let local = Local::here();
    move || {
        let unsent = local.unsent.get();
        let waiting = unsent.visits.clone().into_iter().map(|line| waiting_line(local, line, shown, told));
        let differing = differing_by_visit(&unsent).into_iter().map(|(visit, n)| {
            let words = match n {
                1 => "Needs attention: two answers differ".to_owned(),
                n => format!("Needs attention: two answers differ, {n} times"),
            };
            attention_line(local, visit, n_answers(n), words, routes::FIELD_CONFLICTS, "See both")
        });
        let held = held_by_visit(&unsent).into_iter().map(|(visit, (n, reason))| {
            attention_line(
                local,
                visit,
                n_changes(n),
                format!("Held: {reason}"),
                routes::FIELD_HELD,
                "See why",
            )
        });
        let refused = unsent.refused_photos.clone().into_iter().map(|photo| {
            let to = routes::photo(photo.visit, &photo.sha256);
            let why = photo.refused.unwrap_or_default();
            attention_line(local, photo.visit, n_photos(1), why, to, "Open the photo")
        });
        view! {
            <ul class="lines">
                {waiting.collect_view()} {differing.collect_view()} {held.collect_view()} {refused.collect_view()}
            </ul>
        }
    }
}

fn waiting_line(
    local: Local,
    line: UnsentVisit,
    shown: RwSignal<Option<VisitId>>,
    told: RwSignal<String>,
) -> impl IntoView {
    let name = name_of(local, line.id);
    let mut what = Vec::new();
    if line.changes > 0 {
        what.push(n_changes(line.changes));
    }
    if line.photos > 0 {
        what.push(format!("{}, {}", n_photos(line.photos), kilobytes(line.photo_bytes)));
    }
    let sub = format!("{}, oldest {}", what.join(", "), moment(line.oldest, now()));
    let id = line.id;
    view! {
        <li class="line line--stack">
            <Icon name="outbox" />
            <div class="line__title">
                {name.clone()}
                <span class="line__sub">{sub}</span>
                <span class="state">{move || local.contact.with(Contact::words)}</span>
            </div>
            <div class="line__side">
                <button
                    class="btn"
                    type="button"
                    aria-haspopup="dialog"
                    aria-label=format!("See the changes: {name}")
                    on:click=move |_| shown.set(Some(id))
                >
                    "See the changes"
                </button>
                <button
                    class="btn btn--quiet"
                    type="button"
                    aria-label=format!("Keep a recovery file: {name}")
                    on:click=move |_| recovery::keep(local, id, told)
                >
                    "Keep a recovery file"
                </button>
            </div>
        </li>
    }
}

fn attention_line(
    local: Local,
    visit: VisitId,
    sub: String,
    words: String,
    to: impl Into<String>,
    button: &'static str,
) -> impl IntoView {
    let to = to.into();
    let name = name_of(local, visit);
    view! {
        <li class="line line--stack">
            <Icon name="attention" />
            <div class="line__title">
                {name.clone()}
                <span class="line__sub">{sub}</span>
                <span class="state state--attention">{words}</span>
            </div>
            <div class="line__side">
                <A href=to attr:class="btn" attr:aria-label=format!("{button}: {name}")>
                    {button}
                </A>
            </div>
        </li>
    }
}

fn name_of(local: Local, visit: VisitId) -> String {
    local.visits.with(|cards| short_name(cards.iter().find(|card| card.id == visit)))
}

fn differing_by_visit(unsent: &Unsent) -> BTreeMap<VisitId, usize> {
    let mut found = BTreeMap::new();
    for (visit, _) in &unsent.differing {
        *found.entry(*visit).or_default() += 1;
    }
    found
}

/// How much of each visit is held, and why the newest of it is.
fn held_by_visit(unsent: &Unsent) -> BTreeMap<VisitId, (usize, String)> {
    let mut found: BTreeMap<VisitId, (usize, String)> = BTreeMap::new();
    for held in &unsent.held {
        let entry = found.entry(held.visit).or_default();
        *entry = (entry.0 + 1, held.reason.clone());
    }
    found
}

fn sub_words(local: Local) -> String {
    if local.unsent.with(|unsent| unsent.total()) == 0 {
        return String::new();
    }
    let kept = "Everything below is kept on this tablet and goes by itself.";
    let last = local.device.with(|device| device.as_ref().and_then(|device| device.last_contact));
    match (local.contact.get(), last) {
        (Contact::NoSignal, Some(at)) => format!("No signal since {}. {kept}", moment(at, now())),
        (Contact::NoSignal, None) => format!("No signal. {kept}"),
        _ => kept.to_owned(),
    }
}

fn last_sent(local: Local) -> String {
    let last = local.device.with(|device| device.as_ref().and_then(|device| device.last_contact));
    match last {
        Some(at) => format!("Last sent {}", moment(at, now())),
        None => "Nothing was sent from this tablet yet.".to_owned(),
    }
}

/// "09:12" today, "11 May 09:12" on other days.
pub fn moment(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (day, clock) = (calendar::uk_date(at), calendar::clock(at));
    match day == calendar::uk_date(now) {
        true => clock,
        false => format!("{} {clock}", calendar::short_date(day)),
    }
}

/// "1 change", "14 changes".
pub fn n_changes(n: usize) -> String {
    if n == 1 { "1 change".to_owned() } else { format!("{n} changes") }
}

fn n_photos(n: usize) -> String {
    if n == 1 { "1 photo".to_owned() } else { format!("{n} photos") }
}

fn n_answers(n: usize) -> String {
    if n == 1 { "1 answer".to_owned() } else { format!("{n} answers") }
}
