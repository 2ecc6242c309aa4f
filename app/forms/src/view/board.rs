//! The board a view is drawn on: every answer at its place, one scope for the form and one for each copy of a
//! repeated group, and for each place whether it is enabled. Answers that fit no place of the form are passed over.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{Answer, Answers, is_removed};
use crate::definition::{Definition, Form, ItemIdx, Trigger};
use crate::enable_when;
use crate::path::{AnswerPath, Facet, Parts};
use crate::value::Value;

/// The form itself, or one copy of a repeated group.
pub(super) struct Scope<'a> {
    pub rank: u32,
    pub parent: u32,
    /// The copy; none for the form.
    pub instance: Option<AnswerPath>,
    pub slots: Vec<Slot<'a>>,
}

/// One item in one scope.
#[derive(Clone, Default)]
pub(super) struct Slot<'a> {
    pub answer: Option<&'a Answer>,
    pub absent: bool,
    pub checked: bool,
    pub enabled: bool,
}

impl Slot<'_> {
    /// Holds an answer, active or not.
    pub(super) fn is_filled(&self) -> bool {
        self.answer.is_some()
    }
}

pub(super) struct Board<'a> {
    form: &'a Form,
    pub scopes: Vec<Scope<'a>>,
    /// Scopes by the rank of their group, in the order of their ids.
    pub by_rank: Vec<Vec<u32>>,
}

impl<'a> Board<'a> {
    pub(super) fn new(def: &'a Definition, answers: &'a Answers, off: &BTreeSet<AnswerPath>) -> Board<'a> {
        let form = &*def.0;
        let mut board = Board { form, scopes: Vec::new(), by_rank: vec![Vec::new(); form.repeats.len()] };
        board.add_scope(0, 0, None);
        board.put_answers(answers);
        let scopes = &board.scopes;
        for of_rank in &mut board.by_rank {
            of_rank.sort_by_key(|scope| {
                let scope = &scopes[*scope as usize];
                (scope.parent, scope.instance.as_ref().map(AnswerPath::as_str))
            });
        }
        board.decide(def, off);
        board
    }

    pub(super) fn slot(&self, item: ItemIdx, scope: u32) -> &Slot<'a> {
        &self.scopes[scope as usize].slots[self.form.layout[item.at()].slot as usize]
    }

    fn add_scope(&mut self, rank: u32, parent: u32, instance: Option<AnswerPath>) -> u32 {
        let at = u32::try_from(self.scopes.len()).unwrap_or(u32::MAX);
        let n_slots = self.form.repeats[rank as usize].n_slots as usize;
        self.scopes.push(Scope { rank, parent, instance, slots: vec![Slot::default(); n_slots] });
        self.by_rank[rank as usize].push(at);
        at
    }

    fn put_answers(&mut self, answers: &'a Answers) {
        let mut known: BTreeMap<&'a str, Option<u32>> = BTreeMap::new();
        let mut last: (Option<&'a str>, Option<u32>) = (None, Some(0));
        for (path, answer) in answers.iter() {
            let Parts { place, scope, key, is_instance, facet } = path.parts();
            if is_instance {
                // The mark of a copy comes before all that stands in it.
                if facet.is_none() && is_removed(answer) {
                    known.insert(place, None);
                } else if facet.is_none() && !answer.is_blank() {
                    self.scope_of(place, &mut known);
                }
                continue;
            }
            if answer.is_blank() {
                continue;
            }
            if scope != last.0 {
                let found = scope.map_or(Some(0), |scope| self.scope_of(scope, &mut known));
                last = (scope, found);
            }
            let Some(scope) = last.1 else { continue };
            let Some(item) = self.form.find_key(key) else {
                continue;
            };
            let layout = &self.form.layout[item.at()];
            let scope = &mut self.scopes[scope as usize];
            if layout.home != scope.rank {
                continue;
            }
            let slot = &mut scope.slots[layout.slot as usize];
            match facet {
                None => slot.answer = Some(answer),
                Some(Facet::Absent) => slot.absent = true,
                Some(Facet::Checked) => {
                    slot.checked = answer.first() != Some(&Value::Boolean(false));
                }
                Some(Facet::Note | Facet::Concern | Facet::Photo) => {}
            }
        }
    }

    /// The scope of a copy; made, if it belongs here and was not removed.
    fn scope_of(&mut self, place: &'a str, known: &mut BTreeMap<&'a str, Option<u32>>) -> Option<u32> {
        if let Some(scope) = known.get(place) {
            return *scope;
        }
        let (around, segment) = place.rsplit_once('/').map_or((None, place), |(a, s)| (Some(a), s));
        let parent = match around {
            None => Some(0),
            Some(around) => self.scope_of(around, known),
        };
        let group = segment.split_once('@').and_then(|(key, _)| self.form.find_key(key));
        let scope = parent.zip(group).and_then(|(parent, group)| {
            let layout = &self.form.layout[group.at()];
            let rank = layout.rank.filter(|_| layout.home == self.scopes[parent as usize].rank)?;
            let (_, id) = segment.split_once('@')?;
            let around = self.scopes[parent as usize].instance.as_ref().map(AnswerPath::place);
            let path = crate::path::within(around, &[self.form.keys[group.at()].as_str(), "@", id].concat());
            Some(self.add_scope(rank, parent, Some(path)))
        });
        known.insert(place, scope);
        scope
    }

    /// Decides for every place whether it is enabled, each after those it depends on.
    fn decide(&mut self, def: &Definition, off: &BTreeSet<AnswerPath>) {
        for item_idx in &self.form.order {
            let (item, layout) = (&self.form.items[item_idx.at()], &self.form.layout[item_idx.at()]);
            for n in 0..self.by_rank[layout.home as usize].len() {
                let scope = self.by_rank[layout.home as usize][n];
                let instance = self.scopes[scope as usize].instance.as_ref();
                let is_off = !off.is_empty() && off.contains(&def.path_in(*item_idx, instance));
                let enabled = !is_off
                    && self.parent_is_enabled(item.parent, scope)
                    && enable_when::holds(item, |n, test| self.any_value(scope, layout.triggers[n], test));
                self.scopes[scope as usize].slots[layout.slot as usize].enabled = enabled;
            }
        }
    }

    fn parent_is_enabled(&self, parent: Option<ItemIdx>, scope: u32) -> bool {
        let Some(parent) = parent else { return true };
        let here = &self.scopes[scope as usize];
        let is_own_group = self.form.layout[parent.at()].rank == Some(here.rank);
        self.slot(parent, if is_own_group { here.parent } else { scope }).enabled
    }

    /// True when an active answer of a condition's question passes the test: in this copy, else further out, else in
    /// all copies further in.
    fn any_value(&self, scope: u32, trigger: Trigger, test: &dyn Fn(&Value) -> bool) -> bool {
        let common = self.climb(scope, trigger.up);
        let passes = |scope: u32| {
            let slot = &self.scopes[scope as usize].slots[trigger.slot as usize];
            let values = slot.answer.filter(|_| slot.enabled).map_or(&[][..], |answer| &answer.0);
            values.iter().any(|value| !value.is_blank() && test(value))
        };
        if trigger.direct {
            return passes(common);
        }
        let inner = self.by_rank[trigger.home as usize].iter().copied();
        inner.filter(|inner| self.climb(*inner, trigger.down) == common).any(passes)
    }

    fn climb(&self, mut scope: u32, n_levels: u32) -> u32 {
        for _ in 0..n_levels {
            scope = self.scopes[scope as usize].parent;
        }
        scope
    }
}
