//! Changes on their way to the store, strictly one after the other: a later change of the same
//! answer builds on the earlier one, so their order must never turn round. What is typed is written at once; letters
//! that come while one is written go together.

use crate::local::{Local, now};
use domain::{VisitId, calendar};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::collections::{BTreeMap, VecDeque};
use sync::{Change, FieldKey, Mutation};
use uuid::Uuid;

/// How long typing rests before a page says that it is kept: the words would flicker with every letter.
const REST_MS: u32 = 150;

/// A change that waits for its turn.
struct Job {
    /// Counted over the queue's life: of the last letter in it.
    number: u64,
    id: Uuid,
    base: Option<Uuid>,
    change: Change,
    typing: bool,
}

/// A change of a field that became durable: the field, the id it was added under, and the one it has. A letter may have
/// joined the change before it.
type Durable = (FieldKey, Uuid, Uuid);

/// The queue of one visit in this tab.
#[derive(Clone, Copy)]
pub(super) struct Queue {
    visit: VisitId,
    local: Local,
    jobs: StoredValue<VecDeque<Job>>,
    /// Number of the change that is being written.
    in_flight: StoredValue<Option<u64>>,
    /// How many changes and letters were added so far, and the last of each field.
    n_added: StoredValue<u64>,
    added: StoredValue<BTreeMap<FieldKey, u64>>,
    running: StoredValue<bool>,
    /// What was typed and written last: the next letter may join it.
    last: StoredValue<Option<Mutation>>,
    /// Called for each change of a field that became durable.
    on_durable: StoredValue<Option<Callback<Durable>>>,
    /// Called with the field once nothing newer of it waits, and the time.
    on_done: StoredValue<Option<Callback<(FieldKey, String)>>>,
}

impl Queue {
    /// A queue belongs to the app, not to the page that has the visit open: what waits is written down also when
    /// somebody goes on in that moment.
    pub fn new(visit: VisitId, local: Local) -> Queue {
        let queue = of_the_app(|| Queue {
            visit,
            local,
            jobs: StoredValue::new(VecDeque::new()),
            in_flight: StoredValue::new(None),
            n_added: StoredValue::new(0),
            added: StoredValue::new(BTreeMap::new()),
            running: StoredValue::new(false),
            last: StoredValue::new(None),
            on_durable: StoredValue::new(None),
            on_done: StoredValue::new(None),
        });
        queue.mind_the_door();
        queue
    }

    pub fn when_durable(self, callback: Callback<Durable>) {
        self.on_durable.set_value(Some(callback));
    }

    pub fn when_done(self, callback: Callback<(FieldKey, String)>) {
        self.on_done.set_value(Some(callback));
    }

    /// Up to here everything is in the store. Taken before the store is read: what was added later may
    /// be missing in what is read.
    pub fn mark(self) -> u64 {
        let waiting = self.jobs.with_value(|jobs| jobs.front().map(|job| job.number));
        match self.in_flight.get_value().or(waiting) {
            Some(number) => number - 1,
            None => self.n_added.get_value(),
        }
    }

    /// True when this field was changed after the mark.
    pub fn changed_since(self, key: &FieldKey, mark: u64) -> bool {
        self.added.with_value(|added| added.get(key).is_some_and(|number| *number > mark))
    }

    /// True when nothing waits.
    pub fn is_empty(self) -> bool {
        self.jobs.with_value(VecDeque::is_empty)
    }

    /// Adds a change and returns the id it will have. Typing that goes on in the same field joins
    /// the change that still waits.
    pub fn add(self, base: Option<Uuid>, change: Change, typing: bool) -> Uuid {
        let number = self.n_added.get_value() + 1;
        self.n_added.set_value(number);
        if let Some(key) = change.field() {
            self.added.update_value(|added| {
                added.insert(key, number);
            });
        }
        let joined = typing.then(|| self.join(&change, number)).flatten();
        let id = joined.unwrap_or_else(|| {
            let id = Uuid::now_v7();
            self.jobs.update_value(|jobs| jobs.push_back(Job { number, id, base, change, typing }));
            id
        });
        self.run();
        id
    }

    fn join(self, change: &Change, number: u64) -> Option<Uuid> {
        let key = change.field()?;
        let mut joined = None;
        self.jobs.update_value(|jobs| {
            if let Some(last) = jobs.back_mut()
                && last.typing
                && last.change.field() == Some(key)
            {
                (last.change, last.number) = (change.clone(), number);
                joined = Some(last.id);
            }
        });
        joined
    }

    /// Works the queue off; after a failure it waits for "Try again" or the next change.
    pub fn run(self) {
        if self.running.get_value() || self.is_empty() {
            return;
        }
        self.running.set_value(true);
        // Locking waits for what waits as well, not only for what is being written.
        self.local.saving.update(|n| *n += 1);
        spawn_local(async move {
            // Taken out before it is written: what is typed from here on becomes the next change.
            while let Some(job) = self.jobs.try_update_value(VecDeque::pop_front).flatten() {
                self.in_flight.set_value(Some(job.number));
                let last = self.last.get_value().filter(|_| job.typing);
                let change = job.change.clone();
                let written =
                    self.local.write_down_as(self.visit, job.base, change, job.id, last.as_ref()).await;
                self.in_flight.set_value(None);
                match written {
                    Ok(mutation) => self.is_written(job, mutation),
                    Err(_) => {
                        self.jobs.update_value(|jobs| jobs.push_front(job));
                        break;
                    }
                }
            }
            self.running.set_value(false);
            self.local.saving.update(|n| *n = n.saturating_sub(1));
        });
    }

    fn is_written(self, job: Job, mutation: Mutation) {
        // What was added meanwhile builds on the change as it is called now.
        self.jobs.update_value(|jobs| {
            for later in jobs.iter_mut().filter(|later| later.base == Some(job.id)) {
                later.base = Some(mutation.id);
            }
        });
        let (key, id) = (mutation.change.field(), mutation.id);
        self.last.set_value(job.typing.then_some(mutation));
        let Some(key) = key else { return };
        if let Some(on_durable) = self.on_durable.get_value() {
            // None when the visit was closed meanwhile.
            let _ = on_durable.try_run((key.clone(), job.id, id));
        }
        if !job.typing {
            return self.tell(key, job.number);
        }
        self.local.saving.update(|n| *n += 1);
        spawn_local(async move {
            TimeoutFuture::new(REST_MS).await;
            self.local.saving.update(|n| *n = n.saturating_sub(1));
            // Other tabs read the whole visit again for every word of it: once is enough.
            if !self.changed_since(&key, job.number) {
                (self.local.platform().announce)();
            }
            self.tell(key, job.number);
        });
    }

    /// Says that a field is kept, unless something newer of it is on its way.
    fn tell(self, key: FieldKey, number: u64) {
        let on_done = self.on_done.get_value().filter(|_| !self.changed_since(&key, number));
        if let Some(on_done) = on_done {
            // None when the visit was closed meanwhile.
            let _ = on_done.try_run((key, calendar::clock(now())));
        }
    }

    /// Closing the app while something is not written yet lets the browser ask first, also when the visit was left;
    /// what failed is tried again.
    fn mind_the_door(self) {
        window_event_listener(leptos::ev::beforeunload, move |event| {
            if self.running.get_value() || !self.is_empty() {
                self.run();
                event.prevent_default();
            }
        });
    }
}

/// Makes something that lasts as long as the app is open.
fn of_the_app<T>(make: impl FnOnce() -> T) -> T {
    let mut owner = Owner::current();
    while let Some(around) = owner.as_ref().and_then(Owner::parent) {
        owner = Some(around);
    }
    match owner {
        Some(owner) => owner.with(make),
        None => make(),
    }
}
