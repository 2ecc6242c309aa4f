//! Countersigning: what is signed, what changed, what was not looked at, and the password once more.
//! Nothing is signed when the record is another by now.

use super::{
    frame::{BackLink, Office, PersonBand, by_id, fresh_counts, say},
    password::PasswordField,
};
use crate::{
    api::reviews::{
        Closing, CountersignPage, Countersigning, Moved, Pinned, before_countersigning, close_comment,
        countersign,
    },
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{ErrorSummary, Icon, Lintel, icon_address},
};
use domain::{
    VisitId,
    calendar::{date_and_clock, uk_date},
    visits::{Signature, fingerprint},
};
use leptos::prelude::*;
use reports::AreaLine;
use sync::VisitCard;

/// The page.
#[component]
pub fn Countersign() -> impl IntoView {
    let data = by_id("visit", before_countersigning);
    view! { <Office page=Page::Review title="Countersign" text=true data=data draw=draw /> }
}

fn draw(page: CountersignPage, desk: Desk) -> AnyView {
    // Also for whoever comes back to the page, or comes second.
    let done = RwSignal::new(page.card.countersignature.is_some().then(|| page.card.clone()));
    view! {
        {move || match done.get() {
            Some(card) => view! { <Countersigned card=card /> }.into_any(),
            None => view! { <Asking page=page.clone() desk=desk.clone() done=done /> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Asking(page: CountersignPage, desk: Desk, done: RwSignal<Option<VisitCard>>) -> impl IntoView {
    let card = page.card;
    let sub = format!("You sign version {}.", card.version);
    let print = page.content_hash.as_deref().map(fingerprint);
    let polite = card.person.polite_name();
    let below = match (page.hindrance, page.content_hash) {
        (None, Some(hash)) => {
            view! { <SignForm visit=card.id hash=hash polite=polite open=page.open done=done /> }.into_any()
        }
        (why, _) => view! {
            <div class="notice notice--attention">
                <Icon name="attention" />
                <p>{why.unwrap_or_else(|| "This record is not signed yet.".to_owned())}</p>
            </div>
        }
        .into_any(),
    };
    view! {
        <BackLink href=routes::review(card.id) to="Review" />
        <Lintel title="Countersign".to_owned() sub=sub />
        <PersonBand person=card.person today=uk_date(desk.now) />
        {print.map(print_line)}
        <Changes visit=card.id version=card.version changed=page.changed />
        <NotLookedAt visit=card.id areas=page.not_looked_at />
        {below}
    }
}

/// What people compare, with its name.
fn print_line(print: String) -> impl IntoView {
    view! {
        <p>
            "Fingerprint "
            <span class="fingerprint">{print}</span>
        </p>
    }
}

fn area_href(visit: VisitId, area: Option<&reports::AreaId>) -> String {
    match area {
        Some(area) => format!("{}?area={area}", routes::review(visit)),
        None => routes::review(visit),
    }
}

#[component]
fn Changes(visit: VisitId, version: u32, changed: Vec<Moved>) -> impl IntoView {
    let line = move |moved: Moved| {
        let before = moved
            .changed
            .before
            .map_or_else(|| "was not answered".to_owned(), |was| format!("was \u{201c}{was}\u{201d}"));
        let now =
            moved.changed.now.map_or_else(|| "Cleared".to_owned(), |now| format!("\u{201c}{now}\u{201d}"));
        view! {
            <li>
                <a class="line" href=area_href(visit, moved.area.as_ref())>
                    <Icon name="pen" />
                    <span class="line__title">
                        {moved.changed.label}
                        <span class="line__sub">{format!("{now} {before}")}</span>
                    </span>
                    <svg class="icon icon--go" aria-hidden="true">
                        <use href=icon_address("next")></use>
                    </svg>
                </a>
            </li>
        }
    };
    (version > 1).then(|| {
        let list = match changed.is_empty() {
            true => view! { <p>"No answer was changed."</p> }.into_any(),
            false => {
                view! { <ul class="lines">{changed.into_iter().map(line).collect_view()}</ul> }.into_any()
            }
        };
        view! {
            <section class="stack stack--tight" aria-labelledby="changed">
                <h2 id="changed">{format!("Changed since version {}", version - 1)}</h2>
                {list}
            </section>
        }
    })
}

#[component]
fn NotLookedAt(visit: VisitId, areas: Vec<AreaLine>) -> impl IntoView {
    let lead = match areas.len() {
        1 => "1 area not looked at: ".to_owned(),
        n => format!("{n} areas not looked at: "),
    };
    let n_areas = areas.len();
    let link = move |(at, area): (usize, AreaLine)| {
        let after = if at + 1 < n_areas { ", " } else { ". " };
        view! {
            <span>
                <a href=area_href(visit, Some(&area.id))>{area.title.clone()}</a>
                {after}
            </span>
        }
    };
    (n_areas > 0).then(|| {
        view! {
            <div class="notice">
                <Icon name="eye" />
                <p>
                    <b>{lead}</b>
                    {areas.into_iter().enumerate().map(link).collect_view()}
                    "This stops nothing."
                </p>
            </div>
        }
    })
}

#[component]
fn SignForm(
    visit: VisitId,
    hash: String,
    polite: String,
    open: Vec<Pinned>,
    done: RwSignal<Option<VisitCard>>,
) -> impl IntoView {
    let (password, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<(Option<String>, String)>);
    let open = RwSignal::new(open);
    let counts = fresh_counts();
    let sign = Action::new(move |signing: &Countersigning| {
        let signing = signing.clone();
        async move {
            match countersign(signing).await {
                Ok(card) => {
                    done.set(Some(card));
                    counts.run(());
                }
                Err(error) => problem.set(Some((at_field(&error), error.to_string()))),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !open.with_untracked(Vec::is_empty) {
            return problem
                .set(Some((Some("open".into()), "Settle the comments that ask for a change first.".into())));
        }
        if password.with_untracked(String::is_empty) {
            return problem.set(Some((Some("password".into()), "Type your password.".into())));
        }
        problem.set(None);
        if !sign.pending().get_untracked() {
            let note = Some(note.get_untracked()).filter(|note| !note.trim().is_empty());
            let password = password.get_untracked();
            sign.dispatch(Countersigning { visit, content_hash: hash.clone(), note, password });
        }
    };
    let problems = Signal::derive(move || problem.get().into_iter().collect::<Vec<_>>());
    let about_password = Signal::derive(move || {
        problem.get().filter(|(field, _)| field.as_deref() == Some("password")).map(|(_, words)| words)
    });
    view! {
        <ErrorSummary problems=problems />
        <OpenComments visit=visit open=open problem=problem />
        <form method="post" novalidate on:submit=submit>
            <section class="sign-block" aria-labelledby="signature">
                <h2 id="signature">"Your signature"</h2>
                <p class="statement">
                    {format!("I have read this record and agree that it becomes part of {polite}\u{2019}s record. My view where I differ is in my comments.")}
                </p>
                <div class="field">
                    <label class="field__label" for="note">
                        "Note "
                        <span class="field__optional">"(optional)"</span>
                    </label>
                    <textarea
                        class="input input--area"
                        id="note"
                        rows="3"
                        on:input=move |event| note.set(event_target_value(&event))
                    ></textarea>
                </div>
                <PasswordField
                    id="password"
                    label="Password"
                    autocomplete="current-password"
                    problem=about_password
                    value=password
                />
                <div class="actions actions--fill">
                    <button class="btn btn--primary" type="submit">
                        <Icon name="countersign" />
                        {move || if sign.pending().get() { "Countersigning" } else { "Countersign" }}
                    </button>
                </div>
            </section>
        </form>
    }
}

fn at_field(error: &AppError) -> Option<String> {
    match error {
        AppError::Refused(words) if words.contains("password") => Some("password".to_owned()),
        _ => None,
    }
}

/// Comments that ask for a change and are not settled.
#[component]
fn OpenComments(
    visit: VisitId,
    open: RwSignal<Vec<Pinned>>,
    problem: RwSignal<Option<(Option<String>, String)>>,
) -> impl IntoView {
    let settle = Action::new(move |closing: &Closing| {
        let closing = closing.clone();
        async move {
            let id = closing.comment;
            match close_comment(closing).await {
                Ok(_) => {
                    open.update(|open| open.retain(|pinned| pinned.comment.id != id));
                    problem.set(None);
                    say("Comment settled");
                }
                Err(error) => problem.set(Some((Some("open".to_owned()), error.to_string()))),
            }
        }
    });
    let line = move |pinned: Pinned| {
        let comment = pinned.comment.id;
        view! {
            <li class="line line--stack">
                <Icon name="comment" />
                <span class="line__title">
                    {pinned.label.unwrap_or_else(|| "The whole visit".to_owned())}
                    <span class="line__sub">{format!("{} {}", pinned.comment.text, pinned.comment.state_words())}</span>
                </span>
                <span class="line__side">
                    <button
                        class="btn"
                        type="button"
                        on:click=move |_| drop(settle.dispatch(Closing { visit, comment, take_back: false }))
                    >
                        "Settled"
                    </button>
                </span>
            </li>
        }
    };
    move || {
        let all = open.get();
        let heading = match all.len() {
            0 => return None,
            1 => "1 comment is open: change needed".to_owned(),
            n => format!("{n} comments are open: change needed"),
        };
        Some(view! {
            <section class="stack stack--tight" id="open" tabindex="-1" aria-labelledby="open-heading">
                <h2 id="open-heading">{heading}</h2>
                <ul class="lines">{all.into_iter().map(line).collect_view()}</ul>
            </section>
        })
    }
}

#[component]
fn Countersigned(card: VisitCard) -> impl IntoView {
    let at = card.countersignature.as_ref().map(|signature| date_and_clock(signature.at)).unwrap_or_default();
    let sign = |signature: &Signature, verb: &str| {
        view! {
            <div class="paper__sign">
                <p><b>{signature.by.name.clone()}</b>{format!(", {}", signature.by.title)}</p>
                <p>{format!("{verb} {}", date_and_clock(signature.at))}</p>
            </div>
        }
    };
    let author = card.signatures.last().map(|signature| sign(signature, "Signed"));
    let mine = card.countersignature.as_ref().map(|signature| sign(signature, "Countersigned"));
    let print = card.countersignature.as_ref().map(|signature| fingerprint(&signature.content_hash));
    view! {
        <Lintel title=format!("Countersigned {at}") />
        {author}
        {mine}
        {print.map(print_line)}
        <div class="actions">
            <a class="btn btn--primary" href=routes::report(card.id)>
                "See the report"
            </a>
            <a class="btn" href=routes::REVIEW>
                "Next in the queue"
            </a>
        </div>
    }
}
