//! Entry of the tablet's bundle: gives the field app a durable store, a courier that sends and
//! fetches, and the service worker. The only crate that knows IndexedDB.

mod camera;
mod courier;
mod crypto;
mod files;
mod indexed_db;
mod keyring;
mod meeting;
mod network;
mod parts;
mod photos;
mod sealed;
mod service_worker;
mod tabs;
mod wake;
mod writer;

use app::{
    FieldApp,
    local::{Local, Platform, now},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::{cell::Cell, rc::Rc};
use sync::{Batch, Store, Tablet, tablet::LOCK};
use wasm_bindgen::prelude::wasm_bindgen;

/// Longest wait for the courier's first round, in milliseconds.
const ROUND_WITHIN_MS: i64 = 10_000;
/// How often it is looked, in milliseconds.
const ROUND_STEP_MS: u32 = 50;

/// Starts the field app in the empty shell.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    // The app's own executor starts with the first mount; the store has to be open before that.
    wasm_bindgen_futures::spawn_local(async {
        match indexed_db::IndexedDbStore::open().await {
            Ok(store) => {
                forget_early_lock(&store).await;
                // A lock that cannot be looked for is a lock.
                let locked = store.has(LOCK).await.unwrap_or(true);
                open_app(store, locked);
            }
            Err(why) => service_worker::say_it_did_not_start(&why),
        }
    });
}

fn open_app(database: indexed_db::IndexedDbStore, locked_at_start: bool) {
    let ring = keyring::Keyring::default();
    let store = Rc::new(sealed::SealedStore::new(database, ring.clone()));
    let keys = Rc::new(keyring::TabletKeys { ring: ring.clone(), store: store.clone() });
    let wake = wake::Wake::default();
    let tabs = tabs::Tabs::open();
    let worker = service_worker::Worker::default();
    let platform = Platform {
        store: store.clone(),
        wake: wake.as_callback(tabs.clone()),
        announce: tabs.announcer(),
        end_session: {
            let tablet = Tablet::new(store.clone());
            Rc::new(move || Box::pin(meeting::leave(tablet.clone())))
        },
        keys,
        locked_at_start,
        access_code: Rc::new(|person, why| Box::pin(network::access_code(person, why))),
        recovery_secret: Rc::new(|tablet| Box::pin(network::recovery_secret(tablet))),
        camera: Rc::new(|file| Box::pin(camera::prepared(file))),
        file: Rc::new(|address| Box::pin(network::app_file(address))),
        use_new_version: worker.as_callback(),
        parts: parts::parts(),
    };
    if let Some(placeholder) = document().get_element_by_id("starting") {
        placeholder.remove();
    }
    let local = Rc::new(Cell::new(None::<Local>));
    let given = send_wrapper::SendWrapper::new(local.clone());
    let on_ready = Callback::new(move |ready: Local| given.set(Some(ready)));
    let platform = send_wrapper::SendWrapper::new(platform);
    mount_to_body(move || {
        view! { <FieldApp platform=platform.take() on_ready=on_ready /> }
    });
    if let Some(local) = local.get() {
        tabs.listen(local, wake.clone());
        spawn_local(keep_the_app(local, wake.clone(), worker));
        courier::start(local, ring, wake, tabs);
    }
}

/// On a first visit the page and what it shows come before the set of files that is kept: it is fetched when the courier
/// went round once. In a second tab it may never go.
async fn keep_the_app(local: Local, wake: wake::Wake, worker: service_worker::Worker) {
    let is_kept = service_worker::Worker::serves_this_page();
    local.app_kept.set(is_kept);
    let since = now();
    while !is_kept && !wake.has_paused() && (now() - since).num_milliseconds() < ROUND_WITHIN_MS {
        TimeoutFuture::new(ROUND_STEP_MS).await;
    }
    local.when_drawn().await;
    worker.keep(local).await;
}

/// A lock from before things were sealed protects nothing any more: a passphrase is chosen anew.
async fn forget_early_lock(store: &indexed_db::IndexedDbStore) {
    let Ok(Some(lock)) = store.get(LOCK).await else { return };
    let early =
        serde_json::from_slice::<serde_json::Value>(&lock).is_ok_and(|lock| lock.get("verifier").is_some());
    if early {
        let mut batch = Batch::guarded(LOCK, Some(lock));
        batch.delete(LOCK);
        // When it cannot be taken off it stays, and the tablet stays locked.
        let _ = store.commit(batch).await;
    }
}
