//! What holds for all six documents.

use crate::{
    made::{HANDLING, PLAN, coded, desk, everything, gaps, made, misses, photo, recommended, said, whole},
    visit::{HOME, KEPT_OUT, VISIT, Visit, code, signature, text},
};
use domain::{CommentId, VisitKind, VisitState, visits::CommentKind};
use forms::{Agreed, Mark, MarkKind, Photo, Shared, Value};
use reports::{
    Options, document,
    document::{Block, DocumentKind},
};
use sync::Comment;
use uuid::Uuid;

#[test]
fn no_field_of_a_closed_class_is_in_any_document() {
    for (form, path, secret) in KEPT_OUT {
        // Also where it was raised to a finding, or added to later.
        let visit = whole()
            .with(form, path, text(secret))
            .with(form, &format!("{path}#note"), text(secret))
            .with(form, &format!("{path}#concern"), code("hazard", "Hazard"))
            .but(form, path, text(secret))
            .with_addendum(Some((form, path)), secret);
        for kind in DocumentKind::ALL {
            assert!(!everything(&made(kind, &visit)).contains(secret), "{kind:?} {path}");
        }
    }
}

#[test]
fn coded_answers_of_closed_classes_are_in_none_either() {
    let visit = whole()
        .with(VISIT, "v-debrief", code("yes", "Yes, today please"))
        .with(VISIT, "v-equality", code("later", "Later on paper"))
        .with(VISIT, "v-lone-plan", code("pair", "Two people"));
    for kind in DocumentKind::ALL {
        let all = everything(&made(kind, &visit));
        for label in ["talk this visit over", "equality questions", "Plan for the next visit"] {
            assert!(!all.contains(label), "{kind:?} {label}");
        }
    }
}

#[test]
fn a_worry_about_abuse_stands_in_the_record_alone() {
    let visit = whole()
        .with(VISIT, "v-safeguarding", code("yes", "Yes, concern raised"))
        .with(VISIT, "v-safeguarding#note", text("Money goes missing"))
        .with(VISIT, "v-safeguarding#concern", code("hazard", "Hazard"));
    for kind in DocumentKind::ALL {
        let all = everything(&made(kind, &visit));
        assert_eq!(all.contains("Money goes missing"), kind == DocumentKind::Full, "{kind:?}");
    }
}

#[test]
fn a_draft_says_so_and_a_record_does_not() {
    let mut open = whole();
    open.card.state = VisitState::Started;
    open.card.signatures.clear();
    let mut waiting = whole();
    waiting.card.needs_countersigning = true;
    let mut done = whole();
    done.card.needs_countersigning = true;
    done.card.countersignature = Some(signature(1, "Jo Marsh"));
    for kind in DocumentKind::ALL {
        let draft = |visit| made(kind, visit).draft;
        assert_eq!(draft(&open).as_deref(), Some("Draft, not signed"));
        assert_eq!(draft(&waiting).as_deref(), Some("Draft, not countersigned"));
        assert_eq!(draft(&done), None);
    }
}

#[test]
fn a_blank_that_nobody_filled_is_said_in_its_place() {
    let visit = said(whole(), "r2", "words", text("Rail of {need} mm on the {wall-type}."));
    let visit = said(visit, "r2", "client", text("A rail of {need} mm."));
    for kind in [DocumentKind::Full, DocumentKind::Letter, DocumentKind::Housing] {
        let document = made(kind, &visit);
        assert!(misses(&document, "Not filled in yet"), "{kind:?}");
        let all = everything(&document);
        assert!(all.contains("[need]") && !all.contains("{need}"), "{kind:?}");
    }
    assert!(misses(&made(DocumentKind::Full, &visit), "wall type"));
}

#[test]
fn two_answers_that_differ_are_both_read_with_their_names() {
    let at = "pl-rec@r1/pl-rec-need";
    let visit = said(whole(), "r1", "need", text("Cannot pass")).but(PLAN, at, text("Passes sideways"));
    let visit = visit.with(PLAN, "pl-rec@r1/pl-rec-client", text("A wider door")).but(
        PLAN,
        "pl-rec@r1/pl-rec-client",
        text("A new door"),
    );
    for (kind, words) in [
        (DocumentKind::Full, "Amy Castell: Cannot pass; Tomasz Wilk: Passes sideways"),
        (DocumentKind::Housing, "Amy Castell: Cannot pass; Tomasz Wilk: Passes sideways"),
        (DocumentKind::Letter, "Tomasz Wilk: A new door"),
    ] {
        assert!(everything(&made(kind, &visit)).contains(words), "{kind:?}");
    }
}

#[test]
fn gaps_begin_so_that_they_read_alike_on_screen_and_on_paper() {
    let mut bare = Visit::signed();
    bare.card.person.background = Default::default();
    for visit in [whole(), bare, recommended(whole(), "r3", "Step {x}", "minor")] {
        for kind in DocumentKind::ALL {
            let document = made(kind, &visit);
            for gap in gaps(&document) {
                assert!(gap.starts_with("Not ") || gap.starts_with("No "), "{kind:?}: {gap}");
            }
        }
    }
}

#[test]
fn headings_go_down_one_step_at_a_time_and_stand_over_something() {
    for kind in DocumentKind::ALL {
        let document = made(kind, &whole());
        let mut last = 0;
        for (at, block) in document.blocks.iter().enumerate() {
            let Block::Heading { level, .. } = block else { continue };
            assert!((1..=3).contains(level) && *level <= last + 1, "{kind:?} {block:?}");
            let next = document.blocks.get(at + 1);
            let stands_over =
                next.is_some_and(|next| !matches!(next, Block::Heading { level: l, .. } if l <= level));
            assert!(stands_over, "{kind:?} {block:?}");
            last = *level;
        }
    }
}

#[test]
fn whatever_was_typed_passes_as_text() {
    let odd = [
        "<script>alert(1)</script>",
        "\u{202b}\u{05e9}\u{05dc}\u{05d5}\u{05dd}\u{202c} 540",
        "\u{1f6c1}",
        "{",
        "}{",
        "{}",
        "",
    ];
    let long = "long ".repeat(20_000);
    let unbroken = "x".repeat(100_000);
    for words in odd.into_iter().chain([long.as_str(), unbroken.as_str()]) {
        let mut visit = whole()
            .with(HOME, "d-rugs.note", text(words))
            .with(VISIT, "v-words", text(words))
            .with(HANDLING, "mh-say", text(words))
            .with(PLAN, "pl-hypothesis", text(words));
        for what in ["need", "words", "client", "options", "why", "owner", "size", "interim"] {
            visit = said(visit, "r1", what, text(words));
        }
        for kind in DocumentKind::ALL {
            let document = made(kind, &visit);
            assert!(!document.blocks.is_empty(), "{kind:?}");
            if kind == DocumentKind::Full && !words.is_empty() {
                assert!(everything(&document).contains(words.trim()), "{:.20}", words);
            }
            let svg = document
                .blocks
                .iter()
                .any(|block| matches!(block, Block::Drawing { svg, .. } if svg.contains("script")));
            assert!(!svg);
        }
    }
}

#[test]
fn a_visit_of_any_kind_with_nothing_in_it_makes_every_document() {
    for kind_of_visit in VisitKind::ALL {
        let mut visit = Visit::signed();
        visit.fields.clear();
        visit.card.kind = kind_of_visit;
        visit.card.person.background = Default::default();
        for kind in DocumentKind::ALL {
            let document = made(kind, &visit);
            assert!(!gaps(&document).is_empty(), "{kind:?}");
        }
        let source = reports::Source { forms: &[], ..visit.source() };
        for kind in DocumentKind::ALL {
            assert!(!document(kind, source, &desk(), &Options::default()).blocks.is_empty());
        }
    }
}

#[test]
fn a_correction_that_came_later_is_told_in_every_document_that_shows_something() {
    let visit = whole().with_addendum(Some((PLAN, "pl-rec@r1/pl-rec-size")), "The door is to be 900 mm.");
    assert!(everything(&made(DocumentKind::Full, &visit)).contains("The door is to be 900 mm."));
    for kind in [DocumentKind::Letter, DocumentKind::Summary, DocumentKind::Landlord, DocumentKind::Housing] {
        assert!(misses(&made(kind, &visit), "1 addendum was added"), "{kind:?}");
    }
}

#[test]
fn an_addendum_on_the_whole_visit_is_told_to_every_reader_who_may_see_its_words() {
    let mut visit = whole().with_addendum(None, "The visit was on the first floor.");
    visit.card.addenda[0].kind = "later-information".into();
    let visit = visit.with(HANDLING, "mh-can", text("I lean forward"));
    let head = "Addendum 1, Later information, 14 May 2026 09:20, Amy Castell";
    for kind in DocumentKind::ALL {
        let all = everything(&made(kind, &visit));
        assert!(all.contains(head), "{kind:?}: {all}");
        let has_words = all.contains("The visit was on the first floor.");
        assert_eq!(has_words, kind != DocumentKind::Landlord, "{kind:?}");
        assert!(!all.contains("Not taken in here"), "{kind:?}");
    }
}

#[test]
fn the_kind_of_an_addendum_is_told() {
    for (code, words) in
        [("correction", "Correction"), ("later-information", "Later information"), ("left-out", "Left out")]
    {
        let mut visit = whole().with_addendum(Some((PLAN, "pl-rec@r1/pl-rec-what")), "More.");
        visit.card.addenda[0].kind = code.into();
        let all = everything(&made(DocumentKind::Full, &visit));
        assert!(all.contains(&format!("Addendum 1, {words}, 14 May 2026 09:20")), "{code}: {all}");
    }
}

#[test]
fn options_reach_the_document() {
    let options = Options { large: true, to: vec!["Housing team".into()] };
    let visit = whole();
    let document = document(DocumentKind::Housing, visit.source(), &desk(), &options);
    assert!(document.large);
    assert_eq!(document.to, ["Housing team"]);
    assert_eq!((document.day.as_str(), document.on), ("15 May 2026", (2026, 5, 15)));
    assert_eq!(document.subtitle, "Home assessment, 12 May 2026");
}

#[test]
fn a_photo_to_which_one_of_two_people_heard_no_is_in_no_document() {
    let yes = photo("a", "Front door", Some(Agreed::Yes), Some(Shared::Builders));
    let no = photo("a", "Front door", Some(Agreed::No), Some(Shared::Builders));
    let visit = whole().with(HOME, "d-rugs#photo", yes).but(HOME, "d-rugs#photo", no);
    for kind in DocumentKind::ALL {
        assert!(made(kind, &visit).photos().is_empty(), "{kind:?}");
    }
}

#[test]
fn the_same_visit_makes_the_same_document() {
    let visit = said(
        whole(),
        "r2",
        "purpose",
        forms::Answer(vec![coded("pl-rec-purpose", "access"), Value::text("x")]),
    );
    for kind in DocumentKind::ALL {
        assert_eq!(made(kind, &visit), made(kind, &visit));
    }
}

#[test]
fn what_staff_know_before_knocking_and_what_a_reviewer_wrote_is_in_none() {
    let mut visit = whole();
    visit.card.person.before.risk = Some("Shouted at a nurse".into());
    visit.card.person.before.access = Some("Key under the pot".into());
    visit.card.remark = Some("Passed on after sick leave".into());
    visit.card.comments.push(Comment {
        id: CommentId(Uuid::from_u128(3)),
        on: None,
        kind: CommentKind::LearningPoint,
        text: "Read about consent".into(),
        by: "Jo Marsh".into(),
        at: crate::visit::at("2026-05-13T08:00:00Z"),
        replies: Vec::new(),
        settled: None,
        taken_back: false,
    });
    for kind in DocumentKind::ALL {
        let all = everything(&made(kind, &visit));
        for hidden in ["Shouted", "Key under", "Passed on", "Read about consent"] {
            assert!(!all.contains(hidden), "{kind:?} {hidden}");
        }
    }
}

#[test]
fn what_one_of_two_people_blurred_stays_blurred() {
    let blurred = |from| {
        let mark = Mark { kind: MarkKind::Blur, from, to: (9_000, 9_000), words: String::new() };
        match photo("a", "Front door", Some(Agreed::Yes), None) {
            Value::Attachment(mut file) => {
                file.photo = Some(Photo { marks: vec![mark], ..Photo::default() });
                Value::Attachment(file)
            }
            other => other,
        }
    };
    let visit =
        whole().with(HOME, "d-rugs#photo", blurred((1, 1))).but(HOME, "d-rugs#photo", blurred((2, 2)));
    let marks = reports::photo_marks(visit.source());
    assert_eq!(marks.get(&"a".repeat(64)).map(Vec::len), Some(2));
}
