//! Groups that are drawn as tables: a row a question with an option in each column, a row a copy, or a row a group with
//! a question in each column. Where there is no room for columns each row is a card with the same things in the same
//! order; the style decides that, and the words that a column says once stand in every card.

use super::{
    Sheet,
    choice::{Named, option_button, options_of},
    foot::ItemFoot,
    item::{is_asked, last_time, message_line, message_of, question, while_asked},
    question::{described_by, hint, picture, question_words},
    repeat::{RemoveButton, number_of},
};
use crate::routes::item_id;
use forms::{AnswerPath, Item, ItemIdx, Node, Table};
use leptos::prelude::*;

/// The rows of a group that is a table by itself; none where its items stand below each other.
pub(super) fn table(sheet: Sheet, group: &Item, within: Option<AnswerPath>) -> Option<AnyView> {
    match group.table? {
        Table::Options => Some(options(sheet, group, within)),
        Table::Groups => Some(groups(sheet, group, within)),
        Table::Copies => None,
    }
}

/// A row a question, a column an option.
fn options(sheet: Sheet, group: &Item, within: Option<AnswerPath>) -> AnyView {
    let rows = drawn_in(sheet, group);
    let Some(first) = rows.first().map(|first| sheet.item(*first)) else { return ().into_any() };
    let columns: Vec<Column> =
        options_of(&first).iter().map(|option| Column { words: option.shown(), must: false }).collect();
    let n_columns = columns.len() + 2;
    let rows = rows.into_iter().map(|idx| {
        let path = sheet.path_in(idx, within.as_ref());
        let drawn = {
            let path = path.clone();
            move |node| row_of_options(sheet, idx, path.clone(), node)
        };
        let kept = move |kept| {
            view! {
                <tr role="row">
                    <td role="cell" class="tabled__kept" colspan=n_columns.to_string()>
                        {kept}
                    </td>
                </tr>
            }
            .into_any()
        };
        while_asked(sheet, idx, path, drawn, kept)
    });
    view! {
        {first.repeats.then(|| view! { <p class="item__hint">"Choose all that apply"</p> })}
        {framed(group, "tabled--options", "Question", &columns, rows.collect_view().into_any())}
    }
    .into_any()
}

fn row_of_options(sheet: Sheet, idx: ItemIdx, path: AnswerPath, node: ReadSignal<Option<Node>>) -> AnyView {
    let item = sheet.item(idx);
    let id = item_id(&path);
    let words = format!("{id}-q");
    let has_bar = sheet.has_bar(&path);
    let left = RwSignal::new(sheet.is_answered(&path));
    let message = message_of(node, left);
    let described = described_by(&item, &id);
    let cells = options_of(&item)
        .into_iter()
        .enumerate()
        .map(|(n, option)| {
            let own = format!("{id}-o{n}");
            let by = Some(format!("{words} {own}"));
            let named = Named { by, own: Some(own), described: Some(described.clone()) };
            // An option that stands for none of the others is set apart: by "or" on a card, by a line in a column.
            let class =
                if option.exclusive && item.repeats { "tabled__option tabled__or" } else { "tabled__option" };
            view! {
                <td role="cell" class=class>
                    {option_button(sheet, &item, path.clone(), id.clone(), option, Some(named))}
                </td>
            }
        })
        .collect_view();
    view! {
        <tr
            class="item tabled__row"
            role="row"
            id=id.clone()
            data-mark=move || has_bar.get().then_some("")
            on:focusout=move |_| left.set(true)
        >
            <th scope="row" role="rowheader" aria-labelledby=words.clone()>
                <p class="item__q" id=words.clone() tabindex="-1">
                    {question_words(sheet, &item, &path)}
                </p>
                {hint(&item, &id)}
                {picture(&item)}
                {last_time(sheet, idx, &path)}
            </th>
            {cells}
            <td role="cell" class="tabled__foot">
                {message_line(&id, message)}
                <ItemFoot sheet=sheet idx=idx path=path in_table=true />
            </td>
        </tr>
    }
    .into_any()
}

/// A row a group, a column a question.
fn groups(sheet: Sheet, group: &Item, within: Option<AnswerPath>) -> AnyView {
    let rows: Vec<(ItemIdx, Item)> =
        drawn_in(sheet, group).into_iter().map(|row| (row, sheet.item(row))).collect();
    let labels: Vec<Vec<Column>> = rows.iter().map(|(_, row)| columns_of(sheet, row)).collect();
    let longest = labels.iter().max_by_key(|row| row.len()).cloned().unwrap_or_default();
    // Only where every row asks the same in a column, the column can say it for all of them.
    let agree = labels.iter().all(|row| row.iter().zip(&longest).all(|(one, other)| one == other));
    let columns = if agree { longest } else { vec![Column::default(); longest.len()] };
    let rows = rows.into_iter().map(|(idx, row)| {
        let enabled = is_asked(sheet.node(sheet.path_in(idx, within.as_ref())));
        let within = within.clone();
        move || {
            enabled.get().then(|| {
                view! {
                    <tr class="tabled__row" role="row">
                        <th scope="row" role="rowheader">
                            {row.text.clone()}
                            {row.help.clone().map(|help| view! { <p class="item__hint">{help}</p> })}
                            {picture(&row)}
                        </th>
                        {cells(sheet, &row, &within)}
                    </tr>
                }
            })
        }
    });
    let class = if agree { "tabled--groups" } else { "tabled--groups tabled--labelled" };
    framed(group, class, "Part", &columns, rows.collect_view().into_any())
}

/// A row a copy, a column a question.
pub(super) fn copies(
    sheet: Sheet,
    (idx, group): (ItemIdx, &Item),
    path: AnswerPath,
    copies: Memo<Vec<String>>,
    // What one copy is called.
    thing: String,
) -> AnyView {
    let columns = columns_of(sheet, group);
    let is_empty = Memo::new(move |_| copies.with(Vec::is_empty));
    let group = StoredValue::new(group.clone());
    let rows = move || {
        let (path, thing) = (path.clone(), thing.clone());
        view! {
            <For
                each=move || copies.get()
                key=|id| id.clone()
                children=move |id| {
                    let copy = path.instance(&id);
                    let number = number_of(copies, &id);
                    let thing = thing.clone();
                    let name = {
                        let thing = thing.clone();
                        Memo::new(move |_| format!("{thing} {}", number.get()))
                    };
                    view! {
                        <tr class="tabled__row" role="row" id=item_id(&copy)>
                            <th scope="row" role="rowheader">
                                <span class="tabled__thing">{thing} " "</span>
                                {move || number.get()}
                            </th>
                            {group.with_value(|group| cells(sheet, group, &Some(copy.clone())))}
                            <td role="cell" class="tabled__do">
                                <RemoveButton sheet=sheet group=idx copy=copy.clone() title=name icon=true />
                            </td>
                        </tr>
                    }
                }
            />
        }
        .into_any()
    };
    (move || {
        let framed = |group: &Item| framed(group, "tabled--copies", "Row", &columns, rows());
        (!is_empty.get()).then(|| group.with_value(framed))
    })
    .into_any()
}

/// The questions of a row, one a cell.
fn cells(sheet: Sheet, row: &Item, within: &Option<AnswerPath>) -> AnyView {
    let cell = |idx: ItemIdx| {
        let path = sheet.path_in(idx, within.as_ref());
        let drawn = {
            let path = path.clone();
            move |node| question(sheet, idx, path.clone(), node, true)
        };
        view! {
            <td role="cell" class="tabled__cell">
                {while_asked(sheet, idx, path, drawn, |kept| kept)}
            </td>
        }
    };
    drawn_in(sheet, row).into_iter().map(cell).collect_view().into_any()
}

/// The head of a column.
#[derive(Clone, Default, PartialEq)]
struct Column {
    words: String,
    /// All its questions must be answered.
    must: bool,
}

/// A column for each question of a row.
fn columns_of(sheet: Sheet, row: &Item) -> Vec<Column> {
    let items = drawn_in(sheet, row).into_iter().map(|cell| sheet.item(cell));
    items.map(|item| Column { words: item.label(), must: item.must_do() }).collect()
}

/// The table around its rows. The last column holds what can be done with a row.
fn framed(
    group: &Item,
    kind: &'static str,
    // What the column of the rows' heads is called.
    corner: &'static str,
    columns: &[Column],
    rows: AnyView,
) -> AnyView {
    let name = Some(group.label()).filter(|name| !name.trim().is_empty());
    let class = format!("tabled tabled--{} {kind}", columns.len());
    let heads = columns
        .iter()
        .map(|column| {
            view! {
                <th scope="col" role="columnheader">
                    {column.words.clone()}
                    {column.must.then(|| view! { <span class="item__must">"Must do"</span> })}
                </th>
            }
        })
        .collect_view();
    view! {
        <div class=class>
            <table role="table" aria-label=name>
                <thead role="rowgroup">
                    <tr class="tabled__head" role="row">
                        <th scope="col" role="columnheader">
                            <span class="sr">{corner}</span>
                        </th>
                        {heads}
                        <th scope="col" role="columnheader">
                            <span class="sr">"More"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn drawn_in(sheet: Sheet, group: &Item) -> Vec<ItemIdx> {
    group.children.iter().copied().filter(|child| sheet.item(*child).is_drawn()).collect()
}
