//! Held work: who sees it, putting it back, leaving it out; and that revisions are only ever added.

use crate::{
    house::{House, Staff},
    pen::{Pen, set, text},
};
use domain::VisitId;
use records::{RecordsError, Release};

const LINK: &str = "v-consent-basis";

/// A visit passed from Sam to Amy, and two answers of Sam's that came too late.
async fn passed_on(house: &House) -> (VisitId, Pen) {
    let visit = house.visit_of(&house.sam).await;
    let mut his = house.sam.pen();
    his.answer(visit, None, "v-present-name", "Her daughter");
    house.send(&house.sam, &mut his).await;
    house.records.pass_visit_on(&house.maya, visit, house.amy.user, "Sam is ill").await.unwrap();
    let mut hers = house.amy.pen();
    hers.answer(visit, None, LINK, "She agreed.");
    house.send(&house.amy, &mut hers).await;
    his.answer(visit, None, LINK, "She nodded.");
    his.answer(visit, None, "v-consent-child", "A bath.");
    house.send(&house.sam, &mut his).await;
    (visit, hers)
}

async fn n_held(house: &House, who: &Staff) -> usize {
    house.records.held(who).await.unwrap().iter().map(|line| line.items.len()).sum()
}

on_both!(held_work_is_seen_by_its_author_and_by_those_who_answer_for_the_service, |house| async move {
    let (visit, _) = passed_on(&house).await;
    for (who, staff, sees) in [
        ("author", &house.sam, 2),
        ("supervisor", &house.jo, 2),
        ("manager", &house.maya, 2),
        ("new author", &house.amy, 0),
        ("student", &house.tomasz, 0),
    ] {
        assert_eq!(n_held(&house, staff).await, sees, "{who}");
    }
    for (who, staff) in [("officer", &house.officer), ("administrator", &house.len)] {
        assert!(house.records.held(staff).await.is_err(), "{who}");
    }
    let line = house.records.held(&house.jo).await.unwrap().remove(0);
    assert_eq!((line.visit, line.person.as_str()), (visit, "ELLERY, Margaret"));
    assert_eq!(line.items[0].answer, Some(text("She nodded.")));
    assert_eq!(line.items[0].author_name, "Sam Reid");
    assert_eq!(line.now, [Some(text("She agreed.")), None]);
    assert!(line.may_release);
    // Sam no longer reads the visit: the record's own words are not told.
    let line = house.records.held(&house.sam).await.unwrap().remove(0);
    assert_eq!((line.now, line.may_release), (vec![None, None], false));
    // The badge counts what the page lists: visits, not changes.
    assert_eq!(house.records.counts(&house.sam).await.unwrap().held, 1);
});

on_both!(held_work_of_several_visits_is_one_line_a_visit, |house| async move {
    let visits = [house.visit_of(&house.amy).await, house.visit_of(&house.amy).await];
    let mut pen = house.sam.pen();
    for n in 0..6 {
        pen.answer(visits[n % 2], None, LINK, &n.to_string());
    }
    house.send(&house.sam, &mut pen).await;
    let lines = house.records.held(&house.sam).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.items.len()).collect::<Vec<_>>(), [3, 3]);
});

on_both!(held_work_put_back_is_its_authors_and_may_differ, |house| async move {
    let (visit, _) = passed_on(&house).await;
    house.records.release_held(&house.jo, visit, Release::PutBack, "Sam was there").await.unwrap();
    assert_eq!(n_held(&house, &house.jo).await, 0);
    assert_eq!(house.words(&house.amy, visit, LINK).await, ["She agreed.", "She nodded."]);
    assert_eq!(house.words(&house.amy, visit, "v-consent-child").await, ["A bath."]);
    let record = house.open(&house.amy, visit).await;
    let wants = record.fields.iter().find(|pack| pack.key.path.as_str() == "v-consent-child").unwrap();
    assert_eq!(wants.heads[0].author, house.sam.user);
    let kept = house.fresh.rows("SELECT resolution FROM held").await;
    assert!(kept.iter().all(|words| words.contains("put-back") && words.contains("Sam was there")));
    // Once more changes nothing.
    house.records.release_held(&house.jo, visit, Release::PutBack, "").await.unwrap();
    assert_eq!(house.words(&house.amy, visit, LINK).await.len(), 2);
});

on_both!(held_work_left_out_needs_a_reason_and_stays_kept, |house| async move {
    let (visit, _) = passed_on(&house).await;
    let refused = house.records.release_held(&house.jo, visit, Release::LeaveOut, "  ").await;
    assert!(matches!(refused, Err(RecordsError::Refused(_))), "{refused:?}");
    house.records.release_held(&house.jo, visit, Release::LeaveOut, "Said twice").await.unwrap();
    assert_eq!(n_held(&house, &house.sam).await, 0);
    assert_eq!(house.words(&house.amy, visit, LINK).await, ["She agreed."]);
    assert_eq!(house.fresh.count("held").await, 2, "nobody can delete it");
    let rows = house.fresh.rows("SELECT action || ': ' || reason FROM audit ORDER BY n DESC").await;
    assert!(rows.contains(&"held-left-out: 2 changes".to_owned()), "{rows:?}");
});

on_both!(only_a_supervisor_releases_held_work, |house| async move {
    let (visit, _) = passed_on(&house).await;
    for (who, staff) in house.everybody() {
        let released = house.records.release_held(staff, visit, Release::PutBack, "").await;
        assert_eq!(released.is_ok(), who == "supervisor", "{who}: {released:?}");
    }
});

on_both!(nothing_is_put_back_into_a_signed_visit, |house| async move {
    let (visit, mut hers) = passed_on(&house).await;
    house.sign(&house.amy, visit, &mut hers).await;
    let refused = house.records.release_held(&house.jo, visit, Release::PutBack, "").await;
    assert!(matches!(refused, Err(RecordsError::Refused(_))), "{refused:?}");
    assert_eq!(n_held(&house, &house.jo).await, 2);
});

on_both!(what_fits_nowhere_stays_held, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.write(visit, None, set("v-no-such-question", "words"));
    house.send(&house.amy, &mut pen).await;
    house.records.release_held(&house.jo, visit, Release::PutBack, "").await.unwrap();
    assert_eq!(n_held(&house, &house.amy).await, 1);
    assert!(house.open(&house.amy, visit).await.fields.is_empty());
});

on_both!(revisions_are_only_ever_added, |house| async move {
    let all = async || {
        house
            .fresh
            .rows("SELECT CAST(seq AS TEXT) || kind || mutation || outcome FROM revision ORDER BY seq")
            .await
    };
    let (visit, mut hers) = passed_on(&house).await;
    let mut before = all().await;
    assert_eq!(before.len(), 4, "held work is kept as well");
    house.records.release_held(&house.jo, visit, Release::PutBack, "").await.unwrap();
    assert_eq!(all().await, before, "putting back changes no revision");
    let heads = house.records.differing(&house.jo).await.unwrap().remove(0).heads;
    let over: Vec<_> = heads.iter().map(|head| head.revision).collect();
    house
        .records
        .decide_differing(&house.jo, visit, &crate::pen::key(LINK), &text("x"), &over)
        .await
        .unwrap();
    let mut only_added = async |n: usize| {
        let after = all().await;
        assert_eq!(after[..before.len()], before[..]);
        assert_eq!(after.len(), before.len() + n);
        before = after;
    };
    only_added(1).await;
    house.sign(&house.amy, visit, &mut hers).await;
    only_added(1).await;
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    only_added(0).await;
    hers.answer(visit, None, "v-consent-child", "A shower.");
    house.send(&house.amy, &mut hers).await;
    only_added(1).await;
});
