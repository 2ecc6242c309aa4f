//! The courier: one tab of all sends what waits, fetches what is new and the forms it needs. It
//! marks nothing as sent by itself: `Tablet::take_push` does, and only for an envelope of ours.

use crate::{
    files,
    keyring::Keyring,
    meeting::{Meeting, Met},
    network::{self, Answer},
    photos::{self, UnderWay},
    tabs::Tabs,
    wake::{BREATH_MS, Wake},
};
use app::{
    local::{Contact, Local, now},
    routes::sync_api,
};
use futures_util::future::join_all;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::collections::{BTreeSet, HashMap};
use sync::{FormRef, PullReply, PushReply, cards::needed_forms, tablet::Taken, wire::Refusal};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Longest pause between tries, in seconds.
const LONGEST_PAUSE: u32 = 30;
/// Pause while everything is well, in seconds.
const CALM_PAUSE: u32 = 30;
/// How often it is looked whether everything is written, in milliseconds.
const SAVING_MS: u32 = 50;

/// Starts the courier of this tab. Of all unlocked tabs one sends, and hands over when it dies or locks;
/// a locked one only meets the server.
pub fn start(local: Local, ring: Keyring, wake: Wake, tabs: Tabs) {
    for event in ["online", "visibilitychange"] {
        let wake_up = local.platform().wake;
        let listener = Closure::<dyn Fn()>::new(move || wake_up());
        let _ = window().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        listener.forget();
    }
    let meeting = Meeting::new(ring);
    spawn_local(async move {
        local.when_drawn().await;
        while local.cleared.with_untracked(Option::is_none) {
            let mut n_failed = 0;
            loop {
                let locked = meeting.is_locked(local).await.unwrap_or(true);
                if !locked && meeting.has_met() {
                    break;
                }
                let went = meet_alone(local, &meeting).await;
                if local.cleared.with_untracked(Option::is_some) {
                    return;
                }
                local.contact.set(went.clone());
                // Without the server an unlocked tab takes its turn all the same, and goes on trying there.
                if !meeting.is_locked(local).await.unwrap_or(true) {
                    break;
                }
                pause(&wake, &went, &mut n_failed).await;
            }
            let work = {
                let (meeting, wake, tabs) = (meeting.clone(), wake.clone(), tabs.clone());
                Closure::once_into_js(move |_lock: JsValue| {
                    future_to_promise(async move {
                        work(local, &meeting, &wake, &tabs).await;
                        Ok(JsValue::UNDEFINED)
                    })
                })
            };
            // Whoever has the turn looks at once: this tab wants to know how things stand, and a tab whose store was
            // taken away gives its turn up.
            tabs.wake_others();
            in_turn(work).await;
            // Where the turn is refused at once, nobody asks without a breath.
            TimeoutFuture::new(BREATH_MS).await;
        }
    });
}

/// Runs this once this tab holds the lock that only one tab can hold.
async fn in_turn(work: JsValue) {
    let navigator: JsValue = window().navigator().into();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let request = js_sys::Reflect::get(&locks, &"request".into());
    let begun = match request.ok().and_then(|request| request.dyn_into::<js_sys::Function>().ok()) {
        Some(request) => request.call2(&locks, &"threshold-courier".into(), &work),
        // Without Web Locks there is one tab's courier for each tab; the server takes every change once.
        None => work.unchecked_into::<js_sys::Function>().call1(&JsValue::NULL, &JsValue::NULL),
    };
    if let Ok(Ok(promise)) = begun.map(JsCast::dyn_into::<js_sys::Promise>) {
        let _ = JsFuture::from(promise).await;
    }
}

/// Sends and fetches until this tab is locked or cleared.
async fn work(local: Local, meeting: &Meeting, wake: &Wake, tabs: &Tabs) {
    let mut n_failed = 0u32;
    let mut later = HashMap::new();
    loop {
        local.when_at_rest().await;
        if meeting.is_locked(local).await.unwrap_or(true) {
            return;
        }
        let went = round(local, meeting).await;
        if went == Contact::Fine {
            photos::fetch(local, &mut later).await;
            files::fetch(local).await;
        }
        if local.cleared.with_untracked(Option::is_some) {
            return;
        }
        let shown = match went.clone() {
            Contact::Odd(code, _) => Contact::Odd(code, seconds_after(&went, n_failed + 1)),
            other => other,
        };
        local.contact.set(shown);
        tabs.announce();
        pause(wake, &went, &mut n_failed).await;
    }
}

/// Waits as long as what happened asks for.
async fn pause(wake: &Wake, went: &Contact, n_failed: &mut u32) {
    wake.pauses();
    *n_failed = if *went == Contact::Fine { 0 } else { (*n_failed + 1).min(5) };
    let seconds = seconds_after(went, *n_failed);
    match went {
        // A server that asked for time gets it, whatever is typed meanwhile.
        Contact::Busy(_) => TimeoutFuture::new(seconds * 1000).await,
        _ => wake.or_after(seconds).await,
    }
}

fn seconds_after(went: &Contact, n_failed: u32) -> u32 {
    match went {
        Contact::Fine => CALM_PAUSE,
        Contact::Busy(seconds) => *seconds,
        _ => backed_off(n_failed),
    }
}

/// What a tab does without its turn: it meets the server, and clears itself when it was withdrawn.
async fn meet_alone(local: Local, meeting: &Meeting) -> Contact {
    match meeting.meet(local).await {
        Met::Ours | Met::NothingMore => Contact::Fine,
        // With its keys it hands over first, in its turn.
        Met::Withdrawn(_) if local.platform().keys.is_open() => Contact::Fine,
        Met::Withdrawn(why) => clear(local, why).await,
        Met::No(why) => why,
    }
}

/// 1, 2, 4 ... seconds, half of it left to chance so that tablets do not come back in step.
fn backed_off(n_failed: u32) -> u32 {
    let full = (1u32 << n_failed.min(5)).min(LONGEST_PAUSE);
    let half = f64::from(full) / 2.0;
    ((half + js_sys::Math::random() * half).round() as u32).max(1)
}

/// Meets the server, sends all, fetches all. What stopped it, or that all went well.
async fn round(local: Local, meeting: &Meeting) -> Contact {
    let mut news = false;
    let went = match meeting.meet(local).await {
        Met::Ours => match send_all(local, meeting, &mut news).await {
            Contact::Fine => match fetch_all(local, &mut news).await {
                Contact::Fine => send_photos(local, meeting, &mut news).await,
                stopped => stopped,
            },
            stopped => stopped,
        },
        Met::NothingMore => Contact::Fine,
        Met::Withdrawn(why) => match send_all(local, meeting, &mut news).await {
            Contact::Fine => match send_photos(local, meeting, &mut news).await {
                Contact::Fine => clear(local, why).await,
                stopped => stopped,
            },
            stopped => stopped,
        },
        Met::No(why) => why,
    };
    if went != Contact::Fine {
        meeting.again();
    }
    // Reading everything again costs a slow tablet a moment: only when there is something to read.
    match news {
        true => local.changed_from_outside().await,
        false => local.read_device().await,
    }
    went
}

/// Takes everything off a tablet that was withdrawn and has handed over what it held.
async fn clear(local: Local, why: String) -> Contact {
    // The page goes first, and what is being written is waited for: nothing is written after it is cleared.
    local.locked.set(true);
    while local.saving.get_untracked() > 0 {
        TimeoutFuture::new(SAVING_MS).await;
    }
    match local.tablet().clear().await {
        Ok(true) => {
            local.platform().keys.close();
            local.forget();
            local.cleared.set(Some(why));
            Contact::Fine
        }
        // Something was written at this moment: it is handed over first.
        _ => Contact::Busy(1),
    }
}

async fn send_all(local: Local, meeting: &Meeting, news: &mut bool) -> Contact {
    let tablet = local.tablet();
    let mut n_sent = 0;
    let mut n_refused = 0;
    loop {
        let Ok(next) = tablet.next_push().await else {
            return Contact::NoSignal;
        };
        let Some(push) = next else {
            return Contact::Fine;
        };
        if n_sent > 0 {
            local.count_unsent().await;
        }
        let waiting = local.unsent.with_untracked(|unsent| unsent.waiting).max(push.mutations.len());
        local.contact.set(Contact::Sending(n_sent, n_sent + waiting));
        match network::post_for::<PushReply>(sync_api::PUSH, &push, meeting.hand_over_token()).await {
            Answer::Ours(reply) => match tablet.take_push(&reply, now()).await {
                Ok(Taken::Yes(settled)) if settled > 0 => {
                    n_sent += settled;
                    *news = true;
                }
                Ok(_) => return Contact::Portal,
                Err(_) => return Contact::NoSignal,
            },
            Answer::Refused(refusal) => {
                n_refused += 1;
                *news = true;
                if n_refused > 3 || !comply(local, &refusal).await {
                    return refused_contact(&refusal);
                }
            }
            other => return contact_of(other),
        }
    }
}

/// Sends the photos that wait, part by part. Words that are written meanwhile go first.
async fn send_photos(local: Local, meeting: &Meeting, news: &mut bool) -> Contact {
    let mut under_way = UnderWay::default();
    let n_before = local.unsent.with_untracked(|unsent| unsent.photos.len());
    loop {
        if local.tablet().next_push().await.is_ok_and(|push| push.is_some()) {
            let went = send_all(local, meeting, news).await;
            if went != Contact::Fine {
                return went;
            }
        }
        match photos::send_part(local, meeting.hand_over_token(), &mut under_way).await {
            None => return Contact::Fine,
            Some(Contact::Fine) => {}
            Some(stopped) => return stopped,
        }
        local.count_unsent().await;
        let n_left = local.unsent.with_untracked(|unsent| unsent.photos.len());
        local.contact.set(Contact::Sending(n_before.saturating_sub(n_left), n_before.max(n_left)));
    }
}

/// Does what a refusal asks for; false when there is nothing to do but wait.
async fn comply(local: Local, refusal: &Refusal) -> bool {
    let tablet = local.tablet();
    match (refusal.code.as_str(), refusal.expected_seq, refusal.epoch) {
        ("gap", Some(expected), _) => tablet.fill_gap(expected).await.is_ok(),
        ("epoch", Some(expected), Some(epoch)) => tablet.meet_new_epoch(epoch, expected).await.is_ok(),
        _ => false,
    }
}

/// What a refusal means for what waits.
pub fn refused_contact(refusal: &Refusal) -> Contact {
    match refusal.code.as_str() {
        // What follows is told at the next meeting.
        "withdrawn" => Contact::Busy(1),
        "stranger" => Contact::SomebodyElse,
        "role" => Contact::NoTablet,
        "schema" => Contact::OldServer,
        "sign-in" => Contact::SignIn,
        _ => Contact::Odd(409, LONGEST_PAUSE),
    }
}

async fn fetch_all(local: Local, news: &mut bool) -> Contact {
    let tablet = local.tablet();
    loop {
        let Ok(device) = tablet.device().await else {
            return Contact::NoSignal;
        };
        let Ok(client_id) = tablet.client_id(Uuid::now_v7()).await else {
            return Contact::NoSignal;
        };
        let from = format!("{}?cursor={}&tablet={client_id}", sync_api::PULL, device.cursor);
        let reply: PullReply = match network::get(&from).await {
            Answer::Ours(reply) => reply,
            other => return contact_of(other),
        };
        // Forms first: a card that names a version which is not here could not be opened at the door.
        let needed = needed_forms(reply.visits.iter().map(|pack| &pack.card));
        let contact = fetch_forms(local, &needed, news).await;
        if contact != Contact::Fine {
            return contact;
        }
        match tablet.take_pull(&reply, now()).await {
            Ok(Taken::Yes(n_visits)) => {
                *news |= n_visits + reply.gone.len() > 0;
            }
            // The store has met the new server and offers again what it may lack: send first.
            Ok(Taken::OtherServer) => {
                *news = true;
                return Contact::Busy(1);
            }
            Ok(Taken::NotOurs) => return Contact::Portal,
            Err(_) => return Contact::NoSignal,
        }
        if !reply.more {
            break;
        }
    }
    // What came brought its forms along; one that failed before is tried again.
    match local.forms_ready.get_untracked() {
        true => Contact::Fine,
        false => match tablet.visits().await {
            Ok(visits) => fetch_forms(local, &needed_forms(&visits), news).await,
            Err(_) => Contact::NoSignal,
        },
    }
}

/// Fetches those of these forms that are not here. One that this app cannot read is passed over: the others are
/// needed all the same.
async fn fetch_forms(local: Local, needed: &BTreeSet<FormRef>, news: &mut bool) -> Contact {
    let tablet = local.tablet();
    let Ok(missing) = tablet.missing_forms(needed).await else {
        return Contact::NoSignal;
    };
    // All at once: on a slow signal each would wait for the way there and back of the one before. Each is kept when it came: true;
    // false for one that this app cannot read, nothing for one that may come yet.
    let kept =
        join_all(missing.iter().map(async |form| match network::form(&form.id, &form.version).await {
            network::Form::Here(json) => tablet.keep_form(form, &json).await.is_ok().then_some(true),
            network::Form::NotReadable => Some(false),
            network::Form::NotReached => None,
        }))
        .await;
    *news |= kept.contains(&Some(true));
    if kept.contains(&None) { Contact::NoSignal } else { Contact::Fine }
}

/// What an answer means for what waits.
pub fn contact_of<T>(answer: Answer<T>) -> Contact {
    match answer {
        Answer::Ours(_) => Contact::Fine,
        Answer::Refused(refusal) => refused_contact(&refusal),
        Answer::SignIn => Contact::SignIn,
        Answer::Busy(seconds) => Contact::Busy(seconds),
        Answer::Portal => Contact::Portal,
        Answer::Odd(code) => Contact::Odd(code, LONGEST_PAUSE),
        Answer::NoSignal => Contact::NoSignal,
    }
}
