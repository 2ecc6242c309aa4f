//! Before the first visit comes to a tablet of a service that asks for a passphrase; and the page of a
//! tablet that was withdrawn.

use super::passphrase::PassphraseForm;
use crate::{
    local::Local,
    routes,
    ui::{DoorSwing, Icon, Lintel},
};
use domain::calendar;
use leptos::{prelude::*, task::spawn_local};
use sync::tablet::Lost;

/// Choosing the passphrase: nothing about anybody is on this tablet before.
#[component]
pub fn MakeReady() -> impl IntoView {
    let local = Local::here();
    let name = Signal::derive(move || {
        local.device.with(|device| {
            let me = device.as_ref().and_then(|device| device.me.as_ref());
            me.map(|me| me.signatory.name.clone()).unwrap_or_default()
        })
    });
    view! {
        <leptos_meta::Title text="Make this tablet ready - Threshold" />
        <main class="gate" id="main">
            <div class="gate__card">
                <DoorSwing part=0.4 mark=true />
                <Lintel title="Make this tablet ready".to_owned() sub=name />
                <p>
                    "Choose a passphrase for this tablet. You will type it when there is no signal. At least 12 characters; three or four words are good."
                </p>
                <PassphraseForm id="ready" change=false agreed=true done=Callback::new(|()| {}) />
                <p class="quiet">
                    "Nobody can open this tablet without it, and nobody can look it up. Your visits come when it is chosen."
                </p>
            </div>
        </main>
        <div class="alertbar" id="alert" role="alert"></div>
        <p class="say" id="say" role="status"></p>
    }
}

/// The browser had lost what this tablet stored: told before anything else, never as a fresh empty app.
#[component]
pub fn LostWork(lost: Lost) -> impl IntoView {
    let local = Local::here();
    let whom = local.device.with_untracked(|device| {
        let me = device.as_ref().and_then(|device| device.me.as_ref());
        me.and_then(|me| me.reviewer.clone()).unwrap_or_else(|| "your supervisor".to_owned())
    });
    let day_and_clock =
        |at| format!("{} at {}", calendar::long_date(calendar::uk_date(at)), calendar::clock(at));
    let (noticed, sent) = (day_and_clock(lost.noticed), day_and_clock(lost.last_sent));
    let go_on = move |_| {
        spawn_local(async move {
            // When it cannot be written down the page stays, and says it again.
            if local.tablet().lost_was_read().await.is_ok() {
                local.read_device().await;
            }
        });
    };
    view! {
        <leptos_meta::Title text="Stored work was lost - Threshold" />
        <main class="gate" id="main">
            <div class="gate__card">
                <DoorSwing part=0.1 mark=true />
                <Lintel title="This tablet has lost its stored work".to_owned() />
                <div class="notice notice--attention">
                    <Icon name="attention" />
                    <div class="stack stack--tight">
                        <p>{format!("On {noticed} the browser’s store was empty. Work last sent: {sent}.")}</p>
                        <p>"Work written after that and not sent may be missing."</p>
                    </div>
                </div>
                <p>{format!("Tell {whom}; do not rely on memory alone. What was sent is on the server and comes back.")}</p>
                <button class="btn btn--primary btn--wide" type="button" on:click=go_on>
                    "I have read this"
                </button>
            </div>
        </main>
        <p class="say" id="say" role="status"></p>
    }
}

/// A tablet that is not its owner's any more, after it handed over what it held and cleared itself.
#[component]
pub fn Withdrawn(
    /// Why, as the server said it.
    why: String,
) -> impl IntoView {
    view! {
        <leptos_meta::Title text="Withdrawn - Threshold" />
        <main class="gate" id="main">
            <div class="gate__card">
                <DoorSwing part=0.1 mark=true />
                <Lintel title="This tablet is cleared".to_owned() />
                <p>{why}</p>
                <p>"Unsent work was handed over for review. Nothing about anybody is left here."</p>
                <a class="link" href=routes::SIGN_IN rel="external">
                    "Sign in"
                </a>
            </div>
        </main>
        <p class="say" id="say" role="status"></p>
    }
}
