//! The tablet's store in IndexedDB: one object store of bytes under string keys. A commit is durable
//! (`strict`) before it returns: what is shown as kept survives a kill of the browser and a power cut.
//! Requests of one transaction are issued without awaiting anything foreign in between.

use crate::writer::Writer;
use indexed_db_futures::{
    KeyRange,
    database::Database,
    error::{DomException, Error, OpenDbError},
    object_store::ObjectStore,
    prelude::*,
    transaction::{TransactionDurability, TransactionMode, TransactionOptions},
};
use js_sys::Uint8Array;
use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};
use sync::{
    Batch, Store, StoreError,
    store::{Entries, LocalFuture},
};
use wasm_bindgen::{JsCast, JsValue};

const DATABASE: &str = "threshold";
const STORE: &str = "kept";
/// How browsers say that there is no room: the quota, and the disk under LevelDB and SQLite. As in `writer.js`.
const NO_ROOM: [&str; 3] = ["quota", "no_space", "disk is full"];

/// The open database.
pub struct IndexedDbStore {
    database: RefCell<Rc<Database>>,
    writer: OnceCell<Writer>,
}

impl IndexedDbStore {
    /// Opens the database, and makes it at the very first start.
    pub async fn open() -> Result<IndexedDbStore, String> {
        let database = Database::open(DATABASE)
            .with_version(1u8)
            .with_on_upgrade_needed(|_event, database| {
                database.create_object_store(STORE).build()?;
                Ok(())
            })
            .await
            .map_err(|error| error.to_string())?;
        Ok(IndexedDbStore { database: RefCell::new(Rc::new(database)), writer: OnceCell::new() })
    }

    /// Does something with the database. The browser closes it when the disk is full: then it is opened again, and it
    /// is done once more.
    async fn with<T>(&self, done: impl AsyncFn(&Database) -> Result<T, Error>) -> Result<T, Error> {
        let database = self.database.borrow().clone();
        match done(&database).await {
            Err(Error::DomException(DomException::InvalidStateError(_))) => {
                let again = Rc::new(reopened().await.map_err(|error| JsValue::from_str(&error.to_string()))?);
                self.database.replace(again.clone());
                done(&again).await
            }
            other => other,
        }
    }

    async fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let value = self.with(async |database| {
            let transaction = database.transaction(STORE).build()?;
            let store = transaction.object_store(STORE)?;
            let value: Option<JsValue> = store.get(key).primitive()?.await?;
            Ok(value)
        });
        Ok(value.await?.as_ref().and_then(bytes))
    }

    async fn n_within(&self, range: impl Fn() -> KeyRange<String>) -> Result<usize, Error> {
        self.with(async |database| {
            let transaction = database.transaction(STORE).build()?;
            let store = transaction.object_store(STORE)?;
            Ok(store.count().with_query::<String, _>(range()).primitive()?.await? as usize)
        })
        .await
    }

    async fn read_keys(&self, prefix: &str) -> Result<Vec<String>, Error> {
        self.with(async |database| {
            let transaction = database.transaction(STORE).build()?;
            let store = transaction.object_store(STORE)?;
            let range = beginning_with(prefix);
            store.get_all_keys::<String>().with_query::<String, _>(range).primitive()?.await?.collect()
        })
        .await
    }

    async fn read_all(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let (keys, values) = self
            .with(async |database| {
                let transaction = database.transaction(STORE).build()?;
                let store = transaction.object_store(STORE)?;
                let range = || beginning_with(prefix);
                let keys = store.get_all_keys::<String>().with_query::<String, _>(range()).primitive()?;
                let values = store.get_all::<JsValue>().with_query::<String, _>(range()).primitive()?;
                let keys: Vec<String> = keys.await?.collect::<Result<_, _>>()?;
                let values: Vec<JsValue> = values.await?.collect::<Result<_, _>>()?;
                Ok((keys, values))
            })
            .await?;
        let pairs = keys.into_iter().zip(values);
        Ok(pairs.filter_map(|(key, value)| Some((key, bytes(&value)?))).collect())
    }

    /// Writes what is sealed: on a thread of its own, and all is asked for at once, because a turn of the browser
    /// between a guard and a put would be felt with every letter. What fails a guard is taken back with the
    /// transaction. The browser's files may still hold it for a while, so that nothing open is written like this.
    pub async fn write_sealed(&self, batch: Batch) -> Result<(), StoreError> {
        match self.writer.get_or_init(Writer::start).write(&batch).await {
            Some(written) => written,
            // A batch that was written all the same fails its guard now, and the server takes nothing twice.
            None => self.write(batch, true).await,
        }
    }

    async fn write(&self, batch: Batch, at_once: bool) -> Result<(), StoreError> {
        let written = self.with(async |database| {
            let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
            let transaction = database
                .transaction(STORE)
                .with_mode(TransactionMode::Readwrite)
                .with_options(options)
                .build()?;
            let store = transaction.object_store(STORE)?;
            let asked = batch.guards.iter().map(|(key, _)| store.get(key.as_str()).primitive());
            let asked = asked.collect::<Result<Vec<_>, _>>()?;
            if at_once {
                ask_to_write(&store, &batch.writes)?;
            }
            for (now, (_, expected)) in asked.into_iter().zip(&batch.guards) {
                let now: Option<JsValue> = now.await?;
                if now.as_ref().and_then(bytes) != *expected {
                    return Ok(false);
                }
            }
            if !at_once {
                ask_to_write(&store, &batch.writes)?;
            }
            transaction.commit().await?;
            Ok(true)
        });
        match written.await.map_err(told)? {
            true => Ok(()),
            false => Err(StoreError::Raced),
        }
    }
}

/// Opens the database that was there. One that is gone is not made anew: it would pass for the tablet's.
async fn reopened() -> Result<Database, OpenDbError> {
    let gone = |_event, _database| Err(JsValue::from_str("the database is gone").into());
    Database::open(DATABASE).with_version(1u8).with_on_upgrade_needed(gone).await
}

fn ask_to_write(store: &ObjectStore<'_>, writes: &Entries<Option<Vec<u8>>>) -> Result<(), Error> {
    for (key, value) in writes {
        match value {
            Some(value) => {
                let value: JsValue = Uint8Array::from(value.as_slice()).into();
                store.put(value).with_key(key.as_str()).primitive()?;
            }
            None => {
                store.delete(key.as_str()).primitive()?;
            }
        }
    }
    Ok(())
}

impl Store for IndexedDbStore {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(async move { self.read(key).await.map_err(told) })
    }

    fn has<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let found = self.n_within(|| KeyRange::Only(key.to_owned())).await;
            found.map(|n| n > 0).map_err(told)
        })
    }

    fn count<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<usize, StoreError>> {
        Box::pin(async move { self.n_within(|| beginning_with(prefix)).await.map_err(told) })
    }

    fn keys<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<String>, StoreError>> {
        Box::pin(async move { self.read_keys(prefix).await.map_err(told) })
    }

    fn scan<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<(String, Vec<u8>)>, StoreError>> {
        Box::pin(async move { self.read_all(prefix).await.map_err(told) })
    }

    fn commit(&self, batch: Batch) -> LocalFuture<'_, Result<(), StoreError>> {
        Box::pin(self.write(batch, false))
    }
}

fn beginning_with(prefix: &str) -> KeyRange<String> {
    KeyRange::Bound(prefix.to_owned(), false, format!("{prefix}\u{ffff}"), true)
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// An error of the browser's store in words. A full disk and a full quota are told apart from the rest.
fn told(error: Error) -> StoreError {
    let words = error.to_string().to_lowercase();
    match NO_ROOM.iter().any(|mark| words.contains(mark)) {
        true => StoreError::Full,
        false => not_taken(),
    }
}

/// Any other error.
pub fn not_taken() -> StoreError {
    StoreError::Broken("the browser's store did not take it".to_owned())
}
