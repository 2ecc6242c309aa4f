//! What is typed about a person, and what of it has to be put right before it is sent.

use crate::pages::office::fields::{Problems, date_since, no_date};
use chrono::{Datelike, NaiveDate};
use domain::people::{Person, grouped_health_number, health_number_is_plausible};
use leptos::prelude::*;
use sync::desk::KeptPerson;

/// The longest text about a person, in letters.
const LONGEST: usize = 2_000;

/// The kinds of home that have a picture of their own.
pub const HOMES: [(&str, &str); 4] =
    [("house", "House"), ("flat", "Flat"), ("bungalow", "Bungalow"), ("park-home", "Park home or caravan")];

/// A text about a person that may stay empty.
pub struct Line {
    /// Its id.
    pub id: &'static str,
    /// The label.
    pub label: &'static str,
    /// A line under the label.
    pub hint: &'static str,
    /// Lines of the field; one for a plain field.
    pub rows: u8,
    /// Where it stands in the facts.
    pub of: fn(&mut Person) -> &mut Option<String>,
}

const fn line(
    id: &'static str,
    label: &'static str,
    rows: u8,
    of: fn(&mut Person) -> &mut Option<String>,
) -> Line {
    Line { id, label, hint: "", rows, of }
}

/// How the person is reached.
pub const REACHED: [Line; 3] = [
    line("phone", "Phone", 1, |one| &mut one.phone),
    line("language", "Language", 1, |one| &mut one.language),
    line("interpreter", "Interpreter, if one is needed", 1, |one| &mut one.background.interpreter),
];

/// What to know before a visit.
pub const BEFORE: [Line; 6] = [
    Line {
        hint: "Facts for whoever goes alone. The person may read them.",
        ..line("risk", "Safety", 2, |one| &mut one.before.risk)
    },
    line("access", "Getting in", 2, |one| &mut one.before.access),
    line("there", "Who will be there", 2, |one| &mut one.before.people_there),
    line("pets", "Pets", 1, |one| &mut one.before.pets),
    line("communication", "Communication", 2, |one| &mut one.before.communication),
    line("parking", "Parking", 1, |one| &mut one.before.parking),
];

/// What the visit starts from.
pub const BACKGROUND: [Line; 6] = [
    line("referral", "Why referred, and by whom", 3, |one| &mut one.background.referral),
    line("wants", "What the person asks for, in their own words", 3, |one| &mut one.background.wants),
    line("health", "Health", 3, |one| &mut one.background.health),
    line("household", "Who lives there", 2, |one| &mut one.background.household),
    line("home", "The home in a sentence", 2, |one| &mut one.background.home),
    line("strengths", "Strengths and interests", 2, |one| &mut one.background.strengths),
];

/// The field that words of the server are about.
pub fn field_of(words: &str) -> Option<&'static str> {
    let all = [
        ("NHS number", "number"),
        ("in the service already", "family"),
        ("A name has", "family"),
        ("date of birth", "born"),
        ("the address", "address"),
        ("caseload", "therapist"),
        ("key safe", "code"),
    ];
    all.into_iter().find(|(piece, _)| words.contains(piece)).map(|(_, field)| field)
}

/// What is typed, before it is checked.
#[derive(Clone, Copy)]
pub struct Typed {
    /// "Mrs", or none.
    pub title: RwSignal<String>,
    /// Given names.
    pub given: RwSignal<String>,
    /// Family name.
    pub family: RwSignal<String>,
    /// What the person likes to be called.
    pub preferred: RwSignal<String>,
    /// NHS number.
    pub number: RwSignal<String>,
    /// Address in a line.
    pub address: RwSignal<String>,
    /// Day, month and year of birth.
    pub born: [RwSignal<String>; 3],
    /// Code of the kind of home.
    pub home_kind: RwSignal<String>,
    /// Id of whoever has the caseload.
    pub therapist: RwSignal<String>,
    /// Where the key safe is.
    pub code_place: RwSignal<String>,
    /// Its code.
    pub code: RwSignal<String>,
    /// The code that is written down goes.
    pub removes_code: RwSignal<bool>,
    /// It is somebody else than who is here already.
    pub sure: RwSignal<bool>,
    /// The texts that may stay empty.
    pub lines: StoredValue<Vec<(&'static Line, RwSignal<String>)>>,
}

impl Typed {
    /// What is written down so far.
    pub fn of(person: &Person) -> Typed {
        let text = |words: &str| RwSignal::new(words.to_owned());
        let some = |words: &Option<String>| RwSignal::new(words.clone().unwrap_or_default());
        let born = person.born.map(|born| [born.day(), born.month(), born.year() as u32]);
        let part = |at: usize| RwSignal::new(born.map(|born| born[at].to_string()).unwrap_or_default());
        let mut read = person.clone();
        let lines = REACHED.iter().chain(&BEFORE).chain(&BACKGROUND);
        Typed {
            title: some(&person.title),
            given: text(&person.given),
            family: text(&person.family),
            preferred: some(&person.preferred),
            number: RwSignal::new(
                person.health_number.as_deref().map(grouped_health_number).unwrap_or_default(),
            ),
            address: text(&person.address),
            born: [part(0), part(1), part(2)],
            home_kind: some(&person.background.home_kind),
            therapist: text(""),
            code_place: text(""),
            code: text(""),
            removes_code: RwSignal::new(false),
            sure: RwSignal::new(false),
            lines: StoredValue::new(
                lines
                    .map(|line| (line, RwSignal::new((line.of)(&mut read).clone().unwrap_or_default())))
                    .collect(),
            ),
        }
    }

    /// What is to be kept, or what has to be put right.
    pub fn checked(
        &self,
        before: &Person,
        today: NaiveDate,
        asks_whose: bool,
    ) -> Result<KeptPerson, Problems> {
        let mut problems = Problems::new();
        let mut wrong = |field: &str, words: &str| problems.push((Some(field.to_owned()), words.to_owned()));
        let said = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let some = |text: RwSignal<String>| Some(said(text)).filter(|text| !text.is_empty());
        for (field, text, words) in [
            ("given", self.given, "Write the given name."),
            ("family", self.family, "Write the family name."),
            ("address", self.address, "Write the address: the visit goes there."),
        ] {
            if said(text).is_empty() {
                wrong(field, words);
            }
        }
        let born = date_of_birth(&self.born, today);
        if let Err(words) = &born {
            wrong("born", words);
        }
        if some(self.number).is_some_and(|number| !health_number_is_plausible(&number)) {
            wrong("number", "This is no NHS number: it has ten figures, and the last one checks the others.");
        }
        if said(self.code).is_empty() != said(self.code_place).is_empty() {
            wrong("code", "Write both: where the key safe is, and its code.");
        }
        if asks_whose && said(self.therapist).is_empty() {
            wrong("therapist", "Choose whose caseload it is.");
        }
        self.lines.with_value(|lines| {
            for (line, text) in lines {
                if said(*text).chars().count() > LONGEST {
                    wrong(line.id, "This is longer than 2,000 letters. Shorten it.");
                }
            }
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut facts = Person {
            title: some(self.title),
            given: said(self.given),
            family: said(self.family),
            preferred: some(self.preferred),
            born: born.ok().flatten(),
            health_number: some(self.number),
            address: said(self.address),
            ..before.clone()
        };
        facts.background.home_kind = some(self.home_kind);
        self.lines.with_value(|lines| {
            for (line, text) in lines {
                *(line.of)(&mut facts) = some(*text);
            }
        });
        Ok(KeptPerson {
            facts,
            seen: (!before.id.0.is_nil()).then(|| before.clone()),
            therapist: said(self.therapist).parse().ok(),
            code_place: said(self.code_place),
            code: said(self.code),
            removes_code: self.removes_code.get_untracked(),
            sure: self.sure.get_untracked(),
        })
    }
}

/// The date of birth that was typed; none where nothing was.
fn date_of_birth(parts: &[RwSignal<String>; 3], today: NaiveDate) -> Result<Option<NaiveDate>, String> {
    if parts.iter().all(|part| part.with_untracked(|text| text.trim().is_empty())) {
        return Ok(None);
    }
    match date_since(parts, 1890) {
        Some(born) if born <= today => Ok(Some(born)),
        Some(_) => Err("The date of birth is after today.".to_owned()),
        None => Err(format!("{} Or leave all three empty.", no_date(parts, "14 3 1941"))),
    }
}
