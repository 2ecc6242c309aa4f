//! What the house picture knows of an area: its worst open finding, and that in words. Pure.

use crate::{
    sheet::{counted, findings_words},
    ui::share,
};
use forms::SectionSummary;

/// The worst open finding of an area, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A hazard was found.
    Hazard,
    /// A concern was found.
    Concern,
    /// Something was not seen.
    NotSeen,
    /// Something was not answered.
    Open,
    /// Everything was answered and nothing found.
    Ok,
    /// This home has no such part.
    NotHere,
}

impl Mark {
    /// Icon and end of the CSS class; none while progress is shown instead.
    pub fn icon(self) -> Option<(&'static str, &'static str)> {
        match self {
            Mark::Hazard => Some(("hazard", "hazard")),
            Mark::Concern => Some(("concern", "concern")),
            Mark::NotSeen => Some(("not-seen", "not-seen")),
            Mark::Ok => Some(("ok-line", "ok")),
            Mark::Open | Mark::NotHere => None,
        }
    }

    /// The end of the CSS class of its block.
    pub fn block(self) -> &'static str {
        match self {
            Mark::Hazard => "hazard",
            Mark::Concern => "concern",
            Mark::NotSeen => "not-seen",
            Mark::Open => "blank",
            Mark::Ok => "ok",
            Mark::NotHere => "na",
        }
    }
}

/// An area of the home.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Link id of the section.
    pub link_id: String,
    /// Its letter.
    pub letter: String,
    /// "I Bathroom and WC".
    pub name: String,
    /// Its worst open finding.
    pub mark: Mark,
    hazards: usize,
    concerns: usize,
    not_seen: usize,
    asked: usize,
    answered: usize,
}

impl Room {
    /// False where this home has no such part.
    pub fn is_asked(&self) -> bool {
        self.mark != Mark::NotHere
    }

    /// How far it is answered.
    pub fn part(&self) -> f64 {
        share(self.answered, self.asked)
    }

    /// "1 hazard, 2 concerns", "0 of 11", "OK".
    pub fn words(&self) -> String {
        match self.mark {
            Mark::Hazard | Mark::Concern => findings_words(self.hazards, self.concerns).unwrap_or_default(),
            Mark::NotSeen => format!("{} not seen", self.not_seen),
            Mark::Open if self.answered == 0 && self.asked == 1 => "not started".to_owned(),
            Mark::Open if self.answered == 0 => format!("not started, {} items", self.asked),
            Mark::Open => format!("{} of {}", self.answered, self.asked),
            Mark::Ok => "OK".to_owned(),
            Mark::NotHere => "n/a".to_owned(),
        }
    }

    /// The same in the room of a block: the worst alone.
    pub fn short_words(&self) -> String {
        match self.mark {
            Mark::Hazard => counted(self.hazards, "hazard").unwrap_or_default(),
            Mark::Open => format!("{} of {}", self.answered, self.asked),
            _ => self.words(),
        }
    }
}

/// Every area that has a letter.
pub fn rooms(sections: &[SectionSummary]) -> Vec<Room> {
    sections.iter().filter_map(room).collect()
}

fn room(section: &SectionSummary) -> Option<Room> {
    let letter = section.letter.clone()?;
    let mark = match section {
        s if s.not_here || !s.enabled || s.asked == 0 => Mark::NotHere,
        s if s.hazards > 0 => Mark::Hazard,
        s if s.concerns > 0 => Mark::Concern,
        s if s.not_seen > 0 => Mark::NotSeen,
        s if s.answered < s.asked => Mark::Open,
        _ => Mark::Ok,
    };
    Some(Room {
        link_id: section.link_id.clone(),
        name: format!("{letter} {}", section.title),
        letter,
        mark,
        hazards: section.hazards,
        concerns: section.concerns,
        not_seen: section.not_seen,
        asked: section.asked,
        answered: section.answered,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(hazards: usize, concerns: usize, answered: usize) -> SectionSummary {
        SectionSummary {
            link_id: "i".into(),
            letter: Some("I".into()),
            title: "Bathroom and WC".into(),
            enabled: true,
            asked: 12,
            answered,
            hazards,
            concerns,
            ..SectionSummary::default()
        }
    }

    #[test]
    fn an_area_shows_its_worst_finding_and_counts_the_rest() {
        let found = rooms(&[section(1, 2, 7)]);
        assert_eq!(found[0].mark, Mark::Hazard);
        assert_eq!(found[0].words(), "1 hazard, 2 concerns");
        assert_eq!(found[0].short_words(), "1 hazard");
    }

    #[test]
    fn an_area_without_findings_shows_how_far_it_is() {
        assert_eq!(rooms(&[section(0, 0, 7)])[0].words(), "7 of 12");
        assert_eq!(rooms(&[section(0, 0, 12)])[0].words(), "OK");
    }

    #[test]
    fn a_part_this_home_does_not_have_is_no_finding() {
        let nothing = SectionSummary { not_here: true, ..section(0, 0, 0) };
        let found = rooms(&[nothing]);
        assert!(!found[0].is_asked());
        assert_eq!(found[0].words(), "n/a");
    }
}
