//! The QuestionnaireResponse: golden, and back again.

use forms::{
    Answer, Answers, Attachment, Decimal, Definition, FieldClass, Value, from_questionnaire_response,
    to_questionnaire_response, to_questionnaire_response_of,
};
use serde_json::json;

use crate::form::*;

fn visit() -> Definition {
    let points =
        with(option("good"), json!({ "extension": [hl7("ordinalValue", "valueDecimal", json!(2))] }));
    let class = json!({ "extension": [ours("field-class", "valueCode", json!("learning"))] });
    form(json!([
        group(
            "g",
            json!([judgement("rails"), item("width", "quantity"), item("n", "decimal"), item("d", "date")])
        ),
        repeated("door", json!([item("name", "string"), item("open", "boolean")])),
        with(item("mood", "choice"), json!({ "answerOption": [points] })),
        with(item("learnt", "text"), class),
    ]))
}

fn told() -> Answers {
    let mut given = answers([
        ("rails", severity_of("hazard")),
        ("rails.who", Value::coding("people", "client", "client")),
        ("rails.reason", Value::coding("not-seen", "time", "time")),
        ("rails#note", Value::text("Towel rail moves.")),
        ("rails#concern", code("hazard")),
        ("width", Value::quantity(Decimal::new("720.50"), "mm")),
        ("width#checked", Value::Boolean(true)),
        ("n", Value::Integer(3)),
        ("d#absent", Value::coding("not-seen", "locked", "Locked")),
        ("door@b/name", Value::text("Bathroom")),
        ("door@a/open", Value::Boolean(false)),
        ("mood", code("good")),
        ("learnt", Value::text("A lot.")),
    ]);
    given.set(at("door@gone/name"), Value::text("Removed"));
    given.remove_instance(&at("door@gone"));
    given
}

#[test]
fn a_response_holds_the_active_answers_nested_as_the_form_is() {
    let ours = |name: &str, key: &str, value: serde_json::Value| ours(name, key, value);
    let expected = json!({
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "https://threshold.example/q/test|3",
        "status": "completed",
        "authored": "2026-11-21T10:31:00Z",
        "item": [
            { "linkId": "g", "text": "Text of g", "item": [
                { "linkId": "rails", "text": "Text of rails",
                  "extension": [ours("note", "valueString", json!("Towel rail moves.")), ours("concern", "valueCode", json!("hazard"))],
                  "answer": [{
                      "valueCoding": { "system": "severity", "code": "hazard", "display": "hazard" },
                      "item": [{ "linkId": "rails.who", "text": "Text of rails.who", "answer": [
                          { "valueCoding": { "system": "people", "code": "client", "display": "client" } }] }],
                  }] },
                { "linkId": "width", "text": "Text of width",
                  "extension": [ours("checked", "valueBoolean", json!(true))],
                  "answer": [{ "valueQuantity": { "value": 720.5, "unit": "mm", "system": "http://unitsofmeasure.org", "code": "mm" } }] },
                { "linkId": "n", "text": "Text of n", "answer": [{ "valueDecimal": 3 }] },
                { "linkId": "d", "text": "Text of d",
                  "extension": [ours("not-seen-because", "valueCode", json!("locked"))] },
            ] },
            { "linkId": "door", "text": "Text of door", "item": [
                { "linkId": "open", "text": "Text of open", "answer": [{ "valueBoolean": false }] }] },
            { "linkId": "door", "text": "Text of door", "item": [
                { "linkId": "name", "text": "Text of name", "answer": [{ "valueString": "Bathroom" }] }] },
            { "linkId": "mood", "text": "Text of mood", "answer": [{ "valueCoding": {
                "extension": [hl7("ordinalValue", "valueDecimal", json!(2))],
                "system": "s", "code": "good", "display": "GOOD" } }] },
            { "linkId": "learnt", "text": "Text of learnt", "answer": [{ "valueString": "A lot." }] },
        ],
    });
    assert_eq!(to_questionnaire_response(&visit(), &told(), "2026-11-21T10:31:00Z", "completed"), expected);
}

#[test]
fn what_may_not_go_out_is_left_out() {
    let clinical = |item: &forms::Item| item.field_class == FieldClass::Clinical;
    let response = to_questionnaire_response_of(&visit(), &told(), "", "completed", &clinical);
    assert!(!response.to_string().contains("A lot."));
}

#[test]
fn a_response_reads_back_to_the_same_response() {
    let def = visit();
    let response = to_questionnaire_response(&def, &told(), "", "completed");
    let (again, notices) = from_questionnaire_response(&def, &response.to_string()).unwrap();
    assert_eq!(notices, Vec::<String>::new());
    assert_eq!(to_questionnaire_response(&def, &again, "", "completed"), response);
}

#[test]
fn wrong_values_go_out_as_words_with_their_mark() {
    let def =
        form(json!([item("n", "integer"), item("d", "date"), item("t", "dateTime"), item("big", "integer")]));
    let given = answers([
        ("n", Value::text("about ten")),
        ("d", Value::Date("2026-02-30".into())),
        ("t", Value::DateTime("2026-02-03T10:30+00:00".into())),
        ("big", Value::Integer(5_000_000_000)),
    ]);
    let response = to_questionnaire_response(&def, &given, "", "in-progress");
    let answer = |n: usize| response["item"][n]["answer"][0].clone();
    assert_eq!(answer(0), json!({ "valueString": "about ten" }));
    assert_eq!(answer(1), json!({ "valueString": "2026-02-30" }));
    assert_eq!(answer(2), json!({ "valueDateTime": "2026-02-03T10:30:00+00:00" }));
    assert_eq!(answer(3), json!({ "valueString": "5,000,000,000" }));
    assert_eq!(response["item"][0]["extension"][0]["url"], "https://threshold.example/fhir/marked");
}

#[test]
fn a_detail_of_an_unanswered_question_still_goes_out() {
    let def = form(json!([judgement("rails")]));
    let photo = Value::Attachment(Attachment { url: Some("Binary/1".into()), ..Attachment::default() });
    let given: Answers = [(at("rails.photo"), Answer::one(photo))].into_iter().collect();
    let response = to_questionnaire_response(&def, &given, "", "in-progress");
    assert_eq!(
        response["item"][0]["answer"][0]["item"][0]["answer"][0]["valueAttachment"]["url"],
        "Binary/1"
    );
    assert_eq!(from_questionnaire_response(&def, &response.to_string()).unwrap().0, given);
}

#[test]
fn what_a_response_says_beyond_the_form_is_told() {
    let def = visit();
    let response = json!({ "item": [{ "linkId": "new" }, { "linkId": "name", "answer": [{ "valueString": "x" }] },
        { "linkId": "n", "answer": [{ "valueOdd": 1 }] }] });
    let (answers, notices) = from_questionnaire_response(&def, &response.to_string()).unwrap();
    assert!(answers.is_empty());
    assert_eq!(notices.len(), 3);
}
