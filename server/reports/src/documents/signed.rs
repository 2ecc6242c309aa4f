//! Who signed, at the end of documents. The record itself carries the signatures of the version that counts, with what
//! was signed before in small print; what goes to a reader carries one line.

use super::{blocks::Blocks, case::Case};
use crate::standing::{self, Standing};
use domain::{
    calendar::{date_and_clock, long_date, uk_date},
    visits::{Signature, fingerprint},
};

/// "Signed by Amy Castell, occupational therapist, 12 May 2026, version 2. Countersigned by ..." in small print.
pub(super) fn line(case: &Case<'_>, blocks: &mut Blocks) {
    let mut said: Vec<String> = current(case).map(author_words).collect();
    let marks: Vec<String> = current(case).map(|one| fingerprint(&one.content_hash)).collect();
    said.extend(countersigned(case));
    if let Some(mark) = marks.last() {
        said.push(format!("Fingerprint {mark}."));
    }
    blocks.small(said.join(" "));
    open(case, blocks);
}

/// The countersignature alone: the name above it stands under the letter.
pub(super) fn countersignature_line(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.small(countersigned(case).unwrap_or_default());
    open(case, blocks);
}

/// The signatures of the record, each with its fingerprint and its note.
pub(super) fn in_full(case: &Case<'_>, blocks: &mut Blocks) {
    let card = case.card;
    let shown = card.signatures.iter().filter(|one| one.version <= card.version);
    for (one, printed) in shown.zip(standing::signatures(card)) {
        let note = printed.note_words().unwrap_or_default();
        if one.version == card.version {
            blocks.signature(printed);
        } else {
            blocks.small(earlier_words(one));
        }
        blocks.small(note);
    }
    if let Some(one) = standing::countersignature(card) {
        let note = one.note_words().unwrap_or_default();
        blocks.signature(one);
        blocks.small(note);
    }
    open(case, blocks);
}

/// The author's signatures under the version that counts.
fn current<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Signature> {
    case.card.signatures.iter().filter(|one| one.version == case.card.version)
}

fn author_words(one: &Signature) -> String {
    let day = long_date(uk_date(one.at));
    format!("Signed by {}, {day}, version {}.", signatory(one), one.version)
}

fn countersigned(case: &Case<'_>) -> Option<String> {
    let one = case.card.countersignature.as_ref()?;
    Some(format!("Countersigned by {}, {}.", signatory(one), long_date(uk_date(one.at))))
}

fn earlier_words(one: &Signature) -> String {
    format!(
        "Version {} was signed by {} on {}, fingerprint {}.",
        one.version,
        one.by.name,
        date_and_clock(one.at),
        fingerprint(&one.content_hash)
    )
}

/// "Amy Castell, occupational therapist, HCPC OT1".
fn signatory(one: &Signature) -> String {
    let by = &one.by;
    let words = [Some(by.name.clone()), Some(in_a_sentence(&by.title)), by.registration.clone()];
    words.into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// "Occupational therapist" as "occupational therapist"; "OT lead" stays.
pub(super) fn in_a_sentence(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || (first == 'A' && second == ' ') => {
            format!("{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => words.to_owned(),
    }
}

/// That nobody signed yet.
fn open(case: &Case<'_>, blocks: &mut Blocks) {
    let card = case.card;
    match Standing::of(card) {
        Standing::NotSigned => {
            blocks.gap(format!("Not signed: version {} is a draft by {}.", card.version, card.author_name));
        }
        Standing::NotCountersigned => blocks.gap("Not countersigned: a draft until then."),
        Standing::Complete => {}
    }
}
