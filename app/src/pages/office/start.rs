//! Choosing the first or a new password with a start link.

use super::{
    frame::FormTitle,
    password::PasswordField,
    sign_in::{Gate, last_problem},
};
use crate::{
    api::session::{ChoosePassword, start_link},
    routes,
    ui::{ErrorSummary, Lintel},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page behind a start link.
#[component]
pub fn Start() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let found = Resource::new(move || token.get(), start_link);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let body = match found.await {
                    Ok(Some(email)) => view! { <Choose token=token.get_untracked() email=email /> }.into_any(),
                    Ok(None) => view! { <UsedUp /> }.into_any(),
                    Err(error) => view! { <p class="message message--needed">{error.to_string()}</p> }.into_any(),
                };
                view! { <Gate>{body}</Gate> }
            })}
        </Transition>
    }
}

#[component]
fn Choose(token: String, email: String) -> impl IntoView {
    let action = ServerAction::<ChoosePassword>::new();
    let problem = last_problem(move || action.value().get());
    let problems = Signal::derive(move || {
        problem.get().map(|words| (Some("password".to_owned()), words)).into_iter().collect::<Vec<_>>()
    });
    view! {
        <FormTitle title="Choose a password" wrong=Signal::derive(move || problem.try_get().flatten().is_some()) />
        <ErrorSummary problems=problems />
        <Lintel title="Choose a password".to_owned() sub=format!("For {email}") />
        <ActionForm action=action attr:class="stack stack--wide" attr:novalidate="">
            <input type="hidden" name="token" value=token />
            // For those who let the browser keep it: which account the password is of.
            <input type="email" value=email autocomplete="username" hidden />
            <PasswordField
                id="password"
                label="Password"
                autocomplete="new-password"
                hint="At least 12 characters; three or four words are good."
                problem=problem
            />
            <button class="btn btn--primary btn--wide" type="submit">
                {move || if action.pending().get() { "Keeping it" } else { "Choose this password" }}
            </button>
        </ActionForm>
        <p>"Then sign in with your email and this password."</p>
    }
}

#[component]
fn UsedUp() -> impl IntoView {
    view! {
        <FormTitle title="Start link" wrong=Signal::derive(|| false) />
        <Lintel title="This start link opens nothing".to_owned() />
        <p>"It is used, or older than 24 hours. Ask your administrator for a new one."</p>
        <p>
            <a class="btn btn--wide" href=routes::SIGN_IN>
                "I have a password: sign in"
            </a>
        </p>
    }
}
