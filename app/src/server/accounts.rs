//! Puts together what the pages of administrators and privacy officers show.

use super::{caller, project, records};
use crate::{
    api::{
        accounts::{AccountPage, Added},
        audit::AuditPage,
    },
    error::AppError,
};
use domain::{Role, UserId};
use records::{AccountLine, AuditFilter, NewAccount};

/// One account of the caller's organisation, with its tablets.
pub async fn one_account(user: UserId) -> Result<AccountPage, AppError> {
    let caller = caller().await?;
    let all = records().accounts(&caller.actor).await.map_err(project)?;
    let reviews =
        |line: &&AccountLine| line.role == Role::Supervisor && line.user != user && !line.has_left();
    let reviewers = all.iter().filter(reviews).map(|line| (line.user, line.name.clone())).collect();
    let found = all.into_iter().find(|line| line.user == user);
    let line = found.ok_or_else(|| project(records::RecordsError::NotFound))?;
    let tablets = records().tablets_of(&caller.actor, user).await.map_err(project)?;
    Ok(AccountPage { line, tablets, reviewers })
}

/// Adds an account and makes its start link.
pub async fn add_account(new: NewAccount) -> Result<Added, AppError> {
    let caller = caller().await?;
    let (_, link) = records().add_account(&caller.actor, &new).await.map_err(project)?;
    Ok(Added { name: new.name.trim().to_owned(), link })
}

/// The newest rows of the trail, and whether the chain holds.
pub async fn audit_page() -> Result<AuditPage, AppError> {
    let caller = caller().await?;
    let records = records();
    let rows = records.audit_trail(&caller.actor, &AuditFilter::default()).await.map_err(project)?;
    let choices = records.audit_choices(&caller.actor).await.map_err(project)?;
    let chain = records.verify_audit().await.map_err(project)?;
    Ok(AuditPage { rows, choices, chain, checked_at: chrono::Utc::now() })
}
