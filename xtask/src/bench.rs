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

/// Builds for release, then measures everything; all of it even when one number is too large.
pub fn bench() -> Done {
    tools::need_node()?;
    tools::need_npm_packages()?;
    tools::need_chromium()?;
    site::build(Grade::Release, false)?;
    run::server(Grade::Release)?;
    let results = [sizes(), browser(), throughput()];
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

fn browser() -> Done {
    let mut wrong = Vec::new();
    for path in files(&Path::new(TESTS).join("bench"))? {
        let name = plain(path.strip_prefix(TESTS).unwrap_or(&path));
        if name.ends_with(".mjs") {
            println!("\n{name}");
            wrong.extend(Job::new("node", &[name.as_str()]).within(TESTS).run().err());
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn throughput() -> Done {
    println!("\nmutations through the records (SQLite, synchronous FULL)");
    Job::cargo(&["run", "--quiet", "--release", "--package", "records", "--example", "throughput"]).run()
}
