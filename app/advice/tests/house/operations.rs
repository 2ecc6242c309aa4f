//! Moving blocks.

use super::walk;
use advice::house::{COLUMNS, Direction, Floor, Home, Layout, NARROWEST, When, rooms};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn read(text: &str) -> Layout {
    Layout::parse(text)
}

fn after(text: &str, change: impl FnOnce(&mut Layout) -> bool) -> (bool, String) {
    let mut layout = read(text);
    let is_new = change(&mut layout);
    (is_new, layout.to_string())
}

#[test]
fn a_move_exchanges_places_where_both_then_fit() {
    let row = "h ground 0 0 2 1\ni ground 2 0 3 1";
    let (is_new, left) = after(row, |layout| layout.step("i", Direction::Left));
    assert!(is_new);
    assert_eq!(left, "i ground 0 0 3 1\nh ground 3 0 2 1");
    let (_, right) = after(row, |layout| layout.step("h", Direction::Right));
    assert_eq!(right, left);
    let rows = "h ground 0 0 3 1\ni ground 3 0 3 1\ne ground 0 1 6 1";
    let (_, up) = after(rows, |layout| layout.step("e", Direction::Up));
    assert_eq!(up, "e ground 0 0 6 1\nh ground 0 1 3 1\ni ground 3 1 3 1");
    let (_, down) = after(&up, |layout| layout.step("e", Direction::Down));
    assert_eq!(down, rows);
}

#[test]
fn what_is_in_the_way_goes_down() {
    let rows = "h ground 0 0 3 1\ni ground 3 0 3 1\ne ground 0 1 6 1";
    let (_, down) = after(rows, |layout| layout.step("h", Direction::Down));
    assert_eq!(down, "i ground 3 0 3 1\nh ground 0 1 3 1\ne ground 0 2 6 1");
}

#[test]
fn into_free_room_a_block_goes_cell_by_cell() {
    let (_, right) = after("h ground 0 0 2 1", |layout| layout.step("h", Direction::Right));
    assert_eq!(right, "h ground 1 0 2 1");
    let both = "h ground 0 0 2 1\ni ground 2 0 2 1";
    let (_, up) = after(both, |layout| layout.step("i", Direction::Up));
    assert_eq!(up, "i ground 2 0 2 1\nh ground 0 1 2 1", "a row opens above the first");
    let (_, down) = after(both, |layout| layout.step("i", Direction::Down));
    assert_eq!(down, "h ground 0 0 2 1\ni ground 2 1 2 1");
}

#[test]
fn at_an_edge_nothing_changes_and_that_is_said() {
    let alone = "h ground 0 0 6 1";
    for way in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
        assert_eq!(after(alone, |layout| layout.step("h", way)), (false, alone.to_owned()), "{way:?}");
    }
    assert!(!after(alone, |layout| layout.wider("h")).0);
    assert!(!after("h ground 0 0 2 1", |layout| layout.narrower("h")).0);
    assert!(!after(alone, |layout| layout.step("nobody", Direction::Up)).0);
    assert!(!after(alone, |layout| layout.other_floor("h", Floor::Ground)).0);
    assert!(!after(alone, |layout| layout.remove_extra("h")).0, "an area keeps its block");
}

#[test]
fn who_grows_takes_free_room_then_room_of_a_neighbour() {
    let (_, free) = after("h ground 0 0 2 1\ni ground 3 0 2 1", |layout| layout.wider("h"));
    assert_eq!(free, "h ground 0 0 3 1\ni ground 3 0 2 1");
    let (_, aside) = after("h ground 0 0 2 1\ni ground 2 0 2 1", |layout| layout.wider("h"));
    assert_eq!(aside, "h ground 0 0 3 1\ni ground 3 0 2 1");
    let (_, gives) = after("h ground 0 0 3 1\ni ground 3 0 3 1", |layout| layout.wider("h"));
    assert_eq!(gives, "h ground 0 0 4 1\ni ground 4 0 2 1");
    let (_, pushed) = after("h ground 0 0 4 1\ni ground 4 0 2 1", |layout| layout.wider("h"));
    assert_eq!(pushed, "h ground 0 0 5 1\ni ground 4 1 2 1");
    let (_, left) = after("h ground 0 0 2 1\ni ground 4 0 2 1", |layout| layout.wider("i"));
    assert_eq!(left, "h ground 0 0 2 1\ni ground 3 0 3 1");
    let (_, narrow) = after("h ground 0 0 4 1", |layout| layout.narrower("h"));
    assert_eq!(narrow, "h ground 0 0 3 1");
}

#[test]
fn the_floors_come_round_and_a_home_on_one_floor_has_no_ground_floor() {
    let mut house = read("h upstairs 0 0 2 1\nd ground 0 0 2 1");
    let mut met = vec![Floor::Upstairs];
    for _ in 0..7 {
        let next = house.next_floor("h").expect("a floor");
        assert!(house.other_floor("h", next));
        met.push(next);
    }
    assert_eq!(met.first(), met.last());
    assert!(met.contains(&Floor::Ground) && !met.contains(&Floor::Inside));
    let flat = read("h inside 0 0 2 1\nd inside 2 0 2 1");
    assert_eq!(flat.next_floor("h"), Some(Floor::Below));
    let (_, up) =
        after("h inside 0 0 2 1\nd inside 2 0 2 1", |layout| layout.other_floor("h", Floor::Upstairs));
    assert_eq!(up, "h upstairs 0 0 2 1\nd inside 2 0 2 1");
}

#[test]
fn a_further_room_comes_and_goes_and_names_are_one_line() {
    let mut layout = read("h upstairs 0 0 4 1");
    assert_eq!(layout.add_room("h").as_deref(), Some("h#2"));
    assert_eq!(layout.add_room("h#2").as_deref(), Some("h#3"));
    assert!(layout.rename("h#2", "  Small\n back\troom  "));
    assert_eq!(
        layout.to_string(),
        "h upstairs 0 0 4 1\nh#2 upstairs 4 0 2 1 Small back room\nh#3 upstairs 0 1 2 1"
    );
    assert!(layout.remove_extra("h#2") && !layout.remove_extra("h#2"));
    assert_eq!(layout.add_room("h").as_deref(), Some("h#2"), "its number is free again");
    assert!(layout.rename("h#2", &"x".repeat(100)));
    assert_eq!(layout.block("h#2").and_then(|block| block.name.as_ref()).map(String::len), Some(40));
    assert!(layout.rename("h#2", " "));
    assert_eq!(layout.block("h#2").and_then(|block| block.name.clone()), None);
    assert_eq!(layout.add_room("nobody"), None);
}

/// Something somebody does with a block.
#[derive(Clone, Debug)]
enum Act {
    Step(Direction),
    Wider,
    Narrower,
    Floor,
    Rename(String),
    Add,
    Remove,
}

fn acts() -> impl Strategy<Value = Vec<(prop::sample::Index, Act)>> {
    let way = prop_oneof![
        Just(Direction::Left),
        Just(Direction::Right),
        Just(Direction::Up),
        Just(Direction::Down)
    ];
    let act = prop_oneof![
        8 => way.prop_map(Act::Step),
        3 => Just(Act::Wider),
        2 => Just(Act::Narrower),
        2 => Just(Act::Floor),
        1 => "\\PC{0,50}".prop_map(Act::Rename),
        2 => Just(Act::Add),
        1 => Just(Act::Remove),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), act), 0..60)
}

/// Ids that must be there after an act; the layout, changed.
fn act(layout: &mut Layout, ids: &mut BTreeSet<String>, id: &str, act: Act) {
    match act {
        Act::Step(way) => drop(layout.step(id, way)),
        Act::Wider => drop(layout.wider(id)),
        Act::Narrower => drop(layout.narrower(id)),
        Act::Floor => {
            if let Some(next) = layout.next_floor(id) {
                layout.other_floor(id, next);
            }
        }
        Act::Rename(name) => drop(layout.rename(id, &name)),
        Act::Add => ids.extend(layout.add_room(id)),
        Act::Remove => {
            if layout.remove_extra(id) {
                ids.remove(id);
            }
        }
    }
}

fn is_in_order(layout: &Layout) -> Result<(), TestCaseError> {
    for (n, block) in layout.blocks().iter().enumerate() {
        prop_assert!(block.width >= NARROWEST && block.height >= 1 && block.right() <= COLUMNS, "{block}");
        for other in layout.blocks().iter().skip(n + 1) {
            prop_assert!(!block.overlaps(other), "{block} and {other}");
        }
    }
    // No row of a floor is empty, so a floor is never longer than its blocks are high together.
    for floor in Floor::ALL {
        let here = || layout.blocks().iter().filter(|block| block.floor == floor);
        let used: BTreeSet<u16> = here().flat_map(|block| block.row..block.bottom()).collect();
        prop_assert_eq!(used.len(), usize::from(here().map(|block| block.bottom()).max().unwrap_or(0)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_done_every_block_stands_once_in_the_grid(acts in acts()) {
        let mut layout = Layout::standing(None, Home::House, &rooms(&walk(), &[], When::Now).all);
        let mut ids: BTreeSet<String> = layout.blocks().iter().map(|block| block.id.clone()).collect();
        for (which, one) in acts {
            let id = layout.blocks()[which.index(layout.blocks().len())].id.clone();
            act(&mut layout, &mut ids, &id, one);
            is_in_order(&layout)?;
            let there: Vec<&String> = layout.blocks().iter().map(|block| &block.id).collect();
            prop_assert_eq!(there.len(), ids.len());
            prop_assert!(there.into_iter().all(|id| ids.contains(id)));
            prop_assert_eq!(&Layout::parse(&layout.to_string()), &layout);
        }
    }

    #[test]
    fn any_text_is_read_into_the_grid_and_reads_the_same_again(text in "([a-k](#[0-9])? (upstairs|ground|attic) [0-9]{1,3} [0-9]{1,2} [0-9] [0-9]( \\PC{0,8})?\n){0,30}\\PC{0,20}") {
        let layout = Layout::parse(&text);
        is_in_order(&layout)?;
        prop_assert_eq!(&Layout::parse(&layout.to_string()), &layout);
    }
}
