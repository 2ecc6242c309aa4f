//! The forms that come with Threshold are in order.

use std::collections::BTreeSet;
use std::{fs, path::Path};

use forms::{AnswerPath, Answers, Definition, Level, Value, view};

use crate::form::{at, is_enabled};

const FORMS: [&str; 9] = [
    "home-visit",
    "home-environment",
    "person-measures",
    "plan",
    "student-observation",
    "care-act",
    "mca",
    "mh-plan",
    "gas",
];

fn read(id: &str) -> Definition {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("instruments").join(format!("{id}.json"));
    let text = fs::read_to_string(&file).expect("the form is there");
    Definition::parse(&text).unwrap_or_else(|refusal| panic!("{id}: {refusal}"))
}

#[test]
fn our_own_forms_are_taken_without_a_notice() {
    for id in FORMS {
        let def = read(id);
        assert_eq!(def.all_notices().collect::<Vec<_>>(), [], "{id}");
        assert_eq!(def.id(), Some(id));
        assert!(def.approval_note().is_some(), "{id} says that a service must approve it");
    }
}

#[test]
fn every_link_id_is_unique_over_all_our_forms() {
    let mut seen = BTreeSet::new();
    for def in FORMS.map(read) {
        for item in def.items() {
            assert!(seen.insert(item.link_id.clone()), "{}", item.link_id);
        }
    }
}

#[test]
fn an_untouched_form_asks_something_and_every_judgement_has_its_details() {
    for def in FORMS.map(read) {
        let (asked, answered) = view(&def, &Answers::new()).progress();
        // Goals are added one by one: before the first there is only the place to add it.
        assert!(asked > 0 || def.items().iter().any(|item| item.is_repeating_group()));
        assert_eq!(answered, 0);
        for item in def.items().iter().filter(|item| item.judgement) {
            for detail in ["who", "note", "source", "reason", "photo", "after-works"] {
                let detail = format!("{}.{detail}", item.link_id);
                assert!(def.by_link_id(&detail).is_some(), "{detail}");
            }
        }
    }
}

#[test]
fn nothing_stands_in_the_way_of_finishing_while_measures_and_plan_are_empty() {
    for def in ["person-measures", "plan"].map(read) {
        let open = view(&def, &Answers::new()).missing(&def, &Answers::new());
        assert!(open.iter().all(|one| one.level == Level::WorthALook), "{open:?}");
    }
    let def = read("plan");
    let mut answers = Answers::new();
    answers.add_instance(&at("pl-finding"), "f1");
    answers.add_instance(&at("pl-rec"), "r1");
    let needed = |answers: &Answers| {
        let mut open = view(&def, answers).missing(&def, answers);
        open.retain(|one| one.level == Level::NeededToFinish);
        open.into_iter().map(|one| one.link_id).collect::<Vec<_>>()
    };
    assert_eq!(needed(&answers), ["pl-finding-what"], "a finding has a name once it is there");
    answers.set(at("pl-finding@f1/pl-finding-what"), Value::text("Loose paving by the shed"));
    assert_eq!(needed(&answers), [""; 0]);
}

#[test]
fn what_is_ordered_is_asked_for_what_is_ordered_and_a_grant_for_what_is_built() {
    let def = read("plan");
    let table = [
        ("advice", false, false),
        ("technique", false, false),
        ("equipment", true, false),
        ("minor", true, true),
        ("major", true, true),
        ("care", false, false),
        ("telecare", true, false),
        ("referral", false, false),
        ("rehousing", false, false),
    ];
    for (kind, is_ordered, is_built) in table {
        let mut answers = Answers::new();
        let copy = answers.add_instance(&at("pl-rec"), "r1");
        choose(&def, &mut answers, "pl-rec-kind", Some(&copy), kind);
        let view = view(&def, &answers);
        let asked = |link_id: &str| view.node(&copy.child(link_id)).is_some_and(|node| node.enabled);
        for item in ["iso", "item", "size", "swl", "quantity", "cost", "price-on"] {
            assert_eq!(asked(&format!("pl-rec-{item}")), is_ordered, "{kind}: {item}");
        }
        assert_eq!(asked("pl-rec-purpose"), is_built, "{kind}");
    }
}

/// Keys of findings and entries of the library are for the app: nobody is shown one, also not as a name.
#[test]
fn keys_are_kept_and_never_shown() {
    let def = read("plan");
    let mut answers = Answers::new();
    let copy = answers.add_instance(&at("pl-settled"), "s1");
    answers.set(copy.child("pl-settled-of"), Value::text("home-environment b-steps"));
    choose(&def, &mut answers, "pl-settled-how", Some(&copy), "accepted");
    let missing = view(&def, &answers).missing(&def, &answers);
    let why = missing.iter().find(|one| one.link_id == "pl-settled-why").expect("a line");
    assert_eq!(why.label, "What became of a finding 1: Why, and in whose words");
    for link_id in ["pl-settled-of", "pl-rec-library", "pl-rec-findings", "pl-agreed-ink"] {
        let item = def.item(def.by_link_id(link_id).expect(link_id));
        assert!(item.hidden && item.max_length.is_none(), "{link_id}");
    }
}

#[test]
fn sizes_of_a_chair_or_hoist_are_asked_of_those_who_have_one_or_will() {
    let def = read("person-measures");
    let mut answers = Answers::new();
    let chair = ["pm-chair-width", "pm-chair-length", "pm-chair-turn", "pm-chair-mass"];
    for (kind, sized, thigh) in [("none", false, false), ("expected", true, false), ("powered", true, true)] {
        choose(&def, &mut answers, "pm-chair", None, kind);
        assert!(chair.iter().all(|link_id| is_enabled(&def, &answers, link_id) == sized), "{kind}");
        assert_eq!(is_enabled(&def, &answers, "pm-thigh"), thigh, "{kind}");
    }
    for (kind, sized) in [("stick", false), ("frame", true), ("wheeled", true)] {
        choose(&def, &mut answers, "pm-aid", None, kind);
        assert_eq!(is_enabled(&def, &answers, "pm-aid-width"), sized, "{kind}");
    }
    for (hoist, sized) in [("no", false), ("yes", true)] {
        choose(&def, &mut answers, "pm-hoist", None, hoist);
        assert_eq!(is_enabled(&def, &answers, "pm-sling"), sized);
    }
}

/// Chooses an option by its code.
fn choose(def: &Definition, answers: &mut Answers, link_id: &str, copy: Option<&AnswerPath>, code: &str) {
    let item = def.by_link_id(link_id).expect("an item");
    let option = def.item(item).options.iter().find(|option| option.key() == code).expect("an option");
    answers.set(def.path_in(item, copy), option.value.clone());
}

#[test]
fn every_area_with_a_letter_says_whether_it_was_seen_or_never_asks() {
    let def = read("home-environment");
    let lettered = def.sections().iter().filter(|section| section.letter.is_some());
    for section in lettered {
        let asks = def.by_link_id(&format!("{}-seen", section.link_id)).is_some();
        assert_eq!(section.seen.is_some(), asks, "{}", section.link_id);
    }
}

/// Goals with a weight and the level reached, and the T-score of Turner-Stokes (2009) with a correlation of 0.3.
#[test]
fn the_t_score_of_goals_is_worked_out_by_the_published_formula() {
    let def = read("gas");
    let table = [
        // Every goal as expected: 50, whatever the weights.
        (vec![(3, 3, "0"), (1, 2, "0")], Some("50")),
        // Two goals alike, both one better: 50 + 10 * 2 / sqrt(0.7 * 2 + 0.3 * 4).
        (vec![(1, 1, "p1"), (1, 1, "p1")], Some("62.4")),
        // Weights 9 and 2, levels +1 and -2: 50 + 10 * 5 / sqrt(0.7 * 85 + 0.3 * 121).
        (vec![(3, 3, "p1"), (1, 2, "m2")], Some("55.1")),
        // Nothing is rated yet.
        (vec![], None),
        // A goal of no weight says nothing.
        (vec![(0, 3, "p2")], None),
    ];
    for (goals, wanted) in table {
        let mut answers = Answers::new();
        for (n, (importance, difficulty, level)) in goals.iter().enumerate() {
            let goal = answers.add_instance(&at("gas-goal"), &format!("g{n}"));
            let mut choose =
                |link_id: &str, code: &str| choose(&def, &mut answers, link_id, Some(&goal), code);
            choose("gas-importance", &importance.to_string());
            choose("gas-difficulty", &difficulty.to_string());
            choose("gas-now", level);
        }
        let found =
            view(&def, &answers).worked_out(&at("gas-t-now")).and_then(|answer| answer.first()).cloned();
        assert_eq!(found.map(|value| value.as_words()).as_deref(), wanted, "{goals:?}");
    }
}

#[test]
fn capacity_is_looked_at_in_the_order_of_the_law() {
    let def = read("mca");
    let titles: Vec<&str> = def.sections().iter().map(|section| section.link_id.as_str()).collect();
    assert_eq!(
        titles,
        [
            "mca-decision",
            "mca-info",
            "mca-support",
            "mca-function",
            "mca-impair",
            "mca-cause",
            "mca-conclusion",
            "mca-best"
        ]
    );
    let cannot = Value::coding("https://threshold.example/cs/mca-weigh", "cannot", "Cannot, with help");
    let mut answers = Answers::new();
    assert!(!is_enabled(&def, &answers, "mca-impair-is"), "not asked while nobody found an ability lacking");
    answers.set(at("mca-weigh"), cannot);
    assert!(is_enabled(&def, &answers, "mca-impair-is"));
    assert!(!is_enabled(&def, &answers, "mca-cause-is"), "the link comes after the impairment");
}
