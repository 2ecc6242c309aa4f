//! A picture that belongs to a question. It is shown when the form carries it along: nothing is fetched from elsewhere.

use std::sync::Arc;

use super::Notice;
use super::item::Item;
use super::json::{self, Json};

/// Kinds of pictures that every browser shows and that cannot run anything.
const KINDS: [(&str, &str); 5] = [
    ("image/png", "image/png"),
    ("image/jpeg", "image/jpeg"),
    // A name that many give it.
    ("image/jpg", "image/jpeg"),
    ("image/gif", "image/gif"),
    ("image/webp", "image/webp"),
];

/// A picture that the form carries along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its media type: `image/png`.
    pub kind: &'static str,
    /// Its bytes in base64.
    pub data: String,
    /// What it shows, for those who do not see it; none where the form does not say.
    pub words: Option<String>,
}

/// The picture in an extension of an item; what is not shown is told.
pub(super) fn of_item(item: &mut Item, name: &str, extension: &Json<'_>) {
    let file = json::field(extension, "valueAttachment").unwrap_or(&Json::Null);
    let kind = KINDS.into_iter().find(|(name, _)| json::text(file, "contentType") == Some(name));
    let letter = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
    let data: Option<String> =
        json::text(file, "data").map(|data| data.chars().filter(|c| !c.is_whitespace()).collect());
    let data = data.filter(|data| data.chars().all(letter));
    match kind.zip(data) {
        Some(((_, kind), data)) => {
            let words = json::owned(file, "title");
            item.picture = Some(Arc::new(Picture { kind, data, words }));
        }
        None => {
            let text = match json::text(file, "url") {
                Some(_) => "The form shows a picture or a sound that lies elsewhere; it is not shown.",
                None => "The form shows a picture or a sound of a kind that is not shown here.",
            };
            item.notices.push(Notice::less(name, text));
        }
    }
}
