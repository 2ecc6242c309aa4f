//! What waits: the stages, the note to whoever has it, and passing work on.

use crate::{
    house::{House, Staff, minute},
    plans::{CHAIR, order, signed_plan},
};
use domain::VisitId;
use records::RecordsError;

async fn stages(house: &House, minutes: i64) -> Vec<usize> {
    let board = house.records.at(minute(minutes)).waiting(&house.maya).await.expect("the board");
    board.stages.iter().map(|stage| stage.n_waiting).collect()
}

on_both!(a_visit_waits_at_each_stage_of_its_life_in_turn, |house| async move {
    let visit = house.visit_of(&house.tomasz).await;
    assert_eq!(stages(&house, 600).await, [0; 6], "a planned visit does not wait");
    let mut pen = house.tomasz.pen();
    pen.answer(visit, None, "v-consent-basis", "words");
    house.send(&house.tomasz, &mut pen).await;
    assert_eq!(stages(&house, 600).await, [1, 0, 0, 0, 0, 0]);
    house.sign(&house.tomasz, visit, &mut pen).await;
    assert_eq!(stages(&house, 600).await, [0, 1, 0, 0, 0, 0]);
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    assert_eq!(stages(&house, 600).await, [0, 0, 1, 0, 0, 0]);
    pen.write(visit, None, crate::pen::set("v-no-such-question", "words"));
    house.send(&house.tomasz, &mut pen).await;
    assert_eq!(stages(&house, 600).await, [0, 0, 0, 0, 1, 0]);
});

on_both!(the_board_says_with_whom_and_for_how_long, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let a_week = 7 * 24 * 60;
    let board = house.records.at(minute(a_week)).waiting(&house.maya).await.unwrap();
    let line = &board.lines[0];
    assert_eq!((line.visit, line.with.as_str(), line.since), (visit, "Jo Marsh", minute(0)));
    assert_eq!(line.person, "ELLERY, Margaret");
    assert_eq!(board.stages[1].by_days, [0, 1, 0]);
    assert_eq!(board.stages[1].longest_since, Some(minute(0)));
});

on_both!(a_note_is_told_for_the_day_it_was_sent, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let reminded = async |minutes: i64| {
        house.records.at(minute(minutes)).waiting(&house.maya).await.unwrap().lines[0].reminded
    };
    assert!(!reminded(10).await);
    house.records.at(minute(20)).remind(&house.maya, visit).await.unwrap();
    assert!(reminded(30).await);
    assert!(!reminded(24 * 60).await);
});

on_both!(a_cost_that_waits_for_approval_stands_on_the_board_with_its_order, |house| async move {
    signed_plan(&house, &[CHAIR]).await;
    let cost = order(&house, CHAIR).await;
    let board = house.records.at(minute(90)).waiting(&house.maya).await.unwrap();
    let line = board.lines.iter().find(|line| line.order == Some(cost.id)).expect("the cost");
    assert_eq!((line.stage.as_str(), line.what.as_str()), ("Approval of cost", "Equipment"));
    assert_eq!((line.with.as_str(), line.since), ("whoever approves costs", cost.since));
    assert!(!line.can_pass && !line.can_remind);
    assert_eq!(board.stages[3].n_waiting, 1);
    house.records.at(minute(95)).approve(&house.maya, cost.id, "").await.unwrap();
    let after = house.records.at(minute(96)).waiting(&house.maya).await.unwrap();
    assert_eq!(after.stages[3].n_waiting, 0);
});

on_both!(what_lies_with_somebody_who_has_left_is_told_and_can_be_passed_on, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let board = async || house.records.waiting(&house.maya).await.unwrap();
    assert!(board().await.lines.is_empty(), "a planned visit does not wait");
    house.records.account_leaves(&house.len, house.amy.user).await.unwrap();
    let left = board().await;
    let line = &left.lines[0];
    assert_eq!((line.visit, line.with.as_str()), (visit, "Amy Castell (has left)"));
    assert_eq!(line.stage, "With somebody who has left");
    assert!(line.can_pass && !line.can_remind);
    house.records.pass_visit_on(&house.maya, visit, house.tomasz.user, "").await.unwrap();
    assert!(board().await.lines.is_empty());
});

on_both!(leaving_takes_no_waiting_time_away_and_what_is_to_come_waits_since_then, |house| async move {
    let begun = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.answer(begun, None, "v-consent-basis", "words");
    house.send(&house.amy, &mut pen).await;
    let mut seed = house.planned(&house.amy);
    seed.planned = minute(60 * 24 * 60);
    let to_come = house.put(seed).await;
    let (len, maya) = (house.len.on("2026-05-13"), house.maya.on("2026-05-13"));
    let next_day = house.records.at(minute(25 * 60));
    let since = async |visit: VisitId| {
        let board = next_day.waiting(&maya).await.unwrap();
        board.lines.iter().find(|line| line.visit == visit).map(|line| line.since)
    };
    let waited = since(begun).await;
    assert!(waited.is_some_and(|at| at < minute(60)), "{waited:?}");
    assert_eq!(since(to_come).await, None);
    next_day.account_leaves(&len, house.amy.user).await.unwrap();
    let midnight = minute(14 * 60);
    assert_eq!((since(begun).await, since(to_come).await), (waited, Some(midnight)));
    let board = next_day.waiting(&maya).await.unwrap();
    assert!(board.lines.iter().all(|line| line.stage == "With somebody who has left"));
});

on_both!(when_the_reviewer_has_left_any_supervisor_countersigns, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    house.records.account_leaves(&house.len, house.jo.user).await.unwrap();
    let board = house.records.waiting(&house.maya).await.unwrap();
    let line = &board.lines[0];
    assert_eq!((line.visit, line.with.as_str()), (visit, "any supervisor"));
    assert!(!line.can_remind && !line.can_pass);
});

on_both!(the_board_is_for_those_who_answer_for_the_service, |house| async move {
    for (who, staff) in house.everybody() {
        let may = who == "supervisor" || who == "manager";
        assert_eq!(house.records.waiting(staff).await.is_ok(), may, "{who}");
        assert_eq!(house.records.colleagues(staff).await.is_ok(), may, "{who}");
    }
});

on_both!(work_is_passed_to_those_who_visit_people_and_are_here, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let pass = async |who: &Staff, to: &Staff| house.records.pass_visit_on(who, visit, to.user, "").await;
    for to in [&house.maya, &house.len, &house.officer] {
        let refused = pass(&house.jo, to).await;
        assert!(matches!(refused, Err(RecordsError::Refused(_))), "{refused:?}");
    }
    house.records.account_leaves(&house.len, house.sam.user).await.unwrap();
    let left = pass(&house.jo, &house.sam).await;
    assert!(matches!(left, Err(RecordsError::Refused(_))), "{left:?}");
    let names = house.records.colleagues(&house.jo).await.unwrap();
    let names: Vec<_> = names.iter().map(|colleague| colleague.name.as_str()).collect();
    assert_eq!(names, ["Amy Castell", "Jo Marsh", "Tomasz Wilk"]);
    assert!(pass(&house.amy, &house.tomasz).await.is_err(), "not by its author");
    let same = pass(&house.maya, &house.amy).await;
    assert!(matches!(same, Err(RecordsError::Refused(_))), "{same:?}");
    pass(&house.maya, &house.tomasz).await.unwrap();
    let card = house.open(&house.tomasz, visit).await.card;
    assert_eq!(card.author, house.tomasz.user);
    assert!(card.needs_countersigning, "a student's work, however it came to the student");
    assert_eq!(card.reviewer.as_deref(), Some("Jo Marsh"));
});

on_both!(a_signed_visit_is_not_passed_on, |house| async move {
    let (visit, _) = house.signed(&house.amy).await;
    assert!(house.records.pass_visit_on(&house.jo, visit, house.sam.user, "").await.is_err());
});

on_both!(counts_are_told_as_far_as_the_role_goes, |house| async move {
    house.signed(&house.tomasz).await;
    let counts = async |who: &Staff| house.records.counts(who).await.unwrap().to_review;
    assert_eq!(counts(&house.jo).await, 1);
    assert_eq!(counts(&house.amy).await, 0);
    assert_eq!(counts(&house.len).await, 0);
    assert_eq!(counts(&house.elsewhere.jo).await, 0);
});
