//! What may lie where: the top level as given, and names that say what a file holds.

use super::Finding;
use crate::{Done, place::plain};
use std::path::Path;

/// The top level. Names with a dot in front are free.
const TOP: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "rustfmt.toml",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "app",
    "frontend",
    "public",
    "server",
    "style",
];
const ALSO_TOP: [&str; 2] = ["tests", "xtask"];
/// What work leaves behind; .gitignore knows the same ones.
const LEFT_BEHIND: [&str; 3] = ["target", "data", "node_modules"];
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 8] = ["utils", "util", "helpers", "helper", "common", "misc", "types", "mod"];

/// Every file of the project from the root, with forward slashes, sorted.
pub fn paths(root: &Path) -> Done<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let from_root = plain(path.strip_prefix(root).unwrap_or(&path));
            if path.is_dir() {
                let is_ours =
                    !LEFT_BEHIND.contains(&name.as_str()) && name != ".git" && from_root != "tests/results";
                if is_ours {
                    folders.push(path);
                }
            } else {
                found.push(from_root);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file is read by the rules about text.
pub fn is_text(path: &str) -> bool {
    [".rs", ".css", ".js", ".mjs", ".svg", ".html"].iter().any(|ending| path.ends_with(ending))
}

/// The rules about names.
pub fn check(paths: &[String]) -> Vec<Finding> {
    paths.iter().flat_map(|path| [top_level(path), empty_name(path)]).flatten().collect()
}

fn top_level(path: &str) -> Option<Finding> {
    let first = path.split('/').next().unwrap_or(path);
    let is_known = first.starts_with('.') || TOP.contains(&first) || ALSO_TOP.contains(&first);
    (!is_known).then(|| Finding::new(path, 1, format!("{first} has no place at the top level")))
}

fn empty_name(path: &str) -> Option<Finding> {
    let name = path.split('/').find(|part| {
        let stem = part.split('.').next().unwrap_or(part);
        EMPTY_NAMES.contains(&stem)
    })?;
    Some(Finding::new(path, 1, format!("{name} says nothing about what is inside")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n_findings(path: &str) -> usize {
        check(&[path.to_owned()]).len()
    }

    #[test]
    fn only_the_given_names_stand_at_the_top() {
        assert_eq!(n_findings("docs/plan.md"), 1);
        assert_eq!(n_findings("justfile"), 1);
        for path in
            ["README.md", "LICENSE-MIT", ".ci/run", ".gitignore", "tests/package.json", "xtask/src/main.rs"]
        {
            assert_eq!(n_findings(path), 0, "{path}");
        }
    }

    #[test]
    fn names_say_what_is_inside() {
        for path in
            ["app/src/utils.rs", "app/src/common/door.rs", "app/src/ui/mod.rs", "tests/fixtures/helpers.mjs"]
        {
            assert_eq!(n_findings(path), 1, "{path}");
        }
        assert_eq!(n_findings("app/src/ui/common_room.rs"), 0);
    }
}
