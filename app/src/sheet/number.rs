//! Numbers, with their unit where they have one: typed as people type them, kept as typed, marked
//! when they are unlikely and never corrected by themselves.

use super::{
    Sheet, Thinking,
    foot::text_answer,
    item::book,
    question::{described_by, hint, question_words},
    slider::{Line, slider},
    thoughts::advised,
};
use crate::{
    routes::{self, item_id},
    ui::Icon,
};
use forms::{
    Answer, AnswerPath, Decimal, Facet, IssueKind, Item, ItemIdx, ItemKind, Quantity, Value, typed_number,
    units,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// A number.
#[component]
pub fn NumberItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let field = format!("{id}-in");
    let answer = sheet.answer(path.clone());
    let unit = RwSignal::new(first_unit(&item, answer.get_untracked().as_ref()));
    let typed = RwSignal::new(shown(answer.get_untracked().as_ref()));
    let stored = item.clone();
    // Follows the answer when it changes from elsewhere (undo, another tab), not while it is typed.
    Effect::new(move |_| {
        let now = answer.get();
        let same = typed_number(&stored, &typed.get_untracked(), unit.get_untracked().as_deref())
            .is_ok_and(|value| now.as_ref().and_then(Answer::first) == Some(&value));
        if !same && shown(now.as_ref()) != typed.get_untracked() {
            typed.set(shown(now.as_ref()));
        }
    });
    let book = book();
    let (write_item, write_path) = (item.clone(), path.clone());
    let write = Callback::new(move |text: String| {
        let answer = match text.trim().is_empty() {
            true => Answer::default(),
            false => match typed_number(&write_item, &text, unit.get_untracked().as_deref()) {
                Ok(value) => Answer::one(value),
                Err(_) => text_answer(&text),
            },
        };
        typed.set(text);
        book.set_typing(sheet, write_path.clone(), answer);
    });
    let mode = if item.kind == ItemKind::Integer { "numeric" } else { "decimal" };
    let steps = item.limits.plausible_low.is_some() || item.limits.step.is_some();
    let words = question_words(sheet, &item, &path);
    let described = described_by(&item, &id);
    let hint_view = hint(&item, &id);
    let label = item.text.clone();
    let entry = match Line::of(&item) {
        Some(line) => slider(sheet, &item, line, (&id, field.clone()), typed, write),
        None => view! {
            <div class="number">
                <span class="number__stepper">
                    {steps.then(|| stepper(&item, unit, typed, write, -1.0))}
                    <input
                        class="input number__value"
                        id=field.clone()
                        inputmode=mode
                        autocomplete="off"
                        aria-describedby=described
                        readonly=move || sheet.read_only.get()
                        prop:value=move || typed.get()
                        on:input=move |event| write.run(event_target_value(&event))
                    />
                    {steps.then(|| stepper(&item, unit, typed, write, 1.0))}
                </span>
                {unit_choice(&item, &id, &label, unit, typed, write)}
                {also(&item, answer)}
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="item__field">
            <label class="item__q" for=field.clone()>
                {words}
            </label>
            {hint_view}
            {entry}
            {item.measure.is_some().then(|| pad_link(sheet, &item, &path))}
            {keep_or_correct(sheet, path.clone())}
            {item.measure.is_some().then(|| advised(sheet, path, |part| part.fit))}
        </div>
    }
}

/// The way to the measure pad, where the visit has one.
fn pad_link(sheet: Sheet, item: &Item, path: &AnswerPath) -> impl IntoView + use<> {
    let (book, label) = (book(), &item.text);
    // Time is taken by the stopwatch, which the pad has for it.
    let (icon, word, of) = match item.unit() {
        Some("s") => ("stopwatch", "Stopwatch", ":"),
        _ => ("ruler", "Measure", ""),
    };
    let name = format!("{word}{of} {}", label.to_lowercase());
    let to = routes::measure(book.visit, &sheet.id(), path);
    (use_context::<Thinking>().is_some() && !sheet.read_only.get_untracked()).then(|| {
        view! {
            <A href=to attr:class="btn number__pad" attr:aria-label=name>
                <Icon name=icon />
                {word}
            </A>
        }
    })
}

fn first_unit(item: &Item, answer: Option<&Answer>) -> Option<String> {
    match answer.and_then(Answer::first) {
        Some(Value::Quantity(Quantity { code: Some(code), .. })) => Some(code.clone()),
        _ => item.unit().map(str::to_owned),
    }
}

/// The figures as they stand in the field.
fn shown(answer: Option<&Answer>) -> String {
    match answer.and_then(Answer::first) {
        Some(Value::Quantity(quantity)) => {
            quantity.value.as_ref().map(|value| value.to_string()).unwrap_or_default()
        }
        Some(Value::Integer(number)) => number.to_string(),
        Some(Value::Decimal(number)) => number.to_string(),
        Some(other) => other.as_words(),
        None => String::new(),
    }
}

fn stepper(
    item: &Item,
    unit: RwSignal<Option<String>>,
    typed: RwSignal<String>,
    write: Callback<String>,
    direction: f64,
) -> impl IntoView + use<> {
    let low = item.limits.plausible_low.as_ref().and_then(Decimal::as_f64);
    let usual = item.unit().map(str::to_owned);
    let step = move || unit.with(|unit| unit.as_deref().map_or(1.0, units::step));
    let name = move || {
        let label = unit.with(|unit| unit.as_deref().map(units::label).unwrap_or_default().to_owned());
        let word = if direction < 0.0 { "less" } else { "more" };
        format!("{} {label} {word}", step()).replace("  ", " ")
    };
    view! {
        <button
            class="btn btn--icon"
            type="button"
            aria-label=name
            on:click=move |_| {
                let now = typed.with_untracked(|typed| forms::number::parse_number(typed).ok());
                let next = match now.and_then(|now| now.as_f64()) {
                    Some(now) => (now + direction * step()).max(0.0),
                    None => {
                        let (from, to) = (usual.clone().unwrap_or_default(), unit.get_untracked().unwrap_or_default());
                        let low = low.unwrap_or(0.0);
                        units::convert(low, &from, &to).unwrap_or(low)
                    }
                };
                write.run(Decimal::rounded(next, 2).to_string());
            }
        >
            <Icon name=if direction < 0.0 { "minus" } else { "plus" } />
        </button>
    }
}

/// One unit as words, several as segments; changing it converts what is shown.
fn unit_choice(
    item: &Item,
    id: &str,
    label: &str,
    unit: RwSignal<Option<String>>,
    typed: RwSignal<String>,
    write: Callback<String>,
) -> AnyView {
    if item.units.len() < 2 {
        let words = item.unit_label().to_owned();
        return view! { <span class="number__unit">{words}</span> }.into_any();
    }
    let name = format!("{id}-unit");
    let each = item
        .units
        .iter()
        .filter_map(|one| one.code.clone())
        .map(|code| {
            let (mine, label) = (code.clone(), units::label(&code).to_owned());
            view! {
                <label class="segment">
                    <input
                        type="radio"
                        name=name.clone()
                        value=code.clone()
                        prop:checked=move || unit.with(|unit| unit.as_deref() == Some(mine.as_str()))
                        on:change=move |_| {
                            let before = unit.get_untracked().unwrap_or_default();
                            let figures = typed.with_untracked(|typed| forms::number::parse_number(typed).ok());
                            unit.set(Some(code.clone()));
                            if let Some(figures) = figures
                                && let Some(converted) = units::convert_shown(&figures, &before, &code)
                            {
                                write.run(converted.to_string());
                            }
                        }
                    />
                    {label}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="segments">
            <legend class="sr">{format!("Unit of {}", label.to_lowercase())}</legend>
            {each}
        </fieldset>
    }
    .into_any()
}

/// The same length in the form's own unit, when another was typed.
fn also(item: &Item, answer: ReadSignal<Option<Answer>>) -> impl IntoView + use<> {
    let usual = item.unit().map(str::to_owned);
    move || {
        let usual = usual.clone()?;
        answer.with(|answer| {
            let Some(Value::Quantity(quantity)) = answer.as_ref().and_then(Answer::first) else {
                return None;
            };
            let (value, code) = (quantity.value.as_ref()?, quantity.code.as_deref()?);
            if code == usual {
                return None;
            }
            let converted = units::convert_shown(value, code, &usual)?;
            Some(view! { <p class="number__also">{format!("{converted} {}", units::label(&usual))}</p> })
        })
    }
}

/// An unlikely figure stays; whoever typed it says that it was looked at.
fn keep_or_correct(sheet: Sheet, path: AnswerPath) -> impl IntoView {
    let node = sheet.node(path.clone());
    let checked = sheet.answer(path.with_facet(Facet::Checked));
    let book = book();
    let unlikely = Memo::new(move |_| {
        node.with(|node| {
            node.as_ref()
                .is_some_and(|node| node.has(IssueKind::AboveRange) || node.has(IssueKind::BelowRange))
        })
    });
    move || {
        let path = path.clone();
        if checked.with(|checked| checked.as_ref().is_some_and(|answer| !answer.is_blank())) {
            return view! { <p class="item__hint">"Checked, and kept as it is."</p> }.into_any();
        }
        unlikely
            .get()
            .then(|| {
                view! {
                    <div class="actions">
                        <button
                            class="btn"
                            type="button"
                            on:click=move |_| {
                                let yes = Answer::one(Value::Boolean(true));
                                book.set(sheet, path.with_facet(Facet::Checked), yes);
                            }
                        >
                            "Keep it"
                        </button>
                    </div>
                }
            })
            .into_any()
    }
}
