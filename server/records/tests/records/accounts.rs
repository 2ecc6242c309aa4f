//! Accounts: adding people, start links, and leaving.

use crate::house::{House, Staff, minute};
use domain::{Role, UserId};
use records::{ChangedAccount, NewAccount, RecordsError, StartLink};

const PASSWORD: &str = "three plain words";

fn ruth() -> NewAccount {
    NewAccount {
        name: "Ruth Okafor".into(),
        email: "ruth@northbrook.example".into(),
        role: Role::Therapist.code().into(),
        title: "Occupational therapist".into(),
        registration: "HCPC OT12345".into(),
        ..NewAccount::default()
    }
}

async fn uses(house: &House, minutes: i64, link: &StartLink, password: &str) -> Result<(), String> {
    let used = house.records.at(minute(minutes)).use_start_link(&link.token, password).await;
    used.map_err(|error| error.to_string())
}

on_both!(a_start_link_sets_the_first_password_once, |house| async move {
    let (_, link) = house.records.add_account(&house.len, &ruth()).await.unwrap();
    assert_eq!(link.valid_until, minute(24 * 60));
    assert!(uses(&house, 1, &link, "too short").await.unwrap_err().contains("12 characters"));
    uses(&house, 1, &link, PASSWORD).await.unwrap();
    assert!(uses(&house, 2, &link, "another one of mine").await.unwrap_err().contains("used or too old"));
    let (_, caller) = house
        .records
        .sign_in("ruth@northbrook.example", PASSWORD, "")
        .await
        .expect("the first password holds");
    assert_eq!(caller.me.signatory.registration.as_deref(), Some("HCPC OT12345"));
});

on_both!(a_start_link_is_too_old_after_a_day, |house| async move {
    let (user, link) = house.records.add_account(&house.len, &ruth()).await.unwrap();
    assert!(uses(&house, 24 * 60, &link, PASSWORD).await.unwrap_err().contains("used or too old"));
    let again = house.records.at(minute(24 * 60)).renew_start_link(&house.len, user).await.unwrap();
    uses(&house, 24 * 60 + 1, &again, PASSWORD).await.unwrap();
});

on_both!(a_new_password_ends_the_sessions_of_the_old_one, |house| async move {
    let (user, link) = house.records.add_account(&house.len, &ruth()).await.unwrap();
    uses(&house, 0, &link, PASSWORD).await.unwrap();
    let (token, _) = house.records.sign_in("ruth@northbrook.example", PASSWORD, "").await.expect("in");
    let again = house.records.renew_start_link(&house.len, user).await.unwrap();
    assert!(house.records.caller(&token.0).await.unwrap().is_some(), "asking for a link ends nothing");
    uses(&house, 1, &again, "another three plain words").await.unwrap();
    assert!(house.records.caller(&token.0).await.unwrap().is_none());
});

on_both!(an_account_is_refused_in_words_when_something_is_missing, |house| async move {
    let day = |text: &str| text.parse().ok();
    let student = NewAccount {
        role: Role::Student.code().into(),
        placement_from: day("2026-04-01"),
        placement_until: day("2026-06-26"),
        educator: Some(house.jo.user),
        ..ruth()
    };
    let cases = [
        ("role", NewAccount { role: "king".into(), ..ruth() }),
        ("full name", NewAccount { name: "  ".into(), ..ruth() }),
        ("email address", NewAccount { email: "ruth".into(), ..ruth() }),
        ("account with this email", NewAccount { email: "AMY.castell@northbrook.example".into(), ..ruth() }),
        ("educator", NewAccount { educator: None, ..student.clone() }),
        ("ends before it begins", NewAccount { placement_until: day("2026-03-31"), ..student.clone() }),
    ];
    for (words, new) in cases {
        match house.records.add_account(&house.len, &new).await {
            Err(RecordsError::Refused(reason)) => assert!(reason.contains(words), "{reason}"),
            other => panic!("{words}: {other:?}"),
        }
    }
    house.records.add_account(&house.len, &student).await.expect("a complete student");
});

on_both!(only_an_administrator_sees_and_changes_accounts, |house| async move {
    for (who, staff) in house.everybody() {
        let may = staff.role == Role::Administrator;
        let user = house.sam.user;
        assert_eq!(house.records.accounts(staff).await.is_ok(), may, "{who}");
        assert_eq!(house.records.renew_start_link(staff, user).await.is_ok(), may, "{who}");
        assert_eq!(house.records.end_sessions_of(staff, user).await.is_ok(), may, "{who}");
        let new = NewAccount { email: format!("{}@x.example", staff.user), ..ruth() };
        assert_eq!(house.records.add_account(staff, &new).await.is_ok(), may, "{who}");
        if !may {
            assert!(house.records.account_leaves(staff, user).await.is_err(), "{who}");
        }
    }
});

on_both!(the_last_administrator_stays, |house| async move {
    let leaves = house.records.account_leaves(&house.len, house.len.user).await;
    assert!(matches!(leaves, Err(RecordsError::Refused(_))), "{leaves:?}");
    let second = NewAccount { role: Role::Administrator.code().into(), ..ruth() };
    house.records.add_account(&house.len, &second).await.unwrap();
    house.records.account_leaves(&house.len, house.len.user).await.expect("there is another one");
});

on_both!(the_list_of_accounts_says_how_each_one_stands, |house| async move {
    house.records.account_leaves(&house.len, house.sam.user).await.unwrap();
    let state = async |who: &crate::house::Staff, name: &str| {
        let lines = house.records.accounts(who).await.unwrap();
        lines.into_iter().find(|line| line.name == name).expect("listed").state
    };
    assert_eq!(state(&house.len, "Sam Reid").await, "Left 12 May 2026");
    assert_eq!(state(&house.len, "Amy Castell").await, "Start link not used yet");
    let later = house.len.on("2026-06-27");
    assert_eq!(state(&later, "Tomasz Wilk").await, "Placement ended 26 June 2026");
    assert_eq!(house.records.accounts(&house.len).await.unwrap().len(), 7, "of this organisation only");
});

on_both!(
    what_is_printed_under_signatures_and_who_reviews_is_changed_by_the_administrator,
    |house| async move {
        let line = async |user: UserId| {
            let all = house.records.accounts(&house.len).await.unwrap();
            all.into_iter().find(|line| line.user == user).expect("an account")
        };
        let change = async |who: &Staff, user: UserId, change: fn(&mut ChangedAccount, &House)| {
            let seen = line(user).await.as_it_stands();
            let mut changed = seen.clone();
            change(&mut changed, &house);
            house.records.change_account(who, user, &seen, &changed).await
        };
        change(&house.len, house.amy.user, |account, house| {
            account.registration = "HCPC OT12345".into();
            account.reviewer = Some(house.jo.user);
        })
        .await
        .expect("changed");
        let amy = line(house.amy.user).await;
        assert_eq!((amy.registration.as_deref(), amy.reviewer), (Some("HCPC OT12345"), Some(house.jo.user)));
        change(&house.len, house.tomasz.user, |account, _| {
            account.placement_until = "2026-07-10".parse().ok()
        })
        .await
        .expect("a longer placement");
        let until = line(house.tomasz.user).await.placement_until;
        assert_eq!(until, "2026-07-10".parse().ok());
        let refused = |result: Result<(), RecordsError>| match result {
            Err(RecordsError::Refused(words)) => words,
            other => panic!("{other:?}"),
        };
        let alone = change(&house.len, house.tomasz.user, |account, _| account.reviewer = None).await;
        assert_eq!(refused(alone), "A student needs the last day of the placement and an educator.");
        let own =
            change(&house.len, house.jo.user, |account, house| account.reviewer = Some(house.jo.user)).await;
        assert_eq!(refused(own), "Choose a supervisor who reviews the work, and nobody reviews their own.");
        let seen = line(house.amy.user).await.as_it_stands();
        let of_jo = format!(" {} ", line(house.jo.user).await.email.to_uppercase());
        let taken = ChangedAccount { email: of_jo, ..seen.clone() };
        let taken = house.records.change_account(&house.len, house.amy.user, &seen, &taken).await;
        assert_eq!(refused(taken), "There is an account with this email already.");
        let broken = change(&house.len, house.amy.user, |account, _| account.email = "amy".into()).await;
        assert!(refused(broken).starts_with("Write a complete email address"));
        let married =
            change(&house.len, house.amy.user, |account, _| account.email = "Amy@new.example".into());
        married.await.expect("a new email");
        assert_eq!(line(house.amy.user).await.email, "amy@new.example");
        let nameless = change(&house.len, house.amy.user, |account, _| account.name = " ".into()).await;
        assert_eq!(refused(nameless), "Write the full name.");
        let seen = line(house.amy.user).await.as_it_stands();
        change(&house.len, house.amy.user, |account, _| account.title = "Lead".into())
            .await
            .expect("changed first");
        let stale = house.records.change_account(&house.len, house.amy.user, &seen, &seen).await;
        assert_eq!(
            refused(stale),
            "Somebody else changed this account while you wrote. Load the page again."
        );
        for (who, staff) in house.everybody() {
            let changed = change(staff, house.sam.user, |_, _| ()).await;
            assert_eq!(changed.is_ok(), who == "administrator", "{who}");
        }
    }
);
