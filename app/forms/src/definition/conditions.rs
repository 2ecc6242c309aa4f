//! Conditions as forms write them: found, matched with their question, and refused where they cannot work.
//! Never here: whether a condition holds (`enable_when`).

use std::collections::BTreeMap;

use super::item::{Condition, Item, ItemIdx};
use super::json::{self, Json, value_of};
use super::vocabulary::{EnableBehaviour, ItemKind, Operator};
use super::{Form, Notice, Refusal};
use crate::calendar;
use crate::value::Value;

/// Reads the conditions of one item; `known` holds the place of every linkId.
pub(super) fn read(
    form: &mut Form,
    item: ItemIdx,
    raw: &Json<'_>,
    path: &str,
    known: &BTreeMap<&str, usize>,
) -> Result<(), Refusal> {
    let written = json::list(raw, "enableWhen");
    if written.is_empty() {
        return Ok(());
    }
    let mut notices = Vec::new();
    let mut conditions = Vec::with_capacity(written.len());
    for (n, one) in written.iter().enumerate() {
        match condition(form, one, known, &mut notices) {
            Ok(condition) => conditions.push(condition),
            Err(Broken::Refused(reason)) => {
                return Err(Refusal::new(format!("{path}.enableWhen[{n}]"), reason));
            }
            // Never hide a question because of a condition that says nothing.
            Err(Broken::PassedOver(reason)) => {
                let text = format!("{reason} The condition is passed over.");
                notices.push(Notice::less("enableWhen", text));
            }
        }
    }
    let behaviour = match json::text(raw, "enableBehavior") {
        Some("all") => EnableBehaviour::All,
        Some("any") => EnableBehaviour::Any,
        Some(other) => {
            let reason = format!(
                "enableBehavior is \u{201c}all\u{201d} or \u{201c}any\u{201d}, not \u{201c}{other}\u{201d}."
            );
            return Err(Refusal::new(path, reason));
        }
        None => {
            if written.len() > 1 {
                notices.push(Notice::remark(
                    "enableBehavior",
                    "The form does not say whether all conditions must hold; one is taken as enough.",
                ));
            }
            EnableBehaviour::Any
        }
    };
    let item = &mut form.items[item.at()];
    item.enable_when = conditions;
    item.enable_behaviour = behaviour;
    item.notices.append(&mut notices);
    Ok(())
}

/// A condition that cannot be used.
enum Broken {
    /// The form refers to what is not there: it is not what its author meant.
    Refused(String),
    /// The condition itself is incomplete.
    PassedOver(String),
}

fn condition(
    form: &Form,
    raw: &Json<'_>,
    known: &BTreeMap<&str, usize>,
    notices: &mut Vec<Notice>,
) -> Result<Condition, Broken> {
    let wanted = json::text(raw, "question")
        .ok_or_else(|| Broken::PassedOver("The condition names no question.".to_owned()))?;
    if json::field(raw, "hasAnswer").is_some() {
        return Err(Broken::Refused(
            "\u{201c}hasAnswer\u{201d} belongs to FHIR STU3; R4 writes the operator \u{201c}exists\u{201d}."
                .to_owned(),
        ));
    }
    let operator = operator(raw).map_err(Broken::PassedOver)?;
    let question =
        known.get(wanted).map(|at| ItemIdx::new(*at)).ok_or_else(|| match value_of(raw, "answer") {
            Some(_) => Broken::Refused(format!(
                "The condition asks about \u{201c}{wanted}\u{201d}, which is not in this form."
            )),
            None => Broken::PassedOver(no_answer(raw)),
        })?;
    let target = &form.items[question.at()];
    if !target.is_question() {
        let reason = format!("The condition asks about \u{201c}{wanted}\u{201d}, which takes no answer.");
        return Err(Broken::PassedOver(reason));
    }
    let answer = value_of(raw, "answer")
        .or_else(|| under_another_name(raw, target, notices))
        .ok_or_else(|| Broken::PassedOver(no_answer(raw)))?;
    fits(target, operator, &answer, notices);
    remarks(target, operator, &answer, notices);
    Ok(Condition { question, operator, answer })
}

/// An answer as the question takes it, written under the name of another type: a date as `answerInteger`.
fn under_another_name(raw: &Json<'_>, question: &Item, notices: &mut Vec<Notice>) -> Option<Value> {
    let (key, words) = raw.as_object()?.iter().find(|(key, _)| key.starts_with("answer"))?;
    let words = words.as_str()?;
    let answer = match question.kind {
        ItemKind::Date => calendar::parse_date(words).map(|_| Value::Date(words.to_owned())),
        ItemKind::DateTime => calendar::parse_date_time(words).map(|_| Value::DateTime(words.to_owned())),
        ItemKind::Time => calendar::parse_time(words).map(|_| Value::Time(words.to_owned())),
        _ => None,
    }?;
    let text = format!(
        "The condition on \u{201c}{}\u{201d} writes {} as \u{201c}{key}\u{201d}; it is read as what it is.",
        question.link_id,
        type_words(&answer)
    );
    notices.push(Notice::remark("enableWhen", text));
    Some(answer)
}

fn no_answer(raw: &Json<'_>) -> String {
    let named = raw.as_object().and_then(|fields| fields.keys().find(|key| key.starts_with("answer")));
    match named {
        Some(key) => format!("\u{201c}{key}\u{201d} does not hold what its name says."),
        None => "The condition names no answer to compare with.".to_owned(),
    }
}

fn operator(raw: &Json<'_>) -> Result<Operator, String> {
    Ok(match json::text(raw, "operator") {
        Some("exists") => Operator::Exists,
        Some("=") => Operator::Equal,
        Some("!=") => Operator::NotEqual,
        Some(">") => Operator::Greater,
        Some("<") => Operator::Less,
        Some(">=") => Operator::GreaterOrEqual,
        Some("<=") => Operator::LessOrEqual,
        Some(other) => {
            return Err(format!("The operator \u{201c}{other}\u{201d} is not known in FHIR R4."));
        }
        None => return Err("The condition has no operator.".to_owned()),
    })
}

/// Tells of an answer of a type the question never takes: such a condition can be kept, and never holds.
fn fits(question: &Item, operator: Operator, answer: &Value, notices: &mut Vec<Notice>) {
    if operator == Operator::Exists {
        if !matches!(answer, Value::Boolean(_)) {
            let text = "The operator \u{201c}exists\u{201d} compares with answerBoolean; this is taken as \u{201c}no\u{201d}.";
            notices.push(Notice::less("enableWhen", text));
        }
        return;
    }
    let by_kind = match question.kind {
        ItemKind::Boolean => matches!(answer, Value::Boolean(_)),
        ItemKind::Decimal | ItemKind::Integer => {
            matches!(answer, Value::Decimal(_) | Value::Integer(_))
        }
        ItemKind::Quantity => matches!(answer, Value::Quantity(_) | Value::Decimal(_) | Value::Integer(_)),
        ItemKind::Date | ItemKind::DateTime => {
            matches!(answer, Value::Date(_) | Value::DateTime(_))
        }
        ItemKind::Time => matches!(answer, Value::Time(_)),
        ItemKind::String | ItemKind::Text | ItemKind::Url => {
            matches!(answer, Value::String(_) | Value::Uri(_))
        }
        ItemKind::Choice | ItemKind::OpenChoice => {
            matches!(answer, Value::Coding(_)) || question.open && matches!(answer, Value::String(_))
        }
        ItemKind::Reference => matches!(answer, Value::Reference(_)),
        ItemKind::Attachment | ItemKind::Group | ItemKind::Display => false,
    };
    let same_type = |value: &Value| std::mem::discriminant(value) == std::mem::discriminant(answer);
    if by_kind || question.options.iter().any(|option| same_type(&option.value)) {
        return;
    }
    let text = format!(
        "The condition compares \u{201c}{}\u{201d} with {}, an answer it never takes.",
        question.link_id,
        type_words(answer)
    );
    notices.push(Notice::remark("enableWhen", text));
}

fn remarks(question: &Item, operator: Operator, answer: &Value, notices: &mut Vec<Notice>) {
    let link_id = &question.link_id;
    if question.kind == ItemKind::Quantity && !matches!(answer, Value::Quantity(_) | Value::Boolean(_)) {
        notices.push(Notice::remark(
            "enableWhen",
            format!("The condition on \u{201c}{link_id}\u{201d} names no unit; the usual one is taken."),
        ));
    }
    let by_order = !matches!(operator, Operator::Exists | Operator::Equal | Operator::NotEqual);
    if by_order
        && matches!(answer, Value::Boolean(_) | Value::Coding(_) | Value::Reference(_) | Value::Attachment(_))
    {
        notices.push(Notice::remark(
            "enableWhen",
            format!("The condition on \u{201c}{link_id}\u{201d} never holds: such answers have no order."),
        ));
    }
    let listed = !question.open && !question.options.is_empty();
    if operator == Operator::Equal && listed && question.option_for(answer).is_none() {
        notices.push(Notice::remark(
            "enableWhen",
            format!(
                "The condition on \u{201c}{link_id}\u{201d} never holds: its answer is none of the options."
            ),
        ));
    }
}

fn type_words(answer: &Value) -> &'static str {
    match answer {
        Value::Boolean(_) => "yes or no",
        Value::Decimal(_) => "a number",
        Value::Integer(_) => "a whole number",
        Value::Date(_) => "a date",
        Value::DateTime(_) => "a date with time",
        Value::Time(_) => "a time",
        Value::String(_) => "words",
        Value::Uri(_) => "an address",
        Value::Coding(_) => "a code",
        Value::Quantity(_) => "a number with a unit",
        Value::Attachment(_) => "a file",
        Value::Reference(_) => "a link",
    }
}
