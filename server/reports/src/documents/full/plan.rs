//! What was decided, in the full assessment: recommendations with their reasons, goals, the formulation, outcome
//! measures and what the person agreed to.

use super::super::{
    blocks::Blocks,
    case::{Case, VISIT},
    recommended::{Told, standing},
};
use advice::{Outcome, PLAN};
use domain::calendar::long_date;
use forms::AnswerPath;

/// Said of a recommendation, by the end of the link id; the second is true where a gap is told.
const ROWS: [(&str, &str, bool); 19] = [
    ("need", "Need", true),
    ("words", "In full", true),
    ("client", "In plain words, for the person", false),
    ("options", "Other options considered", true),
    ("cheapest", "Cheapest that would do", true),
    ("why", "Why this one", true),
    ("necessary", "Necessary and appropriate?", true),
    ("necessary-why", "Because", true),
    ("practicable", "Reasonable and practicable?", true),
    ("practicable-why", "Because", true),
    ("tag", "What it does for needs", true),
    ("iso", "Class (ISO 9999)", false),
    ("item", "Item", false),
    ("size", "Size", false),
    ("swl", "Safe working load", false),
    ("owner", "Who does it", true),
    ("due", "By when", true),
    ("agreed", "Agreed with the person", true),
    ("interim", "Until then", true),
];
/// What is shown, for blanks.
const SHOWN: [&str; 4] = ["what", "need", "words", "client"];

const FORMULATION: [(&str, &str); 7] = [
    ("pl-strengths", "Strengths and what works"),
    ("pl-limits", "What limits doing"),
    ("pl-maintaining", "What keeps it going"),
    ("pl-differences", "Where said and seen differ"),
    ("pl-hypothesis", "Working idea"),
    ("pl-else", "What else could explain it?"),
    ("pl-direction", "Plan in a few sentences"),
];

/// What is recommended, in full, and what is not, with the reason.
pub(super) fn recommendations(case: &Case<'_>, blocks: &mut Blocks) {
    if !case.has_plan() {
        return;
    }
    blocks.heading(1, "Recommendations");
    let mut n_standing = 0;
    for told in standing(case) {
        n_standing += 1;
        blocks.heading(2, format!("{n_standing}. {}", told.title()));
        told.gaps(&SHOWN, blocks);
        blocks.facts(rows(told));
    }
    if n_standing == 0 {
        blocks.gap("No recommendation is written down.");
    }
    let dropped = case.plan.iter().filter(|one| !one.is_standing()).map(|one| Told { case, one });
    let line = |told: Told<'_>| match told.said("dropped-why") {
        Some(why) => format!("{}: {why}", told.title()),
        None => format!("{}. Not said: why.", told.title()),
    };
    let dropped: Vec<String> = dropped.map(line).collect();
    if !dropped.is_empty() {
        blocks.heading(2, "Not recommended");
        blocks.list(false, dropped);
    }
}

fn rows(told: Told<'_>) -> Vec<(String, String)> {
    let row = |label: &str, words: Option<String>| (label.to_owned(), words.unwrap_or_default());
    let areas: Vec<String> = told
        .case
        .findings_for(told.one)
        .map(|finding| format!("{}: {}", finding.area, finding.title))
        .collect();
    let mut rows = vec![row("Kind", told.said("kind")), row("For", Some(areas.join("\n")))];
    for (what, label, is_wanted) in ROWS {
        let said = told.said_in_full(what).or_else(|| is_wanted.then(|| "Not said yet".to_owned()));
        rows.push(row(label, said));
    }
    let how_many = (told.one.quantity > 1).then(|| told.one.quantity.to_string());
    rows.push(row("How many", how_many));
    rows.push(row("Cost", told.cost()));
    rows.push(row("Purpose of a grant", told.said("purpose")));
    rows.push(row("May be shown to the landlord or contractor", told.said("share")));
    rows
}

/// Goals, in the person's words first.
pub(super) fn goals(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Goals");
    for copy in case.copies(VISIT, "v-goal") {
        let said = |link: &str| case.said_in_full(VISIT, &copy.child(link));
        let own = case.said(VISIT, &copy.child("v-goal-words"));
        match &own {
            Some(words) => blocks.quote(words),
            None => blocks.gap("Not written down: the goal in the person's words."),
        }
        // A note or an addendum beside the words is not the person's.
        let beside = said("v-goal-words").unwrap_or_default();
        blocks.text(beside.strip_prefix(own.as_deref().unwrap_or_default()).unwrap_or_default().trim());
        let rows = [
            ("What will be seen", "v-goal-smart"),
            ("Now", "v-goal-base"),
            ("By when", "v-goal-date"),
            ("Agreed by", "v-goal-who"),
        ];
        blocks.facts(rows.map(|(label, link)| (label.to_owned(), said(link).unwrap_or_default())).into());
    }
}

/// The reasoning behind the plan.
pub(super) fn formulation(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Formulation");
    for (link, title) in FORMULATION {
        if let Some(words) = case.said_in_full(PLAN, &AnswerPath::root(link)) {
            blocks.heading(2, title);
            blocks.text(words);
        }
    }
}

/// Scores of outcome measures: numbers alone.
pub(super) fn outcomes(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Outcome measures");
    let row = |outcome: Outcome| {
        let day = outcome.on.map(|on| on.parse().map_or(on.clone(), long_date));
        let score = outcome.score.map(|score| score.to_string()).unwrap_or_else(|| "Not scored".to_owned());
        let name = [Some(outcome.name), outcome.version].into_iter().flatten().collect::<Vec<_>>().join(", ");
        vec![name, day.unwrap_or_default(), score, outcome.parts.unwrap_or_default()]
    };
    let rows = advice::outcomes(&case.visit).into_iter().map(row).collect();
    blocks.table("Scores", &["Which", "Done on", "Total", "Parts"], rows);
}

/// What the person says to the plan.
pub(super) fn agreement(case: &Case<'_>, blocks: &mut Blocks) {
    let rows = [
        ("Agrees with this plan", "pl-agreed"),
        ("What not", "pl-agreed-some"),
        ("How it was agreed", "pl-agreed-how"),
        ("Name", "pl-agreed-name"),
        ("When", "pl-agreed-on"),
    ];
    let said = |link: &str| case.said_in_full(PLAN, &AnswerPath::root(link)).unwrap_or_default();
    let rows: Vec<(String, String)> = rows.map(|(label, link)| (label.to_owned(), said(link))).into();
    blocks.heading(1, "Who agreed");
    if rows.iter().all(|(_, words)| words.is_empty()) && case.has_plan() {
        blocks.gap("Not asked yet: whether the person agrees with this plan.");
    }
    blocks.facts(rows);
}
