//! Ramps that are there: slope, width, landings and rails; and half steps in the place of one high step. The
//! ramp that could be built is worked out in `solver`. Lengths in mm, slopes as 1 in so many.

mod solver;

use super::figures::{counted, figure, mm};
use super::reading::Checked;
use super::{Ask, Outcome, fit};

/// From here on a slope is gentle and no longer a ramp (AD M volume 1, appendix A). As 1 in so many.
const GENTLE: f64 = 20.0;

/// From here on a ramp is easy enough; steeper is hard to push up and to hold back.
const EASY: f64 = 15.0;

/// The steepest that the guidance allows (AD M volume 1, diagram 2.1).
const STEEPEST: f64 = 12.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-ramp-solve" => solver::solve(ask),
        "rule-ramp-present" => present(ask),
        "rule-ramp-width" => width(ask),
        "rule-ramp-landing" => landings(ask),
        "rule-ramp-rails" => rails(ask),
        "rule-half-step" => half_step(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

/// The longest flight at a slope of 1 in n, in mm (AD M volume 1, diagrams 2.1 and 3.1).
fn longest_flight(n: f64) -> f64 {
    (n - 10.0) * 1000.0
}

fn present(ask: Ask<'_>) -> Checked {
    let (rise, length) = (ask.size("m-rise-total")?, ask.size("m-ramp-flight-length")?);
    if rise == 0.0 {
        return Ok(Outcome::fits("No height climbed: level."));
    }
    let n = length / rise;
    let gradient = format!("1 in {}", figure(n, 2));
    let metres = |length: f64| format!("{} m", figure(length / 1000.0, 2));
    let longest = longest_flight(n);
    let lengths = format!("{gradient}, {} long (up to {} at this slope)", metres(length), metres(longest));
    let outcome = if n >= GENTLE {
        Outcome::fits(format!("{gradient}: a gentle slope."))
    } else if n < STEEPEST {
        Outcome::does_not_fit(format!(
            "{gradient} is steeper than 1 in {STEEPEST}, the steepest in the guidance."
        ))
    } else if length > longest {
        Outcome::tight(format!("{lengths}: too long without a landing."))
    } else if n < EASY {
        Outcome::tight(format!("{lengths}: steep to push up and to hold back."))
    } else {
        Outcome::fits(format!("{lengths}."))
    };
    Ok(outcome.with("gradient", gradient))
}

fn width(ask: Ask<'_>) -> Checked {
    let least = ask.by_home("set-ramp-width", "set-ramp-width-chair")?;
    Ok(fit::at_least("Ramp clear width", ask.size("m-ramp-width")?, least))
}

fn landings(ask: Ask<'_>) -> Checked {
    let (top, bottom) = (ask.size("m-ramp-landing-top")?, ask.size("m-ramp-landing-bottom")?);
    Ok(fit::flat_at_both_ends(top, bottom, ask.setting("set-ramp-landing")?, "the yardstick"))
}

fn rails(ask: Ask<'_>) -> Checked {
    let (rise, width) = (ask.size("m-rise-total")?, ask.size("m-ramp-width")?);
    let there: u8 = match ask.code("rails") {
        "none" => 0,
        "one" | "left-up" | "right-up" => 1,
        "both" => 2,
        _ => return Err(ask.refuse("rails")),
    };
    if rise <= ask.setting("set-ramp-rail-rise")? {
        let remark = if there == 0 { " Many people still need one: decide by the person." } else { "" };
        let words = format!("Rise {}: the guidance asks for no rail.{remark}", mm(rise));
        return Ok(Outcome::fits(words).with("asked", 0));
    }
    let asked: u8 = if width < ask.setting("set-ramp-rail-both")? { 1 } else { 2 };
    let words = format!(
        "Rise {}, width {}: the guidance asks for {}; {there} there.",
        mm(rise),
        mm(width),
        counted(f64::from(asked), "rail", "rails")
    );
    let outcome = if there >= asked { Outcome::fits(words) } else { Outcome::does_not_fit(words) };
    Ok(outcome.with("asked", asked))
}

fn half_step(ask: Ask<'_>) -> Checked {
    let (riser, able) = (ask.size("m-riser")?, ask.size("m-step-able")?);
    let (depth, with_frame) = (ask.size("m-landing-depth")?, ask.yes_or_no("with-frame")?);
    let tread = ask.setting(if with_frame { "set-half-step-depth-frame" } else { "set-half-step-depth" })?;
    if riser <= able {
        let words = format!("Step {} is within the {} managed.", mm(riser), mm(able));
        return Ok(Outcome::fits(words).with("steps", 1));
    }
    if able == 0.0 {
        let words = format!("Step {}, and no step is managed: half steps do not help.", mm(riser));
        return Ok(Outcome::does_not_fit(words));
    }
    let steps = (riser / able).ceil();
    let (each, needed) = (riser / steps, (steps - 1.0) * tread);
    let rises = format!(
        "Step {} is over the {} managed. {} equal rises of about {}",
        mm(riser),
        mm(able),
        figure(steps, 0),
        mm(each.round())
    );
    let outcome = if needed <= depth {
        Outcome::tight(format!(
            "{rises} would do; they need {} of depth and there are {}.",
            mm(needed),
            mm(depth)
        ))
    } else {
        Outcome::does_not_fit(format!("{rises} need {} of depth; there are {}.", mm(needed), mm(depth)))
    };
    Ok(outcome.with("steps", figure(steps, 0)).with("each", figure(each, 0)).with("depth", figure(needed, 0)))
}
