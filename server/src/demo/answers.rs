//! From the tables' way of writing an answer to the engine's: codes become options, numbers get
//! their unit, `d-door[2]` becomes the second copy.

use super::{Failure, files::Row};
use forms::{Answer, AnswerPath, Attachment, Decimal, Definition, Facet, Item, ItemKind, Value};
use std::collections::BTreeSet;

/// The engine's answers for the rows of one form; copies of repeated groups are announced first.
/// `day` turns "wd-4" into a date.
pub fn answers(
    definition: &Definition,
    rows: &[Row],
    day: &dyn Fn(&str) -> Result<chrono::NaiveDate, Failure>,
) -> Result<Vec<(AnswerPath, Answer)>, Failure> {
    let mut found = Vec::new();
    let mut copies = BTreeSet::new();
    for row in rows {
        let (path, around) = path(definition, &row.path)?;
        for copy in around {
            if copies.insert(copy.clone()) {
                found.push((copy, Answer::one(Value::Boolean(true))));
            }
        }
        let idx = definition.item_at(&path).ok_or_else(|| format!("no question: {}", row.path))?;
        let item = definition.item(idx);
        let answer = answer(item, &row.value, day).map_err(|why| format!("{}: {why}", row.path))?;
        if let Some(note) = &row.note {
            found.push((path.with_facet(Facet::Note), Answer::one(Value::text(in_days(note, day)?))));
        }
        if !answer.0.is_empty() {
            found.push((path, answer));
        }
    }
    Ok(found)
}

/// `e-flight[1].e-flight-riser[3].e-flight-riser-height` as a path, with the copies around it.
pub fn path(definition: &Definition, text: &str) -> Result<(AnswerPath, Vec<AnswerPath>), Failure> {
    let mut within: Option<AnswerPath> = None;
    let mut around = Vec::new();
    let mut rest = text;
    while let Some((group, after)) = rest.split_once('[') {
        let (number, after) = after.split_once(']').ok_or_else(|| format!("no copy: {text}"))?;
        let number: u32 = number.parse().map_err(|_| format!("no copy: {text}"))?;
        let idx = definition.by_link_id(group).ok_or_else(|| format!("no group: {group}"))?;
        let copy = definition.path_in(idx, within.as_ref()).instance(&format!("c{number:03}"));
        around.push(copy.clone());
        within = Some(copy);
        rest = after.trim_start_matches('.');
    }
    let idx = definition.by_link_id(rest).ok_or_else(|| format!("no question: {rest}"))?;
    Ok((definition.path_in(idx, within.as_ref()), around))
}

/// Words with their days: "seen wd-2" as "seen 26 November", without the name of a visit in front ("dv-04, ").
pub fn in_days(
    text: &str,
    day: &dyn Fn(&str) -> Result<chrono::NaiveDate, Failure>,
) -> Result<String, Failure> {
    let mut words = String::new();
    let mut rest = text;
    if let Some(named) = rest.strip_prefix("dv-") {
        rest = named.split_once(", ").map_or(rest, |(_, after)| after);
    }
    while let Some(at) = rest.find("wd") {
        let (before, from) = rest.split_at(at);
        let sign = usize::from(from[2..].starts_with(['+', '-']));
        let n_figures = from[2 + sign..].chars().take_while(char::is_ascii_digit).count();
        let (token, after) = from.split_at(if n_figures == 0 { 2 } else { 2 + sign + n_figures });
        words.push_str(before);
        match n_figures {
            0 => words.push_str(token),
            _ => words.push_str(&day(token)?.format("%-d %B").to_string()),
        }
        rest = after;
    }
    words.push_str(rest);
    Ok(words)
}

fn answer(
    item: &Item,
    text: &str,
    day: &dyn Fn(&str) -> Result<chrono::NaiveDate, Failure>,
) -> Result<Answer, Failure> {
    let one = |value: Value| Ok(Answer::one(value));
    match item.kind {
        ItemKind::Choice | ItemKind::OpenChoice => {
            let codes: Vec<&str> = match item.repeats {
                true => text.split("; ").collect(),
                false => vec![text],
            };
            let mut values = Vec::new();
            for code in codes {
                let option = item.options.iter().find(|option| option.key() == code);
                values.push(option.ok_or_else(|| format!("no option: {code}"))?.value.clone());
            }
            Ok(Answer(values))
        }
        ItemKind::Boolean => one(Value::Boolean(text == "yes")),
        ItemKind::Integer => one(Value::Integer(text.parse().map_err(|_| format!("no number: {text}"))?)),
        ItemKind::Decimal => one(Value::Decimal(Decimal::new(text))),
        ItemKind::Quantity => one(Value::quantity(Decimal::new(text), item.unit().unwrap_or("1"))),
        ItemKind::Date => one(Value::Date(match text.starts_with("wd") {
            true => day(text)?.to_string(),
            false => text.to_owned(),
        })),
        ItemKind::DateTime => match text.split_once(' ') {
            Some((date, time)) if date.starts_with("wd") => {
                one(Value::DateTime(format!("{}T{time}:00Z", day(date)?)))
            }
            _ => one(Value::DateTime(text.to_owned())),
        },
        ItemKind::Time => one(Value::Time(format!("{text}:00"))),
        // Nobody has taken photos of homes that do not exist; signatures of the demo are typed.
        ItemKind::Attachment if item.photo => Ok(Answer::default()),
        ItemKind::Attachment => {
            let title = Some(in_days(text, day)?);
            one(Value::Attachment(Attachment { title, ..Attachment::default() }))
        }
        ItemKind::Reference | ItemKind::Group | ItemKind::Display => Ok(Answer::default()),
        ItemKind::Url => one(Value::Uri(text.to_owned())),
        ItemKind::String | ItemKind::Text => one(Value::text(in_days(text, day)?)),
    }
}
