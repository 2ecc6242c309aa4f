//! What next, at the foot of a review: this area is looked at, return the visit, countersign it.

use super::{frame::say, return_sheet::ReturnSheet, review::Desktop};
use crate::{
    api::reviews::{AskedArea, look_at},
    routes,
    ui::Icon,
};
use domain::visits::CommentKind;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use reports::{AreaId, AreaLine};

/// Looked at, return, countersign.
#[component]
pub fn Foot(
    /// The page around it.
    desktop: Desktop,
) -> impl IntoView {
    let returning = RwSignal::new(false);
    let next = Memo::new(move |_| next_area(desktop));
    let navigate = use_navigate();
    let look = Action::new(move |(): &()| {
        let navigate = navigate.clone();
        async move {
            let (here, next) = (desktop.here(), next.get_untracked());
            let looked = look_at(AskedArea { visit: desktop.visit, area: here.clone() }).await;
            match looked {
                Ok(()) => {
                    desktop.page.update(|page| page.looked_at.extend(here.map(|area| area.to_string())))
                }
                Err(error) => return desktop.problem.set(Some(error)),
            }
            match next {
                Some(area) => navigate(&desktop.href(&area), Default::default()),
                None => say("Every area is looked at."),
            }
        }
    });
    let look_words = move || {
        let here = desktop.here();
        let name = desktop.page.with(|page| {
            let area = page.areas.iter().find(|area| Some(&area.id) == here.as_ref());
            area.map(|area| area.letter.clone().unwrap_or_else(|| area.title.clone())).unwrap_or_default()
        });
        match next.get() {
            Some(_) => format!("Looked at {name}, next area"),
            None => format!("Looked at {name}"),
        }
    };
    let n_changes = move || {
        desktop.page.with(|page| {
            let asks =
                |kind, settled: bool, back: bool| kind == CommentKind::ChangeNeeded && !settled && !back;
            let open = page.comments.iter().map(|pinned| &pinned.comment);
            open.filter(|one| asks(one.kind, one.settled.is_some(), one.taken_back)).count()
        })
    };
    let acts = move || {
        desktop.page.read().may_act.then(|| {
            view! {
                <div class="review__foot" role="group" aria-label="What next">
                    <button class="btn" type="button" on:click=move |_| drop(look.dispatch(()))>
                        {look_words}
                        <Icon name="next" />
                    </button>
                    <div class="actions">
                        <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| returning.set(true)>
                            <Icon name="send-back" />
                            {move || format!("Return for changes ({})", n_changes())}
                        </button>
                        <a class="btn btn--primary" href=routes::countersign(desktop.visit)>
                            <Icon name="countersign" />
                            "Countersign ..."
                        </a>
                    </div>
                </div>
            }
        })
    };
    view! {
        {acts}
        <ReturnSheet desktop=desktop open=returning />
    }
}

/// The next area that was not looked at, after the one shown; else none.
fn next_area(desktop: Desktop) -> Option<AreaId> {
    let here = desktop.here()?;
    desktop.page.with(|page| {
        let at = page.areas.iter().position(|area| area.id == here)?;
        let looked = |area: &&AreaLine| area.id == here || page.looked_at.contains(&area.id.to_string());
        let (before, after) = page.areas.split_at(at);
        after.iter().chain(before).find(|area| !looked(area)).map(|area| area.id.clone())
    })
}
