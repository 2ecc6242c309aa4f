//! `domain`, `forms`, `sync`, `advice`, `fhir` and `reports` decide; they never look at a clock, draw a number, or touch
//! the world. Times and new ids are handed to them.

use super::{Finding, source::Source};

const PURE: [&str; 6] = [
    "app/domain/src/",
    "app/forms/src/",
    "app/sync/src/",
    "app/advice/src/",
    "server/fhir/src/",
    "server/reports/src/",
];

const WORLDLY: [(&str, &str); 18] = [
    ("std::time", "a time is handed in"),
    ("Instant::now", "a time is handed in"),
    ("SystemTime", "a time is handed in"),
    ("Utc::now", "a time is handed in"),
    ("Local::now", "a time is handed in"),
    ("js_sys", "the browser is not known here"),
    ("web_sys", "the browser is not known here"),
    ("rand::", "nothing is left to chance"),
    ("getrandom", "nothing is left to chance"),
    ("Uuid::now_v7", "a new id is handed in"),
    ("Uuid::new_v4", "a new id is handed in"),
    ("std::fs", "no files"),
    ("std::net", "no network"),
    ("std::env", "no environment"),
    ("std::process", "no processes"),
    ("std::thread", "no threads"),
    ("println!", "no output"),
    ("eprintln!", "no output"),
];

/// Finds the world in a crate that must not know it.
pub fn check(source: &Source) -> Vec<Finding> {
    if !PURE.iter().any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (word, rule) in WORLDLY {
        for line in source.lines_with(word) {
            findings.push(Finding::new(&source.path, line, format!("{word} in a pure crate: {rule}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_a_pure_crate_is_found() {
        let text = "//! A.\nfn a() -> DateTime<Utc> { chrono::Utc::now() }\nfn b() { Uuid::now_v7(); }\n";
        let found =
            |path| check(&Source::new(path, text)).iter().map(|finding| finding.line).collect::<Vec<_>>();
        assert_eq!(found("app/sync/src/plan.rs"), [2, 3]);
        assert_eq!(found("server/fhir/src/bundle.rs"), [2, 3]);
        assert!(found("server/records/src/push.rs").is_empty());
        assert!(found("app/forms/benches/engine.rs").is_empty());
    }

    #[test]
    fn words_that_only_look_like_it_are_left_alone() {
        let text = "//! std::time is not used.\nfn operand::<A>() {} // println!\nlet a = \"std::fs\";";
        assert!(check(&Source::new("app/domain/src/a.rs", text)).is_empty());
    }
}
