//! Many tablets at once: nothing fails, everything is applied exactly once, and what was answered at
//! the same time stands side by side.

use crate::pen::words;
use records::ChainState;
use std::collections::BTreeSet;
use sync::Outcome;

const N_TABLETS: usize = 8;
const N_PUSHES: usize = 5;
const IN_A_PUSH: usize = 4;

on_both!(eight_tablets_push_into_one_visit_at_once, |house| async move {
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    let visit = house.put(seed).await;
    let mut tasks = Vec::new();
    for tablet in 0..N_TABLETS {
        let who = if tablet % 2 == 0 { house.amy.clone() } else { house.sam.clone() };
        let house = house.clone();
        tasks.push(tokio::spawn(async move {
            let mut pen = who.pen();
            let mut base = None;
            let mut receipts = Vec::new();
            for n in 0..N_PUSHES * IN_A_PUSH {
                base = Some(pen.answer(visit, base, "v-consent-basis", &format!("{tablet} says {n}")));
                if (n + 1) % IN_A_PUSH == 0 {
                    let request = pen.request();
                    let reply = house.send(&who, &mut pen).await;
                    let again = house.records.push(&who, who.me(), &request).await.expect("taken");
                    assert_eq!(again, reply);
                    house.records.pull(&who.caller, 0).await.expect("a reply");
                    receipts.extend(reply.receipts);
                }
            }
            receipts
        }));
    }
    let mut ids = BTreeSet::new();
    for task in tasks {
        for receipt in task.await.expect("no task fails") {
            assert!(!matches!(receipt.outcome, Outcome::Held { .. }), "{receipt:?}");
            ids.insert(receipt.id);
        }
    }
    let all = N_TABLETS * N_PUSHES * IN_A_PUSH;
    assert_eq!(ids.len(), all);
    assert_eq!(house.fresh.count("revision").await, all as i64);
    assert_eq!(house.fresh.count("client WHERE last_seq = 20").await, N_TABLETS as i64);
    let record = house.open(&house.amy, visit).await;
    let mut said = words(&record.fields[0].heads);
    said.sort();
    let wanted: Vec<String> = (0..N_TABLETS).map(|tablet| format!("{tablet} says 19")).collect();
    assert_eq!(said, wanted);
    let rows = house.fresh.count("audit").await as u64;
    assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::Unbroken(rows));
});

on_both!(the_same_push_sent_twice_at_once_is_taken_once, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    for n in 0..20 {
        pen.answer(visit, None, "v-consent-basis", &n.to_string());
    }
    let request = pen.request();
    let push = || {
        let (house, request) = (house.clone(), request.clone());
        tokio::spawn(
            async move { house.records.push(&house.amy, house.amy.me(), &request).await.expect("taken") },
        )
    };
    let replies = [push(), push(), push(), push()];
    let mut answers = Vec::new();
    for reply in replies {
        answers.push(reply.await.expect("no task fails"));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(house.fresh.count("revision").await, 20);
});
