//! The tablet's store: opaque bytes under string keys, committed as a whole or not at all.
//! What is written through it may be sealed on the way: then it reads only while the tablet is unlocked.

use std::{cell::RefCell, collections::BTreeMap, fmt, future::Future, pin::Pin};

/// A future on the browser's single thread.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Why a store did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The guarded key has another value by now: read again and retry.
    Raced,
    /// There is no room left.
    Full,
    /// The tablet is locked, and what lies under this key is sealed.
    Locked,
    /// The store is gone, closed or broken; the text is for the person, not for a log.
    Broken(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Raced => f.write_str("another tab wrote at the same moment"),
            StoreError::Full => f.write_str("no room"),
            StoreError::Locked => f.write_str("this tablet is locked"),
            StoreError::Broken(why) => f.write_str(why),
        }
    }
}

/// Writes that become durable together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Keys that must still hold these values (or be absent), else nothing is written.
    pub guards: Entries<Option<Vec<u8>>>,
    /// Puts (`Some`) and deletes (`None`), applied in order.
    pub writes: Entries<Option<Vec<u8>>>,
}

impl Batch {
    /// A batch that is written only while this key still holds this value (or is still absent).
    pub fn guarded(key: impl Into<String>, value: Option<Vec<u8>>) -> Batch {
        Batch { guards: vec![(key.into(), value)], writes: Vec::new() }
    }

    /// Adds a put.
    pub fn put(&mut self, key: impl Into<String>, value: Vec<u8>) {
        self.writes.push((key.into(), Some(value)));
    }

    /// Adds a delete.
    pub fn delete(&mut self, key: impl Into<String>) {
        self.writes.push((key.into(), None));
    }
}

/// Entries of a store in order of key.
pub type Entries<T = Vec<u8>> = Vec<(String, T)>;

/// A durable map of bytes. When `commit` returns `Ok`, the writes survive a kill of the browser.
pub trait Store {
    /// The value under a key.
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Vec<u8>>, StoreError>>;
    /// Whether something is kept under a key. A store that can tell without reading it should.
    fn has<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move { Ok(self.get(key).await?.is_some()) })
    }
    /// How many entries have a key that begins with this; the same holds.
    fn count<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<usize, StoreError>> {
        Box::pin(async move { Ok(self.scan(prefix).await?.len()) })
    }
    /// The keys that begin with this, in order. A store that can tell without reading values should.
    fn keys<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<String>, StoreError>> {
        Box::pin(async move { Ok(self.scan(prefix).await?.into_iter().map(|(key, _)| key).collect()) })
    }
    /// Every entry whose key begins with this, in order of key.
    fn scan<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Entries, StoreError>>;
    /// Writes everything, durably, or nothing.
    fn commit(&self, batch: Batch) -> LocalFuture<'_, Result<(), StoreError>>;
}

/// A store in memory, for tests and simulations.
#[derive(Default)]
pub struct MemoryStore {
    entries: RefCell<BTreeMap<String, Vec<u8>>>,
    full: std::cell::Cell<bool>,
}

impl MemoryStore {
    /// From now on every commit finds no room (or finds it again).
    pub fn set_full(&self, full: bool) {
        self.full.set(full);
    }
}

impl Store for MemoryStore {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        let value = self.entries.borrow().get(key).cloned();
        Box::pin(async move { Ok(value) })
    }

    fn scan<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Entries, StoreError>> {
        let found: Vec<_> = self
            .entries
            .borrow()
            .range(prefix.to_owned()..)
            .take_while(|(key, _)| key.starts_with(prefix))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        Box::pin(async move { Ok(found) })
    }

    fn commit(&self, batch: Batch) -> LocalFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            if self.full.get() {
                return Err(StoreError::Full);
            }
            let mut entries = self.entries.borrow_mut();
            if batch.guards.iter().any(|(key, expected)| entries.get(key) != expected.as_ref()) {
                return Err(StoreError::Raced);
            }
            for (key, value) in batch.writes {
                match value {
                    Some(value) => entries.insert(key, value),
                    None => entries.remove(&key),
                };
            }
            Ok(())
        })
    }
}
