//! The lock as it lies in the tablet's store: the wrapped key, and the tries that failed. Neither the
//! passphrase nor what it is stretched to is ever kept. A try is counted before it is judged, so that
//! closing the app never gives it back.

use crate::{
    keys::{Opening, Wrapped},
    local::{Local, now},
};
use chrono::{DateTime, Duration, Utc};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use sync::{
    Batch, StoreError,
    tablet::{LOCK, SEALED_BY},
};

/// Wrong tries until somebody has to wait.
pub const TRIES: u32 = 5;
/// How long somebody has to wait then.
const WAIT_MINUTES: i64 = 5;
/// Hours a tablet opens without having met the server, until the server says otherwise.
const HOURS_WITHOUT_SERVER: u32 = 72;
/// Fewest characters of a passphrase.
pub const SHORTEST: usize = 12;
/// How often locking looks whether everything is written.
const STEP_MS: u32 = 50;
/// How long locking waits for that before it covers the page.
const LONGEST_MS: u32 = 10_000;

thread_local! {
    static SET: ArcRwSignal<Option<bool>> = ArcRwSignal::new(None);
    static ASKED: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static LOCKS_THEN: Cell<bool> = const { Cell::new(false) };
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Lock {
    wrapped: Wrapped,
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
    /// The server has to be met first.
    NeedsServer,
    /// It could not be judged; the words say why.
    Broken(String),
}

/// Whether a passphrase is known to be set; none while the store was not read.
pub fn set_signal() -> RwSignal<Option<bool>> {
    RwSignal::from(SET.with(Clone::clone))
}

/// Whether the passphrase is wanted in order to lock; asked once for each.
pub fn locks_then() -> bool {
    LOCKS_THEN.take()
}

/// True while somebody wants a passphrase and has none yet.
pub fn asked_signal() -> RwSignal<bool> {
    RwSignal::from(ASKED.with(Clone::clone))
}

/// Whether this tablet has a passphrase. One that another tab set locks this tab.
pub async fn is_set(local: Local) -> bool {
    // A lock that cannot be read is a lock.
    let set = !matches!(read(local).await, Ok(None));
    let was_set = SET.with(|signal| signal.get_untracked() == Some(true));
    SET.with(|signal| {
        if signal.get_untracked() != Some(set) {
            signal.set(Some(set));
        }
    });
    let keys = local.platform().keys;
    if set && !keys.is_open() && !local.locked.get_untracked() {
        cover(local);
    }
    // Another tab has emptied this tablet: nothing read before may stay on the page. This one says so.
    if !set && was_set && local.cleared.with_untracked(Option::is_none) {
        keys.close();
        let _ = window().location().reload();
    }
    set
}

/// Locks this tablet; without a passphrase it asks for one instead.
pub async fn lock_now(local: Local) {
    if !is_set(local).await {
        LOCKS_THEN.set(true);
        ASKED.with(|asked| asked.set(true));
        return;
    }
    // What was typed last is written down before the page goes.
    for _ in 0..LONGEST_MS / STEP_MS {
        if local.saving.get_untracked() == 0 {
            break;
        }
        TimeoutFuture::new(STEP_MS).await;
    }
    super::cursor::remember();
    cover(local);
    expire(local).await;
}

/// Covers the page at once, and drops the keys when nothing needs them any more.
fn cover(local: Local) {
    local.locked.set(true);
    spawn_local(async move {
        while local.saving.get_untracked() > 0 {
            TimeoutFuture::new(STEP_MS).await;
        }
        if local.locked.get_untracked() {
            local.platform().keys.close();
            local.forget();
            // Another tab that is open sends from now on.
            (local.platform().wake)();
        }
    });
}

/// Opens this tablet again: what it shows is read anew.
async fn unlock(local: Local) {
    local.refresh().await;
    local.locked.set(false);
    super::cursor::put_back();
    (local.platform().wake)();
    local.platform().keys.begin().await;
}

/// Sets the first passphrase. From now on everything is sealed.
pub async fn set(local: Local, passphrase: &str) -> Result<(), String> {
    let keys = local.platform().keys;
    // Where the server was away until now, it is asked at once: the next press finds its answer.
    let wrapped = keys.make(passphrase.to_owned()).await.inspect_err(|_| (local.platform().wake)())?;
    let lock = Lock { wrapped, tries: 0, wait_until: None };
    if let Err(error) = write(local, &lock, Batch::guarded(LOCK, None)).await {
        keys.close();
        return Err(error.to_string());
    }
    keys.begin().await;
    SET.with(|set| set.set(Some(true)));
    ASKED.with(|asked| asked.set(false));
    let platform = local.platform();
    (platform.announce)();
    (platform.wake)();
    Ok(())
}

/// Puts another passphrase in the place of this one. The data key stays.
pub async fn change(local: Local, old: &str, new: &str) -> Result<Tried, String> {
    let tried = attempt(local, old).await;
    if tried != Tried::Opens {
        return Ok(tried);
    }
    let (bytes, lock) = read(local).await?.ok_or("there is no passphrase to change")?;
    let keys = local.platform().keys;
    let anew = keys.wrap_anew(old.to_owned(), new.to_owned(), lock.wrapped.clone()).await?;
    let wrapped = anew.ok_or("the passphrase was changed in another tab")?;
    let lock = Lock { wrapped, tries: 0, wait_until: None };
    let batch = Batch::guarded(LOCK, Some(bytes));
    write(local, &lock, batch).await.map_err(|error| error.to_string())?;
    Ok(Tried::Opens)
}

/// Tries a passphrase on the locked page, and opens the tablet with the right one.
pub async fn try_passphrase(local: Local, passphrase: &str) -> Tried {
    // A page that was left standing for days is no way round.
    expire(local).await;
    let tried = attempt(local, passphrase).await;
    if tried == Tried::Opens {
        unlock(local).await;
    }
    tried
}

async fn attempt(local: Local, passphrase: &str) -> Tried {
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
        let counted = serde_json::to_vec(&lock).unwrap_or_default();
        match write(local, &lock, Batch::guarded(LOCK, Some(bytes))).await {
            Err(StoreError::Raced) => continue,
            Err(error) => return Tried::Broken(error.to_string()),
            Ok(()) => {}
        }
        let opening = local.platform().keys.open(passphrase.to_owned(), lock.wrapped.clone()).await;
        let wrapped_anew = match opening {
            Err(why) => return Tried::Broken(why),
            Ok(Opening::Opens(wrapped)) => wrapped,
            Ok(Opening::NeedsServer) => return Tried::NeedsServer,
            Ok(Opening::Wrong) if lock.tries >= TRIES => return Tried::Wait(WAIT_MINUTES * 60),
            Ok(Opening::Wrong) => return Tried::Wrong(TRIES - lock.tries),
        };
        lock.wrapped = wrapped_anew.unwrap_or(lock.wrapped);
        lock.tries = 0;
        lock.wait_until = None;
        // When this cannot be written, or the lock was changed meanwhile, the tries stay counted, which is
        // safe.
        let _ = write(local, &lock, Batch::guarded(LOCK, Some(counted))).await;
        return Tried::Opens;
    }
}

/// The data key as it goes into a recovery file: without the server's half, so that file and passphrase alone do not
/// open it. None while there is no passphrase.
pub async fn wrapped_for_file(local: Local) -> Option<Wrapped> {
    let (_, lock) = read(local).await.ok()??;
    Some(Wrapped { secret: None, ..lock.wrapped })
}

/// Seconds that still have to be waited, if any.
pub async fn waiting(local: Local) -> Option<i64> {
    let (_, lock) = read(local).await.ok()??;
    wait_left(&lock, now())
}

/// Takes the server's secret off a tablet that did not meet the server for too long: from then on it
/// opens with the server only. While something is not sent it stays, so that the work can still be handed
/// over when the server has destroyed its half; the page does not open without the server all the same.
pub async fn expire(local: Local) {
    let Ok(device) = local.tablet().device().await else { return };
    if device.last_contact.is_none_or(|at| opens_until(at, device.hours_without_server) >= now()) {
        return;
    }
    if local.tablet().has_unsent().await.unwrap_or(true) {
        return;
    }
    if let Ok(Some((bytes, mut lock))) = read(local).await
        && lock.wrapped.secret.take().is_some()
    {
        // Raced or no room: tried again at the next locking and the next start.
        let _ = write(local, &lock, Batch::guarded(LOCK, Some(bytes))).await;
    }
}

/// Until when this tablet opens without having met the server again.
pub fn opens_until(last_contact: DateTime<Utc>, hours: Option<u32>) -> DateTime<Utc> {
    last_contact + Duration::hours(i64::from(hours.unwrap_or(HOURS_WITHOUT_SERVER)))
}

/// For how long that is, in words: "3 days", "36 hours".
pub fn allowance_words(hours: Option<u32>) -> String {
    match hours.unwrap_or(HOURS_WITHOUT_SERVER) {
        1 => "1 hour".to_owned(),
        24 => "1 day".to_owned(),
        hours if hours % 24 == 0 => format!("{} days", hours / 24),
        hours => format!("{hours} hours"),
    }
}

fn wait_left(lock: &Lock, now: DateTime<Utc>) -> Option<i64> {
    let left = (lock.wait_until? - now).num_seconds();
    // A clock that was set back must not make the wait longer than it ever was.
    (left > 0).then(|| left.min(WAIT_MINUTES * 60))
}

async fn read(local: Local) -> Result<Option<(Vec<u8>, Lock)>, String> {
    let bytes = local.platform().store.get(LOCK).await.map_err(|error| error.to_string())?;
    let Some(bytes) = bytes else { return Ok(None) };
    match serde_json::from_slice(&bytes) {
        Ok(lock) => Ok(Some((bytes, lock))),
        Err(_) => Err("the lock of this tablet cannot be read".to_owned()),
    }
}

async fn write(local: Local, lock: &Lock, mut batch: Batch) -> Result<(), StoreError> {
    batch.put(LOCK, serde_json::to_vec(lock).unwrap_or_default());
    // Whatever is sealed from now on names this key; a tab with another one writes nothing.
    batch.put(SEALED_BY, lock.wrapped.id.as_bytes().to_vec());
    local.platform().store.commit(batch).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn lock(wait_until: Option<&str>) -> Lock {
        let wrapped =
            Wrapped { id: uuid::Uuid::nil(), salt: String::new(), key: String::new(), secret: None };
        Lock { wrapped, tries: TRIES, wait_until: wait_until.map(at) }
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

    #[test]
    fn how_long_it_opens_without_the_server_is_told_in_days_or_hours() {
        let told = [(None, "3 days"), (Some(24), "1 day"), (Some(36), "36 hours"), (Some(1), "1 hour")];
        for (hours, words) in told {
            assert_eq!(allowance_words(hours), words);
        }
    }
}
