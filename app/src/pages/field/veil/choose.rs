//! Before anything is shown: what of the plan the person is to see. Nothing is shown that is not ticked here.

use super::{
    agreement::Agreement,
    flag::{self, Part},
};
use crate::{
    pages::field::{frame::VisitFrame, lock::set_signal},
    routes,
    sheet::{Book, counted},
    ui::{Icon, Lintel, Notice},
};
use advice::Shown;
use leptos::prelude::*;
use leptos_router::components::A;

/// The page before showing.
#[component]
pub fn Choose(shown: Memo<Shown>) -> impl IntoView {
    let book = Book::here();
    let name = book.card.with_untracked(|card| card.person.polite_name());
    let parts = RwSignal::new(Part::USUAL.to_vec());
    let asked = RwSignal::new(false);
    let is_empty = Memo::new(move |_| {
        shown.with(|shown| parts.with(|parts| !parts.iter().any(|part| has(*part, shown))))
    });
    let show = move |_| match is_empty.get_untracked() {
        true => asked.set(true),
        false => flag::raise(book.visit, &parts.get_untracked()),
    };
    let without_lock = move || set_signal().get() == Some(false);
    view! {
        <leptos_meta::Title text="Show - visit - Threshold" />
        <VisitFrame>
            <main class="page page--form" id="main" tabindex="-1">
                <Lintel
                    title=format!("Show to {name}")
                    sub="Only what is ticked here is shown, in large words. Nothing else can be opened until the tablet is back with you."
                        .to_owned()
                />
                <fieldset class="choices choices--boxed">
                    <legend class="item__q">"What is shown"</legend>
                    {Part::ALL.into_iter().map(|part| view! { <PartChoice part=part parts=parts shown=shown /> }).collect_view()}
                </fieldset>
                {move || unfinished(book, shown.with(|shown| shown.n_unfinished))}
                <Answered book=book />
                {move || {
                    without_lock()
                        .then(|| {
                            view! {
                                <Notice icon="lock">
                                    <p>
                                        "This tablet has no passphrase: whoever says that they are you gets back into the visit."
                                    </p>
                                </Notice>
                            }
                        })
                }}
                <div role="status">
                    {move || {
                        (is_empty.get() && asked.get())
                            .then(|| {
                                view! {
                                    <Notice icon="curtain">
                                        <p>"Nothing to show yet. Write a goal or a recommendation first."</p>
                                    </Notice>
                                }
                            })
                    }}
                </div>
                <div class="actions actions--fill">
                    <button class="btn btn--primary" type="button" on:click=show>
                        <Icon name="curtain" />
                        {format!("Show to {name}")}
                    </button>
                </div>
            </main>
        </VisitFrame>
    }
}

#[component]
fn PartChoice(part: Part, parts: RwSignal<Vec<Part>>, shown: Memo<Shown>) -> impl IntoView {
    let id = format!("show-{part:?}").to_lowercase();
    let (name_id, hint_id) = (format!("{id}-name"), format!("{id}-hint"));
    let toggle = move |_| {
        parts.update(|parts| match parts.contains(&part) {
            true => parts.retain(|one| *one != part),
            false => parts.push(part),
        });
    };
    view! {
        <label class="choice" for=id.clone()>
            <input
                class="choice__input"
                type="checkbox"
                id=id.clone()
                aria-labelledby=name_id.clone()
                aria-describedby=hint_id.clone()
                prop:checked=move || parts.with(|parts| parts.contains(&part))
                on:change=toggle
            />
            <span id=name_id>{name_of(part)}</span>
            <span class="choice__hint" id=hint_id>
                {move || shown.with(|shown| hint(part, shown))}
            </span>
        </label>
    }
}

fn name_of(part: Part) -> &'static str {
    match part {
        Part::Goals => "What matters, and goals",
        Part::Plan => "The plan",
        Part::Next => "What happens next",
        Part::Costs => "What things cost",
    }
}

fn hint(part: Part, shown: &Shown) -> String {
    let costs = shown.plan.iter().filter(|one| one.cost.is_some()).count();
    let words = match part {
        Part::Goals => {
            let quote = shown.matters.as_ref().map(|_| "their own words".to_owned());
            let both: Vec<String> = quote.into_iter().chain(counted(shown.goals.len(), "goal")).collect();
            Some(both.join(" and ")).filter(|words| !words.is_empty())
        }
        Part::Plan => counted(shown.plan.len(), "recommendation"),
        Part::Next => counted(shown.next.len(), "next step"),
        Part::Costs => counted(costs, "recommendation").map(|n| format!("{n} with a cost")),
    };
    words.unwrap_or_else(|| "Nothing written yet".to_owned())
}

/// Whether a part has anything to show by itself.
fn has(part: Part, shown: &Shown) -> bool {
    match part {
        Part::Goals => shown.matters.is_some() || !shown.goals.is_empty(),
        Part::Plan => !shown.plan.is_empty(),
        Part::Next => !shown.next.is_empty(),
        Part::Costs => false,
    }
}

/// What is held back, so that nobody wonders.
fn unfinished(book: Book, n: usize) -> Option<impl IntoView> {
    let words = match n {
        0 => return None,
        1 => {
            "1 recommendation is held back: it has no words for the person yet, or blanks in them.".to_owned()
        }
        n => format!(
            "{n} recommendations are held back: they have no words for the person yet, or blanks in them."
        ),
    };
    Some(view! {
        <Notice icon="plan">
            <p>{words}</p>
            <A href=routes::visit_page(book.visit, "recommendations") attr:class="link">
                "Recommendations"
            </A>
        </Notice>
    })
}

/// What the person answered already.
#[component]
fn Answered(book: Book) -> impl IntoView {
    let said = Agreement::of(book).map(Agreement::in_words);
    move || {
        let words = said.and_then(|said| said.get())?;
        Some(view! {
            <Notice icon="pen">
                <p>{format!("Answered: {words}")}</p>
                <A href=routes::area(book.visit, advice::PLAN, "pl-agreement") attr:class="link">
                    "Agreement"
                </A>
            </Notice>
        })
    }
}
