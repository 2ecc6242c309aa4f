//! The only file that knows page addresses. No clinical word, name or search text is ever part of
//! one: ids only.

use domain::{IssuedId, OrderId, PersonId, Role, UserId, VisitId};
use forms::AnswerPath;
use sync::FieldKey;

/// Where the field app starts.
pub const TODAY: &str = "/app/today";
/// Unsigned work on this tablet.
pub const DRAFTS: &str = "/app/drafts";
/// What is not sent yet.
pub const UNSENT: &str = "/app/unsent";
/// Answers that differ, on the tablet.
pub const FIELD_CONFLICTS: &str = "/app/conflicts";
/// Held work, on the tablet.
pub const FIELD_HELD: &str = "/app/held";
/// What the address of every page of a visit begins with.
pub const VISITS: &str = "/app/visits/";
/// Settings of this tablet.
pub const DEVICE: &str = "/app/device";
/// The lock.
pub const UNLOCK: &str = "/app/unlock";
/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// The front door: leads to where the caller's work is, or to signing in.
pub const HOME: &str = "/";
/// The review queue.
pub const REVIEW: &str = "/review";
/// The list of people.
pub const CASELOAD: &str = "/caseload";
/// The manager's board.
pub const WAITING: &str = "/waiting";
/// Held work, in the office.
pub const HELD: &str = "/held";
/// Answers that differ, in the office.
pub const CONFLICTS: &str = "/conflicts";
/// Orders whose cost waits for a decision.
pub const APPROVALS: &str = "/approvals";
/// Orders.
pub const ORDERS: &str = "/orders";
/// The money of a year.
pub const BUDGET: &str = "/budget";
/// The catalogue with its prices.
pub const CATALOGUE: &str = "/catalogue";
/// The catalogue as a file for a spreadsheet.
pub const CATALOGUE_FILE: &str = "/api/v1/catalogue.csv";
/// The figures that checks and approvals lean on.
pub const FIGURES: &str = "/settings/figures";
/// Accounts.
pub const USERS: &str = "/users";
/// Adding an account.
pub const NEW_USER: &str = "/users/new";
/// The forms of the service.
pub const FORMS: &str = "/forms";
/// Bringing a form along.
pub const IMPORT_FORM: &str = "/forms/import";
/// A form to be tried, inside the frame of a preview.
pub const TRY_FORM: &str = "/forms/preview";
/// The audit trail.
pub const AUDIT: &str = "/audit";

/// The page a role lands on after signing in on a wide screen.
pub fn landing(role: Role) -> &'static str {
    match role {
        Role::Therapist | Role::Assistant | Role::Student => TODAY,
        Role::Supervisor => REVIEW,
        Role::Manager => WAITING,
        Role::PrivacyOfficer => AUDIT,
        Role::Administrator => USERS,
    }
}

/// A visit's overview.
pub fn visit(id: VisitId) -> String {
    format!("/app/visits/{id}")
}

/// A page of a visit: house, missing, finish, report.
pub fn visit_page(id: VisitId, page: &str) -> String {
    format!("/app/visits/{id}/{page}")
}

/// A photo of a visit.
pub fn photo(id: VisitId, sha256: &str) -> String {
    format!("/app/visits/{id}/photos/{sha256}")
}

/// Where the server shows a photo of a visit.
pub fn photo_file(id: VisitId, sha256: &str) -> String {
    format!("{}/{id}/{sha256}", sync_api::PHOTOS)
}

/// An area of a form.
pub fn area(id: VisitId, form: &str, section: &str) -> String {
    format!("/app/visits/{id}/forms/{form}/{section}")
}

/// An item in an area, or on the page of its own that its part of the plan has.
pub fn item(id: VisitId, form: &str, section: &str, path: &AnswerPath) -> String {
    let page = plan_page(id, form, path).unwrap_or_else(|| area(id, form, section));
    format!("{page}#{}", item_id(path))
}

fn plan_page(id: VisitId, form: &str, path: &AnswerPath) -> Option<String> {
    let (group, copy) = path.instances().next().filter(|_| form == advice::PLAN)?;
    match group.as_ref() {
        "pl-rec" => Some(recommendation(id, copy)),
        "pl-finding" | "pl-settled" => Some(visit_page(id, "findings")),
        _ => None,
    }
}

/// A finding in the list of findings, by its key.
pub fn finding(id: VisitId, key: &str) -> String {
    format!("{}#{}", visit_page(id, "findings"), finding_id(key))
}

/// The DOM id of a finding: `f-` and its key in characters that need no escaping.
pub fn finding_id(key: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '_' };
    format!("f-{}", key.chars().map(plain).collect::<String>())
}

/// One recommendation, by the id of its copy.
pub fn recommendation(id: VisitId, copy: &str) -> String {
    format!("/app/visits/{id}/recommendations/{copy}")
}

/// The measure pad for a question.
pub fn measure(id: VisitId, form: &str, path: &AnswerPath) -> String {
    format!("/app/visits/{id}/measure/{form}/{}", item_id(path))
}

/// The DOM id of an item: `i-` and its path in characters that need no escaping.
pub fn item_id(path: &AnswerPath) -> String {
    let mut id = String::from("i-");
    for letter in path.as_str().chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => id.push(letter),
            '/' | '@' | '#' => id.push('_'),
            other => id.push_str(&format!("_{:x}", other as u32)),
        }
    }
    id
}

/// Two answers that differ, on the tablet.
pub fn field_conflict(visit: VisitId, key: &FieldKey) -> String {
    format!("{FIELD_CONFLICTS}/{visit}/{}/{}", key.form, item_id(&key.path))
}

/// A visit in review.
pub fn review(id: VisitId) -> String {
    format!("{REVIEW}/{id}")
}

/// Countersigning a visit.
pub fn countersign(id: VisitId) -> String {
    format!("{REVIEW}/{id}/countersign")
}

/// A visit's report in the office.
pub fn report(id: VisitId) -> String {
    format!("/visits/{id}/report")
}

/// A visit's document for one reader, by the code of its kind.
pub fn report_for(id: VisitId, kind: &str) -> String {
    format!("/visits/{id}/report?as={kind}")
}

/// A document of a visit as a file: `pdf` or `docx`.
pub fn report_file(id: VisitId, kind: &str, ending: &str, large: bool) -> String {
    let large = if large { "?large=1" } else { "" };
    format!("/api/v1/reports/{id}/{kind}.{ending}{large}")
}

/// Adding an addendum.
pub fn new_addendum(id: VisitId) -> String {
    format!("/visits/{id}/addenda/new")
}

/// Taking somebody on.
pub const NEW_PERSON: &str = "/people/new";

/// Changing what is written down about a person.
pub fn change_person(id: PersonId) -> String {
    format!("/people/{id}/change")
}

/// Planning a visit to a person.
pub fn plan_visit(id: PersonId) -> String {
    format!("/people/{id}/plan")
}

/// A person's page.
pub fn person(id: PersonId) -> String {
    format!("/people/{id}")
}

/// One order.
pub fn order(id: OrderId) -> String {
    format!("{ORDERS}/{id}")
}

/// A page of the orders in a group of states, by its code; all when empty.
pub fn orders_in(group: &str, page: u32) -> String {
    match (group, page) {
        ("", 0) => ORDERS.to_owned(),
        ("", page) => format!("{ORDERS}?page={page}"),
        (group, 0) => format!("{ORDERS}?state={group}"),
        (group, page) => format!("{ORDERS}?state={group}&page={page}"),
    }
}

/// The money of the year that begins in April of this one.
pub fn budget_of(begins: i32) -> String {
    format!("{BUDGET}?year={begins}")
}

/// Where a report of a visit is given to somebody.
pub fn give_report(visit: VisitId) -> String {
    format!("/api/v1/reports/{visit}/give")
}

/// The very file that was given to somebody.
pub fn issued_file(id: IssuedId, format: &str) -> String {
    format!("/api/v1/issued/{id}.{format}")
}

/// One account.
pub fn user(id: UserId) -> String {
    format!("{USERS}/{id}")
}

/// One form.
pub fn form(id: &str) -> String {
    format!("{FORMS}/{id}")
}

/// Two versions of a form side by side.
pub fn compare_forms(id: &str, from: &str, to: &str) -> String {
    format!("{FORMS}/{id}/compare?from={from}&to={to}")
}

/// Where the server can be reached for sync (not pages: versioned routes).
pub mod sync_api {
    /// Sending.
    pub const PUSH: &str = "/api/v1/sync/push";
    /// Fetching; takes `?cursor=` and `?tablet=`.
    pub const PULL: &str = "/api/v1/sync/pull";
    /// Questionnaires: `/api/v1/forms/{id}/{version}`.
    pub const FORMS: &str = "/api/v1/forms";
    /// Photos: `/api/v1/photos/{visit}/{sha256}`, sent to `.../upload`.
    pub const PHOTOS: &str = "/api/v1/photos";
    /// Meets a tablet.
    pub const TABLET: &str = "/api/v1/sync/tablet";
    /// The server's half of a tablet's key, to open a recovery file of it.
    pub fn recovery(tablet: uuid::Uuid) -> String {
        format!("{TABLET}/{tablet}/recovery")
    }
    /// Ends the session; takes `?tablet=`, which is emptied.
    pub const SIGN_OUT: &str = "/api/v1/session/end";
    /// A covered code: `/api/v1/people/{id}/access-code`.
    pub const PEOPLE: &str = "/api/v1/people";
}
