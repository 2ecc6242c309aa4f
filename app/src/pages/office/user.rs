//! One account: a new start link, ending its sessions, and what happens when somebody leaves.

use super::{
    frame::{BackLink, Office, Problem, by_id, say},
    start_link::StartLinkBlock,
    users::role_word,
};
use crate::{
    api::accounts::{account, account_leaves, end_sessions, renew_start_link},
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{Lintel, SheetDialog},
};
use domain::calendar::date_and_clock;
use leptos::prelude::*;
use sync::desk::{AccountLine, StartLink};

/// The page.
#[component]
pub fn User() -> impl IntoView {
    let data = by_id("user", account);
    view! { <Office page=Page::Users title="User" text=true data=data draw=draw /> }
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    EndSessions,
    Leaves,
}

fn draw(line: AccountLine, _desk: Desk) -> AnyView {
    let user = line.user;
    let line = RwSignal::new(line);
    let problem = RwSignal::new(None::<AppError>);
    let link = RwSignal::new(None::<StartLink>);
    let leaving = RwSignal::new(false);
    let renew = Action::new(move |(): &()| async move {
        match renew_start_link(user).await {
            Ok(made) => {
                link.set(Some(made));
                problem.set(None);
                say("A new start link is made");
            }
            Err(error) => problem.set(Some(error)),
        }
    });
    let act = Action::new(move |step: &Step| {
        let step = *step;
        async move {
            leaving.set(false);
            let (after, words) = match step {
                Step::EndSessions => (end_sessions(user).await, "All sessions are ended"),
                Step::Leaves => (account_leaves(user).await, "The account can no longer sign in"),
            };
            match after {
                Ok(after) => {
                    line.set(after);
                    problem.set(None);
                    say(words);
                }
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let has_left = move || line.read().state.starts_with("Left");
    view! {
        <BackLink href=routes::USERS to="Users" />
        <Lintel title=line.read_untracked().name.clone() />
        <Problem problem=problem />
        {move || pairs(&line.read())}
        {move || link.get().map(|link| view! { <StartLinkBlock link=link /> })}
        {move || {
            (!has_left())
                .then(|| {
                    view! {
                        <div class="actions actions--fill">
                            <button class="btn btn--primary" type="button" on:click=move |_| drop(renew.dispatch(()))>
                                "Make a new start link"
                            </button>
                            <button class="btn" type="button" on:click=move |_| drop(act.dispatch(Step::EndSessions))>
                                "End all sessions"
                            </button>
                            <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| leaving.set(true)>
                                "Leaves today ..."
                            </button>
                        </div>
                    }
                })
        }}
        <SheetDialog open=leaving title="Leaves today".to_owned()>
            <p>"All sessions end now and nobody can sign in with this account any more. What was written stays, with the name. Unsent work on a tablet is handed over for review at next contact."</p>
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="button" on:click=move |_| drop(act.dispatch(Step::Leaves))>
                    "Leaves today"
                </button>
                <button class="btn" type="button" on:click=move |_| leaving.set(false)>
                    "Back"
                </button>
            </div>
        </SheetDialog>
    }
    .into_any()
}

fn pairs(line: &AccountLine) -> impl IntoView + use<> {
    let pair = |label: &'static str, words: String| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{words}</dd>
            </div>
        }
    };
    view! {
        <dl class="pairs pairs--lines">
            {pair("Role", role_word(line))}
            {pair("Printed role", line.title.clone())}
            {pair("Email", line.email.clone())}
            {line.registration.clone().map(|number| pair("Regulator and number", number))}
            {pair("State", line.state.clone())}
            {pair("Last sign-in", line.last_seen.map_or_else(|| "Not yet".to_owned(), date_and_clock))}
        </dl>
    }
}
