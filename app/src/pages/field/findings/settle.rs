//! What became of a finding: how it was closed and why, in whose words. Kept in the plan as answers; a finding that
//! is opened again keeps its history there.

use super::board::Board;
use crate::{
    routes,
    sheet::{Book, Sheet, say},
    ui::{focus, focus_soon},
};
use advice::{Finding, settled_copy, settled_ids, settled_of};
use forms::{Answer, AnswerPath, Value};
use leptos::prelude::*;
use uuid::Uuid;

/// Choosing what became of it. The reason is kept as it is typed; the choice closes the finding.
#[component]
pub fn Settle(board: Board, finding: Finding) -> impl IntoView {
    let (book, sheet) = (board.book, board.sheet);
    let key = StoredValue::new(finding.key());
    let id = StoredValue::new(copy_for(sheet, &finding.key()));
    let how = RwSignal::new(finding.settled.as_ref().map(|settled| settled.how.clone()));
    let problem = RwSignal::new(false);
    let name = format!("{}-how", routes::finding_id(&finding.key()));
    let options = how_options(sheet).into_iter().map(|(code, words)| {
        let (value, chosen) = (code.clone(), code.clone());
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    name=name.clone()
                    value=value
                    prop:checked=move || how.with(|how| how.as_ref() == Some(&chosen))
                    on:change=move |_| {
                        how.set(Some(code.clone()));
                        problem.set(false);
                    }
                />
                <span>{words}</span>
            </label>
        }
    });
    let title = finding.title.clone();
    let close = move |_| match how.get_untracked() {
        None => problem.set(true),
        Some(code) => settle(board, &key.get_value(), &id.get_value(), &code, &title),
    };
    let back = format!("{}-close", routes::finding_id(&finding.key()));
    view! {
        <div class="finding__settle">
            <fieldset class="part">
                <legend class="part__q">"What became of it?"</legend>
                <div class="choices">{options.collect_view()}</div>
            </fieldset>
            <p class="message message--needed" role="alert">
                {move || if problem.get() { "Choose one first." } else { "" }}
            </p>
            {why_field(book, sheet, id.get_value(), key.get_value())}
            <div class="actions">
                <button class="btn btn--primary" type="button" on:click=close>
                    "Keep this"
                </button>
                <button
                    class="btn btn--quiet"
                    type="button"
                    on:click=move |_| {
                        board.closing.set(None);
                        focus(&back);
                    }
                >
                    "Not now"
                </button>
            </div>
        </div>
    }
}

fn why_field(book: Book, sheet: Sheet, id: String, key: String) -> impl IntoView {
    let path = settled_copy(&id).child("pl-settled-why");
    let answer = sheet.answer(path.clone());
    let text = move || {
        answer.with(|answer| answer.as_ref().and_then(|a| a.first().map(Value::as_words)).unwrap_or_default())
    };
    let (question, help) = sheet.definition.with_value(|definition| {
        let item = definition.by_link_id("pl-settled-why").map(|idx| definition.item(idx));
        let help = item.and_then(|item| item.help.clone()).unwrap_or_default();
        (item.map(|item| item.text.clone()).unwrap_or_default(), help)
    });
    let field = format!("{}-why", routes::finding_id(&key));
    let hint = format!("{field}-hint");
    view! {
        <div class="part">
            <label class="part__q" for=field.clone()>
                {question}
            </label>
            <p class="item__hint" id=hint.clone()>
                {help}
            </p>
            <textarea
                class="input input--area"
                id=field
                aria-describedby=hint
                rows="3"
                spellcheck="true"
                prop:value=text
                on:input=move |event| {
                    begin(book, sheet, &id, &key);
                    let typed = event_target_value(&event);
                    let answer = if typed.is_empty() { Answer::default() } else { Answer::one(Value::text(typed)) };
                    book.set_typing(sheet, path.clone(), answer);
                }
            ></textarea>
        </div>
    }
}

/// The copy that is being written for a finding: the newest that stands, else a new one.
fn copy_for(sheet: Sheet, key: &str) -> String {
    let known = sheet.answers.with_untracked(|answers| settled_ids(answers, key)).pop();
    known.unwrap_or_else(|| Uuid::now_v7().simple().to_string())
}

/// Names the finding in a copy that is written for the first time.
fn begin(book: Book, sheet: Sheet, id: &str, key: &str) {
    let is_there = sheet.answers.with_untracked(|answers| answers.get(&settled_copy(id)).is_some());
    if !is_there {
        book.set_all(sheet, beginning(sheet, id, key), "What became of a finding");
    }
}

fn beginning(sheet: Sheet, id: &str, key: &str) -> Vec<(AnswerPath, Answer)> {
    sheet.definition.with_value(|definition| settled_of(definition, id, key))
}

fn settle(board: Board, key: &str, id: &str, code: &str, title: &str) {
    let option =
        board.sheet.definition.with_value(|definition| advice::option(definition, "pl-settled-how", code));
    let Some(value) = option else { return };
    let stays = code == "recommendation";
    // Looked up first: once it is closed it has left the list.
    let next = if stays { Some(routes::finding_id(key)) } else { board.after(key) };
    let mut answers = beginning(board.sheet, id, key);
    answers.push((settled_copy(id).child("pl-settled-how"), Answer::one(value)));
    board.book.set_all(board.sheet, answers, &format!("What became of: {title}"));
    board.closing.set(None);
    say(if stays { "Kept" } else { "Kept. It is under Settled now" });
    focus_soon(next.unwrap_or_else(|| "settled".to_owned()));
}

/// Takes back that a finding is settled.
pub fn open_again(board: Board, finding: &Finding) {
    let key = finding.key();
    let ids = board.sheet.answers.with_untracked(|answers| settled_ids(answers, &key));
    let gone = |id: String| (settled_copy(&id), Answer::one(Value::Boolean(false)));
    let answers = ids.into_iter().map(gone).collect();
    board.book.set_all(board.sheet, answers, &format!("Opened again: {}", finding.title));
    say("Open again");
    focus_soon(routes::finding_id(&key));
}

fn how_options(sheet: Sheet) -> Vec<(String, String)> {
    sheet.definition.with_value(|definition| {
        let Some(idx) = definition.by_link_id("pl-settled-how") else { return Vec::new() };
        let options = definition.item(idx).options.iter();
        options.filter_map(|option| Some((option.value.code()?.to_owned(), option.label.clone()))).collect()
    })
}
