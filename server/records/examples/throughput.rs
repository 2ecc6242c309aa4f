//! How many changes a second one tablet after the other can push into SQLite, every push on disk
//! (`synchronous=FULL`) before it is answered. Pushes are full ones, of 200 answers to real questions.

use chrono::{DateTime, Utc};
use domain::{
    Actor, PersonId, Role, UserId, VisitId, VisitKind, VisitState,
    people::{Background, BeforeYouKnock, Person},
    visits::Signatory,
};
use forms::{Answer, AnswerPath, Definition, Value};
use records::{NewAccount, Records, SeedPerson, SeedVisit};
use std::{collections::HashMap, time::Instant};
use sync::{Change, Mutation, PushRequest, SCHEMA, wire::PUSH_LIMIT};
use uuid::Uuid;

const N_VISITS: usize = 20;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let n_pushes = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100);
    let folder = std::env::temp_dir().join(format!("threshold-throughput-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(&format!("sqlite://{}/records.db", folder.display()), n_pushes).await;
    std::fs::remove_dir_all(&folder)?;
    println!("sync throughput: {:.0} mutations/s (SQLite, FULL)", measured?);
    Ok(())
}

async fn measure(url: &str, n_pushes: usize) -> Result<f64, Failure> {
    let records = Records::open(url, records::PhotoFiles::in_memory()).await?;
    let (actor, me, visits) = diary(&records).await?;
    let requests = requests(&visits, n_pushes)?;
    let started = Instant::now();
    for request in &requests {
        let reply = records.push(&actor, &me, request).await.map_err(|failure| format!("{failure:?}"))?;
        let applied = |receipt: &sync::wire::Receipt| receipt.outcome == sync::Outcome::Applied;
        if !reply.receipts.iter().all(applied) {
            return Err("not everything was applied".into());
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    records.close().await?;
    Ok((n_pushes * PUSH_LIMIT) as f64 / seconds)
}

/// One therapist with visits in the diary.
async fn diary(records: &Records) -> Result<(Actor, Signatory, Vec<VisitId>), Failure> {
    let org = records.add_organisation("Throughput", &[]).await?;
    let now: DateTime<Utc> = Utc::now();
    let today = domain::calendar::uk_date(now);
    let founder = Actor { user: UserId(Uuid::nil()), org, role: Role::Administrator, placement: None, today };
    let new = NewAccount {
        name: "Amy Castell".into(),
        email: "amy@throughput.example".into(),
        role: Role::Therapist.code().into(),
        ..NewAccount::default()
    };
    let (user, _) = records.add_account(&founder, &new).await?;
    let actor = Actor { user, role: Role::Therapist, ..founder };
    let me = Signatory { user, name: new.name, title: "Therapist".into(), registration: None };
    let person = person();
    let whom = person.id;
    let seed = SeedPerson { person, therapist: Some(user), access_code: None };
    records.seeding(org).person(&seed).await?;
    let mut visits = Vec::with_capacity(N_VISITS);
    for _ in 0..N_VISITS {
        let seed = SeedVisit {
            id: VisitId(Uuid::now_v7()),
            person: whom,
            kind: VisitKind::Home,
            planned: now,
            minutes: 90,
            author: user,
            with: Vec::new(),
            reviewer: None,
            beside: None,
            forms: Vec::new(),
            needs_countersigning: false,
            state: VisitState::Planned,
            remark: None,
        };
        visits.push(seed.id);
        records.seeding(org).visit(&seed).await?;
    }
    Ok((actor, me, visits))
}

fn person() -> Person {
    Person {
        id: PersonId(Uuid::now_v7()),
        title: None,
        given: "Margaret".into(),
        family: "Ellery".into(),
        preferred: None,
        born: None,
        health_number: None,
        address: "1 High Street".into(),
        phone: None,
        language: None,
        before: BeforeYouKnock::default(),
        background: Background::default(),
    }
}

/// Full pushes of one store: visit after visit, question after question, each answer on top of the
/// last one to the same question.
fn requests(visits: &[VisitId], n_pushes: usize) -> Result<Vec<PushRequest>, Failure> {
    let questions = questions()?;
    let client_id = Uuid::now_v7();
    let mut bases: HashMap<(VisitId, usize), Uuid> = HashMap::new();
    let mut seq = 0;
    let mut requests = Vec::with_capacity(n_pushes);
    for push in 0..n_pushes {
        let visit = visits[push % visits.len()];
        let round = push / visits.len();
        let mut mutations = Vec::with_capacity(PUSH_LIMIT);
        for n in 0..PUSH_LIMIT {
            seq += 1;
            let question = (round * PUSH_LIMIT / 2 + n) % questions.len();
            let (form, path) = questions[question].clone();
            let answer = Answer::one(Value::String(format!("Answer {seq}, in a sentence of some length.")));
            let id = Uuid::now_v7();
            let base = bases.insert((visit, question), id);
            let change = Change::AnswerSet { form, path, answer };
            let made_at = Utc::now();
            mutations.push(Mutation { id, client_id, seq, visit, base, made_at, schema: SCHEMA, change });
        }
        requests.push(PushRequest { epoch: None, client_id, mutations });
    }
    Ok(requests)
}

/// Every question of the forms of a home visit.
fn questions() -> Result<Vec<(String, AnswerPath)>, Failure> {
    let mut found = Vec::new();
    for id in VisitKind::Home.forms() {
        let json = forms::instruments::get(id).ok_or("a form of ours")?;
        let definition = Definition::parse(json).map_err(|refusal| format!("{refusal:?}"))?;
        for item in definition.items().iter().filter(|item| item.children.is_empty()) {
            found.push(((*id).to_owned(), AnswerPath::root(&item.link_id)));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_measurement_ends_with_everything_applied() {
        super::main().expect("measured");
    }
}
