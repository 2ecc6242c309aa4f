//! The full assessment.

use crate::{
    made::{PLAN, coded, everything, made, misses, photo, recommended, said, whole},
    visit::{HOME, VISIT, code, millimetres, signature, text},
};
use domain::rules::{Override, SettingValue};
use forms::Value;
use reports::{
    Options, document,
    document::{Block, Document, DocumentKind},
};

fn full(visit: &crate::visit::Visit) -> Document {
    made(DocumentKind::Full, visit)
}

#[test]
fn a_finding_says_who_what_was_seen_and_the_checks_behind_it() {
    let visit = whole().with(HOME, "d-door@k1/d-door-fit", crate::visit::judgement("concern"));
    let document = full(&visit);
    let marks: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Mark { sign, title, lines, .. } => Some((sign.as_str(), title.as_str(), lines.join(" "))),
            _ => None,
        })
        .collect();
    let rugs = marks.iter().find(|(_, _, lines)| lines.contains("Runner slips")).expect("the rug");
    assert_eq!(rugs.0, "hazard");
    assert!(rugs.2.starts_with("Mrs Ellery."), "{}", rugs.2);
    let door = marks
        .iter()
        .find(|(_, _, lines)| lines.contains("Does not fit: Door against the walking frame"))
        .expect("the door");
    assert!(door.2.contains("600 mm") && door.2.contains("Recommended: Wider bathroom door."), "{}", door.2);
}

#[test]
fn checks_and_measures_stand_in_rows_with_their_sources() {
    let all = everything(&full(&whole()));
    assert!(
        all.contains("Fit checks\nDoes not fit\nBathroom door: Door against the walking frame. "),
        "{all}"
    );
    assert!(all.contains("Source: "), "{all}");
    assert!(all.contains(", check locally"));
    assert!(all.contains("Bathroom door: Clear opening width 600 mm"), "{all}");
    assert!(all.contains("Approved Documents are guidance for new homes."));
}

#[test]
fn a_figure_of_the_service_says_who_set_it_and_why() {
    let mut desk = crate::made::desk();
    let own = Override {
        value: SettingValue::One(90.0),
        reason: "our frames are wide".into(),
        by: "Priya Nair".into(),
        on: "2026-05-03".parse().expect("a day"),
    };
    assert!(desk.settings.change("set-door-plus-frame", own));
    let visit = whole();
    let all = everything(&document(DocumentKind::Full, visit.source(), &desk, &Options::default()));
    assert!(
        all.contains("90 mm at this service, set by Priya Nair on 3 May 2026: our frames are wide"),
        "{all}"
    );
}

#[test]
fn what_was_not_measured_is_said_with_the_reason() {
    let visit = whole().with(HOME, "d-hall-width#absent", code("no-time", "Time ran out"));
    assert!(everything(&full(&visit)).contains("Not measured: Time ran out"));
}

#[test]
fn a_recommendation_is_told_in_full_and_what_is_not_said_is_said_to_be() {
    let visit = said(whole(), "r1", "cost", Value::Integer(1220));
    let visit = said(visit, "r1", "quantity", Value::Integer(2));
    let visit = said(visit, "r1", "price-on", Value::Date("2026-05-03".into()));
    let visit = said(visit, "r1", "necessary", coded("os-yes-no", "yes"));
    let all = everything(&full(&visit));
    assert!(all.contains("1. Wider bathroom door") && all.contains("2. Second stair rail"));
    assert!(all.contains("Cost: £2,440 (2 at £1,220), price of 3 May 2026"));
    assert!(all.contains("Necessary and appropriate: Yes. Not said yet: the reason."), "{all}");
    assert!(all.contains("Reasonable and practicable: Not said yet"), "{all}");
    assert!(!all.contains("Why this one"), "{all}");
}

#[test]
fn what_was_dropped_stays_with_its_reason() {
    let visit = recommended(whole(), "r3", "Stairlift", "major");
    let visit = said(visit, "r3", "state", coded("pl-rec-state", "dropped"));
    let mut visit = said(visit, "r3", "dropped-why", text("She will not have one"));
    // Whatever was said before counts no more.
    visit.fields.iter_mut().filter(|pack| pack.heads.len() > 1).for_each(|pack| {
        pack.heads.remove(0);
    });
    assert!(everything(&full(&visit)).contains("Stairlift: She will not have one"));
}

#[test]
fn plan_goals_and_steps_stand_once() {
    let visit = whole()
        .with(VISIT, "v-goal@g1", Value::Boolean(true))
        .with(VISIT, "v-goal@g1/v-goal-words", text("See to the roses"))
        .with(VISIT, "v-goal@g1/v-goal-smart", text("Ten minutes outside"));
    let all = everything(&full(&visit));
    for once in [
        "\u{201c}See to the roses\u{201d}",
        "Ten minutes outside",
        "Order the rail",
        "Knows her home by heart",
        "Second stair rail",
    ] {
        assert_eq!(all.matches(once).count(), 1, "{once}");
    }
}

#[test]
fn a_photo_nobody_was_asked_about_says_so() {
    let visit = whole().with(HOME, "d-rugs#photo", photo("a", "The runner", None, None));
    let document = full(&visit);
    assert_eq!(document.photos(), ["a".repeat(64)]);
    assert!(everything(&document).contains("The runner. Not asked yet: agreement to this photo."));
}

#[test]
fn areas_in_which_nothing_is_said_are_named() {
    assert!(misses(&full(&whole()), "Not looked at"));
}

#[test]
fn a_note_and_an_addendum_at_a_recommendation_are_read_with_it() {
    let visit = said(whole(), "r1", "size", text("900 mm"))
        .with(PLAN, "pl-rec@r1/pl-rec-size#note", text("Measured twice"))
        .with_addendum(Some((PLAN, "pl-rec@r1/pl-rec-size")), "Now 926 mm.");
    let all = everything(&full(&visit));
    assert!(all.contains("Size: 900 mm\nNote: Measured twice\nAddendum 1"), "{all}");
}

#[test]
fn everything_that_differs_is_listed() {
    let visit = whole().but(HOME, "d-door@k1/d-door-clear", millimetres("620"));
    let all = everything(&full(&visit));
    assert!(all.contains("Amy Castell: 600 mm; Tomasz Wilk: 620 mm"));
    assert!(all.contains("Two answers differ"));
}

#[test]
fn a_things_measures_stand_in_one_row_and_how_they_are_taken_once() {
    let door = |visit: crate::visit::Visit, id: &str, name: &str, clear: &str| {
        let at = format!("d-door@{id}");
        visit
            .with(HOME, &at, Value::Boolean(true))
            .with(HOME, &format!("{at}/d-door-name"), text(name))
            .with(HOME, &format!("{at}/d-door-clear"), millimetres(clear))
            .with(HOME, &format!("{at}/d-door-corridor"), millimetres("985"))
            .with(HOME, &format!("{at}/d-door-clear#note"), text("Paint is thick"))
    };
    let document = full(&door(door(whole(), "k2", "Hall to lounge", "715"), "k3", "Hall to kitchen", "720"));
    let rows: Vec<&(String, String)> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Facts { rows } => Some(rows),
            _ => None,
        })
        .flatten()
        .filter(|(label, words)| label == "Hall to lounge" && words.contains("715 mm"))
        .filter(|(_, words)| words.starts_with("Clear opening width"))
        .collect();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].1.contains("715 mm (note: Paint is thick)") && rows[0].1.contains("985 mm"), "{rows:?}");
    let all = everything(&document);
    assert_eq!(all.matches("Door open at 90 degrees").count(), 1, "{all}");
}

#[test]
fn a_copy_of_a_group_stands_in_one_row() {
    let at = |what: &str| format!("v-occ@o1/v-occ-{what}");
    let visit = whole()
        .with(VISIT, "v-occ@o1", Value::Boolean(true))
        .with(VISIT, &at("name"), text("Bed and night"))
        .with(VISIT, &at("now"), text("Needs someone close by"))
        .with(VISIT, &at("source"), text("I saw it"))
        .with(VISIT, &at("detail"), text("Height, edge, lamp"));
    let mut rows: Vec<(String, String)> = Vec::new();
    for block in full(&visit).blocks {
        let Block::Facts { rows: more } = block else { continue };
        rows.extend(more.into_iter().filter(|(label, _)| label == "Bed and night"));
    }
    let words =
        "Now: Needs someone close by (seen). What helps, what hinders: \u{201c}Height, edge, lamp\u{201d}.";
    assert_eq!(rows, [("Bed and night".to_owned(), words.to_owned())]);
}

#[test]
fn how_something_is_known_stands_behind_what_was_seen() {
    let visit = whole().with(HOME, "d-rugs.source", coded("d-rugs.source", "seen"));
    let all = everything(&full(&visit));
    assert!(all.contains("Runner slips on the boards (seen)."), "{all}");
    assert!(!all.contains("How do you know?"), "{all}");
}

#[test]
fn an_older_signature_is_small_print_and_the_one_that_counts_has_its_block() {
    let mut visit = whole();
    visit.card.version = 2;
    visit.card.signatures = vec![signature(1, "Amy Castell"), signature(2, "Amy Castell")];
    let document = full(&visit);
    let blocks = document.blocks.iter().filter(|block| matches!(block, Block::Signature { .. })).count();
    assert_eq!(blocks, 1);
    assert!(everything(&document).contains("Version 1 was signed by Amy Castell on 12 May 2026"));
}

#[test]
fn a_room_that_nobody_saw_is_not_seen_in_the_picture_and_never_ok() {
    let visit = whole().with(HOME, "g-seen", coded("g-seen", "no")).with(
        HOME,
        "g-seen-reason",
        coded("os-not-seen", "time"),
    );
    let document = full(&visit);
    let drawing = document.blocks.iter().find_map(|block| match block {
        Block::Drawing { alt, svg, .. } => Some((alt.as_str(), svg.as_str())),
        _ => None,
    });
    let (alt, svg) = drawing.expect("the home");
    assert!(alt.contains("G Kitchen: Not seen;"), "{alt}");
    assert!(svg.contains("Kitchen, ground floor, Not seen"), "{svg}");
    assert!(everything(&document).contains("G Kitchen: Not seen"));
}

#[test]
fn somebodys_words_stand_in_pairs_of_quotation_marks() {
    let open = "\u{201c}Own door, own basin,\u{201d} and to keep her post.";
    let all = everything(&full(&whole().with(VISIT, "v-words", text(open))));
    assert!(all.contains(&format!("\n{open}\n")), "{all}");
    for typed in ["Own basin", "\"Own basin\"", "\u{201c}Own basin\u{201d}"] {
        let all = everything(&full(&whole().with(VISIT, "v-words", text(typed))));
        assert!(all.contains("\n\u{201c}Own basin\u{201d}\n"), "{all}");
    }
}

#[test]
fn the_person_is_named_where_it_is_told_who_is_affected_and_others_stay() {
    let who = forms::Answer(vec![code("client", "The client"), code("paid-carer", "Paid carer")]);
    let own = |what: &str| format!("pl-finding@f1/pl-finding-{what}");
    let visit = whole()
        .with(HOME, "d-turns", crate::visit::judgement("hazard"))
        .with(HOME, "d-turns.who", who)
        .with(PLAN, "pl-finding@f1", Value::Boolean(true))
        .with(PLAN, &own("what"), text("Cold bathroom"))
        .with(PLAN, &own("who"), code("client", "The client"));
    for kind in [DocumentKind::Full, DocumentKind::Summary] {
        let all = everything(&made(kind, &visit));
        assert!(all.contains("Mrs Ellery, Paid carer."), "{kind:?}: {all}");
        assert!(all.contains("Cold bathroom\nMrs Ellery."), "{kind:?}: {all}");
        assert!(!all.contains("The client."), "{kind:?}: {all}");
    }
}

#[test]
fn a_part_with_nothing_under_it_has_no_heading() {
    let document = full(&whole());
    let is_heading =
        |block: &Block, title: &str| matches!(block, Block::Heading { text, .. } if text == title);
    assert!(!document.blocks.iter().any(|block| is_heading(block, "Hoist")));
    let at = document.blocks.iter().position(|block| is_heading(block, "Areas without an answer"));
    let next = at.and_then(|at| document.blocks.get(at + 1)).map(crate::made::words);
    assert!(next.is_some_and(|words| words.starts_with("Not looked at")));
}

#[test]
fn a_note_beside_a_signature_is_said_to_be_one() {
    let mut visit = whole();
    visit.card.signatures[0].note = Some("Please look at the consent".into());
    let mut counter = signature(1, "Jo Marsh");
    counter.note = Some(" agreed ".into());
    visit.card.countersignature = Some(counter);
    let all = everything(&full(&visit));
    assert!(all.contains("\nNote: Please look at the consent\n"), "{all}");
    assert!(all.contains("Note: agreed"), "{all}");
}
