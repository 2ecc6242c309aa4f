//! "What is missing" and "Next unanswered".

use forms::{Answers, Definition, Level, MissingKind, Value, view};
use serde_json::json;

use crate::form::*;

fn home() -> Definition {
    let must = with(item("consent", "string"), json!({ "required": true, "text": "Did she agree?" }));
    let before = with(
        item("width", "quantity"),
        json!({ "extension": [ours("before-countersigning", "valueBoolean", json!(true))] }),
    );
    let living = with(
        group("f", json!([item("f1", "string"), item("f2", "string")])),
        json!({ "text": "Living room", "extension": [ours("area-letter", "valueCode", json!("F"))] }),
    );
    form(json!([group("v", json!([must, judgement("rails"), before, item("extra", "string")])), living]))
}

fn lines(def: &Definition, given: &Answers) -> Vec<(Level, String)> {
    let missing = view(def, given).missing(def, given);
    missing.into_iter().map(|one| (one.level, format!("{}: {}", one.label, one.text))).collect()
}

#[test]
fn what_is_missing_comes_in_three_levels() {
    let def = home();
    let given = answers([("rails", severity_of("hazard"))]);
    assert_eq!(
        lines(&def, &given),
        [
            (Level::NeededToFinish, "Did she agree?: not answered".to_owned()),
            (Level::NeededToFinish, "Text of rails: hazard, nobody chosen as affected".to_owned()),
            (Level::NeededToCountersign, "Text of width: not measured".to_owned()),
            (Level::WorthALook, "Text of extra: not answered".to_owned()),
            (Level::WorthALook, "F Living room: not started, 2 items".to_owned()),
        ]
    );
}

#[test]
fn a_section_that_was_begun_is_told_item_by_item() {
    let def = home();
    let given = answers([("f1", Value::text("x"))]);
    let worth: Vec<String> = lines(&def, &given)
        .into_iter()
        .filter(|(level, _)| *level == Level::WorthALook)
        .map(|(_, words)| words)
        .collect();
    assert_eq!(worth, ["Text of v: not started, 4 items", "Text of f2: not answered"]);
}

#[test]
fn not_seen_without_a_reason_is_told_once() {
    let def = home();
    let given = answers([("consent", Value::text("yes")), ("rails", severity_of("not-seen"))]);
    let seen = view(&def, &given);
    let needed: Vec<_> =
        seen.missing(&def, &given).into_iter().filter(|one| one.level == Level::NeededToFinish).collect();
    assert_eq!(needed.len(), 1);
    assert_eq!((needed[0].kind, needed[0].path.as_str()), (MissingKind::NoReason, "rails"));
    assert_eq!(needed[0].section, "v");
    assert!(!seen.can_finish(&def, &given));
}

#[test]
fn a_wrong_value_stops_finishing_and_an_unlikely_one_does_not() {
    let low = with(
        item("n", "integer"),
        json!({ "extension": [ours("plausible-low", "valueInteger", json!(10))] }),
    );
    let def = form(json!([low]));
    let kind = |value: Value| {
        let given = answers([("n", value)]);
        view(&def, &given).missing(&def, &given).first().map(|one| (one.level, one.kind))
    };
    assert_eq!(kind(Value::text("ten")), Some((Level::NeededToFinish, MissingKind::WrongValue)));
    assert_eq!(kind(Value::Integer(3)), Some((Level::WorthALook, MissingKind::Implausible)));
    assert_eq!(kind(Value::Integer(12)), None);
}

#[test]
fn next_goes_through_the_form_with_the_details_that_must_be_filled_and_wraps_once() {
    let def = home();
    let given = answers([("rails", severity_of("hazard")), ("extra", Value::text("x"))]);
    let seen = view(&def, &given);
    let next = |from: Option<&str>, must: bool| {
        seen.next_unanswered(&def, &given, from.map(at).as_ref(), must).map(|path| path.to_string())
    };
    assert_eq!(next(None, false).as_deref(), Some("consent"));
    assert_eq!(next(Some("consent"), false).as_deref(), Some("rails.who"));
    assert_eq!(next(Some("rails"), false).as_deref(), Some("rails.who"));
    assert_eq!(next(Some("rails.who"), false).as_deref(), Some("width"));
    assert_eq!(next(Some("width"), false).as_deref(), Some("f1"));
    assert_eq!(next(Some("f2"), false).as_deref(), Some("consent"));
    assert_eq!(next(Some("width"), true).as_deref(), Some("consent"));
}

#[test]
fn next_skips_not_seen_with_a_reason_and_ends_when_all_is_said() {
    let def = form(json!([group("g", json!([judgement("a"), judgement("b")]))]));
    let reason = Value::coding("not-seen", "time", "time");
    let given = answers([("a", severity_of("not-seen")), ("a.reason", reason), ("b", severity_of("ok"))]);
    assert_eq!(view(&def, &given).next_unanswered(&def, &given, None, false), None);
    let open = answers([("a", severity_of("not-seen")), ("b", severity_of("ok"))]);
    let seen = view(&def, &open);
    assert_eq!(seen.next_unanswered(&def, &open, None, true), Some(at("a")));
    assert_eq!(seen.next_unanswered(&def, &open, Some(&at("a")), true), Some(at("a.reason")));
}

#[test]
fn what_nobody_can_fill_is_never_missing() {
    let hidden = with(
        item("h", "string"),
        json!({ "required": true, "extension": [hl7("questionnaire-hidden", "valueBoolean", json!(true))] }),
    );
    let fixed = with(item("r", "string"), json!({ "required": true, "readOnly": true }));
    let def = form(json!([hidden, fixed, item("d", "display")]));
    assert!(lines(&def, &Answers::new()).is_empty());
}
