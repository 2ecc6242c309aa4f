//! An open visit with all its forms: takes every change, puts it on the screen, writes it down,
//! and can take it back. When the store changes from outside, it takes over what is new without
//! touching what is being typed.

use super::{
    earlier::Earlier,
    page::{Sheet, say},
    queue::Queue,
};
use crate::{
    local::{Local, now},
    ui::AnswerState,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{VisitId, calendar};
use forms::{Answer, AnswerPath, Answers, Definition, Facet};
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeMap;
use sync::{
    Change, FieldKey, FormRef, Head, VisitCard,
    tablet::{FieldState, Held, OpenVisit},
};
use uuid::Uuid;

/// Steps that can be taken back.
const UNDO_LIMIT: usize = 50;

/// Typing that rests for longer is another step.
const ONE_BREATH: TimeDelta = TimeDelta::seconds(3);

/// One step back.
#[derive(Clone, Debug)]
pub struct UndoStep {
    /// What it was, for the button: "Kettle reach".
    pub label: String,
    /// The form.
    pub form: String,
    /// Answers as they were before, oldest last.
    pub before: Vec<(AnswerPath, Answer)>,
}

/// An open visit.
#[derive(Clone, Copy)]
pub struct Book {
    /// The visit.
    pub visit: VisitId,
    /// The tablet it lies on.
    pub local: Local,
    /// Its card.
    pub card: RwSignal<VisitCard>,
    /// Its forms, in their order.
    pub sheets: StoredValue<Vec<Sheet>>,
    /// Steps that can be taken back, newest last.
    pub undo: RwSignal<Vec<UndoStep>>,
    /// Fields in which two answers differ.
    pub differing: RwSignal<Vec<(FieldKey, Vec<Head>)>>,
    /// Whether somebody goes from one thing that is needed before signing to the next.
    pub finishing: RwSignal<bool>,
    /// Held work of this visit.
    pub held: RwSignal<Vec<Held>>,
    /// What is being typed, and when the last letter came: one step back is one breath of typing.
    typing: StoredValue<Option<(FieldKey, DateTime<Utc>)>>,
    queue: Queue,
    bases: StoredValue<BTreeMap<FieldKey, Uuid>>,
}

impl Book {
    /// The open visit from context.
    pub fn here() -> Book {
        expect_context::<Book>()
    }

    /// Opens a visit over what the tablet has of it.
    pub fn new(local: Local, open: OpenVisit, definitions: Vec<(FormRef, Definition)>) -> Book {
        let visit = open.card.id;
        let card = RwSignal::new(open.card.clone());
        let read_only = Memo::new(move |_| card.with(|card| !card.state.is_open())).into();
        let now = open.card.moment();
        let sheets = definitions
            .into_iter()
            .map(|(form, definition)| Sheet::new(form, definition, Answers::default(), now, read_only))
            .collect();
        let book = Book {
            visit,
            local,
            card,
            sheets: StoredValue::new(sheets),
            undo: RwSignal::new(Vec::new()),
            differing: RwSignal::new(Vec::new()),
            finishing: RwSignal::new(false),
            held: RwSignal::new(Vec::new()),
            typing: StoredValue::new(None),
            queue: Queue::new(visit, local),
            bases: StoredValue::new(BTreeMap::new()),
        };
        book.queue.when_durable(Callback::new(move |(key, given, kept)| book.is_called(&key, given, kept)));
        book.queue.when_done(Callback::new(move |(key, at)| book.mark_kept(key, at)));
        book.take_over(open, book.queue.mark());
        book
    }

    /// The form with this id.
    pub fn sheet(self, form: &str) -> Option<Sheet> {
        self.sheets.with_value(|sheets| sheets.iter().copied().find(|sheet| sheet.id() == form))
    }

    /// All forms.
    pub fn all(self) -> Vec<Sheet> {
        self.sheets.get_value()
    }

    /// The forms of the visit in the versions that are open here: others may have been published since.
    pub(super) fn forms(self) -> Vec<FormRef> {
        let open: Vec<FormRef> = self.all().into_iter().map(|sheet| sheet.form.get_value()).collect();
        let rest = self.card.with_untracked(|card| card.forms.clone());
        let unopened =
            rest.into_iter().filter(|form| open.iter().all(|known| known.id != form.id)).collect::<Vec<_>>();
        open.into_iter().chain(unopened).collect()
    }

    /// Follows every change of the visit, those of answers a breath later: see [`Sheet::follow_sums`].
    pub fn follow_sums(self) {
        self.card.track();
        self.differing.track();
        self.all().into_iter().for_each(Sheet::follow_sums);
    }

    /// Answers one question.
    pub fn set(self, sheet: Sheet, path: AnswerPath, answer: Answer) {
        self.remember(sheet, std::slice::from_ref(&path));
        self.write(sheet, path, answer, false);
        sheet.redraw();
    }

    /// Takes what is being typed: written down like any answer, while the engine waits until typing rests.
    pub fn set_typing(self, sheet: Sheet, path: AnswerPath, answer: Answer) {
        let (key, at) = (sheet.key(&path), now());
        let goes_on = self.typing.with_value(|typing| {
            typing.as_ref().is_some_and(|(in_it, last)| *in_it == key && at - *last < ONE_BREATH)
        });
        if !goes_on {
            self.remember(sheet, std::slice::from_ref(&path));
        }
        self.typing.set_value(Some((key, at)));
        self.write(sheet, path, answer, true);
        sheet.redraw_at_rest();
    }

    /// Answers several questions as one step.
    pub fn set_all(self, sheet: Sheet, answers: Vec<(AnswerPath, Answer)>, label: &str) {
        let paths: Vec<AnswerPath> = answers.iter().map(|(path, _)| path.clone()).collect();
        self.remember(sheet, &paths);
        self.undo.update(|steps| {
            if let Some(step) = steps.last_mut() {
                step.label = label.to_owned();
            }
        });
        for (path, answer) in answers {
            self.write(sheet, path, answer, false);
        }
        sheet.redraw();
    }

    /// Takes the last step back: a new entry, never a deletion.
    pub fn undo_last(self) -> Option<(Sheet, AnswerPath)> {
        self.card.with_untracked(|card| card.state.is_open()).then_some(())?;
        let step = self.undo.try_update(Vec::pop).flatten()?;
        self.typing.set_value(None);
        let sheet = self.sheet(&step.form)?;
        let first = step.before.first().map(|(path, _)| path.clone())?;
        for (path, answer) in step.before {
            self.write(sheet, path, answer, false);
        }
        sheet.redraw();
        sheet.mark(Some(first.without_facet()));
        say(&format!("Undone: {}", step.label));
        Some((sheet, first))
    }

    /// Forgets all steps that could be taken back: something is gone for good.
    pub fn forget_steps(self) {
        self.undo.set(Vec::new());
    }

    /// Writes down something that is no answer: started, signed, a reply.
    pub fn note(self, change: Change) {
        self.queue.add(None, change, false);
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(50).await;
            self.local.changed_from_outside().await;
        });
    }

    /// Tries again what could not be written.
    pub fn try_again(self) {
        self.queue.run();
    }

    /// True when nothing waits in the queue of this visit.
    pub fn is_written(self) -> bool {
        self.queue.is_empty()
    }

    /// True when nothing waits to be written.
    pub fn is_at_rest(self) -> bool {
        self.queue.is_empty() && self.local.saving.get_untracked() == 0
    }

    /// Waits for answers that are still being written; gives up after five seconds.
    pub async fn comes_to_rest(self) -> bool {
        let began = now();
        while !self.is_at_rest() {
            if (now() - began).num_seconds() > 5 {
                return false;
            }
            gloo_timers::future::TimeoutFuture::new(50).await;
        }
        true
    }

    /// Decides between two answers.
    pub fn decide(self, sheet: Sheet, path: AnswerPath, answer: Answer, over: Vec<Uuid>, why: String) {
        let key = sheet.key(&path);
        let change = Change::ConflictDecided {
            form: key.form.clone(),
            path: path.clone(),
            answer: answer.clone(),
            over,
            why,
        };
        let id = self.queue.add(None, change, false);
        self.bases.update_value(|bases| {
            bases.insert(key.clone(), id);
        });
        self.differing.update(|differing| differing.retain(|(differs, _)| *differs != key));
        sheet.show(path, answer);
    }

    /// Reads the visit again after the store was changed from outside.
    pub async fn reload(self) {
        // Somebody may go on typing while the store is read.
        let mark = self.queue.mark();
        if let Ok(Some(open)) = self.local.tablet().open(self.visit).await {
            self.take_over(open, mark);
        }
    }

    /// Writes an answer down, unless nothing may be changed any more.
    fn write(self, sheet: Sheet, path: AnswerPath, answer: Answer, typing: bool) {
        if sheet.read_only.get_untracked() {
            return;
        }
        self.local.answered();
        self.begin();
        let key = sheet.key(&path);
        let base = self.bases.with_value(|bases| bases.get(&key).copied());
        let change = Change::AnswerSet { form: key.form.clone(), path: path.clone(), answer: answer.clone() };
        sheet.set_state(&path, AnswerState::Saving);
        let id = self.queue.add(base, change, typing);
        let before = sheet.answers.with_untracked(|answers| answers.get(&path).cloned().unwrap_or_default());
        let is_another = before != answer;
        self.bases.update_value(|bases| {
            bases.insert(key, id);
        });
        sheet.take(path.clone(), answer);
        if is_another && path.facet().is_none() {
            self.uncheck(sheet, &path);
        }
    }

    /// What was checked was another value.
    fn uncheck(self, sheet: Sheet, path: &AnswerPath) {
        let checked = path.with_facet(Facet::Checked);
        if sheet.is_answered(&checked) {
            self.write(sheet, checked, Answer::default(), false);
        }
    }

    fn remember(self, sheet: Sheet, paths: &[AnswerPath]) {
        self.typing.set_value(None);
        let before = sheet.answers.with_untracked(|answers| {
            paths.iter().map(|path| (path.clone(), answers.get(path).cloned().unwrap_or_default())).collect()
        });
        let label = paths.first().map(|path| self.label(sheet, path)).unwrap_or_default();
        self.undo.update(|steps| {
            steps.push(UndoStep { label, form: sheet.id(), before });
            if steps.len() > UNDO_LIMIT {
                steps.remove(0);
            }
        });
    }

    fn label(self, sheet: Sheet, path: &AnswerPath) -> String {
        let what = sheet.definition.with_value(|definition| {
            let item = definition.by_link_id(&path.link_id())?;
            Some(definition.item(item).text.clone())
        });
        let what = what.unwrap_or_default();
        match path.facet() {
            Some(Facet::Note) => format!("note on {what}"),
            Some(Facet::Photo) => format!("photo of {what}"),
            _ => what,
        }
    }

    /// A change has another id than it was given when it was added.
    fn is_called(self, key: &FieldKey, given: Uuid, kept: Uuid) {
        self.bases.update_value(|bases| {
            if let Some(base) = bases.get_mut(key).filter(|base| **base == given) {
                *base = kept;
            }
        });
    }

    fn mark_kept(self, key: FieldKey, at: String) {
        if let Some(sheet) = self.sheet(&key.form) {
            sheet.set_state(&key.path, AnswerState::OnThisTablet(at));
        }
    }

    /// Takes what the store had, but for what was changed here since it was read.
    fn take_over(self, open: OpenVisit, mark: u64) {
        // Told only where it changed: much is drawn from each of these.
        let differing: Vec<_> = open.differing().map(|(key, heads)| (key.clone(), heads.clone())).collect();
        if self.differing.with_untracked(|before| *before != differing) {
            self.differing.set(differing);
        }
        if self.held.with_untracked(|before| *before != open.held) {
            self.held.set(open.held.clone());
        }
        let me = self.local.device.with_untracked(|device| Some(device.as_ref()?.me.as_ref()?.user));
        for sheet in self.all() {
            let form = sheet.id();
            let mut changed = false;
            for (key, heads) in open.fields.iter().filter(|(key, _)| key.form == form) {
                if self.queue.changed_since(key, mark) {
                    continue;
                }
                // Where two differ, whoever holds the tablet sees their own words.
                let by = |author| heads.iter().find(|head| head.author == author);
                let mine = me.and_then(by).or_else(|| by(open.card.author));
                let Some(head) = mine.or(heads.first()) else { continue };
                self.bases.update_value(|bases| {
                    bases.insert(key.clone(), head.revision);
                });
                let nothing = Answer::default();
                let same = sheet
                    .answers
                    .with_untracked(|all| all.get(&key.path).unwrap_or(&nothing) == &head.answer);
                if !same {
                    sheet.take(key.path.clone(), head.answer.clone());
                    changed = true;
                }
                let state = match open.state_of(key) {
                    FieldState::Empty => AnswerState::Empty,
                    FieldState::OnThisTablet => AnswerState::OnThisTablet(calendar::clock(head.made_at)),
                    FieldState::OnTheServer => AnswerState::OnTheServer,
                    FieldState::Differs => AnswerState::Differs,
                };
                sheet.set_state(&key.path, state);
            }
            let earlier = open.last_time.iter().find(|last| last.form == form);
            sheet
                .new_items
                .set_value(earlier.map(|last| last.new_items.iter().cloned().collect()).unwrap_or_default());
            sheet.last_time.set_value(earlier.map(Earlier::of));
            if changed {
                sheet.redraw();
            }
        }
        if self.card.with_untracked(|before| *before != open.card) {
            self.card.set(open.card);
        }
    }
}
