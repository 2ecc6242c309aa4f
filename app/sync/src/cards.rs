//! What a tablet carries of a visit: the card with person, state and comments, and the fields.

use crate::{
    change::{FieldKey, FormRef},
    merge::Head,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    CommentId, UserId, VisitId, VisitKind, VisitState,
    people::Person,
    visits::{CommentKind, Signature},
};
use forms::{Answer, AnswerPath, expression::Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Everything about a visit but its answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitCard {
    /// The visit.
    pub id: VisitId,
    /// For whom.
    pub person: Person,
    /// Kind of visit.
    pub kind: VisitKind,
    /// State, as the server last told.
    pub state: VisitState,
    /// Planned start.
    pub planned: DateTime<Utc>,
    /// Planned length in minutes.
    pub minutes: u32,
    /// Whose record it is.
    pub author: UserId,
    /// The author's name.
    pub author_name: String,
    /// The author's printed role.
    pub author_title: String,
    /// Who takes part besides.
    pub with: Vec<String>,
    /// Who reviews it.
    pub reviewer: Option<String>,
    /// Its forms, each in the version it was begun with.
    pub forms: Vec<FormRef>,
    /// The version being worked on; 1 until the first return.
    pub version: u32,
    /// True when it becomes part of the record only by countersigning.
    pub needs_countersigning: bool,
    /// When the author arrived, once started.
    pub arrived: Option<DateTime<Utc>>,
    /// Author's signatures, oldest first.
    pub signatures: Vec<Signature>,
    /// The countersignature.
    pub countersignature: Option<Signature>,
    /// Present while it lies with its author for changes.
    pub returned: Option<Returned>,
    /// Comments, in time order.
    pub comments: Vec<Comment>,
    /// Addenda, in time order.
    pub addenda: Vec<Addendum>,
    /// Why it was cancelled or nobody got in; or a hand-over note.
    pub remark: Option<String>,
    /// When it was passed to somebody else, and to whom.
    pub passed_to: Option<(String, NaiveDate)>,
}

impl VisitCard {
    /// What "today" means for the rules of its forms: the day of the visit, so that a form says the same whenever and
    /// wherever it is read.
    pub fn moment(&self) -> Option<Moment> {
        let at = self.arrived.unwrap_or(self.planned);
        Moment::parse(&at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

/// The forms that these visits need, each once.
pub fn needed_forms<'a>(cards: impl IntoIterator<Item = &'a VisitCard>) -> BTreeSet<FormRef> {
    cards.into_iter().flat_map(|card| card.forms.iter().cloned()).collect()
}

impl VisitCard {
    /// The title of the visit: kind and, for a student, whose it stands beside.
    pub fn title(&self) -> &'static str {
        self.kind.words()
    }

    /// Comments on one answer, oldest first.
    pub fn comments_on<'a>(&'a self, key: &'a FieldKey) -> impl Iterator<Item = &'a Comment> {
        self.comments.iter().filter(move |comment| comment.on.as_ref() == Some(key))
    }

    /// Comments that still want something of the author.
    pub fn open_comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| comment.is_open())
    }
}

/// A visit given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Name of the reviewer.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The covering note.
    pub note: Option<String>,
}

/// A reviewer's comment and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Which comment.
    pub id: CommentId,
    /// The answer it is pinned to; none when it is about the whole visit.
    pub on: Option<FieldKey>,
    /// What it asks for.
    pub kind: CommentKind,
    /// The words.
    pub text: String,
    /// Name of the reviewer.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Answers, in time order.
    pub replies: Vec<Reply>,
    /// Who settled it, when.
    pub settled: Option<(String, DateTime<Utc>)>,
    /// True when the reviewer took it back.
    pub taken_back: bool,
}

impl Comment {
    /// True while the author is asked for something and has not answered.
    pub fn is_open(&self) -> bool {
        self.kind.wants_answer() && self.settled.is_none() && !self.taken_back && self.replies.is_empty()
    }

    /// "Open", "Answered by ...", "Settled by ...".
    pub fn state_words(&self) -> String {
        match (&self.settled, self.replies.last()) {
            _ if self.taken_back => "Comment taken back".to_owned(),
            (Some((by, _)), _) => format!("Settled by {by}"),
            (None, Some(reply)) if reply.done => format!("Changed by {}", reply.by),
            (None, Some(reply)) => format!("Answered by {}", reply.by),
            (None, None) if self.kind.wants_answer() => "Open".to_owned(),
            (None, None) => self.kind.words().to_owned(),
        }
    }
}

/// An answer to a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The words; may be empty when `done`.
    pub text: String,
    /// Name of its author.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// "Done, I changed it".
    pub done: bool,
}

/// The kinds of addenda, with their words.
pub const ADDENDUM_KINDS: [(&str, &str); 3] =
    [("correction", "Correction"), ("later-information", "Later information"), ("left-out", "Left out")];

/// Words to be read with a signed record, which itself never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    /// Number within the visit, from 1.
    pub number: u32,
    /// The answer it is about; none when it is about the whole visit.
    pub on: Option<FieldKey>,
    /// correction, later-information or left-out.
    pub kind: String,
    /// What should be read with the record.
    pub text: String,
    /// Why now.
    pub why: String,
    /// Name, title and registration of its author.
    pub by: domain::visits::Signatory,
    /// When.
    pub at: DateTime<Utc>,
}

/// One field with its heads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldPack {
    /// Which field.
    pub key: FieldKey,
    /// Its heads; two or more when answers differ.
    pub heads: Vec<Head>,
}

/// Work the server refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldPack {
    /// The mutation.
    pub id: Uuid,
    /// The field, if it sets one.
    pub key: Option<FieldKey>,
    /// The value, if it sets one.
    pub answer: Option<Answer>,
    /// Who wrote it.
    pub author_name: String,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// Why it is held.
    pub reason: String,
}

/// Last time's answers of the same form for the same person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastTime {
    /// Which form.
    pub form: String,
    /// The day of that visit.
    pub on: NaiveDate,
    /// Whose visit it was. Empty from servers that did not tell.
    #[serde(default)]
    pub by: String,
    /// Answers outside repeats.
    pub answers: Vec<(AnswerPath, Answer)>,
    /// Link ids of what the form did not ask then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new_items: Vec<String>,
}

/// A visit as it travels: its card, and the fields that changed since the cursor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitPack {
    /// The card, whole.
    pub card: VisitCard,
    /// Changed fields.
    pub fields: Vec<FieldPack>,
    /// Held work of this visit.
    pub held: Vec<HeldPack>,
    /// Earlier answers to look at beside the questions.
    pub last_time: Vec<LastTime>,
}
