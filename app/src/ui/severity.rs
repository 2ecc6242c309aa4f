//! The five marks of what was found in the home: shape and word, never colour alone.

use super::Icon;
use leptos::prelude::*;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Safe enough and usable.
    Ok,
    /// Harm is credible.
    Concern,
    /// Something must be done now.
    Hazard,
    /// Does not apply.
    NotApplicable,
    /// Was not seen.
    NotSeen,
}

impl Severity {
    /// In the fixed order of the control.
    pub const ALL: [Severity; 5] =
        [Severity::Ok, Severity::Concern, Severity::Hazard, Severity::NotApplicable, Severity::NotSeen];

    /// The option's code in the forms.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Ok => "ok",
            Severity::Concern => "concern",
            Severity::Hazard => "hazard",
            Severity::NotApplicable => "not-applicable",
            Severity::NotSeen => "not-seen",
        }
    }

    /// The mark with this code.
    pub fn from_code(code: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|mark| mark.code() == code)
    }

    /// The word on the control.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Ok => "OK",
            Severity::Concern => "Concern",
            Severity::Hazard => "Hazard",
            Severity::NotApplicable => "Not applicable",
            Severity::NotSeen => "Not seen",
        }
    }

    /// The end of its CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Severity::NotApplicable => "na",
            other => other.code(),
        }
    }

    /// The icon on the control.
    pub fn icon(self) -> &'static str {
        self.class()
    }
}

/// A mark in running text or a list: calm for OK, solid for the rest.
#[component]
pub fn SeverityMark(
    /// Which.
    severity: Severity,
    /// A count or words instead of its own word.
    #[prop(optional, into)]
    words: Option<String>,
) -> impl IntoView {
    let icon = if severity == Severity::Ok { "ok-line" } else { severity.icon() };
    view! {
        <span class=format!("severity severity--{}", severity.class())>
            <Icon name=icon />
            {words.unwrap_or_else(|| severity.word().to_owned())}
        </span>
    }
}
