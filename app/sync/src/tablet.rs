//! What a tablet does with its store: write a change down, read a visit back, and take what the
//! server answers. Every function here leaves the store whole whatever happens next: it writes in
//! one commit or not at all, and nothing is taken for sent but by an envelope of ours.

mod files;
mod keys;
mod photos;
mod reading;
mod receiving;
mod recovery;
mod writing;

use crate::{
    change::{FieldKey, Mutation},
    content::Fields,
    store::{Batch, Store, StoreError},
};
use chrono::{DateTime, Utc};
use domain::VisitId;
use receiving::Sent;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{cell::RefCell, rc::Rc};
use uuid::Uuid;
use writing::Numbers;

pub use files::AskedFile;
pub use keys::{LOCK, SEALED_BY, is_open};
pub use photos::{NewPhoto, PhotoTicket, photos_in};
pub use reading::{FieldState, OpenVisit, Unsent, UnsentVisit};
pub use receiving::{Held, SENT_KEPT_DAYS, Taken, bases};
pub use recovery::{Recovered, Recovery};

/// Where somebody was in a visit, to come back to the same question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The form.
    pub form: String,
    /// The section.
    pub section: String,
    /// The item.
    pub path: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The browser had lost what it stored, without anybody signing out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// When that was noticed.
    pub noticed: DateTime<Utc>,
    /// When something had last been sent.
    pub last_sent: DateTime<Utc>,
}

/// The tablet's own facts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    /// Who is signed in on it.
    pub me: Option<crate::wire::Me>,
    /// The epoch of the server last met.
    pub epoch: Option<Uuid>,
    /// Where the next pull goes on.
    pub cursor: u64,
    /// When our own envelope last came in.
    pub last_contact: Option<DateTime<Utc>>,
    /// When everything was last fetched to its end: until then nobody can say that nothing is planned.
    pub fetched: Option<DateTime<Utc>>,
    /// When it was last looked for sent changes that need not be kept any longer.
    pub tidied: Option<DateTime<Utc>>,
    /// By how many seconds the device's clock is behind the server's.
    pub clock_behind_seconds: i64,
    /// For how many hours it opens without meeting the server, as the server said.
    pub hours_without_server: Option<u32>,
    /// Whether visits come here only once there is a passphrase, as the server said.
    pub passphrase_needed: bool,
    /// The figures that the service has put in the place of those that ship.
    pub settings: domain::rules::Settings,
    /// Set until somebody has read that stored work was lost.
    pub lost: Option<Lost>,
    /// Why this tablet is not its owner's any more; it clears itself once nothing waits.
    pub withdrawn: Option<String>,
}

/// A tablet's store, with what it means.
#[derive(Clone)]
pub struct Tablet {
    store: Rc<dyn Store>,
    /// As last read; a commit over numbers of yesterday fails and reads them again.
    numbers: Rc<RefCell<Option<Numbers>>>,
}

impl Tablet {
    /// A tablet over a store.
    pub fn new(store: Rc<dyn Store>) -> Self {
        Self { store, numbers: Rc::default() }
    }

    /// The store itself, for what is no business of sync.
    pub fn store(&self) -> &Rc<dyn Store> {
        &self.store
    }

    /// Everything not yet accepted by the server, in order.
    pub async fn outbox(&self) -> Result<Vec<Mutation>, StoreError> {
        self.read_all(keys::OUTBOX).await
    }

    /// The tablet's own facts.
    pub async fn device(&self) -> Result<Device, StoreError> {
        Ok(self.read(keys::DEVICE).await?.unwrap_or_default())
    }

    /// Remembers that the tablet was withdrawn, and why.
    pub async fn set_withdrawn(&self, why: &str) -> Result<(), StoreError> {
        let mut device = self.device().await?;
        device.withdrawn = Some(why.to_owned());
        self.put(keys::DEVICE, &device).await
    }

    /// Remembers that somebody has read that stored work was lost.
    pub async fn lost_was_read(&self) -> Result<(), StoreError> {
        let mut device = self.device().await?;
        device.lost = None;
        self.put(keys::DEVICE, &device).await
    }

    /// Remembers who is signed in.
    pub async fn set_me(&self, me: crate::wire::Me) -> Result<(), StoreError> {
        let mut device = self.device().await?;
        device.me = Some(me);
        self.put(keys::DEVICE, &device).await
    }

    /// Remembers where somebody was.
    pub async fn set_place(&self, visit: VisitId, place: &Place) -> Result<(), StoreError> {
        self.put(&keys::place(visit), place).await
    }

    /// Where somebody was in this visit.
    pub async fn place(&self, visit: VisitId) -> Result<Option<Place>, StoreError> {
        self.read(&keys::place(visit)).await
    }

    /// Remembers that the stopwatch of an answer was started, or with nothing that it was stopped.
    pub async fn set_stopwatch(
        &self,
        visit: VisitId,
        answer: &FieldKey,
        began: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        let (key, mut batch) = (keys::stopwatch(visit, answer), Batch::default());
        match began {
            Some(began) => batch.put(key, json(&began)),
            None => batch.delete(key),
        }
        self.store.commit(batch).await
    }

    /// When the stopwatch of an answer was started, while it runs.
    pub async fn stopwatch(
        &self,
        visit: VisitId,
        answer: &FieldKey,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(&keys::stopwatch(visit, answer)).await
    }

    /// Keeps a questionnaire.
    pub async fn keep_form(&self, form: &crate::FormRef, json: &str) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(keys::form(form), json.as_bytes().to_vec());
        self.store.commit(batch).await
    }

    /// A kept questionnaire.
    pub async fn form(&self, form: &crate::FormRef) -> Result<Option<String>, StoreError> {
        let bytes = self.store.get(&keys::form(form)).await?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Whether something waits to be sent. Can be told of a locked tablet as well.
    pub async fn has_unsent(&self) -> Result<bool, StoreError> {
        Ok(self.store.count(keys::OUTBOX).await? > 0 || self.store.count(keys::PHOTO_OUT).await? > 0)
    }

    /// Removes everything of everybody, also of a locked tablet. False, and nothing is removed, while
    /// something waits to be sent.
    pub async fn clear(&self) -> Result<bool, StoreError> {
        // The number first: what another tab writes after this look makes the commit fail.
        let seq = self.store.get(keys::SEQ).await?;
        if self.has_unsent().await? {
            return Ok(false);
        }
        let mut batch = Batch::guarded(keys::SEQ, seq);
        for key in self.store.keys("").await? {
            batch.delete(key);
        }
        match self.store.commit(batch).await {
            Err(StoreError::Raced) => Ok(false),
            other => other.map(|()| true),
        }
    }

    async fn put<T: Serialize>(&self, key: &str, value: &T) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(key, json(value));
        self.store.commit(batch).await
    }

    async fn read<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        match self.store.get(key).await? {
            None => Ok(None),
            Some(bytes) => from_json(&bytes).map(Some).ok_or_else(|| damaged(key)),
        }
    }

    async fn read_all<T: DeserializeOwned>(&self, prefix: &str) -> Result<Vec<T>, StoreError> {
        let entries = self.store.scan(prefix).await?;
        entries.into_iter().map(|(key, bytes)| from_json(&bytes).ok_or_else(|| damaged(&key))).collect()
    }
}

/// The fields of a visit as its author sees them: what the server has, and what it has not yet.
pub fn overlay(fields: &mut Fields, pending: &[Mutation], me: &domain::visits::Signatory) {
    for mutation in pending {
        receiving::apply_locally(fields, mutation, me, None);
    }
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    // Our own types have string keys and finite numbers only, so this cannot fail.
    serde_json::to_vec(value).unwrap_or_default()
}

fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

fn damaged(key: &str) -> StoreError {
    let kind = key.split('/').next().unwrap_or(key);
    StoreError::Broken(format!("an entry of kind {kind} cannot be read"))
}
