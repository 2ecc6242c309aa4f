//! Reports as they were given to somebody: what is kept about each, and what is told of it.

use chrono::{DateTime, Utc};
use domain::{IssuedId, VisitId};
use serde::{Deserialize, Serialize};

/// What the person said, as the forms have it, and whether it takes a reason to give the report all the same.
pub const CONSENT: [(&str, bool); 6] = [
    ("Said yes", false),
    ("Signed yes", false),
    ("Said no", true),
    ("Cannot decide this today, best-interests basis recorded", false),
    ("Person with parental responsibility said yes", false),
    ("Not asked yet", true),
];

/// A report that is given to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIssue {
    /// Code of the kind of report: `client-letter`.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// How the person agreed to that.
    pub consent: String,
    /// `pdf`, `docx` or `html`.
    pub format: String,
    /// In large print.
    pub large: bool,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A report that was given to somebody. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedLine {
    /// Its id.
    pub id: IssuedId,
    /// Of which visit.
    pub visit: VisitId,
    /// Code of the kind of report.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// How the person agreed to that.
    pub consent: String,
    /// `pdf`, `docx` or `html`.
    pub format: String,
    /// In large print.
    pub large: bool,
    /// The version of the record that it shows.
    pub version: u32,
    /// The hash under that version's signature.
    pub content_hash: String,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// Bytes of the file.
    pub size: u64,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}
