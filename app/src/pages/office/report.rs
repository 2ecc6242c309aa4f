//! A report on the page: the tools beside it and the sheet as it prints.

use super::frame::{Office, by_id};
use crate::{
    api::reports::{ReportPage, full_report},
    pages::paper::Paper,
    routes,
    session::{Desk, Page},
    ui::Icon,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Report() -> impl IntoView {
    let data = by_id("visit", full_report);
    view! { <Office page=Page::Report title="Report" data=data draw=draw /> }
}

fn draw(page: ReportPage, desk: Desk) -> AnyView {
    let large = RwSignal::new(false);
    let adds = page.is_signed && Page::Addendum.is_for(desk.me.role);
    view! {
        <div class="report-page">
            <section class="report-tools" aria-label="Report tools">
                <p>
                    <b>"Full assessment"</b>
                </p>
                <div class="choices">
                    <label class="choice">
                        <input
                            class="choice__input"
                            type="checkbox"
                            name="large"
                            on:change=move |event| large.set(event_target_checked(&event))
                        />
                        <span>"Large print"</span>
                    </label>
                </div>
                <div class="actions">
                    <button class="btn btn--primary" type="button" on:click=|_| drop(window().print())>
                        <Icon name="print" />
                        "Print"
                    </button>
                </div>
                {adds
                    .then(|| {
                        view! {
                            <a class="link" href=routes::new_addendum(page.visit)>
                                "Add an addendum"
                            </a>
                        }
                    })}
                <a class="link" href=routes::person(page.person)>
                    "The person and all visits"
                </a>
            </section>
            <Paper report=page.report large=large />
        </div>
    }
    .into_any()
}
