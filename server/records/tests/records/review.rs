//! Reviewing: comments, returning, countersigning, and addenda to what does not change any more.

use crate::house::{House, Staff, minute};
use domain::{CommentId, Denial, VisitId, VisitState, visits::CommentKind};
use records::{NewAddendum, NewComment, QueueTab, RecordsError};
use sync::Change;

/// Jo pins the comment without which nothing is returned.
pub async fn ask_for_a_change(house: &House, visit: VisitId) -> CommentId {
    let new = comment(visit, CommentKind::ChangeNeeded);
    house.records.add_comment(&house.jo, &new).await.expect("a comment")
}

fn comment(visit: VisitId, kind: CommentKind) -> NewComment {
    NewComment { visit, on: Some(crate::pen::key("v-consent-basis")), kind, text: " Say who agreed. ".into() }
}

async fn countersigns(house: &House, who: &Staff, visit: VisitId, hash: &str) -> Result<(), RecordsError> {
    house.records.countersign(who, visit, hash, Some("Seen together".into())).await
}

on_both!(a_visit_is_returned_only_with_a_change_to_make, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    for kind in [None, Some(CommentKind::Question), Some(CommentKind::WellDone)] {
        if let Some(kind) = kind {
            house.records.add_comment(&house.jo, &comment(visit, kind)).await.unwrap();
        }
        let refused = house.records.return_visit(&house.jo, visit, None).await;
        assert!(matches!(refused, Err(RecordsError::Refused(_))), "{kind:?}: {refused:?}");
    }
    let asked = ask_for_a_change(&house, visit).await;
    house.records.close_comment(&house.jo, visit, asked, true).await.unwrap();
    assert!(house.records.return_visit(&house.jo, visit, None).await.is_err(), "taken back");
    ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, Some("  ".into())).await.unwrap();
    let card = house.open(&house.tomasz, visit).await.card;
    assert_eq!((card.state, card.version), (VisitState::Returned, 2));
    assert_eq!(card.returned.map(|r| (r.by, r.note)), Some(("Jo Marsh".to_owned(), None)));
});

on_both!(a_returned_visit_is_changed_and_signed_again, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    let asked = ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    let base = house.open(&house.tomasz, visit).await.fields[0].heads[0].revision;
    pen.answer(visit, Some(base), "v-consent-basis", "Mrs Ellery agreed.");
    let reply = Change::CommentReplied { comment: asked, text: String::new(), done: true };
    pen.write(visit, None, reply);
    house.send(&house.tomasz, &mut pen).await;
    house.sign(&house.tomasz, visit, &mut pen).await;
    let card = house.open(&house.jo, visit).await.card;
    assert_eq!((card.state, card.signatures.len()), (VisitState::Signed, 2));
    assert!(card.returned.is_none());
    assert_eq!(card.comments[0].state_words(), "Changed by Tomasz Wilk");
    let queue = house.records.review_queue(&house.jo, QueueTab::Waiting).await.unwrap();
    assert_eq!(queue[0].notes, ["second time"]);
    for (version, words) in [(1, "She agreed."), (2, "Mrs Ellery agreed.")] {
        let forms = house.records.sealed_version(&house.jo, visit, version).await.unwrap().unwrap();
        let answer = forms.iter().find_map(|(_, answers)| answers.at("v-consent-basis").cloned());
        assert_eq!(answer, Some(crate::pen::text(words)));
    }
});

on_both!(a_returned_visit_waits_since_it_was_returned, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    let returned_at = async |minutes: i64| {
        ask_for_a_change(&house, visit).await;
        house.records.at(minute(minutes)).return_visit(&house.jo, visit, None).await.unwrap();
        let line = house.records.review_queue(&house.jo, QueueTab::Returned).await.unwrap().remove(0);
        let board = house.records.at(minute(minutes)).waiting(&house.maya).await.unwrap();
        assert_eq!((line.since, board.lines[0].since), (minute(minutes), minute(minutes)));
        line.notes
    };
    assert!(returned_at(4000).await.is_empty(), "for the first time");
    pen.answer(visit, None, "v-present-name", "Her daughter");
    house.send(&house.tomasz, &mut pen).await;
    house.sign(&house.tomasz, visit, &mut pen).await;
    assert_eq!(returned_at(5000).await, ["second time"]);
});

on_both!(a_comment_is_taken_back_by_its_author_within_five_minutes, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let asked = ask_for_a_change(&house, visit).await;
    let at = |n| house.records.at(minute(n));
    assert!(at(5).close_comment(&house.jo, visit, asked, true).await.is_err());
    at(4).close_comment(&house.jo, visit, asked, true).await.unwrap();
    let second = ask_for_a_change(&house, visit).await;
    at(60).close_comment(&house.jo, visit, second, false).await.unwrap();
    let comments = house.open(&house.tomasz, visit).await.card.comments;
    let states: Vec<_> = comments.iter().map(|comment| comment.state_words()).collect();
    assert_eq!(states, ["Comment taken back", "Settled by Jo Marsh"]);
    assert_eq!(comments[0].text, "Say who agreed.");
    let empty = NewComment { text: "  ".into(), ..comment(visit, CommentKind::Question) };
    assert!(matches!(house.records.add_comment(&house.jo, &empty).await, Err(RecordsError::Refused(_))));
});

on_both!(a_student_s_visit_becomes_part_of_the_record_by_countersigning, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let queue = house.records.review_queue(&house.jo, QueueTab::Waiting).await.unwrap();
    assert_eq!((queue[0].id, queue[0].mine), (visit, true));
    assert_eq!(queue[0].author, "Tomasz Wilk");
    assert!(house.open(&house.jo, visit).await.card.needs_countersigning);
    let hash = house.hash(&house.tomasz, visit).await;
    countersigns(&house, &house.jo, visit, &hash).await.unwrap();
    let card = house.open(&house.tomasz, visit).await.card;
    assert_eq!(card.state, VisitState::Countersigned);
    let countersignature = card.countersignature.expect("there");
    assert_eq!(countersignature.by.name, "Jo Marsh");
    assert_eq!((countersignature.content_hash, countersignature.version), (hash.clone(), 1));
    let twice = countersigns(&house, &house.jo, visit, &hash).await;
    assert!(matches!(twice, Err(RecordsError::Denied(Denial::WrongState))), "{twice:?}");
    assert_eq!(house.fresh.count("signature WHERE countersigns").await, 1);
    assert!(house.records.review_queue(&house.jo, QueueTab::Waiting).await.unwrap().is_empty());
    let done = house.records.review_queue(&house.jo, QueueTab::Countersigned).await.unwrap();
    assert_eq!(done.len(), 1);
});

on_both!(nothing_is_countersigned_while_a_comment_asks_for_a_change, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let hash = house.hash(&house.tomasz, visit).await;
    let asked = ask_for_a_change(&house, visit).await;
    let refused = countersigns(&house, &house.jo, visit, &hash).await;
    assert!(matches!(refused, Err(RecordsError::Refused(_))), "{refused:?}");
    assert_eq!(house.fresh.count("signature WHERE countersigns").await, 0);
    house.records.close_comment(&house.jo, visit, asked, false).await.unwrap();
    countersigns(&house, &house.jo, visit, &hash).await.unwrap();
});

on_both!(nothing_is_countersigned_that_changed_meanwhile, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    let read = house.hash(&house.tomasz, visit).await;
    let asked = ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    pen.answer(visit, None, "v-present-name", "Her daughter");
    house.send(&house.tomasz, &mut pen).await;
    house.sign(&house.tomasz, visit, &mut pen).await;
    let stale = countersigns(&house, &house.jo, visit, &read).await;
    assert!(matches!(stale, Err(RecordsError::Changed)), "{stale:?}");
    assert_eq!(house.fresh.count("signature WHERE countersigns").await, 0);
    let hash = house.hash(&house.tomasz, visit).await;
    house.records.close_comment(&house.jo, visit, asked, false).await.unwrap();
    countersigns(&house, &house.jo, visit, &hash).await.unwrap();
});

on_both!(nobody_reviews_the_own_record_or_without_being_a_supervisor, |house| async move {
    let (own, _) = house.signed(&house.jo).await;
    let hash = house.hash(&house.jo, own).await;
    let refused = countersigns(&house, &house.jo, own, &hash).await;
    assert!(matches!(refused, Err(RecordsError::Denied(Denial::OwnRecord))), "{refused:?}");
    let (visit, _) = house.signed(&house.tomasz).await;
    let hash = house.hash(&house.tomasz, visit).await;
    for (who, staff) in house.everybody() {
        if who == "supervisor" {
            continue;
        }
        assert!(countersigns(&house, staff, visit, &hash).await.is_err(), "{who}");
        assert!(house.records.return_visit(staff, visit, None).await.is_err(), "{who}");
        let new = comment(visit, CommentKind::Question);
        assert!(house.records.add_comment(staff, &new).await.is_err(), "{who}");
        assert!(house.records.look_at(staff, visit, "V").await.is_err(), "{who}");
        assert!(house.records.review_queue(staff, QueueTab::Waiting).await.is_err(), "{who}");
    }
});

on_both!(an_unsigned_visit_is_neither_returned_nor_countersigned, |house| async move {
    let visit = house.visit_of(&house.tomasz).await;
    let wrong = |result: Result<(), RecordsError>| {
        assert!(matches!(result, Err(RecordsError::Denied(Denial::WrongState))), "{result:?}");
    };
    wrong(house.records.return_visit(&house.jo, visit, None).await);
    wrong(countersigns(&house, &house.jo, visit, "").await);
    wrong(house.records.look_at(&house.jo, visit, "V").await);
});

on_both!(sections_looked_at_are_the_reviewers_own_and_of_one_version, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    for section in ["A", "B", "A"] {
        house.records.look_at(&house.jo, visit, section).await.unwrap();
    }
    let mut seen = house.records.looked_at(&house.jo, visit).await.unwrap();
    seen.sort();
    assert_eq!(seen, ["A", "B"]);
    assert!(house.records.looked_at(&house.tomasz, visit).await.unwrap().is_empty());
    ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    pen.answer(visit, None, "v-present-name", "Her daughter");
    house.send(&house.tomasz, &mut pen).await;
    assert!(house.records.looked_at(&house.jo, visit).await.unwrap().is_empty());
});

on_both!(addenda_are_numbered_and_leave_the_record_as_it_was, |house| async move {
    let (visit, _) = house.signed(&house.amy).await;
    let hash = house.hash(&house.amy, visit).await;
    let new = |kind: &str, text: &str| NewAddendum {
        visit,
        on: None,
        kind: kind.into(),
        text: text.into(),
        why: "She rang".into(),
    };
    let add = async |who: &Staff, new: NewAddendum| house.records.add_addendum(who, &new).await;
    assert_eq!(add(&house.amy, new("correction", "Both daughters agreed.")).await.unwrap(), 1);
    assert_eq!(add(&house.jo, new("later-information", "One moved out.")).await.unwrap(), 2);
    for refused in [new("correction", " "), new("poem", "words")] {
        assert!(matches!(add(&house.amy, refused).await, Err(RecordsError::Refused(_))));
    }
    assert!(add(&house.maya, new("correction", "words")).await.is_err());
    let card = house.open(&house.amy, visit).await.card;
    let found: Vec<_> = card.addenda.iter().map(|a| (a.number, a.by.name.as_str())).collect();
    assert_eq!(found, [(1, "Amy Castell"), (2, "Jo Marsh")]);
    assert_eq!(card.state, VisitState::Signed);
    assert_eq!(house.hash(&house.amy, visit).await, hash);
    let open = house.visit_of(&house.amy).await;
    let early = NewAddendum { visit: open, ..new("correction", "words") };
    assert!(matches!(add(&house.amy, early).await, Err(RecordsError::Denied(Denial::WrongState))));
});
