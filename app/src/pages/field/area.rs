//! One area of a form: one continuous page of items, with the rail beside it and the way on at the
//! bottom. The visit form, the walk through the home, the student observation and any other form
//! are drawn by this same page.

mod comments;

use super::{
    frame::{AlertBar, AreaRail, AreaSheet, Tools, VisitBar},
    missing::{Gap, gaps, href, needed_to_finish},
};
use crate::{
    local::now,
    routes::{self, item_id},
    sheet::{AreaItems, Book, Later, N_FIRST, Sheet, TakeOver},
    ui::{Icon, Lintel, Private, focus_item, focus_item_soon},
};
use comments::Comments;
use forms::{AnswerPath, Definition, SectionSummary};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_location, use_navigate, use_params_map},
};

/// The page: finds the form and the section of the address.
#[component]
pub fn Area() -> impl IntoView {
    let book = Book::here();
    let params = use_params_map();
    let place = Memo::new(move |_| {
        params.with(|params| {
            (params.get("form").unwrap_or_default(), params.get("section").unwrap_or_default())
        })
    });
    move || {
        let (form, section) = place.get();
        match book.sheet(&form) {
            Some(sheet) => {
                let at =
                    sheet.definition.with_value(|d| d.sections().iter().position(|s| s.link_id == section));
                match at {
                    Some(at) => view! { <Section sheet=sheet at=at /> }.into_any(),
                    None => view! { <super::NotFound /> }.into_any(),
                }
            }
            None => view! { <super::NotFound /> }.into_any(),
        }
    }
}

#[component]
fn Section(sheet: Sheet, at: usize) -> impl IntoView {
    let book = Book::here();
    let section = sheet.definition.with_value(|definition| definition.sections()[at].clone());
    let has_tables = sheet.definition.with_value(Definition::has_tables);
    let current = Signal::stored(section.link_id.clone());
    let summary = Memo::new(move |_| {
        sheet.sections.with(|all| all.get(at).map(|s| (s.asked, s.answered, s.must_open, s.not_here)))
    });
    let count = Signal::derive(move || match summary.get() {
        Some((_, _, _, true)) => "Not here".to_owned(),
        Some((asked, answered, _, _)) => format!("{answered} of {asked} answered"),
        None => String::new(),
    });
    let name = match &section.letter {
        Some(letter) => format!("{letter} {}", section.title),
        None => section.title.clone(),
    };
    let areas = RwSignal::new(false);
    if !use_location().hash.get_untracked().is_empty() {
        // Somebody was sent to one question: it must be there to be scrolled to.
        book.local.drawn.set(true);
    }
    arrive(sheet);
    remember_place(book, sheet, section.link_id.clone());
    let must_words = move || format!("Must-do only ({})", summary.get().map_or(0, |summary| summary.2));
    view! {
        <leptos_meta::Title text=format!("{} - visit - Threshold", section.title) />
        <div class="skips">
            <a class="skip" href="#main">
                "Skip to questions"
            </a>
            <a class="skip" href="#next">
                "Skip to next unanswered"
            </a>
        </div>
        <div class="shell shell--visit">
            <div class="shell__top">
                <VisitBar back=Some((routes::visit(book.visit), "Visit".to_owned())) />
                <nav class="areabar" aria-label="Areas">
                    <button class="bar__button areabar__list" type="button" aria-haspopup="dialog" on:click=move |_| areas.set(true)>
                        <span class="areabar__name">{name}</span>
                        <span class="areabar__count">{count}</span>
                        <Icon name="down" small=true />
                    </button>
                    <super::frame::UndoButton class="bar__button" />
                </nav>
                <AreaSheet sheet=sheet current=current open=areas />
            </div>
            <AreaRail sheet=sheet current=current />
            <main class="page page--form" class=("page--wide", has_tables) id="main" tabindex="-1">
                <Lintel title=section.title.clone() letter=section.letter.clone().unwrap_or_default() count=count>
                    <button
                        class="btn"
                        type="button"
                        aria-pressed=move || sheet.must_only.get().to_string()
                        on:click=move |_| sheet.must_only.update(|must| *must = !*must)
                    >
                        <Icon name="filter" />
                        {must_words}
                    </button>
                </Lintel>
                <super::overview::SignedNotice />
                <Private>
                    <Comments sheet=sheet section=at />
                    <TakeOver
                        sheet=sheet
                        section=at
                        taken=Callback::new(|path: AnswerPath| focus_item(&item_id(&path)))
                    />
                    <AreaItems sheet=sheet section=section.clone() n_first=N_FIRST />
                    <Later>
                        <Closing sheet=sheet at=at />
                    </Later>
                </Private>
            </main>
            <AlertBar />
            <nav class="tools" aria-label="Visit tools">
                <Later>
                    <Onward sheet=sheet at=at />
                </Later>
            </nav>
        </div>
        <p class="say" id="say" role="status"></p>
    }
}

/// Brings the item of the address into view and marks it until the next tap.
pub fn arrive(sheet: Sheet) {
    let location = use_location();
    Effect::new(move |_| {
        let hash = location.hash.get();
        let id = hash.trim_start_matches('#').to_owned();
        if id.is_empty() {
            return;
        }
        let path = sheet.view.with_untracked(|view| {
            view.nodes.iter().find(|node| item_id(&node.path) == id).map(|node| node.path.clone())
        });
        sheet.mark(path);
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(30).await;
            focus_item(&id);
        });
    });
}

/// Remembers, at each change, where somebody was.
fn remember_place(book: Book, sheet: Sheet, section: String) {
    Effect::new(move |before: Option<()>| {
        let last = book.undo.with(|steps| steps.last().cloned());
        let Some(step) = last.filter(|step| step.form == sheet.id()) else {
            return;
        };
        if before.is_none() {
            return;
        }
        let path = step.before.first().map(|(path, _)| path.without_facet().to_string());
        let place = sync::Place {
            form: sheet.id(),
            section: section.clone(),
            path: path.unwrap_or_default(),
            at: now(),
        };
        sheet.mark(None);
        spawn_local(async move {
            // Only a convenience: when it cannot be kept, the answer itself still is.
            let _ = book.local.tablet().set_place(book.visit, &place).await;
        });
    });
}

/// The card at the end of an area.
#[component]
fn Closing(sheet: Sheet, at: usize) -> impl IntoView {
    let book = Book::here();
    let shown = Memo::new(move |_| {
        sheet.sections.with(|sections| Some((sections.get(at)?.clone(), next_section(sections, at))))
    });
    move || {
        let (here, next) = shown.get()?;
        let left = here.asked.saturating_sub(here.answered);
        let form = sheet.id();
        let words = match (here.not_here, left) {
            (true, _) | (_, 0) => format!("{} is complete.", here.title),
            (_, 1) => format!("1 left in {}.", here.title),
            (_, n) => format!("{n} left in {}.", here.title),
        };
        Some(view! {
            <div class="card closing">
                <p hidden=sheet.read_only>{words}</p>
                <div class="actions">
                    {next
                        .map(|next| {
                            view! {
                                <A href=routes::area(book.visit, &form, &next.link_id) attr:class="btn">
                                    {format!("Next area: {}", next.title)}
                                    <Icon name="next" />
                                </A>
                            }
                        })}
                    <A href=routes::visit_page(book.visit, "missing") attr:class="btn">
                        "What is missing"
                    </A>
                </div>
            </div>
        })
    }
}

fn next_section(sections: &[SectionSummary], at: usize) -> Option<SectionSummary> {
    sections.iter().skip(at + 1).find(|section| section.enabled).cloned()
}

/// The action bar of an area: on to the next unanswered question, in whichever area it is.
#[component]
fn Onward(sheet: Sheet, at: usize) -> impl IntoView {
    let book = Book::here();
    let navigate = use_navigate();
    let target = Memo::new(move |_| next_target(sheet, at));
    let needed = Memo::new(move |_| book.finishing.get().then(|| next_needed(book, sheet)).flatten());
    let label = Signal::derive(move || {
        if book.finishing.get() {
            return needed.with(|gap| gap.as_ref().map(|gap| gap.label.clone()));
        }
        target.get().map(|(_, path)| {
            sheet
                .definition
                .with_value(|d| d.item_at(&path).map(|item| d.item(item).label()).unwrap_or_default())
        })
    });
    let go = move || {
        if book.finishing.get_untracked() {
            let gap = untrack(|| next_needed(book, sheet));
            let to = match &gap {
                Some(gap) => href(book.visit, gap),
                None => routes::visit_page(book.visit, "missing"),
            };
            navigate(&to, NavigateOptions::default());
            // It may be what stands in the address already.
            if let Some(gap) = gap.filter(|gap| gap.form == sheet.id()) {
                let path = gap.path.without_facet();
                focus_item_soon(item_id(&path));
                sheet.mark(Some(path));
            }
            return;
        }
        // Asked anew: the label may be a breath behind.
        let Some((section, path)) = untrack(|| next_target(sheet, at)) else {
            navigate(&routes::visit_page(book.visit, "missing"), NavigateOptions::default());
            return;
        };
        sheet.mark(Some(path.clone()));
        let to = routes::item(book.visit, &sheet.id(), &section, &path);
        let id = item_id(&path);
        navigate(&to, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(60).await;
            focus_item(&id);
        });
    };
    view! { <Tools next=label needed=book.finishing go=go /> }
}

/// What else is needed before signing, first of all.
fn next_needed(book: Book, sheet: Sheet) -> Option<Gap> {
    book.follow_sums();
    let here = sheet.marked.get();
    let is_here = |gap: &Gap| gap.form == sheet.id() && Some(gap.path.without_facet()) == here;
    untrack(|| needed_to_finish(&gaps(book)).into_iter().find(|gap| !is_here(gap)).cloned())
}

/// The next unanswered question after what was touched last, with its section.
fn next_target(sheet: Sheet, at: usize) -> Option<(String, AnswerPath)> {
    let must_only = sheet.must_only.get();
    sheet.follow_sums();
    sheet.view.with_untracked(|view| {
        sheet.definition.with_value(|definition| {
            let from = sheet.marked.get().or_else(|| {
                // From the top of this area when nothing in it was marked.
                let first = view.nodes.iter().position(|node| usize::from(node.section) == at)?;
                first.checked_sub(1).map(|before| view.nodes[before].path.clone())
            });
            let path = sheet.answers.with_untracked(|answers| {
                view.next_unanswered(definition, answers, from.as_ref(), must_only)
            })?;
            let section = view.node(&path)?.section;
            let id = definition.sections().get(usize::from(section))?.link_id.clone();
            Some((id, path))
        })
    })
}
