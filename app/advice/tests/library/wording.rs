//! The words of the shipped library: the person's are easy to read, and every blank is one that can be filled.

use crate::{item, shipped};
use advice::library::{Entry, blanks};
use std::collections::BTreeSet;

/// Words that belong to the trade. Beginnings, so that "transferring" is found with "transfer".
const JARGON: &str = "\
    transfer ambul assess mobilis mobility adaptation provision facilitat utilis functional \
    intervention occupational environment hazard refer multidisciplin prescri orthotic thermostatic \
    popliteal telecare commode reablement domiciliary continence gait posture profiling upstand \
    riser nosing swl";

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '!', '?']).map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || "'{}-".contains(c)))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[test]
fn the_persons_words_come_in_short_sentences() {
    for entry in &shipped().entries {
        let n_words = words(&entry.client).count();
        let n_sentences = sentences(&entry.client).len();
        assert!(n_words <= 14 * n_sentences, "{}: {}", entry.id, entry.client);
        let longest = sentences(&entry.client).into_iter().map(|one| words(one).count()).max();
        assert!(longest <= Some(20), "{}: {}", entry.id, entry.client);
    }
}

#[test]
fn the_persons_words_are_whole_sentences_to_look_at() {
    for entry in &shipped().entries {
        for sentence in sentences(&entry.client) {
            assert!(sentence.starts_with(char::is_uppercase), "{}: {sentence}", entry.id);
            assert!(sentence.ends_with(['.', '!', '?']), "{}: {sentence}", entry.id);
        }
    }
}

#[test]
fn the_persons_words_hold_no_jargon() {
    for entry in &shipped().entries {
        for word in words(&entry.client) {
            let found = JARGON.split_whitespace().find(|jargon| word.starts_with(jargon));
            assert_eq!(found, None, "{}: {}", entry.id, entry.client);
        }
    }
}

/// Blanks that the library explains once for all entries.
const IN_USE: &str = "\
    place who what why side aid date list task raiser after p need load";

/// Figures that a check works out.
const FROM_CHECKS: &str = "\
    target over-by wanted each depth gradient flights length rails limit due before";

/// Blanks that only the therapist can fill.
const BY_HAND: &str = "\
    angle appliance arm-height bath bed board-length calls carers chair choice clear-space \
    control-yes-no days distance door door-width effect flags floor from front goal grade group hand \
    hazard-kind height height-from height-to high hours item kind kit knee-space landlord left-space \
    legs loss low lux maker-limit material method minutes months occupation option other-place \
    other-way others photo places position provider rail-length reasons right-space rising-yes-no \
    route-width seat seat-width shape size sizes skin space steps stronger-side tasks temp tenure \
    time times to today transfers trips-now trips-then type wall wc weeks when where width works \
    yes-no";

fn all_stated() -> impl Iterator<Item = &'static str> {
    [IN_USE, FROM_CHECKS, BY_HAND].into_iter().flat_map(str::split_whitespace)
}

fn texts(entry: &Entry) -> impl Iterator<Item = &String> {
    [&entry.professional, &entry.client, &entry.cheapest]
        .into_iter()
        .chain(&entry.options)
        .chain(&entry.sizes)
}

#[test]
fn every_blank_is_one_that_can_be_filled() {
    let stated = |blank: &str| all_stated().any(|known| known == blank);
    let mut unknown = Vec::new();
    for entry in &shipped().entries {
        for blank in texts(entry).flat_map(|text| blanks(text)) {
            let known =
                stated(&blank) || domain::measures::measure(&blank).is_some() || item(&blank).is_some();
            if !known {
                unknown.push(format!("{}: {blank}", entry.id));
            }
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn no_blank_is_stated_that_nobody_uses() {
    let library = shipped();
    let used: BTreeSet<String> =
        library.entries.iter().flat_map(texts).flat_map(|text| blanks(text)).collect();
    for blank in all_stated() {
        assert!(used.contains(blank), "{blank}");
    }
}

#[test]
fn only_drafted_words_have_blanks() {
    let library = shipped();
    let prompts = library.necessary.iter().chain(&library.practicable).map(|prompt| &prompt.prompt);
    let lists =
        library.entries.iter().flat_map(|entry| entry.options.iter().chain([&entry.cheapest, &entry.title]));
    for text in prompts.chain(lists) {
        assert!(!text.contains(['{', '}']), "{text}");
    }
}

#[test]
fn the_persons_words_ask_for_nothing_that_the_report_does_not() {
    for entry in &shipped().entries {
        let known = blanks(&entry.professional);
        let own = ["other-way", "what"];
        for blank in blanks(&entry.client) {
            assert!(known.contains(&blank) || own.contains(&blank.as_str()), "{}: {blank}", entry.id);
        }
    }
}
