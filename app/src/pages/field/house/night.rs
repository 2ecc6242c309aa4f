//! The way at night in words: numbered as it is walked. The line in the picture carries the same numbers.

use super::looking::{Day, Looking};
use crate::{
    routes,
    sheet::{Book, with_visit},
    ui::Icon,
};
use advice::{
    Sign,
    house::{Stop, night_facts},
};
use leptos::prelude::*;
use leptos_router::components::A;

/// The list of stops.
#[component]
pub fn NightList(looking: Looking, day: Day) -> impl IntoView {
    let book = Book::here();
    let id = format!("night-{}", day.when.code());
    let facts = Memo::new(move |_| with_visit(book, night_facts));
    let is_clear = Memo::new(move |_| day.stops.with(Vec::is_empty));
    let lines = move || {
        let stops = day.stops.get();
        stops.into_iter().zip(1..).map(|(stop, number)| line(looking, book, stop, number)).collect_view()
    };
    view! {
        <section class="house__night" aria-labelledby=id.clone()>
            <h2 id=id.clone()>"Night route, bed to WC"</h2>
            <div role="status">
                {move || {
                    is_clear
                        .get()
                        .then(|| view! { <p>"Nothing in the way was found. Was the route walked in the dark?"</p> })
                }}
            </div>
            {move || (!is_clear.get()).then(|| view! { <ol class="lines">{lines}</ol> })}
            {move || {
                let facts = facts.get();
                (!facts.is_empty())
                    .then(|| {
                        view! {
                            <ul class="house__facts">
                                {facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}
                            </ul>
                        }
                    })
            }}
        </section>
    }
}

fn line(looking: Looking, book: Book, stop: Stop, number: usize) -> impl IntoView {
    let section = looking.walk.definition.with_value(|form| {
        form.sections().get(usize::from(stop.section)).map(|section| section.link_id.clone())
    });
    let to = routes::item(book.visit, &stop.at.form, &section.unwrap_or_default(), &stop.at.path);
    let (icon, class) = match stop.sign {
        Sign::Hazard | Sign::DoesNotFit => ("hazard", "hazard"),
        Sign::Concern => ("concern", "concern"),
    };
    let place = format!("{}. {}", stop.leg.words(), stop.sign.words());
    let sub = stop.why.map_or_else(|| place.clone(), |why| format!("{place}: {why}"));
    view! {
        <li>
            <A href=to attr:class="line">
                <span class="house__number">{number}</span>
                <span class="line__title">
                    {stop.title}
                    <span class="line__sub">{sub}</span>
                </span>
                <span class=format!("severity severity--{class}")>
                    <Icon name=icon />
                </span>
            </A>
        </li>
    }
}
