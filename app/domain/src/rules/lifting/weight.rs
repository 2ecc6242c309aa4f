//! Weight against the limits on the labels. How the weight is known adds a margin: people are often heavier
//! than they say, and than they look.

use crate::rules::figures::figure;
use crate::rules::reading::Checked;
use crate::rules::{Ask, Outcome};

/// Hoist, bar, sling, seat: the weakest part decides.
pub(super) fn in_the_chain(ask: Ask<'_>) -> Checked {
    let (person, how) = person(ask)?;
    against(ask, person, &how, "a lowest limit of")
}

/// A ramp or a step lift carries the chair too, and whoever stands behind it.
pub(super) fn with_chair(ask: Ask<'_>) -> Checked {
    let (person, how) = person(ask)?;
    let chair = ask.size("m-chair-mass")?;
    let attendant = if ask.yes("attendant-on") { Some(ask.setting("set-attendant-mass")?) } else { None };
    let and_attendant = attendant.map_or_else(String::new, |mass| format!("; attendant {}", kilos(mass)));
    let parts = format!("{how}; chair {}{and_attendant}", kilos(chair));
    against(ask, person + chair + attendant.unwrap_or(0.0), &parts, "a limit of")
}

/// What the person is counted at, and how that came about.
fn person(ask: Ask<'_>) -> Checked<(f64, String)> {
    let mass = ask.size("m-body-mass")?;
    let (known, margin) = match ask.code("mass-how") {
        "weighed" => ("as weighed", 0.0),
        "record" => ("from a record", 0.0),
        "told" => ("as told", ask.setting("set-mass-told")?),
        "estimate" => ("as estimated", ask.setting("set-mass-estimate")?),
        _ => return Err(ask.refuse("mass-how")),
    };
    let more = if margin == 0.0 { String::new() } else { format!(" and {} % more", figure(margin, 1)) };
    let how = format!("person {} {known}{more}", kilos(mass));
    Ok((mass * (100.0 + margin) / 100.0, how))
}

fn against(ask: Ask<'_>, load: f64, parts: &str, limited_by: &str) -> Checked {
    let (limit, share) = (ask.lowest("m-item-swl")?, ask.setting("set-swl-tight")?);
    // Grams: what is left of the arithmetic beyond them must not tip a verdict.
    let load = (load * 1000.0).round() / 1000.0;
    let tight_from = (limit * share * 10.0).round() / 1000.0;
    let words = format!("Load {} ({parts}) against {limited_by} {}", kilos(load), kilos(limit));
    let outcome = if load > limit {
        Outcome::does_not_fit(format!("{words}: too heavy, do not use it."))
    } else if load > tight_from {
        Outcome::tight(format!("{words}: more than {} % of the limit.", figure(share, 1)))
    } else {
        Outcome::fits(format!("{words}."))
    };
    Ok(outcome.with("load", figure(load, 2)).with("limit", figure(limit, 2)))
}

fn kilos(mass: f64) -> String {
    format!("{} kg", figure(mass, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Input, Inputs, Settings, Verdict};

    fn verdict(mass: f64, how: &str, limit: f64) -> Verdict {
        let inputs = Inputs::from([
            ("m-body-mass".to_owned(), Input::Number(mass)),
            ("m-item-swl".to_owned(), Input::Number(limit)),
            ("mass-how".to_owned(), Input::Code(how.to_owned())),
        ]);
        in_the_chain(Ask::new(&inputs, &Settings::default()))
            .map_or_else(|refusal| refusal.verdict, |it| it.verdict)
    }

    #[test]
    fn a_load_of_exactly_the_limit_is_not_over_it() {
        assert_eq!(verdict(100.0, "estimate", 110.0), Verdict::Tight);
        assert_eq!(verdict(145.5, "estimate", 160.05), Verdict::Tight);
        assert_eq!(verdict(144.0, "weighed", 160.0), Verdict::Fits);
    }

    #[test]
    fn a_weight_that_nobody_knows_is_not_judged() {
        assert_eq!(verdict(80.0, "not-known", 160.0), Verdict::CannotTell);
        assert_eq!(verdict(-80.0, "weighed", 160.0), Verdict::CannotTell);
    }
}
