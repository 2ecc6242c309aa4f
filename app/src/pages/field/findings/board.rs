//! What the parts of the findings page share: which findings are shown, and what is open beside them.

use crate::{
    routes,
    sheet::{Book, Sheet, Thoughts},
};
use advice::{Finding, PLAN, Sign};
use forms::AnswerPath;
use leptos::prelude::*;

/// Which findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that are open.
    All,
    /// Told by an octagon: judged a hazard, or measured and too small.
    Hazards,
    /// Told by a triangle.
    Concerns,
    /// Nothing is recommended for it yet.
    WithoutRecommendation,
}

impl Which {
    /// In the order of the control.
    pub const ALL: [Which; 4] = [Which::All, Which::Hazards, Which::Concerns, Which::WithoutRecommendation];

    /// The words on the control.
    pub fn words(self) -> &'static str {
        match self {
            Which::All => "All",
            Which::Hazards => "Hazards",
            Which::Concerns => "Concerns",
            Which::WithoutRecommendation => "Without a recommendation",
        }
    }

    /// The value of the control.
    pub fn code(self) -> &'static str {
        match self {
            Which::All => "all",
            Which::Hazards => "hazards",
            Which::Concerns => "concerns",
            Which::WithoutRecommendation => "without",
        }
    }

    fn shows(self, finding: &Finding) -> bool {
        match self {
            Which::All => true,
            Which::Hazards => finding.sign != Sign::Concern,
            Which::Concerns => finding.sign == Sign::Concern,
            Which::WithoutRecommendation => finding.recommendations.is_empty(),
        }
    }
}

/// Findings of one area, by their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The area.
    pub area: String,
    /// The findings.
    pub keys: Vec<String>,
}

/// The findings page.
#[derive(Clone, Copy)]
pub struct Board {
    /// The open visit.
    pub book: Book,
    /// The plan, which holds findings of one's own and what became of each.
    pub sheet: Sheet,
    /// What the answers amount to.
    pub thoughts: Thoughts,
    /// The filter.
    pub which: RwSignal<Which>,
    /// Open findings that the filter shows, by area.
    pub groups: Memo<Vec<Group>>,
    /// How many are open.
    pub n_open: Memo<usize>,
    /// What was settled.
    pub settled: Memo<Vec<String>>,
    /// The finding for which suggestions are looked at.
    pub asked: RwSignal<Option<Finding>>,
    /// True while the sheet with them is open.
    pub suggesting: RwSignal<bool>,
    /// True while what was settled is unfolded.
    pub unfolded: RwSignal<bool>,
    /// The finding that is being closed, by its key.
    pub closing: RwSignal<Option<String>>,
    /// The finding of one's own that is being written. It leaves the list meanwhile: a line that moves while
    /// somebody types in it would take the field along.
    pub editing: RwSignal<Option<AnswerPath>>,
}

impl Board {
    /// The board of an open visit with a plan.
    pub fn new(book: Book, sheet: Sheet) -> Board {
        let thoughts = Thoughts::here();
        let which = RwSignal::new(Which::All);
        let editing = RwSignal::new(None::<AnswerPath>);
        let groups = Memo::new(move |_| {
            let (which, editing) = (which.get(), editing.get());
            let is_shown = |finding: &&Finding| {
                let is_edited = finding.at.form == PLAN && editing.as_ref() == Some(&finding.at.path);
                finding.is_open() && which.shows(finding) && !is_edited
            };
            thoughts.findings.with(|all| groups(all.iter().filter(is_shown)))
        });
        let n_open = Memo::new(move |_| {
            thoughts.findings.with(|all| all.iter().filter(|finding| finding.is_open()).count())
        });
        let settled = Memo::new(move |_| {
            thoughts.findings.with(|all| {
                all.iter().filter(|finding| !finding.is_open()).map(Finding::key).collect::<Vec<_>>()
            })
        });
        Board {
            book,
            sheet,
            thoughts,
            which,
            groups,
            n_open,
            settled,
            asked: RwSignal::new(None),
            suggesting: RwSignal::new(false),
            unfolded: RwSignal::new(false),
            closing: RwSignal::new(None),
            editing,
        }
    }

    /// One finding, following every change.
    pub fn finding(self, key: String) -> Memo<Option<Finding>> {
        Memo::new(move |_| {
            self.thoughts.findings.with(|all| all.iter().find(|one| one.key() == key).cloned())
        })
    }

    /// The finding that comes after this one, by the id of its title; the one before it at the end.
    pub fn after(self, key: &str) -> Option<String> {
        let keys: Vec<String> = self
            .groups
            .with_untracked(|groups| groups.iter().flat_map(|group| group.keys.iter().cloned()).collect());
        let at = keys.iter().position(|one| one == key)?;
        let next = keys.get(at + 1).or_else(|| at.checked_sub(1).and_then(|before| keys.get(before)));
        next.map(String::as_str).map(routes::finding_id)
    }
}

fn groups<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|group| group.area == finding.area) {
            Some(group) => group.keys.push(finding.key()),
            None => groups.push(Group { area: finding.area.clone(), keys: vec![finding.key()] }),
        }
    }
    groups
}

/// The title of a finding, by its key.
pub fn title_of(findings: &[Finding], key: &str) -> Option<String> {
    findings.iter().find(|finding| finding.key() == key).map(|finding| finding.title.clone())
}

/// Where a finding stands in its form; none for one that was written on this page.
pub fn place_of(book: Book, finding: &Finding) -> Option<String> {
    let copy_of = |group: &str| finding.at.path.as_str().starts_with(&format!("{group}@"));
    if finding.at.form == PLAN && copy_of("pl-finding") {
        return None;
    }
    if finding.at.form == PLAN && copy_of("pl-rec") {
        let (_, id) = finding.at.path.instances().next()?;
        return Some(routes::recommendation(book.visit, id));
    }
    // A whole copy cannot be gone to: the first measure that does not fit can.
    let path = match finding.at.path.instance_id() {
        Some(_) => finding.checks.first().map(|check| check.at.path.clone())?,
        None => finding.at.path.clone(),
    };
    let sheet = book.sheet(&finding.at.form)?;
    let section = sheet.definition.with_value(|definition| {
        definition.sections().get(usize::from(finding.section)).map(|section| section.link_id.clone())
    })?;
    Some(routes::item(book.visit, &finding.at.form, &section, &path))
}
