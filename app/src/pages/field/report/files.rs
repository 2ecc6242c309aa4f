//! A document as PDF or Word: asked for here with or without signal, made by the server once all of the visit is there,
//! and kept on this tablet until it is taken off.

use crate::{
    download::offer,
    local::{Local, now},
    pages::field::opened::reading,
    sheet::{Book, say},
    ui::Icon,
};
use domain::calendar::date_and_clock;
use leptos::{prelude::*, task::spawn_local};
use reports::document::DocumentKind;
use sync::tablet::AskedFile;

/// What files can be asked for: ending, words on the button, type for the browser.
const FORMATS: [(&str, &str, &str); 2] = [
    ("pdf", "PDF", "application/pdf"),
    ("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
];

/// Buttons to ask, and what was asked for.
#[component]
pub fn Files(
    /// The document that is shown.
    kind: RwSignal<DocumentKind>,
    /// In large print.
    large: RwSignal<bool>,
) -> impl IntoView {
    let book = Book::here();
    let local = book.local;
    let changed = RwSignal::new(0_u32);
    let asked = reading(move || {
        local.tide.get();
        changed.get();
        async move { local.tablet().asked_files(book.visit).await.ok() }
    });
    let done = move |went: Result<(), sync::StoreError>, words: &str| {
        match went {
            Ok(()) => say(words),
            Err(why) => say(&format!("This could not be kept on this tablet: {why}.")),
        }
        // None when somebody has gone on meanwhile.
        let _ = changed.try_update(|n| *n += 1);
    };
    let ask = move |ending: &'static str| {
        let file =
            AskedFile::new(book.visit, kind.get_untracked().code(), ending, large.get_untracked(), now());
        spawn_local(async move {
            let went = local.tablet().ask_for_file(&file).await;
            (local.platform().wake)();
            done(went, "Asked for. It is made once the server is reached.");
        });
    };
    let forget = Callback::new(move |file: AskedFile| {
        spawn_local(async move { done(local.tablet().forget_file(&file).await, "Taken off this tablet.") });
    });
    let lines = move || {
        let files = asked.get().flatten().unwrap_or_default();
        (!files.is_empty()).then(|| {
            view! {
                <ul class="lines" aria-label="Files of this visit">
                    {files.into_iter().map(|file| view! { <Line file=file forget=forget /> }).collect_view()}
                </ul>
            }
        })
    };
    view! {
        <div class="actions">
            {FORMATS
                .map(|(ending, words, _)| {
                    view! {
                        <button class="btn" type="button" on:click=move |_| ask(ending)>
                            {words}
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <p class="quiet">
            "PDF and Word are made by the server. Without signal your wish waits, and the file comes by itself once all of this visit is there."
        </p>
        <div role="status">{lines}</div>
    }
}

#[component]
fn Line(file: AskedFile, forget: Callback<AskedFile>) -> impl IntoView {
    let local = Local::here();
    let kind = DocumentKind::parse(&file.kind).map_or("Report", DocumentKind::words);
    let (_, format, media_type) =
        FORMATS.into_iter().find(|(ending, ..)| *ending == file.ending).unwrap_or(FORMATS[0]);
    let large = if file.large { ", large print" } else { "" };
    let name = format!("{kind}{large}, {format}");
    let words = match (file.made, &file.refused) {
        (Some(at), _) => format!("Made {}, as the record stood then.", date_and_clock(at)),
        (None, Some(why)) => format!("It was not made: {why}"),
        (None, None) => {
            format!(
                "Asked for {}. Waiting for the server to have all of this visit.",
                date_and_clock(file.at)
            )
        }
    };
    let is_made = file.made.is_some();
    let (saved, gone) = (file.clone(), file.clone());
    let save = move |_| {
        let file = saved.clone();
        spawn_local(async move {
            let kept = local.tablet().file(&file).await.ok().flatten();
            if kept.and_then(|bytes| offer(&file.name(), media_type, &bytes)).is_none() {
                say("This file could not be opened. Ask for it again.");
            }
        });
    };
    view! {
        <li class="line">
            <Icon name=if is_made { "ok" } else { "outbox" } />
            <span class="line__title">
                {name.clone()}
                <span class="line__sub">{words}</span>
            </span>
            {is_made
                .then(|| {
                    view! {
                        <button class="btn" type="button" aria-label=format!("Save {name}") on:click=save>
                            "Save"
                        </button>
                    }
                })}
            <button
                class="btn btn--quiet"
                type="button"
                aria-label=format!("Take off {name}")
                on:click=move |_| forget.run(gone.clone())
            >
                "Take off"
            </button>
        </li>
    }
}
