//! A response that somebody else wrote is right or not, and says where.

use forms::{Definition, check_response};
use serde_json::{Value as Json, json};

use crate::form::*;

const NOW: &str = "2026-11-22T10:30:00Z";

fn codes(def: &Definition, items: Json) -> Vec<(String, String)> {
    let response = json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "item": items });
    let found = check_response(def, &response.to_string(), NOW).expect("a response");
    found.into_iter().map(|issue| (issue.code.to_owned(), issue.path)).collect()
}

fn says(code: &str, path: &str) -> (String, String) {
    (code.to_owned(), path.to_owned())
}

fn answer(link_id: &str, value: Json) -> Json {
    json!({ "linkId": link_id, "answer": [value] })
}

#[test]
fn each_copy_of_a_group_is_asked_for_itself() {
    let which = with(
        item("which", "string"),
        json!({ "required": true, "enableWhen": [{ "question": "kind", "operator": "=", "answerInteger": 9 }] }),
    );
    let def =
        form(json!([with(group("g", json!([item("kind", "integer"), which])), json!({ "repeats": true }))]));
    let copy = |items: Json| json!({ "linkId": "g", "item": items });
    let nine = answer("kind", json!({ "valueInteger": 9 }));
    let one = answer("kind", json!({ "valueInteger": 1 }));
    let told = answer("which", json!({ "valueString": "a ramp" }));
    assert_eq!(codes(&def, json!([copy(json!([nine, told])), copy(json!([one]))])), []);
    assert_eq!(
        codes(&def, json!([copy(json!([nine])), copy(json!([one, told]))])),
        [says("required", "item[0]"), says("notEnabled", "item[1].item[1]")]
    );
}

#[test]
fn values_must_be_written_the_way_their_type_is() {
    let def = form(json!([item("n", "integer"), item("b", "boolean"), item("d", "decimal")]));
    for (link_id, value) in [
        ("n", json!({ "valueInteger": 5.5 })),
        ("n", json!({ "valueInteger": "5" })),
        ("b", json!({ "valueBoolean": "true" })),
        ("d", json!({ "valueDecimal": "1.5" })),
        ("d", json!({ "valueInteger": 1 })),
    ] {
        assert_eq!(
            codes(&def, json!([answer(link_id, value.clone())])),
            [says("invalidAnswerType", "item[0].answer[0]")],
            "{value}"
        );
    }
    let two = json!({ "valueInteger": 5, "valueString": "5" });
    assert_eq!(codes(&def, json!([answer("n", two)]))[0].0, "severalValues");
    assert_eq!(codes(&def, json!([answer("n", json!({ "valueInteger": 5 }))])), []);
}
