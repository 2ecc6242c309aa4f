//! A visit read from the tablet's store to be looked at: what its questions are called and what its
//! answers say. Nothing here changes anything.

use crate::local::Local;
use domain::VisitId;
use forms::{Answer, Answers, Definition, Value};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, collections::BTreeMap, future::Future};
use sync::{FieldKey, FormRef, VisitCard, content::answers_of, tablet::OpenVisit};

thread_local! {
    // Definitions never change; several visits and pages read the same ones.
    static KNOWN: RefCell<BTreeMap<FormRef, Definition>> = const { RefCell::new(BTreeMap::new()) };
}

/// A visit with the forms it was begun with.
#[derive(Clone)]
pub struct Opened {
    /// The visit.
    pub open: OpenVisit,
    /// Its forms, in their order, as far as they are on this tablet.
    pub forms: Vec<(FormRef, Definition)>,
}

impl Opened {
    /// Reads a visit; none when it is not on this tablet.
    pub async fn read(local: Local, visit: VisitId) -> Option<Opened> {
        let open = local.tablet().open(visit).await.ok()??;
        let mut forms = Vec::new();
        for form in &open.card.forms {
            if let Some(definition) = definition(local, form).await {
                forms.push((form.clone(), definition));
            }
        }
        Some(Opened { open, forms })
    }

    /// The definition of a form.
    pub fn definition(&self, form: &str) -> Option<&Definition> {
        self.forms.iter().find(|(known, _)| known.id == form).map(|(_, definition)| definition)
    }

    /// The answers of a form as the author stands by them.
    pub fn answers(&self, form: &str) -> Answers {
        answers_of(&self.open.fields, form, self.open.card.author)
    }

    /// What a field is called.
    pub fn label(&self, key: &FieldKey) -> String {
        reports::field_label(self.definition(&key.form), &self.answers(&key.form), &key.path)
    }

    /// The title of the form a field stands in, and of the area.
    pub fn place(&self, key: &FieldKey) -> String {
        let Some(definition) = self.definition(&key.form) else {
            return String::new();
        };
        let view = forms::view_at(definition, &self.answers(&key.form), self.open.card.moment());
        let section = view.node(&key.path.without_facet()).map(|node| usize::from(node.section));
        match section.and_then(|at| definition.sections().get(at)) {
            Some(section) => format!("{}, {}", definition.title(), section_name(section)),
            None => definition.title().to_owned(),
        }
    }

    /// An answer in words.
    pub fn words(&self, key: &FieldKey, answer: &Answer) -> String {
        words(self.definition(&key.form), key, answer)
    }
}

/// "I Bathroom and WC".
pub fn section_name(section: &forms::Section) -> String {
    match &section.letter {
        Some(letter) => format!("{letter} {}", section.title),
        None => section.title.clone(),
    }
}

/// An answer in words; says so when it was cleared, added or removed.
pub fn words(definition: Option<&Definition>, key: &FieldKey, answer: &Answer) -> String {
    if answer.is_blank() {
        return "Cleared".to_owned();
    }
    if key.path.instance_id().is_some() && key.path.facet().is_none() {
        let stands = answer.first() != Some(&Value::Boolean(false));
        return if stands { "Added" } else { "Removed" }.to_owned();
    }
    let item = definition.and_then(|def| Some(def.item(def.item_at(&key.path)?)));
    reports::answer_words(item.filter(|_| key.path.facet().is_none()), answer).join(", ")
}

/// A definition from the store.
pub async fn definition(local: Local, form: &FormRef) -> Option<Definition> {
    let known = KNOWN.with_borrow(|known| known.get(form).cloned());
    if known.is_some() {
        return known;
    }
    let json = local.tablet().form(form).await.ok()??;
    let definition = Definition::parse(&json).ok()?;
    KNOWN.with_borrow_mut(|known| known.insert(form.clone(), definition.clone()));
    Some(definition)
}

/// Reads something from the store: now, and again whenever what `read` looks at before its first
/// await has changed. None until the first answer.
pub fn reading<T, F, R>(read: F) -> RwSignal<Option<T>>
where
    T: Send + Sync + 'static,
    F: Fn() -> R + 'static,
    R: Future<Output = T> + 'static,
{
    let found = RwSignal::new(None);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        let answer = read();
        spawn_local(async move {
            let answer = answer.await;
            // A page that was left, or a newer question: nobody waits for this any more.
            if turn.try_get_value() == Some(mine) {
                let _ = found.try_set(Some(answer));
            }
        });
    });
    found
}

/// "ELLERY, home assessment"; what is not on this tablet any more has no name here.
pub fn short_name(card: Option<&VisitCard>) -> String {
    match card {
        Some(card) => format!("{}, {}", card.person.family.to_uppercase(), card.title().to_lowercase()),
        None => "A visit that is no longer on this tablet".to_owned(),
    }
}
