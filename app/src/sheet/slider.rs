//! A number that the form wants chosen along a line: minus, the line, plus, and the value in words. Nothing is chosen
//! before somebody touches it.

use super::{Sheet, question::described_by};
use crate::ui::Icon;
use forms::{Decimal, Item, ItemKind, number::parse_number};
use leptos::prelude::*;

/// The line: its ends, and how far one step goes.
#[derive(Clone, Copy)]
pub(super) struct Line {
    low: f64,
    high: f64,
    step: f64,
}

impl Line {
    /// The line of an item that is to be a slider and says from where to where.
    pub fn of(item: &Item) -> Option<Line> {
        let (low, high) = item.ends().filter(|_| item.is_slider())?;
        let step = item.limits.step.as_ref().and_then(Decimal::as_f64).filter(|step| *step > 0.0);
        let places = item.limits.max_decimal_places.and_then(|places| i32::try_from(places).ok());
        let usual = match (item.kind, places) {
            (ItemKind::Integer, _) => 1.0,
            (_, Some(places)) => 10_f64.powi(-places),
            (_, None) if high - low <= 1.0 => 0.01,
            (_, None) => 0.1,
        };
        Some(Line { low, high, step: step.unwrap_or(usual) })
    }
}

fn words(number: f64) -> String {
    Decimal::rounded(number, 4).to_string()
}

/// The control; `typed` holds the figures, `write` takes new ones.
pub(super) fn slider(
    sheet: Sheet,
    item: &Item,
    line: Line,
    (id, field): (&str, String),
    typed: RwSignal<String>,
    write: Callback<String>,
) -> AnyView {
    let number = move || typed.with(|typed| parse_number(typed).ok()).and_then(|number| number.as_f64());
    let is_empty = move || number().is_none();
    let unit = item.unit_label().to_owned();
    let said = move || match (number(), typed.get()) {
        (Some(number), _) => format!("{} {unit}", words(number)).trim_end().to_owned(),
        (None, words) if words.trim().is_empty() => "Not answered".to_owned(),
        (None, words) => words,
    };
    let take = move |text: String| {
        if !sheet.read_only.get_untracked() {
            write.run(text);
        }
    };
    let one_step = move |direction: f64, name: &'static str, icon: &'static str| {
        let press = move |_| {
            let from = untrack(number).map(|number| number + direction * line.step);
            take(words(from.unwrap_or(line.low).clamp(line.low, line.high)));
        };
        view! {
            <button
                class="btn btn--icon"
                type="button"
                disabled=move || sheet.read_only.get()
                aria-label=format!("{} {name}", words(line.step))
                on:click=press
            >
                <Icon name=icon />
            </button>
        }
    };
    let spoken = said.clone();
    view! {
        <div class="slider">
            <span class="slider__value" aria-hidden="true">
                {said}
            </span>
            {one_step(-1.0, "less", "minus")}
            <input
                class="slider__range"
                type="range"
                id=field
                min=words(line.low)
                max=words(line.high)
                step=words(line.step)
                aria-describedby=described_by(item, id)
                aria-valuetext=spoken
                disabled=move || sheet.read_only.get()
                data-empty=move || is_empty().then_some("")
                prop:value=move || words(number().unwrap_or((line.low + line.high) / 2.0))
                on:input=move |event| take(event_target_value(&event))
                // A tap right on the middle changes nothing that the browser would tell of.
                on:click=move |event| {
                    if untrack(is_empty) {
                        take(event_target_value(&event));
                    }
                }
            />
            {one_step(1.0, "more", "plus")}
            <span class="slider__ends" aria-hidden="true">
                <span>{words(line.low)}</span>
                <span>{words(line.high)}</span>
            </span>
        </div>
    }
    .into_any()
}
