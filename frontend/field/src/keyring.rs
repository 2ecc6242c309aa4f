//! The keys of this tablet while it is unlocked. In memory only: dropped at lock, gone with the page.
//!
//! Passphrase, stretched, opens the server's secret where it is kept here; passphrase and secret
//! together open the data key. Without the secret, which the server destroys when a tablet is signed
//! out or withdrawn, nothing here opens any more.

use crate::{
    crypto::{self, Use},
    sealed::SealedStore,
};
use app::keys::{Keys, Opening, Wrapped};
use std::{cell::RefCell, rc::Rc};
use sync::{store::LocalFuture, wire::hand_over_token};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

/// Said when the browser's cryptography does not do its work.
const NO_CRYPTOGRAPHY: &str = "this browser cannot lock the tablet";
/// Bytes of the salt of a passphrase.
const SALT: usize = 16;

/// The data key, and its name.
#[derive(Clone)]
pub struct DataKey {
    /// Its name.
    pub id: Uuid,
    /// The key itself, which the browser does not give out.
    pub key: CryptoKey,
}

#[derive(Default)]
struct Held {
    key: Option<DataKey>,
    made: Option<DataKey>,
    secret: Option<String>,
}

/// The keys. Clones share them.
#[derive(Clone, Default)]
pub struct Keyring(Rc<RefCell<Held>>);

impl Keyring {
    /// The data key, while the tablet is unlocked.
    pub fn data_key(&self) -> Option<DataKey> {
        self.0.borrow().key.clone()
    }

    /// The server's half, when it is known.
    pub fn secret(&self) -> Option<String> {
        self.0.borrow().secret.clone()
    }

    /// True while a new key is about to be used.
    pub fn is_beginning(&self) -> bool {
        self.0.borrow().made.is_some()
    }

    /// Takes the server's half.
    pub fn take_secret(&self, secret: &str) {
        self.0.borrow_mut().secret = Some(secret.to_owned());
    }

    /// Drops everything.
    pub fn drop_keys(&self) {
        *self.0.borrow_mut() = Held::default();
    }

    /// What the server takes unsent work for when nobody can sign in any more.
    pub fn hand_over_token(&self) -> Option<String> {
        self.secret().map(|secret| hand_over_token(&secret))
    }
}

/// Keyring and store together, as the pages see them.
pub struct TabletKeys {
    /// The keys.
    pub ring: Keyring,
    /// What is sealed with them.
    pub store: Rc<SealedStore>,
}

impl Keys for TabletKeys {
    fn is_open(&self) -> bool {
        self.ring.0.borrow().key.is_some()
    }

    fn make(&self, passphrase: String) -> LocalFuture<'static, Result<Wrapped, String>> {
        let ring = self.ring.clone();
        Box::pin(async move {
            let secret = ring.secret().ok_or("it needs the server once; try again with signal")?;
            let id = Uuid::new_v4();
            let key = crypto::generate().await.map_err(|_| NO_CRYPTOGRAPHY)?;
            let (wrapped, stretched) = wrapped(&passphrase, id, &key, &secret).await?;
            // Used from now on in a shape that cannot be given out.
            let key = unwrapped(&stretched, &wrapped, &secret, false).await.map_err(|_| NO_CRYPTOGRAPHY)?;
            ring.0.borrow_mut().made = Some(DataKey { id, key });
            Ok(wrapped)
        })
    }

    fn begin(&self) -> LocalFuture<'static, ()> {
        let made = self.ring.0.borrow_mut().made.take();
        if made.is_some() {
            self.ring.0.borrow_mut().key = made;
        }
        let store = self.store.clone();
        Box::pin(async move { store.seal_the_rest().await })
    }

    fn open(&self, passphrase: String, wrapped: Wrapped) -> LocalFuture<'static, Result<Opening, String>> {
        let ring = self.ring.clone();
        Box::pin(async move {
            let stretched = stretched(&passphrase, &wrapped.salt).await?;
            let secret = match &wrapped.secret {
                Some(kept) => kept_secret(&stretched, wrapped.id, kept).await.ok(),
                None => match ring.secret() {
                    None => return Ok(Opening::NeedsServer),
                    known => known,
                },
            };
            let Some(secret) = secret else {
                return Ok(Opening::Wrong);
            };
            let Ok(key) = unwrapped(&stretched, &wrapped, &secret, false).await else {
                return Ok(Opening::Wrong);
            };
            let again = match wrapped.secret {
                Some(_) => None,
                None => {
                    let kept = keep_secret(&stretched, wrapped.id, &secret).await;
                    let kept = kept.map_err(|_| NO_CRYPTOGRAPHY)?;
                    Some(Wrapped { secret: Some(kept), ..wrapped.clone() })
                }
            };
            let mut held = ring.0.borrow_mut();
            held.key = Some(DataKey { id: wrapped.id, key });
            held.secret = Some(secret);
            Ok(Opening::Opens(again))
        })
    }

    fn wrap_anew(
        &self,
        old: String,
        new: String,
        before: Wrapped,
    ) -> LocalFuture<'static, Result<Option<Wrapped>, String>> {
        let ring = self.ring.clone();
        Box::pin(async move {
            let secret = ring.secret().ok_or("the tablet is locked")?;
            let stretched = stretched(&old, &before.salt).await?;
            let Ok(key) = unwrapped(&stretched, &before, &secret, true).await else {
                return Ok(None);
            };
            let (wrapped, _) = wrapped(&new, before.id, &key, &secret).await?;
            Ok(Some(wrapped))
        })
    }

    fn seal_file(&self, contents: Vec<u8>) -> LocalFuture<'static, Result<Vec<u8>, String>> {
        let key = self.ring.data_key();
        Box::pin(async move {
            let key = key.ok_or("the tablet is locked")?;
            let sealed = sealed_with(&key.key, &bound_to_file(key.id), &contents).await;
            sealed.map_err(|_| NO_CRYPTOGRAPHY.to_owned())
        })
    }

    fn open_file(
        &self,
        passphrase: String,
        wrapped: Wrapped,
        secret: String,
        sealed: Vec<u8>,
    ) -> LocalFuture<'static, Result<Option<Vec<u8>>, String>> {
        Box::pin(async move {
            let stretched = stretched(&passphrase, &wrapped.salt).await?;
            let Ok(key) = unwrapped(&stretched, &wrapped, &secret, false).await else {
                return Ok(None);
            };
            let contents = opened_with(&key, &bound_to_file(wrapped.id), &sealed).await;
            contents.map(Some).map_err(|_| "the file is damaged".to_owned())
        })
    }

    fn close(&self) {
        self.ring.drop_keys();
    }
}

/// What a recovery file is bound to.
fn bound_to_file(key: Uuid) -> Vec<u8> {
    format!("threshold.recovery.v1\n{key}").into_bytes()
}

async fn stretched(passphrase: &str, salt: &str) -> Result<Vec<u8>, String> {
    let salt = unhex(salt).ok_or("the lock of this tablet cannot be read")?;
    crypto::stretch(passphrase, &salt).await.map_err(|_| NO_CRYPTOGRAPHY.to_owned())
}

/// The data key under a new passphrase and the secret, and the secret under the passphrase; and the
/// passphrase stretched, which takes a slow tablet a second.
async fn wrapped(
    passphrase: &str,
    id: Uuid,
    key: &CryptoKey,
    secret: &str,
) -> Result<(Wrapped, Vec<u8>), String> {
    let salt = hex(&crypto::random::<SALT>().map_err(|_| NO_CRYPTOGRAPHY)?);
    let stretched = stretched(passphrase, &salt).await?;
    let made = async {
        let under = key_for_data(&stretched, secret).await?;
        let key = hex(&crypto::wrap(key, &under, id.as_bytes()).await?);
        let kept = keep_secret(&stretched, id, secret).await?;
        Ok::<_, JsValue>(Wrapped { id, salt, key, secret: Some(kept) })
    };
    let wrapped = made.await.map_err(|_| NO_CRYPTOGRAPHY)?;
    Ok((wrapped, stretched))
}

async fn unwrapped(
    stretched: &[u8],
    wrapped: &Wrapped,
    secret: &str,
    to_wrap: bool,
) -> Result<CryptoKey, JsValue> {
    let under = key_for_data(stretched, secret).await?;
    let key = unhex(&wrapped.key).ok_or(JsValue::NULL)?;
    crypto::unwrap(&key, &under, wrapped.id.as_bytes(), to_wrap).await
}

/// The server's secret under the passphrase.
async fn keep_secret(stretched: &[u8], id: Uuid, secret: &str) -> Result<String, JsValue> {
    let under = key_for_secret(stretched).await?;
    Ok(hex(&sealed_with(&under, id.as_bytes(), secret.as_bytes()).await?))
}

/// The server's secret as it is kept here. Fails when the passphrase is not right.
async fn kept_secret(stretched: &[u8], id: Uuid, kept: &str) -> Result<String, JsValue> {
    let under = key_for_secret(stretched).await?;
    let kept = unhex(kept).ok_or(JsValue::NULL)?;
    String::from_utf8(opened_with(&under, id.as_bytes(), &kept).await?).map_err(|_| JsValue::NULL)
}

/// A fresh nonce, and the bytes sealed with it.
async fn sealed_with(key: &CryptoKey, bound_to: &[u8], bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let nonce = crypto::random::<{ crypto::NONCE }>()?;
    let sealed = JsFuture::from(crypto::seal(key, &nonce, bound_to, bytes)?).await?;
    Ok([nonce.as_slice(), &bytes_of(sealed)].concat())
}

/// The same again.
async fn opened_with(key: &CryptoKey, bound_to: &[u8], sealed: &[u8]) -> Result<Vec<u8>, JsValue> {
    let (nonce, sealed) = sealed.split_at_checked(crypto::NONCE).ok_or(JsValue::NULL)?;
    Ok(bytes_of(JsFuture::from(crypto::open(key, nonce, bound_to, sealed)?).await?))
}

async fn key_for_secret(stretched: &[u8]) -> Result<CryptoKey, JsValue> {
    crypto::derive(stretched, "threshold.secret.v1", Use::Seal).await
}

async fn key_for_data(stretched: &[u8], secret: &str) -> Result<CryptoKey, JsValue> {
    let secret = unhex(secret).ok_or(JsValue::NULL)?;
    crypto::derive(&[stretched, &secret].concat(), "threshold.data-key.v1", Use::Wrap).await
}

/// The bytes of what the browser's cryptography gave.
pub fn bytes_of(buffer: JsValue) -> Vec<u8> {
    js_sys::Uint8Array::new(buffer.unchecked_ref()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| (byte as char).to_digit(16);
    digits.chunks(2).map(|pair| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8)).collect()
}
