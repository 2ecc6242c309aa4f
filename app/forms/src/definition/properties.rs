//! What of an item may follow from answers, besides its words, its options and its value: whether it is needed, may be
//! written in, how many answers it takes, and its limits. Forms write such a rule beside the field that it governs.
//! Never here: running the rules (`calculation`).

use super::item::Item;
use super::json::{self, HL7, Json};
use super::vocabulary::ItemKind;
use super::{Notice, extensions, rules};
use crate::value::Value;

/// A property that follows from answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Needed before finishing.
    Required,
    /// Not to be written in.
    ReadOnly,
    /// Takes several answers; one, where this does not hold.
    Repeats,
    /// Smallest or earliest value.
    Least,
    /// Largest or latest value.
    Most,
    /// Fewest answers or copies.
    FewestAnswers,
    /// Most answers or copies.
    MostAnswers,
}

impl Property {
    fn of_field(name: &str) -> Option<Property> {
        Some(match name {
            "required" => Property::Required,
            "readOnly" => Property::ReadOnly,
            "repeats" => Property::Repeats,
            _ => return None,
        })
    }

    /// FHIR's name.
    pub fn name(self) -> &'static str {
        match self {
            Property::Required => "required",
            Property::ReadOnly => "readOnly",
            Property::Repeats => "repeats",
            Property::Least => "minValue",
            Property::Most => "maxValue",
            Property::FewestAnswers => "questionnaire-minOccurs",
            Property::MostAnswers => "questionnaire-maxOccurs",
        }
    }

    /// The notice for a rule that is not run.
    pub(super) fn not_followed(self, why: &str) -> Notice {
        let name = self.name();
        Notice::less(
            name,
            format!("\u{201c}{name}\u{201d} would follow from answers; here it does not: {why}."),
        )
    }

    /// True for what holds or does not.
    pub(crate) fn is_yes_or_no(self) -> bool {
        matches!(self, Property::Required | Property::ReadOnly | Property::Repeats)
    }

    /// True for a limit of the answer itself.
    pub(crate) fn is_limit(self) -> bool {
        matches!(self, Property::Least | Property::Most)
    }
}

/// The rules beside the fields of an item. Whatever else stands there is told; the words of the item are read with it.
pub(super) fn of_fields(item: &mut Item, raw: &Json<'_>) {
    let fields = raw.as_object().into_iter().flat_map(|fields| fields.iter());
    for (key, shadow) in fields {
        let Some(field) = key.strip_prefix('_').filter(|field| *field != "text") else { continue };
        for (url, extension) in json::extensions(shadow) {
            let name = url.strip_prefix(HL7).unwrap_or(url);
            match (name, Property::of_field(field).filter(|_| is_rule(name))) {
                (_, Some(Property::Repeats)) if !item.repeats => {
                    item.notices.push(Property::Repeats.not_followed("without the rule it takes one answer"));
                }
                (_, Some(property)) if item.kind == ItemKind::Display => {
                    item.notices.push(property.not_followed("words take no answer"));
                }
                (_, Some(property)) => follow(item, property, extension),
                // Read with the prefix.
                ("rendering-xhtml" | "rendering-markdown", None) if field == "prefix" => {}
                ("rendering-style", None) => item.notices.push(extensions::without_effect(name)),
                _ => {
                    let text =
                        format!("\u{201c}{name}\u{201d} on \u{201c}{field}\u{201d} has no effect here.");
                    item.notices.push(Notice::less(name, text));
                }
            }
        }
    }
}

/// The rule beside, or instead of, the value of a limit; true when there is one.
pub(super) fn of_limit(item: &mut Item, property: Property, limit: &Json<'_>) -> bool {
    let places = limit.as_object().into_iter().flat_map(|fields| fields.iter());
    let rule = places
        .filter(|(key, _)| key.trim_start_matches('_').starts_with("value"))
        .flat_map(|(_, place)| json::extensions(place))
        .find(|(url, _)| url.strip_prefix(HL7).is_some_and(is_rule));
    if let Some((_, extension)) = rule {
        follow(item, property, extension);
    }
    rule.is_some()
}

fn is_rule(name: &str) -> bool {
    matches!(name, "cqf-expression" | "cqf-calculatedValue")
}

fn follow(item: &mut Item, property: Property, extension: &Json<'_>) {
    match rules::expression_of(extension) {
        Ok(rule) => item.rules.get_or_insert_default().properties.push((property, rule)),
        Err(why) => item.notices.push(property.not_followed(&why)),
    }
}

impl Item {
    /// The item as it stands where these of its properties follow from answers.
    pub(crate) fn following(&self, found: &[(Property, Value)]) -> Item {
        let mut item = self.clone();
        for (property, value) in found {
            let yes = *value == Value::Boolean(true);
            let count = || value.as_f64().filter(|count| *count >= 0.0).map(|count| count as u32);
            match property {
                Property::Required => item.required = yes,
                Property::ReadOnly => item.read_only = yes,
                Property::Repeats if yes => {}
                // Copies of a group stay where they are; there may be one.
                Property::Repeats if item.kind == ItemKind::Group => item.limits.max_occurs = Some(1),
                Property::Repeats => item.repeats = false,
                Property::Least => item.limits.min = Some(value.clone()),
                Property::Most => item.limits.max = Some(value.clone()),
                Property::FewestAnswers => item.limits.min_occurs = count(),
                Property::MostAnswers => item.limits.max_occurs = count(),
            }
        }
        item
    }
}
