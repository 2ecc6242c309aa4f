//! The page before signing. The button is never disabled: it answers with what is needed first.

use super::{
    draft::{Draft, Late, TimeOfVisit},
    facts::{Times, present, times},
    sign::{Said, sign},
};
use crate::{
    local::now,
    pages::field::{
        missing::{gaps, href, needed_to_finish, progress, remark},
        opened::reading,
    },
    routes,
    sheet::{Book, advised_of_all, say},
    ui::{Icon, Lintel, focus},
};
use domain::{Role, calendar, visits::Signatory};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;
use sync::wire::Me;

/// Something that is needed first, and where it is mended.
#[derive(Clone, Debug, PartialEq)]
struct Needed {
    words: String,
    to: Place,
}

#[derive(Clone, Debug, PartialEq)]
enum Place {
    Page(String),
    Field(&'static str),
    Nowhere,
}

/// The page before signing.
#[component]
pub fn FinishForm() -> impl IntoView {
    let book = Book::here();
    let local = book.local;
    let draft = Draft {
        told: reading(move || {
            local.tide.get();
            async move {
                let open = local.tablet().open(book.visit).await.ok()??;
                Some((times(&open, now()), present(&open)))
            }
        }),
        arrived: RwSignal::new(None),
        left: RwSignal::new(None),
        times_left: RwSignal::new(false),
        present: RwSignal::new(None),
        note: RwSignal::new(String::new()),
        late: RwSignal::new(String::new()),
    };
    let planned =
        book.card.with_untracked(|card| Some(card.with.join(", ")).filter(|names| !names.is_empty()));
    let asked = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let me =
        Memo::new(move |_| local.device.with(|device| device.as_ref().and_then(|device| device.me.clone())));
    let needed = Memo::new(move |_| needed(book, draft, me.get().as_ref()));
    let problems = Memo::new(move |_| {
        let mut all = if asked.get() { needed.get() } else { Vec::new() };
        all.extend(trouble.get().map(|words| Needed { words, to: Place::Nowhere }));
        all
    });
    let submit = move |_| {
        if busy.get_untracked() {
            return;
        }
        asked.set(true);
        draft.times_left.set(true);
        trouble.set(None);
        let (Some(me), Some(times), true) =
            (me.get_untracked(), untrack(|| draft.times()), needed.with_untracked(Vec::is_empty))
        else {
            focus_summary();
            return;
        };
        busy.set(true);
        say("Signing");
        let said = said(draft, me.signatory, times);
        spawn_local(async move {
            let outcome = sign(book, said).await;
            busy.set(false);
            if let Err(words) = outcome {
                trouble.set(Some(words));
                focus_summary();
            }
        });
    };
    let title = move || match problems.with(Vec::len) {
        0 => "Finish and sign - visit - Threshold".to_owned(),
        n => format!("{n} needed: Finish and sign - visit - Threshold"),
    };
    view! {
        <leptos_meta::Title text=title />
        <Summary problems=problems />
        <Lintel title="Finish and sign".to_owned() />
        <WhatIsSigned />
        <TimeOfVisit draft=draft />
        <div class="stack">
            <div class="field">
                <label class="field__label" for="present">
                    "Who was present"
                </label>
                {planned.clone()
                    .map(|names| {
                        view! {
                            <p class="item__hint" id="present-hint">
                                {format!("Planned with {names}. Write down who was there.")}
                            </p>
                        }
                    })}
                <input
                    class="input"
                    id="present"
                    autocomplete="off"
                    prop:value=move || draft.present_words()
                    on:input=move |event| draft.present.set(Some(event_target_value(&event)))
                    aria-describedby=planned.is_some().then_some("present-hint")
                />
            </div>
            <Late draft=draft />
            <div class="field">
                <label class="field__label" for="note">
                    "For my supervisor "
                    <span class="field__optional">"(optional)"</span>
                </label>
                <textarea
                    class="input input--area"
                    id="note"
                    rows="3"
                    on:input=move |event| draft.note.set(event_target_value(&event))
                ></textarea>
            </div>
        </div>
        <SignatureBlock me=me />
        <p>{move || after_words(book)}</p>
        <div class="actions actions--fill">
            <button class="btn btn--primary" type="button" on:click=submit>
                <Icon name="pen" />
                {move || if busy.get() { "Signing" } else { "Sign and finish" }}
            </button>
        </div>
    }
}

fn said(draft: Draft, by: Signatory, times: Times) -> Said {
    let some = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let late = untrack(|| draft.is_late());
    Said {
        by,
        arrived: times.arrived,
        left: times.left,
        present: untrack(|| draft.present_words()).trim().to_owned(),
        note: some(draft.note.get_untracked()),
        late_because: some(draft.late.get_untracked()).filter(|_| late),
    }
}

/// Everything that is needed before signing.
fn needed(book: Book, draft: Draft, me: Option<&Me>) -> Vec<Needed> {
    let all = gaps(book);
    let mut list: Vec<Needed> = needed_to_finish(&all)
        .into_iter()
        .map(|gap| Needed { words: remark(gap), to: Place::Page(href(book.visit, gap)) })
        .collect();
    if draft.told().is_none() {
        list.push(Needed { words: "This visit could not be read yet".to_owned(), to: Place::Nowhere });
    }
    if let Some((field, words)) = draft.trouble() {
        list.push(Needed { words: format!("Time of the visit: {words}"), to: Place::Field(field) });
    }
    if draft.is_late() && draft.late.with(|why| why.trim().is_empty()) {
        let words = "Late entry: say why it is written now".to_owned();
        list.push(Needed { words, to: Place::Field("late") });
    }
    list.extend(who_may_not(book, me).map(|words| Needed { words, to: Place::Nowhere }));
    list
}

/// Why this person cannot sign this record, if so.
fn who_may_not(book: Book, me: Option<&Me>) -> Option<String> {
    let Some(me) = me else {
        return Some("Nobody is signed in on this tablet. Sign in once with signal".to_owned());
    };
    let (author, name) = book.card.with(|card| (card.author, card.author_name.clone()));
    if author != me.user {
        return Some(format!("This is the record of {name}, who signs it"));
    }
    let ended = me.placement_until.filter(|until| *until < calendar::uk_date(now()));
    ended.map(|until| format!("Your placement ended on {}", calendar::short_date(until)))
}

#[component]
fn Summary(problems: Memo<Vec<Needed>>) -> impl IntoView {
    move || {
        let lines = problems.get();
        let heading = match lines.len() {
            0 => return None,
            1 => "1 thing is needed first".to_owned(),
            n => format!("{n} things are needed first"),
        };
        let lines = lines.into_iter().map(|line| match line.to {
            Place::Page(to) => view! { <li><A href=to>{line.words}</A></li> }.into_any(),
            Place::Field(id) => {
                // The address stays as it is: the focus goes to the field.
                let go = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    focus(id);
                };
                view! { <li><a href=format!("#{id}") on:click=go>{line.words}</a></li> }.into_any()
            }
            Place::Nowhere => view! { <li>{line.words}</li> }.into_any(),
        });
        Some(view! {
            <div class="summary" id="summary" role="group" aria-labelledby="summary-h" tabindex="-1">
                <h2 id="summary-h">
                    <Icon name="attention" />
                    {heading}
                </h2>
                <ul>{lines.collect_view()}</ul>
            </div>
        })
    }
}

fn focus_summary() {
    spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(30).await;
        focus("summary");
        // A long one begins with how much is needed, not with its last lines.
        if let Some(summary) = document().get_element_by_id("summary") {
            summary.scroll_into_view();
        }
    });
}

#[component]
fn WhatIsSigned() -> impl IntoView {
    let book = Book::here();
    let counts = Memo::new(move |_| progress(book));
    view! {
        <section class="stack stack--tight" aria-labelledby="what">
            <h2 id="what">"What you sign"</h2>
            <ul class="counts">
                <li>
                    <A href=routes::visit_page(book.visit, "report")>
                        <b>{move || counts.with(|counts| counts.answered - counts.not_seen)}</b>
                        {move || if counts.with(|c| c.answered - c.not_seen == 1) { " answer" } else { " answers" }}
                    </A>
                    ", "
                    <b>{move || counts.with(|counts| counts.not_seen)}</b>
                    " not seen with a reason"
                </li>
                <li>
                    <A href=routes::visit_page(book.visit, "findings")>"Findings"</A>
                    ": "
                    {advised_of_all(|part| part.findings)}
                </li>
                <li>
                    <A href=routes::visit_page(book.visit, "missing")>
                        <b>{move || counts.with(|counts| counts.asked - counts.answered)}</b>
                        " not answered"
                    </A>
                </li>
            </ul>
        </section>
    }
}

#[component]
fn SignatureBlock(me: Memo<Option<Me>>) -> impl IntoView {
    move || {
        me.get().map(|me| {
            let by = me.signatory;
            let registration = match (by.registration, me.role) {
                (Some(number), _) => number,
                (None, Role::Student | Role::Assistant) => "None: your role has no register".to_owned(),
                (None, _) => "Missing in your profile. Ask your administrator; you can sign now.".to_owned(),
            };
            view! {
                <section class="sign-block" aria-labelledby="sig">
                    <h2 id="sig">"Your signature"</h2>
                    <p class="statement">
                        "I carried out this visit and this is my record of what I saw, measured and was told."
                    </p>
                    <dl class="pairs">
                        <div><dt>"Name"</dt><dd>{by.name}</dd></div>
                        <div><dt>"Role"</dt><dd>{by.title}</dd></div>
                        <div><dt>"Regulator and number"</dt><dd>{registration}</dd></div>
                        <div><dt>"Date and time"</dt><dd class="num">{calendar::date_and_clock(now())}</dd></div>
                    </dl>
                </section>
            }
        })
    }
}

/// What signing means, in words.
fn after_words(book: Book) -> String {
    let (reviewer, countersigning) =
        book.card.with(|card| (card.reviewer.clone(), card.needs_countersigning));
    let who = reviewer.unwrap_or_else(|| "your supervisor".to_owned());
    let corrections = format!("After signing, corrections are addenda, or {who} returns the visit to you.");
    match countersigning {
        true => format!("{corrections} This becomes part of the record only when {who} has countersigned."),
        false => corrections,
    }
}
