//! Dates, times and both together, each known to some grain: comparing what can be compared, and moving by calendar
//! units. There is no clock here.

use std::cmp::Ordering;

use crate::calendar::{PartialDate, date_of, days, days_in_month, parse_time};

/// How finely a moment is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second.
    Second,
    /// A thousandth of a second.
    Milli,
}

/// What kind of moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    DateTime,
    Time,
}

/// A date, a time of day, or a date with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub(super) kind: Kind,
    grain: Grain,
    year: i64,
    month: i64,
    day: i64,
    /// Milliseconds since midnight.
    time: i64,
    /// Minutes east of UTC.
    zone: Option<i64>,
}

/// A step on the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Months(i64),
    Days(i64),
    Millis(i64),
}

const DAY_MS: i64 = 86_400_000;
/// The longest step: what leads further is no date that anybody means.
const MAX_STEP_DAYS: u64 = 4_000_000;

impl Moment {
    /// Reads what stands behind `@`: `2026-01`, `2026-01-31T10:00`, `2026T`, `T14:30`.
    pub fn parse(text: &str) -> Option<Moment> {
        if let Some(time) = text.strip_prefix('T') {
            return Moment::time(time);
        }
        let (date, rest) = text.split_once('T').map_or((text, None), |(date, rest)| (date, Some(rest)));
        let mut moment = Moment::date(date)?;
        let Some(rest) = rest else { return Some(moment) };
        moment.kind = Kind::DateTime;
        if rest.is_empty() {
            return Some(moment);
        }
        let (time, zone) = split_zone(rest)?;
        let time = Moment::time(time)?;
        (moment.grain == Grain::Day).then_some(Moment { time: time.time, grain: time.grain, zone, ..moment })
    }

    /// Reads a FHIR date.
    pub(super) fn date(text: &str) -> Option<Moment> {
        let PartialDate { year, month, day } = crate::calendar::parse_date(text)?;
        let grain = match (month, day) {
            (None, _) => Grain::Year,
            (Some(_), None) => Grain::Month,
            (Some(_), Some(_)) => Grain::Day,
        };
        let (month, day) = (month.unwrap_or(1), day.unwrap_or(1));
        Some(Moment { kind: Kind::Date, grain, year, month, day, time: 0, zone: None })
    }

    /// Reads a FHIR dateTime; one without a time stays one.
    pub(super) fn date_time(text: &str) -> Option<Moment> {
        Moment::parse(text).filter(|moment| moment.kind != Kind::Time).map(Moment::as_date_time)
    }

    /// Reads a time of day.
    pub(super) fn time(text: &str) -> Option<Moment> {
        let grain = match text.len() {
            2 => Grain::Hour,
            5 => Grain::Minute,
            8 => Grain::Second,
            _ => Grain::Milli,
        };
        let time = if grain == Grain::Hour { parse_time(&format!("{text}:00")) } else { parse_time(text) }?;
        Some(Moment { kind: Kind::Time, grain, year: 0, month: 1, day: 1, time, zone: None })
    }

    /// True for a time of day without a date.
    pub fn is_time(&self) -> bool {
        self.kind == Kind::Time
    }

    pub(super) fn as_date_time(self) -> Moment {
        Moment { kind: Kind::DateTime, ..self }
    }

    /// The date alone.
    pub(super) fn as_date(self) -> Moment {
        Moment { kind: Kind::Date, grain: self.grain.min(Grain::Day), time: 0, zone: None, ..self }
    }

    /// The time of day alone.
    pub(super) fn as_time(self) -> Option<Moment> {
        let known = self.grain > Grain::Day;
        known.then_some(Moment { kind: Kind::Time, year: 0, month: 1, day: 1, zone: None, ..self })
    }

    /// As FHIR writes it.
    pub fn as_text(&self) -> String {
        let mut out = String::new();
        if self.kind != Kind::Time {
            out = format!("{:04}", self.year);
            if self.grain >= Grain::Month {
                out += &format!("-{:02}", self.month);
            }
            if self.grain >= Grain::Day {
                out += &format!("-{:02}", self.day);
            }
            if self.grain <= Grain::Day {
                return out;
            }
            out.push('T');
        }
        let (seconds, milli) = (self.time / 1000, self.time % 1000);
        out += &format!("{:02}", seconds / 3600);
        if self.grain >= Grain::Minute {
            out += &format!(":{:02}", seconds / 60 % 60);
        }
        if self.grain >= Grain::Second {
            out += &format!(":{:02}", seconds % 60);
        }
        if self.grain >= Grain::Milli {
            out += &format!(".{milli:03}");
        }
        match self.zone {
            None => {}
            Some(0) => out.push('Z'),
            Some(zone) => {
                let sign = if zone < 0 { '-' } else { '+' };
                out += &format!("{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60);
            }
        }
        out
    }

    /// The same moment in UTC, where its zone is known.
    fn in_utc(self) -> Moment {
        match self.zone {
            Some(zone) if zone != 0 && self.grain >= Grain::Hour => {
                Moment { zone: Some(0), ..self.moved_by_millis(-zone * 60_000) }
            }
            _ => self,
        }
    }

    /// Earlier, same or later; `None` where one is too coarse to tell, or their zones are not known alike.
    pub(super) fn compare(self, other: Moment) -> Option<Ordering> {
        if (self.kind == Kind::Time) != (other.kind == Kind::Time) {
            return None;
        }
        let (a, b) = (self.in_utc(), other.in_utc());
        let zones_differ =
            a.zone.is_some() != b.zone.is_some() && a.grain > Grain::Day && b.grain > Grain::Day;
        let (fields_a, fields_b) = (a.fields(), b.fields());
        let (known_a, known_b) = (a.n_known(), b.n_known());
        for n in 0..known_a.min(known_b) {
            match fields_a[n].cmp(&fields_b[n]) {
                Ordering::Equal => {}
                _ if zones_differ => return None,
                order => return Some(order),
            }
        }
        (known_a == known_b && !zones_differ).then_some(Ordering::Equal)
    }

    /// True when both can be seen to be the same, to the same grain.
    pub(super) fn is_same(self, other: Moment) -> bool {
        self.compare(other) == Some(Ordering::Equal)
    }

    /// From the coarsest to the finest; seconds and their parts are one.
    fn fields(self) -> [i64; 6] {
        let minute = self.time / 60_000;
        [self.year, self.month, self.day, minute / 60, minute % 60, self.time % 60_000]
    }

    fn n_known(self) -> usize {
        match self.grain {
            Grain::Year => 1,
            Grain::Month => 2,
            Grain::Day => 3,
            Grain::Hour => 4,
            Grain::Minute => 5,
            Grain::Second | Grain::Milli => 6,
        }
    }

    /// Moved along the calendar; steps finer than the moment is known are rounded down to its grain.
    pub(super) fn moved(self, step: Step) -> Option<Moment> {
        match step {
            Step::Months(n) if n.unsigned_abs() > MAX_STEP_DAYS / 30 => None,
            Step::Days(n) if n.unsigned_abs() > MAX_STEP_DAYS => None,
            Step::Millis(n) if n.unsigned_abs() / DAY_MS.unsigned_abs() > MAX_STEP_DAYS => None,
            _ if self.kind == Kind::Time => match step {
                Step::Millis(n) => Some(Moment { time: (self.time + n).rem_euclid(DAY_MS), ..self }),
                _ => None,
            },
            Step::Months(n) => {
                Some(self.moved_by_months(if self.grain == Grain::Year { n / 12 * 12 } else { n }))
            }
            Step::Days(n) => match self.grain {
                Grain::Year => Some(self.moved_by_months(n / 365 * 12)),
                Grain::Month => Some(self.moved_by_months(n / 30)),
                _ => Some(self.moved_by_days(n)),
            },
            Step::Millis(n) => match self.grain {
                Grain::Year | Grain::Month | Grain::Day => self.moved(Step::Days(n / DAY_MS)),
                Grain::Hour => Some(self.moved_by_millis(n / 3_600_000 * 3_600_000)),
                Grain::Minute => Some(self.moved_by_millis(n / 60_000 * 60_000)),
                Grain::Second => Some(self.moved_by_millis(n / 1000 * 1000)),
                Grain::Milli => Some(self.moved_by_millis(n)),
            },
        }
        .filter(|moment| (1..=9999).contains(&moment.year) || moment.kind == Kind::Time)
    }

    fn moved_by_months(self, n_months: i64) -> Moment {
        let months = self.year * 12 + self.month - 1 + n_months;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        Moment { year, month, day: self.day.min(days_in_month(year, month)), ..self }
    }

    fn moved_by_days(self, n_days: i64) -> Moment {
        let date = PartialDate { year: self.year, month: Some(self.month), day: Some(self.day) };
        let (year, month, day) = date_of(days(date) + n_days);
        Moment { year, month, day, ..self }
    }

    fn moved_by_millis(self, n_millis: i64) -> Moment {
        let time = self.time + n_millis;
        Moment { time: time.rem_euclid(DAY_MS), ..self.moved_by_days(time.div_euclid(DAY_MS)) }
    }
}

fn split_zone(text: &str) -> Option<(&str, Option<i64>)> {
    if let Some(time) = text.strip_suffix('Z') {
        return Some((time, Some(0)));
    }
    let Some(at) = text.find(['+', '-']) else {
        return Some((text, None));
    };
    let (time, zone) = text.split_at(at);
    let minutes = parse_time(zone.get(1..)?)? / 60_000;
    Some((time, Some(if zone.starts_with('-') { -minutes } else { minutes })))
}
