//! Progress, section by section: what the rail shows.

use super::missing::Level;
use super::{Judgement, View};
use crate::answers::Answers;
use crate::definition::Definition;

/// One line of the rail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionSummary {
    /// Link id of the section's group.
    pub link_id: String,
    /// Letter of the area.
    pub letter: Option<String>,
    /// What it is called.
    pub title: String,
    /// Its conditions hold; a section that is not asked shows "n/a".
    pub enabled: bool,
    /// Questions asked, those of every copy included; details of a question do not count.
    pub asked: usize,
    /// Of these, answered, or not seen with a reason.
    pub answered: usize,
    /// Judgements "hazard", details included.
    pub hazards: usize,
    /// Judgements "concern".
    pub concerns: usize,
    /// Judgements "not seen".
    pub not_seen: usize,
    /// This home has no such part.
    pub not_here: bool,
    /// Nobody saw this part.
    pub unseen: bool,
    /// Things that finishing or countersigning still needs.
    pub must_open: usize,
    /// Something is answered.
    pub started: bool,
    /// Everything asked is answered and nothing is needed, or this home has no such part.
    pub complete: bool,
}

impl View {
    /// Progress of every section, in the order of the form.
    pub fn sections(&self, def: &Definition) -> Vec<SectionSummary> {
        let mut all: Vec<SectionSummary> = def
            .sections()
            .iter()
            .enumerate()
            .map(|(n, section)| SectionSummary {
                link_id: section.link_id.clone(),
                letter: section.letter.clone(),
                title: section.title.clone(),
                not_here: self.is_not_here(n),
                unseen: self.is_unseen(n),
                ..SectionSummary::default()
            })
            .collect();
        for node in &self.nodes {
            let Some(summary) = all.get_mut(usize::from(node.section)) else {
                continue;
            };
            summary.enabled |= node.enabled && node.depth == 0;
            summary.asked += usize::from(node.asked);
            summary.answered += usize::from(node.asked && node.settled);
            summary.started |= node.answered;
            match node.judgement {
                Some(Judgement::Hazard) => summary.hazards += 1,
                Some(Judgement::Concern) => summary.concerns += 1,
                Some(Judgement::NotSeen) => summary.not_seen += 1,
                _ => {}
            }
            let needed = self.lack(def, node).is_some_and(|(level, _)| level != Level::WorthALook);
            summary.must_open += usize::from(needed);
        }
        for summary in &mut all {
            let all_answered = summary.asked > 0 && summary.answered == summary.asked;
            summary.complete =
                summary.not_here || (summary.enabled && all_answered && summary.must_open == 0);
        }
        all
    }

    /// Progress of the whole form: asked and answered.
    pub fn progress(&self) -> (usize, usize) {
        let asked = self.nodes.iter().filter(|node| node.asked);
        asked.fold((0, 0), |(asked, answered), node| (asked + 1, answered + usize::from(node.settled)))
    }

    /// True when nothing stops finishing.
    pub fn can_finish(&self, def: &Definition, answers: &Answers) -> bool {
        !self.missing(def, answers).iter().any(|one| one.level == Level::NeededToFinish)
    }
}
