//! What a signed record makes of orders, and what a later version of it changes.

use crate::plans::{BOARD, CHAIR, NEED, Plan, Rec, order, signed_plan, steps, told};
use domain::{
    VisitState,
    orders::{OrderState, Pence},
};

on_both!(signing_makes_orders_of_what_was_kept, |house| async move {
    let advice = Rec { key: "r3", kind: "advice", what: "Sit to wash", ..BOARD };
    let draft = Rec { key: "r4", what: "Draft", ..BOARD }.in_state("draft");
    let mut plan = Plan::of(&house, &house.amy).await;
    plan.recommend(&[BOARD, CHAIR, advice, draft]);
    house.send(&house.amy, &mut plan.pen).await;
    assert!(told(&house, &house.amy).await.is_empty(), "nothing leaves an unsigned visit");
    plan.sign(&house, &house.amy).await;
    let wanted = ["Bath board £45.00 approved", "Riser chair £220.00 proposed"];
    assert_eq!(told(&house, &house.amy).await, wanted);
    assert_eq!(told(&house, &house.jo).await, wanted);
    assert_eq!(told(&house, &house.maya).await, wanted);
    let line = order(&house, BOARD).await;
    assert_eq!((line.person, line.visit, line.version), (house.ellery, plan.visit, 1));
    assert_eq!((line.person_name.as_str(), line.proposed_by.as_str()), ("ELLERY, Margaret", "Amy Castell"));
    assert_eq!((line.proposal.need.as_str(), line.proposal.quantity), (NEED, 1));
});

on_both!(what_is_within_the_limit_is_approved_at_once_and_says_so, |house| async move {
    signed_plan(&house, &[BOARD, CHAIR]).await;
    assert_eq!(
        steps(&house, BOARD).await,
        [
            "proposed: Recommended in the signed record. (Amy Castell)",
            "approved: Within the limit of therapists, £150.00. (Amy Castell)",
        ]
    );
    assert_eq!(steps(&house, CHAIR).await, ["proposed: Recommended in the signed record. (Amy Castell)"]);
});

on_both!(the_limit_counts_for_all_pieces_together, |house| async move {
    house.records.set_approval_limit(&house.maya, house.amy.role, Pence::parse("45.00")).await.unwrap();
    signed_plan(&house, &[BOARD, Rec { key: "r5", what: "Rail", cost: "45.01", ..BOARD }]).await;
    assert_eq!(told(&house, &house.amy).await, ["Bath board £45.00 approved", "Rail £45.01 proposed"]);
    assert!(steps(&house, BOARD).await[1].contains("Within the limit of therapists, £45.00."));
});

on_both!(what_has_no_price_waits_for_one_and_what_is_free_does_not, |house| async move {
    let free = Rec { key: "r8", what: "Rail", cost: "0", ..BOARD };
    signed_plan(&house, &[BOARD.at(""), free]).await;
    assert_eq!(told(&house, &house.amy).await, ["Bath board No price yet proposed", "Rail £0.00 approved"]);
    assert_eq!(steps(&house, BOARD).await, ["proposed: Recommended in the signed record. (Amy Castell)"]);
});

on_both!(a_students_orders_begin_with_the_countersignature_and_wait_for_approval, |house| async move {
    let mut plan = Plan::of(&house, &house.tomasz).await;
    plan.recommend(&[BOARD, Rec { key: "r6", what: "Free", cost: "", ..BOARD }]);
    plan.sign(&house, &house.tomasz).await;
    assert!(told(&house, &house.maya).await.is_empty(), "nobody countersigned it yet");
    let hash = house.hash(&house.tomasz, plan.visit).await;
    house.records.countersign(&house.jo, plan.visit, &hash, None).await.unwrap();
    assert_eq!(
        told(&house, &house.tomasz).await,
        ["Bath board £45.00 proposed", "Free No price yet proposed"]
    );
    let line = order(&house, BOARD).await;
    assert_eq!(line.proposed_by, "Tomasz Wilk");
    assert_eq!(
        steps(&house, BOARD).await,
        ["proposed: Recommended in the record, which Jo Marsh countersigned. (Tomasz Wilk)"]
    );
    house.records.approve(&house.jo, line.id, "").await.unwrap();
    assert_eq!(order(&house, BOARD).await.state, OrderState::Approved);
});

on_both!(signing_again_after_a_return_does_not_double, |house| async move {
    let mut plan = signed_plan(&house, &[BOARD, CHAIR]).await;
    plan.give_back(&house).await;
    plan.sign(&house, &house.amy).await;
    assert_eq!(house.open(&house.amy, plan.visit).await.card.state, VisitState::Signed);
    assert_eq!(
        told(&house, &house.amy).await,
        ["Bath board £45.00 approved", "Riser chair £220.00 proposed"]
    );
    assert_eq!((steps(&house, BOARD).await.len(), steps(&house, CHAIR).await.len()), (2, 1));
    assert_eq!(order(&house, BOARD).await.version, 2);
    assert_eq!(house.fresh.count("order_line").await, 2);
});

on_both!(another_cost_after_a_return_is_decided_again, |house| async move {
    let mut plan = signed_plan(&house, &[BOARD, CHAIR]).await;
    house.records.approve(&house.maya, order(&house, CHAIR).await.id, "").await.unwrap();
    plan.give_back(&house).await;
    plan.recommend(&[BOARD.at("150"), CHAIR.at("260")]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(
        told(&house, &house.amy).await,
        ["Bath board £150.00 approved", "Riser chair £260.00 proposed"]
    );
    assert_eq!(
        steps(&house, CHAIR).await[1..],
        [
            "approved:  (Maya Lund)",
            "proposed: The cost changed from £220.00 to £260.00 in the record. (Amy Castell)",
        ]
    );
    assert_eq!(
        steps(&house, BOARD).await[2..],
        [
            "proposed: The cost changed from £45.00 to £150.00 in the record. (Amy Castell)",
            "approved: Within the limit of therapists, £150.00. (Amy Castell)",
        ]
    );
});

on_both!(what_a_later_version_does_not_recommend_is_withdrawn_unless_it_is_ordered, |house| async move {
    let mut plan = signed_plan(&house, &[BOARD, CHAIR]).await;
    house.records.advance(&house.amy, order(&house, BOARD).await.id, OrderState::Ordered, "").await.unwrap();
    plan.give_back(&house).await;
    plan.recommend(&[BOARD.in_state("dropped"), CHAIR.in_state("dropped")]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(
        told(&house, &house.amy).await,
        ["Bath board £45.00 ordered", "Riser chair £220.00 withdrawn"]
    );
    assert!(steps(&house, BOARD).await[3].contains("Withdraw the order if it can be stopped."));
    plan.give_back(&house).await;
    plan.recommend(&[BOARD, CHAIR]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(
        told(&house, &house.amy).await,
        ["Bath board £45.00 ordered", "Riser chair £220.00 proposed"],
        "what a version withdrew, a version brings back"
    );
    assert_eq!(house.fresh.count("order_line").await, 2);
});

on_both!(what_is_ordered_stays_as_it_was_ordered, |house| async move {
    let mut plan = signed_plan(&house, &[BOARD]).await;
    house.records.advance(&house.amy, order(&house, BOARD).await.id, OrderState::Ordered, "").await.unwrap();
    plan.give_back(&house).await;
    plan.recommend(&[BOARD.at("90")]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(told(&house, &house.amy).await, ["Bath board £45.00 ordered"]);
    assert!(steps(&house, BOARD).await[3].contains("Look whether the order still fits."));
});

on_both!(what_was_refused_stays_refused_until_it_is_another_thing, |house| async move {
    let mut plan = signed_plan(&house, &[CHAIR]).await;
    house.records.refuse(&house.maya, order(&house, CHAIR).await.id, "Try blocks first").await.unwrap();
    plan.give_back(&house).await;
    plan.sign(&house, &house.amy).await;
    assert_eq!(told(&house, &house.amy).await, ["Riser chair £220.00 refused"]);
    plan.give_back(&house).await;
    plan.recommend(&[CHAIR.at("180")]);
    plan.sign(&house, &house.amy).await;
    assert_eq!(told(&house, &house.amy).await, ["Riser chair £180.00 proposed"]);
});
