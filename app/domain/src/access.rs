//! The one access policy: role x action x relationship x state of the record x field class gives
//! allow, or a reason. Everything that is not allowed here is denied. Reading and writing code asks
//! this function and nothing else; it may never look anything up itself.

mod action;

pub use action::Action;

use crate::{
    ids::{OrgId, UserId},
    roles::Role,
    visits::VisitState,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Somebody signed in, as far as the policy needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account.
    pub user: UserId,
    /// The organisation every query is scoped by.
    pub org: OrgId,
    /// The role.
    pub role: Role,
    /// First and last day of a student's placement.
    pub placement: Option<(NaiveDate, NaiveDate)>,
    /// The civil day the question is asked on.
    pub today: NaiveDate,
}

impl Actor {
    /// False for a student outside the dates of the placement.
    pub fn is_on_placement_or_staff(&self) -> bool {
        match (self.role, self.placement) {
            (Role::Student, Some((from, to))) => from <= self.today && self.today <= to,
            (Role::Student, None) => false,
            _ => true,
        }
    }
}

/// How the actor stands to the record in question. Of several, the first in this order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relationship {
    /// It is the actor's own record.
    Author,
    /// The actor takes part in the visit, or cares for the same person.
    CareTeam,
    /// The actor is the educator or the named reviewer of the author.
    Reviewer,
    /// Same organisation, no part in this person's care.
    SameService,
    /// Another organisation: to this actor the record does not exist.
    Elsewhere,
}

impl Relationship {
    /// Every relationship.
    pub const ALL: [Relationship; 5] = [
        Relationship::Author,
        Relationship::CareTeam,
        Relationship::Reviewer,
        Relationship::SameService,
        Relationship::Elsewhere,
    ];
}

/// Classes of fields with readers of their own (content README, section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldClass {
    /// Everything without a class of its own.
    Clinical,
    /// Key-safe and alarm codes.
    SensitiveAccess,
    /// Facts for the safety of staff.
    LoneWorker,
    /// Protected characteristics.
    Equality,
    /// Worries about abuse or neglect.
    Safeguarding,
    /// Supervision and staff matters.
    StaffRecord,
    /// A student's reflection; never part of the client's record.
    Learning,
}

impl FieldClass {
    /// Every class.
    pub const ALL: [FieldClass; 7] = [
        FieldClass::Clinical,
        FieldClass::SensitiveAccess,
        FieldClass::LoneWorker,
        FieldClass::Equality,
        FieldClass::Safeguarding,
        FieldClass::StaffRecord,
        FieldClass::Learning,
    ];

    /// The class with this code; unknown codes are clinical, which has the fewest readers of all
    /// classes that appear on reports.
    pub fn from_code(code: &str) -> FieldClass {
        match code {
            "sensitive-access" => FieldClass::SensitiveAccess,
            "lone-worker" => FieldClass::LoneWorker,
            "equality" => FieldClass::Equality,
            "safeguarding" => FieldClass::Safeguarding,
            "staff-record" => FieldClass::StaffRecord,
            "learning" => FieldClass::Learning,
            _ => FieldClass::Clinical,
        }
    }

    /// True for the classes that a report of the visit may print.
    pub fn prints(self) -> bool {
        matches!(self, FieldClass::Clinical | FieldClass::Safeguarding)
    }
}

/// Why something is not allowed. What one may not see is told as "not found".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Denial {
    /// To this actor it does not exist.
    NotYours,
    /// The actor may see it, but the role does not do this.
    NotYourRole,
    /// The record is signed, cancelled or otherwise not in the right state.
    WrongState,
    /// The student's placement has ended or not begun.
    OutsidePlacement,
    /// Nobody countersigns or returns their own record.
    OwnRecord,
}

impl Denial {
    /// Plain words for the person who is denied.
    pub fn words(self) -> &'static str {
        match self {
            Denial::NotYours => "It does not exist, or it is not yours to see.",
            Denial::NotYourRole => "Your role does not do this.",
            Denial::WrongState => "The record does not allow this as it stands now.",
            Denial::OutsidePlacement => "Your placement is not running today.",
            Denial::OwnRecord => "You cannot countersign your own record.",
        }
    }
}

/// Allow, or why not.
pub type Decision = Result<(), Denial>;

/// The policy. `relationship` and `state` are those of the record in question; for actions that
/// concern no single visit pass `SameService` and `Planned`.
pub fn decide(actor: &Actor, action: Action, relationship: Relationship, state: VisitState) -> Decision {
    if relationship == Relationship::Elsewhere {
        return Err(Denial::NotYours);
    }
    role_allows(actor.role, action)?;
    if !action.is_about_the_service() {
        relationship_allows(actor.role, action, relationship)?;
    }
    if action.changes_something() && !actor.is_on_placement_or_staff() {
        return Err(Denial::OutsidePlacement);
    }
    state_allows(action, state)
}

/// Whether a reader of the visit may read fields of this class in it.
pub fn may_read_class(actor: &Actor, relationship: Relationship, class: FieldClass) -> bool {
    use FieldClass as F;
    use Relationship as R;
    let close = matches!(relationship, R::Author | R::CareTeam | R::Reviewer);
    match class {
        F::Clinical | F::Safeguarding => {
            decide(actor, Action::ReadVisit, relationship, VisitState::Planned).is_ok()
        }
        F::SensitiveAccess => relationship == R::Author,
        F::LoneWorker => close && actor.role.visits_people(),
        F::Equality => false,
        F::StaffRecord | F::Learning => matches!(relationship, R::Author | R::Reviewer),
    }
}

fn role_allows(role: Role, action: Action) -> Decision {
    use Action as A;
    use Role as R;
    let visitor = role.visits_people();
    let allowed = match action {
        A::UseTablet | A::WriteVisit | A::SignVisit | A::ReadAccessCode => visitor,
        A::ReadCaseload | A::ReadPerson | A::ReadVisit | A::AddAddendum | A::DecideConflict => {
            visitor || (role == R::Manager && !matches!(action, A::AddAddendum | A::DecideConflict))
        }
        A::AddPerson => matches!(role, R::Therapist | R::Supervisor | R::Manager),
        A::ChangePerson | A::PlanVisit => (visitor && role != R::Student) || role == R::Manager,
        A::ReadReport => visitor || role == R::Manager,
        A::ReadHeld => visitor || role == R::Manager,
        A::ReadReviewQueue | A::ReturnVisit | A::CountersignVisit | A::ReleaseHeld => role == R::Supervisor,
        A::CommentOnVisit => role == R::Supervisor,
        A::ReadWaiting | A::PassVisitOn => matches!(role, R::Supervisor | R::Manager),
        A::ManageUsers | A::ManageForms => role == R::Administrator,
        A::ReadAudit => role == R::PrivacyOfficer,
        A::ReadOrders | A::ReadIssued | A::ReadFigures => visitor || role == R::Manager,
        A::AdvanceOrder => visitor && role != R::Student,
        A::ApproveOrder => matches!(role, R::Supervisor | R::Manager),
        A::IssueReport => matches!(role, R::Therapist | R::Supervisor),
        A::ReadBudget | A::KeepCatalogue | A::ChangeSettings => role == R::Manager,
    };
    match allowed {
        true => Ok(()),
        // Those who read nothing clinical must not even learn that a record exists.
        false if !action.is_about_the_service() && !visitor && role != R::Manager => Err(Denial::NotYours),
        false => Err(Denial::NotYourRole),
    }
}

fn relationship_allows(role: Role, action: Action, relationship: Relationship) -> Decision {
    use Action as A;
    use Relationship as R;
    let reviewing = role == Role::Supervisor;
    match (action, relationship) {
        (A::ReturnVisit | A::CountersignVisit | A::CommentOnVisit, R::Author) => Err(Denial::OwnRecord),
        (A::WriteVisit | A::SignVisit, R::Author) => Ok(()),
        (A::WriteVisit, R::CareTeam) if role != Role::Student => Ok(()),
        (A::WriteVisit | A::SignVisit, R::CareTeam | R::Reviewer) => Err(Denial::NotYourRole),
        (A::WriteVisit | A::SignVisit, _) if reviewing => Err(Denial::NotYourRole),
        (A::ReadAccessCode, R::Author | R::CareTeam) => Ok(()),
        (A::ReadAccessCode, _) => Err(Denial::NotYours),
        (_, R::Author | R::CareTeam | R::Reviewer) => Ok(()),
        (_, R::SameService) if reviewing || role == Role::Manager => Ok(()),
        _ => Err(Denial::NotYours),
    }
}

fn state_allows(action: Action, state: VisitState) -> Decision {
    use Action as A;
    use VisitState as S;
    let allowed = match action {
        A::WriteVisit | A::SignVisit | A::PassVisitOn => state.is_open(),
        A::CommentOnVisit | A::ReturnVisit | A::CountersignVisit => state == S::Signed,
        // What was begun is finished, not moved; somebody else may take it over. What was called off may take place after all.
        A::PlanVisit => matches!(state, S::Planned | S::Cancelled | S::NoAccess),
        A::AddAddendum | A::IssueReport => state.is_signed(),
        A::ReadAccessCode => state.is_open(),
        _ => true,
    };
    if allowed { Ok(()) } else { Err(Denial::WrongState) }
}
