//! Reads the part of Markdown that forms use: strong, emphasis, code, links, lists, headings and paragraphs.

use super::{Rich, Run, safe_link};

pub(super) fn read(text: &str) -> Rich {
    // Forms mix tags into Markdown; their words and looks are worth more than the marks around them.
    if text.contains("</") || text.contains("/>") {
        return super::xhtml::read(&text.replace("**", ""));
    }
    let mut rich = Rich::default();
    let mut starts_new = true;
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() {
            starts_new = true;
            continue;
        }
        let heading = bare.trim_start_matches('#');
        let n_marks = bare.len() - heading.len();
        if (1..=6).contains(&n_marks) && heading.starts_with(' ') {
            rich.begin(false, true);
            inline(heading.trim(), &mut rich);
            starts_new = true;
            continue;
        }
        if let Some(entry) = entry(bare) {
            rich.begin(true, false);
            inline(entry, &mut rich);
            starts_new = false;
            continue;
        }
        if starts_new {
            rich.begin(false, false);
        } else {
            rich.add(" ", &Run::default());
        }
        inline(bare, &mut rich);
        // Two blanks, or a backslash, at the end of a line break it.
        starts_new = line.ends_with("  ") || line.ends_with('\\');
    }
    rich.finished()
}

/// What stands behind the mark of a list.
fn entry(line: &str) -> Option<&str> {
    for mark in ["- ", "* ", "+ ", "\u{2022} "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some(rest.trim());
        }
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let n_figures = line.len() - rest.len();
    // Numbers of ordered lists are words of the form: they stay.
    ((1..=3).contains(&n_figures) && (rest.starts_with(". ") || rest.starts_with(") "))).then_some(line)
}

fn inline(text: &str, rich: &mut Rich) {
    let last_link = text.rfind("](").unwrap_or(0);
    let mut look = Run::default();
    let mut rest = text;
    let mut plain = String::new();
    while let Some(c) = rest.chars().next() {
        if c == '\\' && rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) {
            plain.push_str(&rest[1..2]);
            rest = &rest[2..];
        } else if let Some(after) = rest.strip_prefix("**").or_else(|| rest.strip_prefix("__"))
            && (look.strong || after.contains(&rest[..2]))
        {
            rich.add(&std::mem::take(&mut plain), &look);
            look.strong = !look.strong;
            rest = after;
        } else if matches!(c, '*' | '_') && closes(look.emphasis, c, &plain, &rest[1..]) {
            rich.add(&std::mem::take(&mut plain), &look);
            look.emphasis = !look.emphasis;
            rest = &rest[1..];
        } else if c == '`' && (look.code || rest[1..].contains('`')) {
            rich.add(&std::mem::take(&mut plain), &look);
            look.code = !look.code;
            rest = &rest[1..];
        } else if text.len() - rest.len() < last_link
            && let Some((words, address, after)) = link(rest)
        {
            rich.add(&std::mem::take(&mut plain), &look);
            let look = Run { link: safe_link(address), ..look.clone() };
            rich.add(words, &look);
            rest = after;
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    rich.add(&plain, &look);
}

/// Whether a single mark begins or ends emphasis: never inside a word, never before a blank.
fn closes(is_open: bool, mark: char, before: &str, after: &str) -> bool {
    if is_open {
        return !before.ends_with(' ') && !after.starts_with(|c: char| c.is_alphanumeric());
    }
    let starts_word = !before.ends_with(|c: char| c.is_alphanumeric());
    let first = after.chars().next();
    starts_word && first.is_some_and(|c| !c.is_whitespace() && c != mark) && after.contains(mark)
}

/// `[words](address)`, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.strip_prefix('[')?;
    let (words, rest) = inner.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    (!words.contains('[')).then_some((words, address, after))
}
