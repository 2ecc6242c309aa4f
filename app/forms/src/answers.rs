//! The answers of one form: a map from path to values, and nothing else.
//! Copies of repeated groups are answers too: `d-door@k1` holds `true` while the copy stands, `false` once removed.
//! Never here: whether an answer is active, right or wanted; that is the view's business.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde::{Deserialize, Deserializer, Serialize};

use crate::path::{AnswerPath, Facet};
use crate::value::{Attachment, Value};

/// The values at one place. Empty means cleared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answer(pub Vec<Value>);

/// All answers of one form. Equal contents are equal, however they came about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Answers {
    map: BTreeMap<AnswerPath, Answer>,
}

impl Answer {
    /// One value.
    pub fn one(value: Value) -> Answer {
        Answer(vec![value])
    }

    /// The first value.
    pub fn first(&self) -> Option<&Value> {
        self.0.first()
    }

    /// The code of the first value, when it is a coding.
    pub fn code(&self) -> Option<&str> {
        self.first().and_then(Value::code)
    }

    /// The files among the values.
    pub fn files(&self) -> impl Iterator<Item = &Attachment> {
        self.0.iter().filter_map(Value::as_attachment)
    }

    /// True when nothing is said in any value.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(Value::is_blank)
    }
}

impl From<Value> for Answer {
    fn from(value: Value) -> Answer {
        Answer::one(value)
    }
}

impl Answers {
    /// No answers.
    pub fn new() -> Answers {
        Answers::default()
    }

    /// The answer at a path.
    pub fn get(&self, path: &AnswerPath) -> Option<&Answer> {
        self.map.get(path)
    }

    /// The answer at a path given as text.
    pub fn at(&self, path: &str) -> Option<&Answer> {
        self.map.get(path)
    }

    /// Sets an answer and returns the one that stood there. An empty answer clears.
    pub fn set(&mut self, path: AnswerPath, answer: impl Into<Answer>) -> Option<Answer> {
        let answer = answer.into();
        if answer.0.is_empty() { self.map.remove(&path) } else { self.map.insert(path, answer) }
    }

    /// Takes an answer away and returns it.
    pub fn clear(&mut self, path: &AnswerPath) -> Option<Answer> {
        self.map.remove(path)
    }

    /// The facet of an item.
    pub fn facet(&self, path: &AnswerPath, facet: Facet) -> Option<&Answer> {
        self.map.get(&path.with_facet(facet))
    }

    /// All answers, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&AnswerPath, &Answer)> {
        self.map.iter()
    }

    /// How many places hold something, copies and facets included.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// True when nothing is held.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Ids of the copies of a repeated group that stand, in order. A copy that holds answers but lost its own mark
    /// stands too: words are never dropped because one message came late.
    pub fn instances(&self, group: &AnswerPath) -> Vec<String> {
        self.copies(group, true)
    }

    /// Ids of the copies that were removed; what they held is kept.
    pub fn removed_instances(&self, group: &AnswerPath) -> Vec<String> {
        self.copies(group, false)
    }

    /// Adds a copy of a repeated group, or brings a removed one back. Returns the path of the copy.
    pub fn add_instance(&mut self, group: &AnswerPath, id: &str) -> AnswerPath {
        let path = group.instance(id);
        self.set(path.clone(), Value::Boolean(true));
        path
    }

    /// Marks a copy as removed. Its answers are kept.
    pub fn remove_instance(&mut self, instance: &AnswerPath) {
        self.set(instance.without_facet(), Value::Boolean(false));
    }

    /// True when a copy of a repeated group stands: it was added, or something in it is answered, and it was not removed.
    pub(crate) fn stands(&self, copy: &AnswerPath) -> bool {
        match self.get(copy) {
            Some(mark) if is_removed(mark) => return false,
            Some(mark) if !mark.is_blank() => return true,
            _ => {}
        }
        let inside = format!("{}/", copy.place());
        let from = (Bound::Included(&*inside), Bound::Unbounded);
        let mut inner =
            self.map.range::<str, _>(from).take_while(|(path, _)| path.as_str().starts_with(&inside));
        inner.any(|(_, answer)| !answer.is_blank())
    }

    fn copies(&self, group: &AnswerPath, standing: bool) -> Vec<String> {
        let prefix = format!("{}@", group.place());
        let mut found: BTreeMap<&str, bool> = BTreeMap::new();
        for (path, answer) in self.map.range::<str, _>((Bound::Included(&*prefix), Bound::Unbounded)) {
            let Some(rest) = path.as_str().strip_prefix(&*prefix) else {
                break;
            };
            match rest.find(['/', '#']) {
                None if is_removed(answer) => {
                    found.insert(rest, false);
                }
                None if !answer.is_blank() => {
                    found.insert(rest, true);
                }
                Some(end) if rest[end..].starts_with('/') && !answer.is_blank() => {
                    found.entry(&rest[..end]).or_insert(true);
                }
                _ => {}
            }
        }
        found.into_iter().filter(|(_, stands)| *stands == standing).map(|(id, _)| id.to_owned()).collect()
    }
}

/// True for the mark of a removed copy.
pub(crate) fn is_removed(mark: &Answer) -> bool {
    mark.first() == Some(&Value::Boolean(false))
}

/// The answers as JSON that is the same, byte by byte, wherever equal answers are written: sorted paths, sorted
/// keys, no blanks. What is hashed and signed.
pub fn canonical_json(answers: &Answers) -> String {
    serde_json::to_string(answers).unwrap_or_default()
}

impl FromIterator<(AnswerPath, Answer)> for Answers {
    fn from_iter<T: IntoIterator<Item = (AnswerPath, Answer)>>(entries: T) -> Answers {
        let mut answers = Answers::new();
        answers.extend(entries);
        answers
    }
}

impl Extend<(AnswerPath, Answer)> for Answers {
    fn extend<T: IntoIterator<Item = (AnswerPath, Answer)>>(&mut self, entries: T) {
        for (path, answer) in entries {
            self.set(path, answer);
        }
    }
}

impl IntoIterator for Answers {
    type Item = (AnswerPath, Answer);
    type IntoIter = std::collections::btree_map::IntoIter<AnswerPath, Answer>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.into_iter()
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Answers, D::Error> {
        let map = BTreeMap::<AnswerPath, Answer>::deserialize(deserializer)?;
        Ok(map.into_iter().collect())
    }
}
