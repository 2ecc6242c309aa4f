//! A start link, shown once: whoever has it chooses the password. Nobody types another's password.

use super::frame::say;
use domain::calendar::date_and_clock;
use leptos::prelude::*;
use sync::desk::StartLink;

/// Draws the link with a way to copy it. Only ever drawn in the browser, after it was made.
#[component]
pub fn StartLinkBlock(
    /// The link.
    link: StartLink,
) -> impl IntoView {
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}/start/{}", link.token);
    let shown = address.clone();
    let copy = move |_| {
        let clipboard = window().navigator().clipboard();
        drop(clipboard.write_text(&address));
        say("The link is copied");
    };
    let can_copy = window().is_secure_context();
    view! {
        <section class="sign-block" aria-label="Start link">
            <p>
                <b>"Start link"</b>
                {format!(", shown once. Valid 24 hours, until {}.", date_and_clock(link.valid_until))}
            </p>
            <p class="told">
                <span class="told__value">{shown}</span>
            </p>
            {can_copy
                .then(|| {
                    view! {
                        <div class="actions">
                            <button class="btn btn--primary" type="button" on:click=copy>
                                "Copy the link"
                            </button>
                        </div>
                    }
                })}
        </section>
    }
}
