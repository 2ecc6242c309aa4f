//! The functions of FHIRPath: which are supported, and those that filter, choose and walk.

use std::collections::BTreeSet;

use super::atom::Atom;
use super::run::{CHEAP, Frame, Run, check_kind, execution, one_text, single, truth, whole};
use super::syntax::{Expr, Operator};
use super::{Collection, Problem, convert, kinds, numbers, path, sets, words};

/// Names with the fewest and the most values they take. What is not here is refused by name when a form is read.
const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("empty", 0, 0),
    ("exists", 0, 1),
    ("all", 1, 1),
    ("allTrue", 0, 0),
    ("anyTrue", 0, 0),
    ("allFalse", 0, 0),
    ("anyFalse", 0, 0),
    ("subsetOf", 1, 1),
    ("supersetOf", 1, 1),
    ("count", 0, 0),
    ("distinct", 0, 0),
    ("isDistinct", 0, 0),
    ("where", 1, 1),
    ("select", 1, 1),
    ("repeat", 1, 1),
    ("ofType", 1, 1),
    ("is", 1, 1),
    ("as", 1, 1),
    ("single", 0, 0),
    ("first", 0, 0),
    ("last", 0, 0),
    ("tail", 0, 0),
    ("skip", 1, 1),
    ("take", 1, 1),
    ("intersect", 1, 1),
    ("exclude", 1, 1),
    ("union", 1, 1),
    ("combine", 1, 1),
    ("iif", 2, 3),
    ("not", 0, 0),
    ("aggregate", 1, 2),
    ("children", 0, 0),
    ("descendants", 0, 0),
    ("trace", 1, 2),
    ("extension", 1, 1),
    ("hasValue", 0, 0),
    ("getValue", 0, 0),
    ("now", 0, 0),
    ("today", 0, 0),
    ("timeOfDay", 0, 0),
    ("weight", 0, 0),
    ("ordinal", 0, 0),
    ("answers", 0, 0),
    ("toBoolean", 0, 0),
    ("convertsToBoolean", 0, 0),
    ("toInteger", 0, 0),
    ("convertsToInteger", 0, 0),
    ("toDecimal", 0, 0),
    ("convertsToDecimal", 0, 0),
    ("toString", 0, 0),
    ("convertsToString", 0, 0),
    ("toDate", 0, 0),
    ("convertsToDate", 0, 0),
    ("toDateTime", 0, 0),
    ("convertsToDateTime", 0, 0),
    ("toTime", 0, 0),
    ("convertsToTime", 0, 0),
    ("toQuantity", 0, 1),
    ("convertsToQuantity", 0, 1),
    ("indexOf", 1, 1),
    ("substring", 1, 2),
    ("startsWith", 1, 1),
    ("endsWith", 1, 1),
    ("contains", 1, 1),
    ("upper", 0, 0),
    ("lower", 0, 0),
    ("replace", 2, 2),
    ("matches", 1, 1),
    ("matchesFull", 1, 1),
    ("replaceMatches", 2, 2),
    ("length", 0, 0),
    ("toChars", 0, 0),
    ("trim", 0, 0),
    ("split", 1, 1),
    ("join", 0, 1),
    ("abs", 0, 0),
    ("ceiling", 0, 0),
    ("exp", 0, 0),
    ("floor", 0, 0),
    ("ln", 0, 0),
    ("log", 1, 1),
    ("power", 1, 1),
    ("round", 0, 1),
    ("sqrt", 0, 0),
    ("truncate", 0, 0),
    ("sum", 0, 0),
    ("min", 0, 0),
    ("max", 0, 0),
    ("avg", 0, 0),
];

/// The fewest and the most values a function takes; `None` when it is not supported.
pub(super) fn arity(name: &str) -> Option<(usize, usize)> {
    FUNCTIONS.iter().find(|(known, ..)| *known == name).map(|(_, least, most)| (*least, *most))
}

pub(super) fn call<'a>(
    run: &Run<'_, 'a>,
    name: &str,
    input: Collection<'a>,
    arguments: &'a [Expr],
    frame: Frame<'_, 'a>,
) -> Result<Collection<'a>, Problem> {
    match (name, arguments) {
        ("where", [test]) => filtered(run, input, test),
        ("select", [make]) => {
            let mut found = Vec::new();
            for (n, atom) in input.iter().enumerate() {
                found.append(&mut run.on(make, atom, n)?);
            }
            Ok(found)
        }
        ("exists", [test]) => Ok(yes(!filtered(run, input, test)?.is_empty())),
        ("all", [test]) => {
            for (n, atom) in input.iter().enumerate() {
                if truth(&run.on(test, atom, n)?)? != Some(true) {
                    return Ok(yes(false));
                }
            }
            Ok(yes(true))
        }
        ("repeat", [make]) => repeated(run, input, make),
        ("iif", [test, then, ..]) => {
            if input.len() > 1 {
                return execution("iif() is asked of one thing, and there are several");
            }
            let frame = if input.is_empty() { frame } else { Frame { focus: &input, ..frame } };
            let test = run.eval(test, frame)?;
            match single(&test)?.map(|atom| atom.value()) {
                None | Some(Some(Atom::Boolean(false))) => {
                    arguments.get(2).map_or(Ok(Vec::new()), |other| run.eval(other, frame))
                }
                Some(Some(Atom::Boolean(true))) => run.eval(then, frame),
                Some(_) => execution("iif() wants a yes or no to decide by"),
            }
        }
        ("aggregate", [make, start @ ..]) => {
            let mut total = match start.first() {
                Some(start) => run.eval(start, frame)?,
                None => Vec::new(),
            };
            for (n, atom) in input.iter().enumerate() {
                let index = i64::try_from(n).unwrap_or(i64::MAX);
                let frame = Frame { focus: std::slice::from_ref(atom), index, total: Some(&total) };
                total = run.eval(make, frame)?;
            }
            Ok(total)
        }
        ("ofType", [kind]) => of_kind(input, &kind_name(kind)?),
        ("as", [kind]) => as_kind(input, &kind_name(kind)?),
        ("is", [kind]) => is(&input, &kind_name(kind)?),
        ("trace", _) => Ok(input),
        _ => {
            let values = arguments.iter().map(|argument| run.eval(argument, frame));
            let values = values.collect::<Result<Vec<_>, _>>()?;
            plain(run, name, input, values)
        }
    }
}

/// Functions whose values are worked out beforehand.
fn plain<'a>(
    run: &Run<'_, 'a>,
    name: &str,
    input: Collection<'a>,
    mut values: Vec<Collection<'a>>,
) -> Result<Collection<'a>, Problem> {
    let other = if values.is_empty() { Vec::new() } else { std::mem::take(&mut values[0]) };
    Ok(match name {
        "empty" => yes(input.is_empty()),
        "exists" => yes(!input.is_empty()),
        "not" => truth(&input)?.map(|truth| Atom::Boolean(!truth)).into_iter().collect(),
        "allTrue" => yes(truths(&input)?.iter().all(|truth| *truth)),
        "anyTrue" => yes(truths(&input)?.iter().any(|truth| *truth)),
        "allFalse" => yes(truths(&input)?.iter().all(|truth| !*truth)),
        "anyFalse" => yes(truths(&input)?.iter().any(|truth| !*truth)),
        "count" => vec![Atom::Integer(i64::try_from(input.len()).unwrap_or(i64::MAX))],
        "distinct" => sets::distinct(run, input)?,
        "isDistinct" => {
            let n_all = input.len();
            yes(sets::distinct(run, input)?.len() == n_all)
        }
        "subsetOf" => yes(is_within(run, &input, &other)?),
        "supersetOf" => yes(is_within(run, &other, &input)?),
        "intersect" => {
            run.spend(input.len().saturating_mul(other.len()))?;
            let both = input.into_iter().filter(|atom| sets::has(&other, atom)).collect();
            sets::distinct(run, both)?
        }
        "exclude" => {
            run.spend(input.len().saturating_mul(other.len()))?;
            input.into_iter().filter(|atom| !sets::has(&other, atom)).collect()
        }
        "union" => sets::union(run, input, other)?,
        "combine" => {
            run.spend(other.len())?;
            input.into_iter().chain(other).collect()
        }
        "single" => single(&input)?.cloned().into_iter().collect(),
        "first" => input.into_iter().take(1).collect(),
        "last" => input.into_iter().next_back().into_iter().collect(),
        "tail" => input.into_iter().skip(1).collect(),
        "skip" => match whole(&other)? {
            Some(n) => input.into_iter().skip(usize::try_from(n).unwrap_or(0)).collect(),
            None => Vec::new(),
        },
        "take" => match whole(&other)? {
            Some(n) => input.into_iter().take(usize::try_from(n).unwrap_or(0)).collect(),
            None => Vec::new(),
        },
        "children" => {
            let mut found = Vec::new();
            input.iter().for_each(|atom| path::all_children(atom, &mut found));
            run.spend(found.len())?;
            found
        }
        "descendants" => path::descendants(run, &input)?,
        "extension" => {
            let url = one_text(&other)?.unwrap_or_default();
            let all = path::children(run, &input, "extension")?;
            all.into_iter().filter(|one| matches!(one, Atom::Node(node) if node.json["url"] == url)).collect()
        }
        "hasValue" => yes(matches!(input.as_slice(), [one] if has_value(one))),
        "getValue" => match input.as_slice() {
            [one] if has_value(one) => one.value().into_iter().collect(),
            _ => Vec::new(),
        },
        "answers" => {
            let all = path::descendants(run, &input)?;
            path::children(run, &all, "answer")?
        }
        "now" | "today" | "timeOfDay" => {
            let Some(now) = run.environment.now else {
                return execution("there is no clock here");
            };
            let found = match name {
                "now" => Some(now),
                "today" => Some(now.as_date()),
                _ => now.as_time(),
            };
            found.map(Atom::Moment).into_iter().collect()
        }
        "weight" | "ordinal" => numbers::weights(run, &input)?,
        _ if name.starts_with("to") && name != "toChars" || name.starts_with("convertsTo") => {
            convert::call(name, &input, &other)?
        }
        _ => match numbers::call(name, &input, &other)? {
            Some(found) => found,
            None => words::call(run, name, &input, &other, values.get(1).map_or(&[], |value| value))?,
        },
    })
}

pub(super) fn yes<'a>(answer: bool) -> Collection<'a> {
    vec![Atom::Boolean(answer)]
}

fn filtered<'a>(run: &Run<'_, 'a>, input: Collection<'a>, test: &'a Expr) -> Result<Collection<'a>, Problem> {
    if let Some((name, words)) = plain_test(test) {
        run.spend(input.len() / CHEAP)?;
        return Ok(input.into_iter().filter(|atom| path::holds_words(atom, name, words)).collect());
    }
    let mut kept = Vec::new();
    for (n, atom) in input.into_iter().enumerate() {
        if truth(&run.on(test, &atom, n)?)? == Some(true) {
            kept.push(atom);
        }
    }
    Ok(kept)
}

/// `name = 'words'`, which forms ask of every item of a response: decided without evaluating anything.
fn plain_test(test: &Expr) -> Option<(&str, &str)> {
    match test {
        Expr::Pair { operator: Operator::Equal, left, right } => match (&**left, &**right) {
            // Fields that hold plain words and nothing else wherever they stand.
            (Expr::Member { base: None, name }, Expr::Words(words))
                if matches!(name.as_str(), "linkId" | "url" | "code") =>
            {
                Some((name, words))
            }
            _ => None,
        },
        _ => None,
    }
}

/// What is found again and again, each thing once.
fn repeated<'a>(run: &Run<'_, 'a>, input: Collection<'a>, make: &'a Expr) -> Result<Collection<'a>, Problem> {
    let mut found: Collection<'a> = Vec::new();
    let mut places = BTreeSet::new();
    let mut new = input;
    while !new.is_empty() {
        let mut next = Vec::new();
        for (n, atom) in new.iter().enumerate() {
            for one in run.on(make, atom, n)? {
                // Places of a resource are told apart by where they stand; values by what they are.
                let is_new = match &one {
                    Atom::Node(node) => {
                        let place = (std::ptr::from_ref(node.json), node.shadow.map(std::ptr::from_ref));
                        places.insert(place)
                    }
                    value => {
                        run.spend(found.len())?;
                        !sets::has(&found, value)
                    }
                };
                run.spend(1)?;
                if is_new {
                    found.push(one.clone());
                    next.push(one);
                }
            }
        }
        new = next;
    }
    Ok(found)
}

fn truths(input: &[Atom<'_>]) -> Result<Vec<bool>, Problem> {
    let one = |atom: &Atom<'_>| match atom.value() {
        Some(Atom::Boolean(yes)) => Ok(yes),
        _ => execution("only yes and no are wanted here"),
    };
    input.iter().map(one).collect()
}

fn is_within<'a>(run: &Run<'_, 'a>, some: &[Atom<'a>], all: &[Atom<'a>]) -> Result<bool, Problem> {
    run.spend(some.len().saturating_mul(all.len()))?;
    Ok(some.iter().all(|atom| sets::has(all, atom)))
}

fn has_value(atom: &Atom<'_>) -> bool {
    match atom {
        Atom::Node(node) => node.is_primitive() && !node.json.is_null(),
        _ => true,
    }
}

/// The name of a type, written as an expression: `FHIR.Patient`.
fn kind_name(expr: &Expr) -> Result<String, Problem> {
    match expr {
        Expr::Member { base: None, name } => Ok(name.clone()),
        Expr::Member { base: Some(base), name } => Ok(format!("{}.{name}", kind_name(base)?)),
        Expr::Words(name) => Ok(name.clone()),
        _ => execution("the name of a type is wanted here"),
    }
}

pub(super) fn is<'a>(input: &[Atom<'a>], kind: &str) -> Result<Collection<'a>, Problem> {
    if !kind.starts_with("System.") {
        check_kind(kind)?;
    }
    Ok(single(input)?.and_then(|atom| kinds::is(atom, kind)).map(Atom::Boolean).into_iter().collect())
}

/// Keeps what is exactly of a type. A place whose type cannot be told stays: better too much than silently nothing.
fn of_kind<'a>(input: Collection<'a>, kind: &str) -> Result<Collection<'a>, Problem> {
    check_kind(kind)?;
    let name = kind.rsplit('.').next().unwrap_or(kind);
    let fits = |atom: &Atom<'_>| match kinds::is(atom, kind) {
        // A code is a string, but is not of the type string.
        Some(true) => atom.kind() == name || !matches!(atom, Atom::Node(node) if node.is_primitive()),
        known => known.is_none(),
    };
    Ok(input.into_iter().filter(fits).collect())
}

/// The one thing, if it is of a type.
pub(super) fn as_kind<'a>(input: Collection<'a>, kind: &str) -> Result<Collection<'a>, Problem> {
    single(&input)?;
    of_kind(input, kind)
}
