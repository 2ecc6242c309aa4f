//! The two bundles of the web build: compiled by a cargo call each, divided where the code says so, bound by
//! wasm-bindgen as a library out of the same lock file, and made smaller by binaryen's wasm-opt. Slow results
//! are kept by content, so an unchanged wasm is never optimised twice.

use crate::{
    Done,
    children::Job,
    place::{CACHE, files, hash, plain, read, write_if_changed},
    tools,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Field first: it is the one that tablets carry.
pub const BUNDLES: [&str; 2] = ["field", "office"];
/// The bundle with pages in parts of their own (`app/src/parts.rs`).
const DIVIDED: &str = "field";
/// The module that fetches a part when it is needed.
const LINK: &str = "./parts.js";
/// What current browsers understand and rustc may emit. Only the light passes: `-Oz` makes the file 11 %
/// smaller on disk and 9 % larger on the wire, because what it shortens no longer repeats itself. Small
/// functions with one caller go into it: a browser compiles each function when it is first called, and
/// that was a third of the time to the first question. Measured: 18,122 functions become 11,443 for 2 %
/// more on the wire; without a limit 8,073 for 12 % more. Functions are put in the order of their names at the end: what
/// was made of one generic function for several types stands together and compresses better, 2 % on the wire.
const WASM_OPT_FLAGS: [&str; 12] = [
    "--quiet",
    "-O1",
    "--inlining-optimizing",
    "--one-caller-inline-max-function-size",
    "60",
    "--reorder-functions-by-name",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
/// Raised when the recipe below changes, so that old results are not taken for new ones.
const RECIPE: &str = "5";

/// Stands beside kept work once it is whole.
const FINISHED: &str = "finished";

/// How much work goes into small and fast files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grade {
    /// Small and fast: what is deployed and tested.
    Release,
    /// Built quickly, for the next look.
    Dev,
}

/// One bundle, bound and (for release) optimised.
pub struct Bundle {
    /// `field` or `office`.
    pub name: &'static str,
    /// Its files by path. They name each other by relative paths: the module that loads the wasm, the wasm, its
    /// parts, and JavaScript that crates bring along.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Bundle {
    /// Path of the module that loads the wasm.
    pub fn script(&self) -> String {
        format!("{}.js", self.name)
    }

    /// Path of the wasm that is loaded first.
    pub fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }
}

/// Compiles, binds and optimises both bundles.
pub fn bundles(grade: Grade) -> Done<Vec<Bundle>> {
    tools::need_wasm_target()?;
    compile(grade)?;
    let wasm_opt = if grade == Grade::Release { tools::wasm_opt() } else { None };
    std::thread::scope(|scope| {
        let workers = BUNDLES.map(|name| {
            scope.spawn({
                let wasm_opt = wasm_opt.as_ref();
                move || bundle(name, grade, wasm_opt)
            })
        });
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or(Err("wasm-bindgen stopped".into())))
            .collect()
    })
}

fn compile(grade: Grade) -> Done {
    let profile = if grade == Grade::Release { "wasm-release" } else { "dev" };
    // One call a bundle: cargo unites the features of what it builds together, and the field bundle must
    // not carry the office's code for waking up pages that a server drew.
    BUNDLES.iter().try_for_each(|name| {
        let target = "wasm32-unknown-unknown";
        Job::cargo(&["build", "--lib", "--target", target, "--profile", profile, "--package", name]).run()
    })
}

fn bundle(name: &'static str, grade: Grade, wasm_opt: Option<&tools::WasmOpt>) -> Done<Bundle> {
    let folder = if grade == Grade::Release { "wasm-release" } else { "debug" };
    let input = read(Path::new("target/wasm32-unknown-unknown").join(folder).join(format!("{name}.wasm")))?;
    let means = wasm_opt
        .map_or("unoptimised".into(), |tool| format!("{} {}", tool.version, WASM_OPT_FLAGS.join(" ")));
    let key = hash(format!("{RECIPE} {grade:?} {means} {}", hash(&input)).as_bytes());
    let kept = Path::new(CACHE).join("wasm").join(format!("{name}-{}", &key[..16]));
    if !kept.join(FINISHED).exists() {
        make(name, grade, input, wasm_opt, &kept)?;
    }
    let named = |path: PathBuf| Ok((plain(path.strip_prefix(&kept).unwrap_or(&path)), read(&path)?));
    let files = files(&kept)?.into_iter().filter(|path| !path.ends_with(FINISHED)).map(named);
    Ok(Bundle { name, files: files.collect::<Done<_>>()? })
}

fn make(
    name: &'static str,
    grade: Grade,
    input: Vec<u8>,
    wasm_opt: Option<&tools::WasmOpt>,
    folder: &Path,
) -> Done {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let input = if name == DIVIDED { divide(name, &input, folder)? } else { input };
    // Names are wanted until functions are in their order; wasm-opt leaves them out of what it writes.
    let is_named = grade == Grade::Dev || wasm_opt.is_some();
    bind(name, is_named, input, folder).map_err(|error| format!("wasm-bindgen, {name}: {error:#}"))?;
    if let Some(tool) = wasm_opt {
        let is_wasm = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "wasm");
        files(folder)?.iter().filter(|path| is_wasm(path)).try_for_each(|path| optimise(tool, path))?;
    }
    write_if_changed(folder.join(FINISHED), b"")
}

/// Takes the parts out into files of their own, and gives what is left.
fn divide(name: &str, input: &[u8], folder: &Path) -> Done<Vec<u8>> {
    let rest = folder.join("rest.wasm");
    let script = format!("./{name}.js");
    let mut options = wasm_split_cli_support::Options::new(input);
    options.output_dir = folder;
    options.main_out_path = &rest;
    options.main_module = &script;
    options.link_name = LINK;
    wasm_split_cli_support::transform(options).map_err(|error| format!("dividing {name}: {error:#}"))?;
    let bytes = read(&rest)?;
    std::fs::remove_file(&rest).map_err(|error| format!("{}: {error}", rest.display()))?;
    Ok(bytes)
}

fn bind(name: &str, is_named: bool, input: Vec<u8>, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    wasm_bindgen_cli_support::Bindgen::new()
        .input_bytes(name, input)
        .web(true)?
        .typescript(false)
        // The boot script hands over the hashed address; a guess would only be wrong.
        .omit_default_module_path(true)
        // Parts find the table of functions and the stack by the names that the linker gave them.
        .keep_lld_exports(name == DIVIDED)
        .remove_name_section(!is_named)
        .remove_producers_section(true)
        .generate(folder)?;
    Ok(())
}

fn optimise(tool: &tools::WasmOpt, path: &Path) -> Done {
    let (input, output) = (plain(path), plain(&path.with_extension("small.wasm")));
    let mut words = vec![plain(&tool.script), input.clone(), "-o".into(), output.clone()];
    words.extend(WASM_OPT_FLAGS.map(String::from));
    Job::new("node", &words).run()?;
    std::fs::rename(&output, &input).map_err(|error| format!("{output}: {error}"))
}
