//! Tabs of the same tablet: whoever writes tells the others, and whoever wants something sent wakes
//! the one that sends.

use crate::wake::Wake;
use app::local::Local;
use leptos::task::spawn_local;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// The channel between tabs; nothing but the words "changed" and "wake" goes over it.
#[derive(Clone)]
pub struct Tabs(Option<BroadcastChannel>);

impl Tabs {
    /// Opens the channel; where the browser has none, every tab stands alone until it is reloaded.
    pub fn open() -> Tabs {
        Tabs(BroadcastChannel::new("threshold").ok())
    }

    /// Tells the other tabs that the store changed.
    pub fn announce(&self) {
        self.post("changed");
    }

    /// The same as a callback for the app.
    pub fn announcer(&self) -> Rc<dyn Fn()> {
        let tabs = self.clone();
        Rc::new(move || tabs.announce())
    }

    /// Wakes the tab that sends.
    pub fn wake_others(&self) {
        self.post("wake");
    }

    fn post(&self, word: &str) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&word.into());
        }
    }

    /// Listens to the other tabs.
    pub fn listen(&self, local: Local, wake: Wake) {
        let Some(channel) = &self.0 else { return };
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().as_deref() {
                Some("changed") => spawn_local(async move { local.changed_from_outside().await }),
                Some("wake") => wake.now(),
                _ => {}
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        listener.forget();
    }
}
