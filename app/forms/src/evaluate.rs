//! What a form makes of a response, as JSON: what is asked, what is worked out, what is wrong, and the response as it
//! goes out again.

use serde_json::{Map, Value as Json, json};

use crate::answers::{Answer, Answers};
use crate::calculation::{Values, drawn};
use crate::definition::{Definition, ItemIdx, Refusal};
use crate::export::to_questionnaire_response;
use crate::expression::Moment;
use crate::import::from_questionnaire_response;
use crate::issue::Severity;
use crate::path::AnswerPath;
use crate::value::Value;

/// Evaluates a QuestionnaireResponse: `enabled` (link ids), `calculated` (values by link id), `issues`, and
/// `response`, the export. A repeated group without copies is taken to have one, as a page offers it. `now` is a FHIR
/// dateTime for rules that ask for today.
///
/// # Errors
/// When the response is no JSON.
pub fn evaluate(def: &Definition, response: &str, now: &str, values: Values) -> Result<Json, Refusal> {
    let (mut answers, notices) = from_questionnaire_response(def, response)?;
    one_copy_each(def, def.roots(), None, &mut answers);
    let view = drawn(def, &answers, Moment::parse(now), values);
    let mut enabled: Vec<&str> = Vec::new();
    let mut issues: Vec<Json> = notices
        .iter()
        .map(|text| json!({ "linkId": null, "severity": "information", "code": "import", "text": text }))
        .collect();
    for node in view.nodes.iter().filter(|node| node.enabled) {
        let link_id = def.item(node.item).link_id.as_str();
        if !enabled.contains(&link_id) {
            enabled.push(link_id);
        }
        for issue in &node.issues {
            let severity = match issue.severity {
                Severity::Check => "warning",
                Severity::Needed | Severity::Wrong => "error",
            };
            let code = format!("{:?}", issue.kind);
            issues.push(
                json!({ "linkId": link_id, "path": node.path, "severity": severity, "code": code, "text": issue.text }),
            );
        }
    }
    Ok(json!({
        "enabled": enabled,
        "calculated": calculated(def, view.all_worked_out()),
        "issues": issues,
        "response": to_questionnaire_response(def, &answers, now, "completed"),
    }))
}

/// The values of items whose answers are worked out, null where there is none.
fn calculated(def: &Definition, values: &Answers) -> Json {
    let mut out = Map::new();
    for item in def.items() {
        if item.rules.as_ref().is_none_or(|rules| rules.calculated.is_none()) {
            continue;
        }
        let found: Vec<&Answer> = values
            .iter()
            .filter(|(path, _)| path.link_id() == item.link_id)
            .map(|(_, value)| value)
            .collect();
        let mut all = found.into_iter().flat_map(|answer| &answer.0).map(plain);
        let first = all.next().unwrap_or(Json::Null);
        let rest: Vec<Json> = all.collect();
        let value = if rest.is_empty() { first } else { [first].into_iter().chain(rest).collect() };
        out.insert(item.link_id.clone(), value);
    }
    Json::Object(out)
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Boolean(yes) => json!(yes),
        Value::Integer(whole) => json!(whole),
        Value::Decimal(_) | Value::Quantity(_) => json!(value.as_f64()),
        Value::Coding(coding) => json!(coding.label_of_code()),
        other => json!(other.as_words()),
    }
}

/// Gives every repeated group without copies one.
fn one_copy_each(def: &Definition, items: &[ItemIdx], copy: Option<&AnswerPath>, answers: &mut Answers) {
    for item_idx in items {
        let item = def.item(*item_idx);
        let path = def.path_in(*item_idx, copy);
        if !item.is_repeating_group() {
            one_copy_each(def, &item.children, copy, answers);
            continue;
        }
        if answers.instances(&path).is_empty() {
            answers.add_instance(&path, "r001");
        }
        for id in answers.instances(&path) {
            one_copy_each(def, &item.children, Some(&path.instance(&id)), answers);
        }
    }
}
