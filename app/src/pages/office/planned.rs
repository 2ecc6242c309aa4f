//! What can be done with a visit that is planned: move it, or say that it does not take place; and the way back.

use super::{
    fields::{Area, Problems, Radios, SubmitOrBack, message_of},
    frame::say,
    when::When,
};
use crate::{
    api::diary::{CallingOff, Moving, call_visit_off, move_visit, reinstate_visit},
    ui::{ErrorSummary, SheetDialog},
};
use domain::{
    VisitState,
    calendar::{date_and_clock, long_date, uk_date},
};
use leptos::prelude::*;
use sync::VisitCard;

/// The buttons of a planned visit.
#[component]
pub fn PlannedVisit(
    /// The visit.
    card: VisitCard,
    /// Tells the page anew.
    done: Callback<()>,
) -> impl IntoView {
    let (moving, ending) = (RwSignal::new(false), RwSignal::new(false));
    let day = long_date(uk_date(card.planned));
    let of = format!(" the {} of {day}", card.title().to_lowercase());
    let also = of.clone();
    let card = StoredValue::new(card);
    view! {
        <div class="actions line__do">
            <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| moving.set(true)>
                "Move\u{a0}..."
                <span class="sr">{of}</span>
            </button>
            <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| ending.set(true)>
                "Does not take place\u{a0}..."
                <span class="sr">{also}</span>
            </button>
        </div>
        <SheetDialog open=moving title="Move the visit".to_owned()>
            <Move card=card open=moving done=done />
        </SheetDialog>
        <SheetDialog open=ending title="The visit does not take place".to_owned()>
            <CallOff card=card open=ending done=done />
        </SheetDialog>
    }
}

/// The way back of a visit that was called off.
#[component]
pub fn CalledOffVisit(
    /// The visit.
    card: VisitCard,
    /// Tells the page anew.
    done: Callback<()>,
) -> impl IntoView {
    let (visit, planned) = (card.id, card.planned);
    let day = long_date(uk_date(planned));
    let of = format!(": the {} of {day}", card.title().to_lowercase());
    let send = Action::new(move |(): &()| async move {
        match reinstate_visit(visit).await {
            Ok(()) => {
                let _ = done.try_run(());
                say(&format!("Back in the diary: {}", date_and_clock(planned)));
            }
            Err(error) => say(&error.to_string()),
        }
    });
    let press = move |_| {
        if !send.pending().get_untracked() {
            send.dispatch(());
        }
    };
    view! {
        <div class="actions line__do">
            <button class="btn" type="button" on:click=press>
                "It takes place after all"
                <span class="sr">{of}</span>
            </button>
        </div>
    }
}

#[component]
fn Move(card: StoredValue<VisitCard>, open: RwSignal<bool>, done: Callback<()>) -> impl IntoView {
    let (visit, when) = card.with_value(|card| (card.id, When::of(card.planned, card.minutes)));
    let problems = RwSignal::new(Problems::new());
    let send = Action::new(move |moving: &Moving| {
        let moving = moving.clone();
        async move {
            let planned = moving.planned;
            match move_visit(moving).await {
                Ok(()) => {
                    open.set(false);
                    let _ = done.try_run(());
                    say(&format!("Moved to {}", date_and_clock(planned)));
                }
                Err(error) => problems.set(when.told(error.to_string())),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut wrong = Problems::new();
        let at = when.checked(&mut wrong);
        problems.set(wrong);
        if let Some((planned, minutes)) = at.filter(|_| !send.pending().get_untracked()) {
            send.dispatch(Moving { visit, planned, minutes, sure: when.sure.get_untracked() });
        }
    };
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <ErrorSummary problems=problems />
            {when.fields(problems)}
            <p>"Its forms stay as they are, and the tablet gets the new time at its next contact."</p>
            <SubmitOrBack submit="Move it" open=open />
        </form>
    }
}

#[component]
fn CallOff(card: StoredValue<VisitCard>, open: RwSignal<bool>, done: Callback<()>) -> impl IntoView {
    let visit = card.with_value(|card| card.id);
    let (to, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problems = RwSignal::new(Problems::new());
    let send = Action::new(move |calling: &CallingOff| {
        let calling = calling.clone();
        async move {
            match call_visit_off(calling).await {
                Ok(()) => {
                    open.set(false);
                    let _ = done.try_run(());
                    say("Kept: the visit does not take place");
                }
                Err(error) => problems.set(vec![(None, error.to_string())]),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut wrong = Problems::new();
        let (to, why) = (to.with_untracked(|to| VisitState::from_code(to)), why.get_untracked());
        if to.is_none() {
            wrong.push((Some("what".to_owned()), "Choose what happened.".to_owned()));
        }
        if why.trim().is_empty() {
            wrong.push((Some("call-off-why".to_owned()), "Say why it does not take place.".to_owned()));
        }
        let is_whole = wrong.is_empty();
        problems.set(wrong);
        if let Some(to) = to.filter(|_| is_whole && !send.pending().get_untracked()) {
            send.dispatch(CallingOff { visit, to, why });
        }
    };
    let all = [(VisitState::Cancelled, "It is cancelled"), (VisitState::NoAccess, "Nobody could get in")];
    let all = all.map(|(state, words)| (state.code(), words.to_owned())).to_vec();
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <ErrorSummary problems=problems />
            <Radios id="what" legend="What happened" options=all value=to problem=message_of(problems, "what") />
            <Area id="call-off-why" label="Why" value=why problem=message_of(problems, "call-off-why") />
            <SubmitOrBack submit="It does not take place" open=open />
        </form>
    }
}
