//! Goal attainment scaling, where the visit has its form: five levels in words, where things began, where they are.

use super::copies::{Copies, Kind};
use crate::sheet::{Book, OneItem, Sheet, answer_words};
use forms::{Answer, AnswerPath, Value};
use leptos::prelude::*;

const GOAL: &str = "gas-goal";
const NOW: &str = "gas-now";
const BASE: &str = "gas-base";

/// The levels by their code, from the lowest.
const LEVELS: [(&str, &str); 5] = [
    ("m2", "gas-level-m2"),
    ("m1", "gas-level-m1"),
    ("0", "gas-level-0"),
    ("p1", "gas-level-p1"),
    ("p2", "gas-level-p2"),
];

const SCALED: Kind = Kind {
    group: GOAL,
    name: "gas-goal-text",
    thing: "Scaled goal",
    apart: &["gas-level-m2", "gas-level-m1", "gas-level-0", "gas-level-p1", "gas-level-p2", BASE, NOW],
    extra: Some(levels),
};

/// The part of the page.
#[component]
pub fn Scaling() -> impl IntoView {
    let book = Book::here();
    view! {
        <section class="stack" aria-labelledby="gas">
            <h2 id="gas">"Goal attainment scaling"</h2>
            {match book.sheet("gas") {
                Some(sheet) => {
                    view! {
                        <Scores sheet=sheet />
                        <Copies sheet=sheet kind=SCALED />
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <p class="quiet">
                            "The form Goal attainment scaling does not belong to this visit. Your administrator can give it to this kind of visit under Forms; visits that are prepared after that bring it along."
                        </p>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// The T-scores, once two goals are rated: of one goal they would say nothing that its level does not.
#[component]
fn Scores(sheet: Sheet) -> impl IntoView {
    let rated = Memo::new(move |_| {
        let group = AnswerPath::root(GOAL);
        sheet.answers.with(|answers| {
            let is_rated =
                |id: &String| answers.get(&group.instance(id).child(NOW)).is_some_and(|now| !now.is_blank());
            answers.instances(&group).iter().filter(|id| is_rated(id)).count()
        })
    });
    let score = move |link: &'static str, label: &'static str| {
        let answer = sheet.answer(AnswerPath::root(link));
        move || {
            let score = answer.with(|answer| answer.as_ref().and_then(Answer::first).map(Value::as_words));
            view! { <div><dt>{label}</dt><dd>{score.unwrap_or_else(|| "Not worked out yet".to_owned())}</dd></div> }
        }
    };
    move || {
        match rated.get() >= 2 {
        true => view! {
            <div class="card">
                <dl class="pairs">
                    {score("gas-t-base", "T-score at the start")}
                    {score("gas-t-now", "T-score now")}
                </dl>
                <p class="quiet">"50 means goals were met as expected. Worked out from weights and levels."</p>
            </div>
        }
        .into_any(),
        false => view! {
            <p class="quiet">"A T-score is worked out once two goals are rated. 50 means goals were met as expected."</p>
        }
        .into_any(),
    }
    }
}

/// The five levels with their words, which of them was the start and which is now; and where it is rated today.
fn levels(sheet: Sheet, copy: &AnswerPath) -> AnyView {
    let code = |link: &str| {
        let answer = sheet.answer(copy.child(link));
        Memo::new(move |_| {
            answer.with(|answer| answer.as_ref().and_then(|answer| answer.code()).map(str::to_owned))
        })
    };
    let (base, now) = (code(BASE), code(NOW));
    let level = |(code, link): (&'static str, &'static str)| {
        let item = sheet.definition.with_value(|definition| definition.by_link_id(link));
        let label = item.map(|item| sheet.item(item).text).unwrap_or_default();
        let answer = sheet.answer(copy.child(link));
        let words = move || {
            let words = answer.with(|answer| {
                let answer = answer.as_ref()?;
                Some(sheet.definition.with_value(|definition| answer_words(definition, item, answer)))
            });
            words.unwrap_or_else(|| "Not written yet".to_owned())
        };
        let mark = move |which: Memo<Option<String>>, word: &'static str| {
            move || {
                which
                    .with(|which| which.as_deref() == Some(code))
                    .then(|| view! { <span class="level__mark">{word}</span> })
            }
        };
        view! {
            <li class="level" data-now=move || now.with(|now| now.as_deref() == Some(code)).then_some("")>
                <p class="level__name">
                    <b>{label}</b>
                    {mark(base, "At the start")}
                    {mark(now, "Now")}
                </p>
                <p>{words}</p>
            </li>
        }
    };
    let rating = copy.child(NOW);
    view! {
        <ol class="levels">{LEVELS.into_iter().map(level).collect_view()}</ol>
        {(!sheet.read_only.get()).then(|| view! { <OneItem sheet=sheet path=rating /> })}
    }
    .into_any()
}
