//! Signing: what the author saw is what is sealed, and a sealed version never changes.

use crate::{
    house::{House, Staff, minute},
    pen::{Pen, outcomes},
};
use domain::{VisitId, VisitState};
use sync::change::Signing;

/// Everything that is kept of the sealed versions, and the signatures.
async fn sealed(house: &House) -> Vec<String> {
    let mut rows = house
        .fresh
        .rows("SELECT CAST(version AS TEXT) || content_hash || content FROM visit_version ORDER BY version")
        .await;
    rows.extend(house.fresh.rows("SELECT signatory || content_hash FROM signature ORDER BY at").await);
    rows
}

async fn started(house: &House, author: &Staff) -> (VisitId, Pen) {
    let visit = house.visit_of(author).await;
    let mut pen = author.pen();
    pen.answer(visit, None, "v-consent-basis", "She agreed.");
    house.send(author, &mut pen).await;
    (visit, pen)
}

on_both!(a_signature_seals_what_its_author_saw, |house| async move {
    let (visit, mut pen) = started(&house, &house.amy).await;
    let hash = house.hash(&house.amy, visit).await;
    house.sign(&house.amy, visit, &mut pen).await;
    let card = house.open(&house.amy, visit).await.card;
    assert_eq!((card.state, card.version), (VisitState::Signed, 1));
    let signature = &card.signatures[0];
    assert_eq!((signature.content_hash.as_str(), signature.version), (hash.as_str(), 1));
    assert_eq!((signature.by.name.as_str(), signature.at), ("Amy Castell", minute(2)));
    let content = house.fresh.rows("SELECT content FROM visit_version").await.remove(0);
    assert_eq!(sync::content::sha256_hex(&content), hash);
    assert!(content.contains("She agreed."));
    let answers = house.records.sealed_version(&house.amy, visit, 1).await.unwrap().expect("sealed");
    assert_eq!(
        answers.iter().map(|(form, answers)| (form.id.as_str(), answers.len())).collect::<Vec<_>>(),
        [("home-environment", 0), ("home-visit", 1), ("person-measures", 0), ("plan", 0)]
    );
    assert!(house.records.sealed_version(&house.amy, visit, 2).await.unwrap().is_none());
});

on_both!(a_signature_under_other_content_is_held, |house| async move {
    let (visit, mut pen) = started(&house, &house.amy).await;
    let hash = house.hash(&house.amy, visit).await;
    // A colleague's answer arrives in between.
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    pen.answer(visit, None, "v-present-name", "written before signing");
    pen.sign(visit, 1, &hash);
    let reply = house.send(&house.amy, &mut pen).await;
    assert_eq!(
        outcomes(&reply)[1],
        "The record changed at the office before your signature arrived. Look at it and sign again."
    );
    let record = house.open(&house.amy, visit).await;
    assert_eq!(record.card.state, VisitState::Started);
    assert!(record.card.signatures.is_empty());
    assert!(sealed(&house).await.is_empty());
    house.sign(&house.amy, visit, &mut pen).await;
});

on_both!(answers_and_signature_of_one_push_belong_together, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let (mut first, mut second) = (house.amy.pen(), house.amy.pen());
    first.answer(visit, None, "v-consent-basis", "She agreed.");
    house.send(&house.amy, &mut first).await;
    let hash = house.hash(&house.amy, visit).await;
    // The same content written in the same push as the signature has the same hash.
    let other = house.visit_of(&house.amy).await;
    second.answer(other, None, "v-consent-basis", "She agreed.");
    house.send(&house.amy, &mut second).await;
    let others = house.hash(&house.amy, other).await;
    assert_ne!(hash, others, "the visit is part of what is signed");
    let base = first.answer(visit, None, "v-present-name", "x");
    first.answer(visit, Some(base), "v-present-name", "y");
    let record = house.open(&house.amy, visit).await;
    let mut fields: sync::content::Fields =
        record.fields.into_iter().map(|pack| (pack.key, pack.heads)).collect();
    sync::tablet::overlay(&mut fields, &first.request().mutations, house.amy.me());
    let forms: Vec<_> = record
        .card
        .forms
        .iter()
        .map(|form| (form.clone(), sync::content::answers_of(&fields, &form.id, house.amy.user)))
        .collect();
    first.sign(visit, 1, &sync::content::content_hash(visit, 1, &forms));
    first.answer(visit, None, "v-consent-child", "after the signature");
    let reply = house.send(&house.amy, &mut first).await;
    let outcomes = outcomes(&reply);
    assert_eq!(outcomes[..3], ["applied", "applied", "applied"]);
    assert!(outcomes[3].contains("was signed at"), "{outcomes:?}");
});

on_both!(a_sealed_version_never_changes, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    let before = sealed(&house).await;
    let fields = house.fresh.rows("SELECT heads FROM field").await;
    let hash = house.hash(&house.tomasz, visit).await;
    pen.answer(visit, None, "v-consent-basis", "no, she did not");
    pen.sign(visit, 1, &hash);
    pen.sign(visit, 2, &hash);
    let reply = house.send(&house.tomasz, &mut pen).await;
    assert!(reply.receipts.iter().all(|r| matches!(r.outcome, sync::Outcome::Held { .. })));
    assert_eq!(sealed(&house).await, before);
    assert_eq!(house.fresh.rows("SELECT heads FROM field").await, fields);
    // Nor does it when a next version is worked on and signed.
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    pen.answer(visit, None, "v-present-name", "Her daughter");
    house.send(&house.tomasz, &mut pen).await;
    house.sign(&house.tomasz, visit, &mut pen).await;
    let after = sealed(&house).await;
    assert!(before.iter().all(|row| after.contains(row)), "version 1 is as it was");
    assert_eq!(after.len(), before.len() + 2);
});

on_both!(an_old_version_is_not_signed_under_a_new_number, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    let hash = house.hash(&house.tomasz, visit).await;
    pen.sign(visit, 1, &hash);
    let reply = house.send(&house.tomasz, &mut pen).await;
    assert_eq!(
        outcomes(&reply),
        ["Version 1 was signed, but version 2 is open now. Look at it and sign again."]
    );
});

on_both!(a_character_no_database_keeps_does_not_stop_a_tablet, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    let comment = crate::review::ask_for_a_change(&house, visit).await;
    let reply = sync::Change::CommentReplied { comment, text: "The\0 left".into(), done: false };
    pen.write(visit, None, reply);
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    pen.answer(visit, None, "v-present-name", "Her\0 daughter");
    house.send(&house.tomasz, &mut pen).await;
    let signing = Signing {
        by: house.tomasz.me().clone(),
        content_hash: house.hash(&house.tomasz, visit).await,
        version: 2,
        arrived: minute(0),
        left: minute(60),
        present: "Mrs\0 Ellery".into(),
        note: Some("No\0te".into()),
        late_because: None,
    };
    pen.write(visit, None, sync::Change::VisitSigned(Box::new(signing)));
    assert_eq!(outcomes(&house.send(&house.tomasz, &mut pen).await), ["applied"]);
    let card = house.open(&house.tomasz, visit).await.card;
    assert_eq!(card.comments[0].replies[0].text, "The left");
    assert_eq!(card.signatures[1].note.as_deref(), Some("Note"));
    assert_eq!(house.words(&house.tomasz, visit, "v-present-name").await, ["Her\0 daughter"]);
});

on_both!(a_late_signature_says_why, |house| async move {
    let (visit, mut pen) = started(&house, &house.amy).await;
    let signing = Signing {
        by: house.tomasz.me().clone(),
        content_hash: house.hash(&house.amy, visit).await,
        version: 1,
        arrived: minute(0),
        left: minute(60),
        present: "Mrs Ellery".into(),
        note: Some("Please look at the stairs.".into()),
        late_because: Some("No signal.".into()),
    };
    pen.write(visit, None, sync::Change::VisitSigned(Box::new(signing)));
    house.send(&house.amy, &mut pen).await;
    let card = house.open(&house.amy, visit).await.card;
    let signature = &card.signatures[0];
    assert_eq!(
        signature.note.as_deref(),
        Some("Please look at the stairs.\nLate entry, 12 May 2026 10:02: No signal.")
    );
    assert_eq!(signature.by.name, "Amy Castell", "the session says who signs, not the envelope");
});
