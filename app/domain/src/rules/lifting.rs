//! Lifting and being lifted: room for the hoist, weights against limits, examinations and bed rails.

mod weight;

use super::figures::{listed, mm};
use super::reading::Checked;
use super::{Ask, Outcome, days, fit};
use crate::calendar::long_date;

/// Room over the hoist legs below which the bed may catch them.
const LEGS_MARGIN: f64 = 10.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-hoist-turn" => hoist_turn(ask),
        "rule-hoist-under" => hoist_under(ask),
        "rule-swl" => weight::in_the_chain(ask),
        "rule-swl-chair" => weight::with_chair(ask),
        "rule-exam" => examination(ask),
        "rule-bedrail" => bed_rail(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

fn hoist_turn(ask: Ask<'_>) -> Checked {
    let (floor, band) = (ask.size("m-transfer-space")?, ask.setting("set-tight-band")?);
    Ok(match ask.size_if_there("m-hoist-turn")? {
        Some(own) => fit::clearance("Clear floor for this hoist", floor, own, band),
        None => fit::clearance("Clear floor for a hoist", floor, ask.setting("set-hoist-turn")?, band),
    })
}

fn hoist_under(ask: Ask<'_>) -> Checked {
    let need = ask.size("m-hoist-leg-height")? + ask.setting("set-hoist-under")?;
    Ok(fit::clearance("Under the bed", ask.size("m-bed-underclear")?, need, LEGS_MARGIN))
}

/// The six-monthly duty is on employers: it does not reach kit that only the family uses.
fn examination(ask: Ask<'_>) -> Checked {
    let due = ask.day("exam-due")?;
    let days = (due - ask.day("today")?).num_days();
    let warn = ask.setting("set-exam-warn")?;
    let when = format!("due {}, {}", long_date(due), days::away(days));
    let outcome = if !ask.yes_or_no("used-at-work")? {
        Outcome::info(format!(
            "Examination {when}. Used by the family only: check with the lender; the six-month duty is on employers."
        ))
    } else if days < 0 {
        Outcome::does_not_fit(format!("Examination overdue ({when}): do not use until examined."))
    } else if days as f64 <= warn {
        Outcome::tight(format!("Examination {when}: book it now."))
    } else {
        Outcome::fits(format!("Examination {when}."))
    };
    Ok(outcome.with("days", days))
}

/// Gaps trap, low rails tip over, and small people slip between bars made for grown-ups.
fn bed_rail(ask: Ask<'_>) -> Checked {
    let (gap, most) = (ask.size("m-bedrail-gap")?, ask.setting("set-bedrail-gap")?);
    let (above, least) = (ask.size("m-bedrail-above")?, ask.setting("set-bedrail-above")?);
    let light = ask.size("m-body-mass")? < ask.setting("set-small-mass")?;
    let short = ask.size("m-stature")? < ask.setting("set-small-stature")?;
    let problems = listed([
        (gap > most, format!("a gap of {} is over {}", mm(gap), mm(most))),
        (above < least, format!("the rail stands {} above the mattress, under {}", mm(above), mm(least))),
        (light || short, "this person needs rails made for children or small adults".to_owned()),
    ]);
    let still = "A rail still needs its own assessment, and is not for people who would climb it.";
    Ok(match problems {
        None => Outcome::fits(format!("The sizes are within the figures. {still}")),
        Some(problems) => Outcome::does_not_fit(format!("Not safe as it is: {problems}.")),
    })
}
