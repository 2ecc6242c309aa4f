//! Reports as they were given to somebody: the very bytes, of a signed version, and nothing that was
//! changed since.

use crate::house::{House, Staff, minute};
use domain::{Denial, IssuedId, VisitId};
use records::{IssuedLine, NewIssue, PhotoFiles, Records, RecordsError};
use std::path::PathBuf;
use uuid::Uuid;

fn letter() -> NewIssue {
    NewIssue {
        kind: "client-letter".into(),
        recipient: "Mrs Margaret Ellery".into(),
        consent: "Asked on 12 May, she agreed".into(),
        format: "pdf".into(),
        large: true,
        bytes: b"%PDF-1.7 a letter".to_vec(),
    }
}

async fn issue(house: &House, who: &Staff, visit: VisitId) -> Result<IssuedLine, RecordsError> {
    house.records.issue(who, visit, letter()).await
}

/// The same service with its files in a folder, which goes at the end.
struct Folder {
    path: PathBuf,
    records: Records,
}

impl Folder {
    async fn of(house: &House) -> Folder {
        let path = std::env::temp_dir().join(format!("threshold-issued-{}", Uuid::now_v7()));
        let files = PhotoFiles::in_folder(&path).expect("a folder");
        let records = Records::open(&house.fresh.url, files).await.expect("opens").at(minute(0));
        Folder { path, records }
    }

    fn file(&self, house: &House, line: &IssuedLine) -> PathBuf {
        self.path.join(format!("reports/{}/{}/{}.{}", house.org, line.visit, line.id, line.format))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// A service with one report given out.
pub async fn given(house: &House) {
    let (visit, _) = house.signed(&house.amy).await;
    issue(house, &house.amy, visit).await.expect("given");
}

on_both!(what_was_given_is_kept_with_the_version_it_shows, |house| async move {
    let (visit, _) = house.signed(&house.amy).await;
    let line = issue(&house, &house.amy, visit).await.unwrap();
    assert_eq!((line.version, &line.content_hash), (1, &house.hash(&house.amy, visit).await));
    assert_eq!((line.by.as_str(), line.at, line.size, line.large), ("Amy Castell", minute(0), 17, true));
    assert_eq!(line.recipient, "Mrs Margaret Ellery");
    let second = NewIssue { format: "html".into(), bytes: b"<p>".to_vec(), ..letter() };
    let second = house.records.at(minute(5)).issue(&house.jo, visit, second).await.unwrap();
    assert_eq!(house.records.issued(&house.amy, visit).await.unwrap(), [second, line.clone()]);
    assert_eq!(house.records.issued_file(&house.maya, line.id).await.unwrap(), letter().bytes);
});

on_both!(a_report_is_given_by_those_who_answer_for_it_and_of_signed_visits, |house| async move {
    let (visit, _) = house.signed(&house.amy).await;
    let mut shared = house.planned(&house.tomasz);
    shared.with = vec![(house.amy.user, "Amy Castell".into())];
    house.put(shared).await;
    for (who, staff) in house.everybody() {
        let told = house.records.may_issue(staff, visit).await.unwrap();
        let given = issue(&house, staff, visit).await;
        assert_eq!(given.is_ok(), matches!(who, "therapist" | "supervisor"), "{who}: {given:?}");
        assert_eq!(told, given.is_ok(), "{who}");
    }
    let open = house.visit_of(&house.amy).await;
    assert!(!house.records.may_issue(&house.amy, open).await.unwrap());
    let early = issue(&house, &house.amy, open).await;
    assert!(matches!(early, Err(RecordsError::Denied(Denial::WrongState))), "{early:?}");
    assert!(house.records.issued(&house.sam, visit).await.is_err(), "not in her care");
    assert_eq!(house.records.issued(&house.maya, visit).await.unwrap().len(), 2);
});

on_both!(what_waits_to_be_countersigned_is_no_record_to_give_away, |house| async move {
    let (visit, _) = house.signed(&house.tomasz).await;
    let early = issue(&house, &house.jo, visit).await;
    assert!(
        matches!(&early, Err(RecordsError::Refused(words)) if words.contains("countersigned")),
        "{early:?}"
    );
    let hash = house.hash(&house.tomasz, visit).await;
    house.records.countersign(&house.jo, visit, &hash, None).await.unwrap();
    issue(&house, &house.jo, visit).await.unwrap();
    assert_eq!(house.records.issued(&house.tomasz, visit).await.unwrap().len(), 1, "a student reads it");
});

on_both!(what_is_not_whole_is_not_given, |house| async move {
    let (visit, _) = house.signed(&house.amy).await;
    for new in [
        NewIssue { kind: String::new(), ..letter() },
        NewIssue { kind: "Mrs Ellery's".into(), ..letter() },
        NewIssue { recipient: " ".into(), ..letter() },
        NewIssue { consent: String::new(), ..letter() },
        NewIssue { format: "exe".into(), ..letter() },
        NewIssue { bytes: Vec::new(), ..letter() },
    ] {
        let refused = house.records.issue(&house.amy, visit, new.clone()).await;
        assert!(matches!(refused, Err(RecordsError::Refused(_))), "{new:?}");
    }
    assert_eq!(house.fresh.count("issued_report").await, 0);
});

on_both!(a_file_whose_bytes_changed_is_refused_and_a_check_says_so, |house| async move {
    let folder = Folder::of(&house).await;
    let (visit, _) = house.signed(&house.amy).await;
    let line = folder.records.issue(&house.amy, visit, letter()).await.unwrap();
    let file = folder.file(&house, &line);
    assert_eq!(std::fs::read(&file).unwrap(), letter().bytes);
    assert_eq!(folder.records.issued_file(&house.amy, line.id).await.unwrap(), letter().bytes);
    let found = folder.records.check().await.unwrap();
    assert_eq!((found.n_reports, found.problems), (1, Vec::new()));
    std::fs::write(&file, b"%PDF-1.7 b letter").unwrap();
    let changed = folder.records.issued_file(&house.amy, line.id).await;
    assert!(matches!(changed, Err(RecordsError::Damaged(_))), "{changed:?}");
    let problems = folder.records.check().await.unwrap().problems;
    assert_eq!(problems, [format!("An issued report of visit {visit} is damaged.")]);
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(folder.records.issued_file(&house.amy, line.id).await, Err(RecordsError::Photos)));
    let problems = folder.records.check().await.unwrap().problems;
    assert_eq!(problems, [format!("An issued report of visit {visit} is missing.")]);
    let to = folder.path.join("backup");
    assert!(folder.records.backup(&to).await.is_err(), "a backup without it would be none");
    assert!(!to.exists());
});

on_both!(what_is_refused_leaves_no_file, |house| async move {
    let folder = Folder::of(&house).await;
    let open = house.visit_of(&house.amy).await;
    folder.records.issue(&house.amy, open, letter()).await.unwrap_err();
    let (visit, _) = house.signed(&house.amy).await;
    folder.records.issue(&house.sam, visit, letter()).await.unwrap_err();
    assert!(!folder.path.join("reports").exists());
});

on_both!(another_organisation_sees_no_report, |house| async move {
    let (visit, _) = house.signed(&house.amy).await;
    let line = issue(&house, &house.amy, visit).await.unwrap();
    for (who, staff) in house.elsewhere.everybody() {
        let not_found =
            |error: RecordsError| assert!(matches!(error, RecordsError::NotFound), "{who}: {error:?}");
        not_found(house.records.issued(staff, visit).await.unwrap_err());
        not_found(house.records.issued_file(staff, line.id).await.unwrap_err());
        not_found(issue(&house, staff, visit).await.unwrap_err());
    }
    for staff in [&house.officer, &house.len, &house.sam] {
        let read = house.records.issued_file(staff, line.id).await;
        assert!(matches!(read, Err(RecordsError::NotFound)));
    }
    let nothing = house.records.issued_file(&house.amy, IssuedId(Uuid::now_v7())).await;
    assert!(matches!(nothing, Err(RecordsError::NotFound)));
});

on_both!(a_later_version_leaves_what_was_given_as_it_was, |house| async move {
    let (visit, mut pen) = house.signed(&house.amy).await;
    let first = issue(&house, &house.amy, visit).await.unwrap();
    crate::review::ask_for_a_change(&house, visit).await;
    house.records.return_visit(&house.jo, visit, None).await.unwrap();
    let returned = issue(&house, &house.amy, visit).await;
    assert!(matches!(returned, Err(RecordsError::Denied(Denial::WrongState))), "{returned:?}");
    let still = house.records.issued(&house.amy, visit).await.unwrap();
    assert_eq!(still, std::slice::from_ref(&first));
    pen.answer(visit, None, "v-present-name", "Her daughter");
    house.send(&house.amy, &mut pen).await;
    house.sign(&house.amy, visit, &mut pen).await;
    let second = house.records.at(minute(9)).issue(&house.amy, visit, letter()).await.unwrap();
    assert_eq!((first.version, second.version), (1, 2));
    assert_ne!(first.content_hash, second.content_hash);
});

on_both!(giving_and_reading_leave_rows_that_name_nobody, |house| async move {
    let (visit, _) = house.signed(&house.amy).await;
    let before = house.fresh.count("audit").await;
    let line = issue(&house, &house.amy, visit).await.unwrap();
    house.records.issued(&house.amy, visit).await.unwrap();
    house.records.issued_file(&house.amy, line.id).await.unwrap();
    assert_eq!(house.fresh.count("audit").await, before + 3);
    let rows = house.fresh.rows("SELECT action || ' ' || subject || ' ' || reason FROM audit").await;
    for row in rows {
        let row = row.to_lowercase();
        assert!(!row.contains("ellery") && !row.contains("agreed"), "{row}");
    }
});
