//! Doors: against the guidance, the wheelchair, the frame and the hoist; thresholds, the flat place outside, the
//! wall beside the handle, handles and switches. Halls, corners and lifts stand in `ways`. All lengths in mm.

mod ways;

use super::figures::{figure, mm};
use super::reading::Checked;
use super::{Ask, Outcome, fit};

/// AD M volume 1, tables 1.1 and 2.1: least door and least hall, going straight on.
const STRAIGHT_ON: [(f64, f64); 1] = [(750.0, 900.0)];

/// The same, turning in: the narrower the hall, the wider the door.
const TURNING_IN: [(f64, f64); 3] = [(750.0, 1200.0), (775.0, 1050.0), (800.0, 900.0)];

/// How far outside the band a handle is still within most people's reach.
const HANDLE_NEAR: f64 = 100.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-door-table" => door_table(ask),
        "rule-door-wheelchair-home" => wheelchair_home(ask),
        "rule-door-chair" => for_chair(ask),
        "rule-door-frame" => for_frame(ask),
        "rule-door-hoist" => for_hoist(ask),
        "rule-corner" => ways::corner(ask),
        "rule-hall-chair" => ways::hall_for_chair(ask),
        "rule-hall-new" => ways::hall(ask),
        "rule-turn" => ways::turn(ask),
        "rule-lift-car" => ways::lift_car(ask),
        "rule-threshold" => threshold(ask),
        "rule-landing-door" => landing(ask),
        "rule-nib" => nib(ask),
        "rule-handle" => handle(ask),
        "rule-switch" => switch(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

/// Straight on, or turning in; a door that is come to from both sides is turned into.
fn head_on(ask: Ask<'_>) -> Checked<bool> {
    match ask.code("approach") {
        "head-on" => Ok(true),
        "turn" | "turn-left" | "turn-right" | "both" => Ok(false),
        _ => Err(ask.refuse("approach")),
    }
}

/// True when the person pushes the rims, false for a chair that is pushed by another or powered.
fn pushes_own(ask: Ask<'_>) -> Checked<bool> {
    match ask.code("chair-mode") {
        "self" => Ok(true),
        "attendant" | "powered" => Ok(false),
        _ => Err(ask.refuse("chair-mode")),
    }
}

fn door_table(ask: Ask<'_>) -> Checked {
    let (door, hall) = (ask.size("m-door-clear-width")?, ask.size("m-door-corridor-width")?);
    let (lines, approach) =
        if head_on(ask)? { (&STRAIGHT_ON[..], "straight on") } else { (&TURNING_IN[..], "turning in") };
    let table: Vec<String> =
        lines.iter().map(|(door, hall)| format!("door {} with hall {}", mm(*door), mm(*hall))).collect();
    let case = format!("Door {} with hall {}, {approach}", mm(door), mm(hall));
    let table = format!("the guidance for new homes ({})", table.join(", or "));
    Ok(if lines.iter().any(|(least_door, least_hall)| door >= *least_door && hall >= *least_hall) {
        Outcome::fits(format!("{case}: meets {table}."))
    } else {
        Outcome::does_not_fit(format!("{case}: falls short of {table}."))
    })
}

fn wheelchair_home(ask: Ask<'_>) -> Checked {
    let (door, hall) = (ask.size("m-door-clear-width")?, ask.size("m-door-corridor-width")?);
    let least_door = ask.setting("set-door-chair")?;
    let least_hall = ask.setting(if head_on(ask)? { "set-hall-chair" } else { "set-hall-chair-turn" })?;
    let short: Vec<String> = [("door", door, least_door), ("hall", hall, least_hall)]
        .into_iter()
        .filter(|(_, have, least)| have < least)
        .map(|(what, have, least)| format!("{what} {} under {}", mm(have), mm(least)))
        .collect();
    let guidance = "the guidance for new homes for a wheelchair user";
    Ok(if short.is_empty() {
        Outcome::fits(format!("Door {} and hall {} meet {guidance}.", mm(door), mm(hall)))
    } else {
        Outcome::does_not_fit(format!("Short of {guidance}: {}.", short.join(", ")))
    })
}

/// Hands on both rims need more room than a pushed or powered chair; turning in needs more than straight on.
fn for_chair(ask: Ask<'_>) -> Checked {
    let mut parts = vec![("wheelchair", ask.size("m-chair-width-overall")?)];
    parts.push(if pushes_own(ask)? {
        ("room for the hands", ask.setting("set-door-plus-self")?)
    } else {
        ("room at the sides", ask.setting("set-door-plus-attendant")?)
    });
    if !head_on(ask)? {
        parts.push(("room for turning in", ask.setting("set-door-plus-turn")?));
    }
    clear_width(ask, &parts)
}

fn for_frame(ask: Ask<'_>) -> Checked {
    let frame = ask.size("m-aid-width")?;
    clear_width(ask, &[("walking aid", frame), ("room at the sides", ask.setting("set-door-plus-frame")?)])
}

fn for_hoist(ask: Ask<'_>) -> Checked {
    let base = ask.size("m-hoist-width-closed")?;
    clear_width(ask, &[("hoist base", base), ("room at the sides", ask.setting("set-door-plus-hoist")?)])
}

fn clear_width(ask: Ask<'_>, parts: &[(&str, f64)]) -> Checked {
    let (width, band) = (ask.size("m-door-clear-width")?, ask.setting("set-tight-band")?);
    Ok(fit::clearance_of_parts("Door clear opening width", width, parts, band))
}

fn threshold(ask: Ask<'_>) -> Checked {
    let height = ask.size("m-threshold")?;
    let (square, highest) = (ask.setting("set-threshold-square")?, ask.setting("set-threshold-max")?);
    Ok(if height <= square.min(highest) {
        Outcome::fits(format!("Threshold {}: as good as level.", mm(height)))
    } else if height <= highest {
        Outcome::tight(format!(
            "Threshold {}: passable if the edge is sloped off; square edges over {} stop wheels and toes.",
            mm(height),
            mm(square)
        ))
    } else {
        Outcome::does_not_fit(format!(
            "Threshold {}, over {}: a bump for wheels, a trip for feet. Think of a threshold ramp or a new sill.",
            mm(height),
            mm(highest)
        ))
    })
}

fn landing(ask: Ask<'_>) -> Checked {
    let (depth, width) = (ask.size("m-landing-depth")?, ask.size("m-landing-width")?);
    let least = ask.by_home("set-landing-min", "set-landing-chair")?;
    let flat = format!("Flat place outside the door: {} by {}", figure(depth, 1), mm(width));
    let yardstick = format!("{} by {}", figure(least, 1), mm(least));
    Ok(if depth >= least && width >= least {
        Outcome::fits(format!("{flat} meets the yardstick of {yardstick}."))
    } else {
        Outcome::does_not_fit(format!(
            "{flat} is under the yardstick of {yardstick}: no safe place to stand or sit while opening the door."
        ))
    })
}

fn nib(ask: Ask<'_>) -> Checked {
    let (nib, least) = (ask.size("m-door-nib-leading")?, ask.setting("set-nib-min")?);
    Ok(fit::at_least("Wall beside the handle edge", nib, least))
}

fn handle(ask: Ask<'_>) -> Checked {
    let (low, high) = (ask.setting("set-handle-low")?, ask.setting("set-handle-high")?);
    Ok(fit::within("Handle height", ask.size("m-door-handle-height")?, low, high, HANDLE_NEAR))
}

fn switch(ask: Ask<'_>) -> Checked {
    let low = ask.by_home("set-switch-low", "set-switch-chair-low")?;
    let high = ask.by_home("set-switch-high", "set-switch-chair-high")?;
    Ok(fit::within("Switch or socket height", ask.size("m-switch-height")?, low, high, 0.0))
}
