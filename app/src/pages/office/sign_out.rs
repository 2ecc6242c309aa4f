//! Signing out. A plain form before the page has come to life; afterwards it is said when the server was not told.

use super::frame::say;
use crate::{
    api::session::{SignOut, sign_out},
    error::AppError,
    routes,
};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn};

/// The button.
#[component]
pub fn SignOutButton() -> impl IntoView {
    let out = Action::new(|(): &()| async {
        match sign_out().await {
            // A new page: nothing of this one stays in the memory of the browser.
            Ok(()) | Err(AppError::SignIn) => drop(window().location().set_href(routes::SIGN_IN)),
            Err(AppError::NoServer) => {
                say("The server was not reached: you are still signed in here. Try again in a moment.");
            }
            Err(error) => say(&error.to_string()),
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !out.pending().get_untracked() {
            out.dispatch(());
        }
    };
    view! {
        <form method="post" action=SignOut::url() on:submit=submit>
            <button class="btn btn--quiet" type="submit">
                {move || if out.pending().get() { "Signing out" } else { "Sign out" }}
            </button>
        </form>
    }
}
