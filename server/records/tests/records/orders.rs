//! Orders on their way: who approves what, where they go, who sees them, and what is kept of it.

use crate::{
    house::{House, Staff, minute},
    plans::{BOARD, CHAIR, NEED, Plan, Rec, order, orders, signed_plan, steps, told},
};
use domain::{
    Denial, OrderId, Role,
    orders::{Balance, BudgetYear, Category, OrderState, Pence},
};
use records::{ChainState, LimitLine, ORDERS_PER_PAGE, OrderFilter, Records, RecordsError};
use uuid::Uuid;

fn refused(result: Result<(), RecordsError>) -> String {
    match result {
        Err(RecordsError::Refused(words)) => words,
        other => panic!("{other:?}"),
    }
}

fn pence(amount: &str) -> Pence {
    Pence::parse(amount).expect("an amount")
}

fn year() -> BudgetYear {
    BudgetYear::beginning(2026).expect("a year")
}

/// The order of the chair, above the therapist's limit.
async fn chair(house: &House) -> OrderId {
    signed_plan(house, &[CHAIR]).await;
    order(house, CHAIR).await.id
}

on_both!(what_is_above_waits_for_a_manager_who_approves_and_the_therapist_sees_it, |house| async move {
    let id = chair(&house).await;
    let waiting = house.records.waiting_for_approval(&house.maya).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].may_decide && waiting[0].hindrance.is_none());
    let later = house.records.at(minute(90));
    later.approve(&house.maya, id, "Agreed at panel").await.unwrap();
    assert!(house.records.waiting_for_approval(&house.maya).await.unwrap().is_empty());
    let seen = orders(&house, &house.amy).await.remove(0);
    assert_eq!((seen.state, seen.since), (OrderState::Approved, minute(90)));
    assert_eq!(seen.steps, [OrderState::Ordered, OrderState::Withdrawn]);
    assert_eq!(steps(&house, CHAIR).await[1], "approved: Agreed at panel (Maya Lund)");
});

on_both!(a_therapist_cannot_approve_and_sees_no_list_of_what_waits, |house| async move {
    let id = chair(&house).await;
    for (who, staff) in house.everybody() {
        if matches!(who, "supervisor" | "manager") {
            continue;
        }
        let approved = house.records.approve(staff, id, "").await;
        let not_theirs = matches!(approved, Err(RecordsError::NotFound | RecordsError::Denied(_)));
        assert!(not_theirs, "{who}: {approved:?}");
        assert!(house.records.refuse(staff, id, "No").await.is_err(), "{who}");
        assert!(house.records.waiting_for_approval(staff).await.is_err(), "{who}");
    }
    assert!(matches!(
        house.records.approve(&house.amy, id, "").await,
        Err(RecordsError::Denied(Denial::NotYourRole))
    ));
    assert_eq!(order(&house, CHAIR).await.state, OrderState::Proposed);
});

on_both!(a_supervisor_approves_within_the_own_limit, |house| async move {
    let lift = Rec { key: "r9", kind: "major", what: "Through-floor lift", cost: "12,000", ..CHAIR };
    // A tablet writes the figures without commas.
    signed_plan(&house, &[CHAIR, lift.at("12000")]).await;
    let (chair, lift) = (order(&house, CHAIR).await.id, order(&house, lift).await.id);
    house.records.approve(&house.jo, chair, "").await.unwrap();
    let words = refused(house.records.approve(&house.jo, lift, "").await);
    assert_eq!(words, "£12,000.00 is above your limit of £1,000.00. Ask a manager.");
    let line = house.records.waiting_for_approval(&house.jo).await.unwrap().remove(0);
    assert_eq!((line.may_decide, line.hindrance.as_deref()), (true, Some(words.as_str())));
    house.records.set_approval_limit(&house.maya, Role::Supervisor, Some(pence("12000"))).await.unwrap();
    house.records.approve(&house.jo, lift, "").await.unwrap();
});

on_both!(nobody_approves_the_own_proposal_above_the_own_limit, |house| async move {
    let mut plan = Plan::of(&house, &house.jo).await;
    plan.recommend(&[CHAIR.at("1000.01")]);
    plan.sign(&house, &house.jo).await;
    let id = order(&house, CHAIR).await.id;
    assert!(refused(house.records.approve(&house.jo, id, "").await).contains("above your limit"));
    house.records.set_approval_limit(&house.maya, Role::Supervisor, None).await.unwrap();
    let words = refused(house.records.approve(&house.jo, id, "").await);
    assert_eq!(words, "You proposed this yourself. Somebody else has to approve it.");
    house.records.approve(&house.maya, id, "").await.unwrap();
});

on_both!(a_manager_with_a_limit_keeps_to_it, |house| async move {
    let id = chair(&house).await;
    house.records.set_approval_limit(&house.maya, Role::Manager, Some(pence("200"))).await.unwrap();
    let words = refused(house.records.approve(&house.maya, id, "").await);
    let wanted = "£220.00 is above your limit of £200.00. Raise the limit of managers first, or refuse it.";
    assert_eq!(words, wanted);
    house.records.set_approval_limit(&house.maya, Role::Manager, None).await.unwrap();
    house.records.approve(&house.maya, id, "").await.unwrap();
});

on_both!(limits_are_told_to_those_who_work_with_them_and_set_by_the_manager, |house| async move {
    let limits = house.records.approval_limits(&house.amy).await.unwrap();
    assert_eq!(limits[0], LimitLine { role: Role::Therapist, limit: Some(pence("150")), ships: true });
    assert_eq!(limits[4], LimitLine { role: Role::Manager, limit: None, ships: true });
    for (who, staff) in house.everybody() {
        let set = house.records.set_approval_limit(staff, Role::Therapist, Some(pence("200"))).await;
        assert_eq!(set.is_ok(), who == "manager", "{who}");
        let told = house.records.approval_limits(staff).await;
        assert_eq!(told.is_ok(), !matches!(who, "privacy officer" | "administrator"), "{who}");
    }
    let limits = house.records.approval_limits(&house.amy).await.unwrap();
    assert_eq!(limits[0], LimitLine { role: Role::Therapist, limit: Some(pence("200")), ships: false });
    let theirs = house.records.approval_limits(&house.elsewhere.amy).await.unwrap();
    assert!(theirs.iter().all(|line| line.ships));
    let words = refused(house.records.set_approval_limit(&house.maya, Role::PrivacyOfficer, None).await);
    assert_eq!(words, "Privacy officers do not approve cost. Choose another role.");
});

on_both!(a_refusal_says_why, |house| async move {
    let id = chair(&house).await;
    let words = refused(house.records.refuse(&house.maya, id, "  ").await);
    assert_eq!(words, "Say why it is refused: its author reads it.");
    house.records.refuse(&house.maya, id, "Try blocks first").await.unwrap();
    assert_eq!(steps(&house, CHAIR).await[1], "refused: Try blocks first (Maya Lund)");
    let words = refused(house.records.approve(&house.maya, id, "").await);
    assert_eq!(words, "This is refused already. Only what is proposed is decided about.");
});

on_both!(an_order_goes_through_its_life_and_nowhere_else, |house| async move {
    signed_plan(&house, &[BOARD]).await;
    let id = order(&house, BOARD).await.id;
    use OrderState as S;
    for to in [S::Ordered, S::Fitted, S::Demonstrated, S::Reviewed, S::Collected] {
        let before = order(&house, BOARD).await.state;
        for wrong in S::ALL.into_iter().filter(|state| !before.steps().contains(state)) {
            refused(house.records.advance(&house.amy, id, wrong, "because").await);
        }
        house.records.advance(&house.amy, id, to, "Done").await.unwrap();
        assert_eq!(order(&house, BOARD).await.state, to);
    }
    assert_eq!(steps(&house, BOARD).await.len(), 7);
    let page = house.records.order(&house.amy, id).await.unwrap();
    assert!(page.steps.windows(2).all(|two| two[1].from == Some(two[0].to)));
    assert_eq!((page.steps[0].from, page.steps[0].version, page.steps[6].version), (None, Some(1), None));
});

on_both!(a_refused_step_says_what_to_do, |house| async move {
    signed_plan(&house, &[BOARD, CHAIR]).await;
    let (board, chair) = (order(&house, BOARD).await.id, order(&house, CHAIR).await.id);
    let tries = async |id, to, note| refused(house.records.advance(&house.amy, id, to, note).await);
    assert_eq!(
        tries(chair, OrderState::Ordered, "").await,
        "Its cost is not approved yet. A supervisor or a manager has to approve it first."
    );
    assert_eq!(
        tries(board, OrderState::Fitted, "").await,
        "This is approved. Next it can be ordered or withdrawn."
    );
    assert_eq!(tries(board, OrderState::Approved, "").await, "This is approved already.");
    assert_eq!(tries(board, OrderState::Withdrawn, " ").await, "Say why it is withdrawn.");
    house.records.advance(&house.amy, board, OrderState::Withdrawn, "She moved").await.unwrap();
    assert!(tries(board, OrderState::Ordered, "").await.contains("Recommend it anew in a visit"));
});

on_both!(orders_are_seen_and_moved_by_those_who_care_for_the_person, |house| async move {
    signed_plan(&house, &[BOARD]).await;
    let id = order(&house, BOARD).await.id;
    for (who, staff, sees) in [
        ("therapist", &house.amy, true),
        ("colleague", &house.sam, false),
        ("student", &house.tomasz, false),
        ("supervisor", &house.jo, true),
        ("manager", &house.maya, true),
    ] {
        assert_eq!(told(&house, staff).await.len(), usize::from(sees), "{who}");
        assert_eq!(house.records.order(staff, id).await.is_ok(), sees, "{who}");
    }
    for staff in [&house.officer, &house.len] {
        assert!(house.records.orders(staff, &OrderFilter::default()).await.is_err());
        assert!(matches!(house.records.order(staff, id).await, Err(RecordsError::NotFound)));
    }
    // Whoever visits her next sees what is under way, and a student only looks.
    house.visit_of(&house.tomasz).await;
    assert_eq!(told(&house, &house.tomasz).await.len(), 1);
    let tried = house.records.advance(&house.tomasz, id, OrderState::Ordered, "").await;
    assert!(matches!(tried, Err(RecordsError::Denied(Denial::NotYourRole))), "{tried:?}");
    assert!(orders(&house, &house.tomasz).await[0].steps.is_empty());
    assert!(matches!(
        house.records.advance(&house.maya, id, OrderState::Ordered, "").await,
        Err(RecordsError::Denied(Denial::NotYourRole))
    ));
    let mut shared = house.planned(&house.amy);
    shared.with = vec![(house.sam.user, "Sam Reid".into())];
    house.put(shared).await;
    assert_eq!(told(&house, &house.sam).await.len(), 1, "who takes part cares too");
    house.records.advance(&house.sam, id, OrderState::Ordered, "").await.unwrap();
});

on_both!(the_list_and_the_page_agree_on_who_may_look, |house| async move {
    let mut seed = house.planned(&house.amy);
    seed.person = house.osei;
    seed.reviewer = Some(house.sam.user);
    let mut plan = Plan::of(&house, &house.amy).await;
    plan.visit = house.put(seed).await;
    plan.recommend(&[BOARD]);
    plan.sign(&house, &house.amy).await;
    let id = order(&house, BOARD).await.id;
    for (who, staff) in house.everybody() {
        let listed =
            house.records.orders(staff, &OrderFilter::default()).await.is_ok_and(|all| !all.is_empty());
        assert_eq!(listed, house.records.order(staff, id).await.is_ok(), "{who}");
    }
    assert_eq!(told(&house, &house.sam).await.len(), 1, "the named reviewer");
});

on_both!(lists_are_by_state_and_person_and_come_in_pages, |house| async move {
    let many: Vec<Rec> = (0..60)
        .map(|n| Rec { key: Box::leak(format!("k{n}").into_boxed_str()), what: "Rail", ..BOARD })
        .collect();
    let mut plan = Plan::of(&house, &house.amy).await;
    for some in many.chunks(20) {
        plan.recommend(some);
        house.send(&house.amy, &mut plan.pen).await;
    }
    plan.recommend(&[CHAIR]);
    plan.sign(&house, &house.amy).await;
    let list = async |filter: OrderFilter| house.records.orders(&house.amy, &filter).await.unwrap();
    let first = list(OrderFilter::default()).await;
    let second = list(OrderFilter { page: 1, ..OrderFilter::default() }).await;
    assert_eq!((first.len(), second.len()), (ORDERS_PER_PAGE, 11));
    assert!(first.iter().all(|line| second.iter().all(|other| other.id != line.id)));
    assert!(list(OrderFilter { page: u32::MAX, ..OrderFilter::default() }).await.is_empty());
    let proposed = list(OrderFilter { states: vec![OrderState::Proposed], ..OrderFilter::default() }).await;
    assert_eq!(proposed.len(), 1);
    assert!(list(OrderFilter { person: Some(house.osei), ..OrderFilter::default() }).await.is_empty());
    let hers = OrderFilter { person: Some(house.ellery), states: vec![OrderState::Approved], page: 1 };
    assert_eq!(list(hers).await.len(), 10);
});

on_both!(another_organisation_sees_nothing, |house| async move {
    signed_plan(&house, &[BOARD, CHAIR]).await;
    let (records, them) = (&house.records, &house.elsewhere);
    let id = order(&house, CHAIR).await.id;
    let not_found = |what: &str, result: Result<(), RecordsError>| {
        assert!(matches!(result, Err(RecordsError::NotFound)), "{what}: {result:?}");
    };
    for (who, staff) in them.everybody() {
        not_found(who, records.order(staff, id).await.map(drop));
        not_found(who, records.approve(staff, id, "").await);
        not_found(who, records.refuse(staff, id, "No").await);
        not_found(who, records.advance(staff, id, OrderState::Withdrawn, "No").await);
    }
    for staff in [&them.amy, &them.jo, &them.maya] {
        let hers = OrderFilter { person: Some(house.ellery), ..OrderFilter::default() };
        assert!(records.orders(staff, &hers).await.unwrap().is_empty());
        assert!(records.orders(staff, &OrderFilter::default()).await.unwrap().is_empty());
    }
    assert!(records.waiting_for_approval(&them.maya).await.unwrap().is_empty());
    assert!(
        records.budget(&them.maya, year()).await.unwrap().iter().all(|line| line.forecast() == Pence::ZERO)
    );
    not_found("no such order", records.approve(&house.maya, OrderId(Uuid::now_v7()), "").await);
    assert_eq!(order(&house, CHAIR).await.state, OrderState::Proposed);
});

on_both!(the_budget_adds_up, |house| async move {
    house.records.seeding(house.org).allotment(year(), Category::Equipment, pence("300")).await.unwrap();
    house.records.allot(&house.maya, year(), Category::Major, pence("5000")).await.unwrap();
    house.records.allot(&house.maya, year(), Category::Major, pence("9000")).await.unwrap();
    let fitted = Rec { key: "r7", what: "Commode", cost: "60", ..BOARD };
    signed_plan(&house, &[BOARD, CHAIR, fitted]).await;
    let id = order(&house, fitted).await.id;
    for to in [OrderState::Ordered, OrderState::Fitted] {
        house.records.advance(&house.amy, id, to, "").await.unwrap();
    }
    let lines = house.records.budget(&house.maya, year()).await.unwrap();
    let equipment = lines[0];
    assert_eq!((equipment.category, equipment.allotted), (Category::Equipment, pence("300")));
    assert_eq!(
        (equipment.proposed, equipment.committed, equipment.spent),
        (pence("220"), pence("45"), pence("60"))
    );
    assert_eq!(equipment.left(), Balance::Left(pence("195")));
    assert_eq!(equipment.left_in_forecast(), Balance::Over(pence("25")));
    assert_eq!((lines[2].category, lines[2].allotted), (Category::Major, pence("9000")), "said again");
    for (who, staff) in house.everybody() {
        assert_eq!(house.records.budget(staff, year()).await.is_ok(), who == "manager", "{who}");
        let allotted = house.records.allot(staff, year(), Category::Minor, pence("1")).await;
        assert_eq!(allotted.is_ok(), who == "manager", "{who}");
    }
});

on_both!(an_order_counts_in_the_year_it_was_approved_in, |house| async move {
    signed_plan(&house, &[BOARD, CHAIR]).await;
    let committed = async |manager: &Staff, begins| {
        let year = BudgetYear::beginning(begins).unwrap();
        let line = house.records.budget(manager, year).await.unwrap()[0];
        (line.proposed.words(), line.committed.words())
    };
    let next = house.maya.on("2027-04-02");
    let words = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(committed(&house.maya, 2026).await, words("£220.00", "£45.00"));
    assert_eq!(committed(&house.maya, 2027).await, words("£0.00", "£0.00"));
    assert_eq!(committed(&next, 2026).await, words("£0.00", "£45.00"));
    assert_eq!(committed(&next, 2027).await, words("£220.00", "£0.00"), "not decided yet");
    let in_april = house.records.at("2027-04-02T09:00:00Z".parse().unwrap());
    in_april.approve(&next, order(&house, CHAIR).await.id, "").await.unwrap();
    assert_eq!(committed(&next, 2026).await, words("£0.00", "£45.00"));
    assert_eq!(committed(&next, 2027).await, words("£0.00", "£220.00"));
});

on_both!(everything_leaves_a_row_and_no_row_says_what_or_why, |house| async move {
    let (records, maya) = (&house.records, &house.maya);
    let mut plan = signed_plan(&house, &[BOARD, CHAIR]).await;
    let (board, chair) = (order(&house, BOARD).await.id, order(&house, CHAIR).await.id);
    let mut before = house.fresh.count("audit").await;
    let mut left_a_row = async |what: &str| {
        let after = house.fresh.count("audit").await;
        assert_eq!(after, before + 1, "{what}");
        before = after;
    };
    records.orders(&house.amy, &OrderFilter::default()).await.unwrap();
    left_a_row("orders").await;
    records.order(&house.amy, board).await.unwrap();
    left_a_row("order").await;
    records.waiting_for_approval(maya).await.unwrap();
    left_a_row("waiting").await;
    records.approve(maya, chair, "Riser chair agreed").await.unwrap();
    left_a_row("approve").await;
    records.advance(&house.amy, board, OrderState::Withdrawn, "Bath board not wanted").await.unwrap();
    left_a_row("advance").await;
    records.set_approval_limit(maya, Role::Therapist, Some(pence("200"))).await.unwrap();
    left_a_row("limit").await;
    records.allot(maya, year(), Category::Minor, pence("900")).await.unwrap();
    left_a_row("allot").await;
    records.budget(maya, year()).await.unwrap();
    left_a_row("budget").await;
    // A returned record, signed again, says what it changed.
    plan.give_back(&house).await;
    plan.recommend(&[CHAIR.at("900")]);
    plan.sign(&house, &house.amy).await;
    records.refuse(maya, chair, "Riser chair refused").await.unwrap();
    let rows = house.fresh.rows("SELECT action || ' ' || subject || ' ' || reason FROM audit").await;
    for action in [
        "order-proposed",
        "order-changed",
        "order-approved",
        "order-refused",
        "order-advanced",
        "orders-read",
        "order-read",
        "limit-set",
        "money-allotted",
        "budget-read",
    ] {
        assert!(rows.iter().any(|row| row.starts_with(&format!("{action} "))), "{action}");
    }
    for row in &rows {
        let row = row.to_lowercase();
        for word in ["bath", "chair", "rim", "wanted", NEED.to_lowercase().as_str(), "ellery", "amy"] {
            assert!(!row.contains(word), "{row}");
        }
    }
    assert!(matches!(records.verify_audit().await.unwrap(), ChainState::Unbroken(_)));
});

on_both!(what_fails_changes_nothing, |house| async move {
    let id = chair(&house).await;
    let (rows, steps) = (house.fresh.count("audit").await, house.fresh.count("order_step").await);
    house.records.approve(&house.amy, id, "").await.unwrap_err();
    house.records.refuse(&house.maya, id, "").await.unwrap_err();
    house.records.advance(&house.amy, id, OrderState::Fitted, "").await.unwrap_err();
    house.records.refuse(&house.maya, id, &"x".repeat(2_001)).await.unwrap_err();
    assert_eq!(house.fresh.count("audit").await, rows);
    assert_eq!(house.fresh.count("order_step").await, steps);
});

on_both!(two_who_decide_at_once_decide_once, |house| async move {
    let id = chair(&house).await;
    let decide = |records: Records, who: Staff| async move { records.approve(&who, id, "").await.is_ok() };
    let (one, other) = tokio::join!(
        decide(house.records.clone(), house.maya.clone()),
        decide(house.records.clone(), house.jo.clone())
    );
    assert!(one != other, "one of them");
    assert_eq!(steps(&house, CHAIR).await.len(), 2);
});

on_both!(a_check_names_an_order_that_stands_where_no_step_says, |house| async move {
    signed_plan(&house, &[BOARD, CHAIR]).await;
    let found = house.records.check().await.unwrap();
    assert_eq!((found.n_orders, found.problems), (2, Vec::new()));
    let (board, chair) = (order(&house, BOARD).await.id, order(&house, CHAIR).await.id);
    house
        .fresh
        .damage(&format!("UPDATE order_line SET state = 'fitted' WHERE recommendation = '{}'", CHAIR.key))
        .await;
    house.fresh.damage("DELETE FROM order_step WHERE n = 1 AND to_state = 'proposed' AND line IN (SELECT line FROM order_step WHERE n = 2)").await;
    let problems = house.records.check().await.unwrap().problems;
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains(&format!("Steps of order {board} are missing.")), "{problems:?}");
    assert!(problems[1].contains(&format!("Order {chair} does not stand")), "{problems:?}");
});
