//! Everything Threshold keeps. The only crate that names SeaORM, and the only one that decides who
//! may read or write: every public method takes the actor first, asks the access policy and writes
//! the audit row in the same transaction. Rows never leave this crate.

mod accounts;
mod addenda;
mod audit;
mod backups;
mod caseload;
mod catalogue;
mod closing;
mod entities;
mod error;
mod form_library;
mod glimpses;
mod held;
mod intake;
mod integrity;
mod issued;
mod migrations;
mod opening;
mod orders;
mod passwords;
mod people;
mod photo_files;
mod photos;
mod pictures;
mod planning;
mod pull;
mod push;
mod review;
mod seeding;
mod sessions;
mod settings;
mod signing;
mod start_links;
mod tablets;
mod team;
mod transaction;
mod versions;
mod visits;
mod waiting;

pub use backups::Backup;
pub use error::{RecordsError, Result};
pub use integrity::Integrity;
pub use opening::Records;
pub use photo_files::PhotoFiles;
pub use photos::{PartFailure, PhotoProgress};
pub use push::PushFailure;
pub use seeding::{SeedAccount, SeedPerson, SeedVisit, Seeding};
pub use sessions::{Caller, SignInFailure, Token};
pub use sync::desk::{
    AccountLine, AuditFilter, AuditLine, AuditRows, CaseLine, ChainState, ChangedAccount, CheckedForm,
    Counts, Differing, FormCheck, FormLine, FormPage, FormVersion, HeldLine, KeptPerson, NewAccount,
    NewAddendum, NewComment, NewFormVersion, NewVisit, PersonPage, PublishedForm, QueueLine, QueueTab,
    Release, RevealedCode, Stage, StartLink, TabletLine, TeamMember, WaitingBoard, WaitingLine,
};
pub use sync::issued::{IssuedLine, NewIssue};
pub use sync::orders::{
    CatalogueItem, ImportOutcome, LimitLine, ORDERS_PER_PAGE, OrderFilter, OrderLine, OrderPage, OrderStep,
    Proposal,
};
pub use tablets::Standing;
pub use visits::VisitRecord;
