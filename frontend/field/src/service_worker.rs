//! The service worker: keeps the app on this tablet, and is asked to take over only when nothing is being edited.
//! Also the words for an app that could not start.

use app::local::Local;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{GetUntracked, Set, document, window};
use leptos::task::spawn_local;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

/// How often it is looked whether the first set is kept, in milliseconds.
const KEPT_STEP_MS: u32 = 250;
/// Pause before an app that could not be kept is tried again, in milliseconds.
const AGAIN_MS: u32 = 15_000;

/// The registration, once there is one.
#[derive(Clone, Default)]
pub struct Worker {
    registration: Rc<RefCell<Option<ServiceWorkerRegistration>>>,
}

impl Worker {
    /// True when a kept set of files serves this page.
    pub fn serves_this_page() -> bool {
        container().is_some_and(|container| container.controller().is_some())
    }

    /// Keeps the app on this tablet, and reports when a new release waits. What was not reached, or did not come whole, is
    /// tried again.
    pub async fn keep(&self, local: Local) {
        // Asked once: some browsers clear what is not persistent. Some ask the person, who may take a while.
        if let Ok(promise) = window().navigator().storage().persist() {
            spawn_local(async move { drop(JsFuture::from(promise).await) });
        }
        // A browser without workers keeps nothing, and Today says so.
        let Some(container) = container() else { return };
        loop {
            let registered = JsFuture::from(container.register("/sw.js")).await;
            if let Ok(Ok(registration)) = registered.map(JsCast::dyn_into::<ServiceWorkerRegistration>)
                && is_kept(&registration).await
            {
                local.app_kept.set(true);
                if let Some(active) = registration.active().filter(|_| !Worker::serves_this_page()) {
                    tell(&active, "take-me");
                }
                local.new_version.set(registration.waiting().is_some());
                watch(&registration, local);
                *self.registration.borrow_mut() = Some(registration);
                return;
            }
            TimeoutFuture::new(AGAIN_MS).await;
        }
    }

    /// Uses the waiting release, then loads the page anew.
    pub fn as_callback(&self) -> Rc<dyn Fn()> {
        let slot = self.registration.clone();
        Rc::new(move || {
            let waiting = slot.borrow().as_ref().and_then(ServiceWorkerRegistration::waiting);
            let Some(waiting) = waiting else { return };
            let reload = Closure::once_into_js(|| {
                let _ = window().location().reload();
            });
            if let Some(container) = container() {
                container.set_oncontrollerchange(Some(reload.unchecked_ref()));
            }
            tell(&waiting, "use-now");
        })
    }
}

/// Tells a worker what is wanted of it.
fn tell(worker: &ServiceWorker, what: &str) {
    let message = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&message, &"type".into(), &what.into());
    let _ = worker.post_message(&message);
}

/// The browser's service workers, where it has them.
fn container() -> Option<ServiceWorkerContainer> {
    js_sys::Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?.dyn_into().ok()
}

/// Waits until a set is kept. False when the one that was to come did not come whole.
async fn is_kept(registration: &ServiceWorkerRegistration) -> bool {
    while registration.active().is_none() {
        if registration.installing().is_none() && registration.waiting().is_none() {
            return false;
        }
        TimeoutFuture::new(KEPT_STEP_MS).await;
    }
    true
}

/// Reports a release that is kept from now on, or is on its way already.
fn watch(registration: &ServiceWorkerRegistration, local: Local) {
    let found = registration.clone();
    let on_found = move || {
        let Some(installing) = found.installing() else {
            return;
        };
        let registration = found.clone();
        let settled = Closure::<dyn Fn()>::new(move || {
            // The very first install is no update: nothing was in control before it.
            let update = registration.waiting().is_some() && Worker::serves_this_page();
            if update && !local.new_version.get_untracked() {
                local.new_version.set(true);
            }
        });
        installing.set_onstatechange(Some(settled.as_ref().unchecked_ref()));
        settled.forget();
    };
    on_found();
    let listener = Closure::<dyn Fn()>::new(on_found);
    registration.set_onupdatefound(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

/// Says that the app did not start and that nothing is lost.
pub fn say_it_did_not_start(_why: &str) {
    if let Some(words) = document().get_element_by_id("starting-words") {
        words.set_text_content(Some(
            "Threshold did not start: this browser does not give it a place to keep work. Work kept \
             before is still there. Leave private browsing, or free some room, and open it again.",
        ));
    }
}
