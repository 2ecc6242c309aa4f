//! Rust text with everything blanked that is not code: comments, and what stands between quotes.
//! Lines stay where they are, so a match in the code names the right line of the file.

/// A Rust file, ready to be searched.
pub struct Source {
    /// Path from the root.
    pub path: String,
    /// The code alone, line for line.
    pub code: String,
}

impl Source {
    /// Blanks a file's comments and literals.
    pub fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), code: blanked(text) }
    }

    /// Line numbers (from 1) of the places where a word stands in the code by itself: no letter,
    /// digit or `_` directly before or after it.
    pub fn lines_with(&self, word: &str) -> Vec<usize> {
        places(&self.code, word).map(|idx| self.line_at(idx)).collect()
    }

    /// The line (from 1) of a byte position.
    pub fn line_at(&self, idx: usize) -> usize {
        self.code[..idx].matches('\n').count() + 1
    }
}

/// Byte positions where a word stands by itself.
pub fn places<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    code.match_indices(word).map(|(idx, _)| idx).filter(move |idx| {
        let starts_joined = word.starts_with(|first| joins(Some(first)));
        let ends_joined = word.ends_with(|last| joins(Some(last)));
        !(starts_joined && joins(code[..*idx].chars().next_back())
            || ends_joined && joins(code[idx + word.len()..].chars().next()))
    })
}

fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (code, blank) = next_piece(rest, out.chars().next_back());
        out.push_str(&rest[..code]);
        let hidden = &rest[code..code + blank];
        out.extend(hidden.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
        rest = &rest[code + blank..];
    }
    out
}

/// How many bytes to keep, and how many after them to blank.
fn next_piece(rest: &str, before: Option<char>) -> (usize, usize) {
    if rest.starts_with("//") {
        return (0, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (0, block_comment(rest));
    }
    let in_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if let Some(content) = rest.strip_prefix('"') {
        return (1, string(content));
    }
    if !in_word && let Some((opening, hidden)) = raw_string(rest) {
        return (opening, hidden);
    }
    if let Some(content) = rest.strip_prefix('\'')
        && let Some(hidden) = character(content)
    {
        return (1, hidden);
    }
    (rest.chars().next().map_or(1, char::len_utf8), 0)
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0usize;
    let mut idx = 0;
    while idx < rest.len() {
        if rest[idx..].starts_with("/*") {
            depth += 1;
            idx += 2;
        } else if rest[idx..].starts_with("*/") {
            depth -= 1;
            idx += 2;
            if depth == 0 {
                return idx;
            }
        } else {
            idx += rest[idx..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Length of a string's content with its closing quote, which stays no quote: nothing can be
/// mistaken for the start of another string.
fn string(rest: &str) -> usize {
    let mut letters = rest.char_indices();
    while let Some((idx, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '"' => return idx + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<(usize, usize)> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let n_hashes = after.len() - after.trim_start_matches('#').len();
    let content = after[n_hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(n_hashes));
    let hidden = content.find(&end).map_or(content.len(), |idx| idx + end.len());
    Some((rest.len() - content.len(), hidden))
}

/// Length of a character literal's content with its closing quote; `None` for a lifetime.
fn character(rest: &str) -> Option<usize> {
    if rest.starts_with('\\') {
        return rest[2..].find('\'').map(|idx| idx + 3);
    }
    let length = rest.chars().next()?.len_utf8();
    rest[length..].starts_with('\'').then_some(length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        Source::new("x.rs", text).code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_are_not_code() {
        assert_eq!(code("a // b\nc /* d /* e */ f */ g //! h"), "a c g");
    }

    #[test]
    fn what_stands_between_quotes_is_not_code() {
        assert_eq!(
            code(r##"a("b \" c") d(r#"e " f"#) g('h') i('\'') j("k")"##),
            "a(\" ) d(r#\" ) g(' ) i(' ) j(\" )"
        );
    }

    #[test]
    fn lifetimes_are_code() {
        assert_eq!(code("fn a<'b>(c: &'b str) {}"), "fn a<'b>(c: &'b str) {}");
    }

    #[test]
    fn lines_are_kept() {
        let source = Source::new("x.rs", "a\n/* b\nc */\n\"d\ne\"; find me");
        assert_eq!(source.lines_with("find"), [5]);
    }

    #[test]
    fn a_word_inside_another_is_not_found() {
        let source = Source::new("x.rs", "findings refind find_it find");
        assert_eq!(source.lines_with("find").len(), 1);
    }
}
