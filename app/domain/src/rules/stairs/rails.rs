//! Stair rails and banisters: which there are, how high, how thick, how far from the wall, from where to where.
//! Lengths in mm; sides are those of a person going up.

use super::super::figures::{figure, mm};
use super::super::reading::Checked;
use super::super::{Ask, Outcome, fit};

/// How far outside the band a rail is still of use.
const HEIGHT_NEAR: f64 = 50.0;

/// How far outside the band a hand still closes well enough.
const GRIP_NEAR: f64 = 8.0;

/// Space to the wall in which knuckles catch.
const KNUCKLES: f64 = 35.0;

/// Which rails there are against which are asked for, by the person and by the width (AD K 1.34c).
pub(super) fn rails(ask: Ask<'_>) -> Checked {
    let width = ask.size("m-stair-width")?;
    let both_from = ask.setting("set-rail-both-width")?;
    let there = match ask.code("rails") {
        "none" => return Ok(Outcome::does_not_fit("No rail at all.")),
        "both" => return Ok(Outcome::fits("Rails on both sides.")),
        one @ ("left-up" | "right-up") => one,
        _ => return Err(ask.refuse("rails")),
    };
    Ok(match ask.code("needs") {
        needed @ ("left-up" | "right-up") if needed != there => Outcome::does_not_fit(format!(
            "The rail is on the {} going up; the hand that works needs the {}.",
            side(there),
            side(needed)
        )),
        "both" => Outcome::tight("One rail; the person needs one for each hand."),
        _ if width >= both_from => Outcome::tight(format!(
            "One rail; the guidance asks for both sides from a width of {}.",
            mm(both_from)
        )),
        _ => Outcome::fits(format!("A rail on the {} going up, as asked for.", side(there))),
    })
}

fn side(code: &str) -> &'static str {
    if code == "left-up" { "left" } else { "right" }
}

pub(super) fn height(ask: Ask<'_>) -> Checked {
    let (low, high) = (ask.setting("set-rail-low")?, ask.setting("set-rail-high")?);
    let mut outcome = fit::within("Rail height", ask.size("m-rail-height")?, low, high, HEIGHT_NEAR);
    if outcome.verdict.wants_attention() {
        outcome.words.push_str(" The height that suits the person comes first.");
    }
    Ok(outcome)
}

pub(super) fn grip(ask: Ask<'_>) -> Checked {
    let (low, high) = (ask.setting("set-rail-dia-low")?, ask.setting("set-rail-dia-high")?);
    Ok(fit::within("Rail thickness", ask.size("m-rail-diameter")?, low, high, GRIP_NEAR))
}

pub(super) fn gap(ask: Ask<'_>) -> Checked {
    let gap = ask.size("m-rail-wall-gap")?;
    let (low, high) = (ask.setting("set-rail-gap-low")?, ask.setting("set-rail-gap-high")?);
    let there = format!("Rail to wall {}", mm(gap));
    Ok(if gap < KNUCKLES.min(low) {
        Outcome::does_not_fit(format!("{there} is under {}: knuckles catch.", mm(KNUCKLES.min(low))))
    } else if gap < low {
        Outcome::tight(format!("{there} is under {}: little room for knuckles.", mm(low)))
    } else if gap > high {
        Outcome::tight(format!("{there} is over {}: a forearm could slip behind.", mm(high)))
    } else {
        Outcome::fits(format!("{there} is within {} to {}.", figure(low, 1), mm(high)))
    })
}

pub(super) fn span(ask: Ask<'_>) -> Checked {
    Ok(match ask.code("span") {
        "full" => {
            Outcome::fits("The hand is on the rail with both feet on the flat, at the top and at the bottom.")
        }
        "starts-late" => Outcome::tight("The first step is taken before the rail starts."),
        "stops-early" => Outcome::tight("The last step is taken after the rail ends."),
        "both-short" => Outcome::does_not_fit(
            "The first step is taken before the rail starts, and the last after it ends.",
        ),
        "gap" => Outcome::does_not_fit("The rail has a gap where the hand lets go."),
        _ => return Err(ask.refuse("span")),
    })
}

pub(super) fn baluster(ask: Ask<'_>) -> Checked {
    let (gap, ball) = (ask.size("m-baluster-gap")?, ask.setting("set-baluster")?);
    Ok(if !ask.yes_or_no("under-fives")? {
        Outcome::info(format!("Gap {}; no child under five in the home.", mm(gap)))
    } else if gap < ball {
        Outcome::fits(format!("Gap {}: a ball of {} does not pass.", mm(gap), mm(ball)))
    } else {
        Outcome::does_not_fit(format!("Gap {}: a ball of {} passes.", mm(gap), mm(ball)))
    })
}
