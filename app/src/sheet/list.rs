//! The items of a group or an area, one under the other. A long list is drawn part by part, so that the tablet listens
//! meanwhile, and a part that is far from what is on the screen costs nothing until it comes near.

use super::{Sheet, item::one, later::Later, question::picture, table::table};
use crate::local::{Local, now};
use forms::{AnswerPath, ItemIdx, ItemKind};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// How many items make a part: as many as an old tablet draws between two taps without being noticed.
const PART: usize = 4;
/// A list of no more than this is drawn in one go.
const AT_ONCE: usize = 24;
/// How long drawing the rest of a long list may wait for somebody who answers.
const LONGEST_WAIT_MS: i64 = 20_000;

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
    let (mut items, mut pictures, mut drawn) = (Vec::new(), Vec::new(), Vec::new());
    for root in section.roots {
        let item = sheet.item(root);
        if let Some(table) = table(sheet, &item, None) {
            pictures.extend(picture(&item));
            drawn.push(list(sheet, std::mem::take(&mut items), None, n_first));
            drawn.push(table);
            continue;
        }
        match item.kind == ItemKind::Group && !item.is_repeating_group() {
            true => {
                pictures.extend(picture(&item));
                items.extend(item.children);
            }
            false => items.push(root),
        }
    }
    drawn.push(list(sheet, items, None, n_first));
    view! {
        {pictures}
        <div class="items">{drawn}</div>
    }
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

/// True for a place in one of these items, or in something inside them.
fn stands_in(sheet: Sheet, path: &AnswerPath, items: &[ItemIdx]) -> bool {
    sheet.definition.with_value(|definition| {
        let mut at = definition.item_at(path);
        while let Some(item) = at {
            if items.contains(&item) {
                return true;
            }
            at = definition.item(item).parent;
        }
        false
    })
}

fn parts(sheet: Sheet, items: &[ItemIdx], within: &Option<AnswerPath>) -> AnyView {
    let draw = move |items: &[ItemIdx], within: &Option<AnswerPath>| {
        items.iter().map(|item| one(sheet, *item, within.clone())).collect_view()
    };
    if items.len() <= AT_ONCE {
        return draw(items, within).into_any();
    }
    let n_parts = items.len().div_ceil(PART);
    let n_drawn = RwSignal::new(1);
    // Somebody who is sent to a question in here finds it at once.
    let here = items.to_vec();
    Effect::new(move |_| {
        if sheet.marked.with(|marked| marked.as_ref().is_some_and(|path| stands_in(sheet, path, &here))) {
            n_drawn.set(n_parts);
        }
    });
    let local = use_context::<Local>();
    spawn_local(async move {
        let began = now();
        while n_drawn.try_get_untracked().is_some_and(|n| n < n_parts) {
            TimeoutFuture::new(0).await;
            // Letters and ticks come first, for a while.
            let is_open = n_drawn.try_get_untracked().is_some();
            let may_wait = is_open && (now() - began).num_milliseconds() < LONGEST_WAIT_MS;
            if let Some(local) = local.filter(|_| may_wait) {
                local.when_at_rest().await;
            }
            n_drawn.try_update(|n| *n = (*n + 1).min(n_parts));
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
