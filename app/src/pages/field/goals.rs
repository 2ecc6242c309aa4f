//! Goals: what the person wants, how far they are, and scores that tell whether life got better.

mod copies;
mod gas;
mod outcomes;

use super::frame::VisitFrame;
use crate::{
    sheet::{Book, Sheet, counted, with_visit},
    ui::{Empty, Lintel, Private},
};
use advice::PLAN;
use copies::{Copies, Kind};
use forms::AnswerPath;
use gas::Scaling;
use leptos::prelude::*;
use outcomes::Outcomes;

const GOAL: Kind =
    Kind { group: "v-goal", name: "v-goal-words", thing: "Goal", apart: &["v-goal-gas"], extra: None };

/// The page.
#[component]
pub fn Goals() -> impl IntoView {
    let book = Book::here();
    let n_goals = Memo::new(move |_| with_visit(book, |visit| advice::goals(visit).len()));
    let count = move || counted(n_goals.get(), "goal").unwrap_or_default();
    let has_goals = |sheet: &Sheet| sheet.definition.with_value(|form| form.by_link_id(GOAL.group).is_some());
    let goals = book.sheet("home-visit").filter(has_goals);
    // One that was only begun stands there, and is not counted yet.
    let none = Memo::new(move |_| {
        goals.is_none_or(|goals| {
            goals.answers.with(|said| said.instances(&AnswerPath::root(GOAL.group)).is_empty())
        })
    });
    let plan = book.sheet(PLAN);
    view! {
        <leptos_meta::Title text="Goals - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="Goals".to_owned() count=Signal::derive(count) />
                <Private>
                    <section class="stack" aria-labelledby="goals">
                        <h2 id="goals">"Goals of this visit"</h2>
                        {match goals {
                            Some(sheet) => {
                                view! {
                                    {move || none.get().then(none_yet)}
                                    <Copies sheet=sheet kind=GOAL />
                                }
                                    .into_any()
                            }
                            None => {
                                view! { <p class="quiet">"The forms of this visit do not ask for goals."</p> }
                                    .into_any()
                            }
                        }}
                    </section>
                    <Scaling />
                    {plan.map(|sheet| view! { <Outcomes sheet=sheet /> })}
                </Private>
            </main>
        </VisitFrame>
    }
}

fn none_yet() -> impl IntoView {
    view! {
        <Empty title="No goals yet">
            <p>"Begin with the person's own words: what do they want to do, where, and by when?"</p>
        </Empty>
    }
}
