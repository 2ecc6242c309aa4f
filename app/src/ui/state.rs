//! Where an answer is, in the four words that the whole product keeps to.

use super::Icon;
use crate::routes;
use leptos::prelude::*;

/// Where an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerState {
    /// Never answered: nothing is shown.
    Empty,
    /// Not committed yet.
    Saving,
    /// Committed on this tablet, at this time.
    OnThisTablet(String),
    /// Named by an envelope of ours.
    OnTheServer,
    /// Asks for something; the words say what.
    NeedsAttention(String),
    /// Somebody else answered otherwise: both stand where they can be compared.
    Differs,
}

/// The icon and word at the foot of an item. Its place is kept while it is empty.
#[component]
pub fn StateMark(
    /// The state.
    #[prop(into)]
    state: Signal<AnswerState>,
) -> impl IntoView {
    move || match state.get() {
        AnswerState::Empty => view! { <span class="state"></span> }.into_any(),
        AnswerState::Saving => mark("saving", "saving", "Saving".into(), None),
        AnswerState::OnThisTablet(at) => mark("tablet", "tablet", "On this tablet".into(), Some(at)),
        AnswerState::OnTheServer => mark("server", "server", "On the server".into(), None),
        AnswerState::NeedsAttention(why) => {
            mark("attention", "attention", format!("Needs attention: {why}"), None)
        }
        AnswerState::Differs => view! {
            <a class="state state--attention" href=routes::FIELD_CONFLICTS>
                <Icon name="attention" small=true />
                <span class="state__word">"Two answers differ: see both"</span>
            </a>
        }
        .into_any(),
    }
}

fn mark(class: &'static str, icon: &'static str, word: String, at: Option<String>) -> AnyView {
    view! {
        <span class=format!("state state--{class}")>
            <Icon name=icon small=true />
            <span class="state__word">{word}</span>
            {at.map(|at| view! { <span class="state__time">{at}</span> })}
        </span>
    }
    .into_any()
}
