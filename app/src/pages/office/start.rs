//! Choosing the first or a new password with a start link.

use super::{frame::FormTitle, password::PasswordField, sign_in::last_problem};
use crate::{
    api::session::ChoosePassword,
    ui::{ErrorSummary, Icon, Lintel},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page behind a start link.
#[component]
pub fn Start() -> impl IntoView {
    let action = ServerAction::<ChoosePassword>::new();
    let problem = last_problem(move || action.value().get());
    let params = use_params_map();
    let problems = Signal::derive(move || {
        problem.get().map(|words| (Some("password".to_owned()), words)).into_iter().collect::<Vec<_>>()
    });
    view! {
        <FormTitle title="Choose a password" wrong=Signal::derive(move || problem.try_get().flatten().is_some()) />
        <main class="gate" id="main" tabindex="-1">
            <div class="gate__card">
                <p class="gate__mark">
                    <Icon name="door-swing" large=true />
                    "Threshold"
                </p>
                <ErrorSummary problems=problems />
                <Lintel title="Choose a password".to_owned() />
                <ActionForm action=action attr:class="stack stack--wide" attr:novalidate="">
                    <input type="hidden" name="token" value=move || params.read().get("token").unwrap_or_default() />
                    <PasswordField
                        id="password"
                        label="Password"
                        autocomplete="new-password"
                        hint="At least 12 characters; three or four words are good."
                        problem=problem
                    />
                    <button class="btn btn--primary btn--wide" type="submit">
                        "Choose this password"
                    </button>
                </ActionForm>
                <p>"Then sign in with your email and this password."</p>
            </div>
            <p class="gate__foot">"Private system. Every view is recorded with your name."</p>
        </main>
    }
}
