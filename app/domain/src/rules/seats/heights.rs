//! Heights to rise from: the pressed height against the shorter leg. Too low is hard to rise from and may be
//! raised; too high leaves the feet off the floor, which no raiser mends.

use crate::rules::figures::{figure, mm};
use crate::rules::reading::Checked;
use crate::rules::{Ask, Outcome};

/// The heights between which this person rises well.
struct Wanted {
    low: f64,
    high: f64,
    tolerance: f64,
    legs: String,
}

pub(super) fn chair(ask: Ask<'_>) -> Checked {
    height(ask, "Chair seat", "m-seat-height", 0.0)
}

/// While hip precautions last the hip must stay above the knee.
pub(super) fn chair_after_hip(ask: Ask<'_>) -> Checked {
    height(ask, "Chair seat, hip precautions", "m-seat-height", ask.setting("set-seat-hip-plus")?)
}

pub(super) fn wc(ask: Ask<'_>) -> Checked {
    height(ask, "WC seat", "m-wc-height", 0.0)
}

pub(super) fn bed(ask: Ask<'_>) -> Checked {
    height(ask, "Bed", "m-bed-height", 0.0)
}

/// A raise that is thought of: the seat may not leave the shorter leg hanging.
pub(super) fn after_raising(ask: Ask<'_>) -> Checked {
    let after = ask.size("m-seat-height")? + ask.measured("raise")?;
    let (leg, legs) = shorter_leg(ask)?;
    let limit = leg + ask.setting("set-seat-plus-max")?;
    let over = after - limit;
    let words = format!("After raising: {}; limit {}", mm(after), mm(limit));
    let outcome = if over <= 0.0 {
        Outcome::fits(format!("{words}.{legs}"))
    } else if over <= ask.setting("set-seat-tol")? {
        Outcome::tight(format!("{words}, {} over. See that the feet rest flat.{legs}", mm(over)))
    } else {
        Outcome::does_not_fit(format!("{words}, {} over: the feet would not rest flat.{legs}", mm(over)))
    };
    Ok(outcome.with("after", figure(after, 1)).with("limit", figure(limit, 1)))
}

fn height(ask: Ask<'_>, what: &str, measure: &str, extra: f64) -> Checked {
    let there = ask.size(measure)?;
    let wanted = wanted(ask, extra)?;
    let off = (wanted.low - there).max(there - wanted.high);
    let target = format!("{} to {}", figure(wanted.low, 1), figure(wanted.high, 1));
    let place = |how: &str| format!("{what}: {} is {} too {how} for {target} mm", mm(there), mm(off));
    let verdict = if off <= wanted.tolerance { Outcome::tight } else { Outcome::does_not_fit };
    let outcome = if off <= 0.0 {
        Outcome::fits(format!("{what}: {}, wanted {target} mm.{}", mm(there), wanted.legs))
    } else if there > wanted.high {
        let advice = "feet not flat, thighs pressed. Lower it or give foot support";
        verdict(format!("{}: {advice}.{}", place("high"), wanted.legs)).with("over-by", figure(off, 1))
    } else {
        let raiser = raiser(ask, there, &wanted);
        let advice = raise_words(ask, there, &wanted, raiser);
        let outcome =
            verdict(format!("{}. {advice}{}", place("low"), wanted.legs)).with("raise-by", figure(off, 1));
        raiser.into_iter().fold(outcome, |outcome, raiser| outcome.with("raiser", figure(raiser, 1)))
    };
    Ok(outcome.with("target", target))
}

fn wanted(ask: Ask<'_>, extra: f64) -> Checked<Wanted> {
    let (leg, legs) = shorter_leg(ask)?;
    Ok(Wanted {
        low: leg + extra + ask.setting("set-seat-plus-min")?,
        high: leg + extra + ask.setting("set-seat-plus-max")?,
        tolerance: ask.setting("set-seat-tol")?,
        legs,
    })
}

/// The shorter leg, and a remark where the legs differ.
fn shorter_leg(ask: Ask<'_>) -> Checked<(f64, String)> {
    let (left, right) = (ask.size("m-popliteal-left")?, ask.size("m-popliteal-right")?);
    let differ = mm((left - right).abs());
    let remark = format!(" The legs differ by {differ}: the shorter one counts.");
    Ok((left.min(right), if left == right { String::new() } else { remark }))
}

/// The smallest stock raiser that lands within the wanted heights, or short of them by no more than the tolerance.
fn raiser(ask: Ask<'_>, there: f64, wanted: &Wanted) -> Option<f64> {
    let lands =
        |raiser: &f64| there + raiser >= wanted.low - wanted.tolerance && there + raiser <= wanted.high;
    ask.set_list("set-raisers").into_iter().filter(lands).reduce(f64::min)
}

fn raise_words(ask: Ask<'_>, there: f64, wanted: &Wanted, raiser: Option<f64>) -> String {
    let Some(raiser) = raiser else {
        let highest = ask.set_list("set-raisers").into_iter().fold(0.0, f64::max);
        let too_little = there + highest < wanted.low;
        let why =
            if too_little { "More than any stock raiser makes good" } else { "No stock raiser lands there" };
        return format!("{why}: look for another one.");
    };
    let after = there + raiser;
    let short = wanted.low - after;
    if short > 0.0 {
        format!("A raiser of {} gives {}, still {} short.", mm(raiser), mm(after), mm(short))
    } else {
        format!("A raiser of {} gives {}.", mm(raiser), mm(after))
    }
}
