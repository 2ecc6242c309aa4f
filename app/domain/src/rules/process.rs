//! Clocks and limits of the process: the grant decision, the free minor adaptation, how long a record is kept.

use super::figures::pounds;
use super::reading::Checked;
use super::{Ask, Outcome, days};
use crate::calendar::{age, long_date};

/// What one minor adaptation may cost and still be free (SI 2014/2672 regulation 3).
const MINOR_WORKS_LIMIT: f64 = 1000.0;

pub(super) fn answer(id: &str, ask: Ask<'_>) -> Option<Outcome> {
    let checked = match id {
        "rule-dfg-clock" => grant_clock(ask),
        "rule-minor-works" => minor_works(ask),
        "rule-retention" => retention(ask),
        _ => return None,
    };
    match checked {
        Ok(outcome) | Err(outcome) => Some(outcome),
    }
}

fn grant_clock(ask: Ask<'_>) -> Checked {
    let (applied, today) = (ask.day("valid-application")?, ask.day("today")?);
    let due = days::months_after(applied, ask.setting("set-dfg-decision")?)?;
    let remind = days::months_after(applied, ask.setting("set-dfg-warn")?)?;
    let outcome = if ask.has("decided-on") {
        let decided = ask.day("decided-on")?;
        if decided < applied {
            return Err(days::out_of_order("the decision", decided, "the application"));
        }
        Outcome::fits(format!("Decided on {}; was due by {}.", long_date(decided), long_date(due)))
    } else if today > due {
        Outcome::does_not_fit(format!(
            "The decision was due by {}: chase it, look again at the person's safety, think of interim help.",
            long_date(due)
        ))
    } else if today >= remind {
        Outcome::tight(format!("Decision due by {}: ask how it stands.", long_date(due)))
    } else {
        Outcome::fits(format!("Decision due by {}.", long_date(due)))
    };
    Ok(outcome.with("due", due))
}

fn minor_works(ask: Ask<'_>) -> Checked {
    let (cost, needed) = (ask.size("cost-gbp")?, ask.yes_or_no("eligible")?);
    let limit = pounds(MINOR_WORKS_LIMIT);
    // Pence count against the limit, so they are shown where there are any.
    let there = if cost.fract() == 0.0 { pounds(cost) } else { format!("£{cost:.2}") };
    let words = format!("{there} against {limit} for one adaptation");
    Ok(match (needed, cost <= MINOR_WORKS_LIMIT) {
        (true, true) => Outcome::fits(format!("{words}.")),
        (true, false) => Outcome::does_not_fit(format!("{words}: it takes another route.")),
        (false, _) => Outcome::does_not_fit(format!("No assessed need is recorded ({words}).")),
    })
}

/// The earliest day on which a record may be looked at for disposal. A child's is kept into adult life.
fn retention(ask: Ask<'_>) -> Checked {
    let (born, last) = (ask.day("born")?, ask.day("last-contact")?);
    if last < born {
        return Err(days::out_of_order("the last contact", last, "the day of birth"));
    }
    let years = ask.setting("set-retain-adult")?;
    let kept = days::months_after(last, years * 12.0)?;
    let hold = "A legal hold overrides it";
    let at_last = age(born, last);
    if at_last >= 18 {
        let words = format!("Adult at the last contact: review on {}. {hold}.", long_date(kept));
        return Ok(Outcome::info(words).with("review", kept));
    }
    let until = if at_last == 17 { 26 } else { 25 };
    let grown = days::birthday(born, until)?;
    let review = grown.max(kept);
    let words = format!(
        "Aged {at_last} at the last contact: {until}th birthday {}, {years} years after the contact {}: review on {}. {hold}.",
        long_date(grown),
        long_date(kept),
        long_date(review)
    );
    Ok(Outcome::info(words).with("review", review))
}
