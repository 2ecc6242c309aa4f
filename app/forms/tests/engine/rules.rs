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

#[test]
fn an_answer_to_options_that_a_rule_found_is_right_and_any_other_is_marked() {
    let options = rule(&format!("{SDC}answerExpression"), None, "'one' | 'two'");
    let def = form(json!([with(item("a", "choice"), json!({ "extension": [options] }))]));
    let issues = |words: &str| view(&def, &answers([("a", Value::text(words))])).nodes[0].issues.clone();
    assert!(issues("two").is_empty());
    assert_eq!(issues("three")[0].kind, IssueKind::NotAnOption);
}

#[test]
fn what_a_tablet_cannot_know_hides_nothing_and_works_nothing_out() {
    let shown = rule(&format!("{SDC}enableWhenExpression"), None, "%patient.gender = 'female'");
    let age = json!({
        "url": "http://hl7.org/fhir/StructureDefinition/variable",
        "valueExpression": { "language": "text/cql", "name": "age", "expression": "AgeInYears()" },
    });
    let by_age = rule(&format!("{SDC}enableWhenExpression"), None, "%age > 18");
    let score = calculated("iif(%patient.gender = 'female', 2, 0)");
    let def = form(json!([
        with(item("a", "string"), json!({ "extension": [shown] })),
        with(item("b", "string"), json!({ "extension": [age, by_age] })),
        with(item("c", "integer"), json!({ "extension": [score] })),
    ]));
    let seen = view(&def, &Answers::new());
    assert!(seen.nodes.iter().all(|node| node.enabled));
    assert_eq!(seen.worked_out(&at("c")), None, "an unknown patient is not a male one");
    for link_id in ["a", "b", "c"] {
        let notices = &def.item(def.by_link_id(link_id).expect("an item")).notices;
        assert!(notices.iter().any(|notice| notice.degrades), "{link_id}: {notices:?}");
    }
}

#[test]
fn a_sum_over_worked_out_values_follows_them() {
    let def = form(json!([
        item("a", "integer"),
        group(
            "g",
            json!([
                with(
                    item("x", "integer"),
                    json!({ "extension": [calculated(&format!("{} * 2", number_of("a")))] })
                ),
                with(
                    item("y", "integer"),
                    json!({ "extension": [calculated(&format!("{} * 3", number_of("x")))] })
                ),
            ])
        ),
        with(
            item("sum", "integer"),
            json!({ "extension": [calculated("%resource.item.where(linkId='g').item.answer.value.sum()")] }),
        ),
    ]));
    let seen = view(&def, &answers([("a", Value::Integer(1))]));
    assert_eq!(seen.worked_out(&at("sum")), Some(&Value::Integer(8).into()));
}

#[test]
fn a_copied_amount_keeps_its_unit() {
    let unit = |code: &str| {
        hl7(
            "questionnaire-unit",
            "valueCoding",
            json!({ "system": "http://unitsofmeasure.org", "code": code }),
        )
    };
    let def = form(json!([
        with(item("h", "quantity"), json!({ "extension": [unit("cm")] })),
        with(item("again", "quantity"), json!({ "extension": [unit("m"), calculated(&number_of("h"))] })),
    ]));
    let told = answers([("h", Value::quantity(Decimal::new("180"), "cm"))]);
    let seen = view(&def, &told);
    let Some(Value::Quantity(found)) = seen.worked_out(&at("again")).and_then(|answer| answer.first()) else {
        panic!("an amount");
    };
    assert_eq!((found.value.as_ref().map(Decimal::as_str), found.code.as_deref()), (Some("180"), Some("cm")));
}

#[test]
fn the_check_of_a_repeated_group_is_asked_of_each_copy() {
    let check = json!({
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint",
        "extension": [
            { "url": "severity", "valueCode": "error" },
            { "url": "expression",
              "valueString": "item.where(linkId='from').answer.value <= item.where(linkId='to').answer.value" },
            { "url": "human", "valueString": "The end comes first." },
        ],
    });
    let def = form(json!([with(
        group("g", json!([item("from", "integer"), item("to", "integer")])),
        json!({ "repeats": true, "extension": [check] }),
    )]));
    let told = answers([
        ("g@a/from", Value::Integer(1)),
        ("g@a/to", Value::Integer(2)),
        ("g@b/from", Value::Integer(3)),
        ("g@b/to", Value::Integer(2)),
    ]);
    let seen = view(&def, &told);
    assert!(!node(&seen, "g@a").has(IssueKind::Rule));
    assert!(node(&seen, "g@b").has(IssueKind::Rule));
}

#[test]
fn a_new_copy_begins_with_what_its_rules_say() {
    let today = rule(&format!("{SDC}initialExpression"), None, "today()");
    let def = form(json!([with(
        group("fall", json!([with(item("day", "date"), json!({ "extension": [today] }))])),
        json!({ "repeats": true }),
    )]));
    let begun = def.initial_answers_of(&at("fall@k1"), Moment::parse("2026-11-22T10:30:00Z"));
    assert_eq!(
        begun.at("fall@k1/day").and_then(|answer| answer.first()),
        Some(&Value::Date("2026-11-22".into()))
    );
}

#[test]
fn a_read_only_value_goes_when_its_rule_comes_to_nothing() {
    let def = body_mass();
    let told = answers([("height", decimal("170")), ("bmi", decimal("24"))]);
    let response = forms::to_questionnaire_response(&def, &told, "2026-11-22T10:30:00Z", "completed");
    assert_eq!(response["item"].as_array().map(Vec::len), Some(1), "{response}");
}

#[test]
fn an_item_that_shows_another_answer_again_follows_it() {
    let look = json!({ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept": { "coding": [{ "code": "data-receiver" }] } });
    let rule = "QuestionnaireResponse.descendants().where(linkId='a').answer.value";
    let again = with(
        item("b", "string"),
        json!({ "readOnly": true, "extension": [look, hl7("cqf-expression", "valueString", json!(rule))] }),
    );
    let def = form(json!([item("a", "string"), again]));
    assert_eq!(def.all_notices().count(), 0);
    let seen = view(&def, &answers([("a", Value::text("On the left"))]));
    assert_eq!(seen.worked_out(&at("b")).and_then(forms::Answer::first), Some(&Value::text("On the left")));
}
