//! Who is signed in on the office pages, which pages a role has, and what its top bar shows. A page
//! a role may not use is absent, not greyed; asked for by address it is "not found".

use crate::routes;
use chrono::{DateTime, Utc};
use domain::Role;
use serde::{Deserialize, Serialize};
use sync::{desk::Counts, wire::Me};

/// The pages of the office, as far as access to them differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Page {
    /// The review queue, reviewing and countersigning.
    Review,
    /// The list of people and a person's page.
    Caseload,
    /// The waiting board.
    Waiting,
    /// Answers that differ.
    Conflicts,
    /// Held work.
    Held,
    /// Reports.
    Report,
    /// Adding an addendum.
    Addendum,
    /// Accounts.
    Users,
    /// The forms of the service.
    Forms,
    /// The audit trail.
    Audit,
    /// What everybody who is signed in may see: that there is nothing.
    Nowhere,
}

impl Page {
    /// Whether the page is there for this role. What is on it the access policy decides.
    pub fn is_for(self, role: Role) -> bool {
        match self {
            Page::Review => role == Role::Supervisor,
            Page::Caseload | Page::Report | Page::Held => role.visits_people() || role == Role::Manager,
            Page::Waiting => matches!(role, Role::Supervisor | Role::Manager),
            Page::Conflicts | Page::Addendum => role.visits_people(),
            Page::Users | Page::Forms => role == Role::Administrator,
            Page::Audit => role == Role::PrivacyOfficer,
            Page::Nowhere => true,
        }
    }
}

/// Who is signed in, and how much waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Who.
    pub me: Me,
    /// How much waits.
    pub counts: Counts,
    /// The server's clock as the page was made: both sides draw the same words.
    pub now: DateTime<Utc>,
}

/// An entry of the top bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it leads.
    pub page: Page,
    /// The word.
    pub word: &'static str,
    /// The address.
    pub href: &'static str,
    /// How much waits there; 0 is not shown.
    pub count: u64,
}

impl Desk {
    /// The entries of the top bar, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let entry = |page, word, href, count| Entry { page, word, href, count };
        let counts = self.counts;
        let review = entry(Page::Review, "Review", routes::REVIEW, counts.to_review);
        let caseload = entry(Page::Caseload, "Caseload", routes::CASELOAD, 0);
        let waiting = entry(Page::Waiting, "Waiting", routes::WAITING, 0);
        let conflicts = entry(Page::Conflicts, "Conflicts", routes::CONFLICTS, counts.differing);
        let held = entry(Page::Held, "Held", routes::HELD, counts.held);
        let today = entry(Page::Nowhere, "Today", routes::TODAY, 0);
        match self.me.role {
            Role::Therapist | Role::Assistant if counts.held == 0 => vec![caseload, today],
            Role::Therapist | Role::Assistant => vec![caseload, held, today],
            Role::Student => vec![Entry { word: "My placement", ..caseload }, today],
            Role::Supervisor => vec![review, caseload, waiting, conflicts, held, today],
            Role::Manager => vec![waiting, caseload, held],
            Role::PrivacyOfficer => vec![entry(Page::Audit, "Audit", routes::AUDIT, 0)],
            Role::Administrator => {
                vec![
                    entry(Page::Users, "Users", routes::USERS, 0),
                    entry(Page::Forms, "Forms", routes::FORMS, 0),
                ]
            }
        }
    }

    /// The role in words: "Supervisor".
    pub fn role_word(&self) -> String {
        let mut word = self.me.role.word().to_owned();
        word[..1].make_ascii_uppercase();
        word
    }
}
