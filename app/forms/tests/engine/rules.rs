//! Rules of forms are run: values, questions, words, options and checks follow from answers.

use forms::expression::Moment;
use forms::{Answers, Decimal, Definition, IssueKind, Value, view, view_at};
use serde_json::{Value as Json, json};

use crate::form::*;

const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

fn rule(url: &str, name: Option<&str>, expression: &str) -> Json {
    json!({ "url": url, "valueExpression": { "language": "text/fhirpath", "name": name, "expression": expression } })
}

fn calculated(expression: &str) -> Json {
    rule(&format!("{SDC}calculatedExpression"), None, expression)
}

fn variable(name: &str, expression: &str) -> Json {
    rule("http://hl7.org/fhir/StructureDefinition/variable", Some(name), expression)
}

fn number_of(link_id: &str) -> String {
    format!("%resource.descendants().where(linkId='{link_id}').answer.value")
}

fn decimal(text: &str) -> Value {
    Value::Decimal(Decimal::new(text))
}

/// Height and weight, and what follows from them.
fn body_mass() -> Definition {
    let bmi = "iif(%cm.exists() and %kg.exists(), (%kg / (%cm / 100).power(2)).round(1), {})";
    form(json!([
        item("height", "decimal"),
        item("weight", "decimal"),
        with(
            item("bmi", "decimal"),
            json!({
                "readOnly": true,
                "extension": [variable("cm", &number_of("height")), variable("kg", &number_of("weight")), calculated(bmi)],
            }),
        ),
        with(
            item("advice", "display"),
            json!({ "enableWhen": [{ "question": "bmi", "operator": ">=", "answerDecimal": 30 }] }),
        ),
    ]))
}

fn is_shown(def: &Definition, answers: &Answers, link_id: &str) -> bool {
    let item = def.by_link_id(link_id).expect("an item");
    view(def, answers).nodes.iter().any(|node| node.item == item && node.enabled)
}

#[test]
fn a_value_follows_its_answers_and_conditions_follow_the_value() {
    let def = body_mass();
    let mut told = answers([("height", decimal("170")), ("weight", decimal("60"))]);
    assert_eq!(view(&def, &told).worked_out(&at("bmi")), Some(&decimal("20.8").into()));
    assert!(!is_shown(&def, &told, "advice"));
    told.set(at("weight"), decimal("95"));
    assert_eq!(view(&def, &told).worked_out(&at("bmi")), Some(&decimal("32.9").into()));
    assert!(is_shown(&def, &told, "advice"));
    told.clear(&at("height"));
    assert_eq!(view(&def, &told).worked_out(&at("bmi")), None);
    assert!(!is_shown(&def, &told, "advice"));
}

#[test]
fn a_worked_out_value_goes_out_with_the_answers() {
    let def = body_mass();
    let told = answers([("height", decimal("170")), ("weight", decimal("60"))]);
    let response = forms::to_questionnaire_response(&def, &told, "2026-11-22T10:30:00Z", "completed");
    assert_eq!(response["item"][2]["linkId"], "bmi");
    assert_eq!(response["item"][2]["answer"][0]["valueDecimal"], 20.8);
}

#[test]
fn what_a_person_wrote_into_an_open_field_stands() {
    let def = form(json!([
        item("a", "integer"),
        with(
            item("twice", "integer"),
            json!({ "extension": [calculated(&format!("{} * 2", number_of("a")))] })
        ),
        with(
            item("next", "integer"),
            json!({ "readOnly": true, "extension": [calculated(&format!("{} + 1", number_of("twice")))] }),
        ),
    ]));
    let mut told = answers([("a", Value::Integer(4))]);
    assert_eq!(view(&def, &told).worked_out(&at("next")), Some(&Value::Integer(9).into()));
    told.set(at("twice"), Value::Integer(20));
    assert_eq!(view(&def, &told).worked_out(&at("next")), Some(&Value::Integer(21).into()));
}

#[test]
fn each_copy_of_a_group_works_its_own_value_out() {
    let def = form(json!([with(
        group(
            "flight",
            json!([
                item("rise", "integer"),
                item("steps", "integer"),
                with(
                    item("total", "integer"),
                    json!({ "readOnly": true, "extension": [calculated("%rise * %steps")] })
                ),
            ])
        ),
        json!({
            "repeats": true,
            "extension": [
                variable("rise", "item.where(linkId='rise').answer.value"),
                variable("steps", "item.where(linkId='steps').answer.value"),
            ],
        }),
    )]));
    let told = answers([
        ("flight@a", Value::Boolean(true)),
        ("flight@b", Value::Boolean(true)),
        ("flight@b/rise", Value::Integer(180)),
        ("flight@b/steps", Value::Integer(13)),
    ]);
    let seen = view(&def, &told);
    assert_eq!(seen.worked_out(&at("flight@a/total")), None);
    assert_eq!(seen.worked_out(&at("flight@b/total")), Some(&Value::Integer(2340).into()));
}

#[test]
fn an_expression_shows_and_hides() {
    let shown = rule(&format!("{SDC}enableWhenExpression"), None, &format!("{} > 3", number_of("a")));
    let def = form(json!([item("a", "integer"), with(item("b", "string"), json!({ "extension": [shown] }))]));
    assert!(!is_shown(&def, &Answers::new(), "b"));
    assert!(!is_shown(&def, &answers([("a", Value::Integer(3))]), "b"));
    assert!(is_shown(&def, &answers([("a", Value::Integer(4))]), "b"));
}

#[test]
fn rules_that_ask_for_today_get_it_from_the_caller() {
    let age = "iif(%born.exists(), iif(%born + 18 years <= today(), 'adult', 'child'), {})";
    let def = form(json!([
        item("born", "date"),
        with(
            item("age", "string"),
            json!({ "readOnly": true, "extension": [variable("born", &number_of("born")), calculated(age)] }),
        ),
    ]));
    let told = answers([("born", Value::Date("2008-11-23".into()))]);
    let worked_out = |now: &str| view_at(&def, &told, Moment::parse(now)).worked_out(&at("age")).cloned();
    assert_eq!(worked_out("2026-11-22T10:00:00Z"), Some(Value::text("child").into()));
    assert_eq!(worked_out("2026-11-23T10:00:00Z"), Some(Value::text("adult").into()));
    assert_eq!(view(&def, &told).worked_out(&at("age")), None, "without a clock there is no today");
}

#[test]
fn a_check_that_does_not_hold_stands_on_its_item() {
    let part = |url: &str, key: &str, value: &str| json!({ "url": url, key: value });
    let check = json!({
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint",
        "extension": [
            part("key", "valueId", "c1"),
            part("severity", "valueCode", "error"),
            part("expression", "valueString", "answer.value >= 10"),
            part("human", "valueString", "Ten at least."),
        ],
    });
    let def = form(json!([with(item("a", "integer"), json!({ "extension": [check] }))]));
    let issues = |n: i64| view(&def, &answers([("a", Value::Integer(n))])).nodes[0].issues.clone();
    assert!(issues(10).is_empty());
    let found = issues(9);
    assert_eq!(found[0].kind, IssueKind::Rule);
    assert_eq!(found[0].text, "Ten at least.");
}

#[test]
fn words_and_options_can_follow_from_answers() {
    let words = json!({ "_text": { "extension": [rule(
        "http://hl7.org/fhir/StructureDefinition/cqf-expression",
        None,
        &format!("'Since when ' + {} + '?'", number_of("a")),
    )] } });
    let options = json!({ "extension": [rule(&format!("{SDC}answerExpression"), None, &format!("'one' | 'two' | {}", number_of("a")))] });
    let def = form(json!([
        item("a", "string"),
        with(item("b", "date"), words),
        with(item("c", "choice"), options),
    ]));
    let seen = view(&def, &answers([("a", Value::text("the fall"))]));
    assert_eq!(seen.words(&at("b")), Some("Since when the fall?"));
    let offered: Vec<&str> = seen.options(&at("c")).unwrap().iter().map(|one| one.label.as_str()).collect();
    assert_eq!(offered, ["one", "two", "the fall"]);
}

#[test]
fn values_that_wait_for_each_other_are_refused_with_all_of_them_named() {
    let of = |link_id: &str, other: &str| {
        with(
            item(link_id, "integer"),
            json!({ "extension": [calculated(&format!("{} + 1", number_of(other)))] }),
        )
    };
    let refusal =
        Definition::parse(&questionnaire(&json!([of("a", "b"), of("b", "c"), of("c", "a")])).to_string())
            .expect_err("a refusal");
    assert!(refusal.reason.contains("a → b → c → a"), "{refusal}");
    assert_eq!(refusal.path, "item[0]");
}

#[test]
fn a_rule_that_cannot_be_run_on_these_answers_is_told_and_comes_to_nothing() {
    let def = form(json!([
        item("a", "string"),
        with(
            item("b", "integer"),
            json!({ "readOnly": true, "extension": [calculated(&format!("{} * 2", number_of("a")))] }),
        ),
    ]));
    let seen = view(&def, &answers([("a", Value::text("x"))]));
    assert_eq!(seen.worked_out(&at("b")), None);
    assert!(seen.nodes[1].has(IssueKind::RuleNotRun));
}
