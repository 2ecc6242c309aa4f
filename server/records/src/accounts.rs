//! Accounts: adding people who use Threshold, changing what is kept of them, and who is who.

use crate::{
    entities::{account, organisation, placement, session},
    error::{RecordsError, Result},
    opening::Records,
    start_links::make_start_link,
    tablets::withdraw_all,
    transaction::WriteTx,
};
use chrono::NaiveDate;
use domain::{
    Action, Actor, OrgId, Relationship, Role, UserId, VisitState, access::decide, visits::Signatory,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use sync::desk::{AccountLine, ChangedAccount, NewAccount, StartLink};
use uuid::Uuid;

/// The longest name and the longest printed role, in letters.
const LONGEST_NAME: usize = 100;

impl Records {
    /// Makes an organisation. For the command line and for demo data.
    pub async fn add_organisation(&self, name: &str, letterhead: &[String]) -> Result<OrgId> {
        let write = WriteTx::begin(self).await?;
        let id = OrgId(Uuid::now_v7());
        let row = organisation::ActiveModel {
            id: Set(id.0),
            name: Set(name.to_owned()),
            letterhead: Set(crate::error::to_json(&letterhead)),
        };
        organisation::Entity::insert(row).exec_without_returning(&write.tx).await?;
        write.commit().await?;
        Ok(id)
    }

    /// The organisation of this name, if there is one. For the command line.
    pub async fn organisation_named(&self, name: &str) -> Result<Option<OrgId>> {
        let found = organisation::Entity::find()
            .filter(organisation::Column::Name.eq(name))
            .one(&self.readers)
            .await?;
        Ok(found.map(|row| OrgId(row.id)))
    }

    /// Adds an account and makes its start link.
    pub async fn add_account(&self, actor: &Actor, new: &NewAccount) -> Result<(UserId, StartLink)> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        let role = checked(new)?;
        let mut write = WriteTx::begin(self).await?;
        if let Some(educator) = new.educator {
            find_account(&write.tx, actor.org, educator).await?;
        }
        let email = free_email(&write, &new.email).await?;
        let user = UserId(Uuid::now_v7());
        insert_account(&write, actor.org, user, new, role, &email).await?;
        let link = make_start_link(&write, actor.org, user).await?;
        write.note(actor.org, actor.user, "account-added", format!("account {user}"), "");
        write.commit().await?;
        Ok((user, link))
    }

    /// Changes the email somebody signs in with, what is printed under signatures, who reviews the work, and how long a placement lasts. What was signed
    /// before keeps what stood under it.
    pub async fn change_account(
        &self,
        actor: &Actor,
        user: UserId,
        seen: &ChangedAccount,
        changed: &ChangedAccount,
    ) -> Result<()> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        let refuse = |words: &str| Err(RecordsError::Refused(words.to_owned()));
        let (name, title) = (changed.name.trim(), changed.title.trim());
        if name.is_empty() {
            return refuse("Write the full name.");
        }
        if title.is_empty() {
            return refuse("Write the role as it is printed under signatures.");
        }
        if name.chars().count().max(title.chars().count()) > LONGEST_NAME {
            return refuse("A name has at most 100 letters, a printed role as well. Shorten it.");
        }
        let mut write = WriteTx::begin(self).await?;
        let found = find_account(&write.tx, actor.org, user).await?;
        let placed = placement::Entity::find_by_id(user.0).one(&write.tx).await?;
        let now = ChangedAccount {
            email: found.email.clone(),
            name: found.name.clone(),
            title: found.title.clone(),
            registration: found.registration.clone().unwrap_or_default(),
            reviewer: found.reviewer.map(UserId),
            placement_until: placed.as_ref().map(|row| row.until_day),
        };
        if *seen != now {
            return refuse("Somebody else changed this account while you wrote. Load the page again.");
        }
        if let Some(reviewer) = changed.reviewer {
            let reviewer = find_account(&write.tx, actor.org, reviewer).await?;
            if role_of(&reviewer)? != Role::Supervisor || reviewer.id == user.0 {
                return refuse("Choose a supervisor who reviews the work, and nobody reviews their own.");
            }
        }
        if let Some(placement) = placed {
            let (Some(until), Some(educator)) = (changed.placement_until, changed.reviewer) else {
                return refuse("A student needs the last day of the placement and an educator.");
            };
            if until < placement.from_day {
                return refuse("The placement ends before it begins. Correct the last day.");
            }
            let mut placement: placement::ActiveModel = placement.into();
            placement.until_day = Set(until);
            placement.educator = Set(educator.0);
            placement.update(&write.tx).await?;
        }
        let has_moved = changed.email.trim().to_lowercase() != found.email;
        let email = if has_moved { free_email(&write, &changed.email).await? } else { found.email.clone() };
        let mut row: account::ActiveModel = found.into();
        row.email = Set(email);
        row.name = Set(name.to_owned());
        row.title = Set(title.to_owned());
        row.registration = Set(Some(changed.registration.trim().to_owned()).filter(|text| !text.is_empty()));
        row.reviewer = Set(changed.reviewer.map(|id| id.0));
        row.update(&write.tx).await?;
        write.note(actor.org, actor.user, "account-changed", format!("account {user}"), "");
        write.commit().await
    }

    /// Ends all sessions of an account and, from this day on, its right to sign in.
    pub async fn account_leaves(&self, actor: &Actor, user: UserId) -> Result<()> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        let found = find_account(&write.tx, actor.org, user).await?;
        if found.role == Role::Administrator.code() && last_administrator(&write, actor.org).await? {
            return Err(RecordsError::Refused(
                "This is the last administrator. Add another one first.".into(),
            ));
        }
        let mut row: account::ActiveModel = found.into();
        row.left_on = Set(Some(actor.today));
        row.update(&write.tx).await?;
        end_sessions(&write, user).await?;
        withdraw_all(&mut write, actor.org, actor.user, user).await?;
        write.note(actor.org, actor.user, "account-left", format!("account {user}"), "");
        write.commit().await
    }

    /// Ends all sessions of an account, on every device. The account stays.
    pub async fn end_sessions_of(&self, actor: &Actor, user: UserId) -> Result<()> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        find_account(&write.tx, actor.org, user).await?;
        end_sessions(&write, user).await?;
        write.note(actor.org, actor.user, "sessions-ended", format!("account {user}"), "");
        write.commit().await
    }

    /// Every account of the actor's organisation.
    pub async fn accounts(&self, actor: &Actor) -> Result<Vec<AccountLine>> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        let rows = account::Entity::find()
            .filter(account::Column::Org.eq(actor.org.0))
            .order_by_asc(account::Column::Name)
            .all(&self.readers)
            .await?;
        let placements = placement::Entity::find()
            .filter(placement::Column::Org.eq(actor.org.0))
            .all(&self.readers)
            .await?;
        let sessions =
            session::Entity::find().filter(session::Column::Org.eq(actor.org.0)).all(&self.readers).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let until = placements.iter().find(|p| p.account == row.id).map(|p| p.until_day);
            let last_seen = sessions.iter().filter(|s| s.account == row.id).map(|s| s.last_seen).max();
            lines.push(AccountLine {
                user: UserId(row.id),
                role: role_of(&row)?,
                state: state_words(&row, until, actor.today),
                name: row.name,
                email: row.email,
                title: row.title,
                registration: row.registration,
                last_seen,
                reviewer: row.reviewer.map(UserId),
                placement_until: until,
            });
        }
        Ok(lines)
    }
}

/// Whether the account can no longer sign in.
pub(crate) fn has_left(row: &account::Model, today: NaiveDate) -> bool {
    row.left_on.is_some_and(|day| day <= today)
}

fn state_words(row: &account::Model, placement_until: Option<NaiveDate>, today: NaiveDate) -> String {
    match (row.left_on, placement_until, &row.password_hash) {
        (Some(day), _, _) if day <= today => format!("Left {}", domain::calendar::long_date(day)),
        (_, Some(until), _) if until < today => {
            format!("Placement ended {}", domain::calendar::long_date(until))
        }
        (_, _, None) => "Start link not used yet".to_owned(),
        (_, Some(until), _) => format!("Placement until {}", domain::calendar::long_date(until)),
        _ => "Active".to_owned(),
    }
}

fn checked(new: &NewAccount) -> Result<Role> {
    let refuse = |words: &str| Err(RecordsError::Refused(words.to_owned()));
    let Some(role) = Role::from_code(&new.role) else {
        return refuse("Choose a role.");
    };
    if new.name.trim().is_empty() {
        return refuse("Write the full name.");
    }
    if new.name.chars().count().max(new.title.chars().count()) > LONGEST_NAME {
        return refuse("A name has at most 100 letters, a printed role as well. Shorten it.");
    }
    match (role, new.placement_from, new.placement_until, new.educator) {
        (Role::Student, Some(from), Some(until), Some(_)) if from <= until => Ok(role),
        (Role::Student, Some(_), Some(_), Some(_)) => {
            refuse("The placement ends before it begins. Correct one of the dates.")
        }
        (Role::Student, ..) => refuse("A student needs the dates of the placement and an educator."),
        _ => Ok(role),
    }
}

/// A complete email address that no account has, as it is kept.
async fn free_email(write: &WriteTx, typed: &str) -> Result<String> {
    let refuse = |words: &str| Err(RecordsError::Refused(words.to_owned()));
    let email = typed.trim().to_lowercase();
    if !email.contains('@') || email.len() > 200 {
        return refuse("Write a complete email address, like name@service.example.");
    }
    let taken = account::Entity::find().filter(account::Column::Email.eq(&email)).one(&write.tx).await?;
    match taken {
        Some(_) => refuse("There is an account with this email already."),
        None => Ok(email),
    }
}

pub(crate) async fn insert_account(
    write: &WriteTx,
    org: OrgId,
    user: UserId,
    new: &NewAccount,
    role: Role,
    email: &str,
) -> Result<()> {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut title = role.word().to_owned();
    title[..1].make_ascii_uppercase();
    let row = account::ActiveModel {
        id: Set(user.0),
        org: Set(org.0),
        email: Set(email.to_owned()),
        name: Set(new.name.trim().to_owned()),
        role: Set(role.code().to_owned()),
        title: Set(filled(&new.title).unwrap_or(title)),
        registration: Set(filled(&new.registration)),
        registration_until: Set(None),
        reviewer: Set(new.educator.map(|id| id.0)),
        approval_limit: Set(None),
        password_hash: Set(None),
        left_on: Set(None),
        created_at: Set(write.now),
    };
    account::Entity::insert(row).exec_without_returning(&write.tx).await?;
    if let (Role::Student, Some(from), Some(until), Some(educator)) =
        (role, new.placement_from, new.placement_until, new.educator)
    {
        let row = placement::ActiveModel {
            account: Set(user.0),
            org: Set(org.0),
            from_day: Set(from),
            until_day: Set(until),
            educator: Set(educator.0),
            university: Set(new.university.clone()),
        };
        placement::Entity::insert(row).exec_without_returning(&write.tx).await?;
    }
    Ok(())
}

async fn last_administrator(write: &WriteTx, org: OrgId) -> Result<bool> {
    let administrators = account::Entity::find()
        .filter(account::Column::Org.eq(org.0))
        .filter(account::Column::Role.eq(Role::Administrator.code()))
        .filter(account::Column::LeftOn.is_null())
        .all(&write.tx)
        .await?;
    Ok(administrators.len() <= 1)
}

pub(crate) async fn end_sessions(write: &WriteTx, user: UserId) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, sea_orm::sea_query::Expr::value(write.now))
        .filter(session::Column::Account.eq(user.0))
        .exec(&write.tx)
        .await?;
    Ok(())
}

/// An account of this organisation.
pub(crate) async fn find_account(
    db: &impl ConnectionTrait,
    org: OrgId,
    user: UserId,
) -> Result<account::Model> {
    account::Entity::find_by_id(user.0)
        .filter(account::Column::Org.eq(org.0))
        .one(db)
        .await?
        .ok_or(RecordsError::NotFound)
}

pub(crate) fn role_of(row: &account::Model) -> Result<Role> {
    Role::from_code(&row.role).ok_or(RecordsError::Damaged("role"))
}

pub(crate) fn signatory_of(row: &account::Model) -> Signatory {
    Signatory {
        user: UserId(row.id),
        name: row.name.clone(),
        title: row.title.clone(),
        registration: row.registration.clone(),
    }
}
