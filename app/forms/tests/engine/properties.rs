//! What holds for all answers, and for all nonsense.

use std::sync::LazyLock;

use forms::{
    Answer, AnswerPath, Answers, Definition, Value, canonical_json, to_questionnaire_response, view,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::form::*;

fn house() -> Definition {
    static HOUSE: LazyLock<Definition> = LazyLock::new(|| form(house_items()));
    HOUSE.clone()
}

fn house_items() -> Json {
    let when = |json: Json, question: &str| when_code(json, question, "yes");
    json!([
        group("a", json!([yes_no("a1"), when(judgement("a2"), "a1"), when(item("a3", "integer"), "b1")])),
        repeated(
            "door",
            json!([
                yes_no("d1"),
                when(item("d2", "string"), "d1"),
                repeated("hinge", json!([when(yes_no("h1"), "d1")]))
            ])
        ),
        when(
            group("b", json!([yes_no("b1"), when(item("b2", "text"), "d1"), when(item("b3", "date"), "h1")])),
            "a1"
        ),
    ])
}

const PLACES: &[&str] = &[
    "a1",
    "a2",
    "a2.who",
    "a2.reason",
    "a2#absent",
    "a3",
    "a3#checked",
    "door@x",
    "door@y",
    "door@x/d1",
    "door@y/d1",
    "door@x/d2",
    "door@x/hinge@1",
    "door@x/hinge@1/h1",
    "door@y/hinge@2/h1",
    "b1",
    "b2",
    "b3",
    "b2#note",
    "nowhere",
];

fn any_value() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer(Vec::new())),
        Just(Answer::one(code("yes"))),
        Just(Answer::one(code("no"))),
        Just(Answer::one(severity_of("hazard"))),
        Just(Answer::one(severity_of("not-seen"))),
        any::<bool>().prop_map(|yes| Answer::one(Value::Boolean(yes))),
        any::<i64>().prop_map(|n| Answer::one(Value::Integer(n))),
        ".{0,8}".prop_map(|text| Answer::one(Value::Date(text))),
        proptest::collection::vec(".{0,8}".prop_map(Value::String), 0..3).prop_map(Answer),
    ]
}

fn any_history() -> impl Strategy<Value = Vec<(AnswerPath, Answer)>> {
    let step =
        (proptest::sample::select(PLACES), any_value()).prop_map(|(place, answer)| (at(place), answer));
    proptest::collection::vec(step, 0..40)
}

/// The answers a history of entries ends in.
fn after(history: &[(AnswerPath, Answer)]) -> Answers {
    let mut answers = Answers::new();
    for (path, answer) in history {
        answers.set(path.clone(), answer.clone());
    }
    answers
}

/// Puts nonsense at one place of a JSON tree.
fn spoil(json: &mut Json, mut at: usize, nonsense: &Json) {
    fn count(json: &Json) -> usize {
        1 + match json {
            Json::Array(list) => list.iter().map(count).sum(),
            Json::Object(fields) => fields.values().map(count).sum(),
            _ => 0,
        }
    }
    if at == 0 {
        *json = nonsense.clone();
        return;
    }
    at -= 1;
    let inner: Vec<&mut Json> = match json {
        Json::Array(list) => list.iter_mut().collect(),
        Json::Object(fields) => fields.values_mut().collect(),
        _ => return,
    };
    for one in inner {
        let n_inner = count(one);
        if at < n_inner {
            return spoil(one, at, nonsense);
        }
        at -= n_inner;
    }
}

fn any_nonsense() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<f64>().prop_map(|n| json!(n)),
        prop_oneof![".{0,6}", "group|choice|quantity|question|a1|b1|d1|exists|=|#os-people|all"]
            .prop_map(Json::String),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let keys = "item|linkId|type|enableWhen|question|operator|answerCoding|extension|url|valueInteger";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Json::Array),
            proptest::collection::vec((keys, inner), 0..3)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Last entry per place, in any order, over any earlier entries: the same answers, bytes, view and export.
    #[test]
    fn the_order_of_answering_does_not_matter(history in any_history(), noise in any_history(), seed in any::<u64>()) {
        let straight = after(&history);
        let mut last: Vec<(AnswerPath, Answer)> = Vec::new();
        for (path, answer) in history.iter().rev() {
            if !last.iter().any(|(known, _)| known == path) {
                last.push((path.clone(), answer.clone()));
            }
        }
        let n_last = last.len().max(1);
        last.rotate_left(usize::try_from(seed % n_last as u64).expect("small"));
        let mut roundabout = after(&noise);
        for place in PLACES {
            roundabout.set(at(place), Answer(Vec::new()));
        }
        for (path, answer) in noise.iter().filter(|(path, _)| last.iter().any(|(known, _)| known == path)).chain(&last) {
            roundabout.set(path.clone(), answer.clone());
        }
        let def = house();
        prop_assert_eq!(canonical_json(&straight), canonical_json(&roundabout));
        prop_assert_eq!(view(&def, &straight), view(&def, &roundabout));
        prop_assert_eq!(
            to_questionnaire_response(&def, &straight, "", "completed"),
            to_questionnaire_response(&def, &roundabout, "", "completed")
        );
    }

    /// Every node of a view is found again by its path, and the counts fit together.
    #[test]
    fn a_view_is_of_one_piece(history in any_history()) {
        let (def, answers) = (house(), after(&history));
        let seen = view(&def, &answers);
        for (at, node) in seen.nodes.iter().enumerate() {
            prop_assert_eq!(seen.position(&node.path), Some(at));
            prop_assert_eq!(def.item_at(&node.path), Some(node.item));
            prop_assert!(node.enabled || (!node.answered && !node.asked && node.issues.is_empty()));
        }
        for summary in seen.sections(&def) {
            prop_assert!(summary.answered <= summary.asked);
        }
        let first = seen.next_unanswered(&def, &answers, None, false);
        prop_assert!(first.is_none_or(|path| seen.node(&path).is_some_and(|node| node.enabled && !node.settled)));
    }

    /// Answers travel as JSON without loss.
    #[test]
    fn answers_survive_their_json(history in any_history()) {
        let answers = after(&history);
        let again: Answers = serde_json::from_str(&canonical_json(&answers)).expect("answers");
        prop_assert_eq!(again, answers);
    }

    /// A spoilt form is refused or taken, and what is taken can be viewed; nothing panics.
    #[test]
    fn nonsense_never_panics(places in proptest::collection::vec((0usize..700, any_nonsense()), 1..4), history in any_history()) {
        let mut json = questionnaire(&house_items());
        for (at, nonsense) in &places {
            spoil(&mut json, *at, nonsense);
        }
        if let Ok(def) = Definition::parse(&json.to_string()) {
            let answers = after(&history);
            let seen = view(&def, &answers);
            let _ = (seen.missing(&def, &answers), seen.sections(&def));
            let _ = to_questionnaire_response(&def, &answers, "", "completed");
        }
    }

    /// No text makes the reader of forms, paths or numbers panic.
    #[test]
    fn no_text_panics(text in ".{0,60}") {
        let _ = Definition::parse(&text);
        let _ = AnswerPath::parse(&text);
        let _ = forms::number::parse_number(&text);
        let _ = forms::number::with_thousands(&text);
        let _ = forms::calendar::parse_date_time(&text);
        let path = AnswerPath::root(&text);
        prop_assert_eq!(path.link_id(), text.as_str());
    }
}
