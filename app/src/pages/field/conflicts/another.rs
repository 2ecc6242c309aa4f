//! Neither of the two: another answer, written here by the kind of the question. Where a question
//! cannot be answered in a line, the way to it is given instead.

use crate::sheet::{Sheet, absent_answer, reasons};
use forms::{Answer, AnswerPath, Facet, Item, ItemKind, Value};
use leptos::prelude::*;
use sync::Head;

/// How another answer can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// Several lines.
    Text,
    /// A number; the unit stands beside it.
    Number(String),
    /// A day.
    Day,
    /// One of these: key and label.
    Choice(Vec<(String, String)>),
}

/// The fields for another answer; nothing where the kind does not allow it here.
#[component]
pub fn Another(sheet: Sheet, path: AnswerPath, heads: Vec<Head>, decide: Callback<Answer>) -> impl IntoView {
    let item = sheet.definition.with_value(|definition| {
        definition.item_at(&path.without_facet()).map(|at| definition.item(at).clone())
    })?;
    let unit = heads.iter().find_map(|head| unit_of(&head.answer));
    let way = way(&item, &path, unit.as_ref().map(|(_, label)| label.clone()))?;
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let judged = way.clone();
    let code = unit.map(|(code, _)| code);
    let facet = path.facet();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match answer_of(&judged, &item, facet, &typed.get_untracked(), code.as_deref()) {
            Ok(answer) => {
                problem.set(String::new());
                decide.run(answer);
            }
            Err(words) => problem.set(words),
        }
    };
    let put = move |event: leptos::ev::Event| typed.set(event_target_value(&event));
    let control = match way {
        Way::Text => {
            view! {
                <textarea class="input input--area" id="another" rows="3" aria-describedby="another-msg" on:input=put></textarea>
            }
            .into_any()
        }
        Way::Number(unit) => {
            view! {
                <div class="row">
                    <input
                        class="input input--6"
                        id="another"
                        inputmode="decimal"
                        autocomplete="off"
                        aria-describedby="another-msg"
                        on:input=put
                    />
                    <span>{unit}</span>
                </div>
            }
            .into_any()
        }
        Way::Day => {
            view! { <input class="input input--20" id="another" type="date" aria-describedby="another-msg" on:input=put /> }
                .into_any()
        }
        Way::Choice(options) => {
            view! {
                <select class="input select" id="another" aria-describedby="another-msg" on:change=put>
                    <option value="">"Choose"</option>
                    {options
                        .into_iter()
                        .map(|(key, label)| view! { <option value=key>{label}</option> })
                        .collect_view()}
                </select>
            }
            .into_any()
        }
    };
    Some(view! {
        <form class="field" autocomplete="off" novalidate on:submit=submit>
            <label class="field__label" for="another">
                "Use neither: another answer"
            </label>
            {control}
            <p class="message message--needed" id="another-msg" role="alert">
                {move || problem.get()}
            </p>
            <div class="actions">
                <button class="btn" type="submit">
                    "Use this instead"
                </button>
            </div>
        </form>
    })
}

fn way(item: &Item, path: &AnswerPath, unit: Option<String>) -> Option<Way> {
    match path.facet() {
        Some(Facet::Note) => return Some(Way::Text),
        Some(Facet::Absent) => {
            let each = reasons().into_iter().map(|(code, words)| (code.to_owned(), words.to_owned()));
            return Some(Way::Choice(each.collect()));
        }
        Some(Facet::Concern | Facet::Checked | Facet::Photo) => return None,
        None if path.instance_id().is_some() => return None,
        None => {}
    }
    match item.kind {
        ItemKind::Text | ItemKind::String | ItemKind::Url => Some(Way::Text),
        ItemKind::Integer | ItemKind::Decimal | ItemKind::Quantity => {
            Some(Way::Number(unit.unwrap_or_else(|| item.unit_label().to_owned())))
        }
        ItemKind::Date => Some(Way::Day),
        ItemKind::Choice | ItemKind::OpenChoice if !item.repeats && item.options.len() > 2 => {
            let each = item.options.iter().map(|option| (option.key().to_owned(), option.label.clone()));
            Some(Way::Choice(each.collect()))
        }
        _ => None,
    }
}

fn answer_of(
    way: &Way,
    item: &Item,
    facet: Option<Facet>,
    typed: &str,
    unit: Option<&str>,
) -> Result<Answer, String> {
    if typed.trim().is_empty() {
        return Err("Write another answer first, or use one of the two.".to_owned());
    }
    match way {
        Way::Text => Ok(Answer::one(Value::text(typed))),
        Way::Number(_) => forms::typed_number(item, typed, unit).map(Answer::one),
        Way::Day => Ok(Answer::one(Value::Date(typed.to_owned()))),
        Way::Choice(_) if facet == Some(Facet::Absent) => Ok(absent_answer(typed)),
        Way::Choice(_) => {
            let option = item.options.iter().find(|option| option.key() == typed);
            option
                .map(|option| Answer::one(option.value.clone()))
                .ok_or_else(|| "Choose one from the list.".to_owned())
        }
    }
}

/// Code and label of the unit an answer has.
fn unit_of(answer: &Answer) -> Option<(String, String)> {
    match answer.first()? {
        Value::Quantity(quantity) => Some((quantity.code.clone()?, quantity.unit_label().to_owned())),
        _ => None,
    }
}
