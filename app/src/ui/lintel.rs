//! The heading of a page, hanging from its lintel. It takes the focus when a page opens.

use leptos::{html::H1, prelude::*};

/// The one h1 of a page, with a count beside it and tools under it.
#[component]
pub fn Lintel(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Letter of an area.
    #[prop(optional, into)]
    letter: Option<String>,
    /// What stands at the end of the line.
    #[prop(optional, into)]
    count: Signal<String>,
    /// A line under the heading.
    #[prop(optional, into)]
    sub: Signal<String>,
    /// Tools under the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let Some(heading) = heading.get() else { return false };
        // A page drawn a moment ago may not stand in the document yet.
        request_animation_frame(move || {
            if !somebody_is_typing() {
                let _ = heading.focus();
            }
        });
        true
    });
    view! {
        <div class="lintel">
            <div class="lintel__line">
                <h1 tabindex="-1" node_ref=heading>
                    {letter.map(|letter| view! { <span class="lintel__letter">{letter}</span> })}
                    <span>{move || title.get()}</span>
                </h1>
                {move || {
                    let words = count.get();
                    (!words.is_empty()).then(|| view! { <p class="lintel__count">{words}</p> })
                }}
            </div>
            {move || {
                let words = sub.get();
                (!words.is_empty()).then(|| view! { <p class="lintel__sub">{words}</p> })
            }}
            {children.map(|children| view! { <div class="lintel__tools">{children()}</div> })}
        </div>
    }
}

/// A field that was filled before the page came to life keeps the focus.
fn somebody_is_typing() -> bool {
    let tag = document().active_element().map(|element| element.tag_name());
    tag.is_some_and(|tag| matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
