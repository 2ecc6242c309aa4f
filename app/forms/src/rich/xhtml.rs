//! Reads the tags that forms use, and leaves the others out with a word.

use super::{Rich, Run, safe_link};

/// Tags whose words are left out, too.
const SILENT: &[&str] =
    &["script", "style", "head", "title", "iframe", "object", "svg", "template", "noscript"];

pub(super) fn read(text: &str) -> Rich {
    let mut reader =
        Reader { rich: Rich::default(), looks: vec![(String::new(), Run::default())], silent: None };
    let mut rest = text;
    // Asked once: a text full of opening marks would else be searched to its end for each.
    let last_end = text.rfind('>').map_or(0, |at| text.len() - at);
    while let Some(at) = rest.find('<') {
        reader.words(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let is_tag =
            rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?');
        let end = if is_tag && rest.len() > last_end && last_end > 0 { rest.find('>') } else { None };
        match end {
            Some(end) => {
                reader.tag(&rest[1..end]);
                rest = &rest[end + 1..];
            }
            None => {
                reader.words("<");
                rest = &rest[1..];
            }
        }
    }
    reader.words(rest);
    reader.rich.finished()
}

struct Reader {
    rich: Rich,
    /// Open tags with the look inside them.
    looks: Vec<(String, Run)>,
    /// The tag whose words are left out.
    silent: Option<String>,
}

impl Reader {
    fn words(&mut self, text: &str) {
        if self.silent.is_some() || text.is_empty() {
            return;
        }
        let spaced = without_references(text).split_inclusive(char::is_whitespace).fold(
            String::with_capacity(text.len()),
            |mut out, part| {
                let (word, blank) = match part.chars().next_back() {
                    Some(c) if c.is_whitespace() && c != '\u{a0}' => {
                        (&part[..part.len() - c.len_utf8()], true)
                    }
                    _ => (part, false),
                };
                out.push_str(word);
                if blank && !out.ends_with(' ') {
                    out.push(' ');
                }
                out
            },
        );
        let look = self.looks.last().map(|(_, look)| look.clone()).unwrap_or_default();
        self.rich.add(&spaced, &look);
    }

    fn tag(&mut self, inside: &str) {
        let closing = inside.starts_with('/');
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if let Some(silent) = &self.silent {
            if closing && *silent == name {
                self.silent = None;
            }
            return;
        }
        let opens = !closing && !inside.ends_with('/');
        match name.as_str() {
            "" => {}
            "br" | "hr" => self.rich.begin(false, false),
            "p" | "div" | "ul" | "ol" | "table" | "tr" | "blockquote" | "section" => {
                self.rich.begin(false, false);
            }
            "td" | "th" => self.words(" "),
            "li" if !closing => self.rich.begin(true, false),
            "li" => self.rich.begin(false, false),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.rich.begin(false, !closing),
            "b" | "strong" | "i" | "em" | "u" | "code" | "tt" | "a" | "span" | "font" | "small" | "sub"
            | "sup" => {
                if closing {
                    self.close(&name);
                } else if opens {
                    self.open(&name, inside);
                }
            }
            name if SILENT.contains(&name) => {
                self.rich.leave_out(name);
                if opens {
                    self.silent = Some(name.to_owned());
                }
            }
            "img" => {
                self.rich.leave_out("img");
                let words = attribute(inside, "alt").unwrap_or_default();
                self.words(&words);
            }
            "html" | "body" | "tbody" | "thead" | "label" => {}
            other if !closing => self.rich.leave_out(other),
            _ => {}
        }
    }

    fn open(&mut self, name: &str, inside: &str) {
        // Nesting is bounded: deeper tags have no look of their own.
        if self.looks.len() > 32 {
            return;
        }
        let mut look = self.looks.last().map(|(_, look)| look.clone()).unwrap_or_default();
        match name {
            "b" | "strong" => look.strong = true,
            "i" | "em" => look.emphasis = true,
            "u" => look.underline = true,
            "code" | "tt" => look.code = true,
            "a" => look.link = attribute(inside, "href").as_deref().and_then(safe_link),
            _ => {
                if let Some(style) = attribute(inside, "style") {
                    look.underline |= style.contains("underline");
                    look.strong |= style.contains("bold");
                    look.emphasis |= style.contains("italic");
                }
            }
        }
        self.looks.push((name.to_owned(), look));
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.looks.iter().rposition(|(open, _)| open == name) {
            self.looks.truncate(at.max(1));
        }
    }
}

/// The value of an attribute of a tag.
fn attribute(inside: &str, name: &str) -> Option<String> {
    let lower = inside.to_ascii_lowercase();
    let mut rest = inside;
    loop {
        let at = lower[inside.len() - rest.len()..].find(name)?;
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        if before.is_none_or(char::is_whitespace)
            && let Some(value) = after.strip_prefix('=')
        {
            let value = value.trim_start();
            let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
            let end = value[1..].find(mark)?;
            return Some(without_references(&value[1..=end]));
        }
        rest = &rest[at + name.len()..];
    }
}

/// Replaces `&amp;`, `&#160;` and their like.
fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
        match end.and_then(|end| Some((end, reference(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let code = name.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => code.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control() || *c == '\n')?
        }
    })
}
