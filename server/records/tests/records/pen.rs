//! What a tablet writes and sends, without a tablet: numbered changes of one store.

use crate::house::minute;
use domain::{VisitId, visits::Signatory};
use forms::{Answer, AnswerPath, Value};
use sync::{Change, FieldKey, Head, Mutation, Outcome, PushReply, PushRequest, SCHEMA, change::Signing};
use uuid::Uuid;

#[derive(Clone)]
pub struct Pen {
    pub client_id: Uuid,
    pub epoch: Option<Uuid>,
    by: Signatory,
    last: u64,
    unsent: Vec<Mutation>,
}

pub fn key(link: &str) -> FieldKey {
    let form = if link.starts_with("so-") { "student-observation" } else { "home-visit" };
    FieldKey { form: form.to_owned(), path: AnswerPath::root(link) }
}

pub fn text(words: &str) -> Answer {
    Answer::one(Value::String(words.to_owned()))
}

pub fn set(link: &str, words: &str) -> Change {
    let FieldKey { form, path } = key(link);
    Change::AnswerSet { form, path, answer: text(words) }
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

/// The outcomes of a reply, and the reasons of what is held.
pub fn outcomes(reply: &PushReply) -> Vec<String> {
    reply
        .receipts
        .iter()
        .map(|receipt| match &receipt.outcome {
            Outcome::Applied => "applied".to_owned(),
            Outcome::Differs => "differs".to_owned(),
            Outcome::Held { reason } => reason.clone(),
        })
        .collect()
}

impl Pen {
    pub fn new(by: Signatory) -> Pen {
        Pen { client_id: Uuid::now_v7(), epoch: None, by, last: 0, unsent: Vec::new() }
    }

    /// Writes any change down.
    pub fn write(&mut self, visit: VisitId, base: Option<Uuid>, change: Change) -> Uuid {
        self.last += 1;
        let mutation = Mutation {
            id: Uuid::now_v7(),
            client_id: self.client_id,
            seq: self.last,
            visit,
            base,
            made_at: minute(self.last as i64),
            schema: SCHEMA,
            change,
        };
        let id = mutation.id;
        self.unsent.push(mutation);
        id
    }

    pub fn answer(&mut self, visit: VisitId, base: Option<Uuid>, link: &str, words: &str) -> Uuid {
        self.write(visit, base, set(link, words))
    }

    pub fn decide(&mut self, visit: VisitId, link: &str, words: &str, over: &[Uuid]) -> Uuid {
        let FieldKey { form, path } = key(link);
        let (answer, over) = (text(words), over.to_vec());
        let why = "Asked again".to_owned();
        self.write(visit, None, Change::ConflictDecided { form, path, answer, over, why })
    }

    pub fn sign(&mut self, visit: VisitId, version: u32, content_hash: &str) -> Uuid {
        let signing = Signing {
            by: self.by.clone(),
            content_hash: content_hash.to_owned(),
            version,
            arrived: minute(0),
            left: minute(60),
            present: "Mrs Ellery".to_owned(),
            note: None,
            late_because: None,
        };
        self.write(visit, None, Change::VisitSigned(Box::new(signing)))
    }

    /// Takes over what another tablet has not sent, under its ids and the own numbers, as from a recovery file.
    pub fn bring(&mut self, other: &Pen) {
        for mutation in &other.unsent {
            self.last += 1;
            self.unsent.push(Mutation { client_id: self.client_id, seq: self.last, ..mutation.clone() });
        }
    }

    /// The next push.
    pub fn request(&self) -> PushRequest {
        PushRequest { epoch: self.epoch, client_id: self.client_id, mutations: self.unsent.clone() }
    }

    pub fn sent(&mut self) {
        self.unsent.clear();
    }
}
