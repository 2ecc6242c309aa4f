//! Why a questionnaire cannot be used: the place and the reason, in words an administrator can act on.

use std::fmt;

/// A questionnaire that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where: `item[2].item[4]`, or `line 3, column 7` when the text is no JSON. Empty for the whole form.
    pub path: String,
    /// Why, and where it helps, what would be right.
    pub reason: String,
}

impl Refusal {
    pub(crate) fn new(path: impl Into<String>, reason: impl Into<String>) -> Refusal {
        Refusal { path: path.into(), reason: reason.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for Refusal {}
