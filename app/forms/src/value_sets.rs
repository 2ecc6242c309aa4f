//! FHIR R4's own value sets, as far as they can be listed, and lists of LOINC that many forms name. For the server and the
//! command line: a form that names one is given the list to carry along, so that a tablet without signal has the options.
//! HL7's are from its definitions (CC0), written by `tests/fixtures/value_sets.mjs`; LOINC's stand under its licence,
//! whose notice is in their file.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use crate::definition::ADDED;

const LISTS: [&str; 2] =
    [include_str!("../value-sets/hl7-r4.json"), include_str!("../value-sets/loinc.json")];

/// The Questionnaire with every value set it names and does not carry, as far as it is one of FHIR's own. What is no
/// JSON, or names none, comes back as it is.
pub fn carry(questionnaire: &str) -> String {
    let text = questionnaire.trim_start_matches('\u{feff}');
    let Ok(mut root) = serde_json::from_str::<Json>(text) else {
        return questionnaire.to_owned();
    };
    let mut wanted = BTreeSet::new();
    named(&root, &mut wanted);
    for url in root["contained"].as_array().into_iter().flatten().filter_map(|one| one["url"].as_str()) {
        wanted.remove(url);
    }
    let added: Vec<Json> = wanted.iter().filter_map(|url| list(url)).collect();
    let Some(root) = root.as_object_mut().filter(|_| !added.is_empty()) else {
        return questionnaire.to_owned();
    };
    match root.entry("contained").or_insert_with(|| Json::Array(Vec::new())) {
        Json::Array(contained) => contained.extend(added),
        other => *other = Json::Array(added),
    }
    Json::Object(std::mem::take(root)).to_string()
}

fn named(json: &Json, found: &mut BTreeSet<String>) {
    for item in json["item"].as_array().into_iter().flatten() {
        if let Some(url) = item["answerValueSet"].as_str().filter(|url| !url.starts_with('#')) {
            found.insert(url.split('|').next().unwrap_or(url).to_owned());
        }
        named(item, found);
    }
}

/// One list as a ValueSet with its expansion.
fn list(url: &str) -> Option<Json> {
    // One line a set: only the line that is wanted is read.
    let start = format!("\"{url}\":");
    let line = LISTS.iter().flat_map(|list| list.lines()).find_map(|line| line.strip_prefix(&start))?;
    let systems: Map<String, Json> = serde_json::from_str(line.trim_end_matches(',')).ok()?;
    let mut contains = Vec::new();
    for (system, codes) in &systems {
        for code in codes.as_array()? {
            let display = code.get(1).unwrap_or(&code[0]);
            contains.push(json!({ "system": system, "code": code[0], "display": display }));
        }
    }
    Some(json!({
        "resourceType": "ValueSet",
        "extension": [{ "url": ADDED, "valueBoolean": true }],
        "url": url,
        "status": "active",
        "expansion": { "timestamp": "2019-11-01", "contains": contains },
    }))
}
