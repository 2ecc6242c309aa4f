//! Figures in the full assessment: what was compared with what, and where the yardsticks come from.

use super::super::{
    blocks::{Blocks, closed},
    case::Case,
};
use advice::Check;
use domain::{
    calendar::long_date,
    rules::{Setting, SettingValue, Verdict},
};

/// So many things that lack the same measure are named.
const MANY: usize = 8;

/// Every check: what does not fit or is tight one by one, what fits gathered by thing, and what could not be compared.
pub(super) fn checks(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Fit checks");
    let used = worst_first(case);
    let of = |verdict: Verdict| used.iter().copied().filter(move |check| check.outcome.verdict == verdict);
    for verdict in [Verdict::DoesNotFit, Verdict::Tight] {
        blocks.heading(2, verdict.words());
        blocks.list(false, of(verdict).map(row).collect());
    }
    blocks.heading(2, Verdict::Fits.words());
    blocks.list(false, fits(of(Verdict::Fits)));
    blocks.heading(2, Verdict::Info.words());
    blocks.list(false, of(Verdict::Info).map(row).collect());
    not_compared(case, blocks);
}

/// "Bathroom door: Door against the walking frame. 640 mm ... Source: AD M1 2.22."
fn row(check: &Check) -> String {
    let Check { thing, rule, outcome, .. } = check;
    let is_named = outcome.words.to_lowercase().starts_with(&rule.question.to_lowercase());
    let question = if is_named { String::new() } else { format!("{}. ", rule.question) };
    format!("{thing}: {question}{} Source: {}.", closed(&outcome.words), source(check))
}

/// "Bathroom door: Door against the walking frame; Threshold.": their sources stand in the list of sources.
fn fits<'a>(checks: impl Iterator<Item = &'a Check>) -> Vec<String> {
    let mut things: Vec<(&str, Vec<&str>)> = Vec::new();
    for check in checks {
        let (thing, question) = (check.thing.as_str(), check.rule.question.as_str());
        match things.iter_mut().find(|(known, _)| *known == thing) {
            Some((_, questions)) => questions.push(question),
            None => things.push((thing, vec![question])),
        }
    }
    let row = |(thing, questions): (&str, Vec<&str>)| format!("{thing}: {}.", questions.join("; "));
    things.into_iter().map(row).collect()
}

/// What lacks the same measure stands in one entry.
fn not_compared(case: &Case<'_>, blocks: &mut Blocks) {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for check in case.checks.iter().filter(|check| check.outcome.verdict == Verdict::CannotTell) {
        let line = format!("{}. {}", check.rule.question, closed(&check.outcome.words));
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, things)) if things.contains(&check.thing) => {}
            Some((_, things)) => things.push(check.thing.clone()),
            None => lines.push((line, vec![check.thing.clone()])),
        }
    }
    if !lines.is_empty() {
        blocks.heading(2, "Not compared");
        blocks.gap("Not compared, because something was not measured:");
        let entry = |(line, things): (String, Vec<String>)| match things.len() {
            0..=MANY => format!("{line} At: {}.", things.join("; ")),
            n => format!("{line} At {n} places."),
        };
        blocks.list(false, lines.into_iter().map(entry).collect());
    }
}

/// Checks in their order: worst first.
fn worst_first<'a>(case: &'a Case<'_>) -> Vec<&'a Check> {
    let mut checks: Vec<&Check> =
        case.checks.iter().filter(|check| check.outcome.verdict != Verdict::CannotTell).collect();
    checks.sort_by_key(|check| std::cmp::Reverse(check.outcome.verdict));
    checks
}

/// "AD M1 3.24, check locally".
fn source(check: &Check) -> String {
    let local = if check.rule.check_locally() { ", check locally" } else { "" };
    format!("{}{local}", check.rule.source)
}

/// Where the yardsticks of the checks come from, and what this service has put in their place.
pub(super) fn sources(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Sources of figures");
    let used = worst_first(case);
    let mut sources: Vec<String> = Vec::new();
    for check in &used {
        let line = source(check);
        if !line.trim().is_empty() && !sources.contains(&line) {
            sources.push(line);
        }
    }
    sources.sort();
    let has_any = !sources.is_empty();
    blocks.list(false, by_document(sources));
    let mut own: Vec<String> = Vec::new();
    for id in used.iter().flat_map(|check| &check.rule.settings) {
        if let Some(line) = own_figure(case, id).filter(|line| !own.contains(line)) {
            own.push(line);
        }
    }
    blocks.list(false, own);
    if has_any {
        blocks.small(super::super::NEW_HOMES);
    }
}

/// Sources of the same Approved Document in one entry, all others in another.
fn by_document(sources: Vec<String>) -> Vec<String> {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    for source in sources {
        let mut words = source.split(' ');
        let document = match (words.next(), words.next()) {
            (Some("AD"), Some(name)) => format!("AD {name}"),
            _ => String::new(),
        };
        match entries.iter_mut().find(|(known, _)| *known == document) {
            Some((_, all)) => all.push(source),
            None => entries.push((document, vec![source])),
        }
    }
    entries.into_iter().map(|(_, all)| closed(&all.join("; "))).collect()
}

/// "Door beside a pushed chair: 60 mm here, set by Priya Nair on 3 May 2026: our doors are old".
fn own_figure(case: &Case<'_>, id: &str) -> Option<String> {
    let (setting, own) = (Setting::find(id)?, case.desk.settings.changed(id)?);
    let figure = match &own.value {
        SettingValue::One(figure) => figure.to_string(),
        SettingValue::Several(figures) => figures.iter().map(f64::to_string).collect::<Vec<_>>().join(", "),
    };
    let meaning = setting.meaning.trim_end_matches('.');
    Some(format!(
        "{meaning}: {figure} {} at this service, set by {} on {}: {}",
        setting.unit,
        own.by,
        long_date(own.on),
        own.reason
    ))
}
