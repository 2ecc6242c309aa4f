//! The keys of the pad, and what is being typed with them: figures in a unit, written down with every key.

use crate::{
    sheet::{Book, Sheet},
    ui::AnswerState,
};
use forms::{
    Answer, AnswerPath, Decimal, Facet, Item, Quantity, Value, number::parse_number, typed_number, units,
};
use leptos::prelude::*;

/// How long a value rests before it may be called too small.
const REST_MS: u32 = 900;
/// Keys that add a part of an inch.
const PARTS: [(&str, &str, f64); 4] = [
    ("1/8", "an eighth", 0.125),
    ("1/4", "a quarter", 0.25),
    ("1/2", "a half", 0.5),
    ("3/4", "three quarters", 0.75),
];

/// A value that is being typed.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    /// The form.
    pub sheet: Sheet,
    /// The figures as typed.
    pub text: RwSignal<String>,
    /// The unit they are typed in.
    pub unit: RwSignal<String>,
    /// The unit that the form keeps to.
    pub usual: StoredValue<String>,
    /// The tablet's own keyboard is wanted.
    pub keyboard: RwSignal<bool>,
    book: Book,
    item: StoredValue<Item>,
    path: StoredValue<AnswerPath>,
    n_keys: RwSignal<u32>,
    at_rest: RwSignal<bool>,
    /// The next figure begins a new value, as on a calculator.
    fresh: RwSignal<bool>,
    /// Going on was stopped once for this value, because it is unlikely.
    asked: StoredValue<bool>,
}

impl Typing {
    /// Begins with what is there.
    pub fn new(book: Book, sheet: Sheet, item: &Item, path: AnswerPath) -> Typing {
        let answer = sheet.answer(path.clone()).get_untracked();
        let (text, unit) = match answer.as_ref().and_then(Answer::first) {
            Some(Value::Quantity(Quantity { value: Some(value), code, .. })) => {
                (value.to_string(), code.clone())
            }
            Some(other) => (other.as_words(), None),
            None => (String::new(), None),
        };
        let usual = item.unit().unwrap_or_default().to_owned();
        Typing {
            sheet,
            text: RwSignal::new(text),
            unit: RwSignal::new(unit.unwrap_or_else(|| usual.clone())),
            usual: StoredValue::new(usual),
            keyboard: RwSignal::new(false),
            book,
            item: StoredValue::new(item.clone()),
            path: StoredValue::new(path),
            n_keys: RwSignal::new(0),
            at_rest: RwSignal::new(true),
            fresh: RwSignal::new(true),
            asked: StoredValue::new(false),
        }
    }

    /// True for what is no number, and once for each unlikely value that nobody has looked at: it is asked about before the
    /// next one comes.
    pub fn asks_first(self) -> bool {
        if self.text.with_untracked(|text| !text.trim().is_empty() && parse_number(text).is_err()) {
            self.at_rest.set(true);
            return true;
        }
        let range = self.item.with_value(|item| self.range(item));
        let is_unlikely = untrack(|| self.number())
            .zip(range)
            .is_some_and(|(number, (low, high))| number < low || high < number);
        let checked = self.path.with_value(|path| path.with_facet(Facet::Checked));
        let asks = is_unlikely && !self.sheet.is_answered(&checked) && !self.asked.get_value();
        if asks {
            self.asked.set_value(true);
            // What is only too small so far is said now as well.
            self.at_rest.set(true);
        }
        asks
    }

    /// Takes figures, and writes them down.
    pub fn write(self, text: String) {
        let answer = match text.trim().is_empty() {
            true => Answer::default(),
            false => {
                let unit = self.unit.get_untracked();
                let value = self.item.with_value(|item| typed_number(item, &text, Some(&unit)));
                Answer::one(value.unwrap_or_else(|_| Value::text(text.trim())))
            }
        };
        self.text.set(text);
        self.asked.set_value(false);
        self.fresh.set(false);
        self.rest_begins();
        self.book.set_typing(self.sheet, self.path.get_value(), answer);
    }

    /// Takes figures that nobody typed: the next key begins a new value.
    pub fn taken(self, text: String, unit: &str) {
        self.unit.set(unit.to_owned());
        self.write(text);
        self.fresh.set(true);
    }

    /// Takes the value of another answer.
    pub fn take(self, answer: &Answer) {
        if let Some(Value::Quantity(Quantity { value: Some(value), code, .. })) = answer.first() {
            self.unit.set(code.clone().unwrap_or_else(|| self.usual.get_value()));
            self.write(value.to_string());
        }
    }

    /// The figures were meant in another unit.
    pub fn meant(self, unit: &str) {
        self.unit.set(unit.to_owned());
        self.write(self.text.get_untracked());
    }

    /// The value in the form's unit.
    pub fn number(self) -> Option<f64> {
        let typed = self.text.with(|text| parse_number(text).ok())?.as_f64()?;
        units::convert(typed, &self.unit.get(), &self.usual.get_value())
    }

    /// True when nobody is in the middle of a number.
    pub fn is_at_rest(self) -> bool {
        self.at_rest.get()
    }

    /// What is likely for this question, in the form's unit.
    pub fn range(self, item: &Item) -> Option<(f64, f64)> {
        let low = item.limits.plausible_low.as_ref().and_then(Decimal::as_f64)?;
        let high = item.limits.plausible_high.as_ref().and_then(Decimal::as_f64)?;
        Some((low, high))
    }

    /// Another unit in which the same figures would be likely.
    pub fn other_unit_within(self, low: f64, high: f64) -> Option<String> {
        let typed = self.text.with_untracked(|text| parse_number(text).ok())?.as_f64()?;
        let (now, usual) = (self.unit.get_untracked(), self.usual.get_value());
        let within = |code: &str| {
            units::convert(typed, code, &usual).is_some_and(|value| low <= value && value <= high)
        };
        self.item.with_value(|item| {
            item.units.iter().filter_map(|unit| unit.code.clone()).find(|code| *code != now && within(code))
        })
    }

    /// "Clear width 700 millimetres."
    pub fn spoken(self) -> String {
        let text = self.text.get_untracked();
        if text.trim().is_empty() {
            return String::new();
        }
        let name = self.item.with_value(|item| item.text.clone());
        format!("{name} {text} {}.", units::plural(&self.unit.get_untracked()))
    }

    /// Where the value is.
    pub fn state(self) -> Signal<AnswerState> {
        self.path.with_value(|path| self.sheet.state(path))
    }

    /// The units to switch between; the value stays what it is.
    pub fn unit_choice(self) -> impl IntoView {
        let codes: Vec<String> =
            self.item.with_value(|item| item.units.iter().filter_map(|unit| unit.code.clone()).collect());
        (codes.len() > 1).then(|| {
            let each = codes.into_iter().map(|code| {
                let (mine, label) = (code.clone(), units::label(&code).to_owned());
                view! {
                    <label class="segment">
                        <input
                            type="radio"
                            name="pad-unit"
                            value=code.clone()
                            prop:checked=move || self.unit.with(|unit| *unit == mine)
                            on:change=move |_| self.switch(&code)
                        />
                        {label}
                    </label>
                }
            });
            view! {
                <fieldset class="segments segments--wide">
                    <legend class="sr">"Unit"</legend>
                    {each.collect_view()}
                </fieldset>
            }
        })
    }

    fn switch(self, code: &str) {
        let before = self.unit.get_untracked();
        let figures = self.text.with_untracked(|text| parse_number(text).ok());
        self.unit.set(code.to_owned());
        if let Some(converted) = figures.and_then(|figures| units::convert_shown(&figures, &before, code)) {
            self.write(converted.to_string());
        }
        self.fresh.set(true);
    }

    fn press(self, key: &str) {
        let begins = self.fresh.get_untracked();
        let mut text = if begins { String::new() } else { self.text.get_untracked() };
        if key == "." && text.contains('.') {
            return;
        }
        text.push_str(key);
        self.write(text);
    }

    fn delete(self) {
        let mut text = self.text.get_untracked();
        text.pop();
        self.write(text);
    }

    fn add_part(self, part: f64) {
        let whole =
            self.text.with_untracked(|text| parse_number(text).ok()).and_then(|number| number.as_f64());
        self.write(Decimal::rounded(whole.unwrap_or(0.0).floor() + part, 3).to_string());
    }

    fn rest_begins(self) {
        let mine = self.n_keys.get_untracked() + 1;
        self.n_keys.set(mine);
        self.at_rest.set(false);
        leptos::task::spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(REST_MS).await;
            if self.n_keys.try_get_untracked() == Some(mine) {
                self.at_rest.set(true);
            }
        });
    }
}

/// The keys. A keyboard or a laser that types works in the same field.
#[component]
pub(super) fn Keys(typing: Typing) -> impl IntoView {
    let key = move |label: &'static str| {
        view! {
            <button class="pad__key" type="button" on:click=move |_| typing.press(label)>
                {label}
            </button>
        }
    };
    let parts = move || {
        (typing.unit.get() == "[in_i]").then(|| {
            let part = |(label, name, value): (&'static str, &'static str, f64)| {
                view! {
                    <button class="pad__key pad__key--part" type="button" aria-label=name on:click=move |_| typing.add_part(value)>
                        {label}
                    </button>
                }
            };
            view! { <div class="pad__parts" role="group" aria-label="Parts of an inch">{PARTS.map(part).collect_view()}</div> }
        })
    };
    move || {
        (!typing.sheet.read_only.get()).then(|| {
            view! {
                <div class="pad__keys" role="group" aria-label="Figures">
                    {["7", "8", "9", "4", "5", "6", "1", "2", "3", ".", "0"].map(key).collect_view()}
                    <button class="pad__key" type="button" aria-label="Delete the last figure" on:click=move |_| typing.delete()>
                        "Delete"
                    </button>
                </div>
                {parts}
            }
        })
    }
}
