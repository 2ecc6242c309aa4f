//! Reading answers in words, area by area.

use crate::visit::{HOME, OBSERVATION, VISIT, Visit, code, judgement, key, millimetres, seen, text};
use forms::Value;
use reports::{Area, AreaId, DetailKind, Entry, Line, Reading};

fn area(visit: &Visit, form: &str, section: &str) -> Area {
    let id = AreaId { form: form.into(), section: section.into() };
    Reading::of(visit.source()).area(&id).expect("an area")
}

fn line(area: &Area, link_id: &str) -> Line {
    area.lines().find(|line| line.link_id == link_id).cloned().unwrap_or_else(|| panic!("no line {link_id}"))
}

#[test]
fn answers_are_read_in_words() {
    let table = [
        (VISIT, "v-matters", "v-voice", text("The roses"), "The roses"),
        (VISIT, "v-lone-review", "v-access", Value::Date("2026-06-01".into()), "1 June 2026"),
        (VISIT, "v-arrived", "v-start", Value::DateTime("2026-05-12T08:34:00Z".into()), "12 May 2026 09:34"),
        (HOME, "d-hall-width", "d", millimetres("1200"), "1,200 mm"),
        (HOME, "b-step-count", "b", Value::Integer(3), "3"),
    ];
    for (form, path, section, value, words) in table {
        let dog = Value::coding("https://threshold.example/cs/v-lone-facts", "dog", "A dog");
        let visit = Visit::signed()
            .with(HOME, "b-seen", seen("b"))
            .with(VISIT, "v-lone-facts", dog)
            .with(form, path, value);
        assert_eq!(line(&area(&visit, form, section), path).said, [words], "{path}");
    }
}

#[test]
fn what_was_not_answered_is_a_line_too() {
    let visit = Visit::signed();
    let line = line(&area(&visit, HOME, "d"), "d-rugs");
    assert!(!line.is_answered());
}

#[test]
fn a_class_the_reader_has_no_part_in_is_not_said_to_be_unanswered() {
    let visit = Visit::signed();
    let access = area(&visit, VISIT, "v-access");
    assert!(access.lines().all(|line| line.link_id != "v-access-code"));
}

#[test]
fn what_goes_with_a_judgement_stands_with_it() {
    let visit = Visit::signed()
        .with(HOME, "d-rugs", judgement("hazard"))
        .with(HOME, "d-rugs.who", code("person", "Mrs Ellery"))
        .with(HOME, "d-rugs.note", text("Runner slips"));
    let area = area(&visit, HOME, "d");
    let rugs = line(&area, "d-rugs");
    assert_eq!(rugs.judgement.as_deref(), Some("hazard"));
    assert_eq!(
        rugs.detail(DetailKind::Note).map(|one| one.words.as_str()).collect::<Vec<_>>(),
        ["Runner slips"]
    );
    assert_eq!(rugs.detail(DetailKind::Who).count(), 1);
    assert!(area.lines().all(|line| !line.link_id.starts_with("d-rugs.")));
}

#[test]
fn both_answers_are_read_where_two_differ_with_their_names() {
    let visit = Visit::signed().with(HOME, "d-hall-width", millimetres("900")).but(
        HOME,
        "d-hall-width",
        millimetres("860"),
    );
    let sides = line(&area(&visit, HOME, "d"), "d-hall-width").differing;
    let read: Vec<_> = sides.iter().map(|side| (side.by.as_str(), side.words.as_str())).collect();
    assert_eq!(read, [("Amy Castell", "900 mm"), ("Tomasz Wilk", "860 mm")]);
}

#[test]
fn copies_are_called_by_their_first_words() {
    let visit = Visit::signed()
        .with(HOME, "d-door@k1", Value::Boolean(true))
        .with(HOME, "d-door@k1/d-door-name", text("Bathroom door"))
        .with(HOME, "d-door@k1/d-door-clear", millimetres("700"));
    let area = area(&visit, HOME, "d");
    assert_eq!(line(&area, "d-door-clear").copy.as_deref(), Some("Bathroom door"));
    let headings: Vec<_> = area
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Heading { text, .. } => Some(text.as_str()),
            Entry::Answer(_) => None,
        })
        .collect();
    assert!(headings.contains(&"Bathroom door"), "{headings:?}");
}

#[test]
fn no_heading_stands_over_nothing() {
    let visit = Visit::signed();
    for line in Reading::of(visit.source()).areas() {
        let area = Reading::of(visit.source()).area(&line.id).expect("an area");
        assert!(!matches!(area.entries.last(), Some(Entry::Heading { .. })), "{}", line.title);
    }
}

#[test]
fn a_field_leads_to_its_area_and_its_name() {
    let visit = Visit::signed();
    let reading = Reading::of(visit.source());
    let note = key(HOME, "d-rugs.note");
    assert_eq!(reading.area_of(&note).map(|area| area.to_string()).as_deref(), Some("home-environment.d"));
    assert!(reading.label(&note).ends_with(": What did you see?"), "{}", reading.label(&note));
    assert_eq!(reading.label(&key(HOME, "no-such-thing")), "A question this form version does not know");
}

#[test]
fn reflection_is_read_in_review_where_the_reader_may() {
    let visit = Visit::signed().with(OBSERVATION, "so-feel", text("Unsure"));
    assert_eq!(line(&area(&visit, OBSERVATION, "so-learn"), "so-feel").said, ["Unsure"]);
}
