//! The full assessment as data: what the page shows and what is printed. Classes of fields that are
//! never part of the client's record (learning, staff, lone working, ways in, equality) never get
//! in. What was not seen or not measured is said in place.

use crate::{
    entries::{DetailKind, Line, ShownPhoto, Side},
    reading::{Area, AreaId, Reading, Source},
    standing::{self, Signed, Standing},
};
use domain::{
    VisitId,
    calendar::{long_date, uk_date},
    people::Person,
};
use forms::AnswerPath;
use serde::{Deserialize, Serialize};
use sync::{VisitCard, cards::Addendum};

/// Questions whose answers have a place of their own in the report.
const IN_THEIR_WORDS: [&str; 2] = ["v-words", "v-matters"];
const STEP: &str = "v-step";
const PRESENT: [&str; 2] = ["v-present", "v-present-roles"];

/// A label and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Where the answer stands.
    pub path: String,
    /// The question.
    pub label: String,
    /// The answer; for answers that differ one text a person, with the name.
    pub words: Vec<String>,
    /// True where the words are somebody's own.
    pub own_words: bool,
    /// Addenda that are to be read with it.
    pub addenda: Vec<String>,
}

/// A judgement other than OK.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Where the judgement stands.
    pub path: String,
    /// The question.
    pub label: String,
    /// Code of the judgement.
    pub judgement: String,
    /// Who is affected, what was seen, why not seen, and the rest: one text each.
    pub words: Vec<String>,
    /// Addenda that are to be read with it.
    pub addenda: Vec<String>,
}

/// An area of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which area.
    pub id: AreaId,
    /// "I Bathroom and WC".
    pub title: String,
    /// Hazards, concerns and what was not seen.
    pub findings: Vec<Finding>,
    /// What is OK, by name.
    pub ok: Vec<String>,
    /// Everything else that was answered.
    pub pairs: Vec<Pair>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What was measured, with the area.
    pub what: String,
    /// From where to where, as the form explains it.
    pub how: String,
    /// "540 mm" or "Not measured: ...".
    pub value: String,
}

/// A next step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub what: String,
    /// Who, by when.
    pub rest: String,
}

/// The full assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The visit.
    pub visit: VisitId,
    /// "Home assessment".
    pub title: String,
    /// The letterhead, line by line.
    pub letterhead: Vec<String>,
    /// Day of the visit.
    pub day: String,
    /// Number of the version.
    pub version: u32,
    /// The person, label and words.
    pub person: Vec<(String, String)>,
    /// "Mrs Ellery".
    pub polite_name: String,
    /// Why the visit took place.
    pub purpose: Vec<String>,
    /// What matters, in the person's words.
    pub matters: Vec<String>,
    /// Who was there.
    pub present: Vec<String>,
    /// The areas that hold something.
    pub parts: Vec<Part>,
    /// All measures.
    pub figures: Vec<Figure>,
    /// All photos, in the order of the forms.
    pub photos: Vec<ShownPhoto>,
    /// Next steps.
    pub steps: Vec<Step>,
    /// The author's signatures, oldest first.
    pub signatures: Vec<Signed>,
    /// The countersignature.
    pub countersignature: Option<Signed>,
    /// Addenda on the whole visit.
    pub addenda: Vec<String>,
    /// How far the record is.
    pub standing: Standing,
    /// What stands at the foot of every sheet.
    pub running: String,
}

/// Makes the report of a visit.
pub fn report(source: Source<'_>, letterhead: &[String]) -> Report {
    let card = source.card;
    let areas = Reading::of(source).whole_areas();
    Report {
        visit: card.id,
        title: card.title().to_owned(),
        letterhead: letterhead.to_vec(),
        day: long_date(uk_date(card.arrived.unwrap_or(card.planned))),
        version: card.version,
        person: person(&card.person),
        polite_name: card.person.polite_name(),
        purpose: card.person.background.referral.iter().cloned().collect(),
        matters: matters(&areas, &card.person),
        present: present(&areas, card),
        parts: areas.iter().map(|area| part(area, &card.addenda)).filter(holds_something).collect(),
        figures: areas.iter().flat_map(figures).collect(),
        photos: lines(&areas).flat_map(|line| line.photos.clone()).collect(),
        steps: steps(&areas),
        signatures: standing::signatures(card),
        countersignature: standing::countersignature(card),
        addenda: standing::addenda(card),
        standing: Standing::of(card),
        running: standing::running(card),
    }
}

/// Who it is about, label and words.
pub(crate) fn person(person: &Person) -> Vec<(String, String)> {
    let mut name = person.banner_name();
    if let Some(preferred) = person.called() {
        name.push_str(&format!(", {preferred}"));
    }
    let born = person.born.map_or_else(|| "Not known".to_owned(), long_date);
    [
        ("Name", name),
        ("Born", born),
        ("NHS number", person.health_number_words()),
        ("Address", person.address.clone()),
    ]
    .map(|(label, words)| (label.to_owned(), words))
    .into()
}

fn lines(areas: &[Area]) -> impl Iterator<Item = &Line> {
    areas.iter().flat_map(Area::lines).filter(|line| line.prints)
}

/// What matters, in the person's words or those of the referral.
pub(crate) fn matters(areas: &[Area], person: &Person) -> Vec<String> {
    let own = lines(areas).filter(|line| IN_THEIR_WORDS.contains(&line.link_id.as_str()));
    let words: Vec<String> = own.flat_map(said).collect();
    match words.is_empty() {
        true => person.background.wants.iter().cloned().collect(),
        false => words,
    }
}

fn stands_in(line: &Line, group: &str) -> bool {
    let path: Option<AnswerPath> = line.path.parse().ok();
    line.link_id == group || path.is_some_and(|path| path.instances().any(|(link, _)| link.as_ref() == group))
}

/// The answers of each copy of a group: link id and words.
fn copies<'a>(areas: &'a [Area], group: &str) -> Vec<Vec<&'a Line>> {
    let mut found: Vec<(String, Vec<&Line>)> = Vec::new();
    for line in lines(areas).filter(|line| stands_in(line, group) && line.is_answered()) {
        let Some(copy) = line.path.split_once('/').map(|(copy, _)| copy.to_owned()) else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| *known == copy) {
            Some((_, lines)) => lines.push(line),
            None => found.push((copy, vec![line])),
        }
    }
    found.into_iter().map(|(_, lines)| lines).collect()
}

/// Who was there: the author, then whoever the author wrote down. Who was to come may have stayed away: without a word
/// about it the plan is told as a plan.
pub(crate) fn present(areas: &[Area], card: &VisitCard) -> Vec<String> {
    let mut present = vec![card.author_name.clone()];
    let roles = lines(areas).filter(|line| line.link_id == PRESENT[1] && line.is_answered());
    present.extend(roles.map(|line| format!("{}: {}", line.label, said(line).join(", "))));
    for copy in copies(areas, PRESENT[0]) {
        let words: Vec<String> = copy.iter().flat_map(|line| said(line)).collect();
        present.push(words.join(", "));
    }
    if present.len() == 1 && !card.with.is_empty() {
        present.push(format!("Planned with {}. Who was there is not written down.", card.with.join(", ")));
    }
    present
}

/// Colleagues who were to come, and whom the author wrote down among those who were there.
pub(crate) fn came<'a>(areas: &[Area], card: &'a VisitCard) -> Vec<&'a str> {
    let written: Vec<String> = copies(areas, PRESENT[0])
        .into_iter()
        .flatten()
        .flat_map(said)
        .map(|words| words.to_lowercase())
        .collect();
    let is_written = |name: &str| {
        let name = name.to_lowercase();
        written.iter().any(|words| words.contains(&name) || name.split(' ').next() == Some(words.as_str()))
    };
    card.with.iter().map(String::as_str).filter(|name| is_written(name)).collect()
}

/// The next steps.
pub(crate) fn steps(areas: &[Area]) -> Vec<Step> {
    let step = |copy: Vec<&Line>| {
        let part = |suffix: &str| {
            let line = copy.iter().find(|line| line.link_id == format!("{STEP}-{suffix}"));
            line.map(|line| said(line).join(", ")).unwrap_or_default()
        };
        let by = Some(part("by")).filter(|by| !by.is_empty()).map(|by| format!("by {by}"));
        let rest: Vec<String> =
            [Some(part("who")).filter(|who| !who.is_empty()), by].into_iter().flatten().collect();
        Step { what: part("what"), rest: rest.join(", ") }
    };
    copies(areas, STEP).into_iter().map(step).collect()
}

fn has_its_own_place(line: &Line) -> bool {
    IN_THEIR_WORDS.contains(&line.link_id.as_str())
        || stands_in(line, STEP)
        || PRESENT.iter().any(|group| stands_in(line, group))
}

/// An area as it is printed.
pub(crate) fn part(area: &Area, addenda: &[Addendum]) -> Part {
    let mut part = Part { id: area.line.id.clone(), title: area.line.title.clone(), ..Part::default() };
    for line in area.lines() {
        if !line.prints || !line.is_answered() || has_its_own_place(line) {
            continue;
        }
        let label = match &line.copy {
            Some(copy) => format!("{copy}: {}", line.label),
            None => line.label.clone(),
        };
        let addenda = standing::addenda_on(addenda, &area.line.id.form, line);
        match line.judgement.as_deref() {
            Some("ok")
                if line.details.is_empty()
                    && line.note.is_none()
                    && addenda.is_empty()
                    && line.differing.is_empty() =>
            {
                part.ok.push(label);
            }
            Some("not-applicable") => {}
            Some(code) => part.findings.push(finding(label, code, line, addenda)),
            None if line.is_measure => {}
            None => part.pairs.push(pair(label, line, addenda)),
        }
    }
    part
}

/// True where an area has anything to say.
pub(crate) fn holds_something(part: &Part) -> bool {
    !part.findings.is_empty() || !part.ok.is_empty() || !part.pairs.is_empty()
}

/// The answer of a line: one text a value, or one a person where two differ.
fn said(line: &Line) -> Vec<String> {
    if line.differing.is_empty() { line.said.clone() } else { sides(line) }
}

fn sides(line: &Line) -> Vec<String> {
    let side = |side: &Side| {
        let of = side.of.as_ref().map(|of| format!("{of} ")).unwrap_or_default();
        format!("{of}{}: {}", side.by, side.words)
    };
    line.differing.iter().map(side).collect()
}

fn finding(label: String, code: &str, line: &Line, addenda: Vec<String>) -> Finding {
    let mut words = Vec::new();
    words.extend(line.detail(DetailKind::Who).map(|detail| format!("{}.", detail.words)));
    words.extend(line.detail(DetailKind::Note).map(|detail| detail.words.clone()));
    words.extend(
        line.detail(DetailKind::Reason).map(|detail| format!("Not seen: {}.", detail.words.to_lowercase())),
    );
    words.extend(line.detail(DetailKind::Other).map(|detail| format!("{} {}.", detail.label, detail.words)));
    words.extend(line.absent.iter().map(|why| format!("Not seen: {why}.")));
    words.extend(line.note.clone());
    words.extend(sides(line));
    Finding { path: line.path.clone(), label, judgement: code.to_owned(), words, addenda }
}

fn pair(label: String, line: &Line, addenda: Vec<String>) -> Pair {
    let mut words = said(line);
    words.extend(line.absent.iter().map(|why| format!("Not answered: {why}")));
    words.extend(line.note.iter().map(|note| format!("Note: {note}")));
    Pair {
        path: line.path.clone(),
        label,
        words,
        own_words: line.own_words && line.differing.is_empty(),
        addenda,
    }
}

/// The measures of an area.
pub(crate) fn figures(area: &Area) -> Vec<Figure> {
    let measured = area.lines().filter(|line| line.is_measure && line.prints && line.is_answered());
    let figure = |line: &Line| {
        let what = match &line.copy {
            Some(copy) => format!("{copy}: {}", line.label),
            None => line.label.clone(),
        };
        let value = match (&line.absent, line.differing.is_empty()) {
            (Some(why), _) => format!("Not measured: {why}"),
            (None, true) if line.said.is_empty() => "Not measured".to_owned(),
            (None, true) => line.said.join(", "),
            (None, false) => sides(line).join("; "),
        };
        Figure {
            what: format!("{}, {what}", area.line.title),
            how: line.help.clone().unwrap_or_default(),
            value,
        }
    };
    measured.map(figure).collect()
}
