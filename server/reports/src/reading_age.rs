//! How old somebody has to be to read a text with ease, as an estimate. The Flesch-Kincaid grade (0.39 x words a
//! sentence + 11.8 x syllables a word - 15.59) names a year of school in the United States; five years are added for
//! the age at which it is sat.
//!
//! What it cannot do: syllables are counted by English spelling and are off by one in about one word of ten; a number
//! counts as a word of one syllable; a list entry or a line counts as a sentence; it knows nothing of whether the words
//! are known, true or kind. Under thirty words it says nothing.

use crate::document::{Block, Document, Tone};

/// Fewer words than these tell nothing.
const FEWEST_WORDS: usize = 30;

/// The estimated age in years; none for texts that are too short.
pub fn reading_age(text: &str) -> Option<f64> {
    let (mut n_sentences, mut n_words, mut n_syllables) = (0_usize, 0_usize, 0_usize);
    for sentence in text.split(['.', '!', '?', '\n', ':', ';']) {
        let mut has_words = false;
        for word in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}'))) {
            if word.chars().any(char::is_alphanumeric) {
                has_words = true;
                n_words += 1;
                n_syllables += syllables(word);
            }
        }
        n_sentences += usize::from(has_words);
    }
    if n_words < FEWEST_WORDS {
        return None;
    }
    let (sentences, words, syllables) = (n_sentences as f64, n_words as f64, n_syllables as f64);
    Some(0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5.0)
}

/// What is read of a document: its paragraphs and lists, without what is missing and without small print.
pub fn text_of(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        let lines: Vec<&str> = match block {
            Block::Text { text, tone: Tone::Plain | Tone::Quote } => vec![text],
            Block::List { entries, .. } => entries.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Groups of vowels, without a silent e at the end.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\u{e0}'..='\u{f6}' | '\u{f8}'..='\u{ff}');
    let groups = letters.chunk_by(|one, other| is_vowel(one) == is_vowel(other));
    let n_groups = groups.filter(|group| group.first().is_some_and(is_vowel)).count();
    let end: String = letters.iter().rev().take(3).rev().collect();
    let before = |back: usize| letters.len().checked_sub(back).and_then(|at| letters.get(at));
    let is_silent = match end.as_str() {
        // "table", "little": the e is heard with the l.
        end if end.ends_with("le") && before(3).is_some_and(|letter| !is_vowel(letter)) => false,
        end if end.ends_with("ed") => {
            !matches!(before(3), Some('t' | 'd')) && before(3).is_some_and(|letter| !is_vowel(letter))
        }
        end if end.ends_with("es") => before(3)
            .is_some_and(|letter| !is_vowel(letter) && !matches!(letter, 's' | 'x' | 'z' | 'c' | 'g' | 'h')),
        end => end.ends_with('e') && before(2).is_some_and(|letter| !is_vowel(letter)),
    };
    n_groups.saturating_sub(usize::from(is_silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_english_is_spelled() {
        let table = [
            ("cat", 1),
            ("table", 2),
            ("walked", 1),
            ("wanted", 2),
            ("home", 1),
            ("rails", 1),
            ("bathroom", 2),
            ("therapist", 3),
            ("recommendation", 5),
            ("takes", 1),
            ("houses", 2),
            ("the", 1),
            ("12", 1),
        ];
        for (word, n) in table {
            assert_eq!(syllables(word), n, "{word}");
        }
    }

    #[test]
    fn known_texts_come_out_near_their_known_ages() {
        // Published grades: about 14 for the first sentence of the Gettysburg address; below 3 for a nursery rhyme.
        let address = "Four score and seven years ago our fathers brought forth on this continent a new nation, conceived \
                       in liberty, and dedicated to the proposition that all men are created equal.";
        let rhyme = "Jack and Jill went up the hill. They went to fetch a pail of water. Jack fell down and broke his \
                     crown. Jill came tumbling after. Up Jack got and home did trot. He ran as fast as he could.";
        let age = |text| reading_age(text).expect("long enough");
        assert!((18.0..21.0).contains(&age(address)), "{}", age(address));
        assert!((4.0..8.0).contains(&age(rhyme)), "{}", age(rhyme));
    }

    #[test]
    fn a_few_words_say_nothing() {
        assert_eq!(reading_age("A rail by the bath."), None);
        assert_eq!(reading_age(""), None);
        assert_eq!(reading_age(&". ! ? \n".repeat(100)), None);
    }
}
