//! The audit trail: every reading of clinical data leaves a row, and a row that somebody changed is
//! named.

use crate::house::{House, kept, minute};
use domain::{Action, PersonId, people::Person};
use records::{AuditFilter, AuditLine, ChainState, NewIssue, QueueTab, RecordsError, SeedPerson};
use uuid::Uuid;

async fn n_rows(house: &House) -> i64 {
    house.fresh.count("audit").await
}

impl House {
    /// The newest rows of the trail.
    pub async fn trail(&self) -> Vec<AuditLine> {
        self.asked(AuditFilter::default()).await
    }

    async fn asked(&self, filter: AuditFilter) -> Vec<AuditLine> {
        self.records.audit_trail(&self.officer, &filter).await.expect("the trail").lines
    }
}

fn about(words: &str) -> AuditFilter {
    AuditFilter { about: words.to_owned(), ..AuditFilter::default() }
}

on_both!(the_chain_holds_over_everything_that_happens, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    house.records.caseload(&house.amy, "").await.unwrap();
    let rows = n_rows(&house).await as u64;
    assert!(rows > 20);
    assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::Unbroken(rows));
});

on_both!(a_changed_row_is_named, |house| async move {
    house.signed(&house.amy).await;
    let rows = n_rows(&house).await;
    let middle = rows / 2;
    house.fresh.damage(&format!("UPDATE audit SET reason = 'nothing to see' WHERE n = {middle}")).await;
    assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::BrokenAt(middle));
});

on_both!(a_row_with_another_hash_or_another_action_is_named, |house| async move {
    house.signed(&house.amy).await;
    for (n, change) in
        [(9, "hash = 'ff'"), (7, "action = 'nothing'"), (5, "subject = 'nobody'"), (3, "previous = ''")]
    {
        house.fresh.damage(&format!("UPDATE audit SET {change} WHERE n = {n}")).await;
        assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::BrokenAt(n), "{change}");
    }
});

on_both!(a_missing_row_is_missed_at_the_next_one, |house| async move {
    house.signed(&house.amy).await;
    house.fresh.damage("DELETE FROM audit WHERE n = 8").await;
    assert_eq!(house.records.verify_audit().await.unwrap(), ChainState::BrokenAt(9));
});

on_both!(every_reading_of_clinical_data_leaves_a_row, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let (records, jo, maya) = (&house.records, &house.jo, &house.maya);
    let mut before = n_rows(&house).await;
    let mut left_a_row = async |what: &str| {
        let after = n_rows(&house).await;
        assert!(after > before, "{what} left no row");
        before = after;
    };
    for action in [Action::ReadVisit, Action::ReadReport] {
        records.visit(jo, visit, action).await.unwrap();
        left_a_row("visit").await;
    }
    records.sealed_version(jo, visit, 1).await.unwrap();
    left_a_row("sealed version").await;
    records.visit_before(jo, visit).await.unwrap();
    left_a_row("visit before").await;
    records.pull(&house.tomasz.caller, 0).await.unwrap();
    left_a_row("pull").await;
    records.caseload(jo, "ell").await.unwrap();
    left_a_row("caseload").await;
    records.person(jo, house.ellery).await.unwrap();
    left_a_row("person").await;
    records.reveal_access_code(&house.amy, house.ellery, "Nobody answers").await.unwrap();
    left_a_row("code").await;
    records.review_queue(jo, QueueTab::Waiting).await.unwrap();
    left_a_row("queue").await;
    records.held(jo).await.unwrap();
    left_a_row("held").await;
    records.differing(jo).await.unwrap();
    left_a_row("differing").await;
    records.waiting(maya).await.unwrap();
    left_a_row("waiting").await;
    records.audit_trail(&house.officer, &AuditFilter::default()).await.unwrap();
    left_a_row("the trail itself").await;
});

on_both!(no_row_holds_a_name_or_a_clinical_word, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.caseload(&house.jo, "ellery").await.unwrap();
    house.records.person(&house.jo, house.ellery).await.unwrap();
    let rows = house.fresh.rows("SELECT action || ' ' || subject || ' ' || reason FROM audit").await;
    for row in rows {
        let row = row.to_lowercase();
        // A "q" stands in the code and in no id: one of an unlucky millisecond had 4711 in it.
        for word in ["ellery", "margaret", "agreed", "amy", "q4711"] {
            assert!(!row.contains(word), "{row}");
        }
    }
});

on_both!(
    a_row_names_the_facts_the_times_and_the_report_and_nothing_that_stands_in_them,
    |house| async move {
        let reason = async |action: &str| {
            let filter = AuditFilter { action: action.to_owned(), ..AuditFilter::default() };
            house.asked(filter).await.remove(0).reason
        };
        let mut facts = house.records.person(&house.amy, house.ellery).await.unwrap().person;
        (facts.address, facts.phone) = ("2 Low Street".into(), Some("01632 960001".into()));
        facts.before.pets = Some("A dog".into());
        let kept = kept(facts);
        house.records.change_person(&house.amy, house.ellery, &kept).await.unwrap();
        assert_eq!(reason("person-changed").await, "address, phone, pets");
        let visit = house.visit_of(&house.amy).await;
        house.records.move_visit(&house.amy, visit, minute(120), 45, false).await.unwrap();
        assert_eq!(reason("visit-moved").await, "from 12 May 2026 10:30 to 12 May 2026 12:00");
        let (signed, _) = house.signed(&house.amy).await;
        let letter = NewIssue {
            kind: "client-letter".into(),
            recipient: "Her son".into(),
            consent: "Said no. Given all the same: she fell.".into(),
            format: "pdf".into(),
            large: false,
            bytes: b"%PDF-1.7 a letter".to_vec(),
        };
        house.records.issue(&house.amy, signed, letter).await.unwrap();
        assert_eq!(reason("report-issued").await, "client-letter, version 1, pdf, said no");
    }
);

on_both!(the_trail_is_the_privacy_officers_and_of_one_organisation, |house| async move {
    house.signed(&house.amy).await;
    for (who, staff) in house.everybody() {
        let may = who == "privacy officer";
        assert_eq!(house.records.audit_trail(staff, &AuditFilter::default()).await.is_ok(), may, "{who}");
        assert_eq!(house.records.audit_choices(staff).await.is_ok(), may, "{who}");
    }
    let trail = house.trail().await;
    assert_eq!(trail[0].action, "audit-read");
    assert_eq!(trail[0].actor, "Ines Roche");
    assert!(trail.windows(2).all(|two| two[0].n > two[1].n), "newest first");
    let signed = trail.iter().find(|line| line.action == "visit-signed").expect("there");
    assert_eq!((signed.actor.as_str(), signed.reason.as_str()), ("Amy Castell", "version 1"));
    let theirs = house.records.audit_trail(&house.elsewhere.officer, &AuditFilter::default()).await.unwrap();
    assert!(!theirs.lines.iter().any(|line| line.action == "visit-signed"));
});

on_both!(what_fails_leaves_neither_a_change_nor_a_row, |house| async move {
    let visit = house.visit_of(&house.amy).await;
    let before = n_rows(&house).await;
    assert!(matches!(
        house.records.visit(&house.sam, visit, Action::ReadVisit).await,
        Err(RecordsError::NotFound)
    ));
    assert!(house.records.return_visit(&house.jo, visit, None).await.is_err());
    assert_eq!(n_rows(&house).await, before);
});

on_both!(who_looked_at_somebodys_record_is_asked_by_name_or_number, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    house.records.person(&house.jo, house.ellery).await.unwrap();
    house.records.caseload(&house.amy, "").await.unwrap();
    let found = house.asked(about("ellery")).await;
    let what = |line: &AuditLine| line.about.clone().expect("in words");
    assert!(found.iter().all(|line| what(line).contains("ELLERY, Margaret")), "{found:?}");
    let read = found.iter().find(|line| line.action == "person-read").expect("there");
    assert_eq!((read.actor.as_str(), what(read).as_str()), ("Jo Marsh", "ELLERY, Margaret"));
    let signed = found.iter().find(|line| line.action == "visit-signed").expect("there");
    assert_eq!(signed.subject, format!("visit {visit}"));
    assert!(what(signed).ends_with(": ELLERY, Margaret"), "{}", what(signed));
    let person = house.records.person(&house.jo, house.ellery).await.unwrap().person;
    let by_number = house.asked(about(&person.health_number.expect("a number"))).await;
    assert_eq!(by_number.len(), found.len() + 1, "and the reading just now");
    let nobody = house.records.audit_trail(&house.officer, &about("nobody of this name")).await.unwrap();
    assert!(nobody.lines.is_empty() && nobody.people.is_empty());
});

on_both!(the_trail_is_narrowed_by_who_what_and_day, |house| async move {
    house.signed(&house.amy).await;
    let with = |change: fn(&mut AuditFilter)| {
        let mut filter = AuditFilter::default();
        change(&mut filter);
        filter
    };
    let amys = house.asked(AuditFilter { who: Some(house.amy.user), ..AuditFilter::default() }).await;
    assert!(!amys.is_empty() && amys.iter().all(|line| line.actor == "Amy Castell"));
    let signed = house.asked(with(|filter| filter.action = "visit-signed".into())).await;
    assert_eq!(signed.len(), 1);
    let day = domain::calendar::uk_date(signed[0].at);
    let on = |from, until| AuditFilter { from: Some(from), until: Some(until), ..AuditFilter::default() };
    assert!(house.asked(on(day, day)).await.iter().any(|line| line.n == signed[0].n));
    let (before, after) = (day.pred_opt().unwrap(), day.succ_opt().unwrap());
    assert!(!house.asked(on(before, before)).await.iter().any(|line| line.n == signed[0].n));
    assert!(!house.asked(on(after, after)).await.iter().any(|line| line.n == signed[0].n));
    let choices = house.records.audit_choices(&house.officer).await.unwrap();
    assert!(choices.actions.contains(&"visit-signed".to_owned()));
    assert!(choices.who.iter().any(|(user, name)| *user == house.amy.user && name == "Amy Castell"));
    assert!(!choices.who.iter().any(|(user, _)| *user == house.elsewhere.amy.user));
});

on_both!(older_rows_follow_without_a_gap, |house| async move {
    for _ in 0..205 {
        house.records.caseload(&house.amy, "").await.unwrap();
    }
    let newest = house.records.audit_trail(&house.officer, &AuditFilter::default()).await.unwrap();
    assert_eq!((newest.lines.len(), newest.more), (200, true));
    let last = newest.lines[199].n;
    let older = AuditFilter { before: Some(last), action: "caseload-read".into(), ..AuditFilter::default() };
    let older = house.records.audit_trail(&house.officer, &older).await.unwrap();
    assert_eq!((older.lines[0].n, older.lines.len(), older.more), (last - 1, 5, false));
});

on_both!(a_name_that_many_share_is_asked_for_again, |house| async move {
    let ellery = house.records.person(&house.jo, house.ellery).await.unwrap().person;
    for n in 0..6 {
        let person = Person {
            id: PersonId(Uuid::now_v7()),
            given: format!("Margaret{n}"),
            health_number: None,
            ..ellery.clone()
        };
        let seed = SeedPerson { person, therapist: None, access_code: None };
        house.records.seeding(house.org).person(&seed).await.unwrap();
    }
    let found = house.records.audit_trail(&house.officer, &about("ellery")).await.unwrap();
    assert!(found.too_many_people && found.lines.is_empty());
    let one = house.records.audit_trail(&house.officer, &about("ellery margaret3")).await.unwrap();
    assert_eq!(one.people, ["ELLERY, Margaret3"]);
});
