//! What stands on the glass while this tablet is locked: whose it is, and the field that opens it.

use super::{
    passphrase::{SecretField, tried_words},
    vault::{self, Tried},
};
use crate::{
    local::{Contact, Local, now},
    routes,
    ui::{DoorSwing, Icon, Lintel, focus},
};
use chrono::{DateTime, Utc};
use domain::calendar;
use leptos::{prelude::*, task::spawn_local};

/// The page in place of the whole app.
#[component]
pub fn LockScreen() -> impl IntoView {
    let local = Local::here();
    let name = move || {
        local.device.with(|device| {
            let me = device.as_ref().and_then(|device| device.me.as_ref());
            me.map(|me| me.signatory.name.clone()).unwrap_or_default()
        })
    };
    let hours =
        move || local.device.with(|device| device.as_ref().and_then(|device| device.hours_without_server));
    let contact = move || local.device.with(|device| device.as_ref().and_then(|device| device.last_contact));
    let withdrawn =
        move || local.device.with(|device| device.as_ref().and_then(|device| device.withdrawn.clone()));
    // A withdrawn tablet has met the server: it is opened once more, to hand over what it holds.
    let closed = Memo::new(move |_| {
        withdrawn().is_none() && contact().is_some_and(|at| vault::opens_until(at, hours()) < now())
    });
    spawn_local(async move {
        vault::expire(local).await;
        local.read_device().await;
    });
    let someone_else = move || {
        let name = name();
        match name.split_whitespace().next() {
            Some(first) => format!("Not {first}? Sign in as someone else"),
            None => "Sign in".to_owned(),
        }
    };
    let foot = move || contact().map(|at| foot_words(at, hours(), now()));
    view! {
        <leptos_meta::Title text="Locked - Threshold" />
        <main class="gate" id="main">
            <div class="gate__card">
                <DoorSwing part=0.7 mark=true />
                <Lintel title="Locked".to_owned() sub=Signal::derive(name) />
                {move || match withdrawn() {
                    Some(why) => {
                        view! {
                            <Attention words=format!(
                                "{why} Unlock it once, so that what is not sent yet is handed over for review. Then it clears itself.",
                            ) />
                        }
                            .into_any()
                    }
                    None => view! { <p>"Your work is safe and still open where you left it."</p> }.into_any(),
                }}
                {move || {
                    (local.contact.get() == Contact::SomebodyElse)
                        .then(|| view! { <Attention words=Contact::SomebodyElse.words() /> })
                }}
                {move || match closed.get() {
                    true => view! { <TooLong /> }.into_any(),
                    false => view! { <UnlockForm /> }.into_any(),
                }}
                <a class="link" href=routes::SIGN_IN rel="external">
                    {someone_else}
                </a>
            </div>
            <p class="gate__foot">{foot}</p>
        </main>
        <div class="alertbar" id="alert" role="alert"></div>
        <p class="say" id="say" role="status"></p>
    }
}

#[component]
fn Attention(words: String) -> impl IntoView {
    view! {
        <div class="notice notice--attention">
            <Icon name="attention" />
            <p>{words}</p>
        </div>
    }
}

#[component]
fn UnlockForm() -> impl IntoView {
    let local = Local::here();
    let passphrase = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    spawn_local(async move {
        if let Some(seconds) = vault::waiting(local).await {
            problem.set(tried_words(&Tried::Wait(seconds)));
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = passphrase.get_untracked();
        if typed.is_empty() {
            problem.set("Type the passphrase of this tablet.".to_owned());
            focus("passphrase");
            return;
        }
        busy.set(true);
        problem.set(String::new());
        spawn_local(async move {
            let tried = vault::try_passphrase(local, &typed).await;
            if tried == Tried::Opens {
                return;
            }
            busy.set(false);
            problem.set(tried_words(&tried));
            focus("passphrase");
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <SecretField id="passphrase".to_owned() label="Passphrase" known=true value=passphrase problem=problem.into() />
            <button class="btn btn--primary btn--wide" type="submit">
                {move || if busy.get() { "Unlocking" } else { "Unlock" }}
            </button>
        </form>
    }
}

/// A tablet that has not met the server for too long.
#[component]
fn TooLong() -> impl IntoView {
    let local = Local::here();
    view! {
        <div class="notice notice--attention">
            <Icon name="attention" />
            <div class="stack stack--tight">
                <p>
                    {move || {
                        let long = vault::allowance_words(
                            local.device.with(|device| device.as_ref().and_then(|device| device.hours_without_server)),
                        );
                        format!("This tablet has not met the server for {long}. Your work is kept. Connect to the internet to unlock.")
                    }}
                </p>
                <p>"Connect to Wi-Fi or mobile data, then try now. If your sign-in has run out, sign in below."</p>
                <button class="btn" type="button" on:click=move |_| (local.platform().wake)()>
                    "Try now"
                </button>
            </div>
        </div>
    }
}

fn foot_words(contact: DateTime<Utc>, hours: Option<u32>, now: DateTime<Utc>) -> String {
    let day = calendar::uk_date(contact);
    let when = match day == calendar::uk_date(now) {
        true => format!("today {}", calendar::clock(contact)),
        false => format!("{} {}", calendar::day_and_date(day), calendar::clock(contact)),
    };
    let until = vault::opens_until(contact, hours);
    let opens = format!("{} {}", calendar::day_and_date(calendar::uk_date(until)), calendar::clock(until));
    match until < now {
        true => format!("Last contact with the server {when}."),
        false => {
            format!("Last contact with the server {when}. Opens without signal until {opens}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_foot_tells_how_long_the_tablet_opens() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        assert_eq!(
            foot_words(at("2026-05-12T08:12:00Z"), None, at("2026-05-12T10:00:00Z")),
            "Last contact with the server today 09:12. Opens without signal until Friday 15 May 09:12."
        );
        assert_eq!(
            foot_words(at("2026-05-12T08:12:00Z"), None, at("2026-05-16T10:00:00Z")),
            "Last contact with the server Tuesday 12 May 09:12."
        );
    }
}
