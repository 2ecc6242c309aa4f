//! Where blocks stand before anybody moves them, and how that is kept.

use super::walk;
use advice::house::{Floor, Home, LAYOUT, Layout, Room, Rooms, When, rooms};
use forms::{Definition, SectionSummary};

fn all() -> Rooms {
    rooms(&walk(), &[], When::Now)
}

fn lines(layout: &Layout) -> Vec<String> {
    layout.to_string().lines().map(str::to_owned).collect()
}

#[test]
fn each_kind_of_home_has_its_plain_layout() {
    let plain = |home| Layout::of_home(home, &all().all);
    assert_eq!(
        lines(&plain(Home::House)),
        [
            "h upstairs 0 0 3 1",
            "i upstairs 3 0 3 1",
            "e upstairs 0 1 6 1",
            "d ground 0 0 2 1",
            "f ground 2 0 2 1",
            "g ground 4 0 2 1",
            "a outside 0 0 2 1",
            "b outside 2 0 2 1",
            "j outside 4 0 2 1",
            "k whole 0 0 3 1",
            "l whole 3 0 3 1",
        ]
    );
    for home in [Home::Flat, Home::Bungalow, Home::ParkHome] {
        let layout = plain(home);
        assert_eq!(layout.block("h").map(|block| block.floor), Some(Floor::Inside), "{home:?}");
        assert!(!layout.has_stairs_at_night());
    }
    assert_eq!(plain(Home::Flat).block("c").map(|block| block.floor), Some(Floor::Shared));
    assert_eq!(plain(Home::ParkHome).block("e").map(|block| block.floor), Some(Floor::Outside));
}

#[test]
fn what_was_said_on_the_visit_counts_before_what_was_known() {
    let table = [
        (None, None, Home::House),
        (None, Some("flat"), Home::Flat),
        (Some("bungalow"), Some("flat"), Home::Bungalow),
        (Some("tenement"), None, Home::Flat),
        (Some("other"), Some("park-home"), Home::ParkHome),
        (Some("maisonette"), Some("flat"), Home::House),
    ];
    for (said, known, home) in table {
        assert_eq!(Home::of(said, known), home, "{said:?} {known:?}");
    }
}

#[test]
fn lines_that_are_none_are_left_out_and_the_rest_comes_into_the_grid() {
    let text = "\
h upstairs 0 0 2 1 Back  bedroom
h upstairs 4 0 2 1 said twice
nonsense
i attic 0 0 2 1
i upstairs x 0 2 1
d ground 9 4 40 0
h#2 upstairs 1 0 1 1
h#02 upstairs 1 0 1 1
# ground 0 0 2 1
";
    let layout = Layout::parse(text);
    assert_eq!(
        lines(&layout),
        ["h upstairs 0 0 2 1 Back bedroom", "h#2 upstairs 1 1 2 1", "d ground 0 0 6 1"],
        "blocks that lay on each other moved apart"
    );
    assert_eq!(Layout::parse(""), Layout::default());
    assert_eq!(Layout::parse("\u{0}\u{ffff} \n\n"), Layout::default());
}

#[test]
fn an_area_that_is_asked_and_was_never_placed_gets_a_block() {
    let all: Vec<Room> = all().all;
    let arranged = Layout::standing(Some("h ground 2 0 3 1 Dining room"), Home::House, &all);
    assert_eq!(arranged.block("h").map(|block| (block.floor, block.column)), Some((Floor::Ground, 2)));
    assert_eq!(arranged.block("i").map(|block| block.floor), Some(Floor::Upstairs));
    assert_eq!(arranged.block("c").map(|block| block.floor), Some(Floor::Shared));
    assert_eq!(arranged.block("w"), None, "what is asked before the walk is no place");
    assert!(arranged.has_stairs_at_night());
    // Of a text that says nothing the plain layout is made.
    let plain = Layout::standing(Some("nothing of the kind"), Home::House, &all);
    assert_eq!(plain.block("h").map(|block| block.floor), Some(Floor::Upstairs));
}

#[test]
fn an_area_this_home_does_not_have_is_not_added() {
    let mut walk = walk();
    walk[2] = SectionSummary { not_here: true, ..walk[2].clone() };
    let layout = Layout::standing(None, Home::House, &rooms(&walk, &[], When::Now).all);
    assert_eq!(layout.block("c"), None);
}

#[test]
fn the_room_of_an_area_on_the_same_floor_stands_for_it() {
    let layout = Layout::parse("d ground 0 0 2 1\nd#2 upstairs 0 0 2 1 Landing\nh upstairs 2 0 2 1");
    let on = |floor| layout.of_area("d", floor).map(|block| block.id.as_str());
    assert_eq!(on(Some(Floor::Upstairs)), Some("d#2"));
    assert_eq!(on(Some(Floor::Top)), Some("d"));
    assert_eq!(layout.of_area("d#", None), None);
}

/// The layout is an answer of the plan like any other, and is never asked as one.
#[test]
fn the_plan_keeps_it_and_never_shows_it() {
    let plan = Definition::parse(forms::instruments::PLAN).expect("the plan");
    let item = plan.item(plan.by_link_id(LAYOUT).expect("the question"));
    assert!(item.hidden && item.max_length.is_none() && !item.required);
}
