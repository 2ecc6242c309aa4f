//! The full assessment as data: what the page shows and what is printed. Classes of fields that are
//! never part of the client's record (learning, staff, lone working, ways in, equality) never get
//! in. What was not seen or not measured is said in place.

use crate::{
    entries::{DetailKind, Line, ShownPhoto, Side},
    reading::{Area, Reading, Source},
};
use chrono::{DateTime, Utc};
use domain::{
    VisitId,
    calendar::{date_and_clock, long_date, uk_date},
    people::Person,
    visits::{Signature, fingerprint},
};
use forms::AnswerPath;
use serde::{Deserialize, Serialize};
use sync::cards::Addendum;

/// Questions whose answers have a place of their own in the report.
const IN_THEIR_WORDS: [&str; 2] = ["v-words", "v-matters"];
const STEP: &str = "v-step";
const PRESENT: [&str; 2] = ["v-present", "v-present-roles"];

/// A label and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
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

/// A signature as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Name.
    pub name: String,
    /// Printed role and registration.
    pub role: String,
    /// "Signed 12 May 2026 10:53, version 2."
    pub when: String,
    /// Four groups of four.
    pub fingerprint: String,
    /// A note to the supervisor, or the supervisor's own; late entries say so here.
    pub note: Option<String>,
}

/// How far the record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Nobody signed this version.
    NotSigned,
    /// Signed, and part of the record only once countersigned.
    NotCountersigned,
    /// Complete.
    Complete,
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
    let reading = Reading::of(source);
    let areas: Vec<Area> = reading.areas().iter().filter_map(|line| reading.area(&line.id)).collect();
    let standing = match (card.state.is_signed(), &card.countersignature) {
        (false, _) => Standing::NotSigned,
        (true, None) if card.needs_countersigning => Standing::NotCountersigned,
        (true, _) => Standing::Complete,
    };
    let shown = card.signatures.iter().filter(|signature| signature.version <= card.version);
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
        present: present(&areas, &card.author_name, &card.with),
        parts: areas.iter().map(|area| part(area, &card.addenda)).filter(holds_something).collect(),
        figures: areas.iter().flat_map(figures).collect(),
        photos: lines(&areas).flat_map(|line| line.photos.clone()).collect(),
        steps: steps(&areas),
        signatures: shown.map(|signature| signed(signature, "Signed")).collect(),
        countersignature: card.countersignature.as_ref().map(|one| signed(one, "Countersigned")),
        addenda: card.addenda.iter().filter(|one| one.on.is_none()).map(addendum_words).collect(),
        standing,
        running: running(card),
    }
}

fn person(person: &Person) -> Vec<(String, String)> {
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

fn matters(areas: &[Area], person: &Person) -> Vec<String> {
    let own = lines(areas).filter(|line| IN_THEIR_WORDS.contains(&line.link_id.as_str()));
    let words: Vec<String> = own.flat_map(|line| line.said.iter().cloned()).collect();
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

fn present(areas: &[Area], author: &str, with: &[String]) -> Vec<String> {
    let mut present = vec![author.to_owned()];
    present.extend(with.iter().cloned());
    for copy in copies(areas, PRESENT[0]) {
        let words: Vec<String> = copy.iter().flat_map(|line| line.said.iter().cloned()).collect();
        present.push(words.join(", "));
    }
    present
}

fn steps(areas: &[Area]) -> Vec<Step> {
    let step = |copy: Vec<&Line>| {
        let said = |suffix: &str| {
            let line = copy.iter().find(|line| line.link_id == format!("{STEP}-{suffix}"));
            line.map(|line| line.said.join(", ")).unwrap_or_default()
        };
        let by = Some(said("by")).filter(|by| !by.is_empty()).map(|by| format!("by {by}"));
        let rest: Vec<String> =
            [Some(said("who")).filter(|who| !who.is_empty()), by].into_iter().flatten().collect();
        Step { what: said("what"), rest: rest.join(", ") }
    };
    copies(areas, STEP).into_iter().map(step).collect()
}

fn has_its_own_place(line: &Line) -> bool {
    IN_THEIR_WORDS.contains(&line.link_id.as_str())
        || stands_in(line, STEP)
        || PRESENT.iter().any(|group| stands_in(line, group))
}

fn part(area: &Area, addenda: &[Addendum]) -> Part {
    let mut part = Part { title: area.line.title.clone(), ..Part::default() };
    for line in area.lines() {
        if !line.prints || !line.is_answered() || has_its_own_place(line) {
            continue;
        }
        let label = match &line.copy {
            Some(copy) => format!("{copy}: {}", line.label),
            None => line.label.clone(),
        };
        let addenda = addenda_on(addenda, &area.line.id.form, line);
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

fn holds_something(part: &Part) -> bool {
    !part.findings.is_empty() || !part.ok.is_empty() || !part.pairs.is_empty()
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
    Finding { label, judgement: code.to_owned(), words, addenda }
}

fn pair(label: String, line: &Line, addenda: Vec<String>) -> Pair {
    let mut words = if line.differing.is_empty() { line.said.clone() } else { sides(line) };
    words.extend(line.absent.iter().map(|why| format!("Not answered: {why}")));
    words.extend(line.note.iter().map(|note| format!("Note: {note}")));
    Pair { label, words, own_words: line.own_words && line.differing.is_empty(), addenda }
}

fn figures(area: &Area) -> Vec<Figure> {
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

fn addenda_on(addenda: &[Addendum], form: &str, line: &Line) -> Vec<String> {
    let about = |addendum: &&Addendum| {
        addendum.on.as_ref().is_some_and(|key| {
            let place = key.path.without_facet();
            key.form == form
                && (place.as_str() == line.path || place.as_str().starts_with(&format!("{}.", line.path)))
        })
    };
    addenda.iter().filter(about).map(addendum_words).collect()
}

/// "Addendum 1, 14 May 2026 09:20, Amy Castell: ..."
fn addendum_words(addendum: &Addendum) -> String {
    let when = date_and_clock(addendum.at);
    let why = if addendum.why.is_empty() { String::new() } else { format!(" ({})", addendum.why) };
    format!("Addendum {}, {when}, {}: {}{why}", addendum.number, addendum.by.name, addendum.text)
}

fn signed(signature: &Signature, verb: &str) -> Signed {
    let when: DateTime<Utc> = signature.at;
    let registration = signature.by.registration.iter().map(|number| format!(", {number}"));
    Signed {
        name: signature.by.name.clone(),
        role: format!("{}{}", signature.by.title, registration.collect::<String>()),
        when: format!("{verb} {}, version {}.", date_and_clock(when), signature.version),
        fingerprint: fingerprint(&signature.content_hash),
        note: signature.note.clone(),
    }
}

fn running(card: &sync::VisitCard) -> String {
    let person = &card.person;
    let born = person
        .born
        .map_or_else(|| "birth date not known".to_owned(), |day| format!("born {}", long_date(day)));
    let last = card.signatures.iter().rfind(|signature| signature.version == card.version);
    let hash = last.map(|signature| {
        let groups = fingerprint(&signature.content_hash);
        format!(", {}", groups.get(..9).unwrap_or(&groups))
    });
    format!(
        "{}, {born}, NHS {} . version {}{}",
        person.family,
        person.health_number_words(),
        card.version,
        hash.unwrap_or_default()
    )
}
