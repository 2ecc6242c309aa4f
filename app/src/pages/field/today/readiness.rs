//! Whether everything for today is on this tablet: said truthfully, also while it is still coming.

use crate::{
    local::{Contact, Local, now},
    routes,
    sheet::counted,
    ui::Icon,
};
use chrono::{DateTime, Utc};
use domain::calendar;
use leptos::prelude::*;

/// Says truthfully whether everything for today is on this tablet.
#[component]
pub fn Readiness(count: Signal<usize>) -> impl IntoView {
    let local = Local::here();
    let checked = move || {
        local
            .device
            .with(|device| device.as_ref().and_then(|device| device.fetched))
            .map(|at| format!("Checked {}", at_words(at)))
            .unwrap_or_default()
    };
    move || {
        if !local.ready.get() {
            return view! { <div class="notice"><p>"Reading this tablet"</p></div> }.into_any();
        }
        let nobody = local.device.with(|device| device.as_ref().is_none_or(|device| device.me.is_none()));
        if nobody && local.contact.get() == Contact::SignIn {
            return view! {
                <div class="notice notice--attention">
                    <Icon name="attention" />
                    <p>"Nobody is signed in on this tablet."</p>
                    <a class="btn" href=routes::SIGN_IN rel="external">
                        "Sign in"
                    </a>
                </div>
            }
            .into_any();
        }
        let n_visits = count.get();
        let met = met(local);
        let all_here = met && local.forms_ready.get();
        if first_contact(local) {
            view! { <Getting /> }.into_any()
        } else if all_here && !local.app_kept.get() && is_trying(local) {
            view! { <Getting what="the app" /> }.into_any()
        } else if all_here && local.app_kept.get() {
            let visits = counted(n_visits, "visit").unwrap_or_else(|| "No visits".to_owned());
            view! {
                <div class="notice">
                    <Icon name="ok-line" />
                    <p>
                        <b>"Everything for today is on this tablet."</b>
                        {format!(" {visits}. {}", checked())}
                    </p>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="notice notice--attention">
                    <Icon name="attention" />
                    <p>
                        <b>"Not everything is on this tablet yet."</b>
                        " Connect before you leave."
                    </p>
                    <button class="btn" type="button" on:click=move |_| (local.platform().wake)()>
                        "Get it now"
                    </button>
                </div>
            }
            .into_any()
        }
    }
}

/// True once this tablet has fetched everything: until then it cannot say that nothing is planned.
pub fn met(local: Local) -> bool {
    local.device.with(|device| device.as_ref().is_some_and(|device| device.fetched.is_some()))
}

/// True while this tablet fetches for the first time.
pub fn first_contact(local: Local) -> bool {
    !met(local) && is_trying(local)
}

/// True while nothing speaks against it that the server is there.
fn is_trying(local: Local) -> bool {
    matches!(local.contact.get(), Contact::NotTried | Contact::Sending(..) | Contact::Fine)
}

/// Says that something is on its way.
#[component]
pub fn Getting(#[prop(default = "your visits")] what: &'static str) -> impl IntoView {
    view! {
        <div class="notice" aria-busy="true">
            <Icon name="saving" />
            <p>
                <b>{format!("Getting {what}.")}</b>
                " Stay connected until this says that everything is here."
            </p>
        </div>
    }
}

/// The clock today, day and clock on other days.
pub fn at_words(at: DateTime<Utc>) -> String {
    match calendar::uk_date(at) == calendar::uk_date(now()) {
        true => calendar::clock(at),
        false => calendar::date_and_clock(at),
    }
}
