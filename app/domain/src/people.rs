//! The people a service works with, as far as a visit needs to know them: names as they are
//! written, what to know before knocking, and the health number.
//! Key-safe codes are no part of these values: they are a field class of their own.

use crate::{calendar, ids::PersonId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A person as shown on the banner, in lists and on reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who this is.
    pub id: PersonId,
    /// "Mrs", "Mr", "Ms"; absent where the person uses none.
    pub title: Option<String>,
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// What the person likes to be called.
    pub preferred: Option<String>,
    /// Date of birth, where known.
    pub born: Option<NaiveDate>,
    /// NHS number (in Scotland the CHI's place), ten digits with or without spaces.
    pub health_number: Option<String>,
    /// One line: house, street, town and postcode.
    pub address: String,
    /// Telephone, as the person gave it.
    pub phone: Option<String>,
    /// First language and the language of the visit.
    pub language: Option<String>,
    /// What to know before knocking.
    pub before: BeforeYouKnock,
    /// Everything else the visit starts from.
    pub background: Background,
}

/// The facts a worker reads before knocking, in the fixed order of Today's cards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BeforeYouKnock {
    /// Facts for lone working.
    pub risk: Option<String>,
    /// Gate, steps, side door.
    pub access: Option<String>,
    /// Who answers and who will be there.
    pub people_there: Option<String>,
    /// Animals.
    pub pets: Option<String>,
    /// How to speak with the person, interpreter.
    pub communication: Option<String>,
    /// Where to leave the car.
    pub parking: Option<String>,
}

impl BeforeYouKnock {
    /// Every fact with the icon that stands beside it and the words where nothing is recorded.
    pub fn facts(&self) -> [Fact; 6] {
        let fact = |icon, label, text: &Option<String>| Fact { icon, label, text: text.clone() };
        [
            fact("attention", "safety", &self.risk),
            fact("house", "getting in", &self.access),
            fact("people", "who will be there", &self.people_there),
            fact("dog", "pets", &self.pets),
            fact("interpreter", "communication", &self.communication),
            fact("pin", "parking", &self.parking),
        ]
    }
}

/// One line of "Before you knock".
pub struct Fact {
    /// Name of the icon.
    pub icon: &'static str,
    /// What the fact is about, for "Nothing recorded about ...".
    pub label: &'static str,
    /// The fact itself.
    pub text: Option<String>,
}

impl Fact {
    /// The fact, or plainly that nothing is recorded.
    pub fn words(&self) -> String {
        match &self.text {
            Some(text) => text.clone(),
            None => format!("Nothing recorded about {}", self.label),
        }
    }
}

/// What the referral and earlier work say, in short texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Background {
    /// What the person asks for, in her or his words.
    pub wants: Option<String>,
    /// Why the person was referred, and by whom.
    pub referral: Option<String>,
    /// Health conditions and their course.
    pub health: Option<String>,
    /// The home in a sentence.
    pub home: Option<String>,
    /// house, flat, bungalow or park-home: the plain layout of the house picture.
    pub home_kind: Option<String>,
    /// Who lives there.
    pub household: Option<String>,
    /// Strengths and interests.
    pub strengths: Option<String>,
    /// Interpreter, where one is needed.
    pub interpreter: Option<String>,
    /// True when a key-safe code is recorded (the code itself is never here).
    pub has_access_code: bool,
}

impl Person {
    /// Somebody of whom nothing is written down yet.
    pub fn unknown(id: PersonId) -> Person {
        Person {
            id,
            title: None,
            given: String::new(),
            family: String::new(),
            preferred: None,
            born: None,
            health_number: None,
            address: String::new(),
            phone: None,
            language: None,
            before: BeforeYouKnock::default(),
            background: Background::default(),
        }
    }

    /// "ELLERY, Margaret (Mrs)": family name first, as on a UK clinical banner.
    pub fn banner_name(&self) -> String {
        let name = format!("{}, {}", self.family.to_uppercase(), self.given);
        match &self.title {
            Some(title) => format!("{name} ({title})"),
            None => name,
        }
    }

    /// What the person likes to be called, where that is not the given name.
    pub fn called(&self) -> Option<&str> {
        self.preferred.as_deref().filter(|preferred| *preferred != self.given)
    }

    /// "Mrs Ellery", or the whole name where no title is used.
    pub fn polite_name(&self) -> String {
        match &self.title {
            Some(title) => format!("{title} {}", self.family),
            None => format!("{} {}", self.given, self.family),
        }
    }

    /// "Born 14 March 1941 (85)" without the first word; "Not known" where it is not.
    pub fn born_words(&self, today: NaiveDate) -> String {
        match self.born {
            Some(born) => format!("{} ({})", calendar::long_date(born), calendar::age(born, today)),
            None => "Not known".to_owned(),
        }
    }

    /// The health number in groups of 3, 3 and 4; "Not known" where it is not.
    pub fn health_number_words(&self) -> String {
        self.health_number.as_deref().map_or_else(|| "Not known".to_owned(), grouped_health_number)
    }
}

/// "999 010 4212". Anything that is not ten digits is shown as it stands.
pub fn grouped_health_number(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 10 {
        format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    } else {
        text.to_owned()
    }
}

/// Whether ten digits carry a right check digit (modulus 11, NHS Data Dictionary).
pub fn health_number_is_plausible(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 10 {
        return false;
    }
    let sum: u32 = digits[..9].iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
    match 11 - sum % 11 {
        11 => digits[9] == 0,
        10 => false,
        check => digits[9] == check,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_numbers_are_checked_by_their_last_digit() {
        assert!(health_number_is_plausible("999 007 3171"));
        assert!(!health_number_is_plausible("999 007 3172"));
        assert!(!health_number_is_plausible("999 007"));
    }

    #[test]
    fn health_numbers_are_shown_in_groups() {
        assert_eq!(grouped_health_number("9990073171"), "999 007 3171");
        assert_eq!(grouped_health_number("unknown"), "unknown");
    }

    #[test]
    fn what_nobody_wrote_down_is_said_in_words() {
        let before = BeforeYouKnock { pets: Some("Small dog, shut away".into()), ..Default::default() };
        let words: Vec<String> = before.facts().iter().map(Fact::words).collect();
        assert_eq!(words[3], "Small dog, shut away");
        assert_eq!(words[5], "Nothing recorded about parking");
    }
}
