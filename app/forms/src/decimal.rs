//! A decimal number that keeps the figures as they were typed ("1.50" stays "1.50").
//! Comparing and adding goes through `as_f64`; there is deliberately no order and no arithmetic here.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Visitor};

/// A decimal number as typed. Equality is equality of the text; compare values with [`Decimal::as_f64`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Decimal(String);

impl Decimal {
    /// Keeps the text as it is, also when it is no number: a wrong value is kept and marked, never dropped.
    pub fn new(text: impl Into<String>) -> Decimal {
        Decimal(text.into())
    }

    /// From a computed number, written with at most `places` places and no trailing noughts.
    pub fn rounded(value: f64, places: usize) -> Decimal {
        let mut text = format!("{value:.places$}");
        if text.contains('.') {
            text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        }
        if text == "-0" {
            text = "0".to_owned();
        }
        Decimal(text)
    }

    /// The figures as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, when the text is a finite number.
    pub fn as_f64(&self) -> Option<f64> {
        let plain = self.0.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
        if !plain {
            return None;
        }
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// How many figures stand after the point.
    pub fn places(&self) -> usize {
        self.0.split_once('.').map_or(0, |(_, after)| after.bytes().take_while(u8::is_ascii_digit).count())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        Decimal(value.to_string())
    }
}

/// Written as text; a bare JSON number is accepted too.
impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

struct Written;

impl Visitor<'_> for Written {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, as text or bare")
    }

    fn visit_str<E>(self, text: &str) -> Result<Decimal, E> {
        Ok(Decimal(text.to_owned()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Decimal, E> {
        Ok(Decimal(value.to_string()))
    }
}
