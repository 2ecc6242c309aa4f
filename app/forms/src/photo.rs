//! What is known of a photo beside its bytes: who agreed to it, who may see it, and the marks on the
//! layer above it. The bytes stand elsewhere, under their SHA-256; never here: how they get there.

use crate::value::{Attachment, Value};
use serde::{Deserialize, Serialize};

/// What stands before the SHA-256 (64 lower-case hexadecimal digits) in the `url` of a photo.
pub const PHOTO_URL: &str = "urn:threshold:photo:";
/// The only kind of file a photo is kept as.
pub const PHOTO_TYPE: &str = "image/jpeg";
/// Most bytes of a photo.
pub const PHOTO_LIMIT: u64 = 4_000_000;
/// Coordinates of marks go from 0 to this in either direction, whatever the size of the photo.
pub const FULL: u16 = 10_000;

/// What is known of a photo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Photo {
    /// Whether the person agreed; absent until somebody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Agreed>,
    /// What was drawn over it, in the order it was drawn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Who may see it; the care team only until somebody chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
    /// Who agreed for the person, where somebody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
}

/// Whether the person agreed to a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreed {
    /// The person did.
    Yes,
    /// Somebody did for the person.
    ForThem,
    /// No: the photo is removed, only these words stay.
    No,
}

/// Who may see a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shared {
    /// The care team only.
    Team,
    /// A landlord or contractor as well.
    Builders,
}

/// One mark, from a first to a second point.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// What is drawn.
    pub kind: MarkKind,
    /// The second point: the tip of an arrow, the opposite corner of a blur.
    pub to: (u16, u16),
    /// The first point.
    pub from: (u16, u16),
    /// The words of a text, or the length with its unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// An arrow.
    Arrow,
    /// A line with its length.
    Length,
    /// Words.
    Text,
    /// A face or a letter made unreadable.
    Blur,
}

impl MarkKind {
    /// Every kind, in the order of the tools.
    pub const ALL: [MarkKind; 4] = [MarkKind::Arrow, MarkKind::Length, MarkKind::Text, MarkKind::Blur];

    /// "Arrow".
    pub fn words(self) -> &'static str {
        match self {
            MarkKind::Arrow => "Arrow",
            MarkKind::Length => "Length",
            MarkKind::Text => "Text",
            MarkKind::Blur => "Blur",
        }
    }
}

impl Mark {
    /// The mark as a line of text: "Length: 540 mm".
    pub fn as_words(&self) -> String {
        match self.words.is_empty() {
            true => self.kind.words().to_owned(),
            false => format!("{}: {}", self.kind.words(), self.words),
        }
    }

    /// Left, top, right and bottom.
    pub fn corners(&self) -> (u16, u16, u16, u16) {
        let ((x0, y0), (x1, y1)) = (self.from, self.to);
        (x0.min(x1), y0.min(y1), x0.max(x1).min(FULL), y0.max(y1).min(FULL))
    }
}

impl Attachment {
    /// A photo that was just taken.
    pub fn new_photo(sha256: &str, size: u64, creation: String) -> Attachment {
        Attachment {
            content_type: Some(PHOTO_TYPE.to_owned()),
            creation: Some(creation),
            photo: Some(Photo::default()),
            size: Some(size),
            url: Some(format!("{PHOTO_URL}{sha256}")),
            ..Attachment::default()
        }
    }

    /// The SHA-256 under which the bytes of this photo stand; none for other files, and for a photo
    /// that was removed.
    pub fn photo_sha256(&self) -> Option<&str> {
        self.sha256_of_url().filter(|_| !self.is_removed())
    }

    /// The SHA-256 of a photo that was removed, whose bytes have to go.
    pub fn removed_photo_sha256(&self) -> Option<&str> {
        self.sha256_of_url().filter(|_| self.is_removed())
    }

    fn sha256_of_url(&self) -> Option<&str> {
        let digits = self.url.as_deref()?.strip_prefix(PHOTO_URL)?;
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (digits.len() == 64 && digits.bytes().all(is_digit)).then_some(digits)
    }

    /// True for a photo to which the person did not agree.
    pub fn is_removed(&self) -> bool {
        self.photo.as_ref().is_some_and(|photo| photo.agreed == Some(Agreed::No))
    }

    /// True while nobody said whether the person agreed to this photo.
    pub fn wants_agreement(&self) -> bool {
        self.photo_sha256().is_some() && self.photo.as_ref().is_none_or(|photo| photo.agreed.is_none())
    }
}

impl Value {
    /// The file, when this is one.
    pub fn as_attachment(&self) -> Option<&Attachment> {
        match self {
            Value::Attachment(file) => Some(file),
            _ => None,
        }
    }
}
