//! The content of a visit: which answers hold, and the hash that a signature is put under.
//! Browser and server must come to the same bytes, so everything is sorted and nothing depends on
//! when or where it is computed.

use crate::{
    change::{FieldKey, FormRef},
    merge::Head,
};
use domain::{UserId, VisitId};
use forms::Answers;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// All fields of a visit with their heads.
pub type Fields = BTreeMap<FieldKey, Vec<Head>>;

/// The answers of one form as its author stands by them: where two answers differ, the author's own.
pub fn answers_of(fields: &Fields, form: &str, author: UserId) -> Answers {
    fields
        .iter()
        .filter(|(key, _)| key.form == form)
        .filter_map(|(key, heads)| {
            let head = heads.iter().find(|head| head.is_by(author)).or_else(|| heads.first())?;
            Some((key.path.clone(), head.answer.clone()))
        })
        .collect()
}

/// The text that is hashed: one line for the visit, then each form with its answers.
pub fn signed_text(visit: VisitId, version: u32, forms: &[(FormRef, Answers)]) -> String {
    let mut sorted: Vec<_> = forms.iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let mut text = format!("threshold.visit.v1 {visit} {version}\n");
    for (form, answers) in sorted {
        text.push_str(&format!("{} {}\n", form.id, form.version));
        text.push_str(&forms::canonical_json(answers));
        text.push('\n');
    }
    text
}

/// SHA-256 of a text or of bytes, lower-case hex.
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes.as_ref()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The content hash of a visit.
pub fn content_hash(visit: VisitId, version: u32, forms: &[(FormRef, Answers)]) -> String {
    sha256_hex(signed_text(visit, version, forms))
}
