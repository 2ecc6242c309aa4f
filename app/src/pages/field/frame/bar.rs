//! The app bar: where am I, whose record is it, is it saved. Nothing frequent stands up here.

use crate::{
    local::{Contact, Local, now},
    pages::field::{lock, preferences},
    routes,
    sheet::Book,
    ui::{Icon, PersonBanner, SheetDialog},
};
use domain::calendar;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

/// The bar over Today and its neighbours.
#[component]
pub fn DayBar() -> impl IntoView {
    let more = RwSignal::new(false);
    let day = calendar::day_and_date(calendar::uk_date(now()));
    view! {
        <header class="bar">
            <A href=routes::TODAY attr:class="bar__brand">
                <Icon name="door-swing" />
                <span>"Threshold"</span>
            </A>
            <p class="bar__title">{day}</p>
            <Clock until=None />
            <StatusButton />
            <button class="bar__button" type="button" aria-haspopup="dialog" aria-label="More" on:click=move |_| more.set(true)>
                <Icon name="more" />
            </button>
            <MoreMenu open=more />
        </header>
    }
}

/// The bar inside a visit: back, the person, the state of saving, undo.
#[component]
pub fn VisitBar(
    /// Where Back leads and what it says; the overview's Back leads to Today.
    back: Option<(String, String)>,
) -> impl IntoView {
    let book = Book::here();
    let more = RwSignal::new(false);
    let visit = book.visit;
    let (to, word) = back.unwrap_or_else(|| (routes::TODAY.to_owned(), "Today".to_owned()));
    let name_of_back = format!("Back to {word}");
    let person = book.card.with_untracked(|card| card.person.clone());
    let today = calendar::uk_date(now());
    let until =
        book.card.with_untracked(|card| card.planned + chrono::Duration::minutes(i64::from(card.minutes)));
    let (born, age) = match person.born {
        Some(born) => (calendar::long_date(born), calendar::age(born, today).to_string()),
        None => ("Not known".to_owned(), String::new()),
    };
    let given = match &person.title {
        Some(title) => format!("{} ({title})", person.given),
        None => person.given.clone(),
    };
    view! {
        <header class="bar">
            <A href=to attr:class="bar__button" attr:aria-label=name_of_back>
                <Icon name="back" />
                <span class="bar__word">{word}</span>
            </A>
            <PersonBanner
                family=person.family.clone()
                given=given
                born=born
                age=age
                number=person.health_number_words()
                href=routes::visit(visit)
            />
            <Clock until=Some(calendar::clock(until)) />
            <StatusButton />
            <UndoButton class="bar__button bar__undo" />
            <button class="bar__button" type="button" aria-haspopup="dialog" aria-label="More" on:click=move |_| more.set(true)>
                <Icon name="more" />
            </button>
            <MoreMenu open=more />
        </header>
    }
}

/// Takes the last step back and goes to where it was.
#[component]
pub fn UndoButton(class: &'static str) -> impl IntoView {
    let book = Book::here();
    let navigate = use_navigate();
    let name = move || {
        book.undo.with(|steps| match steps.last() {
            Some(step) => format!("Undo: {}", step.label),
            None => "Undo: nothing to take back yet".to_owned(),
        })
    };
    let undo = move |_| {
        let Some((sheet, path)) = book.undo_last() else {
            crate::sheet::say("There is nothing to take back yet");
            return;
        };
        let node =
            sheet.view.with_untracked(|view| view.node(&path.without_facet()).map(|n| (n.section, n.item)));
        // What no form shows, as where the blocks of the house picture stand, is seen where it was changed.
        let section = node.and_then(|(at, item)| {
            sheet.definition.with_value(|d| {
                let section = d.sections().get(usize::from(at)).filter(|_| !d.item(item).hidden)?;
                Some(section.link_id.clone())
            })
        });
        if let Some(section) = section {
            let to = routes::item(book.visit, &sheet.id(), &section, &path.without_facet());
            navigate(&to, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    view! {
        <button class=class type="button" aria-label=name on:click=undo>
            <Icon name="undo" />
            <span class="bar__word">"Undo"</span>
        </button>
    }
}

#[component]
fn Clock(until: Option<String>) -> impl IntoView {
    let time = RwSignal::new(calendar::clock(now()));
    let handle = set_interval_with_handle(
        move || time.set(calendar::clock(now())),
        std::time::Duration::from_secs(20),
    );
    on_cleanup(move || {
        if let Ok(handle) = handle {
            handle.clear();
        }
    });
    view! {
        <p class="clock">
            <b>{move || time.get()}</b>
            {until.map(|until| format!("until {until}"))}
        </p>
    }
}

/// Totals the states of all answers, always in the same order of precedence.
#[component]
pub fn StatusButton() -> impl IntoView {
    let local = Local::here();
    let state = Memo::new(move |_| {
        let (waiting, attention) = local.unsent.with(|unsent| (unsent.total(), unsent.attention()));
        let attention = attention + usize::from(local.trouble.with(Option::is_some));
        if attention > 0 {
            (
                "attention",
                attention,
                format!("{attention} {} attention", if attention == 1 { "needs" } else { "need" }),
            )
        } else if local.saving.get() > 0 {
            ("saving", waiting, "Saving".to_owned())
        } else if waiting > 0 {
            ("tablet", waiting, format!("{waiting} on this tablet"))
        } else if !local.ready.get() {
            // Nothing is promised before the store was read.
            ("saving", 0, "Opening".to_owned())
        } else {
            ("server", 0, "All on the server".to_owned())
        }
    });
    let since = Memo::new(move |_| {
        let last = local.device.with(|device| device.as_ref().and_then(|device| device.last_contact));
        let sent = local.unsent.with(|unsent| unsent.total() == 0);
        match last {
            None => "Not sent yet".to_owned(),
            Some(at) => {
                let same_day = calendar::uk_date(at) == calendar::uk_date(now());
                let when =
                    if same_day { calendar::clock(at) } else { calendar::short_date(calendar::uk_date(at)) };
                if sent { format!("Last sent {when}") } else { format!("Not sent since {when}") }
            }
        }
    });
    let icon = Signal::derive(move || state.with(|state| state.0));
    view! {
        <A
            href=routes::UNSENT
            attr:class=move || format!("status status--{}", state.with(|state| state.0))
        >
            <Icon name=icon />
            <span class="sr">"Saving state: "</span>
            <span class="status__count" aria-hidden="true">
                {move || state.with(|state| state.1.to_string())}
            </span>
            <span class="status__words">
                <b>{move || state.with(|state| state.2.clone())}</b>
                <span class="status__since">
                    {move || match local.contact.get() {
                        Contact::SignIn => "Sign in to send".to_owned(),
                        _ => since.get(),
                    }}
                </span>
            </span>
        </A>
    }
}

/// What is rarely needed.
#[component]
pub fn MoreMenu(open: RwSignal<bool>) -> impl IntoView {
    let local = Local::here();
    let theme = move |name: &'static str| move |_| preferences::set_theme(Some(name));
    let print = move |_| {
        open.set(false);
        let _ = window().print();
    };
    let show = use_context::<Book>().map(|book| {
        let name = book.card.with_untracked(|card| card.person.polite_name());
        (routes::visit_page(book.visit, "show"), format!("Show to {name}"))
    });
    let show = move || {
        let (to, words) = show.clone()?;
        Some(view! {
            <A href=to attr:class="menu__entry" on:click=move |_| open.set(false)>
                <Icon name="curtain" />
                {words}
            </A>
        })
    };
    view! {
        <SheetDialog open=open title="More" class="sheet--menu">
            {show.clone()}
            <button
                class="menu__entry"
                type="button"
                on:click=move |_| {
                    open.set(false);
                    spawn_local(async move { lock::lock_now(local).await });
                }
            >
                <Icon name="lock" />
                "Lock now"
            </button>
            <button class="menu__entry" type="button" on:click=theme("light")>
                <Icon name="sun" />
                "Light"
            </button>
            <button class="menu__entry" type="button" on:click=theme("dark")>
                <Icon name="moon" />
                "Dark"
            </button>
            <button class="menu__entry" type="button" on:click=theme("glare")>
                <Icon name="glare" />
                "Glare"
            </button>
            <button class="menu__entry" type="button" on:click=print>
                <Icon name="print" />
                "Print this page"
            </button>
            <a class="menu__entry" href=routes::CASELOAD rel="external">
                <Icon name="people" />
                "Caseload, in the office"
            </a>
        </SheetDialog>
    }
}
