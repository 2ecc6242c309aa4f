//! Stairs: going, pitch, headroom, winders, landings and the step a person manages. Risers one by one stand in
//! `risers`, rails and banisters in `rails`. Lengths in mm, angles in degrees.

mod rails;
mod risers;

use super::figures::{figure, mm};
use super::reading::Checked;
use super::{Ask, Outcome, fit};

pub(super) use risers::{lowest_and_highest, risers};

/// Room over a person's height, in shoes and on the move.
const OVER_THE_HEAD: f64 = 100.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-stair-rise" => risers::one_by_one(ask),
        "rule-stair-unequal" => risers::unequal(ask),
        "rule-stair-going" => going(ask),
        "rule-stair-pitch" => pitch(ask),
        "rule-stair-rhythm" => rhythm(ask),
        "rule-headroom" => headroom(ask),
        "rule-stair-rails" => rails::rails(ask),
        "rule-rail-height" => rails::height(ask),
        "rule-rail-grip" => rails::grip(ask),
        "rule-rail-gap" => rails::gap(ask),
        "rule-rail-span" => rails::span(ask),
        "rule-baluster" => rails::baluster(ask),
        "rule-winder" => winder(ask),
        "rule-step-able" => step_able(ask),
        "rule-stair-landing" => landings(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

fn going(ask: Ask<'_>) -> Checked {
    let going = ask.size("m-going")?;
    match ask.code("place") {
        "inside" => {}
        "outside" => return Ok(fit::at_least("Going outside", going, ask.setting("set-ext-going-min")?)),
        "shared" => {
            return Ok(Outcome::cannot_tell(
                "Cannot tell: the figures here are not for stairs shared between homes.",
            ));
        }
        _ => return Err(ask.refuse("place")),
    }
    let (low, high) = (ask.setting("set-going-min")?, ask.setting("set-going-max")?);
    Ok(if going < low {
        Outcome::does_not_fit(format!("Going {} is under {}: not room for a foot.", mm(going), mm(low)))
    } else if going > high {
        Outcome::tight(format!(
            "Going {} is over {}: check the rhythm (twice the rise plus the going).",
            mm(going),
            mm(high)
        ))
    } else {
        Outcome::fits(format!("Going {} is within {} to {}.", mm(going), figure(low, 1), mm(high)))
    })
}

fn pitch(ask: Ask<'_>) -> Checked {
    let (rise, going) = (ask.size("m-riser-mean")?, ask.size("m-going")?);
    if going == 0.0 {
        return Err(ask.refuse("m-going"));
    }
    let (pitch, steepest) = (rise.atan2(going).to_degrees(), ask.setting("set-pitch-max")?);
    let words = format!("Pitch {} degrees against {} at most", figure(pitch, 1), figure(steepest, 1));
    let outcome = if pitch <= steepest {
        Outcome::fits(format!("{words}."))
    } else {
        Outcome::does_not_fit(format!("{words}: steep."))
    };
    Ok(outcome.with("pitch", format!("{} deg", figure(pitch, 1))))
}

fn rhythm(ask: Ask<'_>) -> Checked {
    let stride = 2.0 * ask.size("m-riser-mean")? + ask.size("m-going")?;
    let (low, high) = (ask.setting("set-2rg-min")?, ask.setting("set-2rg-max")?);
    Ok(fit::within("Twice the rise plus the going", stride, low, high, 0.0).with("2rg", figure(stride, 1)))
}

fn headroom(ask: Ask<'_>) -> Checked {
    let (headroom, least) = (ask.size("m-headroom")?, ask.setting("set-headroom")?);
    let person = ask.size_if_there("m-stature")?.map(|stature| stature + OVER_THE_HEAD);
    let wanted = person.map_or(least, |person| person.max(least));
    if headroom >= wanted {
        return Ok(Outcome::fits(format!("Headroom {} meets {}.", mm(headroom), mm(wanted))));
    }
    let there = format!("Headroom {}", mm(headroom));
    Ok(match person {
        Some(person) if headroom >= person => {
            Outcome::tight(format!("{there} is under {} but clears this person.", mm(least)))
        }
        Some(person) => {
            Outcome::does_not_fit(format!("{there}; this person wants {}: heads may meet it.", mm(person)))
        }
        None => Outcome::does_not_fit(format!(
            "{there} is under {}: heads may meet it. The person's height is not known.",
            mm(least)
        )),
    })
}

fn winder(ask: Ask<'_>) -> Checked {
    let (narrow, least) = (ask.size("m-winder-narrow")?, ask.setting("set-winder-narrow")?);
    let words = format!(
        "Narrow end {} against the yardstick of {}. Walk on the wide side, with a rail there.",
        mm(narrow),
        mm(least)
    );
    Ok(if narrow >= least { Outcome::fits(words) } else { Outcome::does_not_fit(words) })
}

fn step_able(ask: Ask<'_>) -> Checked {
    let (able, highest) = (ask.size("m-step-able")?, ask.size("m-riser-max")?);
    Ok(fit::clearance("Highest step managed", able, highest, ask.setting("set-tight-band")?))
}

fn landings(ask: Ask<'_>) -> Checked {
    let (top, bottom) = (ask.size("m-stair-landing-top")?, ask.size("m-stair-landing-bottom")?);
    Ok(fit::flat_at_both_ends(top, bottom, ask.size("m-stair-width")?, "the stair width"))
}
