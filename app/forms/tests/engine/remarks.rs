//! Remarks on values: kept always, marked where somebody should look.

use forms::{Answers, IssueKind, Severity, Value, When, typed_number, view};
use serde_json::{Value as Json, json};

use crate::form::*;

/// The remarks on one answer to one item.
fn remarks(json: Json, given: Value) -> Vec<forms::Issue> {
    let def = form(json!([with(json, json!({ "linkId": "a", "text": "A" }))]));
    node(&view(&def, &answers([("a", given)])), "a").issues.clone()
}

fn door_width() -> Json {
    let unit = json!({ "system": "http://unitsofmeasure.org", "code": "mm", "display": "mm" });
    json!({ "type": "quantity", "extension": [
        hl7("questionnaire-unit", "valueCoding", unit),
        ours("plausible-low", "valueDecimal", json!(400)),
        ours("plausible-high", "valueDecimal", json!(1200)),
    ] })
}

fn mm(value: &str) -> Value {
    Value::quantity(forms::Decimal::new(value), "mm")
}

#[test]
fn an_unlikely_value_is_marked_with_the_usual_range() {
    let low = &remarks(door_width(), mm("70"))[0];
    assert_eq!(low.text, "70 mm is outside the usual range here (400 to 1,200 mm). Keep it or correct it.");
    assert_eq!((low.kind, low.severity, low.when), (IssueKind::BelowRange, Severity::Check, When::OnLeaving));
    let high = &remarks(door_width(), mm("12000"))[0];
    assert_eq!((high.kind, high.when), (IssueKind::AboveRange, When::WhileTyping));
    assert!(high.text.starts_with("12,000 mm is outside"));
    assert!(remarks(door_width(), mm("400")).is_empty());
}

#[test]
fn the_range_is_compared_in_the_unit_that_was_used() {
    let cm = |value: &str| Value::quantity(forms::Decimal::new(value), "cm");
    assert!(remarks(door_width(), cm("72")).is_empty());
    assert!(
        remarks(door_width(), cm("7"))[0]
            .text
            .starts_with("7 cm is outside the usual range here (400 to 1,200 mm)")
    );
}

#[test]
fn a_checked_value_is_no_longer_marked_but_a_wrong_one_is() {
    let def = form(json!([with(door_width(), json!({ "linkId": "a" }))]));
    let checked = |value: Value| answers([("a", value), ("a#checked", Value::Boolean(true))]);
    assert!(node(&view(&def, &checked(mm("70"))), "a").issues.is_empty());
    assert!(node(&view(&def, &checked(mm("seventy"))), "a").has(IssueKind::WrongType));
}

#[test]
fn a_measurement_below_nought_is_wrong_also_when_somebody_checked_it() {
    let measured = ours("measure", "valueCode", json!("m-door-clear-width"));
    let mut item = with(door_width(), json!({ "linkId": "a" }));
    item["extension"].as_array_mut().expect("a list").push(measured);
    let def = form(json!([item]));
    let given = answers([("a", mm("-720")), ("a#checked", Value::Boolean(true))]);
    let seen = view(&def, &given);
    let found = node(&seen, "a");
    assert_eq!(found.issues[0].severity, Severity::Wrong);
    assert_eq!(found.issues[0].text, "A measurement is not below 0. Correct it, or clear it.");
    assert!(remarks(door_width(), mm("-720"))[0].severity == Severity::Check, "others may mean it");
}

#[test]
fn what_cannot_be_right_is_kept_and_does_not_count_as_answered() {
    let def = form(json!([with(door_width(), json!({ "linkId": "a" }))]));
    let counted = |value: Value| {
        let seen = view(&def, &answers([("a", value)]));
        (node(&seen, "a").answered, node(&seen, "a").settled)
    };
    assert_eq!(counted(Value::text("wide")), (true, false));
    assert_eq!(counted(mm("70")), (true, true), "what is only unlikely counts");
}

#[test]
fn a_date_says_which_part_is_missing() {
    let said = |typed: &str| remarks(json!({ "type": "date" }), Value::text(typed))[0].text.clone();
    assert_eq!(said("12//2026"), "The month is missing.");
    assert_eq!(said("12/5/"), "The year is missing.");
    assert_eq!(said("12//"), "Month and year are missing.");
    assert_eq!(said("// 9:30"), "Day, month and year are missing.");
    assert_eq!(said("28/May/26"), "Write the year with four figures, like 2026.");
    assert!(said("28/11/2026 25:61").starts_with("Give a time between 00:00 and 23:59"));
    assert_eq!(said("30/2/2026"), "There is no such date. Give day, month and year.");
}

#[test]
fn every_limit_is_told_at_its_moment() {
    let string = |more: Json| with(json!({ "type": "string" }), more);
    let date = |text: &str| Value::Date(text.to_owned());
    let extension = |list: Json| json!({ "extension": list });
    let table = [
        (
            string(json!({ "maxLength": 3 })),
            Value::text("four"),
            IssueKind::TooLong,
            When::WhileTyping,
            "4 of 3",
        ),
        (
            string(extension(json!([hl7("minLength", "valueInteger", json!(9))]))),
            Value::text("x"),
            IssueKind::TooShort,
            When::OnLeaving,
            "at least 9",
        ),
        (
            string(extension(json!([hl7("regex", "valueString", json!("[A-Z]+\\d"))]))),
            Value::text("xA1"),
            IssueKind::Pattern,
            When::OnLeaving,
            "way",
        ),
        (
            string(extension(json!([
                hl7("regex", "valueString", json!("\\d")),
                hl7("entryFormat", "valueString", json!("N"))
            ]))),
            Value::text("x"),
            IssueKind::Pattern,
            When::OnLeaving,
            "like this: N",
        ),
        (
            with(
                json!({ "type": "decimal" }),
                extension(json!([hl7("maxDecimalPlaces", "valueInteger", json!(1))])),
            ),
            Value::Decimal(forms::Decimal::new("1.25")),
            IssueKind::Places,
            When::OnLeaving,
            "one figure",
        ),
        (
            with(json!({ "type": "integer" }), extension(json!([hl7("maxValue", "valueInteger", json!(5))]))),
            Value::Integer(6),
            IssueKind::AboveRange,
            When::WhileTyping,
            "5 or less",
        ),
        (
            with(
                json!({ "type": "date" }),
                extension(json!([hl7("minValue", "valueDate", json!("2026-01-01"))])),
            ),
            date("2025-12-31"),
            IssueKind::BelowRange,
            When::OnLeaving,
            "2026-01-01 or more",
        ),
        (json!({ "type": "date" }), date("2026-02-30"), IssueKind::WrongType, When::OnLeaving, "calendar"),
        (
            json!({ "type": "dateTime" }),
            Value::text("31/2/2026"),
            IssueKind::WrongType,
            When::OnLeaving,
            "There is no such date",
        ),
        (
            json!({ "type": "time" }),
            Value::Time("25:00".into()),
            IssueKind::WrongType,
            When::OnLeaving,
            "23:59",
        ),
        (
            json!({ "type": "integer" }),
            Value::Decimal(forms::Decimal::new("7.5")),
            IssueKind::WrongType,
            When::OnLeaving,
            "whole number",
        ),
        (
            json!({ "type": "boolean" }),
            Value::text("yes"),
            IssueKind::WrongType,
            When::OnLeaving,
            "another kind",
        ),
    ];
    for (json, given, kind, when, words) in table {
        let remarks = remarks(json.clone(), given);
        assert_eq!(remarks.len(), 1, "{json}: {remarks:?}");
        assert_eq!((remarks[0].kind, remarks[0].when), (kind, when), "{json}");
        assert!(remarks[0].text.contains(words), "{words}: {}", remarks[0].text);
    }
}

#[test]
fn several_answers_where_one_is_taken_are_wrong() {
    let def = form(json!([item("a", "string")]));
    let two: Answers =
        [(at("a"), forms::Answer(vec![Value::text("x"), Value::text("y")]))].into_iter().collect();
    assert!(node(&view(&def, &two), "a").has(IssueKind::TooMany));
}

#[test]
fn a_required_group_wants_a_copy() {
    let def = form(json!([with(repeated("g", json!([item("a", "string")])), json!({ "required": true }))]));
    assert_eq!(node(&view(&def, &Answers::new()), "g").issues[0].text, "Add at least one.");
    let mut one = Answers::new();
    one.add_instance(&at("g"), "k");
    assert!(node(&view(&def, &one), "g").issues.is_empty());
}

#[test]
fn typed_figures_become_values_in_the_chosen_unit() {
    let def = form(json!([with(door_width(), json!({ "linkId": "a" })), item("n", "integer")]));
    let of = |id: &str| def.item(def.by_link_id(id).expect(id));
    assert_eq!(typed_number(of("a"), " 1,200 ", None), Ok(mm("1200")));
    let inches = typed_number(of("a"), "30", Some("[in_i]")).expect("inches");
    assert_eq!(inches.as_words(), "30 in");
    assert_eq!(typed_number(of("n"), "7.5", None), Err("Enter a whole number, like 3.".to_owned()));
}

#[test]
fn a_limit_that_is_neither_a_value_nor_a_rule_that_can_be_run_is_told() {
    let query = json!({ "language": "application/x-fhir-query", "expression": "Patient" });
    let rule = hl7("cqf-calculatedValue", "valueExpression", query);
    for shadow in [json!({ "extension": [rule] }), json!({})] {
        let limit =
            json!({ "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "_valueDate": shadow });
        let def = form(json!([with(item("a", "date"), json!({ "extension": [limit] }))]));
        let told: Vec<&str> = def.items()[0].notices.iter().map(|one| one.feature.as_str()).collect();
        assert_eq!(told, ["maxValue"]);
    }
}

#[test]
fn the_size_of_a_file_is_limited_in_megabytes_or_bytes() {
    let file = |bytes: u64| {
        Value::Attachment(forms::Attachment {
            url: Some("u".into()),
            size: Some(bytes),
            ..Default::default()
        })
    };
    for (most, fits, is_too_large) in [("5", 5_000_000, 5_000_001), ("5242880", 5_242_880, 5_242_881)] {
        let most: Json = serde_json::from_str(most).expect("a number");
        let item = || {
            with(
                item("a", "attachment"),
                json!({ "extension": [hl7("maxSize", "valueDecimal", most.clone())] }),
            )
        };
        assert_eq!(remarks(item(), file(fits)).len(), 0);
        assert_eq!(remarks(item(), file(is_too_large)).len(), 1);
    }
}
