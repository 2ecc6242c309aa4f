//! What a check answers.

use serde::{Deserialize, Serialize};

/// The answer of a check, worst last. `Info` is for sums and clocks, which judge nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A figure to know.
    Info,
    /// It fits.
    Fits,
    /// Something that the check needs is missing.
    CannotTell,
    /// It fits, with little to spare or with a condition.
    Tight,
    /// It does not fit.
    DoesNotFit,
}

impl Verdict {
    /// All of them, in their order.
    pub const ALL: [Verdict; 5] =
        [Verdict::Info, Verdict::Fits, Verdict::CannotTell, Verdict::Tight, Verdict::DoesNotFit];

    /// The words on the screen and on paper.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Info => "For information",
            Verdict::Fits => "Fits",
            Verdict::CannotTell => "Cannot tell",
            Verdict::Tight => "Tight",
            Verdict::DoesNotFit => "Does not fit",
        }
    }

    /// The code in data: `does-not-fit`.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Info => "info",
            Verdict::Fits => "fits",
            Verdict::CannotTell => "cannot-tell",
            Verdict::Tight => "tight",
            Verdict::DoesNotFit => "does-not-fit",
        }
    }

    /// Reads a code, or the words as the tables write them ("does not fit").
    pub fn parse(text: &str) -> Option<Verdict> {
        let code = text.trim().replace(' ', "-");
        Verdict::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// True for what somebody should look at.
    pub fn wants_attention(self) -> bool {
        matches!(self, Verdict::Tight | Verdict::DoesNotFit)
    }
}

/// The answer of a check with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// One or two sentences for the therapist, with the numbers that were used.
    pub words: String,
    /// Named figures that were worked out: `("short-by", "34")`.
    pub values: Vec<(&'static str, String)>,
    /// Ids of inputs without which the check cannot tell.
    pub missing: Vec<String>,
}

impl Outcome {
    /// A verdict with its words.
    pub fn new(verdict: Verdict, words: impl Into<String>) -> Outcome {
        Outcome { verdict, words: words.into(), values: Vec::new(), missing: Vec::new() }
    }

    /// It fits.
    pub fn fits(words: impl Into<String>) -> Outcome {
        Outcome::new(Verdict::Fits, words)
    }

    /// Little to spare.
    pub fn tight(words: impl Into<String>) -> Outcome {
        Outcome::new(Verdict::Tight, words)
    }

    /// It does not fit.
    pub fn does_not_fit(words: impl Into<String>) -> Outcome {
        Outcome::new(Verdict::DoesNotFit, words)
    }

    /// For information.
    pub fn info(words: impl Into<String>) -> Outcome {
        Outcome::new(Verdict::Info, words)
    }

    /// Cannot tell, for another reason than a missing input.
    pub fn cannot_tell(words: impl Into<String>) -> Outcome {
        Outcome::new(Verdict::CannotTell, words)
    }

    /// Adds a named figure.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Outcome {
        self.values.push((name, value.to_string()));
        self
    }

    /// A named figure.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}
