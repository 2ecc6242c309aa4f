//! When an item is asked: every operator on every type of answer.

use forms::{Answer, Answers, Decimal, Quantity, Reference, Value};
use serde_json::{Value as Json, json};

use crate::form::*;

/// A form whose `b` is asked depending on `a`.
fn depends(kind: &str, operator: &str, key: &str, wanted: &Json) -> forms::Definition {
    let condition = json!({ "question": "a", "operator": operator, key: wanted });
    let mut a = item("a", kind);
    if kind == "choice" {
        a["answerOption"] = json!([option("yes"), option("no")]);
        a["repeats"] = json!(true);
    }
    form(json!([a, with(item("b", "string"), json!({ "enableWhen": [condition] }))]))
}

fn quantity(value: &str, unit: &str) -> Value {
    Value::Quantity(Quantity::ucum(Decimal::new(value), unit))
}

#[test]
fn every_operator_decides_for_every_type_of_answer() {
    let date = |text: &str| Value::Date(text.to_owned());
    let moment = |text: &str| Value::DateTime(text.to_owned());
    let time = |text: &str| Value::Time(text.to_owned());
    let number = |text: &str| Value::Decimal(Decimal::new(text));
    let link =
        |to: &str| Value::Reference(Reference { reference: Some(to.to_owned()), ..Reference::default() });
    let mm = |value: i64| json!({ "value": value, "unit": "mm", "system": "http://unitsofmeasure.org", "code": "mm" });
    let coding = json!({ "system": "s", "code": "yes" });
    let table: Vec<(&str, &str, &str, Json, Value, bool)> = vec![
        ("boolean", "=", "answerBoolean", json!(true), Value::Boolean(true), true),
        ("boolean", "=", "answerBoolean", json!(true), Value::Boolean(false), false),
        ("boolean", "!=", "answerBoolean", json!(true), Value::Boolean(false), true),
        ("boolean", "exists", "answerBoolean", json!(true), Value::Boolean(false), true),
        ("boolean", "exists", "answerBoolean", json!(false), Value::Boolean(false), false),
        ("integer", "=", "answerInteger", json!(3), Value::Integer(3), true),
        ("integer", "!=", "answerInteger", json!(3), Value::Integer(3), false),
        ("integer", ">", "answerInteger", json!(3), Value::Integer(3), false),
        ("integer", ">=", "answerInteger", json!(3), Value::Integer(3), true),
        ("integer", "<", "answerInteger", json!(3), Value::Integer(2), true),
        ("integer", "<=", "answerInteger", json!(3), Value::Integer(4), false),
        ("decimal", "=", "answerDecimal", json!(1.5), number("1.50"), true),
        ("decimal", ">", "answerDecimal", json!(1.5), number("1.49"), false),
        ("decimal", "<", "answerDecimal", json!(1.5), number("-2"), true),
        ("decimal", ">=", "answerInteger", json!(2), number("2.0"), true),
        ("quantity", ">", "answerQuantity", mm(800), quantity("81", "cm"), true),
        ("quantity", ">", "answerQuantity", mm(800), quantity("80", "cm"), false),
        ("quantity", "=", "answerQuantity", mm(254), quantity("10", "[in_i]"), true),
        ("quantity", "<=", "answerQuantity", mm(800), quantity("0.8", "m"), true),
        ("quantity", ">", "answerQuantity", mm(800), quantity("81", "kg"), false),
        ("date", "=", "answerDate", json!("2026-03-14"), date("2026-03-14"), true),
        ("date", ">", "answerDate", json!("2026-03-14"), date("2026-04"), true),
        ("date", ">", "answerDate", json!("2026-03-14"), date("2026-03"), false),
        ("date", "<", "answerDate", json!("2026-03-14"), date("2026-03"), false),
        ("date", "<=", "answerDate", json!("2026-03-14"), date("2025"), true),
        (
            "dateTime",
            "=",
            "answerDateTime",
            json!("2026-03-14T10:00:00Z"),
            moment("2026-03-14T11:00:00+01:00"),
            true,
        ),
        (
            "dateTime",
            ">",
            "answerDateTime",
            json!("2026-03-14T10:00:00Z"),
            moment("2026-03-14T10:00:01Z"),
            true,
        ),
        ("dateTime", "<", "answerDateTime", json!("2026-03-14"), moment("2026-03-13T23:59:00Z"), true),
        ("time", "=", "answerTime", json!("08:30:00"), time("08:30"), true),
        ("time", ">", "answerTime", json!("08:30:00"), time("08:29:59"), false),
        ("time", "<=", "answerTime", json!("08:30:00"), time("08:30:00.000"), true),
        ("string", "=", "answerString", json!("red"), Value::text("red"), true),
        ("string", "=", "answerString", json!("red"), Value::text("Red"), false),
        ("string", "!=", "answerString", json!("red"), Value::text("blue"), true),
        ("text", "exists", "answerBoolean", json!(true), Value::text("   "), false),
        ("url", "=", "answerUri", json!("https://a.example"), Value::Uri("https://a.example".into()), true),
        ("choice", "=", "answerCoding", coding.clone(), code("yes"), true),
        ("choice", "=", "answerCoding", coding.clone(), Value::coding("t", "yes", "Yes"), false),
        ("choice", "!=", "answerCoding", coding.clone(), code("no"), true),
        ("choice", ">", "answerCoding", coding, code("yes"), false),
        ("reference", "=", "answerReference", json!({ "reference": "Patient/1" }), link("Patient/1"), true),
        ("reference", "!=", "answerReference", json!({ "reference": "Patient/1" }), link("Patient/2"), true),
    ];
    for (kind, operator, key, wanted, given, holds) in table {
        let def = depends(kind, operator, key, &wanted);
        let words = format!("{kind} {given:?} {operator} {wanted}");
        assert_eq!(is_enabled(&def, &answers([("a", given)]), "b"), holds, "{words}");
    }
}

#[test]
fn an_unanswered_question_is_unequal_to_everything_and_more_than_nothing() {
    let nothing = Answers::new();
    for (operator, holds) in
        [("=", false), ("!=", true), (">", false), ("<", false), (">=", false), ("<=", false)]
    {
        assert_eq!(
            is_enabled(&depends("integer", operator, "answerInteger", &json!(0)), &nothing, "b"),
            holds,
            "{operator}"
        );
    }
    assert!(is_enabled(&depends("integer", "exists", "answerBoolean", &json!(false)), &nothing, "b"));
}

#[test]
fn of_several_answers_one_is_enough_for_equal_and_none_may_fit_unequal() {
    let both: Answers = [(at("a"), Answer(vec![code("no"), code("yes")]))].into_iter().collect();
    let wanted = json!({ "system": "s", "code": "yes" });
    assert!(is_enabled(&depends("choice", "=", "answerCoding", &wanted), &both, "b"));
    assert!(!is_enabled(&depends("choice", "!=", "answerCoding", &wanted), &both, "b"));
}

#[test]
fn all_and_any_join_conditions() {
    let c = |behaviour: &str| {
        let conditions = json!([
            { "question": "a", "operator": "exists", "answerBoolean": true },
            { "question": "b", "operator": "exists", "answerBoolean": true },
        ]);
        let c = with(item("c", "string"), json!({ "enableWhen": conditions, "enableBehavior": behaviour }));
        form(json!([item("a", "string"), item("b", "string"), c]))
    };
    let one = answers([("a", Value::text("x"))]);
    let two = answers([("a", Value::text("x")), ("b", Value::text("x"))]);
    assert!(!is_enabled(&c("all"), &one, "c"));
    assert!(is_enabled(&c("all"), &two, "c"));
    assert!(is_enabled(&c("any"), &one, "c"));
    assert!(!is_enabled(&c("any"), &Answers::new(), "c"));
}

#[test]
fn several_conditions_without_a_word_on_joining_mean_any_and_leave_a_notice() {
    let conditions = json!([
        { "question": "a", "operator": "exists", "answerBoolean": true },
        { "question": "b", "operator": "exists", "answerBoolean": true },
    ]);
    let c = with(item("c", "string"), json!({ "enableWhen": conditions }));
    let def = form(json!([item("a", "string"), item("b", "string"), c]));
    assert!(is_enabled(&def, &answers([("a", Value::text("x"))]), "c"));
    assert_eq!(def.item(def.by_link_id("c").expect("c")).notices.len(), 1);
}

#[test]
fn an_item_may_depend_on_a_later_one() {
    let def = form(json!([when_code(item("a", "string"), "b", "yes"), yes_no("b")]));
    assert!(!is_enabled(&def, &Answers::new(), "a"));
    assert!(is_enabled(&def, &answers([("b", code("yes"))]), "a"));
}

#[test]
fn what_stands_in_something_not_asked_is_not_asked() {
    let inner = group("inner", json!([item("q", "string")]));
    let def = form(json!([yes_no("a"), when_code(group("outer", json!([inner])), "a", "yes")]));
    assert_eq!(enabled(&def, &Answers::new()), ["a"]);
    assert_eq!(enabled(&def, &answers([("a", code("yes"))])), ["a", "outer", "inner", "q"]);
}

#[test]
fn a_chain_of_four_thousand_conditions_is_worked_out() {
    let mut items = vec![item("q0", "boolean")];
    for n in 1..4_000 {
        let condition = json!({ "question": format!("q{}", n - 1), "operator": "=", "answerBoolean": true });
        items.insert(0, with(item(&format!("q{n}"), "boolean"), json!({ "enableWhen": [condition] })));
    }
    let def = form(Json::Array(items));
    let all_yes: Answers =
        (0..4_000).map(|n| (at(&format!("q{n}")), Answer::one(Value::Boolean(true)))).collect();
    assert_eq!(enabled(&def, &all_yes).len(), 4_000);
    assert_eq!(enabled(&def, &Answers::new()), ["q0"]);
}
