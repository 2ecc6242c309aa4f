//! Opening the database: SQLite with one writer and several readers, or PostgreSQL. The same code
//! above sees no difference.

use crate::{
    entities::{counter, meta},
    error::{RecordsError, Result, read_json},
    migrations::Migrator,
    photo_files::PhotoFiles,
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use domain::OrgId;
use forms::Definition;
use sea_orm::{
    ActiveValue::Set,
    ConnectOptions, Database, DatabaseConnection, DbBackend, EntityTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm_migration::MigratorTrait;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use uuid::Uuid;

/// Checked forms by whose they are: an organisation's, or nobody's for those that ship with Threshold.
pub(crate) type Definitions = HashMap<(Option<OrgId>, sync::FormRef), Arc<Definition>>;

/// Everything that is kept. Cheap to clone.
#[derive(Clone)]
pub struct Records {
    pub(crate) writer: DatabaseConnection,
    pub(crate) readers: DatabaseConnection,
    pub(crate) definitions: Arc<Mutex<Definitions>>,
    pub(crate) epoch: Uuid,
    pub(crate) photo_files: PhotoFiles,
    fixed_now: Option<DateTime<Utc>>,
}

impl Records {
    /// Opens the database at this URL (`sqlite://path` or `postgres://...`), brings it up to date and
    /// keeps our own forms in it. Bytes of photos stand in `photo_files`.
    pub async fn open(url: &str, photo_files: PhotoFiles) -> Result<Records> {
        let writer = connect(url, Use::Writing).await?;
        Migrator::up(&writer, None).await?;
        let readers = match is_sqlite(url) {
            true if !url.contains(":memory:") => connect(url, Use::Reading).await?,
            _ => writer.clone(),
        };
        let epoch = first_contact(&writer).await?;
        let definitions = Arc::default();
        let records = Records { writer, readers, definitions, epoch, photo_files, fixed_now: None };
        records.keep_forms().await?;
        Ok(records)
    }

    /// The same records at a moment of our choosing: for demo data and for tests of what time does.
    pub fn at(&self, moment: DateTime<Utc>) -> Records {
        Records { fixed_now: Some(to_the_millisecond(moment)), ..self.clone() }
    }

    /// The store's id; a restored backup gets a new one.
    pub fn epoch(&self) -> Uuid {
        self.epoch
    }

    /// True when the database answers.
    pub async fn is_ready(&self) -> bool {
        self.readers.ping().await.is_ok()
    }

    /// Closes both sides; SQLite folds its log into the file.
    pub async fn close(self) -> Result<()> {
        self.readers.close_by_ref().await?;
        self.writer.close_by_ref().await?;
        Ok(())
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.readers.get_database_backend() == DbBackend::Sqlite
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.fixed_now.unwrap_or_else(|| to_the_millisecond(Utc::now()))
    }
}

/// Instants are kept at milliseconds, so that both databases compare them alike.
pub(crate) fn to_the_millisecond(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(at)
}

pub(crate) fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

enum Use {
    Writing,
    Reading,
}

async fn connect(url: &str, purpose: Use) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    let n_connections = match (is_sqlite(url), purpose) {
        (true, Use::Writing) => 1,
        (true, Use::Reading) => 4,
        (false, _) => 10,
    };
    options
        .max_connections(n_connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .foreign_keys(true)
                .optimize_on_close(true, None)
        });
    Ok(Database::connect(options).await?)
}

/// The epoch, made at the very first opening together with the sequence.
async fn first_contact(writer: &DatabaseConnection) -> Result<Uuid> {
    if let Some(row) = meta::Entity::find_by_id("epoch").one(writer).await? {
        return row.value.parse().map_err(|_| RecordsError::Damaged("epoch"));
    }
    let epoch = Uuid::now_v7();
    counter::Entity::insert(counter::ActiveModel { name: Set("seq".into()), value: Set(0) })
        .exec_without_returning(writer)
        .await?;
    meta::Entity::insert(meta::ActiveModel { key: Set("epoch".into()), value: Set(epoch.to_string()) })
        .exec_without_returning(writer)
        .await?;
    Ok(epoch)
}

/// The letterhead of an organisation, as kept.
pub(crate) fn letterhead(text: &str) -> Vec<String> {
    read_json(text, "letterhead").unwrap_or_default()
}
