//! The catalogue of what is measured (`data/measures.json`): in which unit, between which likely bounds, from where
//! to where, and what it is drawn as. Bounds never refuse: a value outside is kept, marked and explained.

use crate::rules::Input;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// A thing that is measured.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Measure {
    /// `m-door-clear-width`.
    pub id: String,
    /// "Door clear opening width".
    pub name: String,
    /// UCUM code: `mm`, `m`, `kg`, `Cel`, `lx`, `s`, `1`.
    pub unit: String,
    /// Lowest likely value.
    pub low: f64,
    /// Highest likely value.
    pub high: f64,
    /// From where to where.
    pub how: String,
    /// What the drawing shows, in words.
    pub drawing: String,
    /// Rules that use it.
    pub rules: Vec<String>,
    /// Group of the catalogue: `person`, `outside`, `doors`, `stairs`, `seats`, `kitchen`, `bath`, `surroundings`, `worked-out`.
    pub group: String,
}

static MEASURES: LazyLock<Vec<Measure>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/measures.json")).unwrap_or_default());

/// All measures, in the order of the catalogue.
pub fn measures() -> &'static [Measure] {
    &MEASURES
}

static BY_ID: LazyLock<BTreeMap<&'static str, &'static Measure>> =
    LazyLock::new(|| measures().iter().map(|measure| (measure.id.as_str(), measure)).collect());

/// A measure by its id.
pub fn measure(id: &str) -> Option<&'static Measure> {
    BY_ID.get(id).copied()
}

/// What an input of a rule is called in a sentence: "hall, narrowest"; circumstances have names of their own.
pub fn name_of(id: &str) -> String {
    if let Some(measure) = measure(id) {
        return in_a_sentence(&measure.name);
    }
    CIRCUMSTANCES
        .iter()
        .find(|(known, _)| *known == id)
        .map_or_else(|| id.replace('-', " "), |(_, name)| (*name).to_owned())
}

fn in_a_sentence(name: &str) -> String {
    let second_is_capital = name.chars().nth(1).is_some_and(char::is_uppercase);
    match name.chars().next() {
        Some(first) if !second_is_capital => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        _ => name.to_owned(),
    }
}

/// Circumstances that rules ask for beside measures, as they are called in a sentence.
const CIRCUMSTANCES: [(&str, &str); 48] = [
    ("after", "the care calls after"),
    ("age-years", "the person's age"),
    ("alarm-on-line", "whether an alarm depends on the telephone line"),
    ("approach", "how the door is approached"),
    ("attendant-on", "whether an attendant rides along"),
    ("bath-made-of", "what the bath is made of"),
    ("before", "the care calls before"),
    ("board-length", "the length of the board"),
    ("board-max-inner", "the widest bath the board is made for"),
    ("board-min-inner", "the narrowest bath the board is made for"),
    ("born", "the date of birth"),
    ("chair-mode", "how the wheelchair is moved"),
    ("cost-gbp", "the cost in pounds"),
    ("decided-on", "the day of the decision"),
    ("eligible", "whether the need is assessed"),
    ("exam-due", "the day the next examination is due"),
    ("frame-width", "the width of the frame"),
    ("goals", "the goals with their weights and levels"),
    ("height-from", "the height transferred from"),
    ("height-to", "the height transferred to"),
    ("impairment", "whether there is an impairment or illness"),
    ("last-contact", "the day of the last contact"),
    ("lift-max-height", "the highest seat of the bath lift"),
    ("lift-min-length", "the length the bath lift needs"),
    ("lift-min-width", "the width the bath lift needs"),
    ("line", "which telephone line there is"),
    ("low-vision", "whether the person has low vision"),
    ("mass-how", "how the weight is known"),
    ("measured-on", "the day of the measurement"),
    ("mover", "whether the person walks or uses wheels"),
    ("needs", "which side is needed"),
    ("place", "where it is"),
    ("profile", "which yardstick is wanted"),
    ("provider-told", "whether the telephone company knows of the alarm"),
    ("rails", "which rails there are"),
    ("raise", "by how much it is raised"),
    ("shape", "the shape of the stairs"),
    ("span", "where the rail starts and stops"),
    ("task", "what the light is for"),
    ("today", "today's date"),
    ("unable", "the outcomes the person is unable to achieve"),
    ("under-fives", "whether there are children under five"),
    ("used-at-work", "whether paid staff use it"),
    ("valid-application", "the day of the valid application"),
    ("value-before", "the value last time"),
    ("value-now", "the value now"),
    ("wellbeing", "whether wellbeing is affected significantly"),
    ("with-frame", "whether a walking frame is used"),
];

/// True for a known name of an input that is not a measure.
pub fn is_circumstance(id: &str) -> bool {
    CIRCUMSTANCES.iter().any(|(known, _)| *known == id)
}

/// True when a value lies outside what the measure usually is.
pub fn is_unusual(id: &str, input: Option<&Input>) -> bool {
    let Some(measure) = measure(id) else { return false };
    let outside = |value: &f64| *value < measure.low || *value > measure.high;
    match input {
        Some(Input::Number(value)) => outside(value),
        Some(Input::Numbers(values)) => values.iter().any(outside),
        _ => false,
    }
}
