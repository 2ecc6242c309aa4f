//! What is wrong with one answer of a response: its type, its form, its options and its limits.

use std::cmp::Ordering;

use super::records::RESOURCES;
use crate::calendar;
use crate::compare;
use crate::definition::{Item, ItemKind, Json, field, value_of};
use crate::issue::IssueKind;
use crate::validate;
use crate::value::{Attachment, Coding, Quantity, Value};

/// Severity, code and words.
pub(super) type Problem = (&'static str, &'static str, String);

pub(super) fn problems(item: &Item, answer: &Json<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut values = answer.as_object().into_iter().flat_map(|fields| fields.iter());
    let mut values = values.by_ref().filter(|(key, _)| key.starts_with("value"));
    let (first, second) = (values.next(), values.next());
    if second.is_some() {
        found.push(error("severalValues", "The answer holds several values."));
    }
    let Some((named, written)) = first else {
        if field(answer, "item").is_none() && field(answer, "extension").is_none() {
            found.push(error("noAnswer", "The answer holds no value."));
        }
        return found;
    };
    if !is_allowed(item, &named["value".len()..]) {
        let text = format!("A {} takes no {named}.", item.kind.as_str());
        found.push(error("invalidAnswerType", text));
        return found;
    }
    if !is_written_right(named, written) {
        let text = format!("What stands in {named} is not written as FHIR writes it.");
        found.push(error("invalidAnswerType", text));
        return found;
    }
    let Some(value) = value_of(answer, "value") else {
        found.push(error("invalidAnswerType", "The value cannot be read."));
        return found;
    };
    form(item, &value, &mut found);
    options(item, &value, &mut found);
    limits(item, &value, &mut found);
    found
}

/// True when the JSON is of the kind the type is written in: real forms write `"true"` and 5.5, a response must not.
fn is_written_right(named: &str, json: &Json<'_>) -> bool {
    match &named["value".len()..] {
        "Boolean" => matches!(json, Json::Bool(_)),
        "Integer" => matches!(json, Json::Number(number) if number.as_i64().is_some()),
        "Decimal" => matches!(json, Json::Number(_)),
        "Coding" | "Quantity" | "Attachment" | "Reference" => json.as_object().is_some(),
        _ => json.as_str().is_some(),
    }
}

fn error(code: &'static str, text: impl Into<String>) -> Problem {
    ("error", code, text.into())
}

/// True when the answer is an option that stands alone.
pub(super) fn is_exclusive(item: &Item, answer: &Json<'_>) -> bool {
    value_of(answer, "value")
        .is_some_and(|value| item.option_for(&value).is_some_and(|option| option.exclusive))
}

/// The types a kind of question takes.
fn is_allowed(item: &Item, kind: &str) -> bool {
    let by_kind: &[&str] = match item.kind {
        ItemKind::Boolean => &["Boolean"],
        ItemKind::Decimal => &["Decimal"],
        ItemKind::Integer => &["Integer"],
        ItemKind::Date => &["Date"],
        ItemKind::DateTime => &["DateTime"],
        ItemKind::Time => &["Time"],
        ItemKind::String | ItemKind::Text => &["String"],
        ItemKind::Url => &["Uri"],
        ItemKind::Choice => &["Coding"],
        ItemKind::OpenChoice => &["Coding", "String"],
        ItemKind::Attachment => &["Attachment"],
        ItemKind::Reference => &["Reference"],
        ItemKind::Quantity => &["Quantity"],
        ItemKind::Group | ItemKind::Display => &[],
    };
    let of_option = |value: &Value| match value {
        Value::String(_) => "String",
        Value::Integer(_) => "Integer",
        Value::Date(_) => "Date",
        Value::Time(_) => "Time",
        Value::Reference(_) => "Reference",
        _ => "Coding",
    };
    by_kind.contains(&kind) || item.options.iter().any(|option| of_option(&option.value) == kind)
}

/// Whether a value is what its type says.
fn form(item: &Item, value: &Value, found: &mut Vec<Problem>) {
    match value {
        Value::Date(text) if calendar::parse_date(text).is_none() => {
            found.push(error("invalidDateValue", "This is no date."));
        }
        Value::DateTime(text) if calendar::parse_date_time(text).is_none() => {
            found.push(error("invalidDateTimeValue", "This is no date and time."));
        }
        Value::Time(text) if calendar::parse_time(text).is_none() => {
            found.push(error("invalidTimeValue", "This is no time."));
        }
        Value::String(text) if item.kind == ItemKind::String && text.contains(['\n', '\r']) => {
            found.push(error("invalidNewLine", "One line is asked for, and there are several."));
        }
        Value::Uri(text) if !is_uri(text) => {
            found.push(error("invalidUrlValue", "This is no address."));
        }
        Value::Coding(coding) if is_blank(coding) => {
            found.push(error("invalidCoding", "The code is empty."));
        }
        Value::Reference(link) => {
            if let Some(text) = &link.reference {
                reference(item, text, found);
            }
        }
        Value::Attachment(file) => attachment(item, file, found),
        _ => {}
    }
}

fn is_blank(coding: &Coding) -> bool {
    let none = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    none(&coding.code) && none(&coding.display)
}

/// Without blanks and backslashes; what claims to be a UUID is one.
fn is_uri(text: &str) -> bool {
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c == '\\') {
        return false;
    }
    match text.strip_prefix("urn:uuid:") {
        None => true,
        Some(id) => {
            let figures = |part: &str, n: usize| {
                part.len() == n && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            };
            let parts: Vec<&str> = id.split('-').collect();
            parts.len() == 5 && parts.iter().zip([8, 4, 4, 4, 12]).all(|(part, n)| figures(part, n))
        }
    }
}

/// `Patient/1`, an address that ends so, `#id`, or a URN.
fn reference(item: &Item, text: &str, found: &mut Vec<Problem>) {
    if !is_uri(text) {
        found.push(error("invalidRefValue", "This is no reference."));
        return;
    }
    if text.starts_with('#') || text.starts_with("urn:") {
        return;
    }
    let mut parts: Vec<&str> = text.split('/').collect();
    if parts.len() > 3 && parts[parts.len() - 2] == "_history" {
        parts.truncate(parts.len() - 2);
    }
    let kind = if parts.len() >= 2 { parts[parts.len() - 2] } else { "" };
    if !RESOURCES.contains(&kind) {
        found.push(error("invalidRefResourceType", "The reference names no kind of record that FHIR knows."));
    } else if !item.limits.record_kinds.is_empty() && !item.limits.record_kinds.iter().any(|one| one == kind)
    {
        let text = format!("The form asks for {}, not {kind}.", item.limits.record_kinds.join(" or "));
        found.push(error("invalidRefResourceTypeRestriction", text));
    }
}

fn attachment(item: &Item, file: &Attachment, found: &mut Vec<Problem>) {
    let data = file.data.as_deref().map(|data| {
        let figures = data.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=').count();
        figures as u64 * 3 / 4
    });
    if let Some((told, real)) = file.size.zip(data).filter(|(told, real)| told != real) {
        let text = format!("The file is said to have {told} bytes, and has {real}.");
        found.push(error("attachmentSizeInconsistent", text));
    }
    #[allow(clippy::cast_precision_loss)]
    if data.or(file.size).zip(item.limits.max_bytes).is_some_and(|(size, most)| size as f64 > most) {
        found.push(error("maxAttachmentSize", "The file is larger than the form allows."));
    }
    let kinds = &item.limits.media_types;
    if file.content_type.as_ref().is_some_and(|kind| !item.limits.takes_media(kind)) {
        found.push(error("invalidAttachmentType", format!("The form asks for {}.", kinds.join(" or "))));
    }
}

fn options(item: &Item, value: &Value, found: &mut Vec<Problem>) {
    let is_choice = matches!(item.kind, ItemKind::Choice | ItemKind::OpenChoice);
    if item.options.is_empty() {
        if item.kind == ItemKind::Choice && item.options_are_elsewhere {
            found.push(error("tsError", "The options of this question are not known here."));
        }
        return;
    }
    let Some(option) = item.option_for(value) else {
        let own_words = item.kind == ItemKind::OpenChoice && matches!(value, Value::String(_));
        if !own_words {
            let code = if is_choice { "invalidCoding" } else { "invalidAnswerOption" };
            found.push(error(code, "This is none of the options."));
        }
        return;
    };
    if let (Value::Coding(chosen), Value::Coding(listed)) = (value, &option.value)
        && let (Some(said), Some(known)) = (&chosen.display, &listed.display)
        && !said.eq_ignore_ascii_case(known)
        && !option.translations.iter().any(|other| other.text == *said)
    {
        let severity = if item.options_are_shipped { "error" } else { "warning" };
        found.push((severity, "invalidCoding", format!("This option is called \u{201c}{known}\u{201d}.")));
    }
}

fn limits(item: &Item, value: &Value, found: &mut Vec<Problem>) {
    let limits = &item.limits;
    for (bound, wrong, code) in [
        (&limits.min, Ordering::Less, ["minValue", "minValueIncompatUnits"]),
        (&limits.max, Ordering::Greater, ["maxValue", "maxValueIncompatUnits"]),
    ] {
        let Some(bound) = bound else { continue };
        match bounded(value, bound) {
            Some(order) if order == wrong => {
                found.push(error(code[0], "The value is outside what the form allows."));
            }
            None if units_differ(value, bound) => {
                found.push(error(code[1], "The unit cannot be compared with the one of the form."));
            }
            _ => {}
        }
    }
    if let Value::String(words) | Value::Uri(words) = value {
        found.extend(validate::broken_by_text(item, words).into_iter().map(|kind| match kind {
            IssueKind::TooShort => error("minLength", "The text is shorter than the form asks."),
            IssueKind::TooLong => error("maxLength", "The text is longer than the form allows."),
            _ => error("regex", "The text is not written the way the form asks."),
        }));
    }
    if limits.max_decimal_places.is_some_and(|most| validate::n_places(value) > most as usize) {
        found.push(error("maxDecimalPlaces", "There are more figures after the point than the form allows."));
    }
    if let Value::Quantity(quantity) = value {
        unit(item, quantity, found);
    }
}

/// A coarse date stands before a bound that lies in it, and after one it has passed.
fn bounded(value: &Value, bound: &Value) -> Option<Ordering> {
    compare::order(value, bound).or_else(|| match (value, bound) {
        (Value::Date(a) | Value::DateTime(a), Value::Date(b) | Value::DateTime(b)) => Some(a.cmp(b)),
        _ => None,
    })
}

fn units_differ(value: &Value, bound: &Value) -> bool {
    match (value, bound) {
        (Value::Quantity(a), Value::Quantity(b)) => a.code.is_some() && b.code.is_some(),
        _ => false,
    }
}

fn unit(item: &Item, quantity: &Quantity, found: &mut Vec<Problem>) {
    if item.units.is_empty() || quantity.code.is_none() && quantity.unit.is_none() {
        return;
    }
    let fits = item.units.iter().any(|unit| match (&unit.code, &quantity.code) {
        (Some(offered), Some(given)) => offered == given,
        _ => unit.display == quantity.unit,
    });
    if !fits {
        found.push(error("invalidUnit", "The unit is none of those the form offers."));
    }
}
