//! A document as the template reads it: every text printable, every question of what goes where answered, so
//! that the template only draws.

use super::{blocks::Parts, letters::Letters, long_words::Room, parts::Part, pictures::Pictures};
use crate::{
    tidy::{is_blank, one_line},
    wording,
};
use reports::document::Document;
use serde::Serialize;
use typst::foundations::Datetime;

/// What the template reads.
#[derive(Serialize)]
pub(super) struct Sheet {
    /// The title as it was written, for the properties of the file.
    name: String,
    author: Option<String>,
    language: String,
    region: Option<String>,
    date: Option<(i32, u32, u32)>,
    large: bool,
    letterhead: Vec<String>,
    to: Vec<String>,
    day: String,
    title: String,
    subtitle: String,
    running: String,
    draft: Option<String>,
    parts: Vec<Part>,
}

impl Sheet {
    /// The sheet of a document.
    pub(super) fn new(document: &Document, pictures: &Pictures, mut letters: Letters) -> Sheet {
        let name = one_line(wording::title(document));
        let (language, region) = language(&document.language);
        let room = Room::line(document.large);
        let mut line = |text: &str| letters.in_room(&one_line(text), room);
        let mut sheet = Sheet {
            author: document
                .letterhead
                .first()
                .map(|service| one_line(service))
                .filter(|name| !is_blank(name)),
            language,
            region,
            date: date(document.on),
            large: document.large,
            letterhead: document.letterhead.iter().map(|words| line(words)).collect(),
            to: document.to.iter().map(|words| line(words)).collect(),
            day: line(&document.day),
            title: line(&name),
            subtitle: line(&document.subtitle),
            running: line(&wording::short(&document.running)),
            draft: wording::draft(document).map(|draft| line(&draft)),
            parts: Vec::new(),
            name,
        };
        let mut parts = Parts::new(pictures, letters, document.large);
        document.blocks.iter().for_each(|block| parts.add(block));
        sheet.parts = parts.done();
        sheet
    }
}

/// Language and region of a tag such as "en-GB". What is no tag is taken for English: a PDF without a language
/// cannot be read aloud.
fn language(tag: &str) -> (String, Option<String>) {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default().to_ascii_lowercase();
    let is_letters = |subtag: &str| subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !(2..=3).contains(&language.len()) || !is_letters(&language) {
        return ("en".to_owned(), Some("GB".to_owned()));
    }
    let region = subtags.find(|subtag| subtag.len() == 2 && is_letters(subtag)).map(str::to_ascii_uppercase);
    (language, region)
}

/// The day, where there is such a day.
fn date((year, month, day): (i32, u32, u32)) -> Option<(i32, u32, u32)> {
    Datetime::from_ymd(year, month.try_into().ok()?, day.try_into().ok()?)?;
    (1..=9999).contains(&year).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_is_none_is_taken_for_british_english() {
        let british = ("en".to_owned(), Some("GB".to_owned()));
        for tag in ["en-GB", "en_gb", "EN-Latn-gb", "", "English", "12"] {
            assert_eq!(language(tag), british, "{tag}");
        }
        assert_eq!(language("cy"), ("cy".to_owned(), None));
    }

    #[test]
    fn a_day_that_is_none_is_left_out() {
        assert_eq!(date((2026, 5, 12)), Some((2026, 5, 12)));
        assert_eq!(date((2026, 2, 30)), None);
        assert_eq!(date((0, 0, 0)), None);
    }
}
