//! Cuts the parts out of the app: what only these functions reach lies in files of their own, which are read when they
//! are called. A part that could not be read is tried again at the next call.

use app::parts::{AdvicePart, NotRead, Parts, TabletPart, VisitPart};
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::rc::Rc;

/// All of them.
pub fn parts() -> Parts {
    Parts {
        visit: Rc::new(|| Box::pin(async { Ok(visit().await?) })),
        tablet: Rc::new(|| Box::pin(async { Ok(tablet().await?) })),
        advice: Rc::new(|| Box::pin(async { Ok(advice().await?) })),
    }
}

/// The loader's failure; the browser's console holds the cause.
struct Failed;

impl From<SplitLoaderError> for Failed {
    fn from(_: SplitLoaderError) -> Failed {
        Failed
    }
}

impl From<Failed> for NotRead {
    fn from(_: Failed) -> NotRead {
        NotRead
    }
}

#[wasm_split(visit, wasm_split_path = leptos::wasm_split, fallible)]
fn visit() -> Result<VisitPart, Failed> {
    Ok(VisitPart::here())
}

#[wasm_split(tablet, wasm_split_path = leptos::wasm_split, fallible)]
fn tablet() -> Result<TabletPart, Failed> {
    Ok(TabletPart::here())
}

#[wasm_split(advice, wasm_split_path = leptos::wasm_split, fallible)]
fn advice() -> Result<AdvicePart, Failed> {
    Ok(AdvicePart::here())
}
