//! Leaving this tablet. It is cleared only when everything on it is at the server; until then
//! signing out waits.

use super::lock_now;
use crate::{local::Local, pages::field::unsent::TryNow, routes, ui::Icon};
use leptos::{prelude::*, task::spawn_local};

/// Signing out, or why it waits.
#[component]
pub fn Leaving() -> impl IntoView {
    let local = Local::here();
    let waiting = Memo::new(move |_| local.unsent.with(|unsent| unsent.total()));
    view! {
        <section class="card" aria-labelledby="leaving-h">
            <h2 id="leaving-h">"Leaving"</h2>
            {move || match waiting.get() {
                0 => view! { <SignOut /> }.into_any(),
                n => {
                    let begin = match n {
                        1 => "1 change is not sent.".to_owned(),
                        n => format!("{n} changes are not sent."),
                    };
                    let what = if n == 1 { "it only here, so it waits until it is sent." } else { "them only here, so it waits until they are sent." };
                    view! {
                        <p>{format!("{begin} Signing out now would leave {what}")}</p>
                        <div class="actions">
                            <TryNow />
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| spawn_local(async move { lock_now(local).await })
                            >
                                <Icon name="lock" />
                                "Lock instead"
                            </button>
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let local = Local::here();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new("");
    let sign_out = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set("");
        spawn_local(async move {
            problem.set(leave(local).await);
            busy.set(false);
        });
    };
    view! {
        <p>"Everything is sent. This clears the tablet."</p>
        <div class="actions">
            <button class="btn" type="button" on:click=sign_out>
                {move || if busy.get() { "Signing out" } else { "Sign out" }}
            </button>
        </div>
        <p class="message message--needed" role="alert">
            {move || problem.get()}
        </p>
    }
}

/// Signs out and goes to the sign-in page; says why not when it cannot.
async fn leave(local: Local) -> &'static str {
    if local.tablet().has_unsent().await.unwrap_or(true) {
        local.count_unsent().await;
        return "Something is not sent yet. Signing out waits until it is.";
    }
    if !(local.platform().end_session)().await {
        return "Signing out needs the server, and it cannot be reached. Lock the tablet instead.";
    }
    match local.tablet().clear().await {
        Ok(true) => match window().location().set_href(routes::SIGN_IN) {
            Ok(()) => "",
            Err(_) => "You are signed out. Close this page.",
        },
        Ok(false) => "Something was written at this moment. It is sent first; then sign out again.",
        Err(_) => "You are signed out, but this tablet could not be cleared. Tell your administrator.",
    }
}
