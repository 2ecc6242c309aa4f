//! A form in a frame the size of a tablet or phone, to be filled in. The frame reads the form from this
//! browser tab's own store; nothing that is typed in it is kept or sent.

use super::items;
use crate::{
    routes,
    ui::{Empty, Icon},
};
use forms::Definition;
use gloo_storage::{SessionStorage, Storage};
use leptos::{html::Iframe, prelude::*};

/// Where the frame finds the form.
pub const SHOWN: &str = "threshold.preview";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Landscape,
    Portrait,
    Phone,
}

impl Size {
    const ALL: [Size; 3] = [Size::Landscape, Size::Portrait, Size::Phone];

    fn word(self) -> &'static str {
        match self {
            Size::Landscape => "Landscape",
            Size::Portrait => "Portrait",
            Size::Phone => "Phone",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Size::Landscape => "trial trial--landscape",
            Size::Portrait => "trial trial--portrait",
            Size::Phone => "trial trial--phone",
        }
    }
}

/// The frame beside the list of items.
#[component]
pub fn Preview(
    /// The form.
    definition: Definition,
    /// The same as text.
    questionnaire: String,
) -> impl IntoView {
    let size = RwSignal::new(Size::Landscape);
    let dark = RwSignal::new(false);
    // None until the browser was asked; the server shows no frame.
    let kept = RwSignal::new(None::<bool>);
    Effect::new(move |_| kept.set(Some(SessionStorage::set(SHOWN, &questionnaire).is_ok())));
    let frame = NodeRef::<Iframe>::new();
    let paint = move || {
        let root = frame.get_untracked().and_then(|frame| frame.content_document()?.document_element());
        if let Some(root) = root {
            let _ = root.set_attribute("data-theme", if dark.get_untracked() { "dark" } else { "light" });
        }
    };
    Effect::new(move |_| {
        dark.track();
        paint();
    });
    let choice = move |one: Size| {
        view! {
            <button class="btn" type="button" aria-pressed=move || (size.get() == one).to_string() on:click=move |_| size.set(one)>
                {one.word()}
            </button>
        }
    };
    view! {
        <div class="beside">
            <section class="stack" aria-labelledby="asked">
                <h2 id="asked">"What it asks"</h2>
                {items::items(&definition)}
            </section>
            <section class="stack beside__wide" aria-labelledby="preview">
                <h2 id="preview">"Try it"</h2>
                <div class="row" role="group" aria-label="Size and light">
                    {Size::ALL.map(choice).collect_view()}
                    <button class="btn" type="button" aria-pressed=move || dark.get().to_string() on:click=move |_| dark.update(|dark| *dark = !*dark)>
                        <Icon name="moon" />
                        "Dark"
                    </button>
                </div>
                {move || match kept.get() {
                    Some(true) => {
                        view! {
                            <div class=move || size.get().class()>
                                <iframe src=routes::TRY_FORM title="The form on a tablet" node_ref=frame on:load=move |_| paint()></iframe>
                            </div>
                            <p>"What you fill in here is kept nowhere."</p>
                        }
                            .into_any()
                    }
                    Some(false) => {
                        view! {
                            <Empty title="No preview in this browser">
                                <p>"The browser has no room for a form of this size. It can be published all the same; what it asks stands beside."</p>
                            </Empty>
                        }
                            .into_any()
                    }
                    None => ().into_any(),
                }}
            </section>
        </div>
    }
}

/// What stands in the frame when no form is there.
pub fn nothing() -> AnyView {
    view! {
        <main class="page page--form" id="main">
            <div class="lintel">
                <h1>"No form to try"</h1>
                <p class="lintel__sub">"Open a form or import one; it is shown here."</p>
            </div>
        </main>
    }
    .into_any()
}
