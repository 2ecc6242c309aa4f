//! Money, in whole pence: never a fraction, never below nought.

use crate::thousands::apart;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount of money, from nought to ten million pounds when it was typed; a sum may be more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Pence(i64);

impl Pence {
    /// Nothing.
    pub const ZERO: Pence = Pence(0);
    /// The most that can be typed: ten million pounds.
    pub const MAX: Pence = Pence(1_000_000_000);

    /// So many pence; none below nought.
    pub const fn new(pence: i64) -> Option<Pence> {
        if pence < 0 { None } else { Some(Pence(pence)) }
    }

    /// So many whole pounds.
    pub const fn pounds(pounds: u32) -> Pence {
        Pence(pounds as i64 * 100)
    }

    /// The pence, as they are kept.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads what people type: "45", "45.00", "£1,234.5". Commas stand before three figures or not at all.
    pub fn parse(text: &str) -> Option<Pence> {
        let text = text.trim();
        let text = text.strip_prefix('£').map_or(text, str::trim_start);
        let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
        let pounds = whole_pounds(whole)?;
        let figures = part.len() <= 2 && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let pence: i64 = format!("{part:0<2}").parse().ok().filter(|_| figures)?;
        let amount = Pence(pounds.checked_mul(100)?.checked_add(pence)?);
        (amount <= Pence::MAX).then_some(amount)
    }

    /// "£1,234.50".
    pub fn words(self) -> String {
        let (pounds, pence) = (self.0 / 100, self.0 % 100);
        format!("£{}.{pence:02}", apart(&pounds.to_string()))
    }

    /// "1234.50", for files that machines read.
    pub fn plain(self) -> String {
        format!("{}.{:02}", self.0 / 100, self.0 % 100)
    }

    /// So many of it.
    pub fn times(self, quantity: u32) -> Pence {
        Pence(self.0.saturating_mul(i64::from(quantity)))
    }

    /// Both together.
    pub fn plus(self, other: Pence) -> Pence {
        Pence(self.0.saturating_add(other.0))
    }

    /// What is left of it; none when the other is more.
    pub fn minus(self, other: Pence) -> Option<Pence> {
        Pence::new(self.0 - other.0)
    }
}

fn whole_pounds(text: &str) -> Option<i64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let mut figures = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        figures.push_str(group);
    }
    let is_number = !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit());
    figures.parse().ok().filter(|_| is_number)
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

impl From<Pence> for i64 {
    fn from(amount: Pence) -> i64 {
        amount.0
    }
}

impl TryFrom<i64> for Pence {
    type Error = &'static str;

    fn try_from(pence: i64) -> Result<Pence, Self::Error> {
        Pence::new(pence).ok_or("money is never below nought")
    }
}

impl std::iter::Sum for Pence {
    fn sum<I: Iterator<Item = Pence>>(amounts: I) -> Pence {
        amounts.fold(Pence::ZERO, Pence::plus)
    }
}
