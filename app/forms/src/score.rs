//! Adds up the scores of chosen options. Only active answers count; a total means something only when nothing that
//! scores is open. Never here: what a total says about a person.

use crate::answers::Answers;
use crate::definition::Definition;
use crate::view::{View, view};

/// The sum of scores below one group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Sum of what is answered so far.
    pub total: f64,
    /// Scoring questions that are answered.
    pub answered: usize,
    /// Scoring questions that are asked.
    pub asked: usize,
}

impl Score {
    /// True when nothing that scores is open, so that the total may be shown.
    pub fn is_complete(&self) -> bool {
        self.asked > 0 && self.answered == self.asked
    }
}

/// Scores everything in the group with this link id, in all its copies. An unknown group scores nothing.
pub fn score(def: &Definition, answers: &Answers, group: &str) -> Score {
    score_in(def, answers, &view(def, answers), group)
}

/// The same, with a view that is at hand.
pub fn score_in(def: &Definition, answers: &Answers, view: &View, group: &str) -> Score {
    let Some(group) = def.by_link_id(group) else {
        return Score::default();
    };
    let is_inside = |mut item: crate::ItemIdx| loop {
        match def.item(item).parent {
            _ if item == group => return true,
            Some(parent) => item = parent,
            None => return false,
        }
    };
    let mut score = Score::default();
    for node in view.nodes.iter().filter(|node| node.enabled && is_inside(node.item)) {
        let item = def.item(node.item);
        if !item.is_question() || item.options.iter().all(|option| option.ordinal.is_none()) {
            continue;
        }
        score.asked += 1;
        let Some(answer) = answers.get(&node.path).filter(|_| node.answered) else {
            continue;
        };
        score.answered += 1;
        let chosen = answer.0.iter().filter_map(|value| item.option_for(value)?.ordinal.as_ref()?.as_f64());
        score.total += chosen.sum::<f64>();
    }
    score
}
