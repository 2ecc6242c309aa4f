//! The kitchen: room before the units, knees under the worktop, and what hands reach.

use super::figures::{figure, mm};
use super::reading::Checked;
use super::{Ask, Outcome, fit};

/// Room between the thighs and what hangs above them.
const OVER_THIGHS: f64 = 20.0;

/// How far over a comfortable reach a shelf may be.
const OVER_REACH: f64 = 50.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-kitchen-clear" => clear_front(ask),
        "rule-knee" => knee_space(ask),
        "rule-worktop" => worktop(ask),
        "rule-shelf" => shelf(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

fn clear_front(ask: Ask<'_>) -> Checked {
    let wanted = ask.by_home("set-kitchen-clear", "set-kitchen-chair")?;
    Ok(fit::at_least("In front of the units", ask.size("m-clear-front")?, wanted))
}

/// The person's own thighs come before the general figure.
fn knee_space(ask: Ask<'_>) -> Checked {
    let space = ask.size("m-knee-clear-height")?;
    Ok(match ask.size_if_there("m-thigh-top")? {
        Some(thighs) => fit::at_least("Knee space over the thighs", space, thighs + OVER_THIGHS),
        None => fit::at_least("Knee space", space, ask.setting("set-knee-clear")?),
    })
}

fn worktop(ask: Ask<'_>) -> Checked {
    let height = ask.size("m-worktop-height")?;
    let wanted = ask.size("m-elbow-standing")? - ask.setting("set-worktop-elbow")?;
    let (fine, most) = (ask.setting("set-worktop-ok")?, ask.setting("set-worktop-max")?);
    let over = height - wanted;
    let side = if over < 0.0 { "low" } else { "high" };
    let words = format!("Worktop {}, wanted about {}", mm(height), mm(wanted));
    let outcome = match over.abs() {
        off if off <= fine => Outcome::fits(format!("{words}.")),
        off if off <= most => Outcome::tight(format!("{words}: {} too {side}.", mm(off))),
        off => Outcome::does_not_fit(format!("{words}: {} too {side}.", mm(off))),
    };
    Ok(outcome.with("wanted", figure(wanted, 1)))
}

fn shelf(ask: Ask<'_>) -> Checked {
    let (shelf, reach) = (ask.size("m-shelf-high")?, ask.size("m-reach-up")?);
    let over = shelf - reach;
    let words = format!("Shelf {}, comfortable reach {}", mm(shelf), mm(reach));
    Ok(if over <= 0.0 {
        Outcome::fits(format!("{words}."))
    } else if over <= OVER_REACH {
        Outcome::tight(format!("{words}: {} over.", mm(over)))
    } else {
        Outcome::does_not_fit(format!("{words}: {} over.", mm(over)))
    })
}
