//! For housing: what is asked for, for which purposes of a grant, both tests with their reasons, what supports them,
//! what else was thought of, how urgent it is, and what the person says. Whether works are reasonable and practicable
//! is for housing to decide; what is written here is what the therapist knows of it.

use super::{
    NEW_HOMES, added_later,
    blocks::{Blocks, entries},
    case::{Case, VISIT},
    landlord::shares_with,
    recommended::{Told, works},
    signed,
};
use crate::{report, standing::addendum_words};
use advice::{Finding, PLAN, Sign};
use domain::{calendar::long_date, rules::Verdict};
use forms::AnswerPath;

const REFUSED: &str = "Not agreed: the person said no to sharing with housing. Nothing is shown. If that has changed, change \
                       the answer under Consent, capacity and sharing.";
const REFUSED_CLOSED: &str = "Not agreed: the person said no to sharing with housing. Nothing is shown. If that has changed, write \
                              it down at the next visit: this record does not change any more.";
const ROLES: &str = "Necessary and appropriate is the view of the occupational therapist. Reasonable and practicable is \
                     decided by housing (Housing Grants, Construction and Regeneration Act 1996, section 24).";
/// What is shown of a recommendation, for blanks.
const SHOWN: [&str; 4] = ["what", "need", "words", "interim"];

/// The recommendation to housing.
pub(super) fn blocks(case: &Case<'_>) -> Blocks {
    let mut blocks = Blocks::default();
    if shares_with(case, "housing", &["declined"]) {
        blocks.gap(case.open_or_closed(REFUSED, REFUSED_CLOSED));
        return blocks;
    }
    blocks.facts(report::person(&case.card.person));
    if !shares_with(case, "housing", &["given-spoken", "given-written", "parental", "lacks-capacity"]) {
        blocks.gap("Not recorded: whether the person agrees to sharing this with housing.");
    }
    home(case, &mut blocks);
    let mut n_works = 0;
    for told in works(case) {
        n_works += 1;
        blocks.heading(1, format!("{n_works}. {}", told.title()));
        told.gaps(&SHOWN, &mut blocks);
        work(told, &mut blocks);
    }
    if n_works == 0 {
        blocks.gap("No minor or major adaptation is recommended.");
    }
    view(case, &mut blocks);
    blocks.heading(1, "About this recommendation");
    blocks.text(ROLES);
    blocks.text(NEW_HOMES);
    blocks.small(format!("Seen on {}.", long_date(case.visited())));
    signed::line(case, &mut blocks);
    added_later(case, &mut blocks, addendum_words);
    blocks
}

fn home(case: &Case<'_>, blocks: &mut Blocks) {
    let rows = [
        ("Kind of home", "w-home-type"),
        ("How it is held", "w-tenure"),
        ("How long the person plans to stay", "o-stay"),
        ("Who must agree to changes", "o-works-agree"),
    ];
    let said = |link: &str| case.said_anywhere(link).unwrap_or_else(|| "Not recorded".to_owned());
    blocks.facts(rows.map(|(label, link)| (label.to_owned(), said(link))).into());
}

fn work(told: Told<'_>, blocks: &mut Blocks) {
    let row = |label: &str, said: Option<String>, gap: &str| {
        (label.to_owned(), said.unwrap_or_else(|| gap.to_owned()))
    };
    blocks.facts(vec![
        row("Kind", told.said("kind"), ""),
        row("Purpose", told.said("purpose"), "Not said yet: the purpose of the grant"),
        row("Need", told.said("need"), "Not said yet"),
        row("What is asked for", told.said("words"), "Not said yet"),
        row("Item", told.said("item"), ""),
        row("Size", told.said("size"), "Not said yet"),
        row("Safe working load", told.said("swl"), ""),
        row("Cost", told.cost(), "Not known yet"),
    ]);
    test(told, "Necessary and appropriate?", "necessary", blocks);
    test(told, "Reasonable and practicable?", "practicable", blocks);
    support(told, blocks);
    options(told, blocks);
    urgency(told, blocks);
}

fn test(told: Told<'_>, title: &str, what: &str, blocks: &mut Blocks) {
    blocks.heading(2, title);
    blocks.text_or_gap(told.said(what), "Not answered yet.");
    blocks.text_or_gap(told.said(&format!("{what}-why")), "Not said yet: the reason.");
}

/// The findings and checks behind it.
fn support(told: Told<'_>, blocks: &mut Blocks) {
    blocks.heading(2, "What supports it");
    let findings: Vec<&Finding> = told.case.findings_for(told.one).collect();
    if findings.is_empty() {
        blocks.gap("Not linked to anything that was found.");
    }
    for finding in findings {
        let title = format!("{}: {}", finding.area, told.case.title_of(finding));
        blocks.mark(finding.sign.code(), finding.sign.words(), title, told.case.words_of(finding));
        for check in finding.checks.iter().filter(|check| check.outcome.verdict != Verdict::CannotTell) {
            let verdict = check.outcome.verdict;
            let local = if check.rule.check_locally() { ", check locally" } else { "" };
            let lines = vec![check.outcome.words.clone(), format!("Source: {}{local}.", check.rule.source)];
            blocks.mark(
                verdict.code(),
                verdict.words(),
                format!("{}: {}", check.thing, check.rule.question),
                lines,
            );
        }
    }
}

fn options(told: Told<'_>, blocks: &mut Blocks) {
    blocks.heading(2, "Options considered");
    let lines = told.said("options").map(|text| entries(&text)).unwrap_or_default();
    if lines.is_empty() {
        blocks.gap("Not said yet: which options were considered.");
    }
    blocks.list(true, lines);
    match told.said("cheapest") {
        Some(cheapest) => blocks.text(format!("Cheapest that would do: {cheapest}")),
        None => blocks.gap("Not said yet: the cheapest that would do."),
    }
    match told.said("why") {
        Some(why) => blocks.text(format!("Why this one: {why}")),
        None => blocks.gap("Not said yet: why this one."),
    }
}

fn urgency(told: Told<'_>, blocks: &mut Blocks) {
    blocks.heading(2, "How urgent, and until then");
    let worst = told
        .case
        .findings_for(told.one)
        .filter(|finding| finding.is_open())
        .map(|finding| finding.sign)
        .min();
    blocks.text(match worst {
        Some(Sign::Hazard) => "A hazard: harm is likely or would be serious, and something must be done now.",
        Some(Sign::Concern) => "A concern: harm or loss of doing is credible, now or within twelve months.",
        Some(Sign::DoesNotFit) => "What was measured does not fit.",
        None => "",
    });
    blocks.text_or_gap(told.said("due").map(|due| format!("Wanted by {due}.")), "Not said yet: by when.");
    let interim = told.said("interim").or_else(|| told.case.said_anywhere("v-interim"));
    blocks.text_or_gap(interim, "Not written down: what keeps people safe until then.");
}

/// What the person says, in their words and in their answers.
fn view(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "The person's view");
    let said: Vec<String> =
        ["v-words", "v-matters"].iter().filter_map(|link| case.said_anywhere(link)).collect();
    let wants = case.card.person.background.wants.as_ref().filter(|_| said.is_empty());
    if said.is_empty() && wants.is_none() {
        blocks.gap("Not written down: what matters to the person.");
    }
    said.iter().chain(wants).for_each(|words| blocks.quote(words));
    let of_plan = |link: &str| case.said(PLAN, &AnswerPath::root(link));
    let mut rows: Vec<(String, String)> = works(case)
        .map(|told| {
            let agreed = told.said("agreed").unwrap_or_else(|| "Not asked yet".to_owned());
            (format!("Agrees with {}", told.title()), agreed)
        })
        .collect();
    rows.push((
        "Agrees with the whole plan".to_owned(),
        of_plan("pl-agreed").unwrap_or_else(|| "Not asked yet".to_owned()),
    ));
    rows.push(("What not".to_owned(), of_plan("pl-agreed-some").unwrap_or_default()));
    rows.push((
        "Risks, and the person's own view".to_owned(),
        case.said(VISIT, &AnswerPath::root("v-risk-view")).unwrap_or_default(),
    ));
    blocks.facts(rows);
}
