//! A whole area that was not seen: every item is named, one reason is chosen, and all of it is one
//! step that can be taken back.

use super::{
    Gap, List,
    line::{after, tell_and_go_on},
};
use crate::{
    sheet::{Book, Sheet, absent_answer, reasons},
    ui::{Icon, SheetDialog},
};
use forms::{Answer, AnswerPath, Definition, Facet, Value};
use leptos::prelude::*;

/// The sheet; open while an area is chosen.
#[component]
pub fn MarkAll(list: List) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if list.marking.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |before: Option<bool>| {
        let open = open.get();
        if before == Some(true) && !open {
            list.marking.set(None);
        }
        open
    });
    let title = Signal::derive(move || {
        list.marking.with(|gap| match gap {
            Some(gap) => format!("{}: not seen, because", gap.label),
            None => "Not seen, because".to_owned(),
        })
    });
    view! {
        <SheetDialog open=open title=title>
            {move || list.marking.get().map(|gap| view! { <Items list=list gap=gap open=open /> })}
        </SheetDialog>
    }
}

#[component]
fn Items(list: List, gap: Gap, open: RwSignal<bool>) -> impl IntoView {
    let book = Book::here();
    let sheet = book.sheet(&gap.form)?;
    let reason = RwSignal::new(None::<&'static str>);
    let problem = RwSignal::new(false);
    let items = open_items(sheet, &gap.section);
    let n_items = items.len();
    let words = match n_items {
        1 => "Mark 1 item not seen".to_owned(),
        n => format!("Mark {n} items not seen"),
    };
    let names = items.iter().map(|(_, label)| view! { <li>{label.clone()}</li> }).collect_view();
    let step = words.clone();
    let mark = move |_| {
        let Some(code) = reason.get_untracked() else {
            problem.set(true);
            return;
        };
        let next = after(list, &gap);
        let answers = items.iter().flat_map(|(path, _)| not_seen_answers(sheet, path, code)).collect();
        book.set_all(sheet, answers, &step);
        open.set(false);
        tell_and_go_on(list, next);
    };
    let each = reasons().into_iter().map(|(code, words)| {
        view! {
            <label class="chip">
                <input type="radio" name="mark-all-why" value=code on:change=move |_| reason.set(Some(code)) />
                <Icon name="tick" />
                {words}
            </label>
        }
    });
    Some(view! {
        <fieldset>
            <legend class="part__q">"Why were they not seen?"</legend>
            <div class="chips">{each.collect_view()}</div>
        </fieldset>
        <p class="message message--needed" role="alert">
            {move || if problem.get() && reason.get().is_none() { "Choose a reason first." } else { "" }}
        </p>
        <div class="actions">
            <button class="btn btn--primary" type="button" on:click=mark>
                {words}
            </button>
        </div>
        <h3 class="part__q">"These items"</h3>
        <ul class="prose">{names}</ul>
        <p class="quiet">"Undo takes all of it back in one step."</p>
    })
}

/// Questions of a section that wait for an answer: path and label.
fn open_items(sheet: Sheet, section: &str) -> Vec<(AnswerPath, String)> {
    sheet.definition.with_value(|definition| {
        let Some(at) = definition.sections().iter().position(|one| one.link_id == section) else {
            return Vec::new();
        };
        sheet.view.with_untracked(|view| {
            let open = view.nodes_of(at).filter(|node| node.asked && !node.settled);
            let questions = open.filter(|node| definition.item(node.item).is_question());
            questions.map(|node| (node.path.clone(), definition.item(node.item).label())).collect()
        })
    })
}

/// The answers that say of one question that it was not seen, and why.
pub fn not_seen_answers(sheet: Sheet, path: &AnswerPath, code: &str) -> Vec<(AnswerPath, Answer)> {
    sheet.definition.with_value(|definition| {
        let Some(at) = definition.item_at(path) else { return Vec::new() };
        let item = definition.item(at);
        if definition.opens_a_section(at) {
            return part_not_seen(definition, at, path, code);
        }
        if !item.judgement {
            return vec![(path.with_facet(Facet::Absent), absent_answer(code))];
        }
        let reason =
            item.children.iter().copied().find(|child| definition.item(*child).link_id.ends_with(".reason"));
        let own = |at: forms::ItemIdx, code: &str| {
            let options = &definition.item(at).options;
            options.iter().find(|option| option.key() == code).map(|option| Answer::one(option.value.clone()))
        };
        let judged =
            item.options.iter().find(|option| option.key() == "not-seen").map(|option| option.value.clone());
        let judged = judged.unwrap_or_else(|| {
            Value::coding("https://threshold.example/cs/os-severity", "not-seen", "Not seen")
        });
        let mut answers = vec![(path.without_facet(), Answer::one(judged))];
        answers.extend(reason.map(|at| {
            let place = definition.path_in(at, path.parent_instance().as_ref());
            (place, own(at, code).unwrap_or_else(|| absent_answer(code)))
        }));
        answers
    })
}

/// A whole part of the home was not seen: the question that opens the area says so, and why.
fn part_not_seen(
    definition: &Definition,
    seen: forms::ItemIdx,
    path: &AnswerPath,
    code: &str,
) -> Vec<(AnswerPath, Answer)> {
    let item = definition.item(seen);
    let no = item.options.iter().find(|option| option.key() == "no");
    let reason = definition.by_link_id(&format!("{}-reason", item.link_id));
    let (Some(no), Some(reason)) = (no, reason) else {
        return vec![(path.with_facet(Facet::Absent), absent_answer(code))];
    };
    let options = &definition.item(reason).options;
    let why =
        options.iter().find(|option| option.key() == code).map(|option| Answer::one(option.value.clone()));
    vec![
        (path.without_facet(), Answer::one(no.value.clone())),
        (definition.path_in(reason, None), why.unwrap_or_else(|| absent_answer(code))),
    ]
}
