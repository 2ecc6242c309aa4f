//! Bytes handed to the browser: shown from an address of their own, or offered as a file.

use leptos::prelude::{document, set_timeout};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// An address that the browser knows bytes by, until it is given back.
pub fn address_of(bytes: &[u8], media_type: &str) -> Option<String> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Hands a file to the browser, which asks where it shall go. None when it would not take it.
pub fn offer(name: &str, media_type: &str, bytes: &[u8]) -> Option<()> {
    let address = address_of(bytes, media_type)?;
    let link: HtmlElement = document().create_element("a").ok()?.unchecked_into();
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The browser has taken it by the next minute.
    set_timeout(move || drop(Url::revoke_object_url(&address)), Duration::from_secs(60));
    Some(())
}
