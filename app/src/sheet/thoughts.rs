//! What the answers of an open visit amount to: checks, recommendations and findings, worked out from all forms
//! together, and only while somebody looks. Nothing here writes an answer.

use super::{Book, Sheet};
use advice::{Check, Finding, Form, Recommendation, Visit};
use domain::{calendar, rules::Settings};
use forms::{Answers, Definition, View};
use leptos::prelude::*;
use std::sync::Arc;

/// Checks, recommendations and findings of an open visit.
#[derive(Clone, Copy)]
pub struct Thoughts {
    /// Every check, in the order of the forms.
    pub checks: Memo<Arc<Vec<Check>>>,
    /// The recommendations.
    pub plan: Memo<Arc<Vec<Recommendation>>>,
    /// The findings.
    pub findings: Memo<Arc<Vec<Finding>>>,
    /// The figures in force at this service.
    pub settings: RwSignal<Arc<Settings>>,
}

impl Thoughts {
    /// Works them out for an open visit.
    pub fn new(book: Book) -> Thoughts {
        let settings = book.local.settings;
        let checks = Memo::new(move |_| {
            let settings = settings.get();
            Arc::new(with_visit(book, |visit| advice::checks(visit, &settings)))
        });
        let plan = Memo::new(move |_| Arc::new(with_visit(book, advice::recommendations)));
        let findings = Memo::new(move |_| {
            let (checks, plan) = (checks.get(), plan.get());
            Arc::new(with_visit(book, |visit| advice::findings(visit, &checks, &plan)))
        });
        Thoughts { checks, plan, findings, settings }
    }

    /// The thoughts about the open visit, from context.
    pub fn here() -> Thoughts {
        expect_context::<Thoughts>()
    }
}

/// Looks at the visit as a whole, following every change of what its forms show.
pub fn with_visit<T>(book: Book, look: impl FnOnce(&Visit<'_>) -> T) -> T {
    let read: Vec<Read> = book.all().into_iter().map(Read::of).collect();
    let forms: Vec<Form<'_>> = read.iter().map(Read::form).collect();
    let today = book.card.with_untracked(|card| calendar::uk_date(card.arrived.unwrap_or(card.planned)));
    look(&Visit { forms: &forms, today })
}

/// One form as it stands.
struct Read {
    id: String,
    definition: Definition,
    answers: Answers,
    view: Arc<View>,
}

impl Read {
    fn of(sheet: Sheet) -> Read {
        let view = sheet.view.get();
        let definition = sheet.definition.get_value();
        let answers = sheet.answers.with_untracked(|said| match definition.has_rules() {
            true => view.complete(said),
            false => said.clone(),
        });
        Read { id: sheet.id(), definition, answers, view }
    }

    fn form(&self) -> Form<'_> {
        Form { id: &self.id, def: &self.definition, answers: &self.answers, view: &self.view }
    }
}
