//! A reviewer's comments on answers of an area, where their author answers them: also without signal.

use crate::{
    routes::item_id,
    sheet::{Book, Sheet, say},
};
use leptos::prelude::*;
use sync::{Change, Comment, FieldKey};

/// Open comments of a reviewer on answers of this area.
#[component]
pub fn Comments(sheet: Sheet, section: usize) -> impl IntoView {
    let book = Book::here();
    let here = Memo::new(move |_| {
        book.card.with(|card| {
            card.comments
                .iter()
                .filter(|comment| !comment.taken_back)
                .filter(|comment| belongs(sheet, section, comment.on.as_ref()))
                .cloned()
                .collect::<Vec<Comment>>()
        })
    });
    move || {
        let comments = here.get();
        (!comments.is_empty()).then(|| {
            let open = comments.iter().filter(|comment| comment.is_open()).count();
            view! {
                <section class="stack" aria-labelledby="comments-h">
                    <h2 id="comments-h">{format!("Comments {}, {open} open", comments.len())}</h2>
                    <ul class="comments">
                        {comments.into_iter().map(|comment| comment_view(book, sheet, comment)).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}

fn belongs(sheet: Sheet, section: usize, on: Option<&FieldKey>) -> bool {
    let Some(key) = on.filter(|key| key.form == sheet.id()) else {
        return false;
    };
    sheet.view.with_untracked(|view| {
        view.node(&key.path.without_facet()).is_some_and(|node| usize::from(node.section) == section)
    })
}

fn comment_view(book: Book, sheet: Sheet, comment: Comment) -> impl IntoView {
    let reply = RwSignal::new(String::new());
    let answering = RwSignal::new(false);
    let id = comment.id;
    let label = comment.on.as_ref().and_then(|key| {
        sheet.definition.with_value(|d| d.item_at(&key.path).map(|item| d.item(item).label()))
    });
    let link = comment.on.as_ref().map(|key| format!("#{}", item_id(&key.path.without_facet())));
    let send = move |done: bool| {
        let text = reply.get_untracked();
        if !done && text.trim().is_empty() {
            say("Write an answer first");
            return;
        }
        book.note(Change::CommentReplied { comment: id, text, done });
        answering.set(false);
    };
    let field = format!("reply-{id}");
    view! {
        <li class="comment comment--for-author">
            <p class="comment__head">
                <b>{comment.kind.words()}</b>
                {format!(" {} ", comment.by)}
                <span class="quiet">{domain::calendar::date_and_clock(comment.at)}</span>
            </p>
            {label.zip(link).map(|(label, link)| view! { <p><a class="link" href=link>{label}</a></p> })}
            <p class="comment__text">{comment.text.clone()}</p>
            {comment
                .replies
                .iter()
                .map(|reply| {
                    let words = match (reply.done, reply.text.is_empty()) {
                        (true, true) => "Done, I changed it".to_owned(),
                        _ => reply.text.clone(),
                    };
                    view! { <p class="comment__reply">{format!("{}: {words}", reply.by)}</p> }
                })
                .collect_view()}
            <p class="quiet">{comment.state_words()}</p>
            {(comment.is_open() && book.card.with_untracked(|card| card.state.is_open()))
                .then(|| {
                    let field = field.clone();
                    view! {
                        {move || {
                            answering
                                .get()
                                .then(|| {
                                    view! {
                                        <label class="field__label" for=field.clone()>
                                            "Your answer"
                                        </label>
                                        <textarea
                                            class="input input--area"
                                            id=field.clone()
                                            rows="2"
                                            on:input=move |event| reply.set(event_target_value(&event))
                                        ></textarea>
                                    }
                                })
                        }}
                        <div class="actions">
                            {move || match answering.get() {
                                true => {
                                    view! {
                                        <button class="btn" type="button" on:click=move |_| send(false)>
                                            "Send the answer"
                                        </button>
                                    }
                                        .into_any()
                                }
                                false => {
                                    view! {
                                        <button class="btn" type="button" on:click=move |_| answering.set(true)>
                                            "Answer"
                                        </button>
                                    }
                                        .into_any()
                                }
                            }}
                            <button class="btn" type="button" on:click=move |_| send(true)>
                                "Done, I changed it"
                            </button>
                        </div>
                    }
                })}
        </li>
    }
}
