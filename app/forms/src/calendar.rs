//! Dates and times as FHIR writes them, read by hand: partial dates, times of day, instants with a zone.
//! Compares what can be compared. There is no clock here and no "today".

use std::cmp::Ordering;

/// A date of which year, month and day may be known, from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    /// Year.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: Option<i64>,
    /// Day of the month.
    pub day: Option<i64>,
}

/// A date with, perhaps, a time of day and its distance from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    /// The date.
    pub date: PartialDate,
    /// Milliseconds since midnight.
    pub time: Option<i64>,
    /// Minutes east of UTC.
    pub zone: Option<i64>,
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and only days that exist.
pub fn parse_date(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-');
    let year = figures(parts.next()?, 4)?;
    let month = parts.next().map(|part| figures(part, 2)).map_or(Some(None), |m| m.map(Some))?;
    let day = parts.next().map(|part| figures(part, 2)).map_or(Some(None), |d| d.map(Some))?;
    let month_fits = month.is_none_or(|month| (1..=12).contains(&month));
    let day_fits = day.is_none_or(|day| (1..=days_in_month(year, month.unwrap_or(1))).contains(&day));
    (parts.next().is_none() && month_fits && day_fits).then_some(PartialDate { year, month, day })
}

/// Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff` as milliseconds since midnight.
pub fn parse_time(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hour = figures(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = figures(parts.next()?, 2).filter(|minute| *minute < 60)?;
    let (second, milli) = match parts.next() {
        None => (0, 0),
        Some(part) => {
            let (second, fraction) = part.split_once('.').map_or((part, None), |(s, f)| (s, Some(f)));
            let milli = match fraction {
                None => 0,
                Some(f) if !f.is_empty() && f.len() <= 9 && f.bytes().all(|b| b.is_ascii_digit()) => {
                    format!("{:0<3}", f).get(..3)?.parse().ok()?
                }
                Some(_) => return None,
            };
            (figures(second, 2).filter(|second| *second <= 60)?, milli)
        }
    };
    parts.next().is_none().then_some(((hour * 60 + minute) * 60 + second) * 1000 + milli)
}

/// Reads a FHIR dateTime: a partial date, or a whole date with a time and perhaps a zone.
pub fn parse_date_time(text: &str) -> Option<DateTime> {
    let Some((date, rest)) = text.split_once('T') else {
        return parse_date(text).map(|date| DateTime { date, time: None, zone: None });
    };
    let date = parse_date(date).filter(|date| date.day.is_some())?;
    let (time, zone) = if let Some(time) = rest.strip_suffix('Z') {
        (time, Some(0))
    } else if let Some(at) = rest.find(['+', '-']) {
        let (time, zone) = rest.split_at(at);
        let minutes = parse_time(zone.get(1..)?).filter(|_| zone.len() == 6)? / 60_000;
        (time, Some(if zone.starts_with('-') { -minutes } else { minutes }))
    } else {
        (rest, None)
    };
    Some(DateTime { date, time: Some(parse_time(time)?), zone })
}

/// Earlier, same or later; `None` where one date is too coarse to tell.
pub fn compare_dates(a: PartialDate, b: PartialDate) -> Option<Ordering> {
    let known = a.year.cmp(&b.year);
    if known != Ordering::Equal {
        return Some(known);
    }
    for pair in [(a.month, b.month), (a.day, b.day)] {
        match pair {
            (Some(a), Some(b)) if a != b => return Some(a.cmp(&b)),
            (Some(_), Some(_)) => {}
            (None, None) => return Some(Ordering::Equal),
            _ => return None,
        }
    }
    Some(Ordering::Equal)
}

/// Earlier, same or later; `None` where one is too coarse to tell.
pub fn compare_date_times(a: DateTime, b: DateTime) -> Option<Ordering> {
    let (Some(time_a), Some(time_b)) = (a.time, b.time) else {
        let dates = compare_dates(a.date, b.date);
        let same_grain = a.time.is_none() == b.time.is_none();
        return dates.filter(|order| same_grain || *order != Ordering::Equal);
    };
    let zones = a.zone.zip(b.zone).unwrap_or((0, 0));
    Some(instant(a.date, time_a, zones.0).cmp(&instant(b.date, time_b, zones.1)))
}

fn instant(date: PartialDate, time: i64, zone: i64) -> i64 {
    days(date) * 86_400_000 + time - zone * 60_000
}

/// Days since 1 March of the year nought, counted in years that begin in March.
pub(crate) fn days(date: PartialDate) -> i64 {
    let month = date.month.unwrap_or(1);
    let (year, month) = if month > 2 { (date.year, month - 3) } else { (date.year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + date.day.unwrap_or(1)
}

/// Year, month and day of a number of days as [`days`] counts them.
pub(crate) fn date_of(days: i64) -> (i64, i64, i64) {
    // Days of whole cycles of 400 years, then counted within one.
    let since = days - 1;
    let (cycle, of_cycle) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = year + cycle * 400;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn figures(text: &str, n_figures: usize) -> Option<i64> {
    let fits = text.len() == n_figures && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
