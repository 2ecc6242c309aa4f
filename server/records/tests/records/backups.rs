//! Backups and what becomes of them: from either database, whole or not at all, and with tablets that
//! return after a restore.

use crate::{house::House, issued, photos, plans};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use records::{PhotoFiles, Records, RecordsError};
use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// A folder that goes at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("threshold-backup-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn photos(&self) -> PhotoFiles {
        PhotoFiles::in_folder(&self.file("files")).expect("a folder")
    }

    fn database(&self, name: &str) -> String {
        format!("sqlite://{}", self.file(name).display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn why_not(folder: &Folder, from: &Path) -> String {
    let url = folder.database(&format!("{}.db", Uuid::now_v7()));
    match Records::restore(&url, folder.photos(), from).await {
        Err(RecordsError::Refused(words)) => words,
        other => panic!("{other:?}"),
    }
}

async fn all_sound(records: &Records) {
    let found = records.check().await.expect("looked at");
    assert_eq!(found.problems, Vec::<String>::new());
    assert!(found.n_changes > 0 && found.n_audit > 0);
}

/// Everything a backup holds but its head, which tells the time, and the new epoch.
fn rows(file: &Path) -> Vec<String> {
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(file).expect("there")).read_to_string(&mut text).expect("text");
    let mut lines: Vec<String> =
        text.lines().skip(1).filter(|line| !line.contains("epoch")).map(str::to_owned).collect();
    lines.pop();
    lines
}

fn write_zipped(to: &Path, text: &str) {
    let mut zipped = GzEncoder::new(Vec::new(), Compression::fast());
    zipped.write_all(text.as_bytes()).expect("room");
    std::fs::write(to, zipped.finish().expect("room")).expect("room");
}

on_both!(what_is_restored_is_what_was_saved, |house| async move {
    let folder = Folder::new();
    house.signed(&house.amy).await;
    house.signed(&house.tomasz).await;
    photos::stored(&house).await;
    issued::given(&house).await;
    plans::signed_plan(&house, &[plans::BOARD, plans::CHAIR]).await;
    let saved = house.records.backup(&folder.file("one")).await.expect("saved");
    let url = folder.database("restored.db");
    let restored = Records::restore(&url, folder.photos(), &folder.file("one")).await.expect("restored");
    assert_eq!(restored.n_rows, saved.n_rows);
    assert_ne!(restored.epoch, saved.epoch);
    let again = Records::open(&url, folder.photos()).await.expect("opens");
    assert_eq!(again.epoch(), restored.epoch);
    all_sound(&again).await;
    let found = again.check().await.expect("looked at");
    assert_eq!((found.n_photos, found.n_reports, found.n_orders), (1, 1, 2));
    again.backup(&folder.file("two")).await.expect("saved");
    assert_eq!(rows(&folder.file("two")), rows(&folder.file("one")));
});

on_both!(tablets_that_return_to_a_restored_service_bring_back_what_it_lacks, |house| async move {
    let folder = Folder::new();
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.epoch = Some(house.records.epoch());
    pen.answer(visit, None, "v-consent-basis", "before the backup");
    house.send(&house.amy, &mut pen).await;
    house.records.backup(&folder.file("night")).await.expect("saved");
    // Acknowledged after the backup: the tablet keeps it for a fortnight.
    let mut late = Vec::new();
    for n in 0..50 {
        pen.answer(visit, None, "v-present-name", &format!("after the backup {n}"));
    }
    late.extend(pen.request().mutations);
    house.send(&house.amy, &mut pen).await;

    let url = folder.database("restored.db");
    Records::restore(&url, folder.photos(), &folder.file("night")).await.expect("restored");
    let restored = Records::open(&url, folder.photos()).await.expect("opens").at(crate::house::minute(60));
    let house = House { records: restored, ..house };
    let mut request = pen.request();
    request.mutations = late;
    let failure = house.records.push(&house.amy, house.amy.me(), &request).await.expect_err("another epoch");
    let records::PushFailure::Epoch(epoch, 2) = failure else { panic!("{failure:?}") };
    request.epoch = Some(epoch);
    let reply = house.records.push(&house.amy, house.amy.me(), &request).await.expect("taken");
    assert_eq!(reply.receipts.len(), 50);
    let said = house.words(&house.amy, visit, "v-present-name").await;
    assert!(said.contains(&"after the backup 49".to_owned()), "{said:?}");
    all_sound(&house.records).await;
});

on_both!(a_backup_made_under_load_is_of_one_moment, |house| async move {
    let folder = Folder::new();
    let visit = house.visit_of(&house.amy).await;
    let writing = {
        let house = house.clone();
        tokio::spawn(async move {
            let mut pen = house.amy.pen();
            for n in 0..60 {
                pen.answer(visit, None, "v-consent-basis", &n.to_string());
                house.send(&house.amy, &mut pen).await;
            }
        })
    };
    for n in 0..3 {
        house.records.backup(&folder.file(&n.to_string())).await.expect("saved");
        let url = folder.database(&format!("{n}.db"));
        Records::restore(&url, folder.photos(), &folder.file(&n.to_string())).await.expect("restored");
        let found =
            Records::open(&url, folder.photos()).await.expect("opens").check().await.expect("looked at");
        assert_eq!(found.problems, Vec::<String>::new());
    }
    writing.await.expect("no task fails");
});

on_both!(a_backup_that_is_damaged_or_none_is_refused_and_changes_nothing, |house| async move {
    let folder = Folder::new();
    house.signed(&house.amy).await;
    let good = folder.file("good");
    house.records.backup(&good).await.expect("saved");
    let bytes = std::fs::read(&good).expect("there");
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("text");

    let other = folder.file("other");
    std::fs::write(&other, &bytes[..bytes.len() / 2]).expect("room");
    assert!(why_not(&folder, &other).await.contains("not whole"));
    write_zipped(&other, text.rsplit_once('\n').expect("lines").0);
    assert!(why_not(&folder, &other).await.contains("its end is missing"));
    write_zipped(&other, &text.replace("She agreed.", "She refused."));
    assert_eq!(why_not(&folder, &other).await, "This backup was changed or is damaged.");
    write_zipped(&other, &text.replacen("\"schema\":\"m", "\"schema\":\"m9", 1));
    assert!(why_not(&folder, &other).await.contains("newer Threshold"));
    write_zipped(&other, "{\"resourceType\": \"Bundle\"}\n");
    assert_eq!(why_not(&folder, &other).await, "This file is no backup of Threshold.");
    assert!(house.records.backup(&good).await.is_err(), "a file that is there is never written over");
    assert_eq!(std::fs::read(&good).expect("there"), bytes);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&good).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only its owner reads it");
    }
    let url = folder.database("full.db");
    Records::restore(&url, folder.photos(), &good).await.expect("restored");
    let twice = Records::restore(&url, folder.photos(), &good).await;
    assert!(matches!(twice, Err(RecordsError::Refused(words)) if words.contains("not empty")));
});

on_both!(a_check_names_what_is_missing, |house| async move {
    let (visit, pen) = house.signed(&house.amy).await;
    all_sound(&house.records).await;
    house.fresh.damage("UPDATE field SET heads = '[]' WHERE path = 'v-consent-basis'").await;
    house.fresh.damage("UPDATE client SET last_seq = 7").await;
    let problems = house.records.check().await.expect("looked at").problems;
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains(&format!("Tablet {} sent 7 changes, and 2 are here.", pen.client_id)));
    assert!(problems[1].contains(&visit.to_string()));
    assert!(!format!("{problems:?}").contains("agreed"), "no clinical word");
});
