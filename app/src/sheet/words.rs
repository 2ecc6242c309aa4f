//! Answers in words, for lists, conflicts, reviews and reports.

use forms::{Answer, Definition, ItemIdx, Value};

/// "1 hazard", "2 hazards"; nothing where there is none.
pub fn counted(n: usize, one: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    }
}

/// "1 hazard, 2 concerns"; nothing where neither was found.
pub fn findings_words(hazards: usize, concerns: usize) -> Option<String> {
    match (counted(hazards, "hazard"), counted(concerns, "concern")) {
        (Some(hazards), Some(concerns)) => Some(format!("{hazards}, {concerns}")),
        (hazards, concerns) => hazards.or(concerns),
    }
}

/// A value in words, with the option's label where there is one.
pub fn value_words(definition: &Definition, item: Option<ItemIdx>, value: &Value) -> String {
    let label =
        item.and_then(|item| definition.item(item).option_for(value).map(|option| option.label.clone()));
    match (label, value) {
        (Some(label), _) => label,
        (None, Value::Boolean(true)) => "Yes".to_owned(),
        (None, Value::Boolean(false)) => "No".to_owned(),
        (None, Value::Date(text)) => date_words(text),
        (None, Value::DateTime(text)) => date_time_words(text),
        (None, other) => other.as_words(),
    }
}

/// An answer in words; empty when nothing is said.
pub fn answer_words(definition: &Definition, item: Option<ItemIdx>, answer: &Answer) -> String {
    let words: Vec<String> = answer.0.iter().map(|value| value_words(definition, item, value)).collect();
    words.join(", ")
}

fn date_words(text: &str) -> String {
    match text.parse() {
        Ok(day) => domain::calendar::long_date(day),
        Err(_) => text.to_owned(),
    }
}

fn date_time_words(text: &str) -> String {
    match text.parse::<chrono::DateTime<chrono::Utc>>() {
        Ok(at) => domain::calendar::date_and_clock(at),
        Err(_) => match text.parse::<chrono::NaiveDateTime>() {
            Ok(at) => format!("{} {}", domain::calendar::long_date(at.date()), at.format("%H:%M")),
            Err(_) => text.replace('T', " "),
        },
    }
}
