//! From findings to drafts: which entries of the library fit, and what is filled in beforehand. A draft is words to
//! be read and changed; blanks that nobody could fill stay visible.

use crate::{
    checks::Check,
    circumstances::Circumstances,
    findings::Finding,
    library::{Category, Entry, Facts, Library, Suggestion, Trigger, fill},
    plan::Recommendation,
    visit::Visit,
};
use domain::rules::Input;
use forms::Judgement;
use std::collections::BTreeMap;

/// A drafted recommendation, before the therapist has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The library's entry.
    pub entry: String,
    /// What is recommended, in a line.
    pub what: String,
    /// Kind of it.
    pub category: Category,
    /// The need: what was found.
    pub need: String,
    /// In full, for reports.
    pub words: String,
    /// In plain words, for the person.
    pub client: String,
    /// Other options, from least to most.
    pub options: String,
    /// The one to beat.
    pub cheapest: String,
    /// Questions for "Necessary and appropriate?"
    pub necessary: Vec<String>,
    /// Questions for "Reasonable and practicable?"
    pub practicable: Vec<String>,
    /// Code of prevent, reduce or delay.
    pub tag: &'static str,
    /// ISO 9999 class.
    pub iso: Option<String>,
    /// Sizes to fill in.
    pub sizes: String,
}

/// What is known of a visit, as the library's triggers ask for it. With findings, only what belongs to them counts.
pub fn facts(visit: &Visit<'_>, checks: &[Check], plan: &[Recommendation], only: Option<&Finding>) -> Facts {
    let mut facts = Facts::default();
    for form in visit.forms {
        for (node, item) in form.nodes().filter(|(node, item)| node.answered && item.is_question()) {
            if only.is_some_and(|finding| !belongs(finding, form.id, &node.path)) {
                continue;
            }
            let codes = form.answers.get(&node.path).into_iter().flat_map(|answer| &answer.0);
            for code in codes.filter_map(forms::Value::code) {
                facts.answers.insert((item.link_id.clone(), code.to_owned()));
            }
            match (item.judgement, node.judgement) {
                (true, Some(judgement)) if judgement.is_trouble() => {
                    facts.concerns.insert(item.link_id.clone());
                }
                (true, Some(Judgement::Ok) | Some(_) | None) => {}
                (false, _) => {
                    facts.answered.insert(item.link_id.clone());
                }
            }
        }
    }
    let mine = |check: &&Check| match only {
        Some(finding) => finding.checks.iter().any(|one| one.rule.id == check.rule.id && one.at == check.at),
        None => true,
    };
    facts.checks =
        checks.iter().filter(mine).map(|check| (check.rule.id.clone(), check.outcome.verdict)).collect();
    facts.chosen =
        plan.iter().filter(|one| one.is_standing()).filter_map(|one| one.library.clone()).collect();
    facts
}

/// True for answers at a finding's own place: the judged question, or what stands in the same copy.
pub(crate) fn belongs(finding: &Finding, form: &str, path: &forms::AnswerPath) -> bool {
    let at = &finding.at.path;
    if finding.at.form != form {
        return false;
    }
    let copy = if at.instance_id().is_some() { Some(at.clone()) } else { at.parent_instance() };
    path == at || (copy.is_some() && path.parent_instance() == copy)
}

/// Drafts for a finding, or for the whole visit: those with most reasons first.
pub fn suggestions(
    library: &Library,
    visit: &Visit<'_>,
    checks: &[Check],
    plan: &[Recommendation],
    only: Option<&Finding>,
) -> Vec<(Suggestion, Draft)> {
    let facts = facts(visit, checks, plan, only);
    let found = library.suggested(&facts);
    let drafted = found.into_iter().filter_map(|suggestion| {
        let entry = library.entry(&suggestion.entry)?;
        let draft = draft(library, entry, visit, checks, only);
        Some((suggestion, draft))
    });
    drafted.collect()
}

fn draft(
    library: &Library,
    entry: &Entry,
    visit: &Visit<'_>,
    checks: &[Check],
    only: Option<&Finding>,
) -> Draft {
    let words = blanks_of(entry, visit, checks, only);
    let prompts =
        |ids: &[String]| ids.iter().filter_map(|id| library.prompt(id)).map(str::to_owned).collect();
    let client = fill(&entry.client, &words);
    Draft {
        entry: entry.id.clone(),
        what: entry.title.clone(),
        category: entry.category,
        need: need(only),
        words: fill(&entry.professional, &words),
        client,
        options: entry.options.join("\n"),
        cheapest: entry.cheapest.clone(),
        necessary: prompts(&entry.necessary),
        practicable: prompts(&entry.practicable),
        tag: entry.tag.code(),
        iso: entry.iso.clone(),
        sizes: entry.sizes.join(", "),
    }
}

/// The need that a finding amounts to: what it is, what was seen, what the checks say.
pub fn need(finding: Option<&Finding>) -> String {
    let Some(finding) = finding else { return String::new() };
    let mut lines = vec![format!("{}: {}.", finding.area, finding.title.trim_end_matches(['.', '?']))];
    lines.extend(finding.seen.iter().cloned());
    lines.extend(finding.checks.iter().map(|check| check.outcome.words.clone()));
    lines.join("\n")
}

/// What the blanks of an entry can be filled with: measures and figures of its checks, and who lives here.
fn blanks_of(
    entry: &Entry,
    visit: &Visit<'_>,
    checks: &[Check],
    only: Option<&Finding>,
) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let of_trigger = |trigger: &Trigger| match trigger {
        Trigger::Check(rule, _) => Some(rule.clone()),
        _ => None,
    };
    let rules: Vec<String> = entry.triggers.iter().filter_map(of_trigger).collect();
    let own = only.map(|finding| finding.checks.as_slice()).unwrap_or_default();
    // Only the checks that offer the entry: a figure of another check would be a wrong figure.
    for check in own.iter().chain(checks).filter(|check| rules.contains(&check.rule.id)) {
        let mut put = |name: &str, value: String| {
            words.entry(name.to_owned()).or_insert(value);
        };
        put("place", check.thing.to_lowercase());
        put("door", check.thing.to_lowercase());
        for (name, value) in &check.outcome.values {
            put(name, value.clone());
        }
        for (name, input) in &check.inputs {
            if let Some(value) = in_words(input) {
                put(name, value);
            }
        }
    }
    if let Some(finding) = only {
        words.entry("place".to_owned()).or_insert_with(|| finding.title.to_lowercase());
        if let Some(who) = &finding.who {
            words.entry("who".to_owned()).or_insert_with(|| who.clone());
        }
    }
    words.extend(person_words(visit));
    words
}

fn in_words(input: &Input) -> Option<String> {
    match input {
        Input::Number(number) => Some(plain(*number)),
        Input::Numbers(numbers) => Some(numbers.iter().map(|one| plain(*one)).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

fn plain(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number:.1}") }
}

fn person_words(visit: &Visit<'_>) -> Vec<(String, String)> {
    let person = Circumstances::of(visit);
    let aid = match (person.chair, person.frame) {
        (Some(_), true) => "a frame, and a wheelchair",
        (Some(_), false) => "a wheelchair",
        (None, true) => "a frame",
        (None, false) => "",
    };
    let side = match person.rail_side {
        Some("left-up") => "left",
        Some("right-up") => "right",
        Some(_) => "each",
        None => "",
    };
    let known =
        [("aid", aid), ("chair", if person.chair.is_some() { "the wheelchair" } else { "" }), ("side", side)];
    known
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(name, words)| (name.to_owned(), words.to_owned()))
        .collect()
}
