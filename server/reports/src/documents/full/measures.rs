//! What was measured, in the full assessment: one row for each thing, and from where to where once for each kind of
//! measure.

use super::{
    super::{
        blocks::{Blocks, closed},
        case::Case,
        signed::in_a_sentence,
    },
    copies::{group, name, outermost, short},
};
use crate::{entries::Line, reading::Area, standing};
use advice::PLAN;
use forms::AnswerPath;

/// A thing with its measures: what each is called, and its values in their order.
struct Thing {
    key: String,
    title: String,
    /// What kind of thing it is: its group, or its area.
    kind: String,
    measures: Vec<(String, Vec<String>)>,
}

/// How the measures of a kind of thing are taken.
struct How {
    kind: String,
    entries: Vec<String>,
}

/// What was measured.
pub(super) fn measures(case: &Case<'_>, areas: &[Area], blocks: &mut Blocks) {
    blocks.heading(1, "Measures");
    let (mut things, mut how) = (Vec::<Thing>::new(), Vec::<How>::new());
    for area in areas.iter().filter(|area| area.line.id.form != PLAN) {
        for line in area.lines().filter(|line| line.is_measure && line.prints && line.is_answered()) {
            let Some(thing) = thing_of(case, area, line, &mut things) else { continue };
            let value = value(case, area, line);
            match thing.measures.iter_mut().find(|(label, _)| *label == line.label) {
                Some((_, values)) => values.push(value),
                None => thing.measures.push((line.label.clone(), vec![value])),
            }
            explain(&thing.kind, line, &mut how);
        }
    }
    if things.is_empty() {
        blocks.gap("Not measured: nothing was measured at this visit.");
    }
    blocks.facts(things.iter().map(row).collect());
    blocks.heading(2, "How things were measured");
    let entry = |how: How| format!("{}. {}", how.kind, how.entries.join(" "));
    // Reference matter, so in small print: a paragraph for each kind of thing.
    how.into_iter().map(entry).for_each(|entry| blocks.small(entry));
}

/// From where to where, once for each kind of measure.
fn explain(kind: &str, line: &Line, how: &mut Vec<How>) {
    let Some(help) = line.help.as_ref().filter(|help| !help.trim().is_empty()) else { return };
    let colon = if line.label.ends_with('?') { "" } else { ":" };
    let entry = closed(&format!("{}{colon} {}", line.label, help.trim()));
    match how.iter_mut().find(|how| how.kind == kind) {
        Some(how) if how.entries.contains(&entry) => {}
        Some(how) => how.entries.push(entry),
        None => how.push(How { kind: kind.to_owned(), entries: vec![entry] }),
    }
}

/// The thing that a measure is of: the copy around it, or its area.
fn thing_of<'a>(
    case: &Case<'_>,
    area: &Area,
    line: &Line,
    things: &'a mut Vec<Thing>,
) -> Option<&'a mut Thing> {
    let id = &area.line.id;
    let copy = line.path.parse::<AnswerPath>().ok().and_then(|path| outermost(&path));
    let (key, title, kind) = match &copy {
        Some(copy) => {
            let key = format!("{} {}", id.form, copy.as_str());
            (key, name(case, &id.form, copy), group(case, &id.form, copy))
        }
        None => (id.to_string(), area.line.title.clone(), area.line.title.clone()),
    };
    let at = things.iter().position(|thing| thing.key == key).unwrap_or_else(|| {
        things.push(Thing { key, title, kind, measures: Vec::new() });
        things.len() - 1
    });
    things.get_mut(at)
}

/// "715 mm", or why not, with what was noted.
fn value(case: &Case<'_>, area: &Area, line: &Line) -> String {
    let mut value = match (&line.absent, line.differing.is_empty()) {
        (Some(why), _) => format!("Not measured: {why}"),
        (None, true) if line.said.is_empty() => "Not measured".to_owned(),
        (None, true) => line.said.join(", "),
        (None, false) => {
            let sides: Vec<String> =
                line.differing.iter().map(|side| format!("{}: {}", side.by, side.words)).collect();
            format!("(two answers: {})", sides.join(", "))
        }
    };
    let added = standing::addenda_on(&case.card.addenda, &area.line.id.form, line);
    let beside: Vec<String> =
        line.note.iter().map(|note| format!("note: {}", note.trim())).chain(added).collect();
    if !beside.is_empty() {
        value.push_str(&format!(" ({})", beside.join("; ")));
    }
    value
}

/// A thing with all its measures.
fn row(thing: &Thing) -> (String, String) {
    let label = short(&thing.title);
    let words =
        if label == thing.title { words(thing) } else { format!("{}: {}", thing.title, words(thing)) };
    (label, words)
}

/// "Clear opening width 715 mm; hall in front 985 mm".
fn words(thing: &Thing) -> String {
    let one = |(at, (label, values)): (usize, &(String, Vec<String>))| {
        let label = if at == 0 { label.clone() } else { in_a_sentence(label) };
        format!("{label} {}", values.join(", "))
    };
    thing.measures.iter().enumerate().map(one).collect::<Vec<_>>().join("; ")
}
