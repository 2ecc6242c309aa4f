//! Which entries a visit offers, and why. The order says how many reasons there are, never how much each weighs:
//! that is for the therapist.

use super::{Library, Trigger};
use domain::{in_order, rules::Verdict};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What is known of a visit, as far as triggers ask for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Link ids of judgements that are a concern or a hazard.
    pub concerns: BTreeSet<String>,
    /// Coded answers, judgements too: `("b-steps", "hazard")`.
    pub answers: BTreeSet<(String, String)>,
    /// Link ids of items that are no judgement and have any answer.
    pub answered: BTreeSet<String>,
    /// Verdicts of checks.
    pub checks: BTreeSet<(String, Verdict)>,
    /// Ids of entries that were chosen already.
    pub chosen: BTreeSet<String>,
}

/// An entry that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Id of the entry.
    pub entry: String,
    /// Its triggers that are met, in the order of the entry.
    pub because: Vec<Trigger>,
}

impl Facts {
    /// True when a trigger is met.
    pub fn meet(&self, trigger: &Trigger) -> bool {
        match trigger {
            Trigger::Concern(item) => self.concerns.contains(item) || self.answered.contains(item),
            Trigger::Answer(item, code) => self.answers.contains(&(item.clone(), code.clone())),
            Trigger::Check(rule, verdict) => self.checks.contains(&(rule.clone(), *verdict)),
            Trigger::Chosen(entry) => self.chosen.contains(entry),
        }
    }
}

impl Library {
    /// The entries that a visit offers: those with more reasons first, else in the order of the library. What was
    /// chosen already is not offered again.
    pub fn suggested(&self, facts: &Facts) -> Vec<Suggestion> {
        let open = self.entries.iter().filter(|entry| !facts.chosen.contains(&entry.id));
        let mut suggestions: Vec<Suggestion> = open
            .map(|entry| Suggestion {
                entry: entry.id.clone(),
                because: entry.triggers.iter().filter(|trigger| facts.meet(trigger)).cloned().collect(),
            })
            .filter(|suggestion| !suggestion.because.is_empty())
            .collect();
        // Equals stay in the order of the library.
        in_order(&mut suggestions, |suggestion| Reverse(suggestion.because.len()));
        suggestions
    }
}
