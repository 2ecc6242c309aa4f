//! What the test cases leave open, as it was decided: ends of bands, things not known, other choices of the forms.

use crate::ask;
use domain::rules::{Input, Outcome, Settings, Verdict, rule};

fn verdict(id: &str, numbers: &[(&str, f64)], codes: &[(&str, &str)]) -> Verdict {
    ask(id, numbers, codes).verdict
}

fn risers(id: &str, risers: &[f64]) -> Outcome {
    let list = ("m-riser-list".to_owned(), Input::Numbers(risers.to_vec()));
    let going = ("m-going".to_owned(), Input::Number(300.0));
    rule(id).expect("a rule").answer(&[list, going].into(), &Settings::default())
}

#[test]
fn a_door_come_to_from_both_sides_is_turned_into() {
    let door = [("m-door-clear-width", 762.0), ("m-door-corridor-width", 1050.0)];
    for approach in ["turn", "turn-left", "turn-right", "both"] {
        assert_eq!(verdict("rule-door-table", &door, &[("approach", approach)]), Verdict::DoesNotFit);
    }
    assert_eq!(verdict("rule-door-table", &door, &[("approach", "head-on")]), Verdict::Fits);
}

#[test]
fn the_corner_says_the_longest_whole_millimetre_that_still_turns() {
    let corner = |hall: f64, door: f64, width: f64| {
        let numbers = [
            ("m-door-corridor-width", hall),
            ("m-door-clear-width", door),
            ("m-chair-width-overall", width),
            ("m-chair-length-occupied", 1060.0),
        ];
        ask("rule-corner", &numbers, &[])
    };
    assert_eq!(corner(985.0, 715.0, 600.0).value("longest"), Some("1171"));
    assert_eq!(corner(985.0, 720.0, 600.0).value("longest"), Some("1180"));
    assert_eq!(corner(830.0, 705.0, 600.0).verdict, Verdict::DoesNotFit);
}

#[test]
fn a_lift_smaller_than_the_guidance_is_tight_while_no_wheelchair_is_known_to_be_larger() {
    let car = [("m-lift-width", 950.0), ("m-lift-depth", 1250.0), ("m-lift-door-clear", 700.0)];
    assert_eq!(verdict("rule-lift-car", &car, &[]), Verdict::Tight);
    let wide = [&car[..], &[("m-chair-width-overall", 720.0)]].concat();
    assert!(ask("rule-lift-car", &wide, &[]).words.contains("wider than the lift door"));
}

#[test]
fn a_path_without_height_gained_is_level() {
    assert_eq!(verdict("rule-slope", &[("m-slope-rise", 0.0), ("m-slope-run", 0.0)], &[]), Verdict::Fits);
    assert_eq!(
        verdict("rule-crossfall", &[("m-crossfall-drop", 0.0), ("m-path-width", 900.0)], &[]),
        Verdict::Fits
    );
}

#[test]
fn who_walks_nowhere_in_comfort_finds_every_distance_too_far() {
    let walk =
        |far: f64| verdict("rule-distance", &[("m-parking-distance", far), ("m-walk-distance", 0.0)], &[]);
    assert_eq!((walk(5.0), walk(0.0)), (Verdict::DoesNotFit, Verdict::Fits));
}

#[test]
fn a_steeper_ramp_is_not_offered_where_it_takes_more_ground() {
    let numbers = [("m-rise-total", 355.0), ("m-run-available", 5200.0)];
    let ramp = ask("rule-ramp-solve", &numbers, &[("profile", "m42")]);
    assert_eq!((ramp.value("length-needed"), ramp.value("at")), (Some("5680"), Some("1 in 16")));
}

#[test]
fn without_the_width_of_a_ramp_both_answers_about_rails_are_given() {
    let numbers = [("m-rise-total", 620.0), ("m-run-available", 13_000.0)];
    let ramp = ask("rule-ramp-solve", &numbers, &[("profile", "m42")]);
    assert!(
        ramp.words.contains("one side at least, on both sides from a width of 1,000 mm"),
        "{}",
        ramp.words
    );
}

#[test]
fn a_flight_too_long_for_its_slope_is_tight() {
    let ramp = [("m-rise-total", 500.0), ("m-ramp-flight-length", 8000.0)];
    assert_eq!(verdict("rule-ramp-present", &ramp, &[]), Verdict::Tight);
}

#[test]
fn of_two_unequal_risers_the_upper_one_is_odd() {
    assert_eq!(risers("rule-stair-unequal", &[170.0, 185.0]).value("odd"), Some("2"));
    assert_eq!(risers("rule-stair-unequal", &[180.0, 180.0]).value("odd"), None);
}

#[test]
fn risers_both_too_high_and_too_low_are_all_named() {
    let outcome = risers("rule-stair-rise", &[140.0, 230.0, 190.0, 240.0]);
    assert_eq!((outcome.verdict, outcome.value("risers")), (Verdict::DoesNotFit, Some("[2, 4]")));
    assert!(
        outcome.words.contains("Risers 2 and 4") && outcome.words.contains("Riser 1"),
        "{}",
        outcome.words
    );
}

#[test]
fn a_step_outside_so_low_that_it_is_missed_is_tight() {
    assert_eq!(risers("rule-steps-outside", &[60.0, 140.0]).verdict, Verdict::Tight);
}

#[test]
fn stairs_shared_between_homes_are_not_judged_by_the_figures_for_one_home() {
    assert_eq!(
        verdict("rule-stair-going", &[("m-going", 230.0)], &[("place", "shared")]),
        Verdict::CannotTell
    );
}

#[test]
fn a_tall_person_wants_more_headroom_than_the_guidance() {
    let headroom = |tall: f64| verdict("rule-headroom", &[("m-headroom", 2030.0), ("m-stature", tall)], &[]);
    assert_eq!((headroom(1700.0), headroom(1950.0)), (Verdict::Fits, Verdict::DoesNotFit));
}

#[test]
fn a_rail_on_the_wrong_side_does_not_fit_however_wide_the_stairs() {
    let rails = |needs: &str| {
        verdict("rule-stair-rails", &[("m-stair-width", 1100.0)], &[("rails", "left-up"), ("needs", needs)])
    };
    assert_eq!((rails("right-up"), rails("left-up")), (Verdict::DoesNotFit, Verdict::Tight));
}

#[test]
fn gaps_are_not_judged_while_it_is_not_known_whether_small_children_come() {
    let gap = [("m-baluster-gap", 130.0)];
    assert_eq!(verdict("rule-baluster", &gap, &[("under-fives", "not-known")]), Verdict::CannotTell);
}

#[test]
fn any_turn_of_the_stairs_wants_a_curved_lift() {
    let lift =
        |shape: &str| verdict("rule-stairlift-width", &[("m-stair-width", 760.0)], &[("shape", shape)]);
    assert_eq!((lift("open"), lift("straight")), (Verdict::Fits, Verdict::Fits));
    assert_eq!((lift("quarter-landing"), lift("spiral")), (Verdict::Tight, Verdict::Tight));
}
