//! Deciding: kept as proposed, not recommended and why, or back to a draft. All of it can be taken back; nothing is
//! sent by it.

use super::{detail::Open, gaps::select_gap};
use crate::{
    routes::item_id,
    sheet::{Book, say},
    ui::{Icon, focus, focus_item, focus_soon},
};
use advice::{Recommendation, RecommendationState, gap_words, state};
use forms::{Answer, Value};
use leptos::prelude::*;

const HEADING: &str = "decide";
const WHY: &str = "not-recommended-why";
const NOT: &str = "not-recommending";

/// The buttons that the state allows.
#[component]
pub fn Decide(open: Open, state: Memo<Option<RecommendationState>>) -> impl IntoView {
    let asking = RwSignal::new(false);
    move || {
        let state = state.get()?;
        let editable = !open.sheet.read_only.get();
        let dropped = state == RecommendationState::Dropped;
        if !editable && !dropped {
            return None;
        }
        Some(view! {
            <section class="plan__decide stack" aria-labelledby=HEADING>
                <h3 id=HEADING tabindex="-1">
                    {heading(state)}
                </h3>
                {dropped.then(|| open.question("dropped-why"))}
                {editable.then(|| view! { <Buttons open=open state=state asking=asking /> })}
                {move || (editable && asking.get()).then(|| view! { <WhyNot open=open asking=asking /> })}
            </section>
        })
    }
}

fn heading(state: RecommendationState) -> &'static str {
    match state {
        RecommendationState::Draft => "What do you say?",
        RecommendationState::Kept => "Kept as proposed",
        RecommendationState::Dropped => "Not recommended",
    }
}

#[component]
fn Buttons(open: Open, state: RecommendationState, asking: RwSignal<bool>) -> impl IntoView {
    let book = Book::here();
    // Set once somebody wanted to keep it too early; the words go with the last gap.
    let too_early = RwSignal::new(false);
    let lacking = Memo::new(move |_| open.with(lacking).flatten());
    let keep = move |_| match lacking.get_untracked() {
        Some(_) => {
            too_early.set(true);
            go_to_lack(open);
        }
        None => move_to(book, open, RecommendationState::Kept),
    };
    let is = move |other: RecommendationState| state == other;
    view! {
        <div class="actions actions--fill">
            {is(RecommendationState::Draft)
                .then(|| {
                    view! {
                        <button class="btn btn--primary" type="button" on:click=keep>
                            <Icon name="tick" />
                            "Keep as proposed"
                        </button>
                    }
                })}
            {(!is(RecommendationState::Dropped))
                .then(|| {
                    view! {
                        <button
                            class="btn"
                            type="button"
                            id=NOT
                            aria-expanded=move || asking.get().to_string()
                            on:click=move |_| {
                                asking.update(|asking| *asking = !*asking);
                                if asking.get_untracked() {
                                    focus_soon(WHY.to_owned());
                                }
                            }
                        >
                            "Not recommending this"
                        </button>
                    }
                })}
            {(!is(RecommendationState::Draft))
                .then(|| {
                    view! {
                        <button
                            class="btn"
                            type="button"
                            on:click=move |_| move_to(book, open, RecommendationState::Draft)
                        >
                            <Icon name="undo" />
                            "Back to draft"
                        </button>
                    }
                })}
        </div>
        <p class="message message--needed" role="alert">
            {move || lacking.get().filter(|_| too_early.get())}
        </p>
    }
}

/// What has to be said before it can be kept, in words.
fn lacking(one: &Recommendation) -> Option<String> {
    if one.what.trim().is_empty() {
        return Some("Say first what you recommend.".to_owned());
    }
    if one.kind.is_empty() {
        return Some("Choose first what kind it is.".to_owned());
    }
    gap_words(&one.blanks()).map(|words| format!("{words}. Then it can be kept."))
}

/// Puts the focus where that is said.
fn go_to_lack(open: Open) {
    let first = untrack(|| {
        open.with(|one| match (one.what.trim().is_empty(), one.kind.is_empty()) {
            (true, _) => Some(("pl-rec-what", String::new())),
            (_, true) => Some(("pl-rec-kind", String::new())),
            _ => one.first_gap(),
        })
    });
    match first.flatten() {
        Some((link_id, blank)) if blank.is_empty() => {
            focus_item(&item_id(&open.copy.with_value(|copy| copy.child(link_id))));
        }
        Some((link_id, blank)) => select_gap(open, link_id, &blank),
        None => {}
    }
}

/// Why it is not recommended: kept as it is typed, and part of the record once it is said that it is not.
#[component]
fn WhyNot(open: Open, asking: RwSignal<bool>) -> impl IntoView {
    let book = Book::here();
    let path = open.copy.with_value(|copy| copy.child("pl-rec-dropped-why"));
    let why = open.sheet.answers.with_untracked(|answers| answers.get(&path).cloned());
    let why = RwSignal::new(why.and_then(|why| why.first().map(Value::as_words)).unwrap_or_default());
    let problem = RwSignal::new(false);
    let done = move |_| match why.with_untracked(|why| why.trim().is_empty()) {
        true => {
            problem.set(true);
            focus(WHY);
        }
        false => {
            asking.set(false);
            move_to(book, open, RecommendationState::Dropped);
        }
    };
    view! {
        <div class="finding__settle">
            <label class="part__q" for=WHY>
                "Why not?"
            </label>
            <p class="item__hint" id="not-recommended-hint">
                "Who ruled it out, and why. It stays in the record."
            </p>
            <textarea
                class="input input--area"
                id=WHY
                rows="3"
                spellcheck="true"
                aria-describedby="not-recommended-hint"
                prop:value=move || why.get()
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    let answer = match typed.is_empty() {
                        true => Answer::default(),
                        false => Answer::one(Value::text(typed.clone())),
                    };
                    why.set(typed);
                    book.set_typing(open.sheet, path.clone(), answer);
                }
            ></textarea>
            <p class="message message--needed" role="alert">
                {move || {
                    if problem.get() && why.with(|why| why.trim().is_empty()) { "Say why first." } else { "" }
                }}
            </p>
            <div class="actions">
                <button class="btn btn--primary" type="button" on:click=done>
                    "Not recommended"
                </button>
                <button
                    class="btn btn--quiet"
                    type="button"
                    on:click=move |_| {
                        asking.set(false);
                        focus(NOT);
                    }
                >
                    "Not now"
                </button>
            </div>
        </div>
    }
}

fn move_to(book: Book, open: Open, to: RecommendationState) {
    let answer =
        open.sheet.definition.with_value(|definition| open.id.with_value(|id| state(definition, id, to)));
    let Some(answer) = answer else { return };
    let label = advice::state_words(to);
    book.set_all(open.sheet, vec![answer], &format!("Recommendation: {}", label.to_lowercase()));
    say(&format!("{label}. Undo takes it back"));
    focus_soon(HEADING.to_owned());
}
