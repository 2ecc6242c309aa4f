//! The fit checks, held against the test cases they were agreed by (`cases.txt`), against the tables they are
//! made from, and against random values.

mod answers;
mod cases;
mod edges;
mod properties;
mod tables;

use domain::rules::{Input, Inputs, Outcome, Settings, rule};

/// Asks a rule, under the settings as they ship.
fn ask(id: &str, numbers: &[(&str, f64)], codes: &[(&str, &str)]) -> Outcome {
    let numbers = numbers.iter().map(|(name, number)| ((*name).to_owned(), Input::Number(*number)));
    let codes = codes.iter().map(|(name, code)| ((*name).to_owned(), Input::Code((*code).to_owned())));
    let inputs: Inputs = numbers.chain(codes).collect();
    rule(id).expect("a rule").answer(&inputs, &Settings::default())
}
