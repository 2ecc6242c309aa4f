//! What can be told of FHIR's types without carrying its definitions: the types of choices, and of the fields that
//! expressions in forms compare or calculate with.

use super::atom::{Atom, Node};
use super::moment::{Kind, Moment};

/// Types a choice such as `value[x]` can have. Longer names first where one begins with another.
const CHOICE_KINDS: &[(&str, &str)] = &[
    ("Base64Binary", "base64Binary"),
    ("Boolean", "boolean"),
    ("Canonical", "canonical"),
    ("Code", "code"),
    ("DateTime", "dateTime"),
    ("Date", "date"),
    ("Decimal", "decimal"),
    ("Id", "id"),
    ("Instant", "instant"),
    ("Integer", "integer"),
    ("Markdown", "markdown"),
    ("Oid", "oid"),
    ("PositiveInt", "positiveInt"),
    ("String", "string"),
    ("Time", "time"),
    ("UnsignedInt", "unsignedInt"),
    ("Uri", "uri"),
    ("Url", "url"),
    ("Uuid", "uuid"),
    ("Address", "Address"),
    ("Age", "Age"),
    ("Annotation", "Annotation"),
    ("Attachment", "Attachment"),
    ("CodeableConcept", "CodeableConcept"),
    ("Coding", "Coding"),
    ("ContactPoint", "ContactPoint"),
    ("Duration", "Duration"),
    ("Expression", "Expression"),
    ("HumanName", "HumanName"),
    ("Identifier", "Identifier"),
    ("Period", "Period"),
    ("Quantity", "Quantity"),
    ("Range", "Range"),
    ("Ratio", "Ratio"),
    ("Reference", "Reference"),
    ("SampledData", "SampledData"),
    ("Timing", "Timing"),
];

/// Types of fields, by their names: primitives that are no plain words, and what is made of parts.
const FIELD_KINDS: &[(&str, &str)] = &[
    ("address", "Address"),
    ("authored", "dateTime"),
    ("birthDate", "date"),
    ("code", "code"),
    ("coding", "Coding"),
    ("contact", "BackboneElement"),
    ("date", "dateTime"),
    ("display", "string"),
    ("end", "dateTime"),
    ("extension", "Extension"),
    ("gender", "code"),
    ("id", "id"),
    ("identifier", "Identifier"),
    ("issued", "instant"),
    ("item", "BackboneElement"),
    ("language", "code"),
    ("lastUpdated", "instant"),
    ("linkId", "string"),
    ("name", "HumanName"),
    ("period", "Period"),
    ("recordedDate", "dateTime"),
    ("start", "dateTime"),
    ("status", "code"),
    ("subject", "Reference"),
    ("system", "uri"),
    ("telecom", "ContactPoint"),
    ("type", "code"),
    ("url", "uri"),
    ("use", "code"),
    ("value", "decimal"),
];

/// FHIR's primitive types that are a kind of another.
const PARENTS: &[(&str, &str)] = &[
    ("code", "string"),
    ("id", "string"),
    ("markdown", "string"),
    ("canonical", "uri"),
    ("oid", "uri"),
    ("url", "uri"),
    ("uuid", "uri"),
    ("positiveInt", "integer"),
    ("unsignedInt", "integer"),
    ("Age", "Quantity"),
    ("Duration", "Quantity"),
];

/// The type of a choice, from the end of its name: `valueCoding` is `value` and `Coding`.
pub(super) fn of_choice(ending: &str) -> Option<&'static str> {
    CHOICE_KINDS.iter().find(|(name, _)| *name == ending).map(|(_, kind)| *kind)
}

/// The type of a place, from the name of its field and what stands there.
pub(super) fn of_field<'a>(name: &str, json: &'a serde_json::Value) -> &'a str {
    use serde_json::Value as Json;
    let known = FIELD_KINDS.iter().find(|(field, _)| *field == name).map(|(_, kind)| *kind);
    let is_complex = |kind: &str| kind.starts_with(|c: char| c.is_ascii_uppercase());
    match json {
        Json::Object(fields) => match fields.get("resourceType").and_then(Json::as_str) {
            Some(resource) => resource,
            None if name == "code" || name == "type" => "CodeableConcept",
            None => known.filter(|kind| is_complex(kind)).unwrap_or_default(),
        },
        Json::Bool(_) => "boolean",
        Json::Number(number) if number.is_i64() && known != Some("decimal") => "integer",
        Json::Number(_) => "decimal",
        _ => known.filter(|kind| !is_complex(kind) && *kind != "decimal").unwrap_or("string"),
    }
}

/// True when a FHIR type is another, or a kind of it.
pub(super) fn is_kind(kind: &str, wanted: &str) -> bool {
    let parent = || PARENTS.iter().find(|(name, _)| *name == kind).map(|(_, parent)| *parent);
    kind == wanted || parent() == Some(wanted)
}

/// FHIRPath's name for a moment.
pub(super) fn of_moment(moment: &Moment) -> &'static str {
    match moment.kind {
        Kind::Date => "Date",
        Kind::DateTime => "DateTime",
        Kind::Time => "Time",
    }
}

/// Whether a thing is of a type, as `is` asks. `None` where its own type cannot be told.
pub(super) fn is(atom: &Atom<'_>, wanted: &str) -> Option<bool> {
    let (space, name) = wanted.split_once('.').map_or((None, wanted), |(space, name)| (Some(space), name));
    let Atom::Node(node) = atom else {
        return Some(space != Some("FHIR") && atom.kind() == name);
    };
    if space == Some("System") {
        return Some(false);
    }
    let is_resource = node.json.get("resourceType").is_some();
    match name {
        "Resource" => return Some(is_resource),
        "DomainResource" => {
            let is_plain = matches!(node.kind, "Bundle" | "Binary" | "Parameters");
            return Some(is_resource && !is_plain);
        }
        "Element" => return Some(!is_resource),
        _ => {}
    }
    (!node.kind.is_empty()).then(|| is_kind(node.kind, name))
}

/// True for the names of types that can be asked for.
pub(super) fn is_known(name: &str) -> bool {
    const SYSTEM: &[&str] =
        &["Boolean", "String", "Integer", "Decimal", "Date", "DateTime", "Time", "Quantity", "Any"];
    let (space, name) = name.split_once('.').map_or((None, name), |(space, name)| (Some(space), name));
    let fhir = || {
        CHOICE_KINDS.iter().any(|(_, kind)| *kind == name)
            || FIELD_KINDS.iter().any(|(_, kind)| *kind == name)
            || matches!(name, "Element" | "BackboneElement")
            // Resources: any name that looks like one; their list is FHIR's to keep.
            || name.starts_with(|c: char| c.is_ascii_uppercase())
    };
    match space {
        Some("System") => SYSTEM.contains(&name),
        Some("FHIR") => fhir(),
        Some(_) => false,
        None => SYSTEM.contains(&name) || fhir(),
    }
}

/// The children of a place with this name, as a choice of several types.
pub(super) fn choices<'a>(node: Node<'a>, name: &str) -> impl Iterator<Item = (&'a String, &'static str)> {
    let fields = node.json.as_object();
    fields.into_iter().flat_map(|fields| fields.keys()).filter_map(move |key| {
        let ending = key.strip_prefix(name).filter(|ending| !ending.is_empty())?;
        Some((key, of_choice(ending)?))
    })
}
