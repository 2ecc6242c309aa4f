//! Giving a record back: what is asked for, a covering note, and what happens then.

use super::review::Desktop;
use crate::{
    api::reviews::{Pinned, Returning, return_visit},
    routes,
    ui::{Icon, SheetDialog},
};
use domain::visits::CommentKind;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The sheet behind "Return for changes".
#[component]
pub fn ReturnSheet(
    /// The page around it.
    desktop: Desktop,
    /// Open or not.
    open: RwSignal<bool>,
) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let navigate = use_navigate();
    let send = Action::new(move |(): &()| {
        let navigate = navigate.clone();
        async move {
            let note = Some(note.get_untracked()).filter(|note| !note.trim().is_empty());
            let sent = return_visit(Returning { visit: desktop.visit, note }).await;
            open.set(false);
            match sent {
                Ok(()) => navigate(&format!("{}?tab=returned", routes::REVIEW), Default::default()),
                Err(error) => desktop.problem.set(Some(error)),
            }
        }
    });
    view! {
        <SheetDialog open=open title="Return for changes".to_owned()>
            {move || {
                let asks = asked_for(desktop);
                match asks.is_empty() {
                    true => view! { <NothingAsked open=open /> }.into_any(),
                    false => {
                        view! {
                            <ul class="lines">{asks.into_iter().map(line).collect_view()}</ul>
                            <div class="field">
                                <label class="field__label" for="covering">
                                    "Covering note "
                                    <span class="field__optional">"(optional)"</span>
                                </label>
                                <textarea
                                    class="input input--area"
                                    id="covering"
                                    rows="3"
                                    prop:value=move || note.get()
                                    on:input=move |event| note.set(event_target_value(&event))
                                ></textarea>
                            </div>
                            <p>{what_happens(desktop)}</p>
                            <div class="actions actions--fill">
                                <button class="btn btn--primary" type="button" on:click=move |_| drop(send.dispatch(()))>
                                    <Icon name="send-back" />
                                    "Return for changes"
                                </button>
                            </div>
                        }
                            .into_any()
                    }
                }
            }}
        </SheetDialog>
    }
}

fn asked_for(desktop: Desktop) -> Vec<Pinned> {
    desktop.page.with(|page| {
        let asks = |pinned: &&Pinned| {
            let comment = &pinned.comment;
            comment.kind == CommentKind::ChangeNeeded && comment.settled.is_none() && !comment.taken_back
        };
        page.comments.iter().filter(asks).cloned().collect()
    })
}

/// "Tomasz gets this at the top of Today. The visit is open again as version 2."
fn what_happens(desktop: Desktop) -> String {
    desktop.page.with(|page| {
        let card = &page.card;
        let name = card.author_name.split_whitespace().next().unwrap_or(&card.author_name).to_owned();
        format!(
            "{name} gets this at the top of Today. The visit is open to {name} again as version {}.",
            card.version + 1
        )
    })
}

fn line(pinned: Pinned) -> impl IntoView {
    view! {
        <li class="line">
            <Icon name="comment" />
            <span class="line__title">
                {pinned.label.unwrap_or_else(|| "The whole visit".to_owned())}
                <span class="line__sub">{pinned.comment.text}</span>
            </span>
        </li>
    }
}

#[component]
fn NothingAsked(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <p>"Say what to change first: pin at least one comment of the kind \"Change needed\"."</p>
        <div class="actions">
            <button class="btn" type="button" on:click=move |_| open.set(false)>
                "Back to the record"
            </button>
        </div>
    }
}
