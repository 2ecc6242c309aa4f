//! `threshold forms`: the form engine on files, for services that keep their forms in version control. Prints JSON;
//! touches neither database nor network.

use crate::config::FormsCommand;
use chrono::{SecondsFormat, Utc};
use forms::{Definition, Values, check_response, describe, difference, evaluate, value_sets};
use serde_json::{Value as Json, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Does what the command asks for.
///
/// # Errors
/// When a file cannot be read or a form cannot be used, and when a response is not valid.
pub fn run(command: FormsCommand) -> Result<(), String> {
    match command {
        FormsCommand::Describe { path } if path.is_dir() => {
            for file in json_files(&path)? {
                let mut described = describe(&form(&file)?);
                described["file"] = json!(file.file_name().map(|name| name.to_string_lossy()));
                println!("{described}");
            }
            Ok(())
        }
        FormsCommand::Describe { path } => {
            print_well(&describe(&form(&path)?));
            Ok(())
        }
        FormsCommand::Evaluate { cases: Some(cases), root, now, .. } => compare(&cases, &root, &moment(now)),
        FormsCommand::Evaluate { file, answers, now, .. } => {
            let def = definition(&file.unwrap_or_default())?;
            let answers = read(&answers.unwrap_or_default())?;
            let found = evaluate(&def, &answers, &moment(now), Values::WorkedOut);
            print_well(&found.map_err(|refusal| refusal.to_string())?);
            Ok(())
        }
        FormsCommand::Validate { questionnaire, response, now } => {
            validate(&questionnaire, &response, &moment(now))
        }
    }
}

/// A line a form, with the cases that differ.
fn compare(cases: &Path, root: &Path, now: &str) -> Result<(), String> {
    for line in read(cases)?.lines().filter(|line| !line.trim().is_empty()) {
        let line: Json =
            serde_json::from_str(line).map_err(|error| format!("{}: {error}", cases.display()))?;
        let file = line["file"].as_str().unwrap_or_default();
        let all = line["cases"].as_array().map_or(&[][..], Vec::as_slice);
        let out = match definition(&root.join(file)) {
            Err(reason) => {
                json!({ "file": file, "cases": all.len(), "outcome": "refused", "reason": reason })
            }
            Ok(def) => {
                let mut differ = Vec::new();
                for (n, case) in all.iter().enumerate() {
                    let mut found = difference(&def, case, now).map_err(|refusal| refusal.to_string())?;
                    if !found.is_null() {
                        found["case"] = json!(n);
                        differ.push(found);
                    }
                }
                json!({ "file": file, "cases": all.len(), "outcome": "accepted", "differ": differ })
            }
        };
        println!("{out}");
    }
    Ok(())
}

fn validate(questionnaire: &Path, response: &Path, now: &str) -> Result<(), String> {
    let def = definition(questionnaire)?;
    let (files, is_folder) = match response.is_dir() {
        true => (json_files(response)?, true),
        false => (vec![response.to_owned()], false),
    };
    let mut n_invalid = 0;
    for file in &files {
        let issues = check_response(&def, &read(file)?, now).map_err(|refusal| refusal.to_string())?;
        let valid = issues.iter().all(|issue| issue.severity != "error");
        n_invalid += usize::from(!valid);
        let name = file.file_name().map(|name| name.to_string_lossy());
        let out = json!({ "file": name, "valid": valid, "issues": issues });
        if is_folder {
            println!("{out}");
        } else {
            print_well(&out);
        }
    }
    match n_invalid {
        0 => Ok(()),
        1 => Err("the response is not valid".to_owned()),
        n => Err(format!("{n} responses are not valid")),
    }
}

fn moment(now: Option<String>) -> String {
    now.unwrap_or_else(|| Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn print_well(json: &Json) {
    println!("{json:#}");
}

fn definition(file: &Path) -> Result<Definition, String> {
    Definition::parse(&form(file)?).map_err(|refusal| format!("{}: {refusal}", file.display()))
}

/// A form as the server would hand it to a tablet: with FHIR's own value sets.
fn form(file: &Path) -> Result<String, String> {
    read(file).map(|text| value_sets::carry(&text))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// The JSON files of a folder, by name.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    Ok(files)
}
