//! One open form: its definition, the answers as they are on the screen, and the view the engine
//! makes of both.

use super::earlier::Earlier;
use crate::ui::AnswerState;
use forms::{
    Answer, AnswerPath, Answers, Definition, Item, ItemIdx, Node, SectionSummary, View, expression::Moment,
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use sync::{FieldKey, FormRef};

/// How long typing rests before the engine looks at all answers again. What is typed is on the screen and
/// on its way to the disk at once; counts, conditions and remarks may take a breath.
const REST_MS: u32 = 120;

/// An open form.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// Which form, in which version.
    pub form: StoredValue<FormRef>,
    /// Its definition.
    pub definition: StoredValue<Definition>,
    /// The answers as they are on the screen.
    pub answers: RwSignal<Answers>,
    /// What the engine makes of them.
    pub view: RwSignal<Arc<View>>,
    /// The areas, with what is answered and found in each.
    pub sections: Memo<Arc<Vec<SectionSummary>>>,
    /// Where each answer is, each followed by itself: a letter changes one of them, however long the form.
    states: StoredValue<BTreeMap<AnswerPath, ArcRwSignal<AnswerState>>>,
    /// Earlier answers, with the day they were given.
    pub last_time: StoredValue<Option<Earlier>>,
    /// Link ids of what the form did not ask at the last visit.
    pub new_items: StoredValue<BTreeSet<String>>,
    /// True when nothing may be changed (signed, passed on).
    pub read_only: Signal<bool>,
    /// Only what must be done is shown.
    pub must_only: RwSignal<bool>,
    /// The item somebody was sent to; it carries a bar until the next tap.
    pub marked: RwSignal<Option<AnswerPath>>,
    /// Counts the letters typed: what cannot wait until typing rests follows it.
    pub n_keys: RwSignal<u32>,
    now: StoredValue<Option<Moment>>,
}

impl Sheet {
    /// Opens a form over its answers.
    ///
    /// `now` is what its rules take for today.
    pub fn new(
        form: FormRef,
        definition: Definition,
        answers: Answers,
        now: Option<Moment>,
        read_only: Signal<bool>,
    ) -> Sheet {
        let view = RwSignal::new(Arc::new(forms::view_at(&definition, &answers, now)));
        let definition = StoredValue::new(definition);
        let sections = Memo::new(move |_| {
            Arc::new(view.with(|view| definition.with_value(|definition| view.sections(definition))))
        });
        Sheet {
            form: StoredValue::new(form),
            definition,
            answers: RwSignal::new(answers),
            view,
            sections,
            states: StoredValue::new(BTreeMap::new()),
            last_time: StoredValue::new(None),
            new_items: StoredValue::new(BTreeSet::new()),
            read_only,
            must_only: RwSignal::new(false),
            marked: RwSignal::new(None),
            n_keys: RwSignal::new(0),
            now: StoredValue::new(now),
        }
    }

    /// The form's id.
    pub fn id(self) -> String {
        self.form.with_value(|form| form.id.clone())
    }

    /// The form's title.
    pub fn title(self) -> String {
        self.definition.with_value(|definition| definition.title().to_owned())
    }

    /// A copy of an item. Items share their options, so this is cheap enough for drawing.
    pub fn item(self, item: ItemIdx) -> Item {
        self.definition.with_value(|definition| definition.item(item).clone())
    }

    /// The field of an answer.
    pub fn key(self, path: &AnswerPath) -> FieldKey {
        FieldKey { form: self.id(), path: path.clone() }
    }

    /// The engine's word on one item, following every change.
    pub fn node(self, path: AnswerPath) -> Memo<Option<Node>> {
        Memo::new(move |_| self.view.with(|view| view.node(&path).cloned()))
    }

    /// One item as it stands at a place: with the options that a rule found for it.
    pub fn item_at(self, item: ItemIdx, path: &AnswerPath) -> Item {
        let mut found = self.item(item);
        if let Some(options) = self.view.with_untracked(|view| view.options(path).map(Arc::from)) {
            found.options = options;
        }
        found
    }

    /// What a new copy of a repeated group begins with.
    pub fn initial_answers_of(self, copy: &AnswerPath) -> Answers {
        self.definition.with_value(|definition| definition.initial_answers_of(copy, self.now.get_value()))
    }

    /// One answer, said or worked out, following every change.
    pub fn answer(self, path: AnswerPath) -> Memo<Option<Answer>> {
        let has_rules = self.definition.with_value(Definition::has_rules);
        Memo::new(move |_| {
            self.answers.with(|answers| {
                let said = answers.get(&path);
                match has_rules {
                    false => said.cloned(),
                    true => self.view.with(|view| view.counting(&path, said).cloned()),
                }
            })
        })
    }

    /// Where one answer is, following every change.
    pub fn state(self, path: &AnswerPath) -> Signal<AnswerState> {
        let state = self.state_at(path);
        Signal::derive(move || state.get())
    }

    /// Says where an answer is.
    pub(super) fn set_state(self, path: &AnswerPath, now: AnswerState) {
        let state = self.state_at(path);
        if state.with_untracked(|before| *before != now) {
            state.set(now);
        }
    }

    fn state_at(self, path: &AnswerPath) -> ArcRwSignal<AnswerState> {
        if let Some(known) = self.states.with_value(|states| states.get(path).cloned()) {
            return known;
        }
        let fresh = ArcRwSignal::new(AnswerState::Empty);
        self.states.update_value(|states| drop(states.insert(path.clone(), fresh.clone())));
        fresh
    }

    /// Puts an answer on the screen and lets the engine look again.
    pub(super) fn show(self, path: AnswerPath, answer: Answer) {
        self.answers.update_untracked(|answers| match answer.0.is_empty() {
            true => {
                answers.clear(&path);
            }
            false => {
                answers.set(path, answer);
            }
        });
        self.redraw();
    }

    /// Lets the engine look at all answers again.
    pub(super) fn redraw(self) {
        let now = self.now.get_value();
        let view = self.definition.with_value(|definition| {
            self.answers.with_untracked(|answers| forms::view_at(definition, answers, now))
        });
        self.answers.notify();
        self.view.set(Arc::new(view));
    }

    /// The same once typing rests.
    pub(super) fn redraw_at_rest(self) {
        let mine = self.n_keys.get_untracked() + 1;
        self.n_keys.set(mine);
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(REST_MS).await;
            // None when the visit was closed meanwhile.
            if self.n_keys.try_get_untracked() == Some(mine) {
                self.redraw();
            }
        });
    }

    /// What is said last time about an item, if anything.
    pub fn was(self, path: &AnswerPath) -> Option<(String, Answer)> {
        self.last_time.with_value(|last| {
            let last = last.as_ref()?;
            Some((last.day.clone(), last.answers.get(path)?.clone()))
        })
    }
}

/// Says something to screen readers, politely.
pub fn say(words: &str) {
    if let Some(region) = document().get_element_by_id("say") {
        region.set_text_content(Some(words));
    }
}
