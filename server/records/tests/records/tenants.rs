//! Two organisations in one database: to either of them nothing of the other exists, by whatever
//! method it is asked for.

use crate::pen::{key, text};
use domain::{Action, CommentId, Role, VisitState, visits::CommentKind};
use records::{NewAccount, NewAddendum, NewComment, QueueTab, RecordsError, Release};
use std::fmt::Debug;
use uuid::Uuid;

fn not_found<T: Debug>(what: &str, result: Result<T, RecordsError>) {
    assert!(matches!(result, Err(RecordsError::NotFound)), "{what}: {result:?}");
}

on_both!(no_method_that_takes_an_id_knows_one_of_another_organisation, |house| async move {
    let open = house.visit_of(&house.tomasz).await;
    let (signed, _) = house.signed(&house.tomasz).await;
    let asked = crate::review::ask_for_a_change(&house, signed).await;
    let hash = house.hash(&house.tomasz, signed).await;
    let (records, them) = (&house.records, &house.elsewhere);
    for (state, visit) in [("open", open), ("signed", signed)] {
        for (who, staff) in them.everybody() {
            let what = |method: &str| format!("{method} of an {state} visit by the {who}");
            for action in Action::ALL {
                let read = records.visit(staff, visit, action).await;
                not_found(&what(&format!("{action:?}")), read);
            }
            not_found(&what("looked_at"), records.looked_at(staff, visit).await);
            not_found(&what("look_at"), records.look_at(staff, visit, "V").await);
            not_found(&what("sealed_version"), records.sealed_version(staff, visit, 1).await);
            not_found(&what("visit_before"), records.visit_before(staff, visit).await);
            let new = NewComment { visit, on: None, kind: CommentKind::Question, text: "?".into() };
            not_found(&what("add_comment"), records.add_comment(staff, &new).await);
            not_found(&what("close_comment"), records.close_comment(staff, visit, asked, false).await);
            not_found(&what("return_visit"), records.return_visit(staff, visit, None).await);
            not_found(&what("countersign"), records.countersign(staff, visit, &hash, None).await);
            not_found(&what("pass_visit_on"), records.pass_visit_on(staff, visit, them.sam.user, "").await);
            let addendum = NewAddendum {
                visit,
                on: None,
                kind: "correction".into(),
                text: "words".into(),
                why: "because".into(),
            };
            not_found(&what("add_addendum"), records.add_addendum(staff, &addendum).await);
            not_found(&what("release_held"), records.release_held(staff, visit, Release::PutBack, "").await);
            let over = [Uuid::now_v7()];
            let decided =
                records.decide_differing(staff, visit, &key("v-consent-basis"), &text("x"), &over).await;
            not_found(&what("decide_differing"), decided);
        }
        not_found("remind", records.remind(&them.maya, visit).await);
    }
    let card = house.open(&house.tomasz, signed).await.card;
    assert_eq!((card.state, card.comments.len(), card.addenda.len()), (VisitState::Signed, 1, 0));
});

on_both!(no_person_and_no_account_of_another_organisation_is_known, |house| async move {
    let (records, them) = (&house.records, &house.elsewhere);
    for (who, staff) in them.everybody() {
        not_found(who, records.person(staff, house.ellery).await);
        not_found(who, records.reveal_access_code(staff, house.ellery, "Curious").await);
    }
    not_found("renew_start_link", records.renew_start_link(&them.len, house.amy.user).await);
    not_found("account_leaves", records.account_leaves(&them.len, house.amy.user).await);
    not_found("end_sessions_of", records.end_sessions_of(&them.len, house.amy.user).await);
    let day = |text: &str| text.parse().ok();
    let student = NewAccount {
        name: "Ruth Okafor".into(),
        email: "ruth@southfield.example".into(),
        role: Role::Student.code().into(),
        placement_from: day("2026-04-01"),
        placement_until: day("2026-06-26"),
        educator: Some(house.jo.user),
        ..NewAccount::default()
    };
    not_found("a foreign educator", records.add_account(&them.len, &student).await);
    let theirs = them.planned(&them.amy);
    let visit = theirs.id;
    records.seeding(them.org).visit(&theirs).await.unwrap();
    not_found("passing to a stranger", records.pass_visit_on(&them.jo, visit, house.sam.user, "").await);
});

on_both!(no_list_holds_anything_of_another_organisation, |house| async move {
    let (visit, mut pen) = house.signed(&house.tomasz).await;
    pen.answer(visit, None, "v-consent-basis", "too late");
    house.send(&house.tomasz, &mut pen).await;
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    let shared = house.put(seed).await;
    for who in [&house.amy, &house.sam] {
        let mut pen = who.pen();
        pen.answer(shared, None, "v-consent-basis", &who.me().name);
        house.send(who, &mut pen).await;
    }
    let (records, them) = (&house.records, &house.elsewhere);
    for tab in [QueueTab::Waiting, QueueTab::Returned, QueueTab::Countersigned] {
        assert!(records.review_queue(&them.jo, tab).await.unwrap().is_empty());
    }
    assert!(records.held(&them.jo).await.unwrap().is_empty());
    assert!(records.differing(&them.jo).await.unwrap().is_empty());
    assert!(records.waiting(&them.maya).await.unwrap().lines.is_empty());
    assert_eq!(records.counts(&them.jo).await.unwrap(), records::Counts::default());
    let people = records.caseload(&them.jo, "").await.unwrap();
    let ours = [house.ellery, house.osei];
    assert!(people.iter().all(|line| !ours.contains(&line.person.id)));
    assert_eq!(people.len(), 2);
    for staff in [&them.amy, &them.sam, &them.tomasz, &them.jo] {
        let reply = records.pull(&staff.caller, 0).await.unwrap();
        assert!(reply.visits.is_empty() && reply.gone.is_empty());
    }
    let names = records.accounts(&them.len).await.unwrap();
    assert!(names.iter().all(|line| line.email.ends_with("@southfield.example")));
    let colleagues = records.colleagues(&them.jo).await.unwrap();
    assert!(colleagues.iter().all(|colleague| colleague.user != house.amy.user));
});

on_both!(a_comment_is_known_only_in_its_own_visit, |house| async move {
    let (one, _) = house.signed(&house.tomasz).await;
    let (other, _) = house.signed(&house.tomasz).await;
    let asked = crate::review::ask_for_a_change(&house, one).await;
    not_found("close_comment", house.records.close_comment(&house.jo, other, asked, false).await);
    let nobody = CommentId(Uuid::now_v7());
    not_found("close_comment", house.records.close_comment(&house.jo, one, nobody, false).await);
});
