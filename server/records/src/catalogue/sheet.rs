//! The catalogue as a file for a spreadsheet: comma-separated values with a first line of names (RFC 4180).
//! A value that a spreadsheet would take for a formula goes out with an apostrophe before it, which is taken
//! off again on the way in. Every mistake is named with its line; nothing is guessed.

use super::checked;
use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use domain::orders::{Category, Pence};
use std::collections::HashMap;
use sync::orders::CatalogueItem;

const COLUMNS: [&str; 9] =
    ["code", "label", "category", "iso", "size", "swl_kg", "price", "price_on", "supplier"];
/// What has to be there.
const NEEDED: [&str; 4] = ["code", "label", "category", "price"];
/// Longest file, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;
/// Problems that are told at once; mending these shows the rest.
const MOST_PROBLEMS: usize = 50;

/// What is wrong, by line of the file.
type Problems = Vec<(u64, String)>;

/// The items of a file, or everything that is wrong with it.
pub(super) fn read(text: &str) -> Result<Vec<CatalogueItem>, Problems> {
    if text.len() > LONGEST {
        return Err(vec![(1, "The file is larger than 4 MB.".to_owned())]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = rows.records();
    let Some(Ok(names)) = rows.next() else {
        return Err(vec![(1, format!("The file is empty. Its first line is {}.", COLUMNS.join(",")))]);
    };
    let columns = Columns::read(&names).map_err(|why| vec![(1, why)])?;
    let (mut items, mut problems) = (Vec::new(), Problems::new());
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in rows {
        if problems.len() == MOST_PROBLEMS {
            break;
        }
        let Ok(row) = row else {
            problems.push((1, "The file cannot be read as comma-separated text.".to_owned()));
            break;
        };
        let at = row.position().map_or(0, |position| position.byte() as usize);
        if row.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        match columns.item(&row) {
            Ok(item) => match seen.insert(item.code.clone(), at) {
                Some(before) => {
                    let before = line_at(text, before);
                    let why = format!("The code {} stands in line {before} already.", item.code);
                    problems.push((line_at(text, at), why));
                }
                None => items.push(item),
            },
            Err(why) => problems.push((line_at(text, at), why)),
        }
    }
    match (problems.is_empty(), items.is_empty()) {
        (true, false) => Ok(items),
        (true, true) => Err(vec![(1, "There is no item in the file.".to_owned())]),
        (false, _) => Err(problems),
    }
}

/// The line in which a row begins. The reader points before the rest of the line break of the row above.
fn line_at(text: &str, at: usize) -> u64 {
    let bytes = text.as_bytes();
    let breaks = bytes.iter().skip(at).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    1 + bytes.iter().take(at + breaks).filter(|byte| **byte == b'\n').count() as u64
}

/// The items as a file.
pub(super) fn write(items: &[CatalogueItem]) -> Option<String> {
    let mut rows = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    rows.write_record(COLUMNS).ok()?;
    for item in items {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let values = [
            item.code.clone(),
            item.label.clone(),
            item.category.code().to_owned(),
            optional(&item.iso),
            optional(&item.size),
            item.swl_kg.map(|kg| kg.to_string()).unwrap_or_default(),
            item.price.plain(),
            item.price_on.map(|day| day.to_string()).unwrap_or_default(),
            optional(&item.supplier),
        ];
        rows.write_record(values.iter().map(|value| guarded(value))).ok()?;
    }
    String::from_utf8(rows.into_inner().ok()?).ok()
}

/// Where each column stands in the file.
struct Columns {
    places: HashMap<&'static str, usize>,
    n: usize,
}

impl Columns {
    fn read(names: &StringRecord) -> Result<Columns, String> {
        let all = COLUMNS.join(",");
        let mut places = HashMap::new();
        for (idx, name) in names.iter().enumerate() {
            let name = name.trim().to_lowercase();
            // A spreadsheet may leave empty columns at the end.
            if name.is_empty() {
                continue;
            }
            let Some(known) = COLUMNS.into_iter().find(|column| *column == name) else {
                return Err(format!("The column \"{name}\" is not known. The columns are {all}."));
            };
            if places.insert(known, idx).is_some() {
                return Err(format!("The column \"{name}\" stands there twice."));
            }
        }
        match NEEDED.into_iter().find(|needed| !places.contains_key(needed)) {
            Some(missing) => Err(format!("The column \"{missing}\" is missing. The columns are {all}.")),
            None => Ok(Columns { places, n: names.len() }),
        }
    }

    fn item(&self, row: &StringRecord) -> Result<CatalogueItem, String> {
        let more = row.iter().skip(self.n).any(|value| !value.trim().is_empty());
        if more || row.len() < self.n {
            return Err(format!(
                "It has {} values, and the first line names {} columns. A value with a comma in it stands \
                 between \" and \".",
                row.len(),
                self.n
            ));
        }
        let value = |column: &str| {
            let value = self.places.get(column).and_then(|idx| row.get(*idx)).unwrap_or_default();
            unguarded(value.trim()).trim().to_owned()
        };
        let filled = |column: &str| Some(value(column)).filter(|value| !value.is_empty());
        let category = category(&value("category"))?;
        let swl_kg = filled("swl_kg")
            .map(|text| text.parse().map_err(|_| "The safe working load is whole kilograms.".to_owned()));
        let price = Pence::parse(&value("price"))
            .ok_or("The price is written in pounds like 45 or 45.00; 0 when it costs nothing.")?;
        checked(CatalogueItem {
            code: value("code"),
            label: value("label"),
            category,
            iso: filled("iso"),
            size: filled("size"),
            swl_kg: swl_kg.transpose()?,
            price,
            price_on: filled("price_on").map(|text| day(&text)).transpose()?,
            supplier: filled("supplier"),
        })
    }
}

fn category(text: &str) -> Result<Category, String> {
    let text = text.to_lowercase();
    let found =
        Category::ALL.into_iter().find(|one| one.code() == text || one.words().to_lowercase() == text);
    let all = Category::ALL.map(Category::code).join(", ");
    found.ok_or_else(|| format!("The category is one of {all}."))
}

/// Year, month and day, or as a spreadsheet in the UK writes it.
fn day(text: &str) -> Result<NaiveDate, String> {
    let read = |format| NaiveDate::parse_from_str(text, format).ok();
    read("%Y-%m-%d")
        .or_else(|| read("%d/%m/%Y"))
        .ok_or_else(|| "The day of the price is written like 2026-04-01 or 01/04/2026.".to_owned())
}

/// True for what a spreadsheet would work out instead of showing, apostrophes before it left aside.
fn looks_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn guarded(text: &str) -> String {
    if looks_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if looks_like_a_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "code,label,category,iso,size,swl_kg,price,price_on,supplier\r\n";

    fn item(code: &str, label: &str) -> CatalogueItem {
        CatalogueItem {
            code: code.into(),
            label: label.into(),
            category: Category::Equipment,
            iso: None,
            size: None,
            swl_kg: None,
            price: Pence::pounds(45),
            price_on: None,
            supplier: None,
        }
    }

    #[test]
    fn what_goes_out_comes_back() {
        let full = CatalogueItem {
            iso: Some("09.33.03".into()),
            size: Some("690 mm, \"wide\"".into()),
            swl_kg: Some(190),
            price: Pence::parse("1,234.50").expect("an amount"),
            price_on: "2026-04-01".parse().ok(),
            supplier: Some("Ellis & Söhne, Leeds".into()),
            ..item("B-1", "Bath board")
        };
        let odd = ["=1+1", "+44 kg", "-2", "@SUM(A1)", "'=x", "''+y", "'tis plain", "a = b"];
        let mut items: Vec<CatalogueItem> =
            odd.iter().enumerate().map(|(n, label)| item(&format!("={n}"), label)).collect();
        items.insert(0, full);
        let text = write(&items).expect("text");
        assert!(text.starts_with(HEAD), "{text}");
        assert!(
            text.contains(
                "B-1,Bath board,equipment,09.33.03,\"690 mm, \"\"wide\"\"\",190,1234.50,2026-04-01,"
            )
        );
        assert_eq!(read(&text), Ok(items));
    }

    #[test]
    fn no_value_goes_out_as_a_formula() {
        let odd = ["=1", "+1", "-1", "@a", "'=1"].map(|label| item(label, label));
        let text = write(&odd).expect("text");
        for line in text.lines().skip(1) {
            for value in line.split(',').filter(|value| !value.is_empty()) {
                assert!(!value.starts_with(['=', '+', '-', '@', '\t', '\r']), "{line}");
            }
        }
        assert_eq!(guarded("\tx"), "'\tx");
        assert_eq!(guarded("\rx"), "'\rx");
        assert_eq!(unguarded("'\tx"), "\tx");
    }

    #[test]
    fn files_come_as_spreadsheets_write_them() {
        let text = "\u{feff}Label, CODE ,price,category,price_on,\n\
                    \"Rail, 450 mm\",R1,£12.50,Minor adaptation,01/04/2026,\n\
                    ,,,,,\n";
        let found = read(text).expect("read");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].label.as_str(), found[0].category), ("Rail, 450 mm", Category::Minor));
        assert_eq!(found[0].price, Pence::parse("12.50").expect("an amount"));
        assert_eq!(found[0].price_on, "2026-04-01".parse().ok());
    }

    #[test]
    fn every_mistake_is_named_with_its_line() {
        let rows = [
            "A,Board,equipment,,,,45,,",
            ",Board,equipment,,,,45,,",
            "B,,equipment,,,,45,,",
            "C,Board,furniture,,,,45,,",
            "D,Board,equipment,9999,,,45,,",
            "E,Board,equipment,,,heavy,45,,",
            "F,Board,equipment,,,0,45,,",
            "G,Board,equipment,,,,-45,,",
            "H,Board,equipment,,,,,,",
            "I,Board,equipment,,,,45,yesterday,",
            "J,Board, wide,equipment,,,,45,,",
            "A,\"Board\nwide\",equipment,,,,45,,",
            "K,Board",
        ];
        for end in ["\r\n", "\n"] {
            let text = format!("{HEAD}{}", rows.join(end));
            let problems = read(&text).expect_err("wrong");
            let lines: Vec<u64> = problems.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15], "{problems:?}");
        }
        let problems = read(&format!("{HEAD}{}", rows.join("\r\n"))).expect_err("wrong");
        assert_eq!(problems[2].1, "The category is one of equipment, minor, major, telecare.");
        assert_eq!(problems[10].1, "The code A stands in line 2 already.");
    }

    #[test]
    fn a_file_that_is_none_is_refused_in_words() {
        for (text, words) in [
            ("", "The file is empty."),
            (HEAD, "There is no item in the file."),
            ("code;label;category;price\n", "is not known."),
            ("code,label,price\n", "The column \"category\" is missing."),
            ("code,code,label\n", "stands there twice"),
            ("code,label,category,price,colour\n", "The column \"colour\" is not known."),
        ] {
            let problems = read(text).expect_err("wrong");
            assert!(problems.len() == 1 && problems[0].1.contains(words), "{text:?}: {problems:?}");
        }
    }
}
