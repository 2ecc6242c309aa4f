//! The pattern that a text must match.

use regex_lite::Regex;

/// A pattern: as the form writes it, and ready to be used.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As the form writes it.
    pub text: String,
    whole: Regex,
}

impl Pattern {
    /// Reads a pattern; none when it cannot be used here.
    pub(super) fn parse(text: &str) -> Option<Pattern> {
        let whole = Regex::new(&format!("^(?:{})$", without_java(text))).ok()?;
        Some(Pattern { text: text.to_owned(), whole })
    }

    /// True when the whole text matches.
    pub fn fits(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

/// Forms made for Android write Java's `\h` for blanks within a line, alone or in square brackets.
fn without_java(pattern: &str) -> String {
    const BLANKS: &str = " \\t\u{a0}";
    let mut out = String::with_capacity(pattern.len());
    let (mut chars, mut in_brackets) = (pattern.chars(), false);
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('h') if in_brackets => out.push_str(BLANKS),
                Some('h') => out.push_str(&format!("[{BLANKS}]")),
                other => {
                    out.push(c);
                    out.extend(other);
                }
            },
            _ => {
                in_brackets = c == '[' || in_brackets && c != ']';
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javas_sign_for_blanks_is_read_alone_and_in_brackets() {
        for (pattern, text, fits) in [
            (r"\d\h\d", "1 2", true),
            (r"\d\h\d", "12", false),
            (r"\+?(?:[()\h-]*\d[()\h-]*){3}", "+(1) 2-3", true),
            (r"\+?(?:[()\h-]*\d[()\h-]*){3}", "1h23", false),
            (r"\\h", r"\h", true),
            (r"\\h", r"\ ", false),
        ] {
            let read = Pattern::parse(pattern).expect("a pattern");
            assert_eq!(read.fits(text), fits, "{pattern} and {text}");
            assert_eq!(read.text, pattern);
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_none() {
        assert!(Pattern::parse("(?!no)").is_none());
    }
}
