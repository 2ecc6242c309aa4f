//! How a service's work with somebody ended.

use crate::calendar::long_date;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why nothing more is planned for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClosingReason {
    /// What was agreed has been done.
    Done,
    /// The person does not want it, or not any more.
    Declined,
    /// The person lives outside the service's area now.
    Moved,
    /// Another service takes over.
    PassedOn,
    /// The person died.
    Died,
}

impl ClosingReason {
    /// Every reason, in the order a page offers them.
    pub const ALL: [ClosingReason; 5] = [
        ClosingReason::Done,
        ClosingReason::Declined,
        ClosingReason::Moved,
        ClosingReason::PassedOn,
        ClosingReason::Died,
    ];

    /// The stable code used in pages and in the trail.
    pub fn code(self) -> &'static str {
        match self {
            ClosingReason::Done => "done",
            ClosingReason::Declined => "declined",
            ClosingReason::Moved => "moved",
            ClosingReason::PassedOn => "passed-on",
            ClosingReason::Died => "died",
        }
    }

    /// The reason with this code.
    pub fn from_code(code: &str) -> Option<ClosingReason> {
        ClosingReason::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The words a page offers.
    pub fn words(self) -> &'static str {
        match self {
            ClosingReason::Done => "What was agreed is done",
            ClosingReason::Declined => "Does not want it",
            ClosingReason::Moved => "Moved away",
            ClosingReason::PassedOn => "Another service takes over",
            ClosingReason::Died => "Died",
        }
    }
}

/// The end of the work with somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Why.
    pub why: ClosingReason,
    /// The day it ended; of somebody who died, the day of death.
    pub on: NaiveDate,
    /// What else should be known; may be empty.
    pub words: String,
}

impl Closing {
    /// "Died 2 May 2026", "Closed 2 May 2026: moved away".
    pub fn in_words(&self) -> String {
        let (day, why) = (long_date(self.on), self.why.words());
        match self.why {
            ClosingReason::Died => format!("Died {day}"),
            _ => format!("Closed {day}: {}{}", why[..1].to_lowercase(), &why[1..]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_said_in_words() {
        let on: NaiveDate = "2026-05-02".parse().unwrap();
        let said = |why| Closing { why, on, words: String::new() }.in_words();
        assert_eq!(said(ClosingReason::Died), "Died 2 May 2026");
        assert_eq!(said(ClosingReason::Moved), "Closed 2 May 2026: moved away");
    }
}
