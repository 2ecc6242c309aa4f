//! The tools around us: rustup's wasm target, node and its packages, Debian's packages. What is
//! missing is installed where that is allowed; where it is not, the message says what to do.

use crate::{
    Done,
    children::Job,
    place::{TESTS, hash, plain, read, write_if_changed},
};
use std::path::{Path, PathBuf};

const TARGET: &str = "wasm32-unknown-unknown";
/// Python's own place.
const PYTHON: &str = "target/python";
/// The oldest node that the browser tests run on.
const NODE_AT_LEAST: u32 = 20;

/// Where a program is, if anywhere on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

/// Makes sure that rustc can build for browsers.
pub fn need_wasm_target() -> Done {
    let library = Job::new("rustc", &["--print", "target-libdir", "--target", TARGET]).said()?;
    if Path::new(library.trim()).exists() {
        return Ok(());
    }
    if find("rustup").is_none() {
        return Err(format!(
            "rustc has no {TARGET}. Install it as your Rust came (rustup: rustup target add {TARGET})."
        ));
    }
    Job::new("rustup", &["target", "add", TARGET]).run()
}

/// binaryen's wasm-opt, as npm ships it: a script for node.
pub struct WasmOpt {
    /// The script.
    pub script: PathBuf,
    /// What it calls itself.
    pub version: String,
}

/// wasm-opt, or a warning and nothing: the files work without it, they are just larger.
pub fn wasm_opt() -> Option<WasmOpt> {
    match need_npm_packages().and_then(|()| named_wasm_opt()) {
        Ok(tool) => Some(tool),
        Err(words) => {
            eprintln!(
                "warning: the wasm stays about twice as large, because wasm-opt cannot run.\n  {words}"
            );
            None
        }
    }
}

fn named_wasm_opt() -> Done<WasmOpt> {
    let script = Path::new(TESTS).join("node_modules/binaryen/bin/wasm-opt");
    let version = Job::new("node", &[plain(&script).as_str(), "--version"]).said()?;
    Ok(WasmOpt { script, version: version.trim().to_owned() })
}

/// Node, recent enough, with npm.
pub fn need_node() -> Done {
    if find("node").is_none() || find("npm").is_none() {
        install(&["nodejs", "npm"], "node")?;
    }
    let version = Job::new("node", &["--version"]).said()?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|word| word.parse().ok());
    if major.unwrap_or(0) < NODE_AT_LEAST {
        return Err(format!(
            "node {} is too old: version {NODE_AT_LEAST} or newer is needed",
            version.trim()
        ));
    }
    Ok(())
}

/// The packages of tests/package-lock.json, installed once for each state of that file.
pub fn need_npm_packages() -> Done {
    if find("node").is_none() || find("npm").is_none() {
        return Err(format!(
            "node and npm are missing (version {NODE_AT_LEAST} or newer, nodejs.org or your system's packages)."
        ));
    }
    let wanted = hash(&read(Path::new(TESTS).join("package-lock.json"))?);
    let stamp = Path::new(TESTS).join("node_modules/.installed-from");
    if std::fs::read_to_string(&stamp).is_ok_and(|now| now == wanted) {
        return Ok(());
    }
    Job::new("npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]).within(TESTS).run()?;
    write_if_changed(stamp, wanted.as_bytes())
}

/// Python with what tests/forms/requirements.txt names, in a place of its own.
pub fn need_fhir_resources() -> Done {
    let list = plain(&Path::new(TESTS).join("forms/requirements.txt"));
    let wanted = hash(&read(&list)?);
    let stamp = Path::new(PYTHON).join(".installed-from");
    if std::fs::read_to_string(&stamp).is_ok_and(|now| now == wanted) {
        return Ok(());
    }
    let made = || Job::new("python3", &["-m", "venv", "--clear", PYTHON]).run();
    if find("python3").is_none() || made().is_err() {
        install(&["python3", "python3-venv"], "python3 with venv")?;
        made()?;
    }
    let pip = plain(&Path::new(PYTHON).join("bin/pip"));
    Job::new(&pip, &["install", "--quiet", "--disable-pip-version-check", "--requirement", &list]).run()?;
    write_if_changed(stamp, wanted.as_bytes())
}

/// Chromium as Debian packages it, or what CHROMIUM points to.
pub fn need_chromium() -> Done {
    if std::env::var_os("CHROMIUM").is_some() || find("chromium").is_some() {
        return Ok(());
    }
    install(&["chromium"], "chromium").map_err(|words| {
        format!("{words}\nOr name any Chromium or Chrome in the environment variable CHROMIUM.")
    })
}

/// What reads documents back: poppler's pdftotext and pdftoppm, and qpdf.
pub fn need_paper_readers() -> Done {
    if ["pdftotext", "pdftoppm", "qpdf"].iter().all(|program| find(program).is_some()) {
        return Ok(());
    }
    install(&["poppler-utils", "qpdf"], "pdftotext or qpdf")
}

/// The folder with PostgreSQL's programs.
pub fn need_postgres() -> Done<PathBuf> {
    if let Some(folder) = postgres_folder() {
        return Ok(folder);
    }
    install(&["postgresql"], "postgresql")
        .map_err(|words| format!("{words}\nOr name an empty cluster in THRESHOLD_TEST_POSTGRES."))?;
    postgres_folder().ok_or("PostgreSQL was installed, but its programs are nowhere to be found".into())
}

fn postgres_folder() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        versions.map(|entry| entry.path().join("bin")).filter(|bin| bin.join("initdb").exists()).collect();
    folders.sort_by_key(|bin| {
        let version = bin.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        version.and_then(|name| name.parse::<u32>().ok()).unwrap_or(0)
    });
    folders.pop().or_else(|| find("initdb")?.parent().map(Path::to_path_buf))
}

/// Whether we are root, who alone may install Debian's packages.
pub fn is_root() -> bool {
    #[cfg(unix)]
    return std::fs::metadata("/proc/self")
        .is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0);
    #[cfg(not(unix))]
    false
}

fn install(packages: &[&str], program: &str) -> Done {
    let list = packages.join(" ");
    if !is_root() || find("apt-get").is_none() {
        return Err(format!(
            "{program} is missing, and only root on Debian may install it: apt-get install {list}"
        ));
    }
    println!("installing {list}");
    let quiet = |words: &[&str]| Job::new("apt-get", words).env("DEBIAN_FRONTEND", "noninteractive").run();
    quiet(&["update", "-qq"])?;
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    quiet(&words)
}

/// nextest, installed once into target/tools where it is missing; `None` if that does not work.
pub fn nextest() -> Option<PathBuf> {
    const VERSION: &str = "0.9.143";
    if let Some(program) = find("cargo-nextest") {
        return Some(program);
    }
    let program = Path::new("target/tools/bin/cargo-nextest");
    if !program.exists() {
        println!("installing cargo-nextest {VERSION} into target/tools, once");
        let words = [
            "install",
            "cargo-nextest",
            "--version",
            VERSION,
            "--locked",
            "--root",
            "target/tools",
            "--target-dir",
            "target/tools/build",
        ];
        if let Err(words) = Job::cargo(&words).run() {
            eprintln!("warning: going on with `cargo test`. {words}");
            return None;
        }
        let _ = std::fs::remove_dir_all("target/tools/build");
    }
    crate::place::root().join(program).canonicalize().ok()
}
