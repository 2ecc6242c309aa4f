//! What a check is asked with: its inputs by name, beside the service's settings.

use super::settings::Settings;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One input. Lengths in mm, masses in kg, temperatures in degrees Celsius, distances in m, as the catalogue says.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A measured or typed number.
    Number(f64),
    /// A choice, by its code.
    Code(String),
    /// Several choices.
    Codes(Vec<String>),
    /// Numbers in their order: risers from the bottom, limits in a chain.
    Numbers(Vec<f64>),
    /// Rows of numbers: goals as (weight, level), calls as (times a week, carers, minutes).
    Rows(Vec<Vec<f64>>),
    /// A day.
    Date(NaiveDate),
}

/// Inputs by name: measures (`m-...`) and circumstances (`approach`).
pub type Inputs = BTreeMap<String, Input>;

/// A check being asked.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    inputs: &'a Inputs,
    settings: &'a Settings,
}

impl<'a> Ask<'a> {
    /// A check with its inputs, under the settings of a service.
    pub fn new(inputs: &'a Inputs, settings: &'a Settings) -> Ask<'a> {
        Ask { inputs, settings }
    }

    /// True when the input is there.
    pub fn has(&self, name: &str) -> bool {
        self.inputs.contains_key(name)
    }

    /// A number that may be there; a list of one number counts.
    pub fn maybe(&self, name: &str) -> Option<f64> {
        match self.inputs.get(name)? {
            Input::Number(number) => Some(*number),
            Input::Numbers(numbers) if numbers.len() == 1 => numbers.first().copied(),
            _ => None,
        }
    }

    /// A number that the table of rules names as needed. A rule only runs when all of them are there.
    pub fn number(&self, name: &str) -> f64 {
        self.maybe(name).unwrap_or(f64::NAN)
    }

    /// Numbers in their order; a single number is a list of one.
    pub fn numbers(&self, name: &str) -> Vec<f64> {
        match self.inputs.get(name) {
            Some(Input::Numbers(numbers)) => numbers.clone(),
            Some(Input::Number(number)) => vec![*number],
            _ => Vec::new(),
        }
    }

    /// Rows of numbers.
    pub fn rows(&self, name: &str) -> Vec<Vec<f64>> {
        match self.inputs.get(name) {
            Some(Input::Rows(rows)) => rows.clone(),
            _ => Vec::new(),
        }
    }

    /// A choice; empty when it is not there.
    pub fn code(&self, name: &str) -> &'a str {
        match self.inputs.get(name) {
            Some(Input::Code(code)) => code,
            Some(Input::Codes(codes)) => codes.first().map_or("", String::as_str),
            _ => "",
        }
    }

    /// Several choices; a single one is a list of one.
    pub fn codes(&self, name: &str) -> Vec<&'a str> {
        match self.inputs.get(name) {
            Some(Input::Codes(codes)) => codes.iter().map(String::as_str).collect(),
            Some(Input::Code(code)) => vec![code],
            _ => Vec::new(),
        }
    }

    /// True for a choice of "yes".
    pub fn yes(&self, name: &str) -> bool {
        self.code(name) == "yes"
    }

    /// A day.
    pub fn date(&self, name: &str) -> Option<NaiveDate> {
        match self.inputs.get(name)? {
            Input::Date(day) => Some(*day),
            _ => None,
        }
    }

    /// A setting of the service, in its unit.
    pub fn set(&self, id: &str) -> f64 {
        self.settings.number(id)
    }

    /// A setting that is a list, smallest first.
    pub fn set_list(&self, id: &str) -> Vec<f64> {
        self.settings.list(id)
    }
}
