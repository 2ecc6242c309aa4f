//! A block of the picture, and the floor it stands on.

use std::fmt;

/// Columns of the grid on every floor.
pub const COLUMNS: u16 = 6;
/// The fewest columns of a block: its name must be read and its block be tapped.
pub const NARROWEST: u16 = 2;
/// The most rows of a block.
pub(super) const TALLEST: u16 = 3;
/// Letters of a name of one's own.
const LONGEST_NAME: usize = 40;

/// A floor of the home, from the top down; what is outside, and what belongs to the whole home, comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Floor {
    /// Above upstairs.
    Top,
    /// Upstairs.
    Upstairs,
    /// The floor of the front door.
    Ground,
    /// All of a home on one floor, wherever that is.
    Inside,
    /// Below ground.
    Below,
    /// Shared with other homes.
    Shared,
    /// Outside.
    Outside,
    /// The whole home.
    Whole,
}

impl Floor {
    /// All of them, from the top down.
    pub const ALL: [Floor; 8] = [
        Floor::Top,
        Floor::Upstairs,
        Floor::Ground,
        Floor::Inside,
        Floor::Below,
        Floor::Shared,
        Floor::Outside,
        Floor::Whole,
    ];

    /// Its word in the stored layout.
    pub fn code(self) -> &'static str {
        match self {
            Floor::Top => "top",
            Floor::Upstairs => "upstairs",
            Floor::Ground => "ground",
            Floor::Inside => "inside",
            Floor::Below => "below",
            Floor::Shared => "shared",
            Floor::Outside => "outside",
            Floor::Whole => "whole",
        }
    }

    /// The words beside it.
    pub fn words(self) -> &'static str {
        match self {
            Floor::Top => "Top floor",
            Floor::Upstairs => "Upstairs",
            Floor::Ground => "Ground",
            Floor::Inside => "Inside",
            Floor::Below => "Below",
            Floor::Shared => "Shared",
            Floor::Outside => "Outside",
            Floor::Whole => "Whole home",
        }
    }

    /// The words in a sentence: "upstairs", "ground floor".
    pub fn spoken(self) -> &'static str {
        match self {
            Floor::Top => "top floor",
            Floor::Upstairs => "upstairs",
            Floor::Ground => "ground floor",
            Floor::Inside => "inside",
            Floor::Below => "below ground",
            Floor::Shared => "shared part",
            Floor::Outside => "outside",
            Floor::Whole => "whole home",
        }
    }
}

/// A block: an area, or a further room of one, and the cells it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Link id of the area; a further room carries a number: `h#2`.
    pub id: String,
    /// Its floor.
    pub floor: Floor,
    /// First column, from 0.
    pub column: u16,
    /// First row of its floor, from 0.
    pub row: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
    /// A name of one's own.
    pub name: Option<String>,
}

impl Block {
    /// Link id of the area.
    pub fn area(&self) -> &str {
        self.id.split_once('#').map_or(&self.id, |(area, _)| area)
    }

    /// The number of a further room; none for the area itself.
    pub fn number(&self) -> Option<u16> {
        self.id.split_once('#').and_then(|(_, number)| number.parse().ok())
    }

    /// The column after it.
    pub fn right(&self) -> u16 {
        self.column + self.width
    }

    /// The row after it.
    pub fn bottom(&self) -> u16 {
        self.row + self.height
    }

    /// True when both stand on a cell.
    pub fn overlaps(&self, other: &Block) -> bool {
        self.floor == other.floor
            && self.column < other.right()
            && other.column < self.right()
            && self.row < other.bottom()
            && other.row < self.bottom()
    }

    /// Reads a line of the stored layout. What does not fit the grid is brought into it; a line that says something
    /// else is no block.
    pub(super) fn parse(line: &str) -> Option<Block> {
        let mut words = line.split_whitespace();
        let id = words.next().filter(|id| is_id(id))?.to_owned();
        let floor = words.next()?;
        let floor = Floor::ALL.into_iter().find(|known| known.code() == floor)?;
        let mut number = || words.next()?.parse::<u16>().ok();
        let (column, row, width, height) = (number()?, number()?, number()?, number()?);
        let width = width.clamp(NARROWEST, COLUMNS);
        Some(Block {
            id,
            floor,
            column: column.min(COLUMNS - width),
            row: row.min(999),
            width,
            height: height.clamp(1, TALLEST),
            name: cleaned(&words.collect::<Vec<_>>().join(" ")),
        })
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Block { id, floor, column, row, width, height, name } = self;
        write!(f, "{id} {} {column} {row} {width} {height}", floor.code())?;
        name.iter().try_for_each(|name| write!(f, " {name}"))
    }
}

/// True for a link id that can stand in a layout, with or without the number of a further room.
pub(super) fn is_id(id: &str) -> bool {
    let (area, number) = id.split_once('#').map_or((id, None), |(area, number)| (area, Some(number)));
    let is_plain = |text: &str| text.chars().all(|letter| !letter.is_whitespace() && !letter.is_control());
    // The number as it is written back: "2", never "02".
    let is_number =
        |text: &str| text.parse::<u16>().is_ok_and(|n| (2..=99).contains(&n) && n.to_string() == text);
    !area.is_empty() && area.len() <= 64 && is_plain(area) && number.is_none_or(is_number)
}

/// A name as it is kept: one line, not too long; nothing where nothing is said.
pub(super) fn cleaned(name: &str) -> Option<String> {
    let plain: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    Some(short.trim_end().to_owned()).filter(|name| !name.is_empty())
}
