//! Sums of ordinal values: active answers only.

use forms::{Value, score};
use serde_json::{Value as Json, json};

use crate::form::*;

fn scored(link_id: &str) -> Json {
    let option = |code: &str, points: i64| {
        with(option(code), json!({ "extension": [hl7("ordinalValue", "valueDecimal", json!(points))] }))
    };
    with(item(link_id, "choice"), json!({ "answerOption": [option("a", 1), option("b", 3)] }))
}

#[test]
fn a_score_counts_active_answers_and_knows_what_is_open() {
    let def = form(json!([
        group("g", json!([yes_no("gate"), scored("x"), when_code(scored("y"), "gate", "yes")])),
        scored("elsewhere")
    ]));
    let mut given =
        answers([("gate", code("yes")), ("x", code("a")), ("y", code("b")), ("elsewhere", code("b"))]);
    let full = score(&def, &given, "g");
    assert_eq!((full.total, full.answered, full.asked, full.is_complete()), (4.0, 2, 2, true));
    given.set(at("gate"), code("no"));
    let hidden = score(&def, &given, "g");
    assert_eq!((hidden.total, hidden.answered, hidden.asked), (1.0, 1, 1));
    given.clear(&at("x"));
    assert!(!score(&def, &given, "g").is_complete());
    assert_eq!(score(&def, &given, "nowhere").asked, 0);
}

#[test]
fn a_tagged_decimal_survives_json() {
    let half = Value::Decimal(forms::Decimal::new("0.50"));
    let text = serde_json::to_string(&half).expect("json");
    assert_eq!(text, r#"{"decimal":"0.50"}"#);
    assert_eq!(serde_json::from_str::<Value>(&text).expect("value"), half);
    assert_eq!(serde_json::from_str::<Value>(r#"{"decimal":0.5}"#).expect("value").as_f64(), Some(0.5));
}
