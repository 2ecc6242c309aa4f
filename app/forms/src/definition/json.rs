//! Reading JSON leniently: real forms write `"true"` for true and "5" for 5.
//! Shapes only; what a field means is decided elsewhere.

/// Parsed JSON that borrows its words from the text: forms are large, and are read while somebody waits.
pub(crate) use serde_json_borrow::Value as Json;

use super::Refusal;
use super::item::Translation;
use crate::decimal::Decimal;
use crate::export::PHOTO_FACTS;
use crate::photo::Photo;
use crate::value::{Attachment, Coding, Quantity, Reference, Value};

pub(super) const HL7: &str = "http://hl7.org/fhir/StructureDefinition/";
pub(super) const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
pub(super) const OURS: &str = "https://threshold.example/fhir/";

/// Reads a text as JSON.
///
/// # Errors
/// With line and column where the text stops being JSON.
pub(crate) fn parsed(text: &str) -> Result<Json<'_>, Refusal> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| not_json(&error))
}

fn not_json(error: &serde_json::Error) -> Refusal {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let reason = match words {
        _ if error.is_eof() => "The text ends too early; part of the file may be missing.".to_owned(),
        "recursion limit exceeded" => "Parts stand inside parts too deep to be read.".to_owned(),
        words => format!("This is not JSON: {words}."),
    };
    Refusal::new(format!("line {}, column {}", error.line(), error.column()), reason)
}

/// The field of an object.
pub(crate) fn field<'a>(json: &'a Json<'a>, key: &str) -> Option<&'a Json<'a>> {
    json.as_object()?.get(key)
}

/// Words that are not blank.
pub(super) fn text<'a>(json: &'a Json<'a>, key: &str) -> Option<&'a str> {
    field(json, key)?.as_str().filter(|words| !words.trim().is_empty())
}

pub(super) fn owned(json: &Json<'_>, key: &str) -> Option<String> {
    text(json, key).map(str::to_owned)
}

pub(super) fn flag(json: &Json<'_>, key: &str) -> Option<bool> {
    truth(field(json, key)?)
}

pub(super) fn count(json: &Json<'_>, key: &str) -> Option<u32> {
    match field(json, key)? {
        Json::Number(number) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
        Json::Str(words) => words.trim().parse().ok(),
        _ => None,
    }
}

/// The entries of a list; nothing, when it is missing or no list.
pub(crate) fn list<'a>(json: &'a Json<'a>, key: &str) -> &'a [Json<'a>] {
    field(json, key).and_then(Json::as_array).unwrap_or(&[])
}

/// Extensions with their addresses.
pub(super) fn extensions<'a>(json: &'a Json<'a>) -> impl Iterator<Item = (&'a str, &'a Json<'a>)> {
    list(json, "extension").iter().filter_map(|extension| Some((text(extension, "url")?, extension)))
}

pub(super) fn extension<'a>(json: &'a Json<'a>, url: &str) -> Option<&'a Json<'a>> {
    extensions(json).find(|(found, _)| *found == url).map(|(_, extension)| extension)
}

pub(super) fn hl7_extension<'a>(json: &'a Json<'a>, name: &str) -> Option<&'a Json<'a>> {
    extensions(json).find(|(url, _)| url.strip_prefix(HL7) == Some(name)).map(|(_, extension)| extension)
}

/// The one value of an extension, whatever its type, as words.
pub(super) fn any_text<'a>(extension: &'a Json<'_>) -> Option<&'a str> {
    let fields = extension.as_object()?;
    fields.iter().find(|(key, _)| key.starts_with("value")).and_then(|(_, value)| value.as_str())
}

/// Translations of the field whose shadow (`_text`, `_display`) this is.
pub(super) fn translations(shadow: Option<&Json<'_>>) -> Vec<Translation> {
    let Some(shadow) = shadow else {
        return Vec::new();
    };
    extensions(shadow)
        .filter(|(url, _)| url.strip_prefix(HL7) == Some("translation"))
        .filter_map(|(_, translation)| {
            let language = any_text(extension(translation, "lang")?)?.to_owned();
            let text = any_text(extension(translation, "content")?)?.to_owned();
            Some(Translation { language, text })
        })
        .collect()
}

/// The value under `value[x]`, `answer[x]` and the like; `prefix` is the part before the type.
pub(crate) fn value_of(json: &Json<'_>, prefix: &str) -> Option<Value> {
    json.as_object()?.iter().find_map(|(key, value)| typed(key.strip_prefix(prefix)?, value))
}

fn typed(kind: &str, json: &Json<'_>) -> Option<Value> {
    let words = || json.as_str().map(str::to_owned);
    Some(match kind {
        "Boolean" => Value::Boolean(truth(json)?),
        "Decimal" => Value::Decimal(decimal(json)?),
        "Integer" | "PositiveInt" | "UnsignedInt" => match decimal(json)?.as_str().parse() {
            Ok(whole) => Value::Integer(whole),
            Err(_) => Value::Decimal(decimal(json)?),
        },
        "Date" => Value::Date(words()?),
        "DateTime" | "Instant" => Value::DateTime(words()?),
        "Time" => Value::Time(words()?),
        "String" | "Code" | "Markdown" => Value::String(words()?),
        "Uri" | "Url" | "Canonical" => Value::Uri(words()?),
        "Coding" => Value::Coding(coding(json)?),
        "CodeableConcept" => Value::Coding(coding(list(json, "coding").first()?)?),
        "Quantity" => Value::Quantity(quantity(json)?),
        "Attachment" => Value::Attachment(attachment(json)?),
        "Reference" => Value::Reference(reference(json)?),
        _ => return None,
    })
}

pub(super) fn coding(json: &Json<'_>) -> Option<Coding> {
    json.as_object()?;
    Some(Coding { code: owned(json, "code"), display: owned(json, "display"), system: owned(json, "system") })
}

pub(super) fn decimal(json: &Json<'_>) -> Option<Decimal> {
    match json {
        Json::Number(number) => Some(Decimal::new(number.to_string())),
        Json::Str(words) => Some(Decimal::new(words.trim())).filter(|number| number.as_f64().is_some()),
        _ => None,
    }
}

fn quantity(json: &Json<'_>) -> Option<Quantity> {
    json.as_object()?;
    Some(Quantity {
        code: owned(json, "code"),
        comparator: owned(json, "comparator"),
        system: owned(json, "system"),
        unit: owned(json, "unit"),
        value: field(json, "value").and_then(decimal),
    })
}

fn attachment(json: &Json<'_>) -> Option<Attachment> {
    json.as_object()?;
    Some(Attachment {
        content_type: owned(json, "contentType"),
        creation: owned(json, "creation"),
        data: owned(json, "data"),
        hash: owned(json, "hash"),
        photo: photo(json),
        size: field(json, "size").and_then(Json::as_u64),
        title: owned(json, "title"),
        url: owned(json, "url"),
    })
}

/// What is known of a photo, as the export writes it.
fn photo(json: &Json<'_>) -> Option<Photo> {
    let facts = extension(json, &format!("{OURS}{PHOTO_FACTS}"))?;
    serde_json::from_str(field(facts, "valueString")?.as_str()?).ok()
}

fn reference(json: &Json<'_>) -> Option<Reference> {
    json.as_object()?;
    Some(Reference {
        display: owned(json, "display"),
        reference: owned(json, "reference"),
        kind: owned(json, "type"),
    })
}

fn truth(json: &Json<'_>) -> Option<bool> {
    match json {
        Json::Bool(value) => Some(*value),
        Json::Str(words) if *words == "true" => Some(true),
        Json::Str(words) if *words == "false" => Some(false),
        _ => None,
    }
}
