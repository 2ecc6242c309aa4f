//! A form drawn as on the tablet, over a store in memory: what is filled in is gone with the page.

use super::preview::{SHOWN, nothing};
use crate::{
    api::session::{Asked, enter},
    keys::NoKeys,
    local::{Local, Platform},
    parts::Parts,
    routes::item_id,
    session::Page,
    sheet::{AreaItems, Book, Sheet},
};
use chrono::Utc;
use domain::{PersonId, UserId, VisitId, VisitKind, VisitState, people::Person};
use forms::Definition;
use forms::facts::asked_when;
use gloo_storage::{SessionStorage, Storage};
use leptos::prelude::*;
use std::rc::Rc;
use sync::{FormRef, MemoryStore, VisitCard, tablet::OpenVisit};
use uuid::Uuid;

/// The page inside the frame.
#[component]
pub fn FormTrial() -> impl IntoView {
    let desk = Resource::new(|| (), |()| enter(Asked { page: Page::Forms }));
    // None until the browser was asked.
    let form = RwSignal::new(None::<Option<Definition>>);
    Effect::new(move |_| {
        let text = SessionStorage::get::<String>(SHOWN).ok();
        form.set(Some(text.and_then(|text| Definition::parse(&text).ok())));
    });
    view! {
        <leptos_meta::Title text="Try a form - Threshold" />
        <Transition>
            {move || Suspend::new(async move {
                desk.await.is_ok().then(|| view! { <div>{move || form.get().map(drawn)}</div> })
            })}
        </Transition>
    }
}

fn drawn(form: Option<Definition>) -> AnyView {
    let Some(definition) = form else {
        return nothing();
    };
    let local = Local::new(nowhere());
    let book = Book::new(local, invented(), vec![(reference(), definition)]);
    provide_context(local);
    provide_context(book);
    book.fill_beforehand();
    let sheet = book.all()[0];
    let at = RwSignal::new(0_usize);
    let hidden = RwSignal::new(false);
    let sections = sheet.definition.with_value(|definition| {
        definition.sections().iter().map(|section| section.title.clone()).collect::<Vec<_>>()
    });
    let options = sections
        .iter()
        .enumerate()
        .map(|(at, title)| view! { <option value=at.to_string()>{title.clone()}</option> })
        .collect_view();
    let several = sections.len() > 1;
    let has_tables = sheet.definition.with_value(Definition::has_tables);
    view! {
        <main class="page page--form" class=("page--wide", has_tables) id="main" tabindex="-1">
            // No `Lintel`: it takes the focus, which belongs to the page around the frame.
            <div class="lintel">
                <h1>{sheet.title()}</h1>
                <div class="lintel__tools">
                {several
                    .then(|| {
                        view! {
                            <label class="field__label" for="area">
                                "Area"
                            </label>
                            <select class="input select" id="area" on:change=move |event| at.set(event_target_value(&event).parse().unwrap_or(0))>
                                {options}
                            </select>
                        }
                    })}
                <button class="btn" type="button" aria-pressed=move || hidden.get().to_string() on:click=move |_| hidden.update(|on| *on = !*on)>
                    "Show what is hidden, and why"
                </button>
                </div>
            </div>
            {move || section(sheet, at.get())}
            {move || hidden.get().then(|| unseen(sheet, at.get()))}
        </main>
    }
    .into_any()
}

fn section(sheet: Sheet, at: usize) -> AnyView {
    let Some(section) = sheet.definition.with_value(|definition| definition.sections().get(at).cloned())
    else {
        return ().into_any();
    };
    view! {
        <h2>{section.title.clone()}</h2>
        <AreaItems sheet=sheet section=section />
    }
    .into_any()
}

/// The items of an area that nobody sees as it is filled in now.
fn unseen(sheet: Sheet, at: usize) -> AnyView {
    let lines = sheet.view.with(|view| {
        sheet.definition.with_value(|definition| {
            let here = view.nodes.iter().filter(|node| usize::from(node.section) == at);
            here.filter_map(|node| {
                let item = definition.item(node.item);
                let why = match (item.hidden, node.enabled) {
                    (true, _) => "Never shown: the form says so.".to_owned(),
                    (_, true) => return None,
                    (_, false) => match asked_when(definition, node.item) {
                        Some(words) => format!("Asked when {words}."),
                        None => "Stands in a part that is not asked.".to_owned(),
                    },
                };
                Some((item_id(&node.path), item.label(), why))
            })
            .collect::<Vec<_>>()
        })
    });
    let none = lines.is_empty();
    let lines = lines.into_iter().map(|(id, label, why)| {
        view! {
            <li class="line" id=format!("hidden-{id}")>
                <span class="line__title">{label} <span class="line__sub">{why}</span></span>
            </li>
        }
    });
    view! {
        <h2>"Hidden as it is filled in now"</h2>
        {none.then(|| view! { <p>"Everything of this area is shown."</p> })}
        <ul class="lines">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// A platform that keeps everything in memory and reaches nobody.
fn nowhere() -> Platform {
    Platform {
        store: Rc::new(MemoryStore::default()),
        wake: Rc::new(|| {}),
        announce: Rc::new(|| {}),
        keys: Rc::new(NoKeys),
        locked_at_start: false,
        end_session: Rc::new(|| Box::pin(async { false })),
        access_code: Rc::new(|_, _| Box::pin(async { Err("Nobody lives here.".to_owned()) })),
        recovery_secret: Rc::new(|_| Box::pin(async { Err("Nothing is kept in a preview.".to_owned()) })),
        camera: Rc::new(|_| Box::pin(async { Err("Photos are not taken here.".to_owned()) })),
        file: Rc::new(|_| Box::pin(async { Err("There is no library in a preview.".to_owned()) })),
        use_new_version: Rc::new(|| {}),
        parts: Parts::none(),
    }
}

fn reference() -> FormRef {
    FormRef { id: "form".to_owned(), version: "1".to_owned() }
}

/// A visit to nobody, now.
fn invented() -> OpenVisit {
    let card = VisitCard {
        id: VisitId(Uuid::nil()),
        person: Person {
            given: "Sample".to_owned(),
            family: "Person".to_owned(),
            ..Person::unknown(PersonId(Uuid::nil()))
        },
        kind: VisitKind::Home,
        state: VisitState::Started,
        planned: Utc::now(),
        minutes: 60,
        author: UserId(Uuid::nil()),
        author_name: String::new(),
        author_title: String::new(),
        with: Vec::new(),
        reviewer: None,
        forms: vec![reference()],
        version: 1,
        needs_countersigning: false,
        arrived: Some(Utc::now()),
        signatures: Vec::new(),
        countersignature: None,
        returned: None,
        comments: Vec::new(),
        addenda: Vec::new(),
        remark: None,
        passed_to: None,
    };
    OpenVisit {
        card,
        fields: Default::default(),
        unsent: Default::default(),
        last_time: Vec::new(),
        held: Vec::new(),
    }
}
