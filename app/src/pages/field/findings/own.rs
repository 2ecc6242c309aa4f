//! A finding that no question asked for: written here with the form's own questions, and on the list once it is done.

use super::board::Board;
use crate::{
    routes::{self, item_id},
    sheet::{OneItem, say},
    ui::{Icon, focus_soon},
};
use advice::{PLAN, Place};
use forms::{Answer, AnswerPath, Value};
use leptos::prelude::*;
use uuid::Uuid;

/// The id of the heading over its questions.
pub const HEADING: &str = "own-finding";

/// The button, or the questions of the finding that is being written.
#[component]
pub fn Own(board: Board) -> impl IntoView {
    // Undo may take it away again.
    let written = Memo::new(move |_| {
        let stands = |copy: &AnswerPath| {
            let mark = Some(Answer::one(Value::Boolean(true)));
            board.sheet.answers.with(|answers| answers.get(copy).cloned()) == mark
        };
        board.editing.get().filter(stands)
    });
    move || match written.get() {
        Some(copy) => view! { <Questions board=board copy=copy /> }.into_any(),
        None if board.sheet.read_only.get() => ().into_any(),
        None => view! {
            <div class="actions">
                <button class="btn" type="button" on:click=move |_| add(board)>
                    <Icon name="plus" />
                    "Add a finding"
                </button>
            </div>
        }
        .into_any(),
    }
}

fn add(board: Board) {
    let copy = AnswerPath::root("pl-finding").instance(&Uuid::now_v7().simple().to_string());
    let begins = board.sheet.initial_answers_of(&copy).into_iter().collect();
    board.book.set_all(board.sheet, begins, "Added: a finding");
    let first = format!("{}-in", item_id(&copy.child("pl-finding-what")));
    board.editing.set(Some(copy));
    say("Added. Its questions are open below");
    focus_soon(first);
}

#[component]
fn Questions(board: Board, copy: AnswerPath) -> impl IntoView {
    let key = Place::new(PLAN, copy.clone()).to_string();
    let removed = copy.clone();
    view! {
        <section class="stack" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">
                "A finding that is not on the list"
            </h2>
            <div class="items">
                <OneItem sheet=board.sheet path=copy />
            </div>
            <div class="actions">
                <button
                    class="btn btn--primary"
                    type="button"
                    on:click=move |_| {
                        board.editing.set(None);
                        focus_soon(routes::finding_id(&key));
                    }
                >
                    "Done"
                </button>
                {move || {
                    let copy = removed.clone();
                    (!board.sheet.read_only.get())
                        .then(|| {
                            view! {
                                <button class="btn btn--quiet" type="button" on:click=move |_| remove(board, &copy)>
                                    "Remove"
                                </button>
                            }
                        })
                }}
            </div>
        </section>
    }
}

/// Hides it: what was written is kept, and Undo brings it back.
fn remove(board: Board, copy: &AnswerPath) {
    board.book.set(board.sheet, copy.clone(), Answer::one(Value::Boolean(false)));
    board.editing.set(None);
    say("Removed. Undo brings it back");
    focus_soon("main".to_owned());
}
