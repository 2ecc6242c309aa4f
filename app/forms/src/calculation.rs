//! Runs the rules of a form: values that are worked out, questions shown by an expression, options and words that
//! follow from answers, and checks. Values feed rules again, so this goes round until nothing changes any more.
//! Never fails: a rule that cannot be run on these answers comes to nothing, and that is told.

mod values;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::answers::{Answer, Answers};
use crate::definition::{AnswerOption, Definition, Form, Item, ItemIdx, Rules};
use crate::export;
use crate::expression::{Atom, Collection, Environment, Expression, Moment, Node};
use crate::issue::{Issue, IssueKind, Severity, When};
use crate::path::AnswerPath;
use crate::view::{View, draw};

/// Values that wait for values that wait for values: real forms have three such steps.
const MAX_ROUNDS: usize = 12;

/// What the rules of a form come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// Values that were worked out.
    pub values: Answers,
    /// Items that an expression turns off.
    pub off: BTreeSet<AnswerPath>,
    /// Words that were worked out.
    pub words: BTreeMap<AnswerPath, String>,
    /// Options that were worked out.
    pub options: BTreeMap<AnswerPath, Vec<AnswerOption>>,
    /// Checks that do not hold, and rules that could not be run.
    pub issues: Vec<(AnswerPath, Issue)>,
}

/// Draws a form whose rules are run.
pub(crate) fn drawn(def: &Definition, answers: &Answers, now: Option<Moment>) -> View {
    if !def.0.has_rules {
        return draw(def, answers, &BTreeSet::new());
    }
    let mut outcome = Outcome::default();
    for _ in 0..MAX_ROUNDS {
        let together = merged(def, answers, &outcome.values);
        let view = draw(def, &together, &outcome.off);
        let response = export::plain_response(def, &together, &view);
        let next = Round { def, answers: &together, view: &view, now }.run(&response);
        if next == outcome {
            break;
        }
        outcome = next;
        if !def.0.rules_feed_rules {
            break;
        }
    }
    let together = merged(def, answers, &outcome.values);
    let mut view = draw(def, &together, &outcome.off);
    for (path, issue) in std::mem::take(&mut outcome.issues) {
        view.add_issue(&path, issue);
    }
    view.worked_out = outcome;
    view
}

/// Draws a form whose values are taken as they are given: only what expressions show and check is worked out.
pub(crate) fn drawn_as_given(def: &Definition, answers: &Answers, now: Option<Moment>) -> View {
    let mut off = BTreeSet::new();
    let mut view = draw(def, answers, &off);
    for _ in 0..MAX_ROUNDS {
        if !def.0.has_rules {
            break;
        }
        let response = export::plain_response(def, answers, &view);
        let outcome = Round { def, answers, view: &view, now }.run(&response);
        if outcome.off == off {
            break;
        }
        off = outcome.off;
        view = draw(def, answers, &off);
    }
    view
}

/// The answers with the values that were worked out.
pub(crate) fn merged(def: &Definition, answers: &Answers, values: &Answers) -> Answers {
    let mut together = answers.clone();
    for (path, value) in values.iter() {
        together.set(path.clone(), counting(def, path, answers.get(path), value).clone());
    }
    together
}

/// The answer that counts where a value was worked out. What a person wrote into a field that may be written in stands.
pub(crate) fn counting<'a>(
    def: &Definition,
    path: &AnswerPath,
    said: Option<&'a Answer>,
    worked_out: &'a Answer,
) -> &'a Answer {
    let may_write = def.item_at(path).is_some_and(|item| !def.item(item).read_only);
    said.filter(|answer| may_write && !answer.is_blank()).unwrap_or(worked_out)
}

/// What a new form begins with by its rules, as far as they can be run without any answer.
pub(crate) fn initial(def: &Definition, now: Option<Moment>) -> Answers {
    let mut answers = Answers::new();
    let nothing = Json::Object(serde_json::Map::new());
    for (item_idx, item) in def.items().iter().enumerate() {
        let item_idx = ItemIdx::new(item_idx);
        let rule = item.rules.as_ref().and_then(|rules| rules.initial.as_ref());
        let (Some(rule), None) = (rule, def.repeating_group_of(item_idx)) else { continue };
        let environment = Environment { now, ..Environment::default() };
        let focus = vec![Atom::Node(Node::of_kind(&nothing, ""))];
        if let Ok(found) = rule.evaluate(focus, &environment) {
            answers.set(def.path_in(item_idx, None), Answer(values::of(item, &item.options, &found)));
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
}

impl<'a> Round<'a> {
    fn run(&self, response: &'a Json) -> Outcome {
        let form: &'a Form = &self.def.0;
        let mut outcome = Outcome::default();
        let root = Atom::Node(Node::of_kind(response, "QuestionnaireResponse"));
        let mut environment = Environment { now: self.now, ..Environment::default() };
        for name in ["resource", "rootResource"] {
            environment.variables.insert(name.to_owned(), vec![root.clone()]);
        }
        let source = form.source.as_ref().map(|source| Atom::Node(Node::of_kind(source, "Questionnaire")));
        environment.variables.insert("questionnaire".to_owned(), source.into_iter().collect());
        let focus = vec![root];
        if let Some(rules) = &form.rules {
            let top = AnswerPath::root(form.items.first().map_or("", |item| &item.link_id));
            declare(rules, &focus, &mut environment);
            self.checks(rules, &top, &focus, &environment, &mut outcome);
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
        let options = options.map(|found| values::options(&found));
        if let Some(found) = calculated.filter(|_| self.is_asked(path)) {
            let options = options.as_deref().unwrap_or(&item.options);
            let answer = Answer(values::of(item, options, &found));
            outcome.values.set(path.clone(), answer);
        }
        if let Some(options) = options {
            outcome.options.insert(path.clone(), options);
        }
        if self.is_asked(path) {
            self.checks(rules, path, &focus, &environment, outcome);
        }
    }

    fn is_asked(&self, path: &AnswerPath) -> bool {
        self.view.node(path).is_some_and(|node| node.enabled)
    }

    fn checks(
        &self,
        rules: &'a Rules,
        path: &AnswerPath,
        focus: &Collection<'a>,
        environment: &Environment<'a>,
        outcome: &mut Outcome,
    ) {
        for check in &rules.checks {
            match check.expression.evaluate(focus.clone(), environment) {
                Ok(found) if is_yes(&found) || found.is_empty() => {}
                Ok(_) => {
                    let severity = if check.stops { Severity::Wrong } else { Severity::Check };
                    let issue = Issue::new(IssueKind::Rule, severity, When::OnLeaving, check.words.clone());
                    outcome.issues.push((path.clone(), issue));
                }
                Err(_) => outcome.issues.push((path.clone(), not_run())),
            }
        }
    }
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

/// Works the variables out, each of which may use those before it.
fn declare<'a>(rules: &'a Rules, focus: &Collection<'a>, environment: &mut Environment<'a>) {
    for (name, expression) in &rules.variables {
        let found = expression.as_ref().and_then(|rule| rule.evaluate(focus.clone(), environment).ok());
        environment.variables.insert(name.clone(), found.unwrap_or_default());
    }
    // A name that nobody declares stands for something of the patient's record: empty on a tablet.
    for name in rules.expressions().flat_map(Expression::variables) {
        if !environment.variables.contains_key(name) && !crate::definition::is_given(name) {
            environment.variables.insert(name.to_owned(), Vec::new());
        }
    }
}

fn is_yes(found: &[Atom<'_>]) -> bool {
    matches!(found, [one] if one.as_text() == "true")
}

fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}
