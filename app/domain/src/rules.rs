//! The fit checks: what is measured against the person, the item or the guidance, each a pure function of
//! its inputs and of the service's settings. A check answers with one of five verdicts, the numbers it used and
//! words for the therapist; it never guesses, and never gives a person a level of risk (NICE NG249, 1.1.1).
//! Approved Documents speak of new homes: in an existing home they are a yardstick, never a breach.

mod ask;
mod days;
mod figures;
mod fit;
mod outcome;
mod reading;
mod settings;
mod table;
mod topics;

mod bath;
mod care;
mod doors;
mod kitchen;
mod lifting;
mod outside;
mod process;
mod ramps;
mod seats;
mod stairlifts;
mod stairs;
mod surroundings;

pub use ask::{Ask, Input, Inputs};
pub use outcome::{Outcome, Verdict};
pub use settings::{Override, Setting, SettingValue, Settings};
pub use table::{Local, Rule, rule, rules};
pub use topics::topics;
