//! Brotli and gzip beside each file that gets smaller by it. Compressed files are kept by content,
//! because the best quality takes seconds for each wasm.

use crate::{
    Done,
    place::{CACHE, hash, read, write_if_changed},
    wasm::Grade,
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

/// Endings that are worth compressing; pictures and fonts are compressed already.
const ENDINGS: [&str; 9] = ["css", "js", "mjs", "wasm", "svg", "json", "webmanifest", "html", "txt"];

/// Writes `.br` and `.gz` beside each compressible file, on all cores.
pub fn compress(files: &[PathBuf], grade: Grade) -> Done {
    let next = AtomicUsize::new(0);
    let n_workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..n_workers)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(file) = files.get(next.fetch_add(1, Ordering::SeqCst)) {
                        if is_compressible(file) {
                            compress_one(file, grade)?;
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or(Err("a compressor stopped".into())))
    })
}

/// Whether a file gets the two companions.
pub fn is_compressible(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| ENDINGS.contains(&ending))
}

fn compress_one(path: &Path, grade: Grade) -> Done {
    let bytes = read(path)?;
    let quality = if grade == Grade::Release { 11 } else { 5 };
    let name = hash(&bytes);
    let brotli = kept(&format!("{name}-{quality}.br"), || brotli(&bytes, quality))?;
    let gzip = kept(&format!("{name}-{quality}.gz"), || gzip(&bytes, quality.min(9)))?;
    write_if_changed(beside(path, "br"), &brotli)?;
    write_if_changed(beside(path, "gz"), &gzip)
}

/// The companion's path: `x.css` and `br` give `x.css.br`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn kept(name: &str, make: impl FnOnce() -> Done<Vec<u8>>) -> Done<Vec<u8>> {
    let path = Path::new(CACHE).join("compressed").join(name);
    if let Ok(bytes) = std::fs::read(&path) {
        return Ok(bytes);
    }
    let bytes = make()?;
    write_if_changed(&path, &bytes)?;
    Ok(bytes)
}

/// The bytes in brotli.
pub fn brotli(bytes: &[u8], quality: u32) -> Done<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
    writer.write_all(bytes).and_then(|()| writer.flush()).map_err(|error| format!("brotli: {error}"))?;
    drop(writer);
    Ok(out)
}

fn gzip(bytes: &[u8], quality: u32) -> Done<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(quality));
    writer.write_all(bytes).map_err(|error| format!("gzip: {error}"))?;
    writer.finish().map_err(|error| format!("gzip: {error}"))
}
