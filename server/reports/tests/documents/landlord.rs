//! For a landlord or contractor.

use crate::{
    made::{PLAN, coded, everything, gaps, made, misses, photo, said, whole},
    visit::{HOME, VISIT, Visit, text},
};
use domain::VisitState;
use forms::{Agreed, Shared, Value};
use reports::document::{Block, Document, DocumentKind};

fn landlord(visit: &Visit) -> Document {
    made(DocumentKind::Landlord, visit)
}

fn shares(visit: Visit, reader: &str, answer: &str) -> Visit {
    visit
        .with(VISIT, "v-share@s1", Value::Boolean(true))
        .with(VISIT, "v-share@s1/v-share-with", coded("v-share-with", reader))
        .with(VISIT, "v-share@s1/v-share-answer", coded("os-consent", answer))
}

#[test]
fn a_landlord_sees_only_what_was_agreed() {
    let visit = whole()
        .with(HOME, "d-rugs#photo", photo("a", "The whole hall", Some(Agreed::Yes), Some(Shared::Team)))
        .with(
            HOME,
            "d-turns#photo",
            photo("b", "Bathroom door, hinges on the left", Some(Agreed::Yes), Some(Shared::Builders)),
        )
        .with(HOME, "d-clutter#photo", photo("c", "Her bed", None, Some(Shared::Builders)));
    let visit = said(visit, "r1", "need", text("Falls because of her hip"));
    let visit = said(visit, "r1", "words", text("Widen for Mrs Ellery's frame"));
    let visit = said(visit, "r1", "why", text("She cannot walk sideways"));
    let visit = said(visit, "r1", "necessary-why", text("Fell twice"));
    let visit = said(visit, "r1", "size", text("900 mm clear, hinges left"));
    let document = landlord(&visit);
    let all = everything(&document);
    for shown in [
        "Wider bathroom door",
        "900 mm clear, hinges left",
        "14 Quarry Lane",
        "Amy Castell",
        "Bathroom door, hinges on the left",
    ] {
        assert!(all.contains(shown), "{shown}: {all}");
    }
    assert_eq!(document.photos(), ["b".repeat(64)]);
    for hidden in [
        "Second stair rail",
        "hip",
        "frame",
        "sideways",
        "Fell",
        "999 010 4212",
        "1941",
        "Runner",
        "hazard",
        "Hazard",
        "A bath on my own",
        "Strip wash",
        "The whole hall",
        "Her bed",
        "640 mm",
        "Margaret",
    ] {
        assert!(!all.contains(hidden), "{hidden}: {all}");
    }
}

#[test]
fn where_nothing_may_be_shown_it_says_so_and_how_to_change_it() {
    let mut visit = whole();
    visit.card.state = VisitState::Started;
    visit.fields.retain(|pack| !pack.key.path.as_str().ends_with("pl-rec-share"));
    let document = landlord(&visit);
    assert_eq!(document.blocks.len(), 1);
    assert!(misses(&document, "No works may be shown yet."));
    assert!(misses(&document, "May be shown to the landlord or contractor"));
}

#[test]
fn a_signed_record_asks_for_nothing_that_cannot_be_done() {
    for state in [VisitState::Signed, VisitState::Countersigned] {
        let mut visit = whole();
        visit.card.state = state;
        visit.fields.retain(|pack| !pack.key.path.as_str().ends_with("pl-rec-share"));
        let document = landlord(&visit);
        assert_eq!(document.blocks.len(), 1);
        assert!(misses(&document, "nothing of this record was marked to be shared with a landlord"));
        assert!(!misses(&document, "Open the recommendation"));
        let refused = landlord(&shares(visit, "landlord", "declined"));
        assert!(misses(&refused, "write it down at the next visit"));
        assert!(!misses(&refused, "change the answer"));
    }
}

#[test]
fn one_of_two_people_is_enough_to_keep_it_back() {
    let at = |what: &str| format!("pl-rec@r1/pl-rec-{what}");
    let no = whole().but(PLAN, &at("share"), coded("os-yes-no", "no"));
    let dropped = whole().but(PLAN, &at("state"), coded("pl-rec-state", "dropped"));
    for visit in [no, dropped] {
        assert_eq!(landlord(&visit).blocks.len(), 1);
        assert!(misses(&landlord(&visit), "No works may be shown: nothing of this record was marked"));
    }
    let visit = whole()
        .with(HOME, "d-turns#photo", photo("b", "Door", Some(Agreed::Yes), Some(Shared::Builders)))
        .but(HOME, "d-turns#photo", photo("b", "Door", Some(Agreed::Yes), Some(Shared::Team)));
    assert!(landlord(&visit).photos().is_empty());
}

#[test]
fn somebody_who_said_no_to_sharing_with_a_landlord_is_heard() {
    let document = landlord(&shares(whole(), "landlord", "declined"));
    assert_eq!(document.blocks.len(), 1);
    assert!(gaps(&document)[0].starts_with("Not agreed"));
}

#[test]
fn only_building_measures_at_the_works_are_shown() {
    let all = everything(&landlord(&whole()));
    assert!(all.contains("Bathroom door: Door clear opening width"), "{all}");
    assert!(all.contains("600 mm"));
    assert!(!all.contains("640 mm"));
}

#[test]
fn the_home_is_drawn_only_with_agreement() {
    let is_drawing = |block: &Block| matches!(block, Block::Drawing { .. });
    assert!(!landlord(&whole()).blocks.iter().any(is_drawing));
    let document = landlord(&shares(whole(), "landlord", "given-spoken"));
    assert!(document.blocks.iter().any(is_drawing));
    assert!(
        everything(&document).contains("Hall and moving about indoors, ground floor: Work 1"),
        "{}",
        everything(&document)
    );
}

#[test]
fn that_somebody_could_not_decide_is_not_told() {
    let visit = said(whole(), "r1", "agreed", coded("os-consent", "lacks-capacity"));
    let visit = visit.with(HOME, "o-seen", crate::visit::seen("o")).with(
        HOME,
        "o-works-agree",
        forms::Answer(vec![coded("o-works-agree", "court"), coded("o-works-agree", "landlord")]),
    );
    let all = everything(&landlord(&visit));
    assert!(all.contains("Agreed by the person who lives there: Not recorded yet"));
    assert!(all.contains("Who has to agree to works: The landlord"), "{all}");
    assert!(!all.contains("eputy") && !all.contains("decide"));
}

#[test]
fn advice_and_equipment_are_no_works() {
    let visit = crate::made::recommended(whole(), "r3", "Commode", "equipment");
    let visit = said(visit, "r3", "share", coded("os-yes-no", "yes"));
    assert!(!everything(&landlord(&visit)).contains("Commode"));
}
