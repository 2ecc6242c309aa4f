//! The table of rules: what each asks, needs and rests on (`data/rules.json`), joined with the function that
//! answers. A rule whose needs are not met answers "cannot tell" and names what is missing, here and nowhere else.

use super::{
    Ask, Inputs, Outcome, Settings, Verdict, bath, care, doors, kitchen, lifting, outside, process, ramps,
    seats, stairlifts, stairs, surroundings,
};
use crate::measures;
use serde::Deserialize;
use std::sync::LazyLock;

/// How much of a rule rests on local figures, which say "check locally".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Local {
    /// None of it.
    No,
    /// Some of its figures.
    Partly,
    /// All of it.
    Yes,
}

/// A rule.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    /// `rule-door-chair`.
    pub id: String,
    /// The question it answers: "Door against this person's wheelchair".
    pub question: String,
    /// Inputs without which it cannot tell.
    pub needs: Vec<String>,
    /// Inputs that refine the answer.
    pub may_use: Vec<String>,
    /// Settings it looks at.
    pub settings: Vec<String>,
    /// The rule in words, for the therapist: what is compared with what.
    pub words: String,
    /// Where its figures come from.
    pub source: String,
    /// How far the source can be trusted: `AD M1`, `L`, `P`, `K`; empty for the person's or the item's own figures.
    pub mark: String,
    /// How much of it is a local figure.
    pub local: Local,
}

impl Rule {
    /// Answers, or says what is missing. Values that are unusual for their measure are used and named.
    pub fn answer(&self, inputs: &Inputs, settings: &Settings) -> Outcome {
        let missing: Vec<String> =
            self.needs.iter().filter(|need| !inputs.contains_key(need.as_str())).cloned().collect();
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|id| measures::name_of(id)).collect();
            let mut outcome =
                Outcome::new(Verdict::CannotTell, format!("Cannot tell yet: needs {}.", and(&names)));
            outcome.missing = missing;
            return outcome;
        }
        let mut outcome = answer_of(&self.id, Ask::new(inputs, settings));
        let named = self.needs.iter().chain(&self.may_use);
        let odd: Vec<String> = named
            .filter(|id| measures::is_unusual(id, inputs.get(id.as_str())))
            .map(|id| measures::name_of(id))
            .collect();
        if !odd.is_empty() {
            outcome.words.push_str(&format!(" Unusual value: {}.", and(&odd)));
        }
        outcome
    }

    /// True where the therapist is told to check the figures locally.
    pub fn check_locally(&self) -> bool {
        self.local != Local::No
    }
}

fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/rules.json")).unwrap_or_default());

/// All rules, in the order of the table.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// A rule by its id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.id == id)
}

/// The function behind a rule.
fn answer_of(id: &str, ask: Ask<'_>) -> Outcome {
    let families = [
        doors::answer,
        outside::answer,
        ramps::answer,
        stairs::answer,
        stairlifts::answer,
        seats::answer,
        bath::answer,
        kitchen::answer,
        lifting::answer,
        surroundings::answer,
        care::answer,
        process::answer,
    ];
    families
        .into_iter()
        .find_map(|answer| answer(id, ask))
        .unwrap_or_else(|| Outcome::cannot_tell("This rule is not known here."))
}
