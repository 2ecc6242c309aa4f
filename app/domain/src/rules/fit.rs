//! The shapes that most checks have: room against a need, a value against a yardstick, a value within a band,
//! the flats at two ends. Lengths in mm. What is not a number is never said to fit.

use super::figures::{figure, mm};
use super::{Outcome, Verdict};

/// Room that is there against what is needed: less does not fit, less than `band` over it is tight.
/// Gives `need`, and `slack` or `short-by`.
pub(super) fn clearance(what: &str, have: f64, need: f64, band: f64) -> Outcome {
    let slack = have - need;
    if slack.is_nan() {
        return not_a_number(what);
    }
    let against = format!("{what}: {} against the {} needed", mm(have), mm(need));
    if slack < 0.0 {
        return Outcome::does_not_fit(format!("{against}, {} short.", mm(-slack)))
            .with("short-by", figure(-slack, 1))
            .with("need", figure(need, 1));
    }
    let (verdict, only) = if slack < band { (Verdict::Tight, "only ") } else { (Verdict::Fits, "") };
    let spare = if slack == 0.0 { "nothing".to_owned() } else { format!("{only}{}", mm(slack)) };
    Outcome::new(verdict, format!("{against}, with {spare} to spare."))
        .with("slack", figure(slack, 1))
        .with("need", figure(need, 1))
}

/// The same where the need is a sum, whose parts are named: "Counted: wheelchair 620 mm, room at the sides 50 mm."
pub(super) fn clearance_of_parts(what: &str, have: f64, parts: &[(&str, f64)], band: f64) -> Outcome {
    let mut outcome = clearance(what, have, parts.iter().map(|(_, length)| length).sum(), band);
    let parts: Vec<String> = parts.iter().map(|(part, length)| format!("{part} {}", mm(*length))).collect();
    outcome.words.push_str(&format!(" Counted: {}.", parts.join(", ")));
    outcome
}

/// A value against the least that the guidance asks for: met or not, never tight. Gives `slack` or `short-by`.
pub(super) fn at_least(what: &str, have: f64, least: f64) -> Outcome {
    let slack = have - least;
    if slack.is_nan() {
        not_a_number(what)
    } else if slack < 0.0 {
        Outcome::does_not_fit(format!(
            "{what}: {} is {} below the yardstick of {}.",
            mm(have),
            mm(-slack),
            mm(least)
        ))
        .with("short-by", figure(-slack, 1))
    } else {
        Outcome::fits(format!("{what}: {} meets the yardstick of {}.", mm(have), mm(least)))
            .with("slack", figure(slack, 1))
    }
}

/// A value within a band: up to `near` outside it is tight, further outside does not fit.
/// Gives `off-by` outside the band.
pub(super) fn within(what: &str, have: f64, low: f64, high: f64, near: f64) -> Outcome {
    let off = (low - have).max(have - high);
    let band = format!("{} to {}", figure(low, 1), mm(high));
    if have.is_nan() || off.is_nan() {
        return not_a_number(what);
    }
    if off <= 0.0 {
        return Outcome::fits(format!("{what}: {} is within {band}.", mm(have)));
    }
    let side = if have < low { "below" } else { "above" };
    let outcome = if off <= near {
        Outcome::tight(format!("{what}: {} is just outside {band}, {} {side} it.", mm(have), mm(off)))
    } else {
        Outcome::does_not_fit(format!("{what}: {} is {} {side} the band of {band}.", mm(have), mm(off)))
    };
    outcome.with("off-by", figure(off, 1))
}

/// The flats at the top and at the bottom of a ramp or stairs, each against the same length: both long enough
/// fits, one is tight, none does not fit. `against` names the length: "the stair width".
pub(super) fn flat_at_both_ends(top: f64, bottom: f64, least: f64, against: &str) -> Outcome {
    let flats = format!(
        "Flat at the top {}, at the bottom {}, against {against} of {}",
        mm(top),
        mm(bottom),
        mm(least)
    );
    match (top >= least, bottom >= least) {
        (true, true) => Outcome::fits(format!("{flats}.")),
        (false, true) => Outcome::tight(format!("{flats}: short at the top.")),
        (true, false) => Outcome::tight(format!("{flats}: short at the bottom.")),
        (false, false) => Outcome::does_not_fit(format!("{flats}: short at both ends.")),
    }
}

/// What is said where a number was asked for and something else was given.
fn not_a_number(what: &str) -> Outcome {
    Outcome::cannot_tell(format!("Cannot tell: {what} is not a single number."))
}
