//! One finding: shape and word, what was seen, what the checks say, what is recommended, and what became of it.

use super::{
    board::{Board, place_of},
    settle::{Settle, open_again},
};
use crate::{
    routes,
    sheet::counted,
    ui::{Icon, Severity, SeverityMark, VerdictMark, focus_soon},
};
use advice::{Finding, PLAN, RecommendationState, Sign, state_words};
use domain::rules::Verdict;
use leptos::prelude::*;
use leptos_router::components::A;

/// The card of a finding. Closing it opens below, and is not drawn anew when the finding changes.
#[component]
pub fn FindingCard(board: Board, key: String) -> impl IntoView {
    let finding = board.finding(key.clone());
    let id = routes::finding_id(&key);
    let title = id.clone();
    let closing = {
        let key = key.clone();
        Memo::new(move |_| board.closing.with(|closing| closing.as_ref() == Some(&key)))
    };
    view! {
        <article class="card finding" aria-labelledby=title>
            {move || {
                let id = id.clone();
                finding
                    .get()
                    .map(|finding| {
                        view! {
                            <Seen board=board finding=finding.clone() id=id />
                            <Done board=board finding=finding />
                        }
                    })
            }}
            {move || {
                let is_open = closing.get() && !board.sheet.read_only.get();
                let finding = is_open.then(|| finding.get_untracked()).flatten();
                finding.map(|finding| view! { <Settle board=board finding=finding /> })
            }}
        </article>
    }
}

/// What was found.
#[component]
fn Seen(board: Board, finding: Finding, id: String) -> impl IntoView {
    let client = board.book.card.with_untracked(|card| card.person.polite_name());
    let who = finding.who.as_ref().map(|who| format!("Affects: {}", who.replace("The client", &client)));
    let checks = finding.checks.iter().map(|check| {
        view! {
            <li>
                <VerdictMark verdict=check.outcome.verdict />
                <span>{check.outcome.words.clone()}</span>
            </li>
        }
    });
    let place = place_of(board.book, &finding).map(|to| {
        let name = format!("Go to it: {}, {}", finding.title, finding.area);
        view! {
            <A href=to attr:class="link" attr:aria-label=name>
                "Go to it"
                <Icon name="next" small=true />
            </A>
        }
    });
    view! {
        <div class="card__head">
            <h3 class="card__title" id=id tabindex="-1">
                {finding.title.clone()}
            </h3>
            {sign(finding.sign)}
        </div>
        {who.map(|words| view! { <p>{words}</p> })}
        {finding.seen.iter().map(|words| view! { <p class="finding__seen">{words.clone()}</p> }).collect_view()}
        {(!finding.checks.is_empty())
            .then(|| view! { <ul class="finding__checks" aria-label="Checks">{checks.collect_view()}</ul> })}
        <div class="card__meta">
            {counted(finding.n_photos, "photo").map(|words| view! { <span class="finding__photos">{words}</span> })}
            {place}
        </div>
    }
}

fn sign(sign: Sign) -> AnyView {
    match sign {
        Sign::Hazard => view! { <SeverityMark severity=Severity::Hazard /> }.into_any(),
        Sign::Concern => view! { <SeverityMark severity=Severity::Concern /> }.into_any(),
        Sign::DoesNotFit => view! { <VerdictMark verdict=Verdict::DoesNotFit /> }.into_any(),
    }
}

/// What is done about it: recommendations, what became of it, and what can be done next.
#[component]
fn Done(board: Board, finding: Finding) -> impl IntoView {
    let settled = finding.settled.clone().map(|settled| match settled.why {
        Some(why) => format!("{}: {why}", settled.words),
        None => settled.words,
    });
    let is_open = finding.is_open();
    let key = finding.key();
    view! {
        <Recommended board=board key=key />
        {settled
            .map(|words| {
                view! {
                    <p class="finding__settled">
                        <Icon name="tick" />
                        {words}
                    </p>
                }
            })}
        {move || {
            let finding = finding.clone();
            (!board.sheet.read_only.get())
                .then(|| match is_open {
                    true => view! { <OpenActions board=board finding=finding /> }.into_any(),
                    false => view! { <ClosedActions board=board finding=finding /> }.into_any(),
                })
        }}
    }
}

/// The recommendations for a finding, those that were dropped too.
#[component]
fn Recommended(board: Board, key: String) -> impl IntoView {
    let lines = Memo::new(move |_| {
        board.thoughts.plan.with(|plan| {
            let mine = plan.iter().filter(|one| one.findings.contains(&key));
            mine.map(|one| (one.id.clone(), one.state, one.what.clone())).collect::<Vec<_>>()
        })
    });
    move || {
        let lines = lines.get();
        let line = |(id, state, what): (String, RecommendationState, String)| {
            let state = match state {
                RecommendationState::Draft => "Draft made",
                other => state_words(other),
            };
            let what = if what.is_empty() { "not named yet".to_owned() } else { what };
            view! {
                <li>
                    <A href=routes::recommendation(board.book.visit, &id) attr:class="link">
                        <Icon name="plan" small=true />
                        {format!("{state}: {what}")}
                    </A>
                </li>
            }
        };
        match lines.is_empty() {
            true => view! { <p class="quiet">"No recommendation yet"</p> }.into_any(),
            false => view! { <ul class="finding__plan">{lines.into_iter().map(line).collect_view()}</ul> }
                .into_any(),
        }
    }
}

#[component]
fn OpenActions(board: Board, finding: Finding) -> impl IntoView {
    let key = finding.key();
    let id = format!("{}-close", routes::finding_id(&key));
    let title = finding.title.clone();
    let own = (finding.at.form == PLAN && finding.at.path.as_str().starts_with("pl-finding@"))
        .then(|| finding.at.path.clone());
    let suggest_word = if finding.recommendations.is_empty() { "Suggest one" } else { "Suggest another" };
    let suggest = move |_| {
        board.asked.set(Some(finding.clone()));
        board.suggesting.set(true);
    };
    let expanded = {
        let key = key.clone();
        move || board.closing.with(|closing| closing.as_ref() == Some(&key)).to_string()
    };
    view! {
        <div class="actions">
            <button
                class="btn"
                type="button"
                aria-haspopup="dialog"
                aria-label=format!("{suggest_word}: a recommendation for {title}")
                on:click=suggest
            >
                <Icon name="plan" />
                {suggest_word}
            </button>
            <button
                class="btn"
                type="button"
                id=id
                aria-expanded=expanded
                aria-label=format!("What became of it? {title}")
                on:click=move |_| {
                    let key = key.clone();
                    board.closing.update(|open| *open = (open.as_ref() != Some(&key)).then_some(key));
                }
            >
                "What became of it?"
            </button>
            {own
                .map(|copy| {
                    view! {
                        <button
                            class="btn btn--quiet"
                            type="button"
                            aria-label=format!("Change it: {title}")
                            on:click=move |_| {
                                board.editing.set(Some(copy.clone()));
                                focus_soon(super::own::HEADING.to_owned());
                            }
                        >
                            <Icon name="pen" />
                            "Change it"
                        </button>
                    }
                })}
        </div>
    }
}

#[component]
fn ClosedActions(board: Board, finding: Finding) -> impl IntoView {
    let name = format!("Open it again: {}", finding.title);
    view! {
        <div class="actions">
            <button
                class="btn"
                type="button"
                aria-label=name
                on:click=move |_| open_again(board, &finding)
            >
                <Icon name="undo" />
                "Open it again"
            </button>
        </div>
    }
}
