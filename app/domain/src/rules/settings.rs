//! The figures that a service may change (`data/settings.json`), each with its source, and what a service has
//! put in its place with a reason, a name and a day.

use chrono::NaiveDate;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// A figure or a short list of figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// One figure.
    One(f64),
    /// Several, smallest first.
    Several(Vec<f64>),
}

impl SettingValue {
    /// Its figures.
    pub fn figures(&self) -> &[f64] {
        match self {
            SettingValue::One(figure) => std::slice::from_ref(figure),
            SettingValue::Several(figures) => figures,
        }
    }

    /// Whether a figure cannot be meant beside those that ship: less than nothing, or more than ten times the largest.
    /// Beside a figure of 0 nothing can be said.
    pub fn cannot_be_meant(&self, ships: &SettingValue) -> bool {
        let most = ships.figures().iter().copied().fold(0.0, f64::max);
        most > 0.0 && self.figures().iter().any(|figure| *figure < 0.0 || *figure > 10.0 * most)
    }
}

/// Read at once: what serde's own `untagged` keeps until it fits is code that nothing else on a tablet needs.
impl<'de> Deserialize<'de> for SettingValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SettingValue, D::Error> {
        deserializer.deserialize_any(Figures)
    }
}

struct Figures;

impl<'de> Visitor<'de> for Figures {
    type Value = SettingValue;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a figure or a list of figures")
    }

    fn visit_f64<E>(self, figure: f64) -> Result<SettingValue, E> {
        Ok(SettingValue::One(figure))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, figure: i64) -> Result<SettingValue, E> {
        Ok(SettingValue::One(figure as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, figure: u64) -> Result<SettingValue, E> {
        Ok(SettingValue::One(figure as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<SettingValue, A::Error> {
        let mut figures = Vec::new();
        while let Some(figure) = list.next_element()? {
            figures.push(figure);
        }
        Ok(SettingValue::Several(figures))
    }
}

/// A setting as it ships.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Setting {
    /// `set-door-plus-self`.
    pub id: String,
    /// The figure it ships with.
    pub default: SettingValue,
    /// Its unit: `mm`, `kg`, `1 in n`, `%`.
    pub unit: String,
    /// `AD`, `L`, `P` or `K`; `K` is custom that nobody checked, and says "check locally".
    pub mark: String,
    /// Where the figure comes from.
    pub source: String,
    /// What it is for.
    pub meaning: String,
}

/// What a service has put in the place of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Override {
    /// The service's figure.
    pub value: SettingValue,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub on: NaiveDate,
}

/// The settings of a service: what ships, but for what it has changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings {
    changed: BTreeMap<String, Override>,
}

static SHIPPED: LazyLock<Vec<Setting>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/settings.json")).unwrap_or_default());

impl Setting {
    /// All settings, in the order of the table.
    pub fn all() -> &'static [Setting] {
        &SHIPPED
    }

    /// A setting by its id.
    pub fn find(id: &str) -> Option<&'static Setting> {
        Setting::all().iter().find(|setting| setting.id == id)
    }
}

impl Settings {
    /// Puts a service's own figure in the place of what ships. False when there is no such setting.
    pub fn change(&mut self, id: &str, to: Override) -> bool {
        let known = Setting::find(id).is_some();
        if known {
            self.changed.insert(id.to_owned(), to);
        }
        known
    }

    /// What a service has changed about a setting.
    pub fn changed(&self, id: &str) -> Option<&Override> {
        self.changed.get(id)
    }

    /// The figure in force; not a number when there is no such setting.
    pub fn number(&self, id: &str) -> f64 {
        match self.value(id) {
            Some(SettingValue::One(number)) => *number,
            Some(SettingValue::Several(numbers)) => numbers.first().copied().unwrap_or(f64::NAN),
            None => f64::NAN,
        }
    }

    /// The figures in force, smallest first.
    pub fn list(&self, id: &str) -> Vec<f64> {
        match self.value(id) {
            Some(SettingValue::One(number)) => vec![*number],
            Some(SettingValue::Several(numbers)) => numbers.clone(),
            None => Vec::new(),
        }
    }

    fn value(&self, id: &str) -> Option<&SettingValue> {
        let own = self.changed.get(id).map(|own| &own.value);
        own.or_else(|| Setting::find(id).map(|setting| &setting.default))
    }
}
