//! Taking people on and planning visits, as the office's forms send it.

use chrono::{DateTime, Utc};
use domain::{PersonId, Role, UserId, VisitKind, people::Person};
use serde::{Deserialize, Serialize};

/// A person as the office writes it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPerson {
    /// The facts. The id is the server's to give.
    pub facts: Person,
    /// The facts as they stood when somebody began to change them; none for somebody new.
    pub seen: Option<Person>,
    /// Whose caseload; one's own where a therapist leaves it open.
    pub therapist: Option<UserId>,
    /// Where the key safe is.
    pub code_place: String,
    /// Its code; empty leaves what is written down.
    pub code: String,
    /// That the code which is written down is no code any more.
    pub removes_code: bool,
    /// That it is not the person of the same name or day of birth.
    pub sure: bool,
}

/// A visit to be planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVisit {
    /// For whom.
    pub person: PersonId,
    /// What kind of visit.
    pub kind: VisitKind,
    /// When it begins.
    pub planned: DateTime<Utc>,
    /// How long it takes.
    pub minutes: u32,
    /// Whose record it becomes.
    pub author: UserId,
    /// Who takes part besides.
    pub with: Vec<UserId>,
    /// The student who writes an observation of it.
    pub observer: Option<UserId>,
    /// Whether it is to be countersigned; work of students always is.
    pub countersigned: bool,
    /// That whoever goes has another visit at that time, and both are right.
    pub sure: bool,
}

/// Somebody who visits people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// The account.
    pub user: UserId,
    /// Full name.
    pub name: String,
    /// Printed role.
    pub title: String,
    /// The role.
    pub role: Role,
}
