//! The page's side of `public/writer.js`, which puts sealed batches on the disk while the page is being drawn. Where
//! the browser does not start it, the page writes itself.

use crate::indexed_db::not_taken;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};
use sync::{Batch, StoreError, store::Entries};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

/// Where it lies; part of the kept set.
const SCRIPT: &str = "/writer.js";

/// What waits for an answer, by its number.
type Waiting = Rc<RefCell<BTreeMap<u32, js_sys::Function>>>;

/// The worker.
pub struct Writer {
    /// None where it did not start.
    worker: Rc<RefCell<Option<Worker>>>,
    waiting: Waiting,
    number: Cell<u32>,
}

impl Writer {
    /// Starts it.
    pub fn start() -> Writer {
        let worker = Rc::new(RefCell::new(Worker::new(SCRIPT).ok()));
        let waiting = Waiting::default();
        if let Some(started) = worker.borrow().as_ref() {
            let answered = waiting.clone();
            let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let field = |name: &str| Reflect::get(&event.data(), &name.into()).unwrap_or_default();
                let number = field("number").as_f64().unwrap_or_default() as u32;
                answer(answered.borrow_mut().remove(&number), &field("told"));
            });
            started.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            on_message.forget();
            let (gone, unanswered) = (worker.clone(), waiting.clone());
            let on_error = Closure::<dyn Fn()>::new(move || {
                // Nothing of it may come later than what the page writes itself from now on.
                if let Some(worker) = gone.borrow_mut().take() {
                    worker.terminate();
                }
                for (_, waits) in std::mem::take(&mut *unanswered.borrow_mut()) {
                    answer(Some(waits), &JsValue::UNDEFINED);
                }
            });
            started.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            on_error.forget();
        }
        Writer { worker, waiting, number: Cell::new(0) }
    }

    /// Writes a sealed batch durably. None when the worker is not there: then nothing is known of it.
    pub async fn write(&self, batch: &Batch) -> Option<Result<(), StoreError>> {
        let number = self.number.get().wrapping_add(1);
        self.number.set(number);
        let message = Object::new();
        let fields = [
            ("number", number.into()),
            ("guards", as_pairs(&batch.guards)),
            ("writes", as_pairs(&batch.writes)),
        ];
        for (name, value) in fields {
            Reflect::set(&message, &name.into(), &value).ok()?;
        }
        let promise = {
            let worker = self.worker.borrow();
            worker.as_ref()?.post_message(&message).ok()?;
            Promise::new(&mut |resolve, _| {
                self.waiting.borrow_mut().insert(number, resolve);
            })
        };
        let told = JsFuture::from(promise).await.ok()?;
        Some(match told.as_string()?.as_str() {
            "kept" => Ok(()),
            "raced" => Err(StoreError::Raced),
            "full" => Err(StoreError::Full),
            _ => Err(not_taken()),
        })
    }
}

fn answer(waits: Option<js_sys::Function>, told: &JsValue) {
    if let Some(waits) = waits {
        let _ = waits.call1(&JsValue::UNDEFINED, told);
    }
}

fn as_pairs(entries: &Entries<Option<Vec<u8>>>) -> JsValue {
    let pair = |(key, value): &(String, Option<Vec<u8>>)| {
        let value =
            value.as_ref().map_or(JsValue::UNDEFINED, |bytes| Uint8Array::from(bytes.as_slice()).into());
        Array::of2(&key.into(), &value)
    };
    entries.iter().map(pair).collect::<Array>().into()
}
