//! Building the product and running it: `build`, `run` and `demo`.

use crate::{
    Done, Flags,
    children::{Job, Running},
    site,
    wasm::Grade,
};
use std::path::{Path, PathBuf};

/// Where tablets and browsers find the server unless it is told otherwise.
const LISTEN: &str = "127.0.0.1:3000";

/// `cargo xtask build`.
pub fn build(flags: &Flags) -> Done {
    let grade = if flags.has("--dev") { Grade::Dev } else { Grade::Release };
    site::build(grade, false)?;
    if !flags.has("--web") {
        let binary = server(grade)?;
        println!("server: {}", binary.display());
    }
    Ok(())
}

/// `cargo xtask run`. Release pages with a development server unless a flag asks for one grade
/// throughout: an unoptimised page is slow under the hand on every tap, an unoptimised server is not,
/// and it is ready several minutes earlier on a fresh machine.
pub fn run(flags: &Flags) -> Done {
    let (web, native) = match (flags.has("--release"), flags.has("--dev")) {
        (true, true) => return Err("--release or --dev, not both".into()),
        (true, false) => (Grade::Release, Grade::Release),
        (false, true) => (Grade::Dev, Grade::Dev),
        (false, false) => (Grade::Release, Grade::Dev),
    };
    site::build(web, false)?;
    let binary = server(native)?;
    serve(&binary, flags, false)?.wait()
}

/// `cargo xtask demo`.
pub fn demo(flags: &Flags) -> Done {
    let folder = Path::new(data_folder(true));
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    run(&flags.clone().with("--demo"))
}

/// Builds the server with the web files inside; gives its path.
pub fn server(grade: Grade) -> Done<PathBuf> {
    let (profile, folder) = if grade == Grade::Release { ("release", "release") } else { ("dev", "debug") };
    Job::cargo(&["build", "--package", "threshold", "--bin", "threshold", "--profile", profile]).run()?;
    Ok(Path::new("target").join(folder).join(format!("threshold{}", std::env::consts::EXE_SUFFIX)))
}

/// Starts the server on the data folder that the flags mean.
pub fn serve(binary: &Path, flags: &Flags, reloading: bool) -> Done<Running> {
    let demo = flags.has("--demo");
    let data = data_folder(demo);
    std::fs::create_dir_all(data).map_err(|error| format!("{data}: {error}"))?;
    let database = format!("sqlite://{data}/threshold.db");
    let listen = flags.value("--listen").unwrap_or(LISTEN);
    let mut words = vec!["serve", "--listen", listen, "--database", &database, "--data", data];
    if demo {
        words.push("--demo");
    }
    let job = Job::new(&binary.to_string_lossy(), &words);
    if reloading { job.env("THRESHOLD_RELOAD", "true") } else { job }.start()
}

fn data_folder(demo: bool) -> &'static str {
    if demo { "data/demo" } else { "data" }
}
