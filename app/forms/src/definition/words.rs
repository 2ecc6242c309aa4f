//! The words of an item: its text, the formatted words beside or instead of it, and rules that make them.

use super::Notice;
use super::json::{self, HL7, Json};
use super::rules::{self, Rules};
use crate::rich::Rich;

/// The text, or the plain words of what stands for it where only its shadow has words; and the formatted words, where
/// there are any.
pub(super) fn words(
    raw: &Json<'_>,
    rules: &mut Option<Box<Rules>>,
    notices: &mut Vec<Notice>,
) -> (String, Option<Rich>) {
    let shadow = json::field(raw, "_text").unwrap_or(&Json::Null);
    for (url, extension) in json::extensions(shadow) {
        match url.strip_prefix(HL7) {
            Some("translation" | "rendering-markdown" | "rendering-xhtml") => {}
            Some(name) if rules::of_extension(rules, name, extension, notices) => {}
            Some(name) => notices.push(super::extensions::without_effect(name)),
            None => notices.push(super::extensions::of_another_maker(url)),
        }
    }
    let rich = formatted(shadow, notices);
    let text = match json::text(raw, "text") {
        Some(text) => text.to_owned(),
        None => rich.as_ref().map(Rich::plain).unwrap_or_default(),
    };
    (text, rich.filter(Rich::has_looks))
}

/// The formatted words in the shadow of a text; what is left out of them is told.
pub(super) fn formatted(shadow: &Json<'_>, notices: &mut Vec<Notice>) -> Option<Rich> {
    let written = |name: &str| json::hl7_extension(shadow, name).and_then(json::any_text);
    let rich = written("rendering-markdown")
        .map(Rich::from_markdown)
        .or_else(|| written("rendering-xhtml").map(Rich::from_xhtml));
    for name in rich.iter().flat_map(|rich| &rich.left_out) {
        let text = format!("The formatted words hold \u{201c}{name}\u{201d}, which is left out.");
        // What could act or look like a part of the page is never shown; only a picture is missed.
        let degrades = name == "img";
        let notice = Notice { feature: "rendering-xhtml".to_owned(), text, degrades };
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    rich
}
