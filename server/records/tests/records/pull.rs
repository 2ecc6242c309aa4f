//! Pulls: what a tablet carries, that it gets what changed and nothing else, and that a visit passed
//! on comes whole to the new author and goes from the old one.

use crate::house::{House, Staff, minute};
use chrono::Duration;
use domain::{VisitId, VisitKind, VisitState};
use records::RecordsError;
use sync::PullReply;

async fn pull(house: &House, who: &Staff, cursor: u64) -> PullReply {
    house.records.pull(&who.caller, cursor).await.expect("a reply")
}

fn carried(reply: &PullReply) -> Vec<VisitId> {
    reply.visits.iter().map(|pack| pack.card.id).collect()
}

/// Paths of the fields that came with a visit.
fn paths(reply: &PullReply, visit: VisitId) -> Vec<String> {
    let pack = reply.visits.iter().find(|pack| pack.card.id == visit);
    let mut paths: Vec<String> =
        pack.iter().flat_map(|pack| &pack.fields).map(|field| field.key.path.to_string()).collect();
    paths.sort();
    paths
}

on_both!(the_first_pull_brings_everything_one_carries, |house| async move {
    let mine = house.visit_of(&house.amy).await;
    let mut shared = house.planned(&house.sam);
    shared.with = vec![(house.amy.user, "Amy Castell".into())];
    let shared = house.put(shared).await;
    house.visit_of(&house.sam).await;
    let reply = pull(&house, &house.amy, 0).await;
    assert_eq!(carried(&reply), [mine, shared]);
    assert_eq!((reply.epoch, reply.more), (house.records.epoch(), false));
    assert_eq!(reply.envelope, sync::wire::PULL_REPLY);
    assert_eq!(reply.server_time, minute(0));
    let card = &reply.visits[0].card;
    assert_eq!(card.person.family, "Ellery");
    assert!(card.person.background.has_access_code);
    assert!(!format!("{reply:?}").contains("Q4711"), "the code itself never travels");
});

on_both!(a_pull_brings_only_what_changed_since, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let other = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.answer(visit, None, "v-consent-basis", "one");
    let first = pen.answer(visit, None, "v-present-name", "two");
    house.send(&house.amy, &mut pen).await;
    let reply = pull(&house, &house.amy, 0).await;
    assert_eq!(paths(&reply, visit), ["v-consent-basis", "v-present-name"]);
    let nothing = pull(&house, &house.amy, reply.cursor).await;
    assert_eq!((carried(&nothing), nothing.cursor), (vec![], reply.cursor));
    pen.answer(visit, Some(first), "v-present-name", "three");
    house.send(&house.amy, &mut pen).await;
    let reply = pull(&house, &house.amy, reply.cursor).await;
    assert_eq!(carried(&reply), [visit]);
    assert_eq!(paths(&reply, visit), ["v-present-name"]);
    assert!(!carried(&reply).contains(&other));
});

on_both!(every_receipt_is_told_by_a_pull_whose_cursor_has_passed_it, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let before = pull(&house, &house.amy, 0).await.cursor;
    let mut pen = house.amy.pen();
    pen.answer(visit, None, "v-consent-basis", "one");
    let number = house.send(&house.amy, &mut pen).await.receipts[0].number;
    assert!(before < number);
    assert!(number <= pull(&house, &house.amy, before).await.cursor);
});

on_both!(a_visit_passed_on_comes_whole_and_goes_from_its_author, |house| async move {
    let visit = house.visit_of(&house.sam).await;
    let mut pen = house.sam.pen();
    pen.answer(visit, None, "v-consent-basis", "one");
    pen.answer(visit, None, "v-present-name", "two");
    house.send(&house.sam, &mut pen).await;
    let mine = house.visit_of(&house.amy).await;
    let hers = pull(&house, &house.amy, 0).await.cursor;
    let his = pull(&house, &house.sam, 0).await.cursor;
    house.records.pass_visit_on(&house.maya, visit, house.amy.user, "Sam is ill").await.unwrap();
    let reply = pull(&house, &house.amy, hers).await;
    assert_eq!(carried(&reply), [visit], "not {mine}, which did not change");
    assert_eq!(paths(&reply, visit), ["v-consent-basis", "v-present-name"]);
    let card = &reply.visits[0].card;
    assert_eq!((card.author, card.remark.as_deref()), (house.amy.user, Some("Sam is ill")));
    let reply = pull(&house, &house.sam, his).await;
    assert_eq!((carried(&reply), reply.gone), (vec![], vec![visit]));
    assert!(pull(&house, &house.sam, reply.cursor).await.gone.is_empty(), "told once");
});

on_both!(a_visit_passed_on_and_back_stays_on_the_tablet, |house| async move {
    let visit = house.visit_of(&house.sam).await;
    let his = pull(&house, &house.sam, 0).await.cursor;
    for to in [house.amy.user, house.sam.user] {
        house.records.pass_visit_on(&house.jo, visit, to, "").await.unwrap();
    }
    let reply = pull(&house, &house.sam, his).await;
    assert_eq!((carried(&reply), reply.gone), (vec![visit], vec![]));
    let reply = pull(&house, &house.amy, 0).await;
    assert_eq!((carried(&reply), reply.gone), (vec![], vec![visit]));
});

on_both!(who_takes_part_still_carries_a_visit_passed_to_somebody_else, |house| async move {
    let mut seed = house.planned(&house.sam);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    let visit = house.put(seed).await;
    let his = pull(&house, &house.sam, 0).await.cursor;
    house.records.pass_visit_on(&house.jo, visit, house.amy.user, "").await.unwrap();
    let reply = pull(&house, &house.sam, his).await;
    assert_eq!((carried(&reply), reply.gone), (vec![visit], vec![]));
});

on_both!(what_the_office_does_with_a_visit_travels, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let cursor = pull(&house, &house.tomasz, 0).await.cursor;
    crate::review::ask_for_a_change(&house, visit).await;
    let reply = pull(&house, &house.tomasz, cursor).await;
    assert_eq!(reply.visits[0].card.comments[0].text, "Say who agreed.");
    house.records.return_visit(&house.jo, visit, Some("One thing".into())).await.unwrap();
    let reply = pull(&house, &house.tomasz, reply.cursor).await;
    let card = &reply.visits[0].card;
    assert_eq!((card.state, card.version), (VisitState::Returned, 2));
    assert_eq!(card.returned.as_ref().unwrap().note.as_deref(), Some("One thing"));
    assert!(reply.visits[0].fields.is_empty(), "no answer changed");
});

on_both!(old_signed_visits_stay_away_and_old_open_ones_do_not, |house| async move {
    let long_ago = minute(0) - Duration::days(40);
    let mut seed = house.planned(&house.amy);
    seed.planned = long_ago;
    let open = house.put(seed).await;
    let mut seed = house.planned(&house.amy);
    (seed.planned, seed.state) = (long_ago, VisitState::NoAccess);
    house.put(seed).await;
    let mut seed = house.planned(&house.amy);
    seed.state = VisitState::NoAccess;
    let lately = house.put(seed).await;
    assert_eq!(carried(&pull(&house, &house.amy, 0).await), [open, lately]);
});

on_both!(the_last_visit_is_told_beside_the_questions, |house| async move {
    let (before, _) = house.signed(&house.amy).await;
    let mut seed = house.planned(&house.sam);
    (seed.planned, seed.kind) = (minute(300), VisitKind::Review);
    house.put(seed).await;
    let reply = pull(&house, &house.sam, 0).await;
    let last = &reply.visits[0].last_time;
    let home = last.iter().find(|last| last.form == "home-visit").expect("told");
    assert_eq!(home.on, domain::calendar::uk_date(minute(30)));
    assert_eq!((home.answers.len(), home.by.as_str()), (1, "Amy Castell"));
    let told = house.records.visit_before(&house.sam, reply.visits[0].card.id).await.unwrap();
    assert_eq!(&told, last);
    assert!(house.records.visit_before(&house.amy, before).await.unwrap().is_empty());
});

on_both!(who_visits_nobody_carries_nothing, |house| async move {
    house.visit_of(&house.amy).await;
    assert!(carried(&pull(&house, &house.maya, 0).await).is_empty());
    for staff in [&house.officer, &house.len] {
        let refused = house.records.pull(&staff.caller, 0).await;
        assert!(matches!(refused, Err(RecordsError::Denied(_))), "{refused:?}");
    }
});
