//! Sentences that stand in the place of something else. The PDF and the Word file say the same.

use crate::tidy::{is_blank, one_line};
use reports::document::Document;

/// The title; a document without one is called after its kind, since no file may be without a title.
pub(crate) fn title(document: &Document) -> &str {
    if is_blank(&document.title) { document.kind.words() } else { &document.title }
}

/// What is missing: the bold word it begins with, and the rest. The word is left out where the text begins by
/// saying so itself, such as "Not measured: no power".
pub(crate) fn gap(text: &str) -> (&'static str, &str) {
    let text = text.trim_start();
    let first = text.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    match (first.to_lowercase().as_str(), text[first.len()..].strip_prefix(':')) {
        ("missing", Some(rest)) => ("Missing:", rest.trim_start()),
        ("missing" | "not" | "no", _) => ("", text),
        _ => ("Missing:", text),
    }
}

/// In place of a photo that has not arrived.
pub(crate) fn photo_away(caption: &str) -> String {
    format!("Photo not at the office yet: {caption}")
}

/// In place of a photo whose bytes are no picture.
pub(crate) fn photo_spoilt(caption: &str) -> String {
    format!("Photo cannot be shown: {caption}")
}

/// In place of a drawing that cannot be drawn.
pub(crate) fn drawing_spoilt(caption: &str) -> String {
    format!("Drawing cannot be shown: {caption}")
}

/// Under the caption of a photo in a Word file.
pub(crate) const PHOTO_IN_PDF: &str = "Photo not in the Word file; see the PDF.";

/// Under the caption of a drawing in a Word file.
pub(crate) const DRAWING_IN_PDF: &str = "Drawing not in the Word file; see the PDF.";

/// At the end of a PDF in which a box stands for letters that no typeface has.
pub(crate) const LETTERS_LOST: &str = "Some letters or small pictures in the text could not be printed. \
     A sign such as \u{25a1} stands in their place.";

/// What a picture shows, for those who cannot see it: never empty.
pub(crate) fn alt<'a>(alt: &'a str, caption: &'a str, otherwise: &'a str) -> &'a str {
    [alt, caption].into_iter().find(|words| !is_blank(words)).unwrap_or(otherwise)
}

/// That it is a draft, where there are words for it.
pub(crate) fn draft(document: &Document) -> Option<String> {
    document.draft.as_deref().filter(|draft| !is_blank(draft)).map(short)
}

/// For the foot of a sheet, which has no room for more.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 240;
    let text = one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_begins_with_the_word_missing_unless_it_says_so() {
        assert_eq!(gap("height of the bath"), ("Missing:", "height of the bath"));
        assert_eq!(gap("missing: height of the bath"), ("Missing:", "height of the bath"));
        assert_eq!(gap("Not measured: no power"), ("", "Not measured: no power"));
        assert_eq!(gap("Notes of the carer"), ("Missing:", "Notes of the carer"));
        assert_eq!(gap(""), ("Missing:", ""));
    }
}
