//! Mutations: the only way a visit changes. A mutation is written down on the tablet before
//! anything is shown as kept, and is applied by the server at most once.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{CommentId, VisitId, visits::Signatory};
use forms::{Answer, AnswerPath};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The schema number this build writes. A server reads this one and the two before it.
pub const SCHEMA: u16 = 1;

/// A form and the version a visit was begun with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FormRef {
    /// Questionnaire id: "home-environment".
    pub id: String,
    /// Questionnaire version: "1.0.0".
    pub version: String,
}

/// One answer's place within a visit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldKey {
    /// Questionnaire id.
    pub form: String,
    /// Path of the answer, facet or repeat.
    pub path: AnswerPath,
}

/// One change by one device, numbered without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mutation {
    /// UUIDv7, made on the device.
    pub id: Uuid,
    /// The device's store.
    pub client_id: Uuid,
    /// 1, 2, 3 ... within that store.
    pub seq: u64,
    /// The visit it belongs to.
    pub visit: VisitId,
    /// The revision its author had before the eyes: the id of the mutation that made it.
    pub base: Option<Uuid>,
    /// When, by the device's clock.
    pub made_at: DateTime<Utc>,
    /// Schema number.
    pub schema: u16,
    /// What changes.
    pub change: Change,
}

/// Everything that can happen to a visit from a tablet. Closed: what is not here cannot be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase", try_from = "Written")]
pub enum Change {
    /// An answer, a facet of it, or the presence of a repeat. An empty answer clears the field.
    AnswerSet {
        /// Which form.
        form: String,
        /// Where in it.
        path: AnswerPath,
        /// The new answer.
        answer: Answer,
    },
    /// A human chose between two answers.
    ConflictDecided {
        /// Which form.
        form: String,
        /// Where in it.
        path: AnswerPath,
        /// What holds from now on.
        answer: Answer,
        /// The revisions it replaces.
        over: Vec<Uuid>,
        /// Why, for the history.
        why: String,
    },
    /// The visit began.
    VisitStarted {
        /// Time of arrival, which the author may correct.
        arrived: DateTime<Utc>,
        /// The forms as they lay on the tablet: the visit goes on in these versions, whatever is published meanwhile.
        /// Empty from tablets that did not tell.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        forms: Vec<FormRef>,
    },
    /// The author signed.
    VisitSigned(Box<Signing>),
    /// The author answered a reviewer's comment.
    CommentReplied {
        /// Which comment.
        comment: CommentId,
        /// What the author says; may be empty when `done`.
        text: String,
        /// "Done, I changed it".
        done: bool,
    },
    /// Somebody looked at a covered code, and said why.
    AccessCodeSeen {
        /// The reason chosen.
        reason: String,
    },
}

/// What the author puts the signature under.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signing {
    /// Name, title and registration as shown above the button.
    pub by: Signatory,
    /// SHA-256 of the content on this tablet.
    pub content_hash: String,
    /// The version being signed.
    pub version: u32,
    /// Time of arrival.
    pub arrived: DateTime<Utc>,
    /// Time of leaving.
    pub left: DateTime<Utc>,
    /// Who was there, in words.
    pub present: String,
    /// A note to the supervisor.
    pub note: Option<String>,
    /// Why it is written more than a day after the visit.
    pub late_because: Option<String>,
}

/// A change as it is read: every field of every kind. Serde reads what is told apart by a tag twice, first as whatever it
/// is and then as what it must be, with code for both; on a tablet that is a fiftieth of the app.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    kind: String,
    form: Option<String>,
    path: Option<AnswerPath>,
    answer: Option<Answer>,
    over: Option<Vec<Uuid>>,
    why: Option<String>,
    arrived: Option<DateTime<Utc>>,
    #[serde(default)]
    forms: Vec<FormRef>,
    by: Option<Signatory>,
    content_hash: Option<String>,
    version: Option<u32>,
    left: Option<DateTime<Utc>>,
    present: Option<String>,
    note: Option<String>,
    late_because: Option<String>,
    comment: Option<CommentId>,
    text: Option<String>,
    done: Option<bool>,
    reason: Option<String>,
}

impl TryFrom<Written> for Change {
    type Error = String;

    fn try_from(written: Written) -> Result<Change, String> {
        Ok(match written.kind.as_str() {
            "answer-set" => Change::AnswerSet {
                form: needed("form", written.form)?,
                path: needed("path", written.path)?,
                answer: needed("answer", written.answer)?,
            },
            "conflict-decided" => Change::ConflictDecided {
                form: needed("form", written.form)?,
                path: needed("path", written.path)?,
                answer: needed("answer", written.answer)?,
                over: needed("over", written.over)?,
                why: needed("why", written.why)?,
            },
            "visit-started" => {
                Change::VisitStarted { arrived: needed("arrived", written.arrived)?, forms: written.forms }
            }
            "visit-signed" => Change::VisitSigned(Box::new(Signing {
                by: needed("by", written.by)?,
                content_hash: needed("contentHash", written.content_hash)?,
                version: needed("version", written.version)?,
                arrived: needed("arrived", written.arrived)?,
                left: needed("left", written.left)?,
                present: needed("present", written.present)?,
                note: written.note,
                late_because: written.late_because,
            })),
            "comment-replied" => Change::CommentReplied {
                comment: needed("comment", written.comment)?,
                text: needed("text", written.text)?,
                done: needed("done", written.done)?,
            },
            "access-code-seen" => Change::AccessCodeSeen { reason: needed("reason", written.reason)? },
            other => return Err(format!("unknown kind of change `{other}`")),
        })
    }
}

fn needed<T>(name: &str, value: Option<T>) -> Result<T, String> {
    value.ok_or_else(|| format!("missing field `{name}`"))
}

impl Change {
    /// The field this change sets, if it sets one.
    pub fn field(&self) -> Option<FieldKey> {
        match self {
            Change::AnswerSet { form, path, .. } | Change::ConflictDecided { form, path, .. } => {
                Some(FieldKey { form: form.clone(), path: path.clone() })
            }
            _ => None,
        }
    }

    /// The answer it sets, if it sets one.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Change::AnswerSet { answer, .. } | Change::ConflictDecided { answer, .. } => Some(answer),
            _ => None,
        }
    }

    /// The stable code of its kind, for logs and audit rows (never its content).
    pub fn code(&self) -> &'static str {
        match self {
            Change::AnswerSet { .. } => "answer-set",
            Change::ConflictDecided { .. } => "conflict-decided",
            Change::VisitStarted { .. } => "visit-started",
            Change::VisitSigned(_) => "visit-signed",
            Change::CommentReplied { .. } => "comment-replied",
            Change::AccessCodeSeen { .. } => "access-code-seen",
        }
    }
}

/// Whether a record signed now counts as a late entry: written on a later UK day than the visit.
pub fn is_late_entry(visit_day: NaiveDate, signed_at: DateTime<Utc>, left: DateTime<Utc>) -> bool {
    domain::calendar::uk_date(signed_at) > visit_day && (signed_at - left).num_hours() > 24
}
