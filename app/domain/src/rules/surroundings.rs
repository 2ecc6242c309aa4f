//! Surroundings: water, warmth, light, and whether a call for help gets out. What has changed since the last
//! visit stands in `change`.

mod change;

use super::figures::{counted, figure};
use super::reading::Checked;
use super::{Ask, Outcome};

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-bath-water" => bath_water(ask),
        "rule-basin-water" => basin_water(ask),
        "rule-room" => room(ask),
        "rule-light" => light(ask),
        "rule-signal" => signal(ask),
        "rule-alarm-line" => alarm_line(ask),
        "rule-drift" => change::drift(ask),
        "rule-remeasure" => change::measure_again(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

fn degrees(value: f64) -> String {
    format!("{} degrees", figure(value, 1))
}

fn bath_water(ask: Ask<'_>) -> Checked {
    water(ask, "m-water-temp-bath", "set-bath-temp-target")
}

fn basin_water(ask: Ask<'_>) -> Checked {
    water(ask, "m-water-temp-basin", "set-basin-temp-target")
}

/// Water at its hottest, against what is aimed at where people scald easily and against the most.
fn water(ask: Ask<'_>, measure: &str, aim: &str) -> Checked {
    let hottest = ask.measured(measure)?;
    let (aim, most) = (ask.setting(aim)?, ask.setting("set-bath-temp-max")?);
    let there = degrees(hottest);
    let (aimed, at_most) = (figure(aim, 1), figure(most, 1));
    Ok(if hottest > most {
        Outcome::does_not_fit(format!("{there} is over the {at_most} at most: it may scald."))
    } else if hottest > aim {
        Outcome::tight(format!(
            "{there}: within {at_most}, above the {aimed} aimed at for people at more risk of scalds."
        ))
    } else {
        Outcome::fits(format!("{there}, within the {aimed} aimed at."))
    })
}

fn room(ask: Ask<'_>) -> Checked {
    let warmth = ask.measured("m-room-temp")?;
    let (cold, low) = (ask.setting("set-room-cold")?, ask.setting("set-room-low")?);
    let high = ask.setting("set-room-high")?;
    let there = degrees(warmth);
    Ok(if warmth < cold {
        Outcome::does_not_fit(format!("{there}, under {}: cold enough to act today.", figure(cold, 1)))
    } else if warmth < low {
        Outcome::tight(format!("{there} is under {}: cold to sit in.", figure(low, 1)))
    } else if warmth > high {
        Outcome::tight(format!("{there} is over {}: warm for a frail person.", figure(high, 1)))
    } else {
        Outcome::fits(format!("{there}, within {} to {}.", figure(low, 1), figure(high, 1)))
    })
}

/// Low vision needs twice the light to read by.
fn light(ask: Ask<'_>) -> Checked {
    let there = ask.size("m-lux")?;
    let (task, wanted) = match ask.code("task") {
        "reading" if ask.yes("low-vision") => ("reading with low vision", 2.0 * ask.setting("set-lux-read")?),
        "reading" => ("reading", ask.setting("set-lux-read")?),
        "stairs" => ("stairs", ask.setting("set-lux-stairs")?),
        _ => return Err(ask.refuse("task")),
    };
    let words = format!("{} lx against {} lx for {task}", figure(there, 1), figure(wanted, 1));
    let outcome = if there >= wanted {
        Outcome::fits(format!("{words}."))
    } else if there >= wanted / 2.0 {
        Outcome::tight(format!("{words}: half of it or more."))
    } else {
        Outcome::does_not_fit(format!("{words}: less than half of it."))
    };
    Ok(outcome.with("wanted", figure(wanted, 1)))
}

fn signal(ask: Ask<'_>) -> Checked {
    let (bars, wanted) = (ask.size("m-signal-bars")?, ask.setting("set-signal-min")?);
    let there = counted(bars, "bar", "bars");
    Ok(if bars >= wanted {
        Outcome::fits(format!("{there} of signal, enough for a mobile alarm."))
    } else if bars > 0.0 && bars >= wanted - 1.0 {
        Outcome::tight(format!("{there} of signal, {} wanted: make a test call.", figure(wanted, 1)))
    } else {
        Outcome::does_not_fit(format!("{there} of signal: a mobile alarm would not get out."))
    })
}

/// Old lines are being switched off, and a line through the router dies with the mains.
fn alarm_line(ask: Ask<'_>) -> Checked {
    if !ask.yes_or_no("alarm-on-line")? {
        return Ok(Outcome::info("No alarm depends on this line."));
    }
    let told = ask.code("provider-told") == "yes";
    Ok(match (ask.code("line"), told) {
        ("analogue", _) => Outcome::tight(
            "The old line is going (most end by January 2027): plan the alarm's change with its provider now.",
        ),
        ("digital" | "mobile", false) => Outcome::tight(
            "The telephone company is not known to have been told of the alarm: tell it, and make a test call.",
        ),
        ("digital", true) => {
            Outcome::fits("Digital line, provider told: check the battery back-up and make a test call.")
        }
        ("mobile", true) => Outcome::fits(
            "Mobile line, provider told: check the signal, the battery back-up and make a test call.",
        ),
        _ => return Err(ask.refuse("line")),
    })
}
