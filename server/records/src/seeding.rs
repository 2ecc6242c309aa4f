//! Putting people, accounts and visits into an empty database: for demo data and for tests. What
//! happens to the visits afterwards goes through the same methods as real work.

use crate::{
    accounts::insert_account,
    caseload::search_key,
    catalogue,
    entities::{access_code, account, person, referral, visit, visit_member},
    error::{RecordsError, Result, to_json},
    form_library::Library,
    opening::Records,
    orders::keep_allotment,
    passwords,
    sessions::Caller,
    transaction::WriteTx,
};
use chrono::{DateTime, Utc};
use domain::{
    OrgId, PersonId, Role, UserId, VisitId, VisitKind, VisitState,
    orders::{BudgetYear, Category, Pence},
    people::Person,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use sync::{desk::NewAccount, orders::CatalogueItem};

/// An account with its password.
pub struct SeedAccount {
    /// Its id.
    pub user: UserId,
    /// What the page for new users asks for.
    pub new: NewAccount,
    /// Password.
    pub password: String,
    /// Who reviews the work, besides an educator.
    pub reviewer: Option<UserId>,
}

/// A person.
pub struct SeedPerson {
    /// As on the banner.
    pub person: Person,
    /// Whose caseload.
    pub therapist: Option<UserId>,
    /// Place and code of the key safe.
    pub access_code: Option<(String, String)>,
}

/// A visit in the diary.
pub struct SeedVisit {
    /// Its id.
    pub id: VisitId,
    /// For whom.
    pub person: PersonId,
    /// Kind.
    pub kind: VisitKind,
    /// When.
    pub planned: DateTime<Utc>,
    /// How long.
    pub minutes: u32,
    /// Whose record.
    pub author: UserId,
    /// Who takes part besides, with names.
    pub with: Vec<(UserId, String)>,
    /// Who reviews it.
    pub reviewer: Option<UserId>,
    /// The visit it stands beside.
    pub beside: Option<VisitId>,
    /// Ids of its forms; those of its kind when empty.
    pub forms: Vec<String>,
    /// Whether it becomes part of the record only by countersigning.
    pub needs_countersigning: bool,
    /// Planned, cancelled or no access.
    pub state: VisitState,
    /// Why.
    pub remark: Option<String>,
}

/// Fills a database. Obtained only by those who own it: the command line, and tests.
pub struct Seeding<'a> {
    records: &'a Records,
    org: OrgId,
}

impl Records {
    /// Seeding into an organisation.
    pub fn seeding(&self, org: OrgId) -> Seeding<'_> {
        Seeding { records: self, org }
    }
}

impl Seeding<'_> {
    /// Adds an account that can sign in at once.
    pub async fn account(&self, seed: &SeedAccount) -> Result<Caller> {
        let role = Role::from_code(&seed.new.role).ok_or(RecordsError::Damaged("role"))?;
        let hash = passwords::hash(&seed.password).await?;
        let write = WriteTx::begin(self.records).await?;
        let email = seed.new.email.trim().to_lowercase();
        insert_account(&write, self.org, seed.user, &seed.new, role, &email).await?;
        let found = crate::accounts::find_account(&write.tx, self.org, seed.user).await?;
        let mut row: account::ActiveModel = found.into();
        row.password_hash = Set(Some(hash));
        row.reviewer = Set(seed.reviewer.or(seed.new.educator).map(|id| id.0));
        let row = row.update(&write.tx).await?;
        write.commit().await?;
        self.records.caller_of(row).await
    }

    /// Adds a person.
    pub async fn person(&self, seed: &SeedPerson) -> Result<()> {
        let write = WriteTx::begin(self.records).await?;
        let mut facts = seed.person.clone();
        facts.background.has_access_code = seed.access_code.is_some();
        let row = person::ActiveModel {
            id: Set(facts.id.0),
            org: Set(self.org.0),
            therapist: Set(seed.therapist.map(|id| id.0)),
            search_key: Set(search_key(&facts)),
            facts: Set(to_json(&facts)),
        };
        person::Entity::insert(row).exec_without_returning(&write.tx).await?;
        if let Some((place, code)) = &seed.access_code {
            let row = access_code::ActiveModel {
                person: Set(facts.id.0),
                org: Set(self.org.0),
                place: Set(place.clone()),
                code: Set(code.clone()),
            };
            access_code::Entity::insert(row).exec_without_returning(&write.tx).await?;
        }
        let row = referral::ActiveModel {
            id: Set(uuid::Uuid::now_v7()),
            org: Set(self.org.0),
            person: Set(facts.id.0),
            received_on: Set(domain::calendar::uk_date(write.now)),
            reason: Set(facts.background.referral.clone().unwrap_or_default()),
            state: Set("accepted".into()),
        };
        referral::Entity::insert(row).exec_without_returning(&write.tx).await?;
        write.commit().await
    }

    /// Puts a visit into the diary.
    pub async fn visit(&self, seed: &SeedVisit) -> Result<()> {
        let mut write = WriteTx::begin(self.records).await?;
        let day = domain::calendar::uk_date(seed.planned);
        let library = Library::read(self.records, &write.tx, self.org).await?;
        let forms = match seed.forms.is_empty() {
            true => library.forms_for(seed.kind, day),
            false => seed.forms.iter().filter_map(|id| library.on(id, day)).collect(),
        };
        let seq = write.next_seq();
        let row = visit::ActiveModel {
            id: Set(seed.id.0),
            org: Set(self.org.0),
            person: Set(seed.person.0),
            kind: Set(seed.kind.code().to_owned()),
            state: Set(seed.state.code().to_owned()),
            planned: Set(seed.planned),
            minutes: Set(seed.minutes as i32),
            author: Set(seed.author.0),
            reviewer: Set(seed.reviewer.map(|id| id.0)),
            beside: Set(seed.beside.map(|id| id.0)),
            forms: Set(to_json(&forms)),
            version: Set(1),
            needs_countersigning: Set(seed.needs_countersigning),
            arrived: Set(None),
            left_at: Set(None),
            present: Set(None),
            signed_at: Set(None),
            received_at: Set(None),
            returned: Set(None),
            remark: Set(seed.remark.clone()),
            passed: Set(None),
            reminded_at: Set(None),
            offered_seq: Set(seq),
            touched_seq: Set(seq),
        };
        visit::Entity::insert(row).exec_without_returning(&write.tx).await?;
        for (user, name) in &seed.with {
            let row = visit_member::ActiveModel {
                visit: Set(seed.id.0),
                account: Set(user.0),
                org: Set(self.org.0),
                name: Set(name.clone()),
            };
            visit_member::Entity::insert(row).exec_without_returning(&write.tx).await?;
        }
        write.commit().await
    }

    /// Gives a category its money for a year.
    pub async fn allotment(&self, year: BudgetYear, category: Category, amount: Pence) -> Result<()> {
        let write = WriteTx::begin(self.records).await?;
        keep_allotment(&write, self.org, "Threshold", (year, category, amount)).await?;
        write.commit().await
    }

    /// Puts items into the catalogue.
    pub async fn catalogue(&self, items: &[CatalogueItem]) -> Result<()> {
        let items: Vec<CatalogueItem> = items
            .iter()
            .map(|item| catalogue::checked(item.clone()).map_err(RecordsError::Refused))
            .collect::<Result<_>>()?;
        let write = WriteTx::begin(self.records).await?;
        catalogue::keep_items(&write, self.org, &items).await?;
        write.commit().await
    }
}
