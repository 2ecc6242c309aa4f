//! What stands at the head of a question: its code, its words, its hint and its picture.

use super::{Sheet, rich::rich_words};
use forms::AnswerPath;
use leptos::prelude::*;

/// The question as a legend or label: code, text, "Must do", and its help below.
pub(super) fn question_words(sheet: Sheet, item: &forms::Item, path: &AnswerPath) -> impl IntoView + use<> {
    let must = item.must_do().then(|| view! { <span class="item__must">" Must do"</span> });
    let prefix = match &item.rich_prefix {
        Some(rich) => Some(rich_words(rich)),
        None => item.prefix.clone().map(IntoAny::into_any),
    };
    let is_new = sheet.new_items.with_value(|new| new.contains(&item.link_id));
    let new = is_new.then(|| view! { <span class="item__must">" New since last visit"</span> });
    view! {
        {prefix.map(|code| view! { <span class="item__code">{code} " "</span> })}
        {text_of_item(sheet, item, path)}
        {must}
        {new}
    }
}

/// The words of an item: as a rule makes them, as the form formats them, or plain.
pub(super) fn text_of_item(sheet: Sheet, item: &forms::Item, path: &AnswerPath) -> AnyView {
    if item.rules.as_ref().is_some_and(|rules| rules.text.is_some()) {
        let (fixed, path) = (item.text.clone(), path.clone());
        let words =
            move || sheet.view.with(|view| view.words(&path).map_or_else(|| fixed.clone(), str::to_owned));
        return view! { {words} }.into_any();
    }
    match &item.rich {
        Some(rich) => rich_words(rich),
        None => item.text.clone().into_any(),
    }
}

/// The hint under a question, if the form has help for it: its words, how to write the answer, and where to read more.
pub(super) fn hint(item: &forms::Item, id: &str) -> Option<AnyView> {
    let format = item.limits.entry_format.as_ref().map(|format| format!("Write it like this: {format}"));
    let words: Vec<String> = item.help.iter().cloned().chain(format).collect();
    let links = item.support_links.iter().filter(|link| link.starts_with("https://")).cloned();
    let links = links
        .map(|link| {
            view! {
                <a class="item__more" href=link target="_blank" rel="noopener noreferrer">
                    "More about this"
                </a>
            }
        })
        .collect_view();
    has_hint(item).then(|| {
        view! {
            <p class="item__hint" id=format!("{id}-hint")>
                {words.join("\n")}
                {links}
            </p>
        }
        .into_any()
    })
}

fn has_hint(item: &forms::Item) -> bool {
    item.help.is_some()
        || item.limits.entry_format.is_some()
        || item.support_links.iter().any(|link| link.starts_with("https://"))
}

/// What describes a control: its hint and its message.
pub(super) fn described_by(item: &forms::Item, id: &str) -> String {
    match has_hint(item) {
        true => format!("{id}-hint {id}-msg"),
        false => format!("{id}-msg"),
    }
}

/// The picture that belongs to an item, where the form carries one.
pub(super) fn picture(item: &forms::Item) -> Option<AnyView> {
    let picture = item.picture.as_ref()?;
    let address = format!("data:{};base64,{}", picture.kind, picture.data);
    let words = picture.words.clone().unwrap_or_else(|| "Picture that belongs to this question".to_owned());
    Some(view! { <img class="item__picture" src=address alt=words loading="lazy" /> }.into_any())
}
