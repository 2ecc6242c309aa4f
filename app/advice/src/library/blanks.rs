//! Blanks in drafted words: `{place}`. What is not known stays a blank that everybody can see, because a gap in a
//! letter is worse than a letter that waits. Braces that hold anything but a name are the writer's own.

use std::collections::BTreeMap;

/// Fills the blanks that are known and leaves the others. An empty word is not known: a hole in a
/// sentence would hide the gap. What is filled in is not looked at again.
pub fn fill(text: &str, words: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(own) => filled.push_str(own),
            Piece::Blank(name) => match words.get(name).filter(|word| !word.trim().is_empty()) {
                Some(word) => filled.push_str(word),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

/// The blanks that are left, each once, in the order in which they come.
pub fn blanks(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Blank(name) = piece
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// True when a text is a template with its blanks filled or left, and otherwise word for word.
pub fn follows(text: &str, template: &str) -> bool {
    let (mut rest, mut after_blank) = (text, false);
    for piece in pieces(template) {
        match piece {
            Piece::Blank(_) => after_blank = true,
            Piece::Words("") => {}
            Piece::Words(own) => {
                let found = if after_blank { rest.find(own) } else { rest.starts_with(own).then_some(0) };
                let Some(at) = found else { return false };
                rest = rest.get(at + own.len()..).unwrap_or_default();
                after_blank = false;
            }
        }
    }
    after_blank || rest.is_empty()
}

enum Piece<'a> {
    Words(&'a str),
    Blank(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        pieces.push(Piece::Words(before));
        match after.split_once('}') {
            Some((name, behind)) if is_name(name) => {
                pieces.push(Piece::Blank(name));
                rest = behind;
            }
            _ => {
                pieces.push(Piece::Words("{"));
                rest = after;
            }
        }
    }
    pieces.push(Piece::Words(rest));
    pieces
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
