//! Dates and times as a UK service writes them, ages, and working days.
//! Nothing here asks what time it is: the moment is always passed in.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "12 May 2026".
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {}", short_date(date), date.year())
}

/// "12 May", for lists in which the year is clear.
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {}", date.day(), MONTHS[date.month0() as usize])
}

/// "Tuesday 12 May".
pub fn day_and_date(date: NaiveDate) -> String {
    let day = match date.weekday() {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    format!("{day} {}", short_date(date))
}

/// "10:26", in UK local time.
pub fn clock(at: DateTime<Utc>) -> String {
    let local = uk_local(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// "12 May 2026 10:26", in UK local time.
pub fn date_and_clock(at: DateTime<Utc>) -> String {
    format!("{} {}", long_date(uk_date(at)), clock(at))
}

/// The civil date in the UK at this instant.
pub fn uk_date(at: DateTime<Utc>) -> NaiveDate {
    uk_local(at).date()
}

/// The wall clock in the UK at this instant. Summer time runs from 01:00 UTC on the last Sunday of
/// March to 01:00 UTC on the last Sunday of October (Summer Time Order 2002).
pub fn uk_local(at: DateTime<Utc>) -> NaiveDateTime {
    let naive = at.naive_utc();
    if is_summer_time(naive) { naive + Duration::hours(1) } else { naive }
}

/// The instant of a wall-clock time in the UK. In the hour that happens twice the first is meant;
/// a time that does not exist is moved on by an hour.
pub fn from_uk_local(local: NaiveDateTime) -> DateTime<Utc> {
    let summer = local - Duration::hours(1);
    if is_summer_time(summer) { summer.and_utc() } else { local.and_utc() }
}

fn is_summer_time(utc: NaiveDateTime) -> bool {
    let change = |month| last_sunday(utc.year(), month).and_hms_opt(1, 0, 0);
    match (change(3), change(10)) {
        (Some(start), Some(end)) => start <= utc && utc < end,
        _ => false,
    }
}

fn last_sunday(year: i32, month: u32) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(year, month, 31).unwrap_or_default();
    last - Duration::days(i64::from(last.weekday().num_days_from_sunday()))
}

/// Whole years from birth to this day.
pub fn age(born: NaiveDate, on: NaiveDate) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i32::from(!had_birthday)
}

/// Monday to Friday. Bank holidays are a setting of the service and are passed where they matter.
pub fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Working days that lie after `from` up to and including `to`; 0 when `to` is not later.
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| is_working_day(*day)).count() as u32
}

/// The working day `n` away from `from` (which is first moved on to a working day).
pub fn add_working_days(from: NaiveDate, n: i32) -> NaiveDate {
    let mut day = from;
    while !is_working_day(day) {
        day += Duration::days(1);
    }
    let step = Duration::days(if n < 0 { -1 } else { 1 });
    let mut left = n.unsigned_abs();
    while left > 0 {
        day += step;
        if is_working_day(day) {
            left -= 1;
        }
    }
    day
}

/// How long something waits, in words: "5 hours", "1 working day", "6 working days".
pub fn waiting_words(since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match working_days_between(uk_date(since), uk_date(now)) {
        0 => match (now - since).num_hours() {
            0 => "under an hour".to_owned(),
            1 => "1 hour".to_owned(),
            hours => format!("{hours} hours"),
        },
        1 => "1 working day".to_owned(),
        days => format!("{days} working days"),
    }
}

/// A time of day, from "09:34", "9.34", "0934", "7.30 pm" or "2pm"; none where it is not certain what is meant.
pub fn time_of_day(typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim().to_lowercase();
    let (figures, half) = match (typed.strip_suffix("am"), typed.strip_suffix("pm")) {
        (Some(figures), _) => (figures, Some(0)),
        (_, Some(figures)) => (figures, Some(12)),
        _ => (typed.as_str(), None),
    };
    let (hour, minute) = match figures.trim() {
        // An hour alone is certain only with its half of the day.
        hour if half.is_some() && hour.len() <= 2 => (hour, "00"),
        parted if parted.contains([':', '.']) => parted.split_once([':', '.'])?,
        joined if joined.is_ascii() && matches!(joined.len(), 3 | 4) => joined.split_at(joined.len() - 2),
        _ => return None,
    };
    if minute.len() != 2 {
        return None;
    }
    let hour: u32 = hour.parse().ok()?;
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn dates_are_written_in_full() {
        assert_eq!(long_date(day("2026-05-12")), "12 May 2026");
        assert_eq!(day_and_date(day("2026-05-12")), "Tuesday 12 May");
    }

    #[test]
    fn the_clock_follows_summer_time() {
        assert_eq!(clock(at("2026-05-12T09:26:00Z")), "10:26");
        assert_eq!(clock(at("2026-11-22T09:26:00Z")), "09:26");
        assert_eq!(clock(at("2026-03-29T00:59:00Z")), "00:59");
        assert_eq!(clock(at("2026-03-29T01:00:00Z")), "02:00");
        assert_eq!(clock(at("2026-10-25T00:59:00Z")), "01:59");
        assert_eq!(clock(at("2026-10-25T01:00:00Z")), "01:00");
    }

    #[test]
    fn a_visit_just_after_midnight_in_summer_is_on_the_uk_day() {
        assert_eq!(uk_date(at("2026-06-30T23:30:00Z")), day("2026-07-01"));
    }

    #[test]
    fn local_times_come_back_from_utc() {
        for text in ["2026-05-12T09:30:00", "2026-11-22T09:30:00"] {
            let local: NaiveDateTime = text.parse().expect("a time");
            assert_eq!(uk_local(from_uk_local(local)), local);
        }
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        assert_eq!(age(day("1941-03-14"), day("2026-03-13")), 84);
        assert_eq!(age(day("1941-03-14"), day("2026-03-14")), 85);
    }

    #[test]
    fn weekends_are_no_working_days() {
        assert_eq!(working_days_between(day("2026-05-01"), day("2026-05-12")), 7);
        assert_eq!(working_days_between(day("2026-05-12"), day("2026-05-12")), 0);
        assert_eq!(add_working_days(day("2026-05-11"), -1), day("2026-05-08"));
        assert_eq!(add_working_days(day("2026-05-09"), 0), day("2026-05-11"));
        assert_eq!(add_working_days(day("2026-05-08"), 2), day("2026-05-12"));
    }

    #[test]
    fn waiting_is_told_in_hours_and_then_in_working_days() {
        let since = at("2026-05-08T09:00:00Z");
        assert_eq!(waiting_words(since, at("2026-05-08T14:10:00Z")), "5 hours");
        assert_eq!(waiting_words(since, at("2026-05-11T08:00:00Z")), "1 working day");
        assert_eq!(waiting_words(since, at("2026-05-12T08:00:00Z")), "2 working days");
    }

    #[test]
    fn times_are_understood_however_they_are_written() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for typed in ["09:34", "9.34", "0934", "9:34", "9.34 am", "09:34AM"] {
            assert_eq!(time_of_day(typed), time(9, 34), "{typed}");
        }
        for typed in ["19:30", "7.30pm", "7:30 PM", "730pm"] {
            assert_eq!(time_of_day(typed), time(19, 30), "{typed}");
        }
        assert_eq!([time_of_day("2pm"), time_of_day("12 am")], [time(14, 0), time(0, 0)]);
        for typed in [
            "9", "14pm", "pm", "25:10", "99:99", "13.00 pm", "0.15 pm", "at 9.34", "9.3.4", "9.3", "soon", "",
        ] {
            assert_eq!(time_of_day(typed), None, "{typed}");
        }
    }
}
