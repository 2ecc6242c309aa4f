//! This tablet: how it looks, on which side its buttons stand, when it locks, how much room it has,
//! its version, and leaving it.

mod leaving;

use super::{
    frame::DayFrame,
    lock::{ChangePassphrase, PassphraseCard, lock_now},
    preferences,
    room::RoomMeter,
    unsent::n_changes,
};
use crate::{
    local::Local,
    routes,
    sheet::say,
    ui::{Icon, Lintel},
};
use leaving::Leaving;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

/// Seconds by which a clock may differ without a word.
const CLOCK_LEEWAY: i64 = 120;

/// The page.
#[component]
pub fn ThisTablet() -> impl IntoView {
    let local = Local::here();
    let who = Signal::derive(move || {
        local.device.with(|device| {
            let me = device.as_ref().and_then(|device| device.me.as_ref());
            me.map(|me| format!("{}, {}", me.signatory.name, me.role.word())).unwrap_or_default()
        })
    });
    view! {
        <leptos_meta::Title text="This tablet - Threshold" />
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <Lintel title="This tablet".to_owned() sub=who />
                <PassphraseCard />
                <Seeing />
                <Hands />
                <Safety />
                <section class="card" aria-labelledby="room-h">
                    <h2 id="room-h">"Room"</h2>
                    <RoomMeter with_promise=true />
                    <p class="quiet">
                        {move || format!("Sent and still kept for 14 days: {}", n_changes(local.unsent.with(|u| u.kept_sent)))}
                    </p>
                </section>
                <Version />
                <section class="card" aria-labelledby="sending-h">
                    <h2 id="sending-h">"Sending"</h2>
                    <p>
                        {move || match local.unsent.with(|unsent| unsent.total()) {
                            0 => "Everything is on the server.".to_owned(),
                            1 => "1 change is not sent.".to_owned(),
                            n => format!("{n} changes are not sent."),
                        }}
                    </p>
                    <div class="actions">
                        <A href=routes::UNSENT attr:class="btn">
                            <Icon name="outbox" />
                            "Not sent"
                        </A>
                    </div>
                </section>
                <Leaving />
            </main>
        </DayFrame>
    }
}

/// One setting as segments: what it is called, its choices, and what happens with a choice.
#[component]
fn Choice(
    name: &'static str,
    heading: &'static str,
    chosen: Signal<String>,
    choices: Vec<(&'static str, &'static str)>,
    choose: Callback<&'static str>,
) -> impl IntoView {
    let each = choices.into_iter().map(|(value, words)| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name=name
                    value=value
                    prop:checked=move || chosen.with(|chosen| chosen == value)
                    on:change=move |_| choose.run(value)
                />
                {words}
            </label>
        }
    });
    view! {
        <fieldset class="segments">
            <legend class="sr">{heading}</legend>
            {each.collect_view()}
        </fieldset>
    }
}

#[component]
fn Seeing() -> impl IntoView {
    let theme = preferences::theme();
    let size = RwSignal::new(preferences::text_size());
    let theme_words = Signal::derive(move || theme.get().unwrap_or_else(|| "device".to_owned()));
    let set_theme = Callback::new(move |name: &'static str| {
        preferences::set_theme((name != "device").then_some(name));
    });
    let set_size = Callback::new(move |percent: &'static str| {
        preferences::set_text_size(percent);
        size.set(percent.to_owned());
        say(&format!("Text size {percent} percent"));
    });
    view! {
        <section class="card" aria-labelledby="seeing-h">
            <h2 id="seeing-h">"Seeing"</h2>
            <div class="settings">
                <div class="setting">
                    <h3>"Theme"</h3>
                    <Choice
                        name="theme"
                        heading="Theme"
                        chosen=theme_words
                        choices=vec![("light", "Light"), ("dark", "Dark"), ("glare", "Glare"), ("device", "As the device")]
                        choose=set_theme
                    />
                </div>
                <div class="setting">
                    <h3>"Text size"</h3>
                    <Choice
                        name="text-size"
                        heading="Text size"
                        chosen=size.into()
                        choices=vec![
                            ("100", "100\u{a0}%"),
                            ("118", "118\u{a0}%"),
                            ("137", "137\u{a0}%"),
                            ("160", "160\u{a0}%"),
                        ]
                        choose=set_size
                    />
                    <p class="sample">"Kettle reach, 1,180 mm from the floor."</p>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Hands() -> impl IntoView {
    let hand = RwSignal::new(preferences::hand());
    let set_hand = Callback::new(move |side: &'static str| {
        preferences::set_hand(side);
        hand.set(side.to_owned());
    });
    view! {
        <section class="card" aria-labelledby="hands-h">
            <h2 id="hands-h">"Hands"</h2>
            <div class="settings">
                <div class="setting">
                    <h3>"Buttons on the"</h3>
                    <Choice
                        name="hand"
                        heading="Buttons on the"
                        chosen=hand.into()
                        choices=vec![("right", "Right"), ("left", "Left")]
                        choose=set_hand
                    />
                </div>
            </div>
        </section>
    }
}

#[component]
fn Safety() -> impl IntoView {
    let local = Local::here();
    let minutes = RwSignal::new(preferences::lock_minutes().to_string());
    let set_minutes = Callback::new(move |chosen: &'static str| {
        if let Ok(chosen) = chosen.parse() {
            preferences::set_lock_minutes(chosen);
        }
        minutes.set(chosen.to_owned());
    });
    view! {
        <section class="card" aria-labelledby="safety-h">
            <h2 id="safety-h">"Safety"</h2>
            <div class="settings">
                <div class="setting">
                    <h3>"Lock after"</h3>
                    <Choice
                        name="lock-after"
                        heading="Lock after"
                        chosen=minutes.into()
                        choices=vec![("2", "2 min"), ("5", "5 min"), ("10", "10 min"), ("15", "15 min")]
                        choose=set_minutes
                    />
                </div>
                <div class="actions">
                    <button
                        class="btn"
                        type="button"
                        on:click=move |_| spawn_local(async move { lock_now(local).await })
                    >
                        <Icon name="lock" />
                        "Lock now"
                    </button>
                    <ChangePassphrase />
                </div>
            </div>
        </section>
    }
}

#[component]
fn Version() -> impl IntoView {
    let local = Local::here();
    let clock = move || {
        let behind =
            local.device.with(|device| device.as_ref().map_or(0, |device| device.clock_behind_seconds));
        clock_words(behind)
    };
    view! {
        <section class="card" aria-labelledby="version-h">
            <h2 id="version-h">"Version"</h2>
            <p>{env!("CARGO_PKG_VERSION")}</p>
            {move || {
                local
                    .new_version
                    .get()
                    .then(|| {
                        view! {
                            <p class="row">
                                "A new version is ready. "
                                <button class="btn" type="button" on:click=move |_| (local.platform().use_new_version)()>
                                    "Use it now"
                                </button>
                            </p>
                        }
                    })
            }}
            {move || clock().map(|words| view! { <p class="quiet">{words}</p> })}
        </section>
    }
}

/// "This tablet's clock is 9 minutes slow. Both times are kept."
fn clock_words(behind_seconds: i64) -> Option<String> {
    if behind_seconds.abs() <= CLOCK_LEEWAY {
        return None;
    }
    let minutes = (behind_seconds.abs() + 30) / 60;
    let how = if behind_seconds > 0 { "slow" } else { "fast" };
    Some(format!("This tablet’s clock is {minutes} minutes {how}. Both times are kept."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clock_that_is_clearly_wrong_is_told() {
        assert_eq!(clock_words(100), None);
        assert_eq!(
            clock_words(540).as_deref(),
            Some("This tablet’s clock is 9 minutes slow. Both times are kept.")
        );
        assert_eq!(
            clock_words(-181).as_deref(),
            Some("This tablet’s clock is 3 minutes fast. Both times are kept.")
        );
    }
}
