//! How the picture is looked at, and what is then to be seen: each worked out once for all parts of the page.

use crate::sheet::{Book, Sheet, Thoughts};
use advice::{
    PLAN,
    house::{Drawing, Home, LAYOUT, Layout, Mark, Paper, Rooms, Stop, When, drawn, night_route, rooms},
};
use forms::{Answer, AnswerPath, Value};
use leptos::prelude::*;
use std::{sync::Arc, time::Duration};

/// How the picture is looked at.
#[derive(Clone, Copy)]
pub struct Looking {
    /// The form that walks through the home.
    pub walk: Sheet,
    /// The day.
    pub when: RwSignal<When>,
    /// The day that can be reached: the one that is looked at, a moment later. Both are drawn, and what is done to the
    /// one that leaves must not hold up the one that comes.
    pub reached: RwSignal<When>,
    /// The way at night is shown.
    pub night: RwSignal<bool>,
    /// Blocks can be moved.
    pub arranging: RwSignal<bool>,
    /// The block that is moved.
    pub chosen: RwSignal<Option<String>>,
    /// On a narrow page: the picture instead of the list.
    pub open: RwSignal<bool>,
    /// There is little room for the picture: the page is narrow, or its text large.
    pub narrow: RwSignal<bool>,
    /// Where the blocks of the areas stand.
    pub layout: Memo<Layout>,
    /// Now, and after the works.
    pub days: [Day; 2],
    plan: Option<Sheet>,
}

/// What is to be seen of one day.
#[derive(Clone, Copy)]
pub struct Day {
    /// Which.
    pub when: When,
    /// The areas.
    pub rooms: Memo<Rooms>,
    /// Their blocks, drawn.
    pub drawing: Memo<Arc<Drawing>>,
    /// What is in the way at night; empty while nobody looks.
    pub stops: Memo<Vec<Stop>>,
}

impl Looking {
    /// The picture of an open visit.
    pub fn new(book: Book, walk: Sheet) -> Looking {
        let findings = Thoughts::here().findings;
        let (when, night, narrow) = (RwSignal::new(When::Now), RwSignal::new(false), RwSignal::new(false));
        let rooms_of = |when: When| {
            Memo::new(move |_| {
                walk.sections.with(|sections| findings.with(|findings| rooms(sections, findings, when)))
            })
        };
        let rooms_now = rooms_of(When::Now);
        let plan = book
            .sheet(PLAN)
            .filter(|plan| plan.definition.with_value(|form| form.by_link_id(LAYOUT).is_some()));
        let layout = layout(book, walk, plan, rooms_now);
        let day = |when: When, rooms: Memo<Rooms>| {
            let drawing = Memo::new(move |_| {
                let paper = if narrow.get() { Paper::NARROW } else { Paper::WIDE };
                Arc::new(layout.with(|layout| rooms.with(|rooms| drawn(layout, &rooms.all, &paper))))
            });
            let stops = Memo::new(move |_| match night.get() {
                true => {
                    let by_stairs = layout.with(Layout::has_stairs_at_night);
                    findings.with(|findings| night_route(findings, when, by_stairs))
                }
                false => Vec::new(),
            });
            Day { when, rooms, drawing, stops }
        };
        let days = [day(When::Now, rooms_now), day(When::AfterTheWorks, rooms_of(When::AfterTheWorks))];
        let arranging = RwSignal::new(false);
        let open = RwSignal::new(false);
        // What is arranged must be seen.
        Effect::new(move |_| {
            if arranging.get() {
                open.set(true);
            }
        });
        let reached = RwSignal::new(When::Now);
        Effect::new(move |_| {
            let when = when.get();
            request_animation_frame(move || set_timeout(move || reached.set(when), Duration::ZERO));
        });
        let chosen = RwSignal::new(None);
        Looking { walk, when, reached, night, arranging, chosen, open, narrow, layout, days, plan }
    }

    /// True while blocks may be moved: the visit has a plan that keeps the layout, and is not signed.
    pub fn can_arrange(&self) -> bool {
        self.plan.is_some_and(|plan| !plan.read_only.get())
    }

    /// The plan, while blocks are being moved.
    pub fn arranging_now(&self) -> Option<Sheet> {
        self.plan.filter(|_| self.arranging.get() && self.can_arrange())
    }
}

/// The layout that stands: what was arranged, else the plain one of this kind of home.
fn layout(book: Book, walk: Sheet, plan: Option<Sheet>, rooms: Memo<Rooms>) -> Memo<Layout> {
    let known = book.card.with_untracked(|card| card.person.background.home_kind.clone());
    let said = walk.answer(AnswerPath::root("w-home-type"));
    let arranged = plan.map(|plan| plan.answer(AnswerPath::root(LAYOUT)));
    Memo::new(move |_| {
        let home = said.with(|said| Home::of(said.as_ref().and_then(Answer::code), known.as_deref()));
        let text = arranged
            .and_then(|text| text.with(|text| text.as_ref().and_then(Answer::first).map(Value::as_words)));
        rooms.with(|rooms| Layout::standing(text.as_deref(), home, &rooms.all))
    })
}

/// Icon, and end of the CSS class of a mark; none while progress is shown instead.
pub fn icon(mark: Mark) -> Option<(&'static str, &'static str)> {
    match mark {
        Mark::Hazard | Mark::DoesNotFit => Some(("hazard", "hazard")),
        Mark::Concern => Some(("concern", "concern")),
        Mark::NotSeen => Some(("not-seen", "not-seen")),
        Mark::Ok => Some(("ok-line", "ok")),
        Mark::Open | Mark::NotHere => None,
    }
}
