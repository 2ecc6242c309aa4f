//! The items of a group or an area, one under the other. A long list is drawn part by part, so that the tablet listens
//! meanwhile, and a part that is far from what is on the screen costs nothing until it comes near.

use super::{Sheet, item::one, later::Later};
use forms::{AnswerPath, ItemIdx, ItemKind};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

/// How many items make a part.
const PART: usize = 12;

/// Every item of a group, in the form's order. `within` is the copy of a repeated group they are in.
#[component]
pub fn ItemList(sheet: Sheet, group: ItemIdx, within: Option<AnswerPath>) -> impl IntoView {
    list(sheet, sheet.item(group).children, within, usize::MAX)
}

/// An area: the items of the group that makes it, and what stands at the top of the form by itself.
#[component]
pub fn AreaItems(
    sheet: Sheet,
    /// The area.
    section: forms::Section,
    /// How many items are drawn first when the visit is opened; the rest follows.
    #[prop(default = usize::MAX)]
    n_first: usize,
) -> impl IntoView {
    let of_root = |root: &ItemIdx| {
        let item = sheet.item(*root);
        match item.kind == ItemKind::Group && !item.is_repeating_group() {
            true => item.children,
            false => vec![*root],
        }
    };
    let items = section.roots.iter().flat_map(of_root).collect();
    view! { <div class="items">{list(sheet, items, None, n_first)}</div> }
}

fn list(sheet: Sheet, mut items: Vec<ItemIdx>, within: Option<AnswerPath>, n_first: usize) -> AnyView {
    if items.len() <= n_first {
        return parts(sheet, &items, &within);
    }
    let rest = StoredValue::new((items.split_off(n_first), within.clone()));
    view! {
        {items.into_iter().map(|item| one(sheet, item, within.clone())).collect_view()}
        <Later>{rest.with_value(|(rest, within)| parts(sheet, rest, within))}</Later>
    }
    .into_any()
}

fn parts(sheet: Sheet, items: &[ItemIdx], within: &Option<AnswerPath>) -> AnyView {
    let draw = move |items: &[ItemIdx], within: &Option<AnswerPath>| {
        items.iter().map(|item| one(sheet, *item, within.clone())).collect_view()
    };
    if items.len() <= 2 * PART {
        return draw(items, within).into_any();
    }
    let n_parts = items.len().div_ceil(PART);
    // Somebody who was sent to one question finds it at once.
    let is_sent = !use_location().hash.get_untracked().is_empty();
    let n_drawn = RwSignal::new(if is_sent { n_parts } else { 1 });
    spawn_local(async move {
        while n_drawn.try_get_untracked().is_some_and(|n| n < n_parts) {
            TimeoutFuture::new(0).await;
            n_drawn.try_update(|n| *n += 1);
        }
    });
    let part = |(at, part): (usize, &[ItemIdx])| {
        let part = StoredValue::new((part.to_vec(), within.clone()));
        let is_drawn = Memo::new(move |_| at < n_drawn.get());
        view! {
            <div class="items__part">
                {move || is_drawn.get().then(|| part.with_value(|(part, within)| draw(part, within)))}
            </div>
        }
    };
    items.chunks(PART).enumerate().map(part).collect_view().into_any()
}
