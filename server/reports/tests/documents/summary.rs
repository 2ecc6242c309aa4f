//! One page for the team.

use crate::{
    made::{coded, everything, made, misses, recommended, said, whole, words},
    visit::{HOME, VISIT, Visit, judgement, text},
};
use forms::Value;
use reports::document::{Block, Document, DocumentKind};

fn summary(visit: &Visit) -> Document {
    made(DocumentKind::Summary, visit)
}

fn n_words(document: &Document) -> usize {
    document.blocks.iter().map(|block| words(block).split_whitespace().count()).sum()
}

/// More of everything than fits, and long.
fn crowded() -> Visit {
    let long = "word ".repeat(500);
    let mut visit = whole().with(VISIT, "v-interim", text(&long));
    for item in ["d-turns", "d-clutter", "d-hold-on", "d-floor", "d-thresholds", "d-light-switch"] {
        visit = visit.with(HOME, item, judgement("hazard")).with(HOME, &format!("{item}.note"), text(&long));
    }
    for n in 0..12 {
        let id = format!("x{n}");
        visit = recommended(visit, &id, &long, "minor");
        visit = said(visit, &id, "owner", text(&long));
        visit = said(visit, &id, "interim", text(&long));
        visit = visit.with(VISIT, &format!("v-step@y{n}"), Value::Boolean(true));
        visit = visit.with(VISIT, &format!("v-step@y{n}/v-step-what"), text(&long));
        visit = visit.with(VISIT, &format!("v-step@y{n}/v-step-who"), coded("v-step-who", "service"));
    }
    visit
}

#[test]
fn the_summary_stays_on_one_page() {
    for visit in [whole(), crowded()] {
        let document = summary(&visit);
        assert!(n_words(&document) <= 330, "{}: {}", n_words(&document), everything(&document));
    }
}

#[test]
fn what_is_cut_is_said_to_be_cut() {
    let all = everything(&summary(&crowded()));
    assert!(all.contains("more, see the full assessment."), "{all}");
}

#[test]
fn worst_comes_first() {
    let visit = whole().with(HOME, "d-turns", judgement("concern"));
    let signs: Vec<String> = summary(&visit)
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Mark { sign, .. } => Some(sign),
            _ => None,
        })
        .collect();
    assert_eq!(signs, ["hazard", "does-not-fit", "concern"]);
}

#[test]
fn it_says_who_does_what_and_what_is_asked_of_the_reader() {
    let visit = said(whole(), "r1", "owner", text("Housing"));
    let visit = said(visit, "r1", "due", Value::Date("2026-07-01".into()))
        .with(VISIT, "v-step@s2", Value::Boolean(true))
        .with(VISIT, "v-step@s2/v-step-what", text("Look at her tablets"))
        .with(VISIT, "v-step@s2/v-step-who", coded("v-step-who", "service"));
    let all = everything(&summary(&visit));
    for words in [
        "Wider bathroom door: Housing, by 1 July 2026",
        "Second stair rail: nobody named yet",
        "Strip wash at the basin",
        "Amy Castell: Order the rail, by 1 June 2026.",
        "Look at her tablets",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn a_hazard_without_a_recommendation_is_named_as_a_gap() {
    assert!(misses(&summary(&whole()), "No recommendation yet for 1 hazard that is open."));
}

#[test]
fn nothing_asked_of_the_reader_is_said_as_well() {
    assert!(everything(&summary(&whole())).contains("No other service was asked for anything."));
}
