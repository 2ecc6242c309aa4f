//! Answers under a question that is no longer asked: kept, not counted, and back when it is asked again.

use forms::{Value, to_questionnaire_response, view};
use serde_json::json;

use crate::form::*;

/// "Is there a bath?", its rim, and whether the rim was measured wet.
fn bath() -> forms::Definition {
    let rim = when_code(item("rim", "integer"), "bath", "yes");
    let condition = json!({ "question": "rim", "operator": "exists", "answerBoolean": true });
    let wet = with(item("wet", "string"), json!({ "enableWhen": [condition] }));
    form(json!([group("room", json!([yes_no("bath"), rim, wet]))]))
}

#[test]
fn hidden_answers_are_kept_and_come_back() {
    let def = bath();
    let mut given =
        answers([("bath", code("yes")), ("rim", Value::Integer(540)), ("wet", Value::text("no"))]);
    let before = view(&def, &given);
    given.set(at("bath"), code("no"));
    let hidden = view(&def, &given);
    assert!(!node(&hidden, "rim").enabled);
    assert!(!node(&hidden, "rim").answered);
    assert_eq!(node(&hidden, "rim").kept_hidden, 1);
    assert_eq!(given.at("rim"), Some(&Value::Integer(540).into()));
    given.set(at("bath"), code("yes"));
    assert_eq!(view(&def, &given), before);
}

#[test]
fn a_hidden_trigger_counts_as_unanswered() {
    let def = bath();
    let given = answers([("bath", code("no")), ("rim", Value::Integer(540)), ("wet", Value::text("no"))]);
    assert!(!is_enabled(&def, &given, "wet"));
    assert_eq!(node(&view(&def, &given), "room").kept_hidden, 2);
}

#[test]
fn hidden_answers_are_not_exported_not_marked_and_not_missing() {
    let rim = when_code(with(item("rim", "integer"), json!({ "required": true })), "bath", "yes");
    let def = form(json!([yes_no("bath"), rim]));
    let given = answers([("bath", code("no")), ("rim", Value::text("twelve"))]);
    let response = to_questionnaire_response(&def, &given, "", "completed");
    assert_eq!(response["item"].as_array().map(Vec::len), Some(1));
    let seen = view(&def, &given);
    assert!(node(&seen, "rim").issues.is_empty());
    assert!(seen.missing(&def, &given).is_empty());
}

#[test]
fn answers_the_form_does_not_know_are_passed_over() {
    let def = bath();
    let stray = answers([
        ("gone", Value::text("x")),
        ("room@k1/rim", Value::Integer(1)),
        ("rim@k1", Value::Boolean(true)),
    ]);
    assert_eq!(view(&def, &stray), view(&def, &forms::Answers::new()));
}
