//! Dates and times: separate fields that take what is known; a partial date is kept as such.

use super::{
    Sheet,
    item::book,
    question::{hint, question_words},
};
use crate::{local::now, routes::item_id};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Timelike, Utc};
use domain::calendar;
use forms::{Answer, AnswerPath, ItemIdx, Value};
use leptos::prelude::*;

/// What stands in the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    day: String,
    month: String,
    year: String,
    hour: String,
    minute: String,
}

impl Parts {
    fn read(text: &str) -> Parts {
        let (date, time) = text.split_once('T').unwrap_or(if text.contains(':') && !text.contains('-') {
            ("", text)
        } else {
            (text, "")
        });
        let mut date = date.split('-');
        let mut clock = time.split(':');
        let part = |from: &mut std::str::Split<'_, char>| {
            from.next().unwrap_or_default().trim_start_matches('0').to_owned()
        };
        let year = part(&mut date);
        let month = part(&mut date);
        let day = part(&mut date);
        Parts {
            day,
            month,
            year,
            hour: clock.next().unwrap_or_default().to_owned(),
            minute: clock.next().unwrap_or_default().chars().take(2).collect(),
        }
    }

    /// An instant as the clocks of the UK show it.
    fn at(at: DateTime<Utc>) -> Parts {
        let local = calendar::uk_local(at);
        Parts {
            day: local.day().to_string(),
            month: local.month().to_string(),
            year: local.year().to_string(),
            hour: format!("{:02}", local.hour()),
            minute: format!("{:02}", local.minute()),
        }
    }

    fn of(answer: Option<&Answer>) -> Parts {
        match answer.and_then(Answer::first) {
            Some(Value::DateTime(text)) => match DateTime::parse_from_rfc3339(text) {
                Ok(at) => Parts::at(at.to_utc()),
                Err(_) => Parts::read(text),
            },
            Some(Value::Date(text) | Value::Time(text)) => Parts::read(text),
            Some(Value::String(text)) => {
                let (date, time) = text.split_once(' ').unwrap_or((text, ""));
                let (mut date, mut time) = (date.split('/'), time.split(':'));
                let part = |from: &mut std::str::Split<'_, char>| from.next().unwrap_or_default().to_owned();
                Parts {
                    day: part(&mut date),
                    month: part(&mut date),
                    year: part(&mut date),
                    hour: part(&mut time),
                    minute: part(&mut time),
                }
            }
            _ => Parts::default(),
        }
    }

    /// The date as far as it is known: "2026-05-12", "2026-05", "2026".
    fn date(&self) -> Option<String> {
        let year: i32 = self.year.trim().parse().ok().filter(|year| (1000..=9999).contains(year))?;
        let month = month_number(&self.month);
        let day: Option<u32> = self.day.trim().parse().ok();
        match (month, day) {
            (Some(month), Some(day)) => {
                NaiveDate::from_ymd_opt(year, month, day).map(|date| date.to_string())
            }
            (Some(month), None) if self.day.trim().is_empty() => Some(format!("{year:04}-{month:02}")),
            (None, None) if self.month.trim().is_empty() => Some(format!("{year:04}")),
            _ => None,
        }
    }

    fn time(&self) -> Option<String> {
        let hour: u32 = self.hour.trim().parse().ok().filter(|hour| *hour < 24)?;
        let minute: u32 = self.minute.trim().parse().ok().filter(|minute| *minute < 60)?;
        Some(format!("{hour:02}:{minute:02}:00"))
    }

    /// The instant, where a whole date and a time stand in the fields.
    fn instant(&self) -> Option<DateTime<Utc>> {
        let local: NaiveDateTime = format!("{}T{}", self.date()?, self.time()?).parse().ok()?;
        Some(calendar::from_uk_local(local))
    }

    fn is_empty(&self) -> bool {
        *self == Parts::default()
    }

    /// What was typed, as it stands, where it is no date yet: "12//2026", "12/5/2026 25:61".
    fn as_typed(&self) -> String {
        let [day, month, year] = [&self.day, &self.month, &self.year].map(|part| part.replace(' ', ""));
        match self.hour.is_empty() && self.minute.is_empty() {
            true => format!("{day}/{month}/{year}"),
            false => format!("{day}/{month}/{year} {}:{}", self.hour, self.minute),
        }
    }
}

/// A month by number or name.
fn month_number(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.trim().to_lowercase();
    match text.parse() {
        Ok(number) => Some(number).filter(|number| (1..=12).contains(number)),
        Err(_) if text.len() >= 3 => {
            NAMES.iter().position(|name| text.starts_with(name)).map(|at| at as u32 + 1)
        }
        Err(_) => None,
    }
}

/// A date.
#[component]
pub fn DateItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    // By when something is to be done is never yesterday.
    let quick = match sheet.item(idx).text.starts_with("By when") {
        true => [("In 2 weeks", 14), ("In 6 weeks", 42)],
        false => [("Today", 0), ("Yesterday", -1)],
    };
    let build = |parts: &Parts| match parts.date() {
        Some(date) => Answer::one(Value::Date(date)),
        None if parts.is_empty() => Answer::default(),
        None => Answer::one(Value::text(parts.as_typed())),
    };
    let today = move |offset: i64| {
        let day = calendar::uk_date(now()) + Duration::days(offset);
        Parts {
            day: day.day().to_string(),
            month: day.month().to_string(),
            year: day.year().to_string(),
            ..Parts::default()
        }
    };
    let buttons = quick.into_iter().map(|(word, offset)| (word, today(offset))).collect();
    fields(sheet, idx, path, true, false, buttons, build)
}

/// A date with a time of day.
#[component]
pub fn DateTimeItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let build = |parts: &Parts| match (parts.instant(), parts.date()) {
        (Some(at), _) => moment(at),
        (None, Some(date)) if parts.hour.is_empty() => Answer::one(Value::DateTime(date)),
        _ if parts.is_empty() => Answer::default(),
        _ => Answer::one(Value::text(parts.as_typed())),
    };
    fields(sheet, idx, path, true, true, vec![("Now", now_parts())], build)
}

/// A time of day.
#[component]
pub fn TimeItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let build = |parts: &Parts| match parts.time() {
        Some(time) => Answer::one(Value::Time(time)),
        None if parts.is_empty() => Answer::default(),
        None => Answer::one(Value::text(format!("{}:{}", parts.hour, parts.minute))),
    };
    fields(sheet, idx, path, false, true, vec![("Now", now_parts())], build)
}

fn now_parts() -> Parts {
    Parts::at(now())
}

/// The answer that an instant is, to the second.
pub fn moment(at: DateTime<Utc>) -> Answer {
    Answer::one(Value::DateTime(at.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
}

fn fields(
    sheet: Sheet,
    idx: ItemIdx,
    path: AnswerPath,
    with_date: bool,
    with_time: bool,
    quick: Vec<(&'static str, Parts)>,
    build: fn(&Parts) -> Answer,
) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let answer = sheet.answer(path.clone());
    let parts = RwSignal::new(Parts::of(answer.get_untracked().as_ref()));
    Effect::new(move |_| {
        let now = answer.get();
        if build(&parts.get_untracked()) != now.clone().unwrap_or_default() {
            parts.set(Parts::of(now.as_ref()));
        }
    });
    let book = book();
    let words = question_words(sheet, &item, &path);
    let write = Callback::new(move |next: Parts| {
        let answer = build(&next);
        parts.set(next);
        book.set_typing(sheet, path.clone(), answer);
    });
    let field = |label: &'static str,
                 class: &'static str,
                 get: fn(&Parts) -> &String,
                 put: fn(&mut Parts, String)| {
        let field = format!("{id}-{}", label.to_lowercase());
        view! {
            <div class=format!("date__part date__{class}")>
                <label for=field.clone()>{label}</label>
                <input
                    class="input"
                    id=field
                    inputmode=if label == "Month" { "text" } else { "numeric" }
                    autocomplete="off"
                    readonly=move || sheet.read_only.get()
                    prop:value=move || parts.with(|parts| get(parts).clone())
                    on:input=move |event| {
                        let mut next = parts.get_untracked();
                        put(&mut next, event_target_value(&event));
                        write.run(next);
                    }
                />
            </div>
        }
    };
    let date = with_date.then(|| {
        view! {
            {field("Day", "day", |p| &p.day, |p, text| p.day = text)}
            {field("Month", "month", |p| &p.month, |p, text| p.month = text)}
            {field("Year", "year", |p| &p.year, |p, text| p.year = text)}
        }
    });
    let time = with_time.then(|| {
        view! {
            {field("Hour", "time", |p| &p.hour, |p, text| p.hour = text)}
            {field("Minute", "time", |p| &p.minute, |p, text| p.minute = text)}
        }
    });
    let buttons = quick
        .into_iter()
        .map(|(word, parts)| {
            view! {
                <button class="btn" type="button" on:click=move |_| write.run(parts.clone())>
                    {word}
                </button>
            }
        })
        .collect_view();
    let partial = move || {
        parts.with(|parts| match (parts.date(), parts.day.is_empty(), parts.month.is_empty()) {
            (Some(_), true, false) => "Month and year only",
            (Some(_), true, true) => "Year only",
            _ => "",
        })
    };
    let hint_view = hint(&item, &id);
    view! {
        <fieldset class="item__field" aria-describedby=format!("{id}-msg")>
            <legend class="item__q" tabindex="-1">
                {words}
            </legend>
            {hint_view}
            <div class="date">{date} {time} <div class="date__quick">{buttons}</div></div>
            <p class="date__said">{partial}</p>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(day: &str, month: &str, year: &str) -> Parts {
        Parts { day: day.into(), month: month.into(), year: year.into(), ..Parts::default() }
    }

    #[test]
    fn a_date_is_kept_as_far_as_it_is_known() {
        assert_eq!(parts("12", "May", "2026").date().as_deref(), Some("2026-05-12"));
        assert_eq!(parts("", "5", "2026").date().as_deref(), Some("2026-05"));
        assert_eq!(parts("", "", "2026").date().as_deref(), Some("2026"));
        assert_eq!(parts("31", "2", "2026").date(), None);
    }

    #[test]
    fn a_time_on_the_clock_is_kept_as_the_instant_it_was() {
        let clock = |hour: &str, month: &str| Parts {
            hour: hour.into(),
            minute: "30".into(),
            ..parts("12", month, "2026")
        };
        for (month, kept) in [("5", "2026-05-12T08:30:00Z"), ("11", "2026-11-12T09:30:00Z")] {
            let answer = moment(clock("09", month).instant().unwrap());
            assert_eq!(answer.first(), Some(&Value::DateTime(kept.into())));
            assert_eq!(Parts::of(Some(&answer)), clock("09", month));
        }
    }

    #[test]
    fn what_was_stored_comes_back_into_the_fields() {
        assert_eq!(Parts::read("2026-05-02"), parts("2", "5", "2026"));
        let read = Parts::read("2026-05-12T09:30:00Z");
        assert_eq!((read.hour.as_str(), read.minute.as_str()), ("09", "30"));
    }
}
