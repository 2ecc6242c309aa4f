//! Seats and beds: whether a person sits well, rises from them and moves across. Heights stand in `heights`.

mod heights;

use super::figures::{figure, mm};
use super::reading::Checked;
use super::{Ask, Outcome, fit};

/// How far a seat's depth may be off in either direction.
const DEPTH_TOLERANCE: f64 = 25.0;

/// How far arms may be off the elbow before they no longer serve.
const ARM_LIMIT: f64 = 50.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-seat-height" => heights::chair(ask),
        "rule-seat-hip" => heights::chair_after_hip(ask),
        "rule-wc-height" => heights::wc(ask),
        "rule-bed-height" => heights::bed(ask),
        "rule-raise-over" => heights::after_raising(ask),
        "rule-seat-depth" => depth(ask),
        "rule-seat-width" => width(ask),
        "rule-seat-arm" => arms(ask),
        "rule-level" => level(ask),
        "rule-bedside" => bedside(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

/// The thigh is held, and the front edge stays clear of the back of the knee.
fn depth(ask: Ask<'_>) -> Checked {
    let depth = ask.size("m-seat-depth")?;
    let wanted = ask.size("m-body-depth")? - ask.setting("set-depth-gap")?;
    let over = depth - wanted;
    let about = format!("Seat depth: {}, wanted about {}", mm(depth), mm(wanted));
    let outcome = if over.abs() <= DEPTH_TOLERANCE {
        Outcome::fits(format!("{about}."))
    } else if over < 0.0 {
        Outcome::tight(format!("{about}. It is {} too shallow: the thighs are not held.", mm(-over)))
    } else {
        let caught = "the back is not reached, or the knees are caught";
        Outcome::does_not_fit(format!("{about}. It is {} too deep: {caught}.", mm(over)))
    };
    Ok(outcome.with("wanted", figure(wanted, 1)))
}

/// Room for the hips, and still some support at the sides.
fn width(ask: Ask<'_>) -> Checked {
    let (width, hips) = (ask.size("m-seat-width")?, ask.size("m-hip-width")?);
    let low = hips + ask.setting("set-width-gap")?;
    let high = hips + ask.setting("set-width-gap-max")?;
    let seat = format!("Seat width: {} for hips of {}", mm(width), mm(hips));
    let band = format!("{} to {}", figure(low, 1), mm(high));
    Ok(if width < low {
        Outcome::does_not_fit(format!("{seat} is {} too narrow (wanted {band}).", mm(low - width)))
    } else if width > high {
        let by = mm(width - high);
        Outcome::tight(format!("{seat} is {by} wider than wanted ({band}): leaning, arms out of reach."))
    } else {
        Outcome::fits(format!("{seat} is within {band}."))
    })
}

/// Arms to push up from, at the height of the elbow.
fn arms(ask: Ask<'_>) -> Checked {
    let (arms, elbow) = (ask.size("m-seat-arm-height")?, ask.size("m-elbow-height")?);
    let tolerance = ask.setting("set-arm-tol")?;
    if arms == 0.0 {
        return Ok(Outcome::does_not_fit("There are no arms to push from."));
    }
    let over = arms - elbow;
    let side = if over < 0.0 { "below" } else { "above" };
    let words = format!("Arms {}, elbow {}", mm(arms), mm(elbow));
    let words = if over == 0.0 {
        format!("{words}: level.")
    } else {
        format!("{words}: the arms are {} {side} the elbow.", mm(over.abs()))
    };
    let outcome = match over.abs() {
        off if off <= tolerance => Outcome::fits(words),
        off if off <= ARM_LIMIT => Outcome::tight(words),
        _ => Outcome::does_not_fit(words),
    };
    Ok(outcome.with("difference", figure(over, 1)))
}

/// Two surfaces for a slide from the first to the second. Downhill is easier than uphill, and no safer.
fn level(ask: Ask<'_>) -> Checked {
    let (from, to) = (ask.size("height-from")?, ask.size("height-to")?);
    let (easy, hardest) = (ask.setting("set-level-ok")?, ask.setting("set-level-max")?);
    let up = to - from;
    let way = match up {
        up if up > 0.0 => format!("{} uphill", mm(up)),
        up if up < 0.0 => format!("{} downhill", mm(-up)),
        _ => "level".to_owned(),
    };
    let words = format!("From {} to {}: {way}", mm(from), mm(to));
    let outcome = match up.abs() {
        off if off <= easy => Outcome::fits(format!("{words}.")),
        off if off <= hardest => Outcome::tight(format!("{words}, a hard slide.")),
        _ => Outcome::does_not_fit(format!("{words}, more than the {} at most for a slide.", mm(hardest))),
    };
    Ok(outcome.with("difference", figure(up, 1)))
}

fn bedside(ask: Ask<'_>) -> Checked {
    let wanted = ask.by_home("set-bedside", "set-bedside-chair")?;
    Ok(fit::at_least("Beside the bed", ask.size("m-bed-side-used")?, wanted))
}
