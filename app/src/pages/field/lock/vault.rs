//! What is known of the passphrase: a salt, a value to compare with, and the tries that failed.
//! Neither the passphrase nor what it is stretched to is ever kept. A try is counted before it is
//! judged, so that closing the app never gives it back.

use crate::local::{Local, now};
use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use sync::{Batch, StoreError, content::sha256_hex};
use uuid::Uuid;

/// Where the lock stands in the tablet's store.
const KEY: &str = "lock";
/// Wrong tries until somebody has to wait.
pub const TRIES: u32 = 5;
/// How long somebody has to wait then.
const WAIT_MINUTES: i64 = 5;
/// Hours a tablet opens without having met the server.
const HOURS_WITHOUT_SERVER: i64 = 72;
/// Fewest characters of a passphrase.
pub const SHORTEST: usize = 12;

thread_local! {
    static SET: ArcRwSignal<Option<bool>> = ArcRwSignal::new(None);
    static ASKED: ArcRwSignal<bool> = ArcRwSignal::new(false);
    // True from unlocking on: leaving the page and coming back is a cold start.
    static OPENED: Cell<bool> = const { Cell::new(false) };
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Lock {
    salt: String,
    verifier: String,
    tries: u32,
    wait_until: Option<DateTime<Utc>>,
}

/// What became of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It opens.
    Opens,
    /// It is not right; so many tries are left.
    Wrong(u32),
    /// Too many tries: wait so many seconds.
    Wait(i64),
    /// It could not be judged; the words say why.
    Broken(String),
}

/// Whether a passphrase is known to be set; none while the store was not read.
pub fn set_signal() -> RwSignal<Option<bool>> {
    RwSignal::from(SET.with(Clone::clone))
}

/// True while somebody wanted to lock and has no passphrase yet.
pub fn asked_signal() -> RwSignal<bool> {
    RwSignal::from(ASKED.with(Clone::clone))
}

/// Whether this tablet has a passphrase.
pub async fn is_set(local: Local) -> bool {
    // A lock that cannot be read is a lock.
    let set = !matches!(read(local).await, Ok(None));
    SET.with(|signal| {
        if signal.get_untracked() != Some(set) {
            signal.set(Some(set));
        }
    });
    set
}

/// Locks this tablet; without a passphrase it asks for one instead.
pub async fn lock_now(local: Local) {
    if !is_set(local).await {
        ASKED.with(|asked| asked.set(true));
        return;
    }
    // What was typed last is gathered for a moment; it is written down before the page goes.
    for _ in 0..10 {
        gloo_timers::future::TimeoutFuture::new(200).await;
        if local.saving.get_untracked() == 0 {
            break;
        }
    }
    OPENED.with(|opened| opened.set(false));
    local.locked.set(true);
}

/// Locks a tablet that was just started, when it has a passphrase.
pub async fn lock_at_start(local: Local) {
    if is_set(local).await && !OPENED.with(Cell::get) {
        local.locked.set(true);
    }
}

/// Opens this tablet again.
pub fn unlock(local: Local) {
    OPENED.with(|opened| opened.set(true));
    local.locked.set(false);
}

/// Sets or changes the passphrase.
pub async fn set(local: Local, passphrase: &str) -> Result<(), String> {
    let salt = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let verifier = verifier(local, passphrase, &salt).await?;
    let lock = Lock { salt, verifier, tries: 0, wait_until: None };
    write(local, &lock, None).await.map_err(|error| error.to_string())?;
    OPENED.with(|opened| opened.set(true));
    SET.with(|set| set.set(Some(true)));
    ASKED.with(|asked| asked.set(false));
    Ok(())
}

/// Tries a passphrase.
pub async fn try_passphrase(local: Local, passphrase: &str) -> Tried {
    loop {
        let (bytes, mut lock) = match read(local).await {
            Ok(Some(found)) => found,
            Ok(None) => return Tried::Opens,
            Err(why) => return Tried::Broken(why),
        };
        if let Some(seconds) = wait_left(&lock, now()) {
            return Tried::Wait(seconds);
        }
        lock.wait_until = None;
        lock.tries = if lock.tries >= TRIES { 1 } else { lock.tries + 1 };
        if lock.tries >= TRIES {
            lock.wait_until = Some(now() + Duration::minutes(WAIT_MINUTES));
        }
        match write(local, &lock, Some(bytes)).await {
            Err(StoreError::Raced) => continue,
            Err(error) => return Tried::Broken(error.to_string()),
            Ok(()) => {}
        }
        match verifier(local, passphrase, &lock.salt).await {
            Err(why) => return Tried::Broken(why),
            Ok(same) if same == lock.verifier => {
                lock.tries = 0;
                lock.wait_until = None;
                // When this cannot be written the tries stay counted, which is safe.
                let _ = write(local, &lock, None).await;
                return Tried::Opens;
            }
            Ok(_) if lock.tries >= TRIES => return Tried::Wait(WAIT_MINUTES * 60),
            Ok(_) => return Tried::Wrong(TRIES - lock.tries),
        }
    }
}

/// Seconds that still have to be waited, if any.
pub async fn waiting(local: Local) -> Option<i64> {
    let (_, lock) = read(local).await.ok()??;
    wait_left(&lock, now())
}

/// Until when this tablet opens without having met the server again.
pub fn opens_until(last_contact: DateTime<Utc>) -> DateTime<Utc> {
    last_contact + Duration::hours(HOURS_WITHOUT_SERVER)
}

fn wait_left(lock: &Lock, now: DateTime<Utc>) -> Option<i64> {
    let left = (lock.wait_until? - now).num_seconds();
    // A clock that was set back must not make the wait longer than it ever was.
    (left > 0).then(|| left.min(WAIT_MINUTES * 60))
}

/// A value to compare with. It is not the stretched passphrase itself, which may become a key.
async fn verifier(local: Local, passphrase: &str, salt: &str) -> Result<String, String> {
    let stretched = (local.platform().stretch)(passphrase.to_owned(), salt.as_bytes().to_vec()).await?;
    let hex: String = stretched.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(sha256_hex(&format!("threshold.lock.v1 {hex}")))
}

async fn read(local: Local) -> Result<Option<(Vec<u8>, Lock)>, String> {
    let bytes = local.platform().store.get(KEY).await.map_err(|error| error.to_string())?;
    let Some(bytes) = bytes else { return Ok(None) };
    match serde_json::from_slice(&bytes) {
        Ok(lock) => Ok(Some((bytes, lock))),
        Err(_) => Err("the lock of this tablet cannot be read".to_owned()),
    }
}

async fn write(local: Local, lock: &Lock, before: Option<Vec<u8>>) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    if let Some(before) = before {
        batch.guard = Some((KEY.to_owned(), Some(before)));
    }
    batch.put(KEY, serde_json::to_vec(lock).unwrap_or_default());
    local.platform().store.commit(batch).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn lock(wait_until: Option<&str>) -> Lock {
        Lock { salt: String::new(), verifier: String::new(), tries: TRIES, wait_until: wait_until.map(at) }
    }

    #[test]
    fn a_wait_ends_after_five_minutes() {
        let waiting = lock(Some("2026-05-12T09:05:00Z"));
        assert_eq!(wait_left(&waiting, at("2026-05-12T09:00:00Z")), Some(300));
        assert_eq!(wait_left(&waiting, at("2026-05-12T09:05:00Z")), None);
        assert_eq!(wait_left(&lock(None), at("2026-05-12T09:00:00Z")), None);
    }

    #[test]
    fn a_clock_that_was_set_back_never_makes_the_wait_longer() {
        let waiting = lock(Some("2026-05-12T09:05:00Z"));
        assert_eq!(wait_left(&waiting, at("2026-05-11T09:00:00Z")), Some(300));
    }
}
