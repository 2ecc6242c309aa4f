//! Photos in documents. A photo to which somebody said no is never shown, whoever else said yes; outside the care
//! team a photo is shown only where everybody who answered said that it may be.

use super::case::Case;
use crate::{document::Shot, reading::Source, words::in_quotes};
use advice::Place;
use forms::{Agreed, Answer, Attachment, Facet, Mark, MarkKind, Shared};
use std::collections::BTreeMap;

/// A photo of a visit, where it was taken.
pub(super) struct Taken<'a> {
    /// Where it stands.
    pub place: Place,
    /// The question it belongs to.
    pub label: String,
    /// What is known of it.
    pub file: &'a Attachment,
    sha256: &'a str,
    /// What others wrote about the same photo.
    others: Vec<&'a Attachment>,
}

/// The photos of a visit, each once, in the order of its forms.
pub(super) fn taken<'a>(case: &Case<'a>) -> Vec<Taken<'a>> {
    let mut found: Vec<Taken<'a>> = Vec::new();
    for form in case.visit.forms {
        for (node, item) in form.nodes() {
            for path in [node.path.clone(), node.path.with_facet(Facet::Photo)] {
                let all = case.answers_at(form.id, &path);
                for file in form.answers.get(&path).into_iter().flat_map(Answer::files) {
                    let Some(sha256) = file.photo_sha256() else { continue };
                    let others =
                        all.iter().flat_map(|answer| answer.files()).filter(|other| is_same(other, sha256));
                    let one = Taken {
                        place: Place::new(form.id, node.path.clone()),
                        label: item.label(),
                        file,
                        sha256,
                        others: others.collect(),
                    };
                    if !one.others.iter().any(|other| other.is_removed())
                        && !found.iter().any(|known| known.sha256 == sha256)
                    {
                        found.push(one);
                    }
                }
            }
        }
    }
    found
}

fn is_same(file: &Attachment, sha256: &str) -> bool {
    file.photo_sha256() == Some(sha256) || file.removed_photo_sha256() == Some(sha256)
}

impl Taken<'_> {
    /// True where the person, or somebody for the person, agreed to it.
    pub(super) fn is_agreed(&self) -> bool {
        let agreed = |file: &&Attachment| {
            let said = file.photo.as_ref().and_then(|photo| photo.agreed);
            matches!(said, Some(Agreed::Yes | Agreed::ForThem))
        };
        agreed(&self.file) && self.others.iter().all(agreed)
    }

    /// True where a landlord or contractor may see it.
    pub(super) fn is_for_builders(&self) -> bool {
        let shared =
            |file: &&Attachment| file.photo.as_ref().and_then(|photo| photo.shared) == Some(Shared::Builders);
        self.is_agreed() && shared(&self.file) && self.others.iter().all(shared)
    }

    /// For readers inside the record: with its question, its marks and what is not settled about it.
    pub(super) fn shot(&self) -> Shot {
        let caption = match self.words() {
            "" => format!("{}. Not described yet", self.label),
            words => format!("{}: {words}", self.label),
        };
        let mut lines = vec![caption.trim_end_matches('.').to_owned()];
        lines.extend(self.marked());
        if self.file.wants_agreement() {
            lines.push("Not asked yet: agreement to this photo".to_owned());
        }
        self.with_caption(lines)
    }

    /// For readers outside: what it shows and its marks, nothing about the person.
    pub(super) fn shot_for_builders(&self) -> Shot {
        let words = if self.words().is_empty() { "Photo without caption" } else { self.words() };
        let mut lines = vec![words.trim_end_matches('.').to_owned()];
        lines.extend(self.marked());
        self.with_caption(lines)
    }

    fn with_caption(&self, lines: Vec<String>) -> Shot {
        let alt = if self.words().is_empty() { "Photo without caption" } else { self.words() };
        Shot {
            sha256: self.sha256.to_owned(),
            alt: alt.to_owned(),
            caption: format!("{}.", lines.join(". ")),
        }
    }

    fn words(&self) -> &str {
        self.file.title.as_deref().unwrap_or_default().trim()
    }

    /// The marks as words: a printed photo carries none of them but its blurred places.
    fn marked(&self) -> Option<String> {
        let marks = self.file.photo.as_ref().map(|photo| photo.marks.as_slice()).unwrap_or_default();
        let word = |mark: &Mark| match mark.kind {
            MarkKind::Blur => None,
            MarkKind::Length => Some(mark.words.clone()),
            MarkKind::Arrow | MarkKind::Text => Some(in_quotes(&mark.words)),
        };
        let words: Vec<String> =
            marks.iter().filter(|mark| !mark.words.trim().is_empty()).filter_map(word).collect();
        (!words.is_empty()).then(|| format!("Marked: {}", words.join(", ")))
    }
}

/// The marks on each photo of a visit, by its SHA-256: whoever shows a photo draws them over it. Where two people
/// marked the same photo, the marks of both count: what one of them blurred stays blurred.
pub fn photo_marks(source: Source<'_>) -> BTreeMap<String, Vec<Mark>> {
    let mut marks: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    let files = source.fields.iter().flat_map(|pack| &pack.heads).flat_map(|head| head.answer.files());
    for file in files {
        let (Some(sha256), Some(photo)) = (file.photo_sha256(), &file.photo) else { continue };
        let known = marks.entry(sha256.to_owned()).or_default();
        for mark in &photo.marks {
            if !known.contains(mark) {
                known.push(mark.clone());
            }
        }
    }
    marks
}
