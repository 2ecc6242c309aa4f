//! From what an expression comes to, to the values an item can hold.

use crate::decimal::Decimal;
use crate::definition::{AnswerOption, Item, ItemKind, Property};
use crate::expression::{Atom, Node};
use crate::value::{Coding, Quantity, Reference, Value};

/// Places worth keeping of a computed number.
const PLACES: usize = 8;

/// The values an item takes over; the first alone where it takes only one.
pub(super) fn of(item: &Item, options: &[AnswerOption], found: &[Atom<'_>]) -> Vec<Value> {
    let n_most = if item.repeats { usize::MAX } else { 1 };
    found.iter().filter_map(|atom| one(item, options, atom)).take(n_most).collect()
}

fn one(item: &Item, options: &[AnswerOption], atom: &Atom<'_>) -> Option<Value> {
    let text = || Some(atom.as_text()).filter(|text| !text.trim().is_empty());
    Some(match item.kind {
        ItemKind::Group | ItemKind::Display => return None,
        ItemKind::Boolean => Value::Boolean(text()?.parse().ok()?),
        ItemKind::Integer => match number(atom)? {
            #[allow(clippy::cast_possible_truncation)]
            whole if whole.fract() == 0.0 && whole.abs() < 9e15 => Value::Integer(whole as i64),
            other => Value::Decimal(Decimal::rounded(other, PLACES)),
        },
        ItemKind::Decimal => Value::Decimal(Decimal::rounded(number(atom)?, PLACES)),
        ItemKind::Quantity => quantity(item, atom)?,
        ItemKind::Date => Value::Date(text()?.get(..10).map_or_else(text, |date| Some(date.to_owned()))?),
        ItemKind::DateTime => Value::DateTime(text()?),
        ItemKind::Time => Value::Time(text()?),
        ItemKind::String | ItemKind::Text => Value::String(text()?),
        ItemKind::Url => Value::Uri(text()?),
        ItemKind::Choice | ItemKind::OpenChoice => choice(item, options, atom)?,
        ItemKind::Reference => reference(atom)?,
        // A file is never worked out.
        ItemKind::Attachment => return None,
    })
}

/// A property of an item, from what its rule comes to.
pub(super) fn property(item: &Item, property: Property, found: &[Atom<'_>]) -> Option<Value> {
    let atom = found.first()?;
    match property {
        _ if property.is_yes_or_no() => Some(Value::Boolean(super::is_yes(found))),
        _ if property.is_limit() => one(item, &[], atom),
        _ => Some(Value::Integer(atom.as_text().parse().ok()?)),
    }
}

fn number(atom: &Atom<'_>) -> Option<f64> {
    match atom {
        Atom::Amount(amount) => Some(amount.value.value),
        other => other.as_text().parse().ok().filter(|number: &f64| number.is_finite()),
    }
}

/// A number in the unit it has, or, without one, in the usual unit of the item.
fn quantity(item: &Item, atom: &Atom<'_>) -> Option<Value> {
    if let Atom::Node(Node { json, .. }) = atom
        && json.is_object()
    {
        let text = |key: &str| json[key].as_str().map(str::to_owned);
        return Some(Value::Quantity(Quantity {
            code: text("code"),
            comparator: text("comparator"),
            system: text("system"),
            unit: text("unit"),
            value: Some(Decimal::rounded(json["value"].as_f64()?, PLACES)),
        }));
    }
    let amount = Decimal::rounded(number(atom)?, PLACES);
    let unit = match atom {
        Atom::Amount(amount) => amount.ucum_code(),
        _ => None,
    };
    Some(match unit.or(item.unit()) {
        Some(unit) => Value::quantity(amount, unit),
        None => Value::Quantity(Quantity { value: Some(amount), ..Quantity::default() }),
    })
}

/// The option that is meant: by its code, or by its words.
fn choice(item: &Item, options: &[AnswerOption], atom: &Atom<'_>) -> Option<Value> {
    let value = plain(atom)?;
    let found = options.iter().find(|option| match &value {
        Value::String(words) => option.value.code() == Some(words) || option.value.as_words() == *words,
        chosen => option.value.same_as(chosen),
    });
    match (found, &value) {
        (Some(option), _) => Some(option.value.clone()),
        (None, Value::Coding(_)) => Some(value),
        (None, _) => item.open.then(|| Value::String(value.as_words())),
    }
}

/// A value by what it is, without an item that asks for a type.
fn plain(atom: &Atom<'_>) -> Option<Value> {
    if let Atom::Node(Node { json, .. }) = atom
        && json.is_object()
    {
        let text = |key: &str| json[key].as_str().map(str::to_owned);
        let coding = Coding { code: text("code"), display: text("display"), system: text("system") };
        return Some(Value::Coding(coding)).filter(|value| !value.is_blank());
    }
    let text = Some(atom.as_text()).filter(|text| !text.trim().is_empty())?;
    Some(match atom {
        Atom::Integer(whole) => Value::Integer(*whole),
        Atom::Decimal(number) => Value::Decimal(Decimal::new(number.as_text())),
        Atom::Moment(moment) if text.starts_with(|c: char| c.is_ascii_digit()) => {
            match (moment.is_time(), text.contains('T')) {
                (true, _) => Value::Time(text),
                (_, true) => Value::DateTime(text),
                _ => Value::Date(text),
            }
        }
        _ => Value::String(text),
    })
}

fn reference(atom: &Atom<'_>) -> Option<Value> {
    let Atom::Node(Node { json, .. }) = atom else {
        let text = Some(atom.as_text()).filter(|text| !text.is_empty())?;
        return Some(Value::Reference(Reference { reference: Some(text), ..Reference::default() }));
    };
    let text = |key: &str| json[key].as_str().map(str::to_owned);
    let link = Reference { display: text("display"), reference: text("reference"), kind: text("type") };
    Some(Value::Reference(link)).filter(|value| !value.is_blank())
}

/// What can be chosen, from what an expression comes to.
pub(super) fn options(found: &[Atom<'_>]) -> Vec<AnswerOption> {
    found.iter().filter_map(plain).map(|value| AnswerOption::of(value.clone(), value.as_words())).collect()
}
