//! Stretching the tablet's passphrase: PBKDF2-SHA256 by the browser's own code.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

/// Rounds (OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA256).
const ROUNDS: u32 = 600_000;

/// 32 bytes made from passphrase and salt.
pub async fn stretch(passphrase: String, salt: Vec<u8>) -> Result<Vec<u8>, String> {
    derive(&passphrase, &salt).await.map_err(|_| "This browser cannot lock the tablet.".to_owned())
}

async fn derive(passphrase: &str, salt: &[u8]) -> Result<Vec<u8>, JsValue> {
    let subtle = window().crypto()?.subtle();
    let bytes = Uint8Array::from(passphrase.as_bytes());
    let imported = subtle.import_key_with_str(
        "raw",
        bytes.unchecked_ref::<Object>(),
        "PBKDF2",
        false,
        &Array::of1(&"deriveBits".into()),
    )?;
    let key: CryptoKey = JsFuture::from(imported).await?.dyn_into()?;
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &"PBKDF2".into())?;
    Reflect::set(&how, &"hash".into(), &"SHA-256".into())?;
    Reflect::set(&how, &"iterations".into(), &ROUNDS.into())?;
    Reflect::set(&how, &"salt".into(), &Uint8Array::from(salt).into())?;
    let derived = JsFuture::from(subtle.derive_bits_with_object(&how, &key, 256)?).await?;
    Ok(Uint8Array::new(&derived).to_vec())
}
