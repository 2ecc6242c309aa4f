//! Questionnaires as they were published. A version never changes, so a tablet keeps it for good.

use super::refusal::{No, caller};
use app::server::Service;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use sync::FormRef;

/// One questionnaire.
pub async fn form(
    State(service): State<Service>,
    headers: HeaderMap,
    Path((id, version)): Path<(String, String)>,
) -> Result<Response, No> {
    let caller = caller(&service, &headers).await?;
    let json = service.records.form(&caller.actor, &FormRef { id, version }).await?;
    let kind =
        [(header::CONTENT_TYPE, "application/fhir+json"), (header::CACHE_CONTROL, "private, no-cache")];
    Ok((kind, compact(&json)).into_response())
}

/// JSON without the white space between its parts, figures and letters as they were: a form is written to be read by
/// people, and a third of it is indents, which a tablet would keep, unseal and pass over at each opening.
fn compact(json: &str) -> String {
    let mut is_in_string = false;
    let mut is_escaped = false;
    let is_kept = |letter: &char| {
        let kept = is_in_string || !matches!(letter, ' ' | '\t' | '\n' | '\r');
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = is_in_string,
            '"' => is_in_string = !is_in_string,
            _ => {}
        }
        kept
    };
    json.chars().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_only_between_the_parts() {
        for (json, compacted) in [
            ("{ \"a b\" : [ 1.50 ,\n\t\"c  d\" ] }\r\n", r#"{"a b":[1.50,"c  d"]}"#),
            (r#"{ "said": "\" so \\" , "n": " " }"#, r#"{"said":"\" so \\","n":" "}"#),
            ("", ""),
        ] {
            assert_eq!(compact(json), compacted);
        }
    }

    #[test]
    fn a_compacted_form_says_the_same() {
        for (id, json) in forms::instruments::all() {
            let [before, after] =
                [json, &compact(json)].map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap());
            assert_eq!(before, after, "{id}");
        }
    }
}
