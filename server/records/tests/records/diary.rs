//! Taking people on and planning visits: how a service begins to work with somebody, from the first entry to the
//! card on the tablet.

use crate::house::{House, Staff, kept, minute};
use domain::{
    PersonId, VisitId, VisitKind, VisitState,
    closing::{Closing, ClosingReason},
    people::Person,
};
use records::{KeptPerson, NewVisit, RecordsError};
use sync::VisitCard;
use uuid::Uuid;

fn refused<T: std::fmt::Debug>(result: Result<T, RecordsError>) -> String {
    match result {
        Err(RecordsError::Refused(words)) => words,
        other => panic!("{other:?}"),
    }
}

/// Somebody who is not in the service yet.
fn newcomer() -> KeptPerson {
    let facts = Person {
        id: PersonId(Uuid::nil()),
        title: Some("Mr".into()),
        given: " Desmond ".into(),
        family: "Prosser".into(),
        preferred: Some(String::new()),
        born: "1938-07-02".parse().ok(),
        health_number: Some("999 007 3171".into()),
        address: "4 Mill Lane".into(),
        phone: None,
        language: None,
        before: Default::default(),
        background: Default::default(),
    };
    kept(facts)
}

fn visit_to(person: PersonId, author: &Staff) -> NewVisit {
    NewVisit {
        person,
        kind: VisitKind::Home,
        planned: minute(60),
        minutes: 90,
        author: author.user,
        with: Vec::new(),
        observer: None,
        countersigned: false,
        sure: false,
    }
}

async fn cards(house: &House, who: &Staff) -> Vec<VisitCard> {
    let reply = house.records.pull(&who.caller, 0).await.expect("a reply");
    reply.visits.into_iter().map(|pack| pack.card).collect()
}

async fn card(house: &House, who: &Staff, visit: VisitId) -> VisitCard {
    cards(house, who).await.into_iter().find(|card| card.id == visit).expect("on the tablet")
}

on_both!(who_is_taken_on_and_visited_is_on_the_therapist_s_tablet, |house| async move {
    let mut kept = newcomer();
    kept.facts.before.pets = Some("Small dog".into());
    (kept.code_place, kept.code) = ("Left of the door".into(), "4711C".into());
    let person = house.records.add_person(&house.amy, &kept).await.expect("taken on");
    let page = house.records.person(&house.amy, person).await.unwrap();
    assert_eq!((page.therapist.as_str(), page.person.given.as_str()), ("Amy Castell", "Desmond"));
    assert_eq!((page.person.preferred, page.person.health_number.as_deref()), (None, Some("9990073171")));
    let visit = house.records.plan_visit(&house.amy, &visit_to(person, &house.amy)).await.expect("planned");
    let card = card(&house, &house.amy, visit).await;
    assert_eq!((card.state, card.planned, card.minutes), (VisitState::Planned, minute(60), 90));
    assert_eq!(card.person.before.pets.as_deref(), Some("Small dog"));
    assert!(card.person.background.has_access_code && !card.needs_countersigning);
    assert!(card.forms.iter().any(|form| form.id == "home-environment"));
    let code = house.records.reveal_access_code(&house.amy, person, "Nobody answers").await.unwrap();
    assert_eq!(code.code, "4711C");
});

on_both!(somebody_who_is_here_already_is_not_taken_on_twice, |house| async move {
    let mut same_number = newcomer();
    same_number.facts.health_number = Some("9990104212".into());
    same_number.sure = true;
    let words = refused(house.records.add_person(&house.amy, &same_number).await);
    assert_eq!(
        words,
        "This NHS number is written down for ELLERY, Margaret already. Open that record, or ask your supervisor."
    );
    let mut namesake = newcomer();
    (namesake.facts.family, namesake.facts.born) = ("ellery".into(), "1941-03-14".parse().ok());
    namesake.facts.health_number = None;
    let words = refused(house.records.add_person(&house.amy, &namesake).await);
    assert!(words.starts_with("ELLERY, Margaret was born on the same day"), "{words}");
    namesake.sure = true;
    house.records.add_person(&house.amy, &namesake).await.expect("somebody else");
    let mut unknown_day = newcomer();
    (unknown_day.facts.family, unknown_day.facts.given) = ("Ellery".into(), "Margaret".into());
    (unknown_day.facts.born, unknown_day.facts.health_number) = (None, None);
    let words = refused(house.records.add_person(&house.amy, &unknown_day).await);
    assert!(words.starts_with("ELLERY, Margaret has the same name"), "{words}");
    house.records.add_person(&house.elsewhere.amy, &newcomer()).await.expect("taken on there");
    house.records.add_person(&house.amy, &newcomer()).await.expect("services know nothing of each other");
});

on_both!(who_is_here_already_is_named_to_those_alone_who_may_read_the_person, |house| async move {
    let mut same_number = newcomer();
    same_number.facts.health_number = Some("9990104212".into());
    let mut namesake = newcomer();
    (namesake.facts.family, namesake.facts.born) = ("Ellery".into(), "1941-03-14".parse().ok());
    let mut unknown_day = newcomer();
    (unknown_day.facts.family, unknown_day.facts.given) = ("Ellery".into(), "Margaret".into());
    unknown_day.facts.born = None;
    let words = [
        "This NHS number is in the service already. Ask your supervisor.",
        "Somebody of this name, born on the same day, is in the service already. If it is somebody else, say so below.",
        "Somebody of this name is in the service already. If it is somebody else, say so below.",
    ];
    let before = house.fresh.count("audit").await;
    for (kept, words) in [&same_number, &namesake, &unknown_day].into_iter().zip(words) {
        assert_eq!(refused(house.records.add_person(&house.sam, kept).await), words);
    }
    let rows = "SELECT action || ' ' || subject || ': ' || reason FROM audit ORDER BY n DESC";
    let found = format!("duplicate-found person {}", house.ellery);
    assert_eq!(house.fresh.rows(rows).await[0], format!("{found}: name not told"));
    assert_eq!(house.fresh.count("audit").await, before + 3);
    for who in [&house.amy, &house.jo, &house.maya] {
        let kept = KeptPerson { therapist: Some(house.amy.user), ..same_number.clone() };
        let words = refused(house.records.add_person(who, &kept).await);
        assert!(words.contains("ELLERY, Margaret"), "{words}");
        assert_eq!(house.fresh.rows(rows).await[0], format!("{found}: name told"));
    }
});

on_both!(what_cannot_be_right_about_a_person_is_said, |house| async move {
    let with = async |change: fn(&mut KeptPerson)| {
        let mut kept = newcomer();
        change(&mut kept);
        refused(house.records.add_person(&house.amy, &kept).await)
    };
    assert_eq!(with(|kept| kept.facts.family = " ".into()).await, "Write given and family name.");
    assert_eq!(with(|kept| kept.facts.address.clear()).await, "Write the address: the visit goes there.");
    let number = with(|kept| kept.facts.health_number = Some("999 007 3172".into())).await;
    assert!(number.starts_with("This is no NHS number"), "{number}");
    let born = with(|kept| kept.facts.born = "2094-01-01".parse().ok()).await;
    assert_eq!(born, "The date of birth is after today.");
    let name = with(|kept| kept.facts.family = "a".repeat(101)).await;
    assert_eq!(name, "A name has at most 100 letters. Shorten it.");
    let long = with(|kept| kept.facts.background.health = Some("a".repeat(2001))).await;
    assert!(long.contains("2,000 letters"), "{long}");
    let student = refused(
        house
            .records
            .add_person(&house.jo, &KeptPerson { therapist: Some(house.tomasz.user), ..newcomer() })
            .await,
    );
    assert_eq!(student, "Choose a therapist for the caseload.");
    let nobody = refused(house.records.add_person(&house.maya, &newcomer()).await);
    assert_eq!(nobody, "Choose whose caseload it is.");
});

on_both!(what_changes_about_a_person_reaches_the_tablets_that_go_there, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let before = house.records.pull(&house.amy.caller, 0).await.unwrap().cursor;
    let mut facts = house.records.person(&house.amy, house.ellery).await.unwrap().person;
    facts.before.access = Some("Side door".into());
    let kept = KeptPerson { facts, therapist: None, ..newcomer() };
    house.records.change_person(&house.amy, house.ellery, &kept).await.expect("changed");
    let after = house.records.pull(&house.amy.caller, before).await.unwrap();
    assert_eq!(after.visits.len(), 1);
    let person = &after.visits[0].card.person;
    assert_eq!((after.visits[0].card.id, person.before.access.as_deref()), (visit, Some("Side door")));
    assert!(person.background.has_access_code, "a code that was not written again stays");
    let page = house.records.person(&house.amy, house.ellery).await.unwrap();
    assert_eq!(page.therapist, "Amy Castell", "whose caseload it is stays, too");
    let removing = KeptPerson { facts: page.person, removes_code: true, ..newcomer() };
    house.records.change_person(&house.amy, house.ellery, &removing).await.expect("taken away");
    let page = house.records.person(&house.amy, house.ellery).await.unwrap();
    assert!(!page.person.background.has_access_code);
    assert!(house.records.reveal_access_code(&house.amy, house.ellery, "Nobody answers").await.is_err());
});

on_both!(whose_therapist_has_left_is_told_and_given_to_somebody_who_is_here, |house| async move {
    house.records.account_leaves(&house.len, house.amy.user).await.unwrap();
    let page = house.records.person(&house.jo, house.ellery).await.unwrap();
    assert_eq!(page.therapist, "Amy Castell (has left)");
    let kept = KeptPerson { facts: page.person, ..newcomer() };
    let words = refused(house.records.change_person(&house.jo, house.ellery, &kept).await);
    assert_eq!(words, "Amy Castell has left. Choose whose caseload it is now.");
    let given = KeptPerson { therapist: Some(house.sam.user), ..kept };
    house.records.change_person(&house.jo, house.ellery, &given).await.expect("given to Sam");
    assert_eq!(house.records.person(&house.jo, house.ellery).await.unwrap().therapist, "Sam Reid");
});

on_both!(a_change_upon_what_somebody_else_changed_meanwhile_is_asked_for_again, |house| async move {
    let seen = house.records.person(&house.amy, house.ellery).await.unwrap().person;
    let change = async |who: &Staff, words: &str| {
        let mut facts = seen.clone();
        facts.before.access = Some(words.to_owned());
        let kept = KeptPerson { facts, seen: Some(seen.clone()), ..newcomer() };
        house.records.change_person(who, house.ellery, &kept).await
    };
    change(&house.jo, "Side door").await.expect("the first");
    let second = refused(change(&house.amy, "Back door").await);
    assert!(second.starts_with("Somebody else changed this while you wrote: getting in."), "{second}");
    let mut facts = seen.clone();
    facts.phone = Some("01632 960001".into());
    let other = KeptPerson { facts, seen: Some(seen.clone()), ..newcomer() };
    house.records.change_person(&house.amy, house.ellery, &other).await.expect("another fact");
    let now = house.records.person(&house.amy, house.ellery).await.unwrap().person;
    assert_eq!(now.before.access.as_deref(), Some("Side door"), "what the first changed stands");
    assert_eq!(now.phone.as_deref(), Some("01632 960001"));
});

on_both!(a_planned_visit_is_moved_and_called_off_with_what_stands_beside_it, |house| async move {
    let mut new = visit_to(house.ellery, &house.amy);
    new.observer = Some(house.tomasz.user);
    new.with = vec![house.tomasz.user, house.sam.user, house.sam.user, house.amy.user];
    let visit = house.records.plan_visit(&house.amy, &new).await.unwrap();
    let observation = cards(&house, &house.tomasz)
        .await
        .into_iter()
        .find(|card| card.kind == VisitKind::Observation)
        .expect("beside the visit");
    assert!(observation.needs_countersigning);
    assert_eq!(observation.reviewer.as_deref(), Some("Jo Marsh"));
    let with = card(&house, &house.amy, visit).await.with;
    assert_eq!(with.len(), 2, "each once, and not whoever goes: {with:?}");
    house.records.move_visit(&house.amy, visit, minute(120), 45, false).await.expect("moved");
    for (who, id) in [(&house.amy, visit), (&house.tomasz, observation.id)] {
        let card = card(&house, who, id).await;
        assert_eq!((card.planned, card.minutes), (minute(120), 45));
    }
    let silent = house.records.call_visit_off(&house.amy, visit, VisitState::Cancelled, " ").await;
    assert_eq!(refused(silent), "Say why, in at most 500 letters.");
    let early = house.records.call_visit_off(&house.amy, visit, VisitState::NoAccess, "Nobody in").await;
    assert!(refused(early).starts_with("The visit is still to come"));
    let why = "In hospital since Monday";
    house.records.call_visit_off(&house.amy, visit, VisitState::Cancelled, why).await.expect("called off");
    let ended = card(&house, &house.amy, visit).await;
    assert_eq!((ended.state, ended.remark.as_deref()), (VisitState::Cancelled, Some(why)));
    assert_eq!(card(&house, &house.tomasz, observation.id).await.state, VisitState::Cancelled);
});

on_both!(two_visits_of_one_therapist_at_the_same_time_are_asked_about, |house| async move {
    let first = visit_to(house.ellery, &house.amy);
    house.records.plan_visit(&house.amy, &first).await.expect("11:00 to 12:30");
    let second = NewVisit { planned: minute(149), ..visit_to(house.osei, &house.amy) };
    let asked = refused(house.records.plan_visit(&house.jo, &second).await);
    assert!(asked.starts_with("Amy Castell has another visit at that time, from 11:00 to 12:30."), "{asked}");
    let after = NewVisit { planned: minute(150), ..second.clone() };
    let after = house.records.plan_visit(&house.jo, &after).await.expect("one ends, the next begins");
    let back = house.records.move_visit(&house.jo, after, minute(30), 60, false).await;
    assert!(refused(back).starts_with("Amy Castell has another visit"));
    house.records.move_visit(&house.jo, after, minute(0), 60, false).await.expect("before it");
    house.records.move_visit(&house.jo, after, minute(0), 45, false).await.expect("its own time is free");
    house.records.plan_visit(&house.jo, &NewVisit { sure: true, ..second }).await.expect("both are right");
    let colleague = NewVisit { planned: minute(60), ..visit_to(house.osei, &house.sam) };
    house.records.plan_visit(&house.jo, &colleague).await.expect("a colleague is free");
});

on_both!(what_was_called_off_takes_place_after_all, |house| async move {
    let mut new = visit_to(house.ellery, &house.amy);
    new.observer = Some(house.tomasz.user);
    let visit = house.records.plan_visit(&house.amy, &new).await.expect("planned");
    let early = house.records.reinstate_visit(&house.amy, visit).await;
    assert!(refused(early).starts_with("This visit is in the diary already"));
    let off = house.records.call_visit_off(&house.amy, visit, VisitState::Cancelled, "In hospital").await;
    off.expect("called off");
    let moved = house.records.move_visit(&house.amy, visit, minute(120), 45, false).await;
    assert!(refused(moved).starts_with("This visit is not planned any more"));
    let instead = NewVisit { minutes: 30, ..visit_to(house.osei, &house.amy) };
    let instead = house.records.plan_visit(&house.jo, &instead).await.expect("the time is free");
    let both = refused(house.records.reinstate_visit(&house.jo, visit).await);
    assert!(both.ends_with("from 11:00 to 11:30. Move or call off one of them first."), "{both}");
    let off = house.records.call_visit_off(&house.jo, instead, VisitState::Cancelled, "Somewhere else").await;
    off.expect("called off");
    house.records.reinstate_visit(&house.jo, visit).await.expect("back in the diary");
    let back = card(&house, &house.amy, visit).await;
    assert_eq!((back.state, back.remark, back.planned), (VisitState::Planned, None, new.planned));
    let mut observations = cards(&house, &house.tomasz).await;
    observations.retain(|card| card.kind == VisitKind::Observation);
    assert_eq!(observations[0].state, VisitState::Planned);
    let mut pen = house.amy.pen();
    pen.answer(visit, None, "v-consent-basis", "words");
    house.send(&house.amy, &mut pen).await;
    let begun = house.records.reinstate_visit(&house.amy, visit).await;
    assert!(matches!(begun, Err(RecordsError::Denied(_))), "{begun:?}");
});

on_both!(what_was_begun_is_neither_moved_nor_called_off, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.answer(visit, None, "v-consent-basis", "words");
    house.send(&house.amy, &mut pen).await;
    let moved = house.records.move_visit(&house.jo, visit, minute(120), 45, false).await;
    assert!(refused(moved).starts_with("This visit is not planned any more"));
    let ended = house.records.call_visit_off(&house.jo, visit, VisitState::Cancelled, "Nobody in").await;
    assert!(refused(ended).starts_with("This visit is not planned any more"));
});

on_both!(a_visit_is_planned_for_somebody_who_is_here_and_at_a_time_that_can_be, |house| async move {
    let plan = async |change: fn(&House, &mut NewVisit)| {
        let mut new = visit_to(house.ellery, &house.amy);
        change(&house, &mut new);
        refused(house.records.plan_visit(&house.amy, &new).await)
    };
    let hours = plan(|_, new| new.minutes = 0).await;
    assert_eq!(hours, "A visit takes 5 minutes to 8 hours.");
    let long_ago = plan(|_, new| new.planned = minute(-32 * 24 * 60)).await;
    assert!(long_ago.starts_with("The day is more than a month ago"), "{long_ago}");
    let manager = plan(|house, new| new.author = house.maya.user).await;
    assert_eq!(manager, "Choose somebody who visits people and has not left.");
    let not_a_student = plan(|house, new| new.observer = Some(house.sam.user)).await;
    assert_eq!(not_a_student, "Choose a student who watches somebody else's visit.");
    house.records.plan_visit(&house.amy, &visit_to(house.ellery, &house.amy)).await.expect("planned");
    let again = plan(|_, _| ()).await;
    assert!(again.starts_with("This visit is planned already"), "{again}");
    let theirs = NewVisit { author: house.elsewhere.amy.user, ..visit_to(house.ellery, &house.amy) };
    assert!(house.records.plan_visit(&house.amy, &theirs).await.is_err());
});

on_both!(a_student_s_own_visit_always_goes_to_the_educator, |house| async move {
    let visit = house.records.plan_visit(&house.jo, &visit_to(house.ellery, &house.tomasz)).await.unwrap();
    let card = card(&house, &house.tomasz, visit).await;
    assert!(card.needs_countersigning);
    assert_eq!(card.reviewer.as_deref(), Some("Jo Marsh"));
});

on_both!(people_and_visits_are_entered_by_those_who_care_for_them, |house| async move {
    let mut n = 0;
    for (who, staff) in house.everybody() {
        let kept = KeptPerson { therapist: Some(house.amy.user), ..newcomer() };
        let mut kept = kept.clone();
        kept.facts.health_number = None;
        kept.sure = true;
        let added = house.records.add_person(staff, &kept).await;
        let takes_on = ["therapist", "colleague", "supervisor", "manager"].contains(&who);
        assert_eq!(added.is_ok(), takes_on, "{who}: {added:?}");
        n += 1;
        let new = NewVisit { sure: true, planned: minute(60 + n), ..visit_to(house.ellery, &house.amy) };
        let planned = house.records.plan_visit(staff, &new).await;
        let cares = ["therapist", "supervisor", "manager"].contains(&who);
        assert_eq!(planned.is_ok(), cares, "{who}: {planned:?}");
        let page = house.records.person(&house.amy, house.ellery).await.unwrap();
        let kept = KeptPerson { facts: page.person, ..kept };
        let changed = house.records.change_person(staff, house.ellery, &kept).await;
        assert_eq!(changed.is_ok(), cares, "{who}: {changed:?}");
        assert_eq!(house.records.team(staff).await.is_ok(), takes_on, "{who}");
    }
    let theirs = house.records.plan_visit(&house.elsewhere.amy, &visit_to(house.ellery, &house.amy)).await;
    assert!(matches!(theirs, Err(RecordsError::NotFound)), "{theirs:?}");
});

on_both!(a_closed_case_has_nothing_planned_and_keeps_its_record, |house| async move {
    let planned = visit_to(house.ellery, &house.amy);
    let visit = house.records.plan_visit(&house.amy, &planned).await.expect("planned");
    let begun = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.answer(begun, None, "v-consent-basis", "words");
    house.send(&house.amy, &mut pen).await;
    let closing = |on: &str| Closing {
        why: ClosingReason::Died,
        on: on.parse().expect("a day"),
        words: " Her son told us. ".into(),
    };
    let ahead = house.records.close_case(&house.amy, house.ellery, &closing("2099-01-01")).await;
    assert_eq!(refused(ahead), "The day is still to come. Correct it.");
    house.records.close_case(&house.amy, house.ellery, &closing("2026-05-02")).await.expect("closed");
    let again = house.records.close_case(&house.jo, house.ellery, &closing("2026-05-02")).await;
    assert!(refused(again).starts_with("This case is closed already"));
    let page = house.records.person(&house.amy, house.ellery).await.expect("the record stays");
    assert_eq!(page.closed.expect("closed").words, "Her son told us.");
    assert!(!page.person.background.has_access_code);
    let code = house.records.reveal_access_code(&house.amy, house.ellery, "At the door").await;
    assert!(matches!(code, Err(RecordsError::NotFound)), "{code:?}");
    let ended = card(&house, &house.amy, visit).await;
    assert_eq!((ended.state, ended.remark.as_deref()), (VisitState::Cancelled, Some("Died 2 May 2026")));
    assert_eq!(
        card(&house, &house.amy, begun).await.state,
        VisitState::Started,
        "what was begun is finished"
    );
    assert!(refused(house.records.plan_visit(&house.amy, &planned).await).starts_with("This case is closed"));
    assert!(
        refused(house.records.reinstate_visit(&house.amy, visit).await).starts_with("This case is closed")
    );
    house.records.reopen_case(&house.jo, house.ellery).await.expect("open again");
    house.records.reinstate_visit(&house.amy, visit).await.expect("back in the diary");
    for (who, staff) in house.everybody() {
        let closed = house.records.close_case(staff, house.osei, &closing("2026-05-02")).await;
        assert_eq!(closed.is_ok(), matches!(who, "supervisor"), "{who}: {closed:?}");
    }
});
