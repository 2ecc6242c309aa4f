//! Days that checks count to: so many months on, a birthday, how many days are left.

use super::Outcome;
use crate::calendar::long_date;
use chrono::{Datelike, Months, NaiveDate};

/// So many whole months on; the end of a shorter month stands for a day that it has not.
pub(super) fn months_after(day: NaiveDate, months: f64) -> Result<NaiveDate, Outcome> {
    let whole = months.round();
    let in_reach = (0.0..=12_000.0).contains(&whole);
    let count = if in_reach { Some(Months::new(whole as u32)) } else { None };
    count.and_then(|count| day.checked_add_months(count)).ok_or_else(|| {
        Outcome::cannot_tell("Cannot tell: the number of months in the settings is out of reach.")
    })
}

/// The day on which somebody turns this age. Born on 29 February, it is 1 March where the year has no such day,
/// as ages are counted everywhere else.
pub(super) fn birthday(born: NaiveDate, age: i32) -> Result<NaiveDate, Outcome> {
    let year = born.year().saturating_add(age);
    born.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .ok_or_else(|| Outcome::cannot_tell("Cannot tell: the date of birth is out of reach."))
}

/// How a day lies to another: "today", "in 14 days", "1 day ago".
pub(super) fn away(days: i64) -> String {
    let number = match days.unsigned_abs() {
        1 => "1 day".to_owned(),
        several => format!("{several} days"),
    };
    match days {
        0 => "today".to_owned(),
        1.. => format!("in {number}"),
        _ => format!("{number} ago"),
    }
}

/// The words of a date that cannot be right beside another.
pub(super) fn out_of_order(what: &str, day: NaiveDate, before: &str) -> Outcome {
    Outcome::cannot_tell(format!("Cannot tell: {what} ({}) lies before {before}.", long_date(day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_last_day_of_a_month_stays_the_last_day() {
        assert_eq!(months_after(day("2026-08-31"), 6.0), Ok(day("2027-02-28")));
        assert_eq!(months_after(day("2024-02-29"), 96.0), Ok(day("2032-02-29")));
    }

    #[test]
    fn a_leap_day_birthday_is_in_march_where_february_is_short() {
        assert_eq!(birthday(day("2008-02-29"), 25), Ok(day("2033-03-01")));
        assert_eq!(birthday(day("2008-02-29"), 24), Ok(day("2032-02-29")));
    }

    #[test]
    fn months_out_of_reach_cannot_be_told() {
        assert!(months_after(day("2026-11-21"), f64::NAN).is_err());
        assert!(months_after(day("2026-11-21"), -1.0).is_err());
        assert!(months_after(NaiveDate::MAX, 6.0).is_err());
    }

    #[test]
    fn days_are_told_in_words() {
        assert_eq!(
            [-22, -1, 0, 1, 14].map(away),
            ["22 days ago", "1 day ago", "today", "in 1 day", "in 14 days"]
        );
    }
}
