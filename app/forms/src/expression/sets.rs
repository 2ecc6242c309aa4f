//! Collections against each other: equal, equivalent, union, and what they share. Every comparison is counted as work.

use serde_json::Value as Json;

use super::atom::Atom;
use super::moment::Moment;
use super::operators::{bare_number, same_number};
use super::run::Run;
use super::{Collection, Problem};

/// True or false, or nothing when a side is empty or it cannot be told.
pub(super) fn equal(left: &[Atom<'_>], right: &[Atom<'_>]) -> Option<bool> {
    if left.is_empty() || right.is_empty() {
        return None;
    }
    if left.len() != right.len() {
        return Some(false);
    }
    let mut sure = true;
    for (left, right) in left.iter().zip(right) {
        match atoms_equal(left, right) {
            Some(false) => return Some(false),
            Some(true) => {}
            None => sure = false,
        }
    }
    sure.then_some(true)
}

/// Whether two things are equal; `None` where it cannot be told.
pub(super) fn atoms_equal(left: &Atom<'_>, right: &Atom<'_>) -> Option<bool> {
    match (left.value(), right.value()) {
        (Some(a), Some(b)) => values_equal(&a, &b),
        (None, None) => match (left, right) {
            (Atom::Node(a), Atom::Node(b)) => Some(json_equal(a.json, b.json)),
            _ => Some(false),
        },
        _ => Some(false),
    }
}

fn values_equal(left: &Atom<'_>, right: &Atom<'_>) -> Option<bool> {
    match (left, right) {
        (Atom::Boolean(a), Atom::Boolean(b)) => Some(a == b),
        (Atom::Integer(a), Atom::Integer(b)) => Some(a == b),
        (Atom::Words(a), Atom::Words(b)) => Some(a == b),
        (Atom::Moment(a), Atom::Moment(b)) => moments_equal(*a, *b),
        (Atom::Moment(a), Atom::Words(b)) | (Atom::Words(b), Atom::Moment(a)) => {
            Moment::parse(b).map_or(Some(false), |b| moments_equal(*a, b))
        }
        (Atom::Amount(a), Atom::Amount(b)) => a.in_unit_of(b).map(|a| same_number(a, b.value.value)),
        _ => match (bare_number(left), bare_number(right)) {
            (Some(a), Some(b)) => Some(same_number(a, b)),
            _ => Some(false),
        },
    }
}

fn moments_equal(a: Moment, b: Moment) -> Option<bool> {
    if (a.kind == super::moment::Kind::Time) != (b.kind == super::moment::Kind::Time) {
        return Some(false);
    }
    a.compare(b).map(std::cmp::Ordering::is_eq)
}

/// Numbers by amount, so that 1 and 1.0 are the same; anything else as it is written.
fn json_equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| json_equal(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| json_equal(a, b)))
        }
        _ => a == b,
    }
}

/// How much there is to compare: places inside everything that is made of parts.
pub(super) fn size(all: &[Atom<'_>]) -> usize {
    let mut n_places = 0;
    let mut open: Vec<&Json> = Vec::new();
    open.extend(all.iter().filter_map(|atom| match atom {
        Atom::Node(node) => Some(node.json),
        _ => None,
    }));
    while let Some(json) = open.pop() {
        n_places += 1;
        match json {
            Json::Array(list) => open.extend(list),
            Json::Object(fields) => open.extend(fields.values()),
            _ => {}
        }
    }
    n_places
}

/// `~`: the same whatever the order, the case of letters and the blanks between words.
pub(super) fn equivalent<'a>(
    run: &Run<'_, 'a>,
    left: &[Atom<'a>],
    right: &[Atom<'a>],
) -> Result<bool, Problem> {
    if left.len() != right.len() {
        return Ok(false);
    }
    run.spend(left.len().saturating_mul(right.len()))?;
    let mut free: Vec<&Atom<'a>> = right.iter().collect();
    for atom in left {
        match free.iter().position(|other| atoms_equivalent(atom, other)) {
            Some(at) => {
                free.swap_remove(at);
            }
            None => return Ok(false),
        }
    }
    Ok(true)
}

fn atoms_equivalent(left: &Atom<'_>, right: &Atom<'_>) -> bool {
    match (left.value(), right.value()) {
        (Some(Atom::Words(a)), Some(Atom::Words(b))) => plain(&a) == plain(&b),
        (Some(Atom::Moment(a)), Some(Atom::Moment(b))) => a.is_same(b),
        (Some(Atom::Amount(a)), Some(Atom::Amount(b))) => {
            let near = |x: f64| {
                let places = a.value.places.min(b.value.places);
                rounded(x, places) == rounded(b.value.value, places)
            };
            a.roughly_in_unit_of(&b).is_some_and(|x| near(x) || roughly(x, b.value.value, a.value, b.value))
        }
        (Some(a), Some(b)) => match (a.number(), b.number()) {
            (Some(a), Some(b)) => {
                let places = a.places.min(b.places);
                rounded(a.value, places) == rounded(b.value, places)
            }
            _ => values_equal(&a, &b) == Some(true),
        },
        _ => atoms_equal(left, right) == Some(true),
    }
}

/// Amounts in different units are compared to the figures that the coarser of the two was given with.
fn roughly(a: f64, b: f64, left: super::Number, right: super::Number) -> bool {
    let figures = |number: super::Number| {
        let text = number.as_text();
        let figures = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        if number.places == 0 {
            figures - (text.len() - text.trim_end_matches('0').len()).min(figures)
        } else {
            figures
        }
    };
    let n_figures = figures(left).min(figures(right)).max(1);
    let cut = |x: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
        let scale = 10_f64.powi(n_figures as i32 - 1 - x.abs().log10().floor() as i32);
        (x * scale).round() / scale
    };
    a != 0.0 && b != 0.0 && same_number(cut(a), cut(b))
}

fn rounded(value: f64, places: u8) -> String {
    let text = format!("{value:.*}", usize::from(places));
    if text.trim_start_matches('-').bytes().all(|b| matches!(b, b'0' | b'.')) {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Each thing once.
pub(super) fn distinct<'a>(run: &Run<'_, 'a>, all: Collection<'a>) -> Result<Collection<'a>, Problem> {
    let mut kept: Collection<'a> = Vec::with_capacity(all.len());
    for atom in all {
        run.spend(kept.len())?;
        if !has(&kept, &atom) {
            kept.push(atom);
        }
    }
    Ok(kept)
}

/// The things of both, each once.
pub(super) fn union<'a>(
    run: &Run<'_, 'a>,
    mut left: Collection<'a>,
    right: Collection<'a>,
) -> Result<Collection<'a>, Problem> {
    left.extend(right);
    distinct(run, left)
}

/// True when a collection holds a thing.
pub(super) fn has(all: &[Atom<'_>], atom: &Atom<'_>) -> bool {
    all.iter().any(|other| atoms_equal(other, atom) == Some(true))
}
