//! What differs between two versions of a form, in words for whoever publishes it.

use forms::Definition;
use forms::facts::{Change, asked_when, differences};
use serde_json::json;

use crate::form::*;

fn change<'a>(all: &'a [forms::facts::Difference], link_id: &str) -> Option<&'a Change> {
    all.iter().find(|one| one.link_id == link_id).map(|one| &one.change)
}

#[test]
fn a_form_does_not_differ_from_itself() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/instruments/home-environment.json");
    let json = std::fs::read_to_string(file).expect("a form of ours");
    let def = Definition::parse(&json).expect("in order");
    assert_eq!(differences(&def, &def), []);
}

#[test]
fn added_removed_and_changed_items_are_told_one_by_one() {
    let before = form(json!([
        item("same", "string"),
        with(item("words", "string"), json!({ "text": "Is it safe?" })),
        with(yes_no("options"), json!({})),
        item("gone", "date"),
    ]));
    let after = form(json!([
        item("same", "string"),
        with(item("words", "text"), json!({ "text": "Is it safe and warm?", "required": true })),
        with(yes_no("options"), json!({ "answerOption": [option("yes"), option("no"), option("unknown")] })),
        when_code(item("new", "string"), "options", "yes"),
    ]));
    let all = differences(&before, &after);
    assert_eq!(
        all.iter().map(|one| one.link_id.as_str()).collect::<Vec<_>>(),
        ["words", "options", "new", "gone"]
    );
    let text = |words: &str| words.to_owned();
    let words = Change::Changed(vec![
        ("Words", text("Is it safe?"), text("Is it safe and warm?")),
        ("Answer", text("Short text"), text("Long text")),
        ("Must be answered", text(""), text("Yes")),
    ]);
    assert_eq!(change(&all, "words"), Some(&words));
    let options = Change::Changed(vec![(
        "Options",
        text("YES (code yes); NO (code no)"),
        text("YES (code yes); NO (code no); UNKNOWN (code unknown)"),
    )]);
    assert_eq!(change(&all, "options"), Some(&options));
    assert_eq!(change(&all, "new"), Some(&Change::Added));
    assert_eq!(change(&all, "gone"), Some(&Change::Removed));
}

#[test]
fn conditions_are_told_in_words() {
    let number = |operator: &str| {
        with(
            item("b", "string"),
            json!({ "enableWhen": [{ "question": "a", "operator": operator, "answerInteger": 3 }] }),
        )
    };
    let table = [
        ("=", "\u{201c}Text of a\u{201d} is 3"),
        ("!=", "\u{201c}Text of a\u{201d} is not 3"),
        (">", "\u{201c}Text of a\u{201d} is more than 3"),
        ("<", "\u{201c}Text of a\u{201d} is less than 3"),
        (">=", "\u{201c}Text of a\u{201d} is 3 or more"),
        ("<=", "\u{201c}Text of a\u{201d} is 3 or less"),
    ];
    for (operator, words) in table {
        let def = form(json!([item("a", "integer"), number(operator)]));
        let b = def.by_link_id("b").expect("b");
        assert_eq!(asked_when(&def, b).as_deref(), Some(words));
    }
    let two = json!({ "enableBehavior": "any", "enableWhen": [
        { "question": "a", "operator": "exists", "answerBoolean": true },
        { "question": "c", "operator": "exists", "answerBoolean": false }] });
    let def = form(json!([item("a", "integer"), item("c", "integer"), with(item("b", "string"), two)]));
    let words = "\u{201c}Text of a\u{201d} is answered, or \u{201c}Text of c\u{201d} is not answered";
    assert_eq!(asked_when(&def, def.by_link_id("b").expect("b")).as_deref(), Some(words));
    assert_eq!(asked_when(&def, def.by_link_id("a").expect("a")), None);
}

#[test]
fn scores_checks_and_order_are_compared_as_well() {
    let scored = |score: i32, check: &str| {
        let option =
            with(option("yes"), json!({ "extension": [hl7("ordinalValue", "valueDecimal", json!(score))] }));
        let check = json!({ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": [
            { "url": "key", "valueId": "k" }, { "url": "severity", "valueCode": "error" },
            { "url": "human", "valueString": "Must hold" }, { "url": "expression", "valueString": check }] });
        with(item("a", "choice"), json!({ "answerOption": [option], "extension": [check] }))
    };
    let before = form(json!([scored(0, "true"), item("b", "string")]));
    let after = form(json!([item("b", "string"), scored(1, "1 = 1")]));
    let all = differences(&before, &after);
    let about = |change: &Change| match change {
        Change::Changed(parts) => parts.iter().map(|(what, ..)| *what).collect(),
        other => panic!("{other:?}"),
    };
    let told: Vec<(&str, Vec<&str>)> =
        all.iter().map(|one| (one.link_id.as_str(), about(&one.change))).collect();
    assert_eq!(told, [("", vec!["Order of questions"]), ("a", vec!["Options", "Checked"])]);
}
