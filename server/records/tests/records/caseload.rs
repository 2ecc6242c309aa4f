//! The people one works with: who is on whose list, finding them, a person's page, covered codes.

use crate::house::{House, Staff, minute};
use domain::{PersonId, people::Person};
use records::{RecordsError, SeedPerson};
use uuid::Uuid;

async fn found(house: &House, who: &Staff, search: &str) -> Vec<String> {
    let lines = house.records.caseload(who, search).await.expect("a list");
    lines.iter().map(|line| line.person.family.clone()).collect()
}

on_both!(a_caseload_holds_ones_own_people_and_the_whole_team_s_for_a_supervisor, |house| async move {
    assert_eq!(found(&house, &house.amy, "").await, ["Ellery"]);
    assert!(found(&house, &house.sam, "").await.is_empty());
    house.visit_of(&house.sam).await;
    assert_eq!(found(&house, &house.sam, "").await, ["Ellery"], "whom one visits");
    for who in [&house.jo, &house.maya] {
        assert_eq!(found(&house, who, "").await, ["Ellery", "Osei"]);
    }
    for (who, staff) in [("officer", &house.officer), ("administrator", &house.len)] {
        let denied = house.records.caseload(staff, "").await;
        assert!(matches!(denied, Err(RecordsError::Denied(_))), "{who}: {denied:?}");
    }
});

on_both!(people_are_found_by_parts_of_names_and_by_number, |house| async move {
    for (search, wanted) in [
        ("ell", vec!["Ellery"]),
        ("MARGARET", vec!["Ellery"]),
        ("margaret ell", vec!["Ellery"]),
        ("ellery, margaret", vec!["Ellery"]),
        ("e", vec!["Ellery", "Osei"]),
        ("999 010 4212", vec!["Ellery"]),
        ("9990048231", vec!["Osei"]),
        ("999-004-8231", vec!["Osei"]),
        ("  ", vec!["Ellery", "Osei"]),
        ("ellery osei", vec![]),
        ("nobody", vec![]),
        ("%", vec![]),
        ("_llery", vec![]),
        ("'; DROP TABLE person; --", vec![]),
    ] {
        assert_eq!(found(&house, &house.jo, search).await, wanted, "{search}");
    }
});

on_both!(a_name_with_an_apostrophe_is_found_however_it_is_typed, |house| async move {
    let page = house.records.person(&house.amy, house.ellery).await.unwrap();
    let person = Person { id: PersonId(Uuid::now_v7()), family: "O\u{2019}Hanlon".into(), ..page.person };
    let seed = SeedPerson { person, therapist: None, access_code: None };
    house.records.seeding(house.org).person(&seed).await.unwrap();
    for typed in ["ohanlon", "O'Hanlon", "o\u{2019}hanlon, margaret"] {
        assert_eq!(found(&house, &house.jo, typed).await, ["O\u{2019}Hanlon"], "{typed}");
    }
});

on_both!(a_line_says_what_comes_next, |house| async move {
    let line = async |minutes: i64| {
        let records = house.records.at(minute(minutes));
        let mut lines = records.caseload(&house.amy, "").await.unwrap();
        let line = lines.remove(0);
        (line.next, line.state)
    };
    let told = |next: &str, state: &str| (next.to_owned(), state.to_owned());
    assert_eq!(line(0).await, told("First visit to be planned", "Waiting"));
    let (visit, _) = {
        let visit = house.visit_of(&house.amy).await;
        (visit, ())
    };
    assert_eq!(line(0).await, told("Home assessment", "Visit planned"));
    assert_eq!(line(60).await, told("Finish: home assessment", "Report due"));
    let mut pen = house.amy.pen();
    pen.answer(visit, None, "v-consent-basis", "words");
    house.send(&house.amy, &mut pen).await;
    house.sign(&house.amy, visit, &mut pen).await;
    assert_eq!(line(60).await, told("Review to be planned", "Nothing planned"));
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    assert_eq!(line(60).await, told("Change and sign: home assessment", "Returned"));
    let later = house.records.at(minute(3 * 24 * 60)).caseload(&house.amy, "").await.unwrap().remove(0);
    assert_eq!((later.state.as_str(), later.due), ("Returned", None), "late is what was never signed");
});

on_both!(a_person_s_page_is_for_those_who_care_for_the_person, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let page = house.records.person(&house.amy, house.ellery).await.unwrap();
    assert_eq!((page.therapist.as_str(), page.visits.len()), ("Amy Castell", 1));
    assert!(page.may_reveal_code);
    let page = house.records.person(&house.jo, house.ellery).await.unwrap();
    assert!(!page.may_reveal_code, "a supervisor who does not care for the person");
    for (who, staff) in
        [("colleague", &house.sam), ("officer", &house.officer), ("administrator", &house.len)]
    {
        let denied = house.records.person(staff, house.ellery).await;
        assert!(matches!(denied, Err(RecordsError::NotFound)), "{who}: {denied:?}");
    }
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    house.put(seed).await;
    let page = house.records.person(&house.sam, house.ellery).await.expect("takes part");
    assert!(page.visits.iter().any(|card| card.id == visit));
});

on_both!(somebody_easily_mistaken_is_named, |house| async move {
    let page = house.records.person(&house.amy, house.ellery).await.unwrap();
    assert!(page.easily_mistaken_for.is_empty(), "born on the same day is not enough");
    let person = Person { id: PersonId(Uuid::now_v7()), given: "Margery".into(), ..page.person };
    let seed = SeedPerson { person, therapist: None, access_code: None };
    house.records.seeding(house.org).person(&seed).await.unwrap();
    let page = house.records.person(&house.amy, house.ellery).await.unwrap();
    assert_eq!(page.easily_mistaken_for, ["ELLERY, Margery"]);
});

on_both!(a_covered_code_is_uncovered_with_a_reason_that_is_written_down, |house| async move {
    let refused = house.records.reveal_access_code(&house.amy, house.ellery, "  ").await;
    assert!(matches!(refused, Err(RecordsError::Refused(_))), "{refused:?}");
    let code = house.records.reveal_access_code(&house.amy, house.ellery, "Nobody answers").await.unwrap();
    assert_eq!((code.place.as_str(), code.code.as_str()), ("Left of the door", "Q4711 Northbrook"));
    let trail = house.trail().await;
    let line = trail.iter().find(|line| line.action == "access-code-seen").expect("written down");
    assert_eq!((line.actor.as_str(), line.reason.as_str()), ("Amy Castell", "Nobody answers"));
    assert_eq!(line.subject, format!("person {}", house.ellery));
    assert!(!trail.iter().any(|line| format!("{line:?}").contains("Q4711")));
    for (who, staff) in house.everybody() {
        let code = house.records.reveal_access_code(staff, house.ellery, "Curious").await;
        assert_eq!(code.is_ok(), who == "therapist", "{who}: {code:?}");
    }
    let none = house.records.reveal_access_code(&house.amy, house.osei, "Curious").await;
    assert!(matches!(none, Err(RecordsError::NotFound)));
});

on_both!(a_code_seen_on_the_tablet_is_written_down_too, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.write(visit, None, sync::Change::AccessCodeSeen { reason: "Nobody answers".into() });
    house.send(&house.amy, &mut pen).await;
    let trail = house.trail().await;
    let line = trail.iter().find(|line| line.action == "access-code-seen").expect("written down");
    assert_eq!(line.reason, "Nobody answers");
});
