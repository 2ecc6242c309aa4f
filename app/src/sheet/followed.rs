//! What is followed question by question: a change tells those it concerns, and its cost does not grow with the form.

use forms::AnswerPath;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One value for each place that somebody looks at.
pub(super) struct Followed<T: 'static>(StoredValue<BTreeMap<AnswerPath, ArcRwSignal<T>>>);

impl<T> Clone for Followed<T> {
    fn clone(&self) -> Followed<T> {
        *self
    }
}

impl<T> Copy for Followed<T> {}

impl<T: PartialEq + Send + Sync + 'static> Followed<T> {
    /// Nobody looks yet.
    pub fn new() -> Followed<T> {
        Followed(StoredValue::new(BTreeMap::new()))
    }

    /// The value at a place; `first` says what it is when nobody has looked there before.
    pub fn at(self, path: &AnswerPath, first: impl FnOnce() -> T) -> ArcRwSignal<T> {
        if let Some(known) = self.known(path) {
            return known;
        }
        let fresh = ArcRwSignal::new(first());
        self.0.update_value(|all| drop(all.insert(path.clone(), fresh.clone())));
        fresh
    }

    /// Says what is true now at a place, to those who look there and did not know.
    pub fn tell(self, path: &AnswerPath, now: impl FnOnce() -> T) {
        let Some(known) = self.known(path) else { return };
        let now = now();
        if known.with_untracked(|before| *before != now) {
            known.set(now);
        }
    }

    /// Every place that somebody looks at.
    pub fn places(self) -> Vec<AnswerPath> {
        self.0.with_value(|all| all.keys().cloned().collect())
    }

    fn known(self, path: &AnswerPath) -> Option<ArcRwSignal<T>> {
        self.0.with_value(|all| all.get(path).cloned())
    }
}
