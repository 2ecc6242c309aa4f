//! The steps of `cargo xtask test`, one function each. Lints, documentation and the Rust tests run in the
//! release profile: the server must be built in it anyway for the browser tests, so its several hundred
//! dependencies, and the macros that all of them need, are compiled once, and what is tested is what is
//! deployed.

use crate::{
    Done, chaos,
    children::Job,
    forms_coverage,
    place::{TESTS, files, plain, read_text},
    postgres::Cluster,
    run, site, tidy, tools,
    wasm::Grade,
    weight,
};
use std::path::{Path, PathBuf};

/// Everything that is compiled natively except for this crate, as one selection: each call that
/// shares it shares what cargo has built.
const NATIVE: [&str; 7] = ["--workspace", "--exclude", "field", "--exclude", "office", "--exclude", "xtask"];
const BROWSER: [&str; 6] =
    ["--package", "field", "--package", "office", "--target", "wasm32-unknown-unknown"];

/// How many files of browser tests run side by side, each with its own server and browser. They wait more than they work:
/// two take two thirds of the time. With four, on two processors, a page was not there within the time that a test waits.
const SIDE_BY_SIDE: &str = "--test-concurrency=2";

/// One step.
pub struct Step {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What holds when it has passed.
    pub title: &'static str,
    /// Steps without which it makes no sense.
    pub needs: &'static [&'static str],
    /// Does it.
    pub work: fn() -> Done,
}

type Names = &'static [&'static str];

const fn step(name: &'static str, title: &'static str, needs: Names, work: fn() -> Done) -> Step {
    Step { name, title, needs, work }
}

/// Quick ones first; then what is built once and used by the rest.
pub const STEPS: [Step; 18] = [
    step("tools", "what the tests need is here", &[], tools_are_here),
    step("tidy", "the invariants of the house", &[], tidy::tidy),
    step("format", "rustfmt has nothing to change", &[], format),
    step("xtask", "the tests of the tasks themselves", &[], own_tests),
    step("coverage", "real forms, against reference outcomes", &[], || forms_coverage::coverage(None)),
    step("clippy", "clippy, native", &[], clippy),
    step("clippy-wasm", "clippy, browser", &[], clippy_wasm),
    step("docs", "rustdoc without warnings", &[], docs),
    step("web", "web files, release", &["tools"], web),
    step("weight", "the field app keeps to its budget", &["web"], weight::hold_budget),
    step("server", "server, release, with the web files inside", &["web"], server),
    step("rust", "Rust tests, on SQLite and PostgreSQL", &["tools"], rust_tests),
    step("doctests", "examples in the documentation", &[], doc_tests),
    step("look", "colours and shapes", &["tools"], || browser_tests("look")),
    step("forms", "exports, against a validator nobody here wrote", &["server"], || browser_tests("forms")),
    step("pages", "every page, for everybody", &["server"], || browser_tests("pages")),
    step("stories", "the main job, from end to end", &["server"], || browser_tests("stories")),
    step("chaos", "nothing is lost and nothing leaks, small counts", &["server"], chaos::all_in_small),
];

fn tools_are_here() -> Done {
    // All of them are tried, so that one message names everything that is missing.
    let postgres = || {
        if own_postgres().is_some() { Ok(()) } else { tools::need_postgres().map(|_| ()) }
    };
    let results = [
        tools::need_wasm_target(),
        tools::need_node().and_then(|()| tools::need_npm_packages()),
        tools::need_chromium(),
        tools::need_fhir_resources(),
        tools::need_paper_readers(),
        postgres(),
    ];
    let missing: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

fn format() -> Done {
    Job::cargo(&["fmt", "--all", "--check"]).run()
}

fn own_tests() -> Done {
    Job::cargo(&["test", "--quiet", "--package", "xtask", "--target-dir", "target/xtask"]).run()
}

fn clippy() -> Done {
    site::stand_in()?;
    let mut words = vec!["clippy", "--release", "--all-targets", "--workspace"];
    words.extend(["--exclude", "field", "--exclude", "office", "--", "-D", "warnings"]);
    Job::cargo(&words).run()
}

fn clippy_wasm() -> Done {
    tools::need_wasm_target()?;
    let mut words = vec!["clippy", "--release"];
    words.extend(BROWSER);
    words.extend(["--", "-D", "warnings"]);
    Job::cargo(&words).run()
}

fn docs() -> Done {
    site::stand_in()?;
    let mut words = vec!["doc", "--release", "--no-deps"];
    words.extend(NATIVE);
    Job::cargo(&words).env("RUSTDOCFLAGS", "-D warnings").run()
}

fn web() -> Done {
    site::build(Grade::Release, false)
}

fn server() -> Done {
    run::server(Grade::Release).map(|_| ())
}

/// A cluster that somebody else provides, already running.
fn own_postgres() -> Option<String> {
    std::env::var("THRESHOLD_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

fn rust_tests() -> Done {
    site::stand_in()?;
    let cluster = if own_postgres().is_some() { None } else { Some(Cluster::start()?) };
    let url = cluster.as_ref().map(|cluster| cluster.url.clone()).or_else(own_postgres).unwrap_or_default();
    let nextest = tools::nextest();
    let job = match &nextest {
        Some(program) => {
            let mut words = vec!["nextest", "run", "--cargo-profile", "release", "--no-fail-fast"];
            words.extend(NATIVE);
            Job::new(&program.to_string_lossy(), &words)
        }
        None => {
            let mut words = vec!["test", "--release", "--all-targets", "--no-fail-fast"];
            words.extend(NATIVE);
            Job::cargo(&words)
        }
    };
    job.env("THRESHOLD_TEST_POSTGRES", url).env("THRESHOLD_REQUIRE_POSTGRES", "1").run()
}

/// Compiling everything once more takes minutes: only when there is an example at all.
fn doc_tests() -> Done {
    let has_example = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "rs")
            && read_text(path).is_ok_and(|text| text.lines().any(is_example))
    };
    let mut sources = Vec::new();
    for folder in ["app", "server", "frontend"] {
        sources.extend(files(Path::new(folder))?);
    }
    if !sources.iter().any(has_example) {
        println!("no documentation holds an example");
        return Ok(());
    }
    site::stand_in()?;
    let mut words = vec!["test", "--release", "--doc", "--quiet"];
    words.extend(NATIVE);
    Job::cargo(&words).run()
}

/// A line of documentation that begins or ends an example.
fn is_example(line: &str) -> bool {
    let line = line.trim_start();
    ["//! ```", "/// ```"].iter().any(|mark| line.starts_with(mark))
}

/// The files of one folder of tests/ under node's own runner. None at all is a failure.
fn browser_tests(folder: &str) -> Done {
    let inside = Path::new(TESTS).join(folder);
    let found = if inside.is_dir() { files(&inside)? } else { Vec::new() };
    let mut words: Vec<String> = ["--test", SIDE_BY_SIDE, "--test-reporter=spec"].map(String::from).to_vec();
    let before = words.len();
    words.extend(
        found
            .iter()
            .filter_map(|path| path.strip_prefix(TESTS).ok())
            .map(plain)
            .filter(|name| name.ends_with(".test.mjs")),
    );
    if words.len() == before {
        return Err(format!("{} holds no *.test.mjs", inside.display()));
    }
    Job::new("node", &words).within(TESTS).run()
}
