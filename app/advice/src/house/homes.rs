//! A plain layout for each kind of home, before anybody arranged it.

use super::block::{Block, COLUMNS, Floor};

/// What kind of home it is, as far as its plain layout differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Home {
    /// Two floors or more.
    #[default]
    House,
    /// On one floor, with parts that are shared.
    Flat,
    /// On one floor, with its own front door.
    Bungalow,
    /// On one floor, narrow, with steps at the door.
    ParkHome,
}

/// A floor, and the areas of its rows.
type Rows = (Floor, &'static [&'static [&'static str]]);

const HOUSE: &[Rows] = &[
    (Floor::Upstairs, &[&["h", "i"], &["e"]]),
    (Floor::Ground, &[&["d", "f", "g"]]),
    (Floor::Outside, &[&["a", "b", "j"]]),
    WHOLE,
];
const FLAT: &[Rows] = &[
    (Floor::Inside, &[&["h", "i"], &["d", "f", "g"]]),
    (Floor::Shared, &[&["c", "e"]]),
    (Floor::Outside, &[&["a", "b", "j"]]),
    WHOLE,
];
const BUNGALOW: &[Rows] = &[
    (Floor::Inside, &[&["h", "i"], &["d", "f", "g"]]),
    (Floor::Outside, &[&["a", "b", "j"], &["e"]]),
    WHOLE,
];
const PARK_HOME: &[Rows] = &[
    (Floor::Inside, &[&["h", "i", "d"], &["g", "f"]]),
    (Floor::Outside, &[&["e", "b"], &["a", "j"]]),
    WHOLE,
];
const WHOLE: Rows = (Floor::Whole, &[&["k", "l", "n"], &["q", "p"], &["m", "o"]]);

/// What is asked before the walk is no place in the home.
pub(super) const NO_PLACE: &str = "w";

impl Home {
    /// The kind of home: what was said on the visit counts before what was known.
    pub fn of(said: Option<&str>, known: Option<&str>) -> Home {
        said.and_then(Home::from_code).or_else(|| known.and_then(Home::from_code)).unwrap_or_default()
    }

    fn from_code(code: &str) -> Option<Home> {
        match code {
            "house" | "house-detached" | "house-semi" | "house-terrace" | "maisonette" => Some(Home::House),
            "flat" | "flat-ground" | "flat-upper" | "tenement" | "sheltered" | "room" => Some(Home::Flat),
            "bungalow" => Some(Home::Bungalow),
            "park-home" | "boat" => Some(Home::ParkHome),
            _ => None,
        }
    }

    fn rows(self) -> &'static [Rows] {
        match self {
            Home::House => HOUSE,
            Home::Flat => FLAT,
            Home::Bungalow => BUNGALOW,
            Home::ParkHome => PARK_HOME,
        }
    }

    /// Where an area stands that the layout does not name yet.
    pub(super) fn floor_of(self, area: &str) -> Floor {
        let named = self.rows().iter().find(|(_, rows)| rows.iter().any(|row| row.contains(&area)));
        match (named, area) {
            (Some((floor, _)), _) => *floor,
            (None, "c") => Floor::Shared,
            (None, _) => Floor::Whole,
        }
    }

    /// Blocks for the areas a form has: areas it does not have leave their place to their neighbours.
    pub(super) fn blocks(self, has: impl Fn(&str) -> bool) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (floor, rows) in self.rows() {
            let rows =
                rows.iter().map(|row| row.iter().copied().filter(|area| has(area)).collect::<Vec<_>>());
            for (row, areas) in (0..).zip(rows.filter(|areas| !areas.is_empty())) {
                // No row of a plain layout holds more than three.
                let width = COLUMNS / (areas.len() as u16).clamp(1, 3);
                blocks.extend((0..).zip(areas).map(|(n, area): (u16, _)| Block {
                    id: area.to_owned(),
                    floor: *floor,
                    column: n * width,
                    row,
                    width,
                    height: 1,
                    name: None,
                }));
            }
        }
        blocks
    }
}
