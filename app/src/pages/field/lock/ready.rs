//! Before the first visit comes to a tablet of a service that asks for a passphrase; and the page of a
//! tablet that was withdrawn.

use super::passphrase::PassphraseForm;
use crate::{
    local::Local,
    routes,
    ui::{DoorSwing, Lintel},
};
use leptos::prelude::*;

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
