//! What holds for all values, tried with random ones.

use crate::{ask, cases::cases};
use chrono::{Days, NaiveDate};
use domain::rules::{Input, Inputs, Outcome, Settings, Verdict, rule, rules};
use proptest::prelude::*;

/// A named figure of an answer, without what stands around it: 17.33 for "1 in 17.33".
fn figure(outcome: &Outcome, name: &str) -> Option<f64> {
    outcome.value(name)?.trim_start_matches("1 in ").parse().ok()
}

/// A choice that some case makes for an input.
fn codes_of(name: &str) -> Vec<String> {
    let mut codes: Vec<String> = cases()
        .iter()
        .filter_map(|case| match case.inputs.get(name)? {
            Input::Code(code) => Some(code.clone()),
            _ => None,
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -10.0..3000.0f64,
        1 => Just(0.0),
        1 => (-1000i32..5000).prop_map(f64::from),
        1 => prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
    ]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day");
    prop_oneof![
        4 => (0..60_000u64).prop_map(|days| NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day") + Days::new(days)),
        1 => (0..90_000_000u64).prop_map(move |days| first + Days::new(days)),
        1 => Just(NaiveDate::MIN),
        1 => Just(NaiveDate::MAX),
    ]
}

/// Anything at all for an input, mostly of the kind that the cases give it.
fn any_input(name: String) -> impl Strategy<Value = Option<Input>> {
    let codes = codes_of(&name);
    let code = if codes.is_empty() {
        Just("yes".to_owned()).boxed()
    } else {
        prop_oneof![9 => prop::sample::select(codes), 1 => Just("never-heard-of".to_owned())].boxed()
    };
    let anything = prop_oneof![
        any_number().prop_map(Input::Number),
        code.clone().prop_map(Input::Code),
        prop::collection::vec(code.clone(), 0..4).prop_map(Input::Codes),
        prop::collection::vec(any_number(), 0..20).prop_map(Input::Numbers),
        prop::collection::vec(prop::collection::vec(any_number(), 0..5), 0..5).prop_map(Input::Rows),
        any_day().prop_map(Input::Date),
    ];
    let usual = match cases().iter().find_map(|case| case.inputs.get(&name)) {
        Some(Input::Code(_)) => code.prop_map(Input::Code).boxed(),
        Some(Input::Codes(_)) => prop::collection::vec(code, 0..4).prop_map(Input::Codes).boxed(),
        Some(Input::Numbers(_)) => {
            prop::collection::vec(any_number(), 0..20).prop_map(Input::Numbers).boxed()
        }
        Some(Input::Rows(_)) => prop::collection::vec(prop::collection::vec(any_number(), 2..=3), 0..5)
            .prop_map(Input::Rows)
            .boxed(),
        Some(Input::Date(_)) => any_day().prop_map(Input::Date).boxed(),
        _ => any_number().prop_map(Input::Number).boxed(),
    };
    prop_oneof![8 => usual.prop_map(Some), 2 => anything.prop_map(Some), 1 => Just(None)]
}

/// A rule with something for each of its inputs.
fn any_question() -> impl Strategy<Value = (&'static str, Inputs)> {
    prop::sample::select(rules().iter().collect::<Vec<_>>()).prop_flat_map(|rule| {
        let names: Vec<String> = rule.needs.iter().chain(&rule.may_use).cloned().collect();
        let inputs: Vec<_> = names.iter().cloned().map(any_input).collect();
        inputs.prop_map(move |inputs| {
            let there = names.iter().cloned().zip(inputs).filter_map(|(name, input)| Some((name, input?)));
            (rule.id.as_str(), there.collect())
        })
    })
}

fn width() -> impl Strategy<Value = f64> {
    (300..2000i32).prop_map(f64::from)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_wider_door_never_fits_worse(
        door in width(), more in 0..500i32, hall in width(), kit in width(), length in 600..1800i32,
        approach in prop::sample::select(vec!["head-on", "turn"]),
        mode in prop::sample::select(vec!["self", "attendant", "powered"]),
    ) {
        for id in ["rule-door-table", "rule-door-wheelchair-home", "rule-door-chair", "rule-door-frame",
            "rule-door-hoist", "rule-corner"] {
            let verdict = |door: f64| {
                let numbers = [("m-door-clear-width", door), ("m-door-corridor-width", hall),
                    ("m-chair-width-overall", kit), ("m-aid-width", kit), ("m-hoist-width-closed", kit),
                    ("m-chair-length-occupied", f64::from(length))];
                ask(id, &numbers, &[("approach", approach), ("chair-mode", mode)]).verdict
            };
            prop_assert!(verdict(door + f64::from(more)) <= verdict(door), "{id}");
        }
    }

    #[test]
    fn more_run_never_makes_a_slope_steeper(rise in 1..1000i32, run in 0..30_000i32, more in 0..10_000i32) {
        let rise = f64::from(rise);
        let gradient = |id: &str, length: &str, run: i32| {
            let rises = [("m-slope-rise", rise), ("m-rise-total", rise), (length, f64::from(run))];
            figure(&ask(id, &rises, &[]), "gradient")
        };
        for (id, length) in [("rule-slope", "m-slope-run"), ("rule-ramp-present", "m-ramp-flight-length")] {
            let (before, after) = (gradient(id, length, run), gradient(id, length, run + more));
            prop_assert!(before.is_some() && after >= before, "{id}: {before:?}, {after:?}");
        }
    }

    #[test]
    fn more_ground_never_makes_a_ramp_steeper_nor_the_answer_worse(
        rise in 1..2000i32, run in 0..40_000i32, more in 0..10_000i32,
        profile in prop::sample::select(vec!["m41", "m42", "m43"]),
    ) {
        let solve = |run: i32| {
            let numbers = [("m-rise-total", f64::from(rise)), ("m-run-available", f64::from(run))];
            ask("rule-ramp-solve", &numbers, &[("profile", profile)])
        };
        let (before, after) = (solve(run), solve(run + more));
        prop_assert!(after.verdict <= before.verdict);
        prop_assert!(figure(&after, "gradient") >= figure(&before, "gradient"));
    }

    #[test]
    fn a_ramp_that_fits_is_as_long_as_its_flights_and_landings(
        rise in 16..2000i32, run in 0..60_000i32, profile in prop::sample::select(vec!["m41", "m42", "m43"]),
    ) {
        let numbers = [("m-rise-total", f64::from(rise)), ("m-run-available", f64::from(run))];
        let ramp = ask("rule-ramp-solve", &numbers, &[("profile", profile)]);
        if let (Some(n), Some(flights), Some(between), Some(length)) = (figure(&ramp, "gradient"),
            figure(&ramp, "flights"), figure(&ramp, "between-landings"), figure(&ramp, "length")) {
            prop_assert_eq!(between, flights - 1.0);
            prop_assert_eq!(length, f64::from(rise) * n + between * 1200.0);
            prop_assert!(length <= f64::from(run));
        } else {
            prop_assert!(figure(&ramp, "length-needed").is_some_and(|length| length > f64::from(run)));
        }
    }

    #[test]
    fn raising_a_seat_never_lowers_it(seat in 150..800i32, raise in 0..200i32, knee in 200..600i32) {
        let numbers = [("m-seat-height", f64::from(seat)), ("raise", f64::from(raise)),
            ("m-popliteal-left", f64::from(knee)), ("m-popliteal-right", f64::from(knee))];
        let after = figure(&ask("rule-raise-over", &numbers, &[]), "after");
        prop_assert!(after.is_some_and(|after| after >= f64::from(seat)));
    }

    #[test]
    fn a_lighter_person_never_fits_worse_against_a_limit(
        mass in 5.0..350.0f64, less in 0.0..100.0f64, limit in 50.0..500.0f64, chair in 5.0..250.0f64,
        how in prop::sample::select(vec!["weighed", "record", "told", "estimate"]),
        attendant in prop::sample::select(vec!["yes", "no"]),
    ) {
        for id in ["rule-swl", "rule-swl-chair", "rule-bath-lift"] {
            let verdict = |mass: f64| {
                let numbers = [("m-body-mass", mass), ("m-item-swl", limit), ("m-chair-mass", chair),
                    ("m-bath-inner-width", 450.0), ("m-bath-inner-length", 1120.0),
                    ("m-bath-depth-inside", 420.0), ("lift-min-width", 380.0), ("lift-min-length", 1000.0),
                    ("lift-max-height", 430.0)];
                ask(id, &numbers, &[("mass-how", how), ("attendant-on", attendant)]).verdict
            };
            prop_assert!(verdict((mass - less).max(0.0)) <= verdict(mass), "{id}");
        }
    }

    #[test]
    fn a_hotter_tap_never_gets_a_better_verdict(water in 0.0..100.0f64, hotter in 0.0..50.0f64) {
        for (id, at) in [("rule-bath-water", "m-water-temp-bath"), ("rule-basin-water", "m-water-temp-basin")] {
            let verdict = |water: f64| ask(id, &[(at, water)], &[]).verdict;
            prop_assert!(verdict(water + hotter) >= verdict(water), "{id}");
        }
    }

    #[test]
    fn a_riser_of_the_mean_height_never_raises_the_spread(
        mut risers in prop::collection::vec((20..400i32).prop_map(f64::from), 1..20),
    ) {
        let spread = |risers: &[f64]| {
            let inputs = [("m-riser-list".to_owned(), Input::Numbers(risers.to_vec()))].into();
            let outcome = rule("rule-stair-unequal").expect("a rule").answer(&inputs, &Settings::default());
            figure(&outcome, "spread")
        };
        let before = spread(&risers);
        risers.push(risers.iter().sum::<f64>() / risers.len() as f64);
        prop_assert!(before.is_some() && spread(&risers) <= before);
    }

    #[test]
    fn the_same_question_always_gets_the_same_answer_in_words((id, inputs) in any_question()) {
        let ask = || rule(id).expect("a rule").answer(&inputs, &Settings::default());
        let outcome = ask();
        prop_assert_eq!(&outcome, &ask());
        prop_assert!(!outcome.words.is_empty());
        prop_assert!(Verdict::ALL.contains(&outcome.verdict));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_values_make_a_rule_panic((id, inputs) in any_question()) {
        let outcome = rule(id).expect("a rule").answer(&inputs, &Settings::default());
        prop_assert!(outcome.missing.is_empty() || outcome.verdict == Verdict::CannotTell);
    }
}
