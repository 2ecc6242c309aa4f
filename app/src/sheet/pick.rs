//! One of many options: a button with the answer opens a list that can be looked through by words.

use super::{
    Sheet,
    choice::{options_of, own_words},
    item::book,
    question::{described_by, hint, question_words},
};
use crate::{
    routes::item_id,
    ui::{Icon, SheetDialog, focus, focus_soon},
};
use forms::{Answer, AnswerOption, AnswerPath, ItemIdx, Value};
use leptos::{ev::KeyboardEvent, prelude::*};

/// So many rows are drawn of a list; who wants the others writes more letters.
const N_ROWS: usize = 200;
/// So many options that were used elsewhere in the visit stand first.
const N_USED: usize = 3;

/// A question with many options, of which one is chosen.
#[component]
pub fn PickItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let open = RwSignal::new(false);
    let chosen = sheet.answer(path.clone());
    let options = StoredValue::new(options_of(&item));
    let at = Memo::new(move |_| {
        chosen.with(|answer| {
            let value = answer.as_ref()?.first()?;
            options.with_value(|options| place_of(options, value))
        })
    });
    let shown = move || match at.get() {
        Some(at) => options.with_value(|options| options[at].shown()),
        None => "Choose".to_owned(),
    };
    let (question, value) = (format!("{id}-q"), format!("{id}-v"));
    let named = format!("{question} {value}");
    let words = question_words(sheet, &item, &path);
    let hint_view = hint(&item, &id);
    let described = described_by(&item, &id);
    let own = item.open.then(|| own_words(sheet, &item, path.clone()));
    let title = format!("Choose: {}", item.text);
    let list = format!("{id}-list");
    let first = list.clone();
    view! {
        <div class="item__field">
            <p class="item__q" id=question tabindex="-1">
                {words}
            </p>
            {hint_view}
            <button
                class="pick"
                type="button"
                id=format!("{id}-in")
                aria-haspopup="dialog"
                aria-labelledby=named
                aria-describedby=described
                disabled=move || sheet.read_only.get()
                on:click=move |_| {
                    open.set(true);
                    focus_soon(first.clone());
                }
            >
                <span id=value class:pick__none=move || at.get().is_none()>
                    {shown}
                </span>
                <Icon name="down" />
            </button>
            {own}
            <SheetDialog open=open title=title class="sheet--tall">
                <Options sheet=sheet idx=idx path=path.clone() options=options at=at open=open list=list.clone() />
            </SheetDialog>
        </div>
    }
}

/// What is looked for, and the options that have it. Keys work in the field and in the list alike.
#[component]
fn Options(
    sheet: Sheet,
    idx: ItemIdx,
    path: AnswerPath,
    options: StoredValue<Vec<AnswerOption>>,
    /// The option that is chosen.
    at: Memo<Option<usize>>,
    open: RwSignal<bool>,
    /// Id of the list.
    list: String,
) -> impl IntoView {
    let book = book();
    let looked_for = RwSignal::new(String::new());
    let used = used_elsewhere(sheet, idx, &path, options);
    let found =
        Memo::new(move |_| options.with_value(|options| looked_for.with(|words| matching(options, words))));
    let rows = Memo::new(move |_| {
        let used = used.iter().copied().filter(|_| looked_for.with(String::is_empty));
        let used: Vec<usize> = used.collect();
        (used.len(), used.into_iter().chain(found.get().into_iter().take(N_ROWS)).collect::<Vec<_>>())
    });
    // The row that the arrow keys have come to.
    let marked = RwSignal::new(None::<usize>);
    let row_id = {
        let list = list.clone();
        move |row: usize| format!("{list}-{row}")
    };
    let path = StoredValue::new(path);
    let take = move |option: usize| {
        let value = options.with_value(|options| options[option].value.clone());
        book.set(sheet, path.get_value(), Answer::one(value));
        open.set(false);
    };
    let field = format!("{list}-find");
    let pressed = {
        let (row_id, field) = (row_id.clone(), field.clone());
        move |event: KeyboardEvent| {
            let n_rows = rows.with(|(_, rows)| rows.len());
            let now = marked.get_untracked();
            match event.key().as_str() {
                "ArrowDown" => marked.set(now.map_or(0, |row| row + 1).checked_rem(n_rows)),
                "ArrowUp" => marked.set(now.unwrap_or(0).checked_sub(1).or(n_rows.checked_sub(1))),
                "Enter" => {
                    let only = rows.with(|(_, rows)| (rows.len() == 1).then_some(0));
                    if let Some(row) = now.or(only) {
                        take(rows.with(|(_, rows)| rows[row]));
                    }
                }
                // Letters go into the field, wherever they were written.
                letter if letter.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() => {
                    return focus(&field);
                }
                _ => return,
            }
            event.prevent_default();
            if let Some(row) =
                marked.get_untracked().and_then(|row| document().get_element_by_id(&row_id(row)))
            {
                let nearest = web_sys::ScrollIntoViewOptions::new();
                nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                row.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        }
    };
    let active = {
        let row_id = row_id.clone();
        move || marked.get().map(&row_id)
    };
    let row = move |row: usize, option: usize| {
        view! {
            <div
                class="option"
                role="option"
                id=row_id(row)
                aria-selected=move || (at.get() == Some(option)).to_string()
                data-at=move || (marked.get() == Some(row)).then_some("")
                on:click=move |_| take(option)
            >
                {options.with_value(|options| options[option].shown())}
            </div>
        }
    };
    let drawn = move || {
        let (n_used, rows) = rows.get();
        let all: Vec<_> = rows.into_iter().enumerate().map(|(at, option)| row(at, option)).collect();
        let mut all = all.into_iter();
        let used: Vec<_> = all.by_ref().take(n_used).collect();
        let used = (n_used > 0).then(|| {
            view! {
                <div role="group" aria-label="Used in this visit">
                    <p class="options__head" aria-hidden="true">"Used in this visit"</p>
                    {used}
                </div>
                <p class="options__head" aria-hidden="true">"All"</p>
            }
        });
        view! {
            {used}
            {all.collect_view()}
        }
    };
    let is_open_choice = sheet.item(idx).open;
    let told = move || match (found.with(Vec::len), looked_for.with(String::is_empty)) {
        (0, _) if is_open_choice => {
            "Nothing in the list is called that. Close the list to write it yourself.".to_owned()
        }
        (0, _) => "Nothing in the list is called that. Write fewer letters.".to_owned(),
        (n, _) if n > N_ROWS => format!("The first {N_ROWS} of {n}. Write a few letters to find the others."),
        (n, true) => format!("{n} to choose from"),
        (n, false) => format!("{n} found"),
    };
    let clear = move || {
        at.get().is_some().then(|| {
            view! {
                <button
                    class="btn btn--quiet"
                    type="button"
                    on:click=move |_| {
                        book.set(sheet, path.get_value(), Answer::default());
                        open.set(false);
                    }
                >
                    "Take the answer away"
                </button>
            }
        })
    };
    view! {
        <div class="field" on:keydown=pressed.clone()>
            <label class="field__label" for=field.clone()>
                "Find in the list"
            </label>
            <input
                class="input"
                id=field
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls=list.clone()
                aria-autocomplete="list"
                aria-activedescendant=active.clone()
                autocomplete="off"
                prop:value=move || looked_for.get()
                on:input=move |event| {
                    looked_for.set(event_target_value(&event));
                    marked.set(None);
                }
            />
            <p class="field__hint" role="status">{told}</p>
        </div>
        <div
            class="options"
            role="listbox"
            id=list
            tabindex="0"
            aria-label="Options"
            aria-activedescendant=active
            on:keydown=pressed
        >
            {drawn}
        </div>
        {clear}
    }
}

/// Where the option with this value stands.
fn place_of(options: &[AnswerOption], value: &Value) -> Option<usize> {
    options.iter().position(|option| option.value.same_as(value))
}

/// The options whose words hold all that is looked for, in their order.
fn matching(options: &[AnswerOption], looked_for: &str) -> Vec<usize> {
    let looked_for = looked_for.to_lowercase();
    let holds = |option: &AnswerOption| {
        let words = option.shown().to_lowercase();
        looked_for.split_whitespace().all(|word| words.contains(word))
    };
    options.iter().enumerate().filter(|(_, option)| holds(option)).map(|(at, _)| at).collect()
}

/// What other copies of the same question were answered with, the newest first.
fn used_elsewhere(
    sheet: Sheet,
    idx: ItemIdx,
    path: &AnswerPath,
    options: StoredValue<Vec<AnswerOption>>,
) -> Vec<usize> {
    let mut used = Vec::new();
    sheet.answers.with_untracked(|answers| {
        sheet.definition.with_value(|definition| {
            let is_other = |other: &&AnswerPath| *other != path && definition.item_at(other) == Some(idx);
            let others =
                answers.iter().filter(|(other, _)| is_other(other) && other.without_facet() == **other);
            for value in others.filter_map(|(_, answer)| answer.first()) {
                used.extend(options.with_value(|options| place_of(options, value)));
            }
        });
    });
    let mut newest = Vec::new();
    for option in used.into_iter().rev() {
        if newest.len() < N_USED && !newest.contains(&option) {
            newest.push(option);
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_by_pieces_of_their_words_in_any_order_and_case() {
        let options = ["Barthel Index", "Modified Barthel Index", "Nottingham Extended ADL"]
            .map(|words| AnswerOption::of(Value::String(words.into()), words));
        let found = |words| matching(&options, words);
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("barthel"), [0, 1]);
        assert_eq!(found("index MOD"), [1]);
        assert_eq!(found("  adl "), [2]);
        assert!(found("berg").is_empty());
    }
}
