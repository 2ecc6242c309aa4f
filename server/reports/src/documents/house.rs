//! The home as a picture: as it is for the record, and with the works alone for those who build. Both stand where the
//! house page has them; a landlord sees the plain layout, since names and places of one's own are the household's.

use super::case::Case;
use advice::{
    PLAN,
    house::{Drawn, Home, LAYOUT, Layout, Paper, Rooms, WALK, When, drawn, picture_svg, rooms},
};
use forms::{AnswerPath, SectionSummary, Value};
use std::{collections::BTreeMap, fmt::Write};

/// Letters of the parts of a home that can be built in.
const BUILT: std::ops::RangeInclusive<&str> = "A"..="J";

/// The home with what is open in it: the list, then the words and the drawing of the picture.
pub(super) fn as_it_is(case: &Case<'_>) -> Option<(Vec<String>, String, String)> {
    let Rooms { all, .. } = rooms(&sections(case)?, &case.findings, When::Now);
    let asked: Vec<String> = all
        .iter()
        .filter(|room| room.is_asked())
        .map(|room| format!("{}: {}", room.name(), room.words()))
        .collect();
    let kept = case.answers_at(PLAN, &AnswerPath::root(LAYOUT));
    let kept = kept.first().and_then(|answer| answer.first()).map(Value::as_words);
    let layout = Layout::standing(kept.as_deref(), home(case), &all);
    let alt = format!("The home. {}.", asked.join("; "));
    (!asked.is_empty()).then(|| (asked, alt, picture_svg(&layout, &all)))
}

/// The home with the numbers of works by letter of the area: the words and the drawing.
pub(super) fn with_works(case: &Case<'_>, works: &BTreeMap<String, Vec<usize>>) -> Option<(String, String)> {
    let Rooms { mut all, .. } = rooms(&sections(case)?, &[], When::Now);
    all.retain(|room| BUILT.contains(&room.letter.as_str()));
    let drawing = drawn(&Layout::of_home(home(case), &all), &all, &Paper::WIDE);
    let (width, height) = (drawing.paper.width, drawing.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" font-family=\"Atkinson Hyperlegible Next, Arial, sans-serif\" font-size=\"16\">\
         <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#fff\"/>"
    );
    for head in &drawing.heads {
        label(&mut svg, head.x, head.y, head.floor.words());
    }
    let mut told = Vec::new();
    for block in &drawing.blocks {
        let numbers = works.get(&block.room.letter).map(Vec::as_slice).unwrap_or_default();
        write_block(&mut svg, block, &words(numbers));
        if !numbers.is_empty() {
            told.push(format!("{}, {}: {}", block.name, block.floor.spoken(), words(numbers)));
        }
    }
    svg.push_str("</svg>");
    (!told.is_empty()).then(|| (format!("Plan of the home. {}.", told.join("; ")), svg))
}

fn sections(case: &Case<'_>) -> Option<Vec<SectionSummary>> {
    let walk = case.visit.form(WALK)?;
    Some(walk.view.sections(walk.def))
}

fn home(case: &Case<'_>) -> Home {
    Home::of(case.visit.code("w-home-type"), case.card.person.background.home_kind.as_deref())
}

/// "Work 1, 2".
fn words(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    if numbers.is_empty() { String::new() } else { format!("Work {}", numbers.join(", ")) }
}

fn write_block(svg: &mut String, block: &Drawn, note: &str) {
    let Drawn { x, y, width, height, .. } = block;
    let border = if note.is_empty() { 1 } else { 4 };
    // Writing to a text never fails.
    let _ = write!(
        svg,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"4\" fill=\"#fff\" stroke=\"#000\" \
         stroke-width=\"{border}\"/>"
    );
    for line in &block.title {
        label(svg, line.x, line.y, &line.words);
    }
    if let Some(line) = block.title.last().filter(|_| !note.is_empty()) {
        label(svg, line.x, line.y + 22.0, note);
    }
}

/// Letters, figures and a few signs alone: nothing can be markup.
fn label(svg: &mut String, x: f64, y: f64, words: &str) {
    let words: String = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | ',')).collect();
    let _ = write!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>");
}
