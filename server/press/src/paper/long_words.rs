//! Words that are longer than the place they stand in. The typesetter breaks lines between words only; what
//! runs over the edge of the sheet would be lost, so a word that is too long may be broken anywhere.

use super::letters::is_mark;

/// How much of a word has room in one line of a place.
#[derive(Clone, Copy)]
pub(super) struct Room {
    letters: usize,
    hyphens: bool,
}

/// Width between the margins, in points.
const WIDTH: f64 = 493.0;
/// A rather wide letter, as part of the size of the type.
const WIDE_LETTER: f64 = 0.62;
/// Space beside the words of a column, as part of the size of the type.
const BESIDE: f64 = 1.0;
/// With less room than this, hyphens help no more.
const LEAST_WITH_HYPHENS: usize = 8;
/// No word that is meant to be read is longer.
const LONGEST_WORD: usize = 24;

impl Room {
    /// Across the sheet, headings included.
    pub(super) fn line(large: bool) -> Room {
        Room { letters: if large { 26 } else { 40 }, hyphens: false }
    }

    /// In a column that takes a part of the width. Words of letters are hyphenated there before they are broken.
    pub(super) fn column(part_of_width: f64, large: bool) -> Room {
        let size = if large { 16.0 } else { 11.0 };
        let letters = ((WIDTH * part_of_width / size - BESIDE) / WIDE_LETTER).max(1.0) as usize;
        Room { letters, hyphens: letters >= LEAST_WITH_HYPHENS }
    }

    /// The shortest word that may need a hyphen.
    pub(super) fn hyphens_from(self) -> usize {
        if self.hyphens { self.letters + 1 } else { LONGEST_WORD + 1 }
    }

    fn longest(self, word: &str) -> usize {
        if self.hyphens && word.chars().all(char::is_alphabetic) {
            self.letters.max(LONGEST_WORD)
        } else {
            self.letters
        }
    }
}

/// An invisible place where a line may end.
const MAY_BREAK: char = '\u{200b}';

/// The text, its longest words broken where they have to be.
pub(super) fn eased(text: &str, room: Room) -> String {
    text.split_inclusive(char::is_whitespace).map(|word| eased_word(word, room)).collect()
}

fn eased_word(word: &str, room: Room) -> String {
    if word.trim_end().chars().count() <= room.longest(word.trim_end()) {
        return word.to_owned();
    }
    let mut eased = String::with_capacity(word.len() * 2);
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        eased.push(letter);
        if letters.peek().is_some_and(|next| may_part(letter, *next)) {
            eased.push(MAY_BREAK);
        }
    }
    eased
}

/// A letter stays with the marks on it, and letters that are written joined stay joined.
fn may_part(letter: char, next: char) -> bool {
    let joined =
        |letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}');
    let mark = is_mark(next) || matches!(next, '\u{fe00}'..='\u{fe0f}');
    !mark && !next.is_whitespace() && !joined(letter) && !joined(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_that_is_too_long_may_be_broken() {
        let text = "An unextraordinary word\nand a code 123456789012345678901234567890";
        assert_eq!(eased(text, Room::line(false)), text);
        let broken = eased(text, Room::line(true));
        assert!(broken.starts_with("An unextraordinary word\nand a code 1\u{200b}2\u{200b}3"));
        assert_eq!(broken.replace(MAY_BREAK, ""), text);
    }

    #[test]
    fn a_narrow_column_hyphenates_words_and_breaks_codes() {
        let room = Room::column(0.2, false);
        assert_eq!((room.letters, room.hyphens_from()), (12, 13));
        assert_eq!(eased("recommendations", room), "recommendations");
        assert!(eased("123456789012345", room).contains(MAY_BREAK));
        assert!(eased("recommendations", Room::column(0.08, false)).contains(MAY_BREAK));
    }

    #[test]
    fn a_letter_stays_with_its_mark() {
        let broken = eased(&"e\u{301}".repeat(41), Room::line(false));
        assert!(broken.starts_with("e\u{301}\u{200b}e\u{301}\u{200b}"));
    }
}
