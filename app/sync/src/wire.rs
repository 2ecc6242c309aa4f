//! The envelopes of `/api/v1/sync`. Only an envelope that names itself, the epoch and the mutation
//! ids marks anything as sent: a captive portal's cheerful 200 does not.

use crate::{cards::VisitPack, change::Mutation};
use chrono::{DateTime, Utc};
use domain::{Role, UserId, VisitId, rules::Settings, visits::Signatory};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Name of the push reply.
pub const PUSH_REPLY: &str = "threshold.push.v1";
/// Name of the pull reply.
pub const PULL_REPLY: &str = "threshold.pull.v1";
/// Name of the reply to a tablet that introduces itself.
pub const TABLET_REPLY: &str = "threshold.tablet.v1";
/// Header under which a tablet whose owner cannot sign in any more hands its unsent work over.
pub const HAND_OVER_HEADER: &str = "x-threshold-hand-over";
/// Header in which the answer about a photo says that it is ours, and about which one: see [`photo_envelope`].
pub const PHOTO_HEADER: &str = "x-threshold-photo";
/// Headers of tus 1.0, by which photos are sent, and its version.
pub const TUS: &str = "tus-resumable";
/// The version of tus.
pub const TUS_VERSION: &str = "1.0.0";
/// Where the next part of a photo begins.
pub const UPLOAD_OFFSET: &str = "upload-offset";
/// All bytes of a photo.
pub const UPLOAD_LENGTH: &str = "upload-length";
/// Most bytes in one part of a photo: at most so many are sent twice.
pub const PHOTO_PART_LIMIT: usize = 256 * 1024;
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
#[serde(tag = "outcome", rename_all = "kebab-case", try_from = "WrittenOutcome")]
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
#[serde(try_from = "WrittenReceipt")]
pub struct Receipt {
    /// The mutation.
    pub id: Uuid,
    /// Its number.
    pub seq: u64,
    /// The server's own number of it: a tablet whose cursor has passed it knows its effect already.
    pub number: u64,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// When the server wrote it down.
    pub received_at: DateTime<Utc>,
}

/// An outcome as it is read.
#[derive(Deserialize)]
struct WrittenOutcome {
    outcome: String,
    reason: Option<String>,
}

impl TryFrom<WrittenOutcome> for Outcome {
    type Error = String;

    fn try_from(written: WrittenOutcome) -> Result<Outcome, String> {
        match (written.outcome.as_str(), written.reason) {
            ("applied", _) => Ok(Outcome::Applied),
            ("differs", _) => Ok(Outcome::Differs),
            ("held", Some(reason)) => Ok(Outcome::Held { reason }),
            ("held", None) => Err("missing field `reason`".to_owned()),
            (other, _) => Err(format!("unknown outcome `{other}`")),
        }
    }
}

/// A receipt as it is read, for the reason that [`Change`](crate::Change) is read so.
#[derive(Deserialize)]
struct WrittenReceipt {
    id: Uuid,
    seq: u64,
    #[serde(default)]
    number: u64,
    outcome: String,
    reason: Option<String>,
    received_at: DateTime<Utc>,
}

impl TryFrom<WrittenReceipt> for Receipt {
    type Error = String;

    fn try_from(written: WrittenReceipt) -> Result<Receipt, String> {
        let WrittenReceipt { id, seq, number, outcome, reason, received_at } = written;
        let outcome = WrittenOutcome { outcome, reason }.try_into()?;
        Ok(Receipt { id, seq, number, outcome, received_at })
    }
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

/// How a tablet introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletRequest {
    /// The tablet's store.
    pub client_id: Uuid,
    /// Kind of browser and device, for the administrator's list.
    pub what: String,
    /// The secret it has from before, while it is unlocked: a server that was restored from an older
    /// backup takes it again, so that the tablet goes on opening.
    pub secret: Option<String>,
    /// Whether what lies on it is sealed already: then no other secret may be made for it.
    #[serde(default)]
    pub sealed: bool,
}

/// The server's answer to its owner: the half of the key that is not on the tablet, and the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletReply {
    /// Always [`TABLET_REPLY`].
    pub envelope: String,
    /// The store it answers.
    pub client_id: Uuid,
    /// 64 hexadecimal digits. Never written down as it is.
    pub secret: String,
    /// For how many hours the tablet opens without meeting the server.
    pub hours_without_server: u32,
    /// Whether visits come only to a tablet that has a passphrase.
    pub passphrase_needed: bool,
    /// When this browser last sent something as another store, which it has lost without signing out.
    #[serde(default)]
    pub lost: Option<DateTime<Utc>>,
    /// Who is signed in.
    pub me: Me,
    /// The server's clock.
    pub server_time: DateTime<Utc>,
}

/// What a tablet shows to hand its work over when its owner cannot sign in any more. Made of the
/// secret; the server keeps a hash of it after the secret is destroyed.
pub fn hand_over_token(secret: &str) -> String {
    crate::content::sha256_hex(format!("threshold.hand-over.v1 {secret}"))
}

/// What stands in [`PHOTO_HEADER`] of an answer about this photo.
pub fn photo_envelope(sha256: &str) -> String {
    format!("threshold.photo.v1 {sha256}")
}

/// The server's answer to a pull.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PullReply {
    /// Always [`PULL_REPLY`].
    pub envelope: String,
    /// The server's epoch.
    pub epoch: Uuid,
    /// The cursor that was asked from. An older server does not tell.
    #[serde(default)]
    pub after: Option<u64>,
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
    /// The figures that the service has put in the place of those that ship. An older server does not tell.
    #[serde(default)]
    pub settings: Settings,
}

/// A 4xx of ours: why, and what the tablet should do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Always [`REFUSAL`].
    pub envelope: String,
    /// A stable code: "gap", "epoch", "sign-in", "not-json", "too-large", "schema", "busy", "withdrawn" ...
    pub code: String,
    /// What is wrong, in words.
    pub reason: String,
    /// For a gap: the number the server expects next.
    pub expected_seq: Option<u64>,
    /// For a changed epoch: the new one.
    pub epoch: Option<Uuid>,
}
