//! The table of everything the office can reach, with the action that guards it. A page or server
//! function that is missing here fails the test below; what each one does is asked of the records
//! again, for the record in question.

use crate::router::Gate;
use domain::Action;

/// Office pages, as the router writes them.
#[cfg(test)]
pub const PAGES: &[(&str, Gate)] = &[
    ("/sign-in", Gate::Open),
    ("/start/:token", Gate::Open),
    ("/review", Gate::Needs(Action::ReadReviewQueue)),
    ("/review/:visit", Gate::Needs(Action::ReadVisit)),
    ("/review/:visit/countersign", Gate::Needs(Action::CountersignVisit)),
    ("/visits/:visit/report", Gate::Needs(Action::ReadReport)),
    ("/visits/:visit/addenda/new", Gate::Needs(Action::AddAddendum)),
    ("/caseload", Gate::Needs(Action::ReadCaseload)),
    ("/people/new", Gate::Needs(Action::AddPerson)),
    ("/people/:person/change", Gate::Needs(Action::ChangePerson)),
    ("/people/:person/plan", Gate::Needs(Action::PlanVisit)),
    ("/people/:person", Gate::Needs(Action::ReadPerson)),
    ("/waiting", Gate::Needs(Action::ReadWaiting)),
    ("/approvals", Gate::Needs(Action::ApproveOrder)),
    ("/orders", Gate::Needs(Action::ReadOrders)),
    ("/orders/:order", Gate::Needs(Action::ReadOrders)),
    ("/budget", Gate::Needs(Action::ReadBudget)),
    ("/catalogue", Gate::Needs(Action::ReadFigures)),
    ("/settings/figures", Gate::Needs(Action::ReadFigures)),
    ("/held", Gate::Needs(Action::ReadHeld)),
    ("/conflicts", Gate::Needs(Action::DecideConflict)),
    ("/users", Gate::Needs(Action::ManageUsers)),
    ("/users/new", Gate::Needs(Action::ManageUsers)),
    ("/users/:user", Gate::Needs(Action::ManageUsers)),
    ("/forms", Gate::Needs(Action::ManageForms)),
    ("/forms/import", Gate::Needs(Action::ManageForms)),
    ("/forms/preview", Gate::Needs(Action::ManageForms)),
    ("/forms/:form", Gate::Needs(Action::ManageForms)),
    ("/forms/:form/compare", Gate::Needs(Action::ManageForms)),
    ("/audit", Gate::Needs(Action::ReadAudit)),
];

/// Server functions, by the end of their address.
pub const FUNCTIONS: &[(&str, Gate)] = &[
    ("account", Gate::Needs(Action::ManageUsers)),
    ("account-leaves", Gate::Needs(Action::ManageUsers)),
    ("accounts", Gate::Needs(Action::ManageUsers)),
    ("add-account", Gate::Needs(Action::ManageUsers)),
    ("add-addendum", Gate::Needs(Action::AddAddendum)),
    ("add-comment", Gate::Needs(Action::CommentOnVisit)),
    ("advance-order", Gate::Needs(Action::AdvanceOrder)),
    ("allot", Gate::Needs(Action::ChangeSettings)),
    ("approvals", Gate::Needs(Action::ApproveOrder)),
    ("approve-order", Gate::Needs(Action::ApproveOrder)),
    ("attach-form", Gate::Needs(Action::ManageForms)),
    ("audit", Gate::Needs(Action::ReadAudit)),
    ("audit-rows", Gate::Needs(Action::ReadAudit)),
    ("before-addendum", Gate::Needs(Action::AddAddendum)),
    ("before-countersigning", Gate::Needs(Action::CountersignVisit)),
    ("budget", Gate::Needs(Action::ReadBudget)),
    ("call-visit-off", Gate::Needs(Action::PlanVisit)),
    ("caseload", Gate::Needs(Action::ReadCaseload)),
    ("catalogue", Gate::Needs(Action::ReadFigures)),
    ("change-account", Gate::Needs(Action::ManageUsers)),
    ("check-form", Gate::Needs(Action::ManageForms)),
    ("choose-password", Gate::Open),
    ("close-case", Gate::Needs(Action::ChangePerson)),
    ("close-comment", Gate::Needs(Action::CommentOnVisit)),
    ("compare-form", Gate::Needs(Action::ManageForms)),
    ("countersign", Gate::Needs(Action::CountersignVisit)),
    ("decide", Gate::Needs(Action::DecideConflict)),
    ("differing", Gate::Needs(Action::ReadHeld)),
    ("end-sessions", Gate::Needs(Action::ManageUsers)),
    ("enter", Gate::Open),
    ("figures", Gate::Needs(Action::ReadFigures)),
    ("form", Gate::Needs(Action::ManageForms)),
    ("forms", Gate::Needs(Action::ManageForms)),
    ("held", Gate::Needs(Action::ReadHeld)),
    ("import-catalogue", Gate::Needs(Action::KeepCatalogue)),
    ("issued", Gate::Needs(Action::ReadIssued)),
    ("keep-item", Gate::Needs(Action::KeepCatalogue)),
    // Whether somebody new may be taken on is asked of the records, too.
    ("keep-person", Gate::Needs(Action::ChangePerson)),
    ("look-at", Gate::Needs(Action::CommentOnVisit)),
    ("move-visit", Gate::Needs(Action::PlanVisit)),
    ("nowhere", Gate::Open),
    ("order", Gate::Needs(Action::ReadOrders)),
    ("orders", Gate::Needs(Action::ReadOrders)),
    ("organisation", Gate::Open),
    ("own-figure", Gate::Needs(Action::ChangeSettings)),
    ("own-limit", Gate::Needs(Action::ChangeSettings)),
    ("pass-on", Gate::Needs(Action::PassVisitOn)),
    ("person", Gate::Needs(Action::ReadPerson)),
    ("plan-visit", Gate::Needs(Action::PlanVisit)),
    ("planning", Gate::Needs(Action::PlanVisit)),
    // Whether somebody advances or decides is asked of the records: either may write a price.
    ("price-order", Gate::Needs(Action::ReadOrders)),
    ("publish-form", Gate::Needs(Action::ManageForms)),
    ("refuse-order", Gate::Needs(Action::ApproveOrder)),
    ("reinstate-visit", Gate::Needs(Action::PlanVisit)),
    ("release-held", Gate::Needs(Action::ReleaseHeld)),
    ("remind", Gate::Needs(Action::ReadWaiting)),
    ("remove-item", Gate::Needs(Action::KeepCatalogue)),
    ("renew-start-link", Gate::Needs(Action::ManageUsers)),
    ("reopen-case", Gate::Needs(Action::ChangePerson)),
    ("report", Gate::Needs(Action::ReadReport)),
    ("report-for", Gate::Needs(Action::ReadReport)),
    ("retire-form", Gate::Needs(Action::ManageForms)),
    ("return-visit", Gate::Needs(Action::ReturnVisit)),
    ("reveal-code", Gate::Needs(Action::ReadAccessCode)),
    ("review", Gate::Needs(Action::ReadVisit)),
    ("review-area", Gate::Needs(Action::ReadVisit)),
    ("review-queue", Gate::Needs(Action::ReadReviewQueue)),
    ("shipped-figure", Gate::Needs(Action::ChangeSettings)),
    ("sign-in", Gate::Open),
    ("sign-out", Gate::SignedIn),
    ("start-link", Gate::Open),
    ("waiting", Gate::Needs(Action::ReadWaiting)),
    ("withdraw-tablet", Gate::Needs(Action::ManageUsers)),
];

/// The gate of a server function.
pub fn of_function(path: &str) -> Option<Gate> {
    let name = path.trim_start_matches("/api/office/");
    FUNCTIONS.iter().find(|(known, _)| *known == name).map(|(_, gate)| *gate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::server_fn::axum::server_fn_paths;
    use leptos_axum::generate_route_list;

    #[test]
    fn every_office_page_stands_in_the_table() {
        let pages: Vec<String> =
            generate_route_list(app::OfficeApp).iter().map(|route| route.path().to_owned()).collect();
        assert_eq!(pages.len(), PAGES.len());
        for page in pages {
            let as_written = page.replace('{', ":").replace('}', "");
            assert!(PAGES.iter().any(|(known, _)| *known == as_written), "{page} has no gate");
        }
    }

    #[test]
    fn every_server_function_stands_in_the_table() {
        let mut n_functions = 0;
        for (path, _) in server_fn_paths() {
            assert!(of_function(path).is_some(), "{path} has no gate");
            n_functions += 1;
        }
        assert_eq!(n_functions, FUNCTIONS.len());
    }

    #[test]
    fn every_route_of_ours_says_who_may_use_it() {
        let open: Vec<&str> = crate::router::own_routes()
            .iter()
            .filter(|route| route.gate == Gate::Open)
            .map(|route| route.path)
            .collect();
        let agreed = ["/health/live", "/health/ready", "/app/shell", "/app", "/app/{*page}", "/offline", "/"];
        assert_eq!(open, agreed);
    }
}
