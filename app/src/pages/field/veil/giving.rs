//! Giving the tablet back: with a passphrase it locks, and unlocking it leads back into the visit; without one it
//! asks who is there.

use super::flag;
use crate::{
    local::Local,
    pages::field::lock::{is_set, lock_now},
    routes,
    ui::focus,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The first name of whoever works with this tablet.
pub fn first_name(local: Local) -> Memo<String> {
    Memo::new(move |_| {
        local.device.with(|device| {
            let me = device.as_ref().and_then(|device| device.me.as_ref());
            let name = me.map(|me| me.signatory.name.as_str()).unwrap_or_default();
            name.split_whitespace().next().unwrap_or("your therapist").to_owned()
        })
    })
}

/// "Give the tablet to Amy".
#[component]
pub fn GiveBack() -> impl IntoView {
    let local = Local::here();
    let name = first_name(local);
    let asks = RwSignal::new(false);
    let give = move |_| {
        spawn_local(async move {
            if !is_set(local).await {
                let _ = asks.try_set(true);
                return;
            }
            flag::set_leaving(true);
            lock_now(local).await;
            if !local.locked.get_untracked() {
                flag::set_leaving(false);
            }
        });
    };
    view! {
        <button class="btn" type="button" id="give-back" aria-expanded=move || asks.get().to_string() on:click=give>
            {move || format!("Give the tablet to {}", name.get())}
        </button>
        {move || asks.get().then(|| view! { <AreYou name=name asks=asks /> })}
    }
}

#[component]
fn AreYou(name: Memo<String>, asks: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let leave = move |_| {
        let Some(visit) = flag::shown_visit().get_untracked() else { return };
        flag::lower();
        navigate(&routes::visit(visit), NavigateOptions { replace: true, ..NavigateOptions::default() });
    };
    let stay = move |_| {
        asks.set(false);
        focus("give-back");
    };
    request_animation_frame(|| focus("are-you"));
    view! {
        <div class="veil__ask" role="group" aria-labelledby="are-you">
            <h2 id="are-you" tabindex="-1">
                {move || format!("Are you {}?", name.get())}
            </h2>
            <button class="btn" type="button" on:click=leave>
                {move || format!("Yes, I am {}", name.get())}
            </button>
            <button class="btn" type="button" on:click=stay>
                "No, go on reading"
            </button>
        </div>
    }
}
