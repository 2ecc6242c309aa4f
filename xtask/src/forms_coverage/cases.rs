//! The reference outcomes: which questions are asked, which values are worked out, which responses are valid, and
//! whether a response survives being read and written.

use std::path::Path;

use forms::{Answers, Definition, Item, ItemIdx, ItemKind, Value};
use serde_json::Value as Json;

use super::{form, lines, read};
use crate::Done;

/// When the reference outcomes are asked for: rules that ask for today get this.
const NOW: &str = "2026-11-22T10:30:00Z";
/// Least share of undisputed values that must be the same.
const CALCULATED: f64 = 0.98;
/// Verdicts on responses that may differ: two ask for what a form does not carry.
const VALIDATION_MISSES: usize = 2;

pub struct Outcome {
    pub words: String,
    pub is_good: bool,
}

pub fn enable_when(folder: &Path) -> Done<Outcome> {
    let run = run(folder, "enablewhen")?;
    let words = format!("enableWhen: {} of {} forms, {} cases.", run.n_good, run.n_forms, run.n_cases);
    Ok(outcome(words, run.details, run.n_good == run.n_forms))
}

pub fn calculated(folder: &Path) -> Done<Outcome> {
    let run = run(folder, "calculated")?;
    let n_same = run.n_values - run.n_different;
    let words = format!("calculated: {n_same} of {} undisputed values.", run.n_values);
    #[allow(clippy::cast_precision_loss)]
    let is_good = n_same as f64 >= CALCULATED * run.n_values as f64;
    Ok(outcome(words, run.details, is_good))
}

#[derive(Default)]
struct Run {
    n_forms: usize,
    n_good: usize,
    n_cases: usize,
    n_values: usize,
    n_different: usize,
    details: Vec<String>,
}

/// Runs one file of reference outcomes: a form a line, with its cases.
fn run(folder: &Path, name: &str) -> Done<Run> {
    let mut run = Run::default();
    for line in lines(&folder.join("reference").join(format!("{name}.jsonl")))? {
        let file = line["file"].as_str().unwrap_or_default();
        run.n_forms += 1;
        let def = match Definition::parse(&form(&folder.join(file))?) {
            Ok(def) => def,
            Err(refusal) => {
                // A circle must be refused; there is nothing to compare then. Any other refusal is a difference.
                let must = super::reading::goes_in_a_circle(&form(&folder.join(file))?);
                let all = line["cases"].as_array().into_iter().flatten();
                let n_values: usize =
                    all.map(|case| case["calculated"].as_object().map_or(0, serde_json::Map::len)).sum();
                run.n_good += usize::from(must);
                run.n_values += n_values;
                run.n_different += n_values;
                run.details.push(format!("  {file} is refused: {refusal}"));
                continue;
            }
        };
        let before = run.details.len();
        for (n, case) in line["cases"].as_array().into_iter().flatten().enumerate() {
            run.n_cases += 1;
            run.n_values += case["calculated"].as_object().map_or(0, serde_json::Map::len);
            let found = forms::difference(&def, case, NOW).map_err(|error| error.to_string())?;
            run.n_different += found["calculated"].as_object().map_or(0, serde_json::Map::len);
            if !found.is_null() {
                run.details.push(format!("  {file} case {n}: {found}"));
            }
        }
        run.n_good += usize::from(run.details.len() == before);
    }
    Ok(run)
}

/// Responses are read and written; every answer must come out again, or be told.
pub fn responses(folder: &Path) -> Done<Outcome> {
    let index = read(&folder.join("responses/INDEX.json"))?;
    let index: Vec<Json> = serde_json::from_str(&index).map_err(|error| error.to_string())?;
    let (mut n_read, mut n_answers, mut n_told, mut lost) = (0, 0, 0, Vec::new());
    for line in &index {
        let name = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let file = folder.join("questionnaires").join(name("questionnaire"));
        // Some answer a form of another version, or one that is refused.
        if !file.is_file() {
            continue;
        }
        let Ok(def) = Definition::parse(&form(&file)?) else { continue };
        let text = read(&folder.join("responses").join(name("response")))?;
        let text = text.trim_start_matches('\u{feff}');
        let (answers, told) =
            forms::from_questionnaire_response(&def, text).map_err(|error| error.to_string())?;
        n_read += 1;
        n_told += told.len();
        let written: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let n_written = count_answers(&written);
        let n_kept: usize = answers
            .iter()
            .filter(|(path, _)| path.instance_id().is_none() && path.facet().is_none())
            .map(|(_, answer)| answer.0.len())
            .sum();
        n_answers += n_written;
        if n_kept + told.len() < n_written {
            lost.push(format!(
                "  {}: {n_kept} of {n_written} answers, {} told",
                name("response"),
                told.len()
            ));
        }
        let exported = forms::to_questionnaire_response(&def, &answers, "", "completed");
        let (again, _) = forms::from_questionnaire_response(&def, &exported.to_string())
            .map_err(|error| error.to_string())?;
        let view = forms::view(&def, &answers);
        for (path, answer) in answers.iter().filter(|(path, _)| path.instance_id().is_none()) {
            let is_out = view.node(path).is_some_and(|node| node.enabled);
            if is_out && !answer.is_blank() && again.get(path) != Some(answer) {
                lost.push(format!("  {}: {} does not come back", name("response"), path.as_str()));
            }
        }
    }
    let words = format!(
        "responses: {n_read} of {} read with {n_answers} answers, {n_told} remarks; {} lost.",
        index.len(),
        lost.len()
    );
    let is_good = lost.is_empty();
    Ok(outcome(words, lost, is_good))
}

fn count_answers(json: &Json) -> usize {
    let own = json["answer"].as_array().into_iter().flatten();
    let valued = |answer: &Json| {
        answer.as_object().is_some_and(|fields| fields.keys().any(|key| key.starts_with("value")))
    };
    let n_own = own.clone().filter(|answer| valued(answer)).count();
    let inner: usize = own.map(count_answers).sum();
    n_own + inner + json["item"].as_array().into_iter().flatten().map(count_answers).sum::<usize>()
}

/// Pairs of a form and a response, with the verdict of two independent validators.
pub fn validation(folder: &Path) -> Done<Outcome> {
    let folder = folder.join("qr-validation");
    let cases = read(&folder.join("cases.json"))?;
    let cases: Vec<Json> = serde_json::from_str(&cases).map_err(|error| error.to_string())?;
    let (mut n_same, mut different) = (0, Vec::new());
    for case in &cases {
        let form = read(&folder.join(case["supporting"][0].as_str().unwrap_or_default()))?;
        let response = read(&folder.join(case["qr"].as_str().unwrap_or_default()))?;
        let issues: Vec<String> = match Definition::parse(&forms::value_sets::carry(&form)) {
            Err(refusal) => vec![refusal.reason],
            Ok(def) => forms::check_response(&def, &response, NOW)
                .map_err(|error| error.to_string())?
                .into_iter()
                .filter(|issue| issue.severity == "error")
                .map(|issue| format!("{} {}", issue.code, issue.path))
                .collect(),
        };
        if issues.is_empty() == (case["expect_success"] == true) {
            n_same += 1;
        } else {
            let name = case["name"].as_str().unwrap_or_default();
            different.push(format!("  {name}: {issues:?}"));
        }
    }
    let words = format!("response validation: {n_same} of {} verdicts as expected.", cases.len());
    Ok(outcome(words, different, n_same + VALIDATION_MISSES >= cases.len()))
}

fn outcome(words: String, details: Vec<String>, is_good: bool) -> Outcome {
    let words = [vec![words], details].concat().join("\n");
    Outcome { words, is_good }
}

/// Something for every question: the first option, a number inside the limits, words.
pub fn filled(def: &Definition) -> Answers {
    let mut answers = Answers::new();
    fill(def, def.roots(), None, &mut answers);
    answers
}

fn fill(def: &Definition, items: &[ItemIdx], copy: Option<&forms::AnswerPath>, answers: &mut Answers) {
    for item_idx in items {
        let item = def.item(*item_idx);
        let path = def.path_in(*item_idx, copy);
        if item.is_repeating_group() {
            let copy = answers.add_instance(&path, "r001");
            fill(def, &item.children, Some(&copy), answers);
            continue;
        }
        if let Some(value) = something(item) {
            answers.set(path, value);
        }
        fill(def, &item.children, copy, answers);
    }
}

fn something(item: &Item) -> Option<Value> {
    if let Some(option) = item.options.first() {
        return Some(option.value.clone());
    }
    let least = item.limits.min.as_ref().and_then(Value::as_f64).unwrap_or(1.0);
    Some(match item.kind {
        ItemKind::Group | ItemKind::Display => return None,
        ItemKind::Boolean => Value::Boolean(true),
        #[allow(clippy::cast_possible_truncation)]
        ItemKind::Integer => Value::Integer(least.ceil() as i64),
        ItemKind::Decimal => Value::Decimal(forms::Decimal::rounded(least, 2)),
        ItemKind::Quantity => match item.unit() {
            Some(unit) => Value::quantity(forms::Decimal::rounded(least, 2), unit),
            None => return None,
        },
        ItemKind::Date => Value::Date("2026-11-22".into()),
        ItemKind::DateTime => Value::DateTime("2026-11-22T10:30:00Z".into()),
        ItemKind::Time => Value::Time("10:30:00".into()),
        ItemKind::Url => Value::Uri("https://example.org/".into()),
        ItemKind::Attachment => Value::Attachment(forms::Attachment {
            content_type: Some("image/jpeg".into()),
            url: Some("https://example.org/a.jpg".into()),
            ..forms::Attachment::default()
        }),
        ItemKind::Reference => Value::Reference(forms::Reference {
            reference: Some("Patient/1".into()),
            ..forms::Reference::default()
        }),
        ItemKind::Choice => {
            Value::Coding(forms::Coding { display: Some("Words".into()), ..forms::Coding::default() })
        }
        ItemKind::String | ItemKind::Text | ItemKind::OpenChoice => Value::text("Words"),
    })
}
