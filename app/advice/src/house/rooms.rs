//! What an area shows: its worst open finding, how many there are, and how far it is answered where nothing was found.

use super::WALK;
use crate::{
    findings::{Finding, Sign},
    plan::PLAN,
};
use domain::in_order;
use forms::SectionSummary;
use std::collections::BTreeMap;

/// What an area shows, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A hazard was found.
    Hazard,
    /// A check does not fit.
    DoesNotFit,
    /// A concern was found.
    Concern,
    /// Nobody saw it, or something in it was not seen.
    NotSeen,
    /// Something was not answered.
    Open,
    /// Everything was answered and nothing is open.
    Ok,
    /// This home has no such part.
    NotHere,
}

impl Mark {
    /// Its code, also the end of its CSS class.
    pub fn code(self) -> &'static str {
        match self {
            Mark::Hazard => "hazard",
            Mark::DoesNotFit => "does-not-fit",
            Mark::Concern => "concern",
            Mark::NotSeen => "not-seen",
            Mark::Open => "blank",
            Mark::Ok => "ok",
            Mark::NotHere => "na",
        }
    }
}

/// Which day is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// As the home is.
    #[default]
    Now,
    /// As it is once the recommendations are done.
    AfterTheWorks,
}

impl When {
    /// Its name in attributes.
    pub fn code(self) -> &'static str {
        match self {
            When::Now => "now",
            When::AfterTheWorks => "after",
        }
    }

    /// True when a finding is still there.
    pub fn shows(self, finding: &Finding) -> bool {
        finding.is_open() && !(self == When::AfterTheWorks && finding.goes_with_works())
    }
}

/// How many of each sign. They are never added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Hazards.
    pub hazards: usize,
    /// Checks that do not fit.
    pub misfits: usize,
    /// Concerns.
    pub concerns: usize,
}

impl Tally {
    fn add(&mut self, sign: Sign) {
        match sign {
            Sign::Hazard => self.hazards += 1,
            Sign::DoesNotFit => self.misfits += 1,
            Sign::Concern => self.concerns += 1,
        }
    }

    /// The worst of them.
    pub fn worst(&self) -> Option<Sign> {
        let found =
            [(self.hazards, Sign::Hazard), (self.misfits, Sign::DoesNotFit), (self.concerns, Sign::Concern)];
        found.into_iter().find(|(n, _)| *n > 0).map(|(_, sign)| sign)
    }

    /// "1 hazard", "2 do not fit", "3 concerns": one sign alone.
    fn of(&self, sign: Sign) -> Option<String> {
        let (n, one, many) = match sign {
            Sign::Hazard => (self.hazards, "hazard", "hazards"),
            Sign::DoesNotFit => (self.misfits, "does not fit", "do not fit"),
            Sign::Concern => (self.concerns, "concern", "concerns"),
        };
        (n > 0).then(|| format!("{n} {}", if n == 1 { one } else { many }))
    }

    /// "1 hazard, 2 concerns"; nothing where there is nothing.
    pub fn words(&self) -> Option<String> {
        let all =
            [Sign::Hazard, Sign::DoesNotFit, Sign::Concern].into_iter().filter_map(|sign| self.of(sign));
        Some(all.collect::<Vec<_>>().join(", ")).filter(|words| !words.is_empty())
    }
}

/// An area of the home.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Link id of the section.
    pub link_id: String,
    /// Its letter.
    pub letter: String,
    /// "Bathroom and WC".
    pub title: String,
    /// What it shows.
    pub mark: Mark,
    /// What is open in it.
    pub found: Tally,
    not_seen: usize,
    asked: usize,
    answered: usize,
}

impl Room {
    /// "I Bathroom and WC".
    pub fn name(&self) -> String {
        format!("{} {}", self.letter, self.title)
    }

    /// False where this home has no such part.
    pub fn is_asked(&self) -> bool {
        self.mark != Mark::NotHere
    }

    /// How far it is answered, from 0 to 1.
    pub fn part(&self) -> f64 {
        if self.asked == 0 { 0.0 } else { self.answered as f64 / self.asked as f64 }
    }

    /// "1 hazard, 2 concerns", "not started, 11 items", "OK".
    pub fn words(&self) -> String {
        match self.mark {
            Mark::Hazard | Mark::DoesNotFit | Mark::Concern => self.found.words().unwrap_or_default(),
            Mark::Open if self.answered == 0 && self.asked > 1 => {
                format!("not started, {} items", self.asked)
            }
            _ => self.short_words(),
        }
    }

    /// The same in the room of a block: count and kind of the worst alone.
    pub fn short_words(&self) -> String {
        match self.mark {
            Mark::Hazard | Mark::DoesNotFit | Mark::Concern => {
                self.found.worst().and_then(|sign| self.found.of(sign)).unwrap_or_default()
            }
            Mark::NotSeen if self.not_seen == 0 => "Not seen".to_owned(),
            Mark::NotSeen => format!("{} not seen", self.not_seen),
            Mark::Open if self.answered == 0 => "not started".to_owned(),
            Mark::Open => format!("{} of {}", self.answered, self.asked),
            Mark::Ok => "OK".to_owned(),
            Mark::NotHere => "n/a".to_owned(),
        }
    }
}

/// All areas, and what was found outside them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rooms {
    /// Areas that have a letter, in the order of the form.
    pub all: Vec<Room>,
    /// Open findings that belong to no area: they are counted, so that none is lost.
    pub elsewhere: Tally,
}

impl Rooms {
    /// The areas this home has, the worst first.
    pub fn worst_first(&self) -> Vec<Room> {
        let mut asked: Vec<Room> = self.all.iter().filter(|room| room.is_asked()).cloned().collect();
        in_order(&mut asked, |room| room.mark);
        asked
    }

    /// The names of areas this home does not have.
    pub fn not_here(&self) -> Vec<String> {
        self.all.iter().filter(|room| !room.is_asked()).map(Room::name).collect()
    }
}

/// Every area with what is open in it. `sections` are those of the walk, in their order; the findings are gone
/// through once.
pub fn rooms(sections: &[SectionSummary], findings: &[Finding], when: When) -> Rooms {
    let mut by_letter: BTreeMap<&str, usize> = BTreeMap::new();
    let lettered = sections.iter().enumerate();
    by_letter.extend(lettered.filter_map(|(at, section)| Some((section.letter.as_deref()?, at))));
    let mut found = vec![Tally::default(); sections.len()];
    let mut elsewhere = Tally::default();
    for finding in findings.iter().filter(|finding| when.shows(finding)) {
        let at = match finding.at.form.as_str() {
            WALK => Some(usize::from(finding.section)),
            // What was added by hand names its area as the walk does: "I Bathroom and WC".
            PLAN => finding.area.split_once(' ').and_then(|(letter, _)| by_letter.get(letter).copied()),
            _ => None,
        };
        let has_letter = |at: &usize| sections.get(*at).is_some_and(|section| section.letter.is_some());
        match at.filter(has_letter).and_then(|at| found.get_mut(at)) {
            Some(tally) => tally.add(finding.sign),
            None => elsewhere.add(finding.sign),
        }
    }
    let all = sections.iter().zip(found).filter_map(|(section, found)| room(section, found)).collect();
    Rooms { all, elsewhere }
}

fn room(section: &SectionSummary, found: Tally) -> Option<Room> {
    let letter = section.letter.clone()?;
    let mark = match found.worst() {
        Some(Sign::Hazard) => Mark::Hazard,
        Some(Sign::DoesNotFit) => Mark::DoesNotFit,
        Some(Sign::Concern) => Mark::Concern,
        None if section.not_here || !section.enabled || section.asked == 0 => Mark::NotHere,
        None if section.unseen || section.not_seen > 0 => Mark::NotSeen,
        None if section.answered < section.asked => Mark::Open,
        None => Mark::Ok,
    };
    Some(Room {
        link_id: section.link_id.clone(),
        letter,
        title: section.title.clone(),
        mark,
        found,
        not_seen: section.not_seen,
        asked: section.asked,
        answered: section.answered,
    })
}
