//! The documents of a visit as it stands on this tablet: the same data as in the office, made here, so that they open
//! and print without signal. A choice of reader, and what to do with the sheet.

mod files;

use super::{
    frame::VisitFrame,
    opened::{Opened, reading},
};
use crate::{
    pages::document::{DocumentView, PhotoMarks, age_words, photo_words},
    sheet::Book,
    ui::{Icon, Lintel},
};
use domain::{calendar::uk_date, rules::Settings};
use files::Files;
use leptos::prelude::*;
use reports::{
    Desk, Options, Source, Standing,
    document::{Document, DocumentKind},
    reading_age::{reading_age, text_of},
};
use std::collections::BTreeMap;
use sync::{VisitCard, cards::FieldPack};

/// A visit as it was read for its documents.
#[derive(Clone)]
struct Read {
    opened: Opened,
    fields: Vec<FieldPack>,
    organisation: Vec<String>,
    settings: Settings,
}

/// The page.
#[component]
pub fn VisitReport() -> impl IntoView {
    let book = Book::here();
    let found = visit_here(book);
    let kind = RwSignal::new(DocumentKind::Full);
    let large = RwSignal::new(false);
    let made = Memo::new(move |_| {
        let kind = kind.get();
        found.with(|found| found.as_ref().map(|read| read.as_ref().map(|read| read.document(kind))))
    });
    let marks = Memo::new(move |_| {
        found.with(|found| found.as_ref().and_then(Option::as_ref).map(Read::marks)).unwrap_or_default()
    });
    let sub = Signal::derive(move || {
        let standing = found.with(|found| {
            found.as_ref().and_then(Option::as_ref).map(|read| Standing::of(&read.opened.open.card))
        });
        match standing {
            Some(Standing::NotSigned) => "As it stands now: draft, not signed.".to_owned(),
            Some(Standing::NotCountersigned) => "Signed. Draft: not countersigned.".to_owned(),
            _ => String::new(),
        }
    });
    view! {
        <leptos_meta::Title text="Report - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="Report".to_owned() sub=sub />
                <div class="report-page">
                    <Tools kind=kind large=large made=made marks=marks />
                    {move || {
                        made.get()
                            .map(|document| match document {
                                Some(document) => {
                                    view! {
                                        <DocumentView document=document marks=marks.get() large=large has_heading=true />
                                    }
                                        .into_any()
                                }
                                None => view! { <p>"This visit could not be read. Go back and open it again."</p> }.into_any(),
                            })
                    }}
                </div>
            </main>
        </VisitFrame>
    }
}

#[component]
fn Tools(
    kind: RwSignal<DocumentKind>,
    large: RwSignal<bool>,
    made: Memo<Option<Option<Document>>>,
    marks: Memo<PhotoMarks>,
) -> impl IntoView {
    let choose = move |event| {
        if let Some(chosen) = DocumentKind::parse(&event_target_value(&event)) {
            kind.set(chosen);
        }
    };
    let options = DocumentKind::ALL.map(|one| {
        view! {
            <option value=one.code() selected=move || kind.get() == one>
                {one.words()}
            </option>
        }
    });
    let facts = move || {
        made.with(|made| {
            let document = made.as_ref().and_then(Option::as_ref)?;
            let age = Some(document).filter(|one| one.kind == DocumentKind::Letter).map(text_of);
            let age = age.and_then(|text| reading_age(&text)).map(age_words);
            let photos = marks.with(|marks| photo_words(document, marks));
            let lines = age.into_iter().chain(photos);
            Some(lines.map(|words| view! { <p class="quiet">{words}</p> }).collect_view())
        })
    };
    view! {
        <section class="report-tools" aria-label="Report tools">
            <div class="field">
                <label class="field__label" for="report-for">
                    "For"
                </label>
                <select class="input select" id="report-for" on:change=choose>
                    {options.collect_view()}
                </select>
            </div>
            <div class="choices">
                <label class="choice">
                    <input
                        class="choice__input"
                        type="checkbox"
                        prop:checked=move || large.get()
                        on:change=move |event| large.set(event_target_checked(&event))
                    />
                    <span>"Large print"</span>
                </label>
            </div>
            <div role="status">{facts}</div>
            <div class="actions">
                <button class="btn btn--primary" type="button" on:click=move |_| drop(window().print())>
                    <Icon name="print" />
                    "Print"
                </button>
            </div>
            <Files kind=kind large=large />
        </section>
    }
}

/// Reads the visit from this tablet: none until it is there, an inner none where it cannot be.
fn visit_here(book: Book) -> RwSignal<Option<Option<Read>>> {
    let local = book.local;
    reading(move || {
        local.tide.get();
        book.card.track();
        let settings = (*local.settings.get()).clone();
        let organisation = local.device.with(|device| {
            let me = device.as_ref().and_then(|device| device.me.as_ref());
            me.map(|me| vec![me.organisation.clone()]).unwrap_or_default()
        });
        async move {
            // What was typed a moment ago belongs in it.
            for _ in 0..20 {
                if book.is_at_rest() {
                    break;
                }
                gloo_timers::future::TimeoutFuture::new(50).await;
            }
            let opened = Opened::read(local, book.visit).await?;
            let fields = opened.open.fields.iter();
            let fields =
                fields.map(|(key, heads)| FieldPack { key: key.clone(), heads: heads.clone() }).collect();
            Some(Read { opened, fields, organisation, settings })
        }
    })
}

impl Read {
    fn source(&self) -> Source<'_> {
        let card: &VisitCard = &self.opened.open.card;
        Source { card, fields: &self.fields, forms: &self.opened.forms }
    }

    fn document(&self, kind: DocumentKind) -> Document {
        let desk = Desk {
            letterhead: self.organisation.clone(),
            // The service's own sentences are at the office.
            wording: BTreeMap::new(),
            settings: self.settings.clone(),
            today: uk_date(crate::local::now()),
        };
        reports::document(kind, self.source(), &desk, &Options::default())
    }

    fn marks(&self) -> PhotoMarks {
        reports::photo_marks(self.source())
    }
}
