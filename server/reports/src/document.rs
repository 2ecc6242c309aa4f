//! A document for one reader, as data: what the six reports are made into, and what the page, the PDF and the
//! Word file are drawn from, so that all three say the same. Text is text: nothing in it is ever markup.

use domain::VisitId;
use serde::{Deserialize, Serialize};

/// For whom a document is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// The full assessment, for the record.
    Full,
    /// A letter to the person, in plain words.
    Letter,
    /// One page for the team.
    Summary,
    /// For a landlord or contractor: what is to be done, and what was agreed to be shown.
    Landlord,
    /// For housing: purposes of a grant and the two tests.
    Housing,
    /// For carers: how to help the person to move.
    Handling,
}

impl DocumentKind {
    /// All kinds, in the order of the menu.
    pub const ALL: [DocumentKind; 6] = [
        DocumentKind::Full,
        DocumentKind::Letter,
        DocumentKind::Summary,
        DocumentKind::Landlord,
        DocumentKind::Housing,
        DocumentKind::Handling,
    ];

    /// The code in addresses: `letter`.
    pub fn code(self) -> &'static str {
        match self {
            DocumentKind::Full => "full",
            DocumentKind::Letter => "letter",
            DocumentKind::Summary => "summary",
            DocumentKind::Landlord => "landlord",
            DocumentKind::Housing => "housing",
            DocumentKind::Handling => "handling",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<DocumentKind> {
        DocumentKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words in the menu.
    pub fn words(self) -> &'static str {
        match self {
            DocumentKind::Full => "Full assessment",
            DocumentKind::Letter => "Client letter",
            DocumentKind::Summary => "One-page summary",
            DocumentKind::Landlord => "Landlord or contractor",
            DocumentKind::Housing => "Housing recommendation",
            DocumentKind::Handling => "Handling plan for carers",
        }
    }
}

/// How a paragraph is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Plain words.
    #[default]
    Plain,
    /// Somebody's own words.
    Quote,
    /// What is missing or not finished, said in its place.
    Gap,
    /// Small print: sources, versions.
    Small,
}

/// A photo to be printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shot {
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// What is printed under it.
    pub caption: String,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading; level 1 is the first under the title.
    Heading {
        /// 1 to 3, never a step deeper than one below the heading before.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Text {
        /// The words; line breaks are kept.
        text: String,
        /// How they are meant.
        tone: Tone,
    },
    /// A list.
    List {
        /// Numbered.
        ordered: bool,
        /// Its entries.
        entries: Vec<String>,
    },
    /// Labels and their words.
    Facts {
        /// Label and words.
        rows: Vec<(String, String)>,
    },
    /// A table with a head.
    Table {
        /// What it is a table of.
        caption: String,
        /// The head.
        head: Vec<String>,
        /// The rows, each as long as the head.
        rows: Vec<Vec<String>>,
    },
    /// A finding or a check: a shape with its word, a title, and what belongs to it.
    Mark {
        /// Code of a judgement or verdict: `hazard`, `concern`, `fits`, `tight`, `does-not-fit`, `cannot-tell`, `not-seen`.
        sign: String,
        /// The word beside the shape: "Hazard".
        word: String,
        /// What it is about.
        title: String,
        /// One paragraph each.
        lines: Vec<String>,
    },
    /// Photos.
    Photos {
        /// The photos.
        shots: Vec<Shot>,
    },
    /// A drawing, in SVG that we made ourselves.
    Drawing {
        /// What it shows, for those who cannot see it.
        alt: String,
        /// What is printed under it.
        caption: String,
        /// The drawing.
        svg: String,
    },
    /// A signature.
    Signature {
        /// Name.
        name: String,
        /// Printed role and registration.
        role: String,
        /// When and to what: "Signed 12 May 2026 10:53, version 2."
        when: String,
        /// Fingerprint of what was signed; empty where there is none.
        fingerprint: String,
    },
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// For whom.
    pub kind: DocumentKind,
    /// The visit it is made from.
    pub visit: VisitId,
    /// Its title.
    pub title: String,
    /// Under the title: kind of visit and day.
    pub subtitle: String,
    /// Language tag: `en-GB`.
    pub language: String,
    /// The letterhead, line by line; the first is the name of the service.
    pub letterhead: Vec<String>,
    /// The reader's address, line by line, or the reader's name; may be empty.
    pub to: Vec<String>,
    /// The day it was made for, written out: "12 May 2026".
    pub day: String,
    /// The same day as year, month, day.
    pub on: (i32, u32, u32),
    /// What stands at the foot of every sheet, before the page number.
    pub running: String,
    /// "Draft, not signed", where it is one.
    pub draft: Option<String>,
    /// Large print.
    pub large: bool,
    /// The parts.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The photos that it shows, each once.
    pub fn photos(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for block in &self.blocks {
            let Block::Photos { shots } = block else { continue };
            for shot in shots {
                if !found.contains(&shot.sha256.as_str()) {
                    found.push(&shot.sha256);
                }
            }
        }
        found
    }
}
