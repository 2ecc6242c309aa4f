//! The store as the app sees it: everything but whose tablet it is lies sealed under the data key, bound
//! to its place, so that what is sealed cannot be read, changed or moved without the key. Names of places
//! and lengths lie open. Sealing happens before the transaction begins: nothing foreign is awaited inside
//! one.
//!
//! A tablet without a passphrase keeps things open; where the service asks for one, no visit comes
//! before it is chosen. What was open by then is sealed when the passphrase is set, and looked for again
//! at every unlocking.

use crate::{
    crypto,
    indexed_db::IndexedDbStore,
    keyring::{DataKey, Keyring, bytes_of},
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Promise};
use sync::{
    Batch, Store, StoreError,
    store::{Entries, LocalFuture},
    tablet::{LOCK, SEALED_BY, is_open},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// First byte of a sealed value. Open ones are JSON, which never begins with it.
const SEALED: u8 = 1;
/// Entries sealed in one commit when a passphrase is set.
const AT_ONCE: usize = 100;
/// How long a write waits for the key that is about to be used, at a time.
const BEGINNING_MS: u32 = 10;

/// The store with the keys it seals with.
pub struct SealedStore {
    inner: IndexedDbStore,
    ring: Keyring,
}

impl SealedStore {
    /// The store over the database.
    pub fn new(inner: IndexedDbStore, ring: Keyring) -> SealedStore {
        SealedStore { inner, ring }
    }

    /// Seals what still lies here open. What another tab writes meanwhile is left to the next time.
    pub async fn seal_the_rest(&self) {
        let (Some(key), Ok(entries)) = (self.ring.data_key(), self.inner.scan("").await) else {
            return;
        };
        let open: Vec<_> =
            entries.into_iter().filter(|(key, value)| !is_open(key) && !is_sealed(value)).collect();
        for some in open.chunks(AT_ONCE) {
            let writes = some.iter().map(|(name, value)| (name.clone(), Some(value.clone()))).collect();
            let Ok(writes) = sealed(&key, writes).await else {
                return;
            };
            let mut guards: Entries<_> =
                some.iter().map(|(name, value)| (name.clone(), Some(value.clone()))).collect();
            guards.push((SEALED_BY.to_owned(), Some(key.id.as_bytes().to_vec())));
            // Raced or no room: it stays as it is, readable, and is sealed at the next unlocking.
            let _ = self.inner.commit(Batch { guards, writes }).await;
        }
    }

    async fn opened(&self, entries: Entries) -> Result<Entries, StoreError> {
        if !entries.iter().any(|(name, value)| !is_open(name) && is_sealed(value)) {
            return Ok(entries);
        }
        let key = self.ring.data_key().ok_or(StoreError::Locked)?;
        let begun = Array::new();
        for (name, value) in &entries {
            let promise = match is_open(name) || !is_sealed(value) {
                true => Promise::resolve(&JsValue::UNDEFINED),
                false => {
                    let (nonce, sealed) =
                        value[1..].split_at_checked(crypto::NONCE).ok_or_else(|| damaged(name))?;
                    crypto::open(&key.key, nonce, &bound_to(&key, name), sealed).map_err(|_| damaged(name))?
                }
            };
            begun.push(&promise);
        }
        let results = JsFuture::from(Promise::all_settled(&begun)).await.map_err(|_| damaged(""))?;
        let mut opened = Vec::with_capacity(entries.len());
        for ((name, value), result) in entries.into_iter().zip(Array::from(&results).iter()) {
            let field = |field: &str| js_sys::Reflect::get(&result, &field.into());
            let value = match field("value") {
                _ if is_open(&name) || !is_sealed(&value) => value,
                Ok(bytes) if !bytes.is_undefined() => bytes_of(bytes),
                _ => return Err(damaged(&name)),
            };
            opened.push((name, value));
        }
        Ok(opened)
    }

    async fn keep(&self, mut batch: Batch) -> Result<(), StoreError> {
        if let Some(key) = self.ring.data_key() {
            batch.writes = sealed(&key, batch.writes).await?;
            let named = key.id.as_bytes().to_vec();
            batch.guards.push((SEALED_BY.to_owned(), Some(named.clone())));
            return match self.inner.write_sealed(batch).await {
                // Another tab has emptied the tablet: what is sealed with this key would never open again.
                Err(StoreError::Raced) if self.inner.get(SEALED_BY).await? != Some(named) => {
                    self.ring.drop_keys();
                    Err(StoreError::Locked)
                }
                other => other,
            };
        }
        if batch.writes.iter().all(|(name, value)| is_open(name) || value.is_none()) {
            return self.inner.commit(batch).await;
        }
        // Without a lock things lie open; with one, also with one that another tab sets at this moment,
        // nobody writes while it is locked.
        batch.guards.push((LOCK.to_owned(), None));
        match self.inner.commit(batch).await {
            Err(StoreError::Raced) if self.inner.has(LOCK).await? => Err(StoreError::Locked),
            other => other,
        }
    }
}

impl Store for SealedStore {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(async move {
            let Some(value) = self.inner.get(key).await? else {
                return Ok(None);
            };
            let opened = self.opened(vec![(key.to_owned(), value)]).await?;
            Ok(opened.into_iter().next().map(|(_, value)| value))
        })
    }

    fn has<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<bool, StoreError>> {
        self.inner.has(key)
    }

    fn count<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<usize, StoreError>> {
        self.inner.count(prefix)
    }

    fn keys<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<String>, StoreError>> {
        self.inner.keys(prefix)
    }

    fn scan<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Entries, StoreError>> {
        Box::pin(async move { self.opened(self.inner.scan(prefix).await?).await })
    }

    fn commit(&self, batch: Batch) -> LocalFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            loop {
                match self.keep(batch.clone()).await {
                    // The passphrase is being set in this tab: a moment later there is the key.
                    Err(StoreError::Locked) if self.ring.is_beginning() => {
                        TimeoutFuture::new(BEGINNING_MS).await;
                    }
                    other => return other,
                }
            }
        })
    }
}

/// The values of these writes sealed, but for those that a locked tablet has to read.
async fn sealed(
    key: &DataKey,
    writes: Entries<Option<Vec<u8>>>,
) -> Result<Entries<Option<Vec<u8>>>, StoreError> {
    let failed = |_| StoreError::Broken("this browser could not seal it".to_owned());
    let begun = Array::new();
    let mut nonces = Vec::new();
    for (name, value) in &writes {
        let (nonce, promise) = match value {
            Some(value) if !is_open(name) => {
                let nonce = crypto::random::<{ crypto::NONCE }>().map_err(failed)?;
                let promise = crypto::seal(&key.key, &nonce, &bound_to(key, name), value).map_err(failed)?;
                (Some(nonce), promise)
            }
            _ => (None, Promise::resolve(&JsValue::UNDEFINED)),
        };
        nonces.push(nonce);
        begun.push(&promise);
    }
    let results = Array::from(&JsFuture::from(Promise::all(&begun)).await.map_err(failed)?);
    let each = writes.into_iter().zip(nonces).zip(results.iter());
    let put_together = |(((name, value), nonce), result): ((_, Option<[u8; crypto::NONCE]>), JsValue)| {
        let value = match nonce {
            Some(nonce) => Some([[SEALED].as_slice(), &nonce, &bytes_of(result)].concat()),
            None => value,
        };
        (name, value)
    };
    Ok(each.map(put_together).collect())
}

/// What a value is bound to: the key it is sealed with and its place.
fn bound_to(key: &DataKey, name: &str) -> Vec<u8> {
    format!("threshold.kept.v1\n{}\n{name}", key.id).into_bytes()
}

fn is_sealed(value: &[u8]) -> bool {
    value.first() == Some(&SEALED)
}

fn damaged(name: &str) -> StoreError {
    let kind = name.split('/').next().unwrap_or(name);
    StoreError::Broken(format!("an entry of kind {kind} was changed or is damaged"))
}
