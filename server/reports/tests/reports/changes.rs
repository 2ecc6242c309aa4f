//! What changed between two versions.

use crate::visit::{HOME, form, judgement, text};
use forms::{Answers, Value};
use reports::changed_since;

fn answers(all: &[(&str, Value)]) -> Answers {
    all.iter().map(|(path, value)| (path.parse().expect("a path"), value.clone().into())).collect()
}

#[test]
fn each_change_is_told_with_before_and_now() {
    let (home, definition) = form(HOME);
    let before =
        answers(&[("d-rugs", judgement("ok")), ("d-turns", judgement("ok")), ("d-clutter", judgement("ok"))]);
    let now = answers(&[
        ("d-rugs", judgement("hazard")),
        ("d-rugs.note", text("Runner slips")),
        ("d-turns", judgement("ok")),
        ("d-door@k1", Value::Boolean(true)),
    ]);
    let all = changed_since(&[(home.clone(), before)], &[(home, now)], |_| Some(definition.clone()));
    let read: Vec<_> =
        all.iter().map(|one| (one.key.path.as_str(), one.before.as_deref(), one.now.as_deref())).collect();
    assert_eq!(
        read,
        [
            ("d-clutter", Some("OK"), None),
            ("d-door@k1", None, Some("Added")),
            ("d-rugs", Some("OK"), Some("Hazard")),
            ("d-rugs.note", None, Some("Runner slips")),
        ]
    );
}

#[test]
fn the_same_answers_are_no_change() {
    let (home, definition) = form(HOME);
    let same = answers(&[("d-rugs", judgement("ok"))]);
    let all = changed_since(&[(home.clone(), same.clone())], &[(home, same)], |_| Some(definition.clone()));
    assert!(all.is_empty());
}
