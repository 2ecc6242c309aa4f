//! From one kind of value to another: `toInteger()` and its like. What cannot be converted comes to nothing.

use super::amount::{Amount, is_calendar_word};
use super::atom::{Atom, Number};
use super::functions::yes;
use super::moment::{Kind, Moment};
use super::run::{one_text, single};
use super::{Collection, Problem};

pub(super) fn call<'a>(
    name: &str,
    input: &[Atom<'a>],
    other: &[Atom<'a>],
) -> Result<Collection<'a>, Problem> {
    let Some(atom) = single(input)? else { return Ok(Vec::new()) };
    let wanted = name.strip_prefix("convertsTo").or_else(|| name.strip_prefix("to")).unwrap_or_default();
    let converted = match wanted {
        "Boolean" => to_boolean(atom).map(Atom::Boolean),
        "Integer" => to_integer(atom).map(Atom::Integer),
        "Decimal" => to_decimal(atom).map(Atom::Decimal),
        "String" => to_text(atom).map(|text| Atom::Words(text.into())),
        "Date" => to_moment(atom, Moment::parse).map(|moment| Atom::Moment(moment.as_date())),
        "DateTime" => to_moment(atom, Moment::parse).map(|moment| Atom::Moment(moment.as_date_time())),
        "Time" => to_time(atom).map(Atom::Moment),
        _ => to_amount(atom, one_text(other)?.as_deref()).map(Atom::Amount),
    };
    Ok(match name.starts_with("convertsTo") {
        true => yes(converted.is_some()),
        false => converted.into_iter().collect(),
    })
}

fn to_boolean(atom: &Atom<'_>) -> Option<bool> {
    match atom.value()? {
        Atom::Boolean(yes) => Some(yes),
        Atom::Words(words) => match words.to_lowercase().as_str() {
            "true" | "t" | "yes" | "y" | "1" | "1.0" => Some(true),
            "false" | "f" | "no" | "n" | "0" | "0.0" => Some(false),
            _ => None,
        },
        value => match value.number()?.value {
            1.0 => Some(true),
            0.0 => Some(false),
            _ => None,
        },
    }
}

fn to_integer(atom: &Atom<'_>) -> Option<i64> {
    match atom.value()? {
        Atom::Boolean(yes) => Some(i64::from(yes)),
        Atom::Integer(whole) => Some(whole),
        Atom::Words(words) => words.strip_prefix('+').unwrap_or(&words).parse().ok(),
        _ => None,
    }
}

fn to_decimal(atom: &Atom<'_>) -> Option<Number> {
    match atom.value()? {
        Atom::Boolean(yes) => Some(Number::from(i64::from(yes))),
        Atom::Words(words) => {
            let figures = words.strip_prefix(['+', '-']).unwrap_or(&words);
            let plain = figures.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let whole = figures.starts_with(|c: char| c.is_ascii_digit()) && !figures.ends_with('.');
            Number::parse(words.strip_prefix('+').unwrap_or(&words)).filter(|_| plain && whole)
        }
        value => value.number(),
    }
}

/// Values as words; `None` for what is made of parts.
pub(super) fn to_text(atom: &Atom<'_>) -> Option<String> {
    Some(match atom.value()? {
        Atom::Boolean(yes) => yes.to_string(),
        Atom::Integer(whole) => whole.to_string(),
        Atom::Decimal(number) => number.as_text(),
        Atom::Words(words) => words.into_owned(),
        Atom::Moment(moment) => moment.as_text(),
        Atom::Amount(amount) => amount.as_text(),
        Atom::Node(_) => return None,
    })
}

fn to_moment(atom: &Atom<'_>, parse: fn(&str) -> Option<Moment>) -> Option<Moment> {
    let moment = match atom.value()? {
        Atom::Moment(moment) => Some(moment),
        Atom::Words(words) => parse(&words),
        _ => None,
    };
    moment.filter(|moment| moment.kind != Kind::Time)
}

fn to_time(atom: &Atom<'_>) -> Option<Moment> {
    match atom.value()? {
        Atom::Moment(moment) if moment.kind == Kind::Time => Some(moment),
        Atom::Words(words) => Moment::time(words.strip_prefix('T').unwrap_or(&words)),
        _ => None,
    }
}

fn to_amount(atom: &Atom<'_>, unit: Option<&str>) -> Option<Amount> {
    let amount = match atom.value()? {
        Atom::Amount(amount) => amount,
        Atom::Boolean(yes) => Amount::new(Number::from(i64::from(yes)), "1"),
        Atom::Words(words) => amount_of(&words)?,
        value => Amount::new(value.number()?, "1"),
    };
    match unit {
        None => Some(amount),
        Some(unit) => {
            let wanted = Amount::new(amount.value, unit);
            let value = Number::computed(amount.in_unit_of(&wanted)?)?;
            Some(Amount { value, ..wanted })
        }
    }
}

/// "1", "1 day", "1 'wk'".
fn amount_of(words: &str) -> Option<Amount> {
    let words = words.trim();
    let end =
        words.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '+' | '-')).unwrap_or(words.len());
    let (figures, unit) = words.split_at(end);
    let value = to_decimal(&Atom::Words(figures.into()))?;
    let unit = unit.trim();
    match unit.strip_prefix('\'').and_then(|unit| unit.strip_suffix('\'')) {
        Some(code) => Some(Amount::new(value, code)),
        None if unit.is_empty() => Some(Amount::new(value, "1")),
        None => is_calendar_word(unit).then(|| Amount::calendar(value, unit)),
    }
}
