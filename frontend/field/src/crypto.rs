//! The browser's own cryptography: stretching a passphrase (PBKDF2-SHA256), deriving keys from it
//! (HKDF-SHA256), wrapping the data key and sealing bytes (AES-256-GCM). Keys never leave the browser's
//! side unwrapped.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// Rounds (OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA256).
const ROUNDS: u32 = 600_000;
/// Bytes of a nonce (NIST SP 800-38D, 8.2.2: 96 random bits).
pub const NONCE: usize = 12;

/// What a key may be used for.
#[derive(Clone, Copy)]
pub enum Use {
    /// Sealing and opening bytes.
    Seal,
    /// Wrapping and unwrapping another key.
    Wrap,
}

impl Use {
    fn words(self) -> Array {
        match self {
            Use::Seal => Array::of2(&"encrypt".into(), &"decrypt".into()),
            Use::Wrap => Array::of2(&"wrapKey".into(), &"unwrapKey".into()),
        }
    }
}

/// So many random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0; N];
    window().crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

/// 32 bytes made from passphrase and salt.
pub async fn stretch(passphrase: &str, salt: &[u8]) -> Result<Vec<u8>, JsValue> {
    let key = import(passphrase.as_bytes(), "PBKDF2", "deriveBits").await?;
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("iterations", ROUNDS.into()),
        ("salt", Uint8Array::from(salt).into()),
    ])?;
    let derived = JsFuture::from(subtle()?.derive_bits_with_object(&how, &key, 256)?).await?;
    Ok(Uint8Array::new(&derived).to_vec())
}

/// A key for one purpose, named by `info`, out of bytes that are random or stretched already.
pub async fn derive(material: &[u8], info: &str, used_for: Use) -> Result<CryptoKey, JsValue> {
    let key = import(material, "HKDF", "deriveKey").await?;
    let how = object(&[
        ("name", "HKDF".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::new_with_length(0).into()),
        ("info", Uint8Array::from(info.as_bytes()).into()),
    ])?;
    let promise =
        subtle()?.derive_key_with_object_and_object(&how, &key, &aes()?, false, &used_for.words())?;
    JsFuture::from(promise).await?.dyn_into()
}

/// A fresh data key that can be wrapped.
pub async fn generate() -> Result<CryptoKey, JsValue> {
    let promise = subtle()?.generate_key_with_object(&aes()?, true, &Use::Seal.words())?;
    JsFuture::from(promise).await?.dyn_into()
}

/// The data key under another key: nonce and sealed key.
pub async fn wrap(key: &CryptoKey, under: &CryptoKey, bound_to: &[u8]) -> Result<Vec<u8>, JsValue> {
    let nonce = random::<NONCE>()?;
    let wrapped = subtle()?.wrap_key_with_object("raw", key, under, &gcm(&nonce, bound_to)?)?;
    let wrapped = Uint8Array::new(&JsFuture::from(wrapped).await?).to_vec();
    Ok([nonce.as_slice(), &wrapped].concat())
}

/// The data key again; `to_wrap` when it is about to be wrapped anew. Fails when the key it lies under
/// is not the right one, or the bytes were changed.
pub async fn unwrap(
    wrapped: &[u8],
    under: &CryptoKey,
    bound_to: &[u8],
    to_wrap: bool,
) -> Result<CryptoKey, JsValue> {
    let (nonce, sealed) = wrapped.split_at_checked(NONCE).ok_or(JsValue::NULL)?;
    let sealed = Uint8Array::from(sealed);
    let promise = subtle()?.unwrap_key_with_js_u8_array_and_object_and_object(
        "raw",
        &sealed,
        under,
        &gcm(nonce, bound_to)?,
        &aes()?,
        to_wrap,
        &Use::Seal.words(),
    )?;
    JsFuture::from(promise).await?.dyn_into()
}

/// Begins to seal bytes; what comes of it is the sealed part without the nonce.
pub fn seal(key: &CryptoKey, nonce: &[u8], bound_to: &[u8], bytes: &[u8]) -> Result<Promise, JsValue> {
    let bytes = Uint8Array::from(bytes);
    subtle()?.encrypt_with_object_and_js_u8_array(&gcm(nonce, bound_to)?, key, &bytes)
}

/// Begins to open sealed bytes; fails when they or what they are bound to were changed.
pub fn open(key: &CryptoKey, nonce: &[u8], bound_to: &[u8], sealed: &[u8]) -> Result<Promise, JsValue> {
    let sealed = Uint8Array::from(sealed);
    subtle()?.decrypt_with_object_and_js_u8_array(&gcm(nonce, bound_to)?, key, &sealed)
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    Ok(window().crypto()?.subtle())
}

async fn import(material: &[u8], algorithm: &str, used_for: &str) -> Result<CryptoKey, JsValue> {
    let bytes = Uint8Array::from(material);
    let promise = subtle()?.import_key_with_str(
        "raw",
        bytes.unchecked_ref::<Object>(),
        algorithm,
        false,
        &Array::of1(&used_for.into()),
    )?;
    JsFuture::from(promise).await?.dyn_into()
}

fn aes() -> Result<Object, JsValue> {
    object(&[("name", "AES-GCM".into()), ("length", 256.into())])
}

fn gcm(nonce: &[u8], bound_to: &[u8]) -> Result<Object, JsValue> {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(bound_to).into()),
    ])
}

fn object(entries: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in entries {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}
