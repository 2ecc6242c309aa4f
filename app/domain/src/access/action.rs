//! What people do in the service, one name for each thing that the access policy decides about.

use serde::{Deserialize, Serialize};

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Carry one's own visits on a tablet and sync them.
    UseTablet,
    /// See the list of people one works with.
    ReadCaseload,
    /// Read a person's page.
    ReadPerson,
    /// Take somebody on: write down who it is and what to know before a visit.
    AddPerson,
    /// Change what is written down about a person.
    ChangePerson,
    /// Put a visit into the diary, move it, or say that it does not take place, or takes place after all.
    PlanVisit,
    /// See a covered key-safe code for a minute.
    ReadAccessCode,
    /// Read the answers of a visit.
    ReadVisit,
    /// Answer, photograph, note.
    WriteVisit,
    /// Sign a visit.
    SignVisit,
    /// Open a visit's report.
    ReadReport,
    /// See the review queue.
    ReadReviewQueue,
    /// Pin a comment to an answer.
    CommentOnVisit,
    /// Give a signed visit back for changes.
    ReturnVisit,
    /// Countersign.
    CountersignVisit,
    /// Add an addendum to a signed visit.
    AddAddendum,
    /// Choose between two answers.
    DecideConflict,
    /// Read work the server refused.
    ReadHeld,
    /// Put held work back into the record.
    ReleaseHeld,
    /// See what waits, for whom and how long.
    ReadWaiting,
    /// Give a visit to somebody else.
    PassVisitOn,
    /// See and change accounts.
    ManageUsers,
    /// Bring forms along, publish them, say which visits they belong to.
    ManageForms,
    /// Read the audit trail.
    ReadAudit,
    /// Read orders of a person, with what they cost and how far they are.
    ReadOrders,
    /// Approve the cost of an order, or refuse it.
    ApproveOrder,
    /// Say that an order was ordered, fitted, shown, reviewed, collected or is not wanted any more.
    AdvanceOrder,
    /// Read what was allotted, committed and spent.
    ReadBudget,
    /// Read the service's own figures: its catalogue, its settings, its limits.
    ReadFigures,
    /// Add to the catalogue and change it.
    KeepCatalogue,
    /// Change the service's settings, limits and allotted money.
    ChangeSettings,
    /// Give a report of a signed visit to somebody.
    IssueReport,
    /// Read a report as it was given to somebody.
    ReadIssued,
}

impl Action {
    /// Every action.
    pub const ALL: [Action; 33] = [
        Action::UseTablet,
        Action::ReadCaseload,
        Action::ReadPerson,
        Action::AddPerson,
        Action::ChangePerson,
        Action::PlanVisit,
        Action::ReadAccessCode,
        Action::ReadVisit,
        Action::WriteVisit,
        Action::SignVisit,
        Action::ReadReport,
        Action::ReadReviewQueue,
        Action::CommentOnVisit,
        Action::ReturnVisit,
        Action::CountersignVisit,
        Action::AddAddendum,
        Action::DecideConflict,
        Action::ReadHeld,
        Action::ReleaseHeld,
        Action::ReadWaiting,
        Action::PassVisitOn,
        Action::ManageUsers,
        Action::ManageForms,
        Action::ReadAudit,
        Action::ReadOrders,
        Action::ApproveOrder,
        Action::AdvanceOrder,
        Action::ReadBudget,
        Action::ReadFigures,
        Action::KeepCatalogue,
        Action::ChangeSettings,
        Action::IssueReport,
        Action::ReadIssued,
    ];

    /// True for what concerns the service as a whole; everything else is about one person or one visit.
    pub fn is_about_the_service(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::UseTablet
                | A::ReadCaseload
                | A::AddPerson
                | A::ReadReviewQueue
                | A::ReadHeld
                | A::ReadWaiting
                | A::ManageUsers
                | A::ManageForms
                | A::ReadAudit
                | A::ReadBudget
                | A::ReadFigures
                | A::KeepCatalogue
                | A::ChangeSettings
        )
    }

    /// True for what a student does only while the placement is running.
    pub fn changes_something(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::UseTablet
                | A::AddPerson
                | A::ChangePerson
                | A::PlanVisit
                | A::WriteVisit
                | A::SignVisit
                | A::CommentOnVisit
                | A::ReturnVisit
                | A::CountersignVisit
                | A::AddAddendum
                | A::DecideConflict
                | A::ReleaseHeld
                | A::PassVisitOn
                | A::ManageUsers
                | A::ManageForms
                | A::ReadAccessCode
                | A::ApproveOrder
                | A::AdvanceOrder
                | A::KeepCatalogue
                | A::ChangeSettings
                | A::IssueReport
        )
    }
}
