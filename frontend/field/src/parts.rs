//! Cuts the parts out of the app: what only these functions reach lies in files of their own, which are read when they
//! are called. A part that could not be read is tried again at the next call.

use app::parts::{AdvicePart, NotRead, Parts, TabletPart, VisitPart};
use leptos::wasm_split::wasm_split;
use std::rc::Rc;

/// All of them.
pub fn parts() -> Parts {
    Parts {
        visit: Rc::new(|| Box::pin(visit())),
        tablet: Rc::new(|| Box::pin(tablet())),
        advice: Rc::new(|| Box::pin(advice())),
    }
}

#[wasm_split(visit, wasm_split_path = leptos::wasm_split, fallible)]
fn visit() -> Result<VisitPart, NotRead> {
    Ok(VisitPart::here())
}

#[wasm_split(tablet, wasm_split_path = leptos::wasm_split, fallible)]
fn tablet() -> Result<TabletPart, NotRead> {
    Ok(TabletPart::here())
}

#[wasm_split(advice, wasm_split_path = leptos::wasm_split, fallible)]
fn advice() -> Result<AdvicePart, NotRead> {
    Ok(AdvicePart::here())
}
