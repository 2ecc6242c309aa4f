//! Writing changes down, and offering them. A letter joins the change that is last in the outbox as long as nobody was
//! offered it: every letter is on the disk at once, and the record does not get an entry for each.

use super::{Tablet, from_json, json, keys};
use crate::{
    change::{Change, Mutation, SCHEMA},
    store::{Batch, StoreError},
    wire::{PUSH_LIMIT, PushRequest},
};
use chrono::{DateTime, Utc};
use domain::VisitId;
use uuid::Uuid;

/// The tablet's numbers, as they lay in the store.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) client_id: Uuid,
    /// The last number given.
    pub(super) seq: u64,
    /// The highest number that was offered. None in a store of an earlier release, which did not write it down: what
    /// lies there may have been offered.
    offered: Option<u64>,
}

impl Tablet {
    /// Makes sure that the store has a `client_id`; `fresh` is used when it has none yet.
    pub async fn client_id(&self, fresh: Uuid) -> Result<Uuid, StoreError> {
        loop {
            if let Some(id) = self.read::<Uuid>(keys::CLIENT).await? {
                return Ok(id);
            }
            let mut batch = Batch::guarded(keys::CLIENT, None);
            batch.put(keys::CLIENT, json(&fresh));
            batch.put(keys::OFFERED, json(&0_u64));
            match self.store.commit(batch).await {
                Err(StoreError::Raced) => continue,
                other => return other.map(|()| fresh),
            }
        }
    }

    /// Writes a change down. When this returns `Ok`, the change is on this tablet for good.
    /// `base` is the revision its author had before the eyes.
    pub async fn write_down(
        &self,
        visit: VisitId,
        base: Option<Uuid>,
        change: Change,
        new_id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Mutation, StoreError> {
        self.write_down_with(visit, base, change, (new_id, now), &[]).await
    }

    /// Writes down what is being typed: into `last`, if that is still the last change, of the same answer, and not yet
    /// offered to a server; else as a change of its own. The id of what is returned tells which.
    pub async fn write_down_typing(
        &self,
        last: &Mutation,
        base: Option<Uuid>,
        change: Change,
        new_id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Mutation, StoreError> {
        match self.joined(last, &change, now).await? {
            Some(mutation) => Ok(mutation),
            None => self.write_down(last.visit, base, change, new_id, now).await,
        }
    }

    /// Writes a change into the last one; none when it cannot go there any more.
    async fn joined(
        &self,
        last: &Mutation,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<Option<Mutation>, StoreError> {
        if change.field().is_none() || last.change.field() != change.field() {
            return Ok(None);
        }
        loop {
            let numbers = self.numbers(last.id).await?;
            let is_open =
                numbers.seq == last.seq && numbers.offered.is_some_and(|offered| offered < last.seq);
            if numbers.client_id != last.client_id || !is_open {
                return Ok(None);
            }
            let mutation = Mutation { made_at: now, change: change.clone(), ..last.clone() };
            let mut batch = numbers.guarded();
            batch.guards.push((keys::OFFERED.to_owned(), numbers.offered.map(|offered| json(&offered))));
            batch.put(keys::outbox(last.seq), json(&mutation));
            match self.store.commit(batch).await {
                Err(StoreError::Raced) => self.forget_numbers(),
                other => return other.map(|()| Some(mutation)),
            }
        }
    }

    /// Writes a change down, with entries that become durable together with it.
    pub(super) async fn write_down_with(
        &self,
        visit: VisitId,
        base: Option<Uuid>,
        change: Change,
        (new_id, now): (Uuid, DateTime<Utc>),
        beside: &[(String, Vec<u8>)],
    ) -> Result<Mutation, StoreError> {
        loop {
            let numbers = self.numbers(new_id).await?;
            let seq = numbers.seq + 1;
            let change = change.clone();
            let client_id = numbers.client_id;
            let mutation =
                Mutation { id: new_id, client_id, seq, visit, base, made_at: now, schema: SCHEMA, change };
            let mut batch = numbers.guarded();
            batch.put(keys::SEQ, json(&seq));
            batch.put(keys::outbox(seq), json(&mutation));
            for (key, value) in beside {
                batch.put(key, value.clone());
            }
            match self.store.commit(batch).await {
                Err(StoreError::Raced) => self.forget_numbers(),
                Ok(()) => {
                    *self.numbers.borrow_mut() = Some(Numbers { seq, ..numbers });
                    return Ok(mutation);
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// The next push, or none when everything is sent.
    pub async fn next_push(&self) -> Result<Option<PushRequest>, StoreError> {
        let Some(offered) = self.close_outbox().await? else {
            return Ok(None);
        };
        let mut waiting = self.outbox().await?;
        waiting.retain(|mutation| mutation.seq <= offered);
        let Some(client_id) = waiting.first().map(|mutation| mutation.client_id) else {
            return Ok(None);
        };
        let device = self.device().await?;
        waiting.truncate(PUSH_LIMIT);
        Ok(Some(PushRequest { epoch: device.epoch, client_id, mutations: waiting }))
    }

    /// Closes what waits, before it is read: a letter must not slip in behind what is on its way. Gives the highest
    /// number of it; none when nothing waits.
    pub(super) async fn close_outbox(&self) -> Result<Option<u64>, StoreError> {
        loop {
            self.forget_numbers();
            if self.store.count(keys::OUTBOX).await? == 0 {
                return Ok(None);
            }
            // None when the tablet was emptied at this moment: it is given no id by somebody who only looks.
            let Some(numbers) = self.read_numbers().await? else {
                return Ok(None);
            };
            if numbers.offered.is_some_and(|offered| offered >= numbers.seq) {
                return Ok(Some(numbers.seq));
            }
            let mut batch = numbers.guarded();
            batch.put(keys::OFFERED, json(&numbers.seq));
            match self.store.commit(batch).await {
                Err(StoreError::Raced) => continue,
                other => return other.map(|()| Some(numbers.seq)),
            }
        }
    }

    /// The numbers as last read. A tablet without an id is given one.
    pub(super) async fn numbers(&self, new_id: Uuid) -> Result<Numbers, StoreError> {
        let known = *self.numbers.borrow();
        if let Some(known) = known {
            return Ok(known);
        }
        loop {
            if let Some(numbers) = self.read_numbers().await? {
                *self.numbers.borrow_mut() = Some(numbers);
                return Ok(numbers);
            }
            self.client_id(Uuid::from_u128(new_id.as_u128() ^ 1)).await?;
        }
    }

    async fn read_numbers(&self) -> Result<Option<Numbers>, StoreError> {
        // The number is read first: a store emptied in between then fails the guard.
        let last = self.store.get(keys::SEQ).await?;
        let Some(client_id) = self.read::<Uuid>(keys::CLIENT).await? else {
            return Ok(None);
        };
        let offered = self.store.get(keys::OFFERED).await?;
        Ok(Some(Numbers {
            client_id,
            seq: last.as_deref().and_then(from_json).unwrap_or(0),
            offered: offered.as_deref().and_then(from_json),
        }))
    }

    pub(super) fn forget_numbers(&self) {
        self.numbers.borrow_mut().take();
    }
}

impl Numbers {
    /// Written only while these are still the tablet's numbers. The id is among them: a tablet that was emptied and
    /// begun anew gives the same numbers again.
    pub(super) fn guarded(&self) -> Batch {
        let mut batch = Batch::guarded(keys::CLIENT, Some(json(&self.client_id)));
        batch.guards.push((keys::SEQ.to_owned(), (self.seq > 0).then(|| json(&self.seq))));
        batch
    }
}
