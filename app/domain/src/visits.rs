//! Visits: their kinds, the states they go through, and what is signed.
//! The rules of who may move a visit from state to state stand in `access`.

use crate::ids::{PersonId, UserId, VisitId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What kind of visit it is; the forms that belong to it follow from this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitKind {
    /// First or full assessment at home.
    Home,
    /// The home without the person, before a discharge.
    Access,
    /// With the person, around leaving hospital.
    Discharge,
    /// Together with another profession or service.
    Joint,
    /// Is it used, safe, still right?
    Review,
    /// Moving and handling.
    Handling,
    /// Fitting or demonstrating equipment.
    Fitting,
    /// By video or telephone.
    Virtual,
    /// A student's own observation of somebody else's visit.
    Observation,
}

/// The forms of visits that look at the home.
const WITH_A_WALK: &[&str] = &["home-visit", "home-environment", "person-measures", "plan"];

impl VisitKind {
    /// Every kind, in the order lists show them.
    pub const ALL: [VisitKind; 9] = [
        VisitKind::Home,
        VisitKind::Access,
        VisitKind::Discharge,
        VisitKind::Joint,
        VisitKind::Review,
        VisitKind::Handling,
        VisitKind::Fitting,
        VisitKind::Virtual,
        VisitKind::Observation,
    ];

    /// The stable code used in storage.
    pub fn code(self) -> &'static str {
        match self {
            VisitKind::Home => "home",
            VisitKind::Access => "access",
            VisitKind::Discharge => "discharge",
            VisitKind::Joint => "joint",
            VisitKind::Review => "review",
            VisitKind::Handling => "handling",
            VisitKind::Fitting => "fitting",
            VisitKind::Virtual => "virtual",
            VisitKind::Observation => "observation",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<VisitKind> {
        VisitKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words people read: "Home assessment", "Discharge visit".
    pub fn words(self) -> &'static str {
        match self {
            VisitKind::Home => "Home assessment",
            VisitKind::Access => "Access visit",
            VisitKind::Discharge => "Discharge visit",
            VisitKind::Joint => "Joint visit",
            VisitKind::Review => "Review visit",
            VisitKind::Handling => "Moving and handling visit",
            VisitKind::Fitting => "Fitting visit",
            VisitKind::Virtual => "Video or telephone visit",
            VisitKind::Observation => "Student observation",
        }
    }

    /// The forms that come with this kind of visit (`content/visit-types.md`, as far as the forms exist).
    pub fn forms(self) -> &'static [&'static str] {
        match self {
            VisitKind::Observation => &["student-observation"],
            VisitKind::Home
            | VisitKind::Access
            | VisitKind::Discharge
            | VisitKind::Joint
            | VisitKind::Review
            | VisitKind::Handling => WITH_A_WALK,
            VisitKind::Fitting | VisitKind::Virtual => &["home-visit"],
        }
    }

    /// Which sections of a form this kind of visit must fill (`instruments/visit-types.json`); none
    /// means all of them. What else is in the form is offered, never asked for.
    pub fn must_sections(self, form: &str) -> Option<&'static [&'static str]> {
        use VisitKind as V;
        match (form, self) {
            ("home-visit", V::Home | V::Discharge | V::Joint) => None,
            ("home-visit", V::Access) => Some(&["v-start", "v-consent", "v-access", "v-end"]),
            ("home-visit", V::Review) => Some(&["v-start", "v-consent", "v-voice", "v-observed", "v-end"]),
            ("home-visit", V::Handling) => Some(&["v-start", "v-consent", "v-observed", "v-end"]),
            ("home-visit", V::Fitting) => Some(&["v-start", "v-consent", "v-end"]),
            ("home-visit", V::Virtual) => Some(&[
                "v-start",
                "v-consent",
                "v-access",
                "v-voice",
                "v-about",
                "v-home-life",
                "v-occupations",
                "v-body",
                "v-falls",
                "v-discharge",
                "v-goals",
                "v-reason",
                "v-end",
            ]),
            ("home-environment", V::Home | V::Access) => None,
            ("home-environment", V::Discharge) => Some(&["w", "b", "d", "f", "e", "h", "i", "k", "n"]),
            ("student-observation", V::Observation) => None,
            ("home-visit" | "home-environment" | "student-observation", _) => Some(&[]),
            // Measures of the person and the plan are filled as far as the visit gets.
            ("person-measures" | "plan", _) => Some(&[]),
            // A form of the service's own comes whole.
            _ => None,
        }
    }
}

/// Where a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    /// In the diary.
    Planned,
    /// Answers are being given.
    Started,
    /// The author signed it; it lies at the office.
    Signed,
    /// A reviewer gave it back for changes.
    Returned,
    /// A supervisor or educator countersigned it.
    Countersigned,
    /// Nobody could get in.
    NoAccess,
    /// It does not take place.
    Cancelled,
}

impl VisitState {
    /// Every state, in the order of a visit's life.
    pub const ALL: [VisitState; 7] = [
        VisitState::Planned,
        VisitState::Started,
        VisitState::Signed,
        VisitState::Returned,
        VisitState::Countersigned,
        VisitState::NoAccess,
        VisitState::Cancelled,
    ];

    /// The stable code used in storage.
    pub fn code(self) -> &'static str {
        match self {
            VisitState::Planned => "planned",
            VisitState::Started => "started",
            VisitState::Signed => "signed",
            VisitState::Returned => "returned",
            VisitState::Countersigned => "countersigned",
            VisitState::NoAccess => "no-access",
            VisitState::Cancelled => "cancelled",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<VisitState> {
        VisitState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The words people read.
    pub fn words(self) -> &'static str {
        match self {
            VisitState::Planned => "Not started",
            VisitState::Started => "Started",
            VisitState::Signed => "Signed",
            VisitState::Returned => "Returned",
            VisitState::Countersigned => "Countersigned",
            VisitState::NoAccess => "No access",
            VisitState::Cancelled => "Cancelled",
        }
    }

    /// True while its author may still change answers.
    pub fn is_open(self) -> bool {
        matches!(self, VisitState::Planned | VisitState::Started | VisitState::Returned)
    }

    /// True once a signed version exists.
    pub fn is_signed(self) -> bool {
        matches!(self, VisitState::Signed | VisitState::Countersigned)
    }
}

/// Who somebody is when signing or commenting: as printed under a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The account.
    pub user: UserId,
    /// Full name.
    pub name: String,
    /// Printed role: "Occupational therapist", "Student, University of Westmarch".
    pub title: String,
    /// Regulator and registration number, where the role has one.
    pub registration: Option<String>,
}

/// A signature under one version of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed.
    pub by: Signatory,
    /// When, by the clock of the device.
    pub at: DateTime<Utc>,
    /// SHA-256 of the signed content, lower-case hex.
    pub content_hash: String,
    /// Number of the version signed, from 1.
    pub version: u32,
    /// A note to the supervisor, or the supervisor's own.
    pub note: Option<String>,
}

/// The first 16 hex digits of a content hash in groups of four: what people compare.
pub fn fingerprint(content_hash: &str) -> String {
    let head: Vec<char> = content_hash.chars().take(16).collect();
    head.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// What a reviewer's comment asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommentKind {
    /// Must be changed before countersigning.
    ChangeNeeded,
    /// Wants an answer.
    Question,
    /// Praise.
    WellDone,
    /// For the placement log; never holds client data.
    LearningPoint,
}

impl CommentKind {
    /// Every kind in the order of the four radio buttons.
    pub const ALL: [CommentKind; 4] =
        [CommentKind::ChangeNeeded, CommentKind::Question, CommentKind::WellDone, CommentKind::LearningPoint];

    /// The stable code used in storage.
    pub fn code(self) -> &'static str {
        match self {
            CommentKind::ChangeNeeded => "change-needed",
            CommentKind::Question => "question",
            CommentKind::WellDone => "well-done",
            CommentKind::LearningPoint => "learning-point",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<CommentKind> {
        CommentKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words people read.
    pub fn words(self) -> &'static str {
        match self {
            CommentKind::ChangeNeeded => "Change needed",
            CommentKind::Question => "Question",
            CommentKind::WellDone => "Well done",
            CommentKind::LearningPoint => "Learning point",
        }
    }

    /// True for the kinds that wait for an answer.
    pub fn wants_answer(self) -> bool {
        matches!(self, CommentKind::ChangeNeeded | CommentKind::Question)
    }
}

/// The one line of a visit that lists show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitLine {
    /// The visit.
    pub id: VisitId,
    /// For whom.
    pub person: PersonId,
    /// Kind of visit.
    pub kind: VisitKind,
    /// State.
    pub state: VisitState,
    /// Planned start.
    pub planned: DateTime<Utc>,
    /// Planned length in minutes.
    pub minutes: u32,
    /// Whose record it is.
    pub author: UserId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_what_they_stand_for() {
        for kind in VisitKind::ALL {
            assert_eq!(VisitKind::from_code(kind.code()), Some(kind));
        }
        for state in VisitState::ALL {
            assert_eq!(VisitState::from_code(state.code()), Some(state));
        }
        for kind in CommentKind::ALL {
            assert_eq!(CommentKind::from_code(kind.code()), Some(kind));
        }
    }

    #[test]
    fn a_partial_visit_must_fill_only_what_it_is_for() {
        assert_eq!(VisitKind::Home.must_sections("home-visit"), None);
        assert_eq!(
            VisitKind::Fitting.must_sections("home-visit"),
            Some(&["v-start", "v-consent", "v-end"][..])
        );
        assert_eq!(VisitKind::Review.must_sections("home-environment"), Some(&[][..]));
        assert_eq!(VisitKind::Review.must_sections("form-of-our-own"), None);
    }

    #[test]
    fn measures_of_the_person_and_the_plan_come_with_every_walk_and_are_never_a_must() {
        for kind in VisitKind::ALL {
            let has = |form: &str| kind.forms().contains(&form);
            assert_eq!([has("person-measures"), has("plan")], [has("home-environment"); 2], "{kind:?}");
            for form in ["person-measures", "plan"] {
                assert_eq!(kind.must_sections(form), Some(&[][..]), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_fingerprint_is_four_groups_of_four() {
        assert_eq!(fingerprint("3f9a12bc77d041e2ffff"), "3f9a 12bc 77d0 41e2");
    }
}
