//! A home as it is filled in, on the forms that ship: each line an answer by its path.

use advice::{Form, PLAN, Visit};
use chrono::NaiveDate;
use forms::{Answer, AnswerPath, Answers, Decimal, Definition, Value, View, instruments};
use std::collections::BTreeMap;

const FORMS: [&str; 4] = ["home-visit", "home-environment", "person-measures", PLAN];

/// Answers of a visit by form.
#[derive(Clone)]
pub struct Home {
    answers: BTreeMap<&'static str, Answers>,
}

/// The day of the visit.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 12).unwrap()
}

fn definition(form: &str) -> Definition {
    thread_local! {
        static READ: BTreeMap<&'static str, Definition> = FORMS
            .into_iter()
            .map(|id| (id, Definition::parse(instruments::get(id).unwrap()).unwrap()))
            .collect();
    }
    READ.with(|read| read[form].clone())
}

impl Home {
    /// Nothing is said yet.
    pub fn new() -> Home {
        Home { answers: FORMS.into_iter().map(|form| (form, Answers::new())).collect() }
    }

    fn put(mut self, path: &str, answer: Answer) -> Home {
        let path = AnswerPath::parse(path).unwrap();
        let form = FORMS.into_iter().find(|form| definition(form).item_at(&path).is_some());
        let form = form.unwrap_or_else(|| panic!("no form asks for {path:?}", path = path.as_str()));
        self.answers.get_mut(form).unwrap().set(path, answer);
        self
    }

    /// A choice.
    pub fn code(self, path: &str, code: &str) -> Home {
        let at = AnswerPath::parse(path).unwrap();
        let form = FORMS.into_iter().find(|form| definition(form).item_at(&at).is_some()).unwrap();
        let definition = definition(form);
        let item = definition.item(definition.item_at(&at).unwrap());
        let option = item.options.iter().find(|option| option.value.code() == Some(code));
        let value = option.unwrap_or_else(|| panic!("{path} has no option {code}")).value.clone();
        self.put(path, Answer::one(value))
    }

    /// Words.
    pub fn text(self, path: &str, words: &str) -> Home {
        self.put(path, Answer::one(Value::text(words)))
    }

    /// A length in millimetres.
    pub fn mm(self, path: &str, mm: i64) -> Home {
        self.quantity(path, &mm.to_string(), "mm")
    }

    /// A number in a unit.
    pub fn quantity(self, path: &str, number: &str, unit: &str) -> Home {
        self.put(path, Answer::one(Value::quantity(Decimal::new(number), unit)))
    }

    /// A copy of a repeated group.
    pub fn copy(self, group: &str, id: &str) -> Home {
        self.mark(&format!("{group}@{id}"))
    }

    /// The same by its path.
    pub fn mark(self, copy: &str) -> Home {
        self.put(copy, Answer::one(Value::Boolean(true)))
    }

    /// Takes an answer back.
    pub fn clear(self, path: &str) -> Home {
        self.put(path, Answer::default())
    }

    /// Looks at the visit.
    pub fn look<T>(&self, look: impl FnOnce(&Visit<'_>) -> T) -> T {
        let read: Vec<(&str, Definition, &Answers, View)> = self
            .answers
            .iter()
            .map(|(form, answers)| {
                let definition = definition(form);
                let view = forms::view(&definition, answers);
                (*form, definition, answers, view)
            })
            .collect();
        let mut forms: Vec<Form<'_>> =
            read.iter().map(|(id, def, answers, view)| Form { id, def, answers, view }).collect();
        forms.sort_by_key(|form| FORMS.iter().position(|known| *known == form.id));
        look(&Visit { forms: &forms, today: today() })
    }
}
