//! The frame of an office page: who may open it, the top bar of the role, and what stands in its
//! place when it cannot be shown. Pages hand in their data and how it is drawn.

use super::sign_out::SignOutButton;
use crate::{
    api::session::{Asked, enter, nowhere},
    error::AppError,
    routes,
    session::{Desk, Entry, Page},
    ui::{DoorSwing, Icon, Lintel, focus},
};
use domain::people::Person;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, str::FromStr};
use sync::desk::Counts;

/// How long what was done stands on the page: long enough to read it twice.
const SAID_MS: u32 = 8_000;

/// The window's title of a page with a form: says first when something is wrong.
#[component]
pub fn FormTitle(
    /// What the page is called.
    title: &'static str,
    /// True while something is wrong.
    wrong: Signal<bool>,
) -> impl IntoView {
    // The server writes the title after the page, when what it follows may be gone already, or goes while it
    // is read: there it is as it was at first.
    let at_first = wrong.get_untracked();
    let on_server = is_server();
    let words = move || match if on_server { at_first } else { wrong.try_get().unwrap_or(at_first) } {
        true => format!("Error: {title} - Threshold"),
        false => format!("{title} - Threshold"),
    };
    view! { <Title text=words /> }
}

/// A page of the office: drawn once the caller is known to have it and `data` is there.
#[component]
pub fn Office<T, D>(
    /// Which page, for access and for the top bar.
    page: Page,
    /// Area and kind for the window's title, never a person.
    #[prop(into)]
    title: String,
    /// A page of running text or one form.
    #[prop(optional)]
    text: bool,
    /// What it shows.
    data: Resource<Result<T, AppError>>,
    /// Draws it.
    draw: D,
) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    D: Fn(T, Desk) -> AnyView + Clone + Send + Sync + 'static,
{
    let desk = Resource::new(|| (), move |()| enter(Asked { page }));
    provide_context(FreshCounts { page, counts: RwSignal::new(None) });
    let heading = title.clone();
    view! {
        <Title text=format!("{title} - Threshold") />
        <Transition>
            {move || {
                let (draw, heading) = (draw.clone(), heading.clone());
                Suspend::new(async move {
                    let desk = match desk.await {
                        Ok(desk) => desk,
                        Err(error) => return bare(error, &heading),
                    };
                    let inside = match data.await {
                        Ok(data) => draw(data, desk.clone()),
                        Err(error) => {
                            let home = routes::landing(desk.me.role);
                            return framed(page, desk, true, trouble(error, &heading, home));
                        }
                    };
                    framed(page, desk, text, inside)
                })
            }}
        </Transition>
    }
}

/// The numbers of the top bar, since something on the page changed them.
#[derive(Clone, Copy)]
struct FreshCounts {
    page: Page,
    counts: RwSignal<Option<Counts>>,
}

/// What a page runs when it changed how much waits: the top bar asks again. Taken while the page is drawn.
pub fn fresh_counts() -> Callback<()> {
    let fresh = use_context::<FreshCounts>();
    Callback::new(move |()| {
        let Some(FreshCounts { page, counts }) = fresh else { return };
        leptos::task::spawn_local(async move {
            if let Ok(desk) = enter(Asked { page }).await {
                counts.set(Some(desk.counts));
            }
        });
    })
}

/// Data by the id in the address; an id that is none leads to "not found".
pub fn by_id<I, T, F, Fut>(name: &'static str, load: F) -> Resource<Result<T, AppError>>
where
    I: FromStr + Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    F: Fn(I) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let params = use_params_map();
    let id = move || params.read().get(name).and_then(|text| text.parse::<I>().ok());
    Resource::new(id, move |id| {
        let load = load.clone();
        async move {
            match id {
                Some(id) => load(id).await,
                None => nowhere().await.and(Err(AppError::NotFound)),
            }
        }
    })
}

fn framed(page: Page, desk: Desk, text: bool, inside: AnyView) -> AnyView {
    let class = if text { "page page--text" } else { "page" };
    view! {
        <div class="office">
            <TopBar page=page desk=desk />
            <main class=class id="main" tabindex="-1">
                {inside}
            </main>
        </div>
    }
    .into_any()
}

/// Without a frame: nobody is known to be signed in, or the page is not this role's.
fn bare(error: AppError, heading: &str) -> AnyView {
    view! {
        <div class="office">
            <header class="topbar">
                <Brand href=routes::HOME />
            </header>
            <main class="page page--text" id="main" tabindex="-1">
                {trouble(error, heading, routes::HOME)}
            </main>
        </div>
    }
    .into_any()
}

#[component]
fn Brand(href: &'static str) -> impl IntoView {
    view! {
        <a class="bar__brand" href=href rel="external">
            <Icon name="door-swing" />
            <span>"Threshold"</span>
        </a>
    }
}

#[component]
fn TopBar(page: Page, desk: Desk) -> impl IntoView {
    let entry = move |entry: Entry| {
        let stands_under = if page == Page::Diary { Page::Caseload } else { page };
        let here = entry.page == stands_under && page != Page::Nowhere;
        let rel = entry.href.starts_with("/app").then_some("external");
        let count = (entry.count > 0).then(|| view! { <span class="topbar__count">{entry.count}</span> });
        view! {
            <li>
                <a class="topbar__entry" href=entry.href rel=rel aria-current=here.then_some("page")>
                    <span>{entry.word}</span>
                    {count}
                </a>
            </li>
        }
    };
    let (name, role) = (desk.me.signatory.name.clone(), desk.role_word());
    let home = routes::landing(desk.me.role);
    let fresh = use_context::<FreshCounts>();
    let entries = move || {
        let counts = fresh.and_then(|fresh| fresh.counts.try_get().flatten()).unwrap_or(desk.counts);
        Desk { counts, ..desk.clone() }.entries().into_iter().map(entry).collect_view()
    };
    view! {
        <header class="topbar">
            <Brand href=home />
            <nav class="topbar__nav" aria-label="Main">
                <ul>{entries}</ul>
            </nav>
            <div class="topbar__user">
                <p>
                    <b>{name}</b>
                    <span class="topbar__role">{role}</span>
                </p>
                <SignOutButton />
            </div>
        </header>
    }
}

/// What stands in place of a page that cannot be shown.
fn trouble(error: AppError, heading: &str, home: &'static str) -> AnyView {
    match error {
        AppError::NotFound => view! { <NothingHere home=home /> }.into_any(),
        AppError::NoServer => view! { <NeedsServer /> }.into_any(),
        AppError::SignIn => view! {
            <Lintel title="Sign in first".to_owned() />
            <div class="actions">
                <a class="btn btn--primary" href=routes::SIGN_IN rel="external">
                    "Sign in"
                </a>
            </div>
        }
        .into_any(),
        AppError::OurFault(number) => view! {
            <Title text="Something went wrong - Threshold" />
            <Lintel
                title="Something went wrong here".to_owned()
                sub=format!("Your answers are kept. Number {number} tells us what happened.")
            />
            <GoBack home=home />
        }
        .into_any(),
        refused => view! {
            <Lintel title=heading.to_owned() sub=refused.to_string() />
            <GoBack home=home />
        }
        .into_any(),
    }
}

#[component]
fn GoBack(home: &'static str) -> impl IntoView {
    view! {
        <div class="actions">
            <a class="btn btn--primary" href=home rel="external">
                "To your start page"
            </a>
        </div>
    }
}

#[component]
fn NothingHere(home: &'static str) -> impl IntoView {
    view! {
        <Title text="Not found - Threshold" />
        <DoorSwing part=0.0 mark=true />
        <Lintel title="Not found".to_owned() sub="It does not exist, or it is not yours to see.".to_owned() />
        <GoBack home=home />
    }
}

/// "This page needs the server": what still works, and two ways on.
#[component]
pub fn NeedsServer() -> impl IntoView {
    view! {
        <Lintel title="This page needs the server".to_owned() />
        <p>"What you write in a visit on the tablet is kept there and goes by itself."</p>
        <div class="actions">
            <a class="btn btn--primary" href=routes::TODAY rel="external">
                "Today"
            </a>
            <button class="btn" type="button" on:click=|_| drop(window().location().reload())>
                "Try again"
            </button>
        </div>
    }
}

/// For every address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    let nothing = Resource::new(|| (), |()| nowhere());
    view! { <Office page=Page::Nowhere title="Not found" data=nothing draw=|(), _| ().into_any() /> }
}

/// The person a page is about, across the page.
#[component]
pub fn PersonBand(
    /// Who.
    person: Person,
    /// For the age.
    today: chrono::NaiveDate,
) -> impl IntoView {
    let title = person.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
    view! {
        <div class="banner banner--band">
            <p class="banner__name">
                <b>{person.family.to_uppercase()}</b>
                {format!(", {}{title}", person.given)}
            </p>
            <p class="banner__facts">
                <span>"Born " <b>{person.born_words(today)}</b></span>
                <span>"NHS number " <b class="nhs">{person.health_number_words()}</b></span>
            </p>
        </div>
    }
}

/// A link back, over the heading.
#[component]
pub fn BackLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    to: String,
) -> impl IntoView {
    view! {
        <a class="link" href=href>
            <Icon name="back" />
            {to}
        </a>
    }
}

/// Tells in the polite region of the page what just happened.
pub fn say(words: &str) {
    let Some(region) = document().get_element_by_id("say") else { return };
    region.set_text_content(Some(words));
    let words = words.to_owned();
    leptos::task::spawn_local(async move {
        TimeoutFuture::new(SAID_MS).await;
        // What was said since then has its own time.
        if region.text_content().as_ref() == Some(&words) {
            region.set_text_content(None);
        }
    });
}

/// A label with its words in a list of pairs; nothing where nothing is known.
pub fn pair(label: &'static str, words: Option<String>) -> impl IntoView {
    words.map(|words| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{words}</dd>
            </div>
        }
    })
}

/// Puts the focus on what has just appeared, or on the page where it has gone.
pub fn focus_or_main(id: &str) {
    focus(if document().get_element_by_id(id).is_some() { id } else { "main" });
}

/// What a page shows when something it sent did not work: the words, where they are seen.
#[component]
pub fn Problem(
    /// What went wrong, if anything.
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let problems = Signal::derive(move || {
        problem.get().map(|error| (None, error.to_string())).into_iter().collect::<Vec<_>>()
    });
    view! { <crate::ui::ErrorSummary problems=problems /> }
}
