//! What stands around every field page: app bar, rail or tabs, the line for alerts. And the loader
//! that opens a visit once for all its pages.

mod bar;
mod rail;
mod tools;

use super::{
    opened::definition,
    today::{Getting, first_contact},
    veil::{Gone, shown_visit},
};
use crate::{
    local::Local,
    routes,
    sheet::{Book, Thinking},
    ui::{Icon, Lintel, Notice},
};
use domain::VisitId;
use forms::Definition;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::A, hooks::use_params_map};

pub use bar::{DayBar, UndoButton, VisitBar};
pub use rail::{AreaRail, AreaSheet, RailFoot};
pub use tools::Tools;

/// The frame of Today and its neighbours.
#[component]
pub fn DayFrame(
    /// The page: its `main`, and tools if it has any.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="skips">
            <a class="skip" href="#main">
                "Skip to the page"
            </a>
        </div>
        <div class="shell shell--day">
            <div class="shell__top">
                <DayBar />
            </div>
            <nav class="rail rail--day" aria-label="Main">
                <ul class="rail__list">{day_entries("rail__line", true)}</ul>
                <RailFoot />
            </nav>
            {children()}
            <AlertBar />
            <nav class="tabs" aria-label="Main, at the bottom">
                {day_entries("tabs__tab", false)}
            </nav>
        </div>
        <p class="say" id="say" role="status"></p>
    }
}

/// The frame of a page inside a visit.
#[component]
pub fn VisitFrame(
    /// Where the way back leads and what it is called; to Today where nothing is said.
    #[prop(optional, into)]
    back: Option<(String, String)>,
    /// The page and its tools.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="skips">
            <a class="skip" href="#main">
                "Skip to the page"
            </a>
        </div>
        <div class="shell shell--visit">
            <div class="shell__top">
                <VisitBar back=back />
            </div>
            <VisitRail />
            {children()}
            <AlertBar />
        </div>
        <p class="say" id="say" role="status"></p>
    }
}

fn day_entries(class: &'static str, in_rail: bool) -> impl IntoView {
    let local = Local::here();
    let drafts = move || {
        local.visits.with(|visits| {
            visits.iter().filter(|card| card.state.is_open() && card.arrived.is_some()).count()
        })
    };
    let waiting = move || local.unsent.with(|unsent| unsent.total() + unsent.attention());
    let entry = move |to: &'static str, icon: &'static str, name: &'static str, count: Signal<usize>| {
        let number = move || (count.get() > 0).then(|| count.get().to_string());
        let link = view! {
            <A href=to attr:class=class>
                <Icon name=icon />
                <span class=in_rail.then_some("rail__name")>{name}</span>
                <span class=if in_rail { "rail__count" } else { "tabs__count" }>{number}</span>
            </A>
        };
        if in_rail { view! { <li>{link}</li> }.into_any() } else { link.into_any() }
    };
    let none = Signal::stored(0);
    view! {
        {entry(routes::TODAY, "calendar", "Today", none)}
        {entry(routes::DRAFTS, "note", "Drafts", Signal::derive(drafts))}
        {entry(routes::UNSENT, "outbox", "Not sent", Signal::derive(waiting))}
        {entry(routes::DEVICE, "device", "This tablet", none)}
    }
}

/// The visit's own navigation, in place of the day's.
#[component]
fn VisitRail() -> impl IntoView {
    let book = Book::here();
    let visit = book.visit;
    let entry = move |to: String, icon: &'static str, name: String| {
        view! {
            <li>
                <A href=to exact=true attr:class="rail__line">
                    <Icon name=icon />
                    <span class="rail__name">{name}</span>
                </A>
            </li>
        }
    };
    // A visit without a plan (a student's observation) has no findings of its own either.
    let has_plan = book.sheet(advice::PLAN).is_some();
    let forms = book.all().into_iter().filter(|sheet| sheet.id() != advice::PLAN).map(|sheet| {
        let first = sheet
            .definition
            .with_value(|definition| definition.sections().first().map(|section| section.link_id.clone()));
        entry(routes::area(visit, &sheet.id(), &first.unwrap_or_default()), "note", sheet.title())
    });
    view! {
        <nav class="rail" aria-label="Visit">
            <ul class="rail__list">
                {entry(routes::visit(visit), "calendar", "Overview".into())}
                {forms.collect_view()}
                {entry(routes::visit_page(visit, "house"), "house", "House".into())}
                {entry(routes::visit_page(visit, "photos"), "camera", "Photos".into())}
                {has_plan
                    .then(|| {
                        view! {
                            {entry(routes::visit_page(visit, "findings"), "finding", "Findings".into())}
                            {entry(routes::visit_page(visit, "recommendations"), "plan", "Recommendations".into())}
                            {entry(routes::visit_page(visit, "goals"), "ok-line", "Goals".into())}
                            {entry(routes::visit_page(visit, "reasoning"), "note", "Reasoning".into())}
                        }
                    })}
                {entry(routes::visit_page(visit, "missing"), "missing", "Missing".into())}
                {entry(routes::visit_page(visit, "finish"), "pen", "Finish".into())}
                {entry(routes::visit_page(visit, "report"), "print", "Report".into())}
            </ul>
            <RailFoot />
        </nav>
    }
}

/// The reserved line for what asks for attention: a write that failed comes first.
#[component]
pub fn AlertBar() -> impl IntoView {
    let local = Local::here();
    let book = use_context::<Book>();
    view! {
        <div class="alertbar" id="alert" role="alert">
            {move || {
                local
                    .trouble
                    .get()
                    .map(|trouble| {
                        view! {
                            <Icon name="attention" />
                            <p>{trouble.words}</p>
                            {book.map(|book| after_trouble(local, book))}
                            <A href=routes::DEVICE attr:class="btn">
                                "Free room"
                            </A>
                        }
                    })
            }}
        </div>
    }
}

/// What can be done about it inside a visit: answers that wait are tried again, of anything else it is enough to know.
fn after_trouble(local: Local, book: Book) -> AnyView {
    let (word, act): (_, fn(Local, Book)) = match book.is_written() {
        false => ("Try again", |_, book| book.try_again()),
        true => ("Close", |local, _| local.trouble.set(None)),
    };
    view! {
        <button class="btn" type="button" on:click=move |_| act(local, book)>
            {word}
        </button>
    }
    .into_any()
}

/// Opens the visit of the address and hands it down; says so when it is not on this tablet.
#[component]
pub fn WithBook(children: ChildrenFn) -> impl IntoView {
    let local = Local::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("visit")?.parse::<VisitId>().ok()));
    let book = RwSignal::new(None::<Option<Book>>);
    let arrivals = RwSignal::new(0_u32);
    let owner = Owner::current();
    Effect::new(move |before: Option<Option<VisitId>>| {
        let id = id.get();
        arrivals.track();
        if before != Some(id) {
            local.drawn.set(false);
            book.set(None);
        }
        let owner = owner.clone();
        spawn_local(async move {
            let loaded = match id {
                Some(id) => load_parts(local, id).await,
                None => None,
            };
            let made = match owner {
                Some(owner) => owner.with(|| loaded.map(|(open, forms)| Book::new(local, open, forms))),
                None => None,
            };
            book.set(Some(made));
            local.set_drawn_soon();
        });
        id
    });
    Effect::new(move |_| {
        local.tide.get();
        match book.get_untracked() {
            Some(Some(book)) => spawn_local(async move { book.reload().await }),
            // What was not here may have come.
            Some(None) => arrivals.update(|n| *n += 1),
            None => {}
        }
    });
    move || match book.get() {
        None => view! { <p class="say" id="say" role="status"></p> }.into_any(),
        Some(None) if shown_visit().with(Option::is_some) => view! { <Gone /> }.into_any(),
        Some(None) => view! { <NotOnThisTablet /> }.into_any(),
        Some(Some(book)) => {
            provide_context(book);
            provide_context(Thinking::new(book));
            children().into_any()
        }
    }
}

type Parts = (sync::tablet::OpenVisit, Vec<(sync::FormRef, Definition)>);

async fn load_parts(local: Local, id: VisitId) -> Option<Parts> {
    let open = local.tablet().open(id).await.ok()??;
    let mut definitions = Vec::new();
    for form in &open.card.forms {
        definitions.push((form.clone(), definition(local, form).await?));
    }
    Some((open, definitions))
}

/// Opens a visit outside its own pages, for deciding between answers.
pub async fn load_book(local: Local, id: VisitId) -> Option<Book> {
    let (open, forms) = load_parts(local, id).await?;
    Some(Book::new(local, open, forms))
}

#[component]
fn NotOnThisTablet() -> impl IntoView {
    let local = Local::here();
    view! {
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                {move || match first_contact(local) {
                    true => {
                        view! {
                            <Lintel title="Getting this visit".to_owned() />
                            <Getting />
                        }
                            .into_any()
                    }
                    false => {
                        view! {
                            <Lintel title="This visit is not on this tablet".to_owned() />
                            <Notice icon="help">
                                <p>
                                    "It is not prepared, or it belongs to somebody else. Connect once and it comes by itself."
                                </p>
                                <A href=routes::TODAY attr:class="btn">
                                    "Today"
                                </A>
                            </Notice>
                        }
                            .into_any()
                    }
                }}
            </main>
        </DayFrame>
    }
}

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <Lintel title="Not found".to_owned() />
                <p>"It does not exist, or it is not yours to see."</p>
                <div class="actions">
                    <A href=routes::TODAY attr:class="btn btn--primary">
                        "Today"
                    </A>
                </div>
            </main>
        </DayFrame>
    }
}
