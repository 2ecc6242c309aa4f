//! What is typed on the finish page before anything is signed: times, who was there, a note, and
//! the reason for a late entry. Nothing of it is written down before signing.

use super::facts::{Times, clock_on};
use crate::local::now;
use crate::ui::Icon;
use chrono::{DateTime, Duration, Utc};
use domain::calendar;
use leptos::prelude::*;
use sync::change::is_late_entry;

/// Clocks differ, and people round up on their way out: so far ahead is no mistake.
const MINUTES_AHEAD: i64 = 10;

/// What is typed on the page.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What the record tells.
    pub told: RwSignal<Option<Option<(Times, String)>>>,
    /// Time of arrival as typed.
    pub arrived: RwSignal<Option<String>>,
    /// Time of leaving as typed.
    pub left: RwSignal<Option<String>>,
    /// Whether what is wrong with the times may be said: a field was left, or the page was to be signed.
    pub times_left: RwSignal<bool>,
    /// Who was there, as typed.
    pub present: RwSignal<Option<String>>,
    /// A note to the supervisor.
    pub note: RwSignal<String>,
    /// Why it is written late.
    pub late: RwSignal<String>,
}

impl Draft {
    /// What the record tells; none until it was read.
    pub fn told(self) -> Option<(Times, String)> {
        self.told.get().flatten()
    }

    /// The times as they stand on the page.
    pub fn times(self) -> Option<Times> {
        let (told, _) = self.told()?;
        let at = |typed: Option<String>, else_at: DateTime<Utc>| match typed {
            None => Some(else_at),
            Some(typed) => clock_on(told.day(), &typed),
        };
        Some(Times { arrived: at(self.arrived.get(), told.arrived)?, left: at(self.left.get(), told.left)? })
    }

    /// What is wrong with the times, and the id of the field where it is put right.
    pub fn trouble(self) -> Option<(&'static str, String)> {
        let (told, _) = self.told()?;
        let unread = |typed: RwSignal<Option<String>>| {
            typed.with(|typed| typed.as_ref().is_some_and(|typed| clock_on(told.day(), typed).is_none()))
        };
        for (field, typed) in [("arrived", self.arrived), ("left", self.left)] {
            if unread(typed) {
                return Some((field, "Enter a time like 09:34".to_owned()));
            }
        }
        let times = self.times()?;
        // What the record tells came from a clock; what is typed may be a slip.
        let to_come = |typed: RwSignal<Option<String>>, at: DateTime<Utc>| {
            typed.with(Option::is_some) && at > now() + Duration::minutes(MINUTES_AHEAD)
        };
        let later = |at: DateTime<Utc>| format!("{} is still to come", calendar::clock(at));
        match times {
            Times { arrived, .. } if to_come(self.arrived, arrived) => Some(("arrived", later(arrived))),
            Times { arrived, left } if left < arrived => {
                Some(("left", "It ends before it begins".to_owned()))
            }
            Times { left, .. } if to_come(self.left, left) => Some(("left", later(left))),
            _ => None,
        }
    }

    /// Who was there, as it stands on the page.
    pub fn present_words(self) -> String {
        self.present.get().or_else(|| self.told().map(|(_, present)| present)).unwrap_or_default()
    }

    /// True when it is written on a later day than the visit.
    pub fn is_late(self) -> bool {
        self.times().is_some_and(|times| is_late_entry(times.day(), now(), times.left))
    }
}

/// When the visit was and when it is written; the times can be corrected.
#[component]
pub fn TimeOfVisit(draft: Draft) -> impl IntoView {
    let changing = RwSignal::new(false);
    let clock = |at: DateTime<Utc>| calendar::clock(at);
    let shown = move || match draft.times() {
        Some(times) => format!("{} to {}", clock(times.arrived), clock(times.left)),
        None => "Not known yet".to_owned(),
    };
    let trouble = Memo::new(move |_| draft.trouble());
    let said = move |id: &'static str| {
        let of_field = move |(field, words): (&'static str, String)| (field == id).then_some(words);
        draft.times_left.get().then(|| trouble.get().and_then(of_field)).flatten()
    };
    let day = move || draft.told().map(|(times, _)| calendar::long_date(times.day()));
    let field = move |id: &'static str,
                      label: &'static str,
                      typed: RwSignal<Option<String>>,
                      told: fn(Times) -> DateTime<Utc>| {
        let message = format!("{id}-message");
        let described = message.clone();
        view! {
            <div class="field">
                <label class="field__label" for=id>
                    {label}
                </label>
                {move || {
                    said(id)
                        .map(|words| {
                            view! {
                                <p class="message message--needed" id=message.clone()>
                                    <Icon name="attention" />
                                    <span>{words}</span>
                                </p>
                            }
                        })
                }}
                <input
                    class="input input--6"
                    id=id
                    inputmode="numeric"
                    autocomplete="off"
                    aria-invalid=move || said(id).map(|_| "true")
                    aria-describedby=move || said(id).map(|_| described.clone())
                    on:blur=move |_| draft.times_left.set(true)
                    prop:value=move || {
                        typed.get().or_else(|| draft.told().map(|(times, _)| clock(told(times)))).unwrap_or_default()
                    }
                    on:input=move |event| typed.set(Some(event_target_value(&event)))
                />
            </div>
        }
    };
    view! {
        <dl class="pairs pairs--lines">
            <div>
                <dt>"Day of the visit"</dt>
                <dd class="num">{day}</dd>
            </div>
            <div>
                <dt>"Time of the visit"</dt>
                <dd class="row">
                    <span class="num">{shown}</span>
                    <button
                        class="btn btn--quiet"
                        type="button"
                        aria-expanded=move || changing.get().to_string()
                        aria-label="Change the time of the visit"
                        on:click=move |_| changing.update(|changing| *changing = !*changing)
                    >
                        "Change"
                    </button>
                </dd>
            </div>
            <div>
                <dt>"Written"</dt>
                <dd class="num">{calendar::date_and_clock(now())}</dd>
            </div>
        </dl>
        {move || {
            (changing.get() || trouble.with(Option::is_some))
                .then(|| {
                    view! {
                        <fieldset>
                            <legend class="field__label">"Time of the visit"</legend>
                            <div class="row">
                                {field("arrived", "From", draft.arrived, |times| times.arrived)}
                                {field("left", "To", draft.left, |times| times.left)}
                            </div>
                        </fieldset>
                    }
                })
        }}
    }
}

/// The reason for a late entry, where it is one.
#[component]
pub fn Late(draft: Draft) -> impl IntoView {
    let late = Memo::new(move |_| draft.is_late());
    move || {
        late.get().then(|| {
            view! {
                <div class="field">
                    <label class="field__label" for="late">
                        "Late entry: why is it written now?"
                    </label>
                    <textarea
                        class="input input--area"
                        id="late"
                        rows="2"
                        on:input=move |event| draft.late.set(event_target_value(&event))
                    ></textarea>
                </div>
            }
        })
    }
}
