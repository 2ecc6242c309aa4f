//! What changed between two versions of a visit, question by question, in words.

use crate::words::{answer_words, field_label};
use forms::{Answer, AnswerPath, Answers, Definition};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use sync::{FieldKey, FormRef};

/// One answer that is another one now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The field.
    pub key: FieldKey,
    /// What it is called.
    pub label: String,
    /// The answer now; none when it was cleared.
    pub now: Option<String>,
    /// The answer before; none when there was none.
    pub before: Option<String>,
}

/// Everything that is not as it was, in the order of paths, form by form.
pub fn changed_since(
    before: &[(FormRef, Answers)],
    now: &[(FormRef, Answers)],
    definition: impl Fn(&FormRef) -> Option<Definition>,
) -> Vec<Changed> {
    let nothing = Answers::new();
    let mut found = Vec::new();
    for (form, now) in now {
        let before = before.iter().find(|(had, _)| had.id == form.id).map_or(&nothing, |(_, a)| a);
        let def = definition(form);
        let mut paths = BTreeSet::new();
        paths.extend(before.iter().chain(now.iter()).map(|(path, _)| path));
        for path in paths {
            let (old, new) = (before.get(path), now.get(path));
            if old == new {
                continue;
            }
            let with = if new.is_some() { now } else { before };
            found.push(Changed {
                key: FieldKey { form: form.id.clone(), path: path.clone() },
                label: field_label(def.as_ref(), with, path),
                now: words(def.as_ref(), path, new),
                before: words(def.as_ref(), path, old),
            });
        }
    }
    found
}

fn words(def: Option<&Definition>, path: &AnswerPath, answer: Option<&Answer>) -> Option<String> {
    let answer = answer.filter(|answer| !answer.is_blank())?;
    if path.instance_id().is_some() && path.facet().is_none() {
        let stands = answer.first() != Some(&forms::Value::Boolean(false));
        return Some(if stands { "Added" } else { "Removed" }.to_owned());
    }
    let item = def.and_then(|def| Some(def.item(def.item_at(&path.without_facet())?)));
    Some(answer_words(item.filter(|_| path.facet().is_none()), answer).join(", "))
}
