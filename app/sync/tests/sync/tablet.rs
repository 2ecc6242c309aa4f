//! What the tablet's store promises besides sync: emptying, forgetting and letting go of visits,
//! and showing a visit as it is after what was done on this tablet.

use crate::support::*;
use chrono::Duration;
use domain::{CommentId, VisitId, VisitKind, VisitState, visits::CommentKind};
use sync::{
    Change, Comment, FormRef, Outcome, Place, Store,
    tablet::{SENT_KEPT_DAYS, Taken},
};

#[test]
fn a_tablet_with_unsent_work_does_not_let_itself_be_emptied() {
    let (tablet, store) = tablet();
    block_on(async {
        let sent = answer(&tablet, 1, "v-reason", "words").await;
        assert!(!tablet.clear().await.unwrap());
        assert_eq!(shown(&tablet, "v-reason").await, ["words"]);
        tablet.take_push(&receipts(&[sent], &Outcome::Applied, 4), minute(6)).await.unwrap();
        assert!(tablet.clear().await.unwrap());
        assert!(store.scan("").await.unwrap().is_empty());
    });
}

#[test]
fn sent_changes_are_forgotten_after_a_fortnight_and_not_before() {
    let (tablet, _) = tablet();
    block_on(async {
        let sent = answer(&tablet, 1, "v-reason", "words").await;
        tablet.take_push(&receipts(&[sent], &Outcome::Applied, 4), minute(0)).await.unwrap();
        let kept_until = minute(0) + Duration::days(SENT_KEPT_DAYS);
        let kept = async |now| {
            tablet.take_pull(&pulled(5, vec![]), now).await.unwrap();
            tablet.unsent().await.unwrap().kept_sent
        };
        assert_eq!(kept(kept_until).await, 1);
        assert_eq!(kept(kept_until + Duration::seconds(1)).await, 1, "it is looked for once a day");
        assert_eq!(kept(kept_until + Duration::days(1)).await, 0);
        assert_eq!(shown(&tablet, "v-reason").await, ["words"], "the answer itself stays");
    });
}

#[test]
fn a_visit_that_went_to_somebody_else_leaves_the_tablet() {
    let (tablet, store) = tablet();
    block_on(async {
        let place =
            Place { form: "home-visit".into(), section: "v".into(), path: "v-reason".into(), at: minute(0) };
        tablet.set_place(VISIT, &place).await.unwrap();
        tablet.set_stopwatch(VISIT, &key("v-timed-seconds"), Some(minute(0))).await.unwrap();
        let mut gone = pulled(5, vec![]);
        gone.gone = vec![VISIT];
        tablet.take_pull(&gone, minute(1)).await.unwrap();
        assert!(tablet.open(VISIT).await.unwrap().is_none());
        for (key, _) in store.scan("").await.unwrap() {
            assert!(!key.contains(&VISIT.to_string()), "{key} is left over");
        }
    });
}

#[test]
fn a_stopwatch_runs_until_it_is_stopped() {
    let (tablet, _) = tablet();
    block_on(async {
        assert_eq!(tablet.stopwatch(VISIT, &key("v-timed-seconds")).await.unwrap(), None);
        tablet.set_stopwatch(VISIT, &key("v-timed-seconds"), Some(minute(2))).await.unwrap();
        assert_eq!(tablet.stopwatch(VISIT, &key("v-timed-seconds")).await.unwrap(), Some(minute(2)));
        tablet.set_stopwatch(VISIT, &key("v-timed-seconds"), None).await.unwrap();
        assert_eq!(tablet.stopwatch(VISIT, &key("v-timed-seconds")).await.unwrap(), None);
    });
}

#[test]
fn a_stopwatch_runs_on_when_the_server_was_restored() {
    let (tablet, _) = tablet();
    block_on(async {
        tablet.set_stopwatch(VISIT, &key("v-timed-seconds"), Some(minute(2))).await.unwrap();
        tablet.take_pull(&pulled(1, vec![pack(VISIT, vec![])]), minute(3)).await.unwrap();
        assert_eq!(tablet.stopwatch(VISIT, &key("v-timed-seconds")).await.unwrap(), Some(minute(2)));
    });
}

#[test]
fn a_visit_with_unsent_work_leaves_the_tablet_once_the_work_has() {
    let (tablet, _) = tablet();
    block_on(async {
        let sent = answer(&tablet, 1, "v-reason", "words").await;
        let mut gone = pulled(5, vec![]);
        gone.gone = vec![VISIT];
        tablet.take_pull(&gone, minute(1)).await.unwrap();
        assert_eq!(shown(&tablet, "v-reason").await, ["words"]);
        let held = Outcome::Held { reason: "It was passed on.".into() };
        tablet.take_push(&receipts(&[sent], &held, 6), minute(2)).await.unwrap();
        // The server names what is gone only once.
        tablet.take_pull(&pulled(6, vec![]), minute(3)).await.unwrap();
        assert!(tablet.open(VISIT).await.unwrap().is_none());
        assert_eq!(tablet.unsent().await.unwrap().held.len(), 1, "held work outlives its visit");
    });
}

#[test]
fn a_visit_that_went_and_came_back_stays() {
    let (tablet, _) = tablet();
    block_on(async {
        answer(&tablet, 1, "v-reason", "words").await;
        let mut gone = pulled(5, vec![]);
        gone.gone = vec![VISIT];
        tablet.take_pull(&gone, minute(1)).await.unwrap();
        tablet.take_pull(&pulled(6, vec![pack(VISIT, vec![])]), minute(2)).await.unwrap();
        let sent = tablet.outbox().await.unwrap();
        tablet.take_push(&receipts(&sent, &Outcome::Applied, 7), minute(3)).await.unwrap();
        tablet.take_pull(&pulled(8, vec![]), minute(4)).await.unwrap();
        assert_eq!(shown(&tablet, "v-reason").await, ["words"]);
        let mut both = pulled(9, vec![pack(VISIT, vec![])]);
        both.gone = vec![VISIT];
        tablet.take_pull(&both, minute(5)).await.unwrap();
        assert_eq!(shown(&tablet, "v-reason").await, ["words"]);
    });
}

#[test]
fn a_card_shows_what_was_done_on_this_tablet() {
    let (tablet, _) = tablet();
    block_on(async {
        let asked = CommentId(id(0xC0));
        let mut first = pack(VISIT, vec![]);
        first.card.state = VisitState::Planned;
        first.card.comments.push(Comment {
            id: asked,
            on: None,
            kind: CommentKind::Question,
            text: "Which hand?".into(),
            by: "Jo Marsh".into(),
            at: minute(0),
            replies: Vec::new(),
            settled: None,
            taken_back: false,
        });
        tablet.take_pull(&pulled(3, vec![first]), minute(0)).await.unwrap();
        let state = async || tablet.open(VISIT).await.unwrap().unwrap().card.state;
        assert_eq!(state().await, VisitState::Planned);
        answer(&tablet, 1, "v-reason", "words").await;
        assert_eq!(state().await, VisitState::Started);
        let reply = Change::CommentReplied { comment: asked, text: "The left".into(), done: false };
        tablet.write_down(VISIT, None, reply, id(2), minute(2)).await.unwrap();
        let card = tablet.open(VISIT).await.unwrap().unwrap().card;
        assert_eq!(card.open_comments().count(), 0);
        let signing = sync::change::Signing {
            by: me(1).signatory,
            content_hash: "ab".into(),
            version: 1,
            arrived: minute(0),
            left: minute(60),
            present: "Mrs Ellery".into(),
            note: None,
            late_because: None,
        };
        let signed = Change::VisitSigned(Box::new(signing));
        tablet.write_down(VISIT, None, signed, id(3), minute(61)).await.unwrap();
        let card = tablet.open(VISIT).await.unwrap().unwrap().card;
        assert_eq!((card.state, card.signatures.len()), (VisitState::Signed, 1));
    });
}

#[test]
fn one_number_says_what_is_not_sent_in_total_and_by_visit() {
    let (tablet, _) = tablet();
    block_on(async {
        let other = VisitId(id(0x52));
        tablet.take_pull(&pulled(3, vec![pack(other, vec![])]), minute(0)).await.unwrap();
        tablet.write_down(other, None, set("v-reason", "first"), id(1), minute(1)).await.unwrap();
        answer(&tablet, 2, "v-reason", "second").await;
        answer(&tablet, 3, "v-present", "third").await;
        let unsent = tablet.unsent().await.unwrap();
        assert_eq!(unsent.waiting, 3);
        let by_visit: Vec<_> = unsent.visits.iter().map(|v| (v.id, v.changes, v.oldest)).collect();
        assert_eq!(by_visit, [(other, 1, minute(1)), (VISIT, 2, minute(2))]);
    });
}

#[test]
fn a_push_takes_two_hundred_changes_and_leaves_the_rest_for_the_next() {
    let (tablet, _) = tablet();
    block_on(async {
        for n in 1..=205 {
            let change = set("v-reason", &n.to_string());
            tablet.write_down(VISIT, None, change, id(n), minute(0)).await.unwrap();
        }
        let push = tablet.next_push().await.unwrap().unwrap();
        assert_eq!(push.mutations.len(), sync::wire::PUSH_LIMIT);
        let reply = receipts(&push.mutations, &Outcome::Applied, 10);
        assert_eq!(tablet.take_push(&reply, minute(1)).await.unwrap(), Taken::Yes(200));
        assert_eq!(tablet.next_push().await.unwrap().unwrap().mutations[0].seq, 201);
    });
}

#[test]
fn forms_that_are_missing_are_named_until_they_are_kept() {
    let (tablet, _) = tablet();
    block_on(async {
        let form = FormRef { id: "home-visit".into(), version: "1.0.0".into() };
        let needed = sync::cards::needed_forms(&tablet.visits().await.unwrap());
        assert_eq!(tablet.missing_forms(&needed).await.unwrap(), std::slice::from_ref(&form));
        tablet.keep_form(&form, "{}").await.unwrap();
        assert!(tablet.missing_forms(&needed).await.unwrap().is_empty());
        assert_eq!(tablet.form(&form).await.unwrap().as_deref(), Some("{}"));
    });
}

#[test]
fn visits_are_listed_by_their_planned_start() {
    let (tablet, _) = tablet();
    block_on(async {
        let mut early = pack(VisitId(id(0x50)), vec![]);
        early.card.planned = minute(-30);
        early.card.kind = VisitKind::Review;
        tablet.take_pull(&pulled(3, vec![early]), minute(0)).await.unwrap();
        let cards = tablet.visits().await.unwrap();
        assert_eq!(cards.iter().map(|c| c.kind).collect::<Vec<_>>(), [VisitKind::Review, VisitKind::Home]);
    });
}

#[test]
fn damage_is_told_and_never_taken_for_nothing() {
    let (tablet, store) = tablet();
    block_on(async {
        answer(&tablet, 1, "v-reason", "words").await;
        let mut damage = sync::Batch::default();
        damage.put("outbox/00000000000000000001", b"{".to_vec());
        store.commit(damage).await.unwrap();
        assert!(matches!(tablet.outbox().await, Err(sync::StoreError::Broken(_))));
        assert!(!matches!(tablet.clear().await, Ok(true)));
    });
}
