//! A tablet that carries many visits: the replies come in parts, and nothing falls between them.

use crate::house::House;
use domain::VisitId;
use std::collections::{BTreeMap, BTreeSet};
use sync::FieldKey;

/// Pulls until there is no more, and gives what a tablet then has.
async fn everything(house: &House, mut cursor: u64) -> (BTreeMap<VisitId, BTreeSet<FieldKey>>, u64, usize) {
    let mut found: BTreeMap<VisitId, BTreeSet<FieldKey>> = BTreeMap::new();
    for n_replies in 1.. {
        let reply = house.records.pull(&house.amy.caller, cursor).await.expect("a reply");
        for pack in reply.visits {
            let keys = pack.fields.into_iter().map(|field| field.key);
            found.entry(pack.card.id).or_default().extend(keys);
        }
        assert!(reply.cursor > cursor || !reply.more, "it goes on");
        cursor = reply.cursor;
        if !reply.more {
            return (found, cursor, n_replies);
        }
    }
    unreachable!()
}

on_both!(many_visits_come_in_parts_and_every_answer_arrives, |house| async move {
    let mut visits = Vec::new();
    for _ in 0..60 {
        visits.push(house.visit_of(&house.amy).await);
    }
    let mut pen = house.amy.pen();
    for visit in &visits {
        pen.answer(*visit, None, "v-consent-basis", "first round");
    }
    house.send(&house.amy, &mut pen).await;
    // Later changes in the visits that came first: they travel last, with answers from long before.
    for visit in visits.iter().take(20) {
        pen.answer(*visit, None, "v-present-name", "second round");
        house.send(&house.amy, &mut pen).await;
    }
    let (found, cursor, n_replies) = everything(&house, 0).await;
    assert!(n_replies > 2, "{n_replies} replies are no test");
    assert_eq!(found.len(), 60);
    for (n, visit) in visits.iter().enumerate() {
        let wanted = if n < 20 { 2 } else { 1 };
        assert_eq!(found[visit].len(), wanted, "visit {n}");
    }
    let (nothing, _, _) = everything(&house, cursor).await;
    assert!(nothing.is_empty());
});

on_both!(changes_made_between_two_parts_arrive_too, |house| async move {
    let mut visits = Vec::new();
    for _ in 0..30 {
        visits.push(house.visit_of(&house.amy).await);
    }
    let mut pen = house.amy.pen();
    for visit in &visits {
        pen.answer(*visit, None, "v-consent-basis", "words");
    }
    house.send(&house.amy, &mut pen).await;
    let first = house.records.pull(&house.amy.caller, 0).await.expect("a reply");
    assert!(first.more);
    let mut found: BTreeMap<VisitId, BTreeSet<FieldKey>> = BTreeMap::new();
    let mut keep = |visit, fields: Vec<sync::cards::FieldPack>| {
        found.entry(visit).or_default().extend(fields.into_iter().map(|field| field.key));
    };
    for pack in first.visits {
        keep(pack.card.id, pack.fields);
    }
    pen.answer(visits[0], None, "v-present-name", "just now");
    pen.answer(visits[29], None, "v-present-name", "just now");
    house.send(&house.amy, &mut pen).await;
    let (rest, _, _) = everything(&house, first.cursor).await;
    for (visit, keys) in rest {
        found.entry(visit).or_default().extend(keys);
    }
    for (n, visit) in visits.iter().enumerate() {
        let wanted = if n == 0 || n == 29 { 2 } else { 1 };
        assert_eq!(found[visit].len(), wanted, "visit {n}");
    }
});
