//! Remarks on an answer that was given: wrong type, outside the range, too long, not an option.
//! Nothing is refused or changed here. What is missing altogether is the view's business.

use std::cmp::Ordering;

use crate::answers::Answer;
use crate::calendar;
use crate::compare;
use crate::decimal::Decimal;
use crate::definition::{Item, ItemKind};
use crate::issue::{Issue, IssueKind, Severity, When};
use crate::number;
use crate::value::{Attachment, Quantity, Value};

/// All remarks on an answer. `checked`: somebody looked and keeps it, so remarks that only ask to look are left out.
pub(crate) fn issues(item: &Item, answer: &Answer, checked: bool) -> Vec<Issue> {
    let mut issues = Vec::new();
    let given = || answer.0.iter().filter(|value| !value.is_blank());
    let n_given = given().count();
    if n_given > 1 {
        several(item, answer, n_given, &mut issues);
    }
    for value in given() {
        match wrong(item, value) {
            Some((kind, text)) => issues.push(Issue::new(kind, Severity::Wrong, When::OnLeaving, text)),
            None => check(item, value, &mut issues),
        }
    }
    if item.limits.min_occurs.is_some_and(|least| n_given < least as usize) && n_given > 0 {
        let text = format!("The form asks for at least {} answers.", item.limits.min_occurs.unwrap_or(0));
        issues.push(Issue::new(IssueKind::TooFew, Severity::Check, When::OnLeaving, text));
    }
    if checked {
        issues.retain(|issue| issue.severity != Severity::Check);
    }
    issues
}

/// Why a value cannot be right, if it cannot.
pub(crate) fn wrong(item: &Item, value: &Value) -> Option<(IssueKind, String)> {
    let is_choice = matches!(item.kind, ItemKind::Choice | ItemKind::OpenChoice);
    let listed = item.options.is_empty() || item.option_for(value).is_some();
    // Options that a rule finds are compared where they are known.
    if is_choice && item.rules.as_ref().is_some_and(|rules| rules.options.is_some()) {
        return None;
    }
    if is_choice {
        let own_words = item.open && matches!(value, Value::String(_) | Value::Coding(_));
        return (!own_words && (!listed || item.options.is_empty())).then(none_of_the_options);
    }
    if !item.options.is_empty() && listed {
        return None;
    }
    let text = wrong_for_kind(item, value)?;
    Some((IssueKind::WrongType, text))
}

/// What is said of an answer that cannot be chosen.
pub(crate) fn none_of_the_options() -> (IssueKind, String) {
    (IssueKind::NotAnOption, "This answer is none of the options of the form.".to_owned())
}

fn wrong_for_kind(item: &Item, value: &Value) -> Option<String> {
    let is_number = |fits: bool| (!fits).then(|| "Only figures here.".to_owned());
    match (item.kind, value) {
        (ItemKind::Boolean, Value::Boolean(_))
        | (ItemKind::String | ItemKind::Text | ItemKind::Url, Value::String(_))
        | (ItemKind::Url, Value::Uri(_))
        | (ItemKind::Attachment, Value::Attachment(_))
        | (ItemKind::Reference, Value::Reference(_))
        | (ItemKind::Decimal | ItemKind::Integer, Value::Integer(_)) => None,
        (ItemKind::Decimal, Value::Decimal(number)) => is_number(number.as_f64().is_some()),
        (ItemKind::Integer, Value::Decimal(number)) => {
            let whole = number.as_f64().is_some_and(|amount| amount.fract() == 0.0);
            (!whole).then(|| number::whole_number_message(item.unit()))
        }
        (ItemKind::Integer, _) => Some(number::whole_number_message(item.unit())),
        (ItemKind::Quantity, Value::Quantity(quantity)) => {
            is_number(quantity.value.as_ref().is_some_and(|number| number.as_f64().is_some()))
        }
        (ItemKind::Decimal | ItemKind::Quantity, _) => is_number(false),
        (ItemKind::Date, Value::Date(text)) => {
            calendar::parse_date(text).is_none().then(|| "This is no day of the calendar.".to_owned())
        }
        (ItemKind::DateTime, Value::DateTime(text) | Value::Date(text)) => {
            calendar::parse_date_time(text).is_none().then(|| "This is no day and time.".to_owned())
        }
        (ItemKind::Time, Value::Time(text)) => {
            calendar::parse_time(text).is_none().then(|| "Enter a time between 00:00 and 23:59.".to_owned())
        }
        (ItemKind::Date | ItemKind::DateTime, Value::String(typed)) => Some(no_such_date(typed)),
        _ => Some("This answer is of another kind than the question takes.".to_owned()),
    }
}

/// What is not right about a date that was typed as "12//2026", or with a time as "12/5/2026 25:61".
fn no_such_date(typed: &str) -> String {
    let (date, time) = typed.split_once(' ').map_or((typed, None), |(date, time)| (date, Some(time)));
    let parts: Vec<&str> = date.split('/').map(str::trim).collect();
    let blank = |at: usize| parts.len() == 3 && parts[at].is_empty();
    let is_time = |time: &str| calendar::parse_time(time).is_some();
    match (blank(0), blank(1), blank(2)) {
        (true, true, true) => "Day, month and year are missing.",
        (false, false, false) if parts.last().is_some_and(|year| year.len() < 4) => {
            "Write the year with four figures, like 2026."
        }
        (false, false, false) if time.is_some_and(|time| !is_time(time)) => {
            "Give a time between 00:00 and 23:59, with a month and day that exist."
        }
        (false, true, false) => "The month is missing.",
        (false, false, true) => "The year is missing.",
        (_, true, true) => "Month and year are missing.",
        _ => "There is no such date. Give day, month and year.",
    }
    .to_owned()
}

fn several(item: &Item, answer: &Answer, n_given: usize, issues: &mut Vec<Issue>) {
    if !item.repeats {
        let text = format!("{n_given} answers are given where the form takes one.");
        issues.push(Issue::new(IssueKind::TooMany, Severity::Wrong, When::OnLeaving, text));
        return;
    }
    if let Some(most) = item.limits.max_occurs.filter(|most| n_given > *most as usize) {
        let text = format!("{n_given} answers are given; the form takes at most {most}.");
        issues.push(Issue::new(IssueKind::TooMany, Severity::Check, When::WhileTyping, text));
    }
    let alone = answer.0.iter().filter_map(|value| item.option_for(value)).find(|option| option.exclusive);
    if let Some(option) = alone {
        let text =
            format!("\u{201c}{}\u{201d} stands alone; other answers are chosen beside it.", option.label);
        issues.push(Issue::new(IssueKind::NotAlone, Severity::Wrong, When::OnLeaving, text));
    }
}

/// Remarks that only ask to look.
fn check(item: &Item, value: &Value, issues: &mut Vec<Issue>) {
    range(item, value, issues);
    places(item, n_places(value), issues);
    match value {
        Value::String(words) | Value::Uri(words) => lengths(item, words, issues),
        Value::Quantity(quantity) => unit(item, quantity, issues),
        Value::Attachment(attachment) => file(item, attachment, issues),
        _ => {}
    }
}

fn range(item: &Item, value: &Value, issues: &mut Vec<Issue>) {
    let limits = &item.limits;
    let (low, high) = (limits.min.as_ref(), limits.max.as_ref());
    let side = |bound: Option<&Value>| bound.and_then(|bound| compare::order(value, bound));
    if let Some((kind, when)) = outside(side(low), side(high)) {
        let text = range_text(item, value, low, high);
        issues.push(Issue::new(kind, Severity::Check, when, text));
        return;
    }
    let (low, high) = (limits.plausible_low.as_ref(), limits.plausible_high.as_ref());
    if low.is_none() && high.is_none() {
        return;
    }
    let amount = compare::amount_in(value, item.unit());
    // What is measured on a thing is never below nought, whoever has looked at it.
    let from_nought = low.and_then(Decimal::as_f64).is_some_and(|low| low >= 0.0);
    if item.measure.is_some() && from_nought && amount.is_some_and(|amount| amount < 0.0) {
        let text = "A measurement is not below 0. Correct it, or clear it.";
        issues.push(Issue::new(IssueKind::WrongType, Severity::Wrong, When::OnLeaving, text));
        return;
    }
    let side = |bound: Option<&Decimal>| amount?.partial_cmp(&bound?.as_f64()?);
    if let Some((kind, when)) = outside(side(low), side(high)) {
        let bounds = [low, high].map(|bound| bound.cloned().map(Value::Decimal));
        let text = range_text(item, value, bounds[0].as_ref(), bounds[1].as_ref());
        issues.push(Issue::new(kind, Severity::Check, when, text));
    }
}

fn outside(low: Option<Ordering>, high: Option<Ordering>) -> Option<(IssueKind, When)> {
    match (low, high) {
        (_, Some(Ordering::Greater)) => Some((IssueKind::AboveRange, When::WhileTyping)),
        (Some(Ordering::Less), _) => Some((IssueKind::BelowRange, When::OnLeaving)),
        _ => None,
    }
}

fn range_text(item: &Item, value: &Value, low: Option<&Value>, high: Option<&Value>) -> String {
    let figures = |bound: Option<&Value>| match bound {
        Some(Value::Quantity(quantity)) => quantity.value.as_ref().map(|number| number.as_str().to_owned()),
        Some(Value::Decimal(number)) => Some(number.as_str().to_owned()),
        Some(other) => Some(other.as_words()),
        None => None,
    };
    let unit = match low.or(high) {
        Some(Value::Quantity(bound)) if bound.unit_label() != "" => bound.unit_label(),
        _ => item.unit_label(),
    };
    let mut shown = value.as_words();
    if !matches!(value, Value::Quantity(_)) && !unit.is_empty() && value.as_f64().is_some() {
        shown = format!("{shown} {unit}");
    }
    number::range_message(&shown, figures(low).as_deref(), figures(high).as_deref(), unit)
}

fn lengths(item: &Item, words: &str, issues: &mut Vec<Issue>) {
    let n_chars = words.chars().count();
    for kind in broken_by_text(item, words) {
        let (when, text) = match kind {
            IssueKind::TooLong => {
                let most = item.max_length.unwrap_or_default();
                (When::WhileTyping, format!("{n_chars} of {most} characters."))
            }
            IssueKind::TooShort => {
                let least = item.limits.min_length.unwrap_or_default();
                let text = format!("The form asks for at least {least} characters; these are {n_chars}.");
                (When::OnLeaving, text)
            }
            _ => match &item.limits.entry_format {
                Some(format) => (When::OnLeaving, format!("Write it like this: {format}.")),
                None => (When::OnLeaving, "This is not written the way the form asks.".to_owned()),
            },
        };
        issues.push(Issue::new(kind, Severity::Check, when, text));
    }
}

/// The limits on its length and its form that a text breaks.
pub(crate) fn broken_by_text(item: &Item, words: &str) -> Vec<IssueKind> {
    let n_chars = words.chars().count();
    let broken = [
        (IssueKind::TooLong, item.max_length.is_some_and(|most| n_chars > most as usize)),
        (IssueKind::TooShort, item.limits.min_length.is_some_and(|least| n_chars < least as usize)),
        (IssueKind::Pattern, item.limits.pattern.as_ref().is_some_and(|pattern| !pattern.fits(words))),
    ];
    broken.into_iter().filter(|(_, is_broken)| *is_broken).map(|(kind, _)| kind).collect()
}

/// How many figures stand after the point of a number.
pub(crate) fn n_places(value: &Value) -> usize {
    match value {
        Value::Decimal(number) => number.places(),
        Value::Quantity(quantity) => quantity.value.as_ref().map_or(0, Decimal::places),
        _ => 0,
    }
}

fn places(item: &Item, n_places: usize, issues: &mut Vec<Issue>) {
    if let Some(most) = item.limits.max_decimal_places.filter(|most| n_places > *most as usize) {
        let text = match most {
            0 => number::whole_number_message(item.unit()),
            1 => "The form takes one figure after the point.".to_owned(),
            most => format!("The form takes at most {most} figures after the point."),
        };
        issues.push(Issue::new(IssueKind::Places, Severity::Check, When::OnLeaving, text));
    }
}

fn unit(item: &Item, quantity: &Quantity, issues: &mut Vec<Issue>) {
    let Some(code) = quantity.code.as_deref().or(quantity.unit.as_deref()) else {
        return;
    };
    let fits = item.units.iter().any(|unit| {
        let offered = unit.code.as_deref().or(unit.display.as_deref()).unwrap_or_default();
        offered == code
            || crate::units::convert(1.0, code, offered).is_some()
            || unit.display.as_deref() == Some(code)
    });
    if !fits && !item.units.is_empty() {
        let text = format!("The form asks for {}, not {}.", item.unit_label(), quantity.unit_label());
        issues.push(Issue::new(IssueKind::Unit, Severity::Check, When::OnLeaving, text));
    }
}

fn file(item: &Item, attachment: &Attachment, issues: &mut Vec<Issue>) {
    let limits = &item.limits;
    let kind = attachment.content_type.as_deref();
    if kind.is_some_and(|kind| !limits.takes_media(kind)) {
        let text = "The form asks for another kind of file.";
        issues.push(Issue::new(IssueKind::File, Severity::Check, When::OnLeaving, text));
    }
    #[allow(clippy::cast_precision_loss)]
    let size = attachment.size.map(|bytes| bytes as f64);
    if let Some((size, most)) = size.zip(limits.max_bytes).filter(|(size, most)| size > most) {
        let (size, most) = (size / 1_000_000.0, most / 1_000_000.0);
        let text = format!("The file has {size:.1} MB; the form takes up to {most:.1} MB.");
        issues.push(Issue::new(IssueKind::File, Severity::Check, When::OnLeaving, text));
    }
}
