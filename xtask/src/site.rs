//! Puts the web files together in target/site: hashed bundles and stylesheet under pkg/, everything
//! of public/ under its own name, the service worker with its list, assets.json for the server.
//! A file that did not change is not written again.

use crate::{
    Done,
    compress::{self, is_compressible},
    css,
    place::{CACHE, SITE, files, hash, kilobytes, plain, read, write_if_changed},
    wasm::{self, Bundle, Grade},
};
use serde_json::json;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

/// Pages that the server makes and the tablet keeps.
const KEPT_PAGES: [&str; 2] = ["/app/shell", "/offline"];
/// Files of public/ that the tablet does not keep: the worker itself, words for people, the pictures that
/// its home screen fetches once when the app is put there, and the drawings, which its shell carries.
const NOT_KEPT: [&str; 6] =
    ["sw.js", "fonts/OFL.txt", "icon-192.png", "icon-512.png", "icon-maskable-512.png", "icons.svg"];
/// Reloads open pages after a build; written for `watch` alone and kept out of the tablet's set.
const RELOAD: &str = include_str!("reload.js");

/// Builds everything that the browser gets.
pub fn build(grade: Grade, reloading: bool) -> Done {
    let begun = Instant::now();
    let bundles = wasm::bundles(grade)?;
    let mut site = Site::default();
    let parts: Vec<Parts> = bundles.iter().map(|bundle| site.add_bundle(bundle)).collect();
    let style = site.add_hashed("style", "css", css::stylesheet(Path::new("style"))?.into_bytes());
    let public = site.add_public()?;
    let mut field_files: Vec<String> = KEPT_PAGES.map(String::from).to_vec();
    field_files.push(style.clone());
    field_files.extend(parts[0].all.iter().cloned());
    field_files.extend(public);

    let build = site.build_id()?;
    site.fill_worker(&build, &field_files)?;
    let assets = json!({
        "build": build, "style": style, "office_boot": parts[1].boot, "field_boot": parts[0].boot,
        "field_script": parts[0].script, "field_wasm": parts[0].wasm, "field_files": field_files,
    });
    site.add("assets.json", format!("{assets:#}\n").into_bytes());
    if reloading {
        site.add("reload.js", RELOAD.into());
    }
    site.write(grade)?;
    forget_old_work();
    for bundle in &bundles {
        let sizes = bundle.files.iter().map(|(path, bytes)| format!("{path} {}", kilobytes(bytes.len())));
        println!("{}: {}", bundle.name, sizes.collect::<Vec<_>>().join(", "));
    }
    println!("web files: {SITE}, build {build}, {:.1} s", begun.elapsed().as_secs_f32());
    Ok(())
}

/// Makes sure that the server's crate finds a folder to embed. It holds no pages yet.
pub fn stand_in() -> Done {
    let assets = Path::new(SITE).join("assets.json");
    if assets.exists() { Ok(()) } else { write_if_changed(assets, b"{}\n") }
}

/// The files of the site by path, in memory until all of them are known.
#[derive(Default)]
struct Site(BTreeMap<String, Vec<u8>>);

/// Addresses of one bundle.
struct Parts {
    boot: String,
    script: String,
    wasm: String,
    all: Vec<String>,
}

impl Site {
    fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.insert(path.to_owned(), bytes);
    }

    /// Adds a file under pkg/ with the hash of its content in its name; gives its address.
    fn add_hashed(&mut self, stem: &str, ending: &str, bytes: Vec<u8>) -> String {
        let path = format!("pkg/{stem}-{}.{ending}", &hash(&bytes)[..8]);
        self.add(&path, bytes);
        format!("/{path}")
    }

    fn add_bundle(&mut self, bundle: &Bundle) -> Parts {
        // One folder under one hash: the files name each other, so that a change of one changes all.
        let everything: Vec<u8> = bundle
            .files
            .iter()
            .flat_map(|(path, bytes)| [path.as_bytes(), bytes])
            .flatten()
            .copied()
            .collect();
        let folder = format!("pkg/{}-{}", bundle.name, &hash(&everything)[..8]);
        let at = |path: &str| format!("/{folder}/{path}");
        let (script, wasm) = (at(&bundle.script()), at(&bundle.wasm()));
        // The wasm is fetched and checked while its module is still on the way.
        let boot = format!(
            "const wasm = WebAssembly.compileStreaming(fetch(\"{wasm}\"));\n\
             const {{ default: init, start }} = await import(\"{script}\");\n\
             await init({{ module_or_path: await wasm }});\nstart();\n"
        );
        let boot = self.add_hashed(&format!("{}.boot", bundle.name), "js", boot.into_bytes());
        let mut all = vec![boot.clone()];
        for (path, bytes) in &bundle.files {
            self.add(&at(path)[1..], bytes.clone());
            all.push(at(path));
        }
        Parts { boot, script, wasm, all }
    }

    /// Adds public/ as it is; gives the addresses that the tablet keeps.
    fn add_public(&mut self) -> Done<Vec<String>> {
        let mut kept = Vec::new();
        for path in files(Path::new("public"))? {
            let name = plain(path.strip_prefix("public").unwrap_or(&path));
            self.add(&name, read(&path)?);
            if !NOT_KEPT.contains(&name.as_str()) {
                kept.push(format!("/{name}"));
            }
        }
        Ok(kept)
    }

    /// One id for all of it. The sources of the server's pages count as well, because the shell
    /// that the tablet keeps is one of them.
    fn build_id(&self) -> Done<String> {
        let mut lines = String::new();
        for (path, bytes) in &self.0 {
            lines.push_str(&format!("{path} {}\n", hash(bytes)));
        }
        for folder in ["app/src", "server/src"] {
            for path in files(Path::new(folder))? {
                lines.push_str(&format!("{} {}\n", plain(&path), hash(&read(&path)?)));
            }
        }
        Ok(hash(lines.as_bytes())[..16].to_owned())
    }

    fn fill_worker(&mut self, build: &str, kept: &[String]) -> Done {
        let Some(worker) = self.0.get("sw.js") else {
            return Err("public/sw.js is missing: without it nothing works at the door".into());
        };
        let filled = fill(&String::from_utf8_lossy(worker), build, kept)?;
        self.add("sw.js", filled.into_bytes());
        Ok(())
    }

    /// Writes what changed, takes away what is no longer part of it, compresses the rest.
    fn write(&self, grade: Grade) -> Done {
        let site = Path::new(SITE);
        let mut wanted: Vec<PathBuf> = Vec::new();
        for (path, bytes) in &self.0 {
            write_if_changed(site.join(path), bytes)?;
            wanted.push(site.join(path));
        }
        compress::compress(&wanted, grade)?;
        let companions: Vec<PathBuf> = wanted
            .iter()
            .filter(|path| is_compressible(path))
            .flat_map(|path| ["br", "gz"].map(|ending| compress::beside(path, ending)))
            .collect();
        for path in files(site)? {
            if !wanted.contains(&path) && !companions.contains(&path) {
                std::fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        Ok(())
    }
}

/// The worker's text with its two blanks filled in.
fn fill(worker: &str, build: &str, kept: &[String]) -> Done<String> {
    for blank in ["__BUILD__", "__FILES__"] {
        if worker.matches(blank).count() != 1 {
            return Err(format!("public/sw.js must hold {blank} exactly once"));
        }
    }
    Ok(worker.replace("__BUILD__", build).replace("__FILES__", &json!(kept).to_string()))
}

/// Kept work that nothing has made or asked for in two weeks is forgotten.
fn forget_old_work() {
    let Some(limit) = SystemTime::now().checked_sub(Duration::from_secs(14 * 24 * 3600)) else {
        return;
    };
    for folder in ["wasm", "compressed"] {
        let Ok(entries) = std::fs::read_dir(Path::new(CACHE).join(folder)) else {
            continue;
        };
        for entry in entries.flatten() {
            let is_old = entry.metadata().and_then(|about| about.modified()).is_ok_and(|time| time < limit);
            if is_old {
                let _ = std::fs::remove_dir_all(entry.path()).or_else(|_| std::fs::remove_file(entry.path()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_changes_with_the_content() {
        let mut site = Site::default();
        let one = site.add_hashed("style", "css", b"one".to_vec());
        let two = site.add_hashed("style", "css", b"two".to_vec());
        assert_ne!(one, two);
        assert!(one.starts_with("/pkg/style-") && one.ends_with(".css"), "{one}");
    }

    #[test]
    fn the_boot_script_names_the_hashed_files() {
        let mut site = Site::default();
        let bundle = |part: &str| {
            let files = [("field.js", "import './parts.js'"), ("field_bg.wasm", "wasm"), ("parts.js", part)];
            let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
            Bundle { name: "field", files: BTreeMap::from(files) }
        };
        let parts = site.add_bundle(&bundle("export {}"));
        let text = |address: &String| String::from_utf8(site.0[&address[1..]].clone()).unwrap();
        assert!(text(&parts.boot).contains(&parts.script) && text(&parts.boot).contains(&parts.wasm));
        assert_eq!(parts.all.len(), 4, "{:?}", parts.all);
        assert!(parts.all.iter().all(|address| site.0.contains_key(&address[1..])), "{:?}", parts.all);
        let folder = |parts: &Parts| parts.script.trim_end_matches("field.js").to_owned();
        assert!(parts.wasm.starts_with(&folder(&parts)), "what names each other stands side by side");
        let changed = Site::default().add_bundle(&bundle("export { a }"));
        assert_ne!(folder(&parts), folder(&changed), "a part that changed changes every address");
    }

    #[test]
    fn the_worker_must_have_both_blanks_once() {
        let files = vec!["/offline".to_owned()];
        assert_eq!(fill("'__BUILD__' __FILES__", "b1", &files).unwrap(), "'b1' [\"/offline\"]");
        assert!(fill("__BUILD__", "b1", &files).is_err());
        assert!(fill("__BUILD__ __BUILD__ __FILES__", "b1", &files).is_err());
    }
}
