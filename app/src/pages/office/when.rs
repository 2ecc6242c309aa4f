//! When a visit is and how long it takes, as fields of a form.

use super::fields::{DateParts, Problems, Select, Text, Tick, date, message_of, no_date};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::calendar::{clock, from_uk_local, time_of_day, uk_date};
use leptos::prelude::*;

/// How long visits take, in minutes.
const MINUTES: [u32; 7] = [30, 45, 60, 75, 90, 120, 180];
/// The usual one.
const USUAL: u32 = 60;

/// What is typed about it.
#[derive(Clone, Copy)]
pub struct When {
    day: [RwSignal<String>; 3],
    time: RwSignal<String>,
    minutes: RwSignal<String>,
    /// Whether it is asked about another visit at that time.
    asks: RwSignal<bool>,
    /// That both are right.
    pub sure: RwSignal<bool>,
}

impl When {
    /// A visit that has no day yet; the year stands there.
    pub fn new(today: NaiveDate) -> When {
        let text = |words: String| RwSignal::new(words);
        When {
            day: [text(String::new()), text(String::new()), text(today.year().to_string())],
            time: text(String::new()),
            minutes: text(USUAL.to_string()),
            asks: RwSignal::new(false),
            sure: RwSignal::new(false),
        }
    }

    /// A visit that has one.
    pub fn of(planned: DateTime<Utc>, minutes: u32) -> When {
        let day = uk_date(planned);
        let part = |number: String| RwSignal::new(number);
        When {
            day: [part(day.day().to_string()), part(day.month().to_string()), part(day.year().to_string())],
            time: part(clock(planned)),
            minutes: part(minutes.to_string()),
            asks: RwSignal::new(false),
            sure: RwSignal::new(false),
        }
    }

    /// The moment and the minutes; what is wrong is added to the problems.
    pub fn checked(&self, problems: &mut Problems) -> Option<(DateTime<Utc>, u32)> {
        let day = date(&self.day);
        if day.is_none() {
            problems.push((Some("day".to_owned()), no_date(&self.day, "12 5 2026")));
        }
        let time = self.time.with_untracked(|typed| time_of_day(typed));
        if time.is_none() {
            problems.push((Some("time".to_owned()), "Enter a time like 09:30.".to_owned()));
        }
        let minutes = self.minutes.with_untracked(|minutes| minutes.parse().ok());
        if minutes.is_none() {
            problems.push((Some("minutes".to_owned()), "Choose how long it takes.".to_owned()));
        }
        Some((from_uk_local(day?.and_time(time?)), minutes?))
    }

    /// What the server said about it, with the field it belongs to. It may ask about another visit at that time.
    pub fn told(&self, words: String) -> Problems {
        let asks = words.contains("another visit at that time");
        self.asks.update(|asked| *asked |= asks);
        vec![(asks.then(|| "time".to_owned()), words)]
    }

    /// The fields.
    pub fn fields(self, problems: RwSignal<Problems>) -> impl IntoView {
        let mut offered = MINUTES.to_vec();
        let now = self.minutes.with_untracked(|minutes| minutes.parse::<u32>().ok());
        offered.extend(now.filter(|now| !MINUTES.contains(now)));
        offered.sort_unstable();
        // What was right for one time is asked again for another.
        Effect::new(move |before: Option<()>| {
            self.day.iter().for_each(|part| part.track());
            self.time.track();
            self.minutes.track();
            if before.is_some() {
                self.sure.set(false);
            }
        });
        let options = offered.into_iter().map(|minutes| (minutes.to_string(), long(minutes))).collect();
        view! {
            <DateParts id="day" legend="Which day" parts=self.day problem=message_of(problems, "day") />
            <Text id="time" class="input input--6" label="Time" hint="Like 09:30" value=self.time problem=message_of(problems, "time") />
            {move || self.asks.get().then(|| view! { <Tick label="Two visits at the same time are right" value=self.sure /> })}
            <Select
                id="minutes"
                label="How long"
                all="Choose"
                options=options
                value=self.minutes
                problem=message_of(problems, "minutes")
            />
        }
    }
}

/// "45 minutes", "1 hour 30 minutes".
fn long(minutes: u32) -> String {
    let hours = match minutes / 60 {
        0 => None,
        1 => Some("1 hour".to_owned()),
        n => Some(format!("{n} hours")),
    };
    let rest = Some(minutes % 60).filter(|rest| *rest > 0).map(|rest| format!("{rest} minutes"));
    hours.into_iter().chain(rest).collect::<Vec<_>>().join(" ")
}
