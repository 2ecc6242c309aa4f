//! One card a copy of a repeated group: what is said in it to read, and its questions to change it. Copies are
//! answers like any other; taking one away hides it, and it can be brought back.

use crate::{
    routes::item_id,
    sheet::{Book, OneItem, Sheet, answer_words, say},
    ui::{Icon, focus_item_soon},
};
use forms::{Answer, AnswerPath, Value};
use leptos::prelude::*;
use uuid::Uuid;

/// A kind of copies.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Link id of the repeated group.
    pub group: &'static str,
    /// Link id of the question that names a copy.
    pub name: &'static str,
    /// What one is called: "Goal".
    pub thing: &'static str,
    /// Link ids that are not told in the list of the card.
    pub apart: &'static [&'static str],
    /// What is drawn in the card besides the list, while its questions are folded.
    pub extra: Option<fn(Sheet, &AnswerPath) -> AnyView>,
}

/// The cards, and a button for another one.
#[component]
pub fn Copies(sheet: Sheet, kind: Kind) -> impl IntoView {
    let book = Book::here();
    let group = StoredValue::new(AnswerPath::root(kind.group));
    let copies =
        Memo::new(move |_| sheet.answers.with(|answers| group.with_value(|group| answers.instances(group))));
    let just_added = RwSignal::new(None::<String>);
    let add = move |_| {
        let id = Uuid::now_v7().simple().to_string();
        let copy = group.with_value(|group| group.instance(&id));
        just_added.set(Some(id));
        focus_item_soon(format!("card-{}", item_id(&copy)));
        let begins = sheet.initial_answers_of(&copy).into_iter().collect();
        book.set_all(sheet, begins, &format!("Added: {}", kind.thing));
        say(&format!("{} added", kind.thing));
    };
    let words = move || if copies.with(Vec::is_empty) { "Add" } else { "Add another" };
    view! {
        <div class="cards">
            <For
                each=move || copies.get().into_iter().enumerate()
                key=|(at, id)| (*at, id.clone())
                children=move |(at, id)| {
                    let open = just_added.get_untracked().as_ref() == Some(&id);
                    let path = group.with_value(|group| group.instance(&id));
                    view! { <Copy sheet=sheet kind=kind path=path number=at + 1 open=open /> }
                }
            />
        </div>
        {move || removed(sheet, group.get_value())}
        {move || {
            (!sheet.read_only.get())
                .then(|| {
                    view! {
                        <div class="actions">
                            <button class="btn" type="button" on:click=add>
                                <Icon name="plus" />
                                {move || format!("{}: {}", words(), kind.thing.to_lowercase())}
                            </button>
                        </div>
                    }
                })
        }}
    }
}

#[component]
fn Copy(sheet: Sheet, kind: Kind, path: AnswerPath, number: usize, open: bool) -> impl IntoView {
    let open = RwSignal::new(open);
    let id = format!("card-{}", item_id(&path));
    let body = format!("{id}-questions");
    let name = sheet.answer(path.child(kind.name));
    let title = Memo::new(move |_| {
        let item = sheet.definition.with_value(|definition| definition.by_link_id(kind.name));
        let words = name
            .get()
            .map(|answer| sheet.definition.with_value(|definition| answer_words(definition, item, &answer)));
        match words.filter(|words| !words.is_empty()) {
            Some(words) => format!("{} {number}: {words}", kind.thing),
            None => format!("{} {number}", kind.thing),
        }
    });
    let said = said(sheet, kind, path.clone());
    let folded = Memo::new(move |_| !open.get() || sheet.read_only.get());
    let path = StoredValue::new(path);
    let toggle = {
        let body = body.clone();
        move || {
            view! {
                <button
                    class="btn"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=body.clone()
                    aria-label=move || format!("{}: {}", if open.get() { "Close" } else { "Change" }, title.get())
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || if open.get() { "Close" } else { "Change" }}
                </button>
            }
        }
    };
    let pairs = move || {
        let pair = |(label, words): (String, String)| view! { <div><dt>{label}</dt><dd>{words}</dd></div> };
        said.get().into_iter().map(pair).collect_view()
    };
    view! {
        <section class="card goal" aria-labelledby=id.clone()>
            <div class="card__head">
                <h3 class="goal__title" id=id.clone()>
                    {move || title.get()}
                </h3>
                {move || (!sheet.read_only.get()).then(&toggle)}
            </div>
            <div id=body>
                {move || match folded.get() {
                    true => {
                        view! {
                            <dl class="pairs pairs--lines">{pairs}</dl>
                            {kind.extra.map(|extra| path.with_value(|path| extra(sheet, path)))}
                        }
                            .into_any()
                    }
                    false => view! { <Questions sheet=sheet path=path.get_value() title=title /> }.into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn Questions(sheet: Sheet, path: AnswerPath, title: Memo<String>) -> impl IntoView {
    let book = Book::here();
    let gone = path.clone();
    let remove = move |_| {
        book.set(sheet, gone.clone(), Answer::one(Value::Boolean(false)));
        say(&format!("{} removed. Undo brings it back", title.get_untracked()));
    };
    view! {
        <div class="items">
            <OneItem sheet=sheet path=path />
        </div>
        <div class="actions">
            <button class="btn btn--quiet" type="button" aria-label=move || format!("Remove: {}", title.get()) on:click=remove>
                "Remove"
            </button>
        </div>
    }
}

fn removed(sheet: Sheet, group: AnswerPath) -> Option<impl IntoView> {
    let book = Book::here();
    let ids = sheet.answers.with(|answers| answers.removed_instances(&group));
    let newest = ids.last()?.clone();
    let back = move |_| book.set(sheet, group.instance(&newest), Answer::one(Value::Boolean(true)));
    let button = (!sheet.read_only.get()).then(|| {
        view! {
            <button class="btn btn--quiet" type="button" on:click=back>
                "Bring the last one back"
            </button>
        }
    });
    Some(view! {
        <div class="kept">
            <Icon name="note" />
            <p>{format!("Removed ({}). Kept, and not counted.", ids.len())}</p>
            {button}
        </div>
    })
}

/// What is said in a copy: question and answer, but for its name and what is told apart.
fn said(sheet: Sheet, kind: Kind, copy: AnswerPath) -> Memo<Vec<(String, String)>> {
    let children = sheet.definition.with_value(|definition| {
        let group = definition.item_at(&copy);
        group.map(|group| definition.item(group).children.clone()).unwrap_or_default()
    });
    Memo::new(move |_| {
        sheet.view.with(|view| {
            sheet.definition.with_value(|definition| {
                let pair = |child: &forms::ItemIdx| {
                    let item = definition.item(*child);
                    let is_told = item.is_question()
                        && item.link_id != kind.name
                        && !kind.apart.contains(&item.link_id.as_str());
                    let path = definition.path_in(*child, Some(&copy));
                    if !is_told || !view.node(&path).is_some_and(|node| node.enabled) {
                        return None;
                    }
                    let answer =
                        sheet.answers.with(|answers| view.counting(&path, answers.get(&path)).cloned())?;
                    let words = answer_words(definition, Some(*child), &answer);
                    (!words.is_empty()).then(|| (item.label(), words))
                };
                children.iter().filter_map(pair).collect()
            })
        })
    })
}
