//! What has changed since the last visit, and when to measure again.

use crate::calendar::long_date;
use crate::rules::figures::{figure, mm};
use crate::rules::reading::Checked;
use crate::rules::{Ask, Outcome, days};

/// How long before it is due a measurement is called for.
const DAYS_AHEAD: i64 = 30;

/// A value against the same value last time.
pub(super) fn drift(ask: Ask<'_>) -> Checked {
    let (before, now) = (ask.measured("value-before")?, ask.measured("value-now")?);
    let worth_showing = ask.setting("set-drift")?;
    let difference = now - before;
    let sign = if difference > 0.0 { "+" } else { "" };
    let words = format!("{sign}{} since last time ({} then, {} now)", mm(difference), mm(before), mm(now));
    let outcome = if difference.abs() < worth_showing {
        Outcome::fits(format!("{words}."))
    } else {
        Outcome::tight(format!("{words}: look again, it may have sunk, swollen, grown or moved."))
    };
    Ok(outcome.with("difference", figure(difference, 1)))
}

/// Children grow: their measures have an end. An adult's wait for the next review.
pub(super) fn measure_again(ask: Ask<'_>) -> Checked {
    let (measured, today) = (ask.day("measured-on")?, ask.day("today")?);
    if ask.size("age-years")? >= 18.0 {
        return Ok(Outcome::info("Adult: measure again at the next review."));
    }
    let due = days::months_after(measured, ask.setting("set-child-remeasure")?)?;
    let days = (due - today).num_days();
    let when = format!("{} ({})", long_date(due), days::away(days));
    let outcome = if days < 0 {
        Outcome::does_not_fit(format!("It was time to measure again on {when}."))
    } else if days <= DAYS_AHEAD {
        Outcome::tight(format!("Measure again by {when}."))
    } else {
        Outcome::fits(format!("Measure again by {when}."))
    };
    Ok(outcome.with("due", due))
}
