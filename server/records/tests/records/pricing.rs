//! Prices that are written by hand: what has none waits for one, and who writes it does not approve by it more
//! than the own role may.

use crate::{
    house::{House, minute},
    plans::{BOARD, CHAIR, Plan, Rec, order, signed_plan, steps, told},
};
use domain::{
    OrderId, Role,
    orders::{BudgetYear, OrderState, Pence},
};
use records::{ChainState, NewAccount, RecordsError};

const NO_PRICE: &str = "No price yet. Write one, then it can be approved.";

fn pence(amount: &str) -> Pence {
    Pence::parse(amount).expect("an amount")
}

/// An order of Amy's without a price.
async fn unpriced(house: &House) -> (Plan, OrderId) {
    let plan = signed_plan(house, &[BOARD.at("")]).await;
    let id = order(house, BOARD).await.id;
    (plan, id)
}

on_both!(what_has_no_price_is_approved_by_nobody, |house| async move {
    let (_, id) = unpriced(&house).await;
    for who in [&house.jo, &house.maya] {
        let line = house.records.order(who, id).await.unwrap().line;
        assert_eq!((line.may_decide, line.may_price), (true, true));
        assert_eq!((line.hindrance.as_deref(), line.waits_for.as_deref()), (Some(NO_PRICE), Some(NO_PRICE)));
        let approved = house.records.approve(who, id, "").await;
        assert!(matches!(approved, Err(RecordsError::Refused(words)) if words == NO_PRICE));
    }
    assert_eq!(order(&house, BOARD).await.state, OrderState::Proposed);
    let year = BudgetYear::of(house.maya.today);
    let line = house.records.budget(&house.maya, year).await.unwrap()[0];
    assert_eq!((line.proposed, line.n_unpriced), (Pence::ZERO, 1));
    house.records.refuse(&house.maya, id, "Not now").await.expect("refused without a price");
});

on_both!(a_price_within_the_limit_approves_and_says_so, |house| async move {
    let (_, id) = unpriced(&house).await;
    let later = house.records.at(minute(20));
    later.set_price(&house.amy, id, pence("45"), " As the store has it ").await.unwrap();
    assert_eq!(told(&house, &house.amy).await, ["Bath board £45.00 approved"]);
    assert_eq!(
        steps(&house, BOARD).await[1..],
        [
            "proposed: Price: £45.00 each. As the store has it (Amy Castell)",
            "approved: Within the limit of therapists, £150.00. (Amy Castell)",
        ]
    );
    let line = order(&house, BOARD).await;
    assert_eq!((line.since, line.may_price, line.waits_for), (minute(20), false, None));
});

on_both!(a_price_above_the_limit_waits_for_somebody_who_decides, |house| async move {
    let (_, id) = unpriced(&house).await;
    house.records.set_price(&house.maya, id, pence("150.01"), "").await.unwrap();
    let line = order(&house, BOARD).await;
    assert_eq!(line.state, OrderState::Proposed);
    assert_eq!(line.waits_for.as_deref(), Some("Above the limit of therapists, £150.00."));
    assert_eq!(line.hindrance, None);
    assert_eq!(steps(&house, BOARD).await[1..], ["proposed: Price: £150.01 each. (Maya Lund)"]);
    house.records.approve(&house.maya, id, "").await.unwrap();
});

on_both!(a_price_of_nothing_is_a_price, |house| async move {
    let (_, id) = unpriced(&house).await;
    house.records.set_price(&house.amy, id, Pence::ZERO, "On loan").await.unwrap();
    assert_eq!(told(&house, &house.amy).await, ["Bath board £0.00 approved"]);
});

on_both!(who_writes_a_price_does_not_approve_more_than_the_own_role, |house| async move {
    let (_, id) = unpriced(&house).await;
    let new = NewAccount {
        name: "Kit Ames".into(),
        email: "kit@northbrook.example".into(),
        role: "assistant".into(),
        ..NewAccount::default()
    };
    let (user, _) = house.records.add_account(&house.len, &new).await.unwrap();
    let mut kit = house.amy.clone();
    (kit.caller.actor.user, kit.caller.actor.role) = (user, Role::Assistant);
    let mut shared = house.planned(&house.amy);
    shared.with = vec![(user, "Kit Ames".into())];
    house.put(shared).await;
    house.records.set_price(&kit, id, pence("45"), "").await.unwrap();
    let line = order(&house, BOARD).await;
    assert_eq!((line.state, line.proposal.unit), (OrderState::Proposed, Some(pence("45"))));
    assert_eq!(line.waits_for.as_deref(), Some("Nobody has decided about it yet."));
});

on_both!(a_price_is_written_by_those_who_work_with_the_order_and_before_it_is_decided, |house| async move {
    let (_, id) = unpriced(&house).await;
    for (who, staff) in house.everybody() {
        if matches!(who, "therapist" | "supervisor" | "manager") {
            continue;
        }
        house.records.set_price(staff, id, pence("1"), "").await.expect_err(who);
        assert!(house.records.order(staff, id).await.is_err(), "{who}");
    }
    house.visit_of(&house.tomasz).await;
    assert!(!house.records.order(&house.tomasz, id).await.unwrap().line.may_price, "a student only looks");
    house.records.set_price(&house.tomasz, id, pence("1"), "").await.expect_err("student");
    for staff in [&house.elsewhere.amy, &house.elsewhere.maya] {
        let set = house.records.set_price(staff, id, pence("1"), "").await;
        assert!(matches!(set, Err(RecordsError::NotFound)), "{set:?}");
    }
    let refused =
        async |price: Pence, note: &str| match house.records.set_price(&house.amy, id, price, note).await {
            Err(RecordsError::Refused(words)) => words,
            other => panic!("{other:?}"),
        };
    let (rows, n_steps) = (house.fresh.count("audit").await, house.fresh.count("order_step").await);
    assert!(refused(Pence::pounds(10_000_001), "").await.contains("ten million"));
    assert!(refused(pence("1"), &"x".repeat(2_001)).await.contains("at most"));
    assert_eq!((house.fresh.count("audit").await, house.fresh.count("order_step").await), (rows, n_steps));
    house.records.set_price(&house.jo, id, pence("151"), "").await.unwrap();
    assert_eq!(refused(pence("151"), "").await, "That is its price already.");
    house.records.approve(&house.jo, id, "").await.unwrap();
    let words = refused(pence("1"), "").await;
    assert_eq!(words, "This is approved already. Its price is written while it is proposed.");
});

on_both!(who_brought_the_price_down_to_the_own_limit_does_not_approve_it, |house| async move {
    signed_plan(&house, &[CHAIR.at("1250.50")]).await;
    let id = order(&house, CHAIR).await.id;
    for amount in ["1100", "999", "998"] {
        house.records.set_price(&house.jo, id, pence(amount), "").await.unwrap();
    }
    let words = "You changed the price of this order from above your limit. Ask a manager to approve it.";
    let approved = house.records.approve(&house.jo, id, "").await;
    assert!(matches!(&approved, Err(RecordsError::Refused(said)) if said == words), "{approved:?}");
    let line = house.records.order(&house.jo, id).await.unwrap().line;
    assert_eq!((line.may_decide, line.hindrance.as_deref()), (true, Some(words)));
    let listed = house.records.waiting_for_approval(&house.jo).await.unwrap().remove(0);
    assert_eq!(listed.hindrance.as_deref(), Some(words));
    house.records.set_price(&house.jo, id, pence("100"), "").await.unwrap();
    assert_eq!(order(&house, CHAIR).await.state, OrderState::Proposed, "nor does it approve itself");
    assert_eq!(
        steps(&house, CHAIR).await[1..3],
        [
            "proposed: Price: £1,100.00 each, before £1,250.50 each. (Jo Marsh)",
            "proposed: Price: £999.00 each, before £1,100.00 each. (Jo Marsh)",
        ]
    );
    house.records.approve(&house.maya, id, "").await.expect("a manager did not touch the price");
});

on_both!(who_changed_a_price_within_the_own_limit_still_approves_it, |house| async move {
    signed_plan(&house, &[CHAIR]).await;
    let id = order(&house, CHAIR).await.id;
    house.records.set_price(&house.jo, id, pence("999"), "").await.unwrap();
    house.records.approve(&house.jo, id, "").await.unwrap();
    signed_plan(&house, &[Rec { key: "r9", what: "Rail", ..CHAIR }]).await;
    let rail = order(&house, Rec { key: "r9", ..CHAIR }).await.id;
    house.records.set_price(&house.amy, rail, pence("140"), "").await.unwrap();
    assert_eq!(
        order(&house, Rec { key: "r9", ..CHAIR }).await.state,
        OrderState::Proposed,
        "from above a therapist's limit"
    );
    house.records.approve(&house.jo, rail, "").await.unwrap();
});

on_both!(a_price_by_hand_stays_until_the_record_names_another, |house| async move {
    let (mut plan, id) = unpriced(&house).await;
    house.records.set_price(&house.maya, id, pence("160"), "").await.unwrap();
    house.records.approve(&house.maya, id, "").await.unwrap();
    plan.give_back(&house).await;
    plan.sign(&house, &house.amy).await;
    assert_eq!(
        told(&house, &house.amy).await,
        ["Bath board £160.00 approved"],
        "the record says nothing new"
    );
    plan.give_back(&house).await;
    plan.recommend(&[BOARD.at("170")]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(told(&house, &house.amy).await, ["Bath board £170.00 proposed"]);
    let last = steps(&house, BOARD).await.pop().unwrap();
    assert!(last.contains("The cost changed from £160.00 to £170.00 in the record."), "{last}");
});

on_both!(a_corrected_price_stays_when_the_record_repeats_its_own, |house| async move {
    let mut plan = signed_plan(&house, &[CHAIR]).await;
    let id = order(&house, CHAIR).await.id;
    house.records.set_price(&house.maya, id, pence("140"), "Quoted today").await.unwrap();
    assert_eq!(told(&house, &house.amy).await, ["Riser chair £140.00 approved"]);
    plan.give_back(&house).await;
    plan.recommend(&[Rec { what: "Riser chair, small", ..CHAIR }]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(told(&house, &house.amy).await, ["Riser chair, small £140.00 approved"]);
});

on_both!(a_record_that_names_a_price_at_last_is_decided_by_the_limit, |house| async move {
    let (mut plan, _) = unpriced(&house).await;
    plan.give_back(&house).await;
    plan.recommend(&[BOARD.at("45")]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(told(&house, &house.amy).await, ["Bath board £45.00 approved"]);
});

on_both!(what_waits_is_counted_for_those_who_decide, |house| async move {
    signed_plan(&house, &[BOARD, CHAIR, Rec { key: "r9", what: "Rail", cost: "", ..BOARD }]).await;
    for (who, staff) in house.everybody() {
        let n_expected = if matches!(who, "supervisor" | "manager") { 2 } else { 0 };
        assert_eq!(house.records.counts(staff).await.unwrap().to_approve, n_expected, "{who}");
    }
    assert_eq!(house.records.counts(&house.elsewhere.maya).await.unwrap().to_approve, 0);
});

on_both!(a_price_leaves_a_row_that_says_nothing_of_anybody, |house| async move {
    let (_, id) = unpriced(&house).await;
    house.records.set_price(&house.amy, id, pence("45"), "The bath board of Mrs Ellery").await.unwrap();
    let rows =
        house.fresh.rows("SELECT action || ' ' || subject || ' ' || reason FROM audit ORDER BY n DESC").await;
    assert_eq!(rows[0], format!("order-priced order {id} £45.00 each, approved"));
    assert!(matches!(house.records.verify_audit().await.unwrap(), ChainState::Unbroken(_)));
    assert_eq!(house.records.check().await.unwrap().problems, Vec::<String>::new());
});
