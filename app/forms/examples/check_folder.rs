//! Reads every questionnaire of a folder and says what became of it: taken, taken with notices, or refused, and why.
//! With a second argument, a JSON Lines file of responses and the items they enable, it compares those too.
//! `cargo run -p forms --example check_folder -- FOLDER [CASES]`

use std::collections::BTreeSet;
use std::{env, fs};

use forms::{
    AnswerPath, Answers, Definition, ItemIdx, from_questionnaire_response, to_questionnaire_response, view,
};
use serde_json::Value as Json;

fn main() {
    let mut arguments = env::args().skip(1);
    let Some(folder) = arguments.next() else {
        return println!("Name a folder of questionnaires.");
    };
    let mut names: Vec<_> =
        fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    names.sort();
    let (mut n_clean, mut n_noticed, mut n_refused) = (0, 0, 0);
    for name in names.iter().filter(|name| name.extension().is_some_and(|ending| ending == "json")) {
        let text = fs::read_to_string(name).unwrap_or_default();
        let shown = name.file_name().unwrap_or_default().to_string_lossy();
        match Definition::parse(&text) {
            Err(refusal) => {
                n_refused += 1;
                println!("refused {shown}: {refusal}");
            }
            Ok(def) => {
                let notices: Vec<_> = def.all_notices().collect();
                *(if notices.is_empty() { &mut n_clean } else { &mut n_noticed }) += 1;
                if env::var_os("NOTICES").is_some() {
                    notices.iter().for_each(|(item, notice)| {
                        println!("{shown} {}: {notice}", item.unwrap_or("(form)"))
                    });
                }
            }
        }
    }
    println!("{n_clean} taken, {n_noticed} taken with notices, {n_refused} refused");
    if let Some(cases) = arguments.next() {
        compare(&folder, &fs::read_to_string(cases).unwrap_or_default());
    }
}

fn compare(folder: &str, cases: &str) {
    let (mut n_same, mut n_other) = (0, 0);
    for line in cases.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok()) {
        let file = line["file"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let text = fs::read_to_string(format!("{folder}/{file}")).unwrap_or_default();
        let def = match Definition::parse(&text) {
            Ok(def) => def,
            Err(refusal) => {
                println!("{file} refused: {refusal}");
                continue;
            }
        };
        for (n, case) in line["cases"].as_array().into_iter().flatten().enumerate() {
            let difference = difference(&def, case);
            n_same += usize::from(difference.is_empty());
            n_other += usize::from(!difference.is_empty());
            if !difference.is_empty() {
                println!("{file} case {n}: {difference:?}");
            }
        }
    }
    println!("{n_same} cases as expected, {n_other} not");
}

/// Link ids on which this engine and the file differ.
fn difference(def: &Definition, case: &Json) -> Vec<String> {
    let (mut answers, _) = from_questionnaire_response(def, &case.to_string()).expect("a JSON value is JSON");
    one_copy_each(def, def.roots(), None, &mut answers);
    let list = |key: &str| -> BTreeSet<String> {
        case[key].as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let left_out = list("exclude");
    let enabled: BTreeSet<String> = view(def, &answers)
        .nodes
        .iter()
        .filter(|node| node.enabled)
        .map(|node| def.item(node.item).link_id.clone())
        .filter(|link_id| !left_out.contains(link_id))
        .collect();
    let expected: BTreeSet<String> = list("enabled").difference(&left_out).cloned().collect();
    let mut different: Vec<String> = enabled.symmetric_difference(&expected).cloned().collect();
    let exported = to_questionnaire_response(def, &answers, "", "completed");
    let (again, _) = from_questionnaire_response(def, &exported.to_string()).expect("a JSON value is JSON");
    if again.iter().any(|(path, answer)| answers.get(path) != Some(answer)) {
        different.push("(round trip)".to_owned());
    }
    different
}

/// Gives every repeated group without copies one.
fn one_copy_each(def: &Definition, items: &[ItemIdx], copy: Option<&AnswerPath>, answers: &mut Answers) {
    for item_idx in items {
        let item = def.item(*item_idx);
        let path = def.path_in(*item_idx, copy);
        if !item.is_repeating_group() {
            one_copy_each(def, &item.children, copy, answers);
            continue;
        }
        if answers.instances(&path).is_empty() {
            answers.add_instance(&path, "r001");
        }
        for id in answers.instances(&path) {
            one_copy_each(def, &item.children, Some(&path.instance(&id)), answers);
        }
    }
}
