//! One item of a form on a page that is not an area of it.

use super::{Sheet, item::at, list::ItemList};
use forms::AnswerPath;
use leptos::prelude::*;

/// One item with everything around it: a question, a group, or the items of one copy.
#[component]
pub fn OneItem(mut sheet: Sheet, path: AnswerPath) -> impl IntoView {
    // "Must-do only" is a choice of the areas; here it would leave a page without its questions.
    sheet.must_only = RwSignal::new(false);
    let idx = sheet.definition.with_value(|definition| definition.item_at(&path))?;
    Some(match path.instance_id() {
        Some(_) => view! { <ItemList sheet=sheet group=idx within=Some(path) /> }.into_any(),
        // The list is what its question asks for its width.
        None => {
            let item = at(sheet, sheet.item(idx), idx, path.clone(), path.parent_instance());
            view! { <div class="items">{item}</div> }.into_any()
        }
    })
}
