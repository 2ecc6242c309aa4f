//! Taking what a server answers: exactly what is named is settled, and nothing but an envelope of
//! ours for this tablet settles anything.

use crate::support::*;
use std::rc::Rc;
use sync::{
    Batch, Change, MemoryStore, Outcome, PullReply, PushReply, Store, Tablet,
    tablet::Taken,
    wire::{TABLET_REPLY, TabletReply},
};

fn everything(store: &MemoryStore) -> Vec<(String, Vec<u8>)> {
    block_on(store.scan("")).unwrap()
}

async fn three_answers(tablet: &Tablet) -> PushReply {
    let mut sent = Vec::new();
    for (n, link) in [(1, "v-reason"), (2, "v-present"), (3, "v-consent")] {
        sent.push(answer(tablet, n, link, "words").await);
    }
    receipts(&sent, &Outcome::Applied, 10)
}

#[test]
fn a_reply_that_is_not_ours_or_not_for_us_changes_nothing() {
    let (tablet, store) = tablet();
    let ours = block_on(three_answers(&tablet));
    let before = everything(&store);
    let cases = [
        ("a captive portal", PushReply { envelope: "ok".into(), ..ours.clone() }),
        ("another envelope", PushReply { envelope: sync::wire::PULL_REPLY.into(), ..ours.clone() }),
        ("another tablet", PushReply { client_id: id(99), ..ours.clone() }),
    ];
    for (what, reply) in cases {
        let taken = block_on(tablet.take_push(&reply, minute(6))).unwrap();
        assert_eq!(taken, Taken::NotOurs, "{what}");
        assert_eq!(everything(&store), before, "{what}");
    }
    let mut pull = pulled(9, vec![pack(VISIT, vec![(key("v-reason"), vec![head(7, 2, "other")])])]);
    pull.envelope = "<html>".into();
    assert_eq!(block_on(tablet.take_pull(&pull, minute(6))).unwrap(), Taken::NotOurs);
    assert_eq!(everything(&store), before);
}

#[test]
fn only_the_named_changes_are_taken_for_sent() {
    let (tablet, _) = tablet();
    block_on(async {
        let mut reply = three_answers(&tablet).await;
        reply.receipts.remove(1);
        assert_eq!(tablet.take_push(&reply, minute(6)).await.unwrap(), Taken::Yes(2));
        let left: Vec<u64> = tablet.outbox().await.unwrap().iter().map(|m| m.seq).collect();
        assert_eq!(left, [2]);
        assert_eq!(tablet.unsent().await.unwrap().kept_sent, 2);
        for link in ["v-reason", "v-present", "v-consent"] {
            assert_eq!(shown(&tablet, link).await, ["words"]);
        }
    });
}

#[test]
fn a_right_id_under_a_wrong_number_settles_nothing() {
    let (tablet, _) = tablet();
    block_on(async {
        let mut reply = three_answers(&tablet).await;
        for receipt in &mut reply.receipts {
            receipt.seq += 10;
        }
        assert_eq!(tablet.take_push(&reply, minute(6)).await.unwrap(), Taken::Yes(0));
        assert_eq!(tablet.outbox().await.unwrap().len(), 3);
    });
}

#[test]
fn a_reply_that_comes_twice_does_no_harm() {
    let (tablet, store) = tablet();
    let reply = block_on(three_answers(&tablet));
    block_on(tablet.take_push(&reply, minute(6))).unwrap();
    let before = everything(&store);
    assert_eq!(block_on(tablet.take_push(&reply, minute(6))).unwrap(), Taken::Yes(0));
    assert_eq!(everything(&store), before);
}

#[test]
fn held_work_leaves_the_outbox_and_is_shown_with_its_reason() {
    let (tablet, _) = tablet();
    block_on(async {
        let sent = answer(&tablet, 1, "v-reason", "too late").await;
        let held = Outcome::Held { reason: "The visit was signed at 16:02.".into() };
        tablet.take_push(&receipts(&[sent], &held, 4), minute(6)).await.unwrap();
        assert!(shown(&tablet, "v-reason").await.is_empty());
        let unsent = tablet.unsent().await.unwrap();
        assert_eq!((unsent.waiting, unsent.held.len(), unsent.kept_sent), (0, 1, 1));
        assert_eq!(unsent.held[0].reason, "The visit was signed at 16:02.");
        assert_eq!(unsent.held[0].answer, Some(text("too late")));
        assert_eq!(unsent.held[0].author_name, "Person 1");
        let open = tablet.open(VISIT).await.unwrap().unwrap();
        assert_eq!(open.held, unsent.held);
        // The office put it back: the next pull no longer names it.
        tablet.take_pull(&pulled(9, vec![pack(VISIT, vec![])]), minute(9)).await.unwrap();
        assert!(tablet.unsent().await.unwrap().held.is_empty());
    });
}

#[test]
fn a_lost_reply_that_comes_again_after_a_pull_does_not_bring_back_old_words() {
    let (tablet, _) = tablet();
    block_on(async {
        let sent = answer(&tablet, 1, "v-reason", "mine").await;
        // The push arrived as the server's number 4, a colleague wrote on top of it, the pull tells.
        let theirs = pack(VISIT, vec![(key("v-reason"), vec![head(50, 2, "theirs")])]);
        tablet.take_pull(&pulled(6, vec![theirs]), minute(4)).await.unwrap();
        tablet.take_push(&receipts(&[sent], &Outcome::Applied, 4), minute(6)).await.unwrap();
        assert_eq!(shown(&tablet, "v-reason").await, ["theirs"]);
    });
}

#[test]
fn a_pull_brings_the_servers_answer_and_the_unsent_one_stays_on_top() {
    let (tablet, _) = tablet();
    block_on(async {
        let first = pack(VISIT, vec![(key("v-reason"), vec![head(50, 2, "from the office")])]);
        tablet.take_pull(&pulled(2, vec![first]), minute(1)).await.unwrap();
        assert_eq!(shown(&tablet, "v-reason").await, ["from the office"]);
        answer(&tablet, 1, "v-reason", "mine, on top").await;
        assert_eq!(shown(&tablet, "v-reason").await, ["mine, on top"]);
        let later = pack(VISIT, vec![(key("v-reason"), vec![head(51, 2, "changed there")])]);
        tablet.take_pull(&pulled(3, vec![later]), minute(2)).await.unwrap();
        assert_eq!(shown(&tablet, "v-reason").await, ["changed there", "mine, on top"]);
        let open = tablet.open(VISIT).await.unwrap().unwrap();
        assert_eq!(open.state_of(&key("v-reason")), sync::tablet::FieldState::Differs);
        assert_eq!(open.unsent.len(), 1);
    });
}

#[test]
fn the_state_of_an_answer_is_told_truthfully_all_the_way() {
    use sync::tablet::FieldState as S;
    let (tablet, _) = tablet();
    block_on(async {
        let state = async || tablet.open(VISIT).await.unwrap().unwrap().state_of(&key("v-reason"));
        assert_eq!(state().await, S::Empty);
        let sent = answer(&tablet, 1, "v-reason", "mine").await;
        assert_eq!(state().await, S::OnThisTablet);
        tablet.take_push(&receipts(&[sent], &Outcome::Applied, 4), minute(6)).await.unwrap();
        assert_eq!(state().await, S::OnTheServer);
        let two = vec![(key("v-reason"), vec![head(1, 1, "mine"), head(2, 2, "theirs")])];
        tablet.take_pull(&pulled(6, vec![pack(VISIT, two)]), minute(7)).await.unwrap();
        assert_eq!(state().await, S::Differs);
        assert_eq!(tablet.unsent().await.unwrap().differing, [(VISIT, key("v-reason"))]);
        let decided = Change::ConflictDecided {
            form: "home-visit".into(),
            path: key("v-reason").path,
            answer: text("theirs"),
            over: vec![id(1), id(2)],
            why: String::new(),
        };
        tablet.write_down(VISIT, None, decided, id(9), minute(8)).await.unwrap();
        assert_eq!(state().await, S::OnThisTablet);
        assert!(tablet.unsent().await.unwrap().differing.is_empty());
    });
}

#[test]
fn a_restored_server_is_offered_again_what_it_was_sent() {
    let (tablet, _) = tablet();
    block_on(async {
        let reply = three_answers(&tablet).await;
        tablet.take_push(&reply, minute(6)).await.unwrap();
        tablet.meet_new_epoch(id(0xE1), 2).await.unwrap();
        let push = tablet.next_push().await.unwrap().expect("something to send");
        assert_eq!(push.epoch, Some(id(0xE1)));
        assert_eq!(push.mutations.iter().map(|m| m.seq).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(tablet.device().await.unwrap().cursor, 0);
        // What the server misses in between comes back the same way.
        tablet.fill_gap(1).await.unwrap();
        let push = tablet.next_push().await.unwrap().expect("something to send");
        assert_eq!(push.mutations.iter().map(|m| m.seq).collect::<Vec<_>>(), [1, 2, 3]);
    });
}

#[test]
fn a_late_reply_of_a_restored_server_does_not_make_an_old_cursor_pass_for_its_own() {
    let (tablet, _) = tablet();
    block_on(async {
        let of_restored = PushReply { epoch: id(0xE1), ..three_answers(&tablet).await };
        let old = pulled(20, vec![pack(VISIT, vec![])]);
        assert_eq!(tablet.take_pull(&old, minute(5)).await.unwrap(), Taken::Yes(1));
        assert_eq!(tablet.take_push(&of_restored, minute(6)).await.unwrap(), Taken::NotOurs);
        assert_eq!(tablet.outbox().await.unwrap().len(), 3, "they are sent again");
        let device = tablet.device().await.unwrap();
        assert_eq!((device.epoch, device.cursor), (Some(EPOCH), 20));
    });
}

#[test]
fn a_restored_server_is_noticed_by_a_tablet_that_only_pulls() {
    let (tablet, _) = tablet();
    block_on(async {
        let reply = three_answers(&tablet).await;
        tablet.take_push(&reply, minute(6)).await.unwrap();
        let mut restored = pulled(2, vec![]);
        restored.epoch = id(0xE1);
        assert_eq!(tablet.take_pull(&restored, minute(9)).await.unwrap(), Taken::OtherServer);
        assert_eq!(tablet.outbox().await.unwrap().len(), 3);
        assert_eq!(tablet.device().await.unwrap().cursor, 0);
        assert_eq!(tablet.take_pull(&restored, minute(9)).await.unwrap(), Taken::Yes(0));
    });
}

#[test]
fn a_pull_from_the_start_takes_away_what_the_server_does_not_have() {
    let (tablet, _) = tablet();
    block_on(async {
        let stale = pack(VISIT, vec![(key("v-reason"), vec![head(50, 2, "lost with the disk")])]);
        tablet.take_pull(&pulled(2, vec![stale]), minute(1)).await.unwrap();
        tablet.meet_new_epoch(EPOCH, 1).await.unwrap();
        tablet.take_pull(&pulled(1, vec![pack(VISIT, vec![])]), minute(2)).await.unwrap();
        assert!(shown(&tablet, "v-reason").await.is_empty());
    });
}

#[test]
fn meeting_the_server_is_not_having_fetched_everything() {
    let tablet = Tablet::new(Rc::new(MemoryStore::default()));
    block_on(async {
        let met = TabletReply {
            envelope: TABLET_REPLY.into(),
            client_id: tablet.client_id(id(0xC11E)).await.unwrap(),
            secret: "00".repeat(32),
            hours_without_server: 36,
            passphrase_needed: true,
            lost: Some(minute(0)),
            me: me(1),
            server_time: minute(1),
        };
        let stranger = TabletReply { client_id: id(0xBAD), ..met.clone() };
        assert_eq!(tablet.take_meeting(&stranger, minute(1)).await.unwrap(), Taken::NotOurs);
        assert_eq!(tablet.take_meeting(&met, minute(1)).await.unwrap(), Taken::Yes(0));
        let device = tablet.device().await.unwrap();
        assert_eq!((device.last_contact, device.fetched), (Some(minute(1)), None));
        assert_eq!((device.hours_without_server, device.passphrase_needed), (Some(36), true));

        assert_eq!(device.lost.map(|lost| (lost.noticed, lost.last_sent)), Some((minute(1), minute(0))));
        tablet.lost_was_read().await.unwrap();
        assert_eq!(tablet.device().await.unwrap().lost, None);

        let first = PullReply { more: true, ..pulled(1, vec![pack(VISIT, vec![])]) };
        tablet.take_pull(&first, minute(2)).await.unwrap();
        assert_eq!(tablet.device().await.unwrap().fetched, None);
        tablet.take_pull(&pulled(2, vec![]), minute(3)).await.unwrap();
        assert_eq!(tablet.device().await.unwrap().fetched, Some(minute(3)));
        let stored = tablet.store().scan("").await.unwrap();
        let secret = "00".repeat(32).into_bytes();
        assert!(!stored.iter().any(|(_, bytes)| bytes.windows(64).any(|part| part == secret)));
    });
}

#[test]
fn a_locked_tablet_is_cleared_by_its_keys_alone_and_only_when_nothing_waits() {
    let store = Rc::new(MemoryStore::default());
    let tablet = Tablet::new(store.clone());
    block_on(async {
        tablet.client_id(id(0xC11E)).await.unwrap();
        // What is sealed cannot be read; the keys of it can.
        let mut batch = Batch::default();
        for key in ["outbox/00000000000000000001", "visit/1", "lock"] {
            batch.put(key, vec![1, 2, 3]);
        }
        store.commit(batch).await.unwrap();
        assert!(tablet.has_unsent().await.unwrap());
        assert!(!tablet.clear().await.unwrap());
        let mut sent = Batch::default();
        sent.delete("outbox/00000000000000000001");
        store.commit(sent).await.unwrap();
        assert!(tablet.clear().await.unwrap());
        assert!(store.keys("").await.unwrap().is_empty());
    });
}

#[test]
fn a_pull_that_was_asked_for_before_the_cursor_went_back_is_not_taken() {
    let (tablet, _) = tablet();
    block_on(async {
        tablet.take_pull(&pulled(9, vec![pack(VISIT, vec![])]), minute(1)).await.unwrap();
        // Another tab meets a restored server: everything is fetched anew, from the start.
        tablet.meet_new_epoch(id(0xE1), 1).await.unwrap();
        let late = PullReply { epoch: id(0xE1), after: Some(9), ..pulled(12, vec![pack(VISIT, vec![])]) };
        assert_eq!(tablet.take_pull(&late, minute(2)).await.unwrap(), Taken::NotOurs);
        assert_eq!(tablet.device().await.unwrap().cursor, 0, "what came before it is still to be fetched");
        let whole = PullReply { after: Some(0), ..late };
        assert_eq!(tablet.take_pull(&whole, minute(3)).await.unwrap(), Taken::Yes(1));
        assert_eq!(tablet.device().await.unwrap().cursor, 12);
    });
}
