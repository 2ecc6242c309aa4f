//! Documents as files, which only the server can make: asked for on the tablet with or without signal, made once all
//! of the visit is on the server, and kept here, sealed like everything, until somebody takes them off.

use super::{Tablet, json, keys};
use crate::store::{Batch, StoreError};
use chrono::{DateTime, Utc};
use domain::{VisitId, in_order};
use serde::{Deserialize, Serialize};

/// A file that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFile {
    /// The visit.
    pub visit: VisitId,
    /// Code of the document: "letter".
    pub kind: String,
    /// "pdf" or "docx".
    pub ending: String,
    /// In large print.
    pub large: bool,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// When it was made; none while it waits.
    pub made: Option<DateTime<Utc>>,
    /// Why the server will not make it, in words.
    pub refused: Option<String>,
}

impl AskedFile {
    /// A wish of this moment.
    pub fn new(visit: VisitId, kind: &str, ending: &str, large: bool, at: DateTime<Utc>) -> AskedFile {
        AskedFile {
            visit,
            kind: kind.to_owned(),
            ending: ending.to_owned(),
            large,
            at,
            made: None,
            refused: None,
        }
    }

    /// "letter-large.pdf".
    pub fn name(&self) -> String {
        format!("{}{}.{}", self.kind, if self.large { "-large" } else { "" }, self.ending)
    }

    /// True until it was made or refused.
    pub fn waits(&self) -> bool {
        self.made.is_none() && self.refused.is_none()
    }
}

impl Tablet {
    /// Asks for a file; one that was made before is made anew.
    pub async fn ask_for_file(&self, file: &AskedFile) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(keys::asked(file.visit, &file.name()), json(file));
        batch.delete(keys::made(file.visit, &file.name()));
        self.store.commit(batch).await
    }

    /// What was asked for of a visit, by name.
    pub async fn asked_files(&self, visit: VisitId) -> Result<Vec<AskedFile>, StoreError> {
        self.read_all(&keys::asked_of(visit)).await
    }

    /// What waits to be made, of all visits, the longest waiting first. A visit of which something is not sent yet is left
    /// out: the server would make a file of less than is here.
    pub async fn files_to_fetch(&self) -> Result<Vec<AskedFile>, StoreError> {
        if self.store.count(keys::ASKED).await? == 0 {
            return Ok(Vec::new());
        }
        let mut asked: Vec<AskedFile> = self.read_all(keys::ASKED).await?;
        asked.retain(AskedFile::waits);
        let unsent = self.outbox().await?;
        asked.retain(|file| unsent.iter().all(|mutation| mutation.visit != file.visit));
        in_order(&mut asked, |file| file.at);
        Ok(asked)
    }

    /// Keeps a file that the server made, or its words why not. False when nobody wants it any more.
    pub async fn keep_file(
        &self,
        asked: &AskedFile,
        came: Result<Vec<u8>, String>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let key = keys::asked(asked.visit, &asked.name());
        if self.read::<AskedFile>(&key).await?.as_ref() != Some(asked) {
            return Ok(false);
        }
        let mut told = asked.clone();
        let mut batch = Batch::default();
        match came {
            Ok(bytes) => {
                told.made = Some(now);
                batch.put(keys::made(asked.visit, &asked.name()), bytes);
            }
            Err(why) => told.refused = Some(why),
        }
        batch.put(key, json(&told));
        self.store.commit(batch).await.map(|()| true)
    }

    /// A file that was made.
    pub async fn file(&self, asked: &AskedFile) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.get(&keys::made(asked.visit, &asked.name())).await
    }

    /// Takes a file, or the wish for it, off the tablet.
    pub async fn forget_file(&self, asked: &AskedFile) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.delete(keys::asked(asked.visit, &asked.name()));
        batch.delete(keys::made(asked.visit, &asked.name()));
        self.store.commit(batch).await
    }

    /// Takes all files of a visit off the tablet.
    pub(super) async fn drop_files(&self, visit: VisitId, batch: &mut Batch) -> Result<(), StoreError> {
        for prefix in [keys::asked_of(visit), keys::made_of(visit)] {
            for key in self.store.keys(&prefix).await? {
                batch.delete(key);
            }
        }
        Ok(())
    }
}
