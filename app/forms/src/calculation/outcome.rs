//! What the rules of a form come to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::answers::Answers;
use crate::definition::{AnswerOption, Definition, Item, ItemIdx, Property};
use crate::issue::Issue;
use crate::path::AnswerPath;
use crate::value::Value;

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
    /// What else of items follows from answers.
    pub properties: BTreeMap<AnswerPath, Vec<(Property, Value)>>,
    /// Items whose rule came to nothing.
    pub nothing: BTreeSet<AnswerPath>,
    /// Checks that do not hold, and rules that could not be run.
    pub issues: Vec<(AnswerPath, Issue)>,
    /// The same of the form as a whole.
    pub form_issues: Vec<Issue>,
}

impl Outcome {
    /// An item as it stands at a place: with the options and the properties that its rules found.
    pub fn item<'d>(&self, def: &'d Definition, item: ItemIdx, path: &AnswerPath) -> Cow<'d, Item> {
        let item = def.item(item);
        if item.rules.is_none() {
            return Cow::Borrowed(item);
        }
        let properties = self.properties.get(path).map_or(&[][..], Vec::as_slice);
        match (self.options.get(path), properties) {
            (None, []) => Cow::Borrowed(item),
            (options, properties) => {
                let mut item = item.following(properties);
                item.options = options.map_or(item.options, |options| Arc::from(options.as_slice()));
                Cow::Owned(item)
            }
        }
    }

    /// True when a form is drawn alike over both, so that its rules see the same.
    pub fn draws_the_same_as(&self, other: &Outcome) -> bool {
        self.values == other.values
            && self.nothing == other.nothing
            && self.off == other.off
            && self.properties == other.properties
            && self.options == other.options
    }

    /// Places where a rule came to something else in the other, of all that may feed another rule; some more than once.
    pub fn differs_at<'o>(&'o self, after: &'o Outcome) -> Vec<&'o AnswerPath> {
        let mut places: Vec<&AnswerPath> = Vec::new();
        for (one, other) in [(self, after), (after, self)] {
            let values = one.values.iter().filter(|(path, value)| other.values.get(path) != Some(value));
            places.extend(values.map(|(path, _)| path));
            let options = one.options.iter().filter(|(path, found)| other.options.get(*path) != Some(found));
            places.extend(options.map(|(path, _)| path));
            let properties =
                one.properties.iter().filter(|(path, found)| other.properties.get(*path) != Some(found));
            places.extend(properties.map(|(path, _)| path));
            places.extend(one.off.iter().filter(|path| !other.off.contains(*path)));
            places.extend(one.nothing.iter().filter(|path| !other.nothing.contains(*path)));
        }
        places
    }

    /// Takes over what another came to at one place.
    pub fn take_over(&mut self, before: &Outcome, path: &AnswerPath) {
        fn copy<V: Clone>(
            to: &mut BTreeMap<AnswerPath, V>,
            from: &BTreeMap<AnswerPath, V>,
            path: &AnswerPath,
        ) {
            if let Some(found) = from.get(path) {
                to.insert(path.clone(), found.clone());
            }
        }
        if let Some(value) = before.values.get(path) {
            self.values.set(path.clone(), value.clone());
        }
        copy(&mut self.words, &before.words, path);
        copy(&mut self.options, &before.options, path);
        copy(&mut self.properties, &before.properties, path);
        for (to, from) in [(&mut self.off, &before.off), (&mut self.nothing, &before.nothing)] {
            if from.contains(path) {
                to.insert(path.clone());
            }
        }
        self.issues.extend(before.issues.iter().filter(|(at, _)| at == path).cloned());
    }

    /// Places whose value or being shown is not the same in the other.
    pub fn changed_in(&self, after: &Outcome) -> BTreeSet<AnswerPath> {
        let values = self.values.iter().chain(after.values.iter());
        let different = values.filter(|(path, _)| self.values.get(path) != after.values.get(path));
        let off = self.off.symmetric_difference(&after.off);
        different.map(|(path, _)| path.clone()).chain(off.cloned()).collect()
    }
}
