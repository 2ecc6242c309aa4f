//! Short words about findings and recommendations: why something is offered, what it costs, what is left to fill in,
//! how many there are. Counts are counts of things on a list; nothing here weighs one against another.

use crate::{
    drafts::belongs,
    findings::Finding,
    library::{Library, Suggestion, Trigger},
    plan::{Recommendation, RecommendationState},
    visit::Visit,
};
use domain::{
    Role,
    measures::{measure, name_of},
    orders::{Approval, Pence, approval, default_limit},
    rules::rule,
};
use forms::{Item, Node};

/// Why an entry is offered, each reason once: "Rails by the bath is a concern". With a finding, its own answers are
/// told.
pub fn reasons(
    suggestion: &Suggestion,
    visit: &Visit<'_>,
    library: &Library,
    only: Option<&Finding>,
) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for trigger in &suggestion.because {
        let words = because(trigger, visit, library, only);
        if !reasons.contains(&words) {
            reasons.push(words);
        }
    }
    reasons
}

fn because(trigger: &Trigger, visit: &Visit<'_>, library: &Library, only: Option<&Finding>) -> String {
    match trigger {
        Trigger::Concern(link_id) | Trigger::Answer(link_id, _) => {
            answered(visit, link_id, only).unwrap_or_else(|| link_id.clone())
        }
        Trigger::Check(id, verdict) => {
            let question = rule(id).map_or(id.as_str(), |rule| rule.question.as_str());
            format!("{question}: {}", verdict.words().to_lowercase())
        }
        Trigger::Chosen(entry) => {
            let title = library.entry(entry).map_or(entry.as_str(), |entry| entry.title.as_str());
            format!("“{title}” is among the recommendations")
        }
    }
}

/// A question with what was said, as the visit has it. Of several copies the worst is told.
fn answered(visit: &Visit<'_>, link_id: &str, only: Option<&Finding>) -> Option<String> {
    visit.forms.iter().find_map(|form| {
        let idx = form.def.by_link_id(link_id)?;
        let item = form.def.item(idx);
        let said = form.nodes().map(|(node, _)| node).filter(|node| node.item == idx && node.answered);
        let mine = said.filter(|node| only.is_none_or(|finding| belongs(finding, form.id, &node.path)));
        let node = mine.max_by_key(|node| node.judgement.filter(|judgement| judgement.is_trouble()))?;
        let words: Vec<String> =
            form.active(&node.path)?.0.iter().map(|value| words_of(item, value)).collect();
        Some(said_words(item, node, &words.join(", ")))
    })
}

fn words_of(item: &Item, value: &forms::Value) -> String {
    item.option_for(value).map_or_else(|| value.as_words(), |option| option.label.clone())
}

fn said_words(item: &Item, node: &Node, words: &str) -> String {
    let text = item.text.trim();
    match text.ends_with('?') {
        true => format!("“{text}” {words}"),
        false if node.judgement.is_some() => format!("{text} is a {}", words.to_lowercase()),
        false => format!("{text}: {words}"),
    }
}

/// "£1,250", or "£12.50" where there are pence; none below nought.
pub fn pounds(amount: f64) -> Option<String> {
    let words = pence(amount)?.words();
    Some(words.strip_suffix(".00").map_or_else(|| words.clone(), str::to_owned))
}

fn pence(amount: f64) -> Option<Pence> {
    if !amount.is_finite() {
        return None;
    }
    Pence::new((amount * 100.0).round() as i64)
}

/// What a recommendation costs: "£220", "£70 (2 at £35)"; none where nothing is ordered or no price is known.
pub fn cost_words(one: &Recommendation) -> Option<String> {
    let whole = pounds(one.whole_cost().filter(|_| one.is_ordered())?)?;
    match one.quantity {
        ..=1 => Some(whole),
        n => Some(format!("{whole} ({n} at {})", pounds(one.cost?)?)),
    }
}

/// That a cost waits for approval, where it is above what the role approves by itself.
pub fn above_limit(one: &Recommendation, role: Role) -> Option<String> {
    let cost = pence(one.whole_cost().filter(|_| one.is_ordered() && one.is_standing())?)?;
    let words = pounds(one.whole_cost()?)?;
    match approval(cost, default_limit(role)) {
        Approval::Within => None,
        Approval::Above(Pence::ZERO) => {
            Some(format!("{words} will wait for approval when the record is signed."))
        }
        Approval::Above(limit) => {
            let limit = limit.words();
            let limit = limit.strip_suffix(".00").unwrap_or(&limit);
            Some(format!(
                "{words} is above your limit of {limit}: it will wait for approval when the record is signed."
            ))
        }
    }
}

/// What a gap in drafted words is called: "door clear opening width" for `m-door-clear-width`.
pub fn gap_name(blank: &str) -> String {
    match measure(blank) {
        Some(measure) => name_of(&measure.id),
        None => blank.trim_start_matches("m-").replace('-', " "),
    }
}

/// "2 gaps to fill: place, side"; nothing where none is left.
pub fn gap_words(blanks: &[String]) -> Option<String> {
    let names: Vec<String> = blanks.iter().map(|blank| gap_name(blank)).collect();
    let names = names.join(", ");
    match blanks.len() {
        0 => None,
        1 => Some(format!("1 gap to fill: {names}")),
        n => Some(format!("{n} gaps to fill: {names}")),
    }
}

/// The state of a recommendation, as the form words it.
pub fn state_words(state: RecommendationState) -> &'static str {
    match state {
        RecommendationState::Draft => "Draft wording, read it",
        RecommendationState::Kept => "Kept as proposed",
        RecommendationState::Dropped => "Not recommended",
    }
}

/// The state in the list: what nobody drafted is no wording to read.
pub fn standing_words(one: &Recommendation) -> &'static str {
    match (one.state, &one.library) {
        (RecommendationState::Draft, None) => "Your own, not decided yet",
        (state, _) => state_words(state),
    }
}

/// "6 open, 2 settled", for the overview.
pub fn findings_in_words(findings: &[Finding]) -> String {
    let open = findings.iter().filter(|finding| finding.is_open()).count();
    joined(&[(open, "open"), (findings.len() - open, "settled")])
        .unwrap_or_else(|| "Nothing found so far".to_owned())
}

/// "2 drafts to read, 1 kept", for the overview.
pub fn plan_in_words(plan: &[Recommendation]) -> String {
    let count = |state| plan.iter().filter(|one| one.state == state).count();
    let drafts = count(RecommendationState::Draft);
    let counts = [
        (drafts, if drafts == 1 { "draft to read" } else { "drafts to read" }),
        (count(RecommendationState::Kept), "kept"),
        (count(RecommendationState::Dropped), "not recommended"),
    ];
    joined(&counts).unwrap_or_else(|| "None yet".to_owned())
}

fn joined(counts: &[(usize, &str)]) -> Option<String> {
    let some: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    (!some.is_empty()).then(|| some.join(", "))
}
