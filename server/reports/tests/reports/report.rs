//! The full assessment.

use crate::visit::{HOME, KEPT_OUT, VISIT, Visit, code, judgement, millimetres, signature, text};
use domain::VisitState;
use forms::Value;
use reports::{Part, Report, Standing, report};

fn made(visit: &Visit) -> Report {
    report(visit.source(), &["Larkshire Community Occupational Therapy".to_owned()])
}

/// An area of which the report knows nothing else to say.
fn says_only_that_it_was_seen(part: &Part) -> bool {
    part.findings.is_empty() && part.ok.is_empty() && part.pairs.iter().all(|pair| pair.words == ["Yes"])
}

/// Everything in it, as one text.
fn everything(report: &Report) -> String {
    format!("{report:?}")
}

#[test]
fn it_says_how_far_the_record_is() {
    let signed = |needs| {
        let mut visit = Visit::signed();
        visit.card.needs_countersigning = needs;
        visit
    };
    let mut open = signed(true);
    open.card.state = VisitState::Returned;
    let mut countersigned = signed(true);
    countersigned.card.state = VisitState::Countersigned;
    countersigned.card.countersignature = Some(signature(1, "Jo Marsh"));
    let table = [
        (open, Standing::NotSigned),
        (signed(true), Standing::NotCountersigned),
        (signed(false), Standing::Complete),
        (countersigned, Standing::Complete),
    ];
    for (visit, standing) in table {
        assert_eq!(made(&visit).standing, standing);
    }
}

#[test]
fn classes_that_are_no_part_of_the_record_are_never_in_it() {
    for (form, path, secret) in KEPT_OUT {
        let report = made(&Visit::signed().with(form, path, text(secret)));
        assert!(!everything(&report).contains(secret), "{path}");
    }
}

#[test]
fn whoever_was_to_come_is_told_as_a_plan_until_somebody_wrote_down_who_was_there() {
    let silent = made(&Visit::signed()).present;
    assert_eq!(silent, ["Amy Castell", "Planned with Tomasz Wilk. Who was there is not written down."]);
    let written = Visit::signed().with(VISIT, "v-present@p1", Value::Boolean(true)).with(
        VISIT,
        "v-present@p1/v-present-name",
        text("Alan Ellery"),
    );
    assert_eq!(made(&written).present, ["Amy Castell", "Alan Ellery"]);
}

#[test]
fn findings_say_who_is_affected_and_what_was_seen() {
    let visit = Visit::signed()
        .with(HOME, "d-rugs", judgement("hazard"))
        .with(HOME, "d-rugs.who", code("person", "Mrs Ellery"))
        .with(HOME, "d-rugs.note", text("Runner slips"))
        .with(HOME, "d-turns", judgement("ok"))
        .with(HOME, "d-hold-on", judgement("not-applicable"));
    let report = made(&visit);
    let hall = report.parts.iter().find(|part| part.title.starts_with("D ")).expect("the hall");
    assert_eq!(hall.findings.len(), 1);
    assert_eq!(hall.findings[0].judgement, "hazard");
    assert_eq!(hall.findings[0].words, ["Mrs Ellery.", "Runner slips"]);
    assert_eq!(hall.ok.len(), 1);
}

#[test]
fn measures_stand_in_one_table_and_only_there() {
    let visit = Visit::signed()
        .with(HOME, "d-hall-width#absent", code("no-time", "Time ran out"))
        .with(HOME, "d-door@r1", Value::Boolean(true))
        .with(HOME, "d-door@r1/d-door-clear", millimetres("900"));
    let report = made(&visit);
    let values: Vec<_> = report.figures.iter().map(|figure| figure.value.as_str()).collect();
    assert_eq!(values, ["Not measured: Time ran out", "900 mm"]);
    assert!(report.parts.iter().all(says_only_that_it_was_seen));
}

#[test]
fn both_are_printed_where_two_answers_differ() {
    let visit = Visit::signed().with(HOME, "d-hall-width", millimetres("900")).but(
        HOME,
        "d-hall-width",
        millimetres("860"),
    );
    assert_eq!(made(&visit).figures[0].value, "Amy Castell: 900 mm; Tomasz Wilk: 860 mm");
}

#[test]
fn an_addendum_stands_under_its_answer_and_changes_nothing() {
    let visit = Visit::signed()
        .with(HOME, "d-rugs", judgement("hazard"))
        .with(HOME, "d-rugs.note", text("Runner slips"))
        .with_addendum(Some((HOME, "d-rugs.note")), "The runner is gone.")
        .with_addendum(None, "Seen again on 14 May.");
    let report = made(&visit);
    let finding = &report.parts[0].findings[0];
    assert_eq!(
        finding.addenda,
        ["Addendum 1, Correction, 14 May 2026 09:20, Amy Castell: The runner is gone."]
    );
    assert!(finding.words.contains(&"Runner slips".to_owned()));
    assert_eq!(
        report.addenda,
        ["Addendum 2, Correction, 14 May 2026 09:20, Amy Castell: Seen again on 14 May."]
    );
}

#[test]
fn what_matters_is_in_the_persons_words_or_those_of_the_referral() {
    assert_eq!(made(&Visit::signed()).matters, ["See to the roses"]);
    let asked = Visit::signed().with(VISIT, "v-matters", text("A bath on my own"));
    assert_eq!(made(&asked).matters, ["A bath on my own"]);
}

#[test]
fn next_steps_say_what_who_and_by_when() {
    let visit = Visit::signed()
        .with(VISIT, "v-step@s1", Value::Boolean(true))
        .with(VISIT, "v-step@s1/v-step-what", text("Rail by the bath"))
        .with(VISIT, "v-step@s1/v-step-by", Value::Date("2026-06-01".into()));
    let report = made(&visit);
    assert_eq!(report.steps.len(), 1);
    assert_eq!(
        (report.steps[0].what.as_str(), report.steps[0].rest.as_str()),
        ("Rail by the bath", "by 1 June 2026")
    );
    assert!(report.parts.iter().all(says_only_that_it_was_seen));
}

#[test]
fn the_foot_names_the_person_and_the_version() {
    assert_eq!(
        made(&Visit::signed()).running,
        "Ellery, born 14 March 1941, NHS 999 010 4212 . version 1, 3f9a 12bc"
    );
}
