//! The report of a visit as it stands on this tablet: the same data as in the office, made here, so
//! that it opens and prints without signal.

use super::{
    frame::VisitFrame,
    opened::{Opened, reading},
};
use crate::{
    pages::paper::Paper,
    sheet::Book,
    ui::{Icon, Lintel},
};
use leptos::prelude::*;
use reports::{Report, Source, Standing, report};
use sync::cards::FieldPack;

/// The page.
#[component]
pub fn VisitReport() -> impl IntoView {
    let book = Book::here();
    let local = book.local;
    let found = reading(move || {
        local.tide.get();
        book.card.track();
        let letterhead = local.device.with(|device| {
            let me = device.as_ref().and_then(|device| device.me.as_ref());
            me.map(|me| vec![me.organisation.clone()]).unwrap_or_default()
        });
        async move {
            // What was typed a moment ago belongs in it.
            for _ in 0..20 {
                if book.is_at_rest() {
                    break;
                }
                gloo_timers::future::TimeoutFuture::new(50).await;
            }
            Some(made(&Opened::read(local, book.visit).await?, &letterhead))
        }
    });
    let large = RwSignal::new(false);
    let standing = Signal::derive(move || {
        found.with(|found| match found.as_ref().and_then(Option::as_ref).map(|report| report.standing) {
            Some(Standing::NotSigned) => "As it stands now: draft, not signed.".to_owned(),
            Some(Standing::NotCountersigned) => "Signed. Draft: not countersigned.".to_owned(),
            _ => String::new(),
        })
    });
    view! {
        <leptos_meta::Title text="Report - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="Report".to_owned() sub=standing />
                <div class="report-page">
                    <section class="report-tools" aria-label="Report tools">
                        <div class="choices">
                            <label class="choice">
                                <input
                                    class="choice__input"
                                    type="checkbox"
                                    prop:checked=move || large.get()
                                    on:change=move |event| large.set(event_target_checked(&event))
                                />
                                <span>"Large print"</span>
                            </label>
                        </div>
                        <div class="actions">
                            <button class="btn btn--primary" type="button" on:click=move |_| drop(window().print())>
                                <Icon name="print" />
                                "Print"
                            </button>
                        </div>
                        <p class="quiet">"Other forms of the report are made in the office, when the server is reached."</p>
                    </section>
                    {move || {
                        found
                            .get()
                            .map(|report| match report {
                                Some(report) => view! { <Paper report=report large=large has_heading=true /> }.into_any(),
                                None => view! { <p>"This visit could not be read. Go back and open it again."</p> }.into_any(),
                            })
                    }}
                </div>
            </main>
        </VisitFrame>
    }
}

fn made(opened: &Opened, letterhead: &[String]) -> Report {
    let fields: Vec<FieldPack> = opened
        .open
        .fields
        .iter()
        .map(|(key, heads)| FieldPack { key: key.clone(), heads: heads.clone() })
        .collect();
    report(Source { card: &opened.open.card, fields: &fields, forms: &opened.forms }, letterhead)
}
