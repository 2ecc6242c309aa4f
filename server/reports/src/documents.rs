//! The six documents that are made of a visit, each for one reader: the full assessment, the letter to the person,
//! one page for the team, one for a landlord or contractor, one for housing, and the handling plan. All are made
//! from the same answers, checks and findings (`case`); what a reader has no part in never gets in, and what is not
//! finished is said in its place.

mod blocks;
mod case;
mod full;
mod handling;
mod house;
mod housing;
mod landlord;
mod letter;
mod pictures;
mod recommended;
mod signed;
mod summary;

pub use pictures::photo_marks;

use crate::{
    document::{Document, DocumentKind},
    reading::Source,
    standing::{self, Standing},
};
use blocks::Blocks;
use case::{Case, Opened};
use chrono::{Datelike, NaiveDate};
use domain::{calendar::long_date, rules::Settings};
use std::collections::BTreeMap;
use sync::cards::Addendum;

/// Said wherever a figure of the Approved Documents is used.
const NEW_HOMES: &str = "Approved Documents are guidance for new homes. In an existing home they are a yardstick, never a \
                         breach.";

/// What a service puts on its documents.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The letterhead, line by line; the first is the name of the service.
    pub letterhead: Vec<String>,
    /// The service's own sentences: `letter-opening`, `letter-closing`, `complaints`, `reply-to`.
    pub wording: BTreeMap<String, String>,
    /// The figures it compares with.
    pub settings: Settings,
    /// The day the document is made on.
    pub today: NaiveDate,
}

impl Desk {
    /// A sentence of the service.
    fn wording(&self, key: &str) -> Option<&str> {
        self.wording.get(key).map(|words| words.trim()).filter(|words| !words.is_empty())
    }
}

/// How a document is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Large print.
    pub large: bool,
    /// The reader's address, line by line.
    pub to: Vec<String>,
}

/// Makes a document of a visit.
pub fn document(kind: DocumentKind, source: Source<'_>, desk: &Desk, options: &Options) -> Document {
    let opened = Opened::new(source, kind);
    let forms = opened.forms();
    let case = Case::new(&opened, &forms, desk);
    let blocks = match kind {
        DocumentKind::Full => full::blocks(&case),
        DocumentKind::Letter => letter::blocks(&case),
        DocumentKind::Summary => summary::blocks(&case),
        DocumentKind::Landlord => landlord::blocks(&case),
        DocumentKind::Housing => housing::blocks(&case),
        DocumentKind::Handling => handling::blocks(&case),
    };
    let card = source.card;
    Document {
        kind,
        visit: card.id,
        title: title(kind, &case),
        subtitle: format!("{}, {}", card.title(), long_date(case.visited())),
        // Our own words around the answers are English, in whatever language somebody was met.
        language: "en-GB".to_owned(),
        letterhead: desk.letterhead.clone(),
        to: match (kind, options.to.is_empty()) {
            (DocumentKind::Letter, true) => vec![card.person.polite_name(), card.person.address.clone()],
            _ => options.to.clone(),
        },
        day: long_date(desk.today),
        on: (desk.today.year(), desk.today.month(), desk.today.day()),
        running: match kind {
            // Whoever mends a stair needs no date of birth and no health number.
            DocumentKind::Landlord => format!("{} . {}", card.person.address, standing::version(card)),
            _ => standing::running(card),
        },
        draft: Standing::of(card).draft().map(str::to_owned),
        large: options.large,
        blocks: blocks.done(),
    }
}

fn title(kind: DocumentKind, case: &Case<'_>) -> String {
    let name = case.card.person.polite_name();
    match kind {
        DocumentKind::Full => case.card.title().to_owned(),
        DocumentKind::Letter => "About my visit to you".to_owned(),
        DocumentKind::Summary => "Summary for the team".to_owned(),
        DocumentKind::Landlord => "Works for access and safety".to_owned(),
        DocumentKind::Housing => format!("{name}: recommendation to housing"),
        DocumentKind::Handling => format!("How to help {name} to move"),
    }
}

/// What was added to the record later. What is about the whole visit is told in `words`; of the rest, only how many
/// there are, since a document cannot tell where they belong.
fn added_later(case: &Case<'_>, blocks: &mut Blocks, words: impl Fn(&Addendum) -> String) {
    let (whole, rest): (Vec<&Addendum>, Vec<&Addendum>) =
        case.addenda().partition(|addendum| addendum.on.is_none());
    if !whole.is_empty() {
        blocks.heading(1, "Added to the record later");
        blocks.list(false, whole.into_iter().map(words).collect());
    }
    match rest.len() {
        0 => {}
        1 => blocks
            .gap("Not taken in here: 1 addendum was added to the record later. See the full assessment."),
        n => blocks.gap(format!(
            "Not taken in here: {n} addenda were added to the record later. See the full assessment."
        )),
    }
}
