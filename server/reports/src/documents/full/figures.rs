//! Figures in the full assessment: what was compared with what, what was measured, and where the yardsticks come from.

use super::{
    super::{blocks::Blocks, case::Case},
    home::worst_first,
};
use crate::{
    reading::Area,
    report::{self, Figure},
};
use advice::{Check, PLAN};
use domain::{
    calendar::long_date,
    rules::{Setting, SettingValue, Verdict},
};

/// Every check, worst first, and what could not be compared.
pub(super) fn checks(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Fit checks");
    let row = |check: &&Check| {
        vec![
            format!("{}: {}", check.thing, check.rule.question),
            check.outcome.verdict.words().to_owned(),
            check.outcome.words.clone(),
            source(check),
        ]
    };
    let rows = worst_first(case).iter().map(row).collect();
    blocks.table("What was compared", &["What", "Verdict", "In words", "Source"], rows);
    let open = case.checks.iter().filter(|check| check.outcome.verdict == Verdict::CannotTell);
    let mut lines: Vec<String> = Vec::new();
    for check in open {
        let line = format!("{}: {}. {}", check.thing, check.rule.question, check.outcome.words);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if !lines.is_empty() {
        blocks.gap("Not compared, because something was not measured:");
        blocks.list(false, lines);
    }
}

/// "AD M1 3.24, check locally".
fn source(check: &Check) -> String {
    let local = if check.rule.check_locally() { ", check locally" } else { "" };
    format!("{}{local}", check.rule.source)
}

/// What was measured, from where to where.
pub(super) fn measures(areas: &[Area], blocks: &mut Blocks) {
    blocks.heading(1, "Measures");
    let of_area = areas.iter().filter(|area| area.line.id.form != PLAN).flat_map(report::figures);
    let row = |figure: Figure| vec![figure.what, figure.how, figure.value];
    let rows: Vec<Vec<String>> = of_area.map(row).collect();
    if rows.is_empty() {
        blocks.gap("Not measured: nothing was measured at this visit.");
    }
    blocks.table("Measured at this visit", &["What", "From where to where", "Value"], rows);
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
    blocks.list(false, sources);
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
