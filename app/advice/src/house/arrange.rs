//! Moving blocks. A move exchanges places with what it meets where both then fit, else what is in the way goes down.
//! Every operation says whether something changed, so that a button at the edge can say so too.

use super::{
    block::{Block, COLUMNS, Floor, NARROWEST, cleaned},
    layout::{Layout, MOST, free_place},
};

/// Where a block is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// One row up.
    Up,
    /// One row down.
    Down,
}

impl Layout {
    /// Moves a block by one cell, or past what stands there.
    pub fn step(&mut self, id: &str, way: Direction) -> bool {
        self.set(|blocks| {
            let (block, mut others) = taken(blocks, id)?;
            let Some(target) = next_cell(&block, way) else {
                if way == Direction::Up {
                    // Above the first row a new one opens.
                    others
                        .iter_mut()
                        .filter(|other| other.floor == block.floor)
                        .for_each(|other| other.row += block.height);
                    *blocks = with(others, block);
                }
                return Some(id.to_owned());
            };
            *blocks = exchanged(&block, &target, &others, way).unwrap_or_else(|| with(others, target));
            Some(id.to_owned())
        })
    }

    /// One column wider: into free room, else its neighbour gives way.
    pub fn wider(&mut self, id: &str) -> bool {
        self.set(|blocks| {
            let (block, mut others) = taken(blocks, id)?;
            if block.width >= COLUMNS {
                return Some(id.to_owned());
            }
            let to_right = Some(Block { width: block.width + 1, ..block.clone() })
                .filter(|wide| wide.right() <= COLUMNS);
            let to_left = block.column.checked_sub(1).map(|column| Block {
                column,
                width: block.width + 1,
                ..block.clone()
            });
            let is_free = |wide: &&Block| others.iter().all(|other| !other.overlaps(wide));
            let sides = [&to_right, &to_left];
            let free = sides.into_iter().flatten().find(is_free);
            let wide = free.or(sides.into_iter().flatten().next())?.clone();
            let grows_right = wide.column == block.column;
            for n in 0..others.len() {
                let given = others.get(n).filter(|other| other.overlaps(&wide)).and_then(|other| {
                    let rest = |place: &Block| {
                        others.iter().enumerate().all(|(m, one)| m == n || !one.overlaps(place))
                    };
                    gives_way(other, grows_right, rest)
                });
                if let (Some(given), Some(other)) = (given, others.get_mut(n)) {
                    *other = given;
                }
            }
            *blocks = with(others, wide);
            Some(id.to_owned())
        })
    }

    /// One column narrower, as far as its name can still be read.
    pub fn narrower(&mut self, id: &str) -> bool {
        self.set(|blocks| {
            let block = blocks.iter_mut().find(|block| block.id == id)?;
            block.width = block.width.saturating_sub(1).max(NARROWEST);
            None
        })
    }

    /// The floor that comes after a block's own, round to the first one.
    pub fn next_floor(&self, id: &str) -> Option<Floor> {
        let own = self.block(id)?.floor;
        let uses = |floor: Floor| self.blocks().iter().any(|block| block.floor == floor);
        // A home has a ground floor or is all on one: only one of the two is offered.
        let left_out = match uses(Floor::Inside) && !uses(Floor::Ground) {
            true => Floor::Ground,
            false => Floor::Inside,
        };
        let round = Floor::ALL.into_iter().cycle().skip_while(|floor| *floor != own).skip(1);
        round.take(Floor::ALL.len()).find(|floor| *floor != left_out)
    }

    /// Moves a block to a floor, at the first place that is free.
    pub fn other_floor(&mut self, id: &str, floor: Floor) -> bool {
        self.set(|blocks| {
            let (block, others) = taken(blocks, id).filter(|(block, _)| block.floor != floor)?;
            let placed = free_place(Block { floor, ..block }, &others);
            *blocks = with(others, placed);
            Some(id.to_owned())
        })
    }

    /// Gives a block a name of its own; an empty one takes it away.
    pub fn rename(&mut self, id: &str, name: &str) -> bool {
        self.set(|blocks| {
            blocks.iter_mut().find(|block| block.id == id)?.name = cleaned(name);
            None
        })
    }

    /// Adds a further room of a block's area on the same floor, and says its id.
    pub fn add_room(&mut self, id: &str) -> Option<String> {
        let like = self.block(id).filter(|_| self.blocks().len() < MOST)?.clone();
        let area = like.area();
        let new = (2..=99_u16).map(|n| format!("{area}#{n}")).find(|new| self.block(new).is_none())?;
        self.put(new.clone(), like.floor, NARROWEST);
        Some(new)
    }

    /// Takes a further room away. An area itself always keeps its block.
    pub fn remove_extra(&mut self, id: &str) -> bool {
        self.set(|blocks| {
            blocks.retain(|block| block.id != id || block.number().is_none());
            None
        })
    }
}

/// A block, and the others.
fn taken(blocks: &[Block], id: &str) -> Option<(Block, Vec<Block>)> {
    let block = blocks.iter().find(|block| block.id == id)?.clone();
    Some((block, blocks.iter().filter(|other| other.id != id).cloned().collect()))
}

fn with(mut others: Vec<Block>, block: Block) -> Vec<Block> {
    others.push(block);
    others
}

/// The block one cell further, while that is in the grid.
fn next_cell(block: &Block, way: Direction) -> Option<Block> {
    let next = block.clone();
    match way {
        Direction::Left => Some(Block { column: block.column.checked_sub(1)?, ..next }),
        Direction::Right => {
            Some(Block { column: block.column + 1, ..next }).filter(|next| next.right() <= COLUMNS)
        }
        Direction::Up => Some(Block { row: block.row.checked_sub(1)?, ..next }),
        Direction::Down => Some(Block { row: block.row + 1, ..next }),
    }
}

/// The block past those it meets, and those where it was; none where they would then lie on something.
fn exchanged(block: &Block, target: &Block, others: &[Block], way: Direction) -> Option<Vec<Block>> {
    let (met, rest): (Vec<Block>, Vec<Block>) =
        others.iter().cloned().partition(|other| other.overlaps(target));
    if met.is_empty() {
        return None;
    }
    let most = |edge: fn(&Block) -> u16| met.iter().map(edge).max().unwrap_or(0);
    let least = |edge: fn(&Block) -> u16| met.iter().map(edge).min().unwrap_or(0);
    let past = match way {
        Direction::Left => Block { column: least(|other| other.column), ..block.clone() },
        Direction::Right => Block { column: most(Block::right).saturating_sub(block.width), ..block.clone() },
        Direction::Up => Block { row: least(|other| other.row), ..block.clone() },
        Direction::Down => Block { row: most(Block::bottom).saturating_sub(block.height), ..block.clone() },
    };
    let back = |mut other: Block| {
        match way {
            Direction::Left => other.column += block.width,
            Direction::Right => other.column = other.column.saturating_sub(block.width),
            Direction::Up => other.row += block.height,
            Direction::Down => other.row = other.row.saturating_sub(block.height),
        }
        other
    };
    let moved: Vec<Block> = met.into_iter().map(back).chain([past]).collect();
    let fits = |one: &Block, n: usize| {
        one.right() <= COLUMNS && moved.iter().skip(n + 1).chain(&rest).all(|other| !other.overlaps(one))
    };
    let all_fit = moved.iter().enumerate().all(|(n, one)| fits(one, n));
    all_fit.then(|| rest.iter().cloned().chain(moved.iter().cloned()).collect())
}

/// A neighbour of a block that grows: aside where there is room, else narrower; where neither goes it stays, and is
/// pushed down.
fn gives_way(other: &Block, to_right: bool, is_free: impl Fn(&Block) -> bool) -> Option<Block> {
    let aside = match to_right {
        true => Some(other.column + 1).filter(|column| column + other.width <= COLUMNS),
        false => other.column.checked_sub(1),
    };
    let aside = aside.map(|column| Block { column, ..other.clone() }).filter(|place| is_free(place));
    let column = if to_right { other.column + 1 } else { other.column };
    aside.or_else(|| {
        (other.width > NARROWEST).then(|| Block { column, width: other.width - 1, ..other.clone() })
    })
}
