//! Unsent work of one visit, taken out of a tablet for a recovery file, and taken in again on this or another tablet of
//! the same person. It keeps its ids: the server applies each change once, whichever tablet brings it first.

use super::{PhotoTicket, Sent, Tablet, json, keys};
use crate::{cards::FieldPack, change::Mutation, store::StoreError};
use domain::{UserId, VisitId};
use forms::{Answer, Attachment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a recovery file holds, before it is sealed: changes in the order they were made, and photos with their bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recovery {
    /// Whose work it is.
    pub author: Option<UserId>,
    /// The changes.
    pub mutations: Vec<Mutation>,
    /// The photos that had not arrived whole.
    pub photos: Vec<(PhotoTicket, Vec<u8>)>,
}

/// What of a recovery file was not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Changes that wait on this tablet now.
    pub changes: usize,
    /// Photos that do.
    pub photos: usize,
}

#[derive(Serialize, Deserialize)]
struct Contents {
    author: Option<UserId>,
    mutations: Vec<Mutation>,
    photos: Vec<PhotoTicket>,
}

impl Recovery {
    /// The bytes to be sealed: one line of JSON, then the bytes of the photos in its order.
    pub fn to_bytes(&self) -> Vec<u8> {
        let photos = self.photos.iter().map(|(ticket, _)| ticket.clone()).collect();
        let mut bytes = json(&Contents { author: self.author, mutations: self.mutations.clone(), photos });
        bytes.push(b'\n');
        for (_, photo) in &self.photos {
            bytes.extend_from_slice(photo);
        }
        bytes
    }

    /// Reads them. None when they are damaged, or of a release that writes something this one does not know.
    pub fn from_bytes(bytes: &[u8]) -> Option<Recovery> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let (line, mut rest) = (&bytes[..end], &bytes[end + 1..]);
        let Contents { author, mutations, photos: tickets } = super::from_json(line)?;
        let mut photos = Vec::with_capacity(tickets.len());
        for ticket in tickets {
            let (photo, others) = rest.split_at_checked(usize::try_from(ticket.size).ok()?)?;
            photos.push((ticket, photo.to_vec()));
            rest = others;
        }
        rest.is_empty().then_some(Recovery { author, mutations, photos })
    }
}

impl Tablet {
    /// What of a visit is not sent. From now on these changes stay as they are: a letter must not slip into one of which
    /// a copy is about to lie elsewhere. A photo that is damaged here is left out.
    pub async fn recovery(&self, visit: VisitId) -> Result<Recovery, StoreError> {
        let offered = self.close_outbox().await?;
        let mut mutations = self.outbox().await?;
        mutations.retain(|mutation| mutation.visit == visit && Some(mutation.seq) <= offered);
        let mut photos = Vec::new();
        for ticket in self.photos_to_send().await?.into_iter().filter(|ticket| ticket.visit == visit) {
            let bytes = self.photo(visit, &ticket.sha256).await?;
            if let Some(bytes) = bytes.filter(|bytes| bytes.len() as u64 == ticket.size) {
                photos.push((ticket, bytes));
            }
        }
        let author = self.device().await?.me.map(|me| me.user);
        Ok(Recovery { author, mutations, photos })
    }

    /// Takes in what is not here, in one commit: it waits to be sent like anything else. None, and nothing is taken in,
    /// when it is somebody else's. `new_id` becomes the tablet's id if it has none.
    pub async fn take_back(
        &self,
        recovery: &Recovery,
        new_id: Uuid,
    ) -> Result<Option<Recovered>, StoreError> {
        let me = self.device().await?.me.map(|me| me.user);
        if me.is_none() || me != recovery.author {
            return Ok(None);
        }
        loop {
            let numbers = self.numbers(new_id).await?;
            let mut batch = numbers.guarded();
            let known = self.known(recovery).await?;
            let mut seq = numbers.seq;
            let mut recovered = Recovered::default();
            for mutation in recovery.mutations.iter().filter(|mutation| !known.changes.contains(&mutation.id))
            {
                seq += 1;
                let own = Mutation { client_id: numbers.client_id, seq, ..mutation.clone() };
                batch.put(keys::outbox(seq), json(&own));
                recovered.changes += 1;
            }
            for (ticket, bytes) in &recovery.photos {
                let (visit, sha256) = (ticket.visit, ticket.sha256.as_str());
                if known.removed_photos.contains(sha256)
                    || self.store.has(&keys::photo_out(visit, sha256)).await?
                    || self.store.has(&keys::photo_sent(visit, sha256)).await?
                {
                    continue;
                }
                batch.put(keys::photo(visit, sha256), bytes.clone());
                batch.put(keys::photo_out(visit, sha256), json(ticket));
                batch.delete(keys::photo_wanted(visit, sha256));
                recovered.photos += 1;
            }
            if recovered == Recovered::default() {
                return Ok(Some(recovered));
            }
            batch.put(keys::SEQ, json(&seq));
            let committed = self.store.commit(batch).await;
            self.forget_numbers();
            match committed {
                Err(StoreError::Raced) => continue,
                other => return other.map(|()| Some(recovered)),
            }
        }
    }

    /// What of a file is here already, or must not come back.
    async fn known(&self, recovery: &Recovery) -> Result<Known, StoreError> {
        let mut written = self.outbox().await?;
        let sent: Vec<Sent> = self.read_all(keys::SENT).await?;
        written.extend(sent.into_iter().map(|sent| sent.mutation));
        let mut heads = Vec::new();
        let mut visits = BTreeSet::new();
        visits.extend(recovery.photos.iter().map(|(ticket, _)| ticket.visit));
        for visit in visits {
            let packs: Vec<FieldPack> = self.read_all(&keys::fields(visit)).await?;
            heads.extend(packs.into_iter().flat_map(|pack| pack.heads));
        }
        let answers =
            written.iter().chain(&recovery.mutations).filter_map(|mutation| mutation.change.answer());
        let files = answers.chain(heads.iter().map(|head| &head.answer)).flat_map(Answer::files);
        let removed_photos = files.filter_map(Attachment::removed_photo_sha256).map(str::to_owned).collect();
        Ok(Known { changes: written.iter().map(|mutation| mutation.id).collect(), removed_photos })
    }
}

/// What take_back leaves alone.
struct Known {
    changes: BTreeSet<Uuid>,
    /// The person did not agree to these.
    removed_photos: BTreeSet<String>,
}
