//! Compares what the engine says of a form with a case that says what is right: for reference outcomes in tests, and
//! for services that keep cases beside their forms.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use crate::calculation::Values;
use crate::definition::{Definition, Refusal};
use crate::evaluate::evaluate;

/// What of a case is different: `enabled` (link ids `missing` and `unexpected`) and `calculated` (by link id, what is
/// `expected` and what was `found`). Null when nothing is.
///
/// A case holds `item` (of a QuestionnaireResponse) and `enabled` (exactly these link ids are asked, leaving out those
/// in `exclude`), `calculated` (values by link id, null for none), or both. Which questions are asked is decided with
/// the answers as they are given.
///
/// # Errors
/// When the case is no JSON.
pub fn difference(def: &Definition, case: &Json, now: &str) -> Result<Json, Refusal> {
    let text = case.to_string();
    let mut out = Map::new();
    if let Some(expected) = case["enabled"].as_array() {
        let found = evaluate(def, &text, now, Values::AsGiven)?;
        let exclude = link_ids(case["exclude"].as_array());
        let expected: BTreeSet<&str> = link_ids(Some(expected)).difference(&exclude).copied().collect();
        let found: BTreeSet<&str> =
            link_ids(found["enabled"].as_array()).difference(&exclude).copied().collect();
        if expected != found {
            let missing: Vec<&&str> = expected.difference(&found).collect();
            let unexpected: Vec<&&str> = found.difference(&expected).collect();
            out.insert("enabled".to_owned(), json!({ "missing": missing, "unexpected": unexpected }));
        }
    }
    if let Some(expected) = case["calculated"].as_object() {
        let found = evaluate(def, &text, now, Values::WorkedOut)?;
        let mut different = Map::new();
        for (link_id, expected) in expected {
            let found = &found["calculated"][link_id];
            if !same(expected, found) {
                different.insert(link_id.clone(), json!({ "expected": expected, "found": found }));
            }
        }
        if !different.is_empty() {
            out.insert("calculated".to_owned(), Json::Object(different));
        }
    }
    Ok(if out.is_empty() { Json::Null } else { Json::Object(out) })
}

fn link_ids(list: Option<&Vec<Json>>) -> BTreeSet<&str> {
    list.into_iter().flatten().filter_map(Json::as_str).collect()
}

/// Numbers by amount; no words and no value are the same.
fn same(expected: &Json, found: &Json) -> bool {
    match (expected.as_f64(), found.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-6,
        _ => expected == found || expected == "" && found.is_null(),
    }
}
