//! What the typesetter may see: the template, one sheet and its photos. There is no file system, no network
//! and no clock behind it.

use super::fonts;
use std::sync::LazyLock;
use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

const TEMPLATE: &str = include_str!("../paper.typ");

/// Labels of facts are heads of their rows; the template can say so only with this feature.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(*MAIN, TEMPLATE.to_owned()));

// The typesetter keeps every path it ever saw. There are only these: a photo is called by its place in the
// document and not by its fingerprint, so the number of paths does not grow with the number of prints.
static MAIN: LazyLock<FileId> = LazyLock::new(|| {
    let path = VirtualPath::new("paper.typ").expect("a plain name is a path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
});

/// One sheet on the desk.
pub(super) struct Desk {
    sheet: Bytes,
    photos: Vec<Bytes>,
}

impl Desk {
    /// The sheet as JSON, and the photos it names by place.
    pub(super) fn new(sheet: Vec<u8>, photos: Vec<Bytes>) -> Desk {
        Desk { sheet: Bytes::new(sheet), photos }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::book()
    }

    fn main(&self) -> FileId {
        *MAIN
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *MAIN { Ok(SOURCE.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        if name == "sheet.json" {
            return Ok(self.sheet.clone());
        }
        let place = name.strip_suffix(".jpg").and_then(|place| place.parse::<usize>().ok());
        place.and_then(|place| self.photos.get(place)).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
