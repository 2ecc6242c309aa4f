//! How a new revision meets the ones already there. A field usually has one head; two people who
//! wrote without seeing each other leave two, and both stay until a human decides.
//! The same function runs on the tablet and on the server.

use chrono::{DateTime, Utc};
use domain::UserId;
use forms::Answer;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A revision of a field that nothing has replaced yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Id of the mutation that made it.
    pub revision: Uuid,
    /// The answer.
    pub answer: Answer,
    /// Who wrote it.
    pub author: UserId,
    /// That person's name and role, as shown beside the answer.
    pub author_name: String,
    /// When, by the device's clock.
    pub made_at: DateTime<Utc>,
    /// When the server received it; absent while it has not.
    pub received_at: Option<DateTime<Utc>>,
    /// Revisions with the same answer that arrived before this one, oldest first, written by people
    /// who had not seen each other. They come to light again when only this one is replaced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub twins: Vec<Head>,
}

impl Head {
    /// Whether this revision is the head or one of its twins.
    pub fn stands_for(&self, revision: Uuid) -> bool {
        self.revision == revision || self.twins.iter().any(|twin| twin.revision == revision)
    }

    /// Whether this person wrote the head or one of its twins.
    pub fn is_by(&self, author: UserId) -> bool {
        self.author == author || self.twins.iter().any(|twin| twin.author == author)
    }
}

/// What became of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absorbed {
    /// It is now the head.
    Applied,
    /// It was there before.
    Already,
    /// It says the same as the head and takes its place.
    Same,
    /// It stands beside another head: two answers differ.
    Differs,
}

/// Lets `new` meet the heads of its field. `bases` are the revisions its author had seen: none for a
/// field that was empty, one as a rule, several when the author decided between answers.
/// Heads never hold the same answer twice; two heads or more are two answers that differ.
pub fn absorb(heads: &mut Vec<Head>, new: Head, bases: &[Uuid]) -> Absorbed {
    if heads.iter().any(|head| head.stands_for(new.revision)) {
        return Absorbed::Already;
    }
    let mut place = None;
    let mut left = Vec::with_capacity(heads.len() + 1);
    for head in heads.drain(..) {
        let (named, rest) = without_the_seen(head, &new, bases);
        if named {
            place.get_or_insert(left.len());
        }
        left.extend(rest);
    }
    *heads = left;
    let replaced = place.is_some();
    let same = join_or_insert(heads, new, place);
    match heads.len() {
        1 if same && !replaced => Absorbed::Same,
        1 => Absorbed::Applied,
        _ => Absorbed::Differs,
    }
}

/// What is left of a head for an author who had seen `bases`, and whether any of it was named.
/// Who names somebody else's revision got it from the server, with its twins of that time. Who names
/// an own revision may not have met its twins: those stay. A decision had all of it before the eyes.
fn without_the_seen(head: Head, new: &Head, bases: &[Uuid]) -> (bool, Option<Head>) {
    if !bases.iter().any(|base| head.stands_for(*base)) {
        return (false, Some(head));
    }
    let decides = bases.len() > 1;
    let mut left: Vec<Head> = Vec::new();
    for member in apart(head) {
        if !bases.contains(&member.revision) {
            left.push(member);
        } else if decides || member.author != new.author {
            left.clear();
        }
    }
    (true, together(left))
}

/// Puts `new` to the head with the same answer, else at its place. True when it found a twin.
fn join_or_insert(heads: &mut Vec<Head>, new: Head, place: Option<usize>) -> bool {
    if let Some(twin) = heads.iter().position(|head| head.answer == new.answer) {
        let mut members = apart(heads[twin].clone());
        members.push(new);
        heads.splice(twin..=twin, together(members));
        return true;
    }
    let at = place.unwrap_or(heads.len()).min(heads.len());
    heads.insert(at, new);
    false
}

/// A head and its twins, in order of arrival.
fn apart(mut head: Head) -> Vec<Head> {
    let mut members = std::mem::take(&mut head.twins);
    members.push(head);
    members
}

/// One head out of revisions with the same answer: the last stands in front.
fn together(mut members: Vec<Head>) -> Option<Head> {
    let mut head = members.pop()?;
    head.twins = members;
    Some(head)
}
