//! The recommendation to housing.

use crate::{
    made::{coded, everything, made, misses, said, whole},
    visit::{VISIT, Visit, text},
};
use forms::{Answer, Value};
use reports::document::{Document, DocumentKind};

fn housing(visit: &Visit) -> Document {
    made(DocumentKind::Housing, visit)
}

#[test]
fn both_tests_stand_with_their_reasons_and_what_supports_them() {
    let mut visit = whole();
    for (what, value) in [
        ("purpose", Answer(vec![coded("pl-rec-purpose", "bathing"), coded("pl-rec-purpose", "access")])),
        ("necessary", coded("os-yes-no", "yes").into()),
        ("necessary-why", text("She cannot wash").into()),
        ("practicable", coded("os-yes-no", "not-known").into()),
        ("practicable-why", text("The wall may bear").into()),
        ("options", text("1. Nothing new\n2. Offset hinges\n").into()),
        ("cheapest", text("Offset hinges").into()),
        ("why", text("Hinges gain 30 mm only").into()),
        ("due", Value::Date("2026-08-01".into()).into()),
        ("interim", text("Wash at the basin").into()),
    ] {
        visit = said(visit, "r1", what, value);
    }
    let all = everything(&housing(&visit));
    for words in [
        "Purpose: Getting to and using a bath, shower or basin, Getting in and out of the home",
        "Necessary and appropriate?\nYes\nShe cannot wash",
        "Reasonable and practicable?\nNot known\nThe wall may bear",
        "[does-not-fit] Does not fit: Bathroom door: Door against the walking frame",
        "Source: ",
        "Cheapest that would do: Offset hinges",
        "Why this one: Hinges gain 30 mm only",
        "Wanted by 1 August 2026.",
        "Wash at the basin",
        "\u{201c}A bath on my own\u{201d}",
        "Approved Documents are guidance for new homes.",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn what_is_not_answered_is_said_at_each_test() {
    let document = housing(&whole());
    for words in [
        "Not answered yet.",
        "Not said yet: the reason.",
        "Not said yet: the cheapest",
        "Not said yet: by when.",
    ] {
        assert!(misses(&document, words), "{words}");
    }
    assert!(everything(&document).contains("Not said yet: the purpose of the grant"));
}

#[test]
fn without_works_it_says_so() {
    let mut visit = whole();
    visit.fields.retain(|pack| !pack.key.path.as_str().starts_with("pl-rec"));
    assert!(misses(&housing(&visit), "No minor or major adaptation is recommended."));
}

#[test]
fn agreement_to_sharing_is_asked_for_and_a_no_is_heard() {
    assert!(misses(&housing(&whole()), "Not recorded: whether the person agrees"));
    let visit = whole()
        .with(VISIT, "v-share@s1", Value::Boolean(true))
        .with(VISIT, "v-share@s1/v-share-with", coded("v-share-with", "housing"))
        .with(VISIT, "v-share@s1/v-share-answer", coded("os-consent", "declined"));
    assert_eq!(housing(&visit).blocks.len(), 1);
    assert!(misses(&housing(&visit), "Not agreed"));
}
