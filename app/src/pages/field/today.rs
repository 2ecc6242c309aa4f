//! Today: what comes, in what order, what to know before knocking, and whether all of it is here.

mod readiness;

use super::{frame::DayFrame, lock::PassphraseCard};
use crate::{
    local::{Local, now},
    routes,
    sheet::counted,
    ui::{Empty, Icon, Lintel},
};
use domain::{VisitState, calendar};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;
use readiness::{Readiness, at_words, met};
use sync::VisitCard;

pub use readiness::{Getting, first_contact};

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    let local = Local::here();
    let today = calendar::uk_date(now());
    let returned = Memo::new(move |_| {
        local.visits.with(|visits| {
            visits.iter().filter(|card| card.state == VisitState::Returned).cloned().collect::<Vec<_>>()
        })
    });
    let of_today = Memo::new(move |_| {
        local.visits.with(|visits| {
            visits.iter().filter(|card| calendar::uk_date(card.planned) == today).cloned().collect::<Vec<_>>()
        })
    });
    let waiting = Memo::new(move |_| {
        local.unsent.with(|unsent| unsent.visits.iter().map(|line| line.id).collect::<Vec<_>>())
    });
    let earlier = Memo::new(move |_| {
        local.visits.with(|visits| {
            let mut earlier: Vec<_> =
                visits.iter().filter(|card| calendar::uk_date(card.planned) < today).cloned().collect();
            earlier.reverse();
            earlier
        })
    });
    let next = Memo::new(move |_| {
        local.visits.with(|visits| {
            visits
                .iter()
                .find(|card| calendar::uk_date(card.planned) > today && card.state.is_open())
                .cloned()
        })
    });
    view! {
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <Lintel title="Today".to_owned() sub=calendar::long_date(today) />
                <Readiness count=Signal::derive(move || of_today.with(Vec::len)) />
                <PassphraseCard />
                {move || {
                    let cards = returned.get();
                    (!cards.is_empty())
                        .then(|| {
                            view! {
                                <section class="stack" aria-labelledby="returned">
                                    <h2 id="returned">
                                        "Returned to you "
                                        <span class="num">{cards.len()}</span>
                                    </h2>
                                    {cards.into_iter().map(returned_card).collect_view()}
                                </section>
                            }
                        })
                }}
                {move || {
                    let (cards, waiting) = (of_today.get(), waiting.get());
                    if cards.is_empty() {
                        return (local.ready.get() && met(local)).then(|| no_visits(next.get())).into_any();
                    }
                    view! {
                        <section class="stack" aria-labelledby="visits">
                            <h2 id="visits">
                                "Visits "
                                <span class="num">{cards.len()}</span>
                            </h2>
                            <div class="cards">
                                {cards
                                    .into_iter()
                                    .map(|card| {
                                        let sending = waiting.contains(&card.id);
                                        visit_card(card, sending)
                                    })
                                    .collect_view()}
                            </div>
                        </section>
                    }
                        .into_any()
                }}
                {move || {
                    let cards = earlier.get();
                    (!cards.is_empty())
                        .then(|| {
                            view! {
                                <details class="fold fold--card">
                                    <summary class="fold__title">
                                        <Icon name="down" />
                                        {format!("Earlier ({})", cards.len())}
                                    </summary>
                                    <div class="fold__body">
                                        <ul class="lines">{cards.into_iter().map(earlier_line).collect_view()}</ul>
                                    </div>
                                </details>
                            }
                        })
                }}
            </main>
        </DayFrame>
    }
}

fn no_visits(next: Option<VisitCard>) -> impl IntoView {
    let words = match next {
        Some(card) => format!(
            "The next is {}, {}. Drafts are under Drafts.",
            calendar::day_and_date(calendar::uk_date(card.planned)),
            calendar::clock(card.planned)
        ),
        None => "Visits appear here on their day. Drafts are under Drafts.".to_owned(),
    };
    view! {
        <Empty title="No visits today">
            <p>{words}</p>
        </Empty>
    }
}

fn returned_card(card: VisitCard) -> impl IntoView {
    let count = |kind| card.open_comments().filter(|comment| comment.kind == kind).count();
    let changes = count(domain::visits::CommentKind::ChangeNeeded);
    let questions = count(domain::visits::CommentKind::Question);
    let (by, since) = card
        .returned
        .as_ref()
        .map(|returned| (returned.by.clone(), at_words(returned.at)))
        .unwrap_or_default();
    let asks = match (counted(changes, "change"), counted(questions, "question")) {
        (None, None) => "Everything asked for is answered. Sign it again when you are ready.".to_owned(),
        (Some(changes), None) => format!("{by} asks for {changes}. Since {since}."),
        (None, Some(questions)) => format!("{by} has {questions}. Since {since}."),
        (Some(changes), Some(questions)) => format!("{by} asks for {changes}, {questions}. Since {since}."),
    };
    let note = card.returned.as_ref().and_then(|returned| returned.note.clone());
    view! {
        <article class="card card--returned">
            <div class="card__head">
                <h3 class="card__title">
                    <A href=routes::visit(card.id)>
                        {format!(
                            "{}, {}, {}",
                            card.person.family,
                            card.title().to_lowercase(),
                            calendar::short_date(calendar::uk_date(card.planned)),
                        )}
                    </A>
                </h3>
                <span class="tag tag--tablet">
                    <Icon name="send-back" />
                    "Returned"
                </span>
            </div>
            <p>{asks}</p>
            {note.map(|note| view! { <blockquote class="quiet">{note}</blockquote> })}
            <div class="card__foot">
                <span class="card__go" aria-hidden="true">
                    "Open "
                    <Icon name="next" />
                </span>
            </div>
        </article>
    }
}

/// Who goes there besides whoever carries this tablet.
fn others(card: &VisitCard) -> String {
    let me = Local::here().device.with_untracked(|device| {
        device.as_ref().and_then(|device| device.me.as_ref()).map(|me| me.signatory.name.clone())
    });
    let all = std::iter::once(&card.author_name).chain(&card.with);
    let others = all.filter(|name| Some(*name) != me.as_ref()).map(String::as_str);
    others.collect::<Vec<_>>().join(", ")
}

fn visit_card(card: VisitCard, sending: bool) -> impl IntoView {
    let (state, class) = state_tag(&card, sending);
    let time = calendar::clock(card.planned);
    let name = card.person.banner_name();
    let rest = format!(", {}, {state}", card.title());
    let preferred = card.person.called().map(str::to_owned);
    let with = Some(others(&card)).filter(|names| !names.is_empty()).map(|names| format!("With {names}"));
    let open = card.state.is_open();
    let facts = open.then(|| view! { <BeforeYouKnock card=card.clone() /> });
    view! {
        <article class="card">
            <div class="card__head">
                <h3 class="card__title">
                    <A href=routes::visit(card.id)>
                        <span class="card__time">{time}</span>
                        {name}
                        <span class="sr">{rest}</span>
                    </A>
                </h3>
                <span class=class>{state}</span>
            </div>
            <p class="card__meta">
                <span>{format!("{}, about {} minutes", card.title(), card.minutes)}</span>
                <span>{card.person.address.clone()}</span>
                {preferred.map(|preferred| view! { <span>{format!("Preferred name {preferred}")}</span> })}
                {with.map(|with| view! { <span>{with}</span> })}
                {card.remark.clone().map(|remark| view! { <span>{remark}</span> })}
            </p>
            {facts}
            <div class="card__foot">
                <span class="card__go" aria-hidden="true">
                    "Open visit "
                    <Icon name="next" />
                </span>
            </div>
        </article>
    }
}

fn state_tag(card: &VisitCard, sending: bool) -> (String, &'static str) {
    match card.state {
        VisitState::Started => {
            let since = card.arrived.map(|at| format!(" {}", calendar::clock(at))).unwrap_or_default();
            (format!("Started{since}"), "tag tag--brand")
        }
        VisitState::Signed if sending => ("Signed, not sent".to_owned(), "tag tag--tablet"),
        state => (state.words().to_owned(), "tag"),
    }
}

/// The facts in their fixed order; the key-safe code stays covered until somebody says why.
#[component]
pub fn BeforeYouKnock(card: VisitCard) -> impl IntoView {
    let local = Local::here();
    let facts = card.person.before.facts();
    let person = card.person.id;
    let revealed = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let reveal = move |why: &'static str| {
        asking.set(false);
        spawn_local(async move {
            let words = match (local.platform().access_code)(person, why.to_owned()).await {
                Ok((place, code)) => format!("{place}: {code}"),
                Err(words) => words,
            };
            revealed.set(Some(words));
            gloo_timers::future::TimeoutFuture::new(60_000).await;
            revealed.try_set(None);
        });
    };
    let has_code = card.person.background.has_access_code;
    view! {
        <h4 class="facts__title">"Before you knock"</h4>
        <ul class="facts">
            {facts
                .into_iter()
                .map(|fact| {
                    let class = if fact.text.is_some() { "fact" } else { "fact fact--none" };
                    let words = fact.words();
                    view! {
                        <li class=class>
                            <Icon name=fact.icon />
                            <span>{words}</span>
                        </li>
                    }
                })
                .collect_view()}
            {has_code
                .then(|| {
                    view! {
                        <li class="fact fact--action">
                            <Icon name="key" />
                            <span class="row">
                                {move || match (revealed.get(), asking.get()) {
                                    (Some(words), _) => view! { <b class="num">{words}</b> }.into_any(),
                                    (None, true) => {
                                        view! {
                                            "Why do you need it?"
                                            {["Visit now", "Emergency", "Other"]
                                                .map(|why| {
                                                    view! {
                                                        <button class="btn btn--s" type="button" on:click=move |_| reveal(why)>
                                                            {why}
                                                        </button>
                                                    }
                                                })}
                                        }
                                            .into_any()
                                    }
                                    (None, false) => {
                                        view! {
                                            "Key safe: code covered"
                                            <button class="btn btn--s" type="button" on:click=move |_| asking.set(true)>
                                                "Show code"
                                            </button>
                                        }
                                            .into_any()
                                    }
                                }}
                            </span>
                        </li>
                    }
                })}
        </ul>
    }
}

fn earlier_line(card: VisitCard) -> impl IntoView {
    let day = calendar::day_and_date(calendar::uk_date(card.planned));
    view! {
        <li>
            <A href=routes::visit(card.id) attr:class="line">
                <span class="line__title">
                    {card.person.banner_name()}
                    <span class="line__sub">
                        {format!("{day}, {}, {}", card.title().to_lowercase(), card.state.words().to_lowercase())}
                    </span>
                </span>
                <Icon name="next" />
            </A>
        </li>
    }
}
