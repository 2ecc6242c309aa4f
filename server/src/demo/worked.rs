//! The demo's whole assessment, looked at as a tablet looks at it: each check that the content asks for fires at its
//! place with its verdict (`checks.txt`: what it is about, the rule, the verdict).

use super::{answers, files};
use advice::{Check, Form, Visit, checks, findings, recommendations};
use chrono::{Days, NaiveDate};
use domain::rules::{Settings, Verdict};
use forms::{Answers, Definition, View, instruments};

/// The forms of the assessment, filled.
fn filled() -> Vec<(String, Definition, Answers, View)> {
    let worked = files::assessment().unwrap();
    let day = |text: &str| {
        let days: i64 = text.trim_start_matches("wd").trim_start_matches('+').parse().unwrap_or(0);
        let today = today();
        Ok(if days < 0 {
            today - Days::new(days.unsigned_abs())
        } else {
            today + Days::new(days.unsigned_abs())
        })
    };
    let filled = worked.forms.iter().map(|(form, rows)| {
        let definition = Definition::parse(instruments::get(form).unwrap()).unwrap();
        let said: Answers = answers::answers(&definition, rows, &day).unwrap().into_iter().collect();
        let view = forms::view(&definition, &said);
        (form.clone(), definition, view.complete(&said), view)
    });
    filled.collect()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 12).unwrap()
}

fn look<T>(look: impl FnOnce(&Visit<'_>) -> T) -> T {
    let filled = filled();
    let forms: Vec<Form<'_>> =
        filled.iter().map(|(id, def, answers, view)| Form { id, def, answers, view }).collect();
    look(&Visit { forms: &forms, today: today() })
}

fn fires(all: &[Check], thing: &str, rule: &str, verdict: Verdict) -> bool {
    let here = |check: &&Check| check.rule.id == rule && check.thing.starts_with(thing);
    all.iter().filter(here).any(|check| check.outcome.verdict == verdict)
}

#[test]
fn every_check_of_the_content_fires_at_its_place_with_its_verdict() {
    look(|visit| {
        let all = checks(visit, &Settings::default());
        let lines: Vec<&str> = include_str!("checks.txt").lines().collect();
        assert!(lines.len() >= 90, "{} checks", lines.len());
        let missed: Vec<String> = lines
            .into_iter()
            .filter(|line| {
                let [thing, rule, verdict] = line.split(" | ").collect::<Vec<_>>()[..] else { return true };
                !fires(&all, thing, rule, Verdict::parse(verdict).unwrap())
            })
            .map(|line| {
                let rule = line.split(" | ").nth(1).unwrap_or_default();
                let seen: Vec<String> = all
                    .iter()
                    .filter(|check| check.rule.id == rule)
                    .map(|check| format!("{} {}", check.thing, check.outcome.verdict.code()))
                    .collect();
                format!("{line}; seen: {}", seen.join(", "))
            })
            .collect();
        assert_eq!(missed, Vec::<String>::new());
    });
}

#[test]
fn its_recommendations_are_complete_and_each_is_for_a_finding() {
    look(|visit| {
        let plan = recommendations(visit);
        let found = findings(visit, &checks(visit, &Settings::default()), &plan);
        assert!(plan.len() >= 5);
        for one in plan.iter().filter(|one| one.is_standing()) {
            assert_eq!(one.blanks(), Vec::<String>::new(), "{}", one.what);
            assert!(found.iter().any(|finding| finding.recommendations.contains(&one.id)), "{}", one.what);
        }
    });
}
