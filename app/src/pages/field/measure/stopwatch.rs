//! The stopwatch of the pad: the seconds of a timed task, and nothing about what they mean.
//!
//! It goes by the clock from a start that is kept in the tablet's store, so that it runs on while another question is open,
//! while the screen is locked, and after the browser was ended.

use super::keys::{Keys, Typing};
use crate::{
    local::{Local, now},
    sheet::{Book, say},
};
use chrono::{DateTime, Utc};
use domain::VisitId;
use forms::{AnswerPath, Decimal};
use gloo_timers::callback::Interval;
use leptos::{prelude::*, task::spawn_local};
use std::{cell::Cell, rc::Rc};
use sync::FieldKey;

/// The unit that is taken by a stopwatch.
pub(super) const SECONDS: &str = "s";
/// How often the figures move.
const TICK_MS: u32 = 100;

/// A stopwatch for one answer.
#[derive(Clone, Copy)]
pub(super) struct Stopwatch {
    typing: Typing,
    kept: StoredValue<Kept, LocalStorage>,
    began: RwSignal<Option<DateTime<Utc>>>,
    now: RwSignal<DateTime<Utc>>,
    ticking: StoredValue<Option<Interval>, LocalStorage>,
    /// It is known whether it was begun before.
    is_read: RwSignal<bool>,
    /// The seconds are typed and not taken.
    typed: RwSignal<bool>,
}

impl Stopwatch {
    /// A stopwatch at rest; one that was begun for this answer runs on as soon as that is read.
    pub fn new(typing: Typing, book: Book, path: &AnswerPath) -> Stopwatch {
        let kept = Kept {
            local: book.local,
            visit: book.visit,
            answer: Rc::new(typing.sheet.key(path)),
            began: Rc::default(),
            is_written: Rc::new(Cell::new(true)),
        };
        let stopwatch = Stopwatch {
            typing,
            kept: StoredValue::new_local(kept.clone()),
            began: RwSignal::new(None),
            now: RwSignal::new(now()),
            ticking: StoredValue::new_local(None),
            is_read: RwSignal::new(false),
            typed: RwSignal::new(false),
        };
        match typing.sheet.read_only.get_untracked() {
            // The visit is signed: what stands there stands.
            true => kept.set(None),
            false => spawn_local(async move {
                let began = kept.read().await;
                if began.is_some() && stopwatch.began.try_set(began).is_none() {
                    stopwatch.tick();
                }
                stopwatch.is_read.try_set(true);
            }),
        }
        stopwatch
    }

    /// True while it runs.
    pub fn is_running(self) -> bool {
        self.began.get().is_some()
    }

    /// Seconds since it began, to a tenth.
    fn seconds(self) -> Option<Decimal> {
        let passed = (self.now.get() - self.began.get()?).num_milliseconds();
        #[allow(clippy::cast_precision_loss)]
        Some(Decimal::rounded(passed.max(0) as f64 / 1000.0, 1))
    }

    fn tick(self) {
        self.ticking.set_value(Some(Interval::new(TICK_MS, move || {
            self.now.try_set(now());
        })));
    }

    fn start(self) {
        let began = now();
        self.kept.with_value(|kept| kept.set(Some(began)));
        self.now.set(began);
        self.began.set(Some(began));
        self.tick();
        say("The stopwatch is running.");
    }

    fn stop(self) {
        self.now.set(now());
        let seconds = self.seconds();
        self.ticking.set_value(None);
        self.kept.with_value(|kept| kept.set(None));
        self.began.set(None);
        if let Some(seconds) = seconds {
            self.typing.taken(seconds.to_string(), SECONDS);
            let words = if seconds.as_str() == "1" { "second" } else { "seconds" };
            say(&format!("{seconds} {words}."));
        }
    }
}

/// Its start, in the tablet's store. It is written once at a time: a stop must not be overtaken by its start.
#[derive(Clone)]
struct Kept {
    local: Local,
    visit: VisitId,
    answer: Rc<FieldKey>,
    began: Rc<Cell<Option<DateTime<Utc>>>>,
    is_written: Rc<Cell<bool>>,
}

impl Kept {
    fn set(&self, began: Option<DateTime<Utc>>) {
        self.began.set(began);
        if self.is_written.replace(false) {
            let kept = self.clone();
            spawn_local(async move { kept.write().await });
        }
    }

    async fn write(&self) {
        loop {
            let began = self.began.get();
            self.local.keep_stopwatch(self.visit, &self.answer, began).await;
            if self.began.get() == began {
                break;
            }
        }
        self.is_written.set(true);
    }

    /// When it was begun before this page was opened.
    async fn read(&self) -> Option<DateTime<Utc>> {
        self.local.tablet().stopwatch(self.visit, &self.answer).await.ok().flatten()
    }
}

/// Shown in place of the figures while it runs.
#[component]
pub(super) fn Running(stopwatch: Stopwatch) -> impl IntoView {
    let figures = move || {
        stopwatch.seconds().map(|seconds| {
            let text = seconds.to_string();
            if text.contains('.') { text } else { format!("{text}.0") }
        })
    };
    view! {
        <p class="pad__display stopwatch__time" role="timer" aria-label="Seconds so far">
            <span class="pad__value">{figures}</span>
            <span class="pad__unit">"s"</span>
        </p>
    }
}

/// Its one button, or the keys instead.
#[component]
pub(super) fn StopwatchButtons(stopwatch: Stopwatch) -> impl IntoView {
    let word = move || match (stopwatch.is_running(), stopwatch.typing.text.with(String::is_empty)) {
        (true, _) => "Stop",
        (false, true) => "Start",
        (false, false) => "Again",
    };
    let press =
        move |_| if stopwatch.began.get_untracked().is_some() { stopwatch.stop() } else { stopwatch.start() };
    let typed = stopwatch.typed;
    // Its place stays free while the stopwatch runs: what stands below must not move under a finger.
    let other_way = move || {
        view! {
            <button
                class="btn btn--quiet stopwatch__other"
                class:is-away=move || stopwatch.is_running()
                type="button"
                on:click=move |_| typed.update(|typed| *typed = !*typed)
            >
                {move || if typed.get() { "Use the stopwatch" } else { "Type it instead" }}
            </button>
        }
    };
    move || {
        (!stopwatch.typing.sheet.read_only.get()).then(|| {
            let button = move || match typed.get() {
                true => view! { <Keys typing=stopwatch.typing /> }.into_any(),
                false => view! {
                    <button
                        class="btn btn--primary stopwatch__button"
                        type="button"
                        disabled=move || !stopwatch.is_read.get()
                        on:click=press
                    >
                        {word}
                    </button>
                }
                .into_any(),
            };
            view! {
                {button}
                {other_way}
            }
        })
    }
}
