//! What was decided, in the full assessment: recommendations with their reasons, goals, the formulation, outcome
//! measures and what the person agreed to.

use super::super::{
    blocks::{Blocks, closed},
    case::{Case, VISIT},
    recommended::{Told, standing},
};
use advice::{Outcome, PLAN};
use domain::calendar::long_date;
use forms::AnswerPath;

/// The two tests of the law on grants: that they are not answered is said.
const TESTS: [(&str, &str); 2] =
    [("necessary", "Necessary and appropriate"), ("practicable", "Reasonable and practicable")];
/// The size of a thing that is bought or built.
const ITEM: [(&str, &str); 5] = [
    ("item", ""),
    ("size", "Size"),
    ("swl", "Safe working load"),
    ("quantity", "How many"),
    ("iso", "Class (ISO 9999)"),
];
const GRANT: [(&str, &str); 2] =
    [("purpose", "Purpose of a grant"), ("share", "May be shown to the landlord or contractor")];
const WHO: [(&str, &str); 3] = [("owner", ""), ("due", "By when"), ("agreed", "Agreed with the person")];
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
    let full = |label: &str, what: &str| row(label, told.said_in_full(what));
    let mut rows = vec![
        row("Kind", Some(together(told, &[("kind", ""), ("tag", "For needs")]))),
        row("For", Some(areas.join("; "))),
        full("Need", "need"),
        full("In full", "words"),
        full("In plain words", "client"),
        full("Other options considered", "options"),
        row("Why this one", Some(together(told, &[("why", ""), ("cheapest", "Cheapest that would do")]))),
    ];
    rows.extend(TESTS.map(|(what, label)| row(label, Some(test(told, what)))));
    let cost = told.cost().map(|cost| closed(&cost));
    let of_cost = together(told, &GRANT);
    rows.extend([
        row("Item", Some(together(told, &ITEM))),
        row("Who does it", Some(together(told, &WHO))),
        full("Until then", "interim"),
        row("Cost", Some(cost.into_iter().chain([of_cost]).collect::<Vec<_>>().join(" "))),
    ]);
    rows
}

/// Answers that belong together, in one cell. What has a note or an addendum under it stands on lines of its own.
fn together(told: Told<'_>, what: &[(&str, &str)]) -> String {
    let mut words = String::new();
    let is_one = |end: &str| end == "quantity" && told.one.quantity <= 1;
    for (end, label) in what.iter().filter(|(end, _)| !is_one(end)) {
        let Some(said) = told.said_in_full(end) else { continue };
        let said = if label.is_empty() { said } else { format!("{label}: {said}") };
        let is_apart = words.contains('\n') || said.contains('\n');
        words.push_str(if words.is_empty() {
            ""
        } else if is_apart {
            "\n"
        } else {
            " "
        });
        words.push_str(&closed(&said));
    }
    words
}

/// The answer to a test with its reason.
fn test(told: Told<'_>, what: &str) -> String {
    let why = told.said_in_full(&format!("{what}-why"));
    match (told.said_in_full(what), why) {
        (None, None) => "Not said yet".to_owned(),
        (Some(answer), None) => format!("{} Not said yet: the reason.", closed(&answer)),
        (None, Some(why)) => format!("Not said yet. Because: {why}"),
        (Some(answer), Some(why)) => format!("{} {why}", closed(&answer)),
    }
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
            ("Goal attainment scaling", "v-goal-gas"),
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
    let row = |(outcome, copy): (Outcome, AnswerPath)| {
        let day = outcome.on.map(|on| on.parse().map_or(on.clone(), long_date));
        let score = outcome.score.map(|score| score.to_string()).unwrap_or_else(|| "Not scored".to_owned());
        let name = [Some(outcome.name), outcome.version].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let trained = case.said_in_full(PLAN, &copy.child("pl-outcome-trained"));
        let trained = trained.map(|trained| format!("Assessor trained in it: {trained}."));
        let parts: Vec<String> = outcome.parts.into_iter().chain(trained).collect();
        vec![name, day.unwrap_or_default(), score, parts.join(" ")]
    };
    let copies = case.copies(PLAN, "pl-outcome");
    let rows = advice::outcomes(&case.visit).into_iter().zip(copies).map(row).collect();
    blocks.table("Scores", &["Which", "Done on", "Total", "Parts"], rows);
}

/// Care calls before and after.
pub(super) fn care_calls(case: &Case<'_>, blocks: &mut Blocks) {
    let row = |copy: AnswerPath| {
        let said = |link: &str| case.said_in_full(PLAN, &copy.child(link));
        let part = |when: &str| {
            let parts =
                [("times", "times a week"), ("carers", "carers at a time"), ("minutes", "minutes each time")];
            let one = |(end, words): (&str, &str)| {
                Some(format!("{} {words}", said(&format!("pl-call-{when}{end}"))?))
            };
            parts.into_iter().filter_map(one).collect::<Vec<_>>().join(", ")
        };
        vec![said("pl-call-what").unwrap_or_else(|| "Not named".to_owned()), part(""), part("after-")]
    };
    blocks.heading(1, "Care calls");
    let rows = case.copies(PLAN, "pl-call").into_iter().map(row).collect();
    blocks.table("Care calls before and after", &["Which", "Now", "Then"], rows);
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
