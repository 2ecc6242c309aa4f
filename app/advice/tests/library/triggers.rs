//! Every trigger of the shipped library speaks of something that exists, and can be met.

use crate::{FORMS, item, shipped};
use advice::library::{Library, Trigger};
use std::collections::BTreeSet;

fn each_trigger(library: &Library, mut look: impl FnMut(&str, &Trigger)) {
    for entry in &library.entries {
        assert!(!entry.triggers.is_empty(), "{} is never offered", entry.id);
        for trigger in &entry.triggers {
            look(&entry.id, trigger);
        }
    }
}

#[test]
fn every_item_is_a_question_of_a_shipped_form() {
    each_trigger(&shipped(), |entry, trigger| {
        if let Trigger::Concern(link_id) | Trigger::Answer(link_id, _) = trigger {
            let item = item(link_id).unwrap_or_else(|| panic!("{entry}: no item {link_id}"));
            assert!(item.is_question(), "{entry}: {link_id} takes no answer");
        }
    });
}

#[test]
fn every_code_is_an_option_of_its_item() {
    each_trigger(&shipped(), |entry, trigger| {
        if let Trigger::Answer(link_id, code) = trigger {
            let item = item(link_id).unwrap_or_else(|| panic!("{entry}: no item {link_id}"));
            let codes: Vec<&str> = item.options.iter().filter_map(|option| option.value.code()).collect();
            assert!(codes.contains(&code.as_str()), "{entry}: {link_id} has {codes:?}, not {code}");
        }
    });
}

#[test]
fn no_choice_offers_an_entry_whatever_was_answered() {
    each_trigger(&shipped(), |entry, trigger| {
        if let Trigger::Concern(link_id) = trigger {
            let item = item(link_id).unwrap_or_else(|| panic!("{entry}: no item {link_id}"));
            let says_what_is_wrong = item.judgement || item.options.is_empty();
            assert!(says_what_is_wrong, "{entry}: {link_id} needs the answers that matter");
        }
    });
}

#[test]
fn every_rule_is_a_rule_of_ours() {
    each_trigger(&shipped(), |entry, trigger| {
        if let Trigger::Check(rule, _) = trigger {
            assert!(domain::rules::rule(rule).is_some(), "{entry}: no rule {rule}");
        }
    });
}

#[test]
fn every_entry_that_is_followed_exists() {
    let library = shipped();
    each_trigger(&library, |entry, trigger| {
        if let Trigger::Chosen(before) = trigger {
            assert!(library.entry(before).is_some(), "{entry}: no entry {before}");
        }
    });
}

#[test]
fn entries_that_follow_each_other_never_go_in_a_circle() {
    let library = shipped();
    for entry in &library.entries {
        let mut seen = BTreeSet::new();
        let mut open = vec![entry.id.clone()];
        while let Some(id) = open.pop() {
            let triggers = library.entry(&id).map(|entry| entry.triggers.clone()).unwrap_or_default();
            for trigger in triggers {
                let Trigger::Chosen(before) = trigger else { continue };
                assert_ne!(before, entry.id, "{id} leads back");
                if seen.insert(before.clone()) {
                    open.push(before);
                }
            }
        }
    }
}

#[test]
fn no_entry_names_a_trigger_twice() {
    for entry in &shipped().entries {
        let distinct: BTreeSet<&Trigger> = entry.triggers.iter().collect();
        assert_eq!(distinct.len(), entry.triggers.len(), "{}", entry.id);
    }
}

#[test]
fn no_form_has_an_item_that_would_be_taken_for_a_rule_or_an_entry() {
    for form in FORMS.iter() {
        for item in form.items() {
            let id = &item.link_id;
            assert!(!id.starts_with("rule-") && !id.starts_with("rec-"), "{id}");
        }
    }
}
