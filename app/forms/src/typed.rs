//! From typed figures to the value a number question stores, in the unit that was chosen beside it.
//! What cannot be read comes back as words; the caller keeps what was typed.

use crate::decimal::Decimal;
use crate::definition::{Item, ItemKind};
use crate::number;
use crate::value::{Quantity, Value};

/// The value of what was typed into an integer, decimal or quantity question. `unit` is the UCUM code chosen beside
/// the field; without it the usual unit of the item is taken.
pub fn typed_number(item: &Item, typed: &str, unit: Option<&str>) -> Result<Value, String> {
    match item.kind {
        ItemKind::Integer => number::parse_whole(typed, item.unit()).map(Value::Integer),
        ItemKind::Quantity => number::parse_number(typed).map(|amount| quantity(item, amount, unit)),
        _ => number::parse_number(typed).map(Value::Decimal),
    }
}

fn quantity(item: &Item, amount: Decimal, unit: Option<&str>) -> Value {
    let offered = match unit {
        Some(code) => item.units.iter().find(|one| one.code.as_deref() == Some(code)),
        None => item.units.first(),
    };
    match (offered, unit) {
        (Some(one), _) => Value::Quantity(Quantity {
            code: one.code.clone(),
            comparator: None,
            system: one.system.clone(),
            unit: Some(
                one.display
                    .clone()
                    .unwrap_or_else(|| one.code.as_deref().map_or("", crate::units::label).to_owned()),
            ),
            value: Some(amount),
        }),
        (None, Some(code)) => Value::quantity(amount, code),
        (None, None) => Value::Quantity(Quantity { value: Some(amount), ..Quantity::default() }),
    }
}
