//! The house picture, without the drawing of a page: what each area shows, where its block stands, the way from bed
//! to WC, and the picture as one text for paper. Where somebody lives is never drawn more exactly than in blocks.

mod arrange;
mod block;
mod drawn;
mod homes;
mod layout;
mod lettering;
mod night;
mod picture;
mod rooms;
mod tile;
mod way;

pub use arrange::Direction;
pub use block::{Block, COLUMNS, Floor, NARROWEST};
pub use drawn::{Drawing, Drawn, Glyph, Head, Line, Paper, Plate, drawn};
pub use homes::Home;
pub use layout::Layout;
pub use night::{Leg, Stop, night_facts, night_route};
pub use picture::{after_the_works, picture_svg};
pub use rooms::{Mark, Room, Rooms, Tally, When, rooms};
pub use tile::block_svg;
pub use way::{NightLine, Number, night_line};

/// The form that walks through the home.
pub const WALK: &str = "home-environment";

/// The question of the plan that keeps where the blocks stand.
pub const LAYOUT: &str = "pl-house-layout";
