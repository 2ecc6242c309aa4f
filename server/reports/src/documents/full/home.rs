//! The walk through the home in the full assessment: what was found, area by area, with the checks behind it, and the
//! whole at a glance.

use super::super::{
    blocks::{Blocks, in_quotes},
    case::Case,
    house,
    recommended::Told,
};
use crate::{
    reading::{Area, AreaLine},
    report::{self, Pair, Part},
};
use advice::{Check, Finding, PLAN, house::WALK};
use domain::rules::Verdict;

/// What stands elsewhere in the document.
const GOAL: &str = "v-goal@";

/// What was found, area by area; what belongs to no area stands at the end.
pub(super) fn findings(case: &Case<'_>, areas: &[Area], blocks: &mut Blocks) {
    blocks.heading(1, "What was found, area by area");
    let mut told: Vec<String> = Vec::new();
    for area in areas.iter().filter(|area| area.line.id.form != PLAN) {
        let mut part = report::part(area, &case.card.addenda);
        part.pairs.retain(|pair| !pair.path.starts_with(GOAL));
        let own: Vec<&Finding> = in_area(case, area).collect();
        if !report::holds_something(&part) && own.is_empty() {
            continue;
        }
        blocks.heading(2, &area.line.title);
        told.extend(own.iter().map(|finding| finding.key()));
        marks(case, &part, own, blocks);
        pairs(part.pairs, blocks);
    }
    let rest: Vec<&Finding> = case.findings.iter().filter(|finding| !told.contains(&finding.key())).collect();
    if !rest.is_empty() {
        blocks.heading(2, "Other findings");
        rest.into_iter().for_each(|finding| mark(case, finding, case.words_of(finding), blocks));
    }
    not_looked_at(areas, blocks);
}

/// The findings of an area, also those that were added by hand.
fn in_area<'a>(case: &'a Case<'_>, area: &'a Area) -> impl Iterator<Item = &'a Finding> {
    let AreaLine { id, title, .. } = &area.line;
    case.findings.iter().filter(move |finding| {
        finding.area == *title && (finding.at.form == id.form || (finding.at.form == PLAN && id.form == WALK))
    })
}

fn marks(case: &Case<'_>, part: &Part, mut own: Vec<&Finding>, blocks: &mut Blocks) {
    for judged in &part.findings {
        let key = format!("{} {}", part.id.form, judged.path);
        let words: Vec<String> = judged.words.iter().chain(&judged.addenda).cloned().collect();
        match own.iter().position(|finding| finding.key() == key) {
            Some(at) => {
                let finding = own.remove(at);
                let mut lines = words;
                lines.extend(behind(case, finding));
                blocks.mark(&judged.judgement, finding.sign.words(), &judged.label, lines);
            }
            None => blocks.mark(&judged.judgement, word(&judged.judgement), &judged.label, words),
        }
    }
    for finding in own {
        mark(case, finding, case.words_of(finding), blocks);
    }
    if !part.ok.is_empty() {
        blocks.mark("ok", "OK", "Seen, nothing found", vec![format!("{}.", part.ok.join("; "))]);
    }
}

fn mark(case: &Case<'_>, finding: &Finding, mut lines: Vec<String>, blocks: &mut Blocks) {
    lines.extend(behind(case, finding));
    blocks.mark(finding.sign.code(), finding.sign.words(), case.title_of(finding), lines);
}

/// The checks behind a finding, what became of it and what is recommended for it.
fn behind(case: &Case<'_>, finding: &Finding) -> Vec<String> {
    let mut lines: Vec<String> = finding.checks.iter().map(check_words).collect();
    lines.extend(finding.settled.as_ref().map(|settled| match &settled.why {
        Some(why) => format!("{}: {why}", settled.words),
        None => format!("{}. Not said: why.", settled.words),
    }));
    let named = finding.recommendations.iter().filter_map(|id| case.plan.iter().find(|one| one.id == *id));
    let titles: Vec<String> = named.map(|one| Told { case, one }.title()).collect();
    if !titles.is_empty() {
        lines.push(format!("Recommended: {}.", titles.join("; ")));
    }
    lines
}

/// "Does not fit: Door against the walking frame. 640 mm ..."
pub(super) fn check_words(check: &Check) -> String {
    format!("{}: {}. {}", check.outcome.verdict.words(), check.rule.question, check.outcome.words)
}

fn word(judgement: &str) -> &str {
    match judgement {
        "hazard" => "Hazard",
        "concern" => "Concern",
        "not-seen" => "Not seen",
        other => other,
    }
}

fn pairs(pairs: Vec<Pair>, blocks: &mut Blocks) {
    let row = |pair: Pair| {
        let own = pair.own_words;
        let words = pair.words.iter().map(move |words| match own && !words.starts_with("Note: ") {
            true => in_quotes(words),
            false => words.clone(),
        });
        let lines: Vec<String> = words.chain(pair.addenda).collect();
        (pair.label, lines.join("\n"))
    };
    blocks.facts(pairs.into_iter().map(row).collect());
}

/// Areas that are asked for and in which nothing is said.
fn not_looked_at(areas: &[Area], blocks: &mut Blocks) {
    let is_open =
        |line: &&AreaLine| line.id.form == WALK && !line.not_here && line.asked > 0 && line.answered == 0;
    let titles: Vec<&str> =
        areas.iter().map(|area| &area.line).filter(is_open).map(|line| line.title.as_str()).collect();
    if !titles.is_empty() {
        blocks.gap(format!("Not looked at, nothing is answered there: {}.", titles.join("; ")));
    }
}

/// The home at a glance: the list, then the picture that says the same.
pub(super) fn glance(case: &Case<'_>, blocks: &mut Blocks) {
    let Some((list, alt, svg)) = house::as_it_is(case) else { return };
    blocks.heading(1, "The home at a glance");
    blocks.list(false, list);
    blocks.drawing(alt, "The home, not to scale", svg);
}

/// Checks in their order: worst first.
pub(super) fn worst_first<'a>(case: &'a Case<'_>) -> Vec<&'a Check> {
    let mut checks: Vec<&Check> =
        case.checks.iter().filter(|check| check.outcome.verdict != Verdict::CannotTell).collect();
    checks.sort_by_key(|check| std::cmp::Reverse(check.outcome.verdict));
    checks
}
