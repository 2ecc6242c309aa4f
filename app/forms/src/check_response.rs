//! Checks a QuestionnaireResponse, as somebody else wrote it, against its form: structure, types, options, limits and
//! rules, each with a code. The same code on the server, on the tablet and on the command line.
//! Strict where filling in is lenient: what a person wrote is kept and marked; what a system sends must be right.

mod answer;
mod records;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::definition::{Definition, Item, ItemIdx, ItemKind, Json, Refusal, field, list, parsed};
use crate::expression::Moment;
use crate::import::from_questionnaire_response;
use crate::issue::{IssueKind, Severity};
use crate::path::AnswerPath;
use crate::view::{View, view_at};

/// One thing that is wrong with a response.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ResponseIssue {
    /// `error` makes the response invalid; `warning` does not.
    pub severity: &'static str,
    /// What is wrong, as a word for programs: `required`, `invalidAnswerType`.
    pub code: &'static str,
    /// Where in the response: `item[0].answer[1]`.
    pub path: String,
    /// The link id, where there is one.
    #[serde(rename = "linkId")]
    pub link_id: String,
    /// The same in plain words.
    pub text: String,
}

/// Everything that is wrong with a response to this form. `now` is a FHIR dateTime for rules that ask for today.
///
/// # Errors
/// When the text is no JSON, or no QuestionnaireResponse.
pub fn check_response(def: &Definition, response: &str, now: &str) -> Result<Vec<ResponseIssue>, Refusal> {
    let root = parsed(response)?;
    if field(&root, "resourceType").and_then(Json::as_str) != Some("QuestionnaireResponse") {
        return Err(Refusal::new("", "This is not a QuestionnaireResponse."));
    }
    let (answers, _) = from_questionnaire_response(def, response)?;
    let view = view_at(def, &answers, Moment::parse(now));
    let mut checker = Checker { def, view, issues: Vec::new() };
    checker.rules();
    checker.items(list(&root, "item"), def.roots(), "", Around { copy: None, asks: true });
    let mut issues = checker.issues;
    // What is still being filled in may be incomplete and wrong: it is told, and does not count.
    let is_open = matches!(field(&root, "status").and_then(Json::as_str), Some("in-progress"));
    if is_open {
        issues.iter_mut().for_each(|issue| issue.severity = "warning");
    }
    Ok(issues)
}

struct Checker<'a> {
    def: &'a Definition,
    view: View,
    issues: Vec<ResponseIssue>,
}

/// Where a part of the response stands.
#[derive(Clone, Copy)]
struct Around<'c> {
    /// The copy of a repeated group around it.
    copy: Option<&'c AnswerPath>,
    /// What stands around it is asked.
    asks: bool,
}

impl<'a> Checker<'a> {
    /// Rules that do not hold, or could not be looked at.
    fn rules(&mut self) {
        for node in &self.view.nodes {
            for issue in &node.issues {
                let (severity, code) = match (issue.kind, issue.severity) {
                    (IssueKind::Rule, Severity::Wrong) => ("error", "invariant"),
                    (IssueKind::Rule, _) => ("warning", "invariant"),
                    (IssueKind::RuleNotRun, _) => ("warning", "invariantExecution"),
                    _ => continue,
                };
                self.issues.push(ResponseIssue {
                    severity,
                    code,
                    path: String::new(),
                    link_id: self.def.item(node.item).link_id.clone(),
                    text: issue.text.clone(),
                });
            }
        }
    }

    fn say(&mut self, code: &'static str, path: &str, item: Option<&Item>, text: impl Into<String>) {
        self.tell("error", code, path, item, text);
    }

    fn tell(
        &mut self,
        severity: &'static str,
        code: &'static str,
        path: &str,
        item: Option<&Item>,
        text: impl Into<String>,
    ) {
        let link_id = item.map(|item| item.link_id.clone()).unwrap_or_default();
        self.issues.push(ResponseIssue { severity, code, path: path.to_owned(), link_id, text: text.into() });
    }

    fn is_asked(&self, item_idx: ItemIdx, copy: Option<&AnswerPath>) -> bool {
        self.view.node(&self.def.path_in(item_idx, copy)).is_some_and(|node| node.enabled)
    }

    /// The item as it stands there: with what of it follows from answers.
    fn standing(&self, item_idx: ItemIdx, copy: Option<&AnswerPath>) -> Cow<'a, Item> {
        let item = self.def.item(item_idx);
        match &item.rules {
            Some(rules) if !rules.properties.is_empty() => {
                Cow::Owned(self.view.item_at(item_idx, &self.def.path_in(item_idx, copy)).into_owned())
            }
            _ => Cow::Borrowed(item),
        }
    }

    /// Checks a list of the response against the items that may stand there.
    fn items(&mut self, written: &[Json<'_>], expected: &[ItemIdx], path: &str, around: Around<'_>) {
        let mut n_found: BTreeMap<ItemIdx, usize> = BTreeMap::new();
        let mut last = 0;
        for (n, one) in written.iter().enumerate() {
            let path = if path.is_empty() { format!("item[{n}]") } else { format!("{path}.item[{n}]") };
            let link_id = field(one, "linkId").and_then(Json::as_str).unwrap_or_default();
            let place = expected.iter().position(|item| self.def.item(*item).link_id == link_id);
            let Some(place) = place else {
                let known = self.def.by_link_id(link_id);
                let (code, text) = match known {
                    Some(_) => ("invalidLinkId", format!("\u{201c}{link_id}\u{201d} does not belong here.")),
                    None => ("invalidLinkId", format!("The form has no item \u{201c}{link_id}\u{201d}.")),
                };
                self.say(code, &path, known.map(|item| self.def.item(item)), text);
                continue;
            };
            let item_idx = expected[place];
            if place < last {
                let item = self.def.item(item_idx);
                self.say(
                    "itemOrder",
                    &path,
                    Some(item),
                    "The items stand in another order than in the form.",
                );
            }
            last = last.max(place);
            let n = n_found.entry(item_idx).or_default();
            *n += 1;
            // Copies get ids of their order, as they do when a response is read.
            let of_group = self.def.item(item_idx).is_repeating_group();
            let copy =
                of_group.then(|| self.def.path_in(item_idx, around.copy).instance(&format!("r{n:03}")));
            self.item(one, item_idx, &path, around.copy, copy.as_ref().or(around.copy));
        }
        if !around.asks {
            return;
        }
        for item_idx in expected {
            let n = n_found.get(item_idx).copied().unwrap_or(0);
            self.how_often(*item_idx, n, path, around.copy);
        }
    }

    /// How often an item stands there, when it is asked.
    fn how_often(&mut self, item_idx: ItemIdx, n: usize, around: &str, copy: Option<&AnswerPath>) {
        let item = &*self.standing(item_idx, copy);
        if n > 1 && !item.is_repeating_group() {
            let text = "The item stands there several times, and may stand there once.";
            self.say("repeats", around, Some(item), text);
        }
        if item.kind == ItemKind::Display || !self.is_asked(item_idx, copy) {
            return;
        }
        if n == 0 && item.required {
            self.say("required", around, Some(item), "An answer is needed here.");
        }
        if item.kind == ItemKind::Group || n == 0 {
            self.count(item, n, around);
        }
        // Nothing was written of a group: what is needed in it is missing all the same.
        if n == 0 && item.kind == ItemKind::Group && !item.repeats {
            let path =
                if around.is_empty() { item.link_id.clone() } else { format!("{around}.{}", item.link_id) };
            self.items(&[], &item.children, &path, Around { copy, asks: true });
        }
    }

    /// The least and the most there may be.
    fn count(&mut self, item: &Item, n: usize, path: &str) {
        let limits = &item.limits;
        if let Some(least) = limits.min_occurs.filter(|least| n < *least as usize) {
            let text = format!("At least {least} are needed, and there are {n}.");
            self.say("minCount", path, Some(item), text);
        }
        if let Some(most) = limits.max_occurs.filter(|most| n > *most as usize) {
            let text = format!("At most {most} may be given, and there are {n}.");
            self.say("maxCount", path, Some(item), text);
        }
    }

    /// `outer` is the copy the item stands in, `inner_copy` the one its children do.
    fn item(
        &mut self,
        written: &Json<'_>,
        item_idx: ItemIdx,
        path: &str,
        outer: Option<&AnswerPath>,
        inner_copy: Option<&AnswerPath>,
    ) {
        let item = &*self.standing(item_idx, outer);
        let answers = list(written, "answer");
        let inner = list(written, "item");
        let asks = self.is_asked(item_idx, outer);
        let around = Around { copy: inner_copy, asks };
        if !asks && !answers.is_empty() {
            let text = "An answer is given to a question that is not asked.";
            self.tell("warning", "notEnabled", path, Some(item), text);
        }
        match item.kind {
            ItemKind::Display => {
                if !answers.is_empty() || !inner.is_empty() {
                    self.say("displayAnswer", path, Some(item), "Words to read take no answer.");
                }
            }
            ItemKind::Group => {
                if !answers.is_empty() {
                    self.say("groupShouldNotHaveAnswers", path, Some(item), "A group takes no answer.");
                }
                self.items(inner, &item.children, path, around);
            }
            _ => {
                if !inner.is_empty() {
                    let text = "What belongs to a question stands in its answer.";
                    self.say("questionShouldNotHaveItems", path, Some(item), text);
                }
                self.question(answers, item, path, around);
            }
        }
    }

    fn question(&mut self, answers: &[Json<'_>], item: &Item, path: &str, around: Around<'_>) {
        let n_given = answers.len();
        if n_given == 0 && item.required && around.asks {
            self.say("required", path, Some(item), "An answer is needed here.");
        }
        if n_given > 1 && !item.repeats {
            let text = format!("{n_given} answers are given to a question that takes one.");
            self.say("repeats", path, Some(item), text);
        }
        self.count(item, n_given, path);
        let mut exclusive = false;
        for (n, one) in answers.iter().enumerate() {
            let path = format!("{path}.answer[{n}]");
            let found = answer::problems(item, one);
            exclusive |= answer::is_exclusive(item, one);
            for (severity, code, text) in found {
                self.tell(severity, code, &path, Some(item), text);
            }
            self.items(list(one, "item"), &item.children, &path, around);
        }
        if exclusive && n_given > 1 {
            let text = "An answer that stands alone is given together with others.";
            self.say("exclusiveAnswerOption", path, Some(item), text);
        }
    }
}
