//! "Is this what you agreed?", and the signature: drawn, typed, or read aloud and signed for. All three count the
//! same, and whoever says "not now" is asked for nothing.

use super::{
    agreement::{Agreement, READ_ALOUD},
    giving::first_name,
    pad::Pad,
};
use crate::{
    local::Local,
    sheet::{Book, say},
    ui::Icon,
};
use leptos::prelude::*;

const ANSWERS: [(&str, &str); 3] = [("yes", "Yes, I agree"), ("some", "Some of it"), ("not-now", "Not now")];

/// The question with its three answers; once the visit is signed, what was answered.
#[component]
pub fn Question(agreement: Agreement) -> impl IntoView {
    let closed = Memo::new(move |_| agreement.is_closed());
    let answered = agreement.in_words();
    move || match closed.get() {
        true => answered.get().map(|words| view! { <p>{format!("Your answer: {words}")}</p> }).into_any(),
        false => view! { <Asked agreement=agreement /> }.into_any(),
    }
}

#[component]
fn Asked(agreement: Agreement) -> impl IntoView {
    let said = agreement.said();
    let is = move |wanted: &'static [&'static str]| {
        Memo::new(move |_| said.with(|said| said.as_deref().is_some_and(|said| wanted.contains(&said))))
    };
    let (signs, is_some, not_now) = (is(&["yes", "some"]), is(&["some"]), is(&["not-now"]));
    let answers = ANSWERS.map(|(code, words)| {
        view! { <AnswerButton agreement=agreement said=said code=code words=words /> }
    });
    let all_right = || view! { <p>"That is all right. Nothing is settled. You can say so another day."</p> };
    view! {
        <section class="veil__part" aria-labelledby="veil-question">
            <h2 id="veil-question">"Is this what you agreed?"</h2>
            <div class="veil__answers" role="group" aria-labelledby="veil-question">
                {answers}
            </div>
            {move || is_some.get().then(|| view! { <WhatNot agreement=agreement /> })}
            {move || signs.get().then(|| view! { <Signing agreement=agreement /> })}
            {move || not_now.get().then(all_right)}
        </section>
    }
}

#[component]
fn AnswerButton(
    agreement: Agreement,
    said: Memo<Option<String>>,
    code: &'static str,
    words: &'static str,
) -> impl IntoView {
    let chosen = move || said.with(|said| said.as_deref() == Some(code));
    let choose = move |_| {
        agreement.answer(code);
        if code != "not-now" {
            say("Below you can sign");
        }
    };
    view! {
        <button class="btn veil__answer" type="button" aria-pressed=move || chosen().to_string() on:click=choose>
            {move || chosen().then(|| view! { <Icon name="tick" /> })}
            {words}
        </button>
    }
}

#[component]
fn WhatNot(agreement: Agreement) -> impl IntoView {
    let words = agreement.what_not();
    view! {
        <div class="veil__field">
            <label for="veil-what-not">"What do you not agree with?"</label>
            <textarea
                class="input input--area"
                id="veil-what-not"
                rows="3"
                spellcheck="true"
                prop:value=move || words.get()
                on:input=move |event| agreement.set_what_not(&event_target_value(&event))
            ></textarea>
        </div>
    }
}

#[component]
fn Signing(agreement: Agreement) -> impl IntoView {
    let book = Book::here();
    let worker = first_name(Local::here());
    let (how, ink, name) = (agreement.how(), agreement.ink(), agreement.name());
    let read_aloud = Memo::new(move |_| how.with(|how| how.as_deref() == Some(READ_ALOUD)));
    // The worker's name is not the person's own.
    let own_name = move || if read_aloud.get() { String::new() } else { name.get() };
    let person = book.card.with_untracked(|card| card.person.polite_name());
    let thanks = {
        let person = person.clone();
        move || {
            how.with(Option::is_some)
                .then(|| format!("Thank you, {person}. Please give the tablet to {}.", worker.get()))
        }
    };
    view! {
        <div class="veil__signing">
            <h3>"Sign with a finger, or type your name"</h3>
            <div class="veil__ways">
                <div class="veil__field">
                    <p id="veil-pad">"With a finger"</p>
                    <Pad ink=ink on_change=Callback::new(move |strokes: Vec<advice::ink::Stroke>| agreement.draw(&strokes)) />
                    <button
                        class="btn"
                        type="button"
                        aria-describedby="veil-pad"
                        on:click=move |_| {
                            agreement.draw(&[]);
                            say("Nothing is drawn now");
                        }
                    >
                        "Clear"
                    </button>
                </div>
                <div class="veil__field">
                    <label for="veil-name">"Type your name"</label>
                    <input
                        class="input"
                        id="veil-name"
                        autocomplete="off"
                        autocapitalize="words"
                        spellcheck="false"
                        prop:value=own_name
                        on:input=move |event| agreement.type_name(&event_target_value(&event))
                    />
                    <ReadAloud agreement=agreement chosen=read_aloud person=person />
                </div>
            </div>
            <p role="status">{thanks}</p>
        </div>
    }
}

/// The third way. Who signs is written with whom they sign for.
#[component]
fn ReadAloud(agreement: Agreement, chosen: Memo<bool>, person: String) -> impl IntoView {
    let local = Local::here();
    let worker = first_name(local);
    let sign = move |_| {
        let full = local.device.with_untracked(|device| {
            device.as_ref().and_then(|device| device.me.as_ref()).map(|me| me.signatory.name.clone())
        });
        agreement.read_aloud(&format!("{}, for {person}", full.unwrap_or_else(|| worker.get_untracked())));
    };
    view! {
        <button class="btn" type="button" aria-pressed=move || chosen.get().to_string() on:click=sign>
            {move || chosen.get().then(|| view! { <Icon name="tick" /> })}
            {move || format!("{} reads it to me and signs for me", worker.get())}
        </button>
    }
}
