//! The catalogue: what the service lends, buys or has built, with prices and the day each was known to hold. Everybody
//! who recommends reads it; its manager changes it, by hand or with a file for a spreadsheet.

mod edit;
mod import;

use super::{fields::Text, frame::Office};
use crate::{
    api::catalogue::catalogue,
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel, SheetDialog},
};
use chrono::{Months, NaiveDate};
use domain::{
    Role,
    calendar::{long_date, uk_date},
};
use edit::Edit;
use import::Import;
use leptos::prelude::*;
use sync::orders::CatalogueItem;

/// After so many months a price is looked at again.
const MONTHS_A_PRICE_HOLDS: u32 = 12;

/// The page.
#[component]
pub fn Catalogue() -> impl IntoView {
    let data = Resource::new(|| (), |()| catalogue());
    view! { <Office page=Page::Catalogue title="Catalogue" data=data draw=draw /> }
}

fn draw(items: Vec<CatalogueItem>, desk: Desk) -> AnyView {
    let items = RwSignal::new(items);
    let looked_for = RwSignal::new(String::new());
    let edits = desk.me.role == Role::Manager;
    let today = uk_date(desk.now);
    let (importing, editing) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = RwSignal::new(None::<CatalogueItem>);
    let title = move || format!("Catalogue ({})", items.with(Vec::len));
    let add = move |_| {
        chosen.set(None);
        editing.set(true);
    };
    let tools = edits.then(|| {
        view! {
            <button class="btn btn--primary" type="button" aria-haspopup="dialog" on:click=add>
                <Icon name="plus" />
                "Add an item ..."
            </button>
            <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| importing.set(true)>
                "Import CSV ..."
            </button>
        }
    });
    let fitting = Memo::new(move |_| {
        let words = looked_for.get().to_lowercase();
        items.with(|all| all.iter().filter(|item| fits(item, &words)).cloned().collect::<Vec<_>>())
    });
    let body = move || match (items.with(Vec::is_empty), fitting.with(Vec::is_empty)) {
        (true, _) => {
            nothing("The catalogue is empty.", " Items with their prices stand here once they are added.")
        }
        (false, true) => nothing("Nothing fits these words.", " Try fewer letters, or another word."),
        (false, false) => {
            let lines = fitting.get();
            view! { <Items lines=lines edits=edits today=today chosen=chosen editing=editing /> }.into_any()
        }
    };
    view! {
        <Lintel title=Signal::derive(title) sub="Prices are for one, as they were known on their day.".to_owned()>
            {tools}
            <a class="btn" href=routes::CATALOGUE_FILE rel="external" download="catalogue.csv">
                <Icon name="download" />
                "Export CSV"
            </a>
        </Lintel>
        <div class="filters" role="search">
            <Text id="find" label="Find by words" kind="search" value=looked_for />
        </div>
        {body}
        <SheetDialog
            open=editing
            title=Signal::derive(move || match chosen.get() {
                Some(_) => "Change an item".to_owned(),
                None => "Add an item".to_owned(),
            })
        >
            {move || view! { <Edit item=chosen.get() items=items open=editing today=today /> }}
        </SheetDialog>
        <SheetDialog open=importing title="Import the catalogue".to_owned()>
            <Import items=items />
        </SheetDialog>
    }
    .into_any()
}

fn nothing(first: &'static str, second: &'static str) -> AnyView {
    view! {
        <div class="empty">
            <p>
                <b>{first}</b>
                {second}
            </p>
        </div>
    }
    .into_any()
}

/// Whether every word stands somewhere in what is told of an item.
fn fits(item: &CatalogueItem, words: &str) -> bool {
    let told = [
        Some(item.label.as_str()),
        Some(item.code.as_str()),
        Some(item.category.words()),
        item.size.as_deref(),
        item.supplier.as_deref(),
        item.iso.as_deref(),
    ];
    let told = told.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
    words.split_whitespace().all(|word| told.contains(word))
}

/// What is said of the day of a price: "1 April 2026", or that it is to be checked.
fn price_day(on: Option<NaiveDate>, today: NaiveDate) -> (String, bool) {
    let oldest = today.checked_sub_months(Months::new(MONTHS_A_PRICE_HOLDS)).unwrap_or(today);
    match on {
        None => ("Price of no known day: check".to_owned(), true),
        Some(day) if day < oldest => (format!("Price from {}: check", day.format("%B %Y")), true),
        Some(day) => (long_date(day), false),
    }
}

#[component]
fn Items(
    lines: Vec<CatalogueItem>,
    edits: bool,
    today: NaiveDate,
    chosen: RwSignal<Option<CatalogueItem>>,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let row = move |item: CatalogueItem| {
        let (day, is_old) = price_day(item.price_on, today);
        let day = match is_old {
            true => view! { <b>{day}</b> }.into_any(),
            false => day.into_any(),
        };
        let kg = item.swl_kg.map(|kg| format!("up to {kg} kg"));
        let size = [item.size.clone(), kg].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let size_class = if size.is_empty() { "table__none" } else { "" };
        let (of, id, whole) = (format!(": {}", item.label), edit::button_id(&item.code), item.clone());
        let change = edits.then(|| {
            view! {
                <td class="table__act">
                    <button
                        class="btn"
                        type="button"
                        id=id
                        aria-haspopup="dialog"
                        on:click=move |_| {
                            chosen.set(Some(whole.clone()));
                            editing.set(true);
                        }
                    >
                        "Change\u{a0}..."
                        <span class="sr">{of}</span>
                    </button>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">
                    {item.label.clone()}
                    <span class="table__sub">{format!("{}, {}", item.code, item.category.words().to_lowercase())}</span>
                </th>
                <td data-label="Size" class=size_class>
                    {size}
                </td>
                <td data-label="Price" class="table__num">
                    {item.price.words()}
                </td>
                <td data-label="Price of">{day}</td>
                <td data-label="Supplier" class="table__wide">
                    {item.supplier.clone()}
                </td>
                {change}
            </tr>
        }
    };
    view! {
        <div class="table-wrap">
            <table class="table table--cards">
                <caption>"Items by kind"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Item"</th>
                        <th scope="col">"Size"</th>
                        <th scope="col" class="table__num">
                            "Price"
                        </th>
                        <th scope="col">"Price of"</th>
                        <th scope="col" class="table__wide">
                            "Supplier"
                        </th>
                        {edits.then(|| view! { <td></td> })}
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::orders::{Category, Pence};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn an_old_price_asks_to_be_checked() {
        let today = day("2026-05-12");
        assert_eq!(price_day(Some(day("2025-05-12")), today), ("12 May 2025".to_owned(), false));
        assert_eq!(
            price_day(Some(day("2025-05-11")), today),
            ("Price from May 2025: check".to_owned(), true)
        );
        assert!(price_day(None, today).1);
    }

    #[test]
    fn items_are_found_by_all_the_words() {
        let item = CatalogueItem {
            code: "BB-1".into(),
            label: "Bath board, slatted".into(),
            category: Category::Equipment,
            iso: None,
            size: Some("690 mm".into()),
            swl_kg: None,
            price: Pence::pounds(45),
            price_on: None,
            supplier: Some("County store".into()),
        };
        for words in ["", "bath", "board 690", "bb-1 county", " equipment "] {
            assert!(fits(&item, words), "{words}");
        }
        assert!(!fits(&item, "bath rail"));
    }
}
