//! What the answers of an open visit amount to: checks, recommendations and findings, worked out from all forms
//! together, and only while somebody looks. Nothing here writes an answer.

use super::{Book, Sheet};
use crate::parts::{AdvicePart, Draw, DrawAt, NotRead};
use advice::{Check, Finding, Form, Recommendation, Visit};
use domain::{calendar, rules::Settings};
use forms::{AnswerPath, Answers, Definition, View};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Where the thoughts about an open visit are, once somebody wants them. How to think comes in a part of its own.
#[derive(Clone, Copy)]
pub struct Thinking {
    book: Book,
    made: StoredValue<Option<Thoughts>>,
    /// Whoever opened the visit: thoughts live as long as it is open, not as the page that asked first.
    owner: StoredValue<Option<Owner>>,
    part: RwSignal<Option<Result<AdvicePart, NotRead>>>,
}

impl Thinking {
    /// For an open visit. The part is read once the first questions are on the screen.
    pub fn new(book: Book) -> Thinking {
        let part = RwSignal::new(None);
        spawn_local(async move {
            book.local.when_drawn().await;
            let read = (book.local.platform().parts.advice)().await;
            // None when the visit was closed meanwhile.
            let _ = part.try_set(Some(read));
        });
        Thinking { book, made: StoredValue::new(None), owner: StoredValue::new(Owner::current()), part }
    }

    fn thoughts(self) -> Thoughts {
        if let Some(made) = self.made.get_value() {
            return made;
        }
        let make = || Thoughts::new(self.book);
        let made = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.made.set_value(Some(made));
        made
    }
}

/// What the advice says beside a question, once it is read. Nothing where there is no visit.
pub(super) fn advised(sheet: Sheet, path: AnswerPath, piece: fn(AdvicePart) -> DrawAt) -> Option<AnyView> {
    let part = use_context::<Thinking>()?.part;
    let words = move || match part.get()? {
        Ok(part) => Some(piece(part)(sheet, path.clone())),
        Err(NotRead) => {
            Some(view! { <p class="quiet">"Checks are not on this tablet: connect once."</p> }.into_any())
        }
    };
    Some(words.into_any())
}

/// A piece that the advice draws about the whole visit, once it is read.
pub fn advised_of_all(piece: fn(AdvicePart) -> Draw) -> Option<AnyView> {
    let part = use_context::<Thinking>()?.part;
    Some((move || Some(piece(part.get()?.ok()?)())).into_any())
}

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
    fn new(book: Book) -> Thoughts {
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

    /// The thoughts about the open visit. Only code of a part asks for them, or the whole advice comes along.
    pub fn here() -> Thoughts {
        expect_context::<Thinking>().thoughts()
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
    answers: Said,
    view: Arc<View>,
}

/// What is said in a form: as it lies there, or a copy with what its rules work out.
enum Said {
    AsItLies(<RwSignal<Answers> as ReadUntracked>::Value),
    WorkedOut(Answers),
}

impl Read {
    fn of(sheet: Sheet) -> Read {
        let view = sheet.view.get();
        let definition = sheet.definition.get_value();
        let said = sheet.answers.read_untracked();
        let answers = match definition.has_rules() {
            true => Said::WorkedOut(view.complete(&said)),
            false => Said::AsItLies(said),
        };
        Read { id: sheet.id(), definition, answers, view }
    }

    fn form(&self) -> Form<'_> {
        let answers = match &self.answers {
            Said::AsItLies(said) => said,
            Said::WorkedOut(said) => said,
        };
        Form { id: &self.id, def: &self.definition, answers, view: &self.view }
    }
}
