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
        println!("{}: {} wasm, {} js", bundle.name, kilobytes(bundle.wasm.len()), kilobytes(bundle.js.len()));
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
        let (name, suffix) = stem.strip_suffix("_bg").map_or((stem, ""), |name| (name, "_bg"));
        let path = format!("pkg/{name}-{}{suffix}.{ending}", &hash(&bytes)[..8]);
        self.add(&path, bytes);
        format!("/{path}")
    }

    fn add_bundle(&mut self, bundle: &Bundle) -> Parts {
        let name = bundle.name;
        let mut all = Vec::new();
        let mut js = bundle.js.clone();
        if !bundle.snippets.is_empty() {
            let everything: Vec<u8> = bundle.snippets.values().flatten().copied().collect();
            let folder = format!("{name}.snippets-{}", &hash(&everything)[..8]);
            js = js.replace("./snippets/", &format!("./{folder}/"));
            for (path, bytes) in &bundle.snippets {
                self.add(&format!("pkg/{folder}/{path}"), bytes.clone());
                all.push(format!("/pkg/{folder}/{path}"));
            }
        }
        let js = self.add_hashed(name, "js", js.into_bytes());
        let wasm = self.add_hashed(&format!("{name}_bg"), "wasm", bundle.wasm.clone());
        // The wasm is fetched and checked while its module is still on the way.
        let boot = format!(
            "const wasm = WebAssembly.compileStreaming(fetch(\"{wasm}\"));\n\
             const {{ default: init, start }} = await import(\"{js}\");\n\
             await init({{ module_or_path: await wasm }});\nstart();\n"
        );
        let boot = self.add_hashed(&format!("{name}.boot"), "js", boot.into_bytes());
        all.extend([boot.clone(), js.clone(), wasm.clone()]);
        Parts { boot, script: js, wasm, all }
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
        let one = site.add_hashed("field_bg", "wasm", b"one".to_vec());
        let two = site.add_hashed("field_bg", "wasm", b"two".to_vec());
        assert_ne!(one, two);
        assert!(one.starts_with("/pkg/field-") && one.ends_with("_bg.wasm"), "{one}");
    }

    #[test]
    fn the_boot_script_names_the_hashed_files() {
        let mut site = Site::default();
        let snippets = BTreeMap::from([("crate-1/inline0.js".to_owned(), b"export {}".to_vec())]);
        let js = "import { a } from './snippets/crate-1/inline0.js';".to_owned();
        let parts = site.add_bundle(&Bundle { name: "field", js, wasm: b"wasm".to_vec(), snippets });
        let text = |address: &String| String::from_utf8(site.0[&address[1..]].clone()).unwrap();
        let [snippet, boot, js, wasm] = &parts.all[..] else { panic!("{:?}", parts.all) };
        assert!(text(boot).contains(js) && text(boot).contains(wasm));
        assert!(text(js).contains(snippet.trim_start_matches("/pkg/")));
    }

    #[test]
    fn the_worker_must_have_both_blanks_once() {
        let files = vec!["/offline".to_owned()];
        assert_eq!(fill("'__BUILD__' __FILES__", "b1", &files).unwrap(), "'b1' [\"/offline\"]");
        assert!(fill("__BUILD__", "b1", &files).is_err());
        assert!(fill("__BUILD__ __BUILD__ __FILES__", "b1", &files).is_err());
    }
}
