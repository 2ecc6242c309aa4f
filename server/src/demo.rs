//! Demo data: invented people, staff and three weeks of visits in every state. It is put in through
//! the same methods as real work, each at its own moment, so that what one sees has really happened.

mod answers;
mod files;
mod money;
mod story;
#[cfg(test)]
mod worked;

use files::{DemoPerson, DemoStaff, DemoVisit};
use records::{Caller, NewAccount, NewFormVersion, Records, SeedAccount, SeedPerson, SeedVisit};
use std::{collections::HashMap, error::Error, path::Path};
use uuid::Uuid;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{OrgId, PersonId, UserId, VisitId, VisitKind, VisitState, calendar, people};

type Failure = Box<dyn Error + Send + Sync>;

/// The organisation everybody of the demo belongs to.
const ORGANISATION: &str = "Larkshire Community Occupational Therapy (demo)";
/// A second one, to see that organisations do not see each other.
const SECOND: &str = "Second Service (demo)";
const PASSWORD_FILE: &str = "demo-password.txt";

/// Fills an empty database; does nothing when the demo is there already.
pub async fn load(records: &Records, data: &Path) -> Result<(), Failure> {
    if records.organisation_named(ORGANISATION).await?.is_some() {
        return Ok(());
    }
    let password = fresh_password();
    std::fs::write(data.join(PASSWORD_FILE), &password)?;
    let letterhead = [
        ORGANISATION.to_owned(),
        "Tannery House, 2 Weir Lane, Harrowmere, ZZ3 1AA".to_owned(),
        "Telephone 01632 960147".to_owned(),
    ];
    let org = records.add_organisation(ORGANISATION, &letterhead).await?;
    let mut demo = Demo::new(records, org);
    demo.staff(&password).await?;
    demo.people().await?;
    demo.forms().await?;
    demo.money().await?;
    demo.visits().await?;
    demo.orders().await?;
    second_service(records, &password).await?;
    Ok(())
}

/// Prints how to sign in.
pub fn print_accounts(data: &Path) -> Result<(), Failure> {
    let password = std::fs::read_to_string(data.join(PASSWORD_FILE))?;
    println!("Demo accounts:");
    for staff in files::staff()? {
        println!("  {:<28} {} ({})", staff.email, staff.name, staff.title);
    }
    println!("Password for all demo accounts: {}", password.trim());
    Ok(())
}

/// Three words and a number out of a small list: easy to type on a tablet, fresh for each demo.
fn fresh_password() -> String {
    const WORDS: [&str; 16] = [
        "lantern", "quarry", "thimble", "harbour", "willow", "copper", "saddle", "meadow", "button", "ember",
        "gravel", "ribbon", "kettle", "marble", "orchard", "pepper",
    ];
    let chance = Uuid::new_v4().as_u128();
    let word = |at: u32| WORDS[((chance >> (at * 4)) & 15) as usize];
    format!("{}-{}-{}-{}", word(0), word(1), word(2), 10 + (chance >> 20) % 90)
}

/// The demo on its way in.
pub(crate) struct Demo<'a> {
    records: &'a Records,
    org: OrgId,
    /// Day `wd0`: the day the demo is loaded, weekends too, so that Today is never empty.
    today: NaiveDate,
    callers: HashMap<String, Caller>,
    people: HashMap<String, PersonId>,
    visits: HashMap<String, VisitId>,
    clients: HashMap<String, (Uuid, u64)>,
}

impl<'a> Demo<'a> {
    fn new(records: &'a Records, org: OrgId) -> Demo<'a> {
        Demo {
            records,
            org,
            today: calendar::uk_date(Utc::now()),
            callers: HashMap::new(),
            people: HashMap::new(),
            visits: HashMap::new(),
            clients: HashMap::new(),
        }
    }

    /// "wd-4": so many working days away.
    fn day(&self, text: &str) -> Result<NaiveDate, Failure> {
        let away: i32 =
            text.trim_start_matches("wd").parse().map_err(|_| format!("no working day: {text}"))?;
        match away {
            0 => Ok(self.today),
            n => {
                // Before a weekend day the last working day counts as one back, after it the next as one on.
                let from = match calendar::is_working_day(self.today) {
                    true => self.today,
                    false if n > 0 => {
                        calendar::add_working_days(self.today, 0).pred_opt().unwrap_or(self.today)
                    }
                    false => self.today,
                };
                let mut day = from;
                let mut left = n.unsigned_abs();
                while left > 0 {
                    day = if n < 0 { day.pred_opt() } else { day.succ_opt() }.unwrap_or(day);
                    left -= u32::from(calendar::is_working_day(day));
                }
                Ok(day)
            }
        }
    }

    /// A day and a time in the UK as an instant.
    fn moment(&self, day: &str, time: &str) -> Result<DateTime<Utc>, Failure> {
        let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| format!("no time: {time}"))?;
        Ok(calendar::from_uk_local(self.day(day)?.and_time(time)))
    }

    /// Words with their days.
    fn in_days(&self, words: &str) -> Result<String, Failure> {
        answers::in_days(words, &|day| self.day(day))
    }

    fn caller(&self, staff: &str) -> Result<&Caller, Failure> {
        self.callers.get(staff).ok_or_else(|| format!("nobody is called {staff}").into())
    }

    fn user(&self, staff: &str) -> Result<UserId, Failure> {
        Ok(self.caller(staff)?.actor.user)
    }

    async fn staff(&mut self, password: &str) -> Result<(), Failure> {
        let staff = files::staff()?;
        let ids: HashMap<&str, UserId> =
            staff.iter().map(|one| (one.id.as_str(), UserId(Uuid::now_v7()))).collect();
        for one in &staff {
            let seed = self.account(one, &ids, password)?;
            let caller = self.records.seeding(self.org).account(&seed).await?;
            self.callers.insert(one.id.clone(), caller);
        }
        Ok(())
    }

    fn account(
        &self,
        one: &DemoStaff,
        ids: &HashMap<&str, UserId>,
        password: &str,
    ) -> Result<SeedAccount, Failure> {
        let placement = one.placement.as_ref();
        let day = |text: Option<&str>| text.map(|text| self.day(text)).transpose();
        Ok(SeedAccount {
            user: ids[one.id.as_str()],
            new: NewAccount {
                name: one.name.clone(),
                email: one.email.clone(),
                role: one.role.clone(),
                title: one.title.clone(),
                registration: one
                    .registration
                    .as_ref()
                    .map(|r| format!("{} {}", r.regulator, r.number))
                    .unwrap_or_default(),
                placement_from: day(placement.map(|p| p.from.as_str()))?,
                placement_until: day(placement.map(|p| p.to.as_str()))?,
                educator: placement.and_then(|p| ids.get(p.educator.as_str()).copied()),
                university: placement.map(|p| p.university.clone()).unwrap_or_default(),
            },
            password: password.to_owned(),
            reviewer: (one.role == "assistant").then(|| ids["st-supervisor"]),
        })
    }

    async fn people(&mut self) -> Result<(), Failure> {
        let visits = files::visits()?;
        for one in files::people()? {
            let id = PersonId(Uuid::now_v7());
            let therapist = visits
                .iter()
                .filter(|visit| visit.person == one.id && visit.author.starts_with("st-therapist"))
                .map(|visit| visit.author.as_str())
                .next_back();
            let therapist = therapist.map(|staff| self.user(staff)).transpose()?;
            let access_code = one.key_safe.as_ref().map(|safe| (safe.place.clone(), safe.code.clone()));
            let seed = SeedPerson { person: self.person(&one, id)?, therapist, access_code };
            self.records.seeding(self.org).person(&seed).await?;
            self.people.insert(one.id, id);
        }
        Ok(())
    }

    fn person(&self, one: &DemoPerson, id: PersonId) -> Result<people::Person, Failure> {
        let years = chrono::Months::new(u32::from(one.age) * 12);
        let days = chrono::Days::new(40 + u64::from(one.age) * 3 % 300);
        let risk = one.before.risk.as_deref().map(|words| self.in_days(words)).transpose()?;
        Ok(people::Person {
            id,
            title: one.title.clone(),
            given: one.given.clone(),
            family: one.family.clone(),
            preferred: one.preferred.clone(),
            born: self.today.checked_sub_months(years).and_then(|day| day.checked_sub_days(days)),
            health_number: Some(one.health_number.clone()),
            address: format!("{}, {}, {}", one.address_line, one.town, one.postcode),
            phone: Some(one.phone.clone()),
            language: Some(one.language.clone()),
            before: people::BeforeYouKnock { risk, ..one.before.clone() },
            background: people::Background {
                wants: Some(one.wants.clone()),
                referral: Some(one.referral.clone()),
                health: Some(format!("{} {}", one.health, one.course)),
                home: Some(one.home.clone()),
                home_kind: Some(one.home_kind.clone()),
                household: Some(one.household.clone()),
                strengths: Some(one.strengths.clone()),
                interpreter: one.interpreter.clone(),
                has_access_code: one.key_safe.is_some(),
            },
        })
    }

    async fn visits(&mut self) -> Result<(), Failure> {
        let visits = files::visits()?;
        for visit in &visits {
            self.visits.insert(visit.id.clone(), VisitId(Uuid::now_v7()));
        }
        for visit in &visits {
            let seed = self.diary_entry(visit)?;
            self.records.seeding(self.org).visit(&seed).await?;
        }
        story::tell(self, &visits).await
    }

    /// A form of the service's own: one version in use, the next from two weeks on.
    async fn forms(&self) -> Result<(), Failure> {
        let admin = self.caller("st-admin")?;
        for (form, days) in files::CALL_CHECK.into_iter().zip([0, 14]) {
            let from = admin.actor.today + TimeDelta::days(days);
            let kinds = vec![VisitKind::Virtual];
            let new = NewFormVersion { questionnaire: form.to_owned(), from, kinds };
            self.records.publish_form(&admin.actor, &new).await?;
        }
        Ok(())
    }

    fn diary_entry(&self, visit: &DemoVisit) -> Result<SeedVisit, Failure> {
        let author = self.caller(&visit.author)?;
        let mut with = Vec::new();
        for staff in &visit.with {
            let caller = self.caller(staff)?;
            with.push((caller.actor.user, caller.me.signatory.name.clone()));
        }
        let state = match visit.state.as_str() {
            "no-access" => VisitState::NoAccess,
            "cancelled" => VisitState::Cancelled,
            _ => VisitState::Planned,
        };
        Ok(SeedVisit {
            id: self.visits[&visit.id],
            person: self.people[&visit.person],
            kind: VisitKind::from_code(&visit.kind).ok_or_else(|| format!("no kind: {}", visit.kind))?,
            planned: self.moment(&visit.day, &visit.time)?,
            minutes: visit.minutes,
            author: author.actor.user,
            with,
            reviewer: visit.reviewer.as_deref().map(|staff| self.user(staff)).transpose()?,
            beside: visit.beside.as_ref().and_then(|id| self.visits.get(id).copied()),
            forms: visit.forms.clone(),
            needs_countersigning: author.me.role.needs_countersigning() || visit.reviewer.is_some(),
            state,
            remark: visit.reason.as_deref().map(|words| self.in_days(words)).transpose()?,
        })
    }
}

async fn second_service(records: &Records, password: &str) -> Result<(), Failure> {
    let org = records.add_organisation(SECOND, &[SECOND.to_owned()]).await?;
    let therapist = UserId(Uuid::now_v7());
    let new = NewAccount {
        name: "Robin Attwater".into(),
        email: "therapist@second.example".into(),
        role: "therapist".into(),
        ..NewAccount::default()
    };
    let seed = SeedAccount { user: therapist, new, password: password.into(), reviewer: None };
    records.seeding(org).account(&seed).await?;
    let person = people::Person {
        title: Some("Mr".into()),
        given: "Aled".into(),
        family: "Longstaff".into(),
        address: "1 Far Lane, Saltreach, ZZ5 1AA".into(),
        ..people::Person::unknown(PersonId(Uuid::now_v7()))
    };
    let seed = SeedPerson { person, therapist: Some(therapist), access_code: None };
    records.seeding(org).person(&seed).await?;
    Ok(())
}
