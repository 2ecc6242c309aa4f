//! Copies of repeated groups: doors, flights, risers in flights.

use forms::{Answers, Value, view};
use serde_json::{Value as Json, json};

use crate::form::*;

fn when_exists(mut json: Json, question: &str) -> Json {
    json["enableWhen"] = json!([{ "question": question, "operator": "exists", "answerBoolean": true }]);
    json
}

/// Flights with risers; `why` is asked where this flight has an odd riser, `any-odd` where any flight has one.
fn stairs() -> forms::Definition {
    let riser =
        repeated("riser", json!([item("height", "integer"), when_exists(item("how-odd", "string"), "odd")]));
    let flight = repeated(
        "flight",
        json!([
            item("name", "string"),
            item("odd", "string"),
            riser,
            when_exists(item("why", "string"), "height"),
        ]),
    );
    form(json!([group("e", json!([flight, when_exists(item("any-odd", "string"), "odd")]))]))
}

#[test]
fn a_group_without_copies_has_one_node_and_asks_nothing() {
    let def = stairs();
    assert_eq!(enabled(&def, &Answers::new()), ["e", "flight"]);
    assert_eq!(view(&def, &Answers::new()).sections(&def)[0].asked, 0);
}

#[test]
fn every_copy_has_its_own_nodes_in_the_order_of_the_ids() {
    let def = stairs();
    let mut given = Answers::new();
    given.add_instance(&at("flight"), "b");
    given.add_instance(&at("flight"), "a");
    given.add_instance(&at("flight@a/riser"), "1");
    assert_eq!(
        enabled(&def, &given),
        [
            "e",
            "flight",
            "flight@a",
            "flight@a/name",
            "flight@a/odd",
            "flight@a/riser",
            "flight@a/riser@1",
            "flight@a/riser@1/height",
            "flight@b",
            "flight@b/name",
            "flight@b/odd",
            "flight@b/riser"
        ]
    );
}

#[test]
fn a_condition_looks_in_its_own_copy_first() {
    let def = stairs();
    let mut given = answers([("flight@a/odd", Value::text("yes"))]);
    given.add_instance(&at("flight@a/riser"), "1");
    given.add_instance(&at("flight@b/riser"), "1");
    assert!(is_enabled(&def, &given, "flight@a/riser@1/how-odd"));
    assert!(!is_enabled(&def, &given, "flight@b/riser@1/how-odd"));
}

#[test]
fn a_condition_from_outside_asks_all_copies() {
    let def = stairs();
    let mut given = answers([("flight@a/name", Value::text("Hall"))]);
    assert!(!is_enabled(&def, &given, "any-odd"));
    given.set(at("flight@b/odd"), Value::text("yes"));
    assert!(is_enabled(&def, &given, "any-odd"));
    given.set(at("flight@a/riser@7/height"), Value::Integer(190));
    assert!(is_enabled(&def, &given, "flight@a/why"), "the copies in this copy");
    assert!(!is_enabled(&def, &given, "flight@b/why"), "not those in another");
}

#[test]
fn a_removed_copy_is_kept_but_gone_from_the_view() {
    let def = stairs();
    let mut given = answers([("flight@a/odd", Value::text("yes"))]);
    given.remove_instance(&at("flight@a"));
    assert_eq!(enabled(&def, &given), ["e", "flight"]);
    assert_eq!(given.instances(&at("flight")), Vec::<String>::new());
    assert_eq!(given.removed_instances(&at("flight")), ["a"]);
    given.add_instance(&at("flight"), "a");
    assert!(is_enabled(&def, &given, "any-odd"));
}

#[test]
fn a_copy_whose_mark_is_late_stands_already() {
    let def = stairs();
    let given = answers([("flight@a/name", Value::text("Hall"))]);
    assert_eq!(given.instances(&at("flight")), ["a"]);
    assert!(is_enabled(&def, &given, "flight@a/name"));
}

#[test]
fn questions_of_every_copy_count() {
    let def = stairs();
    let given = answers([("flight@a/name", Value::text("Hall")), ("flight@b/name", Value::text("Attic"))]);
    let summary = &view(&def, &given).sections(&def)[0];
    assert_eq!((summary.asked, summary.answered), (4, 2));
}

#[test]
fn a_copy_that_is_missing_something_is_called_by_its_name() {
    let required = with(item("width", "quantity"), json!({ "required": true }));
    let def = form(json!([repeated("door", json!([item("where", "string"), required]))]));
    let mut given = answers([("door@x/where", Value::text("Airing cupboard"))]);
    given.add_instance(&at("door"), "y");
    let missing = view(&def, &given).missing(&def, &given);
    let labels: Vec<&str> = missing.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels[..2], ["Airing cupboard: Text of width", "Text of door 2: Text of width"]);
    assert_eq!(missing[0].text, "not measured");
}

#[test]
fn initial_values_come_with_a_new_form_and_with_a_new_copy() {
    let start = with(item("count", "integer"), json!({ "initial": [{ "valueInteger": 1 }] }));
    let inner = with(item("inner", "integer"), json!({ "initial": [{ "valueInteger": 2 }] }));
    let def = form(json!([start, repeated("door", json!([inner]))]));
    assert_eq!(def.initial_answers(None), answers([("count", Value::Integer(1))]));
    let copy = def.initial_answers_of(&at("door@k1"), None);
    assert_eq!(copy, answers([("door@k1", Value::Boolean(true)), ("door@k1/inner", Value::Integer(2))]));
}
