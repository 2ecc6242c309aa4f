//! The view: what a form with these answers shows, wants, marks and counts. A pure function of both; it never fails.
//! Nodes stand in the order of the form, one for every item in every copy, enabled or not.
//! Never here: how anything looks.

mod board;
mod draw;
mod missing;
mod sections;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub(crate) use draw::draw;
pub use missing::{Level, Missing, MissingKind};
pub use sections::SectionSummary;

use crate::answers::{Answer, Answers};
use crate::calculation::{self, Outcome, Values};
use crate::definition::{AnswerOption, Definition, Item, ItemIdx, Property};
use crate::expression::Moment;
use crate::issue::{Issue, IssueKind, Severity};
use crate::path::AnswerPath;
use crate::value::Value;

/// What a form with its answers shows.
#[derive(Clone, Debug)]
pub struct View {
    /// One node for every item in every copy, in the order of the form. A repeating group has one node for itself
    /// (where copies are added) and one for each copy.
    pub nodes: Vec<Node>,
    def: Definition,
    /// For each scope, the node of every slot.
    node_of: Vec<Vec<u32>>,
    /// Copies by path: their scope and their own node.
    copies: BTreeMap<AnswerPath, (u32, u32)>,
    /// Sections that this home does not have.
    not_here: Vec<bool>,
    /// Sections that nobody saw.
    unseen: Vec<bool>,
    /// What the rules of the form came to.
    pub(crate) worked_out: Outcome,
}

/// One item in one copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where its answer stands.
    pub path: AnswerPath,
    /// The item.
    pub item: ItemIdx,
    /// How deep it stands in the form; 0 at the top.
    pub depth: u16,
    /// Its section: a place in [`Definition::sections`].
    pub section: u16,
    /// Its conditions and those of everything around it hold.
    pub enabled: bool,
    /// Enabled, and something is said. For a group: something in it is.
    pub answered: bool,
    /// Counts towards "7 of 12 answered".
    pub asked: bool,
    /// Nothing more is wanted: answered, or not seen with a reason.
    pub settled: bool,
    /// A reason stands in its `#absent` facet.
    pub absent: bool,
    /// Not to be written in here.
    pub read_only: bool,
    /// "Must do": needed before finishing, or before countersigning.
    pub must: bool,
    /// The judgement that was made.
    pub judgement: Option<Judgement>,
    /// Remarks. Only on enabled nodes.
    pub issues: Vec<Issue>,
    /// Answers at or below it that are kept but not counted, because a condition does not hold.
    pub kept_hidden: u32,
}

/// The five answers of a hazard judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// Safe enough and usable.
    Ok,
    /// Harm or loss of function is credible.
    Concern,
    /// Something must be done now.
    Hazard,
    /// Does not apply in this home.
    NotApplicable,
    /// Was not seen; needs a reason.
    NotSeen,
}

impl Judgement {
    /// Reads the code of the option.
    pub fn parse(code: &str) -> Option<Judgement> {
        Some(match code {
            "ok" => Judgement::Ok,
            "concern" => Judgement::Concern,
            "hazard" => Judgement::Hazard,
            "not-applicable" => Judgement::NotApplicable,
            "not-seen" => Judgement::NotSeen,
            _ => return None,
        })
    }

    /// The code of the option.
    pub fn as_str(self) -> &'static str {
        match self {
            Judgement::Ok => "ok",
            Judgement::Concern => "concern",
            Judgement::Hazard => "hazard",
            Judgement::NotApplicable => "not-applicable",
            Judgement::NotSeen => "not-seen",
        }
    }

    /// Concern or hazard.
    pub fn is_trouble(self) -> bool {
        matches!(self, Judgement::Concern | Judgement::Hazard)
    }
}

/// Works out the view of a form with these answers. Rules that ask for today are not run; see [`view_at`].
pub fn view(def: &Definition, answers: &Answers) -> View {
    view_at(def, answers, None)
}

/// The same at a moment, for rules that ask for today. [`view_after`](crate::view_after) follows a change.
pub fn view_at(def: &Definition, answers: &Answers, now: Option<Moment>) -> View {
    calculation::drawn(def, answers, now, Values::WorkedOut)
}

impl View {
    /// The node of an item or copy. Facets lead to their item.
    pub fn node(&self, path: &AnswerPath) -> Option<&Node> {
        self.position(path).map(|at| &self.nodes[at])
    }

    /// Each node beside the one at its place in another view; none where other copies stand.
    pub fn beside<'v>(&'v self, other: &'v View) -> Option<impl Iterator<Item = (&'v Node, &'v Node)>> {
        let pairs = || self.nodes.iter().zip(&other.nodes);
        let is_alike =
            self.nodes.len() == other.nodes.len() && pairs().all(|(one, two)| one.path == two.path);
        is_alike.then(pairs)
    }

    /// The place of a node in [`View::nodes`].
    pub fn position(&self, path: &AnswerPath) -> Option<usize> {
        if path.instance_id().is_some() {
            let (_, node) = self.copies.get(path.place())?;
            return Some(*node as usize);
        }
        let scope = match path.scope() {
            None => 0,
            Some(scope) => self.copies.get(scope)?.0,
        };
        let item = self.def.0.find_key(path.key())?;
        let layout = &self.def.0.layout[item.at()];
        let at = *self.node_of.get(scope as usize)?.get(layout.slot as usize)?;
        self.nodes.get(at as usize).filter(|node| node.item == item).map(|_| at as usize)
    }

    /// The value that was worked out for an item; none where it has no rule, or the rule comes to nothing.
    pub fn worked_out(&self, path: &AnswerPath) -> Option<&Answer> {
        self.worked_out.values.get(path)
    }

    /// All values that were worked out.
    pub fn all_worked_out(&self) -> &Answers {
        &self.worked_out.values
    }

    /// Places whose value a rule works out, or leaves blank.
    pub fn worked_out_places(&self) -> impl Iterator<Item = &AnswerPath> {
        self.worked_out.values.iter().map(|(path, _)| path).chain(&self.worked_out.nothing)
    }

    /// The answer that counts at a place: what was said, or what was worked out.
    pub fn counting<'a>(&'a self, path: &AnswerPath, said: Option<&'a Answer>) -> Option<&'a Answer> {
        calculation::counting(&self.def, path, said, &self.worked_out)
    }

    /// All answers that count: what was said, and what was worked out.
    pub fn complete(&self, said: &Answers) -> Answers {
        calculation::merged(&self.def, said, &self.worked_out)
    }

    /// The words of a question, where a rule makes them.
    pub fn words(&self, path: &AnswerPath) -> Option<&str> {
        self.worked_out.words.get(path).map(String::as_str)
    }

    /// The options of a question, where a rule makes them.
    pub fn options(&self, path: &AnswerPath) -> Option<&[AnswerOption]> {
        self.worked_out.options.get(path).map(Vec::as_slice)
    }

    /// What else of an item follows from answers, where a rule says so.
    pub fn properties(&self, path: &AnswerPath) -> Option<&[(Property, Value)]> {
        self.worked_out.properties.get(path).map(Vec::as_slice)
    }

    /// An item as it stands at a place: with the options and the properties that its rules found.
    pub fn item_at(&self, item: ItemIdx, path: &AnswerPath) -> Cow<'_, Item> {
        self.worked_out.item(&self.def, item, path)
    }

    /// Adds a remark to a node that is shown.
    pub(crate) fn add_issue(&mut self, path: &AnswerPath, issue: Issue) {
        if let Some(at) = self.position(path)
            && self.nodes[at].enabled
            && !self.nodes[at].issues.contains(&issue)
        {
            self.nodes[at].issues.push(issue);
        }
    }

    /// The nodes of one section, by its place in [`Definition::sections`].
    pub fn nodes_of(&self, section: usize) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(move |node| usize::from(node.section) == section)
    }

    /// True when this home does not have that part, so that nothing in it is asked.
    pub fn is_not_here(&self, section: usize) -> bool {
        self.not_here.get(section).copied().unwrap_or(false)
    }

    /// True when nobody saw that part, so that nothing in it is judged.
    pub fn is_unseen(&self, section: usize) -> bool {
        self.unseen.get(section).copied().unwrap_or(false)
    }

    /// The next question without an answer, in the order of the form, after `from` and wrapping once. Details of a
    /// judgement come along where they must be filled. `must_only`: only what finishing or countersigning needs.
    pub fn next_unanswered(
        &self,
        def: &Definition,
        _answers: &Answers,
        from: Option<&AnswerPath>,
        must_only: bool,
    ) -> Option<AnswerPath> {
        let start = from.and_then(|path| self.position(path)).map_or(0, |at| at + 1);
        let (before, after) = self.nodes.split_at(start);
        let mut in_turn = after.iter().chain(before);
        in_turn.find(|node| node.wants_answer(def, must_only)).map(|node| node.path.clone())
    }
}

impl Node {
    /// True when there is a remark of this kind.
    pub fn has(&self, kind: IssueKind) -> bool {
        self.issues.iter().any(|issue| issue.kind == kind)
    }

    /// The heaviest remark.
    pub fn worst(&self) -> Option<Severity> {
        self.issues.iter().map(|issue| issue.severity).max()
    }

    fn is_needed(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Needed)
    }

    fn wants_answer(&self, def: &Definition, must_only: bool) -> bool {
        let item = def.item(self.item);
        if !self.enabled || item.hidden || self.read_only {
            return false;
        }
        let must = self.is_needed() || self.must;
        if def.0.layout[self.item.at()].counts {
            return self.asked && !self.settled && (must || !must_only);
        }
        must && !self.settled && (item.is_question() || self.is_needed())
    }
}

impl PartialEq for View {
    fn eq(&self, other: &View) -> bool {
        self.nodes == other.nodes
            && self.not_here == other.not_here
            && self.unseen == other.unseen
            && self.worked_out == other.worked_out
    }
}
