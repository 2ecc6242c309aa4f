//! Start links: how somebody comes to a first password, or to a new one.

use crate::{
    accounts::{end_sessions, find_account},
    entities::{account, start_link},
    error::{RecordsError, Result},
    opening::Records,
    passwords,
    sessions::token_hash,
    transaction::WriteTx,
};
use chrono::{DateTime, Duration, Utc};
use domain::{Action, Actor, OrgId, Relationship, UserId, VisitState, access::decide};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use sync::desk::StartLink;

impl Records {
    /// A fresh start link, for a forgotten password.
    pub async fn renew_start_link(&self, actor: &Actor, user: UserId) -> Result<StartLink> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        find_account(&write.tx, actor.org, user).await?;
        let link = make_start_link(&write, actor.org, user).await?;
        write.note(actor.org, actor.user, "start-link-made", format!("account {user}"), "");
        write.commit().await?;
        Ok(link)
    }

    /// The email of the account that a start link opens, while it does.
    pub async fn start_link_of(&self, token: &str) -> Result<Option<String>> {
        let Some(link) = open_link(&self.readers, token, self.now()).await? else { return Ok(None) };
        let account = find_account(&self.readers, OrgId(link.org), UserId(link.account)).await?;
        Ok(Some(account.email))
    }

    /// Chooses the first (or a new) password with a start link, which then is used up.
    pub async fn use_start_link(&self, token: &str, password: &str) -> Result<()> {
        if password.chars().count() < passwords::PASSWORD_MIN {
            return Err(RecordsError::Refused(format!(
                "Use at least {} characters; three or four words are good.",
                passwords::PASSWORD_MIN
            )));
        }
        let used_up = || {
            RecordsError::Refused(
                "This start link is used or too old. Ask your administrator for a new one.".into(),
            )
        };
        // Looked at before the costly work: whoever made a link up gets none of it.
        if self.start_link_of(token).await?.is_none() {
            return Err(used_up());
        }
        let hash = passwords::hash(password).await?;
        let mut write = WriteTx::begin(self).await?;
        let link = open_link(&write.tx, token, write.now).await?.ok_or_else(used_up)?;
        let (org, user) = (OrgId(link.org), UserId(link.account));
        let mut used: start_link::ActiveModel = link.into();
        used.used_at = Set(Some(write.now));
        used.update(&write.tx).await?;
        let found = find_account(&write.tx, org, user).await?;
        let mut row: account::ActiveModel = found.into();
        row.password_hash = Set(Some(hash));
        row.update(&write.tx).await?;
        // Whoever was signed in with the password before is not any more.
        end_sessions(&write, user).await?;
        write.note(org, user, "password-chosen", format!("account {user}"), "");
        write.commit().await
    }
}

/// A start link that nobody has used, in its time.
async fn open_link(
    db: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<start_link::Model>> {
    let link = start_link::Entity::find_by_id(token_hash(token)).one(db).await?;
    Ok(link.filter(|row| row.used_at.is_none() && row.expires_at > now))
}

/// A fresh link; those made before keep their time.
pub(crate) async fn make_start_link(write: &WriteTx, org: OrgId, user: UserId) -> Result<StartLink> {
    let token = passwords::random_token()?;
    let valid_until = write.now + Duration::hours(24);
    let row = start_link::ActiveModel {
        token_hash: Set(token_hash(&token)),
        account: Set(user.0),
        org: Set(org.0),
        expires_at: Set(valid_until),
        used_at: Set(None),
    };
    start_link::Entity::insert(row).exec_without_returning(&write.tx).await?;
    Ok(StartLink { token, valid_until })
}
