//! Photos on the tablet: their bytes under their SHA-256, and a ticket for each that the server has not
//! got. A ticket that was sent stays as long as a sent change does, for a server that is restored.

use super::{SENT_KEPT_DAYS, Tablet, json, keys};
use crate::{
    cards::FieldPack,
    change::{Change, FieldKey, Mutation},
    store::{Batch, StoreError},
};
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use domain::{VisitId, in_order};
use forms::{Answer, Attachment, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// A photo that was just taken.
#[derive(Clone, Debug)]
pub struct NewPhoto {
    /// The visit it belongs to.
    pub visit: VisitId,
    /// The field that shows it.
    pub field: FieldKey,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether the field takes several; else it takes the place of the one before.
    pub many: bool,
}

/// The photos that an answer shows, by their SHA-256.
pub fn photos_in(answer: &Answer) -> impl Iterator<Item = (&str, u64)> {
    answer.files().filter_map(|file| Some((file.photo_sha256()?, file.size.unwrap_or_default())))
}

impl Tablet {
    /// Keeps a photo that was just taken and shows it in an answer, in one commit. When this returns
    /// `Ok`, both are on this tablet for good.
    pub async fn add_photo(
        &self,
        photo: NewPhoto,
        new_id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Mutation, StoreError> {
        let NewPhoto { visit, field, sha256, bytes, many } = photo;
        let gone = || StoreError::Broken("this visit is not on this tablet any more".to_owned());
        let open = self.open(visit).await?.ok_or_else(gone)?;
        let me = self.device().await?.me.map(|me| me.user);
        let heads = open.fields.get(&field).map(Vec::as_slice).unwrap_or_default();
        let head = heads.iter().find(|head| Some(head.author) == me).or(heads.first());
        let mut answer = head.map(|head| head.answer.clone()).filter(|_| many).unwrap_or_default();
        if !photos_in(&answer).any(|(shown, _)| shown == sha256) {
            let taken = now.to_rfc3339_opts(SecondsFormat::Secs, true);
            let file = Attachment::new_photo(&sha256, bytes.len() as u64, taken);
            answer.0.push(Value::Attachment(file));
        }
        let ticket = PhotoTicket { visit, size: bytes.len() as u64, at: now, refused: None, sha256 };
        let beside = [
            (keys::photo_out(visit, &ticket.sha256), json(&ticket)),
            (keys::photo(visit, &ticket.sha256), bytes),
        ];
        let change = Change::AnswerSet { form: field.form, path: field.path, answer };
        self.write_down_with(visit, head.map(|head| head.revision), change, (new_id, now), &beside).await
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
        batch.delete(keys::photo_wanted(visit, sha256));
        self.store.commit(batch).await
    }

    /// The bytes of a photo, when they are here.
    pub async fn photo(&self, visit: VisitId, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.get(&keys::photo(visit, sha256)).await
    }

    /// Photos that the server has not got, oldest first; not those that it will not have.
    pub async fn photos_to_send(&self) -> Result<Vec<PhotoTicket>, StoreError> {
        let mut waiting: Vec<PhotoTicket> = self.read_all(keys::PHOTO_OUT).await?;
        in_order(&mut waiting, |ticket| ticket.at);
        Ok(waiting)
    }

    /// Photos that the server will not have, with the reason.
    pub async fn refused_photos(&self) -> Result<Vec<PhotoTicket>, StoreError> {
        self.read_all(keys::PHOTO_REFUSED).await
    }

    /// The server has this photo whole.
    pub async fn photo_was_sent(&self, ticket: &PhotoTicket, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.delete(keys::photo_out(ticket.visit, &ticket.sha256));
        batch.put(
            keys::photo_sent(ticket.visit, &ticket.sha256),
            json(&PhotoTicket { at: now, ..ticket.clone() }),
        );
        self.store.commit(batch).await
    }

    /// The server will not have this photo; its bytes stay here.
    pub async fn photo_was_refused(&self, ticket: &PhotoTicket, why: &str) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.delete(keys::photo_out(ticket.visit, &ticket.sha256));
        let refused = PhotoTicket { refused: Some(why.to_owned()), ..ticket.clone() };
        batch.put(keys::photo_refused(ticket.visit, &ticket.sha256), json(&refused));
        self.store.commit(batch).await
    }

    /// Takes the bytes of a photo off the tablet: the person did not agree to it.
    pub async fn drop_photo(&self, visit: VisitId, sha256: &str) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        drop_bytes(visit, sha256, &mut batch);
        self.store.commit(batch).await
    }

    /// Photos of others that are not here yet. Told by the names of entries alone.
    pub async fn photos_to_fetch(&self) -> Result<Vec<(VisitId, String)>, StoreError> {
        let names = self.store.keys(keys::PHOTO_WANTED).await?;
        let wanted = |name: &String| {
            let (visit, sha256) = name.strip_prefix(keys::PHOTO_WANTED)?.split_once('/')?;
            Some((visit.parse().ok()?, sha256.to_owned()))
        };
        Ok(names.iter().filter_map(wanted).collect())
    }

    /// Notes which photos of a field that was fetched are not here, and takes off those that were removed.
    pub(super) async fn want_photos(
        &self,
        visit: VisitId,
        field: &FieldPack,
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        for (sha256, _) in field.heads.iter().flat_map(|head| photos_in(&head.answer)) {
            if !self.store.has(&keys::photo(visit, sha256)).await? {
                batch.put(keys::photo_wanted(visit, sha256), json(&()));
            }
        }
        let files = field.heads.iter().flat_map(|head| head.answer.files());
        for sha256 in files.filter_map(Attachment::removed_photo_sha256) {
            batch.delete(keys::photo_wanted(visit, sha256));
            drop_bytes(visit, sha256, batch);
        }
        Ok(())
    }

    /// Puts what was sent back among what waits: a restored server may lack it, and knows what it has.
    pub(super) async fn offer_photos_again(&self, batch: &mut Batch) -> Result<(), StoreError> {
        for ticket in self.read_all::<PhotoTicket>(keys::PHOTO_SENT).await? {
            batch.delete(keys::photo_sent(ticket.visit, &ticket.sha256));
            batch.put(keys::photo_out(ticket.visit, &ticket.sha256), json(&ticket));
        }
        for ticket in self.refused_photos().await? {
            batch.delete(keys::photo_refused(ticket.visit, &ticket.sha256));
            let ticket = PhotoTicket { refused: None, ..ticket };
            batch.put(keys::photo_out(ticket.visit, &ticket.sha256), json(&ticket));
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
            batch.delete(keys::photo_sent(ticket.visit, &ticket.sha256));
            if !self.store.has(&keys::visit(ticket.visit)).await? {
                batch.delete(keys::photo(ticket.visit, &ticket.sha256));
            }
        }
        Ok(())
    }

    /// Takes the photos of a visit off the tablet, but for those that the server may yet need.
    pub(super) async fn drop_photos(&self, visit: VisitId, batch: &mut Batch) -> Result<(), StoreError> {
        for key in self.store.keys(&keys::photos_wanted(visit)).await? {
            batch.delete(key);
        }
        for ticket in self.refused_photos().await?.iter().filter(|ticket| ticket.visit == visit) {
            batch.delete(keys::photo_refused(visit, &ticket.sha256));
        }
        let prefix = keys::photos(visit);
        for key in self.store.keys(&prefix).await? {
            let sha256 = key.trim_start_matches(prefix.as_str());
            if !self.store.has(&keys::photo_sent(visit, sha256)).await? {
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

fn drop_bytes(visit: VisitId, sha256: &str, batch: &mut Batch) {
    batch.delete(keys::photo(visit, sha256));
    for ticket in [keys::photo_out, keys::photo_sent, keys::photo_refused] {
        batch.delete(ticket(visit, sha256));
    }
}
