//! What can be chosen, and how items want to be shown.

use forms::{Answer, Answers, Control, FieldClass, IssueKind, Value, view};
use serde_json::json;

use crate::form::*;

#[test]
fn options_of_every_type_are_read_with_score_prefix_and_translation() {
    let options = json!([
        { "valueCoding": { "system": "s", "code": "a", "display": "Apple",
            "_display": { "extension": [hl7("translation", "x", json!(null)),
                { "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
                    { "url": "lang", "valueCode": "cy" }, { "url": "content", "valueString": "Afal" } ] }] } },
          "extension": [hl7("ordinalValue", "valueDecimal", json!(2.5)), hl7("questionnaire-optionPrefix", "valueString", json!("1)"))],
          "initialSelected": true },
        { "valueString": "Pear" }, { "valueInteger": 3 }, { "valueDate": "2026-01-01" }, { "valueTime": "08:00:00" },
    ]);
    let def = form(json!([with(item("a", "choice"), json!({ "answerOption": options }))]));
    let a = def.item(def.by_link_id("a").expect("a"));
    let labels: Vec<&str> = a.options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(labels, ["Apple", "Pear", "3", "2026-01-01", "08:00:00"]);
    assert_eq!(a.options[0].ordinal.as_ref().map(forms::Decimal::as_str), Some("2.5"));
    assert_eq!(a.options[0].prefix.as_deref(), Some("1)"));
    assert_eq!(a.options[0].label_in("cy-GB"), "Afal");
    assert_eq!(a.initial, [Value::coding("s", "a", "Apple")]);
    for given in [Value::text("Pear"), Value::Integer(3), Value::Date("2026-01-01".into())] {
        assert!(node(&view(&def, &answers([("a", given)])), "a").issues.is_empty());
    }
    assert!(node(&view(&def, &answers([("a", Value::text("Plum"))])), "a").has(IssueKind::NotAnOption));
}

#[test]
fn what_an_option_has_besides_is_shown_or_told() {
    let words = |name: &str, value: &str| json!({ "extension": [hl7(name, "valueString", json!(value))] });
    let options = json!([
        { "valueString": "Most days", "_valueString": words("rendering-xhtml", "<b>Most</b> days") },
        { "valueString": "Never", "_valueString": words("rendering-xhtml", "Never<img src='x.png'/>") },
        { "valueString": "Once", "extension": [hl7("cqf-expression", "valueString", json!("x"))] },
        { "valueCoding": { "system": "s", "code": "c", "extension": [{ "url": "https://elsewhere.example/mark", "valueBoolean": true }] } },
    ]);
    let def = form(json!([with(item("a", "choice"), json!({ "answerOption": options }))]));
    let a = def.item(def.by_link_id("a").expect("a"));
    let looks: Vec<bool> = a.options.iter().map(|option| option.rich.is_some()).collect();
    assert_eq!(looks, [true, false, false, false]);
    let told: Vec<(&str, bool)> = a.notices.iter().map(|one| (one.feature.as_str(), one.degrades)).collect();
    let mark = "https://elsewhere.example/mark";
    assert_eq!(told, [("rendering-xhtml", true), ("cqf-expression", true), (mark, false)]);
}

#[test]
fn an_open_choice_takes_own_words_and_a_closed_one_does_not() {
    let kind = |kind: &str| form(json!([with(item("a", kind), json!({ "answerOption": [option("x")] }))]));
    let own = answers([("a", Value::text("Something else"))]);
    assert!(node(&view(&kind("open-choice"), &own), "a").issues.is_empty());
    assert!(node(&view(&kind("choice"), &own), "a").has(IssueKind::NotAnOption));
}

#[test]
fn an_exclusive_option_stands_alone() {
    let none = with(
        option("none"),
        json!({ "extension": [hl7("questionnaire-optionExclusive", "valueBoolean", json!(true))] }),
    );
    let def = form(json!([with(
        item("a", "choice"),
        json!({ "repeats": true, "answerOption": [option("x"), option("y"), none] })
    )]));
    let given = |codes: &[&str]| -> Answers {
        [(at("a"), Answer(codes.iter().map(|one| code(one)).collect()))].into_iter().collect()
    };
    assert!(node(&view(&def, &given(&["x", "y"])), "a").issues.is_empty());
    assert!(node(&view(&def, &given(&["none"])), "a").issues.is_empty());
    assert!(node(&view(&def, &given(&["x", "none"])), "a").has(IssueKind::NotAlone));
}

#[test]
fn contained_value_sets_are_expanded_once_and_shared() {
    let def = form(json!([judgement("a"), judgement("b")]));
    let [a, b] = ["a", "b"].map(|id| def.item(def.by_link_id(id).expect(id)));
    assert_eq!(a.options.len(), 5);
    assert!(std::sync::Arc::ptr_eq(&a.options, &b.options));
}

#[test]
fn help_unit_and_controls_are_found() {
    let control = |code: &str| {
        hl7("questionnaire-itemControl", "valueCodeableConcept", json!({ "coding": [{ "code": code }] }))
    };
    let help = with(item("a.help", "display"), json!({ "extension": [control("help")] }));
    let unit = with(item("a.unit", "display"), json!({ "extension": [control("unit")], "text": "paces" }));
    let a = with(item("a", "decimal"), json!({ "extension": [control("slider")], "item": [help, unit] }));
    let def = form(json!([a]));
    let a = def.item(def.by_link_id("a").expect("a"));
    assert_eq!(a.control, Control::Slider);
    assert_eq!(a.help.as_deref(), Some("Text of a.help"));
    assert_eq!(a.unit_label(), "paces");
    assert!(def.item(def.by_link_id("a.help").expect("help")).control.is_aside());
}

#[test]
fn texts_and_titles_come_in_other_languages() {
    let welsh = json!({ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
        { "url": "lang", "valueCode": "cy" }, { "url": "content", "valueString": "Drws" } ] }] });
    let def = form(json!([with(item("a", "string"), json!({ "_text": welsh }))]));
    let a = def.by_link_id("a").expect("a");
    assert_eq!((def.text(a, "cy"), def.text(a, "en")), ("Drws", "Text of a"));
}

#[test]
fn the_class_of_readers_is_inherited_and_an_unknown_one_closes() {
    let class = |code: &str| json!({ "extension": [ours("field-class", "valueCode", json!(code))] });
    let def = form(json!([
        with(
            group("g", json!([item("a", "string"), with(item("b", "string"), class("clinical"))])),
            class("learning")
        ),
        with(item("c", "string"), class("brand-new")),
    ]));
    let class_of = |id: &str| def.item(def.by_link_id(id).expect(id)).field_class;
    assert_eq!(class_of("a"), FieldClass::Learning);
    assert_eq!(class_of("b"), FieldClass::Clinical);
    assert_eq!(class_of("c"), FieldClass::Safeguarding);
}

#[test]
fn loose_questions_form_a_section_of_their_own() {
    let def = form(json!([
        item("intro", "display"),
        item("a", "string"),
        group("g", json!([item("b", "string")])),
        item("c", "date")
    ]));
    let sections: Vec<(&str, usize)> =
        def.sections().iter().map(|one| (one.link_id.as_str(), one.roots.len())).collect();
    assert_eq!(sections, [("a", 2), ("g", 1), ("c", 1)]);
    assert_eq!(view(&def, &Answers::new()).progress(), (3, 0));
}

#[test]
fn options_with_neither_words_nor_a_code_are_shown_by_their_numbers() {
    let blank = |id: &str| json!({ "valueCoding": { "id": id, "system": "s" } });
    let def = form(json!([with(
        item("a", "choice"),
        json!({ "answerOption": [blank("x"), option("yes"), blank("y")] })
    )]));
    let item = &def.items()[0];
    let labels: Vec<&str> = item.options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(labels, ["Option 1", "YES", "Option 3"]);
    assert!(!item.options[0].value.same_as(&item.options[2].value), "each can be chosen by itself");
    let told: Vec<&str> = item.notices.iter().map(|notice| notice.feature.as_str()).collect();
    assert_eq!(told, ["answerOption"], "once an item");
}

#[test]
fn a_prefix_keeps_the_looks_that_the_form_gives_it() {
    let shadow = json!({ "extension": [hl7("rendering-xhtml", "valueString", json!("<b>A.</b>"))] });
    let def = form(json!([with(item("a", "string"), json!({ "prefix": "A.", "_prefix": shadow }))]));
    let item = &def.items()[0];
    assert!(item.rich_prefix.as_ref().is_some_and(|rich| rich.plain() == "A."));
    assert!(item.notices.is_empty());
}
