//! Everything Threshold keeps. The only crate that names SeaORM, and the only one that decides who
//! may read or write: every public method takes the actor first, asks the access policy and writes
//! the audit row in the same transaction. Rows never leave this crate.

mod accounts;
mod addenda;
mod audit;
mod caseload;
mod entities;
mod error;
mod held;
mod migrations;
mod opening;
mod passwords;
mod pull;
mod push;
mod review;
mod seeding;
mod sessions;
mod signing;
mod transaction;
mod visits;
mod waiting;

pub use accounts::{AccountLine, NewAccount, StartLink};
pub use addenda::NewAddendum;
pub use audit::{AuditLine, ChainState};
pub use caseload::{CaseLine, PersonPage, RevealedCode};
pub use error::{RecordsError, Result};
pub use held::{Differing, HeldLine, Release};
pub use opening::Records;
pub use push::PushFailure;
pub use review::{NewComment, QueueLine, QueueTab};
pub use seeding::{SeedAccount, SeedPerson, SeedVisit, Seeding};
pub use sessions::{Caller, SignInFailure, Token};
pub use visits::VisitRecord;
pub use waiting::{Stage, WaitingBoard, WaitingLine};
