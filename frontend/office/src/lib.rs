//! Entry of the office bundle: brings the server-rendered pages to life.

use app::OfficeApp;
use wasm_bindgen::prelude::wasm_bindgen;

/// Hydrates the page the server sent.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(OfficeApp);
}
