//! Functions on numbers, and the sums and scores that questionnaires ask for.

use super::amount::Amount;
use super::atom::{Atom, Number};
use super::operators;
use super::run::{Run, execution, kind_words, single};
use super::{Collection, Problem, path};

/// The result of a function on numbers; `None` when the name is not one of these.
pub(super) fn call<'a>(
    name: &str,
    input: &[Atom<'a>],
    other: &[Atom<'a>],
) -> Result<Option<Collection<'a>>, Problem> {
    match name {
        "sum" | "avg" | "min" | "max" => return of_all(name, input).map(Some),
        "abs" | "ceiling" | "exp" | "floor" | "ln" | "log" | "power" | "round" | "sqrt" | "truncate" => {}
        _ => return Ok(None),
    }
    let Some(atom) = single(input)? else { return Ok(Some(Vec::new())) };
    let value = atom.value();
    if let (Some(Atom::Amount(amount)), "abs" | "round" | "truncate" | "ceiling" | "floor") = (&value, name) {
        let inner = [Atom::Decimal(amount.value)];
        let number = call(name, &inner, other)?.and_then(|found| found.first().and_then(Atom::number));
        return Ok(Some(
            number.map(|value| Atom::Amount(Amount { value, ..amount.clone() })).into_iter().collect(),
        ));
    }
    let Some(number) = operators::bare_number(atom) else {
        return execution(format!("{name}() wants a number, not {}", kind_words(atom)));
    };
    let is_whole = matches!(value, Some(Atom::Integer(_)));
    let by = match single(other)? {
        None => None,
        Some(by) => match operators::bare_number(by) {
            Some(by) => Some(by),
            None => return execution(format!("{name}() wants a number, not {}", kind_words(by))),
        },
    };
    let found = match name {
        "abs" if is_whole => whole(number.abs()),
        "abs" => decimal(number.abs()),
        "ceiling" => whole(number.ceil()),
        "floor" => whole(number.floor()),
        "truncate" => whole(number.trunc()),
        "exp" => decimal(number.exp()),
        "ln" if number > 0.0 => decimal(number.ln()),
        "sqrt" if number >= 0.0 => decimal(number.sqrt()),
        "ln" | "sqrt" => None,
        "round" => return Ok(Some(rounded(number, by)?.into_iter().collect())),
        // Without the second number, there is nothing.
        _ => by.and_then(|by| match name {
            "log" => decimal(number.ln() / by.ln()),
            _ => {
                let power = number.powf(by);
                if is_whole && by.fract() == 0.0 && by >= 0.0 { whole(power) } else { decimal(power) }
            }
        }),
    };
    Ok(Some(found.into_iter().collect()))
}

fn whole<'a>(number: f64) -> Option<Atom<'a>> {
    #[allow(clippy::cast_possible_truncation)]
    (number.abs() < 9e15).then_some(Atom::Integer(number as i64))
}

fn decimal<'a>(number: f64) -> Option<Atom<'a>> {
    Number::computed(number).map(Atom::Decimal)
}

fn rounded<'a>(number: f64, places: Option<f64>) -> Result<Option<Atom<'a>>, Problem> {
    let places = places.unwrap_or(0.0);
    if !(0.0..=15.0).contains(&places) {
        return execution("round() wants 0 to 15 places");
    }
    #[allow(clippy::cast_possible_truncation)]
    let scale = 10_f64.powi(places as i32);
    // Half away from nought; a little more for what binary numbers cannot hold exactly.
    let scaled = number * scale;
    let rounded = (scaled + scaled.signum() * 1e-9).round() / scale;
    Ok(decimal(rounded))
}

/// Sums and their like over everything there is; nothing of nothing.
fn of_all<'a>(name: &str, input: &[Atom<'a>]) -> Result<Collection<'a>, Problem> {
    let mut numbers = Vec::with_capacity(input.len());
    let mut all_whole = true;
    for atom in input {
        let Some(number) = operators::bare_number(atom) else {
            return execution(format!("{name}() wants numbers, not {}", kind_words(atom)));
        };
        all_whole &= matches!(atom.value(), Some(Atom::Integer(_)));
        numbers.push(number);
    }
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    #[allow(clippy::cast_precision_loss)]
    let n_all = numbers.len() as f64;
    let sum: f64 = numbers.iter().sum();
    let found = match name {
        "sum" => sum,
        "avg" => return Ok(decimal(sum / n_all).into_iter().collect()),
        "min" => numbers.into_iter().fold(f64::INFINITY, f64::min),
        _ => numbers.into_iter().fold(f64::NEG_INFINITY, f64::max),
    };
    Ok(if all_whole { whole(found) } else { decimal(found) }.into_iter().collect())
}

/// The scores of answers or codings: the extension `ordinalValue`, or `itemWeight`.
pub(super) fn weights<'a>(run: &Run<'_, 'a>, input: &[Atom<'a>]) -> Result<Collection<'a>, Problem> {
    let mut found = Vec::new();
    for atom in input {
        let Atom::Node(node) = atom else { continue };
        let inner = if node.json.get("valueCoding").is_some() {
            path::children(run, std::slice::from_ref(atom), "value")?
        } else {
            vec![atom.clone()]
        };
        let extensions = path::children(run, &inner, "extension")?;
        let scores: Collection<'a> = extensions
            .into_iter()
            .filter(|one| {
                let Atom::Node(node) = one else { return false };
                let url = node.json["url"].as_str().unwrap_or_default();
                url.ends_with("/ordinalValue") || url.ends_with("/itemWeight")
            })
            .collect();
        found.extend(path::children(run, &scores, "value")?);
    }
    Ok(found)
}
