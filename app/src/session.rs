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
    /// Taking people on and planning visits.
    Diary,
    /// The waiting board.
    Waiting,
    /// Orders whose cost waits for a decision.
    Approvals,
    /// Orders.
    Orders,
    /// The money of a year.
    Budget,
    /// What the service lends, buys or has built.
    Catalogue,
    /// Figures and limits of the service.
    Figures,
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
            Page::Orders | Page::Catalogue | Page::Figures => role.visits_people() || role == Role::Manager,
            Page::Diary => (role.visits_people() && role != Role::Student) || role == Role::Manager,
            Page::Waiting | Page::Approvals => matches!(role, Role::Supervisor | Role::Manager),
            Page::Budget => role == Role::Manager,
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
        let approvals = entry(Page::Approvals, "Approvals", routes::APPROVALS, counts.to_approve);
        let orders = entry(Page::Orders, "Orders", routes::ORDERS, 0);
        let today = entry(Page::Nowhere, "Today", routes::TODAY, 0);
        match self.me.role {
            Role::Therapist | Role::Assistant if counts.held == 0 => vec![caseload, orders, today],
            Role::Therapist | Role::Assistant => vec![caseload, orders, held, today],
            Role::Student => vec![Entry { word: "My placement", ..caseload }, orders, today],
            Role::Supervisor => vec![review, caseload, waiting, approvals, orders, conflicts, held, today],
            Role::Manager => {
                let budget = entry(Page::Budget, "Budget", routes::BUDGET, 0);
                let catalogue = entry(Page::Catalogue, "Catalogue", routes::CATALOGUE, 0);
                let figures = entry(Page::Figures, "Figures", routes::FIGURES, 0);
                vec![waiting, caseload, approvals, orders, budget, catalogue, figures, held]
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{UserId, visits::Signatory};
    use uuid::Uuid;

    fn desk(role: Role) -> Desk {
        let user = UserId(Uuid::nil());
        let signatory = Signatory { user, name: "A".into(), title: "B".into(), registration: None };
        let me =
            Me { user, role, signatory, organisation: "C".into(), reviewer: None, placement_until: None };
        let counts = Counts { to_approve: 3, ..Counts::default() };
        Desk { me, counts, now: DateTime::<Utc>::MIN_UTC }
    }

    #[test]
    fn every_entry_of_the_top_bar_leads_to_a_page_of_the_role() {
        for role in Role::ALL {
            let entries = desk(role).entries();
            assert!(entries.iter().all(|entry| entry.page.is_for(role)), "{role:?}");
            let landing = routes::landing(role);
            assert!(entries.iter().any(|entry| entry.href == landing), "{role:?} lands where the bar leads");
        }
    }

    #[test]
    fn who_decides_about_cost_sees_how_much_waits() {
        for role in Role::ALL {
            let entries = desk(role).entries();
            let approvals = entries.iter().find(|entry| entry.page == Page::Approvals);
            let decides = matches!(role, Role::Supervisor | Role::Manager);
            assert_eq!(approvals.map(|entry| entry.count), decides.then_some(3), "{role:?}");
        }
    }
}
