//! Signing in and staying signed in: who gets in, who does not and learns nothing by it, and when a
//! session is over.

use crate::house::{House, minute};
use chrono::Duration;
use domain::{Role, UserId};
use records::{Caller, NewAccount, SeedAccount, SignInFailure, Token};
use uuid::Uuid;

const PASSWORD: &str = "three plain words";
const EMAIL: &str = "ruth@northbrook.example";

/// Ruth, who has a password.
async fn ruth(house: &House) -> Caller {
    let new = NewAccount {
        name: "Ruth Okafor".into(),
        email: " Ruth@Northbrook.example ".into(),
        role: Role::Therapist.code().into(),
        ..NewAccount::default()
    };
    let user = UserId(Uuid::now_v7());
    let reviewer = Some(house.jo.user);
    let seed = SeedAccount { user, new, password: PASSWORD.into(), reviewer };
    house.records.seeding(house.org).account(&seed).await.expect("an account")
}

async fn signs_in(
    house: &House,
    minutes: i64,
    email: &str,
    password: &str,
) -> Result<(Token, Caller), String> {
    let records = house.records.at(minute(minutes));
    records.sign_in(email, password, "192.0.2.7").await.map_err(|failure| match failure {
        SignInFailure::NotRight => "not right".to_owned(),
        SignInFailure::TooManyTries => "too many tries".to_owned(),
        SignInFailure::Records(error) => panic!("{error}"),
    })
}

async fn why_not(house: &House, minutes: i64, email: &str, password: &str) -> String {
    signs_in(house, minutes, email, password).await.err().unwrap_or_else(|| "signed in".to_owned())
}

on_both!(the_right_password_signs_in_under_any_spelling_of_the_email, |house| async move {
    let seeded = ruth(&house).await;
    let (token, caller) = signs_in(&house, 0, " RUTH@northbrook.example", PASSWORD).await.unwrap();
    assert_eq!(caller.actor, seeded.actor);
    assert_eq!(caller.me.signatory.name, "Ruth Okafor");
    assert_eq!(caller.me.signatory.title, "Therapist");
    assert_eq!(caller.me.organisation, "Northbrook");
    assert_eq!(caller.me.reviewer.as_deref(), Some("Jo Marsh"));
    let known = house.records.caller(&token.0).await.unwrap().expect("signed in");
    assert_eq!(known.actor, caller.actor);
    let kept = house.fresh.rows("SELECT token_hash FROM session").await;
    assert!(!kept.contains(&token.0), "the token itself is never kept");
});

on_both!(a_wrong_password_and_an_unknown_account_fail_alike, |house| async move {
    ruth(&house).await;
    assert_eq!(why_not(&house, 0, EMAIL, "something else").await, "not right");
    assert_eq!(why_not(&house, 0, "nobody@northbrook.example", PASSWORD).await, "not right");
    assert_eq!(why_not(&house, 0, &"x".repeat(5000), PASSWORD).await, "not right");
    // An account whose start link was never used has no password at all.
    assert_eq!(why_not(&house, 0, "amy.castell@northbrook.example", "").await, "not right");
});

on_both!(after_five_wrong_tries_there_is_a_pause_for_known_and_unknown_accounts, |house| async move {
    ruth(&house).await;
    for email in [EMAIL, "nobody@northbrook.example"] {
        for _ in 0..5 {
            assert_eq!(why_not(&house, 0, email, "wrong").await, "not right");
        }
        assert_eq!(why_not(&house, 4, email, PASSWORD).await, "too many tries");
    }
    assert_eq!(why_not(&house, 6, EMAIL, PASSWORD).await, "signed in");
});

on_both!(a_pause_leaves_one_row_where_there_is_an_account, |house| async move {
    let ruth = ruth(&house).await;
    for email in [EMAIL, "nobody@northbrook.example"] {
        for _ in 0..7 {
            why_not(&house, 0, email, "wrong").await;
        }
    }
    let rows = async || {
        let rows =
            house.fresh.rows("SELECT action || ' ' || subject || ': ' || reason FROM audit ORDER BY n").await;
        rows.into_iter().filter(|row| row.starts_with("sign-in-blocked")).collect::<Vec<_>>()
    };
    let row = format!("sign-in-blocked account {}: 5 wrong passwords", ruth.actor.user);
    assert_eq!(rows().await, std::slice::from_ref(&row));
    let line = house.trail().await.into_iter().find(|line| line.action == "sign-in-blocked").expect("there");
    assert_eq!((line.actor.as_str(), line.about.as_deref()), ("Threshold", Some("Account of Ruth Okafor")));
    for _ in 0..7 {
        why_not(&house, 6, EMAIL, "wrong").await;
    }
    assert_eq!(rows().await, [row.clone(), row], "another pause");
});

on_both!(signing_in_rightly_forgets_the_wrong_tries_before, |house| async move {
    ruth(&house).await;
    for _ in 0..2 {
        for _ in 0..4 {
            assert_eq!(why_not(&house, 0, EMAIL, "wrong").await, "not right");
        }
        assert_eq!(why_not(&house, 0, EMAIL, PASSWORD).await, "signed in");
    }
});

on_both!(somebody_who_left_is_told_what_an_unknown_account_is_told, |house| async move {
    let left = ruth(&house).await;
    let (token, _) = signs_in(&house, 0, EMAIL, PASSWORD).await.unwrap();
    house.records.account_leaves(&house.len, left.actor.user).await.unwrap();
    assert_eq!(why_not(&house, 1, EMAIL, PASSWORD).await, "not right");
    assert!(house.records.caller(&token.0).await.unwrap().is_none());
});

on_both!(a_session_is_over_after_twelve_idle_hours, |house| async move {
    ruth(&house).await;
    let (token, _) = signs_in(&house, 0, EMAIL, PASSWORD).await.unwrap();
    let at = |hours: i64| house.records.at(minute(hours * 60));
    for hours in [11, 22] {
        assert!(at(hours).caller(&token.0).await.unwrap().is_some(), "{hours} hours");
    }
    assert!(at(34).caller(&token.0).await.unwrap().is_none());
    assert!(at(0).caller("no such token").await.unwrap().is_none());
});

on_both!(a_session_is_over_after_a_week_however_busy, |house| async move {
    ruth(&house).await;
    let (token, _) = signs_in(&house, 0, EMAIL, PASSWORD).await.unwrap();
    let mut hours = 0;
    while house.records.at(minute(hours * 60)).caller(&token.0).await.unwrap().is_some() {
        hours += 8;
        assert!(hours < 1000, "it never ends");
    }
    assert_eq!(Duration::hours(hours).num_days(), 7);
});

on_both!(signing_out_ends_the_own_session_only, |house| async move {
    let caller = ruth(&house).await;
    let (token, _) = signs_in(&house, 0, EMAIL, PASSWORD).await.unwrap();
    let (other, _) = signs_in(&house, 0, EMAIL, PASSWORD).await.unwrap();
    house.records.sign_out(&house.sam, &other.0, None).await.unwrap();
    assert!(house.records.caller(&other.0).await.unwrap().is_some(), "not Sam's to end");
    house.records.sign_out(&caller.actor, &token.0, None).await.unwrap();
    assert!(house.records.caller(&token.0).await.unwrap().is_none());
    assert!(house.records.caller(&other.0).await.unwrap().is_some());
});

on_both!(the_password_asked_for_again_is_ones_own_and_tries_are_counted, |house| async move {
    let caller = ruth(&house).await;
    assert!(house.records.is_password_of(&caller.actor, PASSWORD).await.unwrap());
    assert!(!house.records.is_password_of(&house.amy, PASSWORD).await.unwrap());
    for _ in 0..5 {
        assert!(!house.records.is_password_of(&caller.actor, "wrong").await.unwrap());
    }
    assert!(!house.records.is_password_of(&caller.actor, PASSWORD).await.unwrap());
    let later = house.records.at(minute(6));
    assert!(later.is_password_of(&caller.actor, PASSWORD).await.unwrap());
});
