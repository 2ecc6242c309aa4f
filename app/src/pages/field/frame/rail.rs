//! The rail: every area of a form with its progress and what was found, and on phones the same as
//! a sheet.

use crate::{
    local::Local,
    pages::field::{lock, preferences},
    routes,
    sheet::{Book, Later, Sheet, findings_words},
    ui::{DoorSwing, Icon, Severity, SeverityMark, SheetDialog, share},
};
use forms::SectionSummary;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

/// The areas of one form, as a rail.
#[component]
pub fn AreaRail(sheet: Sheet, current: Signal<String>) -> impl IntoView {
    view! {
        <nav class="rail" aria-label=sheet.title()>
            <p class="rail__title">{sheet.title()}</p>
            <ul class="rail__list">
                <Later>
                    <AreaLines sheet=sheet current=current />
                </Later>
            </ul>
            <RailFoot />
        </nav>
    }
}

/// The same list over the page, on phones.
#[component]
pub fn AreaSheet(sheet: Sheet, current: Signal<String>, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <SheetDialog open=open title=sheet.title()>
            <ul class="rail__list" on:click=move |_| open.set(false)>
                <AreaLines sheet=sheet current=current />
            </ul>
        </SheetDialog>
    }
}

#[component]
fn AreaLines(sheet: Sheet, current: Signal<String>) -> impl IntoView {
    let book = Book::here();
    let n_sections = sheet.definition.with_value(|definition| definition.sections().len());
    let form = sheet.id();
    (0..n_sections)
        .map(|at| {
            let form = form.clone();
            let summary = Memo::new(move |_| sheet.sections.with(|all| all.get(at).cloned()));
            line(book, form, summary, current)
        })
        .collect_view()
}

fn line(
    book: Book,
    form: String,
    summary: Memo<Option<SectionSummary>>,
    current: Signal<String>,
) -> impl IntoView {
    move || {
        let section = summary.get()?;
        if !section.enabled {
            return None;
        }
        let name = match &section.letter {
            Some(letter) => format!("{letter} {}", section.title),
            None => section.title.clone(),
        };
        let spoken = spoken(&section);
        let count = match (section.not_here, section.asked) {
            (true, _) | (_, 0) => "n/a".to_owned(),
            _ => format!("{}/{}", section.answered, section.asked),
        };
        let part = share(section.answered, section.asked);
        let mark = match (section.not_here, part) {
            (true, _) => view! { <Icon name="na" /> }.into_any(),
            (false, part) => view! { <DoorSwing part=part /> }.into_any(),
        };
        let worst = (section.hazards + section.concerns > 0).then(|| {
            view! {
                <span class="rail__worst" aria-hidden="true">
                    {(section.hazards > 0)
                        .then(|| view! { <SeverityMark severity=Severity::Hazard words=section.hazards.to_string() /> })}
                    {(section.concerns > 0)
                        .then(|| view! { <SeverityMark severity=Severity::Concern words=section.concerns.to_string() /> })}
                </span>
            }
        });
        let id = section.link_id.clone();
        let here = move || current.with(|current| *current == id).then_some("page");
        Some(view! {
            <li>
                <A
                    href=routes::area(book.visit, &form, &section.link_id)
                    attr:class="rail__line"
                    attr:aria-current=here
                >
                    {mark}
                    <span class="rail__name">{name}</span>
                    <span class="rail__count" aria-hidden="true">{count}</span>
                    {worst}
                    <span class="sr">{spoken}</span>
                </A>
            </li>
        })
    }
}

/// What a screen reader says after the name, in place of the figures.
fn spoken(section: &SectionSummary) -> String {
    if section.not_here || section.asked == 0 {
        return ", not asked".to_owned();
    }
    let answered = format!(", {} of {} answered", section.answered, section.asked);
    match findings_words(section.hazards, section.concerns) {
        None => answered,
        Some(found) => format!("{answered}, {found}"),
    }
}

/// The foot of every rail: light, dark, glare, and the lock, one tap each.
#[component]
pub fn RailFoot() -> impl IntoView {
    let local = Local::here();
    let theme = preferences::theme();
    let option = move |name: &'static str, word: &'static str| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="rail-theme"
                    value=name
                    prop:checked=move || theme.with(|theme| theme.as_deref() == Some(name))
                    on:change=move |_| preferences::set_theme(Some(name))
                />
                {word}
            </label>
        }
    };
    view! {
        <div class="rail__foot">
            <fieldset class="segments segments--wide segments--s">
                <legend class="sr">"Theme"</legend>
                {option("light", "Light")}
                {option("dark", "Dark")}
                {option("glare", "Glare")}
            </fieldset>
            <button
                class="btn btn--wide"
                type="button"
                on:click=move |_| spawn_local(async move { lock::lock_now(local).await })
            >
                <Icon name="lock" />
                "Lock"
            </button>
        </div>
    }
}
