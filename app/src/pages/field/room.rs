//! Room on this tablet: how much the browser lets us keep, how much is used, and whether it
//! promised to keep it.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// What the browser says of its store.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Room {
    used: f64,
    all: f64,
    keeps: Option<bool>,
}

/// The meter, with what else belongs below it.
#[component]
pub fn RoomMeter(
    /// Whether to say that the browser keeps work.
    #[prop(optional)]
    with_promise: bool,
) -> impl IntoView {
    let room = RwSignal::new(None::<Room>);
    spawn_local(async move {
        let _ = room.try_set(measure().await);
    });
    move || match room.get() {
        None => view! { <p>"This browser does not tell how much room there is."</p> }.into_any(),
        Some(room) => {
            let width = (398.0 * (room.used / room.all).clamp(0.0, 1.0)).max(2.0);
            let keeps = match room.keeps {
                Some(true) => "This browser keeps work: yes",
                Some(false) => {
                    "This browser keeps work: not promised. Add Threshold to the home screen, then sign in again."
                }
                None => "This browser does not tell whether it keeps work.",
            };
            view! {
                <div class="meter">
                    <p>{format!("{} of {} used", size_words(room.used), size_words(room.all))}</p>
                    <svg viewBox="0 0 400 12" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="meter__track" x="0.5" y="0.5" width="399" height="11" rx="5"></rect>
                        <rect class="meter__used" x="1" y="1" width=format!("{width:.0}") height="10" rx="5"></rect>
                    </svg>
                </div>
                {with_promise.then(|| view! { <p>{keeps}</p> })}
            }
            .into_any()
        }
    }
}

async fn measure() -> Option<Room> {
    let storage = window().navigator().storage();
    let estimate = JsFuture::from(storage.estimate().ok()?).await.ok()?;
    let estimate: web_sys::StorageEstimate = estimate.unchecked_into();
    let keeps = match storage.persisted() {
        Ok(asked) => JsFuture::from(asked).await.ok().and_then(|answer| answer.as_bool()),
        Err(_) => None,
    };
    let all = estimate.get_quota().filter(|all| *all > 0.0)?;
    Some(Room { used: estimate.get_usage().unwrap_or(0.0), all, keeps })
}

/// "1.1 GB", "0.6 MB".
fn size_words(bytes: f64) -> String {
    const MEGA: f64 = 1_000_000.0;
    match bytes / MEGA {
        mega if mega >= 100_000.0 => format!("{:.0} GB", mega / 1000.0),
        mega if mega >= 1000.0 => format!("{:.1} GB", mega / 1000.0),
        mega if mega >= 10.0 => format!("{mega:.0} MB"),
        mega => format!("{mega:.1} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_words() {
        assert_eq!(size_words(600_000.0), "0.6 MB");
        assert_eq!(size_words(310_000_000.0), "310 MB");
        assert_eq!(size_words(1_100_000_000.0), "1.1 GB");
    }
}
