//! Finds an item by its key, as keys stand in paths: a small hash table over the items of one form.
//! Its order and its hashes never leave it.

use super::item::ItemIdx;
use crate::path::AnswerPath;

/// Marks a free place of the table.
const FREE: u32 = u32::MAX;

/// A table of places, at most half full; a key stands at its hash or behind it.
#[derive(Debug, Default)]
pub(super) struct Keys {
    places: Vec<u32>,
}

impl Keys {
    pub(super) fn new(keys: &[AnswerPath]) -> Keys {
        let mut table = Keys { places: vec![FREE; (keys.len() * 2).next_power_of_two().max(2)] };
        for (at, key) in keys.iter().enumerate() {
            let mut place = table.start(key.as_str());
            while table.places[place] != FREE {
                place = table.after(place);
            }
            table.places[place] = u32::try_from(at).unwrap_or(FREE);
        }
        table
    }

    pub(super) fn find(&self, keys: &[AnswerPath], key: &str) -> Option<ItemIdx> {
        let mut place = self.start(key);
        loop {
            let at = self.places.get(place).copied().filter(|at| *at != FREE)? as usize;
            if keys[at].as_str() == key {
                return Some(ItemIdx::new(at));
            }
            place = self.after(place);
        }
    }

    /// FNV-1a: short, and good enough for names.
    fn start(&self, key: &str) -> usize {
        let hash = key
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (hash ^ (hash >> 15)) as usize & self.places.len().wrapping_sub(1)
    }

    fn after(&self, place: usize) -> usize {
        (place + 1) & (self.places.len() - 1)
    }
}
