//! Runs the rules of a form: values that are worked out, questions shown by an expression, options and words that
//! follow from answers, and checks. Values feed rules again, so this goes round until nothing changes any more.
//! Never fails: a rule that cannot be run on these answers comes to nothing, and that is told.

mod after;
mod outcome;
mod values;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use after::Again;
pub use after::view_after;
pub(crate) use outcome::Outcome;
use serde_json::Value as Json;

use crate::answers::{Answer, Answers};
use crate::definition::{Check, Definition, Form, Item, ItemIdx, Rules};
use crate::export;
use crate::expression::{Atom, Collection, Environment, Expression, Moment, Node};
use crate::issue::{Issue, IssueKind, Severity, When};
use crate::path::AnswerPath;
use crate::validate;
use crate::value::Value;
use crate::view::{View, draw};

/// Values that wait for values that wait for values: real forms have three such steps.
const MAX_ROUNDS: usize = 24;

/// Which answers conditions and rules see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Those that were given, and what is worked out from them.
    WorkedOut,
    /// Those that were given alone.
    AsGiven,
}

/// Draws a form whose rules are run.
pub(crate) fn drawn(def: &Definition, answers: &Answers, now: Option<Moment>, values: Values) -> View {
    if !def.0.has_rules {
        return draw(def, answers, &Outcome::default());
    }
    let spent = Rc::new(Cell::new(0));
    let mut outcome = Outcome::default();
    let mut together = Cow::Borrowed(answers);
    let mut view = draw(def, answers, &outcome);
    let mut unsettled = BTreeSet::new();
    for _ in 0..MAX_ROUNDS {
        let response = export::plain_response(def, &together, &view);
        let mut next = Round { def, answers: &together, view: &view, now, spent: spent.clone(), again: None }
            .run(&response);
        if values == Values::AsGiven {
            (next.values, next.nothing) = (Answers::new(), BTreeSet::new());
        }
        unsettled = outcome.changed_in(&next);
        // Another round would see what this one saw.
        let is_settled = outcome.draws_the_same_as(&next);
        outcome = next;
        if is_settled {
            break;
        }
        together = Cow::Owned(merged(def, answers, &outcome));
        view = draw(def, &together, &outcome);
    }
    finished(def, view, outcome, &together, unsettled)
}

/// Puts the remarks of the rules where they belong.
fn finished(
    def: &Definition,
    mut view: View,
    outcome: Outcome,
    together: &Answers,
    unsettled: BTreeSet<AnswerPath>,
) -> View {
    for path in unsettled {
        view.add_issue(&path, not_run());
    }
    for (path, options) in &outcome.options {
        let none_of = |value: &Value| !options.iter().any(|option| option.value.same_as(value));
        let said = together.get(path).map_or(&[][..], |answer| &answer.0);
        if !options.is_empty() && said.iter().any(none_of) {
            let (kind, words) = validate::none_of_the_options();
            view.add_issue(path, Issue::new(kind, Severity::Wrong, When::OnLeaving, words));
        }
    }
    for (path, issue) in &outcome.issues {
        view.add_issue(path, issue.clone());
    }
    // What is wrong with the form as a whole stands where somebody looks first.
    let first = view.nodes.iter().find(|node| {
        let item = def.item(node.item);
        node.enabled && item.is_question() && !item.hidden
    });
    if let Some(first) = first.map(|node| node.path.clone()) {
        for issue in &outcome.form_issues {
            view.add_issue(&first, issue.clone());
        }
    }
    view.worked_out = outcome;
    view
}

/// The answers with the values that were worked out.
pub(crate) fn merged(def: &Definition, answers: &Answers, outcome: &Outcome) -> Answers {
    let mut together = answers.clone();
    for (path, value) in outcome.values.iter() {
        let counting = counting(def, path, answers.get(path), outcome).unwrap_or(value);
        together.set(path.clone(), counting.clone());
    }
    for path in &outcome.nothing {
        if counting(def, path, answers.get(path), outcome).is_none() {
            together.clear(path);
        }
    }
    together
}

/// The answer that counts at a place. What a person wrote into a field that may be written in stands; in one that may
/// not, only what is worked out does.
pub(crate) fn counting<'a>(
    def: &Definition,
    path: &AnswerPath,
    said: Option<&'a Answer>,
    outcome: &'a Outcome,
) -> Option<&'a Answer> {
    let worked_out = outcome.values.get(path);
    if worked_out.is_none() && !outcome.nothing.contains(path) {
        return said;
    }
    let may_write = def.item_at(path).is_some_and(|item| !outcome.item(def, item, path).read_only);
    said.filter(|answer| may_write && !answer.is_blank()).or(worked_out)
}

/// What a new form (or a new copy of a repeated group) begins with by its rules, as far as they can be run without any
/// answer.
pub(crate) fn initial(def: &Definition, copy: Option<&AnswerPath>, now: Option<Moment>) -> Answers {
    let mut answers = Answers::new();
    let home = copy.and_then(|copy| def.item_at(copy));
    for (item_idx, item) in def.items().iter().enumerate() {
        let item_idx = ItemIdx::new(item_idx);
        let rule = item.rules.as_ref().and_then(|rules| rules.initial.as_ref());
        let Some(rule) = rule.filter(|_| def.repeating_group_of(item_idx) == home) else { continue };
        let mut environment = Environment::at(now);
        for name in ["resource", "rootResource", "questionnaire"] {
            environment.variables.insert(name.to_owned(), Vec::new());
        }
        let around: Vec<&Rules> = def.0.rules_over(item_idx).collect();
        around.iter().rev().for_each(|rules| declare(rules, &focus(None), &mut environment));
        if let Ok(found) = rule.evaluate(focus(None), &environment) {
            answers.set(def.path_in(item_idx, copy), Answer(values::of(item, &item.options, &found)));
        }
    }
    answers
}

/// One run of all rules over one state of the answers.
struct Round<'r> {
    def: &'r Definition,
    answers: &'r Answers,
    view: &'r View,
    now: Option<Moment>,
    /// Work done by all rules in all rounds.
    spent: Rc<Cell<u32>>,
    /// When only some rules are run.
    again: Option<Again<'r>>,
}

impl<'a> Round<'a> {
    fn run(&self, response: &'a Json) -> Outcome {
        let form: &'a Form = &self.def.0;
        let mut outcome = Outcome::default();
        let root = Atom::Node(Node::of_kind(response, "QuestionnaireResponse"));
        let mut environment = Environment::sharing(self.now, &self.spent);
        for name in ["resource", "rootResource"] {
            environment.variables.insert(name.to_owned(), vec![root.clone()]);
        }
        let source = form.source.as_ref().map(|source| Atom::Node(Node::of_kind(source, "Questionnaire")));
        environment.variables.insert("questionnaire".to_owned(), source.into_iter().collect());
        let focus = vec![root];
        if let Some(rules) = &form.rules {
            declare(rules, &focus, &mut environment);
            outcome.form_issues = match self.again {
                Some(again) if !again.dependencies.concern(None, again.touched) => {
                    again.before.form_issues.clone()
                }
                _ => checks(rules, &focus, &environment),
            };
        }
        self.items(&form.roots, None, list(response, "item"), &environment, &mut outcome);
        outcome
    }

    /// Runs the rules of these items; `around` is the part of the response they stand in.
    fn items(
        &self,
        items: &'a [ItemIdx],
        copy: Option<&AnswerPath>,
        around: &'a [Json],
        environment: &Environment<'a>,
        outcome: &mut Outcome,
    ) {
        for item_idx in items.iter().filter(|item| self.def.0.layout[item.at()].rules_inside) {
            let item = &self.def.0.items[item_idx.at()];
            let path = self.def.path_in(*item_idx, copy);
            let mut found = around.iter().filter(|one| one["linkId"] == item.link_id.as_str());
            if item.is_repeating_group() {
                self.rules_of(item, *item_idx, &path, None, environment, outcome);
                for id in self.answers.instances(&path) {
                    let copy = path.instance(&id);
                    let inner = found.next();
                    let environment = self.within(item, *item_idx, inner, environment);
                    let is_kept = self.again.is_some_and(|again| again.keep(*item_idx, &copy, outcome));
                    if let Some(rules) = item.rules.as_ref().filter(|_| !is_kept) {
                        let found = checks(rules, &focus(inner), &environment);
                        outcome.issues.extend(found.into_iter().map(|issue| (copy.clone(), issue)));
                    }
                    let around = inner.map_or(&[][..], |inner| list(inner, "item"));
                    self.items(&item.children, Some(&copy), around, &environment, outcome);
                }
                continue;
            }
            let inner = found.next();
            self.rules_of(item, *item_idx, &path, inner, environment, outcome);
            if item.children.is_empty() {
                continue;
            }
            let environment = self.within(item, *item_idx, inner, environment);
            let answer = inner.and_then(|inner| inner["answer"].get(0));
            let around = match answer {
                Some(answer) => list(answer, "item"),
                None => inner.map_or(&[][..], |inner| list(inner, "item")),
            };
            self.items(&item.children, copy, around, &environment, outcome);
        }
    }

    /// What the rules inside an item can see: its variables besides those around it.
    fn within(
        &self,
        item: &'a Item,
        item_idx: ItemIdx,
        inner: Option<&'a Json>,
        environment: &Environment<'a>,
    ) -> Environment<'a> {
        let mut environment = environment.clone();
        if let Some(rules) = &item.rules {
            environment.variables.insert("qitem".to_owned(), self.source_of(item_idx));
            declare(rules, &focus(inner), &mut environment);
        }
        environment
    }

    /// The item in the Questionnaire's own JSON.
    fn source_of(&self, item_idx: ItemIdx) -> Collection<'a> {
        let form = &self.def.0;
        let Some(source) = &form.source else { return Vec::new() };
        let mut places = Vec::new();
        let mut at = item_idx;
        loop {
            let parent = form.items[at.at()].parent;
            let beside = parent.map_or(&form.roots, |parent| &form.items[parent.at()].children);
            places.push(beside.iter().position(|one| *one == at).unwrap_or(0));
            match parent {
                Some(parent) => at = parent,
                None => break,
            }
        }
        let found = places.iter().rev().fold(source, |json, place| &json["item"][*place]);
        vec![Atom::Node(Node::of_kind(found, "BackboneElement"))]
    }

    fn rules_of(
        &self,
        item: &'a Item,
        item_idx: ItemIdx,
        path: &AnswerPath,
        inner: Option<&'a Json>,
        environment: &Environment<'a>,
        outcome: &mut Outcome,
    ) {
        let Some(rules) = &item.rules else { return };
        if self.again.is_some_and(|again| again.keep(item_idx, path, outcome)) {
            return;
        }
        let environment = self.within(item, item_idx, inner, environment);
        let focus = focus(inner);
        let mut evaluate = |rule: &'a Option<Expression>| {
            let found = rule.as_ref()?.evaluate(focus.clone(), &environment);
            if found.is_err() {
                outcome.issues.push((path.clone(), not_run()));
            }
            found.ok()
        };
        if let Some(shown) = evaluate(&rules.shown)
            && !is_yes(&shown)
        {
            outcome.off.insert(path.clone());
            return;
        }
        let words = evaluate(&rules.text);
        let options = evaluate(&rules.options);
        let calculated = evaluate(&rules.calculated);
        if let Some(words) = words.and_then(|words| words.first().map(Atom::as_text)) {
            outcome.words.insert(path.clone(), words);
        }
        let mut properties = Vec::new();
        for (property, rule) in &rules.properties {
            match rule.evaluate(focus.clone(), &environment) {
                // Where the rule comes to nothing the form's own word stands.
                Ok(found) => {
                    properties
                        .extend(values::property(item, *property, &found).map(|value| (*property, value)));
                }
                Err(_) => outcome.issues.push((path.clone(), not_run())),
            }
        }
        if !properties.is_empty() {
            outcome.properties.insert(path.clone(), properties);
        }
        let options = options.map(|found| values::options(&found));
        if let Some(found) = calculated.filter(|_| self.is_asked(path)) {
            let options = options.as_deref().unwrap_or(&item.options);
            let answer = Answer(values::of(item, options, &found));
            if answer.0.is_empty() {
                outcome.nothing.insert(path.clone());
            }
            outcome.values.set(path.clone(), answer);
        }
        if let Some(options) = options {
            outcome.options.insert(path.clone(), options);
        }
        // Those of a repeated group are asked of each copy.
        if self.is_asked(path) && !item.is_repeating_group() {
            let found = checks(rules, &focus, &environment);
            outcome.issues.extend(found.into_iter().map(|issue| (path.clone(), issue)));
        }
    }

    fn is_asked(&self, path: &AnswerPath) -> bool {
        self.view.node(path).is_some_and(|node| node.enabled)
    }
}

/// What does not hold, or could not be looked at.
fn checks<'a>(rules: &'a Rules, focus: &Collection<'a>, environment: &Environment<'a>) -> Vec<Issue> {
    let one = |check: &'a Check| match check.expression.evaluate(focus.clone(), environment) {
        Ok(found) if is_yes(&found) || found.is_empty() => None,
        Ok(_) => {
            let severity = if check.stops { Severity::Wrong } else { Severity::Check };
            Some(Issue::new(IssueKind::Rule, severity, When::OnLeaving, check.words.clone()))
        }
        Err(_) => Some(not_run()),
    };
    rules.checks.iter().filter_map(one).collect()
}

fn not_run() -> Issue {
    Issue::new(
        IssueKind::RuleNotRun,
        Severity::Check,
        When::OnFinish,
        "A rule of the form could not be run on these answers. Please look whether this is right.",
    )
}

/// The part of the response that stands for an item; something empty where there is none yet.
fn focus<'a>(inner: Option<&'a Json>) -> Collection<'a> {
    static NOTHING: Json = Json::Null;
    vec![Atom::Node(Node::of_kind(inner.unwrap_or(&NOTHING), "BackboneElement"))]
}

/// Works the variables out, each of which may use those before it. One that cannot be worked out stays unknown: rules that
/// ask for it are not run, and say so.
fn declare<'a>(rules: &'a Rules, focus: &Collection<'a>, environment: &mut Environment<'a>) {
    for (name, expression) in &rules.variables {
        match expression.as_ref().map(|rule| rule.evaluate(focus.clone(), environment)) {
            Some(Ok(found)) => environment.variables.insert(name.clone(), found),
            _ => environment.variables.remove(name),
        };
    }
}

fn is_yes(found: &[Atom<'_>]) -> bool {
    matches!(found, [one] if one.as_text() == "true")
}

fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}
