//! From a place to the places inside it.

use serde_json::Value as Json;

use super::atom::{Atom, Node};
use super::run::{CHEAP, Run};
use super::{Collection, Problem, kinds};

/// True when a name at the start of an expression names the thing itself: `Patient.name` on a patient.
pub(super) fn names_itself(focus: &[Atom<'_>], name: &str) -> bool {
    let is_named = |atom: &Atom<'_>| match atom {
        Atom::Node(node) if node.json.get("resourceType").is_some() => {
            node.kind == name
                || kinds::is(atom, name) == Some(true) && matches!(name, "Resource" | "DomainResource")
        }
        _ => false,
    };
    !focus.is_empty() && focus.iter().all(is_named)
}

/// The places with this name in all things of a collection.
pub(super) fn children<'a>(
    run: &Run<'_, 'a>,
    collection: &[Atom<'a>],
    name: &str,
) -> Result<Collection<'a>, Problem> {
    let mut found = Vec::new();
    for atom in collection {
        match atom {
            Atom::Node(node) => named(*node, name, &mut found),
            Atom::Amount(amount) => match name {
                "value" => found.push(Atom::Decimal(amount.value)),
                "unit" | "code" => found.push(Atom::Words(amount.unit.clone().into())),
                _ => {}
            },
            _ => {}
        }
    }
    run.spend((collection.len() + found.len()) / CHEAP)?;
    Ok(found)
}

fn named<'a>(node: Node<'a>, name: &str, found: &mut Collection<'a>) {
    if node.is_primitive() {
        // Id and extensions of a primitive stand beside it.
        if let Some((key, json)) = node.shadow.and_then(Json::as_object).and_then(|s| s.get_key_value(name)) {
            push(json, None, kinds::of_field(key, json), found);
        }
        return;
    }
    let Some(fields) = node.json.as_object() else { return };
    let shadow = |key: &str| fields.get(&format!("_{key}"));
    if let Some((key, json)) = fields.get_key_value(name) {
        let kind = choice_kind(key).unwrap_or_else(|| kinds::of_field(key, json));
        push(json, shadow(key), kind, found);
        return;
    }
    if let Some(shadow) = shadow(name) {
        push(&Json::Null, Some(shadow), "string", found);
        return;
    }
    if let Some((key, kind)) = kinds::choices(node, name).next() {
        push(&fields[key.as_str()], shadow(key), kind, found);
    }
}

/// The type in the JSON name of a choice: `valueCoding`.
fn choice_kind(key: &str) -> Option<&'static str> {
    let at = key.find(|c: char| c.is_ascii_uppercase())?;
    (&key[..at] == "value" || &key[..at] == "answer").then(|| kinds::of_choice(&key[at..]))?
}

/// Lists are laid out flat.
fn push<'a>(json: &'a Json, shadow: Option<&'a Json>, kind: &'a str, found: &mut Collection<'a>) {
    let Some(list) = json.as_array() else {
        if let (Json::Null, Some(Json::Array(shadows))) = (json, shadow) {
            found.extend(shadows.iter().map(|one| node(json, Some(one), kind)));
        } else if !json.is_null() || shadow.is_some() {
            found.push(node(json, shadow, kind));
        }
        return;
    };
    for (n, one) in list.iter().enumerate() {
        let shadow = shadow.and_then(|shadow| shadow.get(n));
        let own = one["resourceType"].as_str();
        if !one.is_null() || shadow.is_some() {
            let kind = own.unwrap_or(if one.is_object() && kind == "string" { "" } else { kind });
            found.push(node(one, shadow, kind));
        }
    }
}

fn node<'a>(json: &'a Json, shadow: Option<&'a Json>, kind: &'a str) -> Atom<'a> {
    Atom::Node(Node { json, shadow, kind })
}

/// True when a place has a field with exactly these words.
pub(super) fn holds_words(atom: &Atom<'_>, name: &str, words: &str) -> bool {
    matches!(atom, Atom::Node(node) if node.json.get(name).and_then(Json::as_str) == Some(words))
}

/// All places directly inside a place.
pub(super) fn all_children<'a>(atom: &Atom<'a>, found: &mut Collection<'a>) {
    let Atom::Node(node) = atom else { return };
    let fields = if node.is_primitive() { node.shadow } else { Some(node.json) };
    let Some(fields) = fields.and_then(Json::as_object) else { return };
    for (key, json) in fields {
        if key == "resourceType" {
            continue;
        }
        match key.strip_prefix('_') {
            Some(name) if fields.contains_key(name) => {}
            Some(_) => push(&Json::Null, Some(json), "string", found),
            None => {
                let kind = choice_kind(key).unwrap_or_else(|| kind_in_list(key, json));
                push(json, fields.get(&format!("_{key}")), kind, found);
            }
        }
    }
}

fn kind_in_list<'a>(key: &str, json: &'a Json) -> &'a str {
    kinds::of_field(key, json.as_array().and_then(|list| list.first()).unwrap_or(json))
}

/// All places inside the things of a collection, at any depth.
pub(super) fn descendants<'a>(run: &Run<'_, 'a>, input: &[Atom<'a>]) -> Result<Collection<'a>, Problem> {
    let mut found = Vec::new();
    for atom in input {
        all_children(atom, &mut found);
    }
    let mut at = 0;
    while at < found.len() {
        let atom = found[at].clone();
        let before = found.len();
        all_children(&atom, &mut found);
        run.spend(found.len() - before + 1)?;
        at += 1;
    }
    Ok(found)
}
