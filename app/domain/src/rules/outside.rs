//! Outside: paths, gates, slopes, the sideways tilt of a path, the distance from the car, guards and steps.
//! Lengths in mm, distances in m, slopes as 1 in so many.

use super::figures::{figure, mm};
use super::reading::Checked;
use super::stairs::{lowest_and_highest, risers};
use super::{Ask, Outcome, fit};

/// From here on a slope counts as level (AD M volume 1, appendix A). As 1 in so many, like the next three.
const LEVEL: f64 = 60.0;

/// From here on a slope is gentle; steeper, it counts as a ramp (AD M volume 1, appendix A).
const GENTLE: f64 = 20.0;

/// The steepest that the guidance allows a ramp (AD M volume 1, appendix A).
const STEEPEST_RAMP: f64 = 12.0;

/// A path that tilts no more than this can be managed with effort.
const TILT_MANAGED: f64 = 30.0;

/// AD M volume 1, 2.11a, allows outside steps this rise, where 1.8a stops lower.
const RISE_IN_OTHER_TABLE: f64 = 170.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-path" => path(ask),
        "rule-gate" => gate(ask),
        "rule-slope" => slope(ask),
        "rule-crossfall" => crossfall(ask),
        "rule-distance" => distance(ask),
        "rule-guard" => guard(ask),
        "rule-steps-outside" => steps(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

fn path(ask: Ask<'_>) -> Checked {
    let path = ask.size("m-path-width")?;
    let least = ask.by_home("set-path-min", "set-path-chair")?;
    let short_place = ask.setting("set-hall-local")?;
    let width = format!("Path, narrowest: {}", mm(path));
    Ok(if path >= least {
        Outcome::fits(format!("{width} meets the yardstick of {}.", mm(least)))
    } else if path >= short_place {
        Outcome::tight(format!(
            "{width} is passable at a short narrow place, under the yardstick of {}.",
            mm(least)
        ))
    } else {
        Outcome::does_not_fit(format!(
            "{width} is under {}, the least for a short narrow place.",
            mm(short_place.min(least))
        ))
    })
}

fn gate(ask: Ask<'_>) -> Checked {
    Ok(fit::at_least("Gate clear width", ask.size("m-gate-clear")?, ask.setting("set-gate-min")?))
}

fn slope(ask: Ask<'_>) -> Checked {
    let (rise, run) = (ask.size("m-slope-rise")?, ask.size("m-slope-run")?);
    if rise == 0.0 {
        return Ok(Outcome::fits("No height gained: level."));
    }
    let n = run / rise;
    let gradient = format!("1 in {}", figure(n, 2));
    let outcome = if n >= LEVEL {
        Outcome::fits(format!("{gradient}: counts as level."))
    } else if n >= GENTLE {
        Outcome::fits(format!("{gradient}: a gentle slope."))
    } else if n >= STEEPEST_RAMP {
        Outcome::tight(format!("{gradient}: counts as a ramp and should be built and railed as one."))
    } else {
        Outcome::does_not_fit(format!("{gradient}: steeper than any ramp in the guidance."))
    };
    Ok(outcome.with("gradient", gradient))
}

fn crossfall(ask: Ask<'_>) -> Checked {
    let (drop, width) = (ask.size("m-crossfall-drop")?, ask.size("m-path-width")?);
    if drop == 0.0 {
        return Ok(Outcome::fits("No drop across the path."));
    }
    let (n, steepest) = (width / drop, ask.setting("set-crossfall")?);
    let tilt = format!("1 in {}", figure(n, 2));
    let against = format!("Sideways tilt {tilt} against 1 in {}", figure(steepest, 2));
    let outcome = if n >= steepest {
        Outcome::fits(format!("{against}: no steeper than the guidance."))
    } else if n >= TILT_MANAGED {
        Outcome::tight(format!("{against}: wheels will drift; hard with one strong arm."))
    } else {
        Outcome::does_not_fit(format!("{against}: a wheelchair or frame will run to the side."))
    };
    Ok(outcome.with("crossfall", tilt))
}

fn distance(ask: Ask<'_>) -> Checked {
    let (distance, comfortable) = (ask.size("m-parking-distance")?, ask.size("m-walk-distance")?);
    if comfortable == 0.0 && distance > 0.0 {
        let words = format!("{} m from car to door; no distance is walked in comfort.", figure(distance, 1));
        return Ok(Outcome::does_not_fit(words));
    }
    let share = if distance == 0.0 { 0.0 } else { distance * 100.0 / comfortable };
    let words = format!(
        "{} m from car to door is {} % of the {} m walked in comfort",
        figure(distance, 1),
        figure(share, 0),
        figure(comfortable, 1)
    );
    let outcome = if share <= ask.setting("set-rest-share")? {
        Outcome::fits(format!("{words}."))
    } else if share <= 100.0 {
        Outcome::tight(format!("{words}: a place to rest is needed."))
    } else {
        Outcome::does_not_fit(format!("{words}: too far."))
    };
    Ok(outcome.with("share", format!("{} %", figure(share, 0))))
}

/// AD K diagram 3.1 asks for more at balconies and roof edges than along stairs, landings and ramps.
fn guard(ask: Ask<'_>) -> Checked {
    let least = match ask.code("place") {
        "inside" | "outside" => ask.setting("set-guard-in")?,
        "balcony" => ask.setting("set-guard-balcony")?,
        _ => return Err(ask.refuse("place")),
    };
    Ok(fit::at_least("Guard at a drop", ask.size("m-guard-height")?, least))
}

fn steps(ask: Ask<'_>) -> Checked {
    let (lowest, highest) = lowest_and_highest(&risers(ask)?);
    let (going, least_going) = (ask.size("m-going")?, ask.setting("set-ext-going-min")?);
    let (low, high) = (ask.setting("set-ext-rise-min")?, ask.setting("set-ext-rise-max")?);
    let most = RISE_IN_OTHER_TABLE.max(high);
    let mut wrong = Vec::new();
    if highest > most {
        wrong.push(format!("Highest rise {} is over {}.", mm(highest), mm(most)));
    }
    if going < least_going {
        wrong.push(format!("Going {} is under {}.", mm(going), mm(least_going)));
    }
    Ok(if !wrong.is_empty() {
        Outcome::does_not_fit(wrong.join(" "))
    } else if highest > high {
        Outcome::tight(format!(
            "Highest rise {}: allowed in one table of the guidance (to {}), over the other ({}).",
            mm(highest),
            mm(RISE_IN_OTHER_TABLE),
            mm(high)
        ))
    } else if lowest < low {
        Outcome::tight(format!("Lowest rise {} is under {}: easy to miss.", mm(lowest), mm(low)))
    } else {
        Outcome::fits(format!(
            "Rises {} to {} and going {} are within the guidance.",
            figure(lowest, 1),
            mm(highest),
            mm(going)
        ))
    })
}
