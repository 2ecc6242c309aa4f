//! Choosing a passphrase: the card that asks for it while there is none, the sheet for those who
//! want to lock without one, and changing it.

use super::vault::{self, SHORTEST, Tried};
use crate::{
    local::Local,
    sheet::say,
    ui::{Icon, SheetDialog, focus},
};
use leptos::{prelude::*, task::spawn_local};

/// Asks for a passphrase while this tablet has none. It takes two lines, because the visits are what
/// somebody at the kerb came for.
#[component]
pub fn PassphraseCard() -> impl IntoView {
    let local = Local::here();
    let set = vault::set_signal();
    spawn_local(async move {
        vault::is_set(local).await;
    });
    move || {
        (set.get() == Some(false)).then(|| {
            view! {
                <section class="card" aria-labelledby="passphrase-h">
                    <div class="card__foot">
                        <div>
                            <h2 id="passphrase-h">"This tablet does not lock yet"</h2>
                            <p class="quiet">"It needs a passphrase, which you type when there is no signal."</p>
                        </div>
                        <button
                            class="btn"
                            type="button"
                            aria-haspopup="dialog"
                            on:click=move |_| {
                                // Wanted for itself, whatever was wanted before.
                                vault::locks_then();
                                vault::asked_signal().set(true);
                            }
                        >
                            <Icon name="key" />
                            "Choose a passphrase"
                        </button>
                    </div>
                </section>
            }
        })
    }
}

/// The same over the page, for somebody who wanted to lock and has no passphrase.
#[component]
pub fn PassphraseSheet() -> impl IntoView {
    let (open, local) = (vault::asked_signal(), Local::here());
    let done = Callback::new(move |()| {
        open.set(false);
        if vault::locks_then() {
            spawn_local(vault::lock_now(local));
        }
    });
    view! {
        <SheetDialog open=open title="Choose a passphrase for this tablet".to_owned()>
            <p>
                "A tablet locks with a passphrase. At least 12 characters; three or four words are good. You will type it when there is no signal."
            </p>
            <PassphraseForm id="sheet" change=false done=done />
        </SheetDialog>
    }
}

/// A button that opens the sheet for changing the passphrase; nothing while there is none.
#[component]
pub fn ChangePassphrase() -> impl IntoView {
    let set = vault::set_signal();
    let open = RwSignal::new(false);
    view! {
        {move || {
            (set.get() == Some(true))
                .then(|| {
                    view! {
                        <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
                            <Icon name="key" />
                            "Change the passphrase"
                        </button>
                    }
                })
        }}
        <SheetDialog open=open title="Change the passphrase".to_owned()>
            <PassphraseForm id="change" change=true done=Callback::new(move |()| open.set(false)) />
        </SheetDialog>
    }
}

/// The fields for a new passphrase; with `change` also the one that holds now, with `agreed` the
/// statement about the tablet.
#[component]
pub fn PassphraseForm(
    id: &'static str,
    change: bool,
    done: Callback<()>,
    #[prop(optional)] agreed: bool,
) -> impl IntoView {
    let local = Local::here();
    let old = RwSignal::new(String::new());
    let first = RwSignal::new(String::new());
    let second = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<(Field, String)>);
    let busy = RwSignal::new(false);
    let ours = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (new, again) = (first.get_untracked(), second.get_untracked());
        let not_ours = (agreed && !ours.get_untracked()).then(|| {
            (
                Field::Ours,
                "Tick this when it is so. Do not use a tablet of your own without approval.".to_owned(),
            )
        });
        if let Some(found) = wrong_with(&new, &again).or(not_ours) {
            focus(&found.0.id(id));
            problem.set(Some(found));
            return;
        }
        problem.set(None);
        busy.set(true);
        spawn_local(async move {
            let kept = match change {
                true => vault::change(local, &old.get_untracked(), &new).await,
                false => vault::set(local, &new).await.map(|()| Tried::Opens),
            };
            let outcome = match kept {
                Ok(Tried::Opens) => Ok(()),
                Ok(other) => Err((Field::Old, tried_words(&other))),
                Err(why) => {
                    Err((Field::New, format!("The passphrase could not be kept on this tablet: {why}.")))
                }
            };
            busy.set(false);
            match outcome {
                Ok(()) => {
                    say("The passphrase is kept. This tablet can be locked now");
                    done.run(());
                }
                Err(found) => {
                    focus(&found.0.id(id));
                    problem.set(Some(found));
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {change
                .then(|| {
                    view! { <SecretField id=Field::Old.id(id) label="Passphrase now" known=true value=old problem=message(problem, Field::Old) /> }
                })}
            <SecretField id=Field::New.id(id) label=if change { "New passphrase" } else { "Passphrase" } known=false value=first problem=message(problem, Field::New) />
            <SecretField id=Field::Again.id(id) label="Type it again" known=false value=second problem=message(problem, Field::Again) />
            {agreed
                .then(|| {
                    let message_id = format!("{}-m", Field::Ours.id(id));
                    let problem = message(problem, Field::Ours);
                    view! {
                        <div class="choices">
                            <label class="choice">
                                <input
                                    class="choice__input"
                                    type="checkbox"
                                    id=Field::Ours.id(id)
                                    aria-describedby=message_id.clone()
                                    prop:checked=move || ours.get()
                                    on:change=move |event| ours.set(event_target_checked(&event))
                                />
                                <span>"This tablet belongs to the service or is approved by it"</span>
                            </label>
                            <p class="message message--needed" id=message_id role="alert">
                                {move || problem.get()}
                            </p>
                        </div>
                    }
                })}
            <div class="actions">
                <button class="btn btn--primary" type="submit">
                    {move || match (busy.get(), agreed) {
                        (true, _) => "Keeping the passphrase",
                        (false, true) => "Make ready",
                        (false, false) => "Use this passphrase",
                    }}
                </button>
            </div>
        </form>
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Old,
    New,
    Again,
    Ours,
}

impl Field {
    fn id(self, form: &str) -> String {
        let name = match self {
            Field::Old => "old",
            Field::New => "new",
            Field::Again => "again",
            Field::Ours => "ours",
        };
        format!("passphrase-{form}-{name}")
    }
}

fn message(problem: RwSignal<Option<(Field, String)>>, field: Field) -> Signal<String> {
    Signal::derive(move || {
        let found = problem.get().filter(|(at, _)| *at == field);
        found.map(|(_, words)| words).unwrap_or_default()
    })
}

fn wrong_with(new: &str, again: &str) -> Option<(Field, String)> {
    match (new.chars().count() < SHORTEST, new == again) {
        (true, _) => {
            Some((Field::New, "Use at least 12 characters. Three or four words are good.".to_owned()))
        }
        (false, false) => Some((Field::Again, "The two are not the same. Type it again.".to_owned())),
        (false, true) => None,
    }
}

/// What is said of a try that did not open.
pub fn tried_words(tried: &Tried) -> String {
    match tried {
        Tried::Opens => String::new(),
        Tried::Wrong(1) => "That passphrase is not right. 1 try left, then a 5-minute wait.".to_owned(),
        Tried::Wrong(left) => {
            format!("That passphrase is not right. {left} tries left, then a 5-minute wait.")
        }
        Tried::Wait(seconds) => format!("Too many tries. Wait {}, then try again.", wait_words(*seconds)),
        Tried::NeedsServer => "This tablet has to meet the server first. Connect to the internet.".to_owned(),
        Tried::Broken(why) => {
            format!("The passphrase could not be checked: {why}. Your work is kept.")
        }
    }
}

fn wait_words(seconds: i64) -> String {
    match (seconds + 59) / 60 {
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

/// A field for a passphrase with "Show".
#[component]
pub fn SecretField(
    /// Its id.
    id: String,
    /// Its label.
    label: &'static str,
    /// True for the passphrase that holds now, false for a new one.
    known: bool,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    problem: Signal<String>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let message_id = format!("{id}-msg");
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <div class="input-row">
                <input
                    class="input"
                    id=id.clone()
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=if known { "current-password" } else { "new-password" }
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby=message_id.clone()
                    aria-invalid=move || problem.with(|words| (!words.is_empty()).then_some("true"))
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    class="btn"
                    type="button"
                    aria-pressed=move || shown.get().to_string()
                    aria-controls=id
                    aria-label=format!("Show: {label}")
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
            <p class="message message--needed" id=message_id role="alert">
                {move || problem.get()}
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_has_twelve_characters_and_is_typed_twice_alike() {
        assert!(wrong_with("eleven char", "eleven char").is_some_and(|(field, _)| field == Field::New));
        assert!(
            wrong_with("three long words", "three long word").is_some_and(|(field, _)| field == Field::Again)
        );
        assert!(wrong_with("three long words", "three long words").is_none());
    }

    #[test]
    fn tries_and_waits_are_told_in_words() {
        assert_eq!(
            tried_words(&Tried::Wrong(4)),
            "That passphrase is not right. 4 tries left, then a 5-minute wait."
        );
        assert_eq!(tried_words(&Tried::Wait(61)), "Too many tries. Wait 2 minutes, then try again.");
        assert_eq!(tried_words(&Tried::Wait(60)), "Too many tries. Wait 1 minute, then try again.");
    }
}
