//! `cargo xtask bench`: sizes of the field app's first load, times in a real browser, throughput of
//! the records. Numbers over their limit are marked and fail the run.

use crate::{
    Done,
    children::Job,
    compress,
    place::{SITE, TESTS, files, kilobytes, plain, read, read_text},
    run, site, tools,
    wasm::Grade,
};
use serde_json::Value;
use std::path::Path;

/// The whole first load of the field app, as transferred.
const FIRST_LOAD_LIMIT: usize = 450_000;

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
    let results = [sizes(), browser(|_| true), throughput()];
    let wrong: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// What a tablet fetches before it works at the door, from the files that the server sends. Pages
/// the server makes (the shell) are small and counted by the browser's measurement.
fn sizes() -> Done {
    let assets: Value = serde_json::from_str(&read_text(Path::new(SITE).join("assets.json"))?)
        .map_err(|error| format!("assets.json: {error}"))?;
    println!("\n{:<44} {:>12} {:>12}", "first load of the field app", "raw", "sent");
    let (mut raw, mut sent) = (0, 0);
    let mut line = |name: &str, n_raw: usize, n_sent: usize| {
        println!("{name:<44} {:>12} {:>12}", kilobytes(n_raw), kilobytes(n_sent));
        raw += n_raw;
        sent += n_sent;
    };
    for address in assets["field_files"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let path = Path::new(SITE).join(address.trim_start_matches('/'));
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let companion = std::fs::read(compress::beside(&path, "br"));
        line(address, bytes.len(), companion.map_or(bytes.len(), |small| small.len()));
    }
    for path in files(Path::new("app/forms/instruments"))? {
        let bytes = read(&path)?;
        let form: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        if form["resourceType"] == "Questionnaire" {
            line(&plain(&path), bytes.len(), compress::brotli(&bytes, 5)?.len());
        }
    }
    println!("{:<44} {:>12} {:>12}", "in all", kilobytes(raw), kilobytes(sent));
    if sent > FIRST_LOAD_LIMIT {
        return Err(format!(
            "first load: {} is over the limit of {}",
            kilobytes(sent),
            kilobytes(FIRST_LOAD_LIMIT)
        ));
    }
    Ok(())
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
