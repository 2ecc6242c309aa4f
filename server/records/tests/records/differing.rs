//! Two people who answer without seeing each other: both answers stay, both authors are named, and a
//! human decides, on the tablet or in the office.

use crate::{
    house::House,
    pen::{Pen, key, outcomes, text},
};
use domain::VisitId;
use records::RecordsError;
use uuid::Uuid;

const LINK: &str = "v-consent-basis";

/// A visit of Amy's with Sam taking part, in which they answered one question differently.
async fn two_answers(house: &House) -> (VisitId, Pen, [Uuid; 2]) {
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    let visit = house.put(seed).await;
    let (mut hers, mut his) = (house.amy.pen(), house.sam.pen());
    let first = hers.answer(visit, None, LINK, "She agreed.");
    let second = his.answer(visit, None, LINK, "Her daughter agreed.");
    assert_eq!(outcomes(&house.send(&house.amy, &mut hers).await), ["applied"]);
    assert_eq!(outcomes(&house.send(&house.sam, &mut his).await), ["differs"]);
    (visit, hers, [first, second])
}

on_both!(answers_given_unseen_stand_side_by_side_with_their_authors, |house| async move {
    let (visit, _, _) = two_answers(&house).await;
    let record = house.open(&house.amy, visit).await;
    let heads = &record.fields[0].heads;
    let found: Vec<_> = heads.iter().map(|head| head.author_name.as_str()).collect();
    assert_eq!(found, ["Amy Castell", "Sam Reid"]);
    assert!(heads.iter().all(|head| head.received_at.is_some()));
    assert_eq!(house.fresh.count("field WHERE n_heads = 2").await, 1);
    for who in [&house.amy, &house.sam, &house.jo] {
        let differing = house.records.differing(who).await.unwrap();
        assert_eq!(differing.len(), 1);
        assert_eq!((differing[0].visit, &differing[0].key), (visit, &key(LINK)));
        assert_eq!(differing[0].heads.len(), 2);
    }
    assert!(house.records.differing(&house.tomasz).await.unwrap().is_empty());
    assert_eq!(house.records.counts(&house.jo).await.unwrap().differing, 1);
});

on_both!(a_decision_on_the_tablet_ends_it, |house| async move {
    let (visit, mut pen, over) = two_answers(&house).await;
    pen.decide(visit, LINK, "Both agreed.", &over);
    assert_eq!(outcomes(&house.send(&house.amy, &mut pen).await), ["applied"]);
    assert_eq!(house.words(&house.amy, visit, LINK).await, ["Both agreed."]);
    assert!(house.records.differing(&house.jo).await.unwrap().is_empty());
});

on_both!(a_decision_in_the_office_ends_it_and_is_kept_as_a_revision, |house| async move {
    let (visit, _, over) = two_answers(&house).await;
    let answer = text("She agreed.");
    house.records.decide_differing(&house.jo, visit, &key(LINK), &answer, &over).await.unwrap();
    let record = house.open(&house.amy, visit).await;
    let head = &record.fields[0].heads[0];
    assert_eq!(record.fields[0].heads.len(), 1);
    assert_eq!(head.author_name, "Jo Marsh");
    assert_eq!(house.fresh.count("revision WHERE kind = 'conflict-decided'").await, 1);
    // The tablet hears of it with the next pull.
    let pulled = house.records.pull(&house.amy.caller, 0).await.unwrap();
    assert_eq!(pulled.visits[0].fields[0].heads[0].revision, head.revision);
});

on_both!(a_decision_over_answers_that_are_not_there_any_more_is_refused, |house| async move {
    let (visit, mut pen, [first, second]) = two_answers(&house).await;
    pen.answer(visit, Some(first), LINK, "She agreed, twice asked.");
    house.send(&house.amy, &mut pen).await;
    for over in [&[first, second][..], &[]] {
        let decided = house.records.decide_differing(&house.jo, visit, &key(LINK), &text("x"), over).await;
        assert!(matches!(decided, Err(RecordsError::Changed)), "{decided:?}");
    }
    assert_eq!(house.words(&house.amy, visit, LINK).await.len(), 2);
});

on_both!(a_signed_visit_is_not_decided_in, |house| async move {
    let (visit, mut pen, over) = two_answers(&house).await;
    house.sign(&house.amy, visit, &mut pen).await;
    let decided = house.records.decide_differing(&house.jo, visit, &key(LINK), &text("x"), &over).await;
    assert!(matches!(decided, Err(RecordsError::Refused(_))), "{decided:?}");
    assert_eq!(house.words(&house.amy, visit, LINK).await.len(), 2);
    let queue = house.records.review_queue(&house.jo, records::QueueTab::Waiting).await.unwrap();
    assert!(queue.is_empty(), "Amy's visit has no reviewer");
});

on_both!(who_may_not_write_may_not_decide, |house| async move {
    let (visit, _, over) = two_answers(&house).await;
    for (who, staff) in [("student", &house.tomasz), ("manager", &house.maya), ("officer", &house.officer)] {
        let decided = house.records.decide_differing(staff, visit, &key(LINK), &text("x"), &over).await;
        assert!(decided.is_err(), "{who}");
    }
});

on_both!(the_same_words_are_no_difference, |house| async move {
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    let visit = house.put(seed).await;
    let (mut hers, mut his) = (house.amy.pen(), house.sam.pen());
    let mine = hers.answer(visit, None, LINK, "She agreed.");
    his.answer(visit, None, LINK, "She agreed.");
    house.send(&house.amy, &mut hers).await;
    assert_eq!(outcomes(&house.send(&house.sam, &mut his).await), ["applied"]);
    assert_eq!(house.words(&house.amy, visit, LINK).await, ["She agreed."]);
    // Amy changes hers without having met his: his comes to light.
    hers.answer(visit, Some(mine), LINK, "She did not.");
    assert_eq!(outcomes(&house.send(&house.amy, &mut hers).await), ["differs"]);
    assert_eq!(house.words(&house.amy, visit, LINK).await, ["She did not.", "She agreed."]);
});
