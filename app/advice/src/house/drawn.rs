//! Where everything of the picture is, in its own units: the page, paper and the way at night draw from this alone.

use super::{
    block::{Block, COLUMNS, Floor},
    layout::Layout,
    lettering::{full_name, on_lines, short_name},
    rooms::{Mark, Room},
};
use std::collections::BTreeMap;

/// The sizes of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Width of the whole.
    pub width: f64,
    /// Left edge of the blocks.
    pub left: f64,
    /// Between blocks.
    pub gap: f64,
    /// Height of a row.
    pub row: f64,
    /// From the edge of a block to its words.
    pub inset: f64,
    /// From the edge of a block to the plate under its words.
    plate: f64,
    /// Right edge that stays free.
    right: f64,
    /// Between floors.
    floor_gap: f64,
    /// Room above the rows for the name of the floor; without it the name stands at the left.
    head: f64,
    /// Lines a name may take.
    name_lines: usize,
    /// Lines that count and kind may take.
    note_lines: usize,
}

impl Paper {
    /// Wide enough for the floors' names beside the rows.
    pub const WIDE: Paper = Paper {
        width: 600.0,
        left: 96.0,
        gap: 14.0,
        row: 78.0,
        inset: 12.0,
        plate: 8.0,
        right: 6.0,
        floor_gap: 28.0,
        head: 0.0,
        name_lines: 1,
        note_lines: 1,
    };
    /// For a narrow page: the names of the floors stand above, and words may take two lines.
    pub const NARROW: Paper = Paper {
        width: 340.0,
        left: 8.0,
        gap: 10.0,
        row: 118.0,
        inset: 6.0,
        plate: 3.0,
        right: 8.0,
        floor_gap: 24.0,
        head: 30.0,
        name_lines: 2,
        note_lines: 2,
    };

    /// Width of one column.
    fn column(&self) -> f64 {
        let gaps = self.gap * f64::from(COLUMNS - 1);
        (self.width - self.left - self.right - gaps) / f64::from(COLUMNS)
    }
}

/// From the edge of a block to its plate, above and below the words on it.
const ABOVE_WORDS: f64 = 8.0;
/// Above the first line of a name, from line to line, and from the name to the words below it.
const FIRST: f64 = 26.0;
const LINE: f64 = 20.0;
const BELOW: f64 = 23.0;
/// The side of a shape, and the room it takes with the space after it.
const GLYPH: f64 = 18.0;
const GLYPH_ROOM: f64 = 22.0;
/// Width of a letter on average: bold and plain.
const BOLD: f64 = 8.6;
const PLAIN: f64 = 7.9;

/// The name of a floor, where its text begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// The floor.
    pub floor: Floor,
    /// From the left.
    pub x: f64,
    /// Its line.
    pub y: f64,
}

/// A line of words: where it begins, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// From the left.
    pub x: f64,
    /// Its line.
    pub y: f64,
    /// The words.
    pub words: String,
}

/// Where a shape stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width and height.
    pub side: f64,
}

/// The plain ground under the words of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plate {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A block with its place and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Id in the layout.
    pub id: String,
    /// Its floor.
    pub floor: Floor,
    /// Its area.
    pub room: Room,
    /// "Bathroom and WC", or a name of its own.
    pub name: String,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The ground under its words.
    pub plate: Plate,
    /// Its short name.
    pub title: Vec<Line>,
    /// Count and kind.
    pub note: Vec<Line>,
    /// Its shape; none where there is nothing to judge yet.
    pub glyph: Option<Glyph>,
}

impl Drawn {
    /// "Bathroom and WC, upstairs, 1 hazard".
    pub fn spoken(&self) -> String {
        format!("{}, {}, {}", self.name, self.floor.spoken(), self.room.words())
    }
}

/// The whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The sizes it was drawn to.
    pub paper: Paper,
    /// Height of the whole.
    pub height: f64,
    /// The names of its floors.
    pub heads: Vec<Head>,
    /// Lines between floors: how far down.
    pub rules: Vec<f64>,
    /// Its blocks, from the top floor down, row by row.
    pub blocks: Vec<Drawn>,
}

impl Drawing {
    /// "House, 12 areas".
    pub fn title(&self) -> String {
        match self.blocks.len() {
            1 => "House, 1 area".to_owned(),
            n => format!("House, {n} areas"),
        }
    }
}

/// Lays the picture out. Blocks of areas that the form does not have are left out, and so are floors without blocks.
pub fn drawn(layout: &Layout, rooms: &[Room], paper: &Paper) -> Drawing {
    let mut floors: BTreeMap<Floor, Vec<(&Block, &Room)>> = BTreeMap::new();
    for block in layout.blocks() {
        if let Some(room) = rooms.iter().find(|room| room.link_id == block.area()) {
            floors.entry(block.floor).or_default().push((block, room));
        }
    }
    let mut drawing =
        Drawing { paper: *paper, height: 0.0, heads: Vec::new(), rules: Vec::new(), blocks: Vec::new() };
    let mut y = 8.0;
    for (floor, blocks) in floors {
        if !drawing.heads.is_empty() {
            drawing.rules.push(y + paper.floor_gap / 2.0);
            y += paper.floor_gap;
        }
        let head_y = if paper.head > 0.0 { y + 16.0 } else { y + 24.0 };
        drawing.heads.push(Head { floor, x: if paper.head > 0.0 { paper.left } else { 4.0 }, y: head_y });
        y += paper.head;
        let n_rows = blocks.iter().map(|(block, _)| block.bottom()).max().unwrap_or(0);
        drawing.blocks.extend(blocks.into_iter().map(|(block, room)| placed(block, room, y, paper)));
        y += span(n_rows, paper.row, paper.gap);
    }
    drawing.height = y + 8.0;
    drawing
}

/// How far so many cells reach, with the gaps between them.
fn span(n: u16, cell: f64, gap: f64) -> f64 {
    f64::from(n) * (cell + gap) - if n == 0 { 0.0 } else { gap }
}

fn placed(block: &Block, room: &Room, top: f64, paper: &Paper) -> Drawn {
    let x = paper.left + f64::from(block.column) * (paper.column() + paper.gap);
    let y = top + f64::from(block.row) * (paper.row + paper.gap);
    let width = span(block.width, paper.column(), paper.gap);
    let free = width - 2.0 * paper.inset;
    let has_glyph = !matches!(room.mark, Mark::Open | Mark::NotHere);
    let note_x = x + paper.inset + if has_glyph { GLYPH_ROOM } else { 0.0 };
    let note_free = if has_glyph { free - GLYPH_ROOM } else { free };
    let title = on_lines(&short_name(block, room), letters(free, BOLD), paper.name_lines);
    let note = on_lines(&room.short_words(), letters(note_free, PLAIN), paper.note_lines);
    let note_y = y + FIRST + LINE * title.len().saturating_sub(1) as f64 + BELOW;
    let n_lines = title.len().max(1) + note.len().max(1);
    let plate = Plate {
        x: x + paper.plate,
        y: y + ABOVE_WORDS,
        width: width - 2.0 * paper.plate,
        height: ABOVE_WORDS + LINE * n_lines as f64,
    };
    Drawn {
        plate,
        id: block.id.clone(),
        floor: block.floor,
        room: room.clone(),
        name: full_name(block, room),
        x,
        y,
        width,
        height: span(block.height, paper.row, paper.gap),
        title: set(title, x + paper.inset, y + FIRST),
        note: set(note, note_x, note_y),
        glyph: has_glyph.then_some(Glyph { x: x + paper.inset, y: note_y - 15.0, side: GLYPH }),
    }
}

fn letters(free: f64, width: f64) -> usize {
    // Never negative: a block has at least two columns.
    (free / width).max(1.0) as usize
}

fn set(lines: Vec<String>, x: f64, y: f64) -> Vec<Line> {
    (0..).zip(lines).map(|(n, words): (u16, _)| Line { x, y: y + LINE * f64::from(n), words }).collect()
}
