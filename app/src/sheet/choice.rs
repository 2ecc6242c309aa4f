//! Choosing: radio buttons, check boxes, chips for people, yes and no, own words beside the
//! options, and a native list where the form wants one.

use super::{
    Sheet,
    foot::text_answer,
    item::book,
    page::say,
    question::{described_by, hint, question_words},
    rich::rich_words,
};
use crate::{routes::item_id, ui::Icon};
use forms::{Answer, AnswerOption, AnswerPath, Item, ItemIdx, ItemKind, Value};
use leptos::prelude::*;

/// Options as radio buttons or check boxes.
#[component]
pub fn ChoiceItem(
    sheet: Sheet,
    idx: ItemIdx,
    path: AnswerPath,
    /// A detail of a judgement: smaller heading, no hint.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let options = options_of(&item);
    let short = options.iter().all(|option| option.label.chars().count() <= 24);
    let class = match (options.len(), short) {
        (..=3, true) if options.iter().all(|option| option.label.chars().count() <= 10) => {
            "choices choices--side"
        }
        (4.., true) => "choices choices--two",
        _ => "choices",
    };
    let several = item.repeats;
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(at, option)| {
            // Between the others and what stands alone, whichever comes first.
            let divider = (option.exclusive && several).then(|| view! { <p class="choices__or">"or"</p> });
            let (before, after) = if at == 0 { (None, divider) } else { (divider, None) };
            view! {
                {before}
                {option_button(sheet, &item, path.clone(), id.clone(), option, None)}
                {after}
            }
        })
        .collect_view();
    let own = item.open.then(|| own_words(sheet, &item, path.clone()));
    let (field, legend) = if nested { ("part", "part__q") } else { ("item__field", "item__q") };
    let hint_view = (!nested).then(|| hint(&item, &id)).flatten();
    let described = (!nested).then(|| described_by(&item, &id));
    let words = question_words(sheet, &item, &path);
    view! {
        <fieldset class=field aria-describedby=described id=nested.then(|| id.clone())>
            <legend class=legend tabindex="-1">
                {words}
            </legend>
            {hint_view}
            {several.then(|| view! { <p class="item__hint">"Choose all that apply"</p> })}
            <div class=class>{rows} {own}</div>
        </fieldset>
    }
}

/// Options as chips: the people who are affected.
pub fn chips(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let chosen = sheet.answer(path.clone());
    let name = sheet_person(sheet);
    let book = book();
    let each = options_of(&item)
        .into_iter()
        .map(|option| {
            let value = option.value.clone();
            let is_on = {
                let value = value.clone();
                move || holds(&chosen.get(), &value)
            };
            let label = match option.key() {
                "client" => name.clone(),
                _ => option.shown(),
            };
            let (item, path) = (item.clone(), path.clone());
            view! {
                <label class="chip">
                    <input
                        type="checkbox"
                        name=id.clone()
                        value=option.key().to_owned()
                        prop:checked=is_on
                        on:change=move |_| {
                            if !sheet.read_only.get_untracked() {
                                let answer = toggled(&item, chosen.get_untracked(), &value);
                                book.set(sheet, path.clone(), answer);
                            }
                        }
                    />
                    <Icon name="tick" />
                    {label}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="part" id=id.clone()>
            <legend class="part__q">{item.text.clone()}</legend>
            <div class="chips">{each}</div>
        </fieldset>
    }
}

/// A native list, where the form asks for a drop-down.
#[component]
pub fn SelectItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let chosen = sheet.answer(path.clone());
    let key = Memo::new(move |_| {
        chosen.with(|answer| {
            let value = answer.as_ref()?.first()?;
            Some(value.code().map_or_else(|| value.as_words(), str::to_owned))
        })
    });
    let options = options_of(&item);
    let rows = options
        .iter()
        .map(|option| {
            let mine = option.key().to_owned();
            let value = mine.clone();
            view! {
                <option value=value selected=move || key.get().as_deref() == Some(mine.as_str())>
                    {option.shown()}
                </option>
            }
        })
        .collect_view();
    let book = book();
    let hint_view = hint(&item, &id);
    let words = question_words(sheet, &item, &path);
    let described = described_by(&item, &id);
    let field = format!("{id}-in");
    view! {
        <div class="item__field">
            <label class="item__q" for=field.clone()>
                {words}
            </label>
            {hint_view}
            <select
                class="input select"
                id=field
                aria-describedby=described
                on:change=move |event| {
                    let picked = event_target_value(&event);
                    let option = options.iter().find(|option| option.key() == picked);
                    let answer = option.map_or_else(Answer::default, |option| Answer::one(option.value.clone()));
                    book.set(sheet, path.clone(), answer);
                }
            >
                <option value="">"Choose"</option>
                {rows}
            </select>
        </div>
    }
}

/// What names an option where its own words do not say enough.
#[derive(Default)]
pub(super) struct Named {
    /// Ids of the words that name it.
    pub by: Option<String>,
    /// The id that its own words get.
    pub own: Option<String>,
    /// Ids of the words that describe it.
    pub described: Option<String>,
}

/// An option as a button that is round or square, with its words.
pub(super) fn option_button(
    sheet: Sheet,
    item: &Item,
    path: AnswerPath,
    name: String,
    option: AnswerOption,
    named: Option<Named>,
) -> AnyView {
    let chosen = sheet.answer(path.clone());
    let several = item.repeats;
    let value = option.value.clone();
    let is_on = {
        let value = value.clone();
        move || holds(&chosen.get(), &value)
    };
    let item = item.clone();
    let book = book();
    let Named { by, own, described } = named.unwrap_or_default();
    view! {
        <label class="choice">
            <input
                class="choice__input"
                type=if several { "checkbox" } else { "radio" }
                aria-labelledby=by
                aria-describedby=described
                name=name
                value=option.key().to_owned()
                prop:checked=is_on
                on:click=move |event| {
                    if sheet.read_only.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change=move |_| {
                    let answer = match several {
                        true => toggled(&item, chosen.get_untracked(), &value),
                        false => Answer::one(value.clone()),
                    };
                    book.set(sheet, path.clone(), answer);
                }
            />
            <span id=own>{option_words(&option)}</span>
        </label>
    }
    .into_any()
}

/// Prefix and words, with their looks where the form gives them.
fn option_words(option: &AnswerOption) -> AnyView {
    match &option.rich {
        Some(rich) => {
            let prefix = option.prefix.as_ref().map(|prefix| format!("{prefix} "));
            view! {
                {prefix}
                {rich_words(rich)}
            }
            .into_any()
        }
        None => option.shown().into_any(),
    }
}

/// A field for own words beside the options.
pub(super) fn own_words(sheet: Sheet, item: &Item, path: AnswerPath) -> impl IntoView + use<> {
    let id = format!("{}-own", item_id(&path));
    let label = item.open_label.clone().unwrap_or_else(|| "Other: say what".to_owned());
    let chosen = sheet.answer(path.clone());
    let text = Memo::new(move |_| {
        chosen.with(|answer| {
            let own = answer.as_ref()?.0.iter().find(|value| matches!(value, Value::String(_)))?;
            Some(own.as_words())
        })
    });
    let several = item.repeats;
    let book = book();
    view! {
        <div class="choice__more">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <input
                class="input"
                id=id
                autocomplete="off"
                prop:value=move || text.get().unwrap_or_default()
                on:input=move |event| {
                    let own = text_answer(&event_target_value(&event));
                    let mut kept = match several {
                        true => chosen.get_untracked().unwrap_or_default(),
                        false => Answer::default(),
                    };
                    kept.0.retain(|value| !matches!(value, Value::String(_)));
                    kept.0.extend(own.0);
                    book.set_typing(sheet, path.clone(), kept);
                }
            />
        </div>
    }
}

/// What can be chosen: the options, or yes and no.
pub(super) fn options_of(item: &Item) -> Vec<AnswerOption> {
    if item.kind != ItemKind::Boolean {
        return item.options.to_vec();
    }
    [(true, "Yes"), (false, "No")]
        .into_iter()
        .map(|(value, label)| AnswerOption::of(Value::Boolean(value), label))
        .collect()
}

fn holds(answer: &Option<Answer>, value: &Value) -> bool {
    answer.as_ref().is_some_and(|answer| answer.0.iter().any(|held| held.same_as(value)))
}

/// The answer after one option of several was tapped; an option that stands alone clears the rest.
fn toggled(item: &Item, before: Option<Answer>, value: &Value) -> Answer {
    let mut values = before.clone().unwrap_or_default().0;
    if holds(&before, value) {
        values.retain(|held| !held.same_as(value));
        return Answer(values);
    }
    let alone = |value: &Value| item.option_for(value).is_some_and(|option| option.exclusive);
    let n_before = values.len();
    match alone(value) {
        true => values.clear(),
        false => values.retain(|held| !alone(held)),
    }
    let n_cleared = n_before - values.len();
    if n_cleared > 0 {
        let them =
            if n_cleared == 1 { "1 other. Undo brings it back" } else { "others. Undo brings them back" };
        say(&format!("Cleared {them}"));
    }
    values.push(value.clone());
    values.sort_by_key(|value| item.options.iter().position(|option| option.value.same_as(value)));
    Answer(values)
}

/// The client's polite name, for the first chip.
fn sheet_person(_sheet: Sheet) -> String {
    book().card.with_untracked(|card| card.person.polite_name())
}
