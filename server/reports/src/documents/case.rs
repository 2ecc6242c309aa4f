//! A visit as documents are made of it: opened once, without what its readers have no part in, and thought about
//! once. Two answers that differ are both read, each with its name.

use super::Desk;
use crate::{
    document::DocumentKind,
    entries::Side,
    reading::{Area, FormReading, Reading, Source},
    standing,
    words::answer_words,
};
use advice::{Check, Finding, Form, PLAN, Place, Recommendation, Visit};
use chrono::NaiveDate;
use domain::{FieldClass, calendar::uk_date};
use forms::{Answer, AnswerPath, Answers, Definition, Facet, Item};
use sync::{FieldKey, VisitCard, cards::Addendum};

/// The form of the visit itself.
pub(super) const VISIT: &str = "home-visit";

/// A visit opened for one kind of document.
pub(super) struct Opened<'a> {
    card: &'a VisitCard,
    reading: Reading<'a>,
    /// The answers of each form without closed classes.
    answers: Vec<Answers>,
    kind: DocumentKind,
}

/// A visit as documents are made of it.
pub(super) struct Case<'a> {
    /// The card.
    pub card: &'a VisitCard,
    /// What the service puts on its documents.
    pub desk: &'a Desk,
    /// The visit, without closed classes.
    pub visit: Visit<'a>,
    /// Its checks.
    pub checks: Vec<Check>,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Its recommendations.
    pub plan: Vec<Recommendation>,
    opened: &'a Opened<'a>,
}

impl<'a> Opened<'a> {
    /// Opens a visit.
    pub(super) fn new(source: Source<'a>, kind: DocumentKind) -> Opened<'a> {
        let reading = Reading::of(source);
        let open = |form: &FormReading<'_>| -> Answers {
            let shown = form.answers.iter().filter(|(path, _)| may_show(kind, form.def, path));
            shown.map(|(path, answer)| (path.clone(), answer.clone())).collect()
        };
        let answers = reading.forms.iter().map(open).collect();
        Opened { card: source.card, reading, answers, kind }
    }

    /// Its forms, as they are thought about.
    pub(super) fn forms(&self) -> Vec<Form<'_>> {
        let both = self.reading.forms.iter().zip(&self.answers);
        both.map(|(form, answers)| Form { id: form.id, def: form.def, answers, view: &form.view }).collect()
    }
}

/// Safeguarding stands in the record alone; learning, staff, lone working, ways in and equality stand nowhere.
fn may_show(kind: DocumentKind, def: &Definition, path: &AnswerPath) -> bool {
    let Some(item) = def.item_at(&path.without_facet()) else { return false };
    let class = FieldClass::from_code(def.item(item).field_class.as_str());
    class.prints() && (kind == DocumentKind::Full || class == FieldClass::Clinical)
}

impl<'a> Case<'a> {
    /// Thinks about a visit.
    pub(super) fn new(opened: &'a Opened<'a>, forms: &'a [Form<'a>], desk: &'a Desk) -> Case<'a> {
        let card = opened.card;
        let visit = Visit { forms, today: uk_date(card.arrived.unwrap_or(card.planned)) };
        let shown = |form: &str, path: &AnswerPath| {
            visit.form(form).is_some_and(|form| may_show(opened.kind, form.def, path))
        };
        let mut checks = advice::checks(&visit, &desk.settings);
        checks.retain(|check| shown(&check.at.form, &check.at.path));
        let plan = advice::recommendations(&visit);
        let mut findings = advice::findings(&visit, &checks, &plan);
        // A judgement is the engine's, and stands in its view whatever answers are left out.
        findings.retain(|finding| shown(&finding.at.form, &finding.at.path));
        Case { card, desk, visit, checks, findings, plan, opened }
    }

    /// The day of the visit.
    pub(super) fn visited(&self) -> NaiveDate {
        self.visit.today
    }

    /// Every area with its lines.
    pub(super) fn areas(&self) -> Vec<Area> {
        self.opened.reading.whole_areas()
    }

    /// What is said at a place, as a line of text: one answer, or one a person where two differ.
    pub(super) fn said(&self, form: &str, path: &AnswerPath) -> Option<String> {
        let (open, item) = self.item(form, path)?;
        let sides = self.sides(form, item, path);
        if !sides.is_empty() {
            let side = |side: &Side| format!("{}: {}", side.by, side.words);
            return Some(sides.iter().map(side).collect::<Vec<_>>().join("; "));
        }
        let (reading, answer) = (self.opened.form(form)?, open.active(path)?);
        Some(reading.words(item, answer).join(", ")).filter(|words| !words.trim().is_empty())
    }

    /// The same with the note, the reason why there is no answer, and what was added later.
    pub(super) fn said_in_full(&self, form: &str, path: &AnswerPath) -> Option<String> {
        self.item(form, path)?;
        let key = FieldKey { form: form.to_owned(), path: path.clone() };
        let facet = |facet: Facet| {
            let answer = self.visit.form(form)?.answers.facet(path, facet)?;
            Some(answer_words(None, answer).join(", ")).filter(|words| !words.is_empty())
        };
        let mut lines: Vec<String> = self.said(form, path).into_iter().collect();
        lines.extend(facet(Facet::Absent).map(|why| format!("Not answered: {why}")));
        lines.extend(facet(Facet::Note).map(|note| format!("Note: {note}")));
        lines
            .extend(self.addenda().filter(|one| one.on.as_ref() == Some(&key)).map(standing::addendum_words));
        Some(lines.join("\n")).filter(|words| !words.is_empty())
    }

    /// What is said at a question outside repeated groups, in whichever form asks it.
    pub(super) fn said_anywhere(&self, link_id: &str) -> Option<String> {
        let path = AnswerPath::root(link_id);
        self.visit.forms.iter().find_map(|form| self.said(form.id, &path))
    }

    /// The answers of a place: one, or one a person where two differ.
    pub(super) fn answers_at(&self, form: &str, path: &AnswerPath) -> Vec<&'a Answer> {
        let Some((open, _)) = self.item(form, path) else { return Vec::new() };
        match self.opened.form(form).and_then(|form| form.differing.get(path)) {
            Some(heads) => heads.iter().map(|head| &head.answer).collect(),
            None => open.answers.get(path).into_iter().collect(),
        }
    }

    /// The code of an answer, while nobody says otherwise.
    pub(super) fn code(&self, form: &str, path: &AnswerPath) -> Option<&'a str> {
        let answers = self.answers_at(form, path);
        let code = answers.first()?.code()?;
        answers.iter().all(|answer| answer.code() == Some(code)).then_some(code)
    }

    /// True where somebody gave this code, whatever others say.
    pub(super) fn any_code(&self, form: &str, path: &AnswerPath, code: &str) -> bool {
        self.answers_at(form, path).iter().any(|answer| answer.code() == Some(code))
    }

    /// The copies of a repeated group.
    pub(super) fn copies(&self, form: &str, group: &str) -> Vec<AnswerPath> {
        let group = AnswerPath::root(group);
        let ids = self.visit.form(form).map(|form| form.answers.instances(&group)).unwrap_or_default();
        ids.iter().map(|id| group.instance(id)).collect()
    }

    /// The copy of a recommendation.
    pub(super) fn copy_of(&self, recommendation: &Recommendation) -> AnswerPath {
        AnswerPath::root("pl-rec").instance(&recommendation.id)
    }

    /// The findings a recommendation is for.
    pub(super) fn findings_for<'b>(&'b self, one: &'b Recommendation) -> impl Iterator<Item = &'b Finding> {
        self.findings.iter().filter(|finding| one.findings.contains(&finding.key()))
    }

    /// What a finding is called; one that was added by hand is called as it was written.
    pub(super) fn title_of(&self, finding: &Finding) -> String {
        let own = self.said(PLAN, &finding.at.path.child("pl-finding-what")).filter(|_| is_own(finding));
        own.unwrap_or_else(|| finding.title.clone())
    }

    /// Who is affected, what was seen and said about a finding, one text each.
    pub(super) fn words_of(&self, finding: &Finding) -> Vec<String> {
        if !is_own(finding) {
            let who = finding.who.as_ref().map(|who| self.affected(finding).unwrap_or_else(|| who.clone()));
            let who = who.into_iter().map(|who| format!("{who}."));
            return who.chain(finding.seen.iter().cloned()).collect();
        }
        let links = ["pl-finding-who", "pl-finding-seen", "pl-finding-said", "pl-finding-else"];
        links.iter().filter_map(|link| self.said_in_full(PLAN, &finding.at.path.child(link))).collect()
    }

    /// Who is affected by a judgement, the person by name.
    fn affected(&self, finding: &Finding) -> Option<String> {
        let Place { form, path } = &finding.at;
        let (_, item) = self.item(form, path)?;
        self.said(form, &path.child(&format!("{}.who", item.link_id)))
    }

    /// Everything on which two people differ, with its name.
    pub(super) fn differing(&self) -> Vec<String> {
        let mut found = Vec::new();
        for form in &self.opened.reading.forms {
            for (path, heads) in &form.differing {
                let Some((_, item)) = self.item(form.id, path).filter(|(_, item)| !item.hidden) else {
                    continue;
                };
                let item = Some(item).filter(|_| path.facet().is_none());
                let words = |answer: &Answer| match answer_words(item, answer).join(", ") {
                    words if words.is_empty() => "Cleared".to_owned(),
                    words => words,
                };
                let sides: Vec<String> = heads
                    .iter()
                    .map(|head| format!("{}: {}", head.author_name, words(&head.answer)))
                    .collect();
                let key = FieldKey { form: form.id.to_owned(), path: (*path).clone() };
                found.push(format!("{}. {}", self.label(&key), sides.join("; ")));
            }
        }
        found
    }

    /// What is missing and how to mend it, or what can still be done where the record does not change any more.
    pub(super) fn open_or_closed(&self, open: &'static str, closed: &'static str) -> &'static str {
        if self.card.state.is_open() { open } else { closed }
    }

    /// True when the visit has the form of recommendations.
    pub(super) fn has_plan(&self) -> bool {
        self.visit.form(PLAN).is_some()
    }

    /// Addenda on the whole visit, or on what may be shown of it.
    pub(super) fn addenda(&self) -> impl Iterator<Item = &'a Addendum> {
        let shown = |addendum: &&Addendum| match &addendum.on {
            Some(key) => self.item(&key.form, &key.path).is_some(),
            None => true,
        };
        self.card.addenda.iter().filter(shown)
    }

    /// What a field is called.
    pub(super) fn label(&self, key: &FieldKey) -> String {
        self.opened.reading.label(key)
    }

    /// The form and the item of a place that is asked and may be shown.
    fn item(&self, form: &str, path: &AnswerPath) -> Option<(Form<'a>, &'a Item)> {
        let open = self.visit.form(form)?;
        let place = path.without_facet();
        let item = open.def.item(open.def.item_at(&place)?);
        let is_asked = open.view.node(&place).is_some_and(|node| node.enabled);
        (is_asked && may_show(self.opened.kind, open.def, &place)).then_some((open, item))
    }

    fn sides(&self, form: &str, item: &Item, path: &AnswerPath) -> Vec<Side> {
        self.opened.form(form).map(|form| form.sides(item, path, None)).unwrap_or_default()
    }
}

/// True for a finding that was added by hand.
fn is_own(finding: &Finding) -> bool {
    finding.at.form == PLAN
}

impl<'a> Opened<'a> {
    fn form(&self, id: &str) -> Option<&FormReading<'a>> {
        self.reading.forms.iter().find(|form| form.id == id)
    }
}
