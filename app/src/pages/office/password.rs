//! A password field with "Show". What is typed stays in the field: it is in no signal and no address.

use crate::ui::Icon;
use leptos::prelude::*;

/// A labelled password field.
#[component]
pub fn PasswordField(
    /// Id and name.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// A line under the label.
    #[prop(optional)]
    hint: &'static str,
    /// What is wrong with it.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Gets what is typed, where no form is posted.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <FieldMessage id=format!("{id}-message") problem=problem />
            <div class="input-row">
                <input
                    class="input"
                    id=id
                    name=id
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    aria-describedby=described
                    aria-invalid=move || problem.get().map(|_| "true")
                    on:input=move |event| {
                        if let Some(value) = value {
                            value.set(event_target_value(&event));
                        }
                    }
                />
                <button
                    class="btn"
                    type="button"
                    aria-controls=id
                    aria-pressed=move || if shown.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                    <span class="sr">" password"</span>
                </button>
            </div>
        </div>
    }
}

/// The message of a field that has to be put right.
#[component]
pub fn FieldMessage(
    /// Its id, for `aria-describedby`.
    #[prop(into)]
    id: String,
    /// What is wrong.
    problem: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let id = id.clone();
        problem.get().map(|words| {
            view! {
                <p class="message message--needed" id=id>
                    <Icon name="attention" />
                    <span>{words}</span>
                </p>
            }
        })
    }
}
