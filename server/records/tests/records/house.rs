//! A small service with somebody in every role, and a second organisation that must never meet it.
//! Everything happens on 12 May 2026 unless a test moves the clock.

use crate::{pen::Pen, support::Fresh};
use chrono::{DateTime, Duration, Utc};
use domain::{
    Action, Actor, OrgId, PersonId, Role, UserId, VisitId, VisitKind, VisitState,
    people::{Background, BeforeYouKnock, Person},
    visits::Signatory,
};
use records::{Caller, KeptPerson, NewAccount, Records, SeedPerson, SeedVisit, VisitRecord};
use std::ops::Deref;
use sync::{
    content::{Fields, answers_of, content_hash},
    wire::Me,
};
use uuid::Uuid;

/// Ten in the morning, so many minutes later.
pub fn minute(n: i64) -> DateTime<Utc> {
    let morning: DateTime<Utc> = "2026-05-12T09:00:00Z".parse().expect("an instant");
    morning + Duration::minutes(n)
}

/// Somebody of the service: what a signed-in page has in hand.
#[derive(Clone)]
pub struct Staff {
    pub caller: Caller,
}

impl Deref for Staff {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.caller.actor
    }
}

impl Staff {
    pub fn me(&self) -> &Signatory {
        &self.caller.me.signatory
    }

    pub fn pen(&self) -> Pen {
        Pen::new(self.me().clone())
    }

    /// The same person on another day.
    pub fn on(&self, day: &str) -> Staff {
        let mut other = self.clone();
        other.caller.actor.today = day.parse().expect("a date");
        other
    }
}

/// One organisation with its people.
#[derive(Clone)]
pub struct Service {
    pub org: OrgId,
    pub amy: Staff,
    pub sam: Staff,
    pub tomasz: Staff,
    pub jo: Staff,
    pub maya: Staff,
    pub officer: Staff,
    pub len: Staff,
    /// On Amy's caseload, with a key safe.
    pub ellery: PersonId,
    /// On nobody's.
    pub osei: PersonId,
}

/// The database with two organisations in it.
#[derive(Clone)]
pub struct House {
    pub fresh: Fresh,
    pub records: Records,
    pub here: Service,
    pub elsewhere: Service,
}

impl Deref for House {
    type Target = Service;
    fn deref(&self) -> &Service {
        &self.here
    }
}

pub async fn furnish(fresh: Fresh) -> House {
    let records = fresh.records.at(minute(0));
    let here = service(&records, "Northbrook").await;
    let elsewhere = service(&records, "Southfield").await;
    House { fresh, records, here, elsewhere }
}

async fn service(records: &Records, name: &str) -> Service {
    let letterhead = vec![format!("{name} Community Therapy"), "1 Station Road".to_owned()];
    let org = records.add_organisation(name, &letterhead).await.expect("an organisation");
    let jo = staff(records, org, name, ("Jo Marsh", Role::Supervisor), None).await;
    let therapist = |who| staff(records, org, name, (who, Role::Therapist), None);
    let (amy, sam) = (therapist("Amy Castell").await, therapist("Sam Reid").await);
    let tomasz = staff(records, org, name, ("Tomasz Wilk", Role::Student), Some(jo.user)).await;
    let maya = staff(records, org, name, ("Maya Lund", Role::Manager), None).await;
    let officer = staff(records, org, name, ("Ines Roche", Role::PrivacyOfficer), None).await;
    let len = staff(records, org, name, ("Len Foster", Role::Administrator), None).await;
    let code = Some(("Left of the door".to_owned(), format!("Q4711 {name}")));
    let ellery = person(records, org, ("Margaret", "Ellery", "999 010 4212"), Some(amy.user), code).await;
    let osei = person(records, org, ("Kofi", "Osei", "999 004 8231"), None, None).await;
    Service { org, amy, sam, tomasz, jo, maya, officer, len, ellery, osei }
}

async fn staff(
    records: &Records,
    org: OrgId,
    at: &str,
    (name, role): (&str, Role),
    educator: Option<UserId>,
) -> Staff {
    let day = |text: &str| text.parse().ok();
    let placement = educator.and_then(|_| day("2026-04-01").zip(day("2026-06-26")));
    let new = NewAccount {
        name: name.to_owned(),
        email: format!("{}@{at}.example", name.replace(' ', ".")).to_lowercase(),
        role: role.code().to_owned(),
        placement_from: placement.map(|(from, _)| from),
        placement_until: placement.map(|(_, until)| until),
        educator,
        ..NewAccount::default()
    };
    let today = domain::calendar::uk_date(minute(0));
    let founder = Actor { user: UserId(Uuid::nil()), org, role: Role::Administrator, placement: None, today };
    let (user, _) = records.add_account(&founder, &new).await.expect("an account");
    let actor = Actor { user, org, role, placement, today };
    let title = role.word().to_owned();
    let me = Me {
        user,
        role,
        signatory: Signatory { user, name: name.to_owned(), title, registration: None },
        organisation: at.to_owned(),
        reviewer: None,
        placement_until: placement.map(|(_, until)| until),
    };
    Staff { caller: Caller { actor, me } }
}

async fn person(
    records: &Records,
    org: OrgId,
    (given, family, number): (&str, &str, &str),
    therapist: Option<UserId>,
    access_code: Option<(String, String)>,
) -> PersonId {
    let id = PersonId(Uuid::now_v7());
    let person = Person {
        id,
        title: None,
        given: given.to_owned(),
        family: family.to_owned(),
        preferred: None,
        born: "1941-03-14".parse().ok(),
        health_number: Some(number.to_owned()),
        address: "1 High Street".to_owned(),
        phone: None,
        language: None,
        before: BeforeYouKnock::default(),
        background: Background::default(),
    };
    let seed = SeedPerson { person, therapist, access_code };
    records.seeding(org).person(&seed).await.expect("a person");
    id
}

impl Service {
    /// Everybody, with a name for messages.
    pub fn everybody(&self) -> [(&'static str, &Staff); 7] {
        [
            ("therapist", &self.amy),
            ("colleague", &self.sam),
            ("student", &self.tomasz),
            ("supervisor", &self.jo),
            ("manager", &self.maya),
            ("privacy officer", &self.officer),
            ("administrator", &self.len),
        ]
    }

    /// A planned home visit to Mrs Ellery by this author, as the diary would have it.
    pub fn planned(&self, author: &Staff) -> SeedVisit {
        SeedVisit {
            id: VisitId(Uuid::now_v7()),
            person: self.ellery,
            kind: VisitKind::Home,
            planned: minute(30),
            minutes: 90,
            author: author.user,
            with: Vec::new(),
            reviewer: None,
            beside: None,
            forms: Vec::new(),
            needs_countersigning: author.role == Role::Student,
            state: VisitState::Planned,
            remark: None,
        }
    }
}

impl House {
    /// Puts a home visit of this author into the diary of the service at home here.
    pub async fn visit_of(&self, author: &Staff) -> VisitId {
        self.put(self.planned(author)).await
    }

    pub async fn put(&self, seed: SeedVisit) -> VisitId {
        self.records.seeding(self.org).visit(&seed).await.expect("a visit");
        seed.id
    }

    /// A visit with one answer in it, signed by its author.
    pub async fn signed(&self, author: &Staff) -> (VisitId, Pen) {
        let visit = self.visit_of(author).await;
        let mut pen = author.pen();
        pen.answer(visit, None, "v-consent-basis", "She agreed.");
        self.send(author, &mut pen).await;
        self.sign(author, visit, &mut pen).await;
        (visit, pen)
    }

    /// Signs what the author sees.
    pub async fn sign(&self, author: &Staff, visit: VisitId, pen: &mut Pen) {
        let hash = self.hash(author, visit).await;
        let version = self.open(author, visit).await.card.version;
        pen.sign(visit, version, &hash);
        let reply = self.send(author, pen).await;
        assert_eq!(reply.receipts.last().map(|r| &r.outcome), Some(&sync::Outcome::Applied));
    }

    /// The visit as this reader may see it.
    pub async fn open(&self, reader: &Actor, visit: VisitId) -> VisitRecord {
        self.records.visit(reader, visit, Action::ReadVisit).await.expect("readable")
    }

    /// The content hash as its author's tablet computes it.
    pub async fn hash(&self, author: &Actor, visit: VisitId) -> String {
        let record = self.open(author, visit).await;
        let fields: Fields = record.fields.into_iter().map(|pack| (pack.key, pack.heads)).collect();
        let forms: Vec<_> = record
            .card
            .forms
            .iter()
            .map(|form| (form.clone(), answers_of(&fields, &form.id, record.card.author)))
            .collect();
        content_hash(visit, record.card.version, &forms)
    }

    /// The words of a field, head by head, as this reader sees them.
    pub async fn words(&self, reader: &Actor, visit: VisitId, link: &str) -> Vec<String> {
        let record = self.open(reader, visit).await;
        let pack = record.fields.iter().find(|pack| pack.key.path.as_str() == link);
        pack.map(|pack| crate::pen::words(&pack.heads)).unwrap_or_default()
    }

    /// Sends everything the pen wrote and was not sent yet.
    pub async fn send(&self, who: &Staff, pen: &mut Pen) -> sync::PushReply {
        let request = pen.request();
        let reply = self.records.push(who, who.me(), &request).await.expect("taken");
        pen.sent();
        reply
    }
}

/// What the office writes down about somebody, with these facts and nothing else.
pub fn kept(facts: Person) -> KeptPerson {
    KeptPerson {
        facts,
        seen: None,
        therapist: None,
        code_place: String::new(),
        code: String::new(),
        removes_code: false,
        sure: false,
    }
}
