//! Care: what calls cost in hours, how far goals were reached, and outcomes counted as the Care Act counts them.
//! Sums for people to judge by; none of them is a decision.

use super::figures::{counted, figure, pounds};
use super::reading::{Checked, is_in_reach};
use super::{Ask, Outcome};

const WEEKS_A_YEAR: f64 = 52.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-care-calls" => calls(ask),
        "rule-gas" => goals(ask),
        "rule-care-act" => care_act(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

/// Calls before and after, in hours of carers. No calls at all are a fair answer on one side, not on both.
fn calls(ask: Ask<'_>) -> Checked {
    let (before, after) = (hours(ask, "before")?, hours(ask, "after")?);
    if before == 0.0 && after == 0.0 {
        return Err(Outcome::cannot_tell("Cannot tell: no calls are entered, neither before nor after."));
    }
    let saving = before - after;
    let value = saving * ask.setting("set-care-rate")? * WEEKS_A_YEAR;
    let change = if saving == 0.0 {
        "no change".to_owned()
    } else {
        let way = if saving > 0.0 { "fewer" } else { "more" };
        let (by, worth) = (figure(saving.abs(), 2), pounds(value.abs()));
        format!("{by} hours {way}, {worth} a year at the local rate")
    };
    let words = format!("{} hours a week before, {} after", figure(before, 2), figure(after, 2));
    let outcome = Outcome::info(format!("{words}: {change}. Shown apart from the equipment budget."))
        .with("before", figure(before, 2))
        .with("after", figure(after, 2));
    Ok(outcome.with("saving-hours", figure(saving, 2)).with("value-year", figure(value, 0)))
}

/// Rows of (times a week, carers, minutes).
fn hours(ask: Ask<'_>, name: &str) -> Checked<f64> {
    let rows = ask.rows(name);
    let minutes = rows.iter().map(|row| match row.as_slice() {
        [times, carers, minutes] if row.iter().all(|part| *part >= 0.0 && is_in_reach(*part)) => {
            Some(times * carers * minutes)
        }
        _ => None,
    });
    let sum: Option<f64> = minutes.sum();
    sum.map(|minutes| minutes / 60.0).ok_or_else(|| ask.refuse(name))
}

/// The goal attainment score: goals as (weight, level), levels from -2 to +2, 50 where all went as expected.
fn goals(ask: Ask<'_>) -> Checked {
    let (mut weights, mut squares, mut reached) = (0.0, 0.0, 0.0);
    for goal in ask.rows("goals") {
        let [weight, level] = goal.as_slice() else { return Err(ask.refuse("goals")) };
        if !is_in_reach(*weight) || *weight < 0.0 || !(-2.0..=2.0).contains(level) {
            return Err(Outcome::cannot_tell(
                "Cannot tell: a goal has a weight below zero, or a level outside -2 to +2.",
            ));
        }
        weights += weight;
        squares += weight * weight;
        reached += weight * level;
    }
    if weights == 0.0 {
        return Err(Outcome::cannot_tell("Cannot tell: there are no goals, or all weights are zero."));
    }
    let alike = ask.setting("set-gas-rho")?;
    let spread = ((1.0 - alike) * squares + alike * weights * weights).sqrt();
    let score = 50.0 + 10.0 * reached / spread;
    if !score.is_finite() {
        return Err(Outcome::cannot_tell("Cannot tell: with these weights and settings there is no score."));
    }
    let score = figure(score, 1);
    Ok(Outcome::info(format!("T = {score}; 50 means that the goals were met as expected.")).with("t", score))
}

/// The three conditions of the eligibility rules for adults, on the answers given. The authority decides.
fn care_act(ask: Ask<'_>) -> Checked {
    let mut unable: Vec<&str> = Vec::new();
    for code in ask.codes("unable").into_iter().filter(|code| is_outcome(code)) {
        if !unable.contains(&code) {
            unable.push(code);
        }
    }
    let n_unable = unable.len();
    let (impairment, wellbeing) = (yes_no_words(ask.code("impairment")), yes_no_words(ask.code("wellbeing")));
    let words = format!(
        "{} not achieved; impairment or illness: {impairment}; significant impact on wellbeing: {wellbeing}.",
        counted(n_unable as f64, "outcome", "outcomes")
    );
    let (eligible, reading) = if n_unable < 2 || impairment == "no" || wellbeing == "no" {
        ("no", "Not eligible on these answers; advice and prevention still apply")
    } else {
        // "Not known" on either side cannot make anybody eligible.
        ask.yes_or_no("impairment")?;
        ask.yes_or_no("wellbeing")?;
        ("yes", "May be eligible on these answers")
    };
    Ok(Outcome::info(format!("{words} {reading}. The authority decides."))
        .with("count", n_unable)
        .with("may-be-eligible", eligible))
}

/// The ten outcomes of the regulations go by the letters (a) to (j).
fn is_outcome(code: &str) -> bool {
    matches!(code.as_bytes(), [b'a'..=b'j'])
}

fn yes_no_words(code: &str) -> &str {
    if matches!(code, "yes" | "no") { code } else { "not known" }
}
