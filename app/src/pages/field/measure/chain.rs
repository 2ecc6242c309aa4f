//! The values that are measured at one place, in the order of the form: this door's, this flight's with every riser,
//! or the area's.

use crate::{
    routes,
    sheet::{Book, Sheet},
    ui::Icon,
};
use advice::Form;
use forms::{Answer, AnswerPath, Answers, Value, View};
use leptos::prelude::*;
use leptos_router::components::A;
use uuid::Uuid;

/// One value of the place.
#[derive(Clone, PartialEq)]
pub(super) struct Step {
    pub path: AnswerPath,
    pub label: String,
    pub done: bool,
}

/// The values of a place.
#[derive(Clone)]
pub(super) struct Chain {
    /// The value that is asked for now.
    pub here: AnswerPath,
    /// "Bathroom door"; none for the area itself.
    pub thing: Option<String>,
    /// Link id and name of the area.
    pub area: (String, String),
    steps: Vec<Step>,
    at: usize,
}

/// Adds another copy of the innermost group, as the next riser of a flight.
#[derive(Clone)]
pub(super) struct Another {
    group: AnswerPath,
    link_id: String,
    /// The value of the copy before this one.
    pub below: Option<Answer>,
}

impl Chain {
    /// The values that stand with one question.
    pub fn of(sheet: Sheet, here: &AnswerPath) -> Chain {
        let outer = here.instances().next().map(|(group, id)| AnswerPath::root(&group).instance(id));
        sheet.view.with_untracked(|view| {
            sheet.answers.with_untracked(|answers| chain(sheet, view, answers, here, outer))
        })
    }

    /// "3 of 7".
    pub fn count(&self) -> String {
        format!("{} of {}", self.at + 1, self.steps.len())
    }

    /// What the value that is asked for now is called; of several risers, with its number.
    pub fn label(&self) -> &str {
        self.steps.get(self.at).map_or("", |step| &step.label)
    }

    /// The next value that nobody has measured, else the one that follows.
    pub fn next(&self) -> Option<Step> {
        let after = self.steps.iter().skip(self.at + 1);
        after.clone().find(|step| !step.done).or_else(|| after.clone().next()).cloned()
    }

    /// For a value that stands in a copy inside a copy: the way to the next such copy, when this is the last.
    pub fn another_copy(&self, sheet: Sheet) -> Option<Another> {
        let inner = self.here.parent_instance()?;
        inner.parent_instance()?;
        let group = inner.as_str().rsplit_once('@').and_then(|(group, _)| AnswerPath::parse(group).ok())?;
        let copies = sheet.answers.with_untracked(|answers| answers.instances(&group));
        let mine = inner.instance_id()?;
        let at = copies.iter().position(|id| id == mine)?;
        if at + 1 != copies.len() {
            return None;
        }
        let link_id = self.here.link_id().into_owned();
        let below = at.checked_sub(1).and_then(|before| copies.get(before)).and_then(|id| {
            sheet.answers.with_untracked(|answers| answers.get(&group.instance(id).child(&link_id)).cloned())
        });
        Some(Another { group, link_id, below })
    }

    /// The values as links, done ones ticked.
    pub fn view(&self, sheet: Sheet) -> impl IntoView + use<> {
        let visit = Book::here().visit;
        let form = sheet.id();
        let line = |(at, step): (usize, &Step)| {
            let here = (at == self.at).then_some("step");
            let answer = sheet.answer(step.path.clone());
            let label = step.label.clone();
            let done = move || answer.with(|answer| answer.as_ref().is_some_and(is_measured));
            view! {
                <li>
                    <A href=routes::measure(visit, &form, &step.path) attr:class="chip" attr:aria-current=here>
                        {move || done().then(|| view! { <Icon name="ok-line" small=true /> })}
                        {label}
                        {move || done().then(|| view! { <span class="sr">", measured"</span> })}
                    </A>
                </li>
            }
        };
        view! { <ul class="pad__steps">{self.steps.iter().enumerate().map(line).collect_view()}</ul> }
    }
}

impl Another {
    /// Adds the copy, and gives the address of its value.
    pub fn add(&self, book: Book, sheet: Sheet) -> String {
        let copy = self.group.instance(&Uuid::now_v7().simple().to_string());
        let begins = sheet.initial_answers_of(&copy).into_iter().collect();
        book.set_all(sheet, begins, "Added: a step");
        routes::measure(book.visit, &sheet.id(), &copy.child(&self.link_id))
    }
}

/// Letters where figures belong are kept, and are no measurement.
fn is_measured(answer: &Answer) -> bool {
    !matches!(answer.first(), None | Some(Value::String(_)))
}

fn chain(
    sheet: Sheet,
    view: &View,
    answers: &Answers,
    here: &AnswerPath,
    outer: Option<AnswerPath>,
) -> Chain {
    let definition = sheet.definition.get_value();
    let id = sheet.id();
    let form = Form { id: &id, def: &definition, answers, view };
    let section = view.node(here).map_or(0, |node| node.section);
    let same_place = |path: &AnswerPath| match &outer {
        Some(outer) => path.as_str().starts_with(&format!("{}/", outer.as_str())),
        None => path.instances().next().is_none(),
    };
    let mut n_inner = 0;
    let mut steps = Vec::new();
    for (node, item) in form.nodes() {
        if node.section != section || item.measure.is_none() || !item.is_question() || !same_place(&node.path)
        {
            continue;
        }
        let inner = node.path.parent_instance().is_some_and(|copy| copy.parent_instance().is_some());
        n_inner += usize::from(inner);
        let label = if inner { format!("{} {n_inner}", item.text) } else { item.text.clone() };
        let done = answers.get(&node.path).is_some_and(is_measured);
        steps.push(Step { path: node.path.clone(), label, done });
    }
    let at = steps.iter().position(|step| step.path == *here).unwrap_or(0);
    let area = definition.sections().get(usize::from(section)).map(|section| section.link_id.clone());
    Chain {
        here: here.clone(),
        thing: outer.and_then(|outer| form.copy_name(&outer)),
        area: (area.unwrap_or_default(), form.section_title(section)),
        steps,
        at,
    }
}
