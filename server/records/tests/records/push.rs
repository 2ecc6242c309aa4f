//! Pushes: what is taken, what is answered to the same push again, and which pushes are refused as a
//! whole with nothing of them done.

use crate::{
    house::House,
    pen::{Pen, outcomes},
};
use domain::VisitState;
use records::PushFailure;
use sync::{PushRequest, SCHEMA};
use uuid::Uuid;

async fn refused(house: &House, request: &PushRequest) -> String {
    let before = house.fresh.count("revision").await;
    let amy = &house.amy;
    let failure = house.records.push(amy, amy.me(), request).await.expect_err("refused");
    assert_eq!(house.fresh.count("revision").await, before, "nothing of it happened");
    match failure {
        PushFailure::Gap(expected) => format!("gap, {expected} is next"),
        PushFailure::Epoch(epoch, next) => {
            assert_eq!(epoch, house.records.epoch());
            format!("epoch, {next} is next")
        }
        PushFailure::Stranger => "stranger".to_owned(),
        PushFailure::Schema => "schema".to_owned(),
        PushFailure::Malformed(what) => what.to_owned(),
        PushFailure::Records(error) => panic!("{error}"),
    }
}

/// A visit of Amy's and a pen that wrote three answers into it.
async fn three_answers(house: &House) -> Pen {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    for (link, words) in [("v-consent-basis", "one"), ("v-present-name", "two"), ("v-consent-child", "three")]
    {
        pen.answer(visit, None, link, words);
    }
    pen
}

on_both!(answers_become_part_of_the_visit_and_start_it, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    let first = pen.answer(visit, None, "v-consent-basis", "She nodded.");
    pen.answer(visit, Some(first), "v-consent-basis", "She agreed.");
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(outcomes(&reply), ["applied", "applied"]);
    assert_eq!((reply.last_seq, reply.client_id), (2, pen.client_id));
    assert_eq!(reply.epoch, house.records.epoch());
    assert!(reply.receipts[0].number < reply.receipts[1].number);
    assert_eq!(house.words(&house.amy, visit, "v-consent-basis").await, ["She agreed."]);
    let card = house.open(&house.amy, visit).await.card;
    assert_eq!(card.state, VisitState::Started);
    assert!(card.arrived.is_some());
    assert_eq!(house.fresh.count("revision").await, 2);
    assert_eq!(house.fresh.count("field").await, 1);
});

on_both!(the_same_push_gets_the_same_answer_and_changes_nothing, |house| async move {
    let mut pen = three_answers(&house).await;
    let request = pen.request();
    let first = house.send(&house.amy, &mut pen).await;
    let fields = house.fresh.rows("SELECT heads || CAST(seq AS TEXT) FROM field ORDER BY path").await;
    let later = house.records.at(crate::house::minute(50));
    let again = later.push(&house.amy, house.amy.me(), &request).await.expect("taken again");
    assert_eq!(again, first);
    assert_eq!(house.fresh.count("revision").await, 3);
    let after = house.fresh.rows("SELECT heads || CAST(seq AS TEXT) FROM field ORDER BY path").await;
    assert_eq!(after, fields);
});

on_both!(a_push_may_repeat_the_last_ones_and_go_on, |house| async move {
    let mut pen = three_answers(&house).await;
    let whole = pen.request();
    let mut start = whole.clone();
    start.mutations.truncate(2);
    house.records.push(&house.amy, house.amy.me(), &start).await.expect("taken");
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(outcomes(&reply), ["applied", "applied", "applied"]);
    assert_eq!(house.fresh.count("revision").await, 3);
    let mut middle = whole;
    middle.mutations.remove(0);
    let reply = house.records.push(&house.amy, house.amy.me(), &middle).await.expect("taken");
    assert_eq!(reply.last_seq, 3);
});

on_both!(an_empty_push_is_answered_with_the_last_number, |house| async move {
    let mut pen = three_answers(&house).await;
    house.send(&house.amy, &mut pen).await;
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!((reply.receipts.len(), reply.last_seq), (0, 3));
});

on_both!(missing_numbers_are_asked_for, |house| async move {
    let pen = three_answers(&house).await;
    let mut late = pen.request();
    late.mutations.drain(..2);
    assert_eq!(refused(&house, &late).await, "gap, 1 is next");
    let mut first = pen.request();
    first.mutations.truncate(1);
    house.records.push(&house.amy, house.amy.me(), &first).await.expect("taken");
    assert_eq!(refused(&house, &late).await, "gap, 2 is next");
});

on_both!(a_tablet_that_knows_another_server_is_told_so, |house| async move {
    let mut pen = three_answers(&house).await;
    pen.epoch = Some(Uuid::now_v7());
    assert_eq!(refused(&house, &pen.request()).await, "epoch, 1 is next");
    pen.epoch = Some(house.records.epoch());
    house.send(&house.amy, &mut pen).await;
    pen.epoch = Some(Uuid::now_v7());
    assert_eq!(refused(&house, &pen.request()).await, "epoch, 4 is next");
});

on_both!(a_store_belongs_to_one_person, |house| async move {
    let visit = house.visit_of(&house.sam).await;
    let mut theirs = house.sam.pen();
    theirs.answer(visit, None, "v-consent-basis", "words");
    house.send(&house.sam, &mut theirs).await;
    let mut pen = three_answers(&house).await;
    pen.client_id = theirs.client_id;
    let mut request = pen.request();
    for mutation in &mut request.mutations {
        mutation.client_id = theirs.client_id;
        mutation.seq += 1;
    }
    assert_eq!(refused(&house, &request).await, "stranger");
});

on_both!(a_schema_of_the_future_is_refused, |house| async move {
    let mut request = three_answers(&house).await.request();
    request.mutations[1].schema = SCHEMA + 1;
    assert_eq!(refused(&house, &request).await, "schema");
});

on_both!(a_push_that_contradicts_itself_is_refused, |house| async move {
    let request = three_answers(&house).await.request();
    let mut swapped = request.clone();
    swapped.mutations.swap(0, 1);
    assert_eq!(refused(&house, &swapped).await, "numbers out of order");
    let mut holed = request.clone();
    holed.mutations.remove(1);
    assert_eq!(refused(&house, &holed).await, "numbers out of order");
    let mut doubled = request.clone();
    doubled.mutations[1].seq = 1;
    assert_eq!(refused(&house, &doubled).await, "numbers out of order");
    let mut from_nought = request.clone();
    for mutation in &mut from_nought.mutations {
        mutation.seq -= 1;
    }
    assert_eq!(refused(&house, &from_nought).await, "numbers out of order");
    let mut mixed = request.clone();
    mixed.mutations[2].client_id = Uuid::now_v7();
    assert_eq!(refused(&house, &mixed).await, "a mutation of another store");
    let mut long = request.clone();
    long.mutations = (1..=201)
        .map(|seq| sync::Mutation { seq, id: Uuid::now_v7(), ..request.mutations[0].clone() })
        .collect();
    assert_eq!(refused(&house, &long).await, "too many mutations in one push");
});

on_both!(a_number_cannot_be_used_for_two_changes, |house| async move {
    let mut pen = three_answers(&house).await;
    let mut request = pen.request();
    house.send(&house.amy, &mut pen).await;
    request.mutations[1].id = Uuid::now_v7();
    assert_eq!(refused(&house, &request).await, "this number was used for another mutation");
});

on_both!(answers_in_copies_and_facets_are_kept_under_their_own_paths, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    for path in ["v-consent-basis", "v-consent-basis#note", "v-present-name#checked"] {
        let change = sync::Change::AnswerSet {
            form: "home-visit".into(),
            path: path.parse().expect("a path"),
            answer: crate::pen::text(path),
        };
        pen.write(visit, None, change);
    }
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(outcomes(&reply), ["applied", "applied", "applied"]);
    let record = house.open(&house.amy, visit).await;
    for pack in &record.fields {
        assert_eq!(crate::pen::words(&pack.heads), [pack.key.path.to_string()]);
    }
    assert_eq!(record.fields.len(), 3);
});

on_both!(an_answer_can_be_cleared, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    let first = pen.answer(visit, None, "v-consent-basis", "words");
    let sync::Change::AnswerSet { form, path, .. } = crate::pen::set("v-consent-basis", "") else {
        unreachable!()
    };
    let cleared = sync::Change::AnswerSet { form, path, answer: forms::Answer::default() };
    pen.write(visit, Some(first), cleared);
    house.send(&house.amy, &mut pen).await;
    let record = house.open(&house.amy, visit).await;
    assert!(record.fields[0].heads[0].answer.is_blank());
});
