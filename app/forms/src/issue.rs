//! A remark on an answer: what is so, and what would be right. Words for the screen, without blame.
//! Never here: when a remark arises (`validate`, `view`).

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IssueKind {
    /// Nothing is said, and the form needs something.
    Unanswered,
    /// Not seen, and no reason is given.
    NoReason,
    /// A concern or hazard, and nobody is named as affected.
    NobodyAffected,
    /// The value is of another type, or is no value of its type.
    WrongType,
    /// None of the options.
    NotAnOption,
    /// More answers or copies than the form allows.
    TooMany,
    /// Fewer answers or copies than the form asks for.
    TooFew,
    /// An option that stands alone was chosen with others.
    NotAlone,
    /// Above the usual range.
    AboveRange,
    /// Below the usual range.
    BelowRange,
    /// More characters than the form allows.
    TooLong,
    /// Fewer characters than the form asks for.
    TooShort,
    /// Not written as the form asks.
    Pattern,
    /// More figures after the point than the form allows.
    Places,
    /// Another unit than the form offers.
    Unit,
    /// Another kind of file, or a larger one, than the form allows.
    File,
    /// A rule of the form does not hold.
    Rule,
    /// A rule of the form could not be run on these answers.
    RuleNotRun,
}

/// How much a remark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// May stay; somebody should look. Goes when the item is marked as checked.
    Check,
    /// Stops finishing, never leaving.
    Needed,
    /// Cannot be right; kept, marked and exported with its mark. Stops finishing.
    Wrong,
}

/// The earliest moment a remark may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// At once.
    WhileTyping,
    /// When the field is left.
    OnLeaving,
    /// On "What is missing" and when finishing.
    OnFinish,
}

/// A remark on an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What it is about.
    pub kind: IssueKind,
    /// How much it weighs.
    pub severity: Severity,
    /// When it may first be shown.
    pub when: When,
    /// The words.
    pub text: String,
}

impl Issue {
    pub(crate) fn new(kind: IssueKind, severity: Severity, when: When, text: impl Into<String>) -> Issue {
        Issue { kind, severity, when, text: text.into() }
    }
}
