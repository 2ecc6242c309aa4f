//! House picture: every area as a block in a plain layout of this kind of home, with its worst
//! finding as pattern, shape and words. The list that says the same stands before the picture.

mod plan;
mod rooms;

use super::frame::{Tools, VisitFrame};
use crate::{
    routes,
    sheet::{Book, Sheet},
    ui::{DoorSwing, Empty, Icon, Lintel},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};
use plan::Plan;
use rooms::{Room, rooms};

/// The form that walks through the home.
const WALK: &str = "home-environment";

/// The page.
#[component]
pub fn House() -> impl IntoView {
    let book = Book::here();
    let address = book.card.with_untracked(|card| card.person.address.clone());
    view! {
        <leptos_meta::Title text="House - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="House".to_owned() sub=address />
                {match book.sheet(WALK) {
                    Some(sheet) => view! { <Picture sheet=sheet /> }.into_any(),
                    None => {
                        view! {
                            <Empty title="No house picture">
                                <p>"This kind of visit has no walk through the home."</p>
                            </Empty>
                        }
                            .into_any()
                    }
                }}
            </main>
            <nav class="tools" aria-label="Visit tools">
                <Onward />
            </nav>
        </VisitFrame>
    }
}

#[component]
fn Picture(sheet: Sheet) -> impl IntoView {
    let book = Book::here();
    let kind = book.card.with_untracked(|card| card.person.background.home_kind.clone());
    let all = Memo::new(move |_| sheet.sections.with(|sections| rooms(sections)));
    let worst_first = Memo::new(move |_| {
        let mut shown: Vec<Room> = all.get().into_iter().filter(Room::is_asked).collect();
        shown.sort_by_key(|room| room.mark);
        shown
    });
    let left_out = move || {
        let names: Vec<String> =
            all.get().into_iter().filter(|room| !room.is_asked()).map(|room| room.name).collect();
        (!names.is_empty()).then(|| format!("Not in this home: {}.", names.join(", ")))
    };
    let open = RwSignal::new(false);
    view! {
        <div class="house">
            <section class="house__list" aria-labelledby="worst">
                <h2 id="worst">"Worst first"</h2>
                <ul class="lines">
                    <For each=move || worst_first.get() key=|room| (room.link_id.clone(), room.words()) let:room>
                        {line(book, room)}
                    </For>
                </ul>
                {move || left_out().map(|words| view! { <p class="quiet">{words}</p> })}
                <button
                    class="btn house__open"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    aria-controls="house-picture"
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <Icon name="house" />
                    {move || if open.get() { "Hide the picture" } else { "See the picture" }}
                </button>
            </section>
            <section
                class="house__picture"
                id="house-picture"
                aria-label="Picture"
                data-open=move || open.get().then_some("")
            >
                <Plan rooms=all kind=kind />
                <p class="quiet">"Tap a room to go there."</p>
            </section>
        </div>
    }
}

fn line(book: Book, room: Room) -> impl IntoView {
    let to = routes::area(book.visit, WALK, &room.link_id);
    let words = room.words();
    let mark = match room.mark.icon() {
        Some((icon, class)) => view! {
            <span class=format!("severity severity--{class}")>
                <Icon name=icon />
            </span>
        }
        .into_any(),
        None => view! { <DoorSwing part=room.part() /> }.into_any(),
    };
    view! {
        <li>
            <A href=to attr:class="line">
                {mark}
                <span class="line__title">
                    {room.name}
                    <span class="line__sub">{words}</span>
                </span>
                <Icon name="next" />
            </A>
        </li>
    }
}

/// The action bar of the house: on with the walk, at the first unanswered question of any form.
#[component]
fn Onward() -> impl IntoView {
    let book = Book::here();
    let navigate = use_navigate();
    let next = Memo::new(move |_| book.all().into_iter().find_map(|sheet| next_in(book, sheet)));
    let label = Signal::derive(move || next.get().map(|(_, label)| label));
    let go = move || {
        let to = match next.get_untracked() {
            Some((to, _)) => to,
            None => routes::visit_page(book.visit, "missing"),
        };
        navigate(&to, NavigateOptions::default());
    };
    view! { <Tools next=label go=go /> }
}

/// The first unanswered question of a form: where it is, and what it is called.
fn next_in(book: Book, sheet: Sheet) -> Option<(String, String)> {
    sheet.view.with(|view| {
        sheet.definition.with_value(|definition| {
            let path = sheet
                .answers
                .with_untracked(|answers| view.next_unanswered(definition, answers, None, false))?;
            let section = definition.sections().get(usize::from(view.node(&path)?.section))?;
            let label = definition.item(definition.item_at(&path)?).label();
            Some((routes::item(book.visit, &sheet.id(), &section.link_id, &path), label))
        })
    })
}
