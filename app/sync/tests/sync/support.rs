//! What the tests of this crate share: people, a visit, replies of a server, and a loop that polls
//! futures which never have to wait for anything outside. No clock: time is counted from one morning.

use chrono::{DateTime, Duration, Utc};
use domain::{PersonId, Role, UserId, VisitId, VisitKind, VisitState, people::Person, visits::Signatory};
use forms::{Answer, Value};
use std::{
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};
use sync::{
    Change, FieldKey, FormRef, Head, MemoryStore, Mutation, Outcome, PullReply, PushReply, Tablet, VisitCard,
    VisitPack,
    cards::FieldPack,
    wire::{Me, PULL_REPLY, PUSH_REPLY, Receipt},
};
use uuid::Uuid;

/// Runs a future to its end, polling it again and again.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

/// The morning everything happens on, so many minutes later.
pub fn minute(n: i64) -> DateTime<Utc> {
    let morning: DateTime<Utc> = "2026-05-12T08:00:00Z".parse().expect("an instant");
    morning + Duration::minutes(n)
}

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub fn user(n: u128) -> UserId {
    UserId(id(0xA000 + n))
}

pub const VISIT: VisitId = VisitId(Uuid::from_u128(0x51));
pub const EPOCH: Uuid = Uuid::from_u128(0xE0);

pub fn text(words: &str) -> Answer {
    Answer::one(Value::String(words.to_owned()))
}

pub fn key(link: &str) -> FieldKey {
    FieldKey { form: "home-visit".into(), path: forms::AnswerPath::root(link) }
}

pub fn set(link: &str, words: &str) -> Change {
    let FieldKey { form, path } = key(link);
    Change::AnswerSet { form, path, answer: text(words) }
}

pub fn head(revision: u128, author: u128, words: &str) -> Head {
    Head {
        revision: id(revision),
        answer: text(words),
        author: user(author),
        author_name: format!("Person {author}"),
        made_at: minute(0),
        received_at: None,
        twins: Vec::new(),
    }
}

pub fn me(n: u128) -> Me {
    let signatory = Signatory {
        user: user(n),
        name: format!("Person {n}"),
        title: "Occupational therapist".into(),
        registration: None,
    };
    Me {
        user: user(n),
        role: Role::Therapist,
        signatory,
        organisation: "Northbrook".into(),
        reviewer: None,
        placement_until: None,
    }
}

pub fn card(visit: VisitId) -> VisitCard {
    let person = Person {
        id: PersonId(id(0xB0)),
        title: Some("Mrs".into()),
        given: "Margaret".into(),
        family: "Ellery".into(),
        preferred: None,
        born: None,
        health_number: None,
        address: "1 High Street".into(),
        phone: None,
        language: None,
        before: Default::default(),
        background: Default::default(),
    };
    VisitCard {
        id: visit,
        person,
        kind: VisitKind::Home,
        state: VisitState::Started,
        planned: minute(60),
        minutes: 90,
        author: user(1),
        author_name: "Person 1".into(),
        author_title: "Occupational therapist".into(),
        with: Vec::new(),
        reviewer: None,
        forms: vec![FormRef { id: "home-visit".into(), version: "1.0.0".into() }],
        version: 1,
        needs_countersigning: false,
        arrived: None,
        signatures: Vec::new(),
        countersignature: None,
        returned: None,
        comments: Vec::new(),
        addenda: Vec::new(),
        remark: None,
        passed_to: None,
    }
}

pub fn pack(visit: VisitId, fields: Vec<(FieldKey, Vec<Head>)>) -> VisitPack {
    VisitPack {
        card: card(visit),
        fields: fields.into_iter().map(|(key, heads)| FieldPack { key, heads }).collect(),
        held: Vec::new(),
        last_time: Vec::new(),
    }
}

pub fn pulled(cursor: u64, visits: Vec<VisitPack>) -> PullReply {
    PullReply {
        after: None,
        envelope: PULL_REPLY.into(),
        epoch: EPOCH,
        cursor,
        more: false,
        me: me(1),
        visits,
        gone: Vec::new(),
        server_time: minute(0),
        settings: Default::default(),
    }
}

/// A reply that gives these mutations this outcome, numbered from `number`.
pub fn receipts(mutations: &[Mutation], outcome: &Outcome, number: u64) -> PushReply {
    let receipt = |(at, mutation): (u64, &Mutation)| Receipt {
        id: mutation.id,
        seq: mutation.seq,
        number: number + at,
        outcome: outcome.clone(),
        received_at: minute(5),
    };
    PushReply {
        envelope: PUSH_REPLY.into(),
        epoch: EPOCH,
        client_id: mutations.first().map_or(Uuid::nil(), |mutation| mutation.client_id),
        receipts: (0..).zip(mutations).map(receipt).collect(),
        last_seq: mutations.last().map_or(0, |mutation| mutation.seq),
    }
}

/// A tablet of person 1 that carries the visit, and its store.
pub fn tablet() -> (Tablet, Rc<MemoryStore>) {
    let store = Rc::new(MemoryStore::default());
    let tablet = Tablet::new(store.clone());
    block_on(async {
        let first = pulled(1, vec![pack(VISIT, Vec::new())]);
        tablet.take_pull(&first, minute(0)).await.expect("room");
    });
    (tablet, store)
}

/// Writes an answer down as the page does: on top of what the tablet shows.
pub async fn answer(tablet: &Tablet, n: u128, link: &str, words: &str) -> Mutation {
    let open = tablet.open(VISIT).await.expect("readable").expect("carried");
    let base = open.fields.get(&key(link)).and_then(|heads| Some(heads.first()?.revision));
    tablet.write_down(VISIT, base, set(link, words), id(n), minute(n as i64)).await.expect("room")
}

/// The words of every head of a field, as the tablet shows them.
pub async fn shown(tablet: &Tablet, link: &str) -> Vec<String> {
    let open = tablet.open(VISIT).await.expect("readable").expect("carried");
    words(open.fields.get(&key(link)).map(Vec::as_slice).unwrap_or_default())
}

pub fn words(heads: &[Head]) -> Vec<String> {
    heads
        .iter()
        .map(|head| match head.answer.first() {
            Some(Value::String(words)) => words.clone(),
            other => format!("{other:?}"),
        })
        .collect()
}
