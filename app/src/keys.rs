//! The keys of this tablet, as the pages know them: made, opened and dropped, and never seen. The entry
//! crate keeps them with the browser's own cryptography.

use serde::{Deserialize, Serialize};
use sync::store::LocalFuture;
use uuid::Uuid;

/// The tablet's data key as it lies in the store: wrapped, and useless without the passphrase and the
/// server's secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrapped {
    /// Names the key; everything sealed with it is bound to this name.
    pub id: Uuid,
    /// What the passphrase is stretched with, in hexadecimal digits.
    pub salt: String,
    /// The data key under passphrase and secret, in hexadecimal digits.
    pub key: String,
    /// The server's secret under the passphrase alone, for opening without signal. Taken away when the
    /// server was not met for too long.
    pub secret: Option<String>,
}

/// What became of a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It is right, and the tablet is open. When the secret was fetched anew: what to keep from now on.
    Opens(Option<Wrapped>),
    /// It is not right.
    Wrong,
    /// The server's secret is not here any more: meet the server first.
    NeedsServer,
}

/// The keys of this tablet. Errors are words for the person.
pub trait Keys {
    /// True while what is sealed can be read.
    fn is_open(&self) -> bool;
    /// Makes a data key and wraps it. It is used from [`Keys::begin`] on, so that the wrapped key is on
    /// the disk before anything is sealed with it.
    fn make(&self, passphrase: String) -> LocalFuture<'static, Result<Wrapped, String>>;
    /// Begins to seal with the key that was made, and seals what lies here already.
    fn begin(&self) -> LocalFuture<'static, ()>;
    /// Tries a passphrase.
    fn open(&self, passphrase: String, wrapped: Wrapped) -> LocalFuture<'static, Result<Opening, String>>;
    /// Wraps the same key under another passphrase; none when the old one is not right.
    fn wrap_anew(
        &self,
        old: String,
        new: String,
        wrapped: Wrapped,
    ) -> LocalFuture<'static, Result<Option<Wrapped>, String>>;
    /// Seals the contents of a recovery file with the data key.
    fn seal_file(&self, contents: Vec<u8>) -> LocalFuture<'static, Result<Vec<u8>, String>>;
    /// Opens what was sealed so, with passphrase and wrapped key of the tablet it comes from, and the server's secret
    /// of that tablet; none when the passphrase is not right.
    fn open_file(
        &self,
        passphrase: String,
        wrapped: Wrapped,
        secret: String,
        sealed: Vec<u8>,
    ) -> LocalFuture<'static, Result<Option<Vec<u8>>, String>>;
    /// Drops the keys.
    fn close(&self);
}

/// Why nothing is made or opened where there is nothing of anybody.
const NOTHING_HERE: &str = "there is nothing to lock here";

/// For a store that holds nothing of anybody: the preview of a form. It never locks.
pub struct NoKeys;

impl Keys for NoKeys {
    fn is_open(&self) -> bool {
        false
    }

    fn make(&self, _passphrase: String) -> LocalFuture<'static, Result<Wrapped, String>> {
        Box::pin(async { Err(NOTHING_HERE.to_owned()) })
    }

    fn begin(&self) -> LocalFuture<'static, ()> {
        Box::pin(async {})
    }

    fn open(&self, _passphrase: String, _wrapped: Wrapped) -> LocalFuture<'static, Result<Opening, String>> {
        Box::pin(async { Ok(Opening::Wrong) })
    }

    fn wrap_anew(
        &self,
        _old: String,
        _new: String,
        _wrapped: Wrapped,
    ) -> LocalFuture<'static, Result<Option<Wrapped>, String>> {
        Box::pin(async { Ok(None) })
    }

    fn seal_file(&self, _contents: Vec<u8>) -> LocalFuture<'static, Result<Vec<u8>, String>> {
        Box::pin(async { Err(NOTHING_HERE.to_owned()) })
    }

    fn open_file(
        &self,
        _passphrase: String,
        _wrapped: Wrapped,
        _secret: String,
        _sealed: Vec<u8>,
    ) -> LocalFuture<'static, Result<Option<Vec<u8>>, String>> {
        Box::pin(async { Ok(None) })
    }

    fn close(&self) {}
}
