//! Draws the nodes: walks the form in its order, through every copy, and says of each place what is true of it.

use std::collections::BTreeMap;

use super::board::{Board, Slot};
use super::{Judgement, Node, View};
use crate::answers::Answers;
use crate::calculation::Outcome;
use crate::definition::{Definition, Item, ItemIdx, Layout};
use crate::issue::{Issue, IssueKind, Severity, When};
use crate::path::AnswerPath;
use crate::validate;

/// Draws a form with what its rules turn off and change.
pub(crate) fn draw(def: &Definition, answers: &Answers, outcome: &Outcome) -> View {
    let board = Board::new(def, answers, &outcome.off);
    let not_here = sections_where(def, &board, |slot| code(slot) == Some("not-here"));
    let unseen = sections_where(def, &board, |slot| slot.absent || code(slot) == Some("no"));
    let node_of = board.scopes.iter().map(|scope| vec![u32::MAX; scope.slots.len()]).collect();
    let nodes = Vec::with_capacity(board.scopes.iter().map(|scope| scope.slots.len() + 1).sum());
    let view = View {
        nodes,
        def: def.clone(),
        node_of,
        copies: BTreeMap::new(),
        not_here,
        unseen,
        worked_out: Outcome::default(),
    };
    let mut pen = Pen { def, board: &board, outcome, view };
    for root in def.roots() {
        pen.item(*root, 0);
    }
    pen.view
}

/// Sections of whose "did you see it" item this is true.
fn sections_where(def: &Definition, board: &Board<'_>, says: impl Fn(&Slot<'_>) -> bool) -> Vec<bool> {
    let says_so = |seen: ItemIdx| {
        let slot = board.slot(seen, 0);
        slot.enabled && says(slot)
    };
    def.sections().iter().map(|section| section.seen.is_some_and(says_so)).collect()
}

fn code<'a>(slot: &Slot<'a>) -> Option<&'a str> {
    slot.answer.and_then(|answer| answer.code())
}

struct Pen<'a> {
    def: &'a Definition,
    board: &'a Board<'a>,
    outcome: &'a Outcome,
    view: View,
}

/// What a part of the form holds, told to what stands around it.
#[derive(Clone, Copy, Default)]
struct Tally {
    kept_hidden: u32,
    answered: bool,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.kept_hidden += other.kept_hidden;
        self.answered |= other.answered;
    }
}

impl Pen<'_> {
    /// Draws an item and all in it. The form is at most 32 deep, so is this.
    fn item(&mut self, item_idx: ItemIdx, scope: u32) -> Tally {
        let layout = &self.def.0.layout[item_idx.at()];
        let instance = self.board.scopes[scope as usize].instance.as_ref();
        let path = self.def.path_in(item_idx, instance);
        let slot = self.board.slot(item_idx, scope);
        let item = &*self.outcome.item(self.def, item_idx, &path);
        let node_idx = self.push(self.node(item, item_idx, path, slot, scope));
        self.view.node_of[scope as usize][layout.slot as usize] = node_idx;
        let mut tally = Tally { kept_hidden: u32::from(slot.is_filled() && !slot.enabled), answered: false };
        let n_copies = match layout.rank {
            Some(rank) => self.copies(item_idx, rank, scope, &mut tally),
            None => {
                for child in &item.children {
                    tally.add(self.item(*child, scope));
                }
                0
            }
        };
        let node = &mut self.view.nodes[node_idx as usize];
        node.kept_hidden = tally.kept_hidden;
        if !item.is_question() {
            node.answered = slot.enabled && tally.answered;
            node.settled = node.answered;
            group_issues(item, node, layout.rank.is_some(), n_copies);
        }
        tally.answered |= node.answered;
        tally
    }

    fn copies(&mut self, group: ItemIdx, rank: u32, scope: u32, tally: &mut Tally) -> usize {
        let board = self.board;
        let mut n_copies = 0;
        for copy in board.by_rank[rank as usize].iter().copied() {
            let inner = &board.scopes[copy as usize];
            let Some(path) = inner.instance.clone().filter(|_| inner.parent == scope) else {
                continue;
            };
            n_copies += 1;
            let enabled = board.slot(group, scope).enabled;
            let node_idx = self.push(self.bare_node(group, path.clone(), enabled));
            self.view.copies.insert(path, (copy, node_idx));
            let mut inside = Tally::default();
            for child in &self.def.item(group).children {
                inside.add(self.item(*child, copy));
            }
            let node = &mut self.view.nodes[node_idx as usize];
            node.kept_hidden = inside.kept_hidden;
            node.answered = enabled && inside.answered;
            node.settled = node.answered;
            tally.add(inside);
        }
        n_copies
    }

    fn push(&mut self, node: Node) -> u32 {
        self.view.nodes.push(node);
        u32::try_from(self.view.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    fn bare_node(&self, item_idx: ItemIdx, path: AnswerPath, enabled: bool) -> Node {
        let (item, layout) = (self.def.item(item_idx), &self.def.0.layout[item_idx.at()]);
        Node {
            path,
            item: item_idx,
            depth: item.depth,
            section: layout.section,
            enabled,
            answered: false,
            asked: false,
            settled: false,
            absent: false,
            read_only: item.read_only,
            must: item.must_do(),
            judgement: None,
            issues: Vec::new(),
            kept_hidden: 0,
        }
    }

    fn node(&self, item: &Item, item_idx: ItemIdx, path: AnswerPath, slot: &Slot<'_>, scope: u32) -> Node {
        let layout = &self.def.0.layout[item_idx.at()];
        let mut node = self.bare_node(item_idx, path, slot.enabled);
        node.absent = slot.absent;
        node.read_only = item.read_only;
        node.must = item.must_do();
        if !slot.enabled || !item.is_question() {
            return node;
        }
        let section = usize::from(layout.section);
        let seen = self.def.sections().get(section).and_then(|section| section.seen);
        let left_out = self.view.is_not_here(section) && seen != Some(item_idx);
        node.answered = slot.answer.is_some();
        node.settled = node.answered || slot.absent;
        node.asked = layout.counts && !left_out && !item.read_only;
        if let Some(answer) = slot.answer {
            node.issues = validate::issues(item, answer, slot.checked);
            // What cannot be right is kept, and is not what was asked for.
            node.settled &= node.worst() != Some(Severity::Wrong) || slot.absent;
            if item.judgement {
                node.judgement = answer.code().and_then(Judgement::parse);
            }
        }
        if !left_out {
            self.needs(item, layout, scope, &mut node);
        }
        node
    }

    /// What finishing needs and is not there.
    fn needs(&self, item: &Item, layout: &Layout, scope: u32, node: &mut Node) {
        let filled = |detail: ItemIdx| {
            let slot = self.board.slot(detail, scope);
            slot.enabled && (slot.is_filled() || slot.absent)
        };
        let need = |kind, text: &str| Issue::new(kind, Severity::Needed, When::OnFinish, text);
        match node.judgement {
            Some(Judgement::NotSeen) if !node.absent && !layout.reason.is_some_and(filled) => {
                node.settled = false;
                node.issues.push(need(IssueKind::NoReason, "Give a reason, or choose an answer."));
            }
            Some(judgement)
                if judgement.is_trouble() && layout.who.is_some_and(|who| self.is_open(who, scope)) =>
            {
                node.issues.push(need(IssueKind::NobodyAffected, "Choose who is affected."));
            }
            _ => {}
        }
        let by_hand = !item.hidden && !item.read_only;
        if node.settled || node.answered || !by_hand {
            return;
        }
        match self.role_in_judgement(item, node.item, scope) {
            Some(kind @ IssueKind::NobodyAffected) => node.issues.push(need(kind, "Choose who is affected.")),
            Some(kind) => node.issues.push(need(kind, "Give a reason.")),
            None if item.required && !self.is_reason(item, node.item) && !node.answered => {
                node.issues.push(need(IssueKind::Unanswered, "This is needed before you finish."));
            }
            None => {}
        }
    }

    fn is_open(&self, detail: ItemIdx, scope: u32) -> bool {
        let slot = self.board.slot(detail, scope);
        slot.enabled && !slot.is_filled() && !slot.absent
    }

    fn is_reason(&self, item: &Item, item_idx: ItemIdx) -> bool {
        item.parent.is_some_and(|parent| self.def.0.layout[parent.at()].reason == Some(item_idx))
    }

    /// What an unanswered detail is needed for by the judgement it belongs to.
    fn role_in_judgement(&self, item: &Item, item_idx: ItemIdx, scope: u32) -> Option<IssueKind> {
        let parent = item.parent?;
        let layout = &self.def.0.layout[parent.at()];
        if layout.reason != Some(item_idx) && layout.who != Some(item_idx) {
            return None;
        }
        let slot = self.board.slot(parent, scope);
        let judgement = slot.answer.and_then(|answer| answer.code()).and_then(Judgement::parse)?;
        if layout.who == Some(item_idx) {
            return judgement.is_trouble().then_some(IssueKind::NobodyAffected);
        }
        (judgement == Judgement::NotSeen && !slot.absent).then_some(IssueKind::NoReason)
    }
}

/// Groups: a required one wants something in it, a repeated one its number of copies.
fn group_issues(item: &Item, node: &mut Node, repeats: bool, n_copies: usize) {
    if !node.enabled || item.hidden {
        return;
    }
    if item.required && !node.answered && n_copies == 0 {
        let text = if repeats { "Add at least one." } else { "Something here is needed before you finish." };
        node.issues.push(Issue::new(IssueKind::Unanswered, Severity::Needed, When::OnFinish, text));
    }
    if let Some(least) = item.limits.min_occurs.filter(|least| repeats && n_copies < *least as usize) {
        let text = format!("The form asks for at least {least}; {n_copies} are here.");
        node.issues.push(Issue::new(IssueKind::TooFew, Severity::Check, When::OnFinish, text));
    }
    if let Some(most) = item.limits.max_occurs.filter(|most| repeats && n_copies > *most as usize) {
        let text = format!("The form takes at most {most}; {n_copies} are here.");
        node.issues.push(Issue::new(IssueKind::TooMany, Severity::Check, When::OnLeaving, text));
    }
}
