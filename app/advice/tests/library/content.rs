//! The lists of the shipped library agree with each other.

use crate::shipped;
use advice::library::{Category, Entry};
use std::collections::BTreeSet;

fn is_kebab(id: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.split('-').all(part)
}

#[test]
fn every_id_stands_once_and_is_kebab_case() {
    let library = shipped();
    let mut seen = BTreeSet::new();
    let prompts = library.necessary.iter().chain(&library.practicable).map(|prompt| &prompt.id);
    let bands = library.bands.iter().map(|band| &band.id);
    let entries = library.entries.iter().map(|entry| &entry.id);
    for id in prompts.chain(bands).chain(entries) {
        assert!(is_kebab(id), "{id}");
        assert!(seen.insert(id.clone()), "{id} stands twice");
    }
}

#[test]
fn ids_say_what_they_are() {
    let library = shipped();
    assert!(library.necessary.iter().all(|prompt| prompt.id.starts_with("na-")));
    assert!(library.practicable.iter().all(|prompt| prompt.id.starts_with("rp-")));
    assert!(library.bands.iter().all(|band| band.id.starts_with("band-")));
    assert!(library.entries.iter().all(|entry| entry.id.starts_with("rec-")));
}

#[test]
fn every_question_that_an_entry_asks_is_there() {
    let library = shipped();
    for entry in &library.entries {
        assert!(!entry.necessary.is_empty() && !entry.practicable.is_empty(), "{}", entry.id);
        for id in &entry.necessary {
            assert!(library.necessary.iter().any(|prompt| prompt.id == *id), "{}: {id}", entry.id);
        }
        for id in &entry.practicable {
            assert!(library.practicable.iter().any(|prompt| prompt.id == *id), "{}: {id}", entry.id);
        }
    }
}

#[test]
fn every_question_is_asked_by_some_entry() {
    let library = shipped();
    let asked = |id: &String| {
        library.entries.iter().any(|entry| entry.necessary.contains(id) || entry.practicable.contains(id))
    };
    let idle: Vec<&String> = library
        .necessary
        .iter()
        .chain(&library.practicable)
        .map(|prompt| &prompt.id)
        .filter(|id| !asked(id))
        .collect();
    assert_eq!(idle, Vec::<&String>::new());
}

#[test]
fn every_class_of_equipment_and_every_band_is_there() {
    let library = shipped();
    for entry in &library.entries {
        if let Some(code) = &entry.iso {
            assert!(library.iso_label(code).is_some(), "{}: {code}", entry.id);
        }
        if let Some(band) = &entry.band {
            assert!(library.band(band).is_some(), "{}: {band}", entry.id);
        }
    }
}

#[test]
fn bands_of_price_follow_each_other_without_a_gap() {
    let library = shipped();
    for pair in library.bands.windows(2) {
        if let [cheaper, dearer] = pair {
            assert_eq!(cheaper.high, dearer.low, "{}", dearer.id);
        }
    }
    assert_eq!(library.bands.last().expect("a band").high, None, "the last has no end");
}

#[test]
fn every_entry_has_all_its_words() {
    let all_there = |entry: &Entry| {
        let words = [&entry.group, &entry.title, &entry.professional, &entry.client, &entry.cheapest];
        let mut words = words.into_iter().chain(&entry.options).chain(&entry.sizes);
        words.all(|word| !word.trim().is_empty() && word.trim() == word && word != "-")
    };
    for entry in &shipped().entries {
        assert!(all_there(entry), "{}", entry.id);
        assert!(!entry.options.is_empty(), "{}", entry.id);
    }
}

#[test]
fn titles_are_short_and_tell_entries_apart() {
    let mut seen = BTreeSet::new();
    for entry in shipped().entries {
        assert!(entry.title.chars().count() <= 45, "{}", entry.title);
        assert!(
            entry.title.starts_with(char::is_uppercase) && !entry.title.ends_with('.'),
            "{}",
            entry.title
        );
        assert!(seen.insert(entry.title.clone()), "{} stands twice", entry.title);
    }
}

#[test]
fn entries_of_a_group_stand_together() {
    let mut groups: Vec<String> = shipped().entries.into_iter().map(|entry| entry.group).collect();
    groups.dedup();
    let distinct: BTreeSet<&String> = groups.iter().collect();
    assert_eq!(groups.len(), distinct.len(), "{groups:?}");
}

#[test]
fn equipment_and_works_have_a_class_or_a_reason_to_have_none() {
    // Telecare is left out: what is trialled or ruled out is no product yet.
    let library = shipped();
    let ordered =
        |entry: &&Entry| matches!(entry.category, Category::Equipment | Category::Minor | Category::Major);
    for entry in library.entries.iter().filter(ordered) {
        assert!(entry.iso.is_some(), "{}", entry.id);
    }
}

#[test]
fn it_says_that_a_service_must_approve_it() {
    assert!(shipped().approval.contains("must approve"));
}

#[test]
fn one_entry_stands_on_one_line() {
    for entry in &shipped().entries {
        let start = format!("    {{\"id\": \"{}\", ", entry.id);
        assert_eq!(crate::SHIPPED.lines().filter(|line| line.starts_with(&start)).count(), 1, "{}", entry.id);
    }
}
