//! Judges one form: reads its JSON anew, without the engine, and compares with what the engine says it draws.

use serde_json::Value as Json;

use super::Verdict;
use super::dropped::{dropped, dropped_beside_fields, extensions, follows, of_options, own_extensions};

/// The verdict, items in all and faithful ones, and why.
pub fn judge(text: &str) -> (Verdict, (usize, usize), Vec<String>) {
    let text = text.trim_start_matches('\u{feff}');
    let raw: Json = serde_json::from_str(text).unwrap_or(Json::Null);
    let mut items = Vec::new();
    flatten(&raw, None, 0, &mut items);
    let described = forms::describe(text);
    if described["outcome"] == "refused" {
        let reason = described["reason"].as_str().unwrap_or_default().to_owned();
        let must = must_be_refused(&items);
        let verdict = if must { Verdict::Refused } else { Verdict::RefusedNeedlessly };
        return (verdict, (items.len(), if must { items.len() } else { 0 }), vec![reason]);
    }
    let drawn = described["items"].as_array().map_or(&[][..], Vec::as_slice);
    let notices = described["notices"].as_array().map_or(&[][..], Vec::as_slice);
    let mut wrong = Vec::new();
    if drawn.len() != items.len() {
        wrong.push(format!("{} items instead of {}", drawn.len(), items.len()));
    }
    for (item, drawn) in items.iter().zip(drawn) {
        let of_item: Vec<&Json> =
            notices.iter().filter(|notice| notice["linkId"] == item.raw["linkId"]).collect();
        wrong.extend(differences(item, drawn, &of_item));
    }
    let of_form: Vec<&Json> = notices.iter().filter(|notice| notice["linkId"].is_null()).collect();
    wrong.extend(dropped(own_extensions(&raw), &of_form).map(|what| format!("the form: {what}")));
    if raw["modifierExtension"].is_array() && !of_form.iter().any(|one| one["feature"] == "modifierExtension")
    {
        wrong.push("the form: modifierExtension is dropped without a word".to_owned());
    }
    wrong.extend(trouble_in_export(text));
    let degraded: Vec<&Json> = notices.iter().filter(|notice| notice["degrades"] == true).collect();
    let touched = |item: &Item<'_>| degraded.iter().any(|notice| notice["linkId"] == item.raw["linkId"]);
    let n_touched = items.iter().filter(|item| touched(item)).count();
    if !wrong.is_empty() {
        return (Verdict::Wrong, (items.len(), 0), wrong);
    }
    let mut why: Vec<String> =
        degraded.iter().filter_map(|notice| notice["text"].as_str()).map(str::to_owned).collect();
    why.sort();
    why.dedup();
    let verdict = if degraded.is_empty() { Verdict::Faithful } else { Verdict::Partial };
    (verdict, (items.len(), items.len() - n_touched), why)
}

struct Item<'a> {
    raw: &'a Json,
    parent: Option<&'a str>,
    depth: usize,
}

fn flatten<'a>(raw: &'a Json, parent: Option<&'a str>, depth: usize, items: &mut Vec<Item<'a>>) {
    for item in raw["item"].as_array().into_iter().flatten() {
        items.push(Item { raw: item, parent, depth });
        flatten(item, item["linkId"].as_str(), depth + 1, items);
    }
}

/// What the rubric lets be refused: no linkId or type, one linkId twice, conditions on nothing or in a circle.
fn must_be_refused(items: &[Item<'_>]) -> bool {
    let ids: Vec<&str> = items.iter().filter_map(|item| item.raw["linkId"].as_str()).collect();
    let nameless = items.iter().any(|item| {
        item.raw["linkId"].as_str().is_none_or(str::is_empty) || item.raw["type"].as_str().is_none()
    });
    let twice = (1..ids.len()).any(|n| ids[..n].contains(&ids[n]));
    let dangling = items.iter().flat_map(conditions).any(|question| !ids.contains(&question.as_str()));
    nameless || twice || dangling || circle(items, &conditions)
}

/// True when conditions of a form go in a circle.
pub fn goes_in_a_circle(text: &str) -> bool {
    let raw: Json = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or(Json::Null);
    let mut items = Vec::new();
    flatten(&raw, None, 0, &mut items);
    circle(&items, &conditions)
}

fn conditions(item: &Item<'_>) -> Vec<String> {
    let all = item.raw["enableWhen"].as_array().into_iter().flatten();
    all.filter_map(|one| one["question"].as_str()).map(str::to_owned).collect()
}

/// Items that wait for each other: whoever waits for nobody goes, until nobody can go any more.
fn circle(items: &[Item<'_>], conditions: &dyn Fn(&Item<'_>) -> Vec<String>) -> bool {
    let mut left: Vec<(&str, Vec<String>)> = items
        .iter()
        .map(|item| {
            let around = item.parent.map(str::to_owned);
            let wants = conditions(item).into_iter().chain(around).collect();
            (item.raw["linkId"].as_str().unwrap_or_default(), wants)
        })
        .collect();
    loop {
        let before = left.len();
        let names: Vec<String> = left.iter().map(|(name, _)| (*name).to_owned()).collect();
        left.retain(|(_, wants)| wants.iter().any(|want| names.contains(want)));
        if left.len() == before {
            return !left.is_empty();
        }
    }
}

fn differences(item: &Item<'_>, drawn: &Json, notices: &[&Json]) -> Vec<String> {
    let raw = item.raw;
    let id = raw["linkId"].as_str().unwrap_or_default();
    let mut found = Vec::new();
    let mut expect = |what: &str, wanted: Json, got: &Json| {
        if wanted != *got {
            found.push(format!("{id}: {what} is {got} instead of {wanted}"));
        }
    };
    let told = |feature: &str| notices.iter().any(|notice| notice["feature"] == feature);
    expect("linkId", raw["linkId"].clone(), &drawn["linkId"]);
    expect("parent", item.parent.into(), &drawn["parent"]);
    expect("depth", item.depth.into(), &drawn["depth"]);
    if !told("type") {
        expect("type", raw["type"].clone(), &drawn["type"]);
    }
    if let Err(wanted) = same_label(raw, drawn["label"].as_str().unwrap_or_default()) {
        expect("label", wanted.into(), &drawn["label"]);
    }
    for (name, wanted) in [("readOnly", truth(&raw["readOnly"])), ("repeats", truth(&raw["repeats"]))] {
        expect(name, wanted.into(), &drawn[name]);
    }
    let required = truth(&raw["required"]) && raw["type"] != "display";
    expect("required", required.into(), &drawn["required"]);
    let without_options = drawn["options"].as_array().is_none_or(Vec::is_empty)
        && ["answerValueSet", "answerOption", "sdc-questionnaire-answerExpression"].into_iter().any(told);
    expect("control", true.into(), &fits(raw, &drawn["control"], without_options).into());
    if let Some(written) = raw["answerOption"].as_array().filter(|all| !all.is_empty())
        && !told("answerOption")
    {
        let wanted: Vec<Json> = written.iter().map(option).collect();
        let got: Vec<Json> = drawn["options"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| serde_json::json!([one["system"], one["code"], one["display"]]))
            .collect();
        expect("options", wanted.into(), &got.into());
    }
    if raw["answerValueSet"].is_string()
        && drawn["options"].as_array().is_none_or(Vec::is_empty)
        && !told("answerValueSet")
    {
        found.push(format!("{id}: the value set is gone without a word"));
    }
    for (url, extension) in extensions(raw) {
        let name = url.rsplit('/').next().unwrap_or(url);
        if let Some(wrong) = limit(name, extension, drawn, &told) {
            found.push(format!("{id}: {wrong}"));
        }
    }
    let all = extensions(raw).chain(of_options(raw));
    found.extend(dropped(all, notices).map(|what| format!("{id}: {what}")));
    found.extend(dropped_beside_fields(raw, drawn, notices).map(|what| format!("{id}: {what}")));
    found
}

fn limit(name: &str, extension: &Json, drawn: &Json, told: &dyn Fn(&str) -> bool) -> Option<String> {
    let key = match name {
        "minLength" => "minLength",
        "maxDecimalPlaces" => "maxDecimalPlaces",
        "questionnaire-minOccurs" => "minOccurs",
        "questionnaire-maxOccurs" => "maxOccurs",
        "regex" => "regex",
        "minValue" => "min",
        "maxValue" => "max",
        _ => return None,
    };
    let fields = extension.as_object()?;
    let Some((_, wanted)) = fields.iter().find(|(key, _)| key.starts_with("value")) else {
        return (!told(name) && !follows(drawn, name))
            .then(|| format!("{key} is worked out by a rule, and nothing is said of it"));
    };
    let got = &drawn["limits"][key];
    let same = match (wanted.as_f64(), got.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => {
            wanted.as_str().map(str::trim) == got.as_str().map(str::trim)
                || wanted.is_object() && !got.is_null()
        }
    };
    (!same && !told(name)).then(|| format!("{key} is {got} instead of {wanted}"))
}

/// The words an item shows. Where only formatted words stand, their letters: signs and tags are the engine's business.
fn same_label(raw: &Json, drawn: &str) -> Result<(), String> {
    let blank = |text: &&str| !text.trim().is_empty();
    let prefix = raw["prefix"].as_str().filter(blank);
    let wanted = |text: &str| prefix.map_or_else(|| text.to_owned(), |prefix| format!("{prefix} {text}"));
    if let Some(text) = raw["text"].as_str().filter(blank) {
        let wanted = wanted(text);
        return if wanted == drawn { Ok(()) } else { Err(wanted) };
    }
    let shadow = raw["_text"]["extension"].as_array().into_iter().flatten();
    let formatted = shadow.filter(|one| one["url"].as_str().is_some_and(|url| url.contains("/rendering-")));
    let words =
        formatted.filter_map(|one| one["valueMarkdown"].as_str().or(one["valueString"].as_str())).next();
    let wanted = wanted(&without_addresses(&without_tags(words.unwrap_or_default())));
    if letters(&wanted) == letters(drawn) { Ok(()) } else { Err(wanted) }
}

fn without_tags(text: &str) -> String {
    let (mut out, mut inside) = (String::new(), 0_u32);
    for c in text.chars() {
        match c {
            '<' | '&' => inside += 1,
            '>' | ';' if inside > 0 => inside -= 1,
            c if inside == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Without the addresses of Markdown's links: `[words](address)`.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |before, part| before + part.split_once(')').map_or(part, |(_, after)| after))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn truth(json: &Json) -> bool {
    json == &Json::Bool(true) || json == "true"
}

/// System, code and words of an option.
fn option(raw: &Json) -> Json {
    let coding = &raw["valueCoding"];
    let text = |json: &Json| json.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    if coding.is_object() {
        let code = text(&coding["code"]);
        let shown = text(&coding["display"]).or(code.clone());
        return serde_json::json!([text(&coding["system"]), code, shown.unwrap_or_default()]);
    }
    let value = raw.as_object().and_then(|fields| fields.iter().find(|(key, _)| key.starts_with("value")));
    let shown = match value.map(|(_, value)| value) {
        Some(Json::String(text)) => text.clone(),
        Some(Json::Number(number)) => number.to_string(),
        Some(Json::Object(fields)) => {
            let of = |key: &str| fields.get(key).and_then(Json::as_str);
            of("display").or(of("reference")).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    };
    serde_json::json!([null, null, shown])
}

/// The rubric's map from types to controls.
fn fits(raw: &Json, control: &Json, without_options: bool) -> bool {
    let control = control.as_str().unwrap_or_default();
    let several = truth(&raw["repeats"]);
    let optional = raw["answerOption"].as_array().is_some_and(|all| !all.is_empty());
    match raw["type"].as_str().unwrap_or_default() {
        "group" => control == "heading",
        "display" => matches!(control, "words" | "aside" | "heading"),
        "choice" | "open-choice" if without_options => control == "line",
        "choice" | "open-choice" if several => control == "checkbox",
        "choice" | "open-choice" => matches!(control, "radio" | "select" | "autocomplete" | "judgement"),
        "boolean" => control == "radio",
        _ if optional => matches!(control, "radio" | "select" | "checkbox"),
        "integer" | "decimal" | "quantity" => control == "number",
        "date" => control == "date",
        "dateTime" => control == "dateTime",
        "time" => control == "time",
        "text" => control == "text",
        "string" => matches!(control, "line" | "text"),
        "url" | "reference" => control == "line",
        "attachment" => control == "file",
        _ => false,
    }
}

/// Fills every question with something, sends it out, and looks whether all of it comes back.
fn trouble_in_export(text: &str) -> Vec<String> {
    let Ok(def) = forms::Definition::parse(text) else { return Vec::new() };
    let answers = super::cases::filled(&def);
    let response = forms::to_questionnaire_response(&def, &answers, "2026-11-22T10:30:00Z", "completed");
    let Ok((again, told)) = forms::from_questionnaire_response(&def, &response.to_string()) else {
        return vec!["the export is no JSON".to_owned()];
    };
    let mut found: Vec<String> = told.into_iter().map(|words| format!("export: {words}")).collect();
    let view = forms::view(&def, &answers);
    for (path, answer) in answers.iter() {
        let is_out = path.instance_id().is_none() && view.node(path).is_some_and(|node| node.enabled);
        let rules = def.item_at(path).and_then(|item| def.item(item).rules.as_ref());
        let is_worked_out = rules.is_some_and(|rules| rules.calculated.is_some());
        if is_out && !is_worked_out && again.get(path) != Some(answer) {
            found.push(format!("export: the answer at {} does not come back", path.as_str()));
        }
    }
    found.truncate(3);
    found
}
