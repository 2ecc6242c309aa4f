//! Which letters can be printed. A PDF that everybody can read must not hold a letter without a shape, so a
//! letter that no typeface has is replaced by an empty box before anything is set.

use super::{
    fonts,
    long_words::{Room, eased},
};
use crate::tidy::{is_unseen, tidy};
use typst::text::Font;

const BOX: char = '\u{25a1}';
/// In our own face there is no box.
const PLAIN_BOX: char = '?';

/// Makes text printable and remembers whether something had to be replaced.
pub(super) struct Letters {
    fonts: &'static [Font],
    stand_in: char,
    lost: bool,
}

impl Letters {
    /// Of all typefaces.
    pub(super) fn all() -> Letters {
        Letters { fonts: fonts::all(), stand_in: BOX, lost: false }
    }

    /// Of the product's own typeface alone.
    pub(super) fn of_our_face() -> Letters {
        Letters { fonts: fonts::ours(), stand_in: PLAIN_BOX, lost: false }
    }

    /// True where a letter was replaced.
    pub(super) fn lost(&self) -> bool {
        self.lost
    }

    /// Text for a place: a word that does not fit into it may be broken.
    pub(super) fn in_room(&mut self, text: &str, room: Room) -> String {
        eased(&self.printable(text), room)
    }

    /// Text whose letters can be printed; line breaks are kept. A run of letters that cannot be printed is
    /// one box, since a face or a flag is often made of several.
    pub(super) fn printable(&mut self, text: &str) -> String {
        let mut printable = String::with_capacity(text.len());
        for letter in tidy(text).chars() {
            if self.has(letter) {
                printable.push(letter);
            } else if !is_unseen(letter) {
                self.lost = true;
                if !printable.ends_with(self.stand_in) {
                    printable.push(self.stand_in);
                }
            }
        }
        printable
    }

    /// The letters of a drawing, without the marks on them: in a drawing, a mark cannot be read back as text.
    pub(super) fn in_drawing(&mut self, svg: &str) -> String {
        let mut drawn = self.printable(svg);
        drawn.retain(|letter| !is_mark(letter));
        drawn
    }

    fn has(&self, letter: char) -> bool {
        letter == '\n' || self.fonts.iter().any(|font| font.info().coverage.contains(letter.into()))
    }
}

/// A mark that is set on the letter before it.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_no_typeface_has_becomes_a_box_and_is_told() {
        let mut letters = Letters::all();
        assert_eq!(letters.printable("Tŷ gwŷn ≤ 900 mm → ✓ Ż Ω Я"), "Tŷ gwŷn ≤ 900 mm → ✓ Ż Ω Я");
        assert!(!letters.lost());
        assert_eq!(
            letters.printable("door \u{1f6aa}\u{fe0f}, thumbs \u{1f44d}\u{1f3fd}"),
            "door □, thumbs □"
        );
        assert!(letters.lost());
    }

    #[test]
    fn letters_without_a_shape_go_without_a_word() {
        let mut letters = Letters::all();
        assert_eq!(letters.printable("a\u{fe0f}\u{e0067}b"), "ab");
        assert!(!letters.lost());
    }
}
