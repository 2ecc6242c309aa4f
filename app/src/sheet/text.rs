//! Words: one line, several lines, and a typed name where a signature is asked. Every keystroke is
//! kept; nothing is ever reformatted.

use super::{
    Sheet,
    foot::text_answer,
    item::book,
    question::{described_by, hint, question_words},
};
use crate::routes::item_id;
use forms::{Answer, AnswerPath, Attachment, Coding, ItemIdx, ItemKind, Reference, Value};
use leptos::prelude::*;

/// Several lines.
#[component]
pub fn TextItem(
    sheet: Sheet,
    idx: ItemIdx,
    path: AnswerPath,
    /// A detail of a judgement.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let field = format!("{id}-in");
    let text = text_of(sheet, path.clone());
    let rows = Memo::new(move |_| text.with(|text| (text.lines().count() + text.len() / 70).clamp(3, 12)));
    let hint_view = (!nested).then(|| hint(&item, &id)).flatten();
    let described = (!nested).then(|| described_by(&item, &id));
    let (outer, label) = if nested { ("part", "part__q") } else { ("item__field", "item__q") };
    let words = question_words(sheet, &item, &path);
    let limit = item.max_length;
    let book = book();
    let counter = move || {
        let n_letters = text.with(|text| text.chars().count());
        limit
            .filter(|limit| n_letters * 5 > *limit as usize * 4)
            .map(|limit| view! { <p class="item__hint">{format!("{n_letters} of {limit}")}</p> })
    };
    view! {
        <div class=outer id=nested.then(|| id.clone())>
            <label class=label for=field.clone()>
                {words}
            </label>
            {hint_view}
            <textarea
                class="input input--area"
                id=field
                aria-describedby=described
                rows=move || rows.get().to_string()
                spellcheck="true"
                readonly=move || sheet.read_only.get()
                prop:value=move || text.get()
                on:input=move |event| {
                    book.set_typing(sheet, path.clone(), text_answer(&event_target_value(&event)));
                }
            ></textarea>
            {counter}
        </div>
    }
}

/// One line: words, an address, the name of a record, or a typed name that stands for a signature.
#[component]
pub fn LineItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let (kind, signature) = (item.kind, item.signature);
    let id = item_id(&path);
    let field = format!("{id}-in");
    let text = text_of(sheet, path.clone());
    let hint_view = hint(&item, &id);
    let described = described_by(&item, &id);
    let words = question_words(sheet, &item, &path);
    let book = book();
    view! {
        <div class="item__field">
            <label class="item__q" for=field.clone()>
                {words}
            </label>
            {hint_view}
            {signature.then(|| view! { <p class="item__hint">"Type the name"</p> })}
            <input
                class="input"
                id=field
                aria-describedby=described
                autocomplete="off"
                autocapitalize="sentences"
                spellcheck="true"
                readonly=move || sheet.read_only.get()
                prop:value=move || text.get()
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    book.set_typing(sheet, path.clone(), line_answer(kind, typed));
                }
            />
        </div>
    }
}

fn text_of(sheet: Sheet, path: AnswerPath) -> Memo<String> {
    let answer = sheet.answer(path);
    Memo::new(move |_| {
        answer.with(|answer| match answer.as_ref().and_then(Answer::first) {
            Some(Value::Attachment(attachment)) => attachment.title.clone().unwrap_or_default(),
            Some(value) => value.as_words(),
            None => String::new(),
        })
    })
}

/// What is typed in a line, as the kind of question keeps it: a choice whose options are not known here as a coding
/// without a code, a record and a signature by their names.
fn line_answer(kind: ItemKind, typed: String) -> Answer {
    let name = Some(typed.clone()).filter(|name| !name.trim().is_empty());
    match kind {
        ItemKind::Choice | ItemKind::Reference | ItemKind::Attachment if name.is_none() => Answer::default(),
        ItemKind::Choice => Answer::one(Value::Coding(Coding { display: name, ..Coding::default() })),
        ItemKind::Reference => {
            Answer::one(Value::Reference(Reference { display: name, ..Reference::default() }))
        }
        ItemKind::Attachment => {
            Answer::one(Value::Attachment(Attachment { title: name, ..Attachment::default() }))
        }
        _ => text_answer(&typed),
    }
}
