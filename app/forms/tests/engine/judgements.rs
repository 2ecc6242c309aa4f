//! The five-answer hazard judgement and what it asks for.

use forms::{Answers, IssueKind, Judgement, Severity, Value, view};
use serde_json::json;

use crate::form::*;

fn bathroom() -> forms::Definition {
    let area = with(
        group("i", json!([seen("i-seen"), judgement("rails"), judgement("mat"), item("rim", "quantity")])),
        json!({ "extension": [ours("area-letter", "valueCode", json!("I"))] }),
    );
    form(json!([area]))
}

fn seen(link_id: &str) -> serde_json::Value {
    with(
        item(link_id, "choice"),
        json!({ "answerOption": [option("yes"), option("no"), option("not-here")] }),
    )
}

fn time() -> Value {
    Value::coding("not-seen", "time", "time")
}

#[test]
fn only_items_of_the_area_count_and_details_do_not() {
    let def = bathroom();
    let summary = &view(&def, &Answers::new()).sections(&def)[0];
    assert_eq!((summary.asked, summary.answered), (4, 0));
    assert_eq!((summary.letter.as_deref(), summary.title.as_str()), (Some("I"), "Text of i"));
    assert!(!summary.started && !summary.complete);
}

#[test]
fn a_hazard_asks_who_is_affected() {
    let def = bathroom();
    let mut given = answers([("rails", severity_of("hazard"))]);
    let seen = view(&def, &given);
    assert_eq!(node(&seen, "rails").judgement, Some(Judgement::Hazard));
    assert!(node(&seen, "rails").has(IssueKind::NobodyAffected));
    assert!(node(&seen, "rails").settled, "the judgement itself is made");
    assert!(node(&seen, "rails.who").enabled && node(&seen, "rails.note").enabled);
    assert!(!node(&seen, "rails.reason").enabled);
    given.set(at("rails.who"), Value::coding("people", "client", "client"));
    assert!(node(&view(&def, &given), "rails").issues.is_empty());
}

#[test]
fn not_seen_without_a_reason_counts_as_unanswered() {
    let def = bathroom();
    let mut given = answers([("rails", severity_of("not-seen"))]);
    let seen = view(&def, &given);
    assert!(node(&seen, "rails").has(IssueKind::NoReason));
    assert_eq!(seen.sections(&def)[0].answered, 0);
    assert_eq!(seen.sections(&def)[0].not_seen, 1);
    given.set(at("rails.reason"), time());
    assert_eq!(view(&def, &given).sections(&def)[0].answered, 1);
}

#[test]
fn a_reason_beside_the_item_does_as_well() {
    let def = bathroom();
    let given =
        answers([("rails", severity_of("not-seen")), ("rails#absent", time()), ("rim#absent", time())]);
    let seen = view(&def, &given);
    assert_eq!(seen.sections(&def)[0].answered, 2);
    assert!(node(&seen, "rails").issues.is_empty());
    assert!(node(&seen, "rails.reason").issues.is_empty());
    assert!(node(&seen, "rim").settled && !node(&seen, "rim").answered);
}

#[test]
fn changing_hazard_to_ok_keeps_the_details_uncounted() {
    let def = bathroom();
    let mut given = answers([
        ("rails", severity_of("hazard")),
        ("rails.who", Value::coding("people", "client", "client")),
        ("rails.note", Value::text("Holds the towel rail.")),
    ]);
    given.set(at("rails"), severity_of("ok"));
    assert_eq!(node(&view(&def, &given), "rails").kept_hidden, 2);
    given.set(at("rails"), severity_of("concern"));
    assert_eq!(node(&view(&def, &given), "rails").kept_hidden, 0);
}

#[test]
fn an_area_this_home_does_not_have_is_complete_and_asks_nothing_more() {
    let def = bathroom();
    let given = answers([("i-seen", code("not-here"))]);
    let seen = view(&def, &given);
    let summary = &seen.sections(&def)[0];
    assert!(summary.not_here && summary.complete);
    assert_eq!((summary.asked, summary.answered), (1, 1));
    assert!(seen.missing(&def, &given).is_empty());
    assert_eq!(seen.next_unanswered(&def, &given, None, false), None);
}

#[test]
fn an_area_that_nobody_saw_says_so() {
    let def = bathroom();
    let unseen = |given: &Answers| view(&def, given).sections(&def)[0].unseen;
    assert!(unseen(&answers([("i-seen", code("no"))])));
    assert!(unseen(&answers([("i-seen#absent", time())])));
    assert!(!unseen(&answers([("i-seen", code("yes"))])));
    assert!(!unseen(&answers([("i-seen", code("not-here"))])));
    assert!(!unseen(&Answers::new()));
}

#[test]
fn hazards_and_concerns_are_counted() {
    let def = bathroom();
    let summary = view(&def, &answers([("rails", severity_of("hazard")), ("mat", severity_of("concern"))]))
        .sections(&def);
    assert_eq!((summary[0].hazards, summary[0].concerns, summary[0].not_seen), (1, 1, 0));
}

#[test]
fn needs_show_only_at_the_end() {
    let def = bathroom();
    let seen = view(&def, &answers([("rails", severity_of("not-seen"))]));
    let issue = &node(&seen, "rails").issues[0];
    assert_eq!((issue.severity, issue.when), (Severity::Needed, forms::When::OnFinish));
    assert_eq!(issue.text, "Give a reason, or choose an answer.");
}
