//! The end of the work with somebody: closing the case, and opening it again.

use super::{
    fields::{Area, DateParts, Problems, Radios, SubmitOrBack, date, message_of, no_date},
    frame::say,
};
use crate::{
    api::people::{close_case, reopen_case},
    ui::{ErrorSummary, Icon, SheetDialog},
};
use chrono::{Datelike, NaiveDate};
use domain::{
    PersonId,
    closing::{Closing, ClosingReason},
};
use leptos::prelude::*;

/// What ends with the case, for the words before it is closed.
#[derive(Clone, Copy)]
pub struct Ends {
    /// Visits that are planned.
    pub n_planned: usize,
    /// Visits that were begun and are not signed.
    pub n_begun: usize,
    /// Whether a key-safe code is kept.
    pub has_code: bool,
}

impl Ends {
    fn lines(self) -> Vec<&'static str> {
        let planned = match self.n_planned {
            0 => None,
            1 => Some("The planned visit is called off."),
            _ => Some("All planned visits are called off."),
        };
        let begun = (self.n_begun > 0).then_some("What was begun stays with its author until it is signed.");
        let code = self.has_code.then_some("The key-safe code is deleted.");
        let always = Some("The record stays. The case can be opened again at any time.");
        [planned, begun, code, always].into_iter().flatten().collect()
    }
}

/// The button that closes a case, with its sheet.
#[component]
pub fn CloseCase(
    /// Whose.
    person: PersonId,
    /// What ends with it.
    ends: Ends,
    /// Today, as the server has it.
    today: NaiveDate,
    /// Tells the page anew.
    done: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            "Close the case\u{a0}..."
        </button>
        <SheetDialog open=open title="Close the case".to_owned()>
            <Ending person=person ends=ends today=today open=open done=done />
        </SheetDialog>
    }
}

#[component]
fn Ending(
    person: PersonId,
    ends: Ends,
    today: NaiveDate,
    open: RwSignal<bool>,
    done: Callback<()>,
) -> impl IntoView {
    let (why, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let part = |number: u32| RwSignal::new(number.to_string());
    let on = [part(today.day()), part(today.month()), part(today.year() as u32)];
    let problems = RwSignal::new(Problems::new());
    let send = Action::new(move |closing: &Closing| {
        let closing = closing.clone();
        async move {
            let said = closing.in_words();
            match close_case(person, closing).await {
                Ok(()) => {
                    open.set(false);
                    let _ = done.try_run(());
                    say(&said);
                }
                Err(error) => {
                    let words = error.to_string();
                    let field = words.starts_with("The day").then(|| "closed-on".to_owned());
                    problems.set(vec![(field, words)]);
                }
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut wrong = Problems::new();
        let (why, day) = (why.with_untracked(|code| ClosingReason::from_code(code)), date(&on));
        if why.is_none() {
            wrong.push((Some("closed-why".to_owned()), "Choose why the case is closed.".to_owned()));
        }
        if day.is_none() {
            wrong.push((Some("closed-on".to_owned()), no_date(&on, "26 6 2026")));
        }
        let is_whole = wrong.is_empty();
        problems.set(wrong);
        let chosen = why.zip(day).filter(|_| is_whole && !send.pending().get_untracked());
        if let Some((why, on)) = chosen {
            send.dispatch(Closing { why, on, words: words.get_untracked() });
        }
    };
    let reasons = ClosingReason::ALL.map(|reason| (reason.code(), reason.words().to_owned())).to_vec();
    let is_death = Memo::new(move |_| why.with(|code| code == ClosingReason::Died.code()));
    let day_of = move || if is_death.get() { "Day of death" } else { "Last day" };
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <ErrorSummary problems=problems />
            <Radios id="closed-why" legend="Why" options=reasons value=why problem=message_of(problems, "closed-why") />
            {move || view! { <DateParts id="closed-on" legend=day_of() parts=on problem=message_of(problems, "closed-on") /> }}
            <Area id="closed-words" label="What else should be known" optional=true value=words />
            <ul class="stack stack--tight">{ends.lines().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <SubmitOrBack submit="Close the case" open=open />
        </form>
    }
}

/// Says that the case is closed, with the way back.
#[component]
pub fn ClosedCase(
    /// Whose.
    person: PersonId,
    /// How it ended.
    closing: Closing,
    /// Whether this reader may open it again.
    may_reopen: bool,
    /// Tells the page anew.
    done: Callback<()>,
) -> impl IntoView {
    let send = Action::new(move |(): &()| async move {
        match reopen_case(person).await {
            Ok(()) => {
                let _ = done.try_run(());
                say("The case is open again");
            }
            Err(error) => say(&error.to_string()),
        }
    });
    let press = move |_| {
        if !send.pending().get_untracked() {
            send.dispatch(());
        }
    };
    let words = Some(closing.words.clone()).filter(|words| !words.is_empty());
    view! {
        <div class="notice">
            <Icon name="lock" />
            <p>
                <b>{format!("{}.", closing.in_words())}</b>
                {words.map(|words| format!(" {words}"))}
            </p>
            {may_reopen
                .then(|| {
                    view! {
                        <button class="btn" type="button" on:click=press>
                            "Open the case again"
                        </button>
                    }
                })}
        </div>
    }
}
