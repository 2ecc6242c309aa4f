//! One page for the team: who and why, the worst that is still open, what is recommended, what keeps people safe until
//! then, and what is asked of the reader. Lists are cut before the page is full, and say so.

use super::{
    added_later,
    blocks::{Blocks, n_words},
    case::{Case, VISIT},
    recommended::{Told, standing},
    signed,
};
use advice::{Finding, Sign};
use forms::{AnswerPath, Value};

/// So many words stand on a page, beside the letterhead.
const PAGE: usize = 300;
/// No text takes more letters than so many for each of its words.
const LONG_WORD: usize = 12;
/// Entries of each list, from as many as are wanted to as few as are useful.
const CUTS: [usize; 4] = [6, 5, 4, 3];

/// The summary: with as many entries as the page holds.
pub(super) fn blocks(case: &Case<'_>) -> Blocks {
    let mut made = Blocks::default();
    for n_most in CUTS {
        made = with(case, n_most);
        if n_words(&made) <= PAGE {
            break;
        }
    }
    made
}

fn with(case: &Case<'_>, n_most: usize) -> Blocks {
    let mut blocks = Blocks::default();
    who(case, &mut blocks);
    findings(case, n_most, &mut blocks);
    recommendations(case, n_most, &mut blocks);
    until_then(case, &mut blocks);
    next(case, n_most, &mut blocks);
    signed(case, &mut blocks, false);
    added_later(case, &mut blocks);
    blocks
}

fn who(case: &Case<'_>, blocks: &mut Blocks) {
    let person = &case.card.person;
    let why = person.background.referral.as_deref().map(|why| cut(why, 30));
    let row = |label: &str, words: String| (label.to_owned(), words);
    blocks.facts(vec![
        row("Who", format!("{}, born {}", person.banner_name(), person.born_words(case.desk.today))),
        row("Why", why.unwrap_or_else(|| "Not recorded".to_owned())),
    ]);
}

fn findings(case: &Case<'_>, n_most: usize, blocks: &mut Blocks) {
    blocks.heading(1, "Worst findings that are open");
    let mut open: Vec<&Finding> = case.findings.iter().filter(|finding| finding.is_open()).collect();
    open.sort_by_key(|finding| finding.sign);
    if open.is_empty() {
        blocks.text("Nothing that was found is open.");
    }
    for finding in open.iter().take(n_most) {
        let seen: Vec<String> = case.words_of(finding);
        let checked = finding.checks.first().map(|check| check.outcome.words.clone());
        let line = seen.join(" ");
        let line = if finding.seen.is_empty() { checked.unwrap_or(line) } else { line };
        blocks.mark(
            finding.sign.code(),
            finding.sign.words(),
            cut(&case.title_of(finding), 10),
            vec![cut(&line, 12)],
        );
    }
    more(open.len(), n_most, blocks);
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
}

fn until_then(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Risks until then");
    let own = case.said_anywhere("v-interim").into_iter();
    let words: Vec<String> = own.chain(standing(case).filter_map(|told| told.said("interim"))).collect();
    let words = Some(cut(&words.join(" "), 40)).filter(|words| !words.is_empty());
    blocks.text_or_gap(words, "Not written down: what keeps people safe until then.");
    let is_alone = |finding: &&Finding| {
        finding.is_open() && finding.sign == Sign::Hazard && finding.recommendations.is_empty()
    };
    match case.findings.iter().filter(is_alone).count() {
        0 => {}
        1 => blocks.gap("No recommendation yet for 1 hazard that is open."),
        n => blocks.gap(format!("No recommendation yet for {n} hazards that are open.")),
    }
}

fn next(case: &Case<'_>, n_most: usize, blocks: &mut Blocks) {
    blocks.heading(1, "Next contact");
    blocks.text_or_gap(contact(case), "Not written down: the next contact.");
    blocks.heading(1, "Asked of you");
    let copies = case.copies(VISIT, "v-step");
    let is_theirs = |copy: &&AnswerPath| {
        ["service", "colleague"].iter().any(|code| case.any_code(VISIT, &copy.child("v-step-who"), code))
    };
    let asked: Vec<String> = copies.iter().filter(is_theirs).map(|copy| step(case, copy)).collect();
    if asked.is_empty() {
        blocks.text("To know this. No other service was asked for anything.");
    }
    let n_asked = asked.len();
    blocks.list(false, asked.into_iter().take(n_most).collect());
    more(n_asked, n_most, blocks);
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
