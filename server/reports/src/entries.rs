//! The lines of an area as they are read: a heading for each group and copy, a line for each
//! question with everything that belongs to it. A question that was not answered is a line too.

use crate::{
    reading::FormReading,
    words::{answer_words, copy_name, is_own_words},
};
use chrono::{DateTime, Utc};
use domain::FieldClass;
use forms::{Answer, Attachment, Facet, Item, ItemIdx, ItemKind, Mark, Node, Severity};
use serde::{Deserialize, Serialize};

/// A line of an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// The name of a group, or of a copy of one.
    Heading {
        /// The words.
        text: String,
        /// How deep it stands in the form.
        depth: u16,
    },
    /// A question with what was said.
    Answer(Box<Line>),
}

/// A question with what was said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Where the answer stands.
    pub path: String,
    /// Link id of the question.
    pub link_id: String,
    /// "I8 Rails by the bath".
    pub label: String,
    /// Name of the copy it stands in.
    pub copy: Option<String>,
    /// Code of the judgement, when one was made.
    pub judgement: Option<String>,
    /// The answer, one text a value; not filled for judgements.
    pub said: Vec<String>,
    /// True where `said` is somebody's own words.
    pub own_words: bool,
    /// What goes with a judgement.
    pub details: Vec<Detail>,
    /// The note at the question.
    pub note: Option<String>,
    /// What was raised from the note.
    pub concern: Option<String>,
    /// Photos, but for those that were removed.
    pub photos: Vec<ShownPhoto>,
    /// Why there is no answer.
    pub absent: Option<String>,
    /// What the engine says of the value.
    pub marks: Vec<String>,
    /// Answers of two people, where they differ.
    pub differing: Vec<Side>,
    /// What the question is about.
    pub help: Option<String>,
    /// True for a number with a unit.
    pub is_measure: bool,
    /// True for classes that may stand in the client's record.
    pub prints: bool,
}

/// A photo as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownPhoto {
    /// The question it belongs to.
    pub label: String,
    /// SHA-256 of the bytes that its author's tablet had.
    pub sha256: String,
    /// What it shows; empty until somebody wrote it.
    pub caption: String,
    /// The marks on it.
    pub marks: Vec<Mark>,
}

/// Something that goes with a judgement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// What it is.
    pub kind: DetailKind,
    /// The question.
    pub label: String,
    /// The answer.
    pub words: String,
}

/// What a detail of a judgement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DetailKind {
    /// Who is affected.
    Who,
    /// What was seen, in the author's words.
    Note,
    /// Why it was not seen.
    Reason,
    /// Anything else.
    Other,
}

/// One of two answers that differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Which part of the question, when it is not the answer itself.
    pub of: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// When, by the device's clock.
    pub at: DateTime<Utc>,
    /// The answer.
    pub words: String,
}

impl Line {
    /// True when something is said.
    pub fn is_answered(&self) -> bool {
        self.judgement.is_some()
            || !self.said.is_empty()
            || self.absent.is_some()
            || self.note.is_some()
            || !self.photos.is_empty()
    }

    /// The words of the details of this kind.
    pub fn detail(&self, kind: DetailKind) -> impl Iterator<Item = &Detail> {
        self.details.iter().filter(move |detail| detail.kind == kind)
    }
}

/// The lines of one section, in the order of the form.
pub(crate) fn entries(form: &FormReading<'_>, section: usize) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut judged: Option<(ItemIdx, usize)> = None;
    for node in form.view.nodes_of(section) {
        let item = form.def.item(node.item);
        if !node.enabled || item.hidden || item.kind == ItemKind::Display {
            continue;
        }
        if !item.is_question() {
            drop_bare_headings(&mut found, node.depth);
            found.extend(heading(form, item, node));
            continue;
        }
        let parent = judged.filter(|(judgement, _)| item.parent == Some(*judgement));
        if let Some((_, at)) = parent {
            if let Some(Entry::Answer(line)) = found.get_mut(at) {
                add_detail(form, item, node, line);
            }
            continue;
        }
        let line = line(form, item, node);
        if line.is_answered() || line.prints {
            drop_bare_headings(&mut found, node.depth);
            judged = item.judgement.then_some((node.item, found.len()));
            found.push(Entry::Answer(Box::new(line)));
        }
    }
    drop_bare_headings(&mut found, 0);
    found
}

fn heading(form: &FormReading<'_>, item: &Item, node: &Node) -> Option<Entry> {
    let text = match node.path.instance_id() {
        Some(_) => copy_name(form.def, &form.answers, &node.path)?,
        None if node.depth > 0 => item.label(),
        None => return None,
    };
    (!text.is_empty()).then_some(Entry::Heading { text, depth: node.depth })
}

/// A heading under which nothing stands is no heading.
fn drop_bare_headings(found: &mut Vec<Entry>, next_depth: u16) {
    while matches!(found.last(), Some(Entry::Heading { depth, .. }) if *depth >= next_depth) {
        found.pop();
    }
}

fn line(form: &FormReading<'_>, item: &Item, node: &Node) -> Line {
    let answer = form.answers.get(&node.path).filter(|answer| !answer.is_blank());
    let facet = |facet| form.answers.facet(&node.path, facet).and_then(one_text);
    let judgement = node.judgement.map(|judgement| judgement.as_str().to_owned());
    let said = match (&judgement, answer) {
        (None, Some(answer)) => form.words(item, answer),
        _ => Vec::new(),
    };
    Line {
        path: node.path.to_string(),
        link_id: item.link_id.clone(),
        label: item.label(),
        copy: node.path.parent_instance().and_then(|copy| copy_name(form.def, &form.answers, &copy)),
        own_words: is_own_words(item) && !said.is_empty(),
        judgement,
        said,
        details: Vec::new(),
        note: facet(Facet::Note),
        concern: facet(Facet::Concern),
        photos: photos(form, item, node),
        absent: facet(Facet::Absent),
        marks: marks(node, facet(Facet::Checked).is_some()),
        differing: form.sides_at(item, &node.path, None),
        help: item.help.clone(),
        is_measure: item.kind == ItemKind::Quantity,
        prints: FieldClass::from_code(item.field_class.as_str()).prints(),
    }
}

fn photos(form: &FormReading<'_>, item: &Item, node: &Node) -> Vec<ShownPhoto> {
    let at = [form.answers.get(&node.path), form.answers.facet(&node.path, Facet::Photo)];
    let files = at.into_iter().flatten().flat_map(Answer::files);
    let shown = |file: &Attachment| {
        Some(ShownPhoto {
            label: item.label(),
            sha256: file.photo_sha256()?.to_owned(),
            caption: file.title.clone().unwrap_or_default(),
            marks: file.photo.as_ref().map(|photo| photo.marks.clone()).unwrap_or_default(),
        })
    };
    files.filter_map(shown).collect()
}

fn marks(node: &Node, checked: bool) -> Vec<String> {
    let shown = |severity: Severity| severity == Severity::Wrong || (severity == Severity::Check && !checked);
    node.issues.iter().filter(|issue| shown(issue.severity)).map(|issue| issue.text.clone()).collect()
}

fn one_text(answer: &Answer) -> Option<String> {
    Some(answer_words(None, answer).join(", ")).filter(|words| !words.is_empty())
}

fn add_detail(form: &FormReading<'_>, item: &Item, node: &Node, line: &mut Line) {
    line.differing.extend(form.sides_at(item, &node.path, Some(&item.text)));
    let answer = form.answers.get(&node.path).filter(|answer| !answer.is_blank());
    let words = answer.map(|answer| form.words(item, answer).join(", ")).unwrap_or_default();
    if words.is_empty() {
        return;
    }
    let kind = match item.link_id.rsplit_once('.') {
        Some((_, "who")) => DetailKind::Who,
        Some((_, "note")) => DetailKind::Note,
        Some((_, "reason")) => DetailKind::Reason,
        _ => DetailKind::Other,
    };
    line.details.push(Detail { kind, label: item.text.clone(), words });
}
