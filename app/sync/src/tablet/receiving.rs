//! Taking what the server answers. An envelope that does not name itself and us changes nothing.

use super::{Lost, Tablet, json, keys};
use crate::{
    cards::FieldPack,
    change::{Change, FieldKey, Mutation},
    content::Fields,
    merge::{Head, absorb},
    store::{Batch, StoreError},
    wire::{Outcome, PULL_REPLY, PUSH_REPLY, PullReply, PushReply, TABLET_REPLY, TabletReply},
};
use chrono::{DateTime, Duration, Utc};
use domain::{VisitId, visits::Signatory};
use forms::Answer;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use uuid::Uuid;

/// Days a sent change stays on the tablet, to be offered again to a restored server.
pub const SENT_KEPT_DAYS: i64 = 14;

/// Work of this tablet that the server could not put into the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The mutation.
    pub id: Uuid,
    /// The visit it was meant for.
    pub visit: VisitId,
    /// The field, if it set one.
    pub key: Option<FieldKey>,
    /// The value, if it set one.
    pub answer: Option<Answer>,
    /// Who wrote it.
    pub author_name: String,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// Why it is held.
    pub reason: String,
}

/// What became of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was ours and is applied; how many changes it settled.
    Yes(usize),
    /// It was not an envelope of ours, or not for this tablet: nothing changed.
    NotOurs,
    /// The server is another than before: what it may have lost is in the outbox again. Push, then
    /// pull from the start.
    OtherServer,
}

/// A sent change, kept for a while.
#[derive(Serialize, Deserialize)]
pub(super) struct Sent {
    pub(super) mutation: Mutation,
    received_at: DateTime<Utc>,
    at: DateTime<Utc>,
}

impl Tablet {
    /// Takes what the server says of this tablet. The secret in it is not written down here.
    pub async fn take_meeting(&self, reply: &TabletReply, now: DateTime<Utc>) -> Result<Taken, StoreError> {
        let client_id = self.read::<Uuid>(keys::CLIENT).await?;
        if reply.envelope != TABLET_REPLY || client_id != Some(reply.client_id) {
            return Ok(Taken::NotOurs);
        }
        let mut device = self.device().await?;
        device.me = Some(reply.me.clone());
        device.hours_without_server = Some(reply.hours_without_server);
        device.passphrase_needed = reply.passphrase_needed;
        if let Some(last_sent) = reply.lost {
            device.lost = Some(Lost { noticed: now, last_sent });
        }
        device.last_contact = Some(now);
        device.clock_behind_seconds = (reply.server_time - now).num_seconds();
        self.put(keys::DEVICE, &device).await?;
        Ok(Taken::Yes(0))
    }

    /// Takes the reply to a push: moves what it names from the outbox to the sent, in one commit.
    pub async fn take_push(&self, reply: &PushReply, now: DateTime<Utc>) -> Result<Taken, StoreError> {
        let client_id = self.read::<Uuid>(keys::CLIENT).await?;
        if reply.envelope != PUSH_REPLY || client_id != Some(reply.client_id) {
            return Ok(Taken::NotOurs);
        }
        let outbox = self.outbox().await?;
        let mut device = self.device().await?;
        let Some(me) = device.me.clone() else {
            return Ok(Taken::NotOurs);
        };
        // A late reply of another server than the one last met: its numbers mean nothing beside our cursor.
        // What it names is sent again, and answered in the same way.
        if device.epoch.is_some_and(|known| known != reply.epoch) {
            return Ok(Taken::NotOurs);
        }
        let mut batch = Batch::default();
        let mut touched: BTreeMap<VisitId, Fields> = BTreeMap::new();
        let mut n_settled = 0;
        for receipt in &reply.receipts {
            let Some(mutation) = outbox.iter().find(|m| m.id == receipt.id && m.seq == receipt.seq) else {
                continue;
            };
            n_settled += 1;
            batch.delete(keys::outbox(mutation.seq));
            let sent = Sent { mutation: mutation.clone(), received_at: receipt.received_at, at: now };
            batch.put(keys::sent(mutation.seq), json(&sent));
            // The answer to a push can be lost and come again after a pull that told its effect, and what
            // others made of it since: then there is nothing left to apply.
            let told = receipt.number > 0 && receipt.number <= device.cursor;
            let is_held = matches!(receipt.outcome, Outcome::Held { .. });
            if is_held && told && self.store.has(&keys::visit(mutation.visit)).await? {
                // What is held of this visit came with that pull; some of it may be back in the record since.
                continue;
            }
            if let Outcome::Held { reason } = &receipt.outcome {
                batch.put(keys::held(mutation.id), json(&held(mutation, &me.signatory, reason)));
            } else if told {
                continue;
            } else if let Some(key) = mutation.change.field() {
                let fields = touched.entry(mutation.visit).or_default();
                if let Entry::Vacant(place) = fields.entry(key) {
                    let key = keys::field(mutation.visit, place.key());
                    let stored = self.read::<FieldPack>(&key).await?;
                    place.insert(stored.map(|pack| pack.heads).unwrap_or_default());
                }
                apply_locally(fields, mutation, &me.signatory, Some(receipt.received_at));
            }
        }
        let differed = self.differed().await?;
        for (visit, fields) in touched {
            for (key, heads) in fields {
                put_field(visit, &FieldPack { key, heads }, &differed, &mut batch);
            }
        }
        device.epoch = Some(reply.epoch);
        device.last_contact = Some(now);
        batch.put(keys::DEVICE, json(&device));
        self.store.commit(batch).await?;
        Ok(Taken::Yes(n_settled))
    }

    /// Takes the reply to a pull: cards and changed fields, in one commit with the cursor.
    pub async fn take_pull(&self, reply: &PullReply, now: DateTime<Utc>) -> Result<Taken, StoreError> {
        if reply.envelope != PULL_REPLY {
            return Ok(Taken::NotOurs);
        }
        let mut device = self.device().await?;
        // Somebody else has signed in since: their visits do not belong into this store.
        if device.me.as_ref().is_some_and(|me| me.user != reply.me.user) {
            return Ok(Taken::NotOurs);
        }
        if device.epoch.is_some_and(|known| known != reply.epoch) {
            self.meet_new_epoch(reply.epoch, 1).await?;
            return Ok(Taken::OtherServer);
        }
        // It was asked for before the cursor went back: between the two something would be left out.
        if reply.after.is_some_and(|after| after > device.cursor) {
            return Ok(Taken::NotOurs);
        }
        let mut batch = Batch::default();
        let differed = self.differed().await?;
        for pack in &reply.visits {
            if device.cursor == 0 {
                self.drop_fields(pack.card.id, &mut batch).await?;
            }
            batch.delete(keys::gone(pack.card.id));
            batch.put(keys::visit(pack.card.id), json(&pack.card));
            batch.put(keys::last_time(pack.card.id), json(&pack.last_time));
            for field in &pack.fields {
                put_field(pack.card.id, field, &differed, &mut batch);
                self.want_photos(pack.card.id, field, &mut batch).await?;
            }
            for (key, bytes) in self.store.scan(keys::HELD).await? {
                let ours = super::from_json::<Held>(&bytes);
                if ours.is_some_and(|held| held.visit == pack.card.id) {
                    batch.delete(key);
                }
            }
            for held in &pack.held {
                let held = Held {
                    id: held.id,
                    visit: pack.card.id,
                    key: held.key.clone(),
                    answer: held.answer.clone(),
                    author_name: held.author_name.clone(),
                    made_at: held.made_at,
                    reason: held.reason.clone(),
                };
                batch.put(keys::held(held.id), json(&held));
            }
        }
        let waiting_to_go: Vec<VisitId> = self.read_all(keys::GONE).await?;
        for gone in waiting_to_go.iter().chain(&reply.gone) {
            if !reply.visits.iter().any(|pack| pack.card.id == *gone) {
                self.purge(*gone, &mut batch).await?;
            }
        }
        // Once a day is often enough, and reading all of it takes a moment.
        if device.tidied.is_none_or(|last| last.date_naive() != now.date_naive()) {
            self.forget_old_sent(now, &mut batch).await?;
            self.forget_old_photos(now, &mut batch).await?;
            device.tidied = Some(now);
        }
        device.me = Some(reply.me.clone());
        device.epoch = Some(reply.epoch);
        device.cursor = reply.cursor;
        if !reply.more {
            device.fetched = Some(now);
        }
        device.settings = reply.settings.clone();
        device.last_contact = Some(now);
        device.clock_behind_seconds = (reply.server_time - now).num_seconds();
        batch.put(keys::DEVICE, json(&device));
        self.store.commit(batch).await?;
        Ok(Taken::Yes(reply.visits.len()))
    }

    /// The server was restored or replaced: forget the cursor and offer again what it may have lost.
    /// `expected_seq` is the number it wants next of this store.
    pub async fn meet_new_epoch(&self, epoch: Uuid, expected_seq: u64) -> Result<(), StoreError> {
        let mut device = self.device().await?;
        device.epoch = Some(epoch);
        device.cursor = 0;
        device.fetched = None;
        let mut batch = Batch::default();
        batch.put(keys::DEVICE, json(&device));
        self.offer_again(expected_seq, &mut batch).await?;
        self.offer_photos_again(&mut batch).await?;
        self.store.commit(batch).await
    }

    /// The server expects an earlier number than we sent: put the ones it lacks back in the outbox.
    pub async fn fill_gap(&self, expected_seq: u64) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        self.offer_again(expected_seq, &mut batch).await?;
        self.offer_photos_again(&mut batch).await?;
        self.store.commit(batch).await
    }

    async fn offer_again(&self, from_seq: u64, batch: &mut Batch) -> Result<(), StoreError> {
        for sent in self.read_all::<Sent>(keys::SENT).await? {
            if sent.mutation.seq >= from_seq {
                batch.delete(keys::sent(sent.mutation.seq));
                batch.put(keys::outbox(sent.mutation.seq), json(&sent.mutation));
            }
        }
        Ok(())
    }

    /// Takes a visit off the tablet; while something of it is not sent, notes to do so later.
    async fn purge(&self, visit: VisitId, batch: &mut Batch) -> Result<(), StoreError> {
        if self.outbox().await?.iter().any(|mutation| mutation.visit == visit)
            || self.has_photos_to_send(visit).await?
        {
            batch.put(keys::gone(visit), json(&visit));
            return Ok(());
        }
        batch.delete(keys::gone(visit));
        batch.delete(keys::visit(visit));
        batch.delete(keys::last_time(visit));
        batch.delete(keys::place(visit));
        for key in self.store.keys(&keys::stopwatches(visit)).await? {
            batch.delete(key);
        }
        self.drop_photos(visit, batch).await?;
        self.drop_files(visit, batch).await?;
        self.drop_fields(visit, batch).await
    }

    /// The names of the fields that are known to differ.
    async fn differed(&self) -> Result<BTreeSet<String>, StoreError> {
        Ok(self.store.scan(keys::DIFFERS).await?.into_iter().map(|(name, _)| name).collect())
    }

    async fn drop_fields(&self, visit: VisitId, batch: &mut Batch) -> Result<(), StoreError> {
        for prefix in [keys::fields(visit), keys::differs_of(visit)] {
            for (key, _) in self.store.scan(&prefix).await? {
                batch.delete(key);
            }
        }
        Ok(())
    }

    async fn forget_old_sent(&self, now: DateTime<Utc>, batch: &mut Batch) -> Result<(), StoreError> {
        for sent in self.read_all::<Sent>(keys::SENT).await? {
            if now - sent.at > Duration::days(SENT_KEPT_DAYS) {
                batch.delete(keys::sent(sent.mutation.seq));
            }
        }
        Ok(())
    }
}

/// Keeps a field, and its name among those that differ while it has more than one answer.
fn put_field(visit: VisitId, field: &FieldPack, differed: &BTreeSet<String>, batch: &mut Batch) {
    batch.put(keys::field(visit, &field.key), json(field));
    let name = keys::differs(visit, &field.key);
    if field.heads.len() > 1 {
        batch.put(name, json(&(visit, &field.key)));
    } else if differed.contains(&name) {
        batch.delete(name);
    }
}

/// Applies one of this tablet's own changes to the fields, as the server will.
pub(super) fn apply_locally(
    fields: &mut Fields,
    mutation: &Mutation,
    me: &Signatory,
    received_at: Option<DateTime<Utc>>,
) {
    let (Some(key), Some(answer)) = (mutation.change.field(), mutation.change.answer()) else {
        return;
    };
    let head = Head {
        revision: mutation.id,
        answer: answer.clone(),
        author: me.user,
        author_name: me.name.clone(),
        made_at: mutation.made_at,
        received_at,
        twins: Vec::new(),
    };
    absorb(fields.entry(key).or_default(), head, &bases(mutation));
}

/// The revisions a mutation's author had before the eyes.
pub fn bases(mutation: &Mutation) -> Vec<Uuid> {
    match &mutation.change {
        Change::ConflictDecided { over, .. } => over.clone(),
        _ => mutation.base.into_iter().collect(),
    }
}

fn held(mutation: &Mutation, me: &Signatory, reason: &str) -> Held {
    Held {
        id: mutation.id,
        visit: mutation.visit,
        key: mutation.change.field(),
        answer: mutation.change.answer().cloned(),
        author_name: me.name.clone(),
        made_at: mutation.made_at,
        reason: reason.to_owned(),
    }
}
