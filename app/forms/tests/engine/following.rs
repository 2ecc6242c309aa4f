//! What of an item follows from answers besides its value: limits, whether it is needed, whether it may be written in.

use forms::expression::Moment;
use forms::{Definition, IssueKind, Value, View, view, view_at};
use serde_json::{Value as Json, json};

use crate::form::*;

const FHIR: &str = "http://hl7.org/fhir/StructureDefinition/";

fn rule(name: &str, expression: &str) -> Json {
    let expression = json!({ "language": "text/fhirpath", "expression": expression });
    json!({ "extension": [{ "url": format!("{FHIR}{name}"), "valueExpression": expression }] })
}

fn said(link_id: &str) -> String {
    format!("%resource.item.where(linkId='{link_id}').answer.value")
}

fn kinds(view: &View, link_id: &str) -> Vec<IssueKind> {
    node(view, link_id).issues.iter().map(|issue| issue.kind).collect()
}

fn features(def: &Definition, link_id: &str) -> Vec<String> {
    let item = def.item(def.by_link_id(link_id).expect("an item"));
    item.notices.iter().map(|notice| notice.feature.clone()).collect()
}

fn yes() -> Value {
    Value::Boolean(true)
}

#[test]
fn a_limit_that_a_rule_makes_is_checked() {
    // Written beside the value, or instead of it.
    for key in ["_valueDate", "valueDate"] {
        let limit = |name: &str, expression: &str| json!({ "url": format!("{FHIR}{name}"), key: rule("cqf-calculatedValue", expression) });
        let limits = [limit("minValue", "today() - 60 days"), limit("maxValue", "today()")];
        let def = form(json!([with(item("seen", "date"), json!({ "extension": limits }))]));
        assert_eq!(features(&def, "seen"), [""; 0]);
        let today = Moment::parse("2026-11-27T10:00:00Z");
        for (day, wanted) in [
            ("2026-11-27", None),
            ("2026-11-28", Some(IssueKind::AboveRange)),
            ("2026-09-28", None),
            ("2026-09-27", Some(IssueKind::BelowRange)),
        ] {
            let told = answers([("seen", Value::Date(day.into()))]);
            let found = kinds(&view_at(&def, &told, today), "seen");
            assert_eq!(found, Vec::from_iter(wanted), "{day}");
        }
    }
}

#[test]
fn a_rule_beside_a_limit_comes_before_it_and_where_it_comes_to_nothing_the_limit_stands() {
    let limit = json!({
        "url": format!("{FHIR}maxValue"), "valueInteger": 5, "_valueInteger": rule("cqf-expression", &said("most")),
    });
    let def =
        form(json!([item("most", "integer"), with(item("n", "integer"), json!({ "extension": [limit] })),]));
    let mut told = answers([("n", Value::Integer(7))]);
    assert_eq!(kinds(&view(&def, &told), "n"), [IssueKind::AboveRange]);
    told.set(at("most"), Value::Integer(8));
    assert_eq!(kinds(&view(&def, &told), "n"), []);
}

#[test]
fn whether_an_answer_is_needed_follows_from_another() {
    let def = form(json!([
        item("hurt", "boolean"),
        with(item("where", "string"), json!({ "_required": rule("cqf-expression", &said("hurt")) })),
    ]));
    let mut told = answers([("hurt", Value::Boolean(false))]);
    assert_eq!(kinds(&view(&def, &told), "where"), []);
    told.set(at("hurt"), yes());
    let drawn = view(&def, &told);
    assert_eq!(kinds(&drawn, "where"), [IssueKind::Unanswered]);
    assert_eq!(drawn.next_unanswered(&def, &told, None, true), Some(at("where")));
    let response = forms::to_questionnaire_response(&def, &told, "2026-11-27T10:00:00Z", "completed");
    let codes: Vec<&str> = forms::check_response(&def, &response.to_string(), "2026-11-27T10:00:00Z")
        .expect("a response")
        .iter()
        .map(|issue| issue.code)
        .collect();
    assert_eq!(codes, ["required"]);
}

#[test]
fn whether_a_field_may_be_written_in_follows_from_another() {
    let def = form(json!([
        item("locked", "boolean"),
        with(
            item("name", "string"),
            json!({ "required": true, "_readOnly": rule("cqf-expression", &said("locked")) })
        ),
    ]));
    let mut told = answers([("locked", Value::Boolean(false))]);
    let name = def.by_link_id("name").expect("an item");
    let drawn = view(&def, &told);
    assert!(!node(&drawn, "name").read_only && !drawn.item_at(name, &at("name")).read_only);
    assert_eq!(kinds(&drawn, "name"), [IssueKind::Unanswered]);
    told.set(at("locked"), yes());
    let drawn = view(&def, &told);
    assert!(node(&drawn, "name").read_only && drawn.item_at(name, &at("name")).read_only);
    assert_eq!(kinds(&drawn, "name"), [], "nobody can be asked for what cannot be written");
    assert!(!node(&drawn, "name").asked, "nor is it missing");
    assert_eq!(drawn.next_unanswered(&def, &told, None, true), None);
}

#[test]
fn a_lock_that_a_rule_takes_away_opens_the_field_and_what_is_written_counts() {
    let worked_out = json!([{
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
        "valueExpression": { "language": "text/fhirpath", "expression": "7" },
    }]);
    let locked = rule("cqf-expression", &format!("({} = true).not()", said("override")));
    let def = form(json!([
        item("override", "boolean"),
        with(
            item("score", "integer"),
            json!({ "readOnly": true, "_readOnly": locked, "extension": worked_out })
        ),
    ]));
    let mut told = answers([("override", Value::Boolean(false)), ("score", Value::Integer(3))]);
    let counts = |told: &forms::Answers| {
        let drawn = view(&def, told);
        drawn.complete(told).get(&at("score")).and_then(forms::Answer::first).cloned()
    };
    assert!(!node(&view(&def, &told), "score").asked);
    assert_eq!(counts(&told), Some(Value::Integer(7)), "under the lock what is worked out counts");
    told.set(at("override"), yes());
    assert!(node(&view(&def, &told), "score").asked);
    assert_eq!(counts(&told), Some(Value::Integer(3)));
}

#[test]
fn words_are_never_needed_whatever_a_rule_says() {
    let def =
        form(json!([with(item("words", "display"), json!({ "_required": rule("cqf-expression", "true") }))]));
    assert_eq!(kinds(&view(&def, &forms::Answers::new()), "words"), []);
    assert_eq!(features(&def, "words"), ["required"]);
}

#[test]
fn a_slider_needs_two_ends_in_order_and_in_its_own_unit() {
    let slider = |low: Json, high: Json| {
        let control = json!({ "url": format!("{FHIR}questionnaire-itemControl"),
            "valueCodeableConcept": { "coding": [{ "code": "slider" }] } });
        let unit = json!({ "url": format!("{FHIR}questionnaire-unit"), "valueCoding": { "code": "cm" } });
        let end = |name: &str, value: Json| with(json!({ "url": format!("{FHIR}{name}") }), value);
        let extensions = [control, unit, end("minValue", low), end("maxValue", high)];
        form(json!([with(item("a", "quantity"), json!({ "extension": extensions }))])).items()[0].clone()
    };
    let number = |n: i64| json!({ "valueInteger": n });
    let quantity = |n: i64, code: &str| json!({ "valueQuantity": { "value": n, "code": code } });
    assert_eq!(slider(number(0), number(10)).ends(), Some((0.0, 10.0)));
    assert_eq!(slider(quantity(0, "cm"), quantity(9, "cm")).ends(), Some((0.0, 9.0)));
    for (low, high) in [(number(10), number(0)), (number(5), number(5)), (quantity(0, "m"), quantity(2, "m"))]
    {
        let item = slider(low, high);
        assert!(item.ends().is_none() && !item.is_slider());
        assert!(item.notices.iter().any(|notice| notice.feature == "questionnaire-itemControl"));
    }
}

#[test]
fn how_many_answers_a_question_takes_follows_from_another() {
    let several = with(
        item("names", "string"),
        json!({ "repeats": true, "_repeats": rule("cqf-expression", &said("several")) }),
    );
    let limit = json!({
        "url": format!("{FHIR}questionnaire-maxOccurs"), "_valueInteger": rule("cqf-expression", &said("most")),
    });
    let notes = with(item("notes", "string"), json!({ "repeats": true, "extension": [limit] }));
    let def = form(json!([item("several", "boolean"), item("most", "integer"), several, notes]));
    let two = forms::Answer(vec![Value::text("A"), Value::text("B")]);
    let mut told = answers([("several", Value::Boolean(false)), ("most", Value::Integer(1))]);
    told.set(at("names"), two.clone());
    told.set(at("notes"), two);
    let drawn = view(&def, &told);
    assert_eq!(kinds(&drawn, "names"), [IssueKind::TooMany]);
    assert_eq!(kinds(&drawn, "notes"), [IssueKind::TooMany]);
    told.set(at("several"), yes());
    told.set(at("most"), Value::Integer(2));
    let drawn = view(&def, &told);
    assert_eq!((kinds(&drawn, "names"), kinds(&drawn, "notes")), (vec![], vec![]));
}

#[test]
fn what_stands_beside_a_field_and_has_no_effect_is_told() {
    let odd = json!({ "extension": [{ "url": "https://elsewhere.example/tint", "valueString": "red" }] });
    let query = json!({ "language": "application/x-fhir-query", "expression": "Patient" });
    let by_query =
        json!({ "extension": [{ "url": format!("{FHIR}cqf-expression"), "valueExpression": query }] });
    let def = form(json!([
        with(item("a", "string"), json!({ "_prefix": odd })),
        with(item("b", "string"), json!({ "_required": by_query })),
        with(item("c", "string"), json!({ "_repeats": rule("cqf-expression", "true") })),
        with(item("d", "string"), json!({ "_readOnly": rule("cqf-expression", "%patient.active") })),
    ]));
    assert_eq!(features(&def, "a"), ["https://elsewhere.example/tint"]);
    assert_eq!(features(&def, "b"), ["required"]);
    assert_eq!(features(&def, "c"), ["repeats"]);
    assert_eq!(features(&def, "d"), ["readOnly"]);
}

#[test]
fn a_picture_that_the_form_carries_belongs_to_its_question() {
    let media = |file: Json| {
        let url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemMedia";
        form(json!([with(
            item("a", "string"),
            json!({ "extension": [{ "url": url, "valueAttachment": file }] })
        )]))
    };
    let def = media(json!({ "contentType": "image/png", "data": "iVBO\nRw0KGgo=", "title": "A foot" }));
    let picture = def.items()[0].picture.as_ref().expect("a picture");
    assert_eq!(picture.data, "iVBORw0KGgo=", "without the breaks of its lines");
    assert_eq!((picture.kind, picture.words.as_deref()), ("image/png", Some("A foot")));
    assert_eq!(features(&def, "a"), [""; 0]);
    for other in [
        json!({ "contentType": "image/png", "url": "https://elsewhere.example/foot.png" }),
        json!({ "contentType": "image/svg+xml", "data": "PHN2Zy8+" }),
        json!({ "contentType": "image/png", "data": "\"><script>" }),
    ] {
        let def = media(other.clone());
        assert!(def.items()[0].picture.is_none(), "{other}");
        assert_eq!(features(&def, "a"), ["sdc-questionnaire-itemMedia"]);
    }
}

#[test]
fn a_condition_that_writes_a_date_under_the_name_of_another_type_is_read_as_a_date() {
    for (kind, written, value) in [
        ("date", "2022-09", Value::Date("2022-09".into())),
        ("time", "13:30:00", Value::Time("13:30:00".into())),
    ] {
        let condition = json!({ "question": "a", "operator": "=", "answerInteger": written });
        let def =
            form(json!([item("a", kind), with(item("b", "string"), json!({ "enableWhen": [condition] }))]));
        assert!(!node(&view(&def, &forms::Answers::new()), "b").enabled);
        assert!(node(&view(&def, &answers([("a", value)])), "b").enabled);
        assert_eq!(features(&def, "b"), ["enableWhen"]);
    }
}
