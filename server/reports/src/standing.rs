//! How far a record is, who signed it, what was added to it later, and what names it at the foot of a sheet.

use crate::entries::Line;
use chrono::{DateTime, Utc};
use domain::{
    calendar::{date_and_clock, long_date},
    visits::{Signature, fingerprint},
};
use serde::{Deserialize, Serialize};
use sync::{
    VisitCard,
    cards::{ADDENDUM_KINDS, Addendum},
};

/// A signature as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Name.
    pub name: String,
    /// Printed role and registration.
    pub role: String,
    /// "Signed 12 May 2026 10:53, version 2."
    pub when: String,
    /// Four groups of four.
    pub fingerprint: String,
    /// A note to the supervisor, or the supervisor's own; late entries say so here.
    pub note: Option<String>,
}

/// How far the record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Nobody signed this version.
    NotSigned,
    /// Signed, and part of the record only once countersigned.
    NotCountersigned,
    /// Complete.
    Complete,
}

impl Signed {
    /// "Note: agreed"; none where nothing was written.
    pub fn note_words(&self) -> Option<String> {
        let note = self.note.as_deref().map(str::trim).filter(|note| !note.is_empty())?;
        Some(format!("Note: {note}"))
    }
}

impl Standing {
    /// How far a visit is.
    pub fn of(card: &VisitCard) -> Standing {
        match (card.state.is_signed(), &card.countersignature) {
            (false, _) => Standing::NotSigned,
            (true, None) if card.needs_countersigning => Standing::NotCountersigned,
            (true, _) => Standing::Complete,
        }
    }

    /// "Draft, not signed", while it is a draft.
    pub fn draft(self) -> Option<&'static str> {
        match self {
            Standing::NotSigned => Some("Draft, not signed"),
            Standing::NotCountersigned => Some("Draft, not countersigned"),
            Standing::Complete => None,
        }
    }
}

/// The author's signatures under this version and those before it, oldest first.
pub(crate) fn signatures(card: &VisitCard) -> Vec<Signed> {
    let shown = card.signatures.iter().filter(|signature| signature.version <= card.version);
    shown.map(|signature| signed(signature, "Signed")).collect()
}

/// The countersignature.
pub(crate) fn countersignature(card: &VisitCard) -> Option<Signed> {
    card.countersignature.as_ref().map(|one| signed(one, "Countersigned"))
}

/// Addenda on the whole visit.
pub(crate) fn addenda(card: &VisitCard) -> Vec<String> {
    card.addenda.iter().filter(|one| one.on.is_none()).map(addendum_words).collect()
}

/// Addenda that are to be read with a line.
pub(crate) fn addenda_on(addenda: &[Addendum], form: &str, line: &Line) -> Vec<String> {
    let about = |addendum: &&Addendum| {
        addendum.on.as_ref().is_some_and(|key| {
            let place = key.path.without_facet();
            key.form == form
                && (place.as_str() == line.path || place.as_str().starts_with(&format!("{}.", line.path)))
        })
    };
    addenda.iter().filter(about).map(addendum_words).collect()
}

/// "Addendum 1, Correction, 14 May 2026 09:20, Amy Castell: ..."
pub(crate) fn addendum_words(addendum: &Addendum) -> String {
    let why = if addendum.why.is_empty() { String::new() } else { format!(" ({})", addendum.why) };
    format!("{}: {}{why}", addendum_head(addendum), addendum.text)
}

/// That there is one, of what kind, when and by whom: "Addendum 1, Correction, 14 May 2026 09:20, Amy Castell".
pub(crate) fn addendum_head(addendum: &Addendum) -> String {
    let known = ADDENDUM_KINDS.iter().find(|(code, _)| *code == addendum.kind);
    let kind = known.map(|(_, words)| format!("{words}, ")).unwrap_or_default();
    format!("Addendum {}, {kind}{}, {}", addendum.number, date_and_clock(addendum.at), addendum.by.name)
}

fn signed(signature: &Signature, verb: &str) -> Signed {
    let when: DateTime<Utc> = signature.at;
    let registration = signature.by.registration.iter().map(|number| format!(", {number}"));
    Signed {
        name: signature.by.name.clone(),
        role: format!("{}{}", signature.by.title, registration.collect::<String>()),
        when: format!("{verb} {}, version {}.", date_and_clock(when), signature.version),
        fingerprint: fingerprint(&signature.content_hash),
        note: signature.note.clone(),
    }
}

/// "Ellery, born 14 March 1941, NHS 999 010 4212 . version 1, 3f9a 12bc".
pub(crate) fn running(card: &VisitCard) -> String {
    let person = &card.person;
    let born = person
        .born
        .map_or_else(|| "birth date not known".to_owned(), |day| format!("born {}", long_date(day)));
    format!("{}, {born}, NHS {} . {}", person.family, person.health_number_words(), version(card))
}

/// "version 1, 3f9a 12bc".
pub(crate) fn version(card: &VisitCard) -> String {
    let last = card.signatures.iter().rfind(|signature| signature.version == card.version);
    let hash = last.map(|signature| {
        let groups = fingerprint(&signature.content_hash);
        format!(", {}", groups.get(..9).unwrap_or(&groups))
    });
    format!("version {}{}", card.version, hash.unwrap_or_default())
}
