//! What a tap writes into the form `plan`: the answers of a new recommendation, and of what became of a finding.
//! Answers like any other, so that they are kept, sent, taken back and signed like any other.

use crate::{
    drafts::Draft,
    library::{Entry, follows},
    plan::{Recommendation, RecommendationState},
};
use forms::{Answer, AnswerPath, Definition, Value};

/// The group of recommendations.
const RECOMMENDATION: &str = "pl-rec";
/// The group of what became of findings.
const SETTLED: &str = "pl-settled";

/// The copy of a recommendation.
pub fn recommendation_copy(id: &str) -> AnswerPath {
    AnswerPath::root(RECOMMENDATION).instance(id)
}

/// The copy that says what became of a finding.
pub fn settled_copy(id: &str) -> AnswerPath {
    AnswerPath::root(SETTLED).instance(id)
}

/// The answers of a recommendation that is made of a draft, for the findings with these keys. What is asked of
/// ordered things alone is left out for all others. Sizes are left for the therapist: the library names which.
pub fn from_draft(
    def: &Definition,
    id: &str,
    draft: &Draft,
    findings: &[String],
) -> Vec<(AnswerPath, Answer)> {
    let mut new = New::recommendation(def, id, findings);
    new.say("pl-rec-library", &draft.entry);
    new.say("pl-rec-what", &draft.what);
    new.choose("pl-rec-kind", draft.category.code());
    new.say("pl-rec-need", &draft.need);
    new.say("pl-rec-words", &draft.words);
    new.say("pl-rec-client", &draft.client);
    new.say("pl-rec-options", &draft.options);
    new.say("pl-rec-cheapest", &draft.cheapest);
    new.choose("pl-rec-tag", draft.tag);
    if draft.category.is_ordered() {
        new.say("pl-rec-iso", draft.iso.as_deref().unwrap_or_default());
        new.put("pl-rec-quantity", Value::Integer(1));
    }
    new.answers
}

/// The answers of a recommendation in words of one's own: the need of the finding, and nothing else.
pub fn of_ones_own(def: &Definition, id: &str, need: &str, findings: &[String]) -> Vec<(AnswerPath, Answer)> {
    let mut new = New::recommendation(def, id, findings);
    new.say("pl-rec-need", need);
    new.answers
}

/// The answer that moves a recommendation.
pub fn state(def: &Definition, id: &str, state: RecommendationState) -> Option<(AnswerPath, Answer)> {
    let path = recommendation_copy(id).child("pl-rec-state");
    option(def, "pl-rec-state", state.code()).map(|value| (path, Answer::one(value)))
}

/// What a copy begins with that says what became of the finding with this key.
pub fn settled_of(def: &Definition, id: &str, key: &str) -> Vec<(AnswerPath, Answer)> {
    let mut new = New::copy(def, settled_copy(id));
    new.say("pl-settled-of", key);
    new.answers
}

/// The ids of the copies that say what became of the finding with this key, the newest last.
pub fn settled_ids(answers: &forms::Answers, key: &str) -> Vec<String> {
    let is_of = |id: &String| {
        let of = answers.get(&settled_copy(id).child("pl-settled-of"));
        of.and_then(Answer::first).is_some_and(|value| value.as_words() == key)
    };
    answers.instances(&AnswerPath::root(SETTLED)).into_iter().filter(is_of).collect()
}

/// The option of a question, exactly as the form has it.
pub fn option(def: &Definition, link_id: &str, code: &str) -> Option<Value> {
    let item = def.item(def.by_link_id(link_id)?);
    let found = item.options.iter().find(|option| option.value.code() == Some(code));
    found.map(|option| option.value.clone())
}

/// True while a recommendation says what its entry in the library says, whatever its blanks were filled with.
pub fn is_as_drafted(entry: &Entry, recommendation: &Recommendation) -> bool {
    let said = |what: &str| recommendation.said(what).unwrap_or_default();
    recommendation.what == entry.title
        && follows(said("words"), &entry.professional)
        && follows(said("client"), &entry.client)
        && said("options") == entry.options.join("\n")
        && said("cheapest") == entry.cheapest
}

/// A copy while its answers are gathered.
struct New<'a> {
    def: &'a Definition,
    copy: AnswerPath,
    answers: Vec<(AnswerPath, Answer)>,
}

impl<'a> New<'a> {
    fn copy(def: &'a Definition, copy: AnswerPath) -> New<'a> {
        let answers = vec![(copy.clone(), Answer::one(Value::Boolean(true)))];
        New { def, copy, answers }
    }

    fn recommendation(def: &'a Definition, id: &str, findings: &[String]) -> New<'a> {
        let mut new = New::copy(def, recommendation_copy(id));
        new.say("pl-rec-findings", &findings.join(";"));
        new.choose("pl-rec-state", RecommendationState::Draft.code());
        new
    }

    fn put(&mut self, link_id: &str, value: Value) {
        self.answers.push((self.copy.child(link_id), Answer::one(value)));
    }

    fn say(&mut self, link_id: &str, words: &str) {
        if !words.trim().is_empty() {
            self.put(link_id, Value::text(words));
        }
    }

    fn choose(&mut self, link_id: &str, code: &str) {
        if let Some(value) = option(self.def, link_id, code) {
            self.put(link_id, value);
        }
    }
}
