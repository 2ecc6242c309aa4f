//! What cannot be used is refused with its place and a reason; what can be used in part is used, with a notice.

use forms::{Definition, Refusal};
use serde_json::{Value as Json, json};

use crate::form::*;

fn refusal(items: Json) -> Refusal {
    Definition::parse(&questionnaire(&items).to_string()).expect_err("a refusal")
}

fn when(question: &str, operator: &str, key: &str, answer: Json) -> Json {
    with(
        item("b", "string"),
        json!({ "enableWhen": [{ "question": question, "operator": operator, key: answer }] }),
    )
}

#[test]
fn every_flaw_is_refused_at_its_place() {
    let a = || item("a", "integer");
    let yes = json!(true);
    let table = [
        (json!([{ "type": "string" }]), "item[0]", "no linkId"),
        (json!([{ "linkId": "  ", "type": "string" }]), "item[0]", "no linkId"),
        (json!([{ "linkId": "a" }]), "item[0]", "no type"),
        (json!(["a"]), "item[0]", "no item"),
        (json!([item("a", "question")]), "item[0]", "abstract"),
        (json!([item("a", "coding")]), "item[0]", "R5"),
        (json!([item("a", "slider")]), "item[0]", "not known"),
        (json!([a(), group("g", json!([a()]))]), "item[1].item[0]", "used twice; first at item[0]"),
        (json!([with(a(), json!({ "answerConstraint": "optionsOnly" }))]), "item[0]", "R5"),
        (json!([with(a(), json!({ "initialInteger": 1 }))]), "item[0]", "STU3"),
        (json!([with(a(), json!({ "option": [] }))]), "item[0]", "STU3"),
        (
            json!([with(a(), json!({ "modifierExtension": [{ "url": "u" }] }))]),
            "item[0]",
            "changes what the item means",
        ),
        (
            json!([when("zz", "exists", "answerBoolean", yes.clone())]),
            "item[0].enableWhen[0]",
            "not in this form",
        ),
        (json!([when("b", "exists", "answerBoolean", yes.clone())]), "item[0]", "own answer"),
    ];
    for (items, path, words) in table {
        let refusal = refusal(items.clone());
        assert_eq!(refusal.path, path, "{items}");
        assert!(refusal.reason.contains(words), "{words}: {}", refusal.reason);
    }
}

#[test]
fn an_incomplete_condition_hides_nothing_and_is_told() {
    let a = || item("a", "integer");
    let table = [
        (when("a", "=", "answerCoding", json!({ "code": "x" })), "never takes", false),
        (when("a", "=", "answerString", json!("x")), "never takes", false),
        (when("a", "exists", "answerInteger", json!(1)), "answerBoolean", false),
        (when("a", "~", "answerInteger", json!(1)), "operator", true),
        (when("a", "=", "answerInteger", json!("1x")), "does not hold", true),
        (when("a", "=", "value", json!(1)), "no answer", true),
        (when("g", "exists", "answerBoolean", json!(true)), "takes no answer", true),
        (
            with(item("b", "string"), json!({ "enableWhen": [{ "operator": "=" }] })),
            "names no question",
            true,
        ),
    ];
    for (condition, words, is_shown) in table {
        let def = form(json!([a(), group("g", json!([item("q", "string")])), condition]));
        let b = def.by_link_id("b").expect("b");
        let notices = &def.item(b).notices;
        assert!(notices.iter().any(|notice| notice.text.contains(words)), "{words}: {notices:?}");
        let view = forms::view(&def, &forms::Answers::new());
        let shown = view.nodes.iter().any(|node| node.item == b && node.enabled);
        // "exists" compared with something else than yes means no: shown while nothing is answered.
        assert_eq!(shown, is_shown || words == "answerBoolean", "{words}");
    }
}

#[test]
fn a_circle_is_refused_with_every_item_named() {
    let exists = |link_id: &str, question: &str| {
        let condition = json!({ "question": question, "operator": "exists", "answerBoolean": true });
        with(item(link_id, "string"), json!({ "enableWhen": [condition] }))
    };
    let reason = refusal(json!([exists("a", "b"), exists("b", "c"), exists("c", "a")])).reason;
    assert!(reason.contains("a → b → c → a"), "{reason}");
    let inside = with(
        group("g", json!([item("q", "string")])),
        json!({ "enableWhen": exists("x", "q")["enableWhen"] }),
    );
    assert!(refusal(json!([inside])).reason.contains("g → q → g"));
}

#[test]
fn what_is_no_questionnaire_is_refused() {
    let table = [
        ("{\n \"resourceType\": ,", "line 2", "not JSON"),
        ("{ \"resourceType\": \"Questionnaire\"", "line 1", "ends too early"),
        ("", "line 1", "ends too early"),
        ("[]", "", "resourceType is missing"),
        ("{ \"resourceType\": \"Patient\" }", "", "a Patient"),
        ("{ \"resourceType\": \"Bundle\" }", "", "Take the Questionnaire out"),
        ("{ \"resourceType\": \"Questionnaire\", \"copyrightLabel\": \"x\" }", "", "R5"),
    ];
    for (text, path, words) in table {
        let refusal = Definition::parse(text).expect_err(text);
        assert!(refusal.path.starts_with(path), "{refusal}");
        assert!(refusal.reason.contains(words), "{refusal}");
    }
}

fn nested(n_levels: usize) -> Json {
    (0..n_levels).fold(item("q", "string"), |inner, n| group(&format!("g{n}"), json!([inner])))
}

#[test]
fn thirty_two_levels_are_taken_and_more_are_refused() {
    assert_eq!(form(json!([nested(31)])).items().len(), 32);
    assert!(refusal(json!([nested(32)])).reason.contains("32 deep"));
    let bottomless =
        format!("{{\"resourceType\":\"Questionnaire\",\"item\":{}", "[{\"item\":".repeat(100_000));
    assert!(Definition::parse(&bottomless).is_err());
}

#[test]
fn link_ids_too_long_for_a_path_are_refused() {
    assert!(refusal(json!([item(&"x".repeat(600), "string")])).reason.contains("too long"));
}

#[test]
fn real_sloppiness_is_taken() {
    let text = "\u{feff}".to_owned()
        + &json!({
            "resourceType": "Questionnaire",
            "item": [
                { "linkId": "a", "type": "string", "required": "true", "maxLength": "5", "item": [] },
                { "linkId": "b", "type": "display", "_text": { "extension": [
                    hl7("rendering-xhtml", "valueString", json!("<p>Read <b>this</b></p>")) ] } },
            ],
        })
        .to_string();
    let def = Definition::parse(&text).expect("taken");
    let a = def.item(def.by_link_id("a").expect("a"));
    assert!(a.required);
    assert_eq!(a.max_length, Some(5));
    assert_eq!(def.item(def.by_link_id("b").expect("b")).text, "Read this");
    assert_eq!(def.notices().len(), 3, "no title, no url, no status");
}

#[test]
fn what_is_not_done_here_leaves_a_notice_on_the_item() {
    let sdc = |name: &str, rule: &str| {
        json!({
            "url": format!("http://hl7.org/fhir/uv/sdc/StructureDefinition/{name}"),
            "valueExpression": { "language": "text/fhirpath", "expression": rule },
        })
    };
    let table = [
        (
            with(
                item("a", "integer"),
                json!({ "extension": [sdc("sdc-questionnaire-calculatedExpression", "lowBoundary()")] }),
            ),
            "lowBoundary()",
        ),
        (
            with(
                item("a", "integer"),
                json!({ "extension": [sdc("sdc-questionnaire-enableWhenExpression", "1 +")] }),
            ),
            "always shown",
        ),
        (
            with(
                item("a", "integer"),
                json!({ "extension": [sdc("sdc-questionnaire-calculatedExpression", "%patient.age")] }),
            ),
            "%patient",
        ),
        (with(item("a", "choice"), json!({ "answerValueSet": "http://elsewhere.example/vs" })), "free text"),
        (item("a", "choice"), "free text"),
        (
            with(item("a", "string"), json!({ "extension": [hl7("regex", "valueString", json!("(")) ] })),
            "pattern",
        ),
        (with(item("a", "string"), json!({ "extension": [{ "url": "http://maker.example/glow" }] })), "glow"),
        (with(item("a", "string"), json!({ "foo": 1 })), "foo"),
    ];
    for (json, words) in table {
        let def = form(json!([json]));
        let notices = &def.item(def.by_link_id("a").expect("a")).notices;
        assert!(notices.iter().any(|notice| notice.text.contains(words)), "{words}: {notices:?}");
    }
}

#[test]
fn what_stands_on_the_form_itself_is_read_or_told() {
    let other = json!({ "url": "https://elsewhere.example/theme", "valueString": "blue" });
    let mut form = questionnaire(&json!([item("a", "string")]));
    form["extension"] = json!([
        other,
        hl7("sdc-questionnaire-launchContext", "valueString", json!("x")),
        hl7("not-known-to-anybody", "valueString", json!("x"))
    ]);
    form["modifierExtension"] = json!([{ "url": "https://elsewhere.example/not", "valueBoolean": true }]);
    let def = Definition::parse(&form.to_string()).expect("a form");
    let told: Vec<(&str, bool)> = def
        .all_notices()
        .filter(|(item, _)| item.is_none())
        .map(|(_, one)| (one.feature.as_str(), one.degrades))
        .collect();
    let expected = [
        ("modifierExtension", true),
        ("https://elsewhere.example/theme", false),
        ("sdc-questionnaire-launchContext", false),
        ("not-known-to-anybody", true),
    ];
    assert_eq!(told, expected);
}
