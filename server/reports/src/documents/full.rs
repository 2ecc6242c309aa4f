//! The full assessment, for the record: everything that was found, measured, decided and agreed, with what was not.

mod copies;
mod figures;
mod home;
mod measures;
mod plan;

use super::{
    blocks::Blocks,
    case::Case,
    pictures::{Taken, taken},
    signed,
};
use crate::{
    entries::Line,
    reading::Area,
    report::{self, Step},
    standing,
};

/// The full assessment.
pub(super) fn blocks(case: &Case<'_>) -> Blocks {
    let areas = case.areas();
    let mut blocks = Blocks::default();
    about(case, &areas, &mut blocks);
    home::findings(case, &areas, &mut blocks);
    home::glance(case, &mut blocks);
    figures::checks(case, &mut blocks);
    measures::measures(case, &areas, &mut blocks);
    plan::recommendations(case, &mut blocks);
    plan::goals(case, &mut blocks);
    plan::formulation(case, &mut blocks);
    plan::care_calls(case, &mut blocks);
    plan::outcomes(case, &mut blocks);
    plan::agreement(case, &mut blocks);
    steps(case, &areas, &mut blocks);
    notes(&areas, &mut blocks);
    blocks.heading(1, "Photos");
    blocks.photos(taken(case).iter().map(Taken::shot).collect());
    blocks.heading(1, "Two answers differ");
    blocks.list(false, case.differing());
    figures::sources(case, &mut blocks);
    blocks.heading(1, "Signatures");
    signed::in_full(case, &mut blocks);
    addenda(case, &mut blocks);
    blocks
}

fn about(case: &Case<'_>, areas: &[Area], blocks: &mut Blocks) {
    let person = &case.card.person;
    let name = person.polite_name();
    blocks.facts(report::person(person));
    blocks.heading(1, "Purpose of the visit");
    blocks.text_or_gap(person.background.referral.clone(), "Not recorded: the purpose of the visit.");
    blocks.heading(1, format!("What matters to {name}"));
    let matters = report::matters(areas, person);
    if matters.is_empty() {
        blocks.gap(format!("Not recorded: what matters to {name}."));
    }
    matters.iter().for_each(|words| blocks.quote(words));
    blocks.heading(1, "Who was there");
    blocks.list(false, report::present(areas, case.card));
}

fn steps(case: &Case<'_>, areas: &[Area], blocks: &mut Blocks) {
    let author = &case.card.author_name;
    // The author answered "Me": whoever reads the record later wants the name.
    let line = |step: Step| match (step.rest.as_str(), step.rest.strip_prefix("Me, ")) {
        ("", _) => step.what,
        ("Me", _) => format!("{}, {author}", step.what),
        (_, Some(rest)) => format!("{}, {author}, {rest}", step.what),
        (rest, None) => format!("{}, {rest}", step.what),
    };
    blocks.heading(1, "Next steps");
    let steps: Vec<String> = report::steps(areas).into_iter().map(line).collect();
    if steps.is_empty() {
        blocks.gap("No next step is written down.");
    }
    blocks.list(true, steps);
}

/// Notes beside answers that stand in a place of their own, where they are read in none.
fn notes(areas: &[Area], blocks: &mut Blocks) {
    blocks.heading(1, "Other notes");
    let lines = areas.iter().flat_map(Area::lines).filter(|line| line.prints);
    let note = |line: &Line| {
        let note =
            line.note.as_deref().map(str::trim).filter(|note| !note.is_empty() && !blocks.say(note))?;
        let copy = line.copy.as_ref().map(|copy| format!("{copy}: ")).unwrap_or_default();
        Some(format!("{copy}{}: {note}", line.label))
    };
    let found: Vec<String> = lines.filter_map(note).collect();
    blocks.list(false, found);
}

/// Every addendum, also those that stand beside their answers above: what is read last is how it stands now.
fn addenda(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Addenda");
    let words = case.addenda().map(|addendum| match &addendum.on {
        Some(key) => format!("{}. About {}", standing::addendum_words(addendum), case.label(key)),
        None => standing::addendum_words(addendum),
    });
    blocks.list(false, words.collect());
}
