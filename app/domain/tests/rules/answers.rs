//! What the checks answer to the test cases, and to the cases with something taken away or changed.

use crate::cases::{Case, cases, change};
use domain::measures::name_of;
use domain::rules::{Input, Setting, SettingValue, Verdict, rules};

/// Fails with all complaints at once.
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_case_is_answered_as_it_was_agreed() {
    let complaints = cases().iter().filter_map(|case| {
        let outcome = case.answer();
        let mut wrong = Vec::new();
        if outcome.verdict != case.verdict {
            wrong.push(format!("{:?}, not {:?}", outcome.verdict, case.verdict));
        }
        for (name, value) in &case.values {
            if outcome.value(name) != Some(value) {
                wrong.push(format!("{name}={:?}, not {value}", outcome.value(name)));
            }
        }
        let words = outcome.words;
        (!wrong.is_empty()).then(|| format!("{} {}: {} ({words})", case.id, case.rule, wrong.join("; ")))
    });
    none(complaints.collect());
}

#[test]
fn every_rule_has_a_case() {
    let without = rules().iter().filter(|rule| cases().iter().all(|case| case.rule != rule.id));
    none(without.map(|rule| rule.id.clone()).collect());
}

#[test]
fn the_figures_of_most_cases_can_be_looked_up_in_a_source() {
    let published = |case: &&Case| ["AD", "L", "P"].iter().any(|mark| case.rule().mark.starts_with(mark));
    assert_eq!(cases().len(), 313);
    assert!(cases().iter().filter(published).count() >= 150);
    assert!(cases().iter().all(|case| !case.rule().source.is_empty()));
}

#[test]
fn every_rule_has_a_function_that_answers() {
    let unknown = cases().iter().filter(|case| case.answer().words.contains("not known here"));
    none(unknown.map(|case| case.rule.clone()).collect());
}

#[test]
fn a_case_that_leaves_a_need_out_names_it() {
    let complaints = cases().iter().filter(|case| !case.left_out.is_empty()).filter_map(|case| {
        let outcome = case.answer();
        (outcome.missing != case.left_out).then(|| format!("{}: {:?}", case.id, outcome.missing))
    });
    none(complaints.collect());
}

#[test]
fn leaving_out_any_need_cannot_tell_and_names_it() {
    let mut complaints = Vec::new();
    for case in cases() {
        for need in case.rule().needs.iter().filter(|need| case.inputs.contains_key(*need)) {
            let mut case = case.clone();
            case.inputs.remove(need);
            let outcome = case.answer();
            let told = outcome.missing.contains(need) && outcome.words.contains(&name_of(need));
            if outcome.verdict != Verdict::CannotTell || !told {
                complaints.push(format!("{} without {need}: {}", case.id, outcome.words));
            }
        }
    }
    none(complaints);
}

/// Words where a number was wanted, a number without end, a list where one number was wanted, less than nothing.
#[test]
fn a_number_that_cannot_be_right_is_never_a_fit() {
    let mut complaints = Vec::new();
    for case in cases() {
        let measured =
            |id: &&String| id.starts_with("m-") && !id.starts_with("m-water") && *id != "m-room-temp";
        for need in case.rule().needs.iter().filter(measured) {
            for wrong in [
                Input::Code("wide".into()),
                Input::Number(f64::INFINITY),
                Input::Number(f64::NAN),
                Input::Number(-1.0),
                Input::Numbers(Vec::new()),
                Input::Numbers(vec![f64::NAN, 100.0]),
            ] {
                let mut case = case.clone();
                case.inputs.insert(need.clone(), wrong.clone());
                let outcome = case.answer();
                if outcome.verdict != Verdict::CannotTell {
                    complaints.push(format!("{} with {need} {wrong:?}: {}", case.id, outcome.words));
                }
            }
        }
    }
    none(complaints);
}

#[test]
fn a_code_that_nobody_knows_is_never_a_fit() {
    let mut complaints = Vec::new();
    for case in cases() {
        for need in &case.rule().needs {
            if !matches!(case.inputs.get(need), Some(Input::Code(_))) {
                continue;
            }
            let mut case = case.clone();
            case.inputs.insert(need.clone(), Input::Code("never-heard-of".into()));
            let outcome = case.answer();
            if outcome.verdict == Verdict::Fits {
                complaints.push(format!("{} with a strange {need}: {}", case.id, outcome.words));
            }
        }
    }
    none(complaints);
}

fn times(value: &SettingValue, factor: f64) -> SettingValue {
    match value {
        SettingValue::One(figure) => SettingValue::One(figure * factor),
        SettingValue::Several(figures) => {
            SettingValue::Several(figures.iter().map(|figure| figure * factor).collect())
        }
    }
}

#[test]
fn a_setting_that_a_rule_does_not_name_changes_nothing() {
    let mut complaints = Vec::new();
    for case in cases() {
        let mut doubled = case.clone();
        for setting in Setting::all().iter().filter(|setting| !case.rule().settings.contains(&setting.id)) {
            change(&mut doubled.settings, &setting.id, times(&setting.default, 2.0));
        }
        if doubled.answer() != case.answer() {
            complaints.push(format!("{} {}: {}", case.id, case.rule, doubled.answer().words));
        }
    }
    none(complaints);
}

/// A case, and the same with each of its choices made as in any other case.
fn with_other_choices(case: &Case) -> Vec<Case> {
    let mut others = vec![case.clone()];
    for (name, input) in &case.inputs {
        let Input::Code(_) = input else { continue };
        let choices =
            cases().iter().filter_map(|other| other.inputs.get(name)).filter(|choice| *choice != input);
        others.extend(choices.map(|choice| {
            let mut other = case.clone();
            other.inputs.insert(name.clone(), choice.clone());
            other
        }));
    }
    others
}

#[test]
fn a_setting_that_a_rule_names_is_looked_at() {
    let mut complaints = Vec::new();
    for rule in rules() {
        let of_rule: Vec<Case> =
            cases().iter().filter(|case| case.rule == rule.id).flat_map(with_other_choices).collect();
        for setting in rule.settings.iter().filter_map(|id| Setting::find(id)) {
            let matters = |case: &Case| {
                [0.0, 0.5, 2.0, 10.0].iter().any(|factor| {
                    let mut changed = case.clone();
                    // A setting of nought is not moved by any factor.
                    let moved = match setting.default {
                        SettingValue::One(0.0) => SettingValue::One(factor * 100.0),
                        _ => times(&setting.default, *factor),
                    };
                    change(&mut changed.settings, &setting.id, moved);
                    changed.answer() != case.answer()
                })
            };
            if !of_rule.iter().any(matters) {
                complaints.push(format!("{} names {}", rule.id, setting.id));
            }
        }
    }
    none(complaints);
}

#[test]
fn words_are_whole_sentences_without_ids() {
    let complaints = cases().iter().filter_map(|case| {
        let words = case.answer().words;
        let ids = ["m-", "set-", "rule-"].map(|prefix| format!(" {prefix}"));
        let wrong = ids.iter().any(|id| words.contains(id.as_str()))
            || ["breach", "illegal", "NaN", "inf "].iter().any(|word| words.contains(word))
            || !words.ends_with('.')
            || words.contains("  ")
            || words.contains("..");
        wrong.then(|| format!("{}: {words}", case.id))
    });
    none(complaints.collect());
}

#[test]
fn an_unusual_value_is_used_and_named() {
    let mut case = cases().iter().find(|case| case.id == "t-011").expect("t-011").clone();
    case.inputs.insert("m-door-clear-width".into(), Input::Number(7620.0));
    let outcome = case.answer();
    assert_eq!(outcome.verdict, Verdict::Fits);
    assert!(outcome.words.ends_with(" Unusual value: door clear opening width."), "{}", outcome.words);
}
