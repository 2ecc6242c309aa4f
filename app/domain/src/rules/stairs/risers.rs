//! Risers one by one, counted from the bottom. Lengths in mm.

use super::super::figures::{figure, mm};
use super::super::reading::Checked;
use super::super::{Ask, Outcome};

/// The risers from the bottom.
pub(in crate::rules) fn risers(ask: Ask<'_>) -> Checked<Vec<f64>> {
    let risers = ask.numbers("m-riser-list");
    let right = !risers.is_empty() && risers.iter().all(|riser| riser.is_finite() && *riser >= 0.0);
    if right { Ok(risers) } else { Err(ask.refuse("m-riser-list")) }
}

/// The lowest and the highest of the risers.
pub(in crate::rules) fn lowest_and_highest(risers: &[f64]) -> (f64, f64) {
    risers
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), riser| (low.min(*riser), high.max(*riser)))
}

pub(super) fn one_by_one(ask: Ask<'_>) -> Checked {
    let risers = risers(ask)?;
    let (low, high) = (ask.setting("set-rise-min")?, ask.setting("set-rise-max")?);
    let (over, under) = (places(&risers, |riser| riser > high), places(&risers, |riser| riser < low));
    let too_high = format!("{} over {}.", named(&over), mm(high));
    let too_low = format!("{} under {}: easy to miss.", named(&under), mm(low));
    Ok(match (over.is_empty(), under.is_empty()) {
        (true, true) => {
            let all = if risers.len() == 1 { "The one riser is".to_owned() } else { all_of(risers.len()) };
            Outcome::fits(format!("{all} within {} to {}.", figure(low, 1), mm(high)))
        }
        (true, false) => Outcome::tight(too_low).with("risers", format!("{under:?}")),
        (false, true) => Outcome::does_not_fit(too_high).with("risers", format!("{over:?}")),
        (false, false) => {
            Outcome::does_not_fit(format!("{too_high} {too_low}")).with("risers", format!("{over:?}"))
        }
    })
}

fn all_of(n_risers: usize) -> String {
    format!("All {n_risers} risers are")
}

/// Where the risers stand that are so, counted from one.
fn places(risers: &[f64], so: impl Fn(f64) -> bool) -> Vec<usize> {
    (1..).zip(risers).filter(|(_, riser)| so(**riser)).map(|(place, _)| place).collect()
}

fn named(places: &[usize]) -> String {
    let numbers: Vec<String> = places.iter().map(usize::to_string).collect();
    match numbers.as_slice() {
        [rest @ .., last] if !rest.is_empty() => {
            format!("Risers {} and {last} from the bottom are", rest.join(", "))
        }
        numbers => format!("Riser {} from the bottom is", numbers.concat()),
    }
}

pub(super) fn unequal(ask: Ask<'_>) -> Checked {
    let risers = risers(ask)?;
    let (concern, hazard) = (ask.setting("set-unequal-concern")?, ask.setting("set-unequal-hazard")?);
    if risers.len() == 1 {
        return Ok(Outcome::fits("One riser only.").with("spread", 0));
    }
    let (lowest, highest) = lowest_and_highest(&risers);
    let spread = highest - lowest;
    let odd = odd_one(&risers).filter(|_| spread > 0.0);
    let words = match odd {
        Some(odd) => {
            format!(
                "Highest and lowest differ by {}; the odd one is number {odd} from the bottom.",
                mm(spread)
            )
        }
        None => format!("All {} risers are equal.", risers.len()),
    };
    let outcome = if spread <= concern {
        Outcome::fits(words)
    } else if spread <= hazard {
        Outcome::tight(words)
    } else {
        Outcome::does_not_fit(words)
    };
    let outcome = outcome.with("spread", figure(spread, 1));
    Ok(match odd {
        Some(odd) => outcome.with("odd", odd),
        None => outcome,
    })
}

/// The riser furthest from the middle one in order of height, which an odd one hardly moves; of several as far,
/// the lowest on the stairs. Counted from one.
fn odd_one(risers: &[f64]) -> Option<usize> {
    let mut in_order = risers.to_vec();
    in_order.sort_by(f64::total_cmp);
    let middle = *in_order.get(in_order.len().saturating_sub(1) / 2)?;
    let off = |riser: &f64| (riser - middle).abs();
    let furthest = risers.iter().map(off).fold(0.0, f64::max);
    risers.iter().position(|riser| off(riser) >= furthest).map(|riser_idx| riser_idx + 1)
}
