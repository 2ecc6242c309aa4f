//! One stylesheet out of style/*.css, in the order of style/order.txt, with comments and needless
//! space taken out. It changes no value: what stands between two words stays between them.

use crate::{
    Done,
    place::{plain, read_text},
};
use std::path::Path;

/// The whole stylesheet. A file that order.txt does not name is an error, not a surprise.
pub fn stylesheet(folder: &Path) -> Done<String> {
    let order = read_text(folder.join("order.txt"))?;
    let names: Vec<&str> =
        order.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for path in crate::place::files(folder)? {
        let name = plain(path.strip_prefix(folder).unwrap_or(&path));
        if name.ends_with(".css") && !names.contains(&name.as_str()) {
            return Err(format!("{}: name it in {}", path.display(), folder.join("order.txt").display()));
        }
    }
    let mut all = String::new();
    for name in names {
        all.push_str(&read_text(folder.join(name))?);
        all.push('\n');
    }
    minify(&all)
}

/// Takes out comments and the space that means nothing.
pub fn minify(text: &str) -> Done<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut space = false;
    while let Some(letter) = rest.chars().next() {
        let length = if rest.starts_with("/*") {
            rest.find("*/").ok_or("style: a comment has no end")? + 2
        } else if letter.is_whitespace() {
            letter.len_utf8()
        } else {
            let length = opaque_length(rest)?;
            push(&mut out, &rest[..length], space);
            space = false;
            rest = &rest[length..];
            continue;
        };
        space = true;
        rest = &rest[length..];
    }
    Ok(out)
}

/// How much of the text must be copied as it stands: a string, an unquoted url, or one letter.
fn opaque_length(rest: &str) -> Done<usize> {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    if rest.starts_with(['"', '\'']) {
        let mut letters = rest.char_indices().skip(1);
        while let Some((idx, letter)) = letters.next() {
            if letter == '\\' {
                letters.next();
            } else if rest.starts_with(letter) {
                return Ok(idx + 1);
            }
        }
        return Err(format!("style: a string has no end: {}", &rest.lines().next().unwrap_or_default()));
    }
    if rest.starts_with("url(") && !rest[4..].trim_start().starts_with(['"', '\'']) {
        return rest.find(')').map(|idx| idx + 1).ok_or("style: a url has no end".into());
    }
    Ok(first)
}

/// Adds a piece, with the space before it only where space can mean something.
fn push(out: &mut String, piece: &str, space: bool) {
    let before = out.chars().next_back();
    let meaningless = match (before, piece) {
        (None, _) | (Some('{' | '}' | ';' | ',' | '('), _) => true,
        (_, "{" | "}" | ";" | "," | ")") => true,
        // After the colon of a declaration; before it, the space may belong to a selector.
        // An empty custom property keeps its space: `--x: ;`.
        (Some(':'), _) => true,
        _ => false,
    };
    let empty_value = before == Some(':') && matches!(piece, ";" | "}");
    if space && (!meaningless || empty_value) {
        out.push(' ');
    }
    if piece == "}" && before == Some(';') {
        out.pop();
    }
    out.push_str(piece);
}

#[cfg(test)]
mod tests {
    use super::minify;

    fn small(text: &str) -> String {
        minify(text).unwrap()
    }

    #[test]
    fn comments_and_needless_space_go() {
        assert_eq!(
            small("/* a */\n.a , .b {\n  color: red;\n  margin: 0 1px;\n}\n"),
            ".a,.b{color:red;margin:0 1px}"
        );
    }

    #[test]
    fn strings_are_left_alone() {
        assert_eq!(
            small(r#".a::after { content: "  /* { \" ;  "; }"#),
            r#".a::after{content:"  /* { \" ;  "}"#
        );
    }

    #[test]
    fn space_around_operators_stays() {
        assert_eq!(
            small(".a { width: calc( (1px + 2px) * 3 - var(--s) ); }"),
            ".a{width:calc((1px + 2px) * 3 - var(--s))}"
        );
    }

    #[test]
    fn a_descendant_is_not_joined_to_a_pseudo_class() {
        assert_eq!(small(".a :hover { x: y }"), ".a :hover{x:y}");
        assert_eq!(small(".a { & .b { x: y } &:hover { x: z } }"), ".a{& .b{x:y}&:hover{x:z}}");
    }

    #[test]
    fn conditions_keep_their_words_apart() {
        assert_eq!(
            small("@media (width >= 600px) and (hover) { a { b: c } }"),
            "@media (width >= 600px) and (hover){a{b:c}}"
        );
    }

    #[test]
    fn an_empty_custom_property_stays_empty() {
        assert_eq!(small(".a { --x: ; }"), ".a{--x: }");
    }

    #[test]
    fn an_address_without_quotes_is_left_alone() {
        assert_eq!(small(".a { b: url(data:x;y,/*z) }"), ".a{b:url(data:x;y,/*z)}");
    }

    #[test]
    fn a_comment_without_end_is_an_error() {
        assert!(minify("a { } /* oh").is_err());
    }
}
