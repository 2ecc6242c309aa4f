//! What was decided, read from the form `plan` (and goals from `gas` and `home-visit`). Reading never fails: what is
//! not there is empty, and says so where it is shown.

use crate::visit::{Form, Visit};
use forms::{AnswerPath, Value};

/// The form that holds findings of one's own, the formulation, recommendations and agreements.
pub const PLAN: &str = "plan";

/// How far a recommendation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecommendationState {
    /// Drafted by the library; somebody should read it.
    Draft,
    /// Kept as proposed.
    Kept,
    /// Not recommended; kept with its reason.
    Dropped,
}

impl RecommendationState {
    /// The code in the form.
    pub fn code(self) -> &'static str {
        match self {
            RecommendationState::Draft => "draft",
            RecommendationState::Kept => "kept",
            RecommendationState::Dropped => "dropped",
        }
    }
}

/// A recommendation as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommendation {
    /// Id of the copy.
    pub id: String,
    /// The library's entry it was drafted from.
    pub library: Option<String>,
    /// Keys of the findings it is for.
    pub findings: Vec<String>,
    /// How far it is.
    pub state: RecommendationState,
    /// What is recommended, in a line.
    pub what: String,
    /// Code of its kind: `minor`.
    pub kind: String,
    /// The words of its kind: "Minor adaptation".
    pub kind_words: String,
    /// Pounds each.
    pub cost: Option<f64>,
    /// How many.
    pub quantity: i64,
    /// True when it may be shown to a landlord or contractor.
    pub may_be_shown: bool,
    /// Purposes of a grant, in words.
    pub purposes: Option<String>,
    words: Vec<(&'static str, String)>,
}

/// What a recommendation holds in words, by link id.
const WORDS: [&str; 21] = [
    "pl-rec-need",
    "pl-rec-words",
    "pl-rec-client",
    "pl-rec-options",
    "pl-rec-cheapest",
    "pl-rec-why",
    "pl-rec-necessary",
    "pl-rec-necessary-why",
    "pl-rec-practicable",
    "pl-rec-practicable-why",
    "pl-rec-tag",
    "pl-rec-iso",
    "pl-rec-item",
    "pl-rec-size",
    "pl-rec-swl",
    "pl-rec-price-on",
    "pl-rec-owner",
    "pl-rec-due",
    "pl-rec-agreed",
    "pl-rec-interim",
    "pl-rec-dropped-why",
];

impl Recommendation {
    /// What is said at one of its questions, by the end of its link id: `need`, `owner`, `due`.
    pub fn said(&self, what: &str) -> Option<&str> {
        let named = |link: &str| link.strip_prefix("pl-rec-") == Some(what);
        self.words.iter().find(|(link, _)| named(link)).map(|(_, words)| words.as_str())
    }

    /// True while it is recommended, as a draft or kept.
    pub fn is_standing(&self) -> bool {
        self.state != RecommendationState::Dropped
    }

    /// True for what is bought, fitted or built.
    pub fn is_ordered(&self) -> bool {
        matches!(self.kind.as_str(), "equipment" | "minor" | "major" | "telecare")
    }

    /// What it costs in all, in pounds.
    pub fn whole_cost(&self) -> Option<f64> {
        self.cost.map(|cost| cost * self.quantity.max(1) as f64)
    }

    /// What has to be completed before it may leave: blanks of the library that nobody filled.
    pub fn blanks(&self) -> Vec<String> {
        let texts = self
            .words
            .iter()
            .filter(|(link, _)| matches!(*link, "pl-rec-words" | "pl-rec-client" | "pl-rec-need"));
        let mut blanks: Vec<String> = texts.flat_map(|(_, text)| crate::library::blanks(text)).collect();
        blanks.extend(crate::library::blanks(&self.what));
        blanks.sort();
        blanks.dedup();
        blanks
    }

    /// The first text with a gap, by its link id, and the gap.
    pub fn first_gap(&self) -> Option<(&'static str, String)> {
        let gap = |text: &str| crate::library::blanks(text).into_iter().next();
        let texts =
            ["need", "words", "client"].into_iter().zip(["pl-rec-need", "pl-rec-words", "pl-rec-client"]);
        let of_text = |(what, link): (&str, &'static str)| Some((link, gap(self.said(what)?)?));
        gap(&self.what).map(|gap| ("pl-rec-what", gap)).or_else(|| texts.into_iter().find_map(of_text))
    }
}

/// The recommendations of a visit, in the order they were added.
pub fn recommendations(visit: &Visit<'_>) -> Vec<Recommendation> {
    let Some(form) = visit.form(PLAN) else { return Vec::new() };
    let group = AnswerPath::root("pl-rec");
    form.answers
        .instances(&group)
        .into_iter()
        .map(|id| recommendation(form, &group.instance(&id), id))
        .collect()
}

fn recommendation(form: Form<'_>, copy: &AnswerPath, id: String) -> Recommendation {
    let answer = |link: &str| form.answers.get(&copy.child(link));
    let plain = |link: &str| answer(link).and_then(|answer| answer.first()).map(Value::as_words);
    let code = |link: &str| answer(link).and_then(|answer| answer.code());
    Recommendation {
        library: plain("pl-rec-library"),
        findings: plain("pl-rec-findings")
            .map(|keys| {
                keys.split(';').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect()
            })
            .unwrap_or_default(),
        state: match code("pl-rec-state") {
            Some("kept") => RecommendationState::Kept,
            Some("dropped") => RecommendationState::Dropped,
            _ => RecommendationState::Draft,
        },
        what: plain("pl-rec-what").unwrap_or_default(),
        kind: code("pl-rec-kind").unwrap_or_default().to_owned(),
        kind_words: form.words(copy, "pl-rec-kind").unwrap_or_default(),
        cost: answer("pl-rec-cost").and_then(|answer| answer.first()).and_then(Value::as_f64),
        quantity: answer("pl-rec-quantity")
            .and_then(|answer| answer.first())
            .and_then(Value::as_f64)
            .unwrap_or(1.0) as i64,
        may_be_shown: code("pl-rec-share") == Some("yes"),
        purposes: form.words(copy, "pl-rec-purpose"),
        words: WORDS.into_iter().filter_map(|link| Some((link, form.words(copy, link)?))).collect(),
        id,
    }
}

/// A goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Goal {
    /// In the person's words.
    pub words: String,
    /// What will be seen, where and how well.
    pub seen: Option<String>,
    /// Where things stand now.
    pub base: Option<String>,
    /// By when.
    pub by: Option<String>,
    /// Who agreed.
    pub agreed: Option<String>,
}

/// The goals of the visit form.
pub fn goals(visit: &Visit<'_>) -> Vec<Goal> {
    let Some(form) = visit.form("home-visit") else { return Vec::new() };
    let group = AnswerPath::root("v-goal");
    let of_copy = |id: String| {
        let copy = group.instance(&id);
        let said = |link: &str| form.words(&copy, link);
        Goal {
            words: said("v-goal-words").unwrap_or_default(),
            seen: said("v-goal-smart"),
            base: said("v-goal-base"),
            by: said("v-goal-date"),
            agreed: said("v-goal-who"),
        }
    };
    form.answers.instances(&group).into_iter().map(of_copy).filter(|goal| *goal != Goal::default()).collect()
}

/// A score of an outcome measure: numbers only, never the content of an instrument.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Name of the instrument.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// The day, as year-month-day.
    pub on: Option<String>,
    /// The total.
    pub score: Option<f64>,
    /// Parts, as numbers.
    pub parts: Option<String>,
}

/// The outcome measures of a visit.
pub fn outcomes(visit: &Visit<'_>) -> Vec<Outcome> {
    let Some(form) = visit.form(PLAN) else { return Vec::new() };
    let group = AnswerPath::root("pl-outcome");
    let of_copy = |id: String| {
        let copy = group.instance(&id);
        let first = |link: &str| form.answers.get(&copy.child(link)).and_then(|answer| answer.first());
        Outcome {
            name: form.words(&copy, "pl-outcome-name").unwrap_or_default(),
            version: form.words(&copy, "pl-outcome-version"),
            on: first("pl-outcome-on").map(Value::as_words),
            score: first("pl-outcome-score").and_then(Value::as_f64),
            parts: form.words(&copy, "pl-outcome-parts"),
        }
    };
    form.answers.instances(&group).into_iter().map(of_copy).collect()
}
