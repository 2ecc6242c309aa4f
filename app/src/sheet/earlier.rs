//! The person's own measures of an earlier visit, offered above an area of theirs: taken over with one tap they are
//! answers of this visit, each with a note of the visit it comes from.

use super::{Book, Sheet, counted, say};
use crate::ui::Notice;
use domain::calendar;
use forms::{Answer, AnswerPath, Facet, Value};
use leptos::prelude::*;
use std::collections::BTreeMap;
use sync::cards::LastTime;

/// The form whose answers belong to the person more than to the visit.
const OF_THE_PERSON: &str = "person-measures";
/// How the note of an answer that was taken over begins.
const WHENCE: &str = "From the visit";

/// What the form said the last time it was filled in for this person.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The day in words: "12 May 2026".
    pub day: String,
    /// Whose visit it was.
    pub by: String,
    /// Answers outside repeats, by their place.
    pub answers: BTreeMap<AnswerPath, Answer>,
}

impl Earlier {
    /// What came with the visit.
    pub fn of(last: &LastTime) -> Earlier {
        let day = calendar::long_date(last.on);
        Earlier { day, by: last.by.clone(), answers: last.answers.iter().cloned().collect() }
    }

    /// "From the visit of Amy Castell on 12 May 2026".
    fn words(&self) -> String {
        match self.by.is_empty() {
            true => format!("{WHENCE} on {}", self.day),
            false => format!("{WHENCE} of {} on {}", self.by, self.day),
        }
    }

    /// The note of an answer that is taken over: its own, with the visit it comes from. One that came from a visit
    /// before that keeps saying so.
    fn note(&self, path: &AnswerPath) -> Answer {
        let own =
            self.answers.get(&path.with_facet(Facet::Note)).and_then(Answer::first).map(Value::as_words);
        let own = own.filter(|words| !words.trim().is_empty());
        Answer::one(Value::text(match own {
            Some(own) if own.starts_with(WHENCE) => own,
            Some(own) => format!("{}. {own}", self.words()),
            None => self.words(),
        }))
    }
}

/// The offer. Nothing when there is nothing to take over, or nothing may be changed.
#[component]
pub fn TakeOver(
    /// The form.
    sheet: Sheet,
    /// The area: a place in the definition's sections.
    section: usize,
    /// Told the first question that was taken over: the offer goes, and the focus with it.
    taken: Callback<AnswerPath>,
) -> impl IntoView {
    let offered = Memo::new(move |_| {
        // Follows every change of what is shown.
        sheet.view.track();
        match sheet.id() == OF_THE_PERSON && !sheet.read_only.get() {
            true => missing_here(sheet, section),
            false => Vec::new(),
        }
    });
    let words = Memo::new(move |_| {
        let n = counted(offered.with(Vec::len), "answer")?;
        sheet.last_time.with_value(|earlier| Some(format!("{}: {n}", earlier.as_ref()?.words())))
    });
    let book = Book::here();
    let take = move |_| {
        let answers = offered.get_untracked();
        let n = counted(answers.len(), "answer").unwrap_or_default();
        let first = answers.first().map(|(path, _)| path.clone());
        book.set_all(sheet, with_notes(sheet, answers), "measures taken over");
        say(&format!("{n} taken over"));
        if let Some(first) = first {
            taken.run(first);
        }
    };
    move || {
        words.get().map(|words| {
            view! {
                <Notice icon="clock">
                    <p>{words}</p>
                    <p class="quiet">"Take over what still holds. Measure again what may have changed: weight, shoes, walking aid, wheelchair."</p>
                    <button class="btn" type="button" on:click=take>
                        "Take them over"
                    </button>
                </Notice>
            }
        })
    }
}

/// What was said last time in this area and is neither answered now nor said to be impossible, as far as it is asked
/// once it is taken over; in the order of the form.
fn missing_here(sheet: Sheet, section: usize) -> Vec<(AnswerPath, Answer)> {
    let candidates: BTreeMap<AnswerPath, Answer> = sheet.last_time.with_value(|earlier| {
        let Some(earlier) = earlier else { return BTreeMap::new() };
        let said =
            earlier.answers.iter().filter(|(path, answer)| path.facet().is_none() && !answer.is_blank());
        sheet.answers.with_untracked(|now| {
            let is_open = |path: &AnswerPath| {
                now.get(path).is_none_or(Answer::is_blank)
                    && now.facet(path, Facet::Absent).is_none_or(Answer::is_blank)
            };
            let mut open = BTreeMap::new();
            open.extend(
                said.filter(|(path, _)| is_open(path)).map(|(path, answer)| (path.clone(), answer.clone())),
            );
            open
        })
    });
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut then = sheet.answers.get_untracked();
    for (path, answer) in &candidates {
        then.set(path.clone(), answer.clone());
    }
    let view = sheet.definition.with_value(|definition| forms::view(definition, &then));
    let asked = view.nodes.iter().filter(|node| node.enabled && usize::from(node.section) == section);
    asked
        .filter_map(|node| candidates.get_key_value(&node.path))
        .map(|(path, answer)| (path.clone(), answer.clone()))
        .collect()
}

/// The same answers, each with a note of where it comes from; a note that stands there now stays.
fn with_notes(sheet: Sheet, answers: Vec<(AnswerPath, Answer)>) -> Vec<(AnswerPath, Answer)> {
    let has_note = |path: &AnswerPath| {
        sheet.answers.with_untracked(|now| now.facet(path, Facet::Note).is_some_and(|note| !note.is_blank()))
    };
    let note = |path: &AnswerPath| {
        sheet.last_time.with_value(|earlier| earlier.as_ref().map(|earlier| earlier.note(path)))
    };
    let mut all = Vec::with_capacity(2 * answers.len());
    for (path, answer) in answers {
        let note = note(&path).filter(|_| !has_note(&path));
        all.extend(note.map(|note| (path.with_facet(Facet::Note), note)));
        all.push((path, answer));
    }
    all
}
