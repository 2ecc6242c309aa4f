//! What is missing: one list in three levels, each line with a label, what is missing, and where to mend it.
//! Never here: whether finishing is allowed; that is decided by those who read the list.

use super::{Node, View};
use crate::answers::{Answer, Answers};
use crate::definition::{Definition, ItemIdx, ItemKind};
use crate::issue::{IssueKind, Severity};
use crate::path::AnswerPath;
use crate::value::Value;
use std::collections::BTreeMap;

/// How pressing a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Needed before finishing.
    NeededToFinish,
    /// Needed before it can be countersigned.
    NeededToCountersign,
    /// Worth a look.
    WorthALook,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingKind {
    /// A question without an answer.
    Unanswered,
    /// Not seen, without a reason.
    NoReason,
    /// Concern or hazard, without anybody named.
    NobodyAffected,
    /// A value that cannot be right.
    WrongValue,
    /// A value that somebody should look at.
    Implausible,
    /// A photo of which nobody said whether the person agreed to it.
    NoAgreement,
    /// A whole section in which nothing is answered.
    NotStarted,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// How pressing.
    pub level: Level,
    /// What is missing.
    pub kind: MissingKind,
    /// Where to go.
    pub path: AnswerPath,
    /// Link id of the item.
    pub link_id: String,
    /// Link id of the section.
    pub section: String,
    /// "I8 Rails by the bath", with the name of the copy in front.
    pub label: String,
    /// "not seen, no reason given"
    pub text: String,
    /// How many questions the line stands for.
    pub n_items: usize,
}

impl View {
    /// Everything that is missing, the most pressing first, each level in the order of the form.
    pub fn missing(&self, def: &Definition, answers: &Answers) -> Vec<Missing> {
        let mut list = Vec::new();
        let untouched = self.untouched_sections(def);
        for node in &self.nodes {
            let section = usize::from(node.section);
            let Some((level, kind)) = self.lack(def, node) else {
                continue;
            };
            if level == Level::WorthALook && untouched.get(section).is_some_and(|n_asked| n_asked.is_some()) {
                continue;
            }
            list.push(one(def, answers, node, (level, kind), words(kind, def, node)));
        }
        list.extend(self.not_agreed(def, answers));
        list.extend(self.not_started(def, &untouched));
        // Sections that were not started take their place among the single lines.
        list.sort_by_cached_key(|one| (one.level, self.position(&one.path)));
        list
    }

    /// What is missing at a node, if anything.
    pub(super) fn lack(&self, def: &Definition, node: &Node) -> Option<(Level, MissingKind)> {
        use IssueKind::{NoReason, NobodyAffected};
        let item = def.item(node.item);
        if !node.enabled || item.hidden || self.is_told_by_parent(def, node) {
            return None;
        }
        let worst = node.worst();
        if worst == Some(Severity::Wrong) {
            return Some((Level::NeededToFinish, MissingKind::WrongValue));
        }
        if worst == Some(Severity::Needed) {
            let kind = if node.has(NoReason) {
                MissingKind::NoReason
            } else if node.has(NobodyAffected) {
                MissingKind::NobodyAffected
            } else {
                MissingKind::Unanswered
            };
            return Some((Level::NeededToFinish, kind));
        }
        let left_out = self.is_not_here(usize::from(node.section)) && !node.asked;
        if item.before_countersigning && !node.settled && !node.read_only && !left_out && !is_copy(def, node)
        {
            return Some((Level::NeededToCountersign, MissingKind::Unanswered));
        }
        if worst == Some(Severity::Check) {
            return Some((Level::WorthALook, MissingKind::Implausible));
        }
        (node.asked && !node.settled).then_some((Level::WorthALook, MissingKind::Unanswered))
    }

    /// Who and why of a judgement are told on the line of the judgement.
    fn is_told_by_parent(&self, def: &Definition, node: &Node) -> bool {
        let Some(parent) = def.item(node.item).parent else {
            return false;
        };
        let layout = &def.0.layout[parent.at()];
        (layout.who == Some(node.item) || layout.reason == Some(node.item))
            && node.worst() != Some(Severity::Wrong)
    }

    /// For each section in which nothing is answered or told: how many questions it asks.
    fn untouched_sections(&self, def: &Definition) -> Vec<Option<usize>> {
        let mut n_asked = vec![Some(0); def.sections().len()];
        for node in &self.nodes {
            let Some(section) = n_asked.get_mut(usize::from(node.section)) else {
                continue;
            };
            if node.answered || (node.asked && node.settled) {
                *section = None;
            } else if let Some(n_asked) = section {
                *n_asked += usize::from(node.asked);
            }
        }
        n_asked.into_iter().map(|section| section.filter(|n_asked| *n_asked > 0)).collect()
    }

    /// Photos of which nobody said whether the person agreed, a line for each question.
    fn not_agreed(&self, def: &Definition, answers: &Answers) -> Vec<Missing> {
        let asking = |answer: &Answer| answer.files().filter(|file| file.wants_agreement()).count();
        let mut open: BTreeMap<AnswerPath, usize> = BTreeMap::new();
        for (path, answer) in answers.iter() {
            let n_photos = asking(answer);
            if n_photos > 0 {
                *open.entry(path.without_facet()).or_default() += n_photos;
            }
        }
        let line = |node: &Node| {
            let text = match open.get(&node.path).filter(|_| node.enabled)? {
                1 => "photo, agreement not asked".to_owned(),
                n_photos => format!("{n_photos} photos, agreement not asked"),
            };
            let what = (Level::NeededToCountersign, MissingKind::NoAgreement);
            Some(one(def, answers, node, what, text))
        };
        if open.is_empty() { Vec::new() } else { self.nodes.iter().filter_map(line).collect() }
    }

    fn not_started(&self, def: &Definition, untouched: &[Option<usize>]) -> Vec<Missing> {
        let mut lines = Vec::new();
        for (section, n_asked) in def.sections().iter().zip(untouched) {
            let (Some(n_items), Some(first)) = (*n_asked, section.roots.last()) else {
                continue;
            };
            let what = if n_items == 1 { "item" } else { "items" };
            lines.push(Missing {
                level: Level::WorthALook,
                kind: MissingKind::NotStarted,
                path: def.path_in(*first, None),
                link_id: section.link_id.clone(),
                section: section.link_id.clone(),
                label: match &section.letter {
                    Some(letter) => format!("{letter} {}", section.title),
                    None => section.title.clone(),
                },
                text: format!("not started, {n_items} {what}"),
                n_items,
            });
        }
        lines
    }
}

fn one(
    def: &Definition,
    answers: &Answers,
    node: &Node,
    (level, kind): (Level, MissingKind),
    text: String,
) -> Missing {
    let section = def.sections().get(usize::from(node.section));
    Missing {
        level,
        kind,
        path: node.path.clone(),
        link_id: def.item(node.item).link_id.clone(),
        section: section.map_or_else(String::new, |section| section.link_id.clone()),
        label: label(def, answers, node),
        text,
        n_items: 1,
    }
}

fn words(kind: MissingKind, def: &Definition, node: &Node) -> String {
    let first = |severity: Severity| {
        let issue = node.issues.iter().find(|issue| issue.severity == severity);
        issue.map_or_else(String::new, |issue| issue.text.clone())
    };
    match kind {
        MissingKind::NoReason => "not seen, no reason given".to_owned(),
        MissingKind::NobodyAffected => {
            let judgement = node.judgement.map_or("concern", super::Judgement::as_str);
            format!("{judgement}, nobody chosen as affected")
        }
        MissingKind::WrongValue => first(Severity::Wrong),
        MissingKind::Implausible => first(Severity::Check),
        MissingKind::NotStarted => "not started".to_owned(),
        MissingKind::NoAgreement => "agreement not asked".to_owned(),
        MissingKind::Unanswered => match def.item(node.item).kind {
            ItemKind::Quantity => "not measured".to_owned(),
            ItemKind::Group if def.item(node.item).repeats => "none added".to_owned(),
            _ => "not answered".to_owned(),
        },
    }
}

fn is_copy(def: &Definition, node: &Node) -> bool {
    def.item(node.item).is_repeating_group() && node.path.instance_id().is_some()
}

/// The label of the item, with the name of the copy in front: "Airing cupboard: Clear width".
fn label(def: &Definition, answers: &Answers, node: &Node) -> String {
    let label = def.item(node.item).label();
    let copy = if is_copy(def, node) { Some(node.path.clone()) } else { node.path.parent_instance() };
    match copy.and_then(|copy| copy_name(def, answers, &copy)) {
        Some(name) => format!("{name}: {label}"),
        None => label,
    }
}

/// What a copy is called: its first line of words that people see, else the group and its number.
pub(crate) fn copy_name(def: &Definition, answers: &Answers, copy: &AnswerPath) -> Option<String> {
    let group = def.item_at(copy)?;
    let is_line = |item: &ItemIdx| def.item(*item).kind == ItemKind::String && !def.item(*item).hidden;
    let name = def.item(group).children.iter().copied().find(is_line).and_then(|line| {
        let answer = answers.get(&def.path_in(line, Some(copy)))?;
        answer.first().filter(|value| !value.is_blank()).map(Value::as_words)
    });
    name.or_else(|| {
        let around = copy.parent_instance();
        let all = answers.instances(&def.path_in(group, around.as_ref()));
        let id = copy.instance_id()?;
        let n = all.iter().position(|one| one == id)? + 1;
        Some(format!("{} {n}", def.item(group).text))
    })
}
