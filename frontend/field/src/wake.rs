//! The pause between two rounds of the courier, and what ends it early.

use crate::tabs::Tabs;
use gloo_timers::future::TimeoutFuture;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Breath between two rounds, in milliseconds: somebody types, and a slow tablet has letters to paint.
pub const BREATH_MS: u32 = 800;

/// Wakes the courier from its pause.
#[derive(Clone, Default)]
pub struct Wake {
    resolve: Rc<RefCell<Option<js_sys::Function>>>,
    /// Set when it was called while it was at work: then it does not lie down again.
    called: Rc<Cell<bool>>,
    /// Set when the courier has paused for the first time.
    paused: Rc<Cell<bool>>,
}

impl Wake {
    /// Wakes it now; in another tab, tells the tab that sends.
    pub fn as_callback(&self, tabs: Tabs) -> Rc<dyn Fn()> {
        let wake = self.clone();
        Rc::new(move || {
            wake.now();
            tabs.wake_others();
        })
    }

    /// Wakes it now.
    pub fn now(&self) {
        match self.resolve.borrow_mut().take() {
            Some(resolve) => drop(resolve.call0(&JsValue::NULL)),
            None => self.called.set(true),
        }
    }

    /// The courier went round once, or met the server alone, whatever came of it.
    pub fn has_paused(&self) -> bool {
        self.paused.get()
    }

    /// Says so.
    pub fn pauses(&self) {
        self.paused.set(true);
    }

    /// Sleeps for so many seconds, or until somebody wakes it.
    pub async fn or_after(&self, seconds: u32) {
        TimeoutFuture::new(BREATH_MS).await;
        if self.called.take() {
            return;
        }
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            let slot = self.resolve.clone();
            *slot.borrow_mut() = Some(resolve.clone());
            let timer = gloo_timers::callback::Timeout::new(seconds * 1000, move || {
                let _ = resolve.call0(&JsValue::NULL);
            });
            timer.forget();
        });
        let _ = JsFuture::from(promise).await;
        // Whoever calls from now on must not wake a sleep that is over.
        self.resolve.borrow_mut().take();
    }
}
