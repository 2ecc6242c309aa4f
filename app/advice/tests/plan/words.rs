//! The short words: reasons, money, gaps and counts.

use crate::{home::Home, look, only_one, plan_form, shipped};
use advice::{
    Recommendation, RecommendationState as State, above_limit, checks, cost_words, findings,
    findings_in_words, gap_words, of_ones_own, option, plan_in_words, pounds, reasons, recommendations,
    state_words, suggestions,
};
use domain::{Role, rules::Settings};
use forms::{Answer, AnswerPath, Decimal, Value};

fn told(home: &Home, entry: &str) -> Vec<String> {
    home.look(|visit| {
        let library = shipped();
        let all = checks(visit, &Settings::default());
        let offered = suggestions(&library, visit, &all, &recommendations(visit), None);
        let found = offered.iter().find(|(suggestion, _)| suggestion.entry == entry);
        let (suggestion, _) = found.unwrap_or_else(|| panic!("{entry} is not offered"));
        reasons(suggestion, visit, &library, None)
    })
}

#[test]
fn reasons_are_told_in_the_words_of_the_form() {
    let home = Home::new().code("b-seen", "yes").code("b-steps", "hazard").code("b-steps.who", "client");
    let home = home.code("b-key-safe", "none");
    assert_eq!(told(&home, "rec-step-rail"), ["Steps at the door is a hazard"]);
    let way_in = "Way in for carers when the person cannot come to the door: None";
    assert_eq!(told(&home, "rec-key-safe"), [way_in]);
}

#[test]
fn a_reason_that_two_triggers_share_is_told_once() {
    let home = Home::new().code("b-seen", "yes").code("b-steps", "hazard").code("b-steps.who", "client");
    let library = shipped();
    let all = home.look(|visit| {
        let offered = suggestions(&library, visit, &[], &[], None);
        offered
            .iter()
            .map(|(one, _)| (one.because.len(), reasons(one, visit, &library, None)))
            .collect::<Vec<_>>()
    });
    for (n_triggers, told) in all {
        assert!(!told.is_empty() && told.len() <= n_triggers);
        assert!(told.iter().enumerate().all(|(at, one)| !told[..at].contains(one)), "{told:?}");
    }
}

#[test]
fn a_check_is_told_with_its_verdict() {
    let home = Home::new()
        .code("pm-chair", "attendant")
        .mm("pm-chair-width", 620)
        .code("d-seen", "yes")
        .copy("d-door", "k1")
        .mm("d-door@k1/d-door-clear", 686)
        .mm("d-door@k1/d-door-corridor", 900)
        .code("d-door@k1/d-door-approach", "turn-left");
    home.look(|visit| {
        let library = shipped();
        let all = checks(visit, &Settings::default());
        let door = findings(visit, &all, &[]).into_iter().next().expect("the door");
        let offered = suggestions(&library, visit, &all, &[], Some(&door));
        let told: Vec<String> =
            offered.iter().flat_map(|(one, _)| reasons(one, visit, &library, Some(&door))).collect();
        let door = "Door against this person's wheelchair: does not fit".to_owned();
        assert!(told.contains(&door), "{told:?}");
    });
}

fn priced(kind: &str, cost: &str, quantity: i64) -> Recommendation {
    let def = plan_form();
    let at = |link: &str| AnswerPath::parse(&format!("pl-rec@r1/{link}")).expect("a path");
    let mut answers = of_ones_own(&def, "r1", "", &[]);
    answers.extend([
        (at("pl-rec-kind"), Answer::one(option(&def, "pl-rec-kind", kind).expect("a kind"))),
        (at("pl-rec-cost"), Answer::one(Value::Decimal(Decimal::new(cost)))),
        (at("pl-rec-quantity"), Answer::one(Value::Integer(quantity))),
    ]);
    only_one(answers)
}

#[test]
fn money_is_told_with_commas_and_with_pence_only_where_there_are_some() {
    let table = [(0.0, "£0"), (220.0, "£220"), (1250.5, "£1,250.50"), (8500.0, "£8,500"), (19.994, "£19.99")];
    for (amount, words) in table {
        assert_eq!(pounds(amount).as_deref(), Some(words));
    }
    assert_eq!(pounds(-1.0), None);
    assert_eq!(pounds(f64::NAN), None);
}

#[test]
fn several_of_one_thing_cost_what_they_cost_together() {
    assert_eq!(cost_words(&priced("equipment", "35", 2)).as_deref(), Some("£70 (2 at £35)"));
    assert_eq!(cost_words(&priced("equipment", "35", 1)).as_deref(), Some("£35"));
    assert_eq!(cost_words(&priced("advice", "35", 1)), None);
}

#[test]
fn what_is_above_the_limit_of_a_role_waits() {
    let rail = priced("minor", "220", 1);
    assert_eq!(
        above_limit(&rail, Role::Therapist).as_deref(),
        Some("£220 is above your limit of £150: it will wait for approval when the record is signed.")
    );
    let student = above_limit(&rail, Role::Student);
    assert_eq!(student.as_deref(), Some("£220 will wait for approval when the record is signed."));
    assert_eq!(above_limit(&rail, Role::Supervisor), None);
    assert_eq!(above_limit(&priced("minor", "150", 1), Role::Therapist), None);
    assert_eq!(above_limit(&priced("care", "900", 1), Role::Therapist), None);
}

#[test]
fn gaps_are_named_as_people_name_them() {
    let gaps = |names: &[&str]| gap_words(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    assert_eq!(gaps(&[]), None);
    assert_eq!(gaps(&["place"]).as_deref(), Some("1 gap to fill: place"));
    assert_eq!(gaps(&["place", "side"]).as_deref(), Some("2 gaps to fill: place, side"));
    assert_eq!(gaps(&["m-door-clear-width"]).as_deref(), Some("1 gap to fill: door clear opening width"));
    assert_eq!(gaps(&["clear-space"]).as_deref(), Some("1 gap to fill: clear space"));
}

#[test]
fn the_first_gap_is_where_the_form_comes_to_it_first() {
    let at = |link: &str| AnswerPath::parse(&format!("pl-rec@r1/{link}")).expect("a path");
    let mut answers = of_ones_own(&plan_form(), "r1", "Whole.", &[]);
    assert_eq!(only_one(answers.clone()).first_gap(), None);
    answers.push((at("pl-rec-client"), Answer::one(Value::text("A rail at {place}."))));
    assert_eq!(only_one(answers.clone()).first_gap(), Some(("pl-rec-client", "place".to_owned())));
    answers.push((at("pl-rec-words"), Answer::one(Value::text("On the {side} side."))));
    assert_eq!(only_one(answers).first_gap(), Some(("pl-rec-words", "side".to_owned())));
}

#[test]
fn the_words_of_a_state_are_those_of_the_form() {
    for state in [State::Draft, State::Kept, State::Dropped] {
        let value = option(&plan_form(), "pl-rec-state", state.code()).expect("an option");
        assert_eq!(value.as_words(), state_words(state));
    }
}

#[test]
fn counts_are_words() {
    assert_eq!(findings_in_words(&[]), "Nothing found so far");
    let home = Home::new().code("b-seen", "yes").code("b-steps", "hazard").code("b-letters", "concern");
    home.look(|visit| assert_eq!(findings_in_words(&findings(visit, &[], &[])), "2 open"));
    let closed = home
        .copy("pl-settled", "s1")
        .code("pl-settled@s1/pl-settled-how", "solved")
        .text("pl-settled@s1/pl-settled-of", "home-environment b-letters");
    closed.look(|visit| assert_eq!(findings_in_words(&findings(visit, &[], &[])), "1 open, 1 settled"));
    assert_eq!(plan_in_words(&[]), "None yet");
    let answers = ["r1", "r2"].into_iter().flat_map(|id| of_ones_own(&plan_form(), id, "", &[])).collect();
    look(answers, |visit, _| assert_eq!(plan_in_words(&recommendations(visit)), "2 drafts to read"));
}
