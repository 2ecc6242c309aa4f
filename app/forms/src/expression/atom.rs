//! One thing of a collection: a place in a FHIR resource, or a value of FHIRPath's own.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::amount::Amount;
use super::kinds;
use super::moment::Moment;

/// One thing.
#[derive(Clone, Debug)]
pub enum Atom<'a> {
    /// A place in a resource.
    Node(Node<'a>),
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with places.
    Decimal(Number),
    /// Words.
    Words(Cow<'a, str>),
    /// A date or time.
    Moment(Moment),
    /// A number with a unit.
    Amount(Amount),
}

/// A place in a resource, with its FHIR type as far as it can be told.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    /// What stands there; null where a primitive has only extensions.
    pub json: &'a Json,
    /// Id and extensions of a primitive: FHIR's field with the underscore.
    pub shadow: Option<&'a Json>,
    /// FHIR's name of the type; empty where it is not known.
    pub kind: &'a str,
}

/// A decimal number and how many places it was written with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The value.
    pub value: f64,
    /// Places after the point.
    pub places: u8,
}

/// Places that count: FHIRPath asks for eight at least.
const PLACES: i32 = 8;

impl Number {
    pub(super) fn parse(figures: &str) -> Option<Number> {
        let decimal = crate::Decimal::new(figures);
        let places = u8::try_from(decimal.places()).unwrap_or(u8::MAX);
        Some(Number { value: decimal.as_f64()?, places })
    }

    /// A computed number: rounded to what can be trusted of it. `None` for what is no number.
    pub(super) fn computed(value: f64) -> Option<Number> {
        let scale = 10_f64.powi(PLACES);
        let rounded = if value.abs() < 1e7 { (value * scale).round() / scale } else { value };
        let text = crate::Decimal::rounded(rounded, PLACES as usize);
        Number::parse(text.as_str()).filter(|_| rounded.is_finite())
    }

    /// The figures, with as many places as it was written with.
    pub fn as_text(&self) -> String {
        format!("{:.*}", usize::from(self.places), self.value)
    }
}

impl From<i64> for Number {
    #[allow(clippy::cast_precision_loss)]
    fn from(whole: i64) -> Number {
        Number { value: whole as f64, places: 0 }
    }
}

impl<'a> Node<'a> {
    /// A whole resource, or anything whose type stands in it.
    pub fn resource(json: &'a Json) -> Node<'a> {
        Node { json, shadow: None, kind: json["resourceType"].as_str().unwrap_or_default() }
    }

    /// A part of a resource of a known type.
    pub fn of_kind(json: &'a Json, kind: &'a str) -> Node<'a> {
        Node { json, shadow: None, kind }
    }

    pub(super) fn is_primitive(self) -> bool {
        !self.json.is_object() && !self.json.is_array()
    }

    /// The value a place holds, as FHIRPath's own; `None` for what is made of parts, but for amounts.
    pub(super) fn value(self) -> Option<Atom<'a>> {
        match self.json {
            Json::Bool(yes) => Some(Atom::Boolean(*yes)),
            Json::Number(number) => match number.as_i64() {
                Some(whole) if self.kind != "decimal" => Some(Atom::Integer(whole)),
                _ => Number::parse(&number.to_string()).map(Atom::Decimal),
            },
            Json::String(text) => {
                let moment = match self.kind {
                    "date" => Moment::date(text),
                    "dateTime" | "instant" => Moment::date_time(text),
                    "time" => Moment::time(text),
                    _ => None,
                };
                Some(moment.map_or_else(|| Atom::Words(Cow::Borrowed(text)), Atom::Moment))
            }
            Json::Object(fields) if kinds::is_kind(self.kind, "Quantity") => {
                let value = Number::parse(&fields.get("value")?.to_string())?;
                let unit = fields.get("code").or_else(|| fields.get("unit")).and_then(Json::as_str);
                Some(Atom::Amount(Amount::new(value, unit.unwrap_or("1"))))
            }
            _ => None,
        }
    }
}

impl<'a> Atom<'a> {
    /// The value of a thing: of a place what it holds, else the thing itself.
    pub(super) fn value(&self) -> Option<Atom<'a>> {
        match self {
            Atom::Node(node) => node.value(),
            value => Some(value.clone()),
        }
    }

    /// The number in it.
    pub(super) fn number(&self) -> Option<Number> {
        match self.value()? {
            Atom::Integer(whole) => Some(Number::from(whole)),
            Atom::Decimal(number) => Some(number),
            _ => None,
        }
    }

    /// The words in it.
    pub(super) fn words(&self) -> Option<Cow<'a, str>> {
        match self.value()? {
            Atom::Words(words) => Some(words),
            _ => None,
        }
    }

    /// The value as text; empty for what is made of parts.
    pub fn as_text(&self) -> String {
        super::convert::to_text(self).unwrap_or_default()
    }

    /// FHIRPath's name of its type, or FHIR's.
    pub(super) fn kind(&self) -> &'a str {
        match self {
            Atom::Node(node) => node.kind,
            Atom::Boolean(_) => "Boolean",
            Atom::Integer(_) => "Integer",
            Atom::Decimal(_) => "Decimal",
            Atom::Words(_) => "String",
            Atom::Moment(moment) => kinds::of_moment(moment),
            Atom::Amount(_) => "Quantity",
        }
    }
}
