//! What a room shows.

use super::{finding, section, walk};
use advice::{
    Finding, PLAN, Place, Settled, Sign,
    house::{Mark, Room, When, rooms},
};
use forms::{AnswerPath, SectionSummary};

fn room(findings: &[Finding], letter: &str, when: When) -> Room {
    let all = rooms(&walk(), findings, when).all;
    all.into_iter().find(|room| room.letter == letter).expect("a room")
}

#[test]
fn a_room_shows_its_worst_finding_and_counts_the_rest() {
    let found = [
        finding("I", "i-floor", Sign::Concern),
        finding("I", "i-wc@1", Sign::DoesNotFit),
        finding("I", "i-bathe@1", Sign::DoesNotFit),
        finding("I", "i-heat", Sign::Hazard),
    ];
    let all = room(&found, "I", When::Now);
    assert_eq!(all.mark, Mark::Hazard);
    assert_eq!(all.words(), "1 hazard, 2 do not fit, 1 concern");
    assert_eq!(all.short_words(), "1 hazard");
    let fits_not = room(&found[..3], "I", When::Now);
    assert_eq!((fits_not.mark, fits_not.short_words().as_str()), (Mark::DoesNotFit, "2 do not fit"));
    assert_eq!(room(&found[..2], "I", When::Now).short_words(), "1 does not fit");
    assert_eq!(room(&found[..1], "I", When::Now).mark, Mark::Concern);
}

#[test]
fn without_findings_it_shows_how_far_it_is() {
    let of = |section: SectionSummary| rooms(&[section], &[], When::Now).all.remove(0);
    let table = [
        (section("I", "Bathroom and WC", 12, 0), Mark::Open, "not started, 12 items", "not started"),
        (section("I", "Bathroom and WC", 1, 0), Mark::Open, "not started", "not started"),
        (section("I", "Bathroom and WC", 12, 7), Mark::Open, "7 of 12", "7 of 12"),
        (section("I", "Bathroom and WC", 12, 12), Mark::Ok, "OK", "OK"),
        (
            SectionSummary { not_seen: 2, ..section("I", "", 12, 12) },
            Mark::NotSeen,
            "2 not seen",
            "2 not seen",
        ),
        (SectionSummary { unseen: true, ..section("I", "", 2, 2) }, Mark::NotSeen, "Not seen", "Not seen"),
        (SectionSummary { not_here: true, ..section("I", "", 12, 0) }, Mark::NotHere, "n/a", "n/a"),
        (SectionSummary { enabled: false, ..section("I", "", 12, 0) }, Mark::NotHere, "n/a", "n/a"),
    ];
    for (section, mark, words, short) in table {
        let room = of(section);
        assert_eq!((room.mark, room.words().as_str(), room.short_words().as_str()), (mark, words, short));
    }
}

#[test]
fn a_settled_finding_colours_nothing_but_one_with_a_recommendation_does() {
    let settled = |how: &str| Finding {
        settled: Some(Settled { how: how.to_owned(), words: String::new(), why: None }),
        ..finding("I", "i-heat", Sign::Hazard)
    };
    for (how, mark) in [("solved", Mark::Open), ("accepted", Mark::Open), ("recommendation", Mark::Hazard)] {
        assert_eq!(room(&[settled(how)], "I", When::Now).mark, mark, "{how}");
    }
}

#[test]
fn after_the_works_only_what_they_leave_is_shown() {
    let helped = Finding { recommendations: vec!["r1".to_owned()], ..finding("I", "i-heat", Sign::Hazard) };
    let stays = Finding { stays_after_works: Some(true), ..helped.clone() };
    let alone = finding("I", "i-floor", Sign::Concern);
    let both = [helped.clone(), alone];
    assert_eq!(room(&both, "I", When::Now).words(), "1 hazard, 1 concern");
    assert_eq!(room(&both, "I", When::AfterTheWorks).words(), "1 concern");
    assert_eq!(room(&[helped], "I", When::AfterTheWorks).mark, Mark::Open);
    assert_eq!(room(&[stays], "I", When::AfterTheWorks).mark, Mark::Hazard);
}

#[test]
fn a_finding_of_ones_own_counts_in_its_area_and_one_without_is_not_lost() {
    let own = |area: &str| Finding {
        at: Place::new(PLAN, AnswerPath::root("pl-finding").instance("f1")),
        area: area.to_owned(),
        section: 0,
        ..finding("I", "i-heat", Sign::Hazard)
    };
    let other = Finding { at: Place::new("person-measures", AnswerPath::root("pm-mass")), ..own("") };
    let found = rooms(&walk(), &[own("J Garden and outside space"), own("The whole home"), other], When::Now);
    let shown: Vec<(&str, usize)> = found
        .all
        .iter()
        .map(|room| (room.letter.as_str(), room.found.hazards))
        .filter(|(_, n)| *n > 0)
        .collect();
    assert_eq!(shown, [("J", 1)]);
    assert_eq!(found.elsewhere.words().as_deref(), Some("2 hazards"));
}

#[test]
fn the_worst_comes_first_and_what_is_not_here_is_named() {
    let mut walk = walk();
    walk[2].not_here = true;
    let found = [finding("G", "g-floor", Sign::Concern), finding("E", "e-light", Sign::Hazard)];
    let all = rooms(&walk, &found, When::Now);
    let order: Vec<String> = all.worst_first().into_iter().map(|room| room.letter).collect();
    assert_eq!(order[..3], ["E", "G", "W"]);
    assert_eq!(all.not_here(), ["C Shared parts (flats)"]);
    assert_eq!(all.all.len(), order.len() + 1);
}

/// Forty rooms and three hundred findings: each finding is counted once, wherever it stands.
#[test]
fn many_rooms_and_findings_are_gone_through_once() {
    let sections: Vec<SectionSummary> = (0..40)
        .map(|n| SectionSummary {
            letter: Some(format!("R{n}")),
            link_id: format!("r{n}"),
            ..section("R", "Room", 9, 9)
        })
        .collect();
    let found: Vec<Finding> =
        (0..300).map(|n| Finding { section: n % 40, ..finding("I", "i-heat", Sign::Hazard) }).collect();
    let all = rooms(&sections, &found, When::Now);
    let total: usize = all.all.iter().map(|room| room.found.hazards).sum();
    assert_eq!((all.all.len(), total, all.elsewhere.words()), (40, 300, None));
    assert!(all.all.iter().all(|room| (7..=8).contains(&room.found.hazards)));
    let layout = advice::house::Layout::standing(None, advice::house::Home::House, &all.all);
    let drawing = advice::house::drawn(&layout, &all.all, &advice::house::Paper::WIDE);
    assert_eq!(drawing.blocks.len(), 40);
}
