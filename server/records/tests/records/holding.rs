//! Work that cannot go into a visit: it is held with words for its author, the answer to the same
//! push stays the same, and nothing is told of what the author may not see.

use crate::{
    house::{House, Staff, minute},
    pen::{Pen, outcomes, set},
};
use domain::VisitId;
use sync::Change;
use uuid::Uuid;

/// Sends one change that is held, and gives the words it is held with.
async fn held(house: &House, who: &Staff, pen: &mut Pen) -> String {
    let request = pen.request();
    let before = house.fresh.count("field").await;
    let reply = house.send(who, pen).await;
    let again = house.records.push(who, who.me(), &request).await.expect("taken");
    assert_eq!(again, reply, "the same push, the same answer");
    assert_eq!(house.fresh.count("held").await, 1, "held once");
    assert_eq!(house.fresh.count("field").await, before, "nothing of it is in the visit");
    outcomes(&reply).remove(0)
}

async fn held_answer(house: &House, who: &Staff, visit: VisitId) -> String {
    let mut pen = who.pen();
    pen.answer(visit, None, "v-consent-basis", "words of mine");
    held(house, who, &mut pen).await
}

const NOT_KNOWN: &str = "This visit is not known here, or it is not yours.";

on_both!(a_question_that_no_form_of_the_visit_has_is_held, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.write(visit, None, set("v-no-such-question", "words"));
    let words = held(&house, &house.amy, &mut pen).await;
    assert_eq!(words, "The question does not belong to a form of this visit.");
});

on_both!(a_question_of_another_form_is_held, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.answer(visit, None, "so-feel", "a form this visit does not have");
    let words = held(&house, &house.amy, &mut pen).await;
    assert_eq!(words, "The question does not belong to a form of this visit.");
});

on_both!(a_visit_nobody_knows_is_held, |house| async move {
    assert_eq!(held_answer(&house, &house.amy, VisitId(Uuid::now_v7())).await, NOT_KNOWN);
    let lines = house.records.held(&house.amy).await.unwrap();
    assert_eq!(lines[0].person, "A visit that is not known here");
    assert_eq!(lines[0].items[0].answer, Some(crate::pen::text("words of mine")));
});

on_both!(a_visit_of_another_organisation_is_held_and_nothing_is_told_of_it, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let stranger = &house.elsewhere.amy;
    assert_eq!(held_answer(&house, stranger, visit).await, NOT_KNOWN);
    for reader in [stranger, &house.elsewhere.jo, &house.elsewhere.maya] {
        let lines = house.records.held(reader).await.unwrap();
        assert_eq!(lines.len(), 1);
        assert!(!format!("{lines:?}").to_lowercase().contains("ellery"), "{lines:?}");
    }
    assert!(house.records.held(&house.jo).await.unwrap().is_empty());
    assert!(house.open(&house.amy, visit).await.held.is_empty());
    let carried = house.records.pull(&house.amy.caller, 0).await.unwrap();
    assert!(carried.visits[0].held.is_empty());
    house.records.release_held(&house.jo, visit, records::Release::PutBack, "").await.expect("nothing to do");
    assert_eq!(house.fresh.count("held WHERE released_at IS NULL").await, 1, "not ours to release");
});

on_both!(a_visit_that_was_passed_on_meanwhile_is_held_with_the_name, |house| async move {
    let visit = house.visit_of(&house.sam).await;
    house.records.pass_visit_on(&house.maya, visit, house.amy.user, "").await.unwrap();
    let words = held_answer(&house, &house.sam, visit).await;
    assert_eq!(words, "The visit was passed to Amy Castell on 12 May before this arrived.");
});

on_both!(a_signed_visit_is_held_with_the_hour, |house| async move {
    let (visit, mut pen) = house.signed(&house.amy).await;
    pen.answer(visit, None, "v-present-name", "afterthought");
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(outcomes(&reply), ["The visit was signed at 10:02 before this arrived."]);
});

on_both!(a_decision_does_not_get_past_the_signature, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    let first = pen.answer(visit, None, "v-consent-basis", "as signed");
    house.send(&house.amy, &mut pen).await;
    house.sign(&house.amy, visit, &mut pen).await;
    pen.decide(visit, "v-consent-basis", "smuggled in", &[first]);
    let words = held(&house, &house.amy, &mut pen).await;
    assert!(words.starts_with("The visit was signed at"), "{words}");
    assert_eq!(house.words(&house.amy, visit, "v-consent-basis").await, ["as signed"]);
});

on_both!(a_student_whose_placement_ended_is_held_with_the_day, |house| async move {
    let visit = house.visit_of(&house.tomasz).await;
    let words = held_answer(&house, &house.tomasz.on("2026-06-27"), visit).await;
    assert_eq!(words, "The placement ended on 26 June 2026.");
});

on_both!(a_colleague_without_part_in_the_visit_is_held, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    assert_eq!(held_answer(&house, &house.sam, visit).await, "The visit is somebody else's.");
});

on_both!(nobody_signs_for_somebody_else, |house| async move {
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    let visit = house.put(seed).await;
    let hash = house.hash(&house.amy, visit).await;
    let mut pen = house.sam.pen();
    pen.sign(visit, 1, &hash);
    assert_eq!(held(&house, &house.sam, &mut pen).await, "The visit is somebody else's.");
    assert!(house.open(&house.amy, visit).await.card.signatures.is_empty());
});

on_both!(a_cancelled_visit_is_held, |house| async move {
    let mut seed = house.planned(&house.amy);
    seed.state = domain::VisitState::Cancelled;
    let visit = house.put(seed).await;
    assert_eq!(held_answer(&house, &house.amy, visit).await, "The visit is cancelled now.");
});

on_both!(a_reply_to_a_comment_that_is_not_there_is_held, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    let comment = domain::CommentId(Uuid::now_v7());
    pen.write(visit, None, Change::CommentReplied { comment, text: "Yes".into(), done: true });
    assert_eq!(held(&house, &house.amy, &mut pen).await, "The comment it answers is not there.");
});

on_both!(what_comes_after_held_work_is_taken_as_usual, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.write(visit, None, set("v-no-such-question", "words"));
    pen.write(visit, None, Change::VisitStarted { arrived: minute(31), forms: Vec::new() });
    pen.answer(visit, None, "v-consent-basis", "words");
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(outcomes(&reply)[1..], ["applied", "applied"]);
    assert_eq!(house.open(&house.amy, visit).await.card.arrived, Some(minute(31)));
});
