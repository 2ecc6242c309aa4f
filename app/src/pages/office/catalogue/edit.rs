//! One item of the catalogue, to be added, changed or taken out.

use crate::{
    api::catalogue::{keep_item, remove_item},
    error::AppError,
    pages::office::{
        fields::{DateParts, Problems, SubmitOrBack, Text, date, message_of},
        frame::{focus_or_main, say},
        password::FieldMessage,
    },
    ui::{ErrorSummary, Icon},
};
use chrono::{Datelike, NaiveDate};
use domain::orders::{Category, Pence};
use leptos::prelude::*;
use sync::orders::CatalogueItem;

/// The id of the button that opens an item.
pub fn button_id(code: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    format!("change-{}", code.chars().map(plain).collect::<String>())
}

/// The fields of an item; an empty form without one.
#[component]
pub fn Edit(
    /// The item; none to add one.
    item: Option<CatalogueItem>,
    /// The catalogue, which is another one after this.
    items: RwSignal<Vec<CatalogueItem>>,
    /// The sheet this stands in.
    open: RwSignal<bool>,
    /// The day of today, on which a new price is known.
    today: NaiveDate,
) -> impl IntoView {
    let typed = Typed::of(item.as_ref(), today);
    let is_new = item.is_none();
    let problems = RwSignal::new(Problems::new());
    let after = move |result: Result<Vec<CatalogueItem>, AppError>, words: &str| match result {
        Ok(all) => {
            open.set(false);
            say(words);
            items.set(all);
            // The row was drawn anew under the button that opened this.
            let id = button_id(&typed.code.get_untracked());
            request_animation_frame(move || focus_or_main(&id));
        }
        Err(error) => problems.set(vec![(None, error.to_string())]),
    };
    let keep = Action::new(move |item: &CatalogueItem| {
        let item = item.clone();
        async move { after(keep_item(item).await, "The item is kept") }
    });
    let remove = Action::new(move |code: &String| {
        let code = code.clone();
        async move { after(remove_item(code).await, "The item is out of the catalogue") }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match typed.checked(is_new, &items.read_untracked()) {
            Err(wrong) => problems.set(wrong),
            Ok(item) if !keep.pending().get_untracked() => {
                problems.set(Problems::new());
                keep.dispatch(item);
            }
            Ok(_) => {}
        }
    };
    let at = move |field: &'static str| message_of(problems, field);
    let code = match item {
        None => view! { <Text id="item-code" label="Code" hint="Your own; it names the item." value=typed.code problem=at("item-code") /> }
            .into_any(),
        Some(item) => view! {
            <p class="told">
                <span class="told__from">"Code"</span>
                <span class="told__value">{item.code}</span>
            </p>
        }
        .into_any(),
    };
    let take_out = (!is_new).then(|| {
        let take_out = move |_| drop(remove.dispatch(typed.code.get_untracked()));
        view! {
            <details class="fold">
                <summary class="fold__title">
                    <Icon name="down" />
                    "Take it out of the catalogue"
                </summary>
                <div class="fold__body">
                    <p>"Orders that name it keep what they say. To have it back, add it again."</p>
                    <button class="btn" type="button" on:click=take_out>
                        "Take it out"
                    </button>
                </div>
            </details>
        }
    });
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <ErrorSummary problems=problems />
            {code}
            <Text id="item-label" label="What it is" value=typed.label problem=at("item-label") />
            <Kind value=typed.category problem=at("item-category") />
            <Text id="item-price" label="Price of one, in pounds" inputmode="decimal" value=typed.price problem=at("item-price") />
            <DateParts id="item-on" legend="Price of" parts=typed.on problem=at("item-on") />
            <Text id="item-size" label="Size" optional=true value=typed.size />
            <Text id="item-swl" label="Safe working load, in kg" optional=true inputmode="numeric" value=typed.swl problem=at("item-swl") />
            <Text id="item-iso" label="Class (ISO 9999)" optional=true hint="Like 09.33.03" value=typed.iso />
            <Text id="item-supplier" label="Supplier" optional=true value=typed.supplier />
            <SubmitOrBack submit="Keep the item" open=open />
            {take_out}
        </form>
    }
}

#[component]
fn Kind(value: RwSignal<String>, problem: Signal<Option<String>>) -> impl IntoView {
    let option = move |category: Category| {
        let is_chosen = value.with_untracked(|code| code == category.code());
        view! {
            <option value=category.code() selected=is_chosen>
                {category.words()}
            </option>
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="item-category">
                "Kind"
            </label>
            <FieldMessage id="item-category-message" problem=problem />
            <select class="input select" id="item-category" on:change=move |event| value.set(event_target_value(&event))>
                <option value="">"Choose"</option>
                {Category::ALL.map(option).collect_view()}
            </select>
        </div>
    }
}

/// What is typed, before it is checked.
#[derive(Clone, Copy)]
struct Typed {
    code: RwSignal<String>,
    label: RwSignal<String>,
    category: RwSignal<String>,
    price: RwSignal<String>,
    on: [RwSignal<String>; 3],
    size: RwSignal<String>,
    swl: RwSignal<String>,
    iso: RwSignal<String>,
    supplier: RwSignal<String>,
}

impl Typed {
    fn of(item: Option<&CatalogueItem>, today: NaiveDate) -> Typed {
        let text =
            |of: fn(&CatalogueItem) -> Option<String>| RwSignal::new(item.and_then(of).unwrap_or_default());
        let day = item.map_or(Some(today), |item| item.price_on);
        let part = |of: fn(&NaiveDate) -> String| RwSignal::new(day.as_ref().map(of).unwrap_or_default());
        Typed {
            code: text(|item| Some(item.code.clone())),
            label: text(|item| Some(item.label.clone())),
            category: text(|item| Some(item.category.code().to_owned())),
            price: text(|item| Some(item.price.plain())),
            on: [
                part(|day| day.day().to_string()),
                part(|day| day.month().to_string()),
                part(|day| day.year().to_string()),
            ],
            size: text(|item| item.size.clone()),
            swl: text(|item| item.swl_kg.map(|kg| kg.to_string())),
            iso: text(|item| item.iso.clone()),
            supplier: text(|item| item.supplier.clone()),
        }
    }

    /// The item, or what has to be put right. What the server finds besides, it says in words.
    fn checked(&self, is_new: bool, items: &[CatalogueItem]) -> Result<CatalogueItem, Problems> {
        let mut problems = Problems::new();
        let mut wrong = |field: &str, words: String| problems.push((Some(field.to_owned()), words));
        let words = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let filled = |text: RwSignal<String>| Some(words(text)).filter(|text| !text.is_empty());
        let code = words(self.code);
        if code.is_empty() {
            wrong("item-code", "Write the code: it names the item.".to_owned());
        }
        if let Some(taken) = items.iter().find(|item| is_new && item.code == code) {
            wrong(
                "item-code",
                format!("{} has this code. Take another one, or change that item.", taken.label),
            );
        }
        if words(self.label).is_empty() {
            wrong("item-label", "Write what it is.".to_owned());
        }
        let category = Category::parse(&words(self.category));
        if category.is_none() {
            wrong("item-category", "Choose a kind.".to_owned());
        }
        let price = Pence::parse(&words(self.price));
        if price.is_none() {
            wrong(
                "item-price",
                "Write an amount in pounds, like 45 or 45.50; 0 when it costs nothing.".to_owned(),
            );
        }
        let price_on = date(&self.on);
        if price_on.is_none() && self.on.iter().any(|part| filled(*part).is_some()) {
            wrong("item-on", "Enter a date, like 12 5 2026, or leave it empty.".to_owned());
        }
        let swl_kg = filled(self.swl).map(|kg| kg.parse::<u32>().ok());
        if swl_kg == Some(None) {
            wrong("item-swl", "Write whole kilograms, like 190.".to_owned());
        }
        let found = category.zip(price).map(|(category, price)| CatalogueItem {
            code,
            label: words(self.label),
            category,
            iso: filled(self.iso),
            size: filled(self.size),
            swl_kg: swl_kg.flatten(),
            price,
            price_on,
            supplier: filled(self.supplier),
        });
        found.filter(|_| problems.is_empty()).ok_or(problems)
    }
}
