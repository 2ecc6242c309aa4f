//! `cargo xtask fuzz [--minutes N]`: random Questionnaires and expressions against the form engine, by libFuzzer. It ends
//! at the first input that panics, takes over a second or fills the memory, and leaves it in `app/forms/fuzz/artifacts`.
//! What reaches new code is kept in `app/forms/fuzz/corpus`, a line an input; the ordinary tests read it as well.

use crate::{
    Done, Flags,
    children::Job,
    place::{files, plain, read, read_text, write_if_changed},
    tools,
};
use std::path::{Path, PathBuf};

const FOLDER: &str = "app/forms/fuzz";
const TARGETS: [&str; 2] = ["form", "expression"];
const USUAL_MINUTES: u64 = 10;
/// Longer inputs are tried, and not kept.
const LONGEST_KEPT: usize = 3_000;

/// Both targets, each for so many minutes.
pub fn fuzz(flags: &Flags) -> Done {
    let minutes = match flags.value("--minutes") {
        Some(words) => words.parse().map_err(|_| format!("{words} is no number of minutes"))?,
        None => USUAL_MINUTES,
    };
    if tools::find("cargo-fuzz").is_none() {
        Job::cargo(&["install", "--locked", "cargo-fuzz"]).run()?;
    }
    TARGETS.iter().try_for_each(|target| one(target, minutes))
}

fn one(target: &str, minutes: u64) -> Done {
    let kept = Path::new(FOLDER).join("corpus").join(format!("{target}.jsonl"));
    let [all, least] = ["all", "least"].map(|name| Path::new("target/fuzz").join(target).join(name));
    unpack(&kept, &all)?;
    let seconds = format!("-max_total_time={}", minutes * 60);
    let dictionary = format!("-dict={FOLDER}/form.dict");
    run(target, &[&all], &["-timeout=1", "-rss_limit_mb=2048", "-max_len=60000", &seconds, &dictionary])?;
    empty(&least)?;
    run(target, &[&least, &all], &["-merge=1", "-use_counters=0"])?;
    pack(&least, &kept)
}

fn run(target: &str, folders: &[&Path], words: &[&str]) -> Done {
    let mut all = vec![
        "fuzz",
        "run",
        "--fuzz-dir",
        FOLDER,
        "--target-dir",
        "target/fuzz",
        "--sanitizer",
        "none",
        target,
    ];
    let folders: Vec<String> = folders.iter().map(|folder| plain(folder)).collect();
    all.extend(folders.iter().map(String::as_str));
    all.push("--");
    all.extend(words);
    Job::cargo(&all).run()
}

fn empty(folder: &Path) -> Done {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn unpack(kept: &Path, folder: &Path) -> Done {
    empty(folder)?;
    let text = read_text(kept)?;
    text.lines().enumerate().try_for_each(|(n, line)| {
        let input: String =
            serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", kept.display(), n + 1))?;
        write_if_changed(folder.join(n.to_string()), input.as_bytes())
    })
}

/// The shortest first, so that little changes from one time to the next.
fn pack(folder: &Path, kept: &Path) -> Done {
    let read = |path: PathBuf| Ok(String::from_utf8(read(&path)?).ok());
    let inputs: Vec<Option<String>> = files(folder)?.into_iter().map(read).collect::<Done<_>>()?;
    let mut inputs: Vec<String> = inputs
        .into_iter()
        .flatten()
        .filter(|input| !input.is_empty() && input.len() <= LONGEST_KEPT)
        .collect();
    inputs.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    inputs.dedup();
    let lines: Vec<String> = inputs.iter().map(|input| serde_json::json!(input).to_string() + "\n").collect();
    write_if_changed(kept, lines.concat().as_bytes())
}
