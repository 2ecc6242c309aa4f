//! The stopwatch of the pad: the seconds of a timed task, and nothing about what they mean.
//!
//! It goes by the clock from a start that is kept on the tablet, so that it runs on while another question is open, while
//! the screen is locked, and after the browser was ended. Kept is when it began and which answer it is for, by address.

use super::keys::{Keys, Typing};
use crate::{local::now, sheet::say};
use forms::Decimal;
use gloo_storage::Storage;
use gloo_timers::callback::Interval;
use leptos::prelude::*;

/// The unit that is taken by a stopwatch.
pub(super) const SECONDS: &str = "s";
/// How often the figures move.
const TICK_MS: u32 = 100;

/// A stopwatch for one answer.
#[derive(Clone, Copy)]
pub(super) struct Stopwatch {
    typing: Typing,
    /// Where its start is kept.
    key: StoredValue<String>,
    /// When it began, in milliseconds.
    began: RwSignal<Option<i64>>,
    now: RwSignal<i64>,
    ticking: StoredValue<Option<Interval>, LocalStorage>,
    /// The seconds are typed and not taken.
    typed: RwSignal<bool>,
}

impl Stopwatch {
    /// A stopwatch at rest, or the one that was begun for this answer. `address` tells its answer from others.
    pub fn new(typing: Typing, address: &str) -> Stopwatch {
        let key = format!("threshold.stopwatch.{address}");
        let mut began: Option<i64> = gloo_storage::LocalStorage::get(&key).ok();
        if typing.sheet.read_only.get_untracked() {
            // The visit is signed: what stands there stands.
            gloo_storage::LocalStorage::delete(&key);
            began = None;
        }
        let stopwatch = Stopwatch {
            typing,
            key: StoredValue::new(key),
            began: RwSignal::new(began),
            now: RwSignal::new(milliseconds()),
            ticking: StoredValue::new_local(None),
            typed: RwSignal::new(false),
        };
        if began.is_some() {
            stopwatch.tick();
        }
        stopwatch
    }

    /// True while it runs.
    pub fn is_running(self) -> bool {
        self.began.get().is_some()
    }

    /// Seconds since it began, to a tenth.
    fn seconds(self) -> Option<Decimal> {
        let passed = self.now.get() - self.began.get()?;
        #[allow(clippy::cast_precision_loss)]
        Some(Decimal::rounded(passed.max(0) as f64 / 1000.0, 1))
    }

    fn tick(self) {
        self.ticking.set_value(Some(Interval::new(TICK_MS, move || {
            self.now.try_set(milliseconds());
        })));
    }

    fn start(self) {
        let began = milliseconds();
        // A tablet that keeps nothing still runs it while the page is open.
        drop(self.key.with_value(|key| gloo_storage::LocalStorage::set(key, began)));
        self.now.set(began);
        self.began.set(Some(began));
        self.tick();
        say("The stopwatch is running.");
    }

    fn stop(self) {
        self.now.set(milliseconds());
        let seconds = self.seconds();
        self.ticking.set_value(None);
        self.key.with_value(|key| gloo_storage::LocalStorage::delete(key));
        self.began.set(None);
        if let Some(seconds) = seconds {
            self.typing.taken(seconds.to_string(), SECONDS);
            let words = if seconds.as_str() == "1" { "second" } else { "seconds" };
            say(&format!("{seconds} {words}."));
        }
    }
}

fn milliseconds() -> i64 {
    now().timestamp_millis()
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
                    <button class="btn btn--primary stopwatch__button" type="button" on:click=press>
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
