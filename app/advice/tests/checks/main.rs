//! What a visit's answers amount to, on the forms that ship: a home as it is filled in at the door.

mod home;

use advice::{Sign, checks, checks_at, findings, measured, recommendations};
use domain::rules::{Settings, Verdict};
use home::Home;

fn verdict(home: &Home, rule: &str) -> Option<Verdict> {
    home.look(|visit| {
        let all = checks(visit, &Settings::default());
        all.into_iter().find(|check| check.rule.id == rule).map(|check| check.outcome.verdict)
    })
}

/// A hall door of 686 mm, come upon from the side, and a chair that somebody pushes.
fn narrow_door() -> Home {
    Home::new()
        .code("pm-chair", "attendant")
        .mm("pm-chair-width", 620)
        .code("d-seen", "yes")
        .copy("d-door", "k1")
        .text("d-door@k1/d-door-name", "Bathroom door")
        .mm("d-door@k1/d-door-clear", 686)
        .mm("d-door@k1/d-door-corridor", 900)
        .code("d-door@k1/d-door-approach", "turn-left")
}

#[test]
fn a_door_is_held_against_the_chair_wherever_the_chair_was_measured() {
    let home = narrow_door();
    assert_eq!(verdict(&home, "rule-door-chair"), Some(Verdict::DoesNotFit));
    home.look(|visit| {
        let all = checks(visit, &Settings::default());
        let door = all.iter().find(|check| check.rule.id == "rule-door-chair").unwrap();
        assert_eq!(door.thing, "Bathroom door");
        assert_eq!(door.outcome.value("short-by"), Some("34"));
        assert_eq!(door.at.path.as_str(), "d-door@k1/d-door-clear");
    });
}

#[test]
fn a_door_is_not_held_against_a_chair_that_nobody_has() {
    let home = narrow_door().code("pm-chair", "none");
    assert_eq!(verdict(&home, "rule-door-chair"), None);
    assert_eq!(verdict(&home, "rule-corner"), None);
}

#[test]
fn what_is_not_measured_yet_is_named() {
    let home = narrow_door().clear("pm-chair-width");
    home.look(|visit| {
        let all = checks(visit, &Settings::default());
        let door = all.iter().find(|check| check.rule.id == "rule-door-chair").unwrap();
        assert_eq!(door.outcome.verdict, Verdict::CannotTell);
        assert_eq!(door.outcome.missing, ["m-chair-width-overall"]);
    });
}

#[test]
fn each_door_has_its_own_checks() {
    let home = narrow_door()
        .copy("d-door", "k2")
        .mm("d-door@k2/d-door-clear", 850)
        .mm("d-door@k2/d-door-corridor", 1200)
        .code("d-door@k2/d-door-approach", "head-on");
    home.look(|visit| {
        let all = checks(visit, &Settings::default());
        let doors: Vec<Verdict> = all
            .iter()
            .filter(|check| check.rule.id == "rule-door-chair")
            .map(|check| check.outcome.verdict)
            .collect();
        assert_eq!(doors, [Verdict::DoesNotFit, Verdict::Fits]);
    });
}

#[test]
fn inches_are_checked_as_millimetres() {
    let home = narrow_door().quantity("d-door@k1/d-door-clear", "27", "[in_i]");
    home.look(|visit| {
        let door = measured(visit).into_iter().find(|one| one.measure == "m-door-clear-width").unwrap();
        assert_eq!(door.value, 686.0);
    });
}

#[test]
fn hidden_measures_are_not_checked() {
    // Whoever did not see the hall has no doors in it.
    let home = narrow_door().code("d-seen", "not-here");
    assert_eq!(verdict(&home, "rule-door-chair"), None);
}

#[test]
fn the_risers_of_a_flight_are_looked_at_together() {
    let mut home =
        Home::new().code("e-seen", "yes").copy("e-flight", "f1").code("e-flight@f1/e-flight-place", "inside");
    for (at, height) in [195, 195, 235, 195].into_iter().enumerate() {
        let copy = format!("e-flight@f1/e-flight-riser@r{at}");
        home = home.mark(&copy).mm(&format!("{copy}/e-flight-riser-height"), height);
    }
    assert_eq!(verdict(&home, "rule-stair-unequal"), Some(Verdict::DoesNotFit));
    assert_eq!(verdict(&home, "rule-stair-rise"), Some(Verdict::DoesNotFit));
    home.look(|visit| {
        let all = checks(visit, &Settings::default());
        let odd = all.iter().find(|check| check.rule.id == "rule-stair-unequal").unwrap();
        assert_eq!(odd.outcome.value("odd"), Some("3"));
        for check in &all {
            let beside = checks_at(visit, &Settings::default(), &check.at);
            let expected: Vec<_> = all.iter().filter(|one| one.at == check.at).cloned().collect();
            assert_eq!(beside, expected, "what is looked at alone says the same: {:?}", check.at);
        }
    });
}

#[test]
fn a_seat_that_is_to_be_raised_is_checked_against_the_shorter_leg() {
    let home = Home::new()
        .mm("pm-popliteal-left", 400)
        .mm("pm-popliteal-right", 430)
        .code("i-seen", "yes")
        .copy("i-wc", "w1")
        .mm("i-wc@w1/i-wc-height", 380);
    assert_eq!(verdict(&home, "rule-wc-height"), Some(Verdict::DoesNotFit));
    assert_eq!(verdict(&home, "rule-raise-over"), Some(Verdict::Fits));
}

#[test]
fn a_failing_check_without_a_judgement_is_a_finding_of_its_own() {
    narrow_door().look(|visit| {
        let all = checks(visit, &Settings::default());
        let found = findings(visit, &all, &recommendations(visit));
        let door = found.iter().find(|finding| finding.title == "Bathroom door").unwrap();
        assert_eq!(door.sign, Sign::DoesNotFit);
        assert!(door.checks.iter().any(|check| check.rule.id == "rule-door-chair"));
        assert_eq!(door.area, "D Hall and moving about indoors");
        assert!(door.is_open());
    });
}

#[test]
fn a_judgement_in_the_same_copy_takes_the_checks_along() {
    let home = Home::new()
        .mm("pm-popliteal-left", 400)
        .mm("pm-popliteal-right", 430)
        .code("i-seen", "yes")
        .copy("i-wc", "w1")
        .mm("i-wc@w1/i-wc-height", 380)
        .code("i-wc@w1/i-wc-verdict", "hazard");
    home.look(|visit| {
        let all = checks(visit, &Settings::default());
        let found = findings(visit, &all, &[]);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].sign, Sign::Hazard);
        assert!(!found[0].checks.is_empty());
    });
}

#[test]
fn a_settled_finding_stays_in_the_list_at_its_end() {
    let home = narrow_door().code("d-rugs", "hazard");
    let key = home.look(|visit| {
        let found = findings(visit, &checks(visit, &Settings::default()), &[]);
        assert_eq!(found[0].sign, Sign::Hazard);
        found[0].key()
    });
    let home = home
        .copy("pl-settled", "s1")
        .text("pl-settled@s1/pl-settled-of", &key)
        .code("pl-settled@s1/pl-settled-how", "accepted")
        .text("pl-settled@s1/pl-settled-why", "It was her mother's.");
    home.look(|visit| {
        let found = findings(visit, &checks(visit, &Settings::default()), &[]);
        let last = found.last().unwrap();
        assert_eq!(last.key(), key);
        assert!(!last.is_open());
        assert_eq!(last.settled.as_ref().unwrap().why.as_deref(), Some("It was her mother's."));
    });
}

#[test]
fn a_recommendation_that_was_dropped_is_none_for_its_finding() {
    let home = narrow_door().code("d-rugs", "hazard");
    let key = "home-environment d-rugs";
    for (state, n_expected) in [("draft", 1), ("kept", 1), ("dropped", 0)] {
        let home = home
            .clone()
            .copy("pl-rec", "r1")
            .text("pl-rec@r1/pl-rec-findings", key)
            .text("pl-rec@r1/pl-rec-what", "Loose rugs made safe")
            .code("pl-rec@r1/pl-rec-state", state);
        home.look(|visit| {
            let found = findings(visit, &[], &recommendations(visit));
            assert_eq!(found[0].recommendations.len(), n_expected, "{state}");
        });
    }
}

#[test]
fn a_rule_is_asked_only_where_its_measures_are() {
    let home = narrow_door();
    assert_eq!(verdict(&home, "rule-wc-chair"), None, "there is no WC");
    assert_eq!(verdict(&home, "rule-stair-rise"), None, "there are no stairs");
}

#[test]
fn a_services_own_figure_counts() {
    let mut settings = Settings::default();
    let own = domain::rules::Override {
        value: domain::rules::SettingValue::One(0.0),
        reason: "Slim chairs".to_owned(),
        by: "Priya Nair".to_owned(),
        on: home::today(),
    };
    assert!(settings.change("set-door-plus-turn", own));
    narrow_door().look(|visit| {
        let all = checks(visit, &settings);
        let door = all.iter().find(|check| check.rule.id == "rule-door-chair").unwrap();
        assert_eq!(door.outcome.verdict, Verdict::Tight);
    });
}
