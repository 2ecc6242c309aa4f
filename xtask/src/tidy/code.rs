//! Rules for every source file: its first lines, its length, what is unfinished, inline style, and
//! the one feature gate of `app`.

use super::{
    Finding,
    source::{Source, places},
};

const LONGEST: usize = 400;

/// No source file is longer than a person reads in one go. Tests and data may be.
pub fn length(path: &str, text: &str) -> Vec<Finding> {
    let is_counted = [".rs", ".css", ".js"].iter().any(|ending| path.ends_with(ending));
    let is_free = path.split('/').any(|part| matches!(part, "tests" | "examples" | "instruments"));
    let n_lines = text.lines().count();
    if !is_counted || is_free || n_lines <= LONGEST {
        return Vec::new();
    }
    vec![Finding::new(
        path,
        LONGEST + 1,
        format!("{n_lines} lines; one idea per file, {LONGEST} lines at most"),
    )]
}

/// The top of a file is for the stranger.
pub fn opening(path: &str, text: &str) -> Vec<Finding> {
    if text.starts_with("//!") {
        return Vec::new();
    }
    vec![Finding::new(path, 1, "begin with //! lines: what lives here, what may never happen here")]
}

/// Nothing is left for later in a way that only shows at run time.
pub fn unfinished(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for word in ["todo!", "unimplemented!", "dbg!"] {
        for line in source.lines_with(word) {
            findings.push(Finding::new(&source.path, line, format!("{word} must not stay")));
        }
    }
    findings
}

/// The content security policy refuses inline style; a class says it with a name.
pub fn style_attributes(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("app/src/") && !path.starts_with("public/") {
        return Vec::new();
    }
    let is_rust = path.ends_with(".rs");
    let mut findings = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        let is_comment = line.trim_start().starts_with("//");
        let has_attribute = places(line, "style=").any(|at| {
            let before = line[..at].chars().next_back();
            let is_comparison = line[at + 6..].starts_with('=');
            before.is_none_or(|letter| letter.is_whitespace() || letter == '"') && !is_comparison
        });
        // Leptos' `style:width=...` ends as the same attribute.
        let has_directive = is_rust && places(line, "style:").any(|at| directive(&line[at + 6..]));
        if !is_comment && (has_attribute || has_directive) {
            findings.push(Finding::new(path, idx + 1, "no style attribute: give it a class in style/"));
        }
    }
    findings
}

fn directive(after: &str) -> bool {
    let name = after.find(|letter: char| !letter.is_alphanumeric() && letter != '-').unwrap_or(0);
    name > 0 && after[name..].starts_with('=')
}

/// A place in `app/src` that depends on a feature.
pub struct Gate {
    path: String,
    line: usize,
    is_on_module: bool,
}

/// Every place in a file that depends on a feature.
pub fn feature_gates(source: &Source) -> Vec<Gate> {
    let is_gate = |idx: &usize| source.code[idx + "feature".len()..].trim_start().starts_with("= \"");
    let found = places(&source.code, "feature").filter(is_gate);
    found
        .map(|idx| {
            let rest = source.code[idx..].split_once('\n').map_or("", |(_, rest)| rest);
            let next = rest.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#["));
            let words = next.unwrap_or_default();
            let is_on_module = words.starts_with("mod ")
                || words.starts_with("pub") && words.contains(" mod ") && words.ends_with(';');
            Gate { path: source.path.clone(), line: source.line_at(idx), is_on_module }
        })
        .collect()
}

/// What differs between tablet and server is one module, and everything else is the same.
pub fn only_one_gate(gates: Vec<Gate>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (idx, gate) in gates.iter().enumerate() {
        if idx > 0 {
            findings.push(Finding::new(
                &gate.path,
                gate.line,
                "app/src depends on a feature in one place, and there is one",
            ));
        } else if !gate.is_on_module {
            findings.push(Finding::new(
                &gate.path,
                gate.line,
                "the one feature gate of app/src stands on a `mod` line",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_400_lines_is_long_enough() {
        assert!(length("app/src/lib.rs", &"a\n".repeat(400)).is_empty());
        assert_eq!(length("app/src/lib.rs", &"a\n".repeat(401)).len(), 1);
        assert!(length("app/domain/tests/access.rs", &"a\n".repeat(900)).is_empty());
        assert!(length("app/forms/instruments/a.json", &"a\n".repeat(900)).is_empty());
    }

    #[test]
    fn every_file_begins_with_words_for_the_stranger() {
        assert!(opening("a.rs", "//! Doors.\n").is_empty());
        assert_eq!(opening("a.rs", "use std::fmt;\n").len(), 1);
        assert_eq!(opening("a.rs", "// Doors.\n//! Doors.\n").len(), 1);
    }

    #[test]
    fn unfinished_code_is_found_and_talk_of_it_is_not() {
        let found = |text| unfinished(&Source::new("a.rs", text)).len();
        assert_eq!(found("fn a() { todo!() }"), 1);
        assert_eq!(found("fn a() {\n dbg!(1); unimplemented!(\"b\") }"), 2);
        assert_eq!(found("// todo!()\nfn a() { b(\"dbg!\") }"), 0);
    }

    #[test]
    fn inline_style_is_found() {
        let found = |text| style_attributes("app/src/ui/door.rs", text).len();
        assert_eq!(found("<p style=\"color: red\">"), 1);
        assert_eq!(found("<p style=move || width.get()>"), 1);
        assert_eq!(found("<p style:width=move || width.get()>"), 1);
        assert_eq!(found("let style = Style { style: thick };"), 0);
        assert_eq!(found("if style==thick {}"), 0);
        assert!(style_attributes("style/door.css", "a style=b").is_empty());
        assert_eq!(style_attributes("public/icon.svg", "<path style='fill: red'/>").len(), 1);
    }

    fn gates(text: &str) -> Vec<Finding> {
        only_one_gate(feature_gates(&Source::new("app/src/lib.rs", text)))
    }

    #[test]
    fn one_gate_on_a_module_is_right() {
        assert!(gates("#[cfg(feature = \"ssr\")]\npub mod server;\n").is_empty());
        assert!(gates("#[cfg(feature = \"ssr\")]\nmod server;\n").is_empty());
        assert!(gates("// cfg(feature = \"ssr\")\nlet feature = 3;\n").is_empty());
    }

    #[test]
    fn a_second_gate_is_found() {
        let text = "#[cfg(feature = \"ssr\")]\npub mod server;\nfn a() { if cfg!(feature = \"ssr\") {} }\n";
        assert_eq!(gates(text)[0].line, 3);
    }

    #[test]
    fn a_gate_on_anything_but_a_module_is_found() {
        assert_eq!(gates("#[cfg(not(feature = \"ssr\"))]\nuse a::b;\n").len(), 1);
        assert_eq!(gates("#[cfg_attr(feature = \"ssr\", derive(A))]\nstruct B;\n").len(), 1);
    }
}
