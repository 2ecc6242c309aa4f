//! What is asked before something is done with an order: a note or a reason, a price, who fitted it and when, who
//! was shown it. The order is told in words first, because the sheet covers it.

use super::words::{Deed, SHOWN_BACK, approve_words, fitted_words, shown_words};
use crate::{
    api::orders::{Advancing, Deciding, Pricing, advance_order, approve_order, price_order, refuse_order},
    error::AppError,
    pages::office::{
        fields::{Area, DateParts, Problems, Text, date, message_of},
        frame::say,
        password::FieldMessage,
    },
    ui::ErrorSummary,
};
use chrono::{Datelike, NaiveDate};
use domain::orders::{OrderState, Pence};
use leptos::prelude::*;
use sync::orders::OrderLine;

/// The questions of one deed, and the button that does it.
#[component]
pub fn Asking(
    /// What is to be done.
    deed: Deed,
    /// The order.
    line: OrderLine,
    /// The day of today.
    today: NaiveDate,
    /// The sheet this stands in.
    open: RwSignal<bool>,
    /// What to do once it is done.
    done: Callback<()>,
) -> impl IntoView {
    let typed = Typed::new(today);
    let problems = RwSignal::new(Problems::new());
    let (words, send_words) = (approve_words(&line), deed.send_words(&line));
    let unit = line.proposal.unit;
    let send = Action::new(move |sent: &Sent| {
        let sent = sent.clone();
        async move {
            match sent.send().await {
                Ok(()) => {
                    open.set(false);
                    say(&deed.done_words());
                    done.run(());
                }
                Err(error) => problems.set(vec![(None, error.to_string())]),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match typed.checked(deed, &line) {
            Err(wrong) => problems.set(wrong),
            Ok(sent) if !send.pending().get_untracked() => {
                problems.set(Problems::new());
                send.dispatch(sent);
            }
            Ok(_) => {}
        }
    };
    let at = move |field: &'static str| message_of(problems, field);
    let questions = match deed {
        Deed::Price => {
            typed.amount.set(unit.map(Pence::plain).unwrap_or_default());
            view! {
                <Text id="deed-amount" label="Price of one, in pounds" inputmode="decimal" value=typed.amount problem=at("deed-amount") />
            }
            .into_any()
        }
        Deed::Go(OrderState::Fitted) => view! {
            <Text id="deed-who" label="Fitted by" value=typed.who problem=at("deed-who") />
            <DateParts id="deed-on" legend="Fitted on" parts=typed.on problem=at("deed-on") />
        }
        .into_any(),
        Deed::Go(OrderState::Demonstrated) => view! {
            <Text id="deed-who" label="Shown to" value=typed.who problem=at("deed-who") />
            <ShownBack value=typed.back problem=at("deed-back") />
        }
        .into_any(),
        _ => ().into_any(),
    };
    let note = match deed.needs_reason() {
        Some(_) => {
            view! { <Area id="deed-note" label="Reason" value=typed.note problem=at("deed-note") /> }.into_any()
        }
        None => view! { <Area id="deed-note" label="Note" optional=true value=typed.note problem=at("deed-note") /> }
            .into_any(),
    };
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <p>{words}</p>
            <ErrorSummary problems=problems />
            {questions}
            {note}
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="submit">
                    {send_words}
                </button>
                <button class="btn" type="button" on:click=move |_| open.set(false)>
                    "Back"
                </button>
            </div>
        </form>
    }
}

#[component]
fn ShownBack(value: RwSignal<String>, problem: Signal<Option<String>>) -> impl IntoView {
    let radio = move |(code, words): (&'static str, &'static str)| {
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="deed-back" value=code on:change=move |_| value.set(code.to_owned()) />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset id="deed-back" tabindex="-1">
            <legend class="part__q">"Did they show it back?"</legend>
            <FieldMessage id="deed-back-message" problem=problem />
            <div class="choices">{SHOWN_BACK.map(radio).collect_view()}</div>
        </fieldset>
    }
}

/// What is typed, before it is checked.
#[derive(Clone, Copy)]
struct Typed {
    note: RwSignal<String>,
    amount: RwSignal<String>,
    who: RwSignal<String>,
    back: RwSignal<String>,
    on: [RwSignal<String>; 3],
}

impl Typed {
    fn new(today: NaiveDate) -> Typed {
        let empty = || RwSignal::new(String::new());
        let on = [today.day().to_string(), today.month().to_string(), today.year().to_string()];
        Typed { note: empty(), amount: empty(), who: empty(), back: empty(), on: on.map(RwSignal::new) }
    }

    /// What is sent, or what has to be put right.
    fn checked(&self, deed: Deed, line: &OrderLine) -> Result<Sent, Problems> {
        let (note, order) = (self.note.get_untracked(), line.id);
        let is_empty = |text: RwSignal<String>| text.with_untracked(|text| text.trim().is_empty());
        let mut problems = Problems::new();
        let mut wrong = |field: &str, words: &str| problems.push((Some(field.to_owned()), words.to_owned()));
        if let Some(words) = deed.needs_reason().filter(|_| is_empty(self.note)) {
            wrong("deed-note", words);
        }
        let sent = match deed {
            Deed::Approve => Some(Sent::Approve(Deciding { order, words: note })),
            Deed::Refuse => Some(Sent::Refuse(Deciding { order, words: note })),
            Deed::Price => {
                let unit = self.amount.with_untracked(|text| Pence::parse(text));
                if unit.is_none() {
                    wrong(
                        "deed-amount",
                        "Write an amount in pounds, like 45 or 45.50; 0 when it costs nothing.",
                    );
                }
                unit.map(|unit| Sent::Price(Pricing { order, unit, words: note }))
            }
            Deed::Go(to) => {
                let words = match to {
                    OrderState::Fitted => {
                        if is_empty(self.who) {
                            wrong("deed-who", "Write who fitted it.");
                        }
                        let on = date(&self.on);
                        if on.is_none() {
                            wrong("deed-on", "Enter a date, like 12 5 2026.");
                        }
                        fitted_words(&self.who.get_untracked(), on.unwrap_or_default(), &note)
                    }
                    OrderState::Demonstrated => {
                        if is_empty(self.who) {
                            wrong("deed-who", "Write who was shown it.");
                        }
                        if is_empty(self.back) {
                            wrong("deed-back", "Choose how they showed it back.");
                        }
                        shown_words(&self.who.get_untracked(), &self.back.get_untracked(), &note)
                    }
                    _ => note,
                };
                Some(Sent::Go(Advancing { order, to, words }))
            }
        };
        sent.filter(|_| problems.is_empty()).ok_or(problems)
    }
}

/// What goes to the server.
#[derive(Clone)]
enum Sent {
    Approve(Deciding),
    Refuse(Deciding),
    Price(Pricing),
    Go(Advancing),
}

impl Sent {
    async fn send(self) -> Result<(), AppError> {
        match self {
            Sent::Approve(deciding) => approve_order(deciding).await,
            Sent::Refuse(deciding) => refuse_order(deciding).await,
            Sent::Price(pricing) => price_order(pricing).await,
            Sent::Go(advancing) => advance_order(advancing).await,
        }
    }
}
