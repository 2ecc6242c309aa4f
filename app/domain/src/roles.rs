//! The roles a member of staff can hold, with the words people read for them.

use serde::{Deserialize, Serialize};

/// What somebody does in the service. One account holds one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A registered occupational therapist.
    Therapist,
    /// An occupational therapy assistant.
    Assistant,
    /// A student on placement; the work is countersigned by an educator.
    Student,
    /// Reviews and countersigns; often also a practice educator.
    Supervisor,
    /// Answers for the service: sees what waits, for whom and how long.
    Manager,
    /// Looks after audit and information rights.
    PrivacyOfficer,
    /// Looks after accounts and forms; reads nothing clinical.
    Administrator,
}

impl Role {
    /// Every role, in the order lists show them.
    pub const ALL: [Role; 7] = [
        Role::Therapist,
        Role::Assistant,
        Role::Student,
        Role::Supervisor,
        Role::Manager,
        Role::PrivacyOfficer,
        Role::Administrator,
    ];

    /// The stable code used in storage and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Role::Therapist => "therapist",
            Role::Assistant => "assistant",
            Role::Student => "student",
            Role::Supervisor => "supervisor",
            Role::Manager => "manager",
            Role::PrivacyOfficer => "privacy-officer",
            Role::Administrator => "administrator",
        }
    }

    /// The role with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The word for it in running text: "therapist", "privacy officer".
    pub fn word(self) -> &'static str {
        match self {
            Role::PrivacyOfficer => "privacy officer",
            other => other.code(),
        }
    }

    /// The word for several: "therapists", "privacy officers".
    pub fn plural(self) -> String {
        format!("{}s", self.word())
    }

    /// One line that says what the role may do, for the page that adds a user.
    pub fn meaning(self) -> &'static str {
        match self {
            Role::Therapist => "Visits people, signs records",
            Role::Assistant => "Visits people; a supervisor countersigns everything",
            Role::Student => "On placement; an educator countersigns everything",
            Role::Supervisor => "Visits people, reviews and countersigns the work of others",
            Role::Manager => "Sees what is waiting, passes work on, approves cost",
            Role::PrivacyOfficer => "Reads the audit trail; looks after people's rights",
            Role::Administrator => "Adds accounts and forms; reads nothing clinical",
        }
    }

    /// True for those who carry a tablet to people's homes.
    pub fn visits_people(self) -> bool {
        matches!(self, Role::Therapist | Role::Assistant | Role::Student | Role::Supervisor)
    }

    /// True where the work of this role is no part of the record before somebody countersigned it.
    pub fn needs_countersigning(self) -> bool {
        matches!(self, Role::Student | Role::Assistant)
    }
}
