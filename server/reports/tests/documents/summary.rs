//! One page for the team.

use crate::{
    made::{coded, everything, made, misses, recommended, said, whole, words},
    visit::{HOME, VISIT, Visit, judgement, signature, text},
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
        assert!(n_words(&document) <= 280, "{}: {}", n_words(&document), everything(&document));
        assert!(document.blocks.len() <= 16, "{}", everything(&document));
    }
}

/// As much as a long first visit brings, in sentences of usual length.
fn demo_like() -> Visit {
    let mut visit = whole()
        .with(VISIT, "v-interim", text("No bath. Wash seated at the basin with the door open a hand's width. Dining chair in place of the wing chair. Runner taken up today with her yes."));
    for (item, seen) in [
        ("d-turns", "Three small steps and a freeze at each doorway; stripes of tape tried by Alan help."),
        ("d-clutter", "Dog bed and shoes on the way to the WC, moved by Alan while we watched."),
        ("d-hold-on", "Uses radiator cover, door edge and newel. The cover is loose and came away a little."),
        ("d-floor", "Carpet worn through in front of the kitchen door, edge curls up by a finger's width."),
        (
            "d-thresholds",
            "42 mm at the front door, 12 mm brass strips elsewhere; toes catch at each of them.",
        ),
        ("d-light-switch", "Hall switch at 1,380 mm, none at the foot of the stairs that works the landing."),
    ] {
        visit = visit.with(HOME, item, judgement("hazard")).with(HOME, &format!("{item}.note"), text(seen));
    }
    for (id, what, who) in [
        ("x1", "Carry nothing on the stairs: a second set of things upstairs", "Maureen and Alan"),
        ("x2", "Raise the wing chair by 50 mm, with a firm cushion at the back", "Jo Pemberley"),
        ("x3", "Half step and two rails at the front door", "Minor works"),
        ("x4", "Shower room with WC on the ground floor", "Hannah, to the housing team"),
    ] {
        visit = said(recommended(visit, id, what, "minor"), id, "owner", text(who));
        visit = said(visit, id, "due", Value::Date("2026-12-03".into()));
    }
    visit = visit
        .with(VISIT, "v-step@s2", Value::Boolean(true))
        .with(VISIT, "v-step@s2/v-step-what", text("Carer's assessment for Alan"))
        .with(VISIT, "v-step@s2/v-step-who", coded("v-step-who", "service"));
    visit.card.person.background.referral =
        Some("GP, because of two falls and worry about the stairs".into());
    visit.card.version = 2;
    visit.card.signatures = vec![signature(1, "Hannah Okonjo-Reid"), signature(2, "Hannah Okonjo-Reid")];
    visit.card.state = domain::VisitState::Countersigned;
    visit.card.countersignature = Some(signature(2, "Priya Raghunathan"));
    visit
}

#[test]
fn the_summary_of_the_demo_like_visit_stays_on_one_page() {
    let document = summary(&demo_like());
    let all = everything(&document);
    assert_eq!(document.title, "Summary for the team");
    assert!(n_words(&document) <= 280, "{}: {all}", n_words(&document));
    assert!(document.blocks.len() <= 14, "{}: {all}", document.blocks.len());
    let n_findings = document.blocks.iter().filter(|block| matches!(block, Block::Mark { .. })).count();
    assert!((3..=6).contains(&n_findings), "{n_findings}: {all}");
    for words in [
        "Carer's assessment for Alan",
        "Amy Castell: Order the rail",
        "No bath.",
        "No recommendation yet for",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

/// The words of each finding, and what is said under "Risks until then".
fn safety(document: &Document) -> Vec<String> {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Mark { title, lines, .. } => [vec![title.clone()], lines.clone()].concat(),
        Block::Facts { rows } => {
            let risks = rows.iter().filter(|(label, _)| label == "Risks until then");
            risks.map(|(_, words)| words.clone()).collect()
        }
        _ => Vec::new(),
    });
    texts.collect()
}

#[test]
fn hazards_and_what_keeps_people_safe_never_stop_in_the_middle_of_a_sentence() {
    for visit in [whole(), demo_like(), crowded()] {
        for words in safety(&summary(&visit)) {
            assert!(!words.ends_with("..."), "{words}");
        }
    }
    let all = everything(&summary(&demo_like()));
    for words in [
        "a freeze at each doorway; stripes of tape tried by Alan help.",
        "moved by Alan while we watched.",
        "Dining chair in place of the wing chair. Runner taken up today with her yes.",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn safety_text_that_is_too_long_ends_with_a_sentence_and_says_where_it_goes_on() {
    let long = format!("She lets go on the turn. {}", "Word ".repeat(100));
    let visit = whole().with(HOME, "d-turns", judgement("hazard")).with(HOME, "d-turns.note", text(&long));
    let texts = safety(&summary(&visit));
    assert!(
        texts.iter().any(|words| words == "She lets go on the turn. See the full assessment."),
        "{texts:?}"
    );
}

#[test]
fn a_long_addendum_leaves_the_summary_on_one_page() {
    let document = summary(&demo_like().with_addendum(None, &"Word ".repeat(300)));
    let all = everything(&document);
    assert!(n_words(&document) <= 280, "{}: {all}", n_words(&document));
    assert!(all.contains("Addendum 1, Correction, 14 May 2026 09:20, Amy Castell: See the full assessment."));
}

#[test]
fn a_signature_is_one_small_line() {
    let document = summary(&demo_like());
    assert!(!document.blocks.iter().any(|block| matches!(block, Block::Signature { .. })));
    let line = "Signed by Hannah Okonjo-Reid, occupational therapist, HCPC OT-DEMO-1001, 12 May 2026, version 2. \
                Countersigned by Priya Raghunathan, occupational therapist, HCPC OT-DEMO-1001, 12 May 2026. \
                Fingerprint 3f9a 12bc 77d0 41e2.";
    assert!(everything(&document).contains(line), "{}", everything(&document));
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
