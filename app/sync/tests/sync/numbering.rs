//! Changes are numbered 1, 2, 3 ... without gaps, however many tabs write and whatever they are
//! interrupted in.

use crate::support::{VISIT, answer, block_on, id, minute, receipts, set, tablet};
use std::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};
use sync::{Batch, Change, MemoryStore, Mutation, Outcome, Store, StoreError, Tablet, store::LocalFuture};
use uuid::Uuid;

/// A store that lets others go first before everything it does.
#[derive(Default)]
struct SlowStore(MemoryStore);

async fn let_others_go_first() {
    let waited = Cell::new(false);
    poll_fn(|_| if waited.replace(true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

impl Store for SlowStore {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(async move {
            let_others_go_first().await;
            self.0.get(key).await
        })
    }

    fn scan<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<(String, Vec<u8>)>, StoreError>> {
        Box::pin(async move {
            let_others_go_first().await;
            self.0.scan(prefix).await
        })
    }

    fn commit(&self, batch: Batch) -> LocalFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            let_others_go_first().await;
            self.0.commit(batch).await
        })
    }
}

type Task<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Polls the tasks in an order drawn from the seed until all are done.
fn run_mixed(mut tasks: Vec<Task<'_>>, seed: u64) {
    let mut context = Context::from_waker(Waker::noop());
    let mut draw = crate::model::Draw::new(seed);
    while !tasks.is_empty() {
        let at = draw.below(tasks.len() as u64) as usize;
        if tasks[at].as_mut().poll(&mut context).is_ready() {
            drop(tasks.swap_remove(at));
        }
    }
}

async fn write(tablet: &Tablet, n: u128) {
    let change = set("v-reason", &n.to_string());
    tablet.write_down(VISIT, None, change, id(0x1000 + n), minute(0)).await.expect("room");
}

#[test]
fn the_first_change_is_number_one_and_none_is_left_out() {
    let (tablet, _) = tablet();
    block_on(async {
        for n in 1..=12 {
            assert_eq!(answer(&tablet, n, "v-reason", "words").await.seq, n as u64);
        }
        let numbers: Vec<u64> = tablet.outbox().await.unwrap().iter().map(|m| m.seq).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
    });
}

#[test]
fn numbers_go_on_after_everything_was_sent() {
    let (tablet, _) = tablet();
    block_on(async {
        let first = answer(&tablet, 1, "v-reason", "one").await;
        tablet.take_push(&receipts(&[first], &Outcome::Applied, 7), minute(2)).await.unwrap();
        assert!(tablet.next_push().await.unwrap().is_none());
        assert_eq!(answer(&tablet, 2, "v-reason", "two").await.seq, 2);
    });
}

#[test]
fn three_tabs_that_write_at_once_leave_no_gap_and_no_double() {
    for seed in 1..=60 {
        let store: Rc<dyn Store> = Rc::new(SlowStore::default());
        let tabs: Vec<Tablet> = (0..3).map(|_| Tablet::new(store.clone())).collect();
        let tasks = tabs
            .iter()
            .zip([0, 100, 200])
            .map(|(tab, from)| -> Task<'_> {
                Box::pin(async move {
                    for n in 0..8 {
                        write(tab, from + n).await;
                    }
                })
            })
            .collect();
        run_mixed(tasks, seed);
        let outbox = block_on(tabs[0].outbox()).unwrap();
        let numbers: Vec<u64> = outbox.iter().map(|mutation| mutation.seq).collect();
        assert_eq!(numbers, (1..=24).collect::<Vec<_>>(), "seed {seed}");
        let client = block_on(tabs[0].client_id(Uuid::nil())).unwrap();
        assert!(outbox.iter().all(|mutation| mutation.client_id == client), "seed {seed}");
    }
}

#[test]
fn a_tab_that_empties_the_tablet_while_another_writes_leaves_one_store_only() {
    for seed in 1..=200 {
        let store: Rc<dyn Store> = Rc::new(SlowStore::default());
        let (one, other) = (Tablet::new(store.clone()), Tablet::new(store));
        run_mixed(
            vec![
                Box::pin(async {
                    write(&one, 1).await;
                    write(&one, 2).await;
                }),
                Box::pin(async {
                    other.clear().await.expect("an answer");
                }),
            ],
            seed,
        );
        let outbox = block_on(one.outbox()).unwrap();
        let numbers: Vec<u64> = outbox.iter().map(|mutation| mutation.seq).collect();
        assert_eq!(numbers, [1, 2], "seed {seed}");
        let client = block_on(one.client_id(Uuid::nil())).unwrap();
        assert!(outbox.iter().all(|mutation| mutation.client_id == client), "seed {seed}");
    }
}

#[test]
fn a_write_broken_off_half_way_takes_no_number() {
    let store: Rc<dyn Store> = Rc::new(SlowStore::default());
    let tablet = Tablet::new(store);
    for n_polls in 0..6 {
        let mut writing: Task<'_> = Box::pin(write(&tablet, n_polls));
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..n_polls {
            if writing.as_mut().poll(&mut context).is_ready() {
                break;
            }
        }
        drop(writing);
        let before = block_on(tablet.outbox()).unwrap().len() as u128;
        block_on(write(&tablet, 10 + n_polls));
        let numbers: Vec<u64> =
            block_on(tablet.outbox()).unwrap().iter().map(|mutation| mutation.seq).collect();
        assert_eq!(numbers, (1..=before as u64 + 1).collect::<Vec<_>>());
    }
}

#[test]
fn a_full_tablet_says_so_and_keeps_what_it_kept() {
    let (tablet, store) = tablet();
    block_on(async {
        answer(&tablet, 1, "v-reason", "kept").await;
        store.set_full(true);
        let refused = tablet.write_down(VISIT, None, set("v-reason", "lost"), id(2), minute(1)).await;
        assert_eq!(refused, Err(StoreError::Full));
        assert_eq!(crate::support::shown(&tablet, "v-reason").await, ["kept"]);
        assert_eq!(tablet.outbox().await.unwrap().len(), 1);
        store.set_full(false);
        assert_eq!(answer(&tablet, 3, "v-reason", "again").await.seq, 2);
    });
}

async fn letter(tablet: &Tablet, last: &Mutation, words: &str, n: u128) -> Mutation {
    let change = set("v-reason", words);
    tablet.write_down_typing(last, Some(last.id), change, id(0x2000 + n), minute(1)).await.expect("room")
}

fn words(mutation: &Mutation) -> String {
    let Change::AnswerSet { answer, .. } = &mutation.change else { return String::new() };
    answer.first().map(forms::Value::as_words).unwrap_or_default()
}

#[test]
fn letters_join_the_change_that_is_last_until_it_is_offered() {
    let (tablet, _) = tablet();
    block_on(async {
        let first = answer(&tablet, 1, "v-reason", "a").await;
        let second = letter(&tablet, &first, "ab", 1).await;
        assert_eq!((second.id, second.seq, second.base), (first.id, first.seq, first.base));
        let push = tablet.next_push().await.unwrap().expect("something to send");
        assert_eq!(push.mutations.iter().map(words).collect::<Vec<_>>(), ["ab"]);
        let third = letter(&tablet, &second, "abc", 2).await;
        assert_eq!((third.seq, third.base), (2, Some(first.id)), "what is on its way stays as it is");
        answer(&tablet, 3, "v-present", "me").await;
        let fourth = letter(&tablet, &third, "abcd", 4).await;
        assert_eq!((fourth.seq, fourth.base), (4, Some(third.id)), "nothing slips in before another answer");
        let outbox: Vec<String> = tablet.outbox().await.unwrap().iter().map(words).collect();
        assert_eq!(outbox, ["ab", "abc", "me", "abcd"]);
    });
}

#[test]
fn nothing_joins_what_an_earlier_release_wrote() {
    let (tablet, store) = tablet();
    block_on(async {
        let first = answer(&tablet, 1, "v-reason", "a").await;
        let mut batch = Batch::default();
        batch.delete("offered");
        store.commit(batch).await.unwrap();
        let tablet = Tablet::new(store.clone());
        assert_eq!(letter(&tablet, &first, "ab", 1).await.seq, 2);
    });
}

#[test]
fn no_letter_slips_behind_what_another_tab_is_sending() {
    for seed in 1..=400 {
        let store: Rc<dyn Store> = Rc::new(SlowStore::default());
        let (typing, sending) = (Tablet::new(store.clone()), Tablet::new(store));
        let sent = std::cell::RefCell::new(Vec::new());
        run_mixed(
            vec![
                Box::pin(async {
                    let change = set("v-reason", "0");
                    let mut last =
                        typing.write_down(VISIT, None, change, id(0x1000), minute(0)).await.expect("room");
                    for n in 1..=6 {
                        last = letter(&typing, &last, &n.to_string(), n).await;
                    }
                }),
                Box::pin(async {
                    for _ in 0..3 {
                        let push = sending.next_push().await.expect("readable");
                        sent.borrow_mut().extend(push.into_iter().flat_map(|push| push.mutations));
                    }
                }),
            ],
            seed,
        );
        let outbox = block_on(typing.outbox()).unwrap();
        for mutation in sent.borrow().iter() {
            let kept = outbox.iter().find(|kept| kept.id == mutation.id).map(words);
            assert_eq!(kept, Some(words(mutation)), "seed {seed}: changed after it was offered");
        }
        assert_eq!(outbox.last().map(words).as_deref(), Some("6"), "seed {seed}");
        let numbers: Vec<u64> = outbox.iter().map(|mutation| mutation.seq).collect();
        assert_eq!(numbers, (1..=outbox.len() as u64).collect::<Vec<_>>(), "seed {seed}");
        for (before, after) in outbox.iter().zip(&outbox[1..]) {
            assert_eq!(after.base, Some(before.id), "seed {seed}: each builds on the one before");
        }
    }
}

#[test]
fn a_tablet_that_is_emptied_while_another_tab_looks_what_to_send_is_given_no_id() {
    for seed in 1..=200 {
        let store: Rc<dyn Store> = Rc::new(SlowStore::default());
        let tablet = Tablet::new(store.clone());
        block_on(write(&tablet, 1));
        run_mixed(
            vec![
                Box::pin(async {
                    tablet.next_push().await.expect("an answer");
                }),
                Box::pin(async {
                    // As after a receipt, and a sign-out.
                    let mut batch = Batch::default();
                    for key in store.keys("").await.expect("readable") {
                        batch.delete(key);
                    }
                    store.commit(batch).await.expect("room");
                }),
            ],
            seed,
        );
        let left = block_on(store.keys("")).expect("readable");
        assert_eq!(left, [] as [&str; 0], "seed {seed}");
    }
}
