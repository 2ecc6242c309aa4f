//! The invariants of the house, checked on the sources as they stand: `cargo xtask tidy`, and a step
//! of `cargo xtask test`. Each rule is a function from text to findings, so that a test can show it
//! finding something. A finding names file and line; there is no list of exceptions.

mod arrows;
mod code;
mod hazards;
mod pure;
mod records;
mod source;
mod tree;

use crate::{
    Done,
    children::Job,
    place::{plain, read_text},
};
use source::Source;
use std::{fmt, path::Path};

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    line: usize,
    words: String,
}

impl Finding {
    /// A finding at a line, counted from 1.
    fn new(path: &str, line: usize, words: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, words: words.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.words)
    }
}

/// Checks everything and prints what it finds.
pub fn tidy() -> Done {
    let paths = tree::paths(Path::new("."))?;
    let mut findings = tree::check(&paths);
    for path in &paths {
        if tree::is_text(path) {
            let text = read_text(path)?;
            findings.extend(check_file(path, &text));
        }
    }
    let feature_gates = paths.iter().filter(|path| path.starts_with("app/src/") && path.ends_with(".rs"));
    let mut gates = Vec::new();
    for path in feature_gates {
        gates.extend(code::feature_gates(&Source::new(path, &read_text(path)?)));
    }
    findings.extend(code::only_one_gate(gates));
    let is_test = |path: &&String| path.contains("/tests/") || path.starts_with("tests/");
    let tests: Vec<String> = paths
        .iter()
        .filter(is_test)
        .filter(|path| tree::is_text(path))
        .map(read_text)
        .collect::<Done<_>>()?;
    findings.extend(hazards::check(&read_text(hazards::LOG)?, &tests));
    findings.extend(manifests()?);
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() { Ok(()) } else { Err(format!("tidy: {} findings", findings.len())) }
}

/// The rules that look at one file.
fn check_file(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = code::length(path, text);
    findings.extend(code::style_attributes(path, text));
    if path.ends_with(".rs") {
        let source = Source::new(path, text);
        findings.extend(code::opening(path, text));
        findings.extend(code::unfinished(&source));
        findings.extend(pure::check(&source));
        findings.extend(records::check(&source, text));
    }
    findings
}

fn manifests() -> Done<Vec<Finding>> {
    let said = Job::cargo(&["metadata", "--format-version", "1", "--no-deps"]).said()?;
    let metadata: serde_json::Value =
        serde_json::from_str(&said).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = arrows::packages(&metadata, |manifest| {
        let path = Path::new(manifest);
        let path = path.strip_prefix(crate::place::root()).unwrap_or(path);
        Ok((plain(path), read_text(path)?))
    })?;
    Ok(arrows::check(&packages))
}
