//! What of a visit is shown to the person themselves: their own words, what was recommended in plain words, and what
//! happens next. No finding, no measure, no word of an instrument; a text with a blank in it is never shown.

use crate::{
    library::blanks,
    plan::{Recommendation, RecommendationState, goals},
    visit::{Form, Visit},
};
use forms::{AnswerPath, Value};

/// What can be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What matters most, in the person's words.
    pub matters: Option<String>,
    /// Goals, in the person's words.
    pub goals: Vec<String>,
    /// What was talked about.
    pub plan: Vec<Talked>,
    /// What happens next.
    pub next: Vec<NextStep>,
    /// Recommendations that are held back: nobody wrote them yet, or they have blanks.
    pub n_unfinished: usize,
}

/// A recommendation in plain words.
#[derive(Clone, Debug, PartialEq)]
pub struct Talked {
    /// The words.
    pub words: String,
    /// Pounds in all, where they are known.
    pub cost: Option<f64>,
}

/// A next step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextStep {
    /// What.
    pub what: String,
    /// Code of who does it: `client`, `me`.
    pub who: Option<String>,
    /// By when, as it was written: year-month-day.
    pub by: Option<String>,
}

impl NextStep {
    /// Who does it, as the person is spoken to. `me` is the first name of whoever wrote it.
    pub fn who_words(&self, me: &str) -> Option<String> {
        let words = match self.who.as_deref()? {
            "client" => "You",
            "family" => "Your family",
            "me" => me,
            "assistant" => "The assistant",
            "colleague" => "A colleague",
            "service" => "Another service",
            _ => return None,
        };
        Some(words.to_owned()).filter(|words| !words.is_empty())
    }
}

/// What of this visit can be shown to the person.
pub fn shown(visit: &Visit<'_>, plan: &[Recommendation]) -> Shown {
    let told: Vec<Option<Talked>> =
        plan.iter().filter(|one| one.state != RecommendationState::Dropped).map(talked).collect();
    let home = visit.form("home-visit");
    let own_words = |link: &str| home.and_then(|form| form.words(&AnswerPath::root(link), link));
    Shown {
        matters: own_words("v-matters").or_else(|| own_words("v-words")),
        goals: goals(visit)
            .into_iter()
            .map(|goal| goal.words)
            .filter(|words| !words.trim().is_empty())
            .collect(),
        n_unfinished: told.iter().filter(|one| one.is_none()).count(),
        plan: told.into_iter().flatten().collect(),
        next: home.map(next_steps).unwrap_or_default(),
    }
}

fn talked(one: &Recommendation) -> Option<Talked> {
    if one.state == RecommendationState::Draft && !one.blanks().is_empty() {
        return None;
    }
    let candidates = [one.said("client").unwrap_or_default(), &one.what];
    let whole = |words: &&str| !words.trim().is_empty() && blanks(words).is_empty();
    let words = candidates.into_iter().find(whole)?.trim().to_owned();
    Some(Talked { words, cost: one.whole_cost() })
}

fn next_steps(form: Form<'_>) -> Vec<NextStep> {
    let group = AnswerPath::root("v-step");
    let step = |id: String| {
        let copy = group.instance(&id);
        let active = |link: &str| form.active(&copy.child(link));
        NextStep {
            what: form.words(&copy, "v-step-what").unwrap_or_default(),
            who: active("v-step-who").and_then(|answer| answer.code()).map(str::to_owned),
            by: active("v-step-by").and_then(|answer| answer.first()).map(Value::as_words),
        }
    };
    form.answers.instances(&group).into_iter().map(step).filter(|step| !step.what.trim().is_empty()).collect()
}
