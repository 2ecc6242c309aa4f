//! The library of recommendations that comes with Threshold, and how it is read, suggested from and filled.

mod blanks;
mod content;
mod reading;
mod suggestions;
mod triggers;
mod wording;

use advice::library::Library;
use forms::{Definition, Item};
use std::sync::LazyLock;

const SHIPPED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/advice/library.json"));

fn shipped() -> Library {
    Library::read(SHIPPED).expect("the library is in order")
}

/// The shipped forms, read once for all tests.
static FORMS: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let read = |(id, json): (&str, &str)| {
        Definition::parse(json).unwrap_or_else(|refusal| panic!("{id}: {refusal}"))
    };
    forms::instruments::all().into_iter().map(read).collect()
});

/// The item, in whichever form has it.
fn item(link_id: &str) -> Option<&'static Item> {
    FORMS.iter().find_map(|form| form.by_link_id(link_id).map(|item| form.item(item)))
}
