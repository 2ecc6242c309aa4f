//! The picture itself, drawn with geometry alone. Each block is a link; while the home is arranged, each can be
//! tapped to be chosen instead, and the radios above it are the way without pointing.

use super::looking::{Day, Looking};
use crate::{routes, sheet::Book};
use advice::house::{Drawn, WALK, block_svg, night_line};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The picture. A block that changes is drawn anew by itself, and keeps the focus: the rest stays as it is.
#[component]
pub fn Plan(looking: Looking, day: Day) -> impl IntoView {
    let visit = Book::here().visit;
    let is_arranged = Memo::new(move |_| looking.arranging_now().is_some());
    let title = Memo::new(move |_| day.drawing.with(|drawing| drawing.title()));
    let size = Memo::new(move |_| day.drawing.with(|drawing| (drawing.paper.width, drawing.height)));
    let ids = Memo::new(move |_| {
        day.drawing.with(|drawing| drawing.blocks.iter().map(|block| block.id.clone()).collect::<Vec<_>>())
    });
    let label = move || match is_arranged.get() {
        true => format!("{}, being arranged", title.get()),
        false => title.get(),
    };
    let block = move |id: String| match is_arranged.get() {
        true => moved(looking, day, id).into_any(),
        false => linked(visit, day, id).into_any(),
    };
    view! {
        <svg
            class="house__svg"
            viewBox=move || size.with(|(width, height)| format!("0 0 {width:.0} {height:.0}"))
            role=move || if is_arranged.get() { "img" } else { "group" }
            aria-label=label
        >
            {floors(day)}
            <For each=move || ids.get() key=move |id| (id.clone(), is_arranged.get()) children=block />
            {move || looking.night.get().then(|| way(looking, day))}
        </svg>
    }
}

/// The patterns of the marks, for both days.
#[component]
pub fn Patterns() -> impl IntoView {
    view! {
        <svg class="house__patterns" aria-hidden="true">
            <pattern id="p-concern" width="12" height="12" patternUnits="userSpaceOnUse">
                <rect class="house__ground-concern" width="12" height="12"></rect>
                <path class="house__hatch-concern" d="M-3 15L15 -3M-3 3L3 -3M9 15L15 9"></path>
            </pattern>
            <pattern id="p-hazard" width="12" height="12" patternUnits="userSpaceOnUse">
                <rect class="house__ground-hazard" width="12" height="12"></rect>
                <path class="house__hatch-hazard" d="M0 0L12 12M12 0L0 12"></path>
            </pattern>
        </svg>
    }
}

fn floors(day: Day) -> impl IntoView {
    let parts = Memo::new(move |_| {
        day.drawing.with(|drawing| (drawing.heads.clone(), drawing.rules.clone(), drawing.paper.width))
    });
    move || {
        let (heads, rules, width) = parts.get();
        let heads = heads.into_iter().map(|head| {
            view! {
                <text class="house__floor" x=px(head.x) y=px(head.y)>
                    {head.floor.words()}
                </text>
            }
        });
        let rules: String = rules.iter().map(|y| format!("M0 {y:.0}H{width:.0}")).collect();
        view! {
            {heads.collect_view()}
            <path class="house__rule" d=rules></path>
        }
    }
}

/// Something about one block, following its changes alone.
fn of_block(day: Day, id: &str, what: fn(&Drawn) -> String) -> Memo<Option<String>> {
    let id = id.to_owned();
    Memo::new(move |_| {
        day.drawing.with(|drawing| drawing.blocks.iter().find(|block| block.id == id).map(what))
    })
}

/// A block that leads to its area.
fn linked(visit: domain::VisitId, day: Day, id: String) -> impl IntoView {
    let area = of_block(day, &id, |block| block.room.link_id.clone());
    let to = Memo::new(move |_| area.get().map(|area| routes::area(visit, WALK, &area)));
    // As text: the browser reads it faster than we could build it piece by piece.
    let inside = of_block(day, &id, |block| block_svg(block, &format!("{}, go there", block.spoken())));
    let navigate = use_navigate();
    // The router takes over links of the page, but not those inside a picture.
    let go = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key())
            && let Some(to) = to.get_untracked()
        {
            event.prevent_default();
            navigate(&to, Default::default());
        }
    };
    view! {
        <g>
            <a class="house__room" href=to on:click=go inner_html=move || inside.get().unwrap_or_default()></a>
        </g>
    }
}

/// A block that is chosen by tapping it.
fn moved(looking: Looking, day: Day, id: String) -> impl IntoView {
    let inside = of_block(day, &id, |block| block_svg(block, &block.spoken()));
    let id = StoredValue::new(id);
    let is_chosen = move || looking.chosen.with(|chosen| id.with_value(|id| chosen.as_ref() == Some(id)));
    view! {
        <g
            class="house__room"
            data-chosen=move || is_chosen().then_some("")
            on:click=move |_| looking.chosen.set(Some(id.get_value()))
            inner_html=move || inside.get().unwrap_or_default()
        ></g>
    }
}

/// The way at night. The list says it in words, so it is hidden here.
fn way(looking: Looking, day: Day) -> impl IntoView {
    let line = day.drawing.with(|drawing| {
        looking.layout.with(|layout| day.stops.with(|stops| night_line(drawing, layout, stops)))
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
