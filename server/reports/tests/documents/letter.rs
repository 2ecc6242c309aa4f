//! The letter to the person.

use crate::{
    made::{coded, desk, everything, gaps, made, misses, recommended, said, whole},
    visit::{HOME, VISIT, code, signature, text},
};
use domain::{VisitKind, VisitState};
use reports::{
    Options, document,
    document::{Block, Document, DocumentKind},
    reading_age::{reading_age, text_of},
};

fn letter(visit: &crate::visit::Visit) -> Document {
    made(DocumentKind::Letter, visit)
}

#[test]
fn a_letter_holds_no_measure_and_no_word_of_hazard() {
    let visit = whole().with(HOME, "d-rugs.note", text("Runner slips, 12 mm pile"));
    let all = everything(&letter(&visit)).to_lowercase();
    for word in [
        "hazard",
        "concern",
        "does not fit",
        "tight",
        " mm",
        "600",
        "640",
        "risk",
        "finding",
        "assessment form",
        "clinical",
    ] {
        assert!(!all.contains(word), "{word}: {all}");
    }
}

#[test]
fn it_greets_tells_and_says_what_comes_next() {
    let all = everything(&letter(&whole()));
    for words in [
        "Dear Mrs Ellery,",
        "I came to see you at home on 12 May 2026.",
        "Tomasz Wilk was with me.",
        "\u{201c}A bath on my own\u{201d}",
        "A wider door for your frame.",
        "Order the rail. Amy Castell will do this by 1 June 2026.",
        "Strip wash at the basin",
        "Ring 01632 960147.",
        "How to complain",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn what_has_no_plain_words_yet_is_a_gap() {
    assert!(misses(&letter(&whole()), "Not written in plain words yet: \u{201c}Second stair rail\u{201d}."));
}

#[test]
fn draft_wording_is_said_to_be_draft() {
    let visit = recommended(whole(), "r3", "Bath board", "equipment");
    let mut visit = said(visit, "r3", "client", text("A board across your bath."));
    visit.fields.retain(|pack| !pack.key.path.as_str().ends_with("r3/pl-rec-state"));
    assert!(misses(&letter(&visit), "Not read yet: \u{201c}Bath board\u{201d} is in draft wording."));
}

#[test]
fn what_somebody_did_not_want_is_told_and_does_not_happen() {
    let visit = said(whole(), "r1", "agreed", coded("os-consent", "declined"));
    let visit = said(visit, "r1", "owner", text("Housing repairs"));
    let all = everything(&letter(&visit));
    assert!(all.contains("A wider door for your frame. You did not want this."));
    assert!(!all.contains("Housing repairs"));
}

#[test]
fn the_services_own_sentences_stand_in_place_of_ours() {
    let mut desk = desk();
    desk.wording.insert("letter-opening".into(), "Hello from Larkshire.".into());
    desk.wording.insert("complaints".into(), "Write to the complaints team.".into());
    desk.wording.insert("reply-to".into(), " ".into());
    let visit = whole();
    let letter = document(DocumentKind::Letter, visit.source(), &desk, &Options::default());
    let all = everything(&letter);
    assert!(all.contains("Hello from Larkshire.") && all.contains("Write to the complaints team."));
    assert!(!all.contains("Thank you for seeing me"));
    assert!(misses(&letter, "Not set by the service: a telephone number and an address."));
}

#[test]
fn without_a_sentence_of_its_own_the_letterhead_says_how_to_reach_the_service() {
    let mut desk = desk();
    desk.wording.clear();
    desk.letterhead.push("Telephone 01632 960147".into());
    let visit = whole();
    let letter = document(DocumentKind::Letter, visit.source(), &desk, &Options::default());
    assert!(everything(&letter).contains("How to reach us\nTelephone 01632 960147"));
}

#[test]
fn it_is_addressed_to_the_person() {
    assert_eq!(letter(&whole()).to, ["Mrs Ellery", "14 Quarry Lane, Ashwell"]);
}

#[test]
fn a_visit_that_did_not_take_place_is_a_gap() {
    let mut visit = whole();
    visit.card.state = VisitState::NoAccess;
    assert!(misses(&letter(&visit), "No visit took place: no access."));
}

#[test]
fn what_was_done_is_told_only_where_a_visit_took_place() {
    for state in VisitState::ALL {
        let mut visit = whole();
        visit.card.state = state;
        let letter = letter(&visit);
        let all = everything(&letter);
        let is_told = all.contains("What we did") || all.contains("I came to see you at home");
        assert_ne!(is_told, misses(&letter, "No visit took place"), "{state:?}: {all}");
        assert_eq!(is_told, all.contains("Thank you for seeing me"), "{state:?}: {all}");
    }
}

#[test]
fn our_own_sentences_are_easy_to_read() {
    for kind in VisitKind::ALL {
        let mut visit = whole();
        visit.card.kind = kind;
        let age = reading_age(&text_of(&letter(&visit))).expect("long enough");
        assert!(age < 11.0, "{kind:?}: {age}");
    }
}

#[test]
fn a_note_to_the_supervisor_is_no_part_of_it() {
    let mut visit = whole().with(VISIT, "v-told", code("x", "x"));
    visit.card.signatures[0].note = Some("Please look at the consent".into());
    let all = everything(&letter(&visit));
    assert!(!all.contains("Please look at the consent"), "{:?}", gaps(&letter(&visit)));
    assert!(everything(&made(DocumentKind::Full, &visit)).contains("Please look at the consent"));
}

#[test]
fn who_does_what_was_talked_about_stands_with_it_and_nowhere_else() {
    let visit = said(whole(), "r1", "owner", text("Housing repairs"));
    let visit = said(visit, "r1", "due", forms::Value::Date("2026-07-01".into()));
    let all = everything(&letter(&visit));
    assert!(
        all.contains("A wider door for your frame. This is with Housing repairs, by 1 July 2026."),
        "{all}"
    );
    assert_eq!(all.matches("Housing repairs").count(), 1, "{all}");
}

#[test]
fn one_signature_counts_and_the_countersignature_is_a_small_line() {
    let mut visit = whole();
    visit.card.version = 2;
    visit.card.signatures = vec![signature(1, "Amy Castell"), signature(2, "Amy Castell")];
    visit.card.countersignature = Some(signature(2, "Jo Marsh"));
    let letter = letter(&visit);
    let all = everything(&letter);
    assert!(all.contains("Yours sincerely\nAmy Castell\nOccupational therapist"), "{all}");
    assert!(all.contains("Countersigned by Jo Marsh"), "{all}");
    assert!(!letter.blocks.iter().any(|block| matches!(block, Block::Signature { .. })));
    assert!(!all.contains("Fingerprint") && !all.contains("version 1"), "{all}");
}
