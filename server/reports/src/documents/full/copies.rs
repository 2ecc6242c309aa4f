//! Copies of repeated groups in the full assessment: each door, occupation or fall is one row.

use super::super::{
    blocks::{Blocks, closed},
    case::Case,
    signed::in_a_sentence,
};
use crate::{
    reading::Area,
    report::Pair,
    words::{copy_name, in_quotes},
};
use forms::AnswerPath;

/// A label is no longer, so that its column stays narrow.
const LABEL: usize = 22;

/// Questions that are asked of many copies, as they are read in a row.
const IN_SHORT: [(&str, &str); 7] = [
    ("How is it approached?", "Approach"),
    ("Which way does it open?", "Opens"),
    ("Area", ""),
    ("Matters to the person", "Matters"),
    ("How it goes, in the sense of the Care Act", "Care Act"),
    ("Steps: what went well, where it broke down", "Steps"),
    ("Safety: what nearly went wrong, did they notice?", "Safety"),
];

/// How something is known stands in brackets behind it.
pub(super) const HOW_KNOWN: &str = "How do you know?";

/// The copy around a place that stands in no other copy.
pub(super) fn outermost(path: &AnswerPath) -> Option<AnswerPath> {
    let mut copy = path.parent_instance()?;
    while let Some(around) = copy.parent_instance() {
        copy = around;
    }
    Some(copy)
}

/// What a copy is called: what its first question says, else its group and number.
pub(super) fn name(case: &Case<'_>, form: &str, copy: &AnswerPath) -> String {
    let Some(form) = case.visit.form(form) else { return String::new() };
    let name = form.copy_name(copy).or_else(|| copy_name(form.def, form.answers, copy));
    name.unwrap_or_default()
}

/// What the group of a copy is called.
pub(super) fn group(case: &Case<'_>, form: &str, copy: &AnswerPath) -> String {
    let Some(form) = case.visit.form(form) else { return String::new() };
    form.def.item_at(copy).map(|group| form.def.item(group).text.clone()).unwrap_or_default()
}

/// A copy with what was said in it.
struct Copy {
    at: AnswerPath,
    pairs: Vec<Pair>,
}

/// A row for each copy; gives back what stands in none.
pub(super) fn rows(case: &Case<'_>, area: &Area, pairs: Vec<Pair>, blocks: &mut Blocks) -> Vec<Pair> {
    let (mut copies, mut rest) = (Vec::<Copy>::new(), Vec::new());
    for mut pair in pairs {
        let Some(at) = pair.path.parse::<AnswerPath>().ok().and_then(|path| outermost(&path)) else {
            rest.push(pair);
            continue;
        };
        // The name of the copy stands once, before everything else.
        if let Some(line) = area.lines().find(|line| line.path == pair.path) {
            let short = IN_SHORT.iter().find(|(label, _)| *label == line.label).map(|(_, short)| *short);
            pair.label = short.map_or_else(|| line.label.clone(), str::to_owned);
        }
        match copies.iter_mut().find(|copy| copy.at == at) {
            Some(copy) => copy.pairs.push(pair),
            None => copies.push(Copy { at, pairs: vec![pair] }),
        }
    }
    let rows = copies.into_iter().map(|copy| row(name(case, &area.line.id.form, &copy.at), copy.pairs));
    blocks.facts(rows.collect());
    rest
}

fn row(name: String, pairs: Vec<Pair>) -> (String, String) {
    let label = short(&name);
    let is_name =
        |pair: &Pair| pair.words.len() == 1 && pair.words.first() == Some(&name) && pair.addenda.is_empty();
    let mut told: Vec<String> = Vec::new();
    if label != name {
        told.push(closed(&name));
    }
    for pair in pairs.iter().filter(|pair| !is_name(pair)) {
        match (told.last_mut(), known(pair)) {
            (Some(before), Some(known)) => {
                *before = format!("{} ({known}).", before.strip_suffix('.').unwrap_or(before))
            }
            _ => told.push(sentence(pair)),
        }
    }
    let words = if told.is_empty() { closed(&name) } else { told.join(" ") };
    (label, words)
}

/// How it is known, where nothing else is said of that.
fn known(pair: &Pair) -> Option<String> {
    let is_alone = pair.label == HOW_KNOWN && pair.words.len() == 1 && pair.addenda.is_empty();
    pair.words.first().filter(|_| is_alone).map(|words| in_brackets(words))
}

/// How something is known, as it stands in brackets behind it.
pub(super) fn in_brackets(known: &str) -> String {
    match known {
        "I saw it" => "seen".to_owned(),
        "I measured it" => "measured".to_owned(),
        "I tested or tried it" => "tested or tried".to_owned(),
        other => in_a_sentence(other),
    }
}

/// "Rails or frame: Neither." Somebody's own words stand in quotation marks.
pub(super) fn sentence(pair: &Pair) -> String {
    let is_note = |words: &&String| words.starts_with("Note: ");
    let quoted = |words: &String| if pair.own_words { in_quotes(words) } else { words.clone() };
    let said: Vec<String> = pair.words.iter().filter(|words| !is_note(words)).map(quoted).collect();
    let colon = if pair.label.is_empty() || pair.label.ends_with(['?', ':']) { "" } else { ":" };
    let mut sentence = closed(format!("{}{colon} {}", pair.label, said.join(", ")).trim_start());
    for more in pair.words.iter().filter(is_note).chain(&pair.addenda) {
        sentence.push(' ');
        sentence.push_str(&closed(more));
    }
    sentence
}

/// The first words of a name.
pub(super) fn short(name: &str) -> String {
    if name.chars().count() <= LABEL {
        return name.to_owned();
    }
    let mut short = String::new();
    for word in name.split_whitespace() {
        if short.chars().count() + 1 + word.chars().count() > LABEL - 4 {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = name.chars().take(LABEL - 4).collect();
    }
    format!("{} ...", short.trim_end_matches([',', ';', ':']))
}
