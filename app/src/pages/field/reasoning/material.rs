//! What the therapist wrote or chose elsewhere in the visit, to draw from while they think. It stands beside the
//! questions and goes into a text only by a tap.

use crate::{
    routes,
    sheet::{Book, Thoughts, with_visit},
};
use advice::{Finding, Form, PLAN, Place, Visit};
use forms::AnswerPath;
use leptos::prelude::*;

/// One thing to draw from.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it is from: "What was observed".
    pub from: String,
    /// The words.
    pub words: String,
    /// What a tap adds to the text; none where it is only to be read.
    pub adds: Option<String>,
    /// Where it stands.
    pub to: Option<String>,
}

impl Line {
    fn new(from: &str, words: String, to: Option<String>) -> Line {
        Line { from: from.to_owned(), adds: Some(sentence(&words)), words, to }
    }
}

/// What there is to draw from for a question of the formulation.
pub fn material(book: Book, question: &str) -> Memo<Vec<Line>> {
    let findings = Thoughts::here().findings;
    match question {
        "pl-strengths" => Memo::new(move |_| with_visit(book, |visit| strengths(book, visit))),
        "pl-limits" => Memo::new(move |_| {
            findings.with(|all| all.iter().filter(|one| one.is_open()).map(|one| limit(book, one)).collect())
        }),
        "pl-differences" => Memo::new(move |_| with_visit(book, |visit| differences(book, visit))),
        "pl-hypothesis" => Memo::new(move |_| with_visit(book, |visit| formulation(book, visit))),
        "pl-else" => Memo::new(move |_| with_visit(book, |visit| other_explanations(book, visit))),
        _ => Memo::new(|_| Vec::new()),
    }
}

fn root_words(form: Form<'_>, link: &str) -> Option<String> {
    form.words(&AnswerPath::root(link), link)
}

fn copies(form: Form<'_>, group: &str) -> Vec<AnswerPath> {
    let group = AnswerPath::root(group);
    form.answers.instances(&group).into_iter().map(|id| group.instance(&id)).collect()
}

fn strengths(book: Book, visit: &Visit<'_>) -> Vec<Line> {
    let Some(form) = visit.form("home-visit") else { return Vec::new() };
    let own = root_words(form, "v-strengths");
    let voice = own.map(|words| {
        Line::new("What matters to the person", words, place_of(book, form, &AnswerPath::root("v-strengths")))
    });
    let alone = copies(form, "v-occ").into_iter().filter_map(|copy| {
        let now = copy.child("v-occ-now");
        form.active(&now).filter(|answer| answer.code() == Some("alone"))?;
        let name = form.words(&copy, "v-occ-name")?;
        let how = form.words(&copy, "v-occ-now")?;
        Some(Line::new("Daily life", format!("{name}: {}", lowered(&how)), place_of(book, form, &now)))
    });
    voice.into_iter().chain(alone).collect()
}

fn limit(book: Book, finding: &Finding) -> Line {
    let words = format!("{}: {}", finding.area, finding.title);
    let to = match finding.at.form.as_str() {
        PLAN => Some(routes::visit_page(book.visit, "findings")),
        _ => place(book, &finding.at, finding.section),
    };
    Line::new(finding.sign.words(), words, to)
}

fn differences(book: Book, visit: &Visit<'_>) -> Vec<Line> {
    let pair = |form: Form<'_>, copy: &AnswerPath, said: &str, seen: &str| {
        let said = form.words(copy, said).map(|words| format!("Said: {}", sentence(&words)));
        let seen = form.words(copy, seen).map(|words| format!("Seen: {}", sentence(&words)));
        let words: Vec<String> = said.into_iter().chain(seen).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    let listed = visit.form("home-visit").into_iter().flat_map(|form| {
        copies(form, "v-discrepancy").into_iter().filter_map(move |copy| {
            let words = pair(form, &copy, "v-discrepancy-said", "v-discrepancy-seen")?;
            Some(Line::new("Reasoning of the visit", words, place_of(book, form, &copy)))
        })
    });
    let found = visit.form(PLAN).into_iter().flat_map(|form| {
        copies(form, "pl-finding").into_iter().filter_map(move |copy| {
            form.active(&copy.child("pl-finding-differ")).filter(|answer| answer.code() == Some("yes"))?;
            let what = form.words(&copy, "pl-finding-what");
            let words = pair(form, &copy, "pl-finding-said", "pl-finding-seen");
            let words =
                what.into_iter().map(|what| sentence(&what)).chain(words).collect::<Vec<_>>().join(" ");
            let to = Some(routes::visit_page(book.visit, "findings"));
            (!words.is_empty()).then(|| Line::new("Findings", words, to))
        })
    });
    listed.chain(found).collect()
}

fn formulation(book: Book, visit: &Visit<'_>) -> Vec<Line> {
    let Some(form) = visit.form("home-visit") else { return Vec::new() };
    let to = place_of(book, form, &AnswerPath::root("v-formulation"));
    let words = root_words(form, "v-formulation");
    // To be read only: who wrote it there has said it already.
    words
        .map(|words| Line {
            adds: None,
            ..Line::new("Reasoning of the visit: what is going on here?", words, to)
        })
        .into_iter()
        .collect()
}

fn other_explanations(book: Book, visit: &Visit<'_>) -> Vec<Line> {
    let of = |form: &'static str, group: &'static str, link: &'static str, from: &'static str| {
        visit.form(form).into_iter().flat_map(move |form| {
            copies(form, group).into_iter().filter_map(move |copy| {
                let words = form.words(&copy, link)?;
                let to = match form.id {
                    PLAN => Some(routes::visit_page(book.visit, "findings")),
                    _ => place_of(book, form, &copy.child(link)),
                };
                Some(Line::new(from, words, to))
            })
        })
    };
    of("home-visit", "v-discrepancy", "v-discrepancy-why", "Reasoning of the visit")
        .chain(of(PLAN, "pl-finding", "pl-finding-else", "Findings"))
        .collect()
}

fn place_of(book: Book, form: Form<'_>, path: &AnswerPath) -> Option<String> {
    let section = form.view.node(path).map(|node| node.section)?;
    place(book, &Place::new(form.id, path.clone()), section)
}

fn place(book: Book, at: &Place, section: u16) -> Option<String> {
    let sheet = book.sheet(&at.form)?;
    let section = sheet.definition.with_value(|definition| {
        definition.sections().get(usize::from(section)).map(|section| section.link_id.clone())
    })?;
    Some(routes::item(book.visit, &at.form, &section, &at.path))
}

/// With a full stop, so that lines under each other stay sentences.
fn sentence(words: &str) -> String {
    let words = words.trim();
    match words.ends_with(['.', '!', '?', '\u{201d}', '"']) {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_added_as_a_sentence() {
        let line = Line::new("Hazard", "I Bathroom and WC: Rails by the bath".to_owned(), None);
        assert_eq!(line.adds.as_deref(), Some("I Bathroom and WC: Rails by the bath."));
        assert_eq!(sentence("Who knows? "), "Who knows?");
    }
}
