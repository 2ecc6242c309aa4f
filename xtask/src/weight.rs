//! What the field app weighs: what a tablet fetches until its first question can be answered, the whole set that it
//! keeps, and which crates the code of it comes from. The ordinary test run holds both to a budget.

use crate::{
    Done, compress,
    place::{SITE, files, kilobytes, plain, read, read_text},
};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};
use wasmparser::{Name, NameSectionReader, Parser, Payload, TypeRef};

/// Most bytes as sent until the first question. The aim is 450,000, and 300,000 after that: until it is reached, it must
/// not grow again.
const FIRST_BUDGET: usize = 860_000;
/// Most bytes as sent for everything that a tablet keeps, forms included.
const WHOLE_BUDGET: usize = 1_430_000;
/// What is fetched only when somebody goes there, once the first page is on the screen, or where a name has such letters.
const LATER: [&str; 6] = ["split_", "chunk_", "drawings.svg", "library.json", "/offline", "-latin-ext-"];
/// Crates that are listed by name.
const N_CRATES: usize = 25;

/// One file of the kept set.
struct Piece {
    name: String,
    raw: usize,
    sent: usize,
    later: bool,
}

/// Prints what is fetched, and what of it comes first.
pub fn table() -> Done {
    println!("\n{:<52} {:>12} {:>12}", "files of the field app", "raw", "sent");
    let pieces = pieces()?;
    for Piece { name, raw, sent, later } in &pieces {
        let mark = if *later { "later" } else { "" };
        println!("{name:<52} {:>12} {:>12} {mark}", kilobytes(*raw), kilobytes(*sent));
    }
    let (first, whole) = sums(&pieces);
    println!("{:<52} {:>25}", "until the first question", kilobytes(first));
    println!("{:<52} {:>25}", "in all", kilobytes(whole));
    Ok(())
}

/// Fails when the app has grown over its budget.
pub fn hold_budget() -> Done {
    let (first, whole) = sums(&pieces()?);
    println!("until the first question {}, in all {}", kilobytes(first), kilobytes(whole));
    let over = [("until the first question", first, FIRST_BUDGET), ("in all", whole, WHOLE_BUDGET)]
        .into_iter()
        .filter(|(_, size, most)| size > most)
        .map(|(what, size, most)| {
            format!("the field app {what}: {} is over its budget of {}", kilobytes(size), kilobytes(most))
        })
        .collect::<Vec<_>>();
    if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
}

/// As sent: until the first question, and in all.
fn sums(pieces: &[Piece]) -> (usize, usize) {
    let sum = |wanted: fn(&&Piece) -> bool| pieces.iter().filter(wanted).map(|piece| piece.sent).sum();
    (sum(|piece| !piece.later), sum(|_| true))
}

/// The kept files as the server sends them, and the forms that ship. Pages that the server makes (the shell) are small
/// and counted by the browser's measurement.
fn pieces() -> Done<Vec<Piece>> {
    let assets: Value = serde_json::from_str(&read_text(Path::new(SITE).join("assets.json"))?)
        .map_err(|error| format!("assets.json: {error}"))?;
    let mut pieces = Vec::new();
    for address in assets["field_files"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let path = Path::new(SITE).join(address.trim_start_matches('/'));
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let companion = std::fs::read(compress::beside(&path, "br"));
        pieces.push(Piece {
            name: address.to_owned(),
            raw: bytes.len(),
            sent: companion.map_or(bytes.len(), |small| small.len()),
            later: LATER.iter().any(|part| address.contains(part)),
        });
    }
    for path in files(Path::new("app/forms/instruments"))? {
        let bytes = read(&path)?;
        let form: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        if form["resourceType"] == "Questionnaire" {
            // A tablet gets it without its indents.
            let bytes = form.to_string().into_bytes();
            let sent = compress::brotli(&bytes, 5)?.len();
            pieces.push(Piece { name: plain(&path), raw: bytes.len(), sent, later: false });
        }
    }
    Ok(pieces)
}

/// Prints how many bytes of code each crate has in the field app, before it is divided and made smaller. A function made
/// for a type of ours counts for the crate that it was written in.
pub fn by_crate() -> Done {
    let bytes = read("target/wasm32-unknown-unknown/wasm-release/field.wasm")?;
    let sizes = code_by_crate(&bytes).map_err(|error| format!("field.wasm: {error}"))?;
    let all: usize = sizes.values().sum();
    let mut largest: Vec<(&String, &usize)> = sizes.iter().collect();
    largest.sort_by_key(|(_, size)| std::cmp::Reverse(**size));
    println!("\n{:<28} {:>12} {:>8}", "code of the field app by crate", "raw", "part");
    for (name, size) in largest.into_iter().take(N_CRATES) {
        println!("{name:<28} {:>12} {:>7.1}%", kilobytes(*size), *size as f64 * 100.0 / all as f64);
    }
    println!("{:<28} {:>12}", "in all", kilobytes(all));
    Ok(())
}

fn code_by_crate(bytes: &[u8]) -> Result<BTreeMap<String, usize>, wasmparser::BinaryReaderError> {
    let (mut n_imported, mut lengths, mut names) = (0, Vec::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    n_imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                lengths.push((range.end - range.start) as usize);
            }
            Payload::CustomSection(section) if section.name() == "name" => {
                let reader = wasmparser::BinaryReader::new(section.data(), section.data_offset());
                for part in NameSectionReader::new(reader) {
                    let Name::Function(functions) = part? else { continue };
                    for name in functions {
                        let name = name?;
                        names.insert(name.index as usize, crate_of(name.name));
                    }
                }
            }
            _ => {}
        }
    }
    let mut sizes = BTreeMap::new();
    for (at, length) in lengths.into_iter().enumerate() {
        let name = names.remove(&(at + n_imported)).unwrap_or_else(|| "(no name)".to_owned());
        *sizes.entry(name).or_default() += length;
    }
    Ok(sizes)
}

/// "reactive_graph" of "<reactive_graph::signal::...>::get".
fn crate_of(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begin =
        name.trim_start_matches(|c: char| !word(c)).trim_start_matches("dyn ").trim_start_matches("mut ");
    match begin.split_once("::") {
        Some((first, _)) if first.chars().all(word) => first.to_owned(),
        _ => "(glue)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_for_the_crate_it_was_written_in() {
        assert_eq!(crate_of("_ZN14reactive_graph6signal3get17h0123456789abcdefE"), "reactive_graph");
        assert_eq!(
            crate_of("_ZN48_$LT$app..Book$u20$as$u20$core..clone..Clone$GT$5clone17h0123456789abcdefE"),
            "app"
        );
        assert_eq!(crate_of("__wbindgen_malloc"), "(glue)");
    }

    #[test]
    fn what_comes_later_is_no_part_of_the_first_load() {
        let piece = |sent, later| Piece { name: String::new(), raw: 0, sent, later };
        assert_eq!(sums(&[piece(3, false), piece(4, true)]), (3, 7));
    }
}
