//! A sheet that opens over the page: a native dialog, so focus is held and given back by the browser.

use super::Icon;
use leptos::{html::Dialog, prelude::*};

/// A modal sheet, open while `open` is true.
#[component]
pub fn SheetDialog(
    /// Open or not.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Further CSS class.
    #[prop(optional)]
    class: &'static str,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // There are many sheets and few are ever opened: each is drawn when it is first asked for.
    let wanted = Memo::new(move |before: Option<&bool>| open.get() || before == Some(&true));
    let children = StoredValue::new(children);
    move || {
        wanted.get().then(|| {
            view! {
                <dialog
                    class=format!("sheet {class}")
                    node_ref=dialog
                    on:close=move |_| open.set(false)
                    aria-label=move || title.get()
                >
                    <div class="sheet__head">
                        <h2>{move || title.get()}</h2>
                        <button
                            class="btn btn--quiet btn--icon"
                            type="button"
                            aria-label="Close"
                            on:click=move |_| open.set(false)
                        >
                            <Icon name="close" />
                        </button>
                    </div>
                    {move || {
                        open.get().then(|| view! { <div class="sheet__body">{children.with_value(|children| children())}</div> })
                    }}
                </dialog>
            }
        })
    }
}
