//! Text as any file can hold it: line ends of one kind, no control characters.

/// Keeps what can be written: letters, signs, spaces and line breaks. Drops control characters and what XML
/// forbids, and the marks that turn the direction of other people's words around ("540 mm" must not read
/// "mm 045"); the marks that only order a name in another script stay.
pub(crate) fn tidy(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' => kept.push(' '),
            _ if is_unfit(letter) => {}
            _ => kept.push(letter),
        }
    }
    kept
}

fn is_unfit(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{feff}')
        || u32::from(letter) & 0xfffe == 0xfffe
        || matches!(letter, '\u{fdd0}'..='\u{fdef}')
}

/// Text in one line, for titles and for what stands in a file's properties.
pub(crate) fn one_line(text: &str) -> String {
    tidy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True where there is nothing to be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    tidy(text).chars().all(|letter| letter.is_whitespace() || is_unseen(letter))
}

/// Letters without a shape of their own: joiners, directions, variants, tags.
pub(crate) fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_line_breaks_stay() {
        assert_eq!(tidy("a\u{0}b\u{8}\r\nc\rd\u{2028}e\tf\u{ffff}\u{fdd0}"), "ab\nc\nd\ne f");
    }

    #[test]
    fn text_without_a_letter_to_be_seen_is_blank() {
        for blank in ["", " \n", "\u{200b}\u{7}\u{fe0f} \u{202e}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank(" . "));
    }

    #[test]
    fn nothing_turns_the_order_of_figures_around() {
        assert_eq!(tidy("\u{202e}540 mm\u{200f}"), "540 mm\u{200f}");
    }
}
