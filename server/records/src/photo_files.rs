//! Where the bytes of photos and of issued reports stand: files of a folder, each on disk before anything
//! says so, or memory for tests. Whole photos under `photos/`, what has arrived of others under `parts/`,
//! reports under `reports/`. Nothing here knows who may see one.

use crate::error::{RecordsError, Result};
use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, memory::InMemory, path::Path};
use std::sync::Arc;

/// The store of the bytes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PhotoFiles(Arc<dyn ObjectStore>);

impl PhotoFiles {
    /// In this folder, which is made where it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn in_folder(folder: &std::path::Path) -> Result<PhotoFiles> {
        let failed = |error: &dyn std::fmt::Display| {
            RecordsError::Refused(format!("The folder for photos cannot be used: {error}."))
        };
        std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| failed(&error))?;
        Ok(PhotoFiles(Arc::new(store.with_fsync(true))))
    }

    /// In memory, for tests.
    pub fn in_memory() -> PhotoFiles {
        PhotoFiles(Arc::new(InMemory::new()))
    }

    /// Writes a file. When this returns `Ok`, it is on disk.
    pub(crate) async fn put(&self, name: &str, bytes: Bytes) -> Result<()> {
        self.0.put(&path(name)?, bytes.into()).await.map_err(failed)?;
        Ok(())
    }

    /// Reads a file; none when it is not there.
    pub(crate) async fn get(&self, name: &str) -> Result<Option<Bytes>> {
        match self.0.get(&path(name)?).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(failed)?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Whether a file is there.
    pub(crate) async fn has(&self, name: &str) -> Result<bool> {
        match self.0.head(&path(name)?).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes a file; one that is not there is fine.
    pub(crate) async fn remove(&self, name: &str) -> Result<()> {
        match self.0.delete(&path(name)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// The names in a folder, in order.
    pub(crate) async fn names(&self, folder: &str) -> Result<Vec<String>> {
        let found: Vec<_> = self.0.list(Some(&path(folder)?)).try_collect().await.map_err(failed)?;
        let mut names: Vec<String> = found.into_iter().map(|file| file.location.to_string()).collect();
        names.sort();
        Ok(names)
    }
}

fn path(name: &str) -> Result<Path> {
    Path::parse(name).map_err(|_| RecordsError::Damaged("name of a photo"))
}

fn failed(error: object_store::Error) -> RecordsError {
    tracing::error!(%error, "the store of photos did not answer");
    RecordsError::Photos
}
