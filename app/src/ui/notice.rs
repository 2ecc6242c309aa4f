//! Lines that tell, empty states, and the summary of what has to be put right.

use super::{Icon, focus};
use leptos::{html::Div, prelude::*};

/// A line that tells something; `attention` when it asks for something.
#[component]
pub fn Notice(
    /// True when somebody has to do something.
    #[prop(optional)]
    attention: bool,
    /// Name of the icon.
    #[prop(default = "ok")]
    icon: &'static str,
    /// The words and buttons.
    children: Children,
) -> impl IntoView {
    let class = if attention { "notice notice--attention" } else { "notice notice--info" };
    view! {
        <div class=class>
            <Icon name=icon />
            <div>{children()}</div>
        </div>
    }
}

/// What a list says while it is empty: what will appear, and what to do.
#[component]
pub fn Empty(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What will appear here, and what to do.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            {children()}
        </div>
    }
}

/// "There is a problem", with links to the fields. Takes the focus when it appears.
#[component]
pub fn ErrorSummary(
    /// Messages, each with the id of the field it belongs to (or none).
    #[prop(into)]
    problems: Signal<Vec<(Option<String>, String)>>,
    /// The heading.
    #[prop(default = "There is a problem")]
    title: &'static str,
) -> impl IntoView {
    let summary = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if !problems.get().is_empty()
            && let Some(summary) = summary.get()
        {
            let _ = summary.focus();
        }
    });
    move || {
        let lines = problems.get();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="summary" role="alert" tabindex="-1" node_ref=summary>
                    <h2>
                        <Icon name="attention" />
                        {title}
                    </h2>
                    <ul>
                        {lines
                            .into_iter()
                            .map(|(field, words)| match field {
                                Some(id) => {
                                    let to = format!("#{id}");
                                    // The router would take the link for a page; the field is what is wanted.
                                    let go = move |event: leptos::ev::MouseEvent| {
                                        event.prevent_default();
                                        event.stop_propagation();
                                        focus(&id);
                                    };
                                    view! {
                                        <li>
                                            <a href=to on:click=go>
                                                {words}
                                            </a>
                                        </li>
                                    }
                                        .into_any()
                                }
                                None => view! { <li>{words}</li> }.into_any(),
                            })
                            .collect_view()}
                    </ul>
                </div>
            }
        })
    }
}
