//! Ways through and round: corners, halls, turning space, shared lifts. All lengths in mm.

use super::super::figures::{figure, mm};
use super::super::reading::Checked;
use super::super::{Ask, Outcome, fit};
use super::pushes_own;

pub(super) fn corner(ask: Ask<'_>) -> Checked {
    let (hall, door) = (ask.size("m-door-corridor-width")?, ask.size("m-door-clear-width")?);
    let (width, length) = (ask.size("m-chair-width-overall")?, ask.size("m-chair-length-occupied")?);
    if width > hall.min(door) {
        let (place, narrower) = if door < hall { ("the door", door) } else { ("the hall", hall) };
        let words = format!("The wheelchair, {} wide, is wider than {place} ({}).", mm(width), mm(narrower));
        return Ok(Outcome::does_not_fit(words));
    }
    // Down to the whole mm, so that a wheelchair of this length still gets round.
    let longest = longest_round_corner(hall, door, width).floor();
    let case = format!(
        "The longest wheelchair that could turn here is {}; this one is {} with feet",
        mm(longest),
        mm(length)
    );
    let outcome = if longest < length {
        Outcome::does_not_fit(format!("{case}."))
    } else if longest < length + ask.setting("set-corner-allow")? {
        Outcome::tight(format!("{case}: little to spare, and nobody steers perfectly."))
    } else {
        Outcome::fits(format!("{case}."))
    };
    Ok(outcome.with("longest", figure(longest, 0)))
}

/// The longest rigid box of a width that can be steered round a square corner between two ways: the least, over
/// all angles t, of (a cos t + b sin t - w) / (sin t cos t).
fn longest_round_corner(hall: f64, door: f64, width: f64) -> f64 {
    let longest_at = |degrees: f64| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        (hall * cos + door * sin - width) / (sin * cos)
    };
    // The least among so many angles between two, neither of which is tried.
    let least = |from: f64, to: f64| {
        (1..1000)
            .map(|angle_idx| from + (to - from) * f64::from(angle_idx) / 1000.0)
            .map(|degrees| (longest_at(degrees), degrees))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((f64::INFINITY, 45.0))
    };
    let (_, about) = least(0.0, 90.0);
    let (longest, _) = least((about - 0.1).max(0.0), (about + 0.1).min(90.0));
    longest
}

pub(super) fn hall_for_chair(ask: Ask<'_>) -> Checked {
    let chair = ("wheelchair", ask.size("m-chair-width-overall")?);
    let room = if pushes_own(ask)? {
        ("room for the hands", ask.setting("set-hall-plus-self")?)
    } else {
        ("room at the sides", ask.setting("set-hall-plus-attendant")?)
    };
    let (hall, band) = (ask.size("m-hall-width")?, ask.setting("set-tight-band")?);
    Ok(fit::clearance_of_parts("Hall, narrowest", hall, &[chair, room], band))
}

/// The figure past a short obstruction is one for other homes (AD M1 2.22b): it does not help a wheelchair user.
pub(super) fn hall(ask: Ask<'_>) -> Checked {
    let hall = ask.size("m-hall-width")?;
    let least = ask.by_home("set-hall-min", "set-hall-chair")?;
    let past_obstruction = ask.setting("set-hall-local")?;
    if hall < least && hall >= past_obstruction && ask.code("profile") != "m43" {
        return Ok(Outcome::tight(format!(
            "Hall, narrowest: {} is enough only past a short obstruction ({} for up to 2 m), under the yardstick \
             of {}.",
            mm(hall),
            mm(past_obstruction),
            mm(least)
        )));
    }
    Ok(fit::at_least("Hall, narrowest", hall, least))
}

/// The chair's own turning space comes before the general figure.
pub(super) fn turn(ask: Ask<'_>) -> Checked {
    let (clear, band) = (ask.size("m-turn-clear")?, ask.setting("set-tight-band")?);
    if let Some(own) = ask.size_if_there("m-chair-turn")? {
        return Ok(fit::clearance("Largest clear circle", clear, own, band));
    }
    let mut outcome = fit::clearance("Largest clear circle", clear, ask.setting("set-turn-default")?, band);
    outcome.words.push_str(" The wheelchair's own turning space is not known: this is the general figure.");
    Ok(outcome)
}

pub(super) fn lift_car(ask: Ask<'_>) -> Checked {
    let (width, depth) = (ask.size("m-lift-width")?, ask.size("m-lift-depth")?);
    let door = ask.size("m-lift-door-clear")?;
    let too_big = chair_too_big(ask, width, depth, door)?;
    if !too_big.is_empty() {
        return Ok(Outcome::does_not_fit(too_big.join(" ")));
    }
    let (least_width, least_depth) = (ask.setting("set-lift-car-width")?, ask.setting("set-lift-car-depth")?);
    let least_door = ask.setting("set-lift-car-door")?;
    let car = format!("Lift car {} by {}, door {}", figure(width, 1), mm(depth), mm(door));
    if width >= least_width && depth >= least_depth && door >= least_door {
        return Ok(Outcome::fits(format!("{car}: meets the guidance for new homes.")));
    }
    let chair_known = ask.has("m-chair-width-overall") && ask.has("m-chair-length-occupied");
    Ok(Outcome::tight(format!(
        "{car}: smaller than in the guidance for new homes ({} by {}, door {}). {}",
        figure(least_width, 1),
        mm(least_depth),
        mm(least_door),
        if chair_known { "The wheelchair goes in by its sizes: try it." } else { "Try it." }
    )))
}

/// A sentence for each way in which the wheelchair is larger than the lift.
fn chair_too_big(ask: Ask<'_>, width: f64, depth: f64, door: f64) -> Checked<Vec<String>> {
    let mut too_big = Vec::new();
    if let Some(chair) = ask.size_if_there("m-chair-width-overall")? {
        let (place, room) = if door < width { ("the lift door", door) } else { ("the car", width) };
        if chair > room {
            too_big.push(format!("Wheelchair {} is wider than {place} ({}).", mm(chair), mm(room)));
        }
    }
    if let Some(chair) = ask.size_if_there("m-chair-length-occupied")?
        && chair > depth
    {
        let words = format!("Wheelchair with feet {} is longer than the car ({}).", mm(chair), mm(depth));
        too_big.push(words);
    }
    Ok(too_big)
}
