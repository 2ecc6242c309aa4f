//! The picture itself, drawn with geometry alone. Each block is a link; while the home is arranged, each can be
//! tapped to be chosen instead, and the radios above it are the way without pointing.

use super::looking::{Looking, icon};
use crate::{routes, sheet::Book, ui::icon_address};
use advice::house::{Drawing, Drawn, Line, WALK, night_line};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The picture.
#[component]
pub fn Plan(looking: Looking) -> impl IntoView {
    let visit = Book::here().visit;
    move || {
        let drawing = looking.drawing.get();
        let is_arranged = looking.arranging_now().is_some();
        let (label, role) = match is_arranged {
            true => (format!("{}, being arranged", drawing.title()), "img"),
            false => (drawing.title(), "group"),
        };
        let blocks = drawing.blocks.iter().map(|block| match is_arranged {
            true => moved(looking, block).into_any(),
            false => linked(visit, block).into_any(),
        });
        view! {
            <svg
                class="house__svg"
                viewBox=format!("0 0 {:.0} {:.0}", drawing.paper.width, drawing.height)
                role=role
                aria-label=label
            >
                <Patterns />
                {floors(&drawing)}
                {blocks.collect_view()}
                {move || looking.night.get().then(|| way(looking))}
            </svg>
        }
    }
}

#[component]
fn Patterns() -> impl IntoView {
    view! {
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
    }
}

fn floors(drawing: &Drawing) -> impl IntoView + use<> {
    let heads = drawing.heads.iter().map(|head| {
        view! {
            <text class="house__floor" x=px(head.x) y=px(head.y)>
                {head.floor.words()}
            </text>
        }
    });
    let width = drawing.paper.width;
    let rules: String = drawing.rules.iter().map(|y| format!("M0 {y:.0}H{width:.0}")).collect();
    view! {
        {heads.collect_view()}
        <path class="house__rule" d=rules></path>
    }
}

/// A block that leads to its area.
fn linked(visit: domain::VisitId, block: &Drawn) -> impl IntoView + use<> {
    let spoken = format!("{}, go there", block.spoken());
    let to = routes::area(visit, WALK, &block.room.link_id);
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
    view! {
        <g>
            <a class="house__room" href=to on:click=go>
                <title>{spoken}</title>
                {inside(block)}
            </a>
        </g>
    }
}

/// A block that is chosen by tapping it.
fn moved(looking: Looking, block: &Drawn) -> impl IntoView + use<> {
    let id = StoredValue::new(block.id.clone());
    let is_chosen = move || looking.chosen.with(|chosen| id.with_value(|id| chosen.as_ref() == Some(id)));
    view! {
        <g
            class="house__room"
            data-chosen=move || is_chosen().then_some("")
            on:click=move |_| looking.chosen.set(Some(id.get_value()))
        >
            {inside(block)}
        </g>
    }
}

fn inside(block: &Drawn) -> impl IntoView + use<> {
    let Drawn { x, y, width, height, plate, .. } = *block;
    let glyph = block.glyph.zip(icon(block.room.mark)).map(|(glyph, (icon, class))| {
        view! {
            <svg
                class=format!("house__glyph house__glyph--{class}")
                x=px(glyph.x)
                y=px(glyph.y)
                width=px(glyph.side)
                height=px(glyph.side)
            >
                <use href=icon_address(icon)></use>
            </svg>
        }
    });
    view! {
        <rect class="house__halo" x=px(x - 6.0) y=px(y - 6.0) width=px(width + 12.0) height=px(height + 12.0)></rect>
        <rect
            class=format!("house__block house__block--{}", block.room.mark.code())
            x=px(x)
            y=px(y)
            width=px(width)
            height=px(height)
        ></rect>
        <rect
            class="house__plate"
            x=px(plate.x)
            y=px(plate.y)
            width=px(plate.width)
            height=px(plate.height)
            rx="3"
        ></rect>
        {glyph}
        {written("house__name", &block.title)}
        {written("house__note", &block.note)}
        <rect class="house__ring" x=px(x - 5.0) y=px(y - 5.0) width=px(width + 10.0) height=px(height + 10.0)></rect>
    }
}

fn written(class: &'static str, lines: &[Line]) -> impl IntoView + use<> {
    let line = |line: &Line| {
        view! {
            <text class=class x=px(line.x) y=px(line.y)>
                {line.words.clone()}
            </text>
        }
    };
    lines.iter().map(line).collect_view()
}

/// The way at night. The list says it in words, so it is hidden here.
fn way(looking: Looking) -> impl IntoView {
    let line = looking.drawing.with(|drawing| {
        looking.layout.with(|layout| looking.stops.with(|stops| night_line(drawing, layout, stops)))
    });
    let numbers = line.numbers.iter().map(|number| {
        let half = number.half;
        view! {
            <rect
                class="house__stop"
                x=px(number.x - half)
                y=px(number.y - 11.0)
                width=px(2.0 * half)
                height="22"
                rx="11"
            ></rect>
            <text class="house__stop-number" x=px(number.x) y=px(number.y + 5.5)>
                {number.words.clone()}
            </text>
        }
    });
    view! {
        <g class="house__way" aria-hidden="true">
            <path class="house__way-halo" d=line.path()></path>
            <path class="house__way-line" d=line.path()></path>
            {numbers.collect_view()}
        </g>
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}
