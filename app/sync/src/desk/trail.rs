//! The audit trail, as the privacy officer asks for it and reads it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::UserId;
use serde::{Deserialize, Serialize};

/// One row of the trail, for the privacy officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// Its number.
    pub n: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// Of which record: a kind and an id, as the trail keeps it.
    pub subject: String,
    /// The same in words, where it is still there.
    pub about: Option<String>,
    /// Why, where a reason was asked for.
    pub reason: String,
}

/// Which rows of the trail are asked for. What is empty asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFilter {
    /// Name or health number of the person they are about.
    pub about: String,
    /// Who did it.
    pub who: Option<UserId>,
    /// Code of what was done.
    pub action: String,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// Only rows with a lower number: what follows on a page.
    pub before: Option<i64>,
}

/// Rows of the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRows {
    /// Newest first.
    pub lines: Vec<AuditLine>,
    /// True when older rows were asked for, too.
    pub more: bool,
    /// Who is called what was asked about, as on banners.
    pub people: Vec<String>,
    /// True when they are more than are looked at; then there are no rows.
    pub too_many_people: bool,
}

/// What the trail can be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditChoices {
    /// Everybody who has or had an account.
    pub who: Vec<(UserId, String)>,
    /// Codes of what was done.
    pub actions: Vec<String>,
}

/// Whether the chain holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChainState {
    /// Every row follows from the one before; so many rows.
    Unbroken(u64),
    /// The first row that does not.
    BrokenAt(i64),
}
