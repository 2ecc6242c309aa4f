//! Putting people, accounts and visits into an empty database: for demo data and for tests. What
//! happens to the visits afterwards goes through the same methods as real work.

use crate::{
    accounts::insert_account,
    catalogue,
    entities::account,
    error::{RecordsError, Result},
    opening::Records,
    orders::keep_allotment,
    passwords,
    people::insert_person,
    planning::insert_visit,
    sessions::Caller,
    transaction::WriteTx,
};
use chrono::{DateTime, Utc};
use domain::{
    OrgId, PersonId, Role, UserId, VisitId, VisitKind, VisitState,
    orders::{BudgetYear, Category, Pence},
    people::Person,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
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
#[derive(Clone)]
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
        let SeedPerson { person, therapist, access_code } = seed;
        insert_person(&write, self.org, person.clone(), *therapist, access_code.as_ref()).await?;
        write.commit().await
    }

    /// Puts a visit into the diary.
    pub async fn visit(&self, seed: &SeedVisit) -> Result<()> {
        let mut write = WriteTx::begin(self.records).await?;
        insert_visit(self.records, &mut write, self.org, seed).await?;
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
