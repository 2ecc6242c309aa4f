//! The words of an item: its text, or the formatted words that stand in for it, as plain words.
//! Never here: formatting; nothing from a form is ever shown as markup.

use super::json::{self, HL7, Json};
use super::rules::{self, Rules};

/// The text, or what stands for it where only its shadow has words.
pub(super) fn words(raw: &Json<'_>, rules: &mut Option<Box<Rules>>, notices: &mut Vec<String>) -> String {
    let shadow = json::field(raw, "_text").unwrap_or(&Json::Null);
    let rich = ["rendering-markdown", "rendering-xhtml"].map(|name| json::hl7_extension(shadow, name));
    if rich.iter().any(Option::is_some) {
        notices.push("Formatted words are shown as plain words.".to_owned());
    }
    for (url, extension) in json::extensions(shadow) {
        if let Some(name @ "cqf-expression") = url.strip_prefix(HL7) {
            rules::of_extension(rules, name, extension, notices);
        }
    }
    match json::text(raw, "text") {
        Some(text) => text.to_owned(),
        None => rich.into_iter().flatten().find_map(json::any_text).map_or_else(String::new, without_tags),
    }
}

fn without_tags(xhtml: &str) -> String {
    let mut out = String::with_capacity(xhtml.len());
    let mut in_tag = false;
    for c in xhtml.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                out.push(' ');
            }
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
