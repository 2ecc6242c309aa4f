//! Which fields tell that a form is written in another version of FHIR, and which R4 knows.
//! Such a form is refused by shape, not by name: a profile alone proves nothing.

use super::Refusal;
use super::json::{self, Json};

const STU3_INITIAL: &[&str] = &[
    "initialBoolean",
    "initialDecimal",
    "initialInteger",
    "initialDate",
    "initialDateTime",
    "initialTime",
    "initialString",
    "initialUri",
    "initialAttachment",
    "initialCoding",
    "initialQuantity",
    "initialReference",
];

/// Fields of an item in R4; others have no effect, and that is said.
pub(super) const FIELDS: &[&str] = &[
    "answerOption",
    "answerValueSet",
    "code",
    "definition",
    "enableBehavior",
    "enableWhen",
    "extension",
    "id",
    "initial",
    "item",
    "linkId",
    "maxLength",
    "modifierExtension",
    "prefix",
    "readOnly",
    "repeats",
    "required",
    "text",
    "type",
];

pub(super) fn refuse_other_versions(root: &Json<'_>) -> Result<(), Refusal> {
    let r5 = ["versionAlgorithmString", "versionAlgorithmCoding", "copyrightLabel"];
    match r5.iter().find(|key| json::field(root, key).is_some()) {
        Some(key) => Err(Refusal::new("", other_version(key, "R5"))),
        None => Ok(()),
    }
}

fn other_version(field: &str, version: &str) -> String {
    format!("The field \u{201c}{field}\u{201d} belongs to FHIR {version}. Bring the form as R4.")
}

/// Fields that exist in other versions of FHIR alone.
pub(super) fn other_version_of_item(raw: &Json<'_>) -> Option<String> {
    let fields = raw.as_object()?;
    fields.keys().find_map(|key| {
        let version = match key {
            "answerConstraint" | "disabledDisplay" => "R5",
            "options" | "option" | "concept" => "STU3",
            key if STU3_INITIAL.contains(&key) => "STU3",
            _ => return None,
        };
        Some(other_version(key, version))
    })
}
