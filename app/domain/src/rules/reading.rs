//! How a check reads what it is given. A value that cannot be right ends the check with "cannot tell" and the name
//! of the value, so that a slip of the keyboard never turns into a fit.

use super::{Ask, Outcome, Setting};
use crate::measures::name_of;
use chrono::NaiveDate;

/// Beyond any length, mass, temperature or cost of a home: further out the arithmetic says nothing.
const OUT_OF_REACH: f64 = 1e9;

/// What a check answers: `Err` holds the "cannot tell" with its reason, and ends the check early.
pub(super) type Checked<T = Outcome> = Result<T, Outcome>;

impl Ask<'_> {
    /// A length, mass, count or cost: a number that is not below zero.
    pub(super) fn size(&self, name: &str) -> Checked<f64> {
        let size = self.measured(name)?;
        if size < 0.0 { Err(self.refuse(name)) } else { Ok(size) }
    }

    /// A number on either side of zero: a temperature, a difference.
    pub(super) fn measured(&self, name: &str) -> Checked<f64> {
        self.maybe(name).filter(|number| is_in_reach(*number)).ok_or_else(|| self.refuse(name))
    }

    /// A size that may be left out, but not be wrong.
    pub(super) fn size_if_there(&self, name: &str) -> Checked<Option<f64>> {
        if self.has(name) { self.size(name).map(Some) } else { Ok(None) }
    }

    /// The lowest of several sizes: a chain is as strong as its weakest part.
    pub(super) fn lowest(&self, name: &str) -> Checked<f64> {
        let sizes = self.numbers(name);
        let all_right = sizes.iter().all(|size| is_in_reach(*size) && *size >= 0.0);
        let lowest = sizes.into_iter().reduce(f64::min);
        lowest.filter(|_| all_right).ok_or_else(|| self.refuse(name))
    }

    /// A day.
    pub(super) fn day(&self, name: &str) -> Checked<NaiveDate> {
        self.date(name).ok_or_else(|| self.refuse(name))
    }

    /// A plain yes or no. "Not known" is an honest answer, and no basis for a verdict.
    pub(super) fn yes_or_no(&self, name: &str) -> Checked<bool> {
        match self.code(name) {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(self.refuse(name)),
        }
    }

    /// The setting that goes with the yardstick asked for: the home of a wheelchair user, or any other home.
    pub(super) fn by_home(&self, any: &str, wheelchair: &str) -> Checked<f64> {
        match self.code("profile") {
            "m41" | "m42" => self.setting(any),
            "m43" => self.setting(wheelchair),
            _ => Err(self.refuse("profile")),
        }
    }

    /// The figure of a setting.
    pub(super) fn setting(&self, id: &str) -> Checked<f64> {
        let figure = self.set(id);
        let meaning = || Setting::find(id).map_or_else(|| id.to_owned(), |setting| setting.meaning.clone());
        if is_in_reach(figure) {
            Ok(figure)
        } else {
            Err(Outcome::cannot_tell(format!("Cannot tell: a setting has no figure ({}).", meaning())))
        }
    }

    /// "Cannot tell", because this input is missing or cannot be right.
    pub(super) fn refuse(&self, name: &str) -> Outcome {
        let called = name_of(name);
        if self.has(name) && self.code(name).is_empty() {
            return Outcome::cannot_tell(format!("Cannot tell: the value for {called} cannot be right."));
        }
        if self.has(name) {
            return Outcome::cannot_tell(format!("Cannot tell: {called} is not clear."));
        }
        let mut outcome = Outcome::cannot_tell(format!("Cannot tell yet: needs {called}."));
        outcome.missing.push(name.to_owned());
        outcome
    }
}

/// False for what is not a number, too.
pub(super) fn is_in_reach(number: f64) -> bool {
    number.abs() < OUT_OF_REACH
}
