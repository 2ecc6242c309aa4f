//! The handling plan, for those who help: how the person likes to be helped and what they do themselves come first,
//! then each transfer step by step, what never to do, and when to stop.

use super::{
    blocks::{Blocks, entries},
    case::Case,
    pictures::{Taken, taken},
    signed,
};
use crate::standing;
use forms::AnswerPath;

/// The form it is made from.
const FORM: &str = "mh-plan";
const NO_FORM: &str = "No handling plan belongs to this visit. Add the form \u{201c}Moving-and-handling plan\u{201d} to the visit \
                       and fill it in.";
const NO_FORM_CLOSED: &str = "No handling plan belongs to this visit, and its record does not change any more. A plan is made at a \
                              visit with the form \u{201c}Moving-and-handling plan\u{201d}.";

/// The plan.
pub(super) fn blocks(case: &Case<'_>) -> Blocks {
    let mut blocks = Blocks::default();
    if case.visit.form(FORM).is_none() {
        blocks.gap(case.open_or_closed(NO_FORM, NO_FORM_CLOSED));
        return blocks;
    }
    person(case, &mut blocks);
    let photos: Vec<Taken<'_>> = taken(case).into_iter().filter(|one| one.place.form == FORM).collect();
    let copies = case.copies(FORM, "mh-tr");
    if copies.is_empty() {
        blocks.heading(1, "Transfers");
        blocks.gap("No transfer is written down.");
    }
    for copy in &copies {
        transfer(case, copy, &photos, &mut blocks);
    }
    fall(case, &mut blocks);
    shown(case, &mut blocks);
    agreed(case, &mut blocks);
    signed::line(case, &mut blocks);
    addenda(case, &mut blocks);
    blocks
}

fn said(case: &Case<'_>, link: &str) -> Option<String> {
    case.said(FORM, &AnswerPath::root(link))
}

fn person(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "How I like to be helped");
    match said(case, "mh-say") {
        Some(words) => blocks.quote(&words),
        None => blocks.gap("Not written down: how the person likes to be helped."),
    }
    blocks.heading(1, "What I can do myself");
    blocks.text_or_gap(said(case, "mh-can"), "Not written down: what the person can do.");
    let rows = [
        ("Understands and follows", "mh-understand"),
        ("What changes from hour to hour", "mh-varies"),
        ("If I am upset", "mh-distress"),
        ("Skin, wounds, lines, tubes", "mh-skin"),
        ("Weight", "mh-mass"),
    ];
    let row = |(label, link): (&str, &str)| {
        (label.to_owned(), said(case, link).unwrap_or_else(|| "Not written down".to_owned()))
    };
    blocks.heading(1, "What to know first");
    blocks.facts(rows.map(row).into());
}

fn transfer(case: &Case<'_>, copy: &AnswerPath, photos: &[Taken<'_>], blocks: &mut Blocks) {
    let said = |link: &str| case.said(FORM, &copy.child(link));
    blocks.heading(1, said("mh-tr-what").unwrap_or_else(|| "Transfer without a name".to_owned()));
    if case.any_code(FORM, &copy.child("mh-tr-risk"), "not") {
        blocks.gap("Not acceptable: do not do this transfer. Ring us.");
    }
    blocks.facts(vec![
        ("Carers needed".to_owned(), said("mh-tr-carers").unwrap_or_else(|| "Not written down".to_owned())),
        ("Equipment".to_owned(), said("mh-tr-kit").unwrap_or_else(|| "Not written down".to_owned())),
        ("Lowest limit".to_owned(), said("mh-tr-swl").unwrap_or_default()),
        ("Examination due".to_owned(), said("mh-tr-exam").unwrap_or_default()),
        ("With this plan".to_owned(), said("mh-tr-risk").unwrap_or_default()),
    ]);
    blocks.heading(2, "What I do");
    blocks.text_or_gap(said("mh-tr-me"), "Not written down: what the person does.");
    blocks.heading(2, "What you do");
    let path = copy.child("mh-tr-carer");
    match (said("mh-tr-carer"), case.answers_at(FORM, &path).len()) {
        (Some(text), 0..=1) => blocks.list(true, entries(&text)),
        // Steps of two people would be numbered as if they were one way of doing it.
        (Some(text), _) => blocks.text(text),
        (None, _) => blocks.gap("Not written down: the steps."),
    }
    blocks.heading(2, "Never");
    blocks.text_or_gap(said("mh-tr-never"), "Not written down: what never to do.");
    blocks.heading(2, "Stop and call if");
    blocks.text_or_gap(said("mh-tr-stop"), "Not written down: when to stop.");
    let here = photos
        .iter()
        .filter(|one| one.is_agreed() && one.place.path.parent_instance().as_ref() == Some(copy));
    blocks.photos(here.map(Taken::shot).collect());
}

fn fall(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "After a fall");
    blocks.text_or_gap(said(case, "mh-floor"), "Not written down: what to do after a fall.");
}

fn shown(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "Carers who were shown this, and showed it back");
    let cell = |copy: &AnswerPath, link: &str| {
        case.said(FORM, &copy.child(link)).unwrap_or_else(|| "Not written down".to_owned())
    };
    let row = |copy: &AnswerPath| {
        ["mh-shown-who", "mh-shown-when", "mh-shown-by"].map(|link| cell(copy, link)).into()
    };
    let rows: Vec<Vec<String>> = case.copies(FORM, "mh-shown").iter().map(row).collect();
    if rows.is_empty() {
        blocks.gap("No carer was shown this yet.");
    }
    blocks.table("Shown and showed back", &["Who", "When", "Shown by"], rows);
}

fn agreed(case: &Case<'_>, blocks: &mut Blocks) {
    let row = |label: &str, link: &str, gap: &str| {
        (label.to_owned(), said(case, link).unwrap_or_else(|| gap.to_owned()))
    };
    blocks.heading(1, "Agreed, and looked at again");
    blocks.facts(vec![
        row("I agree with this plan", "mh-agree", "Not asked yet"),
        row("If I choose another way", "mh-disagree", ""),
        row("Look at it again", "mh-review", "Not set yet"),
    ]);
}

/// What was added to the plan later belongs to it.
fn addenda(case: &Case<'_>, blocks: &mut Blocks) {
    let is_of_plan = |form: Option<&str>| form.is_none_or(|form| form == FORM);
    let added = case.addenda().filter(|one| is_of_plan(one.on.as_ref().map(|key| key.form.as_str())));
    blocks.heading(1, "Added later");
    blocks.list(false, added.map(standing::addendum_words).collect());
}
