//! What goes over the wire is read as it was written, and what is not one of ours is refused with what is missing.

use crate::support::*;
use domain::CommentId;
use serde_json::{Value, json};
use sync::{Change, FieldKey, FormRef, Outcome, change::Signing, wire::Receipt};
use uuid::Uuid;

fn every_change() -> Vec<Change> {
    let FieldKey { form, path } = key("v-reason");
    let (answer, over) = (text("words"), vec![id(7)]);
    vec![
        Change::AnswerSet { form: form.clone(), path: path.clone(), answer: answer.clone() },
        Change::ConflictDecided { form, path, answer, over, why: "Measured again.".into() },
        Change::VisitStarted { arrived: minute(1), forms: Vec::new() },
        Change::VisitStarted {
            arrived: minute(1),
            forms: vec![FormRef { id: "home-visit".into(), version: "1.0.0".into() }],
        },
        Change::VisitSigned(Box::new(Signing {
            by: me(1).signatory,
            content_hash: "ab".into(),
            version: 2,
            arrived: minute(1),
            left: minute(50),
            present: "Her daughter".into(),
            note: None,
            late_because: Some("The tablet was flat.".into()),
        })),
        Change::CommentReplied { comment: CommentId(id(9)), text: String::new(), done: true },
        Change::AccessCodeSeen { reason: "To get in".into() },
    ]
}

#[test]
fn every_kind_of_change_is_read_as_it_was_written() {
    for change in every_change() {
        let written = serde_json::to_string(&change).unwrap();
        assert_eq!(serde_json::from_str::<Change>(&written).unwrap(), change, "{written}");
    }
}

#[test]
fn a_change_that_lacks_something_is_refused_with_its_name() {
    for change in every_change() {
        let Value::Object(whole) = serde_json::to_value(&change).unwrap() else { panic!("{change:?}") };
        for name in whole.keys() {
            let may_be_absent = matches!(name.as_str(), "forms" | "note" | "lateBecause");
            let mut less = whole.clone();
            less.remove(name);
            let read = serde_json::from_value::<Change>(Value::Object(less));
            match may_be_absent {
                true => assert!(read.is_ok(), "{name}"),
                false => assert!(
                    read.unwrap_err().to_string().contains(&format!("missing field `{name}`")),
                    "{name}"
                ),
            }
        }
    }
    let unknown = serde_json::from_value::<Change>(json!({ "kind": "visit-burnt" })).unwrap_err();
    assert!(unknown.to_string().contains("visit-burnt"), "{unknown}");
}

#[test]
fn a_receipt_is_read_as_it_was_written() {
    for outcome in [Outcome::Applied, Outcome::Differs, Outcome::Held { reason: "It was passed on.".into() }]
    {
        let kept = serde_json::to_string(&outcome).unwrap();
        assert_eq!(serde_json::from_str::<Outcome>(&kept).unwrap(), outcome, "as the server keeps it");
        let receipt = Receipt { id: id(1), seq: 3, number: 12, outcome, received_at: minute(2) };
        let written = serde_json::to_value(&receipt).unwrap();
        assert_eq!(serde_json::from_value::<Receipt>(written.clone()).unwrap(), receipt, "{written}");
    }
    let line = |outcome: Value| {
        let mut line = json!({ "id": Uuid::nil(), "seq": 1, "received_at": minute(0) });
        line.as_object_mut().unwrap().extend(outcome.as_object().unwrap().clone());
        serde_json::from_value::<Receipt>(line)
    };
    assert_eq!(line(json!({ "outcome": "applied" })).unwrap().number, 0, "an older server has no numbers");
    assert!(line(json!({ "outcome": "held" })).unwrap_err().to_string().contains("missing field `reason`"));
    assert!(line(json!({ "outcome": "lost" })).unwrap_err().to_string().contains("lost"));
}
