//! The clock that locks an untouched tablet. A minute before, it says so; any tap or key counts as
//! staying. It goes by the wall clock, so a tablet that slept wakes up locked.

use super::{passphrase::PassphraseSheet, vault};
use crate::{
    local::{Local, now},
    pages::field::preferences,
    ui::Icon,
};
use chrono::{DateTime, Utc};
use leptos::{mount::mount_to, prelude::*, task::spawn_local};
use std::{any::Any, time::Duration};
use wasm_bindgen::JsCast;

/// Watches for touches, warns and locks. Does nothing while there is no passphrase.
#[component]
pub fn IdleLock() -> impl IntoView {
    let local = Local::here();
    let set = vault::set_signal();
    let touched = StoredValue::new(now());
    let warning = StoredValue::new_local(None::<Box<dyn Any>>);
    let stay = move || {
        touched.set_value(now());
        if warning.with_value(Option::is_some) {
            warning.set_value(None);
        }
    };
    let listeners = [
        window_event_listener(leptos::ev::pointerdown, move |_| stay()),
        window_event_listener(leptos::ev::keydown, move |_| stay()),
        // Before the focus goes: a tap on "Lock" takes it.
        window_event_listener(leptos::ev::pointerdown, |_| super::cursor::leaving()),
    ];
    let look = move || {
        if set.get_untracked() != Some(true) || local.locked.get_untracked() {
            return;
        }
        match still_open(touched.get_value(), now(), preferences::lock_minutes()) {
            Open::Long => {}
            Open::LastMinute if warning.with_value(Option::is_some) => {}
            Open::LastMinute => warning.set_value(warn(local)),
            Open::No => {
                warning.set_value(None);
                touched.set_value(now());
                spawn_local(async move { vault::lock_now(local).await });
            }
        }
    };
    let clock = set_interval_with_handle(look, Duration::from_secs(1));
    on_cleanup(move || {
        listeners.into_iter().for_each(WindowListenerHandle::remove);
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    view! { <PassphraseSheet /> }
}

/// How long the tablet stays open.
#[derive(Debug, PartialEq)]
enum Open {
    Long,
    LastMinute,
    No,
}

fn still_open(touched: DateTime<Utc>, now: DateTime<Utc>, minutes: u32) -> Open {
    match i64::from(minutes) * 60 - (now - touched).num_seconds() {
        ..=0 => Open::No,
        1..=60 => Open::LastMinute,
        _ => Open::Long,
    }
}

/// Writes the warning into the line for alerts. What failed to be written comes first there.
fn warn(local: Local) -> Option<Box<dyn Any>> {
    if local.trouble.with_untracked(Option::is_some) {
        return None;
    }
    let bar = document().get_element_by_id("alert")?.dyn_into::<web_sys::HtmlElement>().ok()?;
    // A tap on the button is a touch like any other: nothing more is needed.
    let shown = mount_to(bar, || {
        view! {
            <Icon name="lock" />
            <p>"Locking in 1 minute"</p>
            <button class="btn" type="button">
                "Stay unlocked"
            </button>
        }
    });
    Some(Box::new(shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_minute_is_told_and_then_it_locks() {
        let touched: DateTime<Utc> = "2026-05-12T09:00:00Z".parse().expect("an instant");
        let after = |seconds| still_open(touched, touched + chrono::Duration::seconds(seconds), 5);
        assert_eq!(after(239), Open::Long);
        assert_eq!(after(240), Open::LastMinute);
        assert_eq!(after(300), Open::No);
        assert_eq!(after(9000), Open::No);
    }
}
