//! What of a visit the person is shown, and what is held back.

use advice::{Form, NextStep, PLAN, Shown, Talked, Visit, recommendations, shown};
use chrono::NaiveDate;
use forms::{Answer, AnswerPath, Answers, Definition, Value, instruments};

/// Shows what these answers, each under its path, leave to be shown.
fn shows(said: &[(&str, &str)]) -> Shown {
    let read = |id: &str| Definition::parse(instruments::get(id).unwrap()).unwrap();
    let forms = [("home-visit", read("home-visit")), (PLAN, read(PLAN))];
    let mut answers = [Answers::new(), Answers::new()];
    for (path, words) in said {
        let path = AnswerPath::parse(path).unwrap();
        let at = forms.iter().position(|(_, form)| form.item_at(&path).is_some()).unwrap();
        let item = forms[at].1.item(forms[at].1.item_at(&path).unwrap());
        let option = item.options.iter().find(|option| option.value.code() == Some(words));
        let value = match (option, *words) {
            (Some(option), _) => option.value.clone(),
            (None, "") => Value::Boolean(true),
            (None, words) if path.as_str().ends_with("-by") => Value::Date(words.to_owned()),
            (None, words) => Value::text(words),
        };
        answers[at].set(path, Answer::one(value));
    }
    let today = NaiveDate::from_ymd_opt(2026, 5, 12).unwrap();
    let views: Vec<_> =
        forms.iter().zip(&answers).map(|((_, form), answers)| forms::view_at(form, answers, None)).collect();
    let forms: Vec<Form<'_>> = forms
        .iter()
        .zip(answers.iter().zip(&views))
        .map(|((id, def), (answers, view))| Form { id, def, answers, view })
        .collect();
    let visit = Visit { forms: &forms, today };
    shown(&visit, &recommendations(&visit))
}

fn plan(said: &[(&str, &str)]) -> Vec<String> {
    shows(said).plan.into_iter().map(|one| one.words).collect()
}

#[test]
fn nothing_is_shown_of_an_empty_visit() {
    assert_eq!(shows(&[]), Shown::default());
}

#[test]
fn what_matters_most_goes_before_the_first_words() {
    let first = [("v-words", "I only came in for the rail.")];
    assert_eq!(shows(&first).matters.as_deref(), Some("I only came in for the rail."));
    let both = [first[0], ("v-matters", "To have a bath on my own.")];
    assert_eq!(shows(&both).matters.as_deref(), Some("To have a bath on my own."));
}

#[test]
fn plain_words_stand_for_a_recommendation_and_else_its_name() {
    let plain = [
        ("pl-rec@a", ""),
        ("pl-rec@a/pl-rec-what", "Grab rail, bath"),
        ("pl-rec@a/pl-rec-client", "A rail to hold by the bath."),
    ];
    assert_eq!(plan(&plain), ["A rail to hold by the bath."]);
    assert_eq!(plan(&plain[..2]), ["Grab rail, bath"]);
}

#[test]
fn what_is_not_recommended_is_not_shown() {
    let said =
        [("pl-rec@a", ""), ("pl-rec@a/pl-rec-what", "Stairlift"), ("pl-rec@a/pl-rec-state", "dropped")];
    assert_eq!(shows(&said), Shown::default());
}

#[test]
fn a_draft_with_a_blank_is_held_back_and_counted() {
    let mut said = vec![
        ("pl-rec@a", ""),
        ("pl-rec@a/pl-rec-what", "Rail by the bath"),
        ("pl-rec@a/pl-rec-client", "A rail on the {side} side of the bath."),
    ];
    assert_eq!((plan(&said).len(), shows(&said).n_unfinished), (0, 1));
    said.push(("pl-rec@a/pl-rec-state", "kept"));
    assert_eq!(plan(&said), ["Rail by the bath"], "kept, but the words with the blank stay back");
}

#[test]
fn goals_and_next_steps_are_shown_in_the_persons_words() {
    let shown = shows(&[
        ("v-goal@g", ""),
        ("v-goal@g/v-goal-words", "To have a bath on my own"),
        ("v-step@s", ""),
        ("v-step@s/v-step-what", "Rings you"),
        ("v-step@s/v-step-who", "me"),
        ("v-step@s/v-step-by", "2026-05-15"),
        ("v-step@t", ""),
    ]);
    assert_eq!(shown.goals, ["To have a bath on my own"]);
    let step = NextStep {
        what: "Rings you".to_owned(),
        who: Some("me".to_owned()),
        by: Some("2026-05-15".to_owned()),
    };
    assert_eq!(shown.next, std::slice::from_ref(&step), "a step without words is not shown");
    assert_eq!(step.who_words("Amy").as_deref(), Some("Amy"));
    assert_eq!(NextStep { who: Some("client".into()), ..step }.who_words("Amy").as_deref(), Some("You"));
}

#[test]
fn a_cost_comes_along_for_whoever_wants_to_show_it() {
    let said = [("pl-rec@a", ""), ("pl-rec@a/pl-rec-what", "Grab rail")];
    assert_eq!(shows(&said).plan, [Talked { words: "Grab rail".to_owned(), cost: None }]);
}
