//! What can be chosen: options written at the item, and value sets the form carries along.
//! A value set that is not in the form is never fetched: the item falls to free text and says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::item::{AnswerOption, Item, Translation};
use super::json::{self, Json};
use super::vocabulary::ItemKind;
use super::words::formatted;
use super::{Notice, extensions};
use crate::decimal::Decimal;
use crate::rich::Rich;
use crate::value::{Coding, Value};

/// Marks a list that Threshold added to a form.
pub(crate) const ADDED: &str = "https://threshold.example/fhir/added-value-set";

/// The value sets of a form, expanded once each.
pub(super) struct ValueSets<'a> {
    expanded: BTreeMap<&'a str, Option<Arc<[AnswerOption]>>>,
    /// Lists that Threshold added to the form.
    added: BTreeSet<&'a str>,
}

impl<'a> ValueSets<'a> {
    pub(super) fn new(root: &'a Json<'a>) -> ValueSets<'a> {
        let contained = json::list(root, "contained");
        let mut expanded = BTreeMap::new();
        let mut added = BTreeSet::new();
        for set in contained.iter().filter(|one| json::text(one, "resourceType") == Some("ValueSet")) {
            let options = expand(set, contained).map(Arc::from);
            for name in ["url", "id"].into_iter().filter_map(|key| json::text(set, key)) {
                expanded.insert(name, options.clone());
            }
            if json::extension(set, ADDED).is_some() {
                added.extend(json::text(set, "url"));
            }
        }
        ValueSets { expanded, added }
    }

    fn is_added(&self, reference: &str) -> bool {
        self.added.contains(reference.split('|').next().unwrap_or(reference))
    }

    /// `Err` when the set is not in the form, `Ok(None)` when its codes cannot be listed.
    fn find(&self, reference: &str) -> Result<Option<Arc<[AnswerOption]>>, ()> {
        let name = reference.strip_prefix('#').unwrap_or(reference);
        let name = name.split('|').next().unwrap_or(name);
        self.expanded.get(name).cloned().ok_or(())
    }
}

pub(super) fn of_item(item: &mut Item, raw: &Json<'_>, value_sets: &ValueSets<'_>) {
    if !item.is_question() {
        return;
    }
    let is_choice = matches!(item.kind, ItemKind::Choice | ItemKind::OpenChoice);
    item.open = item.kind == ItemKind::OpenChoice;
    let written = json::list(raw, "answerOption");
    let mut selected = Vec::new();
    if !written.is_empty() {
        let numbered = written.iter().zip(1..);
        let options: Vec<AnswerOption> =
            numbered.filter_map(|(one, n)| option(one, n, &mut selected, &mut item.notices)).collect();
        if options.len() < written.len() {
            item.notices.push(Notice::less("answerOption", "Some options have no value and are left out."));
        }
        item.options = Arc::from(options);
    } else if let Some(reference) = json::text(raw, "answerValueSet") {
        match value_sets.find(reference) {
            Ok(Some(options)) => {
                item.options = options;
                item.options_are_shipped = value_sets.is_added(reference);
            }
            Ok(None) => free_text(item, "The options are described by a rule and cannot be listed here"),
            Err(()) => {
                item.options_are_elsewhere = true;
                free_text(item, &format!("The options ({reference}) are not in the form"));
            }
        }
    } else if is_choice && item.rules.as_ref().is_none_or(|rules| rules.options.is_none()) {
        // Nothing of the form is lost: it has no options to offer.
        item.open = true;
        let text = "The form names no options; the answer is free text.";
        item.notices.push(Notice::remark("answerOption", text));
    }
    initial(item, raw, selected);
}

fn free_text(item: &mut Item, why: &str) {
    item.open = true;
    item.notices.push(Notice::less("answerValueSet", format!("{why}; the answer is free text.")));
}

fn initial(item: &mut Item, raw: &Json<'_>, selected: Vec<Value>) {
    let given = json::list(raw, "initial").iter().filter_map(|one| json::value_of(one, "value"));
    item.initial = given.chain(selected).collect();
    if item.initial.len() > 1 && !item.repeats {
        item.initial.truncate(1);
        let text = "The form starts with several answers but allows one; the first is taken.";
        item.notices.push(Notice::remark("initial", text));
    }
}

/// The option with this number; none when it has no value.
fn option(
    raw: &Json<'_>,
    number: usize,
    selected: &mut Vec<Value>,
    notices: &mut Vec<Notice>,
) -> Option<AnswerOption> {
    let coding = json::field(raw, "valueCoding").unwrap_or(&Json::Null);
    let shadow = raw.as_object().and_then(|fields| fields.iter().find(|(key, _)| key.starts_with("_value")));
    let words = json::field(coding, "_display").or(shadow.map(|(_, words)| words)).unwrap_or(&Json::Null);
    extensions::of_option(&[raw, coding, words], notices);
    let mut value = json::value_of(raw, "value");
    if coding.is_object() && value.as_ref().is_none_or(Value::is_blank) {
        value = Some(Value::Coding(Coding {
            system: json::owned(coding, "system"),
            display: Some(format!("Option {number}")),
            code: None,
        }));
        let text = "Some options have neither words nor a code; they are shown by their numbers.";
        let notice = Notice::remark("answerOption", text);
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    let value = value.filter(|value| !value.is_blank())?;
    if json::flag(raw, "initialSelected") == Some(true) {
        selected.push(value.clone());
    }
    let prefix = json::hl7_extension(raw, "questionnaire-optionPrefix").and_then(json::any_text);
    Some(AnswerOption {
        prefix: prefix.map(str::to_owned),
        ordinal: ordinal(raw).or_else(|| ordinal(coding)),
        exclusive: exclusive(raw),
        translations: json::translations(Some(words)),
        rich: formatted(words, notices).filter(Rich::has_looks).map(Arc::new),
        ..AnswerOption::of(value.clone(), value.as_words())
    })
}

fn ordinal(json: &Json<'_>) -> Option<Decimal> {
    let found =
        ["ordinalValue", "itemWeight"].into_iter().find_map(|name| json::hl7_extension(json, name))?;
    json::decimal(json::field(found, "valueDecimal").or_else(|| json::field(found, "valueInteger"))?)
}

fn exclusive(json: &Json<'_>) -> bool {
    json::hl7_extension(json, "questionnaire-optionExclusive")
        .is_some_and(|found| json::flag(found, "valueBoolean") == Some(true))
}

/// The codes of a contained value set; `None` when they are described by a rule.
fn expand(set: &Json<'_>, contained: &[Json<'_>]) -> Option<Vec<AnswerOption>> {
    let mut options = Vec::new();
    if let Some(expansion) = json::field(set, "expansion") {
        concepts(json::list(expansion, "contains"), "contains", None, &mut options);
        if !options.is_empty() {
            return Some(options);
        }
    }
    let compose = json::field(set, "compose")?;
    if !json::list(compose, "exclude").is_empty() {
        return None;
    }
    for include in json::list(compose, "include") {
        let system = json::text(include, "system");
        let listed = json::list(include, "concept");
        if !json::list(include, "filter").is_empty() || !json::list(include, "valueSet").is_empty() {
            return None;
        }
        if listed.is_empty() {
            let code_system = contained.iter().find(|one| {
                json::text(one, "resourceType") == Some("CodeSystem") && json::text(one, "url") == system
            })?;
            concepts(json::list(code_system, "concept"), "concept", system, &mut options);
        } else {
            concepts(listed, "none", system, &mut options);
        }
    }
    (!options.is_empty()).then_some(options)
}

/// Lists concepts and those inside them; nesting is bounded by the JSON reader.
fn concepts(list: &[Json<'_>], inner: &str, system: Option<&str>, options: &mut Vec<AnswerOption>) {
    for concept in list {
        let is_heading = json::flag(concept, "abstract") == Some(true);
        if let Some(mut coding) = json::coding(concept).filter(|coding| coding.code.is_some() && !is_heading)
        {
            coding.system = coding.system.or_else(|| system.map(str::to_owned));
            let label = coding.label().to_owned();
            options.push(AnswerOption {
                ordinal: ordinal(concept),
                exclusive: exclusive(concept),
                translations: designations(concept),
                ..AnswerOption::of(Value::Coding(coding), label)
            });
        }
        concepts(json::list(concept, inner), inner, system, options);
    }
}

fn designations(concept: &Json<'_>) -> Vec<Translation> {
    let named = json::list(concept, "designation").iter().filter_map(|one| {
        Some(Translation { language: json::owned(one, "language")?, text: json::owned(one, "value")? })
    });
    named.chain(json::translations(json::field(concept, "_display"))).collect()
}
