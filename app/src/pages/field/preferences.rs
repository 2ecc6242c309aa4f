//! How this tablet looks and feels: theme, text size, hand, and after how many minutes it locks.
//! Kept in the browser's local storage under the keys that `theme.js` reads before the first paint;
//! nothing about a person is ever written here.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;

/// Minutes after which an untouched tablet may lock itself; the second is the usual one.
pub const LOCK_MINUTES: [u32; 4] = [2, 5, 10, 15];
const USUAL_LOCK_MINUTES: u32 = 5;

thread_local! {
    // One value for every control that shows it: the rail and This tablet stand on the same page.
    static THEME: ArcRwSignal<Option<String>> = ArcRwSignal::new(stored("theme"));
}

/// The chosen theme: light, dark or glare; none follows the device.
pub fn theme() -> RwSignal<Option<String>> {
    RwSignal::from(THEME.with(Clone::clone))
}

/// Chooses a theme, at once and for the next start; none follows the device.
pub fn set_theme(name: Option<&str>) {
    choose("theme", name);
    THEME.with(|theme| theme.set(name.map(str::to_owned)));
}

/// The text size in percent: 100, 118, 137 or 160.
pub fn text_size() -> String {
    stored("text").unwrap_or_else(|| "100".to_owned())
}

/// Chooses a text size.
pub fn set_text_size(percent: &str) {
    choose("text", (percent != "100").then_some(percent));
}

/// On which side the buttons stand: right or left.
pub fn hand() -> String {
    stored("hand").unwrap_or_else(|| "right".to_owned())
}

/// Chooses the side of the buttons.
pub fn set_hand(side: &str) {
    choose("hand", (side == "left").then_some(side));
}

/// Minutes until an untouched tablet locks itself.
pub fn lock_minutes() -> u32 {
    let chosen = stored("lock_minutes").and_then(|minutes| minutes.parse().ok());
    chosen.filter(|minutes| LOCK_MINUTES.contains(minutes)).unwrap_or(USUAL_LOCK_MINUTES)
}

/// Chooses after how many minutes the tablet locks itself.
pub fn set_lock_minutes(minutes: u32) {
    keep("lock_minutes", Some(&minutes.to_string()));
}

/// Keeps a choice and puts it on the document.
fn choose(name: &str, value: Option<&str>) {
    keep(name, value);
    let Some(root) = document().document_element() else {
        return;
    };
    let attribute = format!("data-{name}");
    let _ = match value {
        Some(value) => root.set_attribute(&attribute, value),
        None => root.remove_attribute(&attribute),
    };
}

// A browser that keeps nothing still shows the choice until it is closed.
fn keep(name: &str, value: Option<&str>) {
    let key = key(name);
    match value {
        Some(value) => drop(LocalStorage::set(key, value)),
        None => LocalStorage::delete(key),
    }
}

fn stored(name: &str) -> Option<String> {
    LocalStorage::get::<String>(key(name)).ok()
}

fn key(name: &str) -> String {
    format!("threshold.{name}")
}
