//! `cargo xtask chaos`: trials that try to lose or leak something. Each prints its seed and the commit,
//! so that a failure can be played again.

use crate::{
    Done, Flags,
    children::Job,
    place::{TESTS, files, plain},
    postgres::Cluster,
    run, site, tools,
    wasm::Grade,
};
use std::path::Path;

/// Seeds of the simulation when nobody says how many.
const SEEDS: &str = "1000";

/// How many: of kills, of storms drawn from seeds, of cuts.
const COUNTS: [&str; 3] = ["--trials", "--seeds", "--cuts"];

/// One kind of trial, or all of them with their small counts.
pub fn chaos(kind: Option<&str>, flags: &Flags) -> Done {
    match kind {
        Some("sim") => sim(flags.value("--seeds").unwrap_or(SEEDS)),
        Some(name) => {
            let found = scripts()?.into_iter().find(|script| script.name == name);
            let script = found.ok_or_else(|| match scripts() {
                Ok(known) => {
                    let names: Vec<String> = known.into_iter().map(|script| script.name).collect();
                    format!("there is no trial called {name}; there are sim, {}", names.join(", "))
                }
                Err(why) => why,
            })?;
            ready()?;
            play(&script, flags)
        }
        None => {
            sim(SEEDS)?;
            ready()?;
            all_in_small()
        }
    }
}

/// Every trial with its small count: what the test run does. A server and the web files must be built.
pub fn all_in_small() -> Done {
    let flags = Flags(Vec::new());
    let results: Vec<Done> = scripts()?.iter().map(|script| play(script, &flags)).collect();
    let wrong: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Many tablets and a server in one thread, drawn from seeds.
fn sim(seeds: &str) -> Done {
    println!("sim: seeds 1 to {seeds}");
    Job::cargo(&["test", "--release", "--quiet", "--package", "sync", "--test", "sync", "simulation"])
        .env("THRESHOLD_SEEDS", seeds)
        .run()
}

struct Script {
    /// As the command line says it: "server-kill".
    name: String,
    /// From the folder of the tests.
    path: String,
}

/// The trials in the browser: the files of tests/chaos.
fn scripts() -> Done<Vec<Script>> {
    let all = files(&Path::new(TESTS).join("chaos"))?;
    let script = |path: &std::path::PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let path = plain(path.strip_prefix(TESTS).unwrap_or(path));
        Some(Script { name, path })
    };
    Ok(all.iter().filter_map(script).collect())
}

fn ready() -> Done {
    tools::need_node()?;
    tools::need_npm_packages()?;
    tools::need_chromium()?;
    site::build(Grade::Release, false)?;
    run::server(Grade::Release).map(|_| ())
}

fn play(script: &Script, flags: &Flags) -> Done {
    let mut words = vec![script.path.clone()];
    let n = COUNTS.iter().find_map(|name| flags.value(name));
    for (name, value) in [("--trials", n), ("--seed", flags.value("--seed"))] {
        words.extend(value.into_iter().flat_map(|value| [name.to_owned(), value.to_owned()]));
    }
    println!();
    Job::new("node", &words).within(TESTS).run()?;
    if script.name != "server-kill" {
        return Ok(());
    }
    println!("\nthe same on PostgreSQL");
    let cluster = Cluster::start()?;
    Job::new("node", &words).within(TESTS).env("THRESHOLD_CHAOS_DATABASE", &cluster.url).run()
}
