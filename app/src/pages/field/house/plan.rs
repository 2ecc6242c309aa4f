//! The picture itself: a plain layout by kind of home, drawn with geometry alone. Where somebody
//! lives is never drawn more exactly than this.

use super::{WALK, rooms::Room};
use crate::{routes, sheet::Book, ui::icon_address};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Left edge, width and height of the rows.
const LEFT: f64 = 96.0;
const WIDTH: f64 = 498.0;
const HEIGHT: f64 = 78.0;
const GAP: f64 = 14.0;
/// Room between floors.
const FLOOR_GAP: f64 = 28.0;

/// A floor: what it is called, and its rows of areas with their share of the width.
struct Floor {
    name: &'static str,
    rows: &'static [&'static [(&'static str, f64)]],
}

/// Short names: the blocks are small, the full name is spoken and stands in the list.
const SHORT: [(&str, &str); 18] = [
    ("A", "Way in"),
    ("B", "Front door"),
    ("C", "Shared parts"),
    ("D", "Hall"),
    ("E", "Stairs"),
    ("F", "Living room"),
    ("G", "Kitchen"),
    ("H", "Bedroom"),
    ("I", "Bath and WC"),
    ("J", "Garden"),
    ("K", "Fire, gas"),
    ("L", "Light"),
    ("M", "Falls"),
    ("N", "Telephone"),
    ("O", "Household"),
    ("P", "Handling"),
    ("Q", "Security"),
    ("W", "Before"),
];

const HOUSE: [Floor; 3] = [
    Floor { name: "Upstairs", rows: &[&[("H", 1.0), ("I", 1.0)], &[("E", 1.0)]] },
    Floor { name: "Ground", rows: &[&[("D", 0.8), ("F", 1.0), ("G", 1.0)]] },
    Floor { name: "Outside", rows: &[&[("A", 0.8), ("B", 1.0), ("J", 1.0)]] },
];
const ONE_FLOOR: [Floor; 2] = [
    Floor { name: "Inside", rows: &[&[("H", 1.0), ("I", 1.0)], &[("D", 0.8), ("F", 1.0), ("G", 1.0)]] },
    Floor { name: "Outside", rows: &[&[("A", 0.8), ("B", 1.0), ("J", 1.0)], &[("E", 1.0)]] },
];
const FLAT: [Floor; 3] = [
    Floor { name: "The flat", rows: &[&[("H", 1.0), ("I", 1.0)], &[("D", 0.8), ("F", 1.0), ("G", 1.0)]] },
    Floor { name: "Shared", rows: &[&[("C", 1.0), ("E", 1.0)]] },
    Floor { name: "Outside", rows: &[&[("A", 0.8), ("B", 1.0), ("J", 1.0)]] },
];
const WHOLE: Floor = Floor {
    name: "Whole",
    rows: &[&[("K", 1.0), ("L", 1.0), ("N", 1.0)], &[("Q", 1.0), ("P", 1.0)], &[("M", 1.0), ("O", 1.0)]],
};

/// A block of the picture.
struct Block {
    room: Room,
    floor: &'static str,
    x: f64,
    y: f64,
    width: f64,
}

/// The picture.
#[component]
pub fn Plan(rooms: Memo<Vec<Room>>, kind: Option<String>) -> impl IntoView {
    let visit = Book::here().visit;
    let kind = StoredValue::new(kind);
    move || {
        let rooms = rooms.get();
        let floors = kind.with_value(|kind| floors(kind.as_deref()));
        let (blocks, heads, height) = laid_out(&rooms, &floors);
        let n_blocks = blocks.len();
        let rules: Vec<String> =
            heads.iter().skip(1).map(|(_, y)| format!("M0 {:.0}H600", y - FLOOR_GAP / 2.0)).collect();
        view! {
            <svg
                class="house__svg"
                viewBox=format!("0 0 600 {height:.0}")
                role="group"
                aria-label=format!("House, {n_blocks} areas")
            >
                <defs>
                    <pattern id="p-concern" width="12" height="12" patternUnits="userSpaceOnUse">
                        <rect class="house__ground-concern" width="12" height="12"></rect>
                        <path class="house__hatch-concern" d="M-3 15L15 -3M-3 3L3 -3M9 15L15 9"></path>
                    </pattern>
                    <pattern id="p-hazard" width="12" height="12" patternUnits="userSpaceOnUse">
                        <rect class="house__ground-hazard" width="12" height="12"></rect>
                        <path class="house__hatch-hazard" d="M0 0L12 12M12 0L0 12"></path>
                    </pattern>
                </defs>
                {heads
                    .iter()
                    .map(|(name, y)| {
                        view! {
                            <text class="house__floor" x="4" y=format!("{:.0}", y + 24.0)>
                                {*name}
                            </text>
                        }
                    })
                    .collect_view()}
                <path class="house__rule" d=rules.join("")></path>
                {blocks.into_iter().map(|block| drawn(visit, block)).collect_view()}
            </svg>
        }
    }
}

fn drawn(visit: domain::VisitId, block: Block) -> impl IntoView {
    let Block { room, floor, x, y, width } = block;
    let words = room.words();
    let spoken = format!("{}, {words}, {}, go there", room.name, floor.to_lowercase());
    let note = room.short_words();
    let name = SHORT.iter().find(|(letter, _)| *letter == room.letter).map_or("", |(_, short)| short);
    let to = routes::area(visit, WALK, &room.link_id);
    let navigate = use_navigate();
    let go = {
        let to = to.clone();
        // The router takes over links of the page, but not those inside a picture.
        move |event: leptos::ev::MouseEvent| {
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                navigate(&to, Default::default());
            }
        }
    };
    let glyph = room.mark.icon();
    let note_x = x + if glyph.is_some() { 36.0 } else { 12.0 };
    let px = |value: f64| format!("{value:.1}");
    view! {
        <g>
        <a class="house__room" href=to on:click=go>
            <title>{spoken}</title>
            <rect class="house__halo" x=px(x - 6.0) y=px(y - 6.0) width=px(width + 12.0) height=px(HEIGHT + 12.0)></rect>
            <rect
                class=format!("house__block house__block--{}", room.mark.block())
                x=px(x)
                y=px(y)
                width=px(width)
                height=px(HEIGHT)
            ></rect>
            <rect class="house__plate" x=px(x + 8.0) y=px(y + 8.0) width=px(width - 16.0) height="48" rx="3"></rect>
            {glyph
                .map(|(icon, class)| {
                    view! {
                        <svg
                            class=format!("house__glyph house__glyph--{class}")
                            x=px(x + 12.0)
                            y=px(y + 34.0)
                            width="18"
                            height="18"
                        >
                            <use href=icon_address(icon)></use>
                        </svg>
                    }
                })}
            <text class="house__name" x=px(x + 12.0) y=px(y + 26.0)>
                {format!("{} {name}", room.letter)}
            </text>
            <text class="house__note" x=px(note_x) y=px(y + 49.0)>
                {note}
            </text>
            <rect class="house__ring" x=px(x - 5.0) y=px(y - 5.0) width=px(width + 10.0) height=px(HEIGHT + 10.0)></rect>
        </a>
        </g>
    }
}

fn floors(kind: Option<&str>) -> Vec<&'static Floor> {
    let of_home: &'static [Floor] = match kind {
        Some("flat") => &FLAT,
        Some("bungalow" | "park-home") => &ONE_FLOOR,
        _ => &HOUSE,
    };
    of_home.iter().chain(std::iter::once(&WHOLE)).collect()
}

/// Blocks with their places, the heads of the floors, and the height of the picture. Areas the form
/// does not have leave their place to their neighbours.
fn laid_out(rooms: &[Room], floors: &[&'static Floor]) -> (Vec<Block>, Vec<(&'static str, f64)>, f64) {
    let (mut blocks, mut heads, mut y) = (Vec::new(), Vec::new(), 6.0);
    for floor in floors {
        let rows: Vec<Vec<(&Room, f64)>> = floor
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .filter_map(|(letter, share)| Some((rooms.iter().find(|r| r.letter == *letter)?, *share)))
                    .collect()
            })
            .filter(|row: &Vec<(&Room, f64)>| !row.is_empty())
            .collect();
        if rows.is_empty() {
            continue;
        }
        heads.push((floor.name, y));
        for row in rows {
            let shares: f64 = row.iter().map(|(_, share)| share).sum();
            let free = WIDTH - GAP * (row.len() - 1) as f64;
            let mut x = LEFT;
            for (room, share) in row {
                let width = free * share / shares;
                blocks.push(Block { room: room.clone(), floor: floor.name, x, y, width });
                x += width + GAP;
            }
            y += HEIGHT + GAP;
        }
        y += FLOOR_GAP - GAP;
    }
    (blocks, heads, y - FLOOR_GAP + GAP)
}
