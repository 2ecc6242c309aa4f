//! What of a form cannot be done here, said where it stands. Nothing of a form is dropped without one of these.

/// A remark for whoever brings the form in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// FHIR's name of what it is about: `enableBehavior`, `rendering-xhtml`.
    pub feature: String,
    /// What that means here, in plain words.
    pub text: String,
    /// True when the person at the form gets less than the form means; false for what only wants saying.
    pub degrades: bool,
}

impl Notice {
    /// Something that wants saying and takes nothing away.
    pub(super) fn remark(feature: &str, text: impl Into<String>) -> Notice {
        Notice { feature: feature.to_owned(), text: text.into(), degrades: false }
    }

    /// Something of the form that is done less well here.
    pub(super) fn less(feature: &str, text: impl Into<String>) -> Notice {
        Notice { feature: feature.to_owned(), text: text.into(), degrades: true }
    }
}
