//! `cargo xtask test`: everything that must hold, as numbered steps. A step that fails does not hide
//! the others; what needs it is skipped, and the end names both. Nothing here may pass by being absent.

mod steps;

use crate::{Done, Flags};
use std::time::{Duration, Instant};
use steps::{STEPS, Step};

#[derive(Clone, PartialEq)]
enum Outcome {
    Held,
    Failed(String),
    Skipped(&'static str),
}

/// Runs the steps, or those asked for and what they need.
pub fn test(flags: &Flags) -> Done {
    let wanted = selection(&flags.values("--only"))?;
    let begun = Instant::now();
    let mut outcomes: Vec<(&Step, Outcome, Duration)> = Vec::new();
    for (idx, step) in wanted.iter().enumerate() {
        println!("\n[{}/{}] {}: {}", idx + 1, wanted.len(), step.name, step.title);
        let started = Instant::now();
        let missing = step.needs.iter().find(|need| {
            outcomes.iter().any(|(before, outcome, _)| before.name == **need && *outcome != Outcome::Held)
        });
        let outcome = match missing {
            Some(need) => Outcome::Skipped(need),
            None => (step.work)().map_or_else(Outcome::Failed, |()| Outcome::Held),
        };
        match &outcome {
            Outcome::Held => println!("[{}] ok, {}", step.name, seconds(started.elapsed())),
            Outcome::Failed(words) => {
                println!("{words}\n[{}] FAILED, {}", step.name, seconds(started.elapsed()))
            }
            Outcome::Skipped(need) => println!("[{}] skipped: {need} did not hold", step.name),
        }
        outcomes.push((step, outcome, started.elapsed()));
    }
    summary(&outcomes, begun.elapsed())
}

fn summary(outcomes: &[(&Step, Outcome, Duration)], whole: Duration) -> Done {
    println!("\n{:<12} {:>9}", "step", "time");
    for (step, outcome, time) in outcomes {
        let word = match outcome {
            Outcome::Held => "ok",
            Outcome::Failed(_) => "FAILED",
            Outcome::Skipped(_) => "skipped",
        };
        println!("{:<12} {:>9} {word}", step.name, seconds(*time));
    }
    println!("{:<12} {:>9}", "all", seconds(whole));
    let failed: Vec<&str> = outcomes
        .iter()
        .filter(|(_, outcome, _)| *outcome != Outcome::Held)
        .map(|(step, ..)| step.name)
        .collect();
    match failed[..] {
        [] => Ok(()),
        _ => Err(format!(
            "did not hold: {}. Again with: cargo xtask test --only {}",
            failed.join(", "),
            failed[0]
        )),
    }
}

/// The steps to run, in their order: all, or the named ones with what they need.
fn selection(names: &[&str]) -> Done<Vec<&'static Step>> {
    let mut wanted: Vec<&str> = names.to_vec();
    let mut idx = 0;
    while let Some(name) = wanted.get(idx) {
        let Some(step) = STEPS.iter().find(|step| step.name == *name) else {
            let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            return Err(format!("there is no step called {name}; the steps are {}", known.join(", ")));
        };
        wanted.extend(step.needs);
        idx += 1;
    }
    Ok(STEPS.iter().filter(|step| names.is_empty() || wanted.contains(&step.name)).collect())
}

fn seconds(time: Duration) -> String {
    format!("{}:{:02} min", time.as_secs() / 60, time.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_brings_what_it_needs_in_the_right_order() {
        let names: Vec<&str> = selection(&["stories"]).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(names, ["tools", "web", "server", "stories"]);
    }

    #[test]
    fn without_a_choice_every_step_runs() {
        assert_eq!(selection(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(selection(&["storeys"]).is_err());
    }

    #[test]
    fn what_a_step_needs_comes_before_it() {
        for (idx, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                assert!(STEPS[..idx].iter().any(|before| before.name == *need), "{} needs {need}", step.name);
            }
        }
    }

    #[test]
    fn a_failed_or_skipped_step_fails_the_run() {
        let time = Duration::from_secs(1);
        let held = (&STEPS[0], Outcome::Held, time);
        assert!(summary(std::slice::from_ref(&held), time).is_ok());
        let failed = (&STEPS[1], Outcome::Failed("no".into()), time);
        let words = summary(&[held.clone(), failed], time).unwrap_err();
        assert!(words.contains(STEPS[1].name));
        assert!(summary(&[held, (&STEPS[2], Outcome::Skipped("tools"), time)], time).is_err());
    }
}
