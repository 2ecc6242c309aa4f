//! Stairlifts: room for the rail and seat, and for the knees. A maker's survey always decides. Lengths in mm.

use super::figures::mm;
use super::reading::Checked;
use super::{Ask, Outcome, fit};

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-stairlift-width" => width(ask),
        "rule-stairlift-knee" => knee(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

/// Any turn wants a curved rail; open treads by themselves do not.
fn width(ask: Ask<'_>) -> Checked {
    let stairs = ask.size("m-stair-width")?;
    let (wanted, kind) = match ask.code("shape") {
        "straight" | "open" => (ask.setting("set-lift-straight")?, "straight"),
        "quarter-landing" | "winder-bottom" | "winder-top" | "winder-both" | "spiral" => {
            (ask.setting("set-lift-curved")?, "curved")
        }
        _ => return Err(ask.refuse("shape")),
    };
    let slim = ask.setting("set-lift-slim")?;
    let there = format!("Stair width {}", mm(stairs));
    let wanted_for = format!("the {} wanted for a {kind} lift", mm(wanted));
    Ok(if stairs >= wanted {
        Outcome::fits(format!("{there} against {wanted_for}. The maker's survey decides."))
    } else if stairs >= slim {
        Outcome::tight(format!("{there} is under {wanted_for}: slim or perching models only, survey needed."))
    } else {
        Outcome::does_not_fit(format!("{there} is under {}, the least for any seated lift.", mm(slim)))
    })
}

fn knee(ask: Ask<'_>) -> Checked {
    let parts = [
        ("wall to seat back", ask.setting("set-lift-back")?),
        ("hips to front of knee", ask.size("m-buttock-knee")?),
        ("room before the knees", ask.setting("set-lift-knee-gap")?),
    ];
    let (stairs, band) = (ask.size("m-stair-width")?, ask.setting("set-tight-band")?);
    Ok(fit::clearance_of_parts("Stair clear width", stairs, &parts, band))
}
