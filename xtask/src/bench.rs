//! `cargo xtask bench`: sizes of the field app's first load, times in a real browser, throughput of
//! the records. Numbers over their limit are marked and fail the run.

use crate::{
    Done,
    children::Job,
    place::{TESTS, files, plain},
    run, site, tools,
    wasm::Grade,
    weight,
};
use std::path::Path;

/// Builds for release, then measures everything, or what one script of tests/bench measures; all of it
/// even when one number is too large.
pub fn bench(only: Option<&str>) -> Done {
    tools::need_node()?;
    tools::need_npm_packages()?;
    tools::need_chromium()?;
    site::build(Grade::Release, false)?;
    run::server(Grade::Release)?;
    if let Some(name) = only {
        return browser(|script| script == name);
    }
    let results = [weight::table(), weight::by_crate(), browser(|_| true), throughput()];
    let wrong: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Runs the scripts that are wanted by their name.
fn browser(wanted: impl Fn(&str) -> bool) -> Done {
    let mut wrong = Vec::new();
    let mut n_run = 0;
    for path in files(&Path::new(TESTS).join("bench"))? {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let is_script = path.extension().is_some_and(|extension| extension == "mjs");
        if !is_script || !wanted(name) {
            continue;
        }
        let script = plain(path.strip_prefix(TESTS).unwrap_or(&path));
        println!("\n{script}");
        wrong.extend(Job::new("node", &[script.as_str()]).within(TESTS).run().err());
        n_run += 1;
    }
    match (n_run, wrong.is_empty()) {
        (0, _) => Err("there is no such measurement; there are first_load, forms, house, speed".into()),
        (_, true) => Ok(()),
        (_, false) => Err(wrong.join("\n")),
    }
}

fn throughput() -> Done {
    println!("\nmutations through the records (SQLite, synchronous FULL)");
    Job::cargo(&["run", "--quiet", "--release", "--package", "records", "--example", "throughput"]).run()
}
