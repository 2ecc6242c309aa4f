//! The field app: one root for everything that works at the door. It is mounted into an empty,
//! cached shell and draws from the tablet's store alone, so that a page is the same with and
//! without signal.

use crate::{
    local::{Local, Platform},
    pages::field as pages,
    parts::{of_tablet, of_visit},
    routes,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    components::{Outlet, ParentRoute, Route, Router, Routes},
    path,
};
use sync::tablet::Lost;

/// The field app and its routes.
#[component]
pub fn FieldApp(
    /// What the browser gives us.
    platform: Platform,
    /// Called once with the tablet, so that the courier can report to it.
    on_ready: Callback<Local>,
) -> impl IntoView {
    provide_meta_context();
    let local = Local::new(platform);
    provide_context(local);
    on_ready.run(local);
    let address = window().location().pathname().unwrap_or_default();
    local.drawn.set(!address.starts_with(routes::VISITS));
    spawn_local(async move {
        pages::is_set(local).await;
        local.when_drawn().await;
        local.refresh().await;
    });
    let passphrase_needed =
        move || local.device.with(|device| device.as_ref().is_some_and(|device| device.passphrase_needed));
    let lost = move || local.device.with(|device| device.as_ref().and_then(|device| device.lost.clone()));
    let door = Memo::new(move |_| match local.cleared.get() {
        Some(why) => Door::Cleared(why),
        None if local.locked.get() => Door::Locked,
        None if lost().is_some() => lost().map_or(Door::Open, Door::Lost),
        None if passphrase_needed() && pages::set_signal().get() == Some(false) => Door::NotReady,
        None => Door::Open,
    });
    view! {
        <Title text="Threshold" />
        {move || match door.get() {
            Door::Cleared(why) => of_tablet(move |part| (part.withdrawn)(why.clone())),
            Door::Lost(lost) => of_tablet(move |part| (part.lost)(lost.clone())),
            Door::Locked => view! { <pages::LockScreen /> }.into_any(),
            Door::NotReady => of_tablet(|part| (part.make_ready)()),
            Door::Open => view! { <Open /> }.into_any(),
        }}
    }
}

/// What stands between somebody and the visits.
#[derive(Clone, PartialEq)]
enum Door {
    /// The tablet was withdrawn and has cleared itself.
    Cleared(String),
    /// The browser had lost what it stored.
    Lost(Lost),
    Locked,
    /// The service asks for a passphrase, and there is none yet.
    NotReady,
    Open,
}

/// The app while it is unlocked.
#[component]
fn Open() -> impl IntoView {
    pages::hold_address();
    view! {
        <Router>
            <pages::IdleLock />
            <pages::VeilKeeper />
            <Routes fallback=pages::NotFound>
                <Route path=path!("/app/unlock") view=pages::Today />
                <Route path=path!("/app/today") view=pages::Today />
                <Route path=path!("/app/drafts") view=|| of_tablet(|part| (part.drafts)()) />
                <Route path=path!("/app/unsent") view=|| of_tablet(|part| (part.unsent)()) />
                <Route path=path!("/app/conflicts") view=|| of_tablet(|part| (part.conflicts)()) />
                <Route path=path!("/app/conflicts/:visit/:form/:item") view=|| of_tablet(|part| (part.conflict)()) />
                <Route path=path!("/app/held") view=|| of_tablet(|part| (part.held)()) />
                <Route path=path!("/app/device") view=|| of_tablet(|part| (part.device)()) />
                <ParentRoute path=path!("/app/visits/:visit") view=VisitRoot>
                    <Route path=path!("") view=pages::Overview />
                    <Route path=path!("forms/:form/:section") view=pages::Area />
                    <Route path=path!("measure/:form/:item") view=|| of_visit(|part| (part.measure)()) />
                    <Route path=path!("house") view=|| of_visit(|part| (part.house)()) />
                    <Route path=path!("findings") view=|| of_visit(|part| (part.findings)()) />
                    <Route path=path!("recommendations") view=|| of_visit(|part| (part.recommendations)()) />
                    <Route path=path!("recommendations/:rec") view=|| of_visit(|part| (part.recommendations)()) />
                    <Route path=path!("goals") view=|| of_visit(|part| (part.goals)()) />
                    <Route path=path!("reasoning") view=|| of_visit(|part| (part.reasoning)()) />
                    <Route path=path!("show") view=|| of_visit(|part| (part.show)()) />
                    <Route path=path!("photos") view=|| of_visit(|part| (part.photos)()) />
                    <Route path=path!("photos/:photo") view=|| of_visit(|part| (part.photo)()) />
                    <Route path=path!("missing") view=|| of_visit(|part| (part.missing)()) />
                    <Route path=path!("finish") view=|| of_visit(|part| (part.finish)()) />
                    <Route path=path!("report") view=|| of_visit(|part| (part.report)()) />
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Everything under a visit shares one open book.
#[component]
fn VisitRoot() -> impl IntoView {
    view! {
        <pages::WithBook>
            <Outlet />
        </pages::WithBook>
    }
}
