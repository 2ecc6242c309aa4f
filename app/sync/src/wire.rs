//! The envelopes of `/api/v1/sync`. Only an envelope that names itself, the epoch and the mutation
//! ids marks anything as sent: a captive portal's cheerful 200 does not.

use crate::{cards::VisitPack, change::Mutation};
use chrono::{DateTime, Utc};
use domain::{Role, UserId, VisitId, visits::Signatory};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Name of the push reply.
pub const PUSH_REPLY: &str = "threshold.push.v1";
/// Name of the pull reply.
pub const PULL_REPLY: &str = "threshold.pull.v1";
/// Name of a refusal.
pub const REFUSAL: &str = "threshold.refusal.v1";
/// Most mutations in one push.
pub const PUSH_LIMIT: usize = 200;
/// Largest body of a push, in bytes.
pub const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// What a tablet sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PushRequest {
    /// The epoch the tablet believes in; absent before first contact.
    pub epoch: Option<Uuid>,
    /// The tablet's store.
    pub client_id: Uuid,
    /// In order of `seq`, without gaps.
    pub mutations: Vec<Mutation>,
}

/// What became of one mutation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// It is part of the visit.
    Applied,
    /// It is part of the visit and stands beside a different answer.
    Differs,
    /// It is kept, but not part of the visit.
    Held {
        /// Why, in words for its author.
        reason: String,
    },
}

/// One line of a push reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The mutation.
    pub id: Uuid,
    /// Its number.
    pub seq: u64,
    /// The server's own number of it: a tablet whose cursor has passed it knows its effect already.
    #[serde(default)]
    pub number: u64,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// When the server wrote it down.
    pub received_at: DateTime<Utc>,
}

/// The server's answer to a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// Always [`PUSH_REPLY`].
    pub envelope: String,
    /// The server's epoch.
    pub epoch: Uuid,
    /// The store it answers.
    pub client_id: Uuid,
    /// One receipt a mutation, also for those seen before.
    pub receipts: Vec<Receipt>,
    /// The last number the server has of this store.
    pub last_seq: u64,
}

/// Who is signed in, as the tablet keeps it for signing without signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The account.
    pub user: UserId,
    /// The role.
    pub role: Role,
    /// Name, title, registration.
    pub signatory: Signatory,
    /// Name of the organisation.
    pub organisation: String,
    /// Whom to ask.
    pub reviewer: Option<String>,
    /// Last day of a student's placement.
    pub placement_until: Option<chrono::NaiveDate>,
}

/// The server's answer to a pull.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PullReply {
    /// Always [`PULL_REPLY`].
    pub envelope: String,
    /// The server's epoch.
    pub epoch: Uuid,
    /// Where the next pull goes on.
    pub cursor: u64,
    /// True when there is more to fetch at once.
    pub more: bool,
    /// Who is signed in.
    pub me: Me,
    /// Visits that changed since the cursor, with the fields that changed.
    pub visits: Vec<VisitPack>,
    /// Visits that are no longer this tablet's to carry.
    pub gone: Vec<VisitId>,
    /// The server's clock, for telling a tablet that its own is wrong.
    pub server_time: DateTime<Utc>,
}

/// A 4xx of ours: why, and what the tablet should do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Always [`REFUSAL`].
    pub envelope: String,
    /// A stable code: "gap", "epoch", "sign-in", "not-json", "too-large", "schema", "busy" ...
    pub code: String,
    /// What is wrong, in words.
    pub reason: String,
    /// For a gap: the number the server expects next.
    pub expected_seq: Option<u64>,
    /// For a changed epoch: the new one.
    pub epoch: Option<Uuid>,
}
