//! The service worker: registered once, and asked to take over only when nothing is being edited.
//! Also the words for an app that could not start.

use app::local::Local;
use leptos::prelude::{GetUntracked, Set, document, window};
use leptos::task::spawn_local;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::ServiceWorkerRegistration;

/// The registration, once there is one.
#[derive(Clone, Default)]
pub struct Worker {
    registration: Rc<RefCell<Option<ServiceWorkerRegistration>>>,
}

impl Worker {
    /// Registers `/sw.js` and reports when a new release waits.
    pub fn register(&self, local: Local) {
        let slot = self.registration.clone();
        spawn_local(async move {
            let container = window().navigator().service_worker();
            let Ok(registered) = JsFuture::from(container.register("/sw.js")).await else {
                return;
            };
            let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else {
                return;
            };
            local.new_version.set(registration.waiting().is_some());
            watch(&registration, local);
            *slot.borrow_mut() = Some(registration);
            // Asked once: some browsers clear what is not persistent.
            if let Ok(promise) = window().navigator().storage().persist() {
                let _ = JsFuture::from(promise).await;
            }
        });
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
            let container = window().navigator().service_worker();
            container.set_oncontrollerchange(Some(reload.unchecked_ref()));
            let message = js_sys::Object::new();
            let _ = js_sys::Reflect::set(&message, &"type".into(), &"use-now".into());
            let _ = waiting.post_message(&message);
        })
    }
}

fn watch(registration: &ServiceWorkerRegistration, local: Local) {
    let found = registration.clone();
    let listener = Closure::<dyn Fn()>::new(move || {
        let Some(installing) = found.installing() else {
            return;
        };
        let registration = found.clone();
        let settled = Closure::<dyn Fn()>::new(move || {
            // The very first install is no update: nothing was in control before it.
            let update = registration.waiting().is_some()
                && window().navigator().service_worker().controller().is_some();
            if update && !local.new_version.get_untracked() {
                local.new_version.set(true);
            }
        });
        installing.set_onstatechange(Some(settled.as_ref().unchecked_ref()));
        settled.forget();
    });
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
