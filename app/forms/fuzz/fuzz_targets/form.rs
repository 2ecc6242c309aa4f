//! A Questionnaire and, after the sign U+001E, a QuestionnaireResponse: whatever they are, the engine answers.
#![no_main]

use forms::{Definition, Values, check_response, describe, evaluate};
use libfuzzer_sys::fuzz_target;

const NOW: &str = "2026-11-22T10:30:00Z";

fuzz_target!(|text: &str| {
    let (form, response) = text.split_once('\u{1e}').unwrap_or((text, "{}"));
    let _ = describe(form);
    if let Ok(def) = Definition::parse(form) {
        let _ = evaluate(&def, response, NOW, Values::WorkedOut);
        let _ = check_response(&def, response, NOW);
    }
});
