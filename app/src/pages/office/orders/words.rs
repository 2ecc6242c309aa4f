//! What can be done with an order, in the words of its buttons, and the words that a step keeps of it.

use chrono::NaiveDate;
use domain::{
    calendar::long_date,
    orders::{OrderState, Pence},
};
use sync::orders::{OrderLine, OrderStep};

/// Something that somebody does with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Approves its cost.
    Approve,
    /// Refuses it.
    Refuse,
    /// Writes what one costs.
    Price,
    /// Says how far it is.
    Go(OrderState),
}

impl Deed {
    /// What this actor may do with the order, what comes first first.
    pub fn all(line: &OrderLine) -> Vec<Deed> {
        let approves = line.may_decide && line.hindrance.is_none();
        let mut deeds = Vec::new();
        deeds.extend((line.may_price && line.proposal.unit.is_none()).then_some(Deed::Price));
        deeds.extend(approves.then_some(Deed::Approve));
        deeds.extend(line.may_decide.then_some(Deed::Refuse));
        deeds.extend((line.may_price && line.proposal.unit.is_some()).then_some(Deed::Price));
        deeds.extend(line.steps.iter().map(|to| Deed::Go(*to)));
        deeds
    }

    /// True for what an order waits for.
    pub fn leads_on(self, line: &OrderLine) -> bool {
        match self {
            Deed::Approve => true,
            Deed::Price => line.proposal.unit.is_none(),
            Deed::Refuse | Deed::Go(OrderState::Withdrawn | OrderState::Collected) => false,
            Deed::Go(_) => true,
        }
    }

    /// On the button that asks for it, and over the questions.
    pub fn words(self, line: &OrderLine) -> &'static str {
        match self {
            Deed::Approve => "Approve",
            Deed::Refuse => "Refuse",
            Deed::Price if line.proposal.unit.is_some() => "Change the price",
            Deed::Price => "Write a price",
            Deed::Go(OrderState::Withdrawn) => "Withdraw",
            Deed::Go(to) => to.words(),
        }
    }

    /// On the button that does it.
    pub fn send_words(self, line: &OrderLine) -> String {
        match self {
            Deed::Price if line.proposal.unit.is_some() => "Save the new price".to_owned(),
            Deed::Price => "Save the price".to_owned(),
            Deed::Go(to) if to != OrderState::Withdrawn => format!("Mark as {}", to.words().to_lowercase()),
            deed => deed.words(line).to_owned(),
        }
    }

    /// What is said once it is done.
    pub fn done_words(self) -> String {
        match self {
            Deed::Approve => "Approved".to_owned(),
            Deed::Refuse => "Refused, with your reason".to_owned(),
            Deed::Price => "The price is saved".to_owned(),
            Deed::Go(to) => format!("It is {} now", to.words().to_lowercase()),
        }
    }

    /// The words with it, when they must not be missing: what to ask for.
    pub fn needs_reason(self) -> Option<&'static str> {
        match self {
            Deed::Refuse => Some("Say why it is refused: its author reads it."),
            Deed::Go(OrderState::Withdrawn) => Some("Say why it is withdrawn."),
            _ => None,
        }
    }
}

/// How somebody showed back what they were shown.
pub const SHOWN_BACK: [(&str, &str); 3] =
    [("safely", "Yes, safely"), ("helped", "Yes, with help or prompts"), ("not-yet", "Not yet")];

/// "Fitted by Jo Pemberley on 12 May 2026. Wall plugs renewed."
pub fn fitted_words(by: &str, on: NaiveDate, note: &str) -> String {
    with_note(format!("Fitted by {} on {}.", by.trim(), long_date(on)), note)
}

/// "Shown to Maureen and Alan. Shown back: yes, safely."
pub fn shown_words(to: &str, back: &str, note: &str) -> String {
    let back = SHOWN_BACK.iter().find(|(code, _)| *code == back).map_or(back, |(_, words)| words);
    let mut letters = back.chars();
    let back: String =
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    with_note(format!("Shown to {}. Shown back: {back}.", to.trim().trim_end_matches('.')), note)
}

fn with_note(words: String, note: &str) -> String {
    match note.trim() {
        "" => words,
        note => format!("{words} {note}"),
    }
}

/// A step of the time line: "Approved", "Still proposed".
pub fn step_words(step: &OrderStep) -> String {
    match step.from == Some(step.to) {
        true => format!("Still {}", step.to.words().to_lowercase()),
        false => step.to.words().to_owned(),
    }
}

/// "£90.00 (2 of £45.00 each)", "£45.00", "No price yet".
pub fn cost_words(line: &OrderLine) -> String {
    match (line.proposal.unit, line.proposal.quantity) {
        (Some(unit), 2..) => {
            format!("{} ({} of {unit} each)", line.proposal.cost_words(), line.proposal.quantity)
        }
        _ => line.proposal.cost_words(),
    }
}

/// "£640.00 for Half step and two rails, for ELLERY, Margaret."
pub fn approve_words(line: &OrderLine) -> String {
    let cost = line.proposal.cost().map_or_else(|| "No price yet".to_owned(), Pence::words);
    format!("{cost} for {}, for {}.", line.proposal.what, line.person_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use domain::{OrderId, PersonId, VisitId, orders::Category};
    use sync::orders::Proposal;
    use uuid::Uuid;

    fn line(unit: Option<u32>) -> OrderLine {
        OrderLine {
            id: OrderId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            person_name: "ELLERY, Margaret".into(),
            visit: VisitId(Uuid::nil()),
            version: 1,
            proposal: Proposal {
                key: "r1".into(),
                what: "Rail".into(),
                category: Category::Minor,
                iso: None,
                size: None,
                swl_kg: None,
                quantity: 2,
                unit: unit.map(Pence::pounds),
                need: String::new(),
                owner: None,
                due: None,
            },
            state: OrderState::Proposed,
            since: DateTime::<Utc>::MIN_UTC,
            proposed_by: "Amy Castell".into(),
            proposed_at: DateTime::<Utc>::MIN_UTC,
            steps: vec![OrderState::Withdrawn],
            may_decide: true,
            may_price: true,
            hindrance: unit.is_none().then(|| "No price yet.".to_owned()),
            waits_for: None,
        }
    }

    #[test]
    fn what_has_no_price_is_offered_one_and_no_approval() {
        let words = |line: &OrderLine| {
            Deed::all(line).into_iter().map(|deed| deed.words(line)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(words(&line(None)), "Write a price, Refuse, Withdraw");
        assert_eq!(words(&line(Some(45))), "Approve, Refuse, Change the price, Withdraw");
        let sends = |deed: Deed| deed.send_words(&line(Some(45)));
        assert_eq!(sends(Deed::Price), "Save the new price");
        assert_eq!(sends(Deed::Go(OrderState::Fitted)), "Mark as fitted");
        assert_eq!(sends(Deed::Go(OrderState::Withdrawn)), "Withdraw");
        let looks = OrderLine { may_decide: false, may_price: false, steps: Vec::new(), ..line(Some(45)) };
        assert!(Deed::all(&looks).is_empty());
    }

    #[test]
    fn steps_keep_who_fitted_and_who_was_shown() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 12).unwrap_or_default();
        assert_eq!(fitted_words(" Jo ", day, ""), "Fitted by Jo on 12 May 2026.");
        assert_eq!(fitted_words("Jo", day, " Plugs new. "), "Fitted by Jo on 12 May 2026. Plugs new.");
        assert_eq!(
            shown_words("Peggy and Roy.", "safely", ""),
            "Shown to Peggy and Roy. Shown back: yes, safely."
        );
        assert_eq!(
            shown_words("Peggy", "not-yet", "Again on Friday."),
            "Shown to Peggy. Shown back: not yet. Again on Friday."
        );
    }

    #[test]
    fn cost_is_told_with_its_parts() {
        assert_eq!(cost_words(&line(Some(45))), "£90.00 (2 of £45.00 each)");
        assert_eq!(cost_words(&line(None)), "No price yet");
        assert_eq!(approve_words(&line(Some(45))), "£90.00 for Rail, for ELLERY, Margaret.");
    }
}
