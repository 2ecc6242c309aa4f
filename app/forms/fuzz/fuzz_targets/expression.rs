//! A FHIRPath expression on one response: whatever it is, it is refused, comes to something, or comes to nothing.
#![no_main]

use forms::Definition;
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|text: &str| {
    let rule = |url: &str, language: &str| {
        json!([{
            "url": format!("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{url}"),
            "valueExpression": { "language": language, "expression": text },
        }])
    };
    let form = json!({
        "resourceType": "Questionnaire",
        "item": [
            { "linkId": "a", "type": "decimal", "text": "A" },
            { "linkId": "b", "type": "string", "text": "B", "repeats": true },
            { "linkId": "c", "type": "date", "text": "C" },
            { "linkId": "d", "type": "string", "text": "D", "extension": rule("calculatedExpression", "text/fhirpath") },
            { "linkId": "e", "type": "boolean", "text": "E", "extension": rule("enableWhenExpression", "text/fhirpath") },
        ],
    });
    let response = json!({
        "resourceType": "QuestionnaireResponse",
        "item": [
            { "linkId": "a", "answer": [{ "valueDecimal": 12.5 }] },
            { "linkId": "b", "answer": [{ "valueString": "one" }, { "valueString": "two" }] },
            { "linkId": "c", "answer": [{ "valueDate": "2024-02-29" }] },
        ],
    });
    if let Ok(def) = Definition::parse(&form.to_string()) {
        let now = "2026-11-22T10:30:00Z";
        let _ = forms::evaluate(&def, &response.to_string(), now, forms::Values::WorkedOut);
    }
});
