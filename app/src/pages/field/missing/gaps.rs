//! What is missing in a visit: what the engine says of each form, narrowed to what this kind of
//! visit must fill, and the answers that differ. One list, wherever it is counted or shown.

use crate::{
    routes,
    sheet::{Book, Sheet},
};
use domain::{VisitId, VisitKind};
use forms::{AnswerPath, Definition, Judgement, Level, Missing, MissingKind, View};
use leptos::prelude::*;
use sync::FieldKey;

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The form.
    pub form: String,
    /// Its title.
    pub form_title: String,
    /// How pressing.
    pub level: Level,
    /// What is missing; none where two answers differ.
    pub kind: Option<MissingKind>,
    /// Where.
    pub path: AnswerPath,
    /// Link id of the section.
    pub section: String,
    /// "I8 Rails by the bath".
    pub label: String,
    /// "not seen, no reason given".
    pub text: String,
}

impl Gap {
    /// What tells it from others, also when it changes its words.
    pub fn key(&self) -> String {
        format!("{} {} {}", self.form, self.path, self.text)
    }

    /// The DOM id of its link.
    pub fn id(&self) -> String {
        format!("m-{}-{}", self.form, routes::item_id(&self.path))
    }
}

/// How far the visit is, counted over what this kind of visit must fill and what was begun besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions asked.
    pub asked: usize,
    /// Of these, answered, or not seen with a reason.
    pub answered: usize,
    /// Of these, not seen with a reason.
    pub not_seen: usize,
}

impl Progress {
    /// Counts one form in.
    pub fn add(&mut self, kind: VisitKind, form: &str, definition: &Definition, view: &View) {
        let sections = view.sections(definition);
        let counts: Vec<bool> =
            sections.iter().map(|section| section.started || must(kind, form, &section.link_id)).collect();
        let counted = |section: u16| counts.get(usize::from(section)).copied().unwrap_or(false);
        for node in view.nodes.iter().filter(|node| node.asked && counted(node.section)) {
            self.asked += 1;
            self.answered += usize::from(node.settled);
            let not_seen = node.absent || node.judgement == Some(Judgement::NotSeen);
            self.not_seen += usize::from(node.settled && not_seen);
        }
    }
}

/// Everything that is missing, the most pressing first, each level in the order of the forms.
pub fn gaps(book: Book) -> Vec<Gap> {
    let kind = book.card.with(|card| card.kind);
    let mut all: Vec<Gap> =
        book.differing.with(|differing| differing.iter().filter_map(|(key, _)| differs(book, key)).collect());
    for sheet in book.all() {
        let (form, title) = (sheet.id(), sheet.title());
        let missing = sheet.view.with(|view| {
            sheet.definition.with_value(|definition| {
                sheet.answers.with_untracked(|answers| view.missing(definition, answers))
            })
        });
        let is_wanted = |one: &Missing| is_wanted(kind, &form, &one.section, one.kind) || was_added(one);
        let wanted: Vec<Missing> = missing.into_iter().filter(is_wanted).collect();
        let once = wanted.iter().filter(|one| !is_told_by_others(one, &wanted)).cloned();
        all.extend(once.map(|one| gap(&form, &title, one)));
    }
    all.sort_by_key(|gap| gap.level);
    all
}

/// How many there are, followed a breath behind the answers.
pub fn n_missing(book: Book) -> usize {
    book.follow_sums();
    untrack(|| gaps(book).len())
}

/// What stands in the way of signing.
pub fn needed_to_finish(gaps: &[Gap]) -> Vec<&Gap> {
    gaps.iter().filter(|gap| gap.level == Level::NeededToFinish).collect()
}

/// Where a line leads.
pub fn href(visit: VisitId, gap: &Gap) -> String {
    match gap.kind {
        None => routes::field_conflict(visit, &FieldKey { form: gap.form.clone(), path: gap.path.clone() }),
        Some(MissingKind::NotStarted) => routes::area(visit, &gap.form, &gap.section),
        Some(_) => routes::item(visit, &gap.form, &gap.section, &gap.path.without_facet()),
    }
}

/// A line for those who have to mend it: what to do, in a sentence.
pub fn remark(gap: &Gap) -> String {
    match gap.kind {
        Some(MissingKind::NoReason) => format!("{}: choose why it was not seen", gap.label),
        Some(MissingKind::NobodyAffected) => {
            format!("{}: choose who is affected, or “Nobody”", gap.label)
        }
        Some(MissingKind::NoAgreement) => {
            format!("{}: say whether the person agreed to the photo", gap.label)
        }
        Some(MissingKind::Unanswered | MissingKind::NotStarted) => gap.label.clone(),
        Some(MissingKind::WrongValue | MissingKind::Implausible) | None => {
            format!("{}: {}", gap.label, gap.text)
        }
    }
}

/// How far the visit is.
pub fn progress(book: Book) -> Progress {
    let kind = book.card.with(|card| card.kind);
    let mut sum = Progress::default();
    for sheet in book.all() {
        sheet.view.with(|view| sheet.definition.with_value(|d| sum.add(kind, &sheet.id(), d, view)));
    }
    sum
}

fn must(kind: VisitKind, form: &str, section: &str) -> bool {
    kind.must_sections(form).is_none_or(|sections| sections.contains(&section))
}

/// Outside what a visit must fill silence is fine; what was said there is still looked at.
fn is_wanted(kind: VisitKind, form: &str, section: &str, missing: MissingKind) -> bool {
    use MissingKind as M;
    must(kind, form, section) || !matches!(missing, M::Unanswered | M::NotStarted)
}

/// Who adds a copy of a group is asked for what every copy must have, wherever it stands.
fn was_added(one: &Missing) -> bool {
    one.level == Level::NeededToFinish && one.path.parent_instance().is_some()
}

/// An area that was not started, when all that is open in it stands in the list by itself.
fn is_told_by_others(one: &Missing, all: &[Missing]) -> bool {
    let in_area =
        all.iter().filter(|other| other.section == one.section && other.kind != MissingKind::NotStarted);
    one.kind == MissingKind::NotStarted && in_area.count() >= one.n_items
}

fn gap(form: &str, title: &str, one: Missing) -> Gap {
    Gap {
        form: form.to_owned(),
        form_title: title.to_owned(),
        level: one.level,
        kind: Some(one.kind),
        path: one.path,
        section: one.section,
        label: one.label,
        text: one.text,
    }
}

fn differs(book: Book, key: &FieldKey) -> Option<Gap> {
    let sheet = book.sheet(&key.form)?;
    let label = sheet.definition.with_value(|definition| {
        sheet.answers.with_untracked(|answers| reports::field_label(Some(definition), answers, &key.path))
    });
    Some(Gap {
        form: key.form.clone(),
        form_title: sheet.title(),
        level: Level::NeededToFinish,
        kind: None,
        path: key.path.clone(),
        section: section_of(sheet, &key.path).unwrap_or_default(),
        label,
        text: "two answers differ".to_owned(),
    })
}

fn section_of(sheet: Sheet, path: &AnswerPath) -> Option<String> {
    let at = sheet.view.with_untracked(|view| view.node(&path.without_facet()).map(|node| node.section))?;
    sheet.definition.with_value(|d| d.sections().get(usize::from(at)).map(|section| section.link_id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_visit_is_asked_only_for_its_own_sections() {
        let fitting = |section, kind| is_wanted(VisitKind::Fitting, "home-visit", section, kind);
        assert!(fitting("v-consent", MissingKind::Unanswered));
        assert!(!fitting("v-falls", MissingKind::Unanswered));
        assert!(!fitting("v-falls", MissingKind::NotStarted));
    }

    #[test]
    fn what_was_said_beyond_them_must_still_be_whole() {
        assert!(is_wanted(VisitKind::Review, "home-environment", "i", MissingKind::NobodyAffected));
        assert!(is_wanted(VisitKind::Review, "home-environment", "i", MissingKind::WrongValue));
    }

    #[test]
    fn a_copy_that_was_added_must_have_what_every_copy_has() {
        let line = |path: &str, level| Missing {
            level,
            kind: MissingKind::Unanswered,
            path: AnswerPath::parse(path).expect("a path"),
            link_id: String::new(),
            section: "pl-findings".to_owned(),
            label: String::new(),
            text: String::new(),
            n_items: 1,
        };
        assert!(!is_wanted(VisitKind::Home, "plan", "pl-findings", MissingKind::Unanswered));
        assert!(was_added(&line("pl-finding@f1/pl-finding-what", Level::NeededToFinish)));
        assert!(!was_added(&line("pl-finding@f1/pl-finding-seen", Level::WorthALook)));
        assert!(!was_added(&line("pl-strengths", Level::NeededToFinish)));
    }
}
