//! What is missing, over all forms of the visit, in three levels. Lines lead to their question or
//! take a reason right here, and leave when they are solved. Nothing here is called an error.

mod gaps;
mod line;
mod mark_all;

use super::{frame::VisitFrame, overview::SignedNotice};
use crate::{
    routes,
    sheet::Book,
    ui::{DoorSwing, Icon, Lintel, Private},
};
use forms::Level;
use leptos::prelude::*;
use leptos_router::components::A;
use line::GapLine;
use mark_all::MarkAll;

pub use gaps::{Gap, Progress, gaps, href, n_missing, needed_to_finish, progress, remark};

/// The levels with their headings, the most pressing first.
const LEVELS: [(Level, &str, &str); 3] = [
    (Level::NeededToFinish, "needed", "Needed before you finish"),
    (Level::NeededToCountersign, "countersign", "Needed before it can be countersigned"),
    (Level::WorthALook, "look", "Worth a look"),
];

/// What the lines of the list share.
#[derive(Clone, Copy)]
struct List {
    /// Everything that is missing.
    all: Memo<Vec<Gap>>,
    /// Only what must be done is shown.
    must_only: RwSignal<bool>,
    /// The line at which a reason is being chosen.
    choosing: RwSignal<Option<String>>,
    /// The area of which everything is to be marked.
    marking: RwSignal<Option<Gap>>,
}

impl List {
    /// What is shown, in its order.
    fn shown(self) -> Vec<Gap> {
        let must_only = self.must_only.get();
        self.all.with(|all| {
            let shown = all.iter().filter(|gap| !must_only || gap.level == Level::NeededToFinish);
            shown.cloned().collect()
        })
    }
}

/// The page.
#[component]
pub fn MissingList() -> impl IntoView {
    let book = Book::here();
    let list = List {
        all: Memo::new(move |_| gaps(book)),
        must_only: RwSignal::new(false),
        choosing: RwSignal::new(None),
        marking: RwSignal::new(None),
    };
    let needed = Memo::new(move |_| list.all.with(|all| needed_to_finish(all).len()));
    let total = Memo::new(move |_| list.all.with(Vec::len));
    let is_open = Memo::new(move |_| book.card.with(|card| card.state.is_open()));
    book.finishing.set(false);
    let title = Signal::derive(move || match total.get() {
        _ if !is_open.get() => "Signed".to_owned(),
        0 => "Nothing is missing".to_owned(),
        n => format!("What is missing: {n}"),
    });
    view! {
        <leptos_meta::Title text="Missing - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title=title>
                    {move || is_open.get().then(|| view! { <Which list=list needed=needed total=total /> })}
                </Lintel>
                <SignedNotice />
                {move || (total.get() == 0 && is_open.get()).then(|| view! { <Nothing /> })}
                {move || {
                    is_open
                        .get()
                        .then(|| {
                            view! {
                                <Private>
                                    {LEVELS.map(|(level, id, heading)| view! { <Group list=list level=level id=id heading=heading /> })}
                                </Private>
                                <Private>
                                    <MarkAll list=list />
                                </Private>
                            }
                        })
                }}
                {move || {
                    (list.must_only.get() && needed.get() == 0 && total.get() > 0 && is_open.get())
                        .then(|| view! { <p>"Nothing is needed before you finish."</p> })
                }}
            </main>
            <Tools list=list needed=needed />
        </VisitFrame>
    }
}

/// All, or only what must be done.
#[component]
fn Which(list: List, needed: Memo<usize>, total: Memo<usize>) -> impl IntoView {
    let option = move |must: bool, words: Signal<String>| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="which"
                    value=if must { "must" } else { "all" }
                    prop:checked=move || list.must_only.get() == must
                    on:change=move |_| list.must_only.set(must)
                />
                {words}
            </label>
        }
    };
    move || {
        (total.get() > 0).then(|| {
            view! {
                <fieldset class="segments">
                    <legend class="sr">"Which"</legend>
                    {option(true, Signal::derive(move || format!("Must do ({})", needed.get())))}
                    {option(false, Signal::derive(move || format!("All ({})", total.get())))}
                </fieldset>
            }
        })
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let book = Book::here();
    let words = move || {
        let Progress { asked, answered, not_seen } = progress(book);
        format!("{answered} of {asked} answered, {not_seen} not seen with a reason.")
    };
    view! {
        <div class="empty">
            <DoorSwing part=1.0 mark=true />
            <p>{words}</p>
        </div>
    }
}

/// One level with its lines.
#[component]
fn Group(list: List, level: Level, id: &'static str, heading: &'static str) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let mut shown = list.shown();
        shown.retain(|gap| gap.level == level);
        shown
    });
    let some = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="missing__group" aria-labelledby=id>
                    <h2 id=id>
                        {heading} " "
                        <span class="num">{move || lines.with(Vec::len)}</span>
                    </h2>
                    <ul class="missing">
                        <For each=move || lines.get() key=Gap::key let:gap>
                            <GapLine list=list gap=gap />
                        </For>
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn Tools(list: List, needed: Memo<usize>) -> impl IntoView {
    let book = Book::here();
    let first = move || list.all.with(|all| needed_to_finish(all).first().map(|gap| href(book.visit, gap)));
    let is_open = move || book.card.with(|card| card.state.is_open());
    view! {
        <nav class="tools tools--end" aria-label="Visit tools">
            <A href=routes::visit_page(book.visit, "finish") attr:class="btn">
                <Icon name="pen" />
                {move || if is_open() { "Finish and sign" } else { "See the signature" }}
            </A>
            {move || {
                first()
                    .filter(|_| is_open())
                    .map(|to| {
                        let words = match needed.get() {
                            1 => "Go to the one".to_owned(),
                            n => format!("First of the {n}"),
                        };
                        view! {
                            <A href=to attr:class="btn btn--primary" on:click=move |_| book.finishing.set(true)>
                                {words}
                                <Icon name="next" />
                            </A>
                        }
                    })
            }}
        </nav>
    }
}
