//! Tablets as the server knows them. Each has a secret that is half of the key to what lies on it: it
//! is released to its signed-in owner and destroyed when the tablet is signed out, withdrawn, or its
//! owner leaves. What a withdrawn tablet still sends is held for review, never refused.

use crate::{
    accounts::{end_sessions, find_account, has_left},
    entities::{account, client},
    error::{RecordsError, Result},
    opening::Records,
    passwords,
    push::PushFailure,
    sessions::{Caller, token_hash},
    transaction::WriteTx,
};
use chrono::{DateTime, Utc};
use domain::{
    Action, Actor, Denial, OrgId, Relationship, UserId, VisitState,
    access::decide,
    calendar::{long_date, uk_date},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use sync::{
    PushReply, PushRequest,
    desk::TabletLine,
    wire::{TabletRequest, hand_over_token},
};
use uuid::Uuid;

/// Why work of a withdrawn tablet is held.
pub(crate) const WITHDRAWN: &str = "The tablet was withdrawn before these answers arrived.";
/// Why work of somebody who left is held.
const LEFT: &str = "The account was closed before these answers arrived.";
/// Most characters kept of what a tablet says it is.
const WHAT_LENGTH: usize = 80;

/// How a tablet stands with the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is its owner's, and this is the server's half of its key.
    Ready(String),
    /// It is sealed under a secret that is not known here any more: once unlocked it brings it along.
    Unlock,
    /// It was withdrawn at this time; what is on it is handed over, then it clears itself.
    Withdrawn(DateTime<Utc>),
    /// The caller's placement has ended.
    PlacementEnded,
    /// It holds the work of somebody else.
    SomebodyElse,
}

impl Records {
    /// Meets a tablet: makes its secret at the first time, gives it out again later.
    pub async fn meet_tablet(&self, caller: &Caller, tablet: &TabletRequest) -> Result<Standing> {
        let actor = &caller.actor;
        let mut write = WriteTx::begin(self).await?;
        let known = client::Entity::find_by_id(tablet.client_id).one(&write.tx).await?;
        if known.as_ref().is_some_and(|row| row.account != actor.user.0 || row.org != actor.org.0) {
            return Ok(Standing::SomebodyElse);
        }
        if let Some(at) = known.as_ref().and_then(|row| row.withdrawn_at) {
            return Ok(Standing::Withdrawn(at));
        }
        match decide(actor, Action::UseTablet, Relationship::Author, VisitState::Planned) {
            Ok(()) => {}
            Err(Denial::OutsidePlacement) => {
                withdraw_all(&mut write, actor.org, actor.user, actor.user).await?;
                write.commit().await?;
                return Ok(Standing::PlacementEnded);
            }
            Err(denial) => return Err(denial.into()),
        }
        let secret = match known.and_then(|row| row.secret) {
            Some(secret) => secret,
            None => {
                let secret = match tablet.secret.clone().filter(|secret| is_secret(secret)) {
                    Some(before) => before,
                    None if tablet.sealed => return Ok(Standing::Unlock),
                    None => passwords::random_token()?,
                };
                keep_secret(&write, actor, tablet, &secret).await?;
                let subject = format!("tablet {}", tablet.client_id);
                write.note(actor.org, actor.user, "tablet-made-ready", subject, "");
                secret
            }
        };
        write.commit().await?;
        Ok(Standing::Ready(secret))
    }

    /// A browser that was one tablet and now comes as another, without having been signed out, has lost
    /// what it stored. Gives when it last sent something, once. The secret stays: a recovery file opens with it.
    pub async fn lost_tablet(
        &self,
        caller: &Caller,
        before: Uuid,
        now: Uuid,
    ) -> Result<Option<DateTime<Utc>>> {
        let mut write = WriteTx::begin(self).await?;
        let row = client::Entity::find_by_id(before)
            .filter(client::Column::Org.eq(caller.actor.org.0))
            .filter(client::Column::Account.eq(caller.actor.user.0))
            .filter(client::Column::Secret.is_not_null())
            .filter(client::Column::LostAt.is_null())
            .one(&write.tx)
            .await?;
        let Some(row) = row.filter(|row| row.id != now) else {
            return Ok(None);
        };
        let last_seen = row.last_seen;
        let mut row: client::ActiveModel = row.into();
        row.lost_at = Set(Some(write.now));
        row.update(&write.tx).await?;
        write.note(
            caller.actor.org,
            caller.actor.user,
            "tablet-lost-its-store",
            format!("tablet {before}"),
            "",
        );
        write.commit().await?;
        Ok(Some(last_seen))
    }

    /// The secret of a tablet of this caller, to open a recovery file of it. Not of one that was signed out, which had
    /// sent everything, nor of one that was withdrawn.
    pub async fn secret_for_recovery(&self, caller: &Caller, tablet: Uuid) -> Result<String> {
        let actor = &caller.actor;
        decide(actor, Action::UseTablet, Relationship::Author, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        let row = client::Entity::find_by_id(tablet)
            .filter(client::Column::Org.eq(actor.org.0))
            .filter(client::Column::Account.eq(actor.user.0))
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::NotFound)?;
        let Some(secret) = row.secret else {
            let why = match row.withdrawn_at {
                Some(at) => {
                    format!("This file is of a tablet that was withdrawn on {}.", long_date(uk_date(at)))
                }
                None => "This file is of a tablet that was signed out. All of it was sent before.".to_owned(),
            };
            return Err(RecordsError::Refused(why));
        };
        write.note(actor.org, actor.user, "recovery-file-opened", format!("tablet {tablet}"), "");
        write.commit().await?;
        Ok(secret)
    }

    /// When a tablet of this caller was withdrawn, if it was.
    pub async fn withdrawn_at(&self, caller: &Caller, tablet: Uuid) -> Result<Option<DateTime<Utc>>> {
        let row = client::Entity::find_by_id(tablet)
            .filter(client::Column::Org.eq(caller.actor.org.0))
            .filter(client::Column::Account.eq(caller.actor.user.0))
            .one(&self.readers)
            .await?;
        Ok(row.and_then(|row| row.withdrawn_at))
    }

    /// When the tablet of this id was withdrawn. For one that nobody is signed in on and that may be
    /// locked: its id is known to it and to us alone, and nothing else is told.
    pub async fn withdrawn_tablet(&self, tablet: Uuid) -> Result<Option<DateTime<Utc>>> {
        let row = client::Entity::find_by_id(tablet).one(&self.readers).await?;
        Ok(row.and_then(|row| row.withdrawn_at))
    }

    /// Takes what is left on a tablet whose owner cannot sign in any more. It may do nothing else, and
    /// everything it brings is held.
    pub async fn hand_over(&self, token: &str, request: &PushRequest) -> Result<PushReply, PushFailure> {
        let (owner, why) = self.handing_over(token, request.client_id).await?;
        let caller = self.caller_of(owner).await?;
        self.take_in(&caller.actor, &caller.me.signatory, request, Some(why)).await
    }

    /// On whose behalf a tablet hands its photos over when its owner cannot sign in any more.
    pub async fn handing_over_for(&self, token: &str, tablet: Uuid) -> Result<Actor> {
        let (owner, _) = self.handing_over(token, tablet).await?;
        Ok(self.caller_of(owner).await?.actor)
    }

    async fn handing_over(&self, token: &str, tablet: Uuid) -> Result<(account::Model, &'static str)> {
        let row = client::Entity::find_by_id(tablet)
            .filter(client::Column::HandOverHash.eq(token_hash(token)))
            .one(&self.readers)
            .await?
            .ok_or(RecordsError::NotFound)?;
        let owner = account::Entity::find_by_id(row.account).one(&self.readers).await?;
        let owner = owner.ok_or(RecordsError::Damaged("account"))?;
        let left = has_left(&owner, uk_date(self.now()));
        match (left, row.withdrawn_at) {
            (true, _) => Ok((owner, LEFT)),
            (false, Some(_)) => Ok((owner, WITHDRAWN)),
            // Whoever may still sign in does so, and what was written becomes part of the record.
            (false, None) => Err(RecordsError::NotFound),
        }
    }

    /// Withdraws a tablet: its secret is destroyed, and it clears itself at its next contact.
    pub async fn withdraw_tablet(&self, actor: &Actor, tablet: Uuid) -> Result<UserId> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        let row = client::Entity::find_by_id(tablet)
            .filter(client::Column::Org.eq(actor.org.0))
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::NotFound)?;
        let owner = UserId(row.account);
        if row.withdrawn_at.is_none() {
            let mut row: client::ActiveModel = row.into();
            row.withdrawn_at = Set(Some(write.now));
            row.secret = Set(None);
            row.update(&write.tx).await?;
            // Else the same browser comes back as a new tablet and is given every visit again.
            end_sessions(&write, owner).await?;
            write.note(actor.org, actor.user, "tablet-withdrawn", format!("tablet {tablet}"), "");
        }
        write.commit().await?;
        Ok(owner)
    }

    /// The tablets of an account, the last seen first. Those that were signed out are not listed.
    pub async fn tablets_of(&self, actor: &Actor, user: UserId) -> Result<Vec<TabletLine>> {
        decide(actor, Action::ManageUsers, Relationship::SameService, VisitState::Planned)?;
        find_account(&self.readers, actor.org, user).await?;
        let rows = client::Entity::find()
            .filter(client::Column::Org.eq(actor.org.0))
            .filter(client::Column::Account.eq(user.0))
            .order_by_desc(client::Column::LastSeen)
            .all(&self.readers)
            .await?;
        let listed = rows.into_iter().filter(|row| row.secret.is_some() || row.withdrawn_at.is_some());
        let line = |row: client::Model| TabletLine {
            id: row.id,
            what: row.what.unwrap_or_default(),
            last_seen: row.last_seen,
            withdrawn_at: row.withdrawn_at,
            lost_at: row.lost_at,
        };
        Ok(listed.map(line).collect())
    }
}

fn is_secret(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Destroys the secret of a tablet that was signed out and has cleared itself.
pub(crate) async fn forget_secret(write: &WriteTx, actor: &Actor, tablet: Uuid) -> Result<()> {
    client::Entity::update_many()
        .col_expr(client::Column::Secret, Expr::value(Option::<String>::None))
        .filter(client::Column::Id.eq(tablet))
        .filter(client::Column::Account.eq(actor.user.0))
        .exec(&write.tx)
        .await?;
    Ok(())
}

/// Withdraws every tablet of an account.
pub(crate) async fn withdraw_all(write: &mut WriteTx, org: OrgId, by: UserId, user: UserId) -> Result<()> {
    let done = client::Entity::update_many()
        .col_expr(client::Column::Secret, Expr::value(Option::<String>::None))
        .col_expr(client::Column::WithdrawnAt, Expr::value(write.now))
        .filter(client::Column::Org.eq(org.0))
        .filter(client::Column::Account.eq(user.0))
        .filter(client::Column::WithdrawnAt.is_null())
        .filter(client::Column::Secret.is_not_null())
        .exec(&write.tx)
        .await?;
    if done.rows_affected > 0 {
        write.note(org, by, "tablets-withdrawn", format!("account {user}"), "");
    }
    Ok(())
}

async fn keep_secret(write: &WriteTx, actor: &Actor, tablet: &TabletRequest, secret: &str) -> Result<()> {
    let row = client::ActiveModel {
        id: Set(tablet.client_id),
        org: Set(actor.org.0),
        account: Set(actor.user.0),
        last_seq: Set(0),
        last_seen: Set(write.now),
        secret: Set(Some(secret.to_owned())),
        hand_over_hash: Set(Some(token_hash(&hand_over_token(secret)))),
        what: Set(Some(tablet.what.chars().take(WHAT_LENGTH).collect())),
        withdrawn_at: Set(None),
        lost_at: Set(None),
    };
    let fresh = [client::Column::Secret, client::Column::HandOverHash, client::Column::What];
    client::Entity::insert(row)
        .on_conflict(OnConflict::column(client::Column::Id).update_columns(fresh).to_owned())
        .exec_without_returning(&write.tx)
        .await?;
    Ok(())
}
