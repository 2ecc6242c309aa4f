//! Gaps in drafted words: each is named, and leads to its place in the text with the gap selected, so that the next
//! letter typed takes its place.

use super::detail::Open;
use crate::{routes::item_id, ui::Icon};
use advice::{gap_name, library::blanks};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The texts that may hold a gap, by the ends of their link ids.
const TEXTS: [&str; 4] = ["what", "need", "words", "client"];

/// What is left to fill in before it can be kept.
#[component]
pub fn Gaps(open: Open) -> impl IntoView {
    let left = Memo::new(move |_| open.with(|one| if one.is_standing() { one.blanks() } else { Vec::new() }));
    move || {
        let left = left.get().unwrap_or_default();
        let is_editable = !open.sheet.read_only.get();
        let names: Vec<String> = left.iter().map(|blank| gap_name(blank)).collect();
        let each = left.into_iter().map(|blank| {
            let name = gap_name(&blank);
            view! {
                <li>
                    <button
                        class="chip plan__gap"
                        type="button"
                        aria-label=format!("{{{name}}}: fill it in")
                        on:click=move |_| go_to(open, &blank)
                    >
                        {format!("{{{name}}}")}
                    </button>
                </li>
            }
        });
        (!names.is_empty()).then(|| {
            view! {
                <div class="notice plan__left">
                    <Icon name="missing" />
                    <p>{format!("Complete these before it can be kept: {}", names.join(", "))}</p>
                    {is_editable.then(|| view! { <ul class="chips">{each.collect_view()}</ul> })}
                </div>
            }
        })
    }
}

/// Puts the focus on the first text that has this gap.
fn go_to(open: Open, blank: &str) {
    let holds = |what: &&str| {
        let text = open.with(|one| {
            if *what == "what" { Some(one.what.clone()) } else { one.said(what).map(str::to_owned) }
        });
        text.flatten().is_some_and(|text| blanks(&text).iter().any(|left| left == blank))
    };
    if let Some(what) = untrack(|| TEXTS.into_iter().find(holds)) {
        select_gap(open, &format!("pl-rec-{what}"), blank);
    }
}

/// Puts the focus on a text and selects the gap in it.
pub fn select_gap(open: Open, link_id: &str, blank: &str) {
    let path = open.copy.with_value(|copy| copy.child(link_id));
    let Some(field) = document().get_element_by_id(&format!("{}-in", item_id(&path))) else { return };
    let gap = format!("{{{blank}}}");
    if let Some(area) = field.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        let _ = area.focus();
        if let Some((from, to)) = range(&area.value(), &gap) {
            let _ = area.set_selection_range(from, to);
        }
    } else if let Some(line) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        let _ = line.focus();
        if let Some((from, to)) = range(&line.value(), &gap) {
            let _ = line.set_selection_range(from, to);
        }
    }
}

/// Where a gap stands in a text, counted as browsers count: in UTF-16.
fn range(text: &str, gap: &str) -> Option<(u32, u32)> {
    let (before, _) = text.split_once(gap)?;
    let from = u32::try_from(before.encode_utf16().count()).ok()?;
    let n_letters = u32::try_from(gap.encode_utf16().count()).ok()?;
    Some((from, from + n_letters))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_gap_is_found_as_browsers_count() {
        assert_eq!(range("Rail at {place}.", "{place}"), Some((8, 15)));
        assert_eq!(range("🏠 Rail at {place}.", "{place}"), Some((11, 18)));
        assert_eq!(range("Rail at the yard.", "{place}"), None);
    }
}
