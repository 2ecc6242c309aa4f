//! Comments beside the answers: those of the area in view, and the form for a new one. A sent comment
//! is never edited; for five minutes it can be taken back.

use super::{frame::say, password::FieldMessage, review::Desktop};
use crate::{
    api::reviews::{Closing, Pinned, add_comment, close_comment},
    routes::item_id,
    ui::{Icon, focus},
};
use domain::{calendar::date_and_clock, visits::CommentKind};
use leptos::prelude::*;
use reports::AreaId;
use sync::{FieldKey, Reply, desk::NewComment};

/// A comment with more letters than this is folded.
const LONG: usize = 700;

/// What a comment is about; none for the whole visit.
type About = Option<(FieldKey, String)>;

fn key_of(about: &About) -> Option<&FieldKey> {
    about.as_ref().map(|(key, _)| key)
}

/// Comments of the area in view and of the whole visit.
#[component]
pub fn Comments(
    /// The page around them.
    desktop: Desktop,
) -> impl IntoView {
    let shown = move || {
        let here = desktop.here();
        desktop.page.with(|page| {
            let of_here = |pinned: &&Pinned| pinned.area.is_none() || pinned.area == here;
            page.comments.iter().filter(of_here).cloned().collect::<Vec<_>>()
        })
    };
    let label = move || {
        let all = shown();
        let open = all.iter().filter(|pinned| pinned.comment.is_open()).count();
        format!("Comments here, {}, {open} open", all.len())
    };
    let list = move || match shown() {
        none if none.is_empty() => view! { <p class="quiet">"No comment here yet."</p> }.into_any(),
        all => {
            let items = all.into_iter().map(|pinned| view! { <OneComment pinned=pinned desktop=desktop /> });
            view! { <ul class="comments" aria-label=label()>{items.collect_view()}</ul> }.into_any()
        }
    };
    // The form stays while the page around it is told anew: what is being written stays with it.
    let may_act = Memo::new(move |_| desktop.page.with(|page| page.may_act));
    // Words belong to the answer they were written for: each has a form of its own, one of them in sight.
    let begun = Memo::new(move |before: Option<&Vec<About>>| {
        let mut all = before.cloned().unwrap_or_else(|| vec![None]);
        let about = desktop.about.get();
        if !all.iter().any(|one| key_of(one) == key_of(&about)) {
            all.push(about);
        }
        all
    });
    let forms = move || {
        view! {
            <For
                each=move || begun.get()
                key=|about| key_of(about).cloned()
                children=move |about| view! { <NewCommentForm desktop=desktop about=about /> }
            />
        }
    };
    view! {
        <section class="review__comments stack" aria-labelledby="comments">
            <h2 id="comments" tabindex="-1">
                "Comments"
            </h2>
            {list}
            {move || may_act.get().then(forms)}
        </section>
    }
}

#[component]
fn OneComment(pinned: Pinned, desktop: Desktop) -> impl IntoView {
    let Pinned { comment, label, may_take_back, .. } = pinned;
    let id = comment.id;
    let close = Action::new(move |take_back: &bool| {
        let closing = Closing { visit: desktop.visit, comment: id, take_back: *take_back };
        async move {
            let words = if closing.take_back { "Comment taken back" } else { "Comment settled" };
            match close_comment(closing).await {
                Ok(page) => {
                    desktop.page.set(page);
                    desktop.problem.set(None);
                    say(words);
                    // The button is gone.
                    request_animation_frame(|| focus("comments"));
                }
                Err(error) => desktop.problem.set(Some(error)),
            }
        }
    });
    let is_closed = comment.settled.is_some() || comment.taken_back;
    let class = match (is_closed, comment.kind) {
        (true, _) => "comment comment--settled",
        (false, CommentKind::ChangeNeeded) => "comment comment--change",
        _ => "comment",
    };
    let state = comment.state_words();
    let kind = comment.kind.words();
    let shown_state = (state != kind).then_some(state);
    let actions = move || {
        (desktop.page.read().may_act && !is_closed).then(|| {
            view! {
                <div class="actions">
                    <button class="btn btn--s" type="button" on:click=move |_| drop(close.dispatch(false))>
                        "Settled"
                    </button>
                    {may_take_back
                        .then(|| {
                            view! {
                                <button class="btn btn--s" type="button" on:click=move |_| drop(close.dispatch(true))>
                                    "Take back"
                                </button>
                            }
                        })}
                </div>
            }
        })
    };
    view! {
        <li class=class>
            <p class="comment__head">
                <span class="comment__kind">{kind}</span>
                {shown_state.map(|state| view! { <span class="comment__state">{state}</span> })}
            </p>
            <p>
                <b>{label.unwrap_or_else(|| "The whole visit".to_owned())}</b>
            </p>
            <p class="comment__who">{format!("{}, {}", comment.by, date_and_clock(comment.at))}</p>
            {(!comment.taken_back).then(|| words(comment.text))}
            {comment.replies.into_iter().map(reply).collect_view()}
            {actions}
        </li>
    }
}

/// The words; of long ones the beginning, and the rest when it is asked for.
fn words(text: String) -> AnyView {
    let Some((end, _)) = text.char_indices().nth(LONG) else {
        return view! { <p>{text}</p> }.into_any();
    };
    let end = text[..end].rfind(' ').unwrap_or(end);
    view! {
        <p>{text[..end].to_owned()}</p>
        <details class="fold">
            <summary class="fold__title">
                <Icon name="down" />
                "The rest of it"
            </summary>
            <p class="fold__body">{text[end..].trim_start().to_owned()}</p>
        </details>
    }
    .into_any()
}

fn reply(reply: Reply) -> impl IntoView {
    let done = if reply.done { "Done, I changed it. " } else { "" };
    view! {
        <div>
            <p class="comment__who">{format!("{}, {}", reply.by, date_and_clock(reply.at))}</p>
            <p>{format!("{done}{}", reply.text)}</p>
        </div>
    }
}

#[component]
fn NewCommentForm(desktop: Desktop, about: About) -> impl IntoView {
    let on = StoredValue::new(key_of(&about).cloned());
    let is_here =
        Memo::new(move |_| desktop.about.with(|about| on.with_value(|on| key_of(about) == on.as_ref())));
    // The forms out of sight have no ids, so that each stands once on the page.
    let id = move |id: &'static str| move || is_here.get().then_some(id);
    let kind = RwSignal::new(None::<CommentKind>);
    let text = RwSignal::new(String::new());
    // What is missing: the kind, or the words.
    let (no_kind, no_words) = (RwSignal::new(false), RwSignal::new(false));
    let add = Action::new(move |new: &NewComment| {
        let new = new.clone();
        async move {
            let on = new.on.clone();
            match add_comment(new).await {
                Ok(page) => {
                    desktop.page.set(page);
                    desktop.problem.set(None);
                    text.set(String::new());
                    kind.set(None);
                    say("Comment added");
                    if is_here.try_get_untracked() == Some(true) {
                        back_to_answer(on.as_ref());
                    }
                }
                Err(error) => desktop.problem.set(Some(error)),
            }
        }
    });
    // In another area nothing is said about a question of this one, unless its words are begun.
    Effect::new(move |before: Option<Option<AreaId>>| {
        let area = desktop.area.get();
        let has_moved = before.is_some_and(|before| before != area);
        let is_blank = text.with_untracked(|text| text.trim().is_empty());
        if has_moved && is_blank && is_here.get_untracked() {
            desktop.about.set(None);
        }
        area
    });
    Effect::new(move |_| {
        if !is_here.get() {
            no_words.set(false);
            no_kind.set(false);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked();
        no_words.set(words.trim().is_empty());
        no_kind.set(kind.with_untracked(Option::is_none));
        if no_words.get_untracked() {
            return focus("comment-words");
        }
        let Some(kind) = kind.get_untracked() else {
            return focus(&kind_id(CommentKind::ALL[0]));
        };
        if !add.pending().get_untracked() {
            add.dispatch(NewComment { visit: desktop.visit, on: on.get_value(), kind, text: words });
        }
    };
    let has_answer = about.is_some();
    let about = match about {
        Some((_, label)) => format!("Comment on {label}"),
        None => "Comment on the whole visit".to_owned(),
    };
    let radio = move |one: CommentKind| {
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    name="kind"
                    id=move || is_here.get().then(|| kind_id(one))
                    value=one.code()
                    prop:checked=move || kind.get() == Some(one)
                    on:change=move |_| {
                        kind.set(Some(one));
                        no_kind.set(false);
                    }
                />
                <span>{one.words()}</span>
            </label>
        }
    };
    let starters = desktop.page.with_untracked(|page| page.starters.clone());
    view! {
        <form
            class="stack stack--tight"
            method="post"
            novalidate
            on:submit=submit
            hidden=move || !is_here.get()
            aria-labelledby=id("comment-about")
        >
            <div class="field">
                <label class="field__label" id=id("comment-about") for=id("comment-words")>
                    {about}
                </label>
                <FieldMessage id="comment-words-message" problem=told(no_words, "Write the comment first.") />
                <textarea
                    class="input input--area"
                    id=id("comment-words")
                    rows="3"
                    prop:value=move || text.get()
                    aria-invalid=move || no_words.get().then_some("true")
                    aria-describedby=move || no_words.get().then_some("comment-words-message")
                    on:input=move |event| {
                        text.set(event_target_value(&event));
                        no_words.set(false);
                    }
                ></textarea>
            </div>
            <fieldset aria-describedby=move || no_kind.get().then_some("comment-kind-message")>
                <legend class="part__q">"Kind"</legend>
                <FieldMessage
                    id="comment-kind-message"
                    problem=told(no_kind, "Choose what kind of comment it is.")
                />
                <div class="choices">{CommentKind::ALL.map(radio).collect_view()}</div>
            </fieldset>
            <div class="actions">
                <button class="btn" type="submit">
                    "Add comment"
                </button>
                {has_answer
                    .then(|| {
                        let back = move |_| on.with_value(|on| back_to_answer(on.as_ref()));
                        view! {
                            <button class="btn btn--quiet" type="button" on:click=back>
                                "Back to the answer"
                            </button>
                            <button class="btn btn--quiet" type="button" on:click=move |_| desktop.about.set(None)>
                                "On the whole visit instead"
                            </button>
                        }
                    })}
            </div>
            <Starters starters=starters text=text />
        </form>
    }
}

fn kind_id(kind: CommentKind) -> String {
    format!("comment-{}", kind.code())
}

fn told(is_missing: RwSignal<bool>, words: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || is_missing.get().then(|| words.to_owned()))
}

/// Where there is one column, the form is far below the answer it is about.
fn back_to_answer(about: Option<&FieldKey>) {
    if let Some(key) = about {
        focus(&format!("{}-q", item_id(&key.path)));
    }
}

/// Beginnings to choose from; a tap puts the words at the end of what is written.
#[component]
fn Starters(starters: Vec<String>, text: RwSignal<String>) -> impl IntoView {
    let starter = move |words: String| {
        let add = words.clone();
        let put = move |_| {
            text.update(|text| {
                if !text.is_empty() && !text.ends_with(char::is_whitespace) {
                    text.push(' ');
                }
                text.push_str(&add);
            });
        };
        view! {
            <li>
                <button class="menu__entry" type="button" on:click=put>
                    {words}
                </button>
            </li>
        }
    };
    view! {
        <details class="fold">
            <summary class="fold__title">
                <Icon name="down" />
                "Ways to begin"
            </summary>
            <ul class="fold__body">{starters.into_iter().map(starter).collect_view()}</ul>
        </details>
    }
}
