//! The walk through the home in the full assessment: what was found, area by area, with the checks behind it, and the
//! whole at a glance.

use super::{
    super::{
        blocks::{Blocks, closed},
        case::Case,
        house,
        recommended::Told,
        signed::in_a_sentence,
    },
    copies,
};
use crate::{
    entries::Line,
    reading::{Area, AreaLine},
    report::{self, Pair, Part},
};
use advice::{Check, Finding, PLAN, house::WALK};
use domain::rules::Verdict;
use forms::AnswerPath;

/// What stands elsewhere in the document.
const GOAL: &str = "v-goal@";
/// Letters of an answer that is told in a sentence.
const SHORT: usize = 120;
/// Checks of a finding that are told with their figures.
const MANY: usize = 2;

/// What was found, area by area; what belongs to no area stands at the end.
pub(super) fn findings(case: &Case<'_>, areas: &[Area], blocks: &mut Blocks) {
    blocks.heading(1, "What was found, area by area");
    let mut told: Vec<String> = Vec::new();
    for area in areas.iter().filter(|area| area.line.id.form != PLAN) {
        let mut part = report::part(area, &case.card.addenda);
        part.pairs.retain(|pair| !pair.path.starts_with(GOAL));
        let own: Vec<&Finding> = in_area(case, area).collect();
        blocks.heading(2, &area.line.title);
        told.extend(own.iter().map(|finding| finding.key()));
        marks(case, area, &part, own, blocks);
        answers(case, area, part.pairs, blocks);
    }
    let rest: Vec<&Finding> = case.findings.iter().filter(|finding| !told.contains(&finding.key())).collect();
    if !rest.is_empty() {
        blocks.heading(2, "Other findings");
        rest.into_iter().for_each(|finding| mark(case, finding, blocks));
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

fn marks(case: &Case<'_>, area: &Area, part: &Part, mut own: Vec<&Finding>, blocks: &mut Blocks) {
    for judged in &part.findings {
        let key = format!("{} {}", part.id.form, judged.path);
        let found = own.iter().position(|finding| finding.key() == key).map(|at| own.remove(at));
        let (title, sign) = match found {
            Some(finding) => (case.title_of(finding), finding.sign.words()),
            None => (judged.label.clone(), word(&judged.judgement)),
        };
        let mut lines = told(case, &judged.words, found);
        lines.extend(judged.addenda.iter().cloned());
        blocks.mark(&judged.judgement, sign, title, lines);
    }
    own.into_iter().for_each(|finding| mark(case, finding, blocks));
    let seen = by_question(case, area, |line| is_plain_ok(part, line));
    match not_applicable(case, area) {
        other if seen.is_empty() => blocks.text(other),
        other => blocks.mark(
            "ok",
            "OK",
            "Seen, nothing found",
            vec![format!("{seen}. {other}").trim_end().to_owned()],
        ),
    }
}

/// Judgements that do not apply to this home or person, by name.
fn not_applicable(case: &Case<'_>, area: &Area) -> String {
    let is_such = |line: &Line| line.judgement.as_deref() == Some("not-applicable");
    let names = by_question(case, area, is_such);
    if names.is_empty() { String::new() } else { format!("Does not apply: {names}.") }
}

/// "Opening and closing it (Hall to lounge, Hall to kitchen); Route from door to chair".
fn by_question(case: &Case<'_>, area: &Area, is_wanted: impl Fn(&Line) -> bool) -> String {
    let mut questions: Vec<(String, Vec<String>)> = Vec::new();
    for line in area.lines().filter(|line| line.prints && is_wanted(line)) {
        let copy = line.path.parse::<AnswerPath>().ok().and_then(|path| path.parent_instance());
        let copy = copy.map(|copy| copies::name(case, &area.line.id.form, &copy));
        let beside = copy.into_iter().chain(line.note.iter().map(|note| note.trim().to_owned()));
        match questions.iter_mut().find(|(question, _)| *question == line.label) {
            Some((_, all)) => all.extend(beside),
            None => questions.push((line.label.clone(), beside.collect())),
        }
    }
    let words = |(question, beside): (String, Vec<String>)| match beside.is_empty() {
        true => question,
        false => format!("{question} ({})", beside.join(", ")),
    };
    questions.into_iter().map(words).collect::<Vec<_>>().join("; ")
}

/// What was seen to be well, and nothing else was said of it.
fn is_plain_ok(part: &Part, line: &Line) -> bool {
    let name = match &line.copy {
        Some(copy) => format!("{copy}: {}", line.label),
        None => line.label.clone(),
    };
    line.judgement.as_deref() == Some("ok") && part.ok.contains(&name)
}

fn mark(case: &Case<'_>, finding: &Finding, blocks: &mut Blocks) {
    let mut words = case.words_of(finding);
    words.extend(kind_of_own(case, finding));
    blocks.mark(
        finding.sign.code(),
        finding.sign.words(),
        case.title_of(finding),
        told(case, &words, Some(finding)),
    );
}

/// What is said of a finding that was added by hand, beside who, what was seen and what was said.
fn kind_of_own(case: &Case<'_>, finding: &Finding) -> Vec<String> {
    let said = |link: &str| case.said_in_full(PLAN, &finding.at.path.child(link));
    let rows = [
        ("Kind of hazard", "pl-finding-kind"),
        ("What was said and what was seen differ", "pl-finding-differ"),
    ];
    rows.into_iter().filter_map(|(label, link)| Some(format!("{label}: {}", said(link)?))).collect()
}

/// Who, what was seen, the checks behind it and what became of it, in one paragraph.
fn told(case: &Case<'_>, words: &[String], finding: Option<&Finding>) -> Vec<String> {
    let mut first: Vec<String> = Vec::new();
    let mut how: Vec<String> = Vec::new();
    for words in words {
        match words.strip_prefix(copies::HOW_KNOWN) {
            Some(known) => how.push(copies::in_brackets(known.trim().trim_end_matches('.'))),
            None => first.push(closed(words)),
        }
    }
    let mut seen = first.join(" ");
    if !how.is_empty() {
        let bare = seen.strip_suffix('.').unwrap_or(&seen);
        seen = format!("{bare} ({}).", how.join(", ")).trim_start().to_owned();
    }
    let Some(finding) = finding else { return vec![seen] };
    let all = [seen, checks_behind(case, finding)].into_iter().chain(became(case, finding));
    vec![all.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")]
}

/// What became of a finding and what is recommended for it.
fn became(case: &Case<'_>, finding: &Finding) -> Vec<String> {
    let settled = finding.settled.as_ref().map(|settled| match &settled.why {
        Some(why) => closed(&format!("{}: {why}", settled.words)),
        None => format!("{}. Not said: why.", settled.words),
    });
    let mut lines: Vec<String> = settled.into_iter().collect();
    let named = finding.recommendations.iter().filter_map(|id| case.plan.iter().find(|one| one.id == *id));
    let titles: Vec<String> = named.map(|one| Told { case, one }.title()).collect();
    if !titles.is_empty() {
        lines.push(closed(&format!("Recommended: {}", titles.join("; "))));
    }
    lines
}

/// "Does not fit: Door against the walking frame. 640 mm against ... Tight: Threshold." The worst with its figures, the
/// others by name: all figures stand under Fit checks.
fn checks_behind(case: &Case<'_>, finding: &Finding) -> String {
    let title = case.title_of(finding);
    let mut checks: Vec<&Check> = finding.checks.iter().collect();
    checks.sort_by_key(|check| std::cmp::Reverse(check.outcome.verdict));
    let n_told = if checks.len() > MANY { 1 } else { MANY };
    let mut parts: Vec<(Verdict, Vec<String>)> = Vec::new();
    for (at, check) in checks.into_iter().enumerate() {
        let words = match at < n_told {
            true if is_named(check, &title) => in_short(&check.outcome.words).to_owned(),
            true => format!("{} ({})", check.rule.question, in_a_sentence(in_short(&check.outcome.words))),
            false => check.rule.question.clone(),
        };
        match parts.last_mut() {
            Some((verdict, all)) if *verdict == check.outcome.verdict => all.push(words),
            _ => parts.push((check.outcome.verdict, vec![words])),
        }
    }
    let part =
        |(verdict, all): (Verdict, Vec<String>)| closed(&format!("{}: {}", verdict.words(), all.join("; ")));
    parts.into_iter().map(part).collect::<Vec<_>>().join(" ")
}

/// True where the question would be read twice.
fn is_named(check: &Check, title: &str) -> bool {
    let question = &check.rule.question;
    question == title || check.outcome.words.to_lowercase().starts_with(&question.to_lowercase())
}

/// The first sentence, without what stands in brackets at its end.
fn in_short(words: &str) -> &str {
    let first = words.split_once(". ").map_or(words, |(first, _)| first).trim_end_matches('.');
    match first.rsplit_once(" (") {
        Some((before, inside)) if inside.ends_with(')') => before,
        _ => first,
    }
}

fn word(judgement: &str) -> &str {
    match judgement {
        "hazard" => "Hazard",
        "concern" => "Concern",
        "not-seen" => "Not seen",
        "ok" => "OK",
        other => other,
    }
}

/// What else was answered: short answers in one paragraph, then those that take more room, then a row for each copy.
fn answers(case: &Case<'_>, area: &Area, pairs: Vec<Pair>, blocks: &mut Blocks) {
    let mut of_copies = Blocks::default();
    let rest = copies::rows(case, area, pairs, &mut of_copies);
    let (long, short): (Vec<Pair>, Vec<Pair>) = rest.into_iter().partition(is_long);
    blocks.text(short.iter().map(copies::sentence).collect::<Vec<_>>().join(" "));
    blocks.list(false, long.iter().map(copies::sentence).collect());
    blocks.append(of_copies);
}

fn is_long(pair: &Pair) -> bool {
    let n_letters: usize = pair.words.iter().map(|words| words.chars().count()).sum();
    !pair.addenda.is_empty() || n_letters > SHORT
}

/// Areas that are asked for and in which nothing is said.
fn not_looked_at(areas: &[Area], blocks: &mut Blocks) {
    let is_open =
        |line: &&AreaLine| line.id.form == WALK && !line.not_here && line.asked > 0 && line.answered == 0;
    let titles: Vec<&str> =
        areas.iter().map(|area| &area.line).filter(is_open).map(|line| line.title.as_str()).collect();
    if !titles.is_empty() {
        // Without a heading of its own it would stand under the last area, also under one with nothing in it.
        blocks.heading(2, "Areas without an answer");
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
