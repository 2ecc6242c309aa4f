//! Photos and drawings, looked at before anything is set: one that cannot be decoded would spoil the whole
//! document, so it is found here and said in its place.

use crate::Images;
use reports::document::Document;
use std::collections::BTreeMap;
use typst::{
    foundations::Bytes,
    visualize::{ExchangeFormat, RasterImage, SvgImage},
};

/// What is there of a photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Picture {
    /// It can be printed.
    Here {
        /// Its place among the files.
        file_idx: usize,
        /// Height over width.
        tall: f64,
    },
    /// It has not arrived.
    Away,
    /// Its bytes are no picture.
    Spoilt,
}

/// The photos of a document.
pub(super) struct Pictures<'a> {
    by_sha256: BTreeMap<&'a str, Picture>,
    files: Vec<Bytes>,
}

impl<'a> Pictures<'a> {
    /// Looks at every photo that the document shows.
    pub(super) fn new(document: &'a Document, images: &Images) -> Pictures<'a> {
        let mut pictures = Pictures { by_sha256: BTreeMap::new(), files: Vec::new() };
        for sha256 in document.photos() {
            let picture = images.get(sha256).map_or(Picture::Away, |jpeg| pictures.take(jpeg));
            pictures.by_sha256.insert(sha256, picture);
        }
        pictures
    }

    /// What is there of a photo.
    pub(super) fn of(&self, sha256: &str) -> Picture {
        self.by_sha256.get(sha256).copied().unwrap_or(Picture::Away)
    }

    /// The files, in the order of their places. Cheap to call: the bytes are shared.
    pub(super) fn files(&self) -> Vec<Bytes> {
        self.files.clone()
    }

    fn take(&mut self, jpeg: &[u8]) -> Picture {
        let file = Bytes::new(jpeg.to_vec());
        // The typesetter remembers what it decoded, so looking costs nothing twice.
        let Ok(photo) = RasterImage::plain(file.clone(), ExchangeFormat::Jpg) else { return Picture::Spoilt };
        self.files.push(file);
        Picture::Here {
            file_idx: self.files.len() - 1,
            tall: tallness(photo.width().into(), photo.height().into()),
        }
    }
}

/// Height over width of a drawing; none where it is no drawing, or asks for pictures that are not in it.
pub(super) fn drawing(svg: &str) -> Option<f64> {
    if has_pictures(svg) {
        return None;
    }
    let drawing = SvgImage::new(Bytes::new(svg.as_bytes().to_vec())).ok()?;
    Some(tallness(drawing.width(), drawing.height()))
}

fn has_pictures(svg: &str) -> bool {
    svg.split('<').skip(1).any(|tag| {
        let name = tag
            .split(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '>'))
            .next()
            .unwrap_or_default();
        matches!(name.rsplit(':').next(), Some("image" | "feImage"))
    })
}

fn tallness(width: f64, height: f64) -> f64 {
    if width > 0.0 { height / width } else { 1.0 }
}
