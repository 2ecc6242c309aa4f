//! The picture in words, the worst first: it says all that the picture says, and is what prints first.

use super::looking::{Day, Looking, icon};
use crate::{
    routes,
    sheet::{Book, Thoughts},
    ui::{DoorSwing, Icon},
};
use advice::{
    PLAN,
    house::{Room, WALK, When, after_the_works},
};
use leptos::prelude::*;
use leptos_router::components::A;

/// The list.
#[component]
pub fn WorstFirst(day: Day) -> impl IntoView {
    let book = Book::here();
    let id = format!("worst-{}", day.when.code());
    let worst_first = Memo::new(move |_| day.rooms.with(|rooms| rooms.worst_first()));
    let not_here = move || {
        let names = day.rooms.with(|rooms| rooms.not_here());
        (!names.is_empty())
            .then(|| view! { <p class="quiet">{format!("Not in this home: {}.", names.join(", "))}</p> })
    };
    view! {
        <section class="house__list" aria-labelledby=id.clone()>
            <h2 id=id.clone()>"Worst first"</h2>
            <ul class="lines">
                <For each=move || worst_first.get() key=|room| (room.link_id.clone(), room.words()) let:room>
                    {line(book, room)}
                </For>
            </ul>
            <Elsewhere day=day />
            {not_here}
        </section>
    }
}

/// What the day after the works depends on.
#[component]
pub fn WhenWords(looking: Looking) -> impl IntoView {
    let plan = Thoughts::here().plan;
    // Always a line, and told a moment later: neither must hold up the picture of the day that comes.
    let words = move || match looking.reached.get() {
        When::Now => "As the home is now.".to_owned(),
        When::AfterTheWorks => format!("After the works: {}.", plan.with(|plan| after_the_works(plan))),
    };
    view! { <p class="house__when" role="status">{words}</p> }
}

fn line(book: Book, room: Room) -> impl IntoView {
    let to = routes::area(book.visit, WALK, &room.link_id);
    let (name, words, part) = (room.name(), room.words(), room.part());
    let mark = match icon(room.mark) {
        Some((icon, class)) => view! {
            <span class=format!("severity severity--{class}")>
                <Icon name=icon />
            </span>
        }
        .into_any(),
        None => view! { <DoorSwing part=part /> }.into_any(),
    };
    view! {
        <li>
            <A href=to attr:class="line">
                {mark}
                <span class="line__title">
                    {name}
                    <span class="line__sub">{words}</span>
                </span>
                <Icon name="next" />
            </A>
        </li>
    }
}

/// What was found and belongs to no area stands in no block: it is said here.
#[component]
fn Elsewhere(day: Day) -> impl IntoView {
    let book = Book::here();
    let words = move || day.rooms.with(|rooms| rooms.elsewhere.words());
    move || {
        let words = format!("Not in one area: {}.", words()?);
        let to = routes::visit_page(book.visit, "findings");
        let findings = book.sheet(PLAN).map(|_| view! { " " <A href=to attr:class="link">"Findings"</A> });
        Some(view! { <p>{words} {findings}</p> })
    }
}
