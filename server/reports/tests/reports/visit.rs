//! A visit to read: a card, answers put in by path, and our own forms.

use chrono::{DateTime, Utc};
use domain::{
    PersonId, UserId, VisitId, VisitKind, VisitState,
    people::{Background, BeforeYouKnock, Person},
    visits::{Signatory, Signature},
};
use forms::{Answer, Decimal, Definition, Value, instruments};
use reports::Source;
use std::sync::OnceLock;
use sync::{
    FieldKey, FormRef, Head, VisitCard,
    cards::{Addendum, FieldPack},
};
use uuid::Uuid;

pub const HOME: &str = "home-environment";
pub const VISIT: &str = "home-visit";
pub const OBSERVATION: &str = "student-observation";

/// Answers of classes that are no part of the record: the form, the item, and what was written there.
pub const KEPT_OUT: [(&str, &str, &str); 6] = [
    (VISIT, "v-access-code", "4711, behind the meter"),
    (VISIT, "v-access-note", "Side door sticks"),
    (VISIT, "v-lone-detail", "Dog bit a colleague"),
    (OBSERVATION, "so-feel", "I was unsure"),
    (OBSERVATION, "so-supervision", "Ask about boundaries"),
    (OBSERVATION, "so-counter-note", "Look at consent"),
];

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

pub fn user(n: u128) -> UserId {
    UserId(Uuid::from_u128(n))
}

fn forms() -> &'static [(FormRef, Definition)] {
    static FORMS: OnceLock<Vec<(FormRef, Definition)>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let read = |(id, json): (&str, &str)| {
            let definition = Definition::parse(json).expect("a form of ours");
            let version = definition.version().expect("a version").to_owned();
            (FormRef { id: id.to_owned(), version }, definition)
        };
        instruments::all().into_iter().map(read).collect()
    })
}

pub fn form(id: &str) -> (FormRef, Definition) {
    forms().iter().find(|(form, _)| form.id == id).cloned().expect("a form of ours")
}

pub struct Visit {
    pub card: VisitCard,
    pub fields: Vec<FieldPack>,
}

impl Visit {
    /// Signed by its author, not countersigned; the hall was seen, so that its questions are
    /// asked.
    pub fn signed() -> Visit {
        let mut visit = Visit { card: card(), fields: Vec::new() };
        visit.card.state = VisitState::Signed;
        visit.card.signatures = vec![signature(1, "Amy Castell")];
        visit.with(HOME, "d-seen", seen("d"))
    }

    pub fn source(&self) -> Source<'_> {
        Source { card: &self.card, fields: &self.fields, forms: forms() }
    }

    /// The author's answer.
    pub fn with(mut self, form: &str, path: &str, values: impl Into<Answer>) -> Visit {
        self.put(form, path, 1, "Amy Castell", values.into());
        self
    }

    /// Another person's answer to the same question.
    pub fn but(mut self, form: &str, path: &str, values: impl Into<Answer>) -> Visit {
        self.put(form, path, 2, "Tomasz Wilk", values.into());
        self
    }

    pub fn with_addendum(mut self, on: Option<(&str, &str)>, text: &str) -> Visit {
        self.card.addenda.push(Addendum {
            number: self.card.addenda.len() as u32 + 1,
            on: on.map(|(form, path)| key(form, path)),
            kind: "correction".into(),
            text: text.into(),
            why: String::new(),
            by: signatory(1, "Amy Castell"),
            at: at("2026-05-14T08:20:00Z"),
        });
        self
    }

    fn put(&mut self, form: &str, path: &str, author: u128, name: &str, answer: Answer) {
        let head = Head {
            revision: Uuid::from_u128(author << 64 | self.fields.len() as u128),
            answer,
            author: user(author),
            author_name: name.into(),
            made_at: at("2026-05-12T09:12:00Z"),
            received_at: None,
            twins: Vec::new(),
        };
        let key = key(form, path);
        match self.fields.iter_mut().find(|pack| pack.key == key) {
            Some(pack) => pack.heads.push(head),
            None => self.fields.push(FieldPack { key, heads: vec![head] }),
        }
    }
}

pub fn key(form: &str, path: &str) -> FieldKey {
    FieldKey { form: form.into(), path: path.parse().expect("a path") }
}

pub fn text(words: &str) -> Value {
    Value::String(words.into())
}

pub fn code(code: &str, display: &str) -> Value {
    Value::coding("https://threshold.example/cs/x", code, display)
}

/// That an area was seen.
pub fn seen(section: &str) -> Value {
    Value::coding(&format!("https://threshold.example/cs/{section}-seen"), "yes", "Yes")
}

pub fn judgement(judged: &str) -> Value {
    Value::coding("https://threshold.example/cs/os-severity", judged, judged)
}

pub fn millimetres(number: &str) -> Value {
    Value::quantity(Decimal::new(number.to_owned()), "mm")
}

pub fn signature(version: u32, name: &str) -> Signature {
    Signature {
        by: signatory(1, name),
        at: at("2026-05-12T09:53:00Z"),
        content_hash: "3f9a12bc77d041e2ffff".into(),
        version,
        note: None,
    }
}

fn signatory(n: u128, name: &str) -> Signatory {
    Signatory {
        user: user(n),
        name: name.into(),
        title: "Occupational therapist".into(),
        registration: Some("HCPC OT-DEMO-1001".into()),
    }
}

fn card() -> VisitCard {
    VisitCard {
        id: VisitId(Uuid::from_u128(9)),
        person: Person {
            id: PersonId(Uuid::from_u128(8)),
            title: Some("Mrs".into()),
            given: "Margaret".into(),
            family: "Ellery".into(),
            preferred: Some("Peggy".into()),
            born: Some("1941-03-14".parse().expect("a date")),
            health_number: Some("9990104212".into()),
            address: "14 Quarry Lane, Ashwell".into(),
            phone: None,
            language: None,
            before: BeforeYouKnock::default(),
            background: Background { wants: Some("See to the roses".into()), ..Background::default() },
        },
        kind: VisitKind::Home,
        state: VisitState::Started,
        planned: at("2026-05-12T08:30:00Z"),
        minutes: 60,
        author: user(1),
        author_name: "Amy Castell".into(),
        author_title: "Occupational therapist".into(),
        with: vec!["Tomasz Wilk".into()],
        reviewer: None,
        forms: forms().iter().map(|(form, _)| form.clone()).collect(),
        version: 1,
        needs_countersigning: false,
        arrived: Some(at("2026-05-12T08:34:00Z")),
        signatures: Vec::new(),
        countersignature: None,
        returned: None,
        comments: Vec::new(),
        addenda: Vec::new(),
        remark: None,
        passed_to: None,
    }
}
