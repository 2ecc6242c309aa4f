//! The covered key-safe code: shown after a reason, for a minute, and written down. It is in no list,
//! no address and no store of the browser.

use crate::{
    api::people::{Reveal, reveal_code},
    error::AppError,
    ui::{Icon, SheetDialog},
};
use domain::PersonId;
use leptos::prelude::*;
use std::time::Duration;
use sync::desk::RevealedCode;

const REASONS: [(&str, &str); 3] =
    [("visit-now", "Visit now"), ("emergency", "Emergency"), ("other", "Other")];
const SHOWN_FOR: Duration = Duration::from_secs(60);

/// "Access to the home".
#[component]
pub fn AccessCode(
    /// Whose home.
    person: PersonId,
    /// Whether the reader may see the code.
    may_reveal: bool,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let code = RwSignal::new(None::<RevealedCode>);
    let line = move || {
        match code.get() {
        Some(code) => {
            view! {
                <span role="status">
                    <b class="num">{code.code}</b>
                    {format!(", {}. Covered again after 60 seconds.", code.place)}
                </span>
            }
            .into_any()
        }
        None => view! {
            <span class="row">
                "Key-safe code: covered "
                {may_reveal
                    .then(|| {
                        view! {
                            <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| asking.set(true)>
                                "Show code"
                            </button>
                        }
                    })}
            </span>
        }
        .into_any(),
    }
    };
    let words = match may_reveal {
        true => "Asks why, shows for 60 seconds, and is recorded.",
        false => "Only those who visit this person can see it.",
    };
    view! {
        <section class="card" aria-labelledby="access">
            <h2 id="access">"Access to the home"</h2>
            <ul>
                <li class="fact fact--action">
                    <Icon name="key" />
                    {line}
                </li>
            </ul>
            <p class="quiet">{words}</p>
            <SheetDialog open=asking title="Why do you need the code?".to_owned()>
                <Why person=person asking=asking code=code />
            </SheetDialog>
        </section>
    }
}

#[component]
fn Why(person: PersonId, asking: RwSignal<bool>, code: RwSignal<Option<RevealedCode>>) -> impl IntoView {
    let reason = RwSignal::new("");
    let problem = RwSignal::new(None::<String>);
    let show = Action::new(move |why: &String| {
        let why = why.clone();
        async move {
            match reveal_code(Reveal { person, why }).await {
                Ok(revealed) => {
                    asking.set(false);
                    code.set(Some(revealed));
                    set_timeout(move || code.set(None), SHOWN_FOR);
                }
                Err(AppError::Refused(words)) => problem.set(Some(words)),
                Err(error) => problem.set(Some(error.to_string())),
            }
        }
    });
    let ask = move |_| match reason.get_untracked() {
        "" => problem.set(Some("Say why you need it.".to_owned())),
        why => drop(show.dispatch(why.to_owned())),
    };
    let radio = move |(value, word): (&'static str, &'static str)| {
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="why" value=value on:change=move |_| reason.set(value) />
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="part__q">"Reason"</legend>
            {move || {
                problem
                    .get()
                    .map(|words| {
                        view! {
                            <p class="message message--needed" role="alert">
                                <Icon name="attention" />
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
            <div class="choices">{REASONS.map(radio).collect_view()}</div>
        </fieldset>
        <div class="actions actions--fill">
            <button class="btn btn--primary" type="button" on:click=ask>
                "Show code for 60 seconds"
            </button>
        </div>
    }
}
