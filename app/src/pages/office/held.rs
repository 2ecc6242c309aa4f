//! Held work: what the server could not put into the record, beside what the record says. Its author
//! reads it; a supervisor puts it back or leaves it out with a reason. Nobody can delete here.

use super::frame::{Office, Problem, fresh_counts, say};
use crate::{
    api::held::{HeldRow, HeldWork, Releasing, held, release_held},
    error::AppError,
    session::{Desk, Page},
    ui::{Icon, Lintel, SheetDialog, focus},
};
use domain::VisitId;
use leptos::prelude::*;
use sync::desk::Release;

/// Rows shown before the fold.
const SHOWN: usize = 5;

/// The page.
#[component]
pub fn Held() -> impl IntoView {
    let data = Resource::new(|| (), |()| held());
    view! { <Office page=Page::Held title="Held work" data=data draw=draw /> }
}

fn draw(work: Vec<HeldWork>, _desk: Desk) -> AnyView {
    let work = RwSignal::new(work);
    let problem = RwSignal::new(None::<AppError>);
    let count =
        move || work.with(|work| if work.is_empty() { String::new() } else { work.len().to_string() });
    let body = move || match work.get() {
        none if none.is_empty() => view! {
            <div class="empty">
                <p>
                    <b>"Nothing is held."</b>
                    " What the server cannot put into a record stands here, and is kept."
                </p>
            </div>
        }
        .into_any(),
        all => all
            .into_iter()
            .enumerate()
            .map(|(at, one)| view! { <Work at=at one=one work=work problem=problem /> })
            .collect_view()
            .into_any(),
    };
    view! {
        <Lintel
            title="Held work".to_owned()
            count=Signal::derive(count)
            sub=Signal::derive(move || match work.with(Vec::is_empty) {
                true => String::new(),
                false => "The server could not put this into the record. Nothing is lost.".to_owned(),
            })
        />
        <Problem problem=problem />
        {body}
    }
    .into_any()
}

#[component]
fn Work(
    at: usize,
    one: HeldWork,
    work: RwSignal<Vec<HeldWork>>,
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let heading = format!("held-{at}");
    let named_by = heading.clone();
    let leaving = RwSignal::new(false);
    let counts = fresh_counts();
    let release = Action::new(move |releasing: &Releasing| {
        let releasing = releasing.clone();
        async move {
            let words = match releasing.how {
                Release::PutBack => "Put back into the visit",
                Release::LeaveOut => "Left out of the record, with your reason",
            };
            leaving.set(false);
            match release_held(releasing).await {
                Ok(after) => {
                    work.set(after);
                    problem.set(None);
                    counts.run(());
                    say(words);
                    // What was pressed is gone.
                    request_animation_frame(|| focus("main"));
                }
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let visit = one.visit;
    let put_back = move |_| {
        if !release.pending().get_untracked() {
            release.dispatch(Releasing { visit, how: Release::PutBack, why: String::new() });
        }
    };
    let (first, rest): (Vec<_>, Vec<_>) = one.rows.into_iter().enumerate().partition(|(at, _)| *at < SHOWN);
    let n_rows = first.len() + rest.len();
    let actions = one.may_release.then(|| {
        view! {
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="button" on:click=put_back>
                    "Put back into the visit"
                </button>
                <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| leaving.set(true)>
                    "Leave it out, with a reason"
                </button>
            </div>
            <SheetDialog open=leaving title="Leave it out of the record".to_owned()>
                <LeaveOut visit=visit release=release />
            </SheetDialog>
        }
    });
    view! {
        <article class="card card--attention" aria-labelledby=named_by>
            <div class="card__head">
                <h2 class="card__title" id=heading>
                    {one.person}
                </h2>
                <span class="tag tag--attention">
                    <Icon name="attention" />
                    "Held"
                </span>
            </div>
            <p class="card__meta">
                <span>{one.what}</span>
                <span>{format!("by {}", one.by)}</span>
                <span>{one.written}</span>
            </p>
            <div class="notice notice--attention">
                <Icon name="attention" />
                {one.reasons.into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view()}
            </div>
            {(n_rows > 0)
                .then(|| table("What was written, and what the record says now".to_owned(), first))}
            {(!rest.is_empty())
                .then(|| {
                    view! {
                        <details class="fold">
                            <summary class="fold__title">
                                <Icon name="down" />
                                {format!("The other {} answers", rest.len())}
                            </summary>
                            <div class="fold__body">{table("The other answers".to_owned(), rest)}</div>
                        </details>
                    }
                })}
            {actions}
            {(!one.may_release)
                .then(|| view! { <p class="quiet">"A supervisor puts it back into the visit, or leaves it out with a reason."</p> })}
        </article>
    }
}

fn table(caption: String, rows: Vec<(usize, HeldRow)>) -> impl IntoView {
    let row = |(_, row): (usize, HeldRow)| {
        view! {
            <tr>
                <th scope="row">{row.label}</th>
                <td data-label="Held">{row.held}</td>
                <td data-label="In the record now">{row.now}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap">
            <table class="table table--cards">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Question"</th>
                        <th scope="col">"Held"</th>
                        <th scope="col">"In the record now"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn LeaveOut(visit: VisitId, release: Action<Releasing, ()>) -> impl IntoView {
    let why = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let send = move |_| {
        let why = why.get_untracked();
        missing.set(why.trim().is_empty());
        if !why.trim().is_empty() && !release.pending().get_untracked() {
            release.dispatch(Releasing { visit, how: Release::LeaveOut, why });
        }
    };
    view! {
        <p>"It stays out of the record and is kept with your reason."</p>
        <div class="field">
            <label class="field__label" for="why">
                "Reason"
            </label>
            {move || {
                missing
                    .get()
                    .then(|| {
                        view! {
                            <p class="message message--needed" role="alert">
                                <Icon name="attention" />
                                <span>"Say why it stays out of the record."</span>
                            </p>
                        }
                    })
            }}
            <textarea
                class="input input--area"
                id="why"
                rows="3"
                on:input=move |event| why.set(event_target_value(&event))
            ></textarea>
        </div>
        <div class="actions actions--fill">
            <button class="btn btn--primary" type="button" on:click=send>
                "Leave it out"
            </button>
        </div>
    }
}
