//! Repeated groups: every flight, every door, one folded card each. Copies keep their order of
//! adding; removing hides, and can be taken back.

use super::{
    Sheet,
    item::{book, is_asked},
    list::ItemList,
    page::say,
    question::picture,
    table,
    words::answer_words,
};
use crate::{
    routes::item_id,
    ui::{Icon, Severity, SeverityMark, focus, focus_item_soon},
};
use forms::{Answer, AnswerPath, ItemIdx, Judgement, Value};
use leptos::prelude::*;
use uuid::Uuid;

/// A repeated group with its copies.
#[component]
pub fn Repeat(sheet: Sheet, group: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item(group);
    let enabled = is_asked(sheet.node(path.clone()));
    let copies = {
        let path = path.clone();
        Memo::new(move |_| sheet.answers.with(|answers| answers.instances(&path)))
    };
    let removed = {
        let path = path.clone();
        Memo::new(move |_| sheet.answers.with(|answers| answers.removed_instances(&path)))
    };
    let just_added = RwSignal::new(None::<String>);
    let thing = singular(&item.text);
    let heading = heading_id(&path);
    let title = item.text.clone();
    let is_table = item.table.is_some();
    let help = item.help.clone();
    let shown = StoredValue::new(item.clone());
    let expected = item.expected_copies;
    move || {
        let (path, thing, title, help, heading) =
            (path.clone(), thing.clone(), title.clone(), help.clone(), heading.clone());
        enabled.get().then(|| {
            let add_path = path.clone();
            let drawn = match is_table {
                true => shown.with_value(|item| {
                    table::copies(sheet, (group, item), path.clone(), copies, thing.clone())
                }),
                false => cards(sheet, group, path.clone(), copies, thing.clone(), just_added),
            };
            view! {
                <section class="group" aria-labelledby=heading.clone()>
                    <h2 id=heading.clone() tabindex="-1">
                        {title}
                    </h2>
                    {help.map(|help| view! { <p class="item__hint">{help}</p> })}
                    {shown.with_value(picture)}
                    <div class="items">
                        {drawn}
                        {removed_line(sheet, add_path.clone(), removed)}
                        {add_button(sheet, add_path, thing, copies, expected, just_added)}
                    </div>
                </section>
            }
        })
    }
}

/// A folded card a copy.
fn cards(
    sheet: Sheet,
    group: ItemIdx,
    path: AnswerPath,
    copies: Memo<Vec<String>>,
    thing: String,
    just_added: RwSignal<Option<String>>,
) -> AnyView {
    view! {
        <For
            each=move || copies.get()
            key=|id| id.clone()
            children=move |id| {
                view! {
                    <Copy
                        sheet=sheet
                        group=group
                        path=path.instance(&id)
                        number=number_of(copies, &id)
                        thing=thing.clone()
                        open=just_added.get_untracked().as_ref() == Some(&id)
                    />
                }
            }
        />
    }
    .into_any()
}

/// The number of a copy among those that stand, from 1.
pub(super) fn number_of(copies: Memo<Vec<String>>, id: &str) -> Memo<usize> {
    let id = id.to_owned();
    Memo::new(move |_| copies.with(|all| all.iter().take_while(|one| **one != id).count() + 1))
}

/// Takes a copy away; undo brings it back. The focus goes to the heading of the group.
#[component]
pub(super) fn RemoveButton(
    sheet: Sheet,
    group: ItemIdx,
    copy: AnswerPath,
    /// What the copy is called.
    #[prop(into)]
    title: Signal<String>,
    /// A cross, where there is no room for the word.
    #[prop(optional)]
    icon: bool,
) -> impl IntoView {
    let book = book();
    let name = icon.then_some(move || format!("Remove {}", title.get()));
    let class = if icon { "btn btn--quiet btn--icon" } else { "btn btn--quiet" };
    let press = move |_| {
        let name = title.get_untracked();
        book.set(sheet, copy.clone(), Answer::one(Value::Boolean(false)));
        say(&format!("{name} removed. Undo brings it back"));
        let around = copy.parent_instance();
        let heading = heading_id(&sheet.path_in(group, around.as_ref()));
        request_animation_frame(move || focus(&heading));
    };
    move || {
        let press = press.clone();
        (!sheet.read_only.get()).then(|| {
            view! {
                <button class=class type="button" aria-label=name on:click=press>
                    {if icon { view! { <Icon name="close" /> }.into_any() } else { "Remove".into_any() }}
                </button>
            }
        })
    }
}

/// Id of the heading of a repeated group.
fn heading_id(group: &AnswerPath) -> String {
    format!("g-{}", item_id(group))
}

fn add_button(
    sheet: Sheet,
    path: AnswerPath,
    thing: String,
    copies: Memo<Vec<String>>,
    expected: Option<u32>,
    just_added: RwSignal<Option<String>>,
) -> impl IntoView {
    let book = book();
    let words = {
        let thing = thing.clone();
        move || match copies.with(Vec::len) {
            0 => format!("Add: {thing}"),
            _ => format!("Add another: {thing}"),
        }
    };
    let room = move || {
        let n_copies = copies.with(Vec::len);
        expected.filter(|most| n_copies + 1 == *most as usize).map(|_| "One more can be added.")
    };
    move || {
        let (path, words, thing) = (path.clone(), words.clone(), thing.clone());
        (!sheet.read_only.get()).then(|| {
            view! {
                <div class="actions">
                    <button
                        class="btn"
                        type="button"
                        on:click=move |_| {
                            let id = Uuid::now_v7().simple().to_string();
                            just_added.set(Some(id.clone()));
                            let copy = path.instance(&id);
                            let begins = sheet.initial_answers_of(&copy).into_iter().collect();
                            book.set_all(sheet, begins, &format!("Added: {thing}"));
                            say(&format!("{thing} added"));
                            focus_item_soon(item_id(&copy));
                        }
                    >
                        <Icon name="plus" />
                        {words}
                    </button>
                    <p class="item__hint">{room}</p>
                </div>
            }
        })
    }
}

fn removed_line(sheet: Sheet, path: AnswerPath, removed: Memo<Vec<String>>) -> impl IntoView {
    let book = book();
    move || {
        let path = path.clone();
        let ids = removed.get();
        (!ids.is_empty()).then(|| {
            let newest = ids.last().cloned().unwrap_or_default();
            view! {
                <div class="kept">
                    <Icon name="note" />
                    <p>{format!("Removed ({}). Kept, and not counted.", ids.len())}</p>
                    <button
                        class="btn btn--quiet"
                        type="button"
                        on:click=move |_| {
                            let copy = path.instance(&newest);
                            book.set(sheet, copy.clone(), Answer::one(Value::Boolean(true)));
                            focus_item_soon(item_id(&copy));
                        }
                    >
                        "Bring the last one back"
                    </button>
                </div>
            }
        })
    }
}

#[component]
fn Copy(
    sheet: Sheet,
    group: ItemIdx,
    path: AnswerPath,
    number: Memo<usize>,
    thing: String,
    open: bool,
) -> impl IntoView {
    let open = RwSignal::new(open);
    let name = name_of(sheet, group, path.clone());
    let title = Memo::new(move |_| match name.get() {
        Some(name) => format!("{thing} {}: {name}", number.get()),
        None => format!("{thing} {}", number.get()),
    });
    let id = item_id(&path);
    let body = format!("{id}-body");
    // Somebody sent to a question in here finds it open.
    let inside = path.clone();
    Effect::new(move |_| {
        let sent_here = sheet.marked.with(|marked| {
            marked.as_ref().is_some_and(|marked| marked.as_str().starts_with(inside.as_str()))
        });
        if sent_here {
            open.set(true);
        }
    });
    let remove_path = path.clone();
    let summary = summary(sheet, path.clone());
    view! {
        <section class="repeat" id=id aria-label=move || title.get()>
            <div class="repeat__head">
                <h3>{move || title.get()}</h3>
                {summary}
                <button
                    class="btn"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=body.clone()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || if open.get() { "Close" } else { "Open" }}
                </button>
            </div>
            <div class="repeat__body" id=body hidden=move || !open.get()>
                {move || {
                    let (path, remove_path) = (path.clone(), remove_path.clone());
                    open.get()
                        .then(|| {
                            view! {
                                <ItemList sheet=sheet group=group within=Some(path) />
                                <div class="actions">
                                    <RemoveButton sheet=sheet group=group copy=remove_path title=title />
                                </div>
                            }
                        })
                }}
            </div>
        </section>
    }
}

/// The first line answer of a copy names it.
fn name_of(sheet: Sheet, group: ItemIdx, copy: AnswerPath) -> Memo<Option<String>> {
    let first = sheet.item(group).children.into_iter().find(|child| {
        let item = sheet.item(*child);
        item.is_question() && !item.control.is_aside()
    });
    let path = first.map(|first| sheet.path_in(first, Some(&copy)));
    Memo::new(move |_| {
        let path = path.as_ref()?;
        let answer = sheet.answers.with(|answers| answers.get(path).cloned())?;
        let words = sheet.definition.with_value(|definition| answer_words(definition, first, &answer));
        (!words.is_empty()).then_some(words)
    })
}

/// "7 of 11 answered" and the worst that was found in the copy.
fn summary(sheet: Sheet, copy: AnswerPath) -> impl IntoView {
    let counts = Memo::new(move |_| {
        sheet.view.with(|view| {
            let inside = |path: &AnswerPath| {
                path.as_str().strip_prefix(copy.as_str()).is_some_and(|rest| rest.starts_with('/'))
            };
            let mut counts = (0usize, 0usize, None::<Judgement>);
            for node in view.nodes.iter().filter(|node| node.enabled && inside(&node.path)) {
                counts.0 += usize::from(node.asked);
                counts.1 += usize::from(node.asked && node.settled);
                if let Some(found) = node.judgement.filter(|found| found.is_trouble()) {
                    counts.2 = counts.2.max(Some(found));
                }
            }
            counts
        })
    });
    move || {
        let (asked, answered, worst) = counts.get();
        let mark = match worst {
            Some(Judgement::Hazard) => Some(Severity::Hazard),
            Some(Judgement::Concern) => Some(Severity::Concern),
            _ => None,
        };
        view! {
            <p class="repeat__sum">
                {mark.map(|mark| view! { <SeverityMark severity=mark /> })}
                <span>{format!("{answered} of {asked} answered")}</span>
            </p>
        }
    }
}

/// "Each door the person uses or will need" names its copies "Door", "Timed task, if one was used" "Timed task".
fn singular(title: &str) -> String {
    let word = match title.strip_prefix("Each ") {
        Some(rest) => rest.split([' ', ',']).next().unwrap_or(rest).trim_end_matches(':').to_owned(),
        None => title.split(", if ").next().unwrap_or(title).to_owned(),
    };
    let mut letters = word.chars();
    match letters.next() {
        Some(letter) => letter.to_uppercase().collect::<String>() + letters.as_str(),
        None => "Entry".to_owned(),
    }
}
