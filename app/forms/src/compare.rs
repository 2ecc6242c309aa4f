//! Comparing two values: equal, and which is more. Numbers by amount (units converted), dates as far as both are
//! known, codes by system and code. What cannot be compared is neither equal nor more.

use std::cmp::Ordering;

use crate::calendar;
use crate::units;
use crate::value::{Quantity, Value};

/// True when both say the same.
pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Coding(a), Value::Coding(b)) => a.same_as(b),
        (Value::Reference(a), Value::Reference(b)) => a.reference == b.reference,
        (Value::Attachment(a), Value::Attachment(b)) => a == b,
        _ => order(a, b) == Some(Ordering::Equal),
    }
}

/// Less, equal or more; `None` where the two have no order.
pub(crate) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    use Value::{Date, DateTime, Decimal, Integer, Quantity, String, Time, Uri};
    match (a, b) {
        (Quantity(_), Quantity(wanted)) => numbers(amount_in(a, unit_name(wanted))?, b.as_f64()?),
        (Decimal(_) | Integer(_) | Quantity(_), Decimal(_) | Integer(_) | Quantity(_)) => {
            numbers(a.as_f64()?, b.as_f64()?)
        }
        (Date(a) | DateTime(a), Date(b) | DateTime(b)) => {
            calendar::compare_date_times(calendar::parse_date_time(a)?, calendar::parse_date_time(b)?)
        }
        (Time(a), Time(b)) => Some(calendar::parse_time(a)?.cmp(&calendar::parse_time(b)?)),
        (String(a) | Uri(a), String(b) | Uri(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// The number in a value; of a quantity, in this unit. A quantity without a unit is taken to be in it.
pub(crate) fn amount_in(value: &Value, unit: Option<&str>) -> Option<f64> {
    let amount = value.as_f64()?;
    let given = match value {
        Value::Quantity(quantity) => unit_name(quantity),
        _ => None,
    };
    match (given, unit) {
        (Some(from), Some(to)) => units::convert(amount, from, to),
        _ => Some(amount),
    }
}

fn unit_name(quantity: &Quantity) -> Option<&str> {
    quantity.code.as_deref().or(quantity.unit.as_deref())
}

/// Amounts that differ only by the rounding of a conversion are equal.
fn numbers(a: f64, b: f64) -> Option<Ordering> {
    let near = (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    if near { Some(Ordering::Equal) } else { a.partial_cmp(&b) }
}
