//! The audit trail: every reading of clinical data leaves a row, and a row that somebody changed is
//! named.

use crate::house::House;
use domain::Action;
use records::{ChainState, QueueTab, RecordsError};

async fn n_rows(house: &House) -> i64 {
    house.fresh.count("audit").await
}

on_both!(the_chain_holds_over_everything_that_happens, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    house.records.caseload(&house.amy, "").await.unwrap();
    let rows = n_rows(&house).await as u64;
    assert!(rows > 20);
    assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::Unbroken(rows));
});

on_both!(a_changed_row_is_named, |house| async move {
    house.signed(&house.amy).await;
    let rows = n_rows(&house).await;
    let middle = rows / 2;
    house.fresh.damage(&format!("UPDATE audit SET reason = 'nothing to see' WHERE n = {middle}")).await;
    assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::BrokenAt(middle));
});

on_both!(a_row_with_another_hash_or_another_action_is_named, |house| async move {
    house.signed(&house.amy).await;
    for (n, change) in
        [(9, "hash = 'ff'"), (7, "action = 'nothing'"), (5, "subject = 'nobody'"), (3, "previous = ''")]
    {
        house.fresh.damage(&format!("UPDATE audit SET {change} WHERE n = {n}")).await;
        assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::BrokenAt(n), "{change}");
    }
});

on_both!(a_missing_row_is_missed_at_the_next_one, |house| async move {
    house.signed(&house.amy).await;
    house.fresh.damage("DELETE FROM audit WHERE n = 8").await;
    assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::BrokenAt(9));
});

on_both!(every_reading_of_clinical_data_leaves_a_row, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let (records, jo, maya) = (&house.records, &house.jo, &house.maya);
    let mut before = n_rows(&house).await;
    let mut left_a_row = async |what: &str| {
        let after = n_rows(&house).await;
        assert!(after > before, "{what} left no row");
        before = after;
    };
    for action in [Action::ReadVisit, Action::ReadReport] {
        records.visit(jo, visit, action).await.unwrap();
        left_a_row("visit").await;
    }
    records.sealed_version(jo, visit, 1).await.unwrap();
    left_a_row("sealed version").await;
    records.visit_before(jo, visit).await.unwrap();
    left_a_row("visit before").await;
    records.pull(&house.tomasz.caller, 0).await.unwrap();
    left_a_row("pull").await;
    records.caseload(jo, "ell").await.unwrap();
    left_a_row("caseload").await;
    records.person(jo, house.ellery).await.unwrap();
    left_a_row("person").await;
    records.reveal_access_code(&house.amy, house.ellery, "Nobody answers").await.unwrap();
    left_a_row("code").await;
    records.review_queue(jo, QueueTab::Waiting).await.unwrap();
    left_a_row("queue").await;
    records.held(jo).await.unwrap();
    left_a_row("held").await;
    records.differing(jo).await.unwrap();
    left_a_row("differing").await;
    records.waiting(maya).await.unwrap();
    left_a_row("waiting").await;
    records.audit_trail(&house.officer).await.unwrap();
    left_a_row("the trail itself").await;
});

on_both!(no_row_holds_a_name_or_a_clinical_word, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.caseload(&house.jo, "ellery").await.unwrap();
    house.records.person(&house.jo, house.ellery).await.unwrap();
    let rows = house.fresh.rows("SELECT action || ' ' || subject || ' ' || reason FROM audit").await;
    for row in rows {
        let row = row.to_lowercase();
        // A "q" stands in the code and in no id: one of an unlucky millisecond had 4711 in it.
        for word in ["ellery", "margaret", "agreed", "amy", "q4711"] {
            assert!(!row.contains(word), "{row}");
        }
    }
});

on_both!(the_trail_is_the_privacy_officers_and_of_one_organisation, |house| async move {
    house.signed(&house.amy).await;
    for (who, staff) in house.everybody() {
        let trail = house.records.audit_trail(staff).await;
        assert_eq!(trail.is_ok(), who == "privacy officer", "{who}");
    }
    let trail = house.records.audit_trail(&house.officer).await.unwrap();
    assert_eq!(trail[0].action, "audit-read");
    assert_eq!(trail[0].actor, "Ines Roche");
    assert!(trail.windows(2).all(|two| two[0].n > two[1].n), "newest first");
    let signed = trail.iter().find(|line| line.action == "visit-signed").expect("there");
    assert_eq!((signed.actor.as_str(), signed.reason.as_str()), ("Amy Castell", "version 1"));
    let theirs = house.records.audit_trail(&house.elsewhere.officer).await.unwrap();
    assert!(!theirs.iter().any(|line| line.action == "visit-signed"));
});

on_both!(what_fails_leaves_neither_a_change_nor_a_row, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let before = n_rows(&house).await;
    assert!(matches!(
        house.records.visit(&house.sam, visit, Action::ReadVisit).await,
        Err(RecordsError::NotFound)
    ));
    assert!(house.records.return_visit(&house.jo, visit, None).await.is_err());
    assert_eq!(n_rows(&house).await, before);
});
