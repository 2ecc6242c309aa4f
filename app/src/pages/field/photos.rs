//! All photos of a visit, with what each still lacks.

use super::frame::VisitFrame;
use crate::{
    pictures::{Picture, marks_in_words, source},
    routes,
    sheet::{Book, photo_state},
    ui::{Empty, Lintel},
};
use forms::{Attachment, Shared};
use leptos::prelude::*;
use leptos_router::components::A;

/// The page.
#[component]
pub fn Photos() -> impl IntoView {
    let book = Book::here();
    let all = Memo::new(move |_| photos_of(book));
    let lacking = move |what: fn(&Attachment) -> bool| {
        all.with(|all| all.iter().filter(|(_, file)| what(file)).count())
    };
    let count = Signal::derive(move || match all.with(Vec::len) {
        0 => String::new(),
        n => n.to_string(),
    });
    let open_points = Signal::derive(move || {
        let no_caption = lacking(|file| file.title.as_ref().is_none_or(|title| title.trim().is_empty()));
        let not_asked = lacking(Attachment::wants_agreement);
        let mut points = Vec::new();
        if no_caption > 0 {
            points.push(format!("{no_caption} without a caption"));
        }
        if not_asked > 0 {
            points.push(format!("agreement not asked: {not_asked}"));
        }
        points.join(", ")
    });
    view! {
        <leptos_meta::Title text="Photos - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="Photos".to_owned() count=count sub=open_points />
                {move || {
                    all.with(Vec::is_empty)
                        .then(|| {
                            view! {
                                <Empty title="No photos yet">
                                    <p>"“Photo” at the foot of a question takes one. Keep faces, post and medicines out of the picture."</p>
                                </Empty>
                            }
                        })
                }}
                <ul class="photos photos--large">
                    <For each=move || all.get() key=|(_, file)| file.clone() let:one>
                        <li>{tile(book, one.0, one.1)}</li>
                    </For>
                </ul>
            </main>
        </VisitFrame>
    }
}

fn photos_of(book: Book) -> Vec<(String, Attachment)> {
    let mut found = Vec::new();
    for sheet in book.all() {
        sheet.view.track();
        sheet.answers.with_untracked(|answers| {
            for (path, answer) in answers.iter() {
                let label = sheet.definition.with_value(|definition| {
                    let item = definition.item_at(&path.without_facet())?;
                    Some(definition.item(item).label())
                });
                let photos = answer.files().filter(|file| file.photo_sha256().is_some());
                found.extend(photos.map(|file| (label.clone().unwrap_or_default(), file.clone())));
            }
        });
    }
    found
}

fn tile(book: Book, label: String, file: Attachment) -> impl IntoView {
    let sha256 = file.photo_sha256().unwrap_or_default().to_owned();
    let facts = file.photo.clone().unwrap_or_default();
    let caption = file.title.clone().unwrap_or_default();
    let seen_by = match facts.shared {
        Some(Shared::Builders) => "May be shared",
        _ => "Care team only",
    };
    let agreed = if file.wants_agreement() { ", agreement not asked" } else { "" };
    let source = source(book.visit, sha256.clone());
    let alt = marks_in_words(&facts.marks).join(", ");
    view! {
        <A href=routes::photo(book.visit, &sha256) attr:class="photo">
            <Picture sha256=sha256.clone() source=source caption=caption.clone() marks=facts.marks />
            <b>{if caption.trim().is_empty() { "Without a caption".to_owned() } else { caption }}</b>
            <span>{label}</span>
            <span class="quiet">{format!("{seen_by}{agreed}")}</span>
            {(!alt.is_empty()).then(|| view! { <span class="sr">{alt}</span> })}
            {photo_state(book, sha256, source)}
        </A>
    }
}
