//! Runs the rules of a form again after some answers changed: those that look at something that changed, and then those
//! that look at what came of them. What the others came to stands.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{MAX_ROUNDS, Outcome, Round, Values, drawn, finished, merged};
use crate::answers::Answers;
use crate::definition::{Definition, Dependencies, ItemIdx, Touched};
use crate::export;
use crate::expression::Moment;
use crate::issue::IssueKind;
use crate::path::AnswerPath;
use crate::view::{Node, View, draw};

/// Which rules are run again, and what the others came to.
#[derive(Clone, Copy)]
pub(super) struct Again<'r> {
    pub dependencies: &'r Dependencies,
    pub touched: &'r Touched,
    pub before: &'r Outcome,
}

/// The view of a form whose answers changed at some places since `before` was worked out, at the same moment. Rules that
/// look at nothing that changed are not run again.
pub fn view_after(
    def: &Definition,
    answers: &Answers,
    now: Option<Moment>,
    before: &View,
    changed: &[AnswerPath],
) -> View {
    // A rule that could not be run may have run out of the work that all of them may do together.
    let dependencies = def.0.dependencies.as_ref().filter(|_| !could_not_be_run(&before.worked_out));
    let Some(dependencies) = dependencies else {
        return drawn(def, answers, now, Values::WorkedOut);
    };
    let spent = Rc::default();
    let mut outcome = before.worked_out.clone();
    outcome.values = outcome.values.into_iter().filter(|(path, _)| stands(answers, path)).collect();
    let mut together = merged(def, answers, &outcome);
    let mut view = draw(def, &together, &outcome);
    let mut touched = Touched::nothing(def.items().len());
    changed.iter().filter_map(|path| def.item_at(path)).for_each(|item| touched.place(item));
    shown_otherwise(before, &view, &mut touched);
    for _ in 0..MAX_ROUNDS {
        if dependencies.concern_nobody(&touched) {
            return finished(def, view, outcome, &together, BTreeSet::new());
        }
        let response = export::plain_response(def, &together, &view);
        let again = Some(Again { dependencies, touched: &touched, before: &outcome });
        let next = Round { def, answers: &together, view: &view, now, spent: Rc::clone(&spent), again }
            .run(&response);
        if could_not_be_run(&next) {
            break;
        }
        touched = Touched::nothing(def.items().len());
        for item in outcome.differs_at(&next).into_iter().filter_map(|path| def.item_at(path)) {
            touched.all.mark(item);
        }
        if outcome.draws_the_same_as(&next) {
            return finished(def, view, next, &together, BTreeSet::new());
        }
        outcome = next;
        together = merged(def, answers, &outcome);
        let next = draw(def, &together, &outcome);
        shown_otherwise(&view, &next, &mut touched);
        view = next;
    }
    // What cannot be run, or does not settle in that many rounds, is told by a run from the beginning.
    drawn(def, answers, now, Values::WorkedOut)
}

/// True when a rule came to no end.
fn could_not_be_run(outcome: &Outcome) -> bool {
    let issues = outcome.issues.iter().map(|(_, issue)| issue).chain(&outcome.form_issues);
    issues.into_iter().any(|issue| issue.kind == IssueKind::RuleNotRun)
}

/// True where all copies around a place stand by what was said: what was worked out in a copy that is gone must not bring
/// it back.
fn stands(answers: &Answers, path: &AnswerPath) -> bool {
    std::iter::successors(path.parent_instance(), AnswerPath::parent_instance)
        .all(|copy| answers.stands(&copy))
}

/// Marks items that are asked in one view and not in the other, or stand in only one of them.
fn shown_otherwise(before: &View, after: &View, touched: &mut Touched) {
    if let Some(pairs) = before.beside(after) {
        let differing = pairs.filter(|(one, other)| one.enabled != other.enabled);
        return differing.for_each(|(one, _)| touched.place(one.item));
    }
    for (one, other) in [(before, after), (after, before)] {
        let stands_alike =
            |node: &Node| other.node(&node.path).is_some_and(|there| there.enabled == node.enabled);
        one.nodes.iter().filter(|node| !stands_alike(node)).for_each(|node| touched.place(node.item));
    }
}

impl Again<'_> {
    /// Takes over what the rules of an item came to at a place; false when they must be run again.
    pub(super) fn keep(&self, item: ItemIdx, path: &AnswerPath, outcome: &mut Outcome) -> bool {
        if self.dependencies.concern(Some(item), self.touched) {
            return false;
        }
        outcome.take_over(self.before, path);
        true
    }
}
