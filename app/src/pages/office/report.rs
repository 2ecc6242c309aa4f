//! A report on the page: the choice of reader and the tools beside it, and the sheet as it prints. Without a reader in
//! the address it is the full assessment as the record has it.

use super::{frame::Office, issued::Issued};
use crate::{
    api::{
        reports::{DocumentPage, ReportPage, Wanted, full_report, report_for},
        session::nowhere,
    },
    error::AppError,
    pages::{
        document::{DocumentView, age_words, photo_words},
        paper::Paper,
    },
    routes,
    session::{Desk, Page},
    ui::Icon,
};
use domain::{PersonId, VisitId};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use reports::{
    document::DocumentKind,
    reading_age::{reading_age, text_of},
};
use serde::{Deserialize, Serialize};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shown {
    /// The full assessment as the record has it.
    Record(Box<ReportPage>),
    /// A document for one reader.
    Document(Box<DocumentPage>),
}

/// The page.
#[component]
pub fn Report() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let visit = move || params.read().get("visit").and_then(|text| text.parse::<VisitId>().ok());
    let kind = move || query.read().get("as").map(|code| DocumentKind::parse(&code).ok_or(()));
    let data = Resource::new(move || (visit(), kind()), |(visit, kind)| load(visit, kind));
    view! { <Office page=Page::Report title="Report" data=data draw=draw /> }
}

async fn load(visit: Option<VisitId>, kind: Option<Result<DocumentKind, ()>>) -> Result<Shown, AppError> {
    match (visit, kind) {
        (Some(visit), None) => full_report(visit).await.map(|page| Shown::Record(Box::new(page))),
        (Some(visit), Some(Ok(kind))) => {
            report_for(Wanted { visit, kind }).await.map(|page| Shown::Document(Box::new(page)))
        }
        (None, _) | (_, Some(Err(()))) => nowhere().await.and(Err(AppError::NotFound)),
    }
}

fn draw(shown: Shown, desk: Desk) -> AnyView {
    let large = RwSignal::new(false);
    stay_at_the_top();
    match shown {
        Shown::Record(page) => view! {
            <div class="report-page">
                <Tools
                    visit=page.visit
                    person=page.person
                    kind=None
                    large=large
                    adds=page.is_signed && Page::Addendum.is_for(desk.me.role)
                />
                <Paper report=page.report large=large />
                {page.is_signed.then(|| view! { <Issued visit=page.visit /> })}
            </div>
        }
        .into_any(),
        Shown::Document(page) => {
            let DocumentPage { person, document, marks, is_signed } = *page;
            let (visit, kind) = (document.visit, document.kind);
            let age = (kind == DocumentKind::Letter).then(|| reading_age(&text_of(&document))).flatten();
            let facts = [age.map(age_words), photo_words(&document, &marks)].into_iter().flatten().collect();
            view! {
                <div class="report-page">
                    <Tools
                        visit=visit
                        person=person
                        kind=Some(kind)
                        large=large
                        adds=is_signed && Page::Addendum.is_for(desk.me.role)
                        facts=facts
                    />
                    <DocumentView document=document marks=marks large=large />
                    {is_signed.then(|| view! { <Issued visit=visit kind=Some(kind) /> })}
                </div>
            }
            .into_any()
        }
    }
}

/// Reading begins at the heading of the sheet, which takes the focus a frame after it is drawn. Where there is one column,
/// the tools stand over it and are not scrolled past.
fn stay_at_the_top() {
    Effect::new(|| {
        request_animation_frame(|| {
            request_animation_frame(|| window().scroll_to_with_x_and_y(0.0, 0.0));
        });
    });
}

#[component]
fn Tools(
    visit: VisitId,
    person: PersonId,
    /// For whom; none for the record itself.
    kind: Option<DocumentKind>,
    large: RwSignal<bool>,
    /// True where an addendum may be added.
    adds: bool,
    /// What is to be known of the document before it is given.
    #[prop(default = Vec::new())]
    facts: Vec<String>,
) -> impl IntoView {
    let reader = move |one: DocumentKind| {
        view! {
            <li>
                <a
                    class="link"
                    href=routes::report_for(visit, one.code())
                    aria-current=(kind == Some(one)).then_some("page")
                >
                    {one.words()}
                </a>
            </li>
        }
    };
    let code = kind.unwrap_or(DocumentKind::Full).code();
    let file = move |ending: &'static str| move || routes::report_file(visit, code, ending, large.get());
    view! {
        <section class="report-tools" aria-label="Report tools">
            <nav aria-labelledby="report-for">
                <p id="report-for">
                    <b>"For"</b>
                </p>
                <ul class="report-tools__kinds">
                    <li>
                        <a class="link" href=routes::report(visit) aria-current=kind.is_none().then_some("page")>
                            "The record as it stands"
                        </a>
                    </li>
                    {DocumentKind::ALL.map(reader).collect_view()}
                </ul>
            </nav>
            {facts.into_iter().map(|words| view! { <p class="quiet">{words}</p> }).collect_view()}
            <div class="choices">
                <label class="choice">
                    <input
                        class="choice__input"
                        type="checkbox"
                        name="large"
                        on:change=move |event| large.set(event_target_checked(&event))
                    />
                    <span>"Large print"</span>
                </label>
            </div>
            <div class="actions">
                <button class="btn btn--primary" type="button" on:click=|_| drop(window().print())>
                    <Icon name="print" />
                    "Print"
                </button>
                <a class="btn" href=file("pdf") rel="external">
                    <Icon name="download" />
                    "PDF"
                </a>
                <a class="btn" href=file("docx") rel="external">
                    <Icon name="download" />
                    "Word"
                </a>
            </div>
            {adds
                .then(|| {
                    view! {
                        <a class="link" href=routes::new_addendum(visit)>
                            "Add an addendum"
                        </a>
                    }
                })}
            <a class="link" href=routes::person(person)>
                "The person and all visits"
            </a>
        </section>
    }
}
