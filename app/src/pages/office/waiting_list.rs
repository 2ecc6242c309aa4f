//! The longest waiting, one by one: reminding whoever has it, and passing it to somebody else.

use super::frame::say;
use crate::{
    api::waiting::{Passing, WaitingPage, pass_on, remind},
    error::AppError,
    routes,
    ui::{Icon, SheetDialog, focus},
};
use domain::{
    UserId, VisitId,
    calendar::{long_date, uk_date, waiting_words},
};
use leptos::prelude::*;
use sync::desk::WaitingLine;

/// Everything that waits, longest first.
#[component]
pub fn WaitingList(
    /// The board as last told.
    page: RwSignal<WaitingPage>,
    /// What went wrong last.
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let passing = RwSignal::new(None::<WaitingLine>);
    let open = RwSignal::new(false);
    let remind = Action::new(move |visit: &VisitId| {
        let visit = *visit;
        async move {
            match remind(visit).await {
                Ok(after) => {
                    page.set(after);
                    problem.set(None);
                    say("Reminded today");
                    // The button is gone.
                    request_animation_frame(|| focus("longest"));
                }
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let rows = move || {
        let WaitingPage { board, .. } = page.get();
        let at = board.at;
        let row = move |line: WaitingLine| {
            let (visit, person, with) = (line.visit, line.person.clone(), line.with.clone());
            let waits = waiting_words(line.since, at);
            let who = format!(" {with} about {person}");
            let act = match (line.order, line.reminded) {
                (Some(order), _) => view! {
                    <a class="btn" href=routes::order(order)>
                        "Open"
                        <span class="sr">{format!(" the order for {person}")}</span>
                    </a>
                }
                .into_any(),
                _ if !line.can_remind => ().into_any(),
                (_, true) => view! { <span>"Reminded today"</span> }.into_any(),
                _ => view! {
                    <button class="btn" type="button" on:click=move |_| drop(remind.dispatch(visit))>
                        "Remind"
                        <span class="sr">{who}</span>
                    </button>
                }
                .into_any(),
            };
            let can_pass = line.can_pass;
            let chosen = line.clone();
            view! {
                <tr>
                    <th scope="row">{person.clone()}</th>
                    <td data-label="Waiting">{waits}</td>
                    <td data-label="What">{line.what}</td>
                    <td data-label="Stage">{line.stage}</td>
                    <td data-label="With">{format!("{with} since {}", long_date(uk_date(line.since)))}</td>
                    <td class="table__act">
                        <span class="actions">
                            {act}
                            {can_pass
                                .then(|| {
                                    view! {
                                        <button
                                            class="btn"
                                            type="button"
                                            aria-haspopup="dialog"
                                            on:click=move |_| {
                                                passing.set(Some(chosen.clone()));
                                                open.set(true);
                                            }
                                        >
                                            "Pass to\u{a0}..."
                                            <span class="sr">{format!(" someone: {person}")}</span>
                                        </button>
                                    }
                                })}
                        </span>
                    </td>
                </tr>
            }
        };
        board.lines.into_iter().map(row).collect_view()
    };
    view! {
        <div class="table-wrap">
            <table class="table table--cards">
                <caption id="longest" tabindex="-1">
                    "Longest waiting"
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"Person"</th>
                        <th scope="col">"Waiting"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"Stage"</th>
                        <th scope="col">"With"</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <SheetDialog open=open title="Pass to somebody else".to_owned()>
            {move || passing.get().map(|line| view! { <Pass line=line page=page problem=problem open=open /> })}
        </SheetDialog>
    }
}

#[component]
fn Pass(
    line: WaitingLine,
    page: RwSignal<WaitingPage>,
    problem: RwSignal<Option<AppError>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let to = RwSignal::new(None::<UserId>);
    let note = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let visit = line.visit;
    let pass = Action::new(move |passing: &Passing| {
        let passing = passing.clone();
        async move {
            match pass_on(passing).await {
                Ok(after) => {
                    page.set(after);
                    problem.set(None);
                    say("Passed on");
                }
                Err(error) => problem.set(Some(error)),
            }
            open.set(false);
        }
    });
    let send = move |_| match to.get_untracked() {
        None => missing.set(true),
        Some(to) => drop(pass.dispatch(Passing { visit, to, note: note.get_untracked() })),
    };
    let mut colleagues = page.with_untracked(|page| page.colleagues.clone());
    colleagues.retain(|one| one.name != line.with);
    let option = |one: sync::desk::TeamMember| {
        view! { <option value=one.user.to_string()>{format!("{}, {}", one.name, one.title)}</option> }
    };
    view! {
        <p>{format!("{}, {}, with {}.", line.person, line.what.to_lowercase(), line.with)}</p>
        <div class="field">
            <label class="field__label" for="to">
                "To"
            </label>
            {move || {
                missing
                    .get()
                    .then(|| {
                        view! {
                            <p class="message message--needed" role="alert">
                                <Icon name="attention" />
                                <span>"Choose who takes it over."</span>
                            </p>
                        }
                    })
            }}
            <select class="input select" id="to" on:change=move |event| to.set(event_target_value(&event).parse().ok())>
                <option value="">"Choose"</option>
                {colleagues.into_iter().map(option).collect_view()}
            </select>
        </div>
        <div class="field">
            <label class="field__label" for="handover">
                "Hand-over note"
            </label>
            <textarea
                class="input input--area"
                id="handover"
                rows="3"
                on:input=move |event| note.set(event_target_value(&event))
            ></textarea>
        </div>
        <p>"Open comments go along. What was not sent from the old tablet is held, not lost."</p>
        <div class="actions actions--fill">
            <button class="btn btn--primary" type="button" on:click=send>
                "Pass on"
            </button>
            <button class="btn" type="button" on:click=move |_| open.set(false)>
                "Back"
            </button>
        </div>
    }
}
