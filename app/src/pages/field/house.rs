//! House picture: every area as a block with its worst open finding as pattern, shape and words, in a layout that
//! can be arranged. The list that says the same stands before the picture. What the picture shows, and where, is
//! worked out in `advice::house`.

mod arrange;
mod list;
mod looking;
mod night;
mod plan;

use super::{
    frame::{Tools, VisitFrame},
    preferences::text_size,
};
use crate::{
    routes,
    sheet::{Book, Sheet},
    ui::{Empty, Icon, Lintel},
};
use advice::house::{Paper, WALK, When};
use arrange::Arrange;
use leptos::{ev, html::Button, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use list::{WhenWords, WorstFirst};
use looking::{Day, Looking};
use night::NightList;
use plan::{Patterns, Plan};

/// The smallest words of a picture, beside those of the page.
const SMALLEST_WORDS: f64 = 0.75;

/// The page.
#[component]
pub fn House() -> impl IntoView {
    let book = Book::here();
    view! {
        <leptos_meta::Title text="House - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                {match book.sheet(WALK) {
                    Some(walk) => view! { <Walked walk=walk /> }.into_any(),
                    None => {
                        view! {
                            <Lintel title="House".to_owned() />
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
fn Walked(walk: Sheet) -> impl IntoView {
    let book = Book::here();
    let address = book.card.with_untracked(|card| card.person.address.clone());
    let looking = Looking::new(book, walk);
    let flag = |on: RwSignal<bool>| move || on.get().then_some("");
    view! {
        <Lintel title="House".to_owned() sub=address>
            <WhenFilter looking=looking />
            <Toggle on=looking.night icon="night" word="Night route" />
            {move || {
                looking
                    .can_arrange()
                    .then(|| view! { <Toggle on=looking.arranging icon="tools" word="Arrange" /> })
            }}
            <PictureOrList looking=looking />
        </Lintel>
        <div class="house" data-picture=flag(looking.open)>
            <div class="house__words">
                <WhenWords looking=looking />
                {of_both_days(
                    looking,
                    move |day| {
                        view! {
                            {move || looking.night.get().then(|| view! { <NightList looking=looking day=day /> })}
                            <WorstFirst day=day />
                        }
                            .into_any()
                    },
                )}
            </div>
            <section class="house__picture" id="house-picture" aria-label="Picture">
                {move || looking.arranging_now().map(|plan| view! { <Arrange looking=looking plan=plan /> })}
                <Patterns />
                {of_both_days(looking, move |day| view! { <Plan looking=looking day=day /> }.into_any())}
                {move || {
                    looking.arranging_now().is_none().then(|| view! { <p class="quiet">"Tap a room to go there."</p> })
                }}
            </section>
        </div>
    }
}

/// One beside the other in the same place; the style shows the day that is looked at. The day after the works is made
/// when somebody first looks at it, and stays.
fn of_both_days(
    looking: Looking,
    draw: impl Fn(Day) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let is_wanted = move |day: Day| {
        Memo::new(move |before: Option<&bool>| {
            before.copied().unwrap_or(false) || looking.when.get() == day.when
        })
    };
    let each = looking.days.map(|day| {
        let is_wanted = is_wanted(day);
        let is_shown = move || looking.when.get() == day.when;
        view! {
            <div
                class="house__day"
                data-shown=move || is_shown().then_some("")
                prop:inert=move || looking.reached.get() != day.when
            >
                {move || is_wanted.get().then(|| draw(day))}
            </div>
        }
    });
    view! { <div class="house__days">{each.collect_view()}</div> }
}

/// The home as it is, or as the recommendations would leave it.
#[component]
fn WhenFilter(looking: Looking) -> impl IntoView {
    let option = move |when: When, words: &'static str| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="house-when"
                    value=when.code()
                    prop:checked=move || looking.when.get() == when
                    on:change=move |_| looking.when.set(when)
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend class="sr">"Which day"</legend>
            {option(When::Now, "Now")}
            {option(When::AfterTheWorks, "After the works")}
        </fieldset>
    }
}

#[component]
fn Toggle(on: RwSignal<bool>, icon: &'static str, word: &'static str) -> impl IntoView {
    view! {
        <button
            class="btn"
            type="button"
            aria-pressed=move || on.get().to_string()
            on:click=move |_| on.update(|on| *on = !*on)
        >
            <Icon name=icon />
            {word}
        </button>
    }
}

/// On a narrow page one of the two is shown. The style decides what is narrow, and shows this button there alone;
/// the picture is drawn to match.
#[component]
fn PictureOrList(looking: Looking) -> impl IntoView {
    let button = NodeRef::<Button>::new();
    let look = move || {
        let is_shown = button.try_get_untracked().flatten().is_some_and(|button| button.offset_width() > 0);
        let is_narrow = is_shown || is_too_small();
        if looking.narrow.try_get_untracked().is_some_and(|narrow| narrow != is_narrow) {
            looking.narrow.set(is_narrow);
        }
    };
    Effect::new(move |_| {
        button.track();
        request_animation_frame(look);
    });
    Effect::new(move |_| {
        let resized = window_event_listener(ev::resize, move |_| look());
        on_cleanup(move || resized.remove());
    });
    view! {
        <button
            class="btn house__open"
            type="button"
            node_ref=button
            aria-expanded=move || looking.open.get().to_string()
            aria-controls="house-picture"
            on:click=move |_| looking.open.update(|open| *open = !*open)
        >
            <Icon name="house" />
            {move || if looking.open.get() { "As a list" } else { "See the picture" }}
        </button>
    }
}

/// Whether words on the wide paper would be far smaller than those around the picture.
fn is_too_small() -> bool {
    let picture = document().get_element_by_id("house-picture");
    let width = picture.map_or(0.0, |picture| picture.get_bounding_client_rect().width());
    let percent: f64 = text_size().parse().unwrap_or(100.0);
    width > 0.0 && width / Paper::WIDE.width < SMALLEST_WORDS * percent / 100.0
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
