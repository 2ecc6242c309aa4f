//! The ramp solver: the gentlest ramp within the guidance that the ground has room for, in equal flights with
//! level landings between. The landings at top and bottom come on top of its length. Lengths in mm.

use super::super::figures::{counted, figure, mm};
use super::super::reading::Checked;
use super::super::{Ask, Outcome};
use super::{EASY, GENTLE, STEEPEST, longest_flight};

/// A ramp of equal flights.
#[derive(Clone, Copy)]
struct Ramp {
    /// The slope, as 1 in so many.
    n: f64,
    flights: f64,
    /// Ground length of one flight.
    each: f64,
    /// Ground length of all flights and the landings between them.
    length: f64,
}

/// Whose guidance the ramp follows.
#[derive(Clone, Copy, PartialEq)]
enum Home {
    /// One that can be visited (AD M volume 1, 1.7).
    Visitable,
    /// One that can be adapted (diagram 2.1).
    Adaptable,
    /// One for a wheelchair user (diagram 3.1).
    WheelchairUser,
}

impl Home {
    fn of(ask: Ask<'_>) -> Checked<Home> {
        match ask.code("profile") {
            "m41" => Ok(Home::Visitable),
            "m42" => Ok(Home::Adaptable),
            "m43" => Ok(Home::WheelchairUser),
            _ => Err(ask.refuse("profile")),
        }
    }

    /// The steepest slope, as 1 in so many.
    fn steepest(self) -> f64 {
        if self == Home::WheelchairUser { EASY } else { STEEPEST }
    }

    fn longest_flight(self, n: f64) -> f64 {
        match self {
            Home::Visitable if n >= EASY => 10_000.0,
            Home::Visitable => 5_000.0,
            Home::Adaptable | Home::WheelchairUser => longest_flight(n),
        }
    }

    fn ramp(self, n: f64, rise: f64, landing: f64) -> Ramp {
        let flights = (rise * n / self.longest_flight(n)).ceil().max(1.0);
        Ramp { n, flights, each: rise * n / flights, length: rise * n + (flights - 1.0) * landing }
    }

    /// All ramps within the guidance, from the gentlest to the steepest, by whole numbers.
    fn ramps(self, rise: f64, landing: f64) -> impl Iterator<Item = Ramp> {
        std::iter::successors(Some(GENTLE), |n| Some(n - 1.0))
            .take_while(move |n| *n >= self.steepest())
            .map(move |n| self.ramp(n, rise, landing))
    }
}

pub(super) fn solve(ask: Ask<'_>) -> Checked {
    let (rise, run) = (ask.size("m-rise-total")?, ask.size("m-run-available")?);
    let home = Home::of(ask)?;
    if rise <= ask.setting("set-threshold-max")? {
        return Ok(Outcome::fits(format!(
            "Rise {}: a sloped edge or a threshold strip does it, no ramp.",
            mm(rise)
        )));
    }
    let landing = ask.setting("set-ramp-landing")?;
    if let Some(gentlest) = home.ramps(rise, landing).find(|ramp| ramp.length <= run) {
        return described(ask, gentlest, rise, landing);
    }
    // Steeper is not always shorter: it may take one more landing.
    let shortest = home.ramps(rise, landing).reduce(|a, b| if b.length < a.length { b } else { a });
    shortest.map(|shortest| no_room(shortest, run)).ok_or_else(|| ask.refuse("m-rise-total"))
}

fn described(ask: Ask<'_>, ramp: Ramp, rise: f64, landing: f64) -> Checked {
    let gradient = format!("1 in {}", figure(ramp.n, 0));
    let between = ramp.flights - 1.0;
    let rails = rails_in_words(ask, rise)?;
    let flights = if between < 1.0 {
        format!("1 flight of {}", mm(ramp.each.round()))
    } else {
        format!(
            "{} of {} with {} between, {} in all",
            counted(ramp.flights, "flight", "flights"),
            mm(ramp.each.round()),
            counted(between, "landing", "landings"),
            mm(ramp.length.round())
        )
    };
    let words =
        format!("{gradient}: {flights}, plus a landing of {} at top and bottom; {rails}.", mm(landing));
    let outcome = if ramp.n >= EASY {
        Outcome::fits(words)
    } else {
        Outcome::tight(format!("{words} Steep to push up and to hold back."))
    };
    Ok(outcome
        .with("gradient", gradient)
        .with("flights", figure(ramp.flights, 0))
        .with("each", figure(ramp.each, 0))
        .with("between-landings", figure(between, 0))
        .with("length", figure(ramp.length, 0))
        .with("rails", rails))
}

fn no_room(shortest: Ramp, run: f64) -> Outcome {
    let gradient = format!("1 in {}", figure(shortest.n, 0));
    Outcome::does_not_fit(format!(
        "The shortest ramp within the guidance takes {} of ground ({gradient}) plus the landings at top and bottom; \
         there are {}. Think of a turn, half steps (for people who walk), a step lift or another door. A short \
         steep portable ramp is only for what its maker allows; its slope is not one we recommend.",
        mm(shortest.length.round()),
        mm(run)
    ))
    .with("length-needed", figure(shortest.length, 0))
    .with("at", gradient)
}

/// Rails by AD K 2.12. Without the width it is not known whether one side is enough.
fn rails_in_words(ask: Ask<'_>, rise: f64) -> Checked<String> {
    let both_from = ask.setting("set-ramp-rail-both")?;
    let width = ask.size_if_there("m-ramp-width")?;
    if rise <= ask.setting("set-ramp-rail-rise")? {
        return Ok("no rail asked for by the guidance".to_owned());
    }
    Ok(match width {
        Some(width) if width < both_from => "a rail on one side at least".to_owned(),
        Some(_) => "rails on both sides".to_owned(),
        None => format!("a rail on one side at least, on both sides from a width of {}", mm(both_from)),
    })
}
