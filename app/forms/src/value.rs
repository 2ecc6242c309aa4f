//! What an answer can be: FHIR's value types, as much of them as forms use.
//! Fields stand in the order of the alphabet, so that the JSON of equal values is equal byte by byte.
//! Never here: which value fits which question (see `validate`).

use serde::{Deserialize, Serialize};

use crate::{decimal::Decimal, photo::Photo};

/// One value. In JSON it is tagged with FHIR's name: `{"coding": {"code": "hazard"}}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Value {
    /// Yes or no.
    Boolean(bool),
    /// A number with places.
    Decimal(Decimal),
    /// A whole number.
    Integer(i64),
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    Date(String),
    /// A date, or a date with time and zone.
    DateTime(String),
    /// `HH:MM:SS`.
    Time(String),
    /// Words.
    String(String),
    /// An address on the web.
    Uri(String),
    /// A chosen option.
    Coding(Coding),
    /// A number with a unit.
    Quantity(Quantity),
    /// A photo, a signature, a file.
    Attachment(Attachment),
    /// A link to another record.
    Reference(Reference),
}

/// A code from a code system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Coding {
    /// The code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The words shown for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// The system the code belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
}

/// A number with its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Quantity {
    /// UCUM code of the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `<`, `<=`, `>=` or `>`, when the number is a bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparator: Option<String>,
    /// The system of `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The unit in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The number. Without it, the quantity is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
}

/// A file that belongs to an answer; its bytes stand elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Attachment {
    /// Media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation: Option<String>,
    /// Base64 bytes; only small things such as a signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// Base64 hash of the bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// What is known of it, when it is a photo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo: Option<Photo>,
    /// Size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the bytes stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A link to another record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// The name shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// `Type/id` or an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The kind of record, when `reference` does not say it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl Value {
    /// True when both are one choice: codes by system and code, anything else by what it is.
    pub fn same_as(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Coding(one), Value::Coding(other)) => one.same_as(other),
            (one, other) => one == other,
        }
    }

    /// Shorthand for a coding.
    pub fn coding(system: &str, code: &str, display: &str) -> Value {
        Value::Coding(Coding {
            code: Some(code.to_owned()),
            display: Some(display.to_owned()),
            system: Some(system.to_owned()),
        })
    }

    /// Shorthand for a quantity in a UCUM unit.
    pub fn quantity(value: Decimal, ucum: &str) -> Value {
        Value::Quantity(Quantity::ucum(value, ucum))
    }

    /// Shorthand for words.
    pub fn text(words: impl Into<String>) -> Value {
        Value::String(words.into())
    }

    /// The code, when this is a coding that has one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Value::Coding(coding) => coding.code.as_deref(),
            _ => None,
        }
    }

    /// True when nothing was said: empty words, a unit without a number, a coding without code and display.
    pub fn is_blank(&self) -> bool {
        let none = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        match self {
            Value::Boolean(_) | Value::Integer(_) => false,
            Value::Decimal(number) => number.as_str().trim().is_empty(),
            Value::Date(text)
            | Value::DateTime(text)
            | Value::Time(text)
            | Value::String(text)
            | Value::Uri(text) => text.trim().is_empty(),
            Value::Coding(coding) => none(&coding.code) && none(&coding.display),
            Value::Quantity(quantity) => {
                quantity.value.as_ref().is_none_or(|number| number.as_str().trim().is_empty())
            }
            Value::Attachment(file) => {
                none(&file.url)
                    && none(&file.data)
                    && none(&file.title)
                    && none(&file.hash)
                    && !file.is_removed()
            }
            Value::Reference(link) => none(&link.reference) && none(&link.display),
        }
    }

    /// The number in a decimal, integer or quantity.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Decimal(number) => number.as_f64(),
            #[allow(clippy::cast_precision_loss)]
            Value::Integer(number) => Some(*number as f64),
            Value::Quantity(quantity) => quantity.value.as_ref()?.as_f64(),
            _ => None,
        }
    }

    /// The answer in words, as a person would read it.
    pub fn as_words(&self) -> String {
        match self {
            Value::Boolean(true) => "Yes".to_owned(),
            Value::Boolean(false) => "No".to_owned(),
            Value::Decimal(number) => crate::number::with_thousands(number.as_str()),
            Value::Integer(number) => crate::number::with_thousands(&number.to_string()),
            Value::Date(text)
            | Value::DateTime(text)
            | Value::Time(text)
            | Value::String(text)
            | Value::Uri(text) => text.clone(),
            Value::Coding(coding) => coding.label().to_owned(),
            Value::Quantity(quantity) => {
                let number = quantity
                    .value
                    .as_ref()
                    .map_or_else(String::new, |n| crate::number::with_thousands(n.as_str()));
                match quantity.unit_label() {
                    "" => number,
                    unit => format!("{number} {unit}"),
                }
            }
            Value::Attachment(file) => file.title.clone().or_else(|| file.url.clone()).unwrap_or_default(),
            Value::Reference(link) => {
                link.display.clone().or_else(|| link.reference.clone()).unwrap_or_default()
            }
        }
    }
}

impl Coding {
    /// What to show: the display, else the code.
    pub fn label(&self) -> &str {
        self.display.as_deref().or(self.code.as_deref()).unwrap_or_default()
    }

    /// The code, else the display.
    pub(crate) fn label_of_code(&self) -> &str {
        self.code.as_deref().or(self.display.as_deref()).unwrap_or_default()
    }

    /// True when both mean the same: system and code; the display decides only where neither has a code.
    pub fn same_as(&self, other: &Coding) -> bool {
        match (&self.code, &other.code) {
            (Some(a), Some(b)) => a == b && self.system == other.system,
            (None, None) => self.display == other.display && self.system == other.system,
            _ => false,
        }
    }
}

impl Quantity {
    /// A quantity in a UCUM unit.
    pub fn ucum(value: Decimal, code: &str) -> Quantity {
        Quantity {
            code: Some(code.to_owned()),
            comparator: None,
            system: Some(crate::units::UCUM.to_owned()),
            unit: Some(crate::units::label(code).to_owned()),
            value: Some(value),
        }
    }

    /// What to show for the unit.
    pub fn unit_label(&self) -> &str {
        self.unit.as_deref().or(self.code.as_deref()).unwrap_or_default()
    }
}
