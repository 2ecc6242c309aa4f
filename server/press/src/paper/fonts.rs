//! The typefaces, loaded once. The first is the product's; what it has no letter for comes from a part of
//! DejaVu Sans (signs, Greek, Cyrillic, Hebrew, Arabic, some faces).

use std::sync::LazyLock;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

const FILES: [&[u8]; 3] = [
    include_bytes!("../../fonts/atkinson-hyperlegible-next-regular.ttf"),
    include_bytes!("../../fonts/atkinson-hyperlegible-next-bold.ttf"),
    include_bytes!("../../fonts/dejavu-sans-part.ttf"),
];

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect());

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// What is known of the typefaces.
pub(super) fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

/// All of them.
pub(super) fn all() -> &'static [Font] {
    &FONTS
}

/// The product's own.
pub(super) fn ours() -> &'static [Font] {
    FONTS.get(..1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_typeface_under_the_name_that_the_template_asks_for() {
        let families: Vec<&str> = all().iter().map(|font| font.info().family.as_str()).collect();
        assert_eq!(families, ["Atkinson Hyperlegible Next", "Atkinson Hyperlegible Next", "DejaVu Sans"]);
        let weights: Vec<u16> = all().iter().map(|font| font.info().variant.weight.to_number()).collect();
        assert_eq!(weights, [400, 700, 400]);
    }

    #[test]
    fn the_fallback_holds_every_letter_of_our_own_faces() {
        // A letter with a mark on it is taken from one face as a whole, so one face must have both.
        let covers = |font: &Font, letter: u32| font.info().coverage.contains(letter);
        let [regular, bold, fallback] = all() else { panic!("three faces") };
        for letter in 0..0x11_0000 {
            assert!(
                !covers(regular, letter) || covers(bold, letter) && covers(fallback, letter),
                "{letter:x}"
            );
        }
    }

    #[test]
    fn welsh_letters_are_in_our_own_faces() {
        for letter in "âêîôûŵŷÂÊÎÔÛŴŶẁẃẅỳÿ".chars() {
            assert!(ours().iter().any(|font| font.info().coverage.contains(letter.into())), "{letter}");
        }
    }
}
