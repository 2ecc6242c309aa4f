//! The photos that were found for a document.

use std::collections::BTreeMap;

/// Photos by their SHA-256 in hexadecimal, as JPEG. One that is not here is said in its place.
#[derive(Clone, Debug, Default)]
pub struct Images(BTreeMap<String, Vec<u8>>);

impl Images {
    /// No photo.
    pub fn new() -> Images {
        Images::default()
    }

    /// Adds a photo.
    pub fn insert(&mut self, sha256: impl Into<String>, jpeg: Vec<u8>) {
        self.0.insert(sha256.into(), jpeg);
    }

    pub(crate) fn get(&self, sha256: &str) -> Option<&[u8]> {
        self.0.get(sha256).map(Vec::as_slice)
    }
}

impl From<BTreeMap<String, Vec<u8>>> for Images {
    fn from(photos: BTreeMap<String, Vec<u8>>) -> Images {
        Images(photos)
    }
}

impl FromIterator<(String, Vec<u8>)> for Images {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(photos: I) -> Images {
        Images(photos.into_iter().collect())
    }
}
