//! Findings: what was found in this home, worst first within the order of the house, and what becomes of each. There
//! is no sum and no rank; a settled finding stays in the list, folded.

mod board;
mod card;
mod own;
mod settle;
mod suggest;

use super::frame::VisitFrame;
use crate::{
    routes::{self, item_id},
    sheet::Book,
    ui::{DoorSwing, Empty, Icon, Lintel, Private, focus_soon},
};
use advice::PLAN;
use board::{Board, Group, Which};
use card::FindingCard;
use forms::AnswerPath;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use own::Own;
use suggest::SuggestSheet;

pub use board::title_of;
pub use suggest::{Offers, write_ones_own};

/// The page.
#[component]
pub fn Findings() -> impl IntoView {
    let book = Book::here();
    view! {
        <leptos_meta::Title text="Findings - visit - Threshold" />
        <VisitFrame>
            {match book.sheet(PLAN) {
                Some(sheet) => view! { <Page board=Board::new(book, sheet) /> }.into_any(),
                None => view! { <NoPlan title="Findings" /> }.into_any(),
            }}
        </VisitFrame>
    }
}

/// A visit without a plan, such as a student's observation.
#[component]
pub fn NoPlan(title: &'static str) -> impl IntoView {
    view! {
        <main class="page page--narrow" id="main" tabindex="-1">
            <Lintel title=title.to_owned() />
            <Empty title="Not part of this visit">
                <p>"This kind of visit has no findings and no recommendations of its own."</p>
            </Empty>
        </main>
    }
}

#[component]
fn Page(board: Board) -> impl IntoView {
    let title = Signal::derive(move || match board.n_open.get() {
        0 => "Findings".to_owned(),
        n => format!("Findings ({n})"),
    });
    arrive(board);
    super::area::arrive(board.sheet);
    view! {
        <main class="page page--narrow" id="main" tabindex="-1">
            <Lintel title=title>
                <Filter board=board />
            </Lintel>
            <Private>
                <Nothing board=board />
                <For each=move || board.groups.get() key=|group| group.area.clone() let:group>
                    <Area board=board group=group />
                </For>
                <Own board=board />
                <Settled board=board />
            </Private>
            <SuggestSheet board=board />
        </main>
    }
}

/// Brings the finding of the address into view. A question of one's own finding is opened where it is written.
fn arrive(board: Board) {
    let location = use_location();
    Effect::new(move |_| {
        let id = location.hash.get().trim_start_matches('#').to_owned();
        let group = AnswerPath::root("pl-finding");
        let copies = board.sheet.answers.with_untracked(|answers| answers.instances(&group));
        let mut copies = copies.iter().map(|copy| group.instance(copy));
        if let Some(copy) = copies.find(|copy| id.starts_with(&item_id(copy))) {
            board.editing.set(Some(copy));
        }
        let is_settled = |keys: &Vec<String>| keys.iter().any(|key| routes::finding_id(key) == id);
        if board.settled.with_untracked(is_settled) {
            board.unfolded.set(true);
        }
        if id.starts_with("f-") {
            focus_soon(id);
        }
    });
}

#[component]
fn Filter(board: Board) -> impl IntoView {
    let option = move |which: Which| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="which"
                    value=which.code()
                    prop:checked=move || board.which.get() == which
                    on:change=move |_| board.which.set(which)
                />
                {which.words()}
            </label>
        }
    };
    move || {
        (board.n_open.get() > 0).then(|| {
            view! {
                <fieldset class="segments plan__filter">
                    <legend class="sr">"Which"</legend>
                    {Which::ALL.map(option)}
                </fieldset>
            }
        })
    }
}

/// What stands where no finding is shown.
#[component]
fn Nothing(board: Board) -> impl IntoView {
    let shown = Memo::new(move |_| board.groups.with(|groups| !groups.is_empty()));
    let none = Memo::new(move |_| board.n_open.get() == 0 && board.settled.with(Vec::is_empty));
    move || match (shown.get(), none.get()) {
        (true, _) => ().into_any(),
        (false, true) => view! {
            <div class="empty">
                <DoorSwing part=0.0 mark=true />
                <p>"Nothing found so far. Hazards and concerns you choose in the checklist appear here."</p>
            </div>
        }
        .into_any(),
        _ if board.editing.with(Option::is_some) => ().into_any(),
        (false, false) if board.n_open.get() == 0 => view! { <p>"Every finding is settled."</p> }.into_any(),
        (false, false) => view! { <p>"No open finding is of this kind."</p> }.into_any(),
    }
}

/// The findings of one area.
#[component]
fn Area(board: Board, group: Group) -> impl IntoView {
    let area = group.area.clone();
    let keys = Memo::new(move |_| {
        board.groups.with(|groups| {
            let mine = groups.iter().find(|group| group.area == area);
            mine.map(|group| group.keys.clone()).unwrap_or_default()
        })
    });
    let id = format!("area-{}", routes::finding_id(&group.area));
    let heading = id.clone();
    view! {
        <section class="stack" aria-labelledby=heading>
            <h2 id=id>{group.area}</h2>
            <For each=move || keys.get() key=String::clone let:key>
                <FindingCard board=board key=key />
            </For>
        </section>
    }
}

/// What was settled: kept, folded, and opened again with one tap.
#[component]
fn Settled(board: Board) -> impl IntoView {
    let some = Memo::new(move |_| board.settled.with(|keys| !keys.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <details
                    class="fold fold--card"
                    prop:open=move || board.unfolded.get()
                    on:toggle=move |event| board.unfolded.set(is_unfolded(&event))
                >
                    <summary class="fold__title" id="settled">
                        <Icon name="down" />
                        {move || format!("Settled ({})", board.settled.with(Vec::len))}
                    </summary>
                    <div class="fold__body">
                        <For each=move || board.settled.get() key=String::clone let:key>
                            <FindingCard board=board key=key />
                        </For>
                    </div>
                </details>
            }
        })
    }
}

fn is_unfolded(event: &leptos::ev::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}
