//! Room round the WC: at its sides, in front, for a wheelchair beside it and for a frame round it.
//! Distances to the side are from the middle line of the bowl.

use crate::rules::figures::mm;
use crate::rules::reading::Checked;
use crate::rules::{Ask, Outcome, fit};

pub(super) fn side(ask: Ask<'_>) -> Checked {
    let (narrower, wider) = both_sides(ask)?;
    let (least, preferred) = (ask.setting("set-wc-side")?, ask.setting("set-wc-side-pref")?);
    let slanting = ask.setting("set-wc-side-oblique")?;
    let words = format!("Narrower side {} from the middle line", mm(narrower));
    Ok(if narrower >= preferred {
        Outcome::fits(format!("{words}, as preferred ({} or more).", mm(preferred)))
    } else if narrower >= least {
        Outcome::tight(format!("{words}: meets {}, under the preferred {}.", mm(least), mm(preferred)))
    } else if narrower >= slanting && wider >= least {
        let sides = format!("{} and {}", mm(narrower), mm(wider));
        Outcome::tight(format!("{sides} from the middle line: enough for a slanting approach only."))
    } else {
        Outcome::does_not_fit(format!("{words} is under {}.", mm(least)))
    })
}

pub(super) fn front(ask: Ask<'_>) -> Checked {
    Ok(fit::at_least("In front of the WC", ask.size("m-wc-front")?, ask.setting("set-wc-front")?))
}

pub(super) fn beside_chair(ask: Ask<'_>) -> Checked {
    let need = ask.size("m-chair-width-overall")? + ask.setting("set-wc-chair-side")?;
    let (room, band) = (ask.size("m-wc-side-used")?, ask.setting("set-tight-band")?);
    Ok(fit::clearance("Beside the WC", room, need, band))
}

pub(super) fn frame(ask: Ask<'_>) -> Checked {
    let (narrower, _) = both_sides(ask)?;
    let need = ask.size("frame-width")? / 2.0;
    let words = format!(
        "The frame needs {} each side of the middle; the narrower side has {}",
        mm(need),
        mm(narrower)
    );
    Ok(if narrower >= need {
        Outcome::fits(format!("{words}."))
    } else {
        Outcome::does_not_fit(format!("{words}, {} short.", mm(need - narrower)))
    })
}

fn both_sides(ask: Ask<'_>) -> Checked<(f64, f64)> {
    let (left, right) = (ask.size("m-wc-side-left")?, ask.size("m-wc-side-right")?);
    Ok((left.min(right), left.max(right)))
}
