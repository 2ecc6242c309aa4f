//! Accounts: who uses Threshold, adding somebody, and what happens when somebody leaves.

use crate::error::AppError;
use domain::UserId;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::desk::{AccountLine, ChangedAccount, NewAccount, StartLink, TabletLine};
use uuid::Uuid;

/// An account that was just added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Its name.
    pub name: String,
    /// The start link, shown once.
    pub link: StartLink,
}

/// One account with the tablets it works on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// The account.
    pub line: AccountLine,
    /// Its tablets, the last seen first.
    pub tablets: Vec<TabletLine>,
    /// Who could review the work.
    pub reviewers: Vec<(UserId, String)>,
}

/// What is changed of which account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changing {
    /// The account.
    pub user: UserId,
    /// As it stood when somebody began to change it.
    pub seen: ChangedAccount,
    /// What it is from now on.
    pub changed: ChangedAccount,
}

/// Every account of the caller's organisation. Administrators only.
#[server(prefix = "/api/office", endpoint = "accounts", input = Json)]
pub async fn accounts() -> Result<Vec<AccountLine>, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().accounts(&caller.actor).await.map_err(crate::server::project)
}

/// One account.
#[server(prefix = "/api/office", endpoint = "account", input = Json)]
pub async fn account(user: UserId) -> Result<AccountPage, AppError> {
    crate::server::one_account(user).await
}

/// Adds an account and makes its start link.
#[server(prefix = "/api/office", endpoint = "add-account", input = Json)]
pub async fn add_account(new: NewAccount) -> Result<Added, AppError> {
    crate::server::add_account(new).await
}

/// Changes what is printed under signatures, who reviews the work, and how long a placement lasts.
#[server(prefix = "/api/office", endpoint = "change-account", input = Json)]
pub async fn change_account(changing: Changing) -> Result<AccountPage, AppError> {
    let caller = crate::server::caller().await?;
    let Changing { user, seen, changed } = changing;
    let done = crate::server::records().change_account(&caller.actor, user, &seen, &changed).await;
    done.map_err(crate::server::project)?;
    crate::server::one_account(user).await
}

/// A fresh start link, for a forgotten password.
#[server(prefix = "/api/office", endpoint = "renew-start-link", input = Json)]
pub async fn renew_start_link(user: UserId) -> Result<StartLink, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().renew_start_link(&caller.actor, user).await.map_err(crate::server::project)
}

/// Ends all sessions of an account, on every device.
#[server(prefix = "/api/office", endpoint = "end-sessions", input = Json)]
pub async fn end_sessions(user: UserId) -> Result<AccountPage, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().end_sessions_of(&caller.actor, user).await.map_err(crate::server::project)?;
    crate::server::one_account(user).await
}

/// From today on the account may not sign in any more. The last administrator stays.
#[server(prefix = "/api/office", endpoint = "account-leaves", input = Json)]
pub async fn account_leaves(user: UserId) -> Result<AccountPage, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().account_leaves(&caller.actor, user).await.map_err(crate::server::project)?;
    crate::server::one_account(user).await
}

/// Withdraws a tablet: its half of the key is destroyed, and it clears itself at its next contact.
#[server(prefix = "/api/office", endpoint = "withdraw-tablet", input = Json)]
pub async fn withdraw_tablet(tablet: Uuid) -> Result<AccountPage, AppError> {
    let caller = crate::server::caller().await?;
    let owner = crate::server::records()
        .withdraw_tablet(&caller.actor, tablet)
        .await
        .map_err(crate::server::project)?;
    crate::server::one_account(owner).await
}
