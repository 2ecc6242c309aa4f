//! The forms of a service: published from a day on, given to planned visits, never changed under
//! a visit that is begun.

use crate::{
    house::{House, Staff, minute},
    pen::{outcomes, text},
};
use chrono::{Duration, NaiveDate};
use domain::{VisitId, VisitKind, VisitState};
use forms::AnswerPath;
use records::{FormCheck, NewFormVersion, Records, RecordsError};
use serde_json::json;
use sync::{Change, FormRef};

const URL: &str = "https://northbrook.example/q/kitchen";
/// The forms of ours that a home assessment comes with.
const HOME_FORMS: [&str; 4] = ["home-visit", "home-environment", "person-measures", "plan"];

fn kitchen(version: &str, questions: &[&str]) -> String {
    let items: Vec<_> =
        questions.iter().map(|id| json!({ "linkId": id, "type": "string", "text": id })).collect();
    let group = json!({ "linkId": "all", "type": "group", "text": "Kitchen", "item": items });
    json!({ "resourceType": "Questionnaire", "id": "Kitchen check", "url": URL, "version": version,
        "title": "Kitchen check", "status": "active", "item": [group] })
    .to_string()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

async fn publish(
    house: &House,
    who: &Staff,
    form: &str,
    from: &str,
    kinds: &[VisitKind],
) -> Result<records::PublishedForm, RecordsError> {
    let new = NewFormVersion { questionnaire: form.to_owned(), from: day(from), kinds: kinds.to_vec() };
    house.records.publish_form(who, &new).await
}

async fn forms(house: &House, who: &Staff, visit: VisitId) -> Vec<(String, String)> {
    let card = house.open(who, visit).await.card;
    card.forms.into_iter().map(|form| (form.id, form.version)).collect()
}

async fn kitchen_of(house: &House, visit: VisitId) -> Option<String> {
    let all = forms(house, &house.amy, visit).await;
    all.into_iter().find(|(id, _)| id == "kitchen-check").map(|(_, version)| version)
}

/// An answer in the kitchen form.
fn says(question: &str, words: &str) -> Change {
    Change::AnswerSet { form: "kitchen-check".into(), path: AnswerPath::root(question), answer: text(words) }
}

async fn later(house: &House, kind: VisitKind, days: i64) -> VisitId {
    let mut seed = house.planned(&house.amy);
    seed.kind = kind;
    seed.planned = minute(30) + Duration::days(days);
    house.put(seed).await
}

on_both!(a_form_that_is_published_is_in_planned_visits_of_its_kinds_from_its_day_on, |house| async move {
    let today = house.visit_of(&house.amy).await;
    let (monday, fitting) =
        (later(&house, VisitKind::Home, 6).await, later(&house, VisitKind::Fitting, 6).await);
    let done = publish(&house, &house.len, &kitchen("1", &["a"]), "2026-05-14", &[VisitKind::Home]).await;
    let done = done.expect("published");
    assert_eq!((done.id.as_str(), done.n_planned, done.n_open), ("kitchen-check", 1, 0));
    assert_eq!(kitchen_of(&house, today).await, None);
    assert_eq!(kitchen_of(&house, monday).await.as_deref(), Some("1"));
    assert_eq!(kitchen_of(&house, fitting).await, None);
    let planned_later = later(&house, VisitKind::Home, 7).await;
    assert_eq!(kitchen_of(&house, planned_later).await.as_deref(), Some("1"));
    let mut pen = house.amy.pen();
    pen.write(monday, None, says("a", "The kettle is heavy"));
    assert_eq!(outcomes(&house.send(&house.amy, &mut pen).await), ["applied"]);
});

on_both!(a_visit_that_is_begun_stays_on_its_version_and_a_planned_one_follows, |house| async move {
    let home = [VisitKind::Home];
    publish(&house, &house.len, &kitchen("1", &["a"]), "2026-05-12", &home).await.expect("published");
    let (begun, planned) = (house.visit_of(&house.amy).await, house.visit_of(&house.amy).await);
    let mut pen = house.amy.pen();
    pen.write(begun, None, Change::VisitStarted { arrived: minute(31), forms: Vec::new() });
    house.send(&house.amy, &mut pen).await;
    let checked = house.records.check_form(&house.len, &kitchen("2", &["a", "b"])).await.expect("an answer");
    let FormCheck::Accepted(checked) = checked else { panic!("{checked:?}") };
    assert_eq!((checked.id.as_str(), checked.version.as_str(), checked.n_open), ("kitchen-check", "2", 1));
    assert_eq!(checked.before.map(|(version, _)| version).as_deref(), Some("1"));
    assert_eq!(checked.kinds, home);
    let done = publish(&house, &house.len, &kitchen("2", &["a", "b"]), "2026-05-12", &home).await;
    let done = done.expect("published");
    assert_eq!((done.n_planned, done.n_open), (1, 1));
    assert_eq!(kitchen_of(&house, begun).await.as_deref(), Some("1"));
    assert_eq!(kitchen_of(&house, planned).await.as_deref(), Some("2"));
    let page = house.records.form_page(&house.len, "kitchen-check").await.expect("a page");
    let versions: Vec<_> = page.versions.iter().map(|one| (one.version.as_str(), one.n_open)).collect();
    assert_eq!(versions, [("2", 0), ("1", 1)]);
});

on_both!(a_visit_begun_without_signal_keeps_the_version_it_was_begun_in, |house| async move {
    let home = [VisitKind::Home];
    publish(&house, &house.len, &kitchen("1", &["gone"]), "2026-05-12", &home).await.expect("published");
    let visit = house.visit_of(&house.amy).await;
    let on_the_tablet: Vec<FormRef> = house.open(&house.amy, visit).await.card.forms;
    publish(&house, &house.len, &kitchen("2", &["other"]), "2026-05-12", &home).await.expect("published");
    assert_eq!(kitchen_of(&house, visit).await.as_deref(), Some("2"));
    let mut pen = house.amy.pen();
    pen.write(visit, None, Change::VisitStarted { arrived: minute(31), forms: on_the_tablet });
    pen.write(visit, None, says("gone", "Asked in the first version only"));
    assert_eq!(outcomes(&house.send(&house.amy, &mut pen).await), ["applied", "applied"]);
    assert_eq!(kitchen_of(&house, visit).await.as_deref(), Some("1"));
    let record = house.open(&house.amy, visit).await;
    assert_eq!((record.card.state, record.fields.len()), (VisitState::Started, 1));
});

on_both!(a_form_out_of_use_leaves_planned_visits_and_stays_in_begun_ones, |house| async move {
    let home = [VisitKind::Home];
    publish(&house, &house.len, &kitchen("1", &["a"]), "2026-05-12", &home).await.expect("published");
    let (begun, planned) = (house.visit_of(&house.amy).await, house.visit_of(&house.amy).await);
    let mut pen = house.amy.pen();
    pen.write(begun, None, Change::VisitStarted { arrived: minute(31), forms: Vec::new() });
    house.send(&house.amy, &mut pen).await;
    assert_eq!(house.records.retire_form(&house.len, "kitchen-check").await.expect("retired"), 1);
    assert_eq!(kitchen_of(&house, begun).await.as_deref(), Some("1"));
    assert_eq!(kitchen_of(&house, planned).await, None);
    let line = house.records.form_page(&house.len, "kitchen-check").await.expect("a page").line;
    assert_eq!((line.retired_on, line.kinds.len()), (Some(day("2026-05-12")), 0));
    let form = FormRef { id: "kitchen-check".into(), version: "1".into() };
    assert!(house.records.form(&house.amy, &form).await.is_ok(), "records stay readable");
    house.records.attach_form(&house.len, "kitchen-check", &home).await.expect("in use again");
    assert_eq!(kitchen_of(&house, planned).await.as_deref(), Some("1"));
});

on_both!(forms_that_ship_can_be_given_to_kinds_of_visits_and_taken_off_them, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let ids = |all: Vec<(String, String)>| all.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    house.records.attach_form(&house.len, "gas", &[VisitKind::Home]).await.expect("given");
    let with_goals = [&HOME_FORMS[..], &["gas"]].concat();
    assert_eq!(ids(forms(&house, &house.amy, visit).await), with_goals);
    let next = house.visit_of(&house.amy).await;
    assert_eq!(ids(forms(&house, &house.amy, next).await), with_goals);
    house.records.attach_form(&house.len, "gas", &[]).await.expect("taken off");
    assert_eq!(ids(forms(&house, &house.amy, visit).await), HOME_FORMS);
    let refused = house.records.retire_form(&house.len, "gas").await;
    assert!(matches!(refused, Err(RecordsError::Refused(_))), "{refused:?}");
});

on_both!(a_version_is_published_once_and_never_in_the_past, |house| async move {
    let publish = |form: String, from: &'static str| {
        let house = house.clone();
        async move { publish(&house, &house.len, &form, from, &[]).await }
    };
    publish(kitchen("1", &["a"]), "2026-05-12").await.expect("published");
    let table = [
        (kitchen("1", &["a"]), "2026-05-12", "published already"),
        (kitchen("1", &["b"]), "2026-05-12", "other content"),
        (kitchen("2", &["a"]), "2026-05-11", "today or a later day"),
        ("not a form".to_owned(), "2026-05-12", "not JSON"),
        (forms::instruments::HOME_VISIT.to_owned(), "2026-05-12", "ships with Threshold"),
    ];
    for (form, from, words) in table {
        match publish(form, from).await {
            Err(RecordsError::Refused(why)) => assert!(why.contains(words), "{why}"),
            other => panic!("{words}: {other:?}"),
        }
    }
    let other_url = kitchen("1", &["c"]).replace(URL, "https://northbrook.example/q/other");
    assert_eq!(publish(other_url, "2026-05-12").await.expect("another form").id, "kitchen-check-2");
});

on_both!(nobody_but_an_administrator_manages_forms_and_only_those_of_the_own_service, |house| async move {
    publish(&house, &house.len, &kitchen("1", &["a"]), "2026-05-12", &[]).await.expect("published");
    for (who, staff) in house.here.everybody().into_iter().filter(|(who, _)| *who != "administrator") {
        assert!(house.records.form_library(staff).await.is_err(), "{who}");
        assert!(house.records.check_form(staff, "{}").await.is_err(), "{who}");
        assert!(house.records.attach_form(staff, "gas", &[]).await.is_err(), "{who}");
        let tried = publish(&house, staff, &kitchen("9", &["a"]), "2026-05-12", &[]).await;
        assert!(tried.is_err(), "{who}");
    }
    let them = &house.elsewhere;
    let theirs = house.records.form_library(&them.len).await.expect("a list");
    assert!(theirs.iter().all(|line| line.ships), "{theirs:?}");
    let form = FormRef { id: "kitchen-check".into(), version: "1".into() };
    assert!(matches!(house.records.form(&them.amy, &form).await, Err(RecordsError::NotFound)));
    assert!(matches!(
        house.records.retire_form(&them.len, "kitchen-check").await,
        Err(RecordsError::NotFound)
    ));
    publish(&house, &them.len, &kitchen("1", &["theirs"]), "2026-05-12", &[]).await.expect("the same id");
    let ours = house.records.form(&house.amy, &form).await.expect("ours");
    assert!(!ours.contains("theirs"));
});

on_both!(what_a_form_did_not_ask_at_the_last_visit_is_told, |house| async move {
    let home = [VisitKind::Home];
    publish(&house, &house.len, &kitchen("1", &["a"]), "2026-05-12", &home).await.expect("published");
    house.signed(&house.amy).await;
    publish(&house, &house.len, &kitchen("2", &["a", "b"]), "2026-05-12", &home).await.expect("published");
    let next = later(&house, VisitKind::Home, 1).await;
    let reply = house.records.pull(&house.amy.caller, 0).await.expect("a reply");
    let pack = reply.visits.iter().find(|pack| pack.card.id == next).expect("the next visit");
    let new: Vec<_> =
        pack.last_time.iter().map(|last| (last.form.as_str(), last.new_items.clone())).collect();
    let none = Vec::<String>::new;
    let mut wanted = HOME_FORMS.map(|ours| (ours, none())).to_vec();
    wanted.push(("kitchen-check", vec!["b".to_owned()]));
    assert_eq!(new, wanted);
});

on_both!(a_version_of_a_later_day_leaves_the_visits_of_the_form_as_they_are, |house| async move {
    let home = [VisitKind::Home];
    publish(&house, &house.len, &kitchen("1", &["a"]), "2026-05-12", &home).await.expect("published");
    let (visit, fitting) = (house.visit_of(&house.amy).await, later(&house, VisitKind::Fitting, 0).await);
    let later = publish(&house, &house.len, &kitchen("2", &["b"]), "2026-06-01", &[VisitKind::Fitting]).await;
    assert_eq!(later.expect("published").n_planned, 0);
    assert_eq!(kitchen_of(&house, visit).await.as_deref(), Some("1"));
    assert_eq!(kitchen_of(&house, fitting).await, None);
    house.records.retire_form(&house.len, "kitchen-check").await.expect("retired");
    house.records.attach_form(&house.len, "kitchen-check", &[]).await.expect("saved");
    let line = house.records.form_page(&house.len, "kitchen-check").await.expect("a page").line;
    assert!(line.retired_on.is_some(), "saving no visits does not bring it back");
    let tried = publish(&house, &house.len, &kitchen("3", &["c"]), "2026-06-01", &home).await;
    assert!(matches!(tried, Err(RecordsError::Refused(_))), "{tried:?}");
});

on_both!(a_tablet_cannot_leave_away_what_every_visit_of_its_kind_has, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let gas = FormRef { id: "gas".into(), version: "1.0.0".into() };
    for told in [vec![gas.clone(), gas.clone()], vec![FormRef { version: "99".into(), ..gas.clone() }]] {
        assert_eq!(house.records.form(&house.amy, &told[0]).await.is_ok(), told.len() == 2);
        let mut pen = house.amy.pen();
        let other = house.visit_of(&house.amy).await;
        pen.write(other, None, Change::VisitStarted { arrived: minute(31), forms: told });
        house.send(&house.amy, &mut pen).await;
        assert_eq!(forms(&house, &house.amy, other).await.len(), HOME_FORMS.len(), "as planned");
    }
    let mut pen = house.amy.pen();
    pen.write(visit, None, Change::VisitStarted { arrived: minute(31), forms: vec![gas] });
    house.send(&house.amy, &mut pen).await;
    let ids: Vec<String> = forms(&house, &house.amy, visit).await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [&["gas"][..], &HOME_FORMS[..]].concat());
});

on_both!(a_form_without_a_question_is_refused, |house| async move {
    for text in [kitchen("1", &[]), kitchen("1", &["a\\u0000"])] {
        let found = house.records.check_form(&house.len, &text).await.expect("an answer");
        assert!(matches!(found, FormCheck::Refused { .. }), "{found:?}");
    }
});

on_both!(a_form_that_another_server_published_is_met_when_a_visit_names_it, |house| async move {
    let records = Records::open(&house.fresh.url, records::PhotoFiles::in_memory())
        .await
        .expect("a second server")
        .at(minute(0));
    let other = House { records, ..house.clone() };
    publish(&house, &house.len, &kitchen("1", &["a"]), "2026-05-12", &[VisitKind::Home])
        .await
        .expect("published");
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.write(visit, None, says("a", "Heavy"));
    assert_eq!(outcomes(&other.send(&house.amy, &mut pen).await), ["applied"]);
});
