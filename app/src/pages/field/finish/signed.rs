//! The page from signing on: what was signed, under which number, and whether it is at the office.

use crate::{
    local::now,
    routes,
    sheet::Book,
    ui::{DoorSwing, Icon, Lintel, Notice},
};
use chrono::{DateTime, Utc};
use domain::{VisitState, calendar, visits::fingerprint};
use leptos::prelude::*;
use leptos_router::components::A;

/// Where the signature is.
#[derive(Clone, Debug, PartialEq)]
enum Way {
    OnThisTablet,
    AtTheOffice,
    Held(String),
}

/// The page.
#[component]
pub fn Signed() -> impl IntoView {
    let book = Book::here();
    let local = book.local;
    let way = Memo::new(move |_| {
        local.unsent.with(|unsent| {
            let held = unsent.held.iter().find(|held| held.visit == book.visit && held.key.is_none());
            match (held, unsent.visits.iter().any(|line| line.id == book.visit)) {
                (Some(held), _) => Way::Held(held.reason.clone()),
                (None, true) => Way::OnThisTablet,
                (None, false) => Way::AtTheOffice,
            }
        })
    });
    // Known to the minute only when it happened under our eyes.
    let arrived = RwSignal::new(None::<DateTime<Utc>>);
    Effect::new(move |before: Option<Way>| {
        let way = way.get();
        if before == Some(Way::OnThisTablet) && way == Way::AtTheOffice {
            arrived.set(Some(now()));
        }
        way
    });
    let signature = Memo::new(move |_| book.card.with(|card| card.signatures.last().cloned()));
    let state = move || book.card.with(|card| card.state);
    let title = Signal::derive(move || match (state(), signature.get()) {
        (VisitState::NoAccess | VisitState::Cancelled, _) => {
            format!("Nothing to sign: {}", state().words().to_lowercase())
        }
        (_, None) => "Signed".to_owned(),
        (_, Some(one)) if calendar::uk_date(one.at) == calendar::uk_date(now()) => {
            format!("Signed on this tablet at {}", calendar::clock(one.at))
        }
        (_, Some(one)) => format!("Signed on {}", calendar::date_and_clock(one.at)),
    });
    let sub = Signal::derive(move || match (signature.with(Option::is_some), way.get()) {
        (false, _) | (_, Way::Held(_)) => String::new(),
        (true, Way::OnThisTablet) => {
            "It is not at the office yet. It goes by itself when there is signal.".to_owned()
        }
        (true, Way::AtTheOffice) => match arrived.get() {
            Some(at) => format!("At the office since {}.", calendar::clock(at)),
            None => "It is at the office.".to_owned(),
        },
    });
    let countersigning = move || {
        book.card.with(|card| {
            let who = card.reviewer.clone().unwrap_or_else(|| "your supervisor".to_owned());
            match (&card.countersignature, card.needs_countersigning) {
                (Some(counter), _) => Some(format!(
                    "Countersigned by {} on {}.",
                    counter.by.name,
                    calendar::date_and_clock(counter.at)
                )),
                (None, true) => {
                    Some(format!("This becomes part of the record only when {who} has countersigned."))
                }
                (None, false) => None,
            }
        })
    };
    view! {
        <leptos_meta::Title text="Signed - visit - Threshold" />
        <DoorSwing part=1.0 mark=true />
        <Lintel title=title sub=sub />
        {move || match way.get() {
            Way::Held(reason) => {
                Some(
                    view! {
                        <Notice attention=true icon="attention">
                            <p>{format!("Held: {reason}")}</p>
                            <A href=routes::FIELD_HELD attr:class="btn">
                                "See why"
                            </A>
                        </Notice>
                    },
                )
            }
            _ => None,
        }}
        {move || {
            signature
                .get()
                .map(|one| {
                    let registration = one.by.registration.map(|number| format!(", {number}")).unwrap_or_default();
                    let by = format!(
                        "{}, {}{registration}, {}",
                        one.by.name,
                        one.by.title,
                        calendar::date_and_clock(one.at),
                    );
                    view! {
                        <section class="sign-block" aria-label="Signature">
                            <p class="fingerprint">{fingerprint(&one.content_hash)}</p>
                            <p>"This number belongs to exactly what you signed."</p>
                            <p class="quiet">{by}</p>
                            {one.note.map(|note| view! { <p>{format!("For my supervisor: {note}")}</p> })}
                        </section>
                    }
                })
        }}
        {move || countersigning().map(|words| view! { <p>{words}</p> })}
        <div class="actions actions--fill">
            <A href=routes::TODAY attr:class="btn btn--primary">
                "Back to Today"
            </A>
            <A href=routes::visit_page(book.visit, "report") attr:class="btn">
                <Icon name="print" />
                "See the report"
            </A>
        </div>
        {move || {
            (way.get() == Way::AtTheOffice && state().is_signed())
                .then(|| {
                    view! {
                        <a class="link" href=routes::new_addendum(book.visit) rel="external">
                            "Add an addendum"
                        </a>
                    }
                })
        }}
    }
}
