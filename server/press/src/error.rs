//! What can go wrong while a document is printed. The messages are for logs, so they never hold text of the
//! document.

use thiserror::Error;
use typst::diag::SourceDiagnostic;

/// Why a document was not printed.
#[derive(Debug, Error)]
pub enum PressError {
    /// The document could not be handed over as data.
    #[error("the document cannot be handed over as data: {0}")]
    Data(#[from] serde_json::Error),
    /// The sheets could not be set.
    #[error("the sheets cannot be set: {0}")]
    Setting(String),
    /// The sheets are set, but would not be a PDF that everybody can read.
    #[error("the sheets would break PDF/UA-1: {0}")]
    Standard(String),
    /// The Word file could not be written.
    #[error("the Word file cannot be written: {0}")]
    Word(String),
}

/// The messages of the typesetter in one line.
pub(crate) fn reasons(diagnostics: &[SourceDiagnostic]) -> String {
    let mut reasons: Vec<String> = diagnostics.iter().map(|one| without_quotations(&one.message)).collect();
    reasons.dedup();
    reasons.join("; ")
}

/// The typesetter quotes what it stumbled over between backticks, which may be text about a person.
pub(crate) fn without_quotations(message: &str) -> String {
    let kept: Vec<&str> = message.split('`').step_by(2).collect();
    kept.join("…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_typesetter_quotes_is_left_out_of_the_message() {
        let said = without_quotations("the text `\"Mrs Ellery\"` could not be displayed");
        assert_eq!(said, "the text … could not be displayed");
    }
}
