//! Signing in and staying signed in: an opaque token in a cookie, its hash here, attempts counted by
//! account and by address. The same answer for an unknown, a locked and a left account.

use crate::{
    accounts::{has_left, role_of, signatory_of},
    entities::{account, attempt, organisation, placement, session},
    error::{RecordsError, Result},
    opening::Records,
    passwords,
    tablets::forget_secret,
    transaction::WriteTx,
};
use chrono::{DateTime, Duration, Utc};
use domain::{Actor, OrgId, UserId, calendar::uk_date};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sync::wire::Me;
use uuid::Uuid;

/// Wrong passwords in a row, by account, before a pause.
const TRIES_BY_ACCOUNT: u64 = 5;
/// Wrong passwords by address before a pause: an office may share one.
const TRIES_BY_ADDRESS: u64 = 50;
/// How long the pause is, and how far back tries count.
const PAUSE_MINUTES: i64 = 5;
/// A session nobody used for this long is over.
const IDLE_HOURS: i64 = 12;
/// A session is over after this long in any case.
const LONGEST_DAYS: i64 = 7;

/// The secret of a session: it leaves the server once, in the cookie.
pub struct Token(pub String);

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// For the policy.
    pub actor: Actor,
    /// For pages and signatures.
    pub me: Me,
}

/// Why signing in did not work.
#[derive(Debug)]
pub enum SignInFailure {
    /// Email or password is not right, or the account may not sign in.
    NotRight,
    /// Too many tries.
    TooManyTries,
    /// The records did not answer.
    Records(RecordsError),
}

impl<E: Into<RecordsError>> From<E> for SignInFailure {
    fn from(error: E) -> Self {
        SignInFailure::Records(error.into())
    }
}

/// SHA-256 of a token: what is kept of it.
pub(crate) fn token_hash(token: &str) -> String {
    sync::content::sha256_hex(token)
}

impl Records {
    /// Signs somebody in from this address.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        address: &str,
    ) -> Result<(Token, Caller), SignInFailure> {
        let email = email.trim().to_lowercase();
        if self.too_many_tries(&email, address).await? {
            return Err(SignInFailure::TooManyTries);
        }
        let found =
            account::Entity::find().filter(account::Column::Email.eq(&email)).one(&self.readers).await?;
        let today = uk_date(self.now());
        let hash =
            found.as_ref().filter(|row| !has_left(row, today)).and_then(|row| row.password_hash.clone());
        let right = passwords::matches(password, hash).await?;
        self.count_attempt(&email, address, right, None).await?;
        let Some(row) = found.filter(|_| right) else {
            return Err(SignInFailure::NotRight);
        };
        let token = passwords::random_token()?;
        let mut write = WriteTx::begin(self).await?;
        let session = session::ActiveModel {
            token_hash: Set(token_hash(&token)),
            account: Set(row.id),
            org: Set(row.org),
            created_at: Set(write.now),
            last_seen: Set(write.now),
            expires_at: Set(write.now + Duration::days(LONGEST_DAYS)),
            ended_at: Set(None),
        };
        session::Entity::insert(session).exec_without_returning(&write.tx).await?;
        write.note(OrgId(row.org), UserId(row.id), "signed-in", "session", "");
        write.commit().await?;
        Ok((Token(token), self.caller_of(row).await?))
    }

    /// Who holds this token, while the session lasts.
    pub async fn caller(&self, token: &str) -> Result<Option<Caller>> {
        let row = session::Entity::find_by_id(token_hash(token)).one(&self.readers).await?;
        let now = self.now();
        let alive = |row: &session::Model| {
            row.ended_at.is_none()
                && row.expires_at > now
                && row.last_seen + Duration::hours(IDLE_HOURS) > now
        };
        let Some(row) = row.filter(alive) else {
            return Ok(None);
        };
        let person = account::Entity::find_by_id(row.account).one(&self.readers).await?;
        let today = uk_date(now);
        let Some(person) = person.filter(|person| !has_left(person, today)) else {
            return Ok(None);
        };
        if now - row.last_seen > Duration::minutes(1) {
            let mut seen: session::ActiveModel = row.into();
            seen.last_seen = Set(now);
            seen.update(&self.writer).await?;
        }
        self.caller_of(person).await.map(Some)
    }

    /// Ends the session of this token; with a tablet that is empty now, its secret is destroyed too.
    pub async fn sign_out(&self, actor: &Actor, token: &str, tablet: Option<Uuid>) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = session::Entity::find_by_id(token_hash(token)).one(&write.tx).await?;
        if let Some(row) = row.filter(|row| row.account == actor.user.0) {
            let mut ended: session::ActiveModel = row.into();
            ended.ended_at = Set(Some(write.now));
            ended.update(&write.tx).await?;
            write.note(actor.org, actor.user, "signed-out", "session", "");
        }
        if let Some(tablet) = tablet {
            forget_secret(&write, actor, tablet).await?;
            write.note(actor.org, actor.user, "tablet-signed-out", format!("tablet {tablet}"), "");
        }
        write.commit().await
    }

    /// Whether this is the actor's password: asked again before countersigning.
    pub async fn is_password_of(&self, actor: &Actor, password: &str) -> Result<bool> {
        let row = account::Entity::find_by_id(actor.user.0).one(&self.readers).await?;
        let Some(row) = row else { return Ok(false) };
        if self.too_many_tries(&row.email, "").await? {
            return Ok(false);
        }
        let right = passwords::matches(password, row.password_hash).await?;
        self.count_attempt(&row.email, "", right, Some(UserId(row.id))).await?;
        Ok(right)
    }

    async fn too_many_tries(&self, email: &str, address: &str) -> Result<bool> {
        let since = self.now() - Duration::minutes(PAUSE_MINUTES);
        let failed = || {
            attempt::Entity::find()
                .filter(attempt::Column::At.gt(since))
                .filter(attempt::Column::Succeeded.eq(false))
        };
        let by_account = failed().filter(attempt::Column::Email.eq(email)).count(&self.readers).await?;
        let by_address = failed().filter(attempt::Column::Address.eq(address)).count(&self.readers).await?;
        Ok(by_account >= TRIES_BY_ACCOUNT || (!address.is_empty() && by_address >= TRIES_BY_ADDRESS))
    }

    /// `who`: whoever is signed in while the password is asked for again.
    async fn count_attempt(
        &self,
        email: &str,
        address: &str,
        succeeded: bool,
        who: Option<UserId>,
    ) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let old: DateTime<Utc> = write.now - Duration::days(1);
        attempt::Entity::delete_many().filter(attempt::Column::At.lt(old)).exec(&write.tx).await?;
        if succeeded {
            attempt::Entity::delete_many().filter(attempt::Column::Email.eq(email)).exec(&write.tx).await?;
        }
        let row = attempt::ActiveModel {
            id: Set(Uuid::now_v7()),
            email: Set(email.chars().take(200).collect()),
            address: Set(address.to_owned()),
            at: Set(write.now),
            succeeded: Set(succeeded),
        };
        attempt::Entity::insert(row).exec_without_returning(&write.tx).await?;
        if !succeeded {
            note_the_pause(&mut write, email, who).await?;
        }
        write.commit().await
    }

    pub(crate) async fn caller_of(&self, row: account::Model) -> Result<Caller> {
        let placement = placement::Entity::find_by_id(row.id).one(&self.readers).await?;
        let org = organisation::Entity::find_by_id(row.org).one(&self.readers).await?;
        let reviewer = match row.reviewer {
            Some(id) => account::Entity::find_by_id(id).one(&self.readers).await?,
            None => None,
        };
        let role = role_of(&row)?;
        let actor = Actor {
            user: UserId(row.id),
            org: OrgId(row.org),
            role,
            placement: placement.as_ref().map(|p| (p.from_day, p.until_day)),
            today: uk_date(self.now()),
        };
        let me = Me {
            user: actor.user,
            role,
            signatory: signatory_of(&row),
            organisation: org.map(|org| org.name).unwrap_or_default(),
            reviewer: reviewer.map(|row| row.name),
            placement_until: placement.map(|p| p.until_day),
        };
        Ok(Caller { actor, me })
    }
}

/// Leaves a row with the wrong try that begins a pause, where there is such an account. Tries during the pause are
/// not counted, so that each pause has one row.
async fn note_the_pause(write: &mut WriteTx, email: &str, who: Option<UserId>) -> Result<()> {
    let since = write.now - Duration::minutes(PAUSE_MINUTES);
    let n_failed = attempt::Entity::find()
        .filter(attempt::Column::At.gt(since))
        .filter(attempt::Column::Succeeded.eq(false))
        .filter(attempt::Column::Email.eq(email))
        .count(&write.tx)
        .await?;
    if n_failed != TRIES_BY_ACCOUNT {
        return Ok(());
    }
    let found = account::Entity::find().filter(account::Column::Email.eq(email)).one(&write.tx).await?;
    if let Some(row) = found {
        // At the door nobody is signed in: who tried is not known.
        let who = who.unwrap_or(UserId(Uuid::nil()));
        let words = format!("{TRIES_BY_ACCOUNT} wrong passwords");
        write.note(OrgId(row.org), who, "sign-in-blocked", format!("account {}", row.id), &words);
    }
    Ok(())
}
