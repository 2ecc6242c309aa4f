//! The tables themselves: measures, settings and rules that name each other.

use domain::measures::{is_circumstance, measure, measures, name_of};
use domain::rules::{Setting, rule, rules};
use std::collections::BTreeSet;

#[test]
fn the_tables_are_complete() {
    assert_eq!((measures().len(), Setting::all().len(), rules().len()), (105, 127, 89));
}

#[test]
fn no_id_stands_twice() {
    let ids = || {
        let measures = measures().iter().map(|measure| &measure.id);
        measures
            .chain(Setting::all().iter().map(|setting| &setting.id))
            .chain(rules().iter().map(|rule| &rule.id))
    };
    assert_eq!(ids().collect::<BTreeSet<_>>().len(), ids().count());
}

#[test]
fn every_input_of_a_rule_is_a_measure_or_a_known_circumstance() {
    for rule in rules() {
        for input in rule.needs.iter().chain(&rule.may_use) {
            let known = measure(input).is_some() || is_circumstance(input);
            assert!(known, "{} asks for {input}", rule.id);
            assert!(!name_of(input).is_empty());
        }
    }
}

#[test]
fn a_measure_and_the_rules_that_use_it_name_each_other() {
    for measure in measures() {
        for id in &measure.rules {
            let rule = rule(id).unwrap_or_else(|| panic!("{} names {id}", measure.id));
            assert!(
                rule.needs.contains(&measure.id) || rule.may_use.contains(&measure.id),
                "{id}: {}",
                measure.id
            );
        }
    }
    for rule in rules() {
        for input in rule.needs.iter().chain(&rule.may_use) {
            if let Some(measure) = measure(input) {
                assert!(measure.rules.contains(&rule.id), "{input} lacks {}", rule.id);
            }
        }
    }
}

#[test]
fn every_setting_that_a_rule_names_is_there() {
    for rule in rules() {
        for setting in &rule.settings {
            assert!(Setting::find(setting).is_some(), "{} names {setting}", rule.id);
        }
    }
}

/// The day of the next examination is on the label: the months between two are there to be read.
#[test]
fn every_setting_but_one_is_looked_at_by_a_rule() {
    let named: BTreeSet<&str> = rules().iter().flat_map(|rule| &rule.settings).map(String::as_str).collect();
    let idle: Vec<&str> =
        Setting::all().iter().map(|setting| setting.id.as_str()).filter(|id| !named.contains(id)).collect();
    assert_eq!(idle, ["set-exam-months"]);
}

#[test]
fn custom_that_nobody_checked_says_so() {
    for setting in Setting::all() {
        assert!(["AD", "L", "P", "K"].contains(&setting.mark.as_str()), "{}", setting.id);
        assert!(!setting.source.is_empty() && !setting.meaning.is_empty(), "{}", setting.id);
    }
    for rule in rules().iter().filter(|rule| rule.mark == "K") {
        assert!(rule.check_locally(), "{}", rule.id);
    }
}

#[test]
fn what_is_measured_lies_between_likely_bounds() {
    for measure in measures() {
        assert!(measure.low < measure.high, "{}", measure.id);
        assert!(!measure.how.is_empty() && !measure.drawing.is_empty(), "{}", measure.id);
    }
}
