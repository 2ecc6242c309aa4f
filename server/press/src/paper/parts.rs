//! What a sheet consists of, as the template reads it. `whole` says that a part is not split between two pages;
//! what may be longer than a page is never whole, since its rest would run over the edge.

use reports::document::Tone;
use serde::Serialize;

/// A part of a sheet.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub(super) enum Part {
    /// A heading; the title is level 1.
    Heading { level: u8, text: String },
    /// A paragraph; `lead` is the bold word that it begins with.
    Text { tone: Tone, lead: &'static str, text: String },
    /// A list.
    List { ordered: bool, entries: Vec<String> },
    /// Labels and words; words of `hyphens_from` letters may be hyphenated.
    Facts { rows: Vec<Fact>, wide_labels: bool, hyphens_from: usize },
    /// A table; `shares` are parts of the width.
    Table { caption: String, head: Vec<String>, rows: Vec<Row>, shares: Vec<usize>, hyphens_from: usize },
    /// A shape, its word, a title, and what belongs to it.
    Mark { shape: &'static str, word: String, title: String, lines: Vec<String>, whole: bool },
    /// Photos, side by side.
    Photos { shots: Vec<Print> },
    /// A drawing.
    Drawing { alt: String, caption: String, svg: String, width: f64 },
    /// A signature.
    Signature { name: String, role: String, when: String, fingerprint: String, whole: bool },
}

/// A label and its words.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Fact {
    pub label: String,
    pub words: String,
    pub whole: bool,
}

/// A row of a table.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Row {
    pub cells: Vec<String>,
    pub whole: bool,
}

/// A photo, or what is said in its place.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Print {
    /// The photo; `width` is the part of the column that it fills.
    Here { file: String, alt: String, caption: String, width: f64, whole: bool },
    /// The sentence in its place.
    Instead { instead: String },
}
