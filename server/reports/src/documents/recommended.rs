//! A recommendation as it is written into documents: blanks of the library that nobody filled stand in square
//! brackets and are said to be missing; what two people wrote differently is read with both names.

use super::{blocks::Blocks, case::Case};
use advice::{
    PLAN, Recommendation, RecommendationState, cost_words, gap_name,
    library::{blanks, fill},
};
use forms::AnswerPath;

/// A recommendation of a visit.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// The visit.
    pub case: &'a Case<'a>,
    /// The recommendation.
    pub one: &'a Recommendation,
}

/// What stands: drafts and what was kept, in the order they were added.
pub(super) fn standing<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Told<'a>> {
    case.plan.iter().filter(|one| one.is_standing()).map(move |one| Told { case, one })
}

/// What is built: minor and major adaptations among them.
pub(super) fn works<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Told<'a>> {
    standing(case).filter(|told| matches!(told.one.kind.as_str(), "minor" | "major"))
}

impl Told<'_> {
    /// What is said at one of its questions, by the end of its link id: `need`, `owner`.
    pub(super) fn said(&self, what: &str) -> Option<String> {
        self.case.said(PLAN, &self.path(what)).map(|words| bracketed(&words))
    }

    /// The same with its note and what was added later.
    pub(super) fn said_in_full(&self, what: &str) -> Option<String> {
        self.case.said_in_full(PLAN, &self.path(what)).map(|words| bracketed(&words))
    }

    /// What is recommended, in a line.
    pub(super) fn title(&self) -> String {
        self.said("what").unwrap_or_else(|| "Not named yet".to_owned())
    }

    /// The code of an answer while nobody says otherwise.
    pub(super) fn code(&self, what: &str) -> Option<&str> {
        self.case.code(PLAN, &self.path(what))
    }

    /// True where somebody gave this code, whatever others say.
    pub(super) fn any_code(&self, what: &str, code: &str) -> bool {
        self.case.any_code(PLAN, &self.path(what), code)
    }

    /// "Housing, by 1 June 2026"; empty where neither is said.
    pub(super) fn who_and_when(&self) -> String {
        let by = self.said("due").map(|due| format!("by {due}"));
        self.said("owner").into_iter().chain(by).collect::<Vec<_>>().join(", ")
    }

    /// "£440 (2 at £220), price of 3 May 2026".
    pub(super) fn cost(&self) -> Option<String> {
        let is_settled = self.case.answers_at(PLAN, &self.path("cost")).len() == 1;
        let words = cost_words(self.one).filter(|_| is_settled).or_else(|| self.said("cost"))?;
        Some(match self.said("price-on") {
            Some(on) => format!("{words}, price of {on}"),
            None => words,
        })
    }

    /// Says what is not finished: wording that nobody read, blanks in what is shown, and whether it is recommended at all
    /// where two people differ.
    pub(super) fn gaps(&self, shown: &[&str], blocks: &mut Blocks) {
        if self.one.state == RecommendationState::Draft {
            blocks.gap(format!("Not read yet: \u{201c}{}\u{201d} is in draft wording.", self.title()));
        }
        if self.code("state").is_none() && self.case.answers_at(PLAN, &self.path("state")).len() > 1 {
            blocks
                .gap(format!("Not settled: two answers differ. {}", self.said("state").unwrap_or_default()));
        }
        let names = self.blanks(shown);
        if !names.is_empty() {
            blocks.gap(format!(
                "Not filled in yet, for \u{201c}{}\u{201d}: {}.",
                self.title(),
                names.join(", ")
            ));
        }
    }

    /// The blanks left in what is shown, each once, in words.
    fn blanks(&self, shown: &[&str]) -> Vec<String> {
        let texts = shown.iter().filter_map(|what| self.case.said(PLAN, &self.path(what)));
        let mut names: Vec<String> = Vec::new();
        for name in texts.flat_map(|text| blanks(&text)).map(|name| gap_name(&name)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn path(&self, what: &str) -> AnswerPath {
        self.case.copy_of(self.one).child(&format!("pl-rec-{what}"))
    }
}

/// `{rail-length}` as `[rail length]`.
fn bracketed(text: &str) -> String {
    let words = blanks(text).into_iter().map(|name| {
        let shown = format!("[{}]", gap_name(&name));
        (name, shown)
    });
    fill(text, &words.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_stand_in_square_brackets() {
        let text = "A rail of {rail-length} mm {at the wall}";
        assert_eq!(bracketed(text), "A rail of [rail length] mm {at the wall}");
    }
}
