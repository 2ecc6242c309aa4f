//! Reading, refusing, and finding things in a library.

use crate::{SHIPPED, shipped};
use advice::library::{Category, Library, Tag, Trigger};
use domain::rules::Verdict;

#[test]
fn the_shipped_library_reads() {
    let library = shipped();
    assert_eq!(library.version, "1.0.0");
    assert_eq!(library.entries.len(), 174);
}

#[test]
fn triggers_are_read_by_their_shape() {
    let table = [
        ("a-path-surface", Trigger::Concern("a-path-surface".into())),
        ("b-rail=none", Trigger::Answer("b-rail".into(), "none".into())),
        ("rule-turn:does-not-fit", Trigger::Check("rule-turn".into(), Verdict::DoesNotFit)),
        ("rec-stairlift", Trigger::Chosen("rec-stairlift".into())),
    ];
    for (text, trigger) in table {
        assert_eq!(text.parse(), Ok(trigger.clone()));
        assert_eq!(trigger.to_string(), text);
    }
}

#[test]
fn texts_that_are_no_trigger_are_refused() {
    let texts = [
        "",
        " ",
        "b-rail=",
        "=none",
        "b-rail=none=both",
        "b rail",
        "b-rail; b-steps",
        "b-steps:hazard",
        "rule-turn",
        "rule-turn:",
        "rule-turn:nearly",
        "rule-turn=tight",
        "rule-turn :tight",
        "rec-stairlift=yes",
        "rec-stairlift:fits",
        "{place}",
    ];
    for text in texts {
        let refusal = text.parse::<Trigger>().expect_err(text);
        assert!(refusal.starts_with(&format!("\"{text}\" ")), "{refusal}");
    }
}

#[test]
fn one_wrong_trigger_refuses_the_whole_library_and_names_the_line() {
    let wrong = SHIPPED.replacen("\"rule-distance:does-not-fit\"", "\"rule-distance\"", 1);
    let line = 1 + wrong.lines().position(|line| line.contains("\"rule-distance\"")).expect("it is there");
    let refusal = Library::read(&wrong).expect_err("refused");
    assert!(refusal.contains("\"rule-distance\" offers nothing"), "{refusal}");
    assert!(refusal.contains(&format!("line {line} ")), "{refusal}");
}

#[test]
fn a_kind_that_nobody_knows_refuses_the_whole_library() {
    let wrong = SHIPPED.replacen("\"category\": \"minor\"", "\"category\": \"middling\"", 1);
    assert!(Library::read(&wrong).expect_err("refused").contains("middling"));
}

#[test]
fn what_is_no_library_is_refused_in_words() {
    for text in ["", "[]", "{}", "null", "{\"version\": \"1.0.0\"}"] {
        assert!(Library::read(text).expect_err(text).starts_with("The library cannot be read: "));
    }
}

#[test]
fn a_library_that_was_written_reads_back_the_same() {
    let library = shipped();
    let text = serde_json::to_string(&library).expect("it can be written");
    assert_eq!(Library::read(&text), Ok(library));
}

#[test]
fn things_are_found_by_their_ids() {
    let library = shipped();
    assert_eq!(library.entry("rec-step-rail").map(|entry| entry.category), Some(Category::Minor));
    assert_eq!(library.prompt("na-only-way"), Some("Is this the only usable way in or out?"));
    assert_eq!(library.prompt("rp-trip"), Some("Could it become a trip?"));
    assert_eq!(library.iso_label("18 18"), Some("Rails to hold"));
    assert_eq!(library.band("band-c").map(|band| (band.low, band.high)), Some((Some(100), Some(500))));
    assert_eq!(library.entry("rec-nothing"), None);
    assert_eq!(library.prompt("na-nothing"), None);
    assert_eq!(library.iso_label("99 99"), None);
    assert_eq!(library.band("band-z"), None);
}

#[test]
fn codes_of_kinds_are_the_ones_in_the_data() {
    for category in Category::ALL {
        assert_eq!(Category::parse(category.code()), Some(category));
        assert_eq!(serde_json::to_value(category).expect("a word"), category.code());
    }
    for tag in Tag::ALL {
        assert_eq!(Tag::parse(tag.code()), Some(tag));
        assert_eq!(serde_json::to_value(tag).expect("a word"), tag.code());
    }
    assert_eq!(Category::parse("Minor adaptation"), None);
}

#[test]
fn equipment_works_and_telecare_are_ordered() {
    let ordered: Vec<&str> =
        Category::ALL.into_iter().filter(|kind| kind.is_ordered()).map(Category::words).collect();
    assert_eq!(ordered, ["Equipment", "Minor adaptation", "Major adaptation", "Telecare"]);
}
