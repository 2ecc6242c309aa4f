//! Where the blocks stand, as data: one line for each block, in one answer of the plan. Whatever is done to it, every
//! block stays in the grid and no two lie on each other.

use super::{
    block::{Block, COLUMNS, Floor, is_id},
    homes::{Home, NO_PLACE},
    rooms::Room,
};
use domain::in_order;
use std::{collections::BTreeSet, fmt};

/// More blocks than any home has; what is beyond them is left out when a layout is read.
pub(super) const MOST: usize = 60;

/// Where the blocks stand: from the top floor down, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    blocks: Vec<Block>,
}

impl Layout {
    /// Reads a stored layout. Lines that are none are left out; blocks that lie on each other move apart.
    pub fn parse(text: &str) -> Layout {
        let mut known = BTreeSet::new();
        let lines = text.lines().filter_map(Block::parse);
        let blocks = lines.filter(|block| known.insert(block.id.clone())).take(MOST).collect();
        Layout { blocks: apart(blocks, None) }
    }

    /// The plain layout of a kind of home.
    pub fn of_home(home: Home, rooms: &[Room]) -> Layout {
        let is_asked = |area: &str| rooms.iter().any(|room| room.link_id == area);
        Layout { blocks: apart(home.blocks(is_asked), None) }
    }

    /// The layout that stands: what was arranged, else the plain one. An area that is asked and has no block yet gets
    /// one, so that nothing found in it can be missed.
    pub fn standing(text: Option<&str>, home: Home, rooms: &[Room]) -> Layout {
        let arranged = text.map(Layout::parse).filter(|layout| !layout.blocks.is_empty());
        let mut layout = arranged.unwrap_or_else(|| Layout::of_home(home, rooms));
        let known: Vec<String> = layout.blocks.iter().map(|block| block.area().to_owned()).collect();
        for room in rooms.iter().filter(|room| room.is_asked()) {
            let id = &room.link_id;
            if !known.contains(id) && id != NO_PLACE && !id.contains('#') && is_id(id) {
                layout.put(id.clone(), home.floor_of(id), A_THIRD);
            }
        }
        layout
    }

    /// All blocks, from the top floor down, row by row.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// A block by its id.
    pub fn block(&self, id: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// The block of an area, on a floor where it has several rooms.
    pub fn of_area(&self, area: &str, on: Option<Floor>) -> Option<&Block> {
        let mut rooms = self.blocks.iter().filter(|block| block.area() == area);
        let there = rooms.clone().find(|block| Some(block.floor) == on);
        // The area itself stands for it before its further rooms.
        there.or_else(|| self.block(area)).or_else(|| rooms.next())
    }

    /// True when bedroom and WC are on different floors: the way at night takes the stairs.
    pub fn has_stairs_at_night(&self) -> bool {
        let bed = self.of_area("h", None).map(|block| block.floor);
        let wc = self.of_area("i", bed).map(|block| block.floor);
        bed.is_some() && wc.is_some() && bed != wc
    }

    /// Puts a new block on a floor, at the first place that is free.
    pub(super) fn put(&mut self, id: String, floor: Floor, width: u16) {
        let block = Block { id, floor, column: 0, row: 0, width, height: 1, name: None };
        self.set(|blocks| {
            blocks.push(free_place(block, blocks));
            None
        });
    }

    /// Takes changed blocks and brings them in order; the one that is named keeps its place. True when something
    /// is different now.
    pub(super) fn set(&mut self, change: impl FnOnce(&mut Vec<Block>) -> Option<String>) -> bool {
        let mut blocks = self.blocks.clone();
        let fixed = change(&mut blocks);
        let blocks = apart(blocks, fixed.as_deref());
        let is_new = blocks != self.blocks;
        self.blocks = blocks;
        is_new
    }
}

/// Columns of a block that nobody placed yet.
const A_THIRD: u16 = COLUMNS / 3;

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, block) in self.blocks.iter().enumerate() {
            let between = if n == 0 { "" } else { "\n" };
            write!(f, "{between}{block}")?;
        }
        Ok(())
    }
}

/// The same block at the first place of its floor where nothing else stands.
pub(super) fn free_place(block: Block, others: &[Block]) -> Block {
    let below =
        others.iter().filter(|other| other.floor == block.floor).map(Block::bottom).max().unwrap_or(0);
    let columns = 0..=COLUMNS.saturating_sub(block.width);
    let places = (0..below).flat_map(|row| columns.clone().map(move |column| (column, row)));
    let at = |(column, row)| Block { column, row, ..block.clone() };
    let free = places.map(at).find(|place| others.iter().all(|other| !other.overlaps(place)));
    free.unwrap_or(Block { column: 0, row: below, ..block })
}

/// Brings blocks in order: those that lie on another go down until they are free, first the ones that lie on the
/// block that keeps its place; then rows in which nothing stands close up.
fn apart(mut blocks: Vec<Block>, fixed: Option<&str>) -> Vec<Block> {
    in_order(&mut blocks, |block| (block.floor, block.row, block.column));
    let keeps = fixed.and_then(|id| blocks.iter().find(|block| block.id == id).cloned());
    if let Some(keeps) = &keeps {
        // Who is free of it stays; who is not finds a place after those.
        in_order(&mut blocks, |block| (block.id != keeps.id, block.id != keeps.id && block.overlaps(keeps)));
    }
    let mut placed: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        while placed.iter().any(|other| other.overlaps(&block)) {
            block.row += 1;
        }
        placed.push(block);
    }
    close_up(&mut placed);
    in_order(&mut placed, |block| (block.floor, block.row, block.column));
    placed
}

fn close_up(blocks: &mut [Block]) {
    let mut used = BTreeSet::new();
    for block in blocks.iter() {
        used.extend((block.row..block.bottom()).map(|row| (block.floor, row)));
    }
    for block in blocks {
        block.row = used.range((block.floor, 0)..(block.floor, block.row)).count() as u16;
    }
}
