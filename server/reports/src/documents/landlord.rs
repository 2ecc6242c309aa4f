//! For a landlord or contractor: the works that may be shown, where, how large, and the photos that may be shown. Why
//! somebody needs them is nobody's business but "for access and safety", so no need, no reason and no health number
//! ever gets in here.

use super::{
    added_later,
    blocks::Blocks,
    case::{Case, VISIT},
    house,
    pictures::{Taken, taken},
    recommended::{Told, works},
    signed,
};
use crate::standing::addendum_head;
use advice::{Finding, Measured};
use domain::measures::measure;
use forms::AnswerPath;
use std::collections::BTreeMap;

/// Groups of measures that are of the building, not of a person or of what a person sits on.
const OF_THE_BUILDING: [&str; 5] = ["outside", "doors", "stairs", "kitchen", "bath"];
const NOTHING: &str = "No works may be shown yet. Open the recommendation, ask the person, and answer Yes to \
                       \u{201c}May be shown to the landlord or contractor\u{201d}.";
const NOTHING_CLOSED: &str = "No works may be shown: nothing of this record was marked to be shared with a landlord or \
                              contractor, and it does not change any more. Ask the person at the next visit, and mark there \
                              what may be shown.";
const REFUSED: &str = "Not agreed: the person said no to sharing with a landlord. Nothing is shown. If that has changed, \
                       change the answer under Consent, capacity and sharing.";
const REFUSED_CLOSED: &str = "Not agreed: the person said no to sharing with a landlord. Nothing is shown. If that has changed, \
                              write it down at the next visit: this record does not change any more.";

/// The works.
pub(super) fn blocks(case: &Case<'_>) -> Blocks {
    let mut blocks = Blocks::default();
    let shown: Vec<Told<'_>> = works(case).filter(may_be_shown).collect();
    if shares_with(case, "landlord", &["declined"]) {
        blocks.gap(case.open_or_closed(REFUSED, REFUSED_CLOSED));
        return blocks;
    }
    if shown.is_empty() {
        blocks.gap(case.open_or_closed(NOTHING, NOTHING_CLOSED));
        return blocks;
    }
    blocks.text("The works below were recommended for this home, for access and safety.");
    blocks.facts(vec![
        ("Address".to_owned(), case.card.person.address.clone()),
        ("Contact".to_owned(), format!("{}, {}", case.card.author_name, case.card.author_title)),
        ("How to reach us".to_owned(), case.desk.wording("reply-to").unwrap_or_default().to_owned()),
        ("Who has to agree to works".to_owned(), who_agrees(case)),
    ]);
    for (at, told) in shown.iter().enumerate() {
        blocks.heading(1, format!("{}. {}", at + 1, told.title()));
        told.gaps(&["what", "item", "size"], &mut blocks);
        work(*told, &mut blocks);
    }
    sizes(case, &shown, &mut blocks);
    plan(case, &shown, &mut blocks);
    blocks.heading(1, "Photos");
    blocks.photos(
        taken(case).iter().filter(|one| one.is_for_builders()).map(Taken::shot_for_builders).collect(),
    );
    blocks.heading(1, "Your agreement");
    blocks.text("If you own or manage the home, please agree to these works in writing before they begin.");
    signed::line(case, &mut blocks);
    // The words may be about the person.
    added_later(case, &mut blocks, |one| format!("{}. Ask us what it says.", addendum_head(one)));
    blocks
}

/// Shown is what everybody who answered says may be shown, and nobody has dropped.
fn may_be_shown(told: &Told<'_>) -> bool {
    told.one.may_be_shown && told.code("share") == Some("yes") && !told.any_code("state", "dropped")
}

/// True where somebody gave one of these answers about sharing with this reader.
pub(super) fn shares_with(case: &Case<'_>, reader: &str, codes: &[&str]) -> bool {
    let is_theirs = |copy: &AnswerPath| case.any_code(VISIT, &copy.child("v-share-with"), reader);
    let says = |copy: &AnswerPath| {
        codes.iter().any(|code| case.any_code(VISIT, &copy.child("v-share-answer"), code))
    };
    case.copies(VISIT, "v-share").iter().any(|copy| is_theirs(copy) && says(copy))
}

fn work(told: Told<'_>, blocks: &mut Blocks) {
    let ask = || "Not given yet: ask before you begin".to_owned();
    let row = |label: &str, words: String| (label.to_owned(), words);
    let rooms: Vec<String> = rooms_of(told).map(|finding| finding.area.clone()).collect();
    let how_many = if told.one.quantity > 1 { told.one.quantity.to_string() } else { String::new() };
    blocks.facts(vec![
        row("Kind", told.said("kind").unwrap_or_default()),
        row("Room", if rooms.is_empty() { "As named above".to_owned() } else { rooms.join("; ") }),
        row("Item", told.said("item").unwrap_or_default()),
        row("Size and position", told.said("size").unwrap_or_else(ask)),
        row("Safe working load", told.said("swl").unwrap_or_default()),
        row("How many", how_many),
        row("Wanted by", told.said("due").unwrap_or_default()),
        row("Agreed by the person who lives there", agreed(told).to_owned()),
    ]);
}

/// Who agreed, and never why somebody could not.
fn agreed(told: Told<'_>) -> &'static str {
    match told.code("agreed") {
        Some("given-spoken") => "Yes",
        Some("given-written") => "Yes, in writing",
        Some("parental") => "Yes, by a parent or guardian",
        Some("declined") => "Not agreed",
        _ => "Not recorded yet",
    }
}

/// One finding for each room of a work.
fn rooms_of(told: Told<'_>) -> impl Iterator<Item = &Finding> {
    let mut seen: Vec<&str> = Vec::new();
    told.case.findings_for(told.one).filter(move |finding| {
        let is_new = !seen.contains(&finding.area.as_str());
        if is_new {
            seen.push(&finding.area);
        }
        is_new
    })
}

fn who_agrees(case: &Case<'_>) -> String {
    let path = AnswerPath::root("o-works-agree");
    let answers = case.visit.forms.iter().flat_map(|form| case.answers_at(form.id, &path));
    let mut names: Vec<&str> = Vec::new();
    for code in answers.flat_map(|answer| &answer.0).filter_map(forms::Value::code) {
        let name = match code {
            "client" => "The person who lives there",
            "owner" => "The owner",
            "landlord" => "The landlord",
            "freeholder" => "The freeholder or factor",
            "planning" => "Planning or listed building control",
            _ => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { "Not recorded yet".to_owned() } else { names.join("; ") }
}

/// Measures of the building at the places of these works.
fn sizes(case: &Case<'_>, shown: &[Told<'_>], blocks: &mut Blocks) {
    let places: Vec<&Finding> = shown.iter().flat_map(|told| case.findings_for(told.one)).collect();
    let is_there = |one: &Measured| {
        let of_building =
            measure(one.measure).is_some_and(|measure| OF_THE_BUILDING.contains(&measure.group.as_str()));
        of_building && places.iter().any(|finding| is_at(finding, one))
    };
    let row = |one: Measured| {
        let name = measure(one.measure)?;
        let form = case.visit.form(&one.place.form)?;
        // A riser is called by its flight.
        let mut copy = one.copy.clone();
        while let Some(around) = copy.as_ref().and_then(AnswerPath::parent_instance) {
            copy = Some(around);
        }
        let thing = match &copy {
            Some(copy) => form.copy_name(copy).unwrap_or_default(),
            None => form.section_title(one.section),
        };
        let what = format!("{thing}: {}", name.name);
        Some(vec![what, name.how.clone(), case.said(&one.place.form, &one.place.path)?])
    };
    let rows = advice::measured(&case.visit).into_iter().filter(is_there).filter_map(row).collect();
    blocks.heading(1, "Measured there");
    blocks.table("Check every size before you order", &["What", "From where to where", "Value"], rows);
}

/// A finding about one door or flight is about its measures; any other about those of its room.
fn is_at(finding: &Finding, one: &Measured) -> bool {
    let at = &finding.at.path;
    let copy = if at.instance_id().is_some() { Some(at.clone()) } else { at.parent_instance() };
    finding.at.form == one.place.form
        && match &copy {
            Some(copy) => one.place.path.as_str().starts_with(&format!("{}/", copy.as_str())),
            None => finding.section == one.section && one.copy.is_none(),
        }
}

/// Where the works are, where the person agreed to share the home with a landlord.
fn plan(case: &Case<'_>, shown: &[Told<'_>], blocks: &mut Blocks) {
    if !shares_with(case, "landlord", &["given-spoken", "given-written", "parental"]) {
        return;
    }
    let mut works: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, told) in shown.iter().enumerate() {
        for finding in rooms_of(*told) {
            let letter = finding.area.split(' ').next().unwrap_or_default();
            works.entry(letter.to_owned()).or_default().push(at + 1);
        }
    }
    if let Some((alt, svg)) = house::with_works(case, &works) {
        blocks.heading(1, "Where the works are");
        blocks.drawing(alt, "Plain layout, not to scale", svg);
    }
}
