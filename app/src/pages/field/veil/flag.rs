//! Whether this tablet is in the person's hands: of which visit, and what of it is shown. It is kept for the session
//! of the browser, so that a reload changes nothing. Only ids and the names of the parts are ever kept here.

use crate::routes;
use domain::VisitId;
use gloo_storage::{SessionStorage, Storage};
use leptos::prelude::*;
use std::cell::RefCell;

const VISIT: &str = "threshold-veil";
const PARTS: &str = "threshold-veil-parts";
const LEAVING: &str = "threshold-veil-leaving";

/// A part of what can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What matters, and goals.
    Goals,
    /// Recommendations in plain words.
    Plan,
    /// Next steps.
    Next,
    /// What things cost.
    Costs,
}

impl Part {
    /// In the order of the page.
    pub const ALL: [Part; 4] = [Part::Goals, Part::Plan, Part::Next, Part::Costs];

    /// What is shown unless somebody says otherwise.
    pub const USUAL: [Part; 3] = [Part::Goals, Part::Plan, Part::Next];

    fn code(self) -> &'static str {
        match self {
            Part::Goals => "goals",
            Part::Plan => "plan",
            Part::Next => "next",
            Part::Costs => "costs",
        }
    }
}

thread_local! {
    static SHOWN: ArcRwSignal<Option<VisitId>> = ArcRwSignal::new(kept_visit());
    // The session may be full or closed to us; what is chosen holds until the page is loaded again all the same.
    static CHOSEN: RefCell<Vec<Part>> = RefCell::new(kept_parts());
}

fn kept_visit() -> Option<VisitId> {
    SessionStorage::get::<String>(VISIT).ok()?.parse().ok()
}

/// The visit that is shown to the person; none while the tablet is with whoever works with it.
pub fn shown_visit() -> RwSignal<Option<VisitId>> {
    RwSignal::from(SHOWN.with(Clone::clone))
}

/// The only address there is while something is shown.
pub fn held_address() -> Option<String> {
    let visit = SHOWN.with(|shown| shown.get_untracked())?;
    Some(routes::visit_page(visit, "show"))
}

fn kept_parts() -> Vec<Part> {
    let kept = SessionStorage::get::<String>(PARTS).unwrap_or_default();
    Part::ALL.into_iter().filter(|part| kept.split(' ').any(|code| code == part.code())).collect()
}

/// What is shown.
pub fn parts() -> Vec<Part> {
    CHOSEN.with(|chosen| chosen.borrow().clone())
}

/// Begins to show.
pub fn raise(visit: VisitId, parts: &[Part]) {
    let codes: Vec<&str> = parts.iter().map(|part| part.code()).collect();
    CHOSEN.with(|chosen| *chosen.borrow_mut() = parts.to_vec());
    let _ = SessionStorage::set(PARTS, codes.join(" "));
    let _ = SessionStorage::set(VISIT, visit.to_string());
    set_leaving(false);
    SHOWN.with(|shown| shown.set(Some(visit)));
}

/// The tablet is back.
pub fn lower() {
    for key in [VISIT, PARTS, LEAVING] {
        SessionStorage::delete(key);
    }
    SHOWN.with(|shown| shown.set(None));
}

/// Notes that the tablet is being given back: who unlocks it next has it.
pub fn set_leaving(leaving: bool) {
    match leaving {
        true => drop(SessionStorage::set(LEAVING, "yes")),
        false => SessionStorage::delete(LEAVING),
    }
}

/// True when the tablet was given back and locked for that.
pub fn is_leaving() -> bool {
    SessionStorage::get::<String>(LEAVING).is_ok()
}
