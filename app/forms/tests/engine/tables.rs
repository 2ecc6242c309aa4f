//! Which groups are drawn as tables, and what becomes of the others.

use forms::{Table, Widget, describe};
use serde_json::{Value as Json, json};

use crate::form::*;

/// The look of an item, as FHIR writes it.
fn look(json: Json, code: &str) -> Json {
    let coding =
        json!({ "coding": [{ "system": "http://hl7.org/fhir/questionnaire-item-control", "code": code }] });
    with(json, json!({ "extension": [hl7("questionnaire-itemControl", "valueCodeableConcept", coding)] }))
}

fn one_of(link_id: &str, codes: &[&str]) -> Json {
    let options: Vec<Json> = codes.iter().map(|code| option(code)).collect();
    with(item(link_id, "choice"), json!({ "answerOption": options }))
}

fn help() -> Json {
    look(item("help", "display"), "help")
}

#[test]
fn what_a_group_holds_decides_which_table_it_is() {
    let three = ["never", "rarely", "often"];
    let eight = ["1", "2", "3", "4", "5", "6", "7", "8"];
    let line = |link_id: &str| item(link_id, "string");
    let same = || json!([one_of("a", &three), one_of("b", &three), help()]);
    let cells = |row: &str| json!([line(&format!("{row}1")), item(&format!("{row}2"), "integer")]);
    let cases = [
        ("the same options", look(group("g", same()), "table"), Some(Table::Options)),
        ("jmandel writes gtable for it", look(group("g", same()), "gtable"), Some(Table::Options)),
        ("no table is asked for", group("g", same()), None),
        ("other options", look(group("g", json!([one_of("a", &three), yes_no("b")])), "table"), None),
        (
            "too many options",
            look(group("g", json!([one_of("a", &eight), one_of("b", &eight)])), "table"),
            None,
        ),
        (
            "yes and no",
            look(group("g", json!([item("a", "boolean"), item("b", "boolean")])), "table"),
            Some(Table::Options),
        ),
        ("one question", look(group("g", json!([yes_no("a")])), "table"), None),
        (
            "questions and words",
            look(group("g", json!([yes_no("a"), yes_no("b"), item("w", "display")])), "table"),
            None,
        ),
        (
            "copies",
            look(repeated("g", json!([line("a"), item("b", "date"), help()])), "gtable"),
            Some(Table::Copies),
        ),
        ("copies with a group", look(repeated("g", json!([group("h", json!([line("a")]))])), "gtable"), None),
        (
            "copies of six questions",
            look(repeated("g", json!(["a", "b", "c", "d", "e", "f"].map(line))), "gtable"),
            None,
        ),
        ("copies with a judgement", look(repeated("g", json!([judgement("a")])), "gtable"), None),
        (
            "groups",
            look(group("g", json!([group("r", cells("r")), group("s", cells("s"))])), "grid"),
            Some(Table::Groups),
        ),
        (
            "copies in a grid",
            look(group("g", json!([group("r", cells("r")), repeated("s", cells("s"))])), "grid"),
            None,
        ),
        ("questions in a grid", look(group("g", json!([line("a"), line("b")])), "grid"), None),
    ];
    for (what, json, wanted) in cases {
        let def = form(json!([json]));
        let group = def.item(def.by_link_id("g").expect("g"));
        assert_eq!(group.table, wanted, "{what}");
        let n_told = group.notices.iter().filter(|one| one.feature == "questionnaire-itemControl").count();
        let asked = what != "no table is asked for";
        assert_eq!(n_told, usize::from(asked && wanted.is_none()), "{what}: who brings the form in is told");
    }
}

#[test]
fn a_list_that_opens_becomes_buttons_in_its_row_and_is_described_so() {
    let row = |link_id: &str| look(yes_no(link_id), "drop-down");
    let json = questionnaire(&json!([look(group("g", json!([row("a"), row("b")])), "table"), row("c")]));
    let said = describe(&json.to_string());
    let of = |at: usize, field: &str| said["items"][at][field].clone();
    assert_eq!((of(0, "table"), of(1, "table")), (json!("options"), Json::Null));
    let controls: Vec<Json> = (1..4).map(|at| of(at, "control")).collect();
    assert_eq!(controls, [Widget::Radios.as_str(), "radio", "select"]);
}

#[test]
fn a_question_cannot_be_a_table() {
    let def = form(json!([look(yes_no("a"), "htable")]));
    let a = def.item(def.by_link_id("a").expect("a"));
    assert_eq!((a.table, a.notices.len()), (None, 1));
}
