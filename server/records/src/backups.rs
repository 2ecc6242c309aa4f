//! Backups of a running service, the same for SQLite and PostgreSQL: one compressed file of lines, each a
//! row as JSON, read in one snapshot; a head that says what it is and a foot with the count and a hash
//! over everything before it. Either database is restored from either. A restored service has a new
//! epoch: tablets then offer again what they sent within the last fortnight.

use crate::{
    entities::{dump_all, empty_all, insert_into, issued_report, meta, organisation, photo},
    error::{RecordsError, Result},
    issued,
    migrations::Migrator,
    opening::Records,
    photo_files::PhotoFiles,
    photos::file_name,
};
use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use futures_util::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    IsolationLevel, PaginatorTrait, QueryFilter, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    path::Path,
};
use uuid::Uuid;

/// What the head of every backup says it is.
const FORMAT: &str = "threshold.backup.v1";
/// What stands in the place of a table's name before the bytes of photos and of issued reports.
const PHOTO_BYTES: &str = "photo-bytes";
/// Rows put into a table at once.
const AT_ONCE: usize = 50;

/// What a backup or a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When the backup was made.
    pub made_at: DateTime<Utc>,
    /// Rows in it.
    pub n_rows: u64,
    /// The epoch of the service: of the one that was saved, or the new one of the one that was restored.
    pub epoch: Uuid,
}

#[derive(Serialize, Deserialize)]
struct HeadLine {
    format: String,
    made_at: DateTime<Utc>,
    /// The newest migration the rows fit.
    schema: String,
    epoch: Uuid,
}

#[derive(Serialize, Deserialize)]
struct RowLine {
    table: String,
    row: Value,
}

/// The bytes of a photo or of an issued report, as a row of [`PHOTO_BYTES`].
#[derive(Serialize, Deserialize)]
struct PhotoLine {
    name: String,
    base64: String,
}

#[derive(Serialize, Deserialize)]
struct FootLine {
    n_rows: u64,
    sha256: String,
}

/// Where the rows of a backup go.
pub(crate) struct Sink<'a> {
    out: &'a mut (dyn Write + Send),
    hash: Sha256,
    n_rows: u64,
}

impl Sink<'_> {
    fn line(&mut self, value: &impl Serialize) -> Result<()> {
        let mut line = serde_json::to_vec(value).map_err(|_| RecordsError::Damaged("row"))?;
        line.push(b'\n');
        self.hash.update(&line);
        self.out.write_all(&line).map_err(file_failed)
    }

    fn file(&mut self, name: String, bytes: &[u8]) -> Result<()> {
        let row = PhotoLine { name, base64: BASE64.encode(bytes) };
        let row = serde_json::to_value(row).map_err(|_| RecordsError::Damaged("photo"))?;
        self.line(&RowLine { table: PHOTO_BYTES.to_owned(), row })?;
        self.n_rows += 1;
        Ok(())
    }
}

impl Records {
    /// Writes a backup into a new file that only its owner may read. The service goes on working; the
    /// backup is of one moment.
    pub async fn backup(&self, to: &Path) -> Result<Backup> {
        let file = private_file(to)?;
        let made = self.write_backup(file).await;
        if made.is_err() {
            // What is not whole must not be taken for a backup, nor stand in the way of the next one.
            let _ = std::fs::remove_file(to);
        }
        made
    }

    async fn write_backup(&self, file: File) -> Result<Backup> {
        let made_at = self.now();
        // On PostgreSQL the snapshot has to be asked for; SQLite reads from one in any case.
        let options = TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead).filter(|_| !self.is_sqlite()),
            ..TransactionOptions::default()
        };
        let tx = self.readers.begin_with_options(options).await?;
        let mut file = GzEncoder::new(file, Compression::default());
        let mut sink = Sink { out: &mut file, hash: Sha256::new(), n_rows: 0 };
        let epoch = self.epoch();
        sink.line(&HeadLine { format: FORMAT.to_owned(), made_at, schema: newest_schema(), epoch })?;
        dump_all(&tx, &mut sink).await?;
        self.dump_photos(&tx, &mut sink).await?;
        self.dump_reports(&tx, &mut sink).await?;
        let (n_rows, sha256) = (sink.n_rows, hex(&sink.hash));
        tx.commit().await?;
        let foot =
            serde_json::to_vec(&FootLine { n_rows, sha256 }).map_err(|_| RecordsError::Damaged("row"))?;
        file.write_all(&foot).map_err(file_failed)?;
        file.finish().and_then(|file| file.sync_all()).map_err(file_failed)?;
        Ok(Backup { made_at, n_rows, epoch })
    }

    /// Fills an empty database from a backup, with a new epoch. The whole file is checked before
    /// anything is written, and everything is written or nothing.
    pub async fn restore(url: &str, photo_files: PhotoFiles, from: &Path) -> Result<Backup> {
        let (head, n_rows) = check(from)?;
        let records = Records::open(url, photo_files).await?;
        if organisation::Entity::find().count(&records.readers).await? > 0 {
            return Err(refused("This database is not empty. Restore into a new one."));
        }
        let tx = records.writer.begin().await?;
        empty_all(&tx).await?;
        let mut waiting: (String, Vec<Value>) = (String::new(), Vec::new());
        for line in lines(from)?.skip(1) {
            let Ok(RowLine { table, row }) = serde_json::from_slice(&line?) else {
                // The foot, as `check` has found.
                break;
            };
            if table != waiting.0 || waiting.1.len() >= AT_ONCE {
                records.flush(&mut waiting, &tx).await?;
                waiting.0 = table;
            }
            waiting.1.push(row);
        }
        records.flush(&mut waiting, &tx).await?;
        records.forget_missing_photos(&tx).await?;
        let epoch = Uuid::now_v7();
        meta::Entity::update(meta::ActiveModel { key: Set("epoch".into()), value: Set(epoch.to_string()) })
            .exec(&tx)
            .await?;
        tx.commit().await?;
        records.close().await?;
        Ok(Backup { made_at: head.made_at, n_rows, epoch })
    }
}

impl Records {
    async fn flush(&self, waiting: &mut (String, Vec<Value>), tx: &DatabaseTransaction) -> Result<()> {
        let rows = std::mem::take(&mut waiting.1);
        match (rows.is_empty(), waiting.0.as_str()) {
            (true, _) => Ok(()),
            (false, PHOTO_BYTES) => self.insert_photos(rows).await,
            (false, table) => insert_into(table, rows, tx).await,
        }
    }

    /// Gives the bytes of every stored photo to the sink, after the rows that name them.
    async fn dump_photos(&self, tx: &DatabaseTransaction, sink: &mut Sink<'_>) -> Result<()> {
        for row in photo::Entity::find().filter(photo::Column::StoredAt.is_not_null()).all(tx).await? {
            let name = file_name(&row);
            let Some(bytes) = self.photo_files.get(&name).await? else {
                // One that was removed since the snapshot is missed by nobody.
                let id = (row.org, row.visit, row.sha256);
                let now = photo::Entity::find_by_id(id).one(&self.writer).await?;
                match now.is_some_and(|now| now.stored_at.is_some()) {
                    true => {
                        return Err(refused(
                            "A photo is missing. Does --data name the folder that the service uses?",
                        ));
                    }
                    false => continue,
                }
            };
            sink.file(name, &bytes)?;
        }
        Ok(())
    }

    /// Gives the bytes of every issued report to the sink. None is ever removed, so one that is not there is missing.
    async fn dump_reports(&self, tx: &DatabaseTransaction, sink: &mut Sink<'_>) -> Result<()> {
        for row in issued_report::Entity::find().all(tx).await? {
            let name = issued::file_name(&row);
            let bytes = self.photo_files.get(&name).await?.ok_or_else(|| {
                refused("An issued report is missing. Does --data name the folder that the service uses?")
            })?;
            sink.file(name, &bytes)?;
        }
        Ok(())
    }

    /// What a backup does not bring along is not here: tablets that have it send it again.
    async fn forget_missing_photos(&self, tx: &DatabaseTransaction) -> Result<()> {
        for row in photo::Entity::find().all(tx).await? {
            if row.stored_at.is_some() && self.photo_files.has(&file_name(&row)).await? {
                continue;
            }
            let mut row: photo::ActiveModel = row.into();
            row.stored_at = Set(None);
            row.received = Set(0);
            row.update(tx).await?;
        }
        Ok(())
    }

    async fn insert_photos(&self, rows: Vec<Value>) -> Result<()> {
        let damaged = || RecordsError::Damaged("photo of a backup");
        for row in rows {
            let PhotoLine { name, base64 } = serde_json::from_value(row).map_err(|_| damaged())?;
            let bytes = BASE64.decode(base64.as_bytes()).map_err(|_| damaged())?;
            self.photo_files.put(&name, bytes.into()).await?;
        }
        Ok(())
    }
}

/// Gives every row of a table to the sink.
pub(crate) async fn dump<E>(table: &str, db: &DatabaseTransaction, out: &mut Sink<'_>) -> Result<()>
where
    E: EntityTrait,
    E::Model: Serialize + Send + Sync,
{
    let mut rows = E::find().stream(db).await?;
    while let Some(row) = rows.try_next().await? {
        let row = serde_json::to_value(row).map_err(|_| RecordsError::Damaged("row"))?;
        out.line(&RowLine { table: table.to_owned(), row })?;
        out.n_rows += 1;
    }
    Ok(())
}

/// Puts rows into a table.
pub(crate) async fn insert<E>(rows: Vec<Value>, db: &DatabaseTransaction) -> Result<()>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + IntoActiveModel<E::ActiveModel>,
{
    let mut models = Vec::with_capacity(rows.len());
    for row in rows {
        let model: E::Model =
            serde_json::from_value(row).map_err(|_| RecordsError::Damaged("row of a backup"))?;
        models.push(model.into_active_model());
    }
    E::insert_many(models).exec_without_returning(db).await?;
    Ok(())
}

/// Reads a backup through: whether it is one, whole, unchanged and not from a newer Threshold.
fn check(from: &Path) -> Result<(HeadLine, u64)> {
    let not_one = || refused("This file is no backup of Threshold.");
    let mut all = lines(from)?;
    let first = all.next().ok_or_else(not_one)??;
    let head: HeadLine = serde_json::from_slice(&first).map_err(|_| not_one())?;
    if head.format != FORMAT {
        return Err(not_one());
    }
    if head.schema > newest_schema() {
        return Err(refused("This backup was made by a newer Threshold. Restore it with that one."));
    }
    let mut hash = Sha256::new();
    hash.update(&first);
    for (n_rows, line) in (0..).zip(all) {
        let line = line?;
        if let Ok(foot) = serde_json::from_slice::<FootLine>(&line) {
            return match foot.n_rows == n_rows && foot.sha256 == hex(&hash) {
                true => Ok((head, n_rows)),
                false => Err(refused("This backup was changed or is damaged.")),
            };
        }
        hash.update(&line);
    }
    Err(refused("This backup is not whole: its end is missing."))
}

/// The lines of a backup, with their ends.
fn lines(from: &Path) -> Result<impl Iterator<Item = Result<Vec<u8>>>> {
    let file = File::open(from).map_err(file_failed)?;
    let mut reader = BufReader::new(GzDecoder::new(BufReader::new(file)));
    Ok(std::iter::from_fn(move || {
        let mut line = Vec::new();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line)),
            // A file cut off in the middle ends inside a compressed block.
            Err(_) => Some(Err(refused("This backup is not whole, or no backup of Threshold."))),
        }
    }))
}

fn private_file(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(file_failed)
}

fn newest_schema() -> String {
    Migrator::migrations().last().map(|migration| migration.name().to_owned()).unwrap_or_default()
}

fn hex(hash: &Sha256) -> String {
    hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn refused(words: &str) -> RecordsError {
    RecordsError::Refused(words.to_owned())
}

fn file_failed(error: std::io::Error) -> RecordsError {
    RecordsError::Refused(format!("The file could not be used: {error}."))
}
