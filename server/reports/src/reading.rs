//! Opening a visit for reading: which areas there are and how far each is, and the answers of one
//! area. What two people answered differently is read with both names; nothing is decided here.

use crate::{
    entries::{Entry, Line, Side, entries},
    words::{answer_words, field_label},
};
use forms::{Answer, AnswerPath, Answers, Definition, Facet, Item, Value, View, view_at};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};
use sync::{
    FieldKey, FormRef, Head, VisitCard,
    cards::FieldPack,
    content::{Fields, answers_of},
};

/// A visit and the definitions of its forms, in the order of the visit.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The card.
    pub card: &'a VisitCard,
    /// The fields the reader may read.
    pub fields: &'a [FieldPack],
    /// The forms, as far as they are known.
    pub forms: &'a [(FormRef, Definition)],
}

/// Which area of which form: `home-environment.i`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AreaId {
    /// Questionnaire id.
    pub form: String,
    /// Link id of the section.
    pub section: String,
}

impl fmt::Display for AreaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.form, self.section)
    }
}

impl FromStr for AreaId {
    type Err = ();
    fn from_str(text: &str) -> Result<AreaId, ()> {
        let (form, section) = text.split_once('.').ok_or(())?;
        Ok(AreaId { form: form.to_owned(), section: section.to_owned() })
    }
}

/// One line of the list of areas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaLine {
    /// Which area.
    pub id: AreaId,
    /// "I Bathroom and WC".
    pub title: String,
    /// What its form is called.
    pub form: String,
    /// The letter alone.
    pub letter: Option<String>,
    /// Questions asked.
    pub asked: usize,
    /// Of these, answered.
    pub answered: usize,
    /// Hazards found.
    pub hazards: usize,
    /// Concerns found.
    pub concerns: usize,
    /// Judgements "not seen".
    pub not_seen: usize,
    /// This home has no such part.
    pub not_here: bool,
}

/// An area with its lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The area.
    pub line: AreaLine,
    /// Its lines, in the order of the form.
    pub entries: Vec<Entry>,
}

/// An answered question to choose from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The field.
    pub key: FieldKey,
    /// What it is called.
    pub label: String,
}

impl Area {
    /// The answer lines.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Answer(line) => Some(&**line),
            Entry::Heading { .. } => None,
        })
    }
}

/// A visit, opened for reading.
pub struct Reading<'a> {
    pub(crate) forms: Vec<FormReading<'a>>,
}

/// One form of it.
pub(crate) struct FormReading<'a> {
    pub id: &'a str,
    pub def: &'a Definition,
    pub answers: Answers,
    pub view: View,
    /// What the person is called where it is told who is affected: "Mrs Ellery".
    pub person: String,
    pub differing: BTreeMap<&'a AnswerPath, &'a [Head]>,
}

impl<'a> Reading<'a> {
    /// Opens a visit.
    pub fn of(source: Source<'a>) -> Reading<'a> {
        let fields: Fields =
            source.fields.iter().map(|pack| (pack.key.clone(), pack.heads.clone())).collect();
        let open = |(form, def): &'a (FormRef, Definition)| {
            let answers = answers_of(&fields, &form.id, source.card.author);
            let differing = source
                .fields
                .iter()
                .filter(|pack| pack.key.form == form.id && pack.heads.len() > 1)
                .map(|pack| (&pack.key.path, pack.heads.as_slice()))
                .collect();
            let view = view_at(def, &answers, source.card.moment());
            let answers = view.complete(&answers);
            let person = source.card.person.polite_name();
            FormReading { id: &form.id, def, view, answers, person, differing }
        };
        Reading { forms: source.forms.iter().map(open).collect() }
    }

    /// Every area that is asked, in order; those this home does not have as well.
    pub fn areas(&self) -> Vec<AreaLine> {
        self.forms.iter().flat_map(|form| form.areas()).map(|(_, line)| line).collect()
    }

    /// One area with its lines.
    pub fn area(&self, id: &AreaId) -> Option<Area> {
        let form = self.forms.iter().find(|form| form.id == id.form)?;
        let (at, line) = form.areas().into_iter().find(|(_, line)| line.id == *id)?;
        Some(Area { line, entries: entries(form, at) })
    }

    /// Every area with its lines.
    pub(crate) fn whole_areas(&self) -> Vec<Area> {
        let of_form = |form: &FormReading<'_>| -> Vec<Area> {
            let areas = form.areas().into_iter();
            areas.map(|(at, line)| Area { line, entries: entries(form, at) }).collect()
        };
        self.forms.iter().flat_map(of_form).collect()
    }

    /// The area in which a field stands.
    pub fn area_of(&self, key: &FieldKey) -> Option<AreaId> {
        let form = self.forms.iter().find(|form| form.id == key.form)?;
        let node = form.view.node(&key.path.without_facet())?;
        let section = form.def.sections().get(usize::from(node.section))?;
        Some(AreaId { form: form.id.to_owned(), section: section.link_id.clone() })
    }

    /// What a field is called.
    pub fn label(&self, key: &FieldKey) -> String {
        match self.forms.iter().find(|form| form.id == key.form) {
            Some(form) => field_label(Some(form.def), &form.answers, &key.path),
            None => field_label(None, &Answers::new(), &key.path),
        }
    }

    /// Every answered question, for lists to choose from.
    pub fn choices(&self) -> Vec<Choice> {
        let mut found = Vec::new();
        for form in &self.forms {
            for (at, _) in form.areas() {
                for entry in entries(form, at) {
                    let Entry::Answer(line) = entry else { continue };
                    let Ok(path) = line.path.parse() else {
                        continue;
                    };
                    if line.is_answered() && line.prints {
                        let key = FieldKey { form: form.id.to_owned(), path };
                        found.push(Choice { label: self.label(&key), key });
                    }
                }
            }
        }
        found
    }
}

impl FormReading<'_> {
    fn areas(&self) -> Vec<(usize, AreaLine)> {
        let sections = self.view.sections(self.def).into_iter().enumerate();
        let shown = sections.filter(|(_, section)| section.enabled || section.not_here);
        shown
            .map(|(at, section)| {
                let title = match &section.letter {
                    Some(letter) => format!("{letter} {}", section.title),
                    None => section.title.clone(),
                };
                let id = AreaId { form: self.id.to_owned(), section: section.link_id };
                let line = AreaLine {
                    id,
                    title,
                    form: self.def.title().to_owned(),
                    letter: section.letter,
                    asked: section.asked,
                    answered: section.answered,
                    hazards: section.hazards,
                    concerns: section.concerns,
                    not_seen: section.not_seen,
                    not_here: section.not_here,
                };
                (at, line)
            })
            .collect()
    }

    /// The words of an answer, one text a value. Where it is told who is affected, the person has a name.
    pub(crate) fn words(&self, item: &Item, answer: &Answer) -> Vec<String> {
        let tells_who = item.link_id.ends_with(".who") || item.link_id == "pl-finding-who";
        if !tells_who {
            return answer_words(Some(item), answer);
        }
        let word = |value: &Value| match value.code() {
            Some("client") => vec![self.person.clone()],
            _ => answer_words(Some(item), &Answer::one(value.clone())),
        };
        answer.0.iter().flat_map(word).collect()
    }

    /// The answers that differ at a question and its facets.
    pub(crate) fn sides_at(&self, item: &Item, path: &AnswerPath, of: Option<&str>) -> Vec<Side> {
        let mut sides = self.sides(item, path, of);
        for facet in Facet::ALL {
            let name = match facet {
                Facet::Note => "Note",
                Facet::Concern => "Raised from the note",
                Facet::Absent => "Not seen because",
                Facet::Checked => "Checked",
                Facet::Photo => "Photos",
            };
            sides.extend(self.sides(item, &path.with_facet(facet), Some(name)));
        }
        sides
    }

    /// The answers that differ at one field.
    pub(crate) fn sides(&self, item: &Item, path: &AnswerPath, of: Option<&str>) -> Vec<Side> {
        let heads = self.differing.get(path).copied().unwrap_or_default();
        let side = |head: &Head| Side {
            of: of.map(str::to_owned),
            by: head.author_name.clone(),
            at: head.made_at,
            words: match self.words(item, &head.answer).join(", ") {
                words if words.is_empty() => "Cleared".to_owned(),
                words => words,
            },
        };
        heads.iter().map(side).collect()
    }
}
