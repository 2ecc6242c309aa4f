//! Photos on the tablet: their bytes under their SHA-256, and a ticket for each that the server has not
//! got. A ticket that was sent stays as long as a sent change does, for a server that is restored.

use super::{SENT_KEPT_DAYS, Tablet, json, keys};
use crate::{
    change::Mutation,
    store::{Batch, StoreError},
};
use chrono::{DateTime, Duration, Utc};
use domain::VisitId;
use forms::{Answer, Value};
use serde::{Deserialize, Serialize};

/// A photo that was taken on this tablet, on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoTicket {
    /// The visit it belongs to.
    pub visit: VisitId,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Its bytes.
    pub size: u64,
    /// When it was taken; for one that was sent, when it was.
    pub at: DateTime<Utc>,
    /// Why the server will not have it, in words for its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// The photos that an answer shows, by their SHA-256.
pub fn photos_in(answer: &Answer) -> impl Iterator<Item = (&str, u64)> {
    let files = answer.0.iter().filter_map(Value::as_attachment);
    files.filter_map(|file| Some((file.photo_sha256()?, file.size.unwrap_or_default())))
}

impl Tablet {
    /// Keeps a photo that was just taken, with its ticket. When this returns `Ok`, it is on this tablet
    /// for good.
    pub async fn keep_photo(&self, ticket: &PhotoTicket, bytes: Vec<u8>) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(keys::photo(ticket.visit, &ticket.sha256), bytes);
        batch.put(keys::photo_out(&ticket.sha256), json(ticket));
        self.store.commit(batch).await
    }

    /// Keeps a photo that came from the server.
    pub async fn keep_fetched_photo(
        &self,
        visit: VisitId,
        sha256: &str,
        bytes: Vec<u8>,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(keys::photo(visit, sha256), bytes);
        self.store.commit(batch).await
    }

    /// The bytes of a photo, when they are here.
    pub async fn photo(&self, visit: VisitId, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.get(&keys::photo(visit, sha256)).await
    }

    /// Photos that the server has not got, oldest first; not those that it will not have.
    pub async fn photos_to_send(&self) -> Result<Vec<PhotoTicket>, StoreError> {
        let mut waiting: Vec<PhotoTicket> = self.read_all(keys::PHOTO_OUT).await?;
        waiting.sort_by_key(|ticket| ticket.at);
        Ok(waiting)
    }

    /// Photos that the server will not have, with the reason.
    pub async fn refused_photos(&self) -> Result<Vec<PhotoTicket>, StoreError> {
        self.read_all(keys::PHOTO_REFUSED).await
    }

    /// The server has this photo whole.
    pub async fn photo_was_sent(&self, ticket: &PhotoTicket, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.delete(keys::photo_out(&ticket.sha256));
        batch.put(keys::photo_sent(&ticket.sha256), json(&PhotoTicket { at: now, ..ticket.clone() }));
        self.store.commit(batch).await
    }

    /// The server will not have this photo; its bytes stay here.
    pub async fn photo_was_refused(&self, ticket: &PhotoTicket, why: &str) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.delete(keys::photo_out(&ticket.sha256));
        let refused = PhotoTicket { refused: Some(why.to_owned()), ..ticket.clone() };
        batch.put(keys::photo_refused(&ticket.sha256), json(&refused));
        self.store.commit(batch).await
    }

    /// Takes the bytes of a photo off the tablet: the person did not agree to it.
    pub async fn drop_photo(&self, visit: VisitId, sha256: &str) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.delete(keys::photo(visit, sha256));
        for ticket in [keys::photo_out(sha256), keys::photo_sent(sha256), keys::photo_refused(sha256)] {
            batch.delete(ticket);
        }
        self.store.commit(batch).await
    }

    /// Photos that the answers of a visit show and that are not here.
    pub async fn photos_to_fetch(&self, visit: VisitId) -> Result<Vec<String>, StoreError> {
        let Some(open) = self.open(visit).await? else { return Ok(Vec::new()) };
        let shown = open.fields.values().flatten().flat_map(|head| photos_in(&head.answer));
        let mut missing = Vec::new();
        for (sha256, _) in shown {
            if !self.store.has(&keys::photo(visit, sha256)).await? {
                missing.push(sha256.to_owned());
            }
        }
        missing.dedup();
        Ok(missing)
    }

    /// Puts what was sent back among what waits: a restored server may lack it, and knows what it has.
    pub(super) async fn offer_photos_again(&self, batch: &mut Batch) -> Result<(), StoreError> {
        for ticket in self.read_all::<PhotoTicket>(keys::PHOTO_SENT).await? {
            batch.delete(keys::photo_sent(&ticket.sha256));
            batch.put(keys::photo_out(&ticket.sha256), json(&ticket));
        }
        Ok(())
    }

    /// Forgets the tickets of photos that were sent long ago, and the bytes of those whose visit has left.
    pub(super) async fn forget_old_photos(
        &self,
        now: DateTime<Utc>,
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        for ticket in self.read_all::<PhotoTicket>(keys::PHOTO_SENT).await? {
            if now - ticket.at <= Duration::days(SENT_KEPT_DAYS) {
                continue;
            }
            batch.delete(keys::photo_sent(&ticket.sha256));
            if !self.store.has(&keys::visit(ticket.visit)).await? {
                batch.delete(keys::photo(ticket.visit, &ticket.sha256));
            }
        }
        Ok(())
    }

    /// Takes the photos of a visit off the tablet, but for those that the server may yet need.
    pub(super) async fn drop_photos(&self, visit: VisitId, batch: &mut Batch) -> Result<(), StoreError> {
        let prefix = keys::photos(visit);
        for key in self.store.keys(&prefix).await? {
            let sha256 = key.trim_start_matches(prefix.as_str());
            if !self.store.has(&keys::photo_sent(sha256)).await? {
                batch.delete(key);
            }
        }
        Ok(())
    }

    /// True while a photo of this visit waits.
    pub(super) async fn has_photos_to_send(&self, visit: VisitId) -> Result<bool, StoreError> {
        Ok(self.photos_to_send().await?.iter().any(|ticket| ticket.visit == visit))
    }
}

/// The photos that a change shows.
pub fn photos_of(mutation: &Mutation) -> Vec<(String, u64)> {
    let shown = mutation.change.answer().into_iter().flat_map(photos_in);
    shown.map(|(sha256, size)| (sha256.to_owned(), size)).collect()
}
