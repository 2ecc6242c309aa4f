//! What is followed question by question: a change tells those it concerns, and its cost does not grow with the form.

use forms::AnswerPath;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One value for each place that somebody looks at.
pub(super) struct Followed<T>(BTreeMap<AnswerPath, ArcRwSignal<T>>);

impl<T: PartialEq + Send + Sync + 'static> Followed<T> {
    /// Nobody looks yet.
    pub fn new() -> Followed<T> {
        Followed(BTreeMap::new())
    }

    /// The value at a place; `first` says what it is when nobody has looked there before.
    pub fn at(&mut self, path: &AnswerPath, first: impl FnOnce() -> T) -> ArcRwSignal<T> {
        if let Some(known) = self.0.get(path) {
            return known.clone();
        }
        let fresh = ArcRwSignal::new(first());
        self.0.insert(path.clone(), fresh.clone());
        fresh
    }

    /// The value at a place, where somebody looks.
    pub fn known(&self, path: &AnswerPath) -> Option<ArcRwSignal<T>> {
        self.0.get(path).cloned()
    }

    /// Every place that somebody looks at.
    pub fn places(&self) -> Vec<AnswerPath> {
        self.0.keys().cloned().collect()
    }
}

/// Says what is true now, to those who did not know.
pub(super) fn tell<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, now: T) {
    if signal.with_untracked(|before| *before != now) {
        signal.set(now);
    }
}
