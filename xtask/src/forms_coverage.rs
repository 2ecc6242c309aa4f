//! `cargo xtask forms-coverage [FOLDER]`: what the form engine makes of real forms. Reads each form a second time,
//! on its own and as plain JSON, and compares; runs the reference outcomes; prints the table and fails where anything
//! is wrong. The folder is laid out as `app/forms/tests/corpus/README.md` says.

mod cases;
mod dropped;
mod reading;

use std::{fs, path::Path};

use serde_json::Value as Json;

use crate::Done;

/// The few forms that the repository carries itself.
const OWN: &str = "app/forms/tests/corpus";

/// What became of one form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Faithful,
    /// All there, something done less well, and said so.
    Partial,
    /// Refused, as it must be.
    Refused,
    /// Refused although it could be used.
    RefusedNeedlessly,
    Wrong,
}

#[derive(Default)]
struct Tally {
    n_forms: usize,
    n_faithful: usize,
    n_partial: usize,
    n_refused: usize,
    n_needless: usize,
    n_wrong: usize,
    n_items: usize,
    n_items_faithful: usize,
}

impl Tally {
    fn add(&mut self, verdict: Verdict, items: (usize, usize)) {
        self.n_forms += 1;
        *match verdict {
            Verdict::Faithful => &mut self.n_faithful,
            Verdict::Partial => &mut self.n_partial,
            Verdict::Refused => &mut self.n_refused,
            Verdict::RefusedNeedlessly => &mut self.n_needless,
            Verdict::Wrong => &mut self.n_wrong,
        } += 1;
        self.n_items += items.0;
        self.n_items_faithful += items.1;
    }

    fn line(&self, name: &str) -> String {
        #[allow(clippy::cast_precision_loss)]
        let share = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
        // A form that must be refused and is refused with its reason counts in full.
        let n_right = self.n_faithful + self.n_refused;
        #[allow(clippy::cast_precision_loss)]
        let score = (n_right as f64 + 0.5 * self.n_partial as f64 + 0.25 * self.n_needless as f64)
            / self.n_forms.max(1) as f64;
        format!(
            "{name:<9} {:>5} forms  {:>4} faithful  {:>3} rightly refused  {:>3} partial  {:>2} refused needlessly  \
             {:>2} wrong  faithful {:>5.1} %  mean {score:.3}  items faithful {:>5.1} % of {}",
            self.n_forms,
            self.n_faithful,
            self.n_refused,
            self.n_partial,
            self.n_needless,
            self.n_wrong,
            share(n_right, self.n_forms),
            share(self.n_items_faithful, self.n_items),
            self.n_items,
        )
    }
}

pub fn coverage(folder: Option<&str>) -> Done {
    let folder = Path::new(folder.unwrap_or(OWN));
    let names = files(&folder.join("questionnaires"))?;
    let classes = classes(folder);
    let (mut all, mut content) = (Tally::default(), Tally::default());
    let mut worst = Vec::new();
    for name in &names {
        let text = form(&folder.join("questionnaires").join(name))?;
        let (verdict, items, why) = reading::judge(&text);
        all.add(verdict, items);
        if classes.iter().any(|(file, class)| file == name && class == "content") {
            content.add(verdict, items);
        }
        let label = match verdict {
            Verdict::Faithful => continue,
            Verdict::Partial => "partial",
            Verdict::Refused => "refused, as it must be",
            Verdict::RefusedNeedlessly => "REFUSED NEEDLESSLY",
            Verdict::Wrong => "WRONG",
        };
        worst.push(format!("{label}: {name}: {}", why.join("; ")));
    }
    worst.sort();
    for line in &worst {
        println!("{line}");
    }
    println!();
    println!("{}", all.line("all R4"));
    println!("{}", content.line("content"));
    let others = other_versions(folder)?;
    let outcomes = [
        cases::enable_when(folder)?,
        cases::calculated(folder)?,
        cases::responses(folder)?,
        cases::validation(folder)?,
    ];
    println!("{others}");
    for outcome in &outcomes {
        println!("{}", outcome.words);
    }
    let n_bad = all.n_wrong + outcomes.iter().filter(|outcome| !outcome.is_good).count();
    if n_bad > 0 {
        return Err(format!("{n_bad} kinds of trouble above."));
    }
    Ok(())
}

/// Forms of FHIR R5 and STU3: each must be refused by what is in it.
fn other_versions(folder: &Path) -> Done<String> {
    let folder = folder.join("other-versions");
    let names = files(&folder)?;
    let mut taken = Vec::new();
    for name in &names {
        if forms::Definition::parse(&read(&folder.join(name))?).is_ok() {
            taken.push(name.as_str());
        }
    }
    let mut words =
        format!("R5 and STU3: {} of {} refused with a reason.", names.len() - taken.len(), names.len());
    if !taken.is_empty() {
        words += &format!(" Taken, for they hold nothing that is not R4: {}.", taken.join(", "));
    }
    Ok(words)
}

/// The class of each form, from INDEX.tsv: columns `file` and `class`.
fn classes(folder: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder.join("INDEX.tsv")).unwrap_or_default();
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let at = |name: &str| names.iter().position(|found| *found == name).unwrap_or(usize::MAX);
    let (file, class) = (at("file"), at("class"));
    lines
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let file = fields.get(file)?.rsplit('/').next()?;
            Some((file.to_owned(), (*fields.get(class)?).to_owned()))
        })
        .collect()
}

/// The JSON files of a folder, in order.
fn files(folder: &Path) -> Done<Vec<String>> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
    names.sort();
    Ok(names)
}

fn read(file: &Path) -> Done<String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// A form as the server would hand it to a tablet: with FHIR's own value sets.
fn form(file: &Path) -> Done<String> {
    read(file).map(|text| forms::value_sets::carry(&text))
}

/// The lines of a JSON Lines file.
fn lines(file: &Path) -> Done<Vec<Json>> {
    let text = read(file)?;
    let line =
        |line: &str| serde_json::from_str(line).map_err(|error| format!("{}: {error}", file.display()));
    text.lines().filter(|one| !one.trim().is_empty()).map(line).collect()
}
