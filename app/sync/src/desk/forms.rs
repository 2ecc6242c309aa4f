//! What the pages of forms are told and send.

use chrono::NaiveDate;
use domain::VisitKind;
use serde::{Deserialize, Serialize};

/// One version of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormVersion {
    /// "1.2.0".
    pub version: String,
    /// From which day new visits take it; none for what ships with Threshold.
    pub from: Option<NaiveDate>,
    /// Who published it.
    pub by: Option<String>,
    /// Visits that are begun and not signed in it.
    pub n_open: u32,
}

/// A form of the service, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormLine {
    /// Its id, as in visits and addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// True for the forms that ship with Threshold.
    pub ships: bool,
    /// The version that visits begun today take; none before the first day of the first.
    pub in_use: Option<FormVersion>,
    /// A version whose day is still to come.
    pub next: Option<FormVersion>,
    /// The kinds of visits that come with it.
    pub kinds: Vec<VisitKind>,
    /// Since when it is not used for new visits any more.
    pub retired_on: Option<NaiveDate>,
    /// What of it is not done as the form means, in the version in use.
    pub n_notices: u32,
}

/// A form with all its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPage {
    /// What the list shows of it.
    pub line: FormLine,
    /// Every version, newest first.
    pub versions: Vec<FormVersion>,
    /// The Questionnaire of the version in use, or of the next where none is in use yet.
    pub questionnaire: String,
}

/// What became of a Questionnaire that somebody brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum FormCheck {
    /// It can be used.
    Accepted(Box<CheckedForm>),
    /// It cannot.
    Refused {
        /// Where in it: `item[2].item[4]`; empty when it is about the whole.
        path: String,
        /// Why, in words.
        reason: String,
    },
}

/// A Questionnaire that can be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedForm {
    /// The id it has, or will have.
    pub id: String,
    /// The version it has, or will have.
    pub version: String,
    /// The Questionnaire with the value sets of FHIR that it names.
    pub questionnaire: String,
    /// The newest version that is published: its name and its Questionnaire.
    pub before: Option<(String, String)>,
    /// The kinds of visits that come with it so far.
    pub kinds: Vec<VisitKind>,
    /// Why it cannot be published as it is, if so.
    pub hindrance: Option<String>,
    /// Visits that are begun in an older version.
    pub n_open: u32,
}

/// A Questionnaire to be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFormVersion {
    /// The Questionnaire.
    pub questionnaire: String,
    /// The first day it is used.
    pub from: NaiveDate,
    /// The kinds of visits that come with it.
    pub kinds: Vec<VisitKind>,
}

/// What publishing did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedForm {
    /// The form.
    pub id: String,
    /// Planned visits that changed.
    pub n_planned: u32,
    /// Visits that are begun and stay in their version.
    pub n_open: u32,
    /// True when visits come with it.
    pub has_visits: bool,
}
