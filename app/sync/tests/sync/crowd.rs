//! Tablets on a bad network: requests and replies get lost, come twice or late, and a tablet can be
//! switched off in the middle of a commit.

use crate::{
    model::{Draw, HELD_LINK, Refused, Server},
    support::{VISIT, block_on, id, key, me, minute, set, text},
};
use forms::Answer;
use std::{cell::Cell, collections::BTreeMap, rc::Rc};
use sync::{
    Batch, Change, MemoryStore, Mutation, PullReply, PushReply, PushRequest, Store, StoreError, Tablet,
    store::LocalFuture,
};
use uuid::Uuid;

/// When the power goes during a commit.
#[derive(Clone, Copy, Default, PartialEq)]
enum Cut {
    #[default]
    Never,
    BeforeIt,
    AfterIt,
}

/// A store that can lose its power once.
#[derive(Default)]
struct Powered {
    store: MemoryStore,
    cut: Cell<Cut>,
}

impl Store for Powered {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        self.store.get(key)
    }

    fn scan<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<(String, Vec<u8>)>, StoreError>> {
        self.store.scan(prefix)
    }

    fn commit(&self, batch: Batch) -> LocalFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            let cut = self.cut.take();
            if cut != Cut::BeforeIt {
                self.store.commit(batch).await?;
            }
            match cut {
                Cut::Never => Ok(()),
                _ => Err(StoreError::Broken("the power went".into())),
            }
        })
    }
}

/// What makes one run different from another.
#[derive(Clone, Copy)]
pub struct Weather {
    /// People sometimes give the same answer.
    pub same_words: bool,
    /// The server is once restored from a backup.
    pub restored: bool,
    /// One tablet is withdrawn on the way.
    pub withdrawn: bool,
    /// Clocks are wrong by years, and jump.
    pub skewed: bool,
}

impl Weather {
    /// A bad network and nothing else.
    pub const BAD: Weather = Weather { same_words: false, restored: false, withdrawn: false, skewed: false };
}

pub struct Client {
    pub who: u128,
    pub tablet: Tablet,
    /// What was typed last: the next letter may join it.
    last: Option<Mutation>,
    /// Another tab of the same browser, with what was typed there.
    other_tab: (Tablet, Option<Mutation>),
    /// What may stand in each change: the last answer that was acknowledged, and what was broken off after it.
    pub said: BTreeMap<Uuid, Vec<Answer>>,
    store: Rc<Powered>,
    /// Ids of changes the page was told are on the tablet.
    pub acknowledged: Vec<Uuid>,
    late_pushes: Vec<PushReply>,
    late_pulls: Vec<PullReply>,
    late_requests: Vec<PushRequest>,
    n_written: u128,
}

const LINKS: [&str; 4] = ["v-reason", "v-present", "v-consent", HELD_LINK];

impl Client {
    pub fn new(who: u128, server: &Server) -> Client {
        let store = Rc::new(Powered::default());
        let tablet = Tablet::new(store.clone());
        let client = Client {
            who,
            other_tab: (Tablet::new(store.clone()), None),
            last: None,
            said: BTreeMap::new(),
            tablet,
            store,
            acknowledged: Vec::new(),
            late_pushes: Vec::new(),
            late_pulls: Vec::new(),
            late_requests: Vec::new(),
            n_written: 0,
        };
        block_on(client.tablet.client_id(id(0xC11E + who))).expect("room");
        client.take_pull(server.pull(0));
        client
    }

    pub fn step(&mut self, server: &mut Server, draw: &mut Draw, weather: Weather) {
        if draw.chance(4) {
            self.store.cut.set(if draw.chance(50) { Cut::BeforeIt } else { Cut::AfterIt });
        }
        if draw.chance(15) {
            std::mem::swap(&mut self.tablet, &mut self.other_tab.0);
            std::mem::swap(&mut self.last, &mut self.other_tab.1);
        }
        match draw.below(10) {
            0..=1 => self.write(draw, weather),
            2..=3 => self.type_on(draw),
            4..=6 => self.push(server, draw),
            7 => self.pull(server, draw),
            8 => self.something_late_arrives(server, draw),
            _ => {
                self.switch_off();
            }
        }
        if self.store.cut.get() != Cut::Never {
            self.store.cut.set(Cut::Never);
        }
    }

    fn switch_off(&mut self) {
        self.tablet = Tablet::new(self.store.clone());
        self.other_tab = (Tablet::new(self.store.clone()), None);
        self.last = None;
        self.late_pushes.clear();
        self.late_pulls.clear();
    }

    fn write(&mut self, draw: &mut Draw, weather: Weather) {
        let link = LINKS[draw.below(LINKS.len() as u64) as usize];
        let open = block_on(self.tablet.open(VISIT)).expect("readable").expect("carried");
        let heads = open.fields.get(&key(link)).cloned().unwrap_or_default();
        self.n_written += 1;
        let words = match weather.same_words && draw.chance(50) {
            true => ["yes", "no"][draw.below(2) as usize].to_owned(),
            false => format!("{} said {}", self.who, self.n_written),
        };
        let (base, change) = if heads.len() > 1 && draw.chance(50) {
            let change = Change::ConflictDecided {
                form: "home-visit".into(),
                path: key(link).path,
                answer: text(&words),
                over: heads.iter().map(|head| head.revision).collect(),
                why: String::new(),
            };
            (None, change)
        } else {
            let shown = draw.below(heads.len().max(1) as u64) as usize;
            (heads.get(shown).map(|head| head.revision), set(link, &words))
        };
        let new = id(self.who << 32 | self.n_written);
        let ten_years = 10 * 365 * 24 * 60;
        let now = match weather.skewed {
            true => minute(draw.below(2 * ten_years) as i64 - ten_years as i64),
            false => minute(1),
        };
        let written = block_on(self.tablet.write_down(VISIT, base, change, new, now));
        match written {
            Ok(mutation) => {
                self.acknowledged.push(mutation.id);
                self.last = Some(mutation);
            }
            Err(_) => self.switch_off(),
        }
    }

    /// Some letters more in the answer that was typed last.
    fn type_on(&mut self, draw: &mut Draw) {
        for _ in 0..=draw.below(3) {
            let Some(last) = self.last.take() else { return };
            let Change::AnswerSet { form, path, .. } = &last.change else { return };
            self.n_written += 1;
            let answer = text(&format!("{} typed {}", self.who, self.n_written));
            let change = Change::AnswerSet { form: form.clone(), path: path.clone(), answer: answer.clone() };
            let new = id(self.who << 32 | self.n_written);
            match block_on(self.tablet.write_down_typing(&last, Some(last.id), change, new, minute(1))) {
                Ok(mutation) => {
                    self.acknowledged.push(mutation.id);
                    self.said.insert(mutation.id, vec![answer]);
                    self.last = Some(mutation);
                }
                Err(_) => {
                    self.said.entry(last.id).or_insert_with(|| answers_in(&last)).push(answer);
                    return self.switch_off();
                }
            }
        }
    }

    fn push(&mut self, server: &mut Server, draw: &mut Draw) {
        let mut request = match block_on(self.tablet.next_push()) {
            Ok(Some(request)) => request,
            Ok(None) => return,
            Err(_) => return self.switch_off(),
        };
        if draw.chance(30) {
            request.mutations.truncate(1 + draw.below(3) as usize);
        }
        if draw.chance(15) {
            self.late_requests.push(request.clone());
        }
        if draw.chance(10) {
            return;
        }
        let reply = server.push(self.who, &request);
        if draw.chance(20) {
            return;
        }
        match reply {
            Ok(reply) => {
                if draw.chance(25) {
                    self.late_pushes.push(reply.clone());
                }
                if draw.chance(85) {
                    self.take_push(&reply);
                }
            }
            Err(Refused::Gap(expected)) => self.settle(block_on(self.tablet.fill_gap(expected))),
            Err(Refused::Epoch(epoch, expected)) => {
                self.settle(block_on(self.tablet.meet_new_epoch(epoch, expected)));
            }
        }
    }

    fn pull(&mut self, server: &Server, draw: &mut Draw) {
        let cursor = block_on(self.tablet.device()).expect("readable").cursor;
        let reply = server.pull(cursor);
        if draw.chance(20) {
            self.late_pulls.push(reply.clone());
        }
        if draw.chance(80) {
            self.take_pull(reply);
        }
    }

    fn something_late_arrives(&mut self, server: &mut Server, draw: &mut Draw) {
        match draw.below(3) {
            0 => {
                if let Some(reply) = self.late_pushes.pop() {
                    self.take_push(&reply);
                }
            }
            1 => {
                if let Some(reply) = self.late_pulls.pop() {
                    self.take_pull(reply);
                }
            }
            _ => {
                if let Some(request) = self.late_requests.pop()
                    && let Ok(reply) = server.push(self.who, &request)
                {
                    self.late_pushes.push(reply);
                }
            }
        }
    }

    fn take_push(&mut self, reply: &PushReply) {
        let taken = block_on(self.tablet.take_push(reply, minute(2))).map(|_| ());
        self.settle(taken);
    }

    fn take_pull(&self, mut reply: PullReply) {
        reply.me = me(self.who);
        // A broken commit here is a tablet switched off: nothing was taken, or all of it.
        let _ = block_on(self.tablet.take_pull(&reply, minute(3)));
    }

    fn settle(&mut self, done: Result<(), StoreError>) {
        if done.is_err() {
            self.switch_off();
        }
    }

    /// The network is good for once: sends everything and fetches everything.
    pub fn in_calm(&mut self, server: &mut Server) {
        for _ in 0..50 {
            let Some(request) = block_on(self.tablet.next_push()).expect("readable") else {
                break;
            };
            let done = match server.push(self.who, &request) {
                Ok(reply) => block_on(self.tablet.take_push(&reply, minute(4))).map(|_| ()),
                Err(Refused::Gap(expected)) => block_on(self.tablet.fill_gap(expected)),
                Err(Refused::Epoch(epoch, expected)) => block_on(self.tablet.meet_new_epoch(epoch, expected)),
            };
            done.expect("room");
        }
        let cursor = block_on(self.tablet.device()).expect("readable").cursor;
        self.take_pull(server.pull(cursor));
    }
}

fn answers_in(mutation: &Mutation) -> Vec<Answer> {
    match &mutation.change {
        Change::AnswerSet { answer, .. } => vec![answer.clone()],
        _ => Vec::new(),
    }
}
