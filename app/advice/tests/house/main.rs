//! The house picture: what a room shows, where its block stands, the way at night, and the picture on paper.

mod layout;
mod night;
mod operations;
mod picture;
mod rooms;

use advice::{Finding, Place, Sign};
use forms::{AnswerPath, SectionSummary};

/// An area of the walk.
fn section(letter: &str, title: &str, asked: usize, answered: usize) -> SectionSummary {
    SectionSummary {
        link_id: letter.to_lowercase(),
        letter: Some(letter.to_owned()),
        title: title.to_owned(),
        enabled: true,
        asked,
        answered,
        ..SectionSummary::default()
    }
}

/// The walk as the shipped form has it, in its order.
fn walk() -> Vec<SectionSummary> {
    let areas = [
        ("W", "Before you walk"),
        ("A", "Getting to the home"),
        ("C", "Shared parts (flats)"),
        ("B", "Front door and threshold"),
        ("D", "Hall and moving about indoors"),
        ("F", "Living room"),
        ("G", "Kitchen"),
        ("J", "Garden and outside space"),
        ("E", "Stairs and steps"),
        ("H", "Bedroom and the night"),
        ("I", "Bathroom and WC"),
        ("K", "Fire, gas, electric, water and air"),
        ("L", "Light, sight, hearing and sense"),
    ];
    areas.into_iter().map(|(letter, title)| section(letter, title, 10, 0)).collect()
}

/// An open finding in the walk.
fn finding(letter: &str, path: &str, sign: Sign) -> Finding {
    let at = walk().iter().position(|one| one.letter.as_deref() == Some(letter)).expect("an area");
    Finding {
        at: Place::new(advice::house::WALK, AnswerPath::parse(path).expect("a path")),
        section: u16::try_from(at).expect("few areas"),
        area: letter.to_owned(),
        title: path.to_owned(),
        sign,
        kind: None,
        who: None,
        seen: Vec::new(),
        checks: Vec::new(),
        n_photos: 0,
        stays_after_works: None,
        settled: None,
        recommendations: Vec::new(),
    }
}
