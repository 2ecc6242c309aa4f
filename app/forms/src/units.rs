//! Lengths and weights in the units therapists write: UCUM codes, their words, and conversion between them.
//! Anything else keeps its unit; there is no guess at what an unknown unit might be.

use crate::decimal::Decimal;

/// The system of UCUM codes.
pub const UCUM: &str = "http://unitsofmeasure.org";

struct Unit {
    code: &'static str,
    label: &'static str,
    plural: &'static str,
    kind: Kind,
    /// How many of the smallest unit of its kind it holds (micrometres, milligrams, seconds).
    size: f64,
    /// Places worth showing after a conversion.
    places: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Length,
    Mass,
    Duration,
    Other,
}

const UNITS: &[Unit] = &[
    unit("mm", "mm", "millimetres", Kind::Length, 1_000.0, 0),
    unit("cm", "cm", "centimetres", Kind::Length, 10_000.0, 1),
    unit("m", "m", "metres", Kind::Length, 1_000_000.0, 3),
    unit("[in_i]", "in", "inches", Kind::Length, 25_400.0, 2),
    unit("[ft_i]", "ft", "feet", Kind::Length, 304_800.0, 2),
    unit("mg", "mg", "milligrams", Kind::Mass, 1.0, 0),
    unit("g", "g", "grams", Kind::Mass, 1_000.0, 0),
    unit("kg", "kg", "kilograms", Kind::Mass, 1_000_000.0, 1),
    unit("[lb_av]", "lb", "pounds", Kind::Mass, 453_592.37, 1),
    unit("[stone_av]", "st", "stone", Kind::Mass, 6_350_293.18, 2),
    unit("s", "s", "seconds", Kind::Duration, 1.0, 1),
    unit("min", "min", "minutes", Kind::Duration, 60.0, 1),
    unit("h", "h", "hours", Kind::Duration, 3_600.0, 2),
    unit("Cel", "\u{b0}C", "degrees Celsius", Kind::Other, 1.0, 1),
    unit("lx", "lx", "lux", Kind::Other, 1.0, 0),
    unit("deg", "\u{b0}", "degrees", Kind::Other, 1.0, 1),
    unit("%", "%", "per cent", Kind::Other, 1.0, 1),
    unit("N", "N", "newtons", Kind::Other, 1.0, 0),
    unit("1", "", "", Kind::Other, 1.0, 0),
    unit("{none}", "", "", Kind::Other, 1.0, 0),
];

const fn unit(
    code: &'static str,
    label: &'static str,
    plural: &'static str,
    kind: Kind,
    size: f64,
    places: usize,
) -> Unit {
    Unit { code, label, plural, kind, size, places }
}

fn find(code: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.code == code)
}

/// The short sign shown behind a number: `[in_i]` is "in". Unknown codes show as they are.
pub fn label(code: &str) -> &str {
    find(code).map_or(code, |unit| unit.label)
}

/// The unit in full words: "millimetres". Unknown codes show as they are.
pub fn plural(code: &str) -> &str {
    find(code).map_or(code, |unit| unit.plural)
}

/// Converts between two units of one kind; `None` when they measure different things.
pub fn convert(value: f64, from: &str, to: &str) -> Option<f64> {
    if from == to {
        return Some(value);
    }
    let (from, to) = (find(from)?, find(to)?);
    (from.kind == to.kind && from.kind != Kind::Other).then(|| value * from.size / to.size)
}

/// Converts what is shown when the unit is changed, rounded to what makes sense in the new unit.
pub fn convert_shown(value: &Decimal, from: &str, to: &str) -> Option<Decimal> {
    if from == to {
        return Some(value.clone());
    }
    let places = find(to)?.places;
    Some(Decimal::rounded(convert(value.as_f64()?, from, to)?, places))
}

/// The units a person may switch to from this one, itself included: lengths mm, cm, m, in; weights kg, st, lb.
pub fn choices(code: &str) -> &'static [&'static str] {
    match find(code).map(|unit| unit.kind) {
        Some(Kind::Length) => &["mm", "cm", "m", "[in_i]"],
        Some(Kind::Mass) => &["kg", "[stone_av]", "[lb_av]"],
        _ => &[],
    }
}

/// How far one press of plus or minus goes: 5 mm, 0.5 cm, a quarter of an inch, else 1.
pub fn step(code: &str) -> f64 {
    match code {
        "mm" => 5.0,
        "cm" => 0.5,
        "m" => 0.05,
        "[in_i]" => 0.25,
        _ => 1.0,
    }
}
