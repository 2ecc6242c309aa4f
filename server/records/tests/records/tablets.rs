//! Tablets: who is given the server's half of a key, when it is destroyed, and what becomes of work
//! that arrives afterwards.

use crate::{
    house::{House, Staff, minute},
    pen::{Pen, outcomes},
};
use records::{PushFailure, RecordsError, Standing};
use sync::wire::{TabletRequest, hand_over_token};
use uuid::Uuid;

async fn meets(house: &House, who: &Staff, client_id: Uuid) -> Standing {
    let request =
        TabletRequest { client_id, what: "Chrome on Android".to_owned(), secret: None, sealed: false };
    house.records.meet_tablet(&who.caller, &request).await.expect("an answer")
}

async fn secret(house: &House, who: &Staff, client_id: Uuid) -> String {
    match meets(house, who, client_id).await {
        Standing::Ready(secret) => secret,
        other => panic!("{other:?}"),
    }
}

/// A tablet with one change that is not sent yet.
async fn with_unsent_work(house: &House, who: &Staff) -> (Pen, String) {
    let visit = house.visit_of(who).await;
    let mut pen = who.pen();
    let secret = secret(house, who, pen.client_id).await;
    pen.answer(visit, None, "v-consent-basis", "written before");
    (pen, secret)
}

on_both!(a_tablet_gets_the_same_secret_again_and_every_tablet_its_own, |house| async move {
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    let first = secret(&house, &house.amy, one).await;
    assert_eq!(first.len(), 64);
    assert_eq!(secret(&house, &house.amy, one).await, first);
    assert_ne!(secret(&house, &house.amy, other).await, first);
    assert_ne!(secret(&house, &house.sam, Uuid::now_v7()).await, first);
});

on_both!(a_tablet_of_somebody_else_is_told_so_and_given_nothing, |house| async move {
    let tablet = Uuid::now_v7();
    secret(&house, &house.amy, tablet).await;
    for who in [&house.sam, &house.jo, &house.elsewhere.amy] {
        assert_eq!(meets(&house, who, tablet).await, Standing::SomebodyElse);
    }
    for who in [&house.maya, &house.len, &house.officer] {
        let request =
            TabletRequest { client_id: Uuid::now_v7(), what: String::new(), secret: None, sealed: false };
        let denied = house.records.meet_tablet(&who.caller, &request).await;
        assert!(denied.is_err(), "{} visits nobody", who.me().name);
    }
});

on_both!(a_tablet_that_was_sent_from_before_keeps_its_numbers, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.answer(visit, None, "v-consent-basis", "one");
    house.send(&house.amy, &mut pen).await;
    secret(&house, &house.amy, pen.client_id).await;
    pen.answer(visit, None, "v-consent-basis", "two");
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(reply.last_seq, 2);
});

on_both!(a_withdrawn_tablet_gets_no_secret_and_its_work_is_held, |house| async move {
    let (mut pen, _) = with_unsent_work(&house, &house.amy).await;
    let owner = house.records.withdraw_tablet(&house.len, pen.client_id).await.unwrap();
    assert_eq!(owner, house.amy.user);
    assert_eq!(meets(&house, &house.amy, pen.client_id).await, Standing::Withdrawn(minute(0)));
    assert_eq!(house.records.withdrawn_at(&house.amy.caller, pen.client_id).await.unwrap(), Some(minute(0)));
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(outcomes(&reply), ["The tablet was withdrawn before these answers arrived."]);
    for reader in [&house.amy, &house.jo] {
        let lines = house.records.held(reader).await.unwrap();
        assert_eq!(lines[0].items[0].answer, Some(crate::pen::text("written before")));
    }
    // Her other tablet works on.
    assert_eq!(secret(&house, &house.amy, Uuid::now_v7()).await.len(), 64);
});

on_both!(somebody_who_left_hands_over_what_is_on_the_tablet_and_can_do_nothing_else, |house| async move {
    let (pen, secret) = with_unsent_work(&house, &house.amy).await;
    let token = hand_over_token(&secret);
    assert_eq!(house.records.withdrawn_tablet(pen.client_id).await.unwrap(), None);
    let early = house.records.hand_over(&token, &pen.request()).await;
    assert!(matches!(early, Err(PushFailure::Records(RecordsError::NotFound))), "she signs in instead");
    house.records.account_leaves(&house.len, house.amy.user).await.unwrap();
    for wrong in ["", "no such token", secret.as_str()] {
        assert!(house.records.hand_over(wrong, &pen.request()).await.is_err());
    }
    let mut stranger = house.sam.pen();
    stranger.answer(house.visit_of(&house.sam).await, None, "v-consent-basis", "not hers");
    assert!(house.records.hand_over(&token, &stranger.request()).await.is_err(), "another tablet");
    assert_eq!(house.records.withdrawn_tablet(pen.client_id).await.unwrap(), Some(minute(0)));
    let before = house.fresh.count("field").await;
    let reply = house.records.hand_over(&token, &pen.request()).await.expect("taken");
    assert_eq!(outcomes(&reply), ["The account was closed before these answers arrived."]);
    let again = house.records.hand_over(&token, &pen.request()).await.expect("taken");
    assert_eq!(again, reply);
    assert_eq!((house.fresh.count("field").await, house.fresh.count("held").await), (before, 1));
    let lines = house.records.held(&house.jo).await.unwrap();
    assert_eq!(lines[0].items[0].author_name, "Amy Castell");
});

on_both!(a_thousand_changes_of_withdrawn_tablets_are_all_held_and_seen, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    for _ in 0..5 {
        let mut pen = house.amy.pen();
        secret(&house, &house.amy, pen.client_id).await;
        for n in 0..200 {
            pen.answer(visit, None, "v-consent-basis", &format!("pending {n}"));
        }
        house.records.withdraw_tablet(&house.len, pen.client_id).await.unwrap();
        house.send(&house.amy, &mut pen).await;
    }
    assert_eq!(house.fresh.count("held").await, 1000);
    for reader in [&house.amy, &house.jo] {
        let lines = house.records.held(reader).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.items.len()).sum::<usize>(), 1000);
    }
});

on_both!(when_the_placement_is_over_the_secret_is_gone, |house| async move {
    let tablet = Uuid::now_v7();
    secret(&house, &house.tomasz, tablet).await;
    let later = house.tomasz.on("2026-06-27");
    assert_eq!(meets(&house, &later, tablet).await, Standing::PlacementEnded);
    assert_eq!(house.fresh.count("client WHERE secret IS NOT NULL").await, 0);
});

on_both!(signing_out_destroys_the_secret_of_the_own_tablet_only, |house| async move {
    let (amys, sams) = (Uuid::now_v7(), Uuid::now_v7());
    let before = secret(&house, &house.amy, amys).await;
    secret(&house, &house.sam, sams).await;
    house.records.sign_out(&house.amy, "no session", Some(sams)).await.unwrap();
    assert_eq!(house.fresh.count("client WHERE secret IS NOT NULL").await, 2);
    house.records.sign_out(&house.amy, "no session", Some(amys)).await.unwrap();
    assert_eq!(house.fresh.count("client WHERE secret IS NOT NULL").await, 1);
    assert!(house.records.tablets_of(&house.len, house.amy.user).await.unwrap().is_empty());
    assert_ne!(secret(&house, &house.amy, amys).await, before);
});

on_both!(administrators_see_and_withdraw_the_tablets_of_their_service_only, |house| async move {
    let tablet = Uuid::now_v7();
    secret(&house, &house.amy, tablet).await;
    let lines = house.records.tablets_of(&house.len, house.amy.user).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].id, lines[0].what.as_str()), (tablet, "Chrome on Android"));
    for who in [&house.amy, &house.jo, &house.maya, &house.elsewhere.len] {
        assert!(house.records.withdraw_tablet(who, tablet).await.is_err());
        assert!(house.records.tablets_of(who, house.amy.user).await.is_err());
    }
    assert_eq!(secret(&house, &house.amy, tablet).await.len(), 64);
});

on_both!(a_server_restored_from_an_older_backup_takes_the_secret_that_the_tablet_has, |house| async move {
    let known = "ab".repeat(32);
    let with = |secret: &str, client_id| TabletRequest {
        client_id,
        what: String::new(),
        secret: Some(secret.to_owned()),
        sealed: true,
    };
    let met = house.records.meet_tablet(&house.amy.caller, &with(&known, Uuid::now_v7())).await.unwrap();
    assert_eq!(met, Standing::Ready(known.clone()));
    // One that has a secret here keeps it, and what is no secret is not taken for one.
    let tablet = Uuid::now_v7();
    let own = secret(&house, &house.amy, tablet).await;
    let met = house.records.meet_tablet(&house.amy.caller, &with(&known, tablet)).await.unwrap();
    assert_eq!(met, Standing::Ready(own));
    let met = house.records.meet_tablet(&house.amy.caller, &with("short", Uuid::now_v7())).await.unwrap();
    assert_eq!(met, Standing::Unlock);
    // A locked one brings none: no other is made over what is sealed, else it would never open again.
    let locked = TabletRequest { secret: None, ..with("", Uuid::now_v7()) };
    assert_eq!(house.records.meet_tablet(&house.amy.caller, &locked).await.unwrap(), Standing::Unlock);
});

on_both!(a_browser_that_lost_its_store_is_told_when_it_last_sent_something_once, |house| async move {
    let (before, now) = (Uuid::now_v7(), Uuid::now_v7());
    secret(&house, &house.amy, before).await;
    secret(&house, &house.amy, now).await;
    let caller = &house.amy.caller;
    assert_eq!(house.records.lost_tablet(caller, now, now).await.unwrap(), None, "the same");
    assert_eq!(house.records.lost_tablet(&house.sam.caller, before, now).await.unwrap(), None, "not his");
    assert_eq!(house.records.lost_tablet(caller, before, now).await.unwrap(), Some(minute(0)));
    assert_eq!(house.records.lost_tablet(caller, before, now).await.unwrap(), None, "told once");
    let lines = house.records.tablets_of(&house.len, house.amy.user).await.unwrap();
    let lost: Vec<Uuid> = lines.iter().filter(|line| line.lost_at.is_some()).map(|line| line.id).collect();
    assert_eq!(lost, [before]);
    house.records.sign_out(&house.amy, "no session", Some(now)).await.unwrap();
    let after = house.records.lost_tablet(caller, now, Uuid::now_v7()).await.unwrap();
    assert_eq!(after, None, "it was signed out");
});

on_both!(the_secret_for_a_recovery_file_goes_to_the_owner_alone, |house| async move {
    let tablet = Uuid::now_v7();
    let made = secret(&house, &house.amy, tablet).await;
    let caller = &house.amy.caller;
    assert_eq!(house.records.secret_for_recovery(caller, tablet).await.unwrap(), made);
    house.records.lost_tablet(caller, tablet, Uuid::now_v7()).await.unwrap();
    assert_eq!(house.records.secret_for_recovery(caller, tablet).await.unwrap(), made, "lost its store");
    for who in [&house.sam, &house.len, &house.elsewhere.amy] {
        let refused = house.records.secret_for_recovery(&who.caller, tablet).await;
        assert!(refused.is_err(), "{} is not its owner", who.me().name);
    }
    let students = Uuid::now_v7();
    secret(&house, &house.tomasz, students).await;
    let later = house.tomasz.on("2026-06-27");
    let over = house.records.secret_for_recovery(&later.caller, students).await;
    assert!(matches!(over, Err(RecordsError::Denied(_))), "the placement is over: {over:?}");
    house.records.withdraw_tablet(&house.len, tablet).await.unwrap();
    let withdrawn = house.records.secret_for_recovery(caller, tablet).await;
    assert!(matches!(withdrawn, Err(RecordsError::Refused(_))), "{withdrawn:?}");
    let other = Uuid::now_v7();
    secret(&house, &house.sam, other).await;
    house.records.sign_out(&house.sam, "no session", Some(other)).await.unwrap();
    let signed_out = house.records.secret_for_recovery(&house.sam.caller, other).await;
    assert!(matches!(signed_out, Err(RecordsError::Refused(_))), "{signed_out:?}");
});

on_both!(changes_of_a_recovery_file_are_applied_once_whoever_sends_first, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let (mut first, mut second) = (house.amy.pen(), house.amy.pen());
    let one = first.answer(visit, None, "v-consent-basis", "one");
    first.answer(visit, Some(one), "v-consent-basis", "two");
    second.answer(visit, None, "v-reason", "her own");
    second.bring(&first);
    let mut stranger = house.sam.pen();
    stranger.bring(&first);
    let brought = house.send(&house.amy, &mut second.clone()).await;
    assert_eq!(outcomes(&brought), ["applied"; 3]);
    let late = house.send(&house.amy, &mut first.clone()).await;
    assert_eq!(outcomes(&late), ["applied"; 2]);
    let told: Vec<_> = brought.receipts[1..].iter().map(|receipt| (receipt.id, receipt.number)).collect();
    assert_eq!(told, late.receipts.iter().map(|receipt| (receipt.id, receipt.number)).collect::<Vec<_>>());
    assert_eq!(house.fresh.count("revision").await, 3);
    // The answer was lost on its way: the same push gets the same answer, from either tablet.
    for (mut pen, reply) in [(first, late), (second, brought)] {
        assert_eq!(house.send(&house.amy, &mut pen).await, reply);
    }
    // Nobody takes the id of somebody else's change.
    let refused = house.records.push(&house.sam, house.sam.me(), &stranger.request()).await;
    assert!(matches!(refused, Err(PushFailure::Malformed(_))), "{refused:?}");
});
