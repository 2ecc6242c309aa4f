//! One page for the team: who and why, the worst that is still open, what is recommended, what keeps people safe until
//! then, and what is asked of the reader. Lists are cut before the page is full, and say so.

use super::{
    added_later,
    blocks::{Blocks, closed, n_lines, n_words},
    case::{Case, VISIT},
    recommended::{Told, standing},
    signed,
};
use crate::standing::addendum_head;
use advice::{Finding, Sign};
use forms::{AnswerPath, Value};

/// So many words stand on a page, beside the letterhead.
const WORDS: usize = 280;
/// So many lines stand on a page under the title; the letterhead takes its own from them.
const LINES: f64 = 38.0;
/// No text takes more letters than so many for each of its words.
const LONG_WORD: usize = 12;
/// What is told, from as much as is wanted to as little as is useful. What somebody may come to harm by stands in whole
/// sentences, so fewer are told before any is shortened.
const CUTS: [Cut; 13] = [
    Cut { findings: 6, entries: 6, words: 60 },
    Cut { findings: 6, entries: 4, words: 60 },
    Cut { findings: 6, entries: 3, words: 60 },
    Cut { findings: 5, entries: 4, words: 60 },
    Cut { findings: 5, entries: 3, words: 60 },
    Cut { findings: 4, entries: 4, words: 60 },
    Cut { findings: 4, entries: 3, words: 60 },
    Cut { findings: 4, entries: 2, words: 60 },
    Cut { findings: 3, entries: 3, words: 60 },
    Cut { findings: 3, entries: 2, words: 60 },
    Cut { findings: 3, entries: 2, words: 30 },
    Cut { findings: 2, entries: 2, words: 18 },
    Cut { findings: 2, entries: 2, words: 8 },
];

/// How much is told.
#[derive(Clone, Copy)]
struct Cut {
    /// Findings.
    findings: usize,
    /// Entries of each other list.
    entries: usize,
    /// Words of a finding.
    words: usize,
}

/// The summary: with as much as the page holds.
pub(super) fn blocks(case: &Case<'_>) -> Blocks {
    let room = LINES - 0.75 * case.desk.letterhead.len() as f64;
    let mut made = Blocks::default();
    for cut in CUTS {
        made = with(case, cut);
        if n_words(&made) <= WORDS && n_lines(&made) <= room {
            break;
        }
    }
    made
}

fn with(case: &Case<'_>, most: Cut) -> Blocks {
    let mut blocks = Blocks::default();
    first(case, most, &mut blocks);
    findings(case, most, &mut blocks);
    recommendations(case, most.entries, &mut blocks);
    signed::line(case, &mut blocks);
    added_later(case, &mut blocks, |one| {
        format!("{}: {}", addendum_head(one), whole_sentences(&one.text, most.words))
    });
    blocks
}

/// What a reader wants to know first: who, why, what is asked of them, when we come again, and what holds until then.
fn first(case: &Case<'_>, most: Cut, blocks: &mut Blocks) {
    let person = &case.card.person;
    let why = person.background.referral.as_deref().map(|why| cut(why, 30));
    let interim = case.said_anywhere("v-interim").into_iter();
    let interim: Vec<String> =
        interim.chain(standing(case).filter_map(|told| told.said("interim"))).collect();
    let interim = whole_sentences(&one_by_one(&interim), 2 * most.words);
    let interim = Some(interim).filter(|words| !words.is_empty());
    let asked = asked(case);
    let row = |label: &str, words: Option<String>, gap: &str| {
        (label.to_owned(), words.unwrap_or_else(|| gap.to_owned()))
    };
    let none = "To know this. No other service was asked for anything.";
    let told: Vec<String> = asked.iter().take(most.entries).cloned().collect();
    blocks.facts(vec![
        row(
            "Who",
            Some(format!("{}, born {}", person.banner_name(), person.born_words(case.desk.today))),
            "",
        ),
        row("Why", why, "Not recorded"),
        row("Asked of you", Some(told.join("\n")).filter(|words| !words.is_empty()), none),
        row("Next contact", contact(case), "Not written down: the next contact."),
        row("Risks until then", interim, "Not written down: what keeps people safe until then."),
    ]);
    more(asked.len(), most.entries, blocks);
}

/// What other services and colleagues are asked to do.
fn asked(case: &Case<'_>) -> Vec<String> {
    let is_theirs = |copy: &AnswerPath| {
        ["service", "colleague"].iter().any(|code| case.any_code(VISIT, &copy.child("v-step-who"), code))
    };
    let copies = case.copies(VISIT, "v-step");
    copies.iter().filter(|copy| is_theirs(copy)).map(|copy| closed(&step(case, copy))).collect()
}

fn findings(case: &Case<'_>, most: Cut, blocks: &mut Blocks) {
    blocks.heading(1, "Worst findings that are open");
    let mut open: Vec<&Finding> = case.findings.iter().filter(|finding| finding.is_open()).collect();
    open.sort_by_key(|finding| finding.sign);
    if open.is_empty() {
        blocks.text("Nothing that was found is open.");
    }
    for finding in open.iter().take(most.findings) {
        let checked = finding.checks.first().map(|check| check.outcome.words.clone());
        let seen = one_by_one(&case.words_of(finding));
        let line = if finding.seen.is_empty() { checked.unwrap_or(seen) } else { seen };
        let title = whole_sentences(&case.title_of(finding), most.words);
        let line = whole_sentences(&line, most.words);
        blocks.mark(finding.sign.code(), finding.sign.words(), title, vec![line]);
    }
    more(open.len(), most.findings, blocks);
    let unseen: usize = case.areas().iter().map(|area| area.line.not_seen).sum();
    if unseen > 0 {
        blocks.gap(format!("Not seen at this visit: {unseen} things."));
    }
}

fn recommendations(case: &Case<'_>, n_most: usize, blocks: &mut Blocks) {
    blocks.heading(1, "Recommendations");
    let all: Vec<Told<'_>> = standing(case).collect();
    let line = |told: &Told<'_>| {
        let who = match told.who_and_when() {
            words if words.is_empty() => "nobody named yet".to_owned(),
            words => words,
        };
        format!("{}: {}", cut(&told.title(), 8), cut(&who, 9))
    };
    if all.is_empty() {
        blocks.gap("No recommendation is written down.");
    }
    blocks.list(false, all.iter().take(n_most).map(line).collect());
    more(all.len(), n_most, blocks);
    left_alone(case, blocks);
}

/// Hazards for which nothing is recommended yet.
fn left_alone(case: &Case<'_>, blocks: &mut Blocks) {
    let is_alone = |finding: &&Finding| {
        finding.is_open() && finding.sign == Sign::Hazard && finding.recommendations.is_empty()
    };
    match case.findings.iter().filter(is_alone).count() {
        0 => {}
        1 => blocks.gap("No recommendation yet for 1 hazard that is open."),
        n => blocks.gap(format!("No recommendation yet for {n} hazards that are open.")),
    }
}

/// The first contact that is planned from here on: after going home, else the earliest step of the author.
fn contact(case: &Case<'_>) -> Option<String> {
    if let Some(day) = case.said_anywhere("v-dis-follow") {
        return Some(format!("After going home: {day}."));
    }
    let copies = case.copies(VISIT, "v-step");
    let mine = copies.iter().filter(|copy| case.code(VISIT, &copy.child("v-step-who")) == Some("me"));
    let day = |copy: &AnswerPath| {
        let answers = case.answers_at(VISIT, &copy.child("v-step-by"));
        match answers.first()?.first()? {
            Value::Date(day) => Some(day.clone()),
            _ => None,
        }
    };
    let first = mine.filter_map(|copy| Some((day(copy)?, copy))).min_by(|a, b| a.0.cmp(&b.0))?;
    Some(format!("{}: {}.", case.card.author_name, step(case, first.1)))
}

fn step(case: &Case<'_>, copy: &AnswerPath) -> String {
    let said = |link: &str| case.said(VISIT, &copy.child(link));
    let what = said("v-step-what").unwrap_or_else(|| "Not written down".to_owned());
    let by = said("v-step-by").map(|by| format!(", by {by}")).unwrap_or_default();
    format!("{}{by}", cut(&what, 12))
}

fn more(n_all: usize, n_most: usize, blocks: &mut Blocks) {
    if n_all > n_most {
        blocks.small(format!("And {} more, see the full assessment.", n_all - n_most));
    }
}

/// The first words of a text, in one line; a text without spaces is cut as well.
fn cut(text: &str, n_most: usize) -> String {
    let n_letters = n_most * LONG_WORD;
    let mut words = text.split_whitespace();
    let first = words.by_ref().take(n_most).collect::<Vec<_>>().join(" ");
    let short: String = first.chars().take(n_letters).collect();
    let is_cut = words.next().is_some() || short.len() < first.len();
    format!("{short}{}", if is_cut { " ..." } else { "" })
}

/// Texts one after another, each line with an end.
fn one_by_one(texts: &[String]) -> String {
    texts.iter().flat_map(|text| text.lines()).map(closed).collect::<Vec<_>>().join(" ")
}

/// A text in one line that never stops in the middle of a sentence. Where it does not fit, it says where it goes on.
fn whole_sentences(text: &str, n_most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (mut n_letters, mut n_told) = (0, 0);
    for (at, word) in words.iter().take(n_most).enumerate() {
        n_letters += word.chars().count();
        if n_letters > n_most * LONG_WORD {
            break;
        }
        match words.get(at + 1) {
            None => n_told = at + 1,
            Some(next) if word.ends_with(['.', '!', '?']) && !next.starts_with(char::is_lowercase) => {
                n_told = at + 1;
            }
            Some(_) => {}
        }
    }
    let rest = Some("See the full assessment.").filter(|_| n_told < words.len());
    words.into_iter().take(n_told).chain(rest).collect::<Vec<_>>().join(" ")
}
