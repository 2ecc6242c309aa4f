//! One item of a form: shown while the engine says so, with its control, its message and its foot.

use super::{
    Book, Sheet,
    choice::{ChoiceItem, SelectItem},
    date::{DateItem, DateTimeItem, TimeItem},
    foot::ItemFoot,
    judgement::JudgementItem,
    list::ItemList,
    number::NumberItem,
    photos::PhotoItem,
    pick::PickItem,
    question::{picture, question_words, text_of_item},
    repeat::Repeat,
    table::table,
    text::{LineItem, TextItem},
    words::answer_words,
};
use crate::{routes::item_id, ui::Icon};
use forms::{AnswerPath, Control, Issue, ItemIdx, ItemKind, Node, Severity, When, Widget};
use leptos::prelude::*;

/// An item where it stands in its list.
pub(super) fn one(sheet: Sheet, idx: ItemIdx, within: Option<AnswerPath>) -> AnyView {
    let item = sheet.item(idx);
    if !item.is_drawn() {
        return ().into_any();
    }
    let path = sheet.path_in(idx, within.as_ref());
    at(sheet, item, idx, path, within)
}

/// An item at its place.
pub(super) fn at(
    sheet: Sheet,
    item: forms::Item,
    idx: ItemIdx,
    path: AnswerPath,
    within: Option<AnswerPath>,
) -> AnyView {
    if item.is_repeating_group() {
        return view! { <Repeat sheet=sheet group=idx path=path /> }.into_any();
    }
    match item.kind {
        ItemKind::Group => view! { <Subgroup sheet=sheet group=idx path=path within=within /> }.into_any(),
        ItemKind::Display => view! { <Words sheet=sheet idx=idx path=path /> }.into_any(),
        _ => view! { <Question sheet=sheet idx=idx path=path /> }.into_any(),
    }
}

/// Words to read, while they are to be read.
#[component]
fn Words(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let enabled = is_asked(sheet.node(path.clone()));
    let item = sheet.item(idx);
    let class = match item.control {
        Control::Highlight => "item__words item__words--highlight",
        _ => "item__words",
    };
    move || {
        enabled.get().then(|| {
            view! {
                <div class=class>
                    {text_of_item(sheet, &item, &path)} {picture(&item)}
                </div>
            }
        })
    }
}

#[component]
fn Subgroup(sheet: Sheet, group: ItemIdx, path: AnswerPath, within: Option<AnswerPath>) -> impl IntoView {
    let item = sheet.item(group);
    let id = format!("g-{}", item.link_id);
    let enabled = is_asked(sheet.node(path));
    move || {
        enabled.get().then(|| {
            view! {
                <section class="group" aria-labelledby=id.clone()>
                    <h2 id=id.clone() tabindex="-1">
                        {item.text.clone()}
                    </h2>
                    {item.help.clone().map(|help| view! { <p class="item__hint">{help}</p> })}
                    {picture(&item)}
                    {table(sheet, &item, within.clone())
                        .unwrap_or_else(|| {
                            view! {
                                <div class="items">
                                    <ItemList sheet=sheet group=group within=within.clone() />
                                </div>
                            }
                                .into_any()
                        })}
                </section>
            }
        })
    }
}

/// One question with everything around it.
#[component]
fn Question(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let drawn = {
        let path = path.clone();
        move |node| question(sheet, idx, path.clone(), node, false)
    };
    while_asked(sheet, idx, path, drawn, |kept| kept)
}

/// Whether an item is asked as things stand.
pub(super) fn is_asked(node: ReadSignal<Option<Node>>) -> Memo<bool> {
    Memo::new(move |_| node.with(|node| node.as_ref().is_some_and(|node| node.enabled)))
}

/// Draws a question while it is asked, and what is kept of it while it is not.
pub(super) fn while_asked(
    sheet: Sheet,
    idx: ItemIdx,
    path: AnswerPath,
    draw: impl Fn(ReadSignal<Option<Node>>) -> AnyView + Send + 'static,
    // Puts what is kept where it may stand.
    around_kept: impl Fn(AnyView) -> AnyView + Send + 'static,
) -> AnyView {
    let node = sheet.node(path.clone());
    let enabled = is_asked(node);
    let hidden_by_filter = Memo::new(move |_| {
        sheet.must_only.get()
            && node.with(|node| node.as_ref().is_none_or(|node| !node.must && node.issues.is_empty()))
    });
    let kept = Memo::new(move |_| {
        node.with(|node| node.as_ref().filter(|node| !node.enabled).map_or(0, |node| node.kept_hidden))
    });
    (move || {
        if enabled.get() {
            return (!hidden_by_filter.get()).then(|| draw(node));
        }
        let shown = || view! { <Kept sheet=sheet idx=idx path=path.clone() /> }.into_any();
        (kept.get() > 0).then(|| around_kept(shown()))
    })
    .into_any()
}

/// A question that is asked, in a list or in a cell of a table.
pub(super) fn question(
    sheet: Sheet,
    idx: ItemIdx,
    path: AnswerPath,
    node: ReadSignal<Option<Node>>,
    in_table: bool,
) -> AnyView {
    let item = sheet.item(idx);
    let id = item_id(&path);
    let has_bar = sheet.has_bar(&path);
    let marked = move || has_bar.get().then_some("");
    // What is odd about an answer that was given before is said at once.
    let left = RwSignal::new(sheet.is_answered(&path));
    let message = message_of(node, left);
    let control = control(sheet, &item, idx, &path);
    let was = last_time(sheet, idx, &path);
    view! {
        <div class="item" id=id.clone() data-mark=marked on:focusout=move |_| left.set(true)>
            {picture(&item)}
            {control}
            {was}
            {message_line(&id, message)}
            <ItemFoot sheet=sheet idx=idx path=path in_table=in_table />
        </div>
    }
    .into_any()
}

/// What was answered last time, if anything.
pub(super) fn last_time(sheet: Sheet, idx: ItemIdx, path: &AnswerPath) -> Option<AnyView> {
    let (day, answer) = sheet.was(path)?;
    let words = sheet.definition.with_value(|definition| answer_words(definition, Some(idx), &answer));
    Some(view! { <p class="was">{format!("Last time ({day}): {words}")}</p> }.into_any())
}

/// The remark that may be shown now: at once what is certainly too much, the rest after leaving.
pub(super) fn message_of(node: ReadSignal<Option<Node>>, left: RwSignal<bool>) -> Memo<Option<Issue>> {
    Memo::new(move |_| {
        let left = left.get();
        let may_show = |issue: &&Issue| match issue.when {
            When::WhileTyping => true,
            When::OnLeaving => left,
            When::OnFinish => false,
        };
        node.with(|node| node.as_ref()?.issues.iter().find(may_show).cloned())
    })
}

/// The line under a question: a remark in plain ink, what cannot be right as a mistake.
pub(super) fn message_line(id: &str, message: Memo<Option<Issue>>) -> impl IntoView + use<> {
    let is_wrong =
        move || message.with(|issue| issue.as_ref().is_some_and(|issue| issue.severity == Severity::Wrong));
    let words = move || message.get().map(|issue| view! { <span>{issue.text}</span> });
    view! {
        <p class="message item__message" class:message--needed=is_wrong id=format!("{id}-msg")>
            {move || is_wrong().then(|| view! { <Icon name="attention" /> })}
            {words}
        </p>
    }
}

/// The control of an item. Where rules make its options or its properties, it is drawn anew when they change.
fn control(sheet: Sheet, item: &forms::Item, idx: ItemIdx, path: &AnswerPath) -> AnyView {
    let path = path.clone();
    if item.rules.as_ref().is_none_or(|rules| rules.options.is_none() && rules.properties.is_empty()) {
        return fixed_control(sheet, item, idx, path);
    }
    let followed = {
        let path = path.clone();
        Memo::new(move |_| {
            sheet.view.with(|view| {
                let options = view.options(&path).map(<[_]>::to_vec);
                (options, view.properties(&path).map(<[_]>::to_vec))
            })
        })
    };
    let drawn = move || {
        // Read, not only tracked: a memo that nobody has read yet follows nothing.
        followed.with(|_| ());
        fixed_control(sheet, &sheet.item_at(idx, &path), idx, path.clone())
    };
    view! { {drawn} }.into_any()
}

fn fixed_control(sheet: Sheet, item: &forms::Item, idx: ItemIdx, path: AnswerPath) -> AnyView {
    if item.read_only {
        return read_only(sheet, idx, path);
    }
    match item.widget() {
        Widget::Judgement => view! { <JudgementItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::Select => view! { <SelectItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::Autocomplete => view! { <PickItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::Radios | Widget::Checkboxes => {
            view! { <ChoiceItem sheet=sheet idx=idx path=path /> }.into_any()
        }
        Widget::Number => view! { <NumberItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::Date => view! { <DateItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::Time => view! { <TimeItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::DateTime => view! { <DateTimeItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::Text => view! { <TextItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::Line => view! { <LineItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::File if item.photo => view! { <PhotoItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::File if item.signature => view! { <LineItem sheet=sheet idx=idx path=path /> }.into_any(),
        Widget::File | Widget::Heading | Widget::Words | Widget::Aside => read_only(sheet, idx, path),
    }
}

fn read_only(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> AnyView {
    let item = sheet.item_at(idx, &path);
    let answer = sheet.answer(path.clone());
    let by_us = item.read_only;
    let worked_out = item.rules.as_ref().is_some_and(|rules| rules.calculated.is_some());
    let words = move || {
        let said = answer.with(|answer| {
            answer.as_ref().map(|answer| {
                sheet.definition.with_value(|definition| answer_words(definition, Some(idx), answer))
            })
        });
        match said {
            Some(said) if !said.is_empty() => said,
            _ if worked_out => "Worked out from other answers".to_owned(),
            _ if by_us => "Nothing is filled in".to_owned(),
            _ => {
                "This cannot be answered on this tablet yet. Write what you would show in a note.".to_owned()
            }
        }
    };
    view! {
        <div class="item__field">
            <p class="item__q" id=format!("{}-q", item_id(&path)) tabindex="-1">
                {question_words(sheet, &item, &path)}
            </p>
            <p class="told">{words}</p>
        </div>
    }
    .into_any()
}

/// Answers that are kept while their question is not asked.
#[component]
fn Kept(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let node = sheet.node(path.clone());
    let answer = sheet.answer(path);
    let open = RwSignal::new(false);
    let item = sheet.item(idx);
    let why = sheet.definition.with_value(|definition| {
        let names: Vec<String> = item
            .enable_when
            .iter()
            .map(|condition| format!("“{}”", definition.item(condition.question).text))
            .collect();
        names.into_iter().next().unwrap_or_else(|| "another answer".to_owned())
    });
    let n_kept = move || node.with(|node| node.as_ref().map_or(0, |node| node.kept_hidden));
    let words = move || match n_kept() {
        1 => format!("1 hidden answer kept. Not counted, because {why} was answered differently."),
        n => {
            format!("{n} hidden answers kept. Not counted, because {why} was answered differently.")
        }
    };
    let label = item.label();
    let shown = move || {
        answer.with(|answer| {
            let answer = answer.as_ref()?;
            Some(sheet.definition.with_value(|definition| answer_words(definition, Some(idx), answer)))
        })
    };
    view! {
        <div class="kept">
            <Icon name="note" />
            <div>
                <p>{words}</p>
                {move || {
                    open.get()
                        .then(|| {
                            view! {
                                <p>
                                    <b>{label.clone()}</b>
                                    ": "
                                    {shown().unwrap_or_else(|| "answers inside".to_owned())}
                                    " (Not counted)"
                                </p>
                            }
                        })
                }}
            </div>
            <button
                class="btn btn--quiet"
                type="button"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || if open.get() { "Hide them" } else { "Show them" }}
            </button>
        </div>
    }
}

/// The open visit, for controls that change it.
pub(super) fn book() -> Book {
    Book::here()
}
