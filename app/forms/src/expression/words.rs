//! Functions on words.

use regex_lite::{Regex, RegexBuilder};

use super::atom::Atom;
use super::functions::yes;
use super::run::{Run, execution, one_text, whole};
use super::{Collection, Problem};

/// The longest text that is searched by a pattern, or made.
const MAX_LENGTH: usize = 100_000;
/// How large a pattern may become.
const MAX_PATTERN: usize = 1 << 20;

pub(super) fn call<'a>(
    run: &Run<'_, 'a>,
    name: &str,
    input: &[Atom<'a>],
    other: &[Atom<'a>],
    third: &[Atom<'a>],
) -> Result<Collection<'a>, Problem> {
    if name == "join" {
        let between = one_text(other)?.unwrap_or_default();
        let mut all = Vec::with_capacity(input.len());
        for atom in input {
            match super::convert::to_text(atom) {
                Some(text) => all.push(text),
                None => return execution("join() wants words"),
            }
        }
        run.spend(all.len())?;
        return if all.is_empty() { Ok(Vec::new()) } else { made(all.join(&between)) };
    }
    let Some(words) = one_text(input)? else { return Ok(Vec::new()) };
    if words.len() > MAX_LENGTH {
        return execution("the text is too long");
    }
    run.spend(words.len() / 16)?;
    if matches!(name, "toChars" | "split") {
        run.spend(words.len())?;
    }
    match name {
        "upper" => return Ok(text(words.to_uppercase())),
        "lower" => return Ok(text(words.to_lowercase())),
        "trim" => return Ok(text(words.trim())),
        "length" => return Ok(vec![Atom::Integer(count(words.chars().count()))]),
        "toChars" => return Ok(words.chars().map(|c| Atom::Words(c.to_string().into())).collect()),
        "substring" => return substring(&words, other, third),
        _ => {}
    }
    let Some(sought) = one_text(other)? else { return Ok(Vec::new()) };
    if matches!(name, "matches" | "matchesFull" | "replaceMatches") {
        // A pattern costs its length for every character it looks at.
        run.spend(words.len().saturating_mul(sought.len()) / 16)?;
    }
    Ok(match name {
        "indexOf" => {
            let at = words.find(&sought).map_or(-1, |at| count(words[..at].chars().count()));
            vec![Atom::Integer(at)]
        }
        "startsWith" => yes(words.starts_with(&sought)),
        "endsWith" => yes(words.ends_with(&sought)),
        "contains" => yes(words.contains(&sought)),
        "matches" => yes(pattern(&sought)?.is_match(&words)),
        "matchesFull" => yes(pattern(&format!("^(?:{sought})$"))?.is_match(&words)),
        "split" => words.split(&sought).map(|part| Atom::Words(part.to_owned().into())).collect(),
        _ => {
            let Some(new) = one_text(third)? else { return Ok(Vec::new()) };
            match name {
                "replace" if words.len().saturating_mul(new.len()) > MAX_LENGTH * 10 => {
                    return execution("the text would become too long");
                }
                "replace" => made(words.replace(&sought, &new))?,
                _ if sought.is_empty() => text(words),
                _ if words.len().saturating_mul(new.len()) > MAX_LENGTH * 10 => {
                    return execution("the text would become too long");
                }
                _ => text(pattern(&sought)?.replace_all(&words, with_braces(&new).as_str()).into_owned()),
            }
        }
    })
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn text<'a>(words: impl Into<String>) -> Collection<'a> {
    vec![Atom::Words(words.into().into())]
}

/// New words, as long as they may become.
pub(super) fn made<'a>(words: String) -> Result<Collection<'a>, Problem> {
    if words.len() > MAX_LENGTH {
        return execution("the text would become too long");
    }
    Ok(text(words))
}

fn substring<'a>(words: &str, from: &[Atom<'a>], length: &[Atom<'a>]) -> Result<Collection<'a>, Problem> {
    let Some(from) = whole(from)? else { return Ok(Vec::new()) };
    let n_chars = words.chars().count();
    let Some(from) = usize::try_from(from).ok().filter(|from| *from < n_chars) else {
        return Ok(Vec::new());
    };
    let length = whole(length)?.map_or(usize::MAX, |length| usize::try_from(length).unwrap_or(0));
    Ok(text(words.chars().skip(from).take(length).collect::<String>()))
}

fn pattern(pattern: &str) -> Result<Regex, Problem> {
    let built = RegexBuilder::new(pattern).dot_matches_new_line(true).size_limit(MAX_PATTERN).build();
    built.map_err(|_| Problem::Execution("the pattern cannot be read here".to_owned()))
}

/// `$1x` means the first group and an x here, as it does in FHIRPath.
fn with_braces(new: &str) -> String {
    let mut out = String::with_capacity(new.len());
    let mut chars = new.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '$' && chars.peek().is_some_and(char::is_ascii_digit) {
            out.push('{');
            while let Some(figure) = chars.next_if(char::is_ascii_digit) {
                out.push(figure);
            }
            out.push('}');
        }
    }
    out
}
