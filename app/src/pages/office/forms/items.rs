//! What a form asks, item by item, and what of it is done otherwise here.

use crate::ui::{Icon, Notice};
use forms::facts::{answer_words, asked_when};
use forms::{Definition, ItemIdx, ItemKind, Widget};
use leptos::prelude::*;

/// "Accepted", or with how many notices.
pub fn outcome_words(definition: &Definition) -> String {
    match definition.all_notices().filter(|(_, notice)| notice.degrades).count() {
        0 => "Accepted".to_owned(),
        1 => "Accepted with 1 notice".to_owned(),
        n => format!("Accepted with {n} notices"),
    }
}

/// Everything that is not done as the form means, and what only wants saying.
pub fn notices(definition: &Definition) -> AnyView {
    let line = |(item, notice): (Option<ItemIdx>, &forms::Notice)| {
        let place = match item {
            Some(item) => {
                let item = definition.item(item);
                format!("{} ({})", item.label(), item.link_id)
            }
            None => "The form as a whole".to_owned(),
        };
        view! {
            <li class="line">
                <Icon name=if notice.degrades { "attention" } else { "note" } />
                <span class="line__title">
                    {place} <span class="line__sub">{notice.text.clone()}</span>
                    <span class="line__sub">{format!("Feature: {}", notice.feature)}</span>
                </span>
            </li>
        }
    };
    let (less, only_said): (Vec<_>, Vec<_>) =
        definition.all_notices().partition(|(_, notice)| notice.degrades);
    let n_said = only_said.len();
    view! {
        {less.is_empty().then(|| view! { <Notice>"Everything that this form asks for works on a tablet."</Notice> })}
        {(!less.is_empty()).then(|| view! { <ul class="lines">{less.into_iter().map(line).collect_view()}</ul> })}
        {(n_said > 0)
            .then(|| {
                view! {
                    <details class="fold fold--card">
                        <summary class="fold__title">
                            <Icon name="down" />
                            {format!("Also good to know ({n_said})")}
                        </summary>
                        <div class="fold__body">
                            <ul class="lines">{only_said.into_iter().map(line).collect_view()}</ul>
                        </div>
                    </details>
                }
            })}
    }
    .into_any()
}

/// The items, area by area; the first area is open.
pub fn items(definition: &Definition) -> AnyView {
    let areas = definition.sections().iter().enumerate().map(|(at, section)| {
        let mut inside = Vec::new();
        for root in &section.roots {
            // A group that makes the area is its heading already.
            let item = definition.item(*root);
            match item.kind {
                ItemKind::Group => {
                    if item.hidden || !item.notices.is_empty() || asked_when(definition, *root).is_some() {
                        inside.push(*root);
                    }
                    item.children.iter().for_each(|child| gather(definition, *child, &mut inside));
                }
                _ => gather(definition, *root, &mut inside),
            }
        }
        let n_questions = inside.iter().filter(|item| definition.item(**item).is_question()).count();
        let count =
            if n_questions == 1 { "1 question".to_owned() } else { format!("{n_questions} questions") };
        let rows = inside.into_iter().map(|item| row(definition, item)).collect_view();
        view! {
            <details class="fold fold--card" open=at == 0>
                <summary class="fold__title">
                    <Icon name="down" />
                    {format!("{}: {count}", section.title)}
                </summary>
                <div class="fold__body">
                    <ul class="lines">{rows}</ul>
                </div>
            </details>
        }
    });
    view! { <div class="stack stack--tight">{areas.collect_view()}</div> }.into_any()
}

fn gather(definition: &Definition, item: ItemIdx, found: &mut Vec<ItemIdx>) {
    found.push(item);
    definition.item(item).children.iter().for_each(|child| gather(definition, *child, found));
}

/// What a question looks like, where its kind of answer does not say it.
fn shown_as(widget: Widget) -> Option<&'static str> {
    match widget {
        Widget::Radios => Some("as a list to choose one from"),
        Widget::Checkboxes => Some("as a list to choose several from"),
        Widget::Select => Some("as a list that opens"),
        Widget::Autocomplete => Some("as a long list with a search"),
        Widget::Judgement => Some("as the five answers of a hazard"),
        Widget::Line => Some("as one line"),
        Widget::Text => Some("as several lines"),
        _ => None,
    }
}

fn row(definition: &Definition, item_idx: ItemIdx) -> impl IntoView + use<> {
    let item = definition.item(item_idx);
    let mut facts = vec![answer_words(item).to_owned()];
    if item.is_question() {
        facts.extend(shown_as(item.widget()).map(str::to_owned));
    }
    if item.required {
        facts.push("must do".to_owned());
    }
    if item.hidden {
        facts.push("never shown".to_owned());
    }
    let n_notices = item.notices.iter().filter(|notice| notice.degrades).count();
    let label = if item.label().is_empty() { "Without words".to_owned() } else { item.label() };
    view! {
        <li class="line">
            <span class="line__title">
                {label}
                <span class="line__sub">{format!("{}: {}", item.link_id, facts.join(", "))}</span>
                {asked_when(definition, item_idx)
                    .map(|words| view! { <span class="line__sub">{format!("Asked when {words}")}</span> })}
                {(n_notices > 0)
                    .then(|| view! { <span class="line__sub">{format!("Notices: {n_notices}, see above")}</span> })}
            </span>
        </li>
    }
}
