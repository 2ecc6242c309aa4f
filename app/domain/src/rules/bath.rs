//! Bath and shower: getting in over the rim or the lip, boards and lifts, size and control. The WC stands in `wc`.

mod wc;

use super::figures::{figure, listed, mm};
use super::reading::Checked;
use super::{Ask, Outcome, fit};

/// How far below the rim a bath lift may stop before legs can no longer be lifted over.
const BELOW_RIM_LIMIT: f64 = 50.0;

/// How far outside the band a shower control is still worth trying.
const CONTROL_NEAR: f64 = 100.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-wc-side" => wc::side(ask),
        "rule-wc-front" => wc::front(ask),
        "rule-wc-chair" => wc::beside_chair(ask),
        "rule-wc-frame" => wc::frame(ask),
        "rule-bath-board" => board(ask),
        "rule-bath-step" => step(ask),
        "rule-bath-lift" => lift(ask),
        "rule-shower-lip" => shower_lip(ask),
        "rule-shower-area" => shower_area(ask),
        "rule-shower-control" => shower_control(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

fn board(ask: Ask<'_>) -> Checked {
    let (inner, outer) = (ask.size("m-bath-inner-width")?, ask.size("m-bath-outer-width")?);
    let (rim, carry) = (ask.size("m-bath-rim-wall")?, ask.setting("set-rim-carry")?);
    let length = ask.size("board-length")?;
    let (least, most) = (ask.size("board-min-inner")?, ask.size("board-max-inner")?);
    let problems = listed([
        (rim < carry, format!("the rim on the wall side ({}) cannot carry it", mm(rim))),
        (inner < least, format!("the bath is {} inside, and the board needs {}", mm(inner), mm(least))),
        (inner > most, format!("the bath is {} inside, and the board spans {} at most", mm(inner), mm(most))),
        (
            length > outer,
            format!("the board ({}) is longer than the bath is wide ({})", mm(length), mm(outer)),
        ),
    ]);
    if let Some(problems) = problems {
        return Ok(Outcome::does_not_fit(format!("The board does not sit: {problems}.")));
    }
    Ok(match ask.code("bath-made-of") {
        "acrylic" => Outcome::tight("The sizes fit; check that the acrylic rim does not flex under load."),
        "" | "not-known" => Outcome::fits(
            "The sizes fit. What the bath is made of is not known: an acrylic rim may flex under load.",
        ),
        _ => Outcome::fits("The sizes fit."),
    })
}

fn step(ask: Ask<'_>) -> Checked {
    let (rim, able) = (ask.size("m-bath-rim-outside")?, ask.size("m-step-able")?);
    let words = format!("Rim {}, step managed {}", mm(rim), mm(able));
    Ok(if rim <= able {
        Outcome::fits(format!("{words}."))
    } else {
        Outcome::does_not_fit(format!("{words}: {} too high. Sit to get in, lift or shower.", mm(rim - able)))
    })
}

fn lift(ask: Ask<'_>) -> Checked {
    let (width, needs_width) = (ask.size("m-bath-inner-width")?, ask.size("lift-min-width")?);
    let (length, needs_length) = (ask.size("m-bath-inner-length")?, ask.size("lift-min-length")?);
    let below_rim = ask.size("m-bath-depth-inside")? - ask.size("lift-max-height")?;
    let (mass, limit) = (ask.size("m-body-mass")?, ask.lowest("m-item-swl")?);
    let kilos = format!("over the weight limit ({} kg against {} kg)", figure(mass, 1), figure(limit, 1));
    let problems = listed([
        (width < needs_width, format!("bath too narrow ({} against {})", mm(width), mm(needs_width))),
        (length < needs_length, format!("bath too short ({} against {})", mm(length), mm(needs_length))),
        (below_rim > BELOW_RIM_LIMIT, format!("the seat stops {} below the rim", mm(below_rim))),
        (mass > limit, kilos),
    ]);
    Ok(if let Some(problems) = problems {
        Outcome::does_not_fit(format!("Does not fit: {problems}."))
    } else if below_rim > 0.0 {
        let by = mm(below_rim);
        Outcome::tight(format!("The seat stops {by} below the rim: legs must be lifted over."))
    } else {
        Outcome::fits("Fits; try it dry first.")
    })
}

/// Wheels are stopped by a lip that a foot steps over.
fn shower_lip(ask: Ask<'_>) -> Checked {
    let lip = ask.size("m-shower-upstand")?;
    match ask.code("mover") {
        "wheels" => {
            let most = ask.setting("set-threshold-max")?;
            let words = format!("Lip {} with wheels", mm(lip));
            Ok(if lip <= most {
                Outcome::fits(format!("{words}: passable (up to {}).", mm(most)))
            } else {
                Outcome::does_not_fit(format!("{words}: not passable (over {}).", mm(most)))
            })
        }
        "walks" => {
            let able = ask.size("m-step-able")?;
            let words = format!("Lip {}, step managed {}", mm(lip), mm(able));
            Ok(if lip <= able {
                Outcome::fits(format!("{words}."))
            } else {
                Outcome::does_not_fit(format!("{words}: {} too high.", mm(lip - able)))
            })
        }
        _ => Err(ask.refuse("mover")),
    }
}

fn shower_area(ask: Ask<'_>) -> Checked {
    let (width, depth) = (ask.size("m-shower-width")?, ask.size("m-shower-depth")?);
    let side = ask.by_home("set-shower-side", "set-shower-side-chair")?;
    let size = |width, depth| format!("{} by {}", figure(width, 1), mm(depth));
    let (there, wanted) = (size(width, depth), size(side, side));
    Ok(if width >= side && depth >= side {
        Outcome::fits(format!("Shower: {there} meets the yardstick of {wanted}."))
    } else {
        Outcome::does_not_fit(format!("Shower: {there} is smaller than the yardstick of {wanted}."))
    })
}

fn shower_control(ask: Ask<'_>) -> Checked {
    let (low, high) = (ask.setting("set-shower-ctrl-low")?, ask.setting("set-shower-ctrl-high")?);
    let height = ask.size("m-shower-control-height")?;
    Ok(fit::within("Shower control, for sitting", height, low, high, CONTROL_NEAR))
}
