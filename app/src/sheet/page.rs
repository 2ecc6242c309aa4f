//! One open form: its definition, the answers as they are on the screen, and the view the engine
//! makes of both.

use super::{earlier::Earlier, followed::Followed};
use crate::ui::AnswerState;
use forms::{
    Answer, AnswerPath, Answers, Definition, Item, ItemIdx, Node, SectionSummary, View, expression::Moment,
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::BTreeSet, sync::Arc};
use sync::{FieldKey, FormRef};

/// How long typing rests before the engine looks at all answers again: longer than between two letters of one word. What
/// is typed is on the screen and on its way to the disk at once; counts, conditions and remarks may take a breath.
const REST_MS: u32 = 250;

/// How long what sums up a whole form lets its questions be painted first.
const SUMS_MS: u32 = 60;

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
    /// Where each answer is.
    states: Followed<AnswerState>,
    /// The engine's word on each item.
    nodes: Followed<Option<Node>>,
    /// Each answer that counts.
    followed: Followed<Option<Answer>>,
    /// Places whose answer was taken since the engine last looked.
    taken: StoredValue<Vec<AnswerPath>>,
    /// Earlier answers, with the day they were given.
    pub last_time: StoredValue<Option<Earlier>>,
    /// Link ids of what the form did not ask at the last visit.
    pub new_items: StoredValue<BTreeSet<String>>,
    /// True when nothing may be changed (signed, passed on).
    pub read_only: Signal<bool>,
    /// Only what must be done is shown.
    pub must_only: RwSignal<bool>,
    /// The item somebody was sent to; it carries a bar until the next tap. Set by [`Sheet::mark`].
    pub marked: RwSignal<Option<AnswerPath>>,
    /// Which item carries the bar, item by item.
    bars: Followed<bool>,
    /// Told when what sums up the whole form may look again, a breath after its questions.
    sums: Trigger,
    n_redraws: StoredValue<u32>,
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
        let sums = Trigger::new();
        let sections = Memo::new(move |_| {
            sums.track();
            Arc::new(
                view.with_untracked(|view| definition.with_value(|definition| view.sections(definition))),
            )
        });
        Sheet {
            form: StoredValue::new(form),
            definition,
            answers: RwSignal::new(answers),
            view,
            sections,
            states: Followed::new(),
            nodes: Followed::new(),
            followed: Followed::new(),
            taken: StoredValue::new(Vec::new()),
            last_time: StoredValue::new(None),
            new_items: StoredValue::new(BTreeSet::new()),
            read_only,
            must_only: RwSignal::new(false),
            marked: RwSignal::new(None),
            bars: Followed::new(),
            sums,
            n_redraws: StoredValue::new(0),
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

    /// The engine's word on one item, following every change of it.
    pub fn node(self, path: AnswerPath) -> ReadSignal<Option<Node>> {
        let first = || self.view.with_untracked(|view| view.node(&path).cloned());
        self.nodes.at(&path, first).read_only().into()
    }

    /// One item as it stands at a place: with the options and the properties that rules found for it.
    pub fn item_at(self, item: ItemIdx, path: &AnswerPath) -> Item {
        self.view.with_untracked(|view| view.item_at(item, path).into_owned())
    }

    /// Where an item stands in a copy of the repeated group around it; outside of all copies without one.
    pub(super) fn path_in(self, item: ItemIdx, copy: Option<&AnswerPath>) -> AnswerPath {
        self.definition.with_value(|definition| definition.path_in(item, copy))
    }

    /// What a new copy of a repeated group begins with.
    pub fn initial_answers_of(self, copy: &AnswerPath) -> Answers {
        self.definition.with_value(|definition| definition.initial_answers_of(copy, self.now.get_value()))
    }

    /// One answer, said or worked out, following every change of it.
    pub fn answer(self, path: AnswerPath) -> ReadSignal<Option<Answer>> {
        // What was typed and is not told yet: whoever begins to look sees it.
        if self.taken.with_value(|taken| taken.contains(&path)) {
            self.followed.tell(&path, || self.counting(&path));
        }
        self.followed.at(&path, || self.counting(&path)).read_only().into()
    }

    /// The answer that counts at a place as things stand.
    fn counting(self, path: &AnswerPath) -> Option<Answer> {
        let view = self.view.get_untracked();
        self.answers.with_untracked(|answers| view.counting(path, answers.get(path)).cloned())
    }

    /// Where one answer is, following every change.
    pub fn state(self, path: &AnswerPath) -> Signal<AnswerState> {
        let state = self.states.at(path, || AnswerState::Empty);
        Signal::derive(move || state.get())
    }

    /// Says where an answer is.
    pub(super) fn set_state(self, path: &AnswerPath, now: AnswerState) {
        // Also where nobody looks yet: whoever comes is told how it stands.
        self.states.at(path, || AnswerState::Empty);
        self.states.tell(path, || now);
    }

    /// Takes an answer; the page shows it when the engine has looked again.
    pub(super) fn take(self, path: AnswerPath, answer: Answer) {
        self.answers.update_untracked(|answers| match answer.0.is_empty() {
            true => {
                answers.clear(&path);
            }
            false => {
                answers.set(path.clone(), answer);
            }
        });
        self.taken.update_value(|taken| taken.push(path));
    }

    /// Puts an answer on the screen and lets the engine look again.
    pub(super) fn show(self, path: AnswerPath, answer: Answer) {
        self.take(path, answer);
        self.redraw();
    }

    /// Lets the engine look at all answers again, and tells each question what is new for it.
    pub(super) fn redraw(self) {
        let now = self.now.get_value();
        let before = self.view.get_untracked();
        let taken = self.taken.try_update_value(std::mem::take).unwrap_or_default();
        let view = Arc::new(self.definition.with_value(|definition| {
            self.answers
                .with_untracked(|answers| forms::view_after(definition, answers, now, &before, &taken))
        }));
        self.answers.notify();
        self.view.set(view.clone());
        for path in taken.iter().chain(before.worked_out_places()).chain(view.worked_out_places()) {
            self.followed.tell(path, || self.counting(path));
        }
        for path in self.nodes_that_differ(&before, &view) {
            self.nodes.tell(&path, || view.node(&path).cloned());
        }
        self.sum_up();
    }

    /// Follows every change, a breath later: for what sums up the whole form, so that no tap waits for it.
    pub fn follow_sums(self) {
        self.sums.track();
    }

    fn sum_up(self) {
        let mine = self.n_redraws.try_update_value(|n| {
            *n += 1;
            *n
        });
        let n_keys = self.n_keys.get_untracked();
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(SUMS_MS).await;
            // Another redraw began meanwhile, or will when the letters that came rest; or the visit was closed.
            let is_newest = mine.is_some() && self.n_redraws.try_get_value() == mine;
            if is_newest && self.n_keys.try_get_untracked() == Some(n_keys) {
                self.sums.notify();
            }
        });
    }

    /// True where something is answered now.
    pub fn is_answered(self, path: &AnswerPath) -> bool {
        self.answers.with_untracked(|said| said.get(path).is_some_and(|answer| !answer.is_blank()))
    }

    /// Puts the bar on an item, or takes it away.
    pub fn mark(self, path: Option<AnswerPath>) {
        let before = self.marked.get_untracked();
        if before == path {
            return;
        }
        self.marked.set(path.clone());
        for (path, has_bar) in [(before, false), (path, true)] {
            if let Some(path) = path {
                self.bars.tell(&path, || has_bar);
            }
        }
    }

    /// Whether an item carries the bar.
    pub fn has_bar(self, path: &AnswerPath) -> ReadSignal<bool> {
        let first = || self.marked.with_untracked(|marked| marked.as_ref() == Some(path));
        self.bars.at(path, first).read_only().into()
    }

    fn nodes_that_differ(self, before: &View, after: &View) -> Vec<AnswerPath> {
        match before.beside(after) {
            Some(pairs) => {
                pairs.filter(|(one, other)| one != other).map(|(_, other)| other.path.clone()).collect()
            }
            // A copy came or went: whoever looks is asked.
            None => self.nodes.places(),
        }
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
