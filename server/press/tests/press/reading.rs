//! Reads a PDF or a Word file again, as far as the tests look into them.

use lopdf::{Document as Pdf, Object};
use std::io::{Cursor, Read};

/// A PDF that was read again.
pub struct Paper(Pdf);

impl Paper {
    pub fn read(bytes: &[u8]) -> Paper {
        Paper(Pdf::load_mem(bytes).expect("a PDF"))
    }

    pub fn n_pages(&self) -> usize {
        self.0.get_pages().len()
    }

    /// The words of a page, with single spaces.
    pub fn page(&self, number: u32) -> String {
        let text = self.0.extract_text(&[number]).expect("text");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of all pages.
    pub fn words(&self) -> String {
        (1..=self.n_pages() as u32).map(|number| self.page(number)).collect::<Vec<_>>().join(" ")
    }

    /// An entry of the catalogue.
    pub fn catalogue(&self, key: &[u8]) -> Option<&Object> {
        let entry = self.0.catalog().expect("catalogue").get(key).ok()?;
        self.0.dereference(entry).ok().map(|(_, entry)| entry)
    }

    /// The kinds of all structure elements, in the order of the file.
    pub fn tags(&self) -> Vec<String> {
        self.structure(b"S")
            .filter_map(|kind| kind.as_name().ok())
            .map(|name| String::from_utf8_lossy(name).into())
            .collect()
    }

    /// What pictures show, for those who cannot see them.
    pub fn alts(&self) -> Vec<String> {
        self.structure(b"Alt").filter_map(|alt| lopdf::decode_text_string(alt).ok()).collect()
    }

    /// True where the properties hold this, as the file writes it.
    pub fn metadata(&self) -> String {
        let Some(Object::Stream(metadata)) = self.catalogue(b"Metadata") else { return String::new() };
        let bytes = metadata.decompressed_content().unwrap_or_else(|_| metadata.content.clone());
        String::from_utf8_lossy(&bytes).into()
    }

    fn structure<'a>(&'a self, key: &'a [u8]) -> impl Iterator<Item = &'a Object> {
        let elements = self.0.objects.values().filter_map(|object| object.as_dict().ok());
        elements
            .filter(|element| element.has(b"S") && element.has(b"P"))
            .filter_map(move |element| element.get(key).ok())
    }
}

/// A part of a Word file.
pub fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("part").read_to_string(&mut text).expect("text");
    text
}
