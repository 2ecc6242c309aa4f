//! The handling plan.

use crate::{
    made::{HANDLING, coded, everything, made, misses, photo, whole},
    visit::{Visit, text},
};
use domain::VisitState;
use forms::{Agreed, Value};
use reports::document::{Block, Document, DocumentKind};

fn handling(visit: &Visit) -> Document {
    made(DocumentKind::Handling, visit)
}

fn planned() -> Visit {
    let at = |what: &str| format!("mh-tr@t1/mh-tr-{what}");
    whole()
        .with(HANDLING, "mh-say", text("Tell me before you touch me"))
        .with(HANDLING, "mh-can", text("I lean forward by myself"))
        .with(HANDLING, "mh-tr@t1", Value::Boolean(true))
        .with(HANDLING, &at("what"), coded("mh-tr-what", "chair"))
        .with(HANDLING, &at("carer"), text("1. Stand at the side\n2) Count to three\n\n90 degrees is enough"))
        .with(HANDLING, &at("never"), text("Never pull on arms"))
        .with(HANDLING, &at("kit"), text("Stand aid, medium sling"))
        .with(HANDLING, &at("picture"), photo("a", "Where the feet go", Some(Agreed::Yes), None))
        .with(HANDLING, "mh-floor", text("Check first"))
        .with(HANDLING, "mh-shown@c1", Value::Boolean(true))
        .with(HANDLING, "mh-shown@c1/mh-shown-who", text("Kay, Hillcare"))
}

#[test]
fn how_somebody_likes_to_be_helped_comes_first_then_what_they_do() {
    let texts: Vec<String> = handling(&planned()).blocks.iter().map(crate::made::words).collect();
    assert_eq!(
        texts[..4],
        [
            "How I like to be helped",
            "\u{201c}Tell me before you touch me\u{201d}",
            "What I can do myself",
            "I lean forward by myself"
        ]
    );
}

#[test]
fn steps_are_numbered_once() {
    let document = handling(&planned());
    let steps = document.blocks.iter().find_map(|block| match block {
        Block::List { ordered: true, entries } => Some(entries.clone()),
        _ => None,
    });
    assert_eq!(steps.expect("steps"), ["Stand at the side", "Count to three", "90 degrees is enough"]);
}

#[test]
fn what_is_not_written_is_said_where_it_belongs() {
    let document = handling(&planned());
    assert!(misses(&document, "Not written down: when to stop."));
    assert!(everything(&document).contains("Kay, Hillcare | Not written down"));
    assert!(everything(&document).contains("Look at it again: Not set yet"));
}

#[test]
fn pictures_need_agreement() {
    assert_eq!(handling(&planned()).photos(), ["a".repeat(64)]);
    let unasked = photo("b", "Bed", None, None);
    let mut visit = planned();
    visit.fields.retain(|pack| !pack.key.path.as_str().ends_with("picture"));
    assert!(handling(&visit.with(HANDLING, "mh-tr@t1/mh-tr-picture", unasked)).photos().is_empty());
}

#[test]
fn a_transfer_that_is_not_acceptable_warns_even_where_one_of_two_says_so() {
    let at = "mh-tr@t1/mh-tr-risk";
    let visit = planned().with(HANDLING, at, coded("mh-tr-risk", "watch")).but(
        HANDLING,
        at,
        coded("mh-tr-risk", "not"),
    );
    assert!(misses(&handling(&visit), "Not acceptable: do not do this transfer."));
}

fn without_the_form(visit: &Visit) -> Document {
    let forms: Vec<_> =
        visit.source().forms.iter().filter(|(form, _)| form.id != HANDLING).cloned().collect();
    let source = reports::Source { forms: &forms, ..visit.source() };
    reports::document(DocumentKind::Handling, source, &crate::made::desk(), &Default::default())
}

#[test]
fn without_the_form_it_says_what_to_do() {
    let mut visit = whole();
    visit.card.state = VisitState::Started;
    let document = without_the_form(&visit);
    assert_eq!(document.blocks.len(), 1);
    assert!(misses(&document, "No handling plan belongs to this visit."));
    assert!(misses(&document, "Add the form"));
}

#[test]
fn a_signed_record_without_the_form_asks_for_nothing_that_cannot_be_done() {
    for state in [VisitState::Signed, VisitState::Countersigned] {
        let mut visit = whole();
        visit.card.state = state;
        let document = without_the_form(&visit);
        assert_eq!(document.blocks.len(), 1);
        assert!(misses(&document, "No handling plan belongs to this visit, and its record does not change"));
        assert!(misses(&document, "A plan is made at a visit with the form"));
        assert!(!misses(&document, "Add the form"));
    }
}

#[test]
fn the_assessment_behind_it_and_the_rest_of_the_visit_stay_out() {
    let visit = planned().with(HANDLING, "mh-individual", text("One carer has a bad back"));
    let all = everything(&handling(&visit));
    for hidden in ["bad back", "Runner slips", "Wider bathroom door", "A bath on my own"] {
        assert!(!all.contains(hidden), "{hidden}");
    }
}
