//! A server in memory that keeps the sync contract, and the dice of the simulation. It stands in for
//! the real one: numbers without gaps, the same answer to the same push, fields by `absorb`.

use crate::support::{minute, pack, pulled, receipts, user};
use std::collections::{BTreeMap, BTreeSet};
use sync::{
    Absorbed, FieldKey, Head, Mutation, Outcome, PullReply, PushReply, PushRequest, absorb, tablet::bases,
    wire::Receipt,
};
use uuid::Uuid;

/// Numbers from a seed, the same every time (xorshift64).
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Draw {
        Draw(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// The question whose answers this server always holds.
pub const HELD_LINK: &str = "v-locked";

/// Why a push was not taken.
pub enum Refused {
    Gap(u64),
    Epoch(Uuid, u64),
}

#[derive(Clone)]
pub struct Server {
    pub epoch: Uuid,
    number: u64,
    last_seq: BTreeMap<Uuid, u64>,
    answers: BTreeMap<(Uuid, u64), Receipt>,
    pub fields: BTreeMap<FieldKey, (Vec<Head>, u64)>,
    pub applied: Vec<Mutation>,
    pub held: BTreeSet<Uuid>,
    /// Whose tablet was withdrawn: what it sends from then on is held.
    pub withdrawn: BTreeSet<u128>,
}

impl Server {
    pub fn new(epoch: Uuid) -> Server {
        Server {
            epoch,
            number: 1,
            last_seq: BTreeMap::new(),
            answers: BTreeMap::new(),
            fields: BTreeMap::new(),
            applied: Vec::new(),
            held: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
        }
    }

    pub fn push(&mut self, who: u128, request: &PushRequest) -> Result<PushReply, Refused> {
        let last = self.last_seq.get(&request.client_id).copied().unwrap_or(0);
        if request.epoch.is_some_and(|epoch| epoch != self.epoch) {
            return Err(Refused::Epoch(self.epoch, last + 1));
        }
        let first_new = request.mutations.iter().find(|mutation| mutation.seq > last);
        if first_new.is_some_and(|mutation| mutation.seq != last + 1) {
            return Err(Refused::Gap(last + 1));
        }
        let mut reply = receipts(&request.mutations, &Outcome::Applied, 0);
        reply.client_id = request.client_id;
        reply.epoch = self.epoch;
        reply.receipts = request.mutations.iter().map(|mutation| self.take(who, mutation)).collect();
        Ok(reply)
    }

    fn take(&mut self, who: u128, mutation: &Mutation) -> Receipt {
        let place = (mutation.client_id, mutation.seq);
        if let Some(receipt) = self.answers.get(&place) {
            assert_eq!(receipt.id, mutation.id, "one number was used for two changes");
            return receipt.clone();
        }
        self.number += 1;
        self.last_seq.insert(mutation.client_id, mutation.seq);
        let outcome = self.apply(who, mutation);
        let receipt = Receipt {
            id: mutation.id,
            seq: mutation.seq,
            number: self.number,
            outcome,
            received_at: minute(0),
        };
        self.answers.insert(place, receipt.clone());
        receipt
    }

    fn apply(&mut self, who: u128, mutation: &Mutation) -> Outcome {
        let key = mutation.change.field().expect("the simulation only answers");
        if key.path.as_str() == HELD_LINK || self.withdrawn.contains(&who) {
            self.held.insert(mutation.id);
            return Outcome::Held { reason: "It may not become part of the visit.".into() };
        }
        self.applied.push(mutation.clone());
        let head = Head {
            revision: mutation.id,
            answer: mutation.change.answer().cloned().unwrap_or_default(),
            author: user(who),
            author_name: format!("Person {who}"),
            made_at: mutation.made_at,
            received_at: Some(minute(0)),
            twins: Vec::new(),
        };
        let (heads, number) = self.fields.entry(key).or_default();
        *number = self.number;
        match absorb(heads, head, &bases(mutation)) {
            Absorbed::Differs => Outcome::Differs,
            _ => Outcome::Applied,
        }
    }

    pub fn pull(&self, cursor: u64) -> PullReply {
        let changed: Vec<_> = self
            .fields
            .iter()
            .filter(|(_, (_, number))| *number > cursor)
            .map(|(key, (heads, _))| (key.clone(), heads.clone()))
            .collect();
        let visits = match cursor < self.number {
            true => vec![pack(crate::support::VISIT, changed)],
            false => Vec::new(),
        };
        PullReply { epoch: self.epoch, after: Some(cursor), ..pulled(self.number, visits) }
    }
}
