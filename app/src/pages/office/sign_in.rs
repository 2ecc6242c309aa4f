//! Signing in. The form posts plainly before the page has come to life; afterwards the answer comes
//! without a new page, so that the email stays when something is wrong. Neither email nor password
//! is ever in an address.

use super::{
    frame::FormTitle,
    password::{FieldMessage, PasswordField},
};
use crate::{
    api::session::{SignIn as Signing, organisation},
    error::AppError,
    ui::{ErrorSummary, Icon, Lintel, Notice},
};
use leptos::{prelude::*, server_fn::error::ServerFnUrlError};
use leptos_router::hooks::use_query_map;

/// The widest screen that counts as a tablet or phone.
const NARROW: f64 = 1024.0;

/// The sign-in page.
#[component]
pub fn SignIn() -> impl IntoView {
    let organisation = Resource::new(|| (), |()| organisation());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let name = organisation.await.unwrap_or_default();
                view! { <Card organisation=name /> }
            })}
        </Transition>
    }
}

/// What the last post said, also when it came back as a new page.
pub fn last_problem<T: Send + Sync + Clone + 'static>(
    value: impl Fn() -> Option<Result<T, AppError>> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    let query = use_query_map();
    let posted = move || {
        let sent = query.read().get("__err")?;
        Some(ServerFnUrlError::<AppError>::decode_err(&sent).to_string())
    };
    Signal::derive(move || match value() {
        Some(Ok(_)) => None,
        Some(Err(error)) => Some(error.to_string()),
        None => posted(),
    })
}

#[component]
fn Card(organisation: String) -> impl IntoView {
    let action = ServerAction::<Signing>::new();
    let problem = last_problem(move || action.value().get());
    let chosen = use_query_map().with_untracked(|query| query.get("chosen").is_some());
    let narrow = RwSignal::new(false);
    Effect::new(move |_| {
        let width = window().inner_width().ok().and_then(|width| width.as_f64());
        narrow.set(width.is_some_and(|width| width < NARROW));
    });
    let problems = Signal::derive(move || {
        problem.get().map(|words| (Some("email".to_owned()), words)).into_iter().collect::<Vec<_>>()
    });
    view! {
        <FormTitle title="Sign in" wrong=Signal::derive(move || problem.try_get().flatten().is_some()) />
        <Gate>
                <ErrorSummary problems=problems />
                <Lintel title="Sign in to Threshold".to_owned() sub=organisation />
                {chosen
                    .then(|| {
                        view! {
                            <Notice icon="ok-line">
                                <p>"Your password is chosen. Sign in with it."</p>
                            </Notice>
                        }
                    })}
                <ActionForm action=action attr:class="stack stack--wide" attr:novalidate="">
                    <div class="stack">
                        <div class="field">
                            <label class="field__label" for="email">
                                "Email"
                            </label>
                            <FieldMessage id="email-message" problem=problem />
                            <input
                                class="input"
                                id="email"
                                name="email"
                                type="email"
                                autocomplete="username"
                                inputmode="email"
                                autocapitalize="none"
                                spellcheck="false"
                                aria-invalid=move || problem.get().map(|_| "true")
                                aria-describedby=move || problem.get().map(|_| "email-message")
                            />
                        </div>
                        <PasswordField id="password" label="Password" autocomplete="current-password" />
                    </div>
                    {move || narrow.get().then(|| view! { <input type="hidden" name="narrow" value="yes" /> })}
                    <button class="btn btn--primary btn--wide" type="submit">
                        {move || if action.pending().get() { "Signing in" } else { "Sign in" }}
                    </button>
                </ActionForm>
                <p>"Forgotten your password? Ask your administrator: they can send you a new start link."</p>
        </Gate>
    }
}

/// The card before the door: what everybody sees who is not signed in.
#[component]
pub fn Gate(
    /// What is on it.
    children: Children,
) -> impl IntoView {
    view! {
        <main class="gate" id="main" tabindex="-1">
            <div class="gate__card">
                <p class="gate__mark">
                    <Icon name="door-swing" large=true />
                    "Threshold"
                </p>
                {children()}
            </div>
            <p class="gate__foot">"Private system. Every view is recorded with your name."</p>
        </main>
    }
}
