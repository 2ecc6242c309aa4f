//! The changes of one visit that wait to be sent: item, value and time.

use super::{
    super::opened::{Opened, reading},
    moment,
};
use crate::{
    local::{Local, now},
    ui::SheetDialog,
};
use domain::VisitId;
use leptos::prelude::*;
use sync::{Change, Mutation};

/// One waiting change in words.
#[derive(Clone, Debug)]
struct Line {
    what: String,
    value: String,
    at: String,
}

/// The sheet; open while a visit is chosen.
#[component]
pub fn ChangesSheet(shown: RwSignal<Option<VisitId>>) -> impl IntoView {
    let local = Local::here();
    let open = RwSignal::new(false);
    let lines = reading(move || {
        local.unsent.track();
        let visit = shown.get();
        async move {
            match visit {
                Some(visit) => Some((visit, lines_of(local, visit).await)),
                None => None,
            }
        }
    });
    Effect::new(move |_| {
        if shown.get().is_some() {
            open.set(true);
        }
    });
    // Closed by Escape or by its button: the visit is let go as well.
    Effect::new(move |before: Option<bool>| {
        let open = open.get();
        if before == Some(true) && !open {
            shown.set(None);
        }
        open
    });
    let list = move || {
        let wanted = shown.get()?;
        let (_, lines) = lines.get().flatten().filter(|(visit, _)| *visit == wanted)?;
        let lines = lines.into_iter().map(|line| {
            view! {
                <li class="line">
                    <span class="line__title">
                        {line.what}
                        <span class="line__sub">{line.value}</span>
                    </span>
                    <span class="line__side num">{line.at}</span>
                </li>
            }
        });
        Some(lines.collect_view())
    };
    view! {
        <SheetDialog open=open title="Waiting to be sent".to_owned()>
            <ul class="lines">{list}</ul>
        </SheetDialog>
    }
}

async fn lines_of(local: Local, visit: VisitId) -> Vec<Line> {
    let opened = Opened::read(local, visit).await;
    let waiting = local.tablet().outbox().await.unwrap_or_default();
    let of_visit = waiting.into_iter().filter(|mutation| mutation.visit == visit);
    of_visit.map(|mutation| line_of(opened.as_ref(), &mutation)).collect()
}

fn line_of(opened: Option<&Opened>, mutation: &Mutation) -> Line {
    let answer = mutation.change.field().zip(mutation.change.answer().cloned());
    let in_words = answer
        .as_ref()
        .zip(opened)
        .map(|((key, answer), opened)| (opened.label(key), opened.words(key, answer)));
    let (what, value) = match (&mutation.change, in_words) {
        (Change::ConflictDecided { .. }, Some((label, words))) => (label, format!("Decided: {words}")),
        (_, Some(words)) => words,
        (Change::VisitStarted { .. }, _) => ("The visit began".to_owned(), String::new()),
        (Change::VisitSigned(signing), _) => ("Signed".to_owned(), signing.by.name.clone()),
        (Change::CommentReplied { done: true, .. }, _) => {
            ("Answer to a comment".to_owned(), "Done, I changed it".to_owned())
        }
        (Change::CommentReplied { text, .. }, _) => ("Answer to a comment".to_owned(), text.clone()),
        (Change::AccessCodeSeen { .. }, _) => ("Looked at the access code".to_owned(), String::new()),
        (Change::AnswerSet { .. } | Change::ConflictDecided { .. }, None) => {
            ("An answer".to_owned(), String::new())
        }
    };
    Line { what, value, at: moment(mutation.made_at, now()) }
}
