//! The tablet, as the field pages know it: its store, who is signed in, what is not sent, and
//! whether something went wrong while writing. Handed down by context; absent on the server.

mod contact;

pub use contact::Contact;

use crate::{keys::Keys, parts::Parts};
use advice::library::Library;
use chrono::{DateTime, Utc};
use domain::{VisitId, rules::Settings};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::{collections::BTreeSet, rc::Rc, sync::Arc};
use sync::{
    Change, FieldKey, FormRef, Mutation, Store, StoreError, Tablet, Unsent, VisitCard, store::LocalFuture,
    tablet::Device,
};
use uuid::Uuid;

/// A little more than one frame.
const PAINT_MS: u32 = 20;
/// How long work in the background waits for a page to be drawn.
const DRAWN_WITHIN_MS: u32 = 2_000;
/// How often that is looked at.
const DRAWN_STEP_MS: u32 = 25;
/// So long after the last letter or tick somebody is taken to answer no more.
const REST_MS: i64 = 700;
/// How long work in the background waits for somebody who answers on and on.
const LONGEST_ANSWERING_MS: i64 = 5_000;

/// Place and code for a person and a reason, or words why not.
pub type RevealCode =
    dyn Fn(domain::PersonId, String) -> LocalFuture<'static, Result<(String, String), String>>;

/// The server's half of a tablet's key, or words why not.
pub type RecoverySecret = dyn Fn(Uuid) -> LocalFuture<'static, Result<String, String>>;

/// A photo as it is kept, made of what a camera gave.
pub type Camera = dyn Fn(web_sys::File) -> LocalFuture<'static, Result<Vec<u8>, String>>;

/// A file that comes with the app.
pub type AppFile = dyn Fn(&'static str) -> LocalFuture<'static, Result<String, String>>;

/// Address of the library of recommendations.
const LIBRARY: &str = "/advice/library.json";

/// What the browser gives us, provided by the entry crate.
#[derive(Clone)]
pub struct Platform {
    /// The durable store.
    pub store: Rc<dyn Store>,
    /// Wakes the courier: something waits to be sent, or somebody said "Try now".
    pub wake: Rc<dyn Fn()>,
    /// Tells the other tabs that the store changed.
    pub announce: Rc<dyn Fn()>,
    /// The keys to what is sealed in the store.
    pub keys: Rc<dyn Keys>,
    /// True when there is a lock: the app begins locked.
    pub locked_at_start: bool,
    /// Ends the session on the server, and has it destroy its half of this tablet's key; false when it
    /// could not be reached.
    pub end_session: Rc<dyn Fn() -> LocalFuture<'static, bool>>,
    /// Asks the server for a covered code.
    pub access_code: Rc<RevealCode>,
    /// Asks the server for its half of a tablet's key, to open a recovery file of that tablet.
    pub recovery_secret: Rc<RecoverySecret>,
    /// Makes what a camera gave into what is kept: a JPEG of at most 1,600 pixels, upright, with nothing else in
    /// the file; or words why not.
    pub camera: Rc<Camera>,
    /// A file of the app by its address, as text, or words why it is not there.
    pub file: Rc<AppFile>,
    /// Uses the waiting release, if one waits.
    pub use_new_version: Rc<dyn Fn()>,
    /// Parts of the app in files of their own.
    pub parts: Parts,
}

/// A write that did not become durable. The words stay on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened and what it means.
    pub words: String,
}

/// The tablet.
#[derive(Clone, Copy)]
pub struct Local {
    platform: StoredValue<Platform, LocalStorage>,
    tablet: StoredValue<Tablet, LocalStorage>,
    /// The tablet's own facts; none until they are read.
    pub device: RwSignal<Option<Device>>,
    /// Visits on this tablet, in the order of the day.
    pub visits: RwSignal<Vec<VisitCard>>,
    /// What is not sent.
    pub unsent: RwSignal<Unsent>,
    /// How many changes were written down in this tab.
    n_written: StoredValue<u64>,
    /// Writes on their way to the store.
    pub saving: RwSignal<usize>,
    /// How things stand with the server.
    pub contact: RwSignal<Contact>,
    /// A write that failed, until the next one works.
    pub trouble: RwSignal<Option<Trouble>>,
    /// True when every form that a visit needs is here.
    pub forms_ready: RwSignal<bool>,
    forms_here: StoredValue<BTreeSet<FormRef>>,
    /// Counts up when the store was changed from outside: by the courier or another tab.
    pub tide: RwSignal<u64>,
    /// True while locked.
    pub locked: RwSignal<bool>,
    /// Set once this tablet was withdrawn and has cleared itself: why.
    pub cleared: RwSignal<Option<String>>,
    /// The figures that this service compares with.
    pub settings: RwSignal<Arc<Settings>>,
    /// The library of recommendations, once somebody has asked for it; words when it could not be read.
    library: RwSignal<Option<Result<Arc<Library>, String>>>,
    /// True once the app itself is kept on this tablet, so that it opens without signal.
    pub app_kept: RwSignal<bool>,
    /// True when a new release waits.
    pub new_version: RwSignal<bool>,
    /// True once the store was read for the first time.
    pub ready: RwSignal<bool>,
    /// When the last letter was typed, or the last box ticked.
    answered_at: StoredValue<DateTime<Utc>>,
    /// True once what is in view of the page is on the screen. Until then nothing else is begun: an old
    /// tablet needs all it has to show the question that somebody waits for.
    pub drawn: RwSignal<bool>,
}

impl Local {
    /// Makes the tablet from what the browser gives.
    pub fn new(platform: Platform) -> Local {
        let locked = platform.locked_at_start;
        Local {
            tablet: StoredValue::new_local(Tablet::new(platform.store.clone())),
            platform: StoredValue::new_local(platform),
            device: RwSignal::new(None),
            visits: RwSignal::new(Vec::new()),
            unsent: RwSignal::new(Unsent::default()),
            n_written: StoredValue::new(0),
            saving: RwSignal::new(0),
            contact: RwSignal::new(Contact::default()),
            trouble: RwSignal::new(None),
            forms_ready: RwSignal::new(false),
            forms_here: StoredValue::new(BTreeSet::new()),
            tide: RwSignal::new(0),
            locked: RwSignal::new(locked),
            cleared: RwSignal::new(None),
            settings: RwSignal::new(Arc::default()),
            library: RwSignal::new(None),
            app_kept: RwSignal::new(false),
            new_version: RwSignal::new(false),
            ready: RwSignal::new(false),
            answered_at: StoredValue::new(DateTime::UNIX_EPOCH),
            drawn: RwSignal::new(true),
        }
    }

    /// The tablet from context.
    pub fn here() -> Local {
        expect_context::<Local>()
    }

    /// What the browser gives.
    pub fn platform(self) -> Platform {
        self.platform.get_value()
    }

    /// The store with its meaning.
    pub fn tablet(self) -> Tablet {
        self.tablet.get_value()
    }

    /// Writes a change down; when it returns `Ok` it is on this tablet for good. Never gives up the
    /// words: on failure they stay on the screen and `trouble` says so.
    pub async fn write_down(
        self,
        visit: VisitId,
        base: Option<Uuid>,
        change: Change,
    ) -> Result<Mutation, StoreError> {
        self.saving.update(|n| *n += 1);
        let written = self.write_down_as(visit, base, change, Uuid::now_v7(), None).await;
        self.saving.update(|n| *n = n.saturating_sub(1));
        written
    }

    /// The same for the queue of a visit, under an id that is known beforehand; what is typed on and on joins the
    /// `last` change of that visit while it may.
    pub async fn write_down_as(
        self,
        visit: VisitId,
        base: Option<Uuid>,
        change: Change,
        id: Uuid,
        last: Option<&Mutation>,
    ) -> Result<Mutation, StoreError> {
        let tablet = self.tablet();
        let written = match last {
            Some(last) => tablet.write_down_typing(last, base, change, id, now()).await,
            None => tablet.write_down(visit, base, change, id, now()).await,
        };
        match &written {
            Ok(mutation) => {
                if self.trouble.with_untracked(Option::is_some) {
                    self.trouble.set(None);
                }
                // What joined a change waits already, and whoever sends knows of it.
                if mutation.id == id {
                    self.n_written.update_value(|n| *n += 1);
                    self.unsent.update(|unsent| unsent.count_one(mutation.visit, now()));
                    (self.platform().wake)();
                    (self.platform().announce)();
                }
            }
            Err(error) => {
                let words = not_kept("The last answer", error, "Your words are still on the screen.");
                self.trouble.set(Some(Trouble { words }));
            }
        }
        written
    }

    /// Remembers since when the stopwatch of an answer runs, or with nothing that it was stopped; says so when that could
    /// not be kept.
    pub async fn keep_stopwatch(self, visit: VisitId, answer: &FieldKey, began: Option<DateTime<Utc>>) {
        self.saving.update(|n| *n += 1);
        let kept = self.tablet().set_stopwatch(visit, answer, began).await;
        self.saving.update(|n| *n = n.saturating_sub(1));
        if let Err(error) = kept {
            let words = not_kept("The stopwatch", &error, "It runs only while its page is open.");
            self.trouble.set(Some(Trouble { words }));
        }
    }

    /// True while it is locked and its keys are gone: nothing that is sealed can be read or written.
    pub fn is_shut(self) -> bool {
        self.locked.get_untracked() && !self.platform().keys.is_open()
    }

    /// Reads again what the store knows of itself: who is signed in, when the server was last heard.
    pub async fn read_device(self) {
        if let Ok(device) = self.tablet().device().await
            && self.device.with_untracked(|before| before.as_ref() != Some(&device))
        {
            if self.settings.with_untracked(|known| **known != device.settings) {
                self.settings.set(Arc::new(device.settings.clone()));
            }
            self.device.set(Some(device));
        }
    }

    /// Reads everything again that pages show of the store.
    pub async fn refresh(self) {
        self.read_device().await;
        if self.is_shut() {
            return;
        }
        let tablet = self.tablet();
        if let Ok(visits) = tablet.visits().await {
            let needed = sync::cards::needed_forms(&visits);
            self.visits.set(visits);
            self.look_for_forms(needed).await;
        }
        self.count_unsent().await;
        self.ready.set(true);
    }

    /// Forgets what was read of the store: nothing about anybody stays in a locked page.
    pub fn forget(self) {
        self.visits.set(Vec::new());
        self.unsent.set(Unsent::default());
        self.trouble.set(None);
        self.forms_ready.set(false);
        self.ready.set(false);
    }

    /// A form that is here stays here: once all are, only other forms are a reason to look again.
    async fn look_for_forms(self, needed: BTreeSet<FormRef>) {
        if self.forms_ready.get_untracked() && self.forms_here.with_value(|here| needed.is_subset(here)) {
            return;
        }
        if let Ok(missing) = self.tablet().missing_forms(&needed).await {
            self.forms_ready.set(missing.is_empty());
            self.forms_here.set_value(needed);
        }
    }

    /// Says that the page is on the screen, once the browser had a moment to paint it.
    pub fn set_drawn_soon(self) {
        spawn_local(async move {
            TimeoutFuture::new(PAINT_MS).await;
            self.drawn.set(true);
        });
    }

    /// Waits until the page is on the screen, for two seconds at most.
    pub async fn when_drawn(self) {
        for _ in 0..DRAWN_WITHIN_MS / DRAWN_STEP_MS {
            if self.drawn.get_untracked() {
                break;
            }
            TimeoutFuture::new(DRAWN_STEP_MS).await;
        }
    }

    /// Says that something was answered just now, if only by a letter.
    pub fn answered(self) {
        self.answered_at.set_value(now());
    }

    /// Waits until nobody answers, for five seconds at most: letters and ticks are painted first on a slow tablet. What
    /// was answered is on this tablet meanwhile; only sending and drawing ahead wait.
    pub async fn when_at_rest(self) {
        let since = now();
        loop {
            let rested = (now() - self.answered_at.get_value()).num_milliseconds();
            let waited = (now() - since).num_milliseconds();
            if rested >= REST_MS || waited >= LONGEST_ANSWERING_MS {
                return;
            }
            let pause = u32::try_from(REST_MS - rested.max(0)).unwrap_or(0);
            TimeoutFuture::new(pause.max(DRAWN_STEP_MS)).await;
        }
    }

    /// Counts again what is not sent. What is written down while the store is read may be missing in what is read:
    /// then it is read once more, or something would pass for sent.
    pub async fn count_unsent(self) {
        loop {
            let before = self.n_written.get_value();
            let Ok(unsent) = self.tablet().unsent().await else { return };
            if self.n_written.get_value() == before {
                return self.unsent.set(unsent);
            }
        }
    }

    /// The library of recommendations: none while it is read for the first time.
    pub fn library(self) -> Signal<Option<Result<Arc<Library>, String>>> {
        if self.library.with_untracked(Option::is_none) {
            spawn_local(async move {
                let text = (self.platform().file)(LIBRARY).await;
                let read = text.and_then(|text| Library::read(&text)).map(Arc::new);
                let _ = self.library.try_set(Some(read));
            });
        }
        self.library.into()
    }

    /// Tells pages that the store was changed from outside, and reads it again.
    pub async fn changed_from_outside(self) {
        // Another tab may have set a lock, or emptied the tablet.
        crate::pages::field::is_set(self).await;
        self.refresh().await;
        self.tide.update(|tide| *tide += 1);
    }
}

/// The device's clock.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// What could not be kept, why, and what there is meanwhile.
fn not_kept(what: &str, error: &StoreError, meanwhile: &str) -> String {
    let why = match error {
        StoreError::Full => "no room".to_owned(),
        other => other.to_string(),
    };
    format!("{what} could not be kept on this tablet: {why}. What was kept before stays kept. {meanwhile}")
}
