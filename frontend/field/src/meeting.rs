//! Meeting the server as this tablet, before anything is sent or fetched: whose it is, whether it may
//! carry visits, and the server's half of its key.

use crate::{
    courier::{contact_of, refused_contact},
    keyring::Keyring,
    network::{self, Answer},
};
use app::{
    local::{Contact, Local, now},
    routes::sync_api,
};
use leptos::prelude::*;
use std::{cell::Cell, rc::Rc};
use sync::{
    StoreError, Tablet,
    tablet::{LOCK, Taken},
    wire::{TabletReply, TabletRequest},
};
use uuid::Uuid;

/// What came of a meeting.
pub enum Met {
    /// The tablet is its owner's, and visits may come and go.
    Ours,
    /// Nothing more may be done now: it is locked, or has no passphrase yet.
    NothingMore,
    /// It was withdrawn, for this reason, and is unlocked: what is left on it is handed over.
    Withdrawn(String),
    /// No: why.
    No(Contact),
}

/// The acquaintance of this tab with the server. Clones share it.
#[derive(Clone)]
pub struct Meeting {
    ring: Keyring,
    met: Rc<Cell<bool>>,
}

impl Meeting {
    /// Not met yet.
    pub fn new(ring: Keyring) -> Meeting {
        Meeting { ring, met: Rc::default() }
    }

    /// Whether it was met while this tab was open, and its secret is known.
    pub fn has_met(&self) -> bool {
        self.met.get() && self.ring.secret().is_some()
    }

    /// Meets again before the next round.
    pub fn again(&self) {
        self.met.set(false);
    }

    /// What the server takes unsent work for when nobody can sign in any more.
    pub fn hand_over_token(&self) -> Option<String> {
        self.ring.hand_over_token()
    }

    /// Meets the server: once while the tablet is open, every time while it is locked.
    pub async fn meet(&self, local: Local) -> Met {
        let Ok(locked) = self.is_locked(local).await else {
            return Met::No(Contact::NoSignal);
        };
        if (locked || !self.has_met())
            && let Some(stopped) = self.introduce(local, locked).await
        {
            return stopped;
        }
        // One that was locked introduces itself again once it is open, with the secret it has.
        self.met.set(!locked);
        local.read_device().await;
        let needed =
            local.device.with_untracked(|device| device.as_ref().is_some_and(|d| d.passphrase_needed));
        match locked || (needed && self.ring.data_key().is_none()) {
            true => Met::NothingMore,
            false => Met::Ours,
        }
    }

    /// Whether there is a lock, and this tab does not have the key.
    pub async fn is_locked(&self, local: Local) -> Result<bool, StoreError> {
        Ok(self.ring.data_key().is_none() && local.platform().store.has(LOCK).await?)
    }

    async fn introduce(&self, local: Local, locked: bool) -> Option<Met> {
        let tablet = local.tablet();
        let Ok(client_id) = tablet.client_id(Uuid::now_v7()).await else {
            return Some(Met::No(Contact::NoSignal));
        };
        let request = TabletRequest {
            client_id,
            what: what_this_is(),
            secret: self.ring.secret(),
            sealed: locked || self.ring.data_key().is_some(),
        };
        // Also without a token, while it is locked: that it was withdrawn is told to a tablet on which
        // nobody is signed in any more.
        let token = self.hand_over_token().unwrap_or_default();
        match network::post_for::<TabletReply>(sync_api::TABLET, &request, Some(token)).await {
            Answer::Ours(reply) => match tablet.take_meeting(&reply, now()).await {
                Ok(Taken::Yes(_)) => {
                    self.ring.take_secret(&reply.secret);
                    None
                }
                Ok(_) => Some(Met::No(Contact::Portal)),
                Err(_) => Some(Met::No(Contact::NoSignal)),
            },
            Answer::Refused(refusal) if refusal.code == "withdrawn" => {
                Some(withdrawn(local, locked, refusal.reason).await)
            }
            // It opens with what it has; then the server takes that again.
            Answer::Refused(refusal) if refusal.code == "unlock" => Some(Met::NothingMore),
            Answer::Refused(refusal) if refusal.code == "stranger" => Some(somebody_else(local).await),
            Answer::Refused(refusal) => Some(Met::No(refused_contact(&refusal))),
            other => Some(Met::No(contact_of(other))),
        }
    }
}

/// A locked tablet on which nothing waits is cleared at once; with unsent work it waits for its owner,
/// who alone can open that.
async fn withdrawn(local: Local, locked: bool, why: String) -> Met {
    let tablet = local.tablet();
    if locked && tablet.has_unsent().await.unwrap_or(true) {
        let kept = tablet.set_withdrawn(&why).await;
        local.read_device().await;
        return if kept.is_ok() { Met::NothingMore } else { Met::No(Contact::NoSignal) };
    }
    Met::Withdrawn(why)
}

/// Somebody else signed in on this tablet. When everything of its owner is on the server it begins
/// anew; else the owner comes first.
async fn somebody_else(local: Local) -> Met {
    match local.tablet().clear().await {
        Ok(true) => {
            let _ = window().location().reload();
            Met::NothingMore
        }
        Ok(false) => Met::No(Contact::SomebodyElse),
        Err(_) => Met::No(Contact::NoSignal),
    }
}

/// Leaves this tablet: ends the session and has the server destroy its half of the key. False when the
/// server could not be reached.
pub async fn leave(tablet: Tablet) -> bool {
    match tablet.client_id(Uuid::now_v7()).await {
        Ok(client_id) => network::end_session(client_id).await,
        Err(_) => false,
    }
}

/// Kind of browser and device in a few words, for the administrator's list of tablets.
fn what_this_is() -> String {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let first = |kinds: &[(&str, &'static str)]| {
        kinds.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser =
        first(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let device = first(&[
        ("Android", "Android"),
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("CrOS", "Chromebook"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, device) {
        (Some(browser), Some(device)) => format!("{browser} on {device}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Unknown browser".to_owned(),
    }
}
