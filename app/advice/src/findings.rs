//! What wants attention: judgements of concern or hazard, notes that were raised to one, checks that do not fit,
//! and what the therapist adds. There is no sum and no level of risk; the order is worst first, in the order of the
//! house. What became of a finding is kept beside it, and a settled finding stays in the list.

use crate::{
    checks::Check,
    plan::{PLAN, Recommendation},
    visit::{Form, Place, Visit},
};
use domain::rules::Verdict;
use forms::{AnswerPath, Facet, Item, Judgement, Node, Value};
use std::collections::BTreeMap;

/// What a finding is told by: a shape and a word, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Something must be done now.
    Hazard,
    /// A check says that it does not fit.
    DoesNotFit,
    /// Harm or loss of function is credible.
    Concern,
}

impl Sign {
    /// The word beside the shape.
    pub fn words(self) -> &'static str {
        match self {
            Sign::Hazard => "Hazard",
            Sign::DoesNotFit => "Does not fit",
            Sign::Concern => "Concern",
        }
    }

    /// The code of the shape.
    pub fn code(self) -> &'static str {
        match self {
            Sign::Hazard => "hazard",
            Sign::DoesNotFit => "does-not-fit",
            Sign::Concern => "concern",
        }
    }
}

/// What became of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Code of `pl-settled-how`: `solved`, `recommendation`, `accepted`, `not-hazard`.
    pub how: String,
    /// The words of that choice.
    pub words: String,
    /// Why, and in whose words.
    pub why: Option<String>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where it stands; its text is the finding's key.
    pub at: Place,
    /// Its form's section: a place in the definition's sections.
    pub section: u16,
    /// "I Bathroom and WC".
    pub area: String,
    /// One line: "Rails by the bath".
    pub title: String,
    /// Shape and word.
    pub sign: Sign,
    /// Code of the hazard kind.
    pub kind: Option<String>,
    /// Who is affected.
    pub who: Option<String>,
    /// What was seen, and the other words that belong to it.
    pub seen: Vec<String>,
    /// The checks behind it.
    pub checks: Vec<Check>,
    /// How many photos show it.
    pub n_photos: usize,
    /// The person or the works leave it as it is: "Still there after the works now planned?"
    pub stays_after_works: Option<bool>,
    /// What became of it.
    pub settled: Option<Settled>,
    /// Recommendations for it, by their copy ids.
    pub recommendations: Vec<String>,
}

impl Finding {
    /// The key that recommendations and settlements name it by.
    pub fn key(&self) -> String {
        self.at.to_string()
    }

    /// True while nobody said that it is dealt with.
    pub fn is_open(&self) -> bool {
        self.settled.as_ref().is_none_or(|settled| settled.how == "recommendation")
    }

    /// True when the drafted works leave nothing of it.
    pub fn goes_with_works(&self) -> bool {
        match self.stays_after_works {
            Some(stays) => !stays,
            None => !self.recommendations.is_empty(),
        }
    }
}

/// The findings of a visit: worst first within the order of the house. `checks` are those of the same visit.
pub fn findings(visit: &Visit<'_>, checks: &[Check], plan: &[Recommendation]) -> Vec<Finding> {
    let mut found: Vec<Finding> = visit.forms.iter().flat_map(|form| judged(*form)).collect();
    join_checks(visit, checks, &mut found);
    if let Some(form) = visit.form(PLAN) {
        found.extend(own(form));
        settle(form, &mut found);
    }
    for finding in &mut found {
        let key = finding.key();
        let for_it = plan.iter().filter(|one| one.is_standing() && one.findings.contains(&key));
        finding.recommendations = for_it.map(|one| one.id.clone()).collect();
    }
    let order = |form: &str| visit.forms.iter().position(|one| one.id == form);
    found.sort_by_key(|one| (!one.is_open(), order(&one.at.form), one.section, one.sign));
    found
}

/// Judgements and raised notes of a form.
fn judged(form: Form<'_>) -> Vec<Finding> {
    let of_node = |(node, item): (&Node, &Item)| {
        let sign = match node.judgement {
            Some(Judgement::Hazard) => Sign::Hazard,
            Some(Judgement::Concern) => Sign::Concern,
            _ => raised(form, node)?,
        };
        Some(of_judgement(form, node, item, sign))
    };
    form.nodes().filter_map(of_node).collect()
}

/// A note on an ordinary question that was raised to a concern or hazard.
fn raised(form: Form<'_>, node: &Node) -> Option<Sign> {
    match form.answers.facet(&node.path, Facet::Concern)?.code() {
        Some("hazard") => Some(Sign::Hazard),
        Some("concern") => Some(Sign::Concern),
        _ => None,
    }
}

fn of_judgement(form: Form<'_>, node: &Node, item: &Item, sign: Sign) -> Finding {
    let detail = |suffix: &str| {
        let path = node.path.child(&format!("{}.{suffix}", item.link_id));
        let inside = form.active(&path)?;
        let asked = form.def.item(form.def.item_at(&path)?);
        let word = |value: &Value| {
            asked.option_for(value).map_or_else(|| value.as_words(), |option| option.label.clone())
        };
        Some(inside.0.iter().map(word).collect::<Vec<_>>().join(", "))
    };
    let note = form.answers.facet(&node.path, Facet::Note).and_then(|note| note.first()).map(Value::as_words);
    let own_photos = form.answers.facet(&node.path, Facet::Photo);
    let photo_item = form.active(&node.path.child(&format!("{}.photo", item.link_id)));
    let n_photos = [own_photos, photo_item].into_iter().flatten().map(|answer| answer.files().count()).sum();
    let copy = node.path.parent_instance().and_then(|copy| form.copy_name(&copy));
    Finding {
        at: Place::new(form.id, node.path.clone()),
        section: node.section,
        area: form.section_title(node.section),
        title: copy.map_or_else(|| item.text.clone(), |copy| format!("{copy}: {}", item.text)),
        sign,
        kind: item.hazard_kind.clone().filter(|kind| kind != "none"),
        who: detail("who"),
        seen: [detail("note"), note].into_iter().flatten().filter(|words| !words.trim().is_empty()).collect(),
        checks: Vec::new(),
        n_photos,
        stays_after_works: match form.active(&node.path.child(&format!("{}.after-works", item.link_id))) {
            Some(answer) if answer.code() == Some("yes") => Some(true),
            Some(answer) if answer.code() == Some("no") => Some(false),
            _ => None,
        },
        settled: None,
        recommendations: Vec::new(),
    }
}

/// Checks that want attention join the judgement made of the same copy; without one, those that do not fit become
/// a finding of their own.
fn join_checks(visit: &Visit<'_>, checks: &[Check], found: &mut Vec<Finding>) {
    let mut alone: BTreeMap<(String, Option<AnswerPath>, u16), Vec<Check>> = BTreeMap::new();
    for check in checks.iter().filter(|check| check.outcome.verdict.wants_attention()) {
        let same = |finding: &&mut Finding| {
            let at = &finding.at;
            let copy = at.path.parent_instance();
            at.form == check.at.form && check.copy.is_some() && copy == check.copy
        };
        match found.iter_mut().find(same) {
            Some(finding) => finding.checks.push(check.clone()),
            None => {
                let place = (check.at.form.clone(), check.copy.clone(), check.section);
                alone.entry(place).or_default().push(check.clone());
            }
        }
    }
    for ((form, copy, section), checks) in alone {
        let Some(first) = checks.iter().find(|check| check.outcome.verdict == Verdict::DoesNotFit) else {
            continue;
        };
        let Some(asked) = visit.form(&form) else { continue };
        let title = match &copy {
            Some(_) => first.thing.clone(),
            None => first.rule.question.clone(),
        };
        let item = asked.def.item_at(&first.at.path).map(|item| asked.def.item(item));
        found.push(Finding {
            at: Place::new(&form, copy.clone().unwrap_or_else(|| first.at.path.clone())),
            section,
            area: asked.section_title(section),
            title,
            sign: Sign::DoesNotFit,
            kind: item.and_then(|item| item.hazard_kind.clone()).filter(|kind| kind != "none"),
            who: None,
            seen: Vec::new(),
            checks,
            n_photos: 0,
            stays_after_works: None,
            settled: None,
            recommendations: Vec::new(),
        });
    }
}

/// Findings that are not on the list.
fn own(form: Form<'_>) -> Vec<Finding> {
    let of_copy = |id: String| {
        let copy = AnswerPath::root("pl-finding").instance(&id);
        let code = |link: &str| form.active(&copy.child(link)).and_then(|answer| answer.code());
        let files = form.active(&copy.child("pl-finding-photo")).map_or(0, |answer| answer.files().count());
        let section = form.view.node(&copy).map_or(0, |node| node.section);
        let seen = ["pl-finding-seen", "pl-finding-said"].map(|link| form.words(&copy, link));
        Finding {
            section,
            area: form.words(&copy, "pl-finding-area").unwrap_or_else(|| "The whole home".to_owned()),
            title: form.words(&copy, "pl-finding-what").unwrap_or_else(|| "Not named yet".to_owned()),
            sign: if code("pl-finding-severity") == Some("hazard") { Sign::Hazard } else { Sign::Concern },
            kind: code("pl-finding-kind").map(str::to_owned),
            who: form.words(&copy, "pl-finding-who"),
            seen: seen.into_iter().flatten().collect(),
            checks: Vec::new(),
            n_photos: files,
            stays_after_works: None,
            settled: None,
            recommendations: Vec::new(),
            at: Place::new(form.id, copy),
        }
    };
    form.answers.instances(&AnswerPath::root("pl-finding")).into_iter().map(of_copy).collect()
}

fn settle(form: Form<'_>, found: &mut [Finding]) {
    for id in form.answers.instances(&AnswerPath::root("pl-settled")) {
        let copy = AnswerPath::root("pl-settled").instance(&id);
        let Some(of) = form.answers.get(&copy.child("pl-settled-of")).and_then(|answer| answer.first())
        else {
            continue;
        };
        let of = of.as_words();
        let how = form.answers.get(&copy.child("pl-settled-how"));
        if let (Some(finding), Some(how)) =
            (found.iter_mut().find(|one| one.key() == of), how.and_then(|how| how.code()))
        {
            finding.settled = Some(Settled {
                how: how.to_owned(),
                words: form.words(&copy, "pl-settled-how").unwrap_or_default(),
                why: form.words(&copy, "pl-settled-why"),
            });
        }
    }
}
