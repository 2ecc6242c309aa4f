//! Where things are in the repository. Every task runs with the root as its working folder, so all
//! paths here are relative to it.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

use crate::Done;

/// The finished web files, as the server embeds them.
pub const SITE: &str = "target/site";
/// Slow work that can be had again: optimised wasm, compressed files.
pub const CACHE: &str = "target/xtask-cache";
/// The browser tests and the npm packages.
pub const TESTS: &str = "tests";

/// The repository's root: the folder above this crate. Cargo says where that is; the place where
/// this program was built is the second choice.
pub fn root() -> PathBuf {
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Every file below a folder, sorted, as paths that begin with the folder.
pub fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The bytes of a file.
pub fn read(path: impl AsRef<Path>) -> Done<Vec<u8>> {
    let path = path.as_ref();
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The text of a file.
pub fn read_text(path: impl AsRef<Path>) -> Done<String> {
    let path = path.as_ref();
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file unless it already says exactly that. An unchanged file keeps its time, so that
/// cargo does not build the server again for nothing.
pub fn write_if_changed(path: impl AsRef<Path>, bytes: &[u8]) -> Done {
    let path = path.as_ref();
    if std::fs::read(path).is_ok_and(|now| now == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// SHA-256 in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A path with forward slashes, for addresses and messages.
pub fn plain(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Bytes for people: "412 kB" (thousands, as browsers and networks count).
pub fn kilobytes(n_bytes: usize) -> String {
    format!("{:.1} kB", n_bytes as f64 / 1000.0)
}
