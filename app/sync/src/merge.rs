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
pub fn absorb(heads: &mut Vec<Head>, new: Head, bases: &[Uuid]) -> Absorbed {
    if heads.iter().any(|head| head.revision == new.revision) {
        return Absorbed::Already;
    }
    let seen = |head: &Head| bases.contains(&head.revision);
    if heads.is_empty() {
        heads.push(new);
        return Absorbed::Applied;
    }
    if let Some(first) = heads.iter().position(seen) {
        heads[first] = new;
        let kept = heads[first].revision;
        heads.retain(|head| head.revision == kept || !seen(head));
    } else if let Some(twin) = heads.iter().position(|head| head.answer == new.answer) {
        heads[twin] = new;
        return if heads.len() == 1 { Absorbed::Same } else { Absorbed::Differs };
    } else {
        heads.push(new);
    }
    if heads.len() == 1 { Absorbed::Applied } else { Absorbed::Differs }
}
