//! What can go wrong here. What is shown to people is decided elsewhere, by one projection.

use domain::Denial;
use sea_orm::DbErr;
use thiserror::Error;

/// Every method of `Records` fails in one of these ways.
#[derive(Debug, Error)]
pub enum RecordsError {
    /// It does not exist, or it is not the actor's to see.
    #[error("not found")]
    NotFound,
    /// The policy says no, and the actor may know why.
    #[error("denied: {0:?}")]
    Denied(Denial),
    /// The request cannot be done as it stands; the words are for the person who asked.
    #[error("cannot be done: {0}")]
    Refused(String),
    /// The record is not what the actor looked at any more.
    #[error("changed meanwhile")]
    Changed,
    /// Something kept cannot be read: a defect or damage. The words name the kind, never content.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// The store of photos and reports did not answer, or lacks one.
    #[error("photos: the store did not answer")]
    Photos,
    /// The database did not do it.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl From<Denial> for RecordsError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotYours => RecordsError::NotFound,
            other => RecordsError::Denied(other),
        }
    }
}

/// The result of everything here.
pub type Result<T, E = RecordsError> = std::result::Result<T, E>;

/// Reads JSON that this crate wrote.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(text: &str, kind: &'static str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| RecordsError::Damaged(kind))
}

/// Writes JSON of our own types, which have string keys and finite numbers only.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
