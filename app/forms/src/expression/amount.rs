//! Numbers with a unit: UCUM's, or words of the calendar. Converts lengths, weights and durations; a year or a month
//! of the calendar has no fixed length and equals only its like.

use super::Problem;
use super::atom::Number;
use super::moment::Step;
use crate::units;

/// A number with a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// How many.
    pub value: Number,
    /// A UCUM code, or a word of the calendar in the singular; `1` without a unit.
    pub unit: String,
    /// True when the unit was written as a word of the calendar: `3 months`.
    pub calendar: bool,
    /// How the unit was written.
    pub(super) written: String,
}

/// Words of the calendar with the UCUM code of the same name.
const CALENDAR: &[(&str, &str)] = &[
    ("year", "a"),
    ("month", "mo"),
    ("week", "wk"),
    ("day", "d"),
    ("hour", "h"),
    ("minute", "min"),
    ("second", "s"),
    ("millisecond", "ms"),
];

/// More of any unit than all dates there are; small enough to be multiplied by what a unit holds.
const LONGEST: i64 = 1_000_000_000_000_000;

fn singular(word: &str) -> Option<&'static str> {
    let word = word.strip_suffix('s').unwrap_or(word);
    CALENDAR.iter().find(|(name, _)| *name == word).map(|(name, _)| *name)
}

/// True for `day`, `days` and their like.
pub(super) fn is_calendar_word(word: &str) -> bool {
    singular(word).is_some()
}

impl Amount {
    /// An amount whose unit stands in quotation marks or in a FHIR Quantity. Real forms quote words of the calendar,
    /// too.
    pub fn new(value: Number, unit: &str) -> Amount {
        match singular(unit) {
            Some(word) => {
                Amount { value, unit: word.to_owned(), calendar: true, written: format!("'{unit}'") }
            }
            None => {
                let code = if unit.is_empty() { "1" } else { unit };
                Amount { value, unit: code.to_owned(), calendar: false, written: format!("'{code}'") }
            }
        }
    }

    pub(super) fn calendar(value: Number, word: &str) -> Amount {
        Amount { written: word.to_owned(), ..Amount::new(value, word) }
    }

    /// The UCUM code of the unit; none for a bare number.
    pub fn ucum_code(&self) -> Option<&str> {
        let named = CALENDAR.iter().find(|(word, _)| *word == self.unit).map(|(_, code)| *code);
        named.or(Some(&*self.unit)).filter(|code| *code != "1")
    }

    /// As FHIRPath writes it: `3 'mg'`, `4 days`.
    pub(super) fn as_text(&self) -> String {
        format!("{} {}", self.value.as_text(), self.written)
    }

    /// The number of this amount in the unit of the other.
    pub(super) fn in_unit_of(&self, other: &Amount) -> Option<f64> {
        let value = self.value.value;
        if self.unit == other.unit {
            return Some(value);
        }
        match (self.months(), other.months()) {
            (Some(a), Some(b)) if self.calendar == other.calendar => return Some(value * a / b),
            (Some(_), _) | (_, Some(_)) => return None,
            _ => {}
        }
        match (self.seconds(), other.seconds()) {
            (Some(a), Some(b)) => Some(value * a / b),
            _ => units::convert(value, &self.unit, &other.unit),
        }
    }

    /// The same, taking a year of the calendar for UCUM's: what "equivalent" means.
    pub(super) fn roughly_in_unit_of(&self, other: &Amount) -> Option<f64> {
        let as_code = |amount: &Amount| {
            let code = CALENDAR.iter().find(|(name, _)| *name == amount.unit).map(|(_, code)| *code);
            Amount { unit: code.unwrap_or(&amount.unit).to_owned(), calendar: false, ..amount.clone() }
        };
        as_code(self).in_unit_of(&as_code(other))
    }

    fn months(&self) -> Option<f64> {
        match self.unit.as_str() {
            "year" | "a" => Some(12.0),
            "month" | "mo" => Some(1.0),
            _ => None,
        }
    }

    fn seconds(&self) -> Option<f64> {
        Some(match self.unit.as_str() {
            "week" | "wk" => 604_800.0,
            "day" | "d" => 86_400.0,
            "hour" | "h" => 3_600.0,
            "minute" | "min" => 60.0,
            "second" | "s" => 1.0,
            "millisecond" | "ms" => 0.001,
            _ => return None,
        })
    }

    /// The step this is on the calendar; parts of a day and of what is longer do not count.
    pub(super) fn step(&self) -> Result<Step, Problem> {
        // Casting stops at the largest number there is; what is that long is no date that anybody means.
        #[allow(clippy::cast_possible_truncation)]
        let whole = |times: f64| ((self.value.value * times) as i64).clamp(-LONGEST, LONGEST);
        let words = |why: &str| Err(Problem::Execution(format!("{} {why}", self.as_text())));
        match self.unit.as_str() {
            "year" => Ok(Step::Months(whole(1.0) * 12)),
            "month" => Ok(Step::Months(whole(1.0))),
            "week" | "wk" => Ok(Step::Days(whole(1.0) * 7)),
            "day" | "d" => Ok(Step::Days(whole(1.0))),
            "a" | "mo" => words("has no fixed length; write years or months without quotation marks"),
            _ => match self.seconds() {
                // HL7's suite counts whole seconds only; milliseconds are a unit of their own.
                Some(seconds) if seconds < 1.0 => Ok(Step::Millis(whole(1.0))),
                Some(seconds) => Ok(Step::Millis(whole(seconds) * 1000)),
                None => words("is no length of time"),
            },
        }
    }
}
