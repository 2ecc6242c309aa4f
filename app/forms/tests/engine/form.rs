//! The few words the stories are told in: make a form, answer it, look.

use forms::{AnswerPath, Answers, Definition, Value, View, view};
use serde_json::{Value as Json, json};

/// A questionnaire with these items.
pub fn questionnaire(items: &Json) -> Json {
    json!({
        "resourceType": "Questionnaire",
        "url": "https://threshold.example/q/test",
        "version": "3",
        "title": "A test",
        "status": "active",
        "contained": [severity(), people(), not_seen()],
        "item": items,
    })
}

/// The definition of a form with these items.
pub fn form(items: Json) -> Definition {
    Definition::parse(&questionnaire(&items).to_string()).expect("the form is in order")
}

/// One item.
pub fn item(link_id: &str, kind: &str) -> Json {
    json!({ "linkId": link_id, "type": kind, "text": format!("Text of {link_id}") })
}

/// The same object with more fields.
pub fn with(mut json: Json, more: Json) -> Json {
    let (Json::Object(fields), Json::Object(more)) = (&mut json, more) else { unreachable!("objects") };
    fields.extend(more);
    json
}

/// Shown when another item has a code.
pub fn when_code(mut json: Json, question: &str, code: &str) -> Json {
    let condition =
        json!({ "question": question, "operator": "=", "answerCoding": { "system": "s", "code": code } });
    json["enableWhen"] = json!([condition]);
    json
}

/// A yes-or-no question whose options stand in system "s".
pub fn yes_no(link_id: &str) -> Json {
    with(item(link_id, "choice"), json!({ "answerOption": [option("yes"), option("no")] }))
}

/// An option in system "s".
pub fn option(code: &str) -> Json {
    json!({ "valueCoding": { "system": "s", "code": code, "display": code.to_uppercase() } })
}

/// A group.
pub fn group(link_id: &str, items: Json) -> Json {
    with(item(link_id, "group"), json!({ "item": items }))
}

/// A group that may have copies.
pub fn repeated(link_id: &str, items: Json) -> Json {
    with(group(link_id, items), json!({ "repeats": true }))
}

/// One of our extensions.
pub fn ours(name: &str, key: &str, value: Json) -> Json {
    json!({ "url": format!("https://threshold.example/fhir/{name}"), key: value })
}

/// One of FHIR's extensions.
pub fn hl7(name: &str, key: &str, value: Json) -> Json {
    json!({ "url": format!("http://hl7.org/fhir/StructureDefinition/{name}"), key: value })
}

/// A hazard judgement with the details that the rules look at.
pub fn judgement(link_id: &str) -> Json {
    let trouble = json!([judged(link_id, "concern"), judged(link_id, "hazard")]);
    let in_trouble = json!({ "enableWhen": trouble, "enableBehavior": "any" });
    let not_seen = json!({ "enableWhen": [judged(link_id, "not-seen")], "required": true });
    let detail = |name: &str, kind: &str| item(&format!("{link_id}.{name}"), kind);
    let people = json!({ "repeats": true, "answerValueSet": "#os-people" });
    json!({
        "linkId": link_id,
        "type": "choice",
        "text": format!("Text of {link_id}"),
        "answerValueSet": "#os-severity",
        "extension": [ours("judgement", "valueBoolean", json!(true))],
        "item": [
            with(with(detail("who", "choice"), people), in_trouble.clone()),
            with(detail("note", "text"), in_trouble.clone()),
            with(with(detail("reason", "choice"), not_seen), json!({ "answerValueSet": "#os-not-seen" })),
            with(detail("photo", "attachment"), json!({ "repeats": true })),
        ],
    })
}

fn judged(link_id: &str, code: &str) -> Json {
    json!({ "question": link_id, "operator": "=", "answerCoding": { "system": "severity", "code": code } })
}

fn severity() -> Json {
    value_set("os-severity", "severity", &["ok", "concern", "hazard", "not-applicable", "not-seen"])
}

fn people() -> Json {
    value_set("os-people", "people", &["client", "partner", "staff"])
}

fn not_seen() -> Json {
    value_set("os-not-seen", "not-seen", &["time", "locked"])
}

fn value_set(id: &str, system: &str, codes: &[&str]) -> Json {
    let concepts: Vec<Json> = codes.iter().map(|code| json!({ "code": code, "display": code })).collect();
    json!({
        "resourceType": "ValueSet", "id": id, "status": "active",
        "compose": { "include": [{ "system": system, "concept": concepts }] },
    })
}

/// A judgement as an answer.
pub fn severity_of(code: &str) -> Value {
    Value::coding("severity", code, code)
}

/// An option of system "s" as an answer.
pub fn code(code: &str) -> Value {
    Value::coding("s", code, &code.to_uppercase())
}

/// A path.
pub fn at(path: &str) -> AnswerPath {
    AnswerPath::parse(path).expect("a path")
}

/// Answers, given as path and value.
pub fn answers<const N: usize>(given: [(&str, Value); N]) -> Answers {
    given.into_iter().map(|(path, value)| (at(path), value.into())).collect()
}

/// The link ids (or paths) that are enabled.
pub fn enabled(def: &Definition, answers: &Answers) -> Vec<String> {
    let view = view(def, answers);
    view.nodes.iter().filter(|node| node.enabled).map(|node| node.path.to_string()).collect()
}

/// True when the item at a path is enabled.
pub fn is_enabled(def: &Definition, answers: &Answers, path: &str) -> bool {
    node(&view(def, answers), path).enabled
}

/// The node at a path.
pub fn node<'a>(view: &'a View, path: &str) -> &'a forms::Node {
    view.node(&at(path)).unwrap_or_else(|| panic!("no node at {path}"))
}
