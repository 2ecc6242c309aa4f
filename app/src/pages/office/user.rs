//! One account: a new start link, ending its sessions, its tablets, and what happens when somebody
//! leaves.

use super::{
    change_user::ChangeUser,
    frame::{BackLink, Office, Problem, by_id, pair, say},
    start_link::StartLinkBlock,
    users::role_word,
};
use crate::{
    api::accounts::{AccountPage, account, account_leaves, end_sessions, renew_start_link, withdraw_tablet},
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{Lintel, SheetDialog},
};
use domain::{UserId, calendar::date_and_clock};
use leptos::prelude::*;
use sync::desk::{AccountLine, StartLink, TabletLine};
use uuid::Uuid;

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
    Withdraw(Uuid),
}

fn draw(page: AccountPage, _desk: Desk) -> AnyView {
    let user = page.line.user;
    let line = RwSignal::new(page.line);
    let tablets = RwSignal::new(page.tablets);
    let withdrawing = RwSignal::new(None::<Uuid>);
    let asked = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let link = RwSignal::new(None::<StartLink>);
    let leaving = RwSignal::new(false);
    let changing = RwSignal::new(false);
    let reviewers = StoredValue::new(page.reviewers);
    let changed = Callback::new(move |after: AccountPage| {
        line.set(after.line);
        problem.set(None);
    });
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
            asked.set(false);
            let (after, words) = match step {
                Step::EndSessions => (end_sessions(user).await, "All sessions are ended"),
                Step::Leaves => (account_leaves(user).await, "The account can no longer sign in"),
                Step::Withdraw(tablet) => (withdraw_tablet(tablet).await, "The tablet is withdrawn"),
            };
            match after {
                Ok(after) => {
                    line.set(after.line);
                    tablets.set(after.tablets);
                    problem.set(None);
                    say(words);
                }
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let has_left = move || line.read().has_left();
    let leaves = move || format!("{} leaves today", line.read().name);
    view! {
        <BackLink href=routes::USERS to="Users" />
        <Lintel title=Signal::derive(move || line.read().name.clone()) />
        <Problem problem=problem />
        {move || reviewers.with_value(|reviewers| pairs(&line.read(), reviewers).into_any())}
        {move || link.get().map(|link| view! { <StartLinkBlock link=link /> })}
        {move || {
            (!has_left())
                .then(|| {
                    view! {
                        <div class="actions actions--fill">
                            <button class="btn btn--primary" type="button" on:click=move |_| drop(renew.dispatch(()))>
                                "Make a new start link"
                            </button>
                            <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| changing.set(true)>
                                "Change\u{a0}..."
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
        {move || tablet_lines(tablets.get(), withdrawing, asked)}
        <SheetDialog open=asked title="Withdraw this tablet".to_owned()>
            <p>"Its unsent work is handed over for review at next contact, then the tablet clears itself. If it is never seen again, what is on it stays locked for good, and so do recovery files of it."</p>
            <div class="actions actions--fill">
                <button
                    class="btn btn--primary"
                    type="button"
                    on:click=move |_| {
                        if let Some(tablet) = withdrawing.get_untracked() {
                            act.dispatch(Step::Withdraw(tablet));
                        }
                    }
                >
                    "Withdraw this tablet"
                </button>
                <button class="btn" type="button" on:click=move |_| asked.set(false)>
                    "Back"
                </button>
            </div>
        </SheetDialog>
        <SheetDialog open=changing title="Change this account".to_owned()>
            <ChangeUser
                line=line.get_untracked()
                reviewers=reviewers.get_value()
                open=changing
                done=changed
            />
        </SheetDialog>
        <SheetDialog open=leaving title=Signal::derive(leaves)>
            <p>"Sign-in ends at once, on every device. This cannot be undone here: whoever comes back needs a new account, with another email."</p>
            <p>"What was written stays, with the name. Visits and caseload stay too, until somebody passes them on: visits that are still open stand on the Waiting board of supervisors and managers, under \"With somebody who has left\"."</p>
            <p>"Unsent work on a tablet is handed over for review at next contact."</p>
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="button" on:click=move |_| drop(act.dispatch(Step::Leaves))>
                    {leaves}
                </button>
                <button class="btn" type="button" on:click=move |_| leaving.set(false)>
                    "Back"
                </button>
            </div>
        </SheetDialog>
    }
    .into_any()
}

fn tablet_lines(
    tablets: Vec<TabletLine>,
    withdrawing: RwSignal<Option<Uuid>>,
    asked: RwSignal<bool>,
) -> AnyView {
    let none = tablets.is_empty();
    let line = |tablet: TabletLine| {
        let id = tablet.id;
        let mut seen = format!("Last contact {}", date_and_clock(tablet.last_seen));
        if let Some(at) = tablet.lost_at {
            seen.push_str(&format!(". Its browser had lost what it stored on {}", date_and_clock(at)));
        }
        let button = view! {
            <button
                class="btn"
                type="button"
                aria-haspopup="dialog"
                aria-label=format!("Withdraw {} ...", tablet.what)
                on:click=move |_| {
                    withdrawing.set(Some(id));
                    asked.set(true);
                }
            >
                "Withdraw ..."
            </button>
        };
        let state = match tablet.withdrawn_at {
            Some(at) => {
                view! { <p class="quiet">{format!("Withdrawn {}", date_and_clock(at))}</p> }.into_any()
            }
            None => button.into_any(),
        };
        view! {
            <li class="card">
                <div class="card__foot">
                    <div>
                        <h3>{tablet.what}</h3>
                        <p class="quiet">{seen}</p>
                    </div>
                    {state}
                </div>
            </li>
        }
    };
    view! {
        <section class="stack" aria-labelledby="tablets-h">
            <h2 id="tablets-h">"Tablets"</h2>
            {none.then(|| view! { <p>"No tablet is ready for this account."</p> })}
            <ul class="stack">{tablets.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn pairs(line: &AccountLine, reviewers: &[(UserId, String)]) -> impl IntoView + use<> {
    let named = |id: UserId| reviewers.iter().find(|(user, _)| *user == id).map(|(_, name)| name.clone());
    let reviewer = line.reviewer.and_then(named);
    view! {
        <dl class="pairs pairs--lines">
            {pair("Role", Some(role_word(line)))}
            {pair("Printed role", Some(line.title.clone()))}
            {pair("Email", Some(line.email.clone()))}
            {pair("Regulator and number", line.registration.clone())}
            {pair("Work reviewed by", reviewer)}
            {pair("State", Some(line.state.clone()))}
            {pair("Last sign-in", Some(line.last_seen.map_or_else(|| "Not yet".to_owned(), date_and_clock)))}
        </dl>
    }
}
