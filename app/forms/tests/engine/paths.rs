//! Paths: where an answer stands, as text.

use forms::{AnswerPath, Answers, Facet, Value, canonical_json};
use serde_json::json;

use crate::form::*;

#[test]
fn a_path_tells_its_parts() {
    let path = at("e-flight@a/e-riser@b/e-height#note");
    assert_eq!(path.link_id(), "e-height");
    assert_eq!(path.facet(), Some(Facet::Note));
    let around: Vec<(String, &str)> = path.instances().map(|(link, id)| (link.into_owned(), id)).collect();
    assert_eq!(around, [("e-flight".to_owned(), "a"), ("e-riser".to_owned(), "b")]);
    assert_eq!(path.parent_instance(), Some(at("e-flight@a/e-riser@b")));
    assert_eq!(at("e-flight@a/e-riser@b").parent_instance(), Some(at("e-flight@a")));
    assert_eq!(at("e-flight@a").instance_id(), Some("a"));
    assert_eq!(at("b-lock").parent_instance(), None);
    assert_eq!(path.without_facet(), at("e-flight@a/e-riser@b/e-height"));
}

#[test]
fn paths_are_built_from_their_parts() {
    let copy = AnswerPath::root("d-door").instance("k1");
    assert_eq!(copy, at("d-door@k1"));
    assert_eq!(copy.child("d-clear"), at("d-door@k1/d-clear"));
    assert_eq!(copy.child("d-clear").child("d-clear.note"), at("d-door@k1/d-clear.note"));
    assert_eq!(at("b-lock").with_facet(Facet::Absent), at("b-lock#absent"));
    assert_eq!(at("b-lock").child("b-lock.who"), at("b-lock.who"));
}

#[test]
fn what_is_no_path_is_turned_away() {
    let long = "x".repeat(513);
    for text in [
        "",
        "/",
        "a/",
        "/a",
        "a/b",
        "@k",
        "a@",
        "a@k@l",
        "a#",
        "a#x",
        "a#note#note",
        "a\nb",
        "a%2",
        "a%zz",
        &long,
    ] {
        assert!(AnswerPath::parse(text).is_err(), "{text:?}");
        assert!(serde_json::from_value::<AnswerPath>(json!(text)).is_err());
    }
}

#[test]
fn link_ids_with_slashes_find_their_items() {
    let def = form(json!([repeated("/54-1/x", json!([item("a@b#c 100%", "string")]))]));
    let copy = AnswerPath::root("/54-1/x").instance("k");
    let path = copy.child("a@b#c 100%");
    assert_eq!(AnswerPath::parse(path.as_str()), Ok(path.clone()));
    assert_eq!(path.link_id(), "a@b#c 100%");
    assert_eq!(def.item_at(&path), def.by_link_id("a@b#c 100%"));
    let given: Answers = [(path.clone(), Value::text("x").into())].into_iter().collect();
    assert!(forms::view(&def, &given).node(&path).is_some_and(|node| node.answered));
}

#[test]
fn a_path_outside_its_copies_leads_nowhere() {
    let def = form(json!([repeated("g", json!([item("a", "string")])), item("b", "string")]));
    for path in ["a", "g@k/b", "b@k", "g@k/g@l", "h@k/a"] {
        assert_eq!(def.item_at(&at(path)), None, "{path}");
    }
    assert_eq!(def.item_at(&at("g@k/a#note")), def.by_link_id("a"));
    assert_eq!(def.item_at(&at("g@k")), def.by_link_id("g"));
}

#[test]
fn equal_answers_are_equal_bytes() {
    let one = answers([("b", Value::text("x")), ("a@k/c", code("yes")), ("a@k", Value::Boolean(true))]);
    let mut other = Answers::new();
    other.set(at("a@k/c"), code("no"));
    other.set(at("z"), Value::Integer(1));
    for (path, answer) in one.iter() {
        other.set(path.clone(), answer.clone());
    }
    other.set(at("z"), forms::Answer(Vec::new()));
    assert_eq!(canonical_json(&one), canonical_json(&other));
    assert_eq!(
        canonical_json(&one),
        r#"{"a@k":[{"boolean":true}],"a@k/c":[{"coding":{"code":"yes","display":"YES","system":"s"}}],"b":[{"string":"x"}]}"#
    );
    assert_eq!(serde_json::from_str::<Answers>(&canonical_json(&one)).expect("answers"), one);
}
