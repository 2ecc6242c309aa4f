//! What a visit is offered, in which order, and for which reasons.

use crate::shipped;
use advice::library::{Facts, Library, Suggestion};
use domain::rules::Verdict;

/// Facts from triggers as the library writes them; a bare item is a judgement of concern or hazard.
fn facts(concerns: &[&str], answers: &[(&str, &str)]) -> Facts {
    Facts {
        concerns: concerns.iter().map(|item| (*item).to_owned()).collect(),
        answers: answers.iter().map(|(item, code)| ((*item).to_owned(), (*code).to_owned())).collect(),
        ..Facts::default()
    }
}

fn offered(facts: &Facts) -> Vec<Suggestion> {
    shipped().suggested(facts)
}

fn ids(suggestions: &[Suggestion]) -> Vec<&str> {
    suggestions.iter().map(|suggestion| suggestion.entry.as_str()).collect()
}

fn reasons(suggestions: &[Suggestion], entry: &str) -> Vec<String> {
    let found = suggestions.iter().find(|suggestion| suggestion.entry == entry);
    found.map(|suggestion| suggestion.because.iter().map(ToString::to_string).collect()).unwrap_or_default()
}

#[test]
fn a_visit_without_answers_is_offered_nothing() {
    assert_eq!(offered(&Facts::default()), []);
}

#[test]
fn a_concern_offers_what_stands_on_the_item_alone() {
    let found = offered(&facts(&["b-letters"], &[("b-letters", "concern")]));
    assert_eq!(ids(&found), ["rec-letter-cage"]);
    assert_eq!(reasons(&found, "rec-letter-cage"), ["b-letters"]);
}

#[test]
fn a_hazard_offers_more_than_a_concern() {
    let concern = offered(&facts(&["a-path-surface"], &[("a-path-surface", "concern")]));
    let hazard = offered(&facts(&["a-path-surface"], &[("a-path-surface", "hazard")]));
    assert_eq!(ids(&concern), ["rec-clear-path"]);
    assert_eq!(ids(&hazard), ["rec-clear-path", "rec-path-repair"]);
}

#[test]
fn a_judgement_that_is_fine_offers_nothing() {
    assert_eq!(offered(&facts(&[], &[("b-letters", "ok"), ("a-path-surface", "not-seen")])), []);
}

#[test]
fn any_answer_will_do_where_the_item_is_no_judgement() {
    let mut known = Facts::default();
    known.answered.insert("v-sight".into());
    assert_eq!(ids(&offered(&known)), ["rec-sight-refer"]);
}

#[test]
fn a_check_offers_by_its_verdict() {
    let table = [
        (Verdict::DoesNotFit, vec!["rec-parking-bay"]),
        (Verdict::Tight, vec!["rec-rest-seat"]),
        (Verdict::Fits, vec![]),
        (Verdict::CannotTell, vec![]),
    ];
    for (verdict, expected) in table {
        let mut known = Facts::default();
        known.checks.insert(("rule-distance".into(), verdict));
        assert_eq!(ids(&offered(&known)), expected, "{verdict:?}");
    }
}

#[test]
fn what_was_chosen_offers_what_follows_and_is_not_offered_again() {
    let mut known = facts(&["i-bathe-verdict"], &[("i-bathe-verdict", "hazard")]);
    assert!(ids(&offered(&known)).contains(&"rec-level-shower"));
    known.chosen.insert("rec-level-shower".into());
    let found = offered(&known);
    assert!(!ids(&found).contains(&"rec-level-shower"));
    assert_eq!(reasons(&found, "rec-wet-floor"), ["rec-level-shower"]);
    assert_eq!(reasons(&found, "rec-dfg-info"), ["rec-level-shower"]);
}

#[test]
fn more_reasons_come_first_and_equals_keep_the_order_of_the_library() {
    let known =
        facts(&["b-letters", "g-carry", "m-cause-home"], &[("b-rail", "none"), ("m-cause-home", "reach")]);
    let mut known = known;
    known.concerns.insert("b-steps".into());
    let found = offered(&known);
    assert_eq!(ids(&found), ["rec-step-rail", "rec-trolley", "rec-letter-cage", "rec-frame-bag"]);
    assert_eq!(reasons(&found, "rec-step-rail"), ["b-rail=none", "b-steps"]);
}

#[test]
fn nothing_is_offered_without_a_reason() {
    let library: Library = shipped();
    let mut known = Facts::default();
    for entry in &library.entries {
        for trigger in &entry.triggers {
            let text = trigger.to_string();
            match (text.split_once('='), text.split_once(':')) {
                (Some((item, code)), _) => known.answers.insert((item.into(), code.into())),
                (_, Some((rule, verdict))) => {
                    known.checks.insert((rule.into(), Verdict::parse(verdict).expect("a verdict")))
                }
                _ if text.starts_with("rec-") => true,
                _ => known.concerns.insert(text),
            };
        }
    }
    let found = library.suggested(&known);
    assert!(found.iter().all(|suggestion| !suggestion.because.is_empty()));
    let counts: Vec<usize> = found.iter().map(|suggestion| suggestion.because.len()).collect();
    assert!(counts.is_sorted_by(|more, fewer| more >= fewer), "{counts:?}");
    // Only what waits for a choice alone is missing.
    assert_eq!(found.len(), library.entries.len() - 1);
    assert!(!ids(&found).contains(&"rec-dfg-info"));
}
