//! Changes on their way to the store, strictly one after the other: a later change of the same
//! answer builds on the earlier one, so their order must never turn round.

use crate::local::{Local, now};
use domain::{VisitId, calendar};
use leptos::{prelude::*, task::spawn_local};
use std::collections::{BTreeMap, VecDeque};
use sync::{Change, FieldKey};
use uuid::Uuid;

/// How long typing is gathered before it is written down. The state says "Saving" meanwhile.
const GATHER_MS: u32 = 150;
/// How often it looks whether there is still time for that.
const GATHER_STEP_MS: u32 = 30;

/// A change that waits for its turn.
struct Job {
    /// Counted over the queue's life.
    number: u64,
    id: Uuid,
    base: Option<Uuid>,
    change: Change,
    typing: bool,
}

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
    /// Set when there is no time to gather: focus left the field, or the page goes.
    hurry: StoredValue<bool>,
    /// Called with the field of each change that became durable, and the time.
    on_done: StoredValue<Option<Callback<(FieldKey, String)>>>,
}

impl Queue {
    pub fn new(visit: VisitId, local: Local) -> Queue {
        Queue {
            visit,
            local,
            jobs: StoredValue::new(VecDeque::new()),
            in_flight: StoredValue::new(None),
            n_added: StoredValue::new(0),
            added: StoredValue::new(BTreeMap::new()),
            running: StoredValue::new(false),
            hurry: StoredValue::new(false),
            on_done: StoredValue::new(None),
        }
    }

    pub fn when_done(self, callback: Callback<(FieldKey, String)>) {
        self.on_done.set_value(Some(callback));
    }

    /// True while changes of this field wait.
    pub fn holds(self, key: &FieldKey) -> bool {
        self.jobs.with_value(|jobs| jobs.iter().any(|job| job.change.field().as_ref() == Some(key)))
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
        let joined = typing.then(|| self.join(&change)).flatten();
        let id = joined.unwrap_or_else(|| {
            let id = Uuid::now_v7();
            self.jobs.update_value(|jobs| jobs.push_back(Job { number, id, base, change, typing }));
            id
        });
        self.run();
        id
    }

    fn join(self, change: &Change) -> Option<Uuid> {
        let key = change.field()?;
        let mut joined = None;
        self.jobs.update_value(|jobs| {
            if let Some(last) = jobs.back_mut()
                && last.typing
                && last.change.field() == Some(key)
            {
                last.change = change.clone();
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
        // Locking waits for what is being gathered as well, not only for what is being written.
        self.local.saving.update(|n| *n += 1);
        spawn_local(async move {
            loop {
                let typing = self.jobs.with_value(|jobs| jobs.front().map(|job| job.typing));
                match typing {
                    None => break,
                    Some(true) => self.gather().await,
                    Some(false) => {}
                }
                // Taken out before it is written: what is typed from here on becomes the next change.
                let taken = self.jobs.try_update_value(VecDeque::pop_front).flatten();
                let Some(job) = taken else { break };
                self.in_flight.set_value(Some(job.number));
                let key = job.change.field();
                let written =
                    self.local.write_down_as(self.visit, job.base, job.change.clone(), job.id).await;
                self.in_flight.set_value(None);
                match written {
                    Ok(_) => self.tell(key),
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

    async fn gather(self) {
        for _ in 0..GATHER_MS / GATHER_STEP_MS {
            if self.hurry.get_value() {
                break;
            }
            gloo_timers::future::TimeoutFuture::new(GATHER_STEP_MS).await;
        }
        self.hurry.set_value(false);
    }

    /// Writes down at once what is being gathered.
    fn hurry(self) {
        self.hurry.set_value(!self.is_empty());
        self.run();
    }

    /// Leaving the field or the page writes down at once; leaving while something is not written yet
    /// lets the browser ask first.
    pub fn mind_the_door(self) {
        let listeners = [
            window_event_listener(leptos::ev::focusout, move |_| self.hurry()),
            window_event_listener(leptos::ev::pagehide, move |_| self.hurry()),
            window_event_listener_untyped("visibilitychange", move |_| self.hurry()),
            window_event_listener(leptos::ev::beforeunload, move |event| {
                if self.running.get_value() || !self.is_empty() {
                    self.hurry();
                    event.prevent_default();
                }
            }),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    }

    fn tell(self, key: Option<FieldKey>) {
        if let (Some(key), Some(on_done)) = (key, self.on_done.get_value())
            && !self.holds(&key)
        {
            on_done.run((key, calendar::clock(now())));
        }
    }
}
