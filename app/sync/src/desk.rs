//! What the office's pages are told and what their forms send: lines of lists and boards. Shared by
//! the records, which fill them, and the pages, which draw them; nothing here decides anything.

mod diary;
mod forms;
mod trail;

pub use diary::{KeptPerson, NewVisit, TeamMember};
pub use forms::{CheckedForm, FormCheck, FormLine, FormPage, FormVersion, NewFormVersion, PublishedForm};
pub use trail::{AuditChoices, AuditFilter, AuditLine, AuditRows, ChainState};

use crate::{
    cards::{HeldPack, VisitCard},
    change::{FieldKey, FormRef},
    merge::Head,
};
use ::forms::Answer;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{OrderId, Role, UserId, VisitId, closing::Closing, people::Person, visits::CommentKind};
use serde::{Deserialize, Serialize};

/// How much waits for somebody, for the numbers in the office's top bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records to review.
    pub to_review: u64,
    /// Visits with held work.
    pub held: u64,
    /// Answers that differ.
    pub differing: u64,
    /// Orders whose cost waits for a decision.
    #[serde(default)]
    pub to_approve: u64,
}

/// Which part of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QueueTab {
    /// Signed, waiting for a reviewer.
    #[default]
    Waiting,
    /// With their authors for changes.
    Returned,
    /// Done.
    Countersigned,
}

/// One line of the review queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    /// The visit.
    pub id: VisitId,
    /// The person, as on a banner.
    pub person: String,
    /// What kind of visit.
    pub what: String,
    /// Whose record.
    pub author: String,
    /// The author's printed role.
    pub author_title: String,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// When the signature arrived.
    pub received_at: Option<DateTime<Utc>>,
    /// When the line began to wait where it is.
    pub since: DateTime<Utc>,
    /// "second time", "2 answers differ", "late entry".
    pub notes: Vec<String>,
    /// True when the actor is its named reviewer or the author's educator.
    pub mine: bool,
}

/// A new comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewComment {
    /// The visit.
    pub visit: VisitId,
    /// The answer; none for the whole visit.
    pub on: Option<FieldKey>,
    /// What it asks for.
    pub kind: CommentKind,
    /// The words.
    pub text: String,
}

/// Held work of one visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldLine {
    /// The visit it was meant for.
    pub visit: VisitId,
    /// The person, as on a banner.
    pub person: String,
    /// Kind of visit.
    pub what: String,
    /// Its forms.
    pub forms: Vec<FormRef>,
    /// What is held.
    pub items: Vec<HeldPack>,
    /// What the record says now, in the order of `items`.
    pub now: Vec<Option<Answer>>,
    /// Whether the actor may put it back.
    pub may_release: bool,
}

/// What a supervisor does with held work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Release {
    /// It becomes normal changes; conflicts if any.
    PutBack,
    /// It stays out, with a reason.
    LeaveOut,
}

/// An answer two people gave differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differing {
    /// The visit.
    pub visit: VisitId,
    /// The person, as on a banner.
    pub person: String,
    /// The forms of the visit.
    pub forms: Vec<FormRef>,
    /// The field.
    pub key: FieldKey,
    /// Both answers.
    pub heads: Vec<Head>,
}

/// One line of the caseload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// The person.
    pub person: Person,
    /// What comes next, in words.
    pub next: String,
    /// By when.
    pub due: Option<DateTime<Utc>>,
    /// "Visit planned", "With supervisor" ...
    pub state: String,
    /// Last visit that took place.
    pub last_contact: Option<DateTime<Utc>>,
    /// The therapist.
    pub therapist: String,
}

impl CaseLine {
    /// The state of those who are not listed unless they are looked for.
    pub const CLOSED: &'static str = "Closed";
}

/// A person with the time line of visits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonPage {
    /// The person.
    pub person: Person,
    /// The therapist.
    pub therapist: String,
    /// Visits, newest first.
    pub visits: Vec<VisitCard>,
    /// Somebody else with the same family name and birth date.
    pub easily_mistaken_for: Vec<String>,
    /// Whether this actor may uncover the key-safe code.
    pub may_reveal_code: bool,
    /// How the work with the person ended, if it has.
    pub closed: Option<Closing>,
}

/// An uncovered code, shown for a minute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealedCode {
    /// Where the key safe is.
    pub place: String,
    /// The code.
    pub code: String,
}

/// A new addendum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAddendum {
    /// The signed visit.
    pub visit: VisitId,
    /// The answer it is about; none for the whole visit.
    pub on: Option<FieldKey>,
    /// correction, later-information or left-out.
    pub kind: String,
    /// What should be read with the record.
    pub text: String,
    /// Why now.
    pub why: String,
}

/// The whole board at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingBoard {
    /// As of when.
    pub at: DateTime<Utc>,
    /// Stages in the order of a record's life.
    pub stages: Vec<Stage>,
    /// Every waiting thing, longest first.
    pub lines: Vec<WaitingLine>,
}

/// How much waits at one stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// How many wait.
    pub n_waiting: usize,
    /// Since when the longest waits.
    pub longest_since: Option<DateTime<Utc>>,
    /// Waiting 0 to 2, 3 to 5, and over 5 working days.
    pub by_days: [usize; 3],
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingLine {
    /// The visit; of an order, the one whose record proposed it.
    pub visit: VisitId,
    /// The order, when its cost is what waits.
    pub order: Option<OrderId>,
    /// The stage's name.
    pub stage: String,
    /// The person, as on a banner.
    pub person: String,
    /// Kind of visit, or of what is ordered.
    pub what: String,
    /// Who has it.
    pub with: String,
    /// True where somebody is here who can be reminded.
    pub can_remind: bool,
    /// True while it can be given to somebody else.
    pub can_pass: bool,
    /// Since when.
    pub since: DateTime<Utc>,
    /// True when a note was sent today.
    pub reminded: bool,
}

/// A new account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccount {
    /// Full name, as printed under signatures.
    pub name: String,
    /// Email, which is also the sign-in name.
    pub email: String,
    /// Code of the role.
    pub role: String,
    /// Printed role; the role's own word when empty.
    pub title: String,
    /// Regulator and number.
    pub registration: String,
    /// For students: first day.
    pub placement_from: Option<NaiveDate>,
    /// For students: last day.
    pub placement_until: Option<NaiveDate>,
    /// For students: the educator.
    pub educator: Option<UserId>,
    /// For students: the university.
    pub university: String,
}

/// A link with which somebody chooses the first password. Shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartLink {
    /// The secret part of the address.
    pub token: String,
    /// Until when it works.
    pub valid_until: DateTime<Utc>,
}

/// One line of the list of accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// The account.
    pub user: UserId,
    /// Full name.
    pub name: String,
    /// Email.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Printed role.
    pub title: String,
    /// Regulator and number.
    pub registration: Option<String>,
    /// "Active", "Placement until 26 June 2026", "Left".
    pub state: String,
    /// Last sign-in.
    pub last_seen: Option<DateTime<Utc>>,
    /// Who reviews the work; of a student, the educator.
    pub reviewer: Option<UserId>,
    /// The last day of a student's placement.
    pub placement_until: Option<NaiveDate>,
}

impl AccountLine {
    /// What of it can be changed, as it stands.
    pub fn as_it_stands(&self) -> ChangedAccount {
        ChangedAccount {
            email: self.email.clone(),
            name: self.name.clone(),
            title: self.title.clone(),
            registration: self.registration.clone().unwrap_or_default(),
            reviewer: self.reviewer,
            placement_until: self.placement_until,
        }
    }

    /// True for an account that can no longer sign in.
    pub fn has_left(&self) -> bool {
        self.state.starts_with("Left")
    }
}

/// What of an account can be changed. The role stays: another role is another account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedAccount {
    /// What somebody signs in with.
    pub email: String,
    /// Full name, as printed under signatures.
    pub name: String,
    /// Printed role.
    pub title: String,
    /// Regulator and number; none when empty.
    pub registration: String,
    /// Who reviews the work.
    pub reviewer: Option<UserId>,
    /// The last day of a student's placement.
    pub placement_until: Option<NaiveDate>,
}

/// A tablet of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletLine {
    /// Its store.
    pub id: uuid::Uuid,
    /// Kind of browser and device, as it told us.
    pub what: String,
    /// Last contact.
    pub last_seen: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When its browser was found to have lost what it stored.
    pub lost_at: Option<DateTime<Utc>>,
}
