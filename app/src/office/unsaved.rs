//! Words that were typed into a page of the office and not sent: leaving the page asks first.

use super::listen;
use crate::ui::SheetDialog;
use leptos::{ev, prelude::*};
use send_wrapper::SendWrapper;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// What holds nothing to lose: what is looked for, the way in and the way out, and a form that is tried.
const NOT_MINDED: &str = "[role=search], .topbar form, .gate form, .page--form";
/// What says that a form was not taken.
const CAME_BACK: &str = "main .summary, main .message--needed";

/// A field that somebody typed into.
struct Typed {
    field: Element,
    /// Its form was sent since; the words are lost only when the form came back with a problem.
    sent: bool,
}

impl Typed {
    fn would_be_lost(&self, came_back: bool) -> bool {
        self.field.is_connected() && (!self.sent || came_back) && holds_something(&self.field)
    }
}

/// Text counts while there is any; a box or a choice counts once it was touched.
fn holds_something(field: &Element) -> bool {
    text_of(field).is_none_or(|text| !text.trim().is_empty())
}

/// What stands in a field for text; none for a box or a choice.
fn text_of(field: &Element) -> Option<String> {
    match (field.dyn_ref::<HtmlInputElement>(), field.dyn_ref::<HtmlTextAreaElement>()) {
        (Some(input), _) if !matches!(&*input.type_(), "checkbox" | "radio") => Some(input.value()),
        (_, Some(area)) => Some(area.value()),
        _ => None,
    }
}

/// What was typed on the page that is open.
#[derive(Clone, Default)]
struct Words(Rc<RefCell<Vec<Typed>>>);

impl Words {
    fn typed(&self, field: Element) {
        let stands_in = |what: &str| field.closest(what).is_ok_and(|found| found.is_some());
        // A box outside of all forms changes what is shown, and is not sent.
        if stands_in(NOT_MINDED) || (text_of(&field).is_none() && !stands_in("form")) {
            return;
        }
        let mut all = self.0.borrow_mut();
        all.retain(|one| one.field.is_connected() && one.field != field);
        all.push(Typed { field, sent: false });
    }

    fn sent(&self, form: &Element) {
        for one in self.0.borrow_mut().iter_mut().filter(|one| form.contains(Some(&one.field))) {
            one.sent = true;
        }
    }

    fn would_be_lost(&self) -> bool {
        let came_back = document().query_selector(CAME_BACK).is_ok_and(|found| found.is_some());
        self.0.borrow().iter().any(|one| one.would_be_lost(came_back))
    }

    fn forget(&self) {
        self.0.borrow_mut().clear();
    }
}

/// The link or the button that was pressed, if it leaves this page in this tab.
fn way(event: &Event) -> Option<HtmlElement> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    if event.type_() == "submit" {
        let button =
            target.matches(".topbar form").ok()?.then(|| target.query_selector("button"))?.ok()??;
        return button.dyn_into().ok();
    }
    let mouse = event.dyn_ref::<web_sys::MouseEvent>()?;
    if mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.button() != 0 {
        return None;
    }
    let link = target.closest("a[href]").ok()??;
    let stays = link.has_attribute("download")
        || link.has_attribute("target")
        || link.get_attribute("href").is_some_and(|to| to.starts_with('#'))
        // Another part of the same page: what is typed stays.
        || link.dyn_ref::<HtmlAnchorElement>().is_some_and(|link| {
            window().location().pathname().is_ok_and(|here| here == link.pathname())
        });
    if stays { None } else { link.dyn_into().ok() }
}

/// Asks before a link, the way out, or closing the window takes typed words along.
#[component]
pub fn MindTheWords() -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = StoredValue::new(None::<SendWrapper<HtmlElement>>);
    let minded = StoredValue::new(None::<SendWrapper<Words>>);
    Effect::new(move || {
        let words = Words::default();
        minded.set_value(Some(SendWrapper::new(words.clone())));
        listen("input", {
            let words = words.clone();
            move |event| {
                if let Some(field) = event.target().and_then(|target| target.dyn_into().ok()) {
                    words.typed(field);
                }
            }
        });
        let ask = {
            let words = words.clone();
            move |event: Event| {
                let Some(way) = way(&event) else { return false };
                if !words.would_be_lost() {
                    return false;
                }
                event.prevent_default();
                event.stop_propagation();
                chosen.set_value(Some(SendWrapper::new(way)));
                open.set(true);
                true
            }
        };
        listen("click", {
            let ask = ask.clone();
            move |event| {
                ask(event);
            }
        });
        listen("submit", {
            let words = words.clone();
            move |event| {
                let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                if let Some(form) = form.filter(|_| !ask(event)) {
                    words.sent(&form);
                }
            }
        });
        window_event_listener(ev::beforeunload, move |event| {
            if words.would_be_lost() {
                event.prevent_default();
            }
        });
    });
    let leave = move |_| {
        open.set(false);
        minded.with_value(|words| words.iter().for_each(|words| words.forget()));
        if let Some(pressed) = chosen.try_update_value(Option::take).flatten() {
            pressed.click();
        }
    };
    view! {
        <SheetDialog open=open title="Leave without saving?".to_owned()>
            <p>"What you typed on this page has not been saved or sent."</p>
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="button" autofocus=true on:click=move |_| open.set(false)>
                    "Stay on this page"
                </button>
                <button class="btn" type="button" on:click=leave>
                    "Leave without saving"
                </button>
            </div>
        </SheetDialog>
    }
}
